//! From where to where skills partnerships lead, and for which work: by occupation, and each with what else it says.

use serde::Serialize;
use tera::Value;

use crate::catalog::EntryIx;
use crate::entry::{Details, Kind};
use crate::tally::corridors::{Corridors, by_occupation};
use crate::view::Edition;
use crate::vocabulary::TermIx;

/// Partnerships on the page.
const ROWS: usize = 300;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CorridorsView {
    /// Each occupation with the partnerships that train for it.
    work: Vec<Work>,
    rows: Vec<Corridor>,
    /// How many partnerships are left out, in words, and where all are.
    more: Option<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Work {
    occupation: Value,
    rows: Vec<Corridor>,
}

#[derive(Debug, Serialize)]
struct Corridor {
    card: Value,
    origin: Vec<Value>,
    destination: Vec<Value>,
    occupations: Vec<Value>,
    places: Option<String>,
    tracks: Vec<String>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> CorridorsView {
    let all = edition.of_kind(Kind::SkillsPartnership);
    let shown = &all[..all.len().min(ROWS)];
    let rows = |entries: &[EntryIx]| entries.iter().filter_map(|ix| row(edition, *ix)).collect::<Vec<_>>();
    let work = by_occupation(&edition.catalog, shown);
    let left_out = edition.and_more(all.len() - shown.len());
    CorridorsView {
        work: work
            .into_iter()
            .map(|(term, entries)| Work { occupation: edition.chip(term), rows: rows(&entries) })
            .collect(),
        rows: rows(shown),
        more: left_out.map(|more| (more, edition.url(crate::route::Page::Kind(Kind::SkillsPartnership, 1)))),
    }
}

fn row(edition: &Edition, ix: EntryIx) -> Option<Corridor> {
    let Details::SkillsPartnership(own) = &edition.catalog[ix].details else { return None };
    let chips = |terms: Vec<TermIx>| terms.into_iter().map(|term| edition.chip(term)).collect();
    let Corridors { origins, destinations, occupations } = Corridors::of(&edition.catalog, own);
    Some(Corridor {
        card: edition.card(ix),
        origin: chips(origins),
        destination: chips(destinations),
        occupations: chips(occupations),
        places: own.places_per_year.as_ref().map(|places| edition.locale.number(f64::from(places.value))),
        tracks: own.track.iter().map(|track| edition.text(&format!("track-{}", track.value))).collect(),
    })
}
