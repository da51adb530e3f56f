//! The facts of an entry: every field that its declaration has and its kind fills, in words and links.
//!
//! Fields are shown by what they hold and not by name, so that a new field of a kind appears here by itself; the theme's
//! strings call it `field-NAME`.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::standing;
use crate::date::Date;
use crate::entry::Entry;
use crate::export::names;
use crate::lang::Lang;
use crate::locale::Arg;
use crate::record::{Datum, Record};
use crate::vocabulary::TermIx;

/// One line of the facts.
#[derive(Debug, Serialize)]
pub struct Fact {
    /// The field, for style sheets.
    pub field: String,
    /// What readers call it.
    pub label: String,
    /// What it holds.
    pub values: Vec<FactValue>,
}

/// One value of a fact: a term, a text or a link.
#[derive(Debug, Default, Serialize)]
pub struct FactValue {
    /// A term, when it is one.
    pub chip: Option<Value>,
    /// Which one, where it is.
    #[serde(skip)]
    pub(super) term: Option<TermIx>,
    /// A text.
    pub text: Option<String>,
    /// The language of the text, when that is not the page's: facts are written once, in the site's own.
    pub lang: Option<Lang>,
    /// Where it leads.
    pub url: Option<String>,
    /// For machines: a date as ISO 8601.
    pub datetime: Option<String>,
}

/// Fields of every entry that are facts, in the order in which readers look for them. Others have a section of their own.
const COMMON: [&str; 8] = ["level", "themes", "sdg", "countries", "led_by", "partners", "period", "next_review"];
/// Fields of a kind that have a section of their own.
const ELSEWHERE: [&str; 2] = ["parties", "order"];

/// The facts of an entry.
pub fn facts(edition: &Edition, entry: &Entry) -> Vec<Fact> {
    let own = entry.details.data().into_iter().filter(|(name, _)| !ELSEWHERE.contains(name));
    let mut facts: Vec<_> = own.filter_map(|(name, datum)| fact(edition, name, &datum)).collect();
    facts.extend(COMMON.iter().filter_map(|name| fact(edition, name, &entry.common.datum_of(name))));
    for axis in &entry.axes {
        let terms = axis.terms.iter().map(|term| Datum::Term((&*term.value.0).into())).collect();
        facts.extend(fact(edition, &axis.name, &Datum::List(terms)));
    }
    facts
}

fn fact(edition: &Edition, name: &str, datum: &Datum<'_>) -> Option<Fact> {
    if datum.is_empty() {
        return None;
    }
    let mut values = Vec::new();
    add(edition, name, datum, &mut values);
    let label = super::field_label(edition, name, || name.to_owned());
    (!values.is_empty()).then(|| Fact { field: name.to_owned(), label, values })
}

fn add(edition: &Edition, field: &str, datum: &Datum<'_>, values: &mut Vec<FactValue>) {
    let text = |text: String| FactValue { text: Some(text), ..FactValue::default() };
    match datum {
        Datum::Nothing | Datum::Any(_) => {}
        Datum::Text(words) if field == "review_every" => values.push(text(standing::duration(edition, words))),
        Datum::Text(words) => {
            let lang = Some(edition.catalog.site.main_language()).filter(|lang| *lang != edition.lang);
            values.push(FactValue { lang, ..text(words.to_string()) });
        }
        Datum::Entry(words) => values.push(text(words.to_string())),
        Datum::Number(number) => values.push(text(edition.locale.number(*number))),
        Datum::Truth(_) => values.push(text("\u{2713}".into())),
        Datum::Date(date) => {
            values.push(FactValue { datetime: Some(date.to_string()), ..text(edition.locale.date(*date)) });
        }
        Datum::Address(url) => values.push(FactValue { url: Some(url.to_string()), ..text(url.to_string()) }),
        Datum::Term(name) => match names::term(&edition.catalog, field, name) {
            Some(ix) => add_chip(edition, ix, values),
            None => values.push(text(name.to_string())),
        },
        Datum::Party(name) => match edition.catalog.party(name) {
            Some(ix) => add_chip(edition, ix, values),
            None => values.push(text(name.to_string())),
        },
        Datum::Word(word) => values.push(text(edition.word(field, word))),
        Datum::List(items) => items.iter().for_each(|item| add(edition, field, item, values)),
        Datum::Group(fields) if field == "period" => values.extend(period(edition, fields)),
        Datum::Group(fields) => values.push(group(edition, fields)),
    }
}

/// A period in words: “2018 – 2022”, “from 10 December 2018”.
fn period(edition: &Edition, fields: &[(&'static str, Datum<'_>)]) -> Option<FactValue> {
    let date = |name: &str| {
        fields.iter().find_map(|(known, datum)| match datum {
            Datum::Date(date) if *known == name => Some(*date),
            _ => None,
        })
    };
    let words = |date: Date| edition.locale.date(date);
    let open = |key: &str, name: &str, date: Date| {
        let arguments = [(name, Arg::Text(&words(date))), ("precision", Arg::Text(standing::precision(date)))];
        edition.locale.format(key, &arguments)
    };
    let text = match (date("from"), date("to")) {
        (Some(from), Some(to)) => {
            let arguments = [("from", Arg::Text(&words(from))), ("to", Arg::Text(&words(to)))];
            edition.locale.format("period-between", &arguments)
        }
        (Some(from), None) => open("period-from", "from", from),
        (None, Some(to)) => open("period-to", "to", to),
        (None, None) => return None,
    };
    Some(FactValue { text: Some(text), ..FactValue::default() })
}

/// Fields below a field on one line.
fn group(edition: &Edition, fields: &[(&'static str, Datum<'_>)]) -> FactValue {
    let parts: Vec<_> = fields
        .iter()
        .filter(|(_, datum)| !datum.is_empty())
        .map(|(name, datum)| {
            let mut values = Vec::new();
            add(edition, name, datum, &mut values);
            let words: Vec<_> = values.into_iter().filter_map(|value| value.text).collect();
            let label = edition.text_or(&format!("field-{}", name.replace('_', "-")), name).to_lowercase();
            format!("{label} {}", words.join(", "))
        })
        .collect();
    FactValue { text: Some(parts.join(" ")), ..FactValue::default() }
}

/// Shows a term, once where a list has two names of it.
fn add_chip(edition: &Edition, term: TermIx, values: &mut Vec<FactValue>) {
    if values.iter().all(|value| value.term != Some(term)) {
        values.push(FactValue { chip: Some(edition.chip(term)), term: Some(term), ..FactValue::default() });
    }
}
