//! From where to where skills partnerships lead, and for which work, as drawings: one of a partnership, one of all.

#![expect(clippy::cast_possible_wrap, reason = "rows and letters of a drawing are few")]

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::drawing::{LINE, Label, Sheet, WIDTH};
use super::edition::{Edition, Named};
use crate::catalog::EntryIx;
use crate::entry::{Details, SkillsPartnership, Track};
use crate::locale::Arg;
use crate::tally::corridors;
use crate::vocabulary::TermIx;

/// The height of a country.
const ROW: i32 = 34;
/// Where the names of origins end and those of destinations begin.
const NAMES: (i32, i32) = (100, 200);
/// Where their points are.
const POINTS: (i32, i32) = (108, 192);
/// Letters in a line beside the points, and below them.
const LETTERS: (usize, usize) = (16, 42);
/// Occupations of one partnership, and countries on either side of the drawing of all.
const OCCUPATIONS: usize = 8;
const COUNTRIES: usize = 14;
/// The widest link: more partnerships are not drawn wider.
const WIDEST: usize = 9;

/// A drawing.
#[derive(Debug, Default, Serialize)]
pub struct Drawing {
    width: i32,
    height: i32,
    /// What it shows, in words.
    description: String,
    labels: Vec<Label>,
    /// Origins, which are open, and destinations, which are filled: place and whether it is filled.
    points: Vec<(i32, i32, bool)>,
    /// Paths with their widths.
    links: Vec<(String, usize)>,
    /// Where the trained may work: an arrow each.
    tracks: Vec<(Named, String)>,
    /// The occupations, below.
    below: Vec<Label>,
}

/// The drawing of a partnership; `None` when its ends are not known.
pub fn of(edition: &Edition, ix: EntryIx) -> Option<Drawing> {
    let Details::SkillsPartnership(own) = &edition.catalog[ix].details else { return None };
    let (origins, destinations) = corridors::ends(&edition.catalog, ix);
    if origins.is_empty() || destinations.is_empty() {
        return None;
    }
    let sheet = Sheet::of(edition);
    let rows = origins.len().max(destinations.len()).max(2) as i32;
    let (above, centre) = (rows * ROW, rows * ROW / 2);
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let heights = [&origins, &destinations].map(|side| heights(side.len(), above));
    drawing.countries(edition, sheet, [&origins, &destinations], &heights);
    let into = heights[0].iter().map(|y| sheet.curve((POINTS.0 + 5, *y), (132, centre)));
    let out_of = heights[1].iter().map(|y| sheet.curve((168, centre), (POINTS.1 - 5, *y)));
    drawing.links = into.chain(out_of).map(|path| (path, 2)).collect();
    drawing.tracks = tracks(edition, sheet, own, centre);
    let occupations = occupations(edition, own);
    let mut y = above + LINE;
    for occupation in occupations.iter().take(OCCUPATIONS) {
        let label = sheet.term(edition, *occupation, "middle", (WIDTH / 2, y), LETTERS.1);
        // A second line pushes the next occupation down, and its own first line too.
        let extra = (label.lines.len() as i32 - 1) * LINE;
        drawing.below.push(sheet.term(edition, *occupation, "middle", (WIDTH / 2, y + extra / 2), LETTERS.1));
        y += LINE + 6 + extra;
    }
    if let Some(more) = edition.and_more(occupations.len().saturating_sub(OCCUPATIONS)) {
        drawing.below.push(sheet.label(&more, None, "middle", (WIDTH / 2, y), LETTERS.1));
        y += LINE + 6;
    }
    drawing.height = y - 6;
    drawing.description = description(edition, &origins, &destinations, &occupations);
    Some(drawing)
}

/// The drawing of all partnerships; `None` when there is none with both ends.
pub fn of_all(edition: &Edition) -> Option<Drawing> {
    let pairs = corridors::pairs(&edition.catalog);
    if pairs.is_empty() {
        return None;
    }
    let origins = most_frequent(edition, pairs.iter().map(|((origin, _), count)| (*origin, *count)));
    let mut destinations = most_frequent(edition, pairs.iter().map(|((_, to), count)| (*to, *count)));
    let place: HashMap<_, _> = origins.iter().enumerate().map(|(at, term)| (*term, at)).collect();
    destinations.sort_by_cached_key(|to| mean_place(&pairs, &place, *to));
    let sheet = Sheet::of(edition);
    let height = origins.len().max(destinations.len()) as i32 * ROW;
    let heights = [&origins, &destinations].map(|side| heights(side.len(), height));
    let mut drawing = Drawing { width: WIDTH, height, ..Drawing::default() };
    drawing.countries(edition, sheet, [&origins, &destinations], &heights);
    let y_of =
        |side: &[TermIx], heights: &[i32], term| side.iter().position(|known| *known == term).map(|at| heights[at]);
    drawing.links = pairs
        .iter()
        .filter_map(|((from, to), count)| {
            let from = (POINTS.0 + 5, y_of(&origins, &heights[0], *from)?);
            let to = (POINTS.1 - 5, y_of(&destinations, &heights[1], *to)?);
            Some((sheet.curve(from, to), (count * 2).min(WIDEST)))
        })
        .collect();
    drawing.description = edition.locale.format(
        "corridors-says",
        &[("from", Arg::Number(origins.len() as f64)), ("to", Arg::Number(destinations.len() as f64))],
    );
    Some(drawing)
}

