//! How an entry stands, in words: its status and since when, how much of its road map is behind it, when it is reviewed.

use super::edition::{Edition, Named};
use crate::check::{late_milestones, late_review};
use crate::date::Date;
use crate::entry::{Details, Entry, Status};
use crate::locale::Arg;

/// The status, with the date from which it holds or on which it came to its end when that is known: “Active since 2018”.
pub fn status(edition: &Edition, entry: &Entry) -> Option<Named> {
    let status = entry.common.status.as_ref()?.value;
    let named = edition.status(status);
    let Some((key, date)) = turning_point(entry, status).filter(|(_, date)| date.has_come(edition.catalog.as_of.day))
    else {
        return Some(named);
    };
    let text = edition.locale.date(date);
    let arguments =
        [("status", Arg::Text(&named.name)), ("date", Arg::Text(&text)), ("precision", Arg::Text(precision(date)))];
    Some(Named { name: edition.locale.format(key, &arguments), ..named })
}

/// Milestones, how many of them are late, and the next review.
pub fn line(edition: &Edition, entry: &Entry) -> Vec<String> {
    let common = &entry.common;
    let mut line = Vec::new();
    let count = common.milestones.len();
    if count > 0 {
        let done = common.milestones.iter().filter(|milestone| milestone.done.is_some()).count();
        let arguments = [("done", Arg::Number(done as f64)), ("count", Arg::Number(count as f64))];
        line.push(edition.locale.format("milestones-reached", &arguments));
        let late = late_milestones(entry, edition.catalog.as_of.day).count();
        if late > 0 {
            line.push(edition.count("milestones-late", late));
        }
    }
    if let Some(next) = common.awaited_review() {
        let (name, colon) = (edition.text("field-next-review"), edition.text("colon"));
        let is_late = late_review(entry, edition.catalog.as_of.day).is_some();
        let late = if is_late { format!(" ({})", edition.text("milestone-overdue")) } else { String::new() };
        line.push(format!("{name}{colon} {}{late}", edition.locale.date(next.value)));
    }
    line
}

/// An ISO 8601 duration in words, in the smaller of its units: `P4Y` as “4 years”, `P1Y6M` as “18 months”. What no unit can say
/// stays as it is.
pub fn duration(edition: &Edition, text: &str) -> String {
    let said = in_one_unit(text).map(|(count, unit)| {
        let key = match unit {
            'Y' => "duration-years",
            'M' => "duration-months",
            'W' => "duration-weeks",
            _ => "duration-days",
        };
        edition.count(key, count)
    });
    said.unwrap_or_else(|| text.to_owned())
}

/// A duration counted in the smallest unit that it names; a month has no number of days.
fn in_one_unit(text: &str) -> Option<(usize, char)> {
    let mut parts = Vec::new();
    let mut rest = text.strip_prefix('P')?;
    while let Some(end) = rest.find(|c: char| !c.is_ascii_digit()) {
        parts.push((rest[..end].parse::<usize>().ok()?, rest[end..].chars().next()?));
        rest = &rest[end + 1..];
    }
    let (_, smallest) = *parts.last().filter(|_| rest.is_empty())?;
    let in_smallest = |(count, unit): &(usize, char)| match (unit, smallest) {
        (unit, smallest) if *unit == smallest => Some(*count),
        ('Y', 'M') => Some(count * 12),
        ('W', 'D') => Some(count * 7),
        _ => (*count == 0).then_some(0),
    };
    Some((parts.iter().map(in_smallest).sum::<Option<usize>>()?, smallest))
}

/// The date with which a status began, or ended, and the string that says so.
fn turning_point(entry: &Entry, status: Status) -> Option<(&'static str, Date)> {
    let period = entry.common.period.as_ref();
    match (&entry.details, status) {
        (Details::Agreement(own), Status::InForce) => Some(("status-since", own.in_force.as_ref()?.value)),
        (_, Status::Active) => Some(("status-since", period?.from.as_ref()?.value)),
        (_, Status::Completed | Status::Ended) => Some(("status-until", period?.to.as_ref()?.value)),
        _ => None,
    }
}

/// A language may write a day with another word before it than a year.
pub(super) const fn precision(date: Date) -> &'static str {
    match date {
        Date::Year(_) => "year",
        Date::Month(..) => "month",
        Date::Day(_) => "day",
    }
}
