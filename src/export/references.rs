//! Works and entries for reference managers: BibTeX, RIS and CSL-JSON.
//!
//! All three are made from [`Item`]s, the form in which the site's own lists are made, so that they say the same.

mod bibtex;
mod ris;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub use bibtex::bibtex;
pub use ris::ris;

use super::names;
use crate::catalog::{Catalog, EntryIx, Named};
use crate::csl::taxonomy::{DateVariable, Kind, NameVariable, StandardVariable};
use crate::csl::{Item, Name};
use crate::date::Date;
use crate::lang::Lang;
use crate::route::{self, Page, Route};

/// An entry as a work that can be cited: a page of the site, by who publishes it.
///
/// `title` is in the language of the page. The author is who publishes the site, and nobody where that is not told: those who
/// lead what the entry is about did not write about it. When it was read is the reader's to say: the day of the build would
/// make another page of every entry every day.
pub fn entry_item(catalog: &Catalog, lang: Lang, ix: EntryIx, title: &str) -> Item {
    let (site, common) = (&catalog.site, &catalog[ix].common);
    let mut item = Item::new(Kind::Webpage);
    item.people(NameVariable::Author, site.publisher.as_deref().map(Name::body).into_iter().collect());
    item.text(StandardVariable::Title, title);
    item.text(StandardVariable::ContainerTitle, site.title.text(lang));
    item.date(DateVariable::Issued, common.changed().value);
    // A path alone leads nowhere.
    if !site.base.origin.is_empty() {
        let address = route::address(catalog, Route { lang, page: Page::Entry(ix) });
        item.text(StandardVariable::URL, format!("{}{address}", site.base));
    }
    item.text(StandardVariable::Language, lang.as_str());
    item
}

/// How many entries and works there are.
pub fn count(catalog: &Catalog) -> usize {
    names::listed(catalog).count() + catalog.documents.len()
}

/// Every entry but pages, in the main language, then every work of the bibliography, each with the id that it has there. A work
/// whose id an entry has as well goes by `source:ID`: ids have no colon.
fn all(catalog: &Catalog) -> impl Iterator<Item = (String, Item)> {
    let lang = catalog.site.main_language();
    let entries = names::listed(catalog).map(move |ix| {
        let entry = &catalog[ix];
        (entry.id.as_str().to_owned(), entry_item(catalog, lang, ix, &entry.common.title.value))
    });
    let works = catalog.documents.iter().map(|(_, id, listed)| {
        let is_taken = matches!(catalog.find(id), Some(Named::Id(ix)) if names::is_listed(&catalog[ix]));
        (if is_taken { format!("source:{id}") } else { id.to_owned() }, Item::from(&listed.document))
    });
    entries.chain(works)
}

/// The first of them, as BibTeX and as CSL-JSON: an example.
pub fn example(catalog: &Catalog) -> Option<[String; 2]> {
    let (id, item) = all(catalog).next()?;
    let mut text = String::new();
    bibtex(&id, &item, &mut text);
    let json = serde_json::to_string_pretty(&CslJson { id: &id, item: &item }).expect("a work is always written");
    Some([text, json])
}

/// `data/references.bib`.
pub fn all_bibtex(catalog: &Catalog) -> Vec<u8> {
    let mut text = String::new();
    for (id, item) in all(catalog) {
        if !text.is_empty() {
            text.push('\n');
        }
        bibtex(&id, &item, &mut text);
    }
    text.into_bytes()
}

/// `data/references.json`: one work a line.
pub fn all_csl_json(catalog: &Catalog) -> Vec<u8> {
    let mut text = b"[".to_vec();
    for (id, item) in all(catalog) {
        if text.len() > 1 {
            text.push(b',');
        }
        text.push(b'\n');
        serde_json::to_writer(&mut text, &CslJson { id: &id, item: &item }).expect("a work is always written");
    }
    text.extend_from_slice(b"\n]\n");
    text
}

/// A work as CSL-JSON (schema `csl-data.json` of CSL 1.0.2).
#[derive(Clone, Copy, Debug)]
pub struct CslJson<'a> {
    /// Its id.
    pub id: &'a str,
    /// The work.
    pub item: &'a Item,
}

