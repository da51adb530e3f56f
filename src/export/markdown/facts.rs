//! What the front matter of an entry says, as a list.
//!
//! Fields follow from their declarations, so that a new field is here by itself. Labels are in the language of the edition;
//! dates and numbers are as machines write them.

use super::{add_text, address, destination, entry_address, text};
use crate::catalog::EntryIx;
use crate::entry::{Relation, Translation};
use crate::export::names;
use crate::field::WebAddress;
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
    let mut list = List { edition, out };
    list.begin("id");
    list.out.extend(["`", entry.id.as_str(), "`\n"]);
    let page = route::address(catalog, Route { lang: edition.lang, page: Page::Entry(ix) });
    let address = address(edition, &page);
    list.begin("url");
    // Without a scheme, angle brackets make no link.
    if address.contains("://") {
        list.out.extend(["<", &address, ">\n"]);
    } else {
        list.out.extend(["[", &address, "](", &address, ")\n"]);
    }
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
        list.field(field, &names::preferred(catalog, field, datum));
    }
    for (field, terms) in names::of_axes(catalog, entry) {
        list.field(field, &terms);
    }
    let relations: Vec<_> = names::relations(catalog, ix).collect();
    for name in names::relation_names() {
        let others = relations.iter().filter(|(known, _)| *known == name).map(|(_, other)| *other);
        list.entries(name, others);
    }
    list.entries("mentioned_by", names::mentioned_by(catalog, ix));
}

/// Parts with the texts that a translation has for them, as its page shows them.
fn translated<'a>(translation: &'a Translation, field: &str, datum: Datum<'a>) -> Datum<'a> {
    let Datum::List(items) = datum else { return datum };
    let item = |(place, item): (usize, Datum<'a>)| {
        let Datum::Group(mut fields) = item else { return item };
        let key = fields.iter().find_map(|(name, datum)| match datum {
            Datum::Text(key) if *name == "key" => Some(key.clone()),
            _ => None,
        });
        if let Some(part) = translation.texts.part(field, place, key.as_deref()) {
            let said = [("title", &part.title), ("measure", &part.measure), ("note", &part.note)];
            for (name, datum) in &mut fields {
                if let Some((_, Some(text))) = said.iter().find(|(its, _)| its == name) {
                    *datum = Datum::Text(text.into());
                }
            }
        }
        Datum::Group(fields)
    };
    Datum::List(items.into_iter().enumerate().map(item).collect())
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

/// A list that is being written.
struct List<'a, 'o> {
    edition: &'a Edition,
    out: &'o mut String,
}

impl List<'_, '_> {
    fn label(&mut self, field: &str) {
        self.out.push_str(&self.edition.label(field, || label(self.edition, field)));
    }

    /// Begins a line.
    fn begin(&mut self, field: &str) {
        self.out.push_str("- **");
        self.label(field);
        self.out.push_str("**: ");
    }

    fn entries(&mut self, name: &str, others: impl Iterator<Item = EntryIx>) {
        let mut others = others.peekable();
        if others.peek().is_none() {
            return;
        }
        self.out.extend(["- **", &text(&relation_label(self.edition, name)), "**: "]);
        for (at, other) in others.enumerate() {
            self.out.push_str(if at > 0 { ", " } else { "" });
            entry_link(self.edition, other, self.out);
        }
        self.out.push('\n');
    }

    /// One line, and one below it for each record of a list of records.
    fn field(&mut self, name: &str, datum: &Datum<'_>) {
        match datum {
            Datum::List(items) if items.iter().any(|item| matches!(item, Datum::Group(_))) => {
                self.out.push_str("- **");
                self.label(name);
                self.out.push_str("**:");
                for item in items {
                    self.out.push_str("\n  - ");
                    self.value(name, item);
                }
            }
            datum => {
                self.begin(name);
                self.value(name, datum);
            }
        }
        self.out.push('\n');
    }

    fn value(&mut self, field: &str, datum: &Datum<'_>) {
        let (edition, out) = (self.edition, &mut *self.out);
        let catalog = &*edition.catalog;
        match datum {
            Datum::Nothing => {}
            Datum::Text(id) if field == "cite" => work_link(edition, id, out),
            Datum::Text(id) if field == "evidence" && catalog.documents.has(id) => work_link(edition, id, out),
            Datum::Text(url) if field == "evidence" && WebAddress::parse(url).is_some() => add_address(url, out),
            Datum::Text(words) => add_text(words, out),
            Datum::Number(number) => out.push_str(&number.to_string()),
            Datum::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Datum::Date(date) => out.push_str(&date.to_string()),
            Datum::Address(url) => add_address(url, out),
            Datum::Term(name) => named(edition, names::term(catalog, field, name), name, out),
            Datum::Party(name) => named(edition, catalog.party(name), name, out),
            Datum::Entry(id) => match catalog.find(id).filter(|_| field != "aliases") {
                Some(named) => entry_link(edition, named.entry(), out),
                None => add_text(id, out),
            },
            Datum::Word(word) => add_text(&edition.word(field, word), out),
            Datum::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.out.push_str(if at > 0 { ", " } else { "" });
                    self.value(field, item);
                }
            }
            Datum::Group(fields) => {
                for (at, (name, datum)) in fields.iter().filter(|(_, datum)| !datum.is_empty()).enumerate() {
                    self.out.push_str(if at > 0 { "; **" } else { "**" });
                    self.below(name, datum);
                }
            }
            Datum::Any(json) => out.push_str(&code(&json.to_string())),
        }
    }

    /// A field below a field, behind the marks that what it is called begins with.
    fn below(&mut self, name: &'static str, datum: &Datum<'_>) {
        match datum {
            Datum::Group(_) => self.label(name),
            // For whom a result holds; the field of that name beside others says who made a commitment.
            Datum::Any(_) => self.label("disaggregation"),
            // That of the whole entry says when it was first published.
            _ if name == "date" => add_text(&self.edition.text("date"), self.out),
            _ => self.label(name),
        }
        self.out.push_str("**: ");
        match datum {
            Datum::Any(json) => self.out.push_str(&pairs(json)),
            Datum::Group(_) => {
                self.out.push('(');
                self.value(name, datum);
                self.out.push(')');
            }
            datum => self.value(name, datum),
        }
    }
}

fn add_address(url: &str, out: &mut String) {
    out.extend(["<", &url.replace('<', "%3C").replace('>', "%3E"), ">"]);
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

/// Adds a link.
fn link(label: &str, address: &str, out: &mut String) {
    out.push('[');
    add_text(label, out);
    out.extend(["](", &destination(address), ")"]);
}

fn entry_link(edition: &Edition, ix: EntryIx, out: &mut String) {
    link(edition.texts(&edition.catalog[ix]).title, &entry_address(edition, ix), out);
}

fn work_link(edition: &Edition, id: &str, out: &mut String) {
    let catalog = &*edition.catalog;
    let number = catalog.documents.number(id);
    let Some((number, (_, listed))) = number.and_then(|number| Some((number, catalog.documents.at(number)?))) else {
        return add_text(id, out);
    };
    let page = route::address(catalog, Route { lang: edition.lang, page: Page::Work(number, 1) });
    link(&listed.document.title.0, &address(edition, &page), out);
}

fn named(edition: &Edition, term: Option<TermIx>, name: &str, out: &mut String) {
    let Some(term) = term else { return add_text(name, out) };
    match route::term_address(&edition.catalog, edition.lang, term) {
        Some(to) => link(edition.term_title(term), &address(edition, &to), out),
        None => add_text(edition.term_title(term), out),
    }
}
