//! What the front matter of an entry says, as a list.
//!
//! Fields follow from their declarations, so that a new field is here by itself. Labels are in the language of the edition;
//! dates and numbers are as machines write them.

use std::fmt::Write as _;

use super::{address, entry_address, link, text};
use crate::catalog::EntryIx;
use crate::entry::{Relation, Translation};
use crate::export::names;
use crate::record::{Datum, Record};
use crate::route::{self, Page, Route};
use crate::view::{Edition, field_label};
use crate::vocabulary::TermIx;

/// Fields that stand above the list.
const ABOVE: [&str; 2] = ["title", "summary"];

/// Adds the list.
pub fn facts(edition: &Edition, ix: EntryIx, out: &mut String) {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let mut line = |field: &str, value: &str| {
        let _ = writeln!(out, "- **{}**: {value}", label(edition, field));
    };
    line("id", &format!("`{}`", entry.id));
    let page = route::address(catalog, Route { lang: edition.lang, page: Page::Entry(ix) });
    let address = address(edition, &page);
    // Without a scheme, angle brackets make no link.
    line("url", &if address.contains("://") { format!("<{address}>") } else { format!("[{address}]({address})") });
    let fields = entry.common.data().into_iter().chain(entry.details.data());
    let facts = fields.filter(|(field, datum)| {
        names::is_fact(field) && !names::is_relation(field) && !ABOVE.contains(field) && !datum.is_empty()
    });
    let translation = edition.texts(entry).translation;
    for (field, datum) in facts {
        let datum = match translation {
            Some(translation) => translated(translation, field, datum),
            None => datum,
        };
        self::field(edition, field, &names::preferred(catalog, field, datum), out);
    }
    for (field, terms) in names::of_axes(catalog, entry) {
        self::field(edition, field, &terms, out);
    }
    let relations: Vec<_> = names::relations(catalog, ix).collect();
    for name in names::relation_names() {
        let others = relations.iter().filter(|(known, _)| *known == name).map(|(_, other)| *other);
        entries(edition, name, others, out);
    }
    entries(edition, "mentioned_by", names::mentioned_by(catalog, ix), out);
}

/// Parts with the texts that a translation has for them, as its page shows them.
fn translated(translation: &Translation, field: &str, datum: Datum) -> Datum {
    let Datum::List(items) = datum else { return datum };
    let item = |(place, item): (usize, Datum)| {
        let Datum::Group(mut fields) = item else { return item };
        let key = fields.iter().find_map(|(name, datum)| match datum {
            Datum::Text(key) if *name == "key" => Some(key.clone()),
            _ => None,
        });
        if let Some(part) = translation.texts.part(field, place, key.as_deref()) {
            let said = [("title", &part.title), ("measure", &part.measure), ("note", &part.note)];
            for (name, datum) in &mut fields {
                if let Some((_, Some(text))) = said.iter().find(|(its, _)| its == name) {
                    *datum = Datum::Text(text.clone());
                }
            }
        }
        Datum::Group(fields)
    };
    Datum::List(items.into_iter().enumerate().map(item).collect())
}

fn entries(edition: &Edition, name: &str, others: impl Iterator<Item = EntryIx>, out: &mut String) {
    let links: Vec<_> = others.map(|other| entry_link(edition, other)).collect();
    if !links.is_empty() {
        let _ = writeln!(out, "- **{}**: {}", text(&relation_label(edition, name)), links.join(", "));
    }
}

/// A relation is called by its own name or, from the other end, by that of its inverse.
fn relation_label(edition: &Edition, name: &str) -> String {
    let key = Relation::ALL.iter().find_map(|relation| match relation.as_str() {
        own if own == name => Some(own.replace('_', "-")),
        own if relation.inverse() == name => Some(format!("{}-inverse", own.replace('_', "-"))),
        _ => None,
    });
    key.map_or_else(|| edition.text("section-mentions"), |key| edition.text(&format!("relation-{key}")))
}

fn label(edition: &Edition, field: &str) -> String {
    // The milestones of an entry are its road map to readers.
    let section = if field == "milestones" { "road-map".to_owned() } else { field.replace('_', "-") };
    let spaced = || edition.text_or(&format!("section-{section}"), &spaced(field));
    text(&field_label(edition, field, spaced))
}

