//! What drawings share: a sheet that is mirrored for scripts that run from right to left, and texts that fit their place.
//!
//! A drawing is 300 units wide, and its letters have 13: on the narrowest phone a unit is hardly less than a pixel.

#![expect(clippy::cast_possible_wrap, reason = "rows and letters of a drawing are few")]

use serde::Serialize;

use super::edition::Edition;
use crate::lang::{Dir, Lang};
use crate::vocabulary::TermIx;

/// The width of every drawing.
pub const WIDTH: i32 = 300;
/// From one line of a text to the next.
pub const LINE: i32 = 15;

/// Where things are: the side on which reading begins is 0.
#[derive(Clone, Copy)]
pub struct Sheet {
    mirrored: bool,
}

/// A text of one or two lines.
#[derive(Debug, Serialize)]
pub struct Label {
    /// Where it begins, ends or has its middle.
    pub x: i32,
    /// Which of these, as SVG's `text-anchor` names it.
    pub anchor: &'static str,
    /// Its lines, each with the place of its foot.
    pub lines: Vec<(i32, String)>,
    /// Its language, when that is not the page's.
    pub lang: Option<Lang>,
}

impl Sheet {
    /// The sheet of a language.
    pub fn of(edition: &Edition) -> Self {
        Self { mirrored: edition.lang.dir() == Dir::Rtl }
    }

    /// The place that is so far from where reading begins.
    pub const fn x(self, from_start: i32) -> i32 {
        if self.mirrored { WIDTH - from_start } else { from_start }
    }

    /// A curve from one point to another that leaves and arrives level.
    pub fn curve(self, (from_x, from_y): (i32, i32), (to_x, to_y): (i32, i32)) -> String {
        let middle = self.x(i32::midpoint(from_x, to_x));
        format!("M{} {from_y}C{middle} {from_y} {middle} {to_y} {} {to_y}", self.x(from_x), self.x(to_x))
    }

    /// A text around the height `y`, in at most two lines of so many letters.
    pub fn label(self, text: &str, lang: Option<Lang>, anchor: &'static str, (x, y): (i32, i32), most: usize) -> Label {
        let lines = wrapped(text, most);
        // Letters stand on their foot: the middle of their height is a third of a line above it.
        let first = y + LINE / 3 - (lines.len() as i32 - 1) * LINE / 2;
        let lines = lines.into_iter().enumerate().map(|(at, line)| (first + at as i32 * LINE, line));
        Label { x: self.x(x), anchor, lines: lines.collect(), lang }
    }

    /// The name of a term.
    pub fn term(self, edition: &Edition, term: TermIx, anchor: &'static str, place: (i32, i32), most: usize) -> Label {
        self.label(edition.term_title(term), edition.term_lang(term), anchor, place, most)
    }
}

/// A text in lines of at most so many letters; what does not fit two lines is cut.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push('\u{2026}');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_has_two_lines_and_a_longer_one_is_cut() {
        assert_eq!(wrapped("Egypt", 16), ["Egypt"]);
        assert_eq!(wrapped("Plurinational State of Bolivia", 16), ["Plurinational", "State of Bolivia"]);
        assert_eq!(wrapped("one two three four", 5), ["one", "two\u{2026}"]);
    }

    #[test]
    fn what_runs_from_right_to_left_is_drawn_from_right_to_left() {
        let (plain, mirrored) = (Sheet { mirrored: false }, Sheet { mirrored: true });
        assert_eq!(plain.curve((100, 5), (200, 9)), "M100 5C150 5 150 9 200 9");
        assert_eq!(mirrored.curve((100, 5), (220, 9)), "M200 5C140 5 140 9 80 9");
    }
}
