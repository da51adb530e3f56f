//! What was done, is late and is due, year by year, as a drawing that runs down the page, with its numbers.

#![expect(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "rows and letters of a drawing are few")]

use std::collections::BTreeMap;

use serde::Serialize;

use super::drawing::{Sheet, WIDTH};
use super::edition::Edition;
use crate::locale::Arg;
use crate::tally::progress::{self, Year};

/// The height of a year.
const ROW: i32 = 24;
/// Where bars begin and the longest ends; its number follows.
const BARS: (i32, i32) = (84, 262);
/// Years with a row of their own before and after that of the site; those beyond share one.
const SPAN: (i16, i16) = (10, 6);
/// The states in the order of their parts of a bar.
const STATES: [&str; 3] = ["done", "overdue", "due"];

/// The drawing and the table.
#[derive(Debug, Serialize)]
pub struct Years {
    width: i32,
    height: i32,
    /// What it shows, in words.
    description: String,
    rows: Vec<Row>,
    /// The places of what stands before and behind the bars.
    label_x: i32,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    /// Whether it is the year of the site.
    is_now: bool,
    /// The top of the bar.
    y: i32,
    /// The parts of the bar: state, place, width.
    parts: Vec<(&'static str, i32, i32)>,
    /// Where the sum stands.
    sum_x: i32,
    sum: String,
    /// The numbers by state, for the table.
    counts: Vec<String>,
}

/// The drawing of all dates; `None` when there is no date.
pub fn of(edition: &Edition) -> Option<Years> {
    let now = edition.catalog.as_of.day.year();
    let years = grouped(&progress::by_year(&edition.catalog), now);
    let longest = years.iter().map(|(_, year)| sum(year)).max()?;
    let sheet = Sheet::of(edition);
    let rows = years.iter().zip(0..).map(|((at, year), row)| {
        let mut x = BARS.0;
        let mut parts = Vec::new();
        for (state, count) in STATES.into_iter().zip(year.iter().copied()).filter(|(_, count)| *count > 0) {
            let width = length(count, longest);
            parts.push((state, sheet.x(x).min(sheet.x(x + width)), width));
            x += width;
        }
        Row {
            label: label(edition, *at, now),
            is_now: *at == now,
            y: row * ROW + 4,
            parts,
            sum_x: sheet.x(x + 6),
            sum: edition.locale.number(sum(year) as f64),
            counts: year.iter().map(|count| edition.locale.number(*count as f64)).collect(),
        }
    });
    let rows: Vec<_> = rows.collect();
    let all = years.iter().fold([0; 3], |all, (_, year)| add(all, *year));
    let arguments = [("done", 0), ("overdue", 1), ("due", 2)].map(|(name, at)| (name, Arg::Number(all[at] as f64)));
    Some(Years {
        width: WIDTH,
        height: rows.len() as i32 * ROW,
        description: edition.locale.format("years-says", &arguments),
        rows,
        label_x: sheet.x(BARS.0 - 8),
    })
}

/// Years from the first to the last, without gaps; those far from now in one row at either end.
fn grouped(years: &BTreeMap<i16, Year>, now: i16) -> Vec<(i16, Year)> {
    let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) else {
        return Vec::new();
    };
    let clamped = |year: i16| year.clamp(now - SPAN.0 - 1, now + SPAN.1 + 1);
    let mut grouped: BTreeMap<i16, Year> = (clamped(*first)..=clamped(*last)).map(|year| (year, [0; 3])).collect();
    for (year, counts) in years {
        let of = grouped.entry(clamped(*year)).or_default();
        *of = add(*of, *counts);
    }
    grouped.into_iter().collect()
}

fn label(edition: &Edition, year: i16, now: i16) -> String {
    let with = |key: &str, year: i16| edition.locale.format(key, &[("year", Arg::Text(&year.to_string()))]);
    if year < now - SPAN.0 {
        with("years-before", now - SPAN.0)
    } else if year > now + SPAN.1 {
        with("years-after", now + SPAN.1)
    } else {
        year.to_string()
    }
}

/// The length of a part; what is there at all can be seen.
fn length(count: usize, longest: usize) -> i32 {
    ((count * (BARS.1 - BARS.0) as usize / longest.max(1)) as i32).max(3)
}

fn sum(year: &Year) -> usize {
    year.iter().sum()
}

fn add(a: Year, b: Year) -> Year {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_no_gaps_and_those_far_away_share_a_row() {
        let years = BTreeMap::from([(1990, [1, 0, 0]), (2001, [2, 0, 0]), (2024, [0, 1, 0]), (2026, [0, 0, 5])]);
        let grouped = grouped(&years, 2025);
        assert_eq!(grouped.first(), Some(&(2014, [3, 0, 0])));
        assert_eq!(grouped.last(), Some(&(2026, [0, 0, 5])));
        assert_eq!(grouped.len(), 13);
    }
}