fn spaced(name: &str) -> String {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// One line, and one below it for each record of a list of records.
fn field(edition: &Edition, name: &str, datum: &Datum, out: &mut String) {
    let is_records = matches!(datum, Datum::List(items) if items.iter().any(|item| matches!(item, Datum::Group(_))));
    let label = label(edition, name);
    let Datum::List(items) = datum else {
        let _ = writeln!(out, "- **{label}**: {}", value(edition, name, datum));
        return;
    };
    if !is_records {
        let values: Vec<_> = items.iter().map(|item| value(edition, name, item)).collect();
        let _ = writeln!(out, "- **{label}**: {}", values.join(", "));
        return;
    }
    let _ = writeln!(out, "- **{label}**:");
    for item in items {
        let _ = writeln!(out, "  - {}", value(edition, name, item));
    }
}

fn value(edition: &Edition, field: &str, datum: &Datum) -> String {
    let catalog = &*edition.catalog;
    match datum {
        Datum::Nothing => String::new(),
        Datum::Text(id) if field == "cite" => work_link(edition, id),
        Datum::Text(words) => text(words),
        Datum::Number(number) => number.to_string(),
        Datum::Truth(truth) => truth.to_string(),
        Datum::Date(date) => date.to_string(),
        Datum::Address(url) => format!("<{}>", url.replace('<', "%3C").replace('>', "%3E")),
        Datum::Term(name) => named(edition, names::term(catalog, field, name), name),
        Datum::Party(name) => named(edition, catalog.party(name), name),
        Datum::Entry(id) => match catalog.find(id).filter(|_| field != "aliases") {
            Some(named) => entry_link(edition, named.entry()),
            None => text(id),
        },
        Datum::Word(word) => text(&edition.word(field, word)),
        Datum::List(items) => {
            let values: Vec<_> = items.iter().map(|item| value(edition, field, item)).collect();
            values.join(", ")
        }
        Datum::Group(fields) => {
            let of = |(name, datum): &(&'static str, Datum)| match datum {
                Datum::Group(_) => format!("**{}**: ({})", label(edition, name), value(edition, name, datum)),
                // For whom a result holds; the field of that name beside others says who made a commitment.
                Datum::Any(json) => format!("**{}**: {}", label(edition, "disaggregation"), pairs(json)),
                // That of the whole entry says when it was first published.
                datum if *name == "date" => {
                    format!("**{}**: {}", text(&edition.text("date")), value(edition, name, datum))
                }
                datum => format!("**{}**: {}", label(edition, name), value(edition, name, datum)),
            };
            let said: Vec<_> = fields.iter().filter(|(_, datum)| !datum.is_empty()).map(of).collect();
            said.join("; ")
        }
        Datum::Any(json) => code(&json.to_string()),
    }
}

/// Names with their values: `sex: female, age: 18-24`.
fn pairs(json: &serde_json::Value) -> String {
    let word = |json: &serde_json::Value| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let Some(object) = json.as_object() else { return code(&json.to_string()) };
    let pairs: Vec<_> = object.iter().map(|(name, value)| text(&format!("{name}: {}", word(value)))).collect();
    pairs.join(", ")
}

/// Code of one line, between as many marks as it needs.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    if longest == 0 { format!("{marks}{text}{marks}") } else { format!("{marks} {text} {marks}") }
}

fn entry_link(edition: &Edition, ix: EntryIx) -> String {
    link(&text(edition.texts(&edition.catalog[ix]).title), &entry_address(edition, ix))
}

fn work_link(edition: &Edition, id: &str) -> String {
    let catalog = &*edition.catalog;
    let number = catalog.documents.number(id);
    let listed = number.and_then(|number| Some((number, catalog.documents.at(number)?.1)));
    listed.map_or_else(
        || text(id),
        |(number, listed)| {
            let page = route::address(catalog, Route { lang: edition.lang, page: Page::Work(number, 1) });
            link(&text(&listed.document.title.0), &address(edition, &page))
        },
    )
}

fn named(edition: &Edition, term: Option<TermIx>, name: &str) -> String {
    let Some(term) = term else { return text(name) };
    let title = text(edition.term_title(term));
    match route::term_address(&edition.catalog, edition.lang, term) {
        Some(to) => link(&title, &address(edition, &to)),
        None => title,
    }
}
