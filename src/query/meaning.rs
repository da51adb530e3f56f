//! What each test of a query means: names become fields, terms, entries, dates and numbers, or a problem.

use super::Problem;
use super::field::Field;
use super::tree::Tree;
use super::words::Sign;
use crate::catalog::{Catalog, EntryIx};
use crate::check::{is_orphan, late_milestones, late_review};
use crate::date::Date;
use crate::diagnostic::did_you_mean;
use crate::entry::{Entry, Kind};
use crate::export::names;
use crate::fold::fold;
use crate::record::{Datum, Shape};
use crate::source::{Span, Spanned};
use crate::vocabulary::TermIx;

/// A question that can be answered of each entry.
#[derive(Debug)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not that.
    Not(Box<Condition>),
    /// What an entry is found to be.
    State(State),
    /// A field is filled.
    Filled(Field),
    /// Title or summary hold these words, which are in lower case.
    Text(String),
    /// A value of a field compares with one of these.
    Compared(Field, Sign, Vec<Value>),
}

crate::words! {
    /// What an entry is found to be.
    pub enum State {
        /// A milestone or the review is late.
        Overdue = "overdue",
        /// It leads to no entry, and none leads to it.
        Orphan = "orphan",
        /// A translation follows an earlier state of it.
        Stale = "stale",
        /// It has a translation.
        Translated = "translated",
    }
}

/// With what a field is compared.
#[derive(Debug)]
pub enum Value {
    /// A term, which stands for narrower ones too.
    Term(TermIx),
    /// An id, a word or a text, in lower case.
    Text(String),
    /// A date.
    Date(Date),
    /// A number.
    Number(f64),
}

/// The meaning of a tree.
pub fn of(tree: &Tree, catalog: &Catalog) -> Result<Condition, Problem> {
    let each = |trees: &[Tree]| trees.iter().map(|tree| of(tree, catalog)).collect::<Result<Vec<_>, _>>();
    Ok(match tree {
        Tree::All(trees) => Condition::All(each(trees)?),
        Tree::Any(trees) => Condition::Any(each(trees)?),
        Tree::Not(tree) => Condition::Not(Box::new(of(tree, catalog)?)),
        Tree::Text(text) => Condition::Text(fold(&text.value)),
        Tree::Word(word) => alone(word, catalog)?,
        Tree::Compared { field, sign, values } => compared(field, sign, values, catalog)?,
    })
}

/// A word without a comparison: a state, or a field that is filled.
fn alone(word: &Spanned<String>, catalog: &Catalog) -> Result<Condition, Problem> {
    if let Some(state) = State::from_word(&word.value) {
        return Ok(Condition::State(state));
    }
    Field::asked(word, catalog).map(Condition::Filled).map_err(|problem| {
        let near = did_you_mean(&word.value, State::ALL.iter().map(|state| state.as_str()));
        let text = format!("to look for it in titles and summaries, quote it: \"{}\"", word.value);
        Problem { help: near.or(problem.help.filter(|help| help.starts_with("did"))).or(Some(text)), ..problem }
    })
}

fn compared(
    name: &Spanned<String>,
    sign: &Spanned<Sign>,
    values: &[Spanned<String>],
    catalog: &Catalog,
) -> Result<Condition, Problem> {
    if State::from_word(&name.value).is_some() {
        let help = format!("write it alone: {}", name.value);
        return Err(Problem::new(sign.span, format!("`{}` is not compared with anything", name.value), Some(help)));
    }
    let field = Field::asked(name, catalog)?;
    check_sign(&field, sign, name.span)?;
    let value = |value: &Spanned<String>| meant(&field, sign.value, value, catalog);
    let values = values.iter().map(value).collect::<Result<_, _>>()?;
    Ok(Condition::Compared(field, sign.value, values))
}

