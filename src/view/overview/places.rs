//! Countries as equal tiles, and by region.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::coverage::{explore, kinds, name};
use crate::locale::Arg;
use crate::route::Page;
use crate::tally::matrix::{Line, Matrix, step};
use crate::view::Edition;
use crate::vocabulary::TermIx;

/// Where each country stands on the map: its code, row and column.
const TILES: &str = include_str!("../../../data/tiles.csv");
/// From one tile to the next, in units of the drawing.
const PITCH: usize = 30;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct PlacesView {
    /// How many countries have entries, in words.
    message: String,
    /// The box of the drawing.
    width: usize,
    height: usize,
    tiles: Vec<Tile>,
    /// What the steps mean: step and words.
    legend: Vec<(u8, String)>,
    /// The kinds that are columns.
    kinds: Vec<String>,
    regions: Vec<Region>,
}

/// A country on the map.
#[derive(Debug, Serialize)]
pub struct Tile {
    x: usize,
    y: usize,
    code: String,
    /// The name and the number of entries, in words.
    title: String,
    url: Option<String>,
    count: Option<String>,
    step: u8,
    /// How long the bar below the code is: the pattern beside the shade.
    bar: usize,
}

/// A region of the M49 standard with its countries.
#[derive(Debug, Serialize)]
pub struct Region {
    chip: Value,
    title: String,
    rows: Vec<Row>,
    /// Its countries without entries.
    none: Vec<Value>,
}

/// A country with entries.
#[derive(Debug, Serialize)]
pub struct Row {
    chip: Value,
    counts: Vec<(Option<String>, Option<String>)>,
    total: String,
}

/// The view in a language.
pub fn view(edition: &Edition) -> PlacesView {
    let catalog = &*edition.catalog;
    let axis = catalog.vocabularies.axis("countries");
    let countries: Vec<_> = axis.into_iter().flat_map(|axis| catalog.vocabularies.terms_of(axis)).collect();
    let matrix = Matrix::count(catalog, countries.iter().map(|term| Line::Term(*term)).collect(), kinds(edition));
    let named = matrix.row_totals.iter().filter(|count| **count > 0).count();
    let largest = matrix.row_totals.iter().copied().max().unwrap_or(0);
    let tiles: Vec<_> = places()
        .into_iter()
        .filter_map(|(code, row, column)| {
            let term = catalog.vocabularies.term("countries", &code)?;
            let at = countries.iter().position(|known| *known == term)?;
            Some(tile(edition, term, code, [row, column], [matrix.row_totals[at], largest]))
        })
        .collect();
    let arguments = [("named", Arg::Number(named as f64)), ("count", Arg::Number(countries.len() as f64))];
    PlacesView {
        message: edition.locale.format("places-message", &arguments),
        width: tiles.iter().map(|tile| tile.x).max().unwrap_or(0) + PITCH,
        height: tiles.iter().map(|tile| tile.y).max().unwrap_or(0) + PITCH,
        tiles,
        legend: legend(edition, largest),
        kinds: matrix.columns.iter().map(|line| name(edition, *line)).collect(),
        regions: regions(edition, &matrix),
    }
}

fn places() -> Vec<(String, usize, usize)> {
    csv::Reader::from_reader(TILES.as_bytes())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .expect("the table of tiles is well formed")
}

fn tile(
    edition: &Edition,
    term: TermIx,
    code: String,
    [row, column]: [usize; 2],
    [count, largest]: [usize; 2],
) -> Tile {
    let step = step(count, largest);
    let words = edition.count("entries-count", count);
    Tile {
        x: column * PITCH,
        y: row * PITCH,
        code,
        title: edition
            .locale
            .format("places-tile", &[("country", Arg::Text(edition.term_title(term))), ("entries", Arg::Text(&words))]),
        url: (count > 0).then(|| edition.url(Page::Term(term, 1))),
        count: (count > 0).then(|| edition.locale.number(count as f64)),
        step,
        bar: usize::from(step) * 5,
    }
}

/// What each step stands for: the fewest and the most entries that have it.
fn legend(edition: &Edition, largest: usize) -> Vec<(u8, String)> {
    let mut steps: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for count in 0..=largest {
        let range = steps.entry(step(count, largest)).or_insert((count, count));
        range.1 = count;
    }
    let words = |(from, to): (usize, usize)| {
        if from == to {
            return edition.count("entries-count", from);
        }
        let arguments = [("from", Arg::Number(from as f64)), ("to", Arg::Number(to as f64))];
        edition.locale.format("places-range", &arguments)
    };
    steps.into_iter().map(|(step, range)| (step, words(range))).collect()
}

/// Countries with entries below the region that they lie in, in the order of the language.
fn regions(edition: &Edition, matrix: &Matrix) -> Vec<Region> {
    let vocabularies = &edition.catalog.vocabularies;
    let mut by_region: BTreeMap<TermIx, Vec<(TermIx, usize)>> = BTreeMap::new();
    for (at, line) in matrix.rows.iter().enumerate() {
        let Line::Term(term) = line else { continue };
        if let Some(region) = vocabularies[*term].broader {
            by_region.entry(region).or_default().push((*term, at));
        }
    }
    let mut regions: Vec<_> =
        by_region.into_iter().map(|(term, countries)| region(edition, matrix, term, countries)).collect();
    edition.locale.sort_by_text(&mut regions, |region| &region.title);
    regions
}

fn region(edition: &Edition, matrix: &Matrix, term: TermIx, mut countries: Vec<(TermIx, usize)>) -> Region {
    countries.sort_by_cached_key(|(country, _)| edition.locale.sort_key(edition.term_title(*country)));
    let (with, without): (Vec<_>, Vec<_>) = countries.into_iter().partition(|(_, at)| matrix.row_totals[*at] > 0);
    Region {
        chip: edition.chip(term),
        title: edition.term_title(term).to_owned(),
        rows: with.into_iter().map(|(country, at)| row(edition, matrix, country, at)).collect(),
        none: without.iter().map(|(country, _)| edition.chip(*country)).collect(),
    }
}

fn row(edition: &Edition, matrix: &Matrix, country: TermIx, at: usize) -> Row {
    let number = |count: usize| edition.locale.number(count as f64);
    let counts = matrix.row(at).iter().zip(&matrix.columns).map(|(count, kind)| match count {
        0 => (None, None),
        _ => (Some(number(*count)), Some(explore(edition, &[Line::Term(country), *kind]))),
    });
    Row { chip: edition.chip(country), counts: counts.collect(), total: number(matrix.row_totals[at]) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_country_has_one_tile_and_every_tile_a_place_of_its_own() {
        let countries: BTreeSet<_> = csv::Reader::from_reader(include_str!("../../../data/countries.csv").as_bytes())
            .into_records()
            .map(|row| row.expect("a row")[0].to_owned())
            .collect();
        let tiles = places();
        let codes: BTreeSet<_> = tiles.iter().map(|(code, _, _)| code.clone()).collect();
        let places: BTreeSet<_> = tiles.iter().map(|(_, row, column)| (row, column)).collect();
        assert_eq!(codes, countries);
        assert_eq!((tiles.len(), places.len()), (195, 195));
    }
}
