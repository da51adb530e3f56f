//! From where to where a skills partnership leads, and for which work, as a drawing.
//!
//! All its countries lead to one point and from there on: an entry does not say which of its origins go with which of its
//! destinations.

#![expect(clippy::cast_possible_wrap, reason = "rows and letters of a drawing are few")]

use serde::Serialize;

use super::drawing::{LINE, Label, Sheet, WIDTH};
use super::edition::{Edition, Named};
use crate::catalog::EntryIx;
use crate::entry::{Details, SkillsPartnership, Track};
use crate::locale::Arg;
use crate::tally::corridors::Corridors;
use crate::vocabulary::TermIx;

/// The height of a country.
const ROW: i32 = 34;
/// Where the names of origins end and those of destinations begin.
const NAMES: (i32, i32) = (100, 200);
/// Where their points are.
const POINTS: (i32, i32) = (108, 192);
/// Letters in a line beside the points, and below them.
const LETTERS: (usize, usize) = (16, 42);
/// Occupations that are named.
const OCCUPATIONS: usize = 8;
/// How wide a link is.
const WIDE: usize = 2;

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
    let Corridors { origins, destinations, occupations } = Corridors::of(&edition.catalog, own);
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
    drawing.links = into.chain(out_of).map(|path| (path, WIDE)).collect();
    drawing.tracks = tracks(edition, sheet, own, centre);
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

fn description(edition: &Edition, from: &[TermIx], to: &[TermIx], work: &[TermIx]) -> String {
    let separator = edition.text("list-separator");
    let [from, to, work] = [from, to, work]
        .map(|terms| terms.iter().map(|term| edition.term_title(*term)).collect::<Vec<_>>().join(&separator));
    let key = if work.is_empty() { "corridor-says-ends" } else { "corridor-says" };
    edition.locale.format(key, &[("from", Arg::Text(&from)), ("to", Arg::Text(&to)), ("work", Arg::Text(&work))])
}
