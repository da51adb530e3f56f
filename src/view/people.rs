//! Who takes part in an agreement, as a matrix.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::library::original_language;
use super::parts::{DateView, date_view};
use crate::date::Date;
use crate::entry::{Details, Entry, Membership};
use crate::lang::Lang;
use crate::source::Spanned;

/// When a party did something.
type Step = fn(&Membership) -> &Option<Spanned<Date>>;

/// What a party can do: the string that names it, and when it did.
const STEPS: [(&str, Step); 3] = [
    ("field-signed", |party| &party.signed),
    ("field-ratified", |party| &party.ratified),
    ("field-party-in-force", |party| &party.in_force),
];

/// The parties of an agreement and what each has done. What no party has a date for has no column.
#[derive(Debug, Serialize)]
pub struct Parties {
    /// The names of the columns of dates.
    columns: Vec<String>,
    rows: Vec<PartyView>,
    /// Whether any party has a note or withdrew.
    has_notes: bool,
    /// The language of notes, when that is not the page's: they are not translated.
    lang: Option<Lang>,
}

/// A party of an agreement and what it has done.
#[derive(Debug, Serialize)]
struct PartyView {
    who: Value,
    /// A date, or none, for each column.
    dates: Vec<Option<DateView>>,
    withdrawn: Option<DateView>,
    note: Option<String>,
}

/// The first `most` parties of an agreement as listed; none of other kinds.
pub fn parties(edition: &Edition, entry: &Entry, most: usize) -> Option<Parties> {
    let Details::Agreement(agreement) = &entry.details else { return None };
    let listed = &agreement.parties[..agreement.parties.len().min(most)];
    let steps: Vec<_> = STEPS.iter().filter(|(_, date)| listed.iter().any(|party| date(party).is_some())).collect();
    let view = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| date_view(edition, date.value));
    let rows = listed.iter().filter_map(|party| {
        Some(PartyView {
            who: edition.chip(edition.catalog.party(&party.who.value.0)?),
            dates: steps.iter().map(|(_, date)| view(date(party))).collect(),
            withdrawn: view(&party.withdrawn),
            note: party.note.clone(),
        })
    });
    let rows: Vec<_> = rows.collect();
    let has_notes = rows.iter().any(|row| row.note.is_some() || row.withdrawn.is_some());
    let columns = steps.iter().map(|(name, _)| edition.text(name)).collect();
    (!rows.is_empty()).then_some(Parties { columns, rows, has_notes, lang: original_language(edition) })
}
