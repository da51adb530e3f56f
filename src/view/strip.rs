//! All paragraphs of a work as a drawing: one square each, filled where an entry rests on it, a line or more a section.

use serde::Serialize;

use super::edition::Edition;
use super::library::SectionView;
use crate::lang::Dir;

/// Squares in a line; with the number of the section before them they fit a phone.
const IN_A_LINE: usize = 20;
/// From one square to the next, in units of the drawing.
const PITCH: usize = 12;
/// Room for the number of a section.
const LABEL: usize = 48;
/// The width of the drawing.
const WIDTH: usize = LABEL + IN_A_LINE * PITCH;
/// The side of a square.
const SIDE: usize = 10;
/// Between sections.
const GAP: usize = 6;

/// The drawing.
#[derive(Debug, Serialize)]
pub struct Strip {
    width: usize,
    height: usize,
    /// What it shows, in words.
    description: String,
    /// The number of each section, with its place.
    labels: Vec<(usize, String)>,
    /// Where reading begins, and with which of their ends numbers stand there.
    start: (usize, &'static str),
    squares: Vec<Square>,
}

/// A paragraph.
#[derive(Debug, Serialize)]
pub struct Square {
    x: usize,
    y: usize,
    filled: bool,
}

/// The drawing of a work; `None` when its outline is not known.
pub fn of(edition: &Edition, sections: &[SectionView]) -> Option<Strip> {
    let is_mirrored = edition.lang.dir() == Dir::Rtl;
    let place = |x: usize| if is_mirrored { WIDTH - x - SIDE } else { x };
    let (mut labels, mut squares, mut y) = (Vec::new(), Vec::new(), 0);
    for section in sections.iter().filter(|section| !section.paragraphs.is_empty()) {
        labels.push((y + PITCH - 2, section.number.clone().unwrap_or_default()));
        squares.extend(section.paragraphs.iter().enumerate().map(|(at, paragraph)| Square {
            x: place(LABEL + at % IN_A_LINE * PITCH),
            y: y + at / IN_A_LINE * PITCH,
            filled: !paragraph.cards.is_empty(),
        }));
        y += section.paragraphs.len().div_ceil(IN_A_LINE) * PITCH + GAP;
    }
    let bare = squares.iter().filter(|square| !square.filled).count();
    (!squares.is_empty()).then(|| Strip {
        width: WIDTH,
        height: y,
        description: edition.count("paragraphs-bare", bare),
        labels,
        start: if is_mirrored { (WIDTH, "end") } else { (0, "start") },
        squares,
    })
}
