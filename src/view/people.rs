//! Who takes part in an agreement, as a matrix.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::library::original_language;
use super::parts::{DateView, date_view};
use crate::date::Date;
use crate::entry::{Details, Entry, Step};
use crate::lang::Lang;
use crate::source::Spanned;

/// What a party can do, and the string that names it.
const STEPS: [(Step, &str); 3] =
    [(Step::Signed, "field-signed"), (Step::Ratified, "field-ratified"), (Step::InForce, "field-party-in-force")];

/// The parties of an agreement and what each has done. What no party has done has no column.
#[derive(Debug, Serialize)]
pub struct Parties {
    /// The names of the columns.
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
    /// For each column the date, or nothing.
    dates: Vec<Option<DateView>>,
    /// For each column whether it was done on a date that is not known.
    undated: Vec<bool>,
    withdrawn: Option<DateView>,
    note: Option<String>,
}

/// The first `most` parties of an agreement as listed; none of other kinds.
pub fn parties(edition: &Edition, entry: &Entry, most: usize) -> Option<Parties> {
    let Details::Agreement(agreement) = &entry.details else { return None };
    let listed = &agreement.parties[..agreement.parties.len().min(most)];
    let tells_of = |step: Step| listed.iter().any(|party| party.date_of(step).is_some() || party.is_undated(step));
    let steps: Vec<_> = STEPS.iter().filter(|(step, _)| tells_of(*step)).collect();
    let view = |date: &Spanned<Date>| date_view(edition, date.value);
    let rows = listed.iter().filter_map(|party| {
        Some(PartyView {
            who: edition.chip(edition.catalog.party(&party.who.value.0)?),
            dates: steps.iter().map(|(step, _)| party.date_of(*step).map(view)).collect(),
            undated: steps.iter().map(|(step, _)| party.is_undated(*step)).collect(),
            withdrawn: party.withdrawn.as_ref().map(view),
            note: party.note.clone(),
        })
    });
    let rows: Vec<_> = rows.collect();
    let has_notes = rows.iter().any(|row| row.note.is_some() || row.withdrawn.is_some());
    let columns = steps.iter().map(|(_, name)| edition.text(name)).collect();
    (!rows.is_empty()).then_some(Parties { columns, rows, has_notes, lang: original_language(edition) })
}
