//! From where to where skills partnerships lead, and for which work.

use serde::Serialize;
use tera::Value;

use crate::entry::{Details, Kind};
use crate::field::TermName;
use crate::source::Spanned;
use crate::view::{Edition, corridor};

/// Partnerships on the page.
const ROWS: usize = 300;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CorridorsView {
    /// All of them as one drawing.
    drawing: Option<corridor::Drawing>,
    rows: Vec<Corridor>,
    /// How many partnerships are left out, in words.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Corridor {
    card: Value,
    origin: Vec<Value>,
    destination: Vec<Value>,
    occupations: Vec<Value>,
    places: Option<u32>,
    tracks: Vec<String>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> CorridorsView {
    let all = edition.of_kind(Kind::SkillsPartnership);
    let left_out = all.len().saturating_sub(ROWS);
    CorridorsView {
        drawing: corridor::of_all(edition),
        rows: all.iter().take(ROWS).filter_map(|ix| row(edition, *ix)).collect(),
        more: edition.and_more(left_out),
    }
}

fn row(edition: &Edition, ix: crate::catalog::EntryIx) -> Option<Corridor> {
    let Details::SkillsPartnership(own) = &edition.catalog[ix].details else { return None };
    let chips = |axis: &str, names: &[Spanned<TermName>]| -> Vec<Value> {
        let found = names.iter().filter_map(|name| edition.catalog.vocabularies.term(axis, &name.value.0));
        found.map(|term| edition.chip(term)).collect()
    };
    Some(Corridor {
        card: edition.card(ix),
        origin: chips("countries", &own.origin),
        destination: chips("countries", &own.destination),
        occupations: chips("occupations", &own.occupations),
        places: own.places_per_year.as_ref().map(|places| places.value),
        tracks: own.track.iter().map(|track| edition.text(&format!("track-{}", track.value))).collect(),
    })
}