/// Dates and numbers have an order, and a list of records has nothing to compare.
fn check_sign(field: &Field, sign: &Spanned<Sign>, span: Span) -> Result<(), Problem> {
    if let Shape::Record(fields) = &field.shape {
        let names: Vec<_> = fields.iter().map(|below| format!("{}.{}", field.name, below.name)).collect();
        let help = format!("write one of {}", names.join(", "));
        return Err(Problem::new(span, format!("`{}` is more than one thing", field.name), Some(help)));
    }
    let is_ordered = matches!(field.shape, Shape::Date | Shape::Number | Shape::Integer);
    let needs_order = !matches!(sign.value, Sign::Is | Sign::IsNot | Sign::Holds);
    if needs_order && !is_ordered {
        let message = format!("`{}` has no order", field.name);
        return Err(Problem::new(sign.span, message, Some("compare it with `=`, `!=` or `~`".into())));
    }
    Ok(())
}

fn meant(field: &Field, sign: Sign, value: &Spanned<String>, catalog: &Catalog) -> Result<Value, Problem> {
    let text = value.value.as_str();
    let wrong = |what: &str, help: String| Err(Problem::new(value.span, format!("`{text}` is no {what}"), Some(help)));
    if sign == Sign::Holds {
        return Ok(Value::Text(fold(text)));
    }
    match &field.shape {
        Shape::Date => match Date::parse(text) {
            Some(date) => Ok(Value::Date(date)),
            None => wrong("date", "write a year, a month or a day: 2026, 2026-06, 2026-06-01".into()),
        },
        Shape::Number | Shape::Integer => match text.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) => Ok(Value::Number(number)),
            None => wrong("number", "write it with a point and without grouping: 1250.5".into()),
        },
        Shape::Term | Shape::Party => term(field, value, catalog).map(Value::Term),
        Shape::Entry if field.name != "aliases" => {
            if let Some(named) = catalog.find(text) {
                Ok(Value::Text(catalog[named.entry()].id.to_string()))
            } else {
                let near = did_you_mean(text, catalog.entries.iter().map(|entry| entry.id.as_str()));
                wrong("entry", near.unwrap_or_else(|| "`compendium list` names them".into()))
            }
        }
        Shape::Word(words) => {
            let known: Vec<_> = words.iter().copied().filter(|word| *word != Kind::Page.as_str()).collect();
            if known.contains(&text) {
                return Ok(Value::Text(text.to_owned()));
            }
            let near = did_you_mean(text, known.iter().copied());
            wrong(
                &format!("value of `{}`", field.name),
                near.unwrap_or_else(|| format!("write one of {}", known.join(", "))),
            )
        }
        _ => Ok(Value::Text(fold(text))),
    }
}

/// A term by its id or another name; also one that its own stand below: a region where countries are named.
fn term(field: &Field, value: &Spanned<String>, catalog: &Catalog) -> Result<TermIx, Problem> {
    let (name, vocabularies) = (value.value.as_str(), &catalog.vocabularies);
    let own = match field.shape {
        Shape::Party => catalog.party(name),
        _ => names::term(catalog, field.last(), name),
    };
    let holds_countries = || {
        let axis = vocabularies.axis_of_declared_field(field.last());
        field.shape == Shape::Party || axis.is_some_and(|axis| vocabularies[axis].id == "countries")
    };
    if let Some(term) = own.or_else(|| vocabularies.term("regions", name).filter(|_| holds_countries())) {
        return Ok(term);
    }
    let axes: &[&str] = match field.shape {
        Shape::Party => &["actors", "groups", "countries"],
        _ => &[],
    };
    let own = catalog.vocabularies.axis_of_declared_field(field.last());
    let known = axes.iter().filter_map(|axis| vocabularies.axis(axis)).chain(own.filter(|_| axes.is_empty()));
    let axes: Vec<_> = known.collect();
    let called = axes.iter().find_map(|axis| vocabularies[*axis].called(name));
    let known: Vec<_> = axes.iter().flat_map(|axis| vocabularies[*axis].ids()).collect();
    let near = called.or_else(|| did_you_mean(name, known.iter().copied()));
    let help = near.or_else(|| (known.len() <= 30).then(|| format!("write one of {}", known.join(", "))));
    Err(Problem::new(value.span, format!("`{name}` is no value of `{}`", field.name), help))
}