impl Serialize for CslJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("type", &self.item.kind)?;
        for (variable, text) in self.item.texts() {
            map.serialize_entry(&variable.to_string(), text)?;
        }
        for (variable, names) in self.item.names() {
            // CSL-JSON has no word for others who are not named.
            let names: Vec<_> = names.iter().filter(|name| !name.is_others()).map(CslName::from).collect();
            map.serialize_entry(&variable.to_string(), &names)?;
        }
        for (variable, date) in self.item.dates() {
            map.serialize_entry(&variable.to_string(), &CslDate { date_parts: [date_parts(date)] })?;
        }
        map.end()
    }
}

/// A name as CSL-JSON: that of a body is never taken apart.
#[derive(Serialize)]
#[serde(untagged)]
enum CslName<'a> {
    Person { family: &'a str, given: &'a str },
    Body { literal: &'a str },
}

impl<'a> From<&'a Name> for CslName<'a> {
    fn from(name: &'a Name) -> Self {
        match &name.given {
            Some(given) => Self::Person { family: &name.family, given },
            None => Self::Body { literal: &name.family },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [Vec<i32>; 1],
}

fn date_parts(date: Date) -> Vec<i32> {
    match date {
        Date::Year(year) => vec![year.into()],
        Date::Month(year, month) => vec![year.into(), month.into()],
        Date::Day(day) => vec![day.year().into(), day.month().into(), day.day().into()],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bibtex_of(item: &Item) -> String {
        let mut text = String::new();
        bibtex("a-1", item, &mut text);
        text
    }

    fn ris_of(item: &Item) -> String {
        let mut text = String::new();
        ris("a-1", item, &mut text);
        text
    }

    fn item() -> Item {
        let mut item = Item::new(Kind::Report);
        item.people(
            NameVariable::Author,
            vec![
                Name::body("Ministry of Trade, Work and Labour"),
                Name { family: "Özden".into(), given: Some("Ç.".into()) },
            ],
        );
        item.text(StandardVariable::Title, "100% of costs & {fees}: a_b\nc");
        item.text(StandardVariable::URL, "https://example.org/a_b?c=%20&d={e}");
        item.date(DateVariable::Issued, Date::Month(2018, 12));
        item
    }

    #[test]
    fn bibtex_keeps_names_whole_and_braces_balanced() {
        let text = bibtex_of(&item());
        assert!(
            text.starts_with("@techreport{a-1,\n  author = {{Ministry of Trade, Work and Labour} and Özden, Ç.},\n"),
            "{text}"
        );
        assert!(
            text.contains("title = {100\\% of costs \\& \\textbraceleft{}fees\\textbraceright{}: a\\_b c},"),
            "{text}"
        );
        assert!(text.contains("url = {https://example.org/a_b?c=%20&d=%7Be%7D},"), "{text}");
        assert!(text.contains("year = {2018},\n  month = dec,") && text.contains("type = {Report},"), "{text}");
    }

    #[test]
    fn bibtex_tells_older_styles_the_year() {
        let dated = |date: Date| {
            let mut item = Item::new(Kind::Book);
            item.date(DateVariable::Issued, date);
            bibtex_of(&item)
        };
        assert_eq!(dated(Date::Year(2018)), "@book{a-1,\n  year = {2018},\n}\n");
        let day = dated(Date::Day(jiff::civil::date(2018, 1, 9)));
        assert_eq!(day, "@book{a-1,\n  date = {2018-01-09},\n  year = {2018},\n  month = jan,\n}\n");
    }

    #[test]
    fn ris_has_one_line_a_field() {
        let text = ris_of(&item());
        assert!(
            text.starts_with(
                "TY  - RPRT\r\nID  - a-1\r\nAU  - Ministry of Trade Work and Labour\r\nAU  - Özden, Ç.\r\n"
            )
        );
        assert!(
            text.contains("TI  - 100% of costs & {fees}: a_b c\r\n") && text.contains("DA  - 2018/12//\r\n"),
            "{text}"
        );
        assert!(text.ends_with("ER  - \r\n"));
    }

    #[test]
    fn csl_json_tells_bodies_from_people() {
        let value = serde_json::to_value(CslJson { id: "a-1", item: &item() }).expect("a value");
        assert_eq!(value["type"], "report");
        assert_eq!(value["author"][0]["literal"], "Ministry of Trade, Work and Labour");
        assert_eq!(value["author"][1]["family"], "Özden");
        assert_eq!(value["issued"]["date-parts"][0], json!([2018, 12]));
    }
}
