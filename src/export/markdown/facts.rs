//! What the front matter of an entry says, as a list.
//!
//! Fields follow from their declarations, so that a new field is here by itself. Labels are in the language of the edition;
//! dates and numbers are as machines write them.

use super::{add_text, address, destination, entry_address, text};
use crate::catalog::EntryIx;
use crate::entry::{Relation, Translation};
use crate::export::names;
use crate::record::{Datum, Lent, Record};
use crate::route::{self, Page, Route};
use crate::view::{Edition, field_label};
use crate::vocabulary::TermIx;

/// Fields that stand above the list.
const ABOVE: [&str; 2] = ["title", "summary"];

/// Adds the list.
pub fn facts(edition: &Edition, ix: EntryIx, out: &mut String) {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    begin(edition, "id", out);
    out.extend(["`", entry.id.as_str(), "`\n"]);
    let page = route::address(catalog, Route { lang: edition.lang, page: Page::Entry(ix) });
    let address = address(edition, &page);
    begin(edition, "url", out);
    // Without a scheme, angle brackets make no link.
    if address.contains("://") {
        out.extend(["<", &address, ">\n"]);
    } else {
        out.extend(["[", &address, "](", &address, ")\n"]);
    }
    let fields = entry.common.lent().into_iter().chain(entry.details.lent());
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
fn translated<'a>(translation: &'a Translation, field: &str, datum: Lent<'a>) -> Lent<'a> {
    let Datum::List(items) = datum else { return datum };
    let item = |(place, item): (usize, Lent<'a>)| {
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

fn entries(edition: &Edition, name: &str, others: impl Iterator<Item = EntryIx>, out: &mut String) {
    let mut others = others.peekable();
    if others.peek().is_some() {
        out.extend(["- **", &text(&relation_label(edition, name)), "**: "]);
        separated(others, out, |other, out| entry_link(edition, other, out));
        out.push('\n');
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

/// Begins a line.
fn begin(edition: &Edition, field: &str, out: &mut String) {
    out.extend(["- **", &label(edition, field), "**: "]);
}

/// Adds items with commas between them.
fn separated<T>(items: impl IntoIterator<Item = T>, out: &mut String, add: impl Fn(T, &mut String)) {
    for (at, item) in items.into_iter().enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        add(item, out);
    }
}

/// One line, and one below it for each record of a list of records.
fn field(edition: &Edition, name: &str, datum: &Lent<'_>, out: &mut String) {
    match datum {
        Datum::List(items) if items.iter().any(|item| matches!(item, Datum::Group(_))) => {
            out.extend(["- **", &label(edition, name), "**:"]);
            for item in items {
                out.push_str("\n  - ");
                value(edition, name, item, out);
            }
        }
        datum => {
            begin(edition, name, out);
            value(edition, name, datum, out);
        }
    }
    out.push('\n');
}

fn value(edition: &Edition, field: &str, datum: &Lent<'_>, out: &mut String) {
    let catalog = &*edition.catalog;
    match datum {
        Datum::Nothing => {}
        Datum::Text(id) if field == "cite" => work_link(edition, id, out),
        Datum::Text(words) => add_text(words, out),
        Datum::Number(number) => out.push_str(&number.to_string()),
        Datum::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Datum::Date(date) => out.push_str(&date.to_string()),
        Datum::Address(url) => out.extend(["<", &url.replace('<', "%3C").replace('>', "%3E"), ">"]),
        Datum::Term(name) => named(edition, names::term(catalog, field, name), name, out),
        Datum::Party(name) => named(edition, catalog.party(name), name, out),
        Datum::Entry(id) => match catalog.find(id).filter(|_| field != "aliases") {
            Some(named) => entry_link(edition, named.entry(), out),
            None => add_text(id, out),
        },
        Datum::Word(word) => add_text(&edition.word(field, word), out),
        Datum::List(items) => separated(items, out, |item, out| value(edition, field, item, out)),
        Datum::Group(fields) => {
            for (at, (name, datum)) in fields.iter().filter(|(_, datum)| !datum.is_empty()).enumerate() {
                out.push_str(if at > 0 { "; " } else { "" });
                below(edition, name, datum, out);
            }
        }
        Datum::Any(json) => out.push_str(&code(&json.to_string())),
    }
}

/// A field below a field, with what it is called.
fn below(edition: &Edition, name: &str, datum: &Lent<'_>, out: &mut String) {
    let label = match datum {
        Datum::Group(_) => label(edition, name),
        // For whom a result holds; the field of that name beside others says who made a commitment.
        Datum::Any(_) => label(edition, "disaggregation"),
        // That of the whole entry says when it was first published.
        _ if name == "date" => text(&edition.text("date")),
        _ => label(edition, name),
    };
    out.extend(["**", &label, "**: "]);
    match datum {
        Datum::Any(json) => out.push_str(&pairs(json)),
        Datum::Group(_) => {
            out.push('(');
            value(edition, name, datum, out);
            out.push(')');
        }
        datum => value(edition, name, datum, out),
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
