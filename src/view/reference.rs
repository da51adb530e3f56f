//! Works as the style of the site cites and lists them.
//!
//! A work reads the same wherever it is listed, and mostly the same wherever it is cited, so each is written once a language.

use std::sync::{Arc, OnceLock, RwLock};

use ahash::HashMap;
use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::letters;
use crate::catalog::Catalog;
use crate::csl::taxonomy::{DateVariable, Kind, Locator, StandardVariable};
use crate::csl::{Around, Cited, Item, Marks, Part, Processor, Run, html, plain};
use crate::date::Date;
use crate::lang::Lang;
use crate::library::{Document, Person};
use crate::locale::Locale;
use crate::markdown::LocatorKind;
use crate::route::Page;

/// A work in a list of references.
#[derive(Debug, Serialize)]
pub struct Reference {
    /// Its id; empty for a page of the web.
    pub id: String,
    /// The anchor to which citations lead.
    pub anchor: String,
    /// The whole reference in the style of the site, with links.
    pub html: Value,
    /// Which paragraphs and pages, in words.
    pub locator: Option<String>,
}

/// The works of a catalog in the words of one language.
pub struct Works {
    processor: Processor,
    lang: Lang,
    /// Works by number.
    all: Vec<Work>,
    /// The numbers of works in the order of the bibliography.
    order: Vec<u32>,
    /// Citations of one work, as they were written first.
    citations: RwLock<HashMap<CitationKey, Arc<str>>>,
}

struct Work {
    item: Item,
    marks: Marks,
    /// Its place in the bibliography, from 1.
    place: u32,
    /// The reference as HTML, once some page shows it.
    listed: OnceLock<Value>,
}

/// What a citation depends on: the work, which part of it, its number on the page, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct CitationKey {
    work: u32,
    locator: Option<(LocatorKind, Box<str>)>,
    number: Option<u32>,
    address: Box<str>,
}

/// A citation as a body has it.
#[derive(Clone, Copy, Debug)]
pub struct Citation<'a> {
    /// The number of the work in the catalog.
    pub work: u32,
    /// Which part of it.
    pub locator: Option<(LocatorKind, &'a str)>,
    /// Its place in the list of references of the page, from 1.
    pub place: Option<u32>,
    /// Where it leads.
    pub address: &'a str,
}

impl Works {
    /// The works of a catalog.
    pub fn new(catalog: &Catalog, locale: &Locale) -> Self {
        let processor = Processor::new(Arc::clone(&catalog.style), locale.lang().as_str());
        let items: Vec<_> = catalog.documents.iter().map(|(.., listed)| Item::from(&listed.document)).collect();
        let borrowed: Vec<_> = items.iter().collect();
        let order = processor.order(&borrowed, |text| locale.sort_key(letters::unmarked(text)));
        let order = order.unwrap_or_else(|| by_author(catalog, locale));
        let in_order: Vec<_> = order.iter().map(|at| &items[*at]).collect();
        let mut places = vec![(0, Marks::default()); items.len()];
        for ((place, at), marks) in (1..).zip(&order).zip(processor.marks(&in_order)) {
            places[*at] = (place, marks);
        }
        let works = items.into_iter().zip(places);
        Self {
            processor,
            lang: locale.lang(),
            all: works.map(|(item, (place, marks))| Work { item, marks, place, listed: OnceLock::new() }).collect(),
            order: order.into_iter().map(|at| at as u32).collect(),
            citations: RwLock::default(),
        }
    }

    /// The numbers of all works in the order of the bibliography.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Whether references begin with their number.
    pub fn are_numbered(&self) -> bool {
        self.processor.style().has_numbered_list()
    }

    /// Whether the style puts references in an order of its own.
    pub fn are_sorted(&self) -> bool {
        self.processor.style().sorts()
    }

    /// A work as CSL sees it.
    pub fn item(&self, work: u32) -> &Item {
        &self.all[work as usize].item
    }

    /// Works of which not all are listed, in the order of the style, as places among them.
    pub fn order_of(&self, items: &[&Item], locale: &Locale) -> Option<Vec<usize>> {
        self.processor.order(items, |text| locale.sort_key(letters::unmarked(text)))
    }

    /// A reference as HTML. `place` is its place in a list, from 1; the bibliography's when there is none.
    fn listed(&self, edition: &Edition, work: u32, place: Option<u32>) -> Value {
        let known = &self.all[work as usize];
        let place = place.unwrap_or(known.place);
        let write = || {
            let runs = self.processor.reference(&known.item, Some(place), known.marks);
            self.html(&known.item, &runs, Some(&edition.url(Page::Work(work, 1))))
        };
        if self.are_numbered() { write() } else { known.listed.get_or_init(write).clone() }
    }

    /// A work by itself, as its own page has it: as HTML, and as plain text.
    pub fn alone(&self, work: u32) -> (Value, String) {
        let known = &self.all[work as usize];
        let runs = self.processor.reference(&known.item, Some(known.place), known.marks);
        (self.html(&known.item, &runs, None), plain(&runs))
    }

