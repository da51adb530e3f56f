//! Who takes part in an agreement, as a matrix.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::entry::{DateView, date_view};
use crate::date::Date;
use crate::entry::{Details, Entry};
use crate::source::Spanned;

/// A party of an agreement and what it has done.
#[derive(Debug, Serialize)]
pub struct PartyView {
    who: Value,
    signed: Option<DateView>,
    ratified: Option<DateView>,
    in_force: Option<DateView>,
    withdrawn: Option<DateView>,
    note: Option<String>,
}

/// The parties of an agreement as listed; none of other kinds.
pub fn parties(edition: &Edition, entry: &Entry) -> Vec<PartyView> {
    let Details::Agreement(agreement) = &entry.details else { return Vec::new() };
    let date = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| date_view(edition, date.value));
    let parties = agreement.parties.iter().filter_map(|party| {
        Some(PartyView {
            who: edition.chip(edition.catalog.party(&party.who.value.0)?),
            signed: date(&party.signed),
            ratified: date(&party.ratified),
            in_force: date(&party.in_force),
            withdrawn: date(&party.withdrawn),
            note: party.note.clone(),
        })
    });
    parties.collect()
}