impl Condition {
    /// Whether it holds of an entry.
    pub fn holds(&self, catalog: &Catalog, ix: EntryIx) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(catalog, ix)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(catalog, ix)),
            Self::Not(part) => !part.holds(catalog, ix),
            Self::State(state) => state.holds(catalog, ix),
            Self::Filled(field) => any(field, catalog, ix, &|_| true),
            Self::Text(text) => holds_text(&catalog[ix], text),
            Self::Compared(field, Sign::IsNot, values) => {
                !any(field, catalog, ix, &|datum| values.iter().any(|value| value.is(catalog, field, datum)))
            }
            Self::Compared(field, sign, values) => any(field, catalog, ix, &|datum| {
                values.iter().any(|value| value.compares(catalog, field, *sign, datum))
            }),
        }
    }
}

fn any(field: &Field, catalog: &Catalog, ix: EntryIx, test: &dyn Fn(&Datum<'_>) -> bool) -> bool {
    let mut found = false;
    field.each_value(catalog, ix, &mut |datum| found = found || test(datum));
    found
}

fn holds_text(entry: &Entry, text: &str) -> bool {
    let summary = entry.common.summary.as_ref();
    let own = std::iter::once(&entry.common.title).chain(summary);
    let translated = entry.translations.iter().flat_map(|(_, translation)| {
        std::iter::once(&translation.texts.title).chain(translation.texts.summary.as_ref())
    });
    own.chain(translated).any(|one| fold(&one.value).contains(text))
}

impl State {
    fn holds(self, catalog: &Catalog, ix: EntryIx) -> bool {
        let (entry, day) = (&catalog[ix], catalog.as_of.day);
        match self {
            Self::Overdue => late_milestones(entry, day).next().is_some() || late_review(entry, day).is_some(),
            Self::Orphan => is_orphan(catalog, ix),
            Self::Stale => entry.translations.iter().any(|(_, translation)| translation.follows(entry) == Some(false)),
            Self::Translated => !entry.translations.is_empty(),
        }
    }
}

impl Value {
    fn is(&self, catalog: &Catalog, field: &Field, datum: &Datum<'_>) -> bool {
        match (self, datum) {
            (Self::Term(wanted), Datum::Term(name)) => {
                names::term(catalog, field.last(), name).is_some_and(|term| is_below(catalog, term, *wanted))
            }
            (Self::Term(wanted), Datum::Party(name)) => {
                catalog.party(name).is_some_and(|term| is_below(catalog, term, *wanted))
            }
            (Self::Date(wanted), Datum::Date(date)) => {
                wanted.first_day() <= date.first_day() && date.last_day() <= wanted.last_day()
            }
            (Self::Number(wanted), Datum::Number(number)) => number.total_cmp(wanted).is_eq(),
            (Self::Text(wanted), datum) => fold(&shown(datum)) == *wanted,
            _ => false,
        }
    }

    fn compares(&self, catalog: &Catalog, field: &Field, sign: Sign, datum: &Datum<'_>) -> bool {
        match (sign, self, datum) {
            (Sign::Is | Sign::IsNot, ..) => self.is(catalog, field, datum),
            (Sign::Holds, Self::Text(text), datum) => fold(&shown(datum)).contains(text),
            (Sign::Below, Self::Date(wanted), Datum::Date(date)) => date.before(*wanted),
            (Sign::AtMost, Self::Date(wanted), Datum::Date(date)) => date.last_day() <= wanted.last_day(),
            (Sign::Above, Self::Date(wanted), Datum::Date(date)) => wanted.before(*date),
            (Sign::AtLeast, Self::Date(wanted), Datum::Date(date)) => wanted.first_day() <= date.first_day(),
            (Sign::Below, Self::Number(wanted), Datum::Number(number)) => number < wanted,
            (Sign::AtMost, Self::Number(wanted), Datum::Number(number)) => number <= wanted,
            (Sign::Above, Self::Number(wanted), Datum::Number(number)) => number > wanted,
            (Sign::AtLeast, Self::Number(wanted), Datum::Number(number)) => number >= wanted,
            _ => false,
        }
    }
}

fn is_below(catalog: &Catalog, term: TermIx, wanted: TermIx) -> bool {
    catalog.vocabularies.with_broader(term).any(|above| above == wanted)
}

/// A value as the data shows it.
pub fn shown(datum: &Datum<'_>) -> String {
    match datum.to_json() {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