    /// A work that the bibliography does not have, as HTML: a page of the web in the list of an entry, or an entry, which has no
    /// number in any list.
    pub fn unlisted(&self, item: &Item, place: Option<u32>) -> Value {
        let runs = self.processor.reference(item, place, Marks::default());
        self.html(item, &runs, item.get(StandardVariable::URL))
    }

    fn html(&self, item: &Item, runs: &[Run], title: Option<&str>) -> Value {
        let lang = item.get(StandardVariable::Language).and_then(Lang::parse).filter(|lang| *lang != self.lang);
        let around = |part: Part| match part {
            Part::Title => Around { address: title.map(str::to_owned), lang: lang.map(|lang| lang.to_string()) },
            Part::Url => Around { address: item.get(StandardVariable::URL).map(str::to_owned), lang: None },
            Part::Cite(_) => Around::default(),
        };
        Value::safe_string(&html(runs, around))
    }

    /// Works cited together, as HTML.
    pub fn citation(&self, cites: &[Citation<'_>]) -> Arc<str> {
        let [one] = cites else { return self.cluster(cites) };
        let key = CitationKey {
            work: one.work,
            locator: one.locator.map(|(kind, text)| (kind, text.into())),
            number: one.place.filter(|_| self.processor.style().is_numeric()),
            address: one.address.into(),
        };
        if let Some(known) = self.citations.read().expect("no thread fails while it holds it").get(&key) {
            return Arc::clone(known);
        }
        let html = self.cluster(cites);
        self.citations.write().expect("no thread fails while it holds it").insert(key, Arc::clone(&html));
        html
    }

    fn cluster(&self, cites: &[Citation<'_>]) -> Arc<str> {
        let works = cites.iter().map(|cite| {
            let work = &self.all[cite.work as usize];
            Cited {
                item: &work.item,
                locator: cite.locator.map(|(kind, text)| (locator(kind), text)),
                number: Some(cite.place.unwrap_or(work.place)),
                marks: work.marks,
            }
        });
        let runs = self.processor.cluster(&works.collect::<Vec<_>>());
        let link = |part: Part| match part {
            Part::Cite(at) => cites.get(usize::from(at)).map(|cite| cite.address.to_owned()),
            Part::Title | Part::Url => None,
        };
        html(&runs, |part| Around { address: link(part), lang: None }).into()
    }
}

fn locator(kind: LocatorKind) -> Locator {
    match kind {
        LocatorKind::Paragraphs => Locator::Paragraph,
        LocatorKind::Pages => Locator::Page,
        LocatorKind::Other => Locator::Custom,
    }
}

/// The order of a style that has none: by what a reference begins with, which is the title where nobody is named.
fn by_author(catalog: &Catalog, locale: &Locale) -> Vec<usize> {
    let key = |document: &Document| {
        let (authors, title) = (authors(&document.author), &document.title.0);
        let first = if authors.is_empty() { title } else { &authors };
        [first, title].map(|text| locale.sort_key(letters::unmarked(text)))
    };
    let mut order: Vec<_> = (0..catalog.documents.len()).collect();
    order.sort_by_cached_key(|at| catalog.documents.at(*at as u32).map(|(_, listed)| key(&listed.document)));
    order
}

/// A work as the list of references of a page has it. `place` is its place in that list, from 1.
pub fn reference(edition: &Edition, work: u32, place: Option<u32>) -> Option<Reference> {
    let (id, _) = edition.catalog.documents.at(work)?;
    let html = edition.works.listed(edition, work, place);
    Some(Reference { id: id.to_owned(), anchor: format!("_ref-{id}"), html, locator: None })
}

/// A page of the web as CSL sees it.
pub fn web_item(title: &str, url: &str, accessed: Option<Date>) -> Item {
    let mut item = Item::new(Kind::Webpage);
    item.text(StandardVariable::Title, title).text(StandardVariable::URL, url);
    if let Some(date) = accessed {
        item.date(DateVariable::Accessed, date);
    }
    item
}

/// A page of the web as the list of references of a page has it.
pub fn web_reference(edition: &Edition, item: &Item, place: u32) -> Reference {
    let html = edition.works.unlisted(item, Some(place));
    Reference { id: String::new(), anchor: format!("_web-{place}"), html, locator: None }
}

/// “Clemens”, “Kone and Özden” or “A/72/643”: how tables and notes name a work in a few words.
pub fn short(document: &Document) -> String {
    if let Some(number) = &document.serial_number {
        return number.0.clone();
    }
    let year = document.date.as_ref().map(|date| format!(" {:04}", date.value.first_day().year())).unwrap_or_default();
    match document.author.as_slice() {
        [] => shortened(&document.title.0) + &year,
        [one] => format!("{}{year}", one.name),
        [one, two] => format!("{}, {}{year}", one.name, two.name),
        [one, ..] => format!("{} et al.{year}", one.name),
    }
}

fn shortened(title: &str) -> String {
    let words: Vec<_> = title.split_whitespace().collect();
    if words.len() <= 6 { title.to_owned() } else { format!("{} \u{2026}", words[..6].join(" ")) }
}

fn authors(people: &[Person]) -> String {
    people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
