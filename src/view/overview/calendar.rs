//! What happened and what is to come, by year and month.

use serde::Serialize;

use crate::date::Date;
use crate::locale::Arg;
use crate::tally::calendar::{Event, State};
use crate::view::Edition;
use crate::view::dated::Dated;

/// Dates to come, and dates gone by: what a reader can look through.
const DATES: usize = 200;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CalendarView {
    /// What is to come, the next first, then what has gone by, the latest first.
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    /// `upcoming` or `past`.
    word: &'static str,
    name: String,
    count: String,
    years: Vec<Year>,
    /// How many dates are left out, in words.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Year {
    /// As the language writes it.
    name: String,
    /// As it stands in addresses.
    number: i16,
    months: Vec<Month>,
}

#[derive(Debug, Serialize)]
struct Month {
    name: String,
    dates: Vec<Dated>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> CalendarView {
    let all = edition.dates().calendar.events.iter().copied();
    let (to_come, mut past): (Vec<_>, Vec<_>) = all.partition(|event| event.state == State::ToCome);
    past.reverse();
    let parts = [part(edition, "upcoming", to_come), part(edition, "past", past)];
    CalendarView { parts: parts.into_iter().filter(|part| !part.years.is_empty()).collect() }
}

fn part(edition: &Edition, word: &'static str, mut events: Vec<Event>) -> Part {
    let count = edition.count("dates-count", events.len());
    let left_out = events.len().saturating_sub(DATES);
    events.truncate(DATES);
    // What is known by its year alone stands behind the months of the year, whichever way the list runs.
    let way = if word == "past" { -1 } else { 1 };
    events.sort_by_key(|event| (way * year(event), month(event).is_none()));
    let years = events.chunk_by(|a, b| year(a) == year(b)).map(|events| Year {
        name: edition.locale.date(Date::Year(year(&events[0]))),
        number: year(&events[0]),
        months: events.chunk_by(|a, b| month(a) == month(b)).map(|events| months(edition, events)).collect(),
    });
    Part {
        word,
        name: edition.text(&format!("calendar-{word}")),
        count,
        years: years.collect(),
        more: edition.and_more(left_out),
    }
}

fn months(edition: &Edition, events: &[Event]) -> Month {
    let year = edition.locale.date(Date::Year(year(&events[0])));
    let name = match month(&events[0]) {
        Some(month) => edition.locale.date(month),
        None => edition.locale.format("calendar-some-time", &[("date", Arg::Text(&year))]),
    };
    Month { name, dates: events.iter().map(|event| Dated::of(edition, event)).collect() }
}

fn year(event: &Event) -> i16 {
    event.date.year()
}

/// The month, when the date is that precise.
fn month(event: &Event) -> Option<Date> {
    match event.date {
        Date::Year(_) => None,
        Date::Month(..) => Some(event.date),
        Date::Day(day) => Some(Date::Month(day.year(), day.month())),
    }
}