impl Drawing {
    /// Names and points of both sides.
    fn countries(&mut self, edition: &Edition, sheet: Sheet, sides: [&Vec<TermIx>; 2], heights: &[Vec<i32>; 2]) {
        let columns = [("end", NAMES.0, POINTS.0, false), ("start", NAMES.1, POINTS.1, true)];
        for ((countries, heights), (anchor, name, point, filled)) in sides.iter().zip(heights).zip(columns) {
            for (country, y) in countries.iter().zip(heights) {
                self.labels.push(sheet.term(edition, *country, anchor, (name, *y), LETTERS.0));
                self.points.push((sheet.x(point), *y, filled));
            }
        }
    }
}

/// So many rows, spread over a height.
fn heights(count: usize, height: i32) -> Vec<i32> {
    let count = count as i32;
    (0..count).map(|at| (2 * at + 1) * height / (2 * count)).collect()
}

/// The arrows of a partnership: away leads to the destination, home leads back; where nothing is said there is one arrow.
fn tracks(edition: &Edition, sheet: Sheet, own: &SkillsPartnership, centre: i32) -> Vec<(Named, String)> {
    let mut said: Vec<_> = own.track.iter().map(|track| track.value).collect();
    said.sort_by_key(|track| *track == Track::Home);
    said.dedup();
    let arrow = |from: i32, to: i32, y: i32| {
        let towards = (to - from).signum();
        let [start, neck, tip] = [from, to - 9 * towards, to].map(|x| sheet.x(x));
        format!("M{start} {}H{neck}V{}L{tip} {y}L{neck} {}V{}H{start}z", y - 4, y - 9, y + 9, y + 4)
    };
    let shift = if said.len() == 2 { 11 } else { 0 };
    let drawn = said.iter().map(|track| {
        let named = Named { word: track.as_str(), name: edition.text(&format!("track-{track}")) };
        let path = match track {
            Track::Away => arrow(132, 168, centre - shift),
            Track::Home => arrow(168, 132, centre + shift),
        };
        (named, path)
    });
    let drawn: Vec<_> = drawn.collect();
    if drawn.is_empty() {
        return vec![(Named { word: "away", name: String::new() }, arrow(132, 168, centre))];
    }
    drawn
}

fn occupations(edition: &Edition, own: &SkillsPartnership) -> Vec<TermIx> {
    let named = own.occupations.iter();
    named.filter_map(|name| edition.catalog.vocabularies.term("occupations", &name.value.0)).collect()
}

fn description(edition: &Edition, from: &[TermIx], to: &[TermIx], work: &[TermIx]) -> String {
    let separator = edition.text("list-separator");
    let [from, to, work] = [from, to, work]
        .map(|terms| terms.iter().map(|term| edition.term_title(*term)).collect::<Vec<_>>().join(&separator));
    let key = if work.is_empty() { "corridor-says-ends" } else { "corridor-says" };
    edition.locale.format(key, &[("from", Arg::Text(&from)), ("to", Arg::Text(&to)), ("work", Arg::Text(&work))])
}

/// The countries with the most partnerships, in the order of their number and then of their names.
fn most_frequent(edition: &Edition, counted: impl Iterator<Item = (TermIx, usize)>) -> Vec<TermIx> {
    let mut sums: BTreeMap<TermIx, usize> = BTreeMap::new();
    for (term, count) in counted {
        *sums.entry(term).or_insert(0) += count;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_cached_key(|(term, count)| {
        (std::cmp::Reverse(*count), edition.locale.sort_key(edition.term_title(*term)))
    });
    sums.into_iter().take(COUNTRIES).map(|(term, _)| term).collect()
}

/// The mean place of the origins that lead to a destination, in thousandths: destinations in this order have few links that cross.
fn mean_place(pairs: &BTreeMap<(TermIx, TermIx), usize>, places: &HashMap<TermIx, usize>, to: TermIx) -> usize {
    let of = pairs.keys().filter(|(_, other)| *other == to).filter_map(|(from, _)| places.get(from));
    let (sum, count) = of.fold((0, 0), |(sum, count), place| (sum + place, count + 1));
    usize::checked_div(sum * 1000, count).unwrap_or(usize::MAX)
}
