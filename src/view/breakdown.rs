//! What a number of entries consists of: by kind and by status, as words and as bars.

use serde::Serialize;

use super::edition::{Edition, Named};
use crate::entry::Kind;
use crate::locale::Arg;
use crate::tally::TermTally;

/// The length of the longest bar, in units of the drawing.
const LENGTH: usize = 100;

/// Entries by one thing.
#[derive(Debug, Serialize)]
pub struct Breakdown {
    /// By what, in words.
    pub title: String,
    /// The parts.
    pub parts: Vec<Part>,
}

/// A part of them.
#[derive(Debug, Serialize)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// The status as a word for style sheets.
    pub word: Option<&'static str>,
    /// How many.
    pub count: String,
    /// The length of its bar, of 100 for the largest part.
    pub bar: usize,
}

/// Entries by kind and by status; a breakdown without parts is left out.
pub fn of(edition: &Edition, tally: &TermTally) -> Vec<Breakdown> {
    let largest = tally.kinds.values().copied().max().unwrap_or(1);
    let kinds = tally.kinds.iter().map(|(kind, count)| {
        let name = edition.text(&format!("kinds-{kind}"));
        part(edition, name, None, *count, largest)
    });
    let most = tally.statuses.values().copied().max().unwrap_or(1);
    let statuses = tally.statuses.iter().map(|(status, count)| {
        let Named { word, name } = edition.status(*status);
        part(edition, name, Some(word), *count, most)
    });
    let both = [("counts-kind", kinds.collect::<Vec<_>>()), ("counts-status", statuses.collect())];
    let said = both.into_iter().filter(|(_, parts)| !parts.is_empty());
    said.map(|(title, parts)| Breakdown { title: edition.text(title), parts }).collect()
}

fn part(edition: &Edition, name: String, word: Option<&'static str>, count: usize, largest: usize) -> Part {
    let bar = (count * LENGTH).div_ceil(largest.max(1));
    Part { name, word, count: edition.locale.number(count as f64), bar }
}

/// “3 commitments, 1 practice”.
pub fn kinds_in_words(edition: &Edition, tally: &TermTally) -> String {
    let words = tally.kinds.iter().filter(|(kind, _)| **kind != Kind::Page).map(|(kind, count)| {
        let key = format!("{}-count", kind.plural());
        edition.locale.format(&key, &[("count", Arg::Number(*count as f64))])
    });
    words.collect::<Vec<_>>().join(&edition.text("list-separator"))
}
