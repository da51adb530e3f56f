//! When a site next says something else though nobody changed it.

use std::fmt;
use std::sync::Arc;

use jiff::civil;

use crate::catalog::Catalog;
use crate::entry::{Details, Entry};

/// The next day on which the site says something else though nobody changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The day.
    pub day: civil::Date,
    /// Why.
    pub why: String,
}

impl fmt::Display for NextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.day, self.why)
    }
}

/// Whether the same input gives another site at another time of the same day: when an embargo is lifted, or was.
pub(super) fn awaits_an_instant(catalog: &Catalog) -> bool {
    let day = catalog.as_of.day;
    let is_of_today =
        |entry: &Arc<Entry>| entry.common.embargo.as_ref().is_some_and(|embargo| embargo.value.day() >= day);
    catalog.embargoes().next().is_some() || catalog.entries.iter().any(is_of_today)
}

/// The next day on which an embargo ends, a milestone or a review becomes overdue, something begins or has ended, a party of an
/// agreement is one no more. `date` is the next change that is no embargo, see [`next_date`].
pub(super) fn next_change(catalog: &Catalog, date: Option<NextChange>) -> Option<NextChange> {
    let today = catalog.as_of.day;
    // An embargo that ends later today holds an entry back still; what is due today is late tomorrow.
    let embargo = catalog.embargoes().filter(|day| *day >= today).min();
    let embargo = embargo.map(|day| NextChange { day, why: "an embargo, in the course of that day".into() });
    embargo.into_iter().chain(date).min_by(|a, b| (a.day, &a.why).cmp(&(b.day, &b.why)))
}

/// The same without embargoes, for what lies beside the site: nobody is to learn there that something is held back.
pub(super) fn next_date(catalog: &Catalog) -> Option<NextChange> {
    let days = catalog.iter().flat_map(|(_, entry)| days(entry).map(|(what, day)| (day, what, &entry.id)));
    let first = days.filter(|(day, ..)| *day > catalog.as_of.day).min();
    first.map(|(day, what, id)| NextChange { day, why: format!("{what} of {id}") })
}

/// The days on which something else is said of an entry than before, each with what it is the day of.
fn days(entry: &Entry) -> impl Iterator<Item = (&'static str, civil::Date)> {
    let common = &entry.common;
    let milestones = common.awaited_milestones().filter_map(|(_, milestone)| milestone.due.as_ref());
    let agreement = if let Details::Agreement(agreement) = &entry.details { Some(agreement) } else { None };
    let parties = agreement.map_or(&[][..], |agreement| &agreement.parties);
    let withdrawn = parties.iter().filter_map(|party| Some(("a withdrawal", party.withdrawn.as_ref()?)));
    let review = common.awaited_review().map(|date| ("the review", date));
    let (from, to) = common.period.as_ref().map_or((None, None), |period| (period.from.as_ref(), period.to.as_ref()));
    let end = to.map(|date| ("the end", date));
    let awaited = milestones.map(|date| ("a milestone", date)).chain(withdrawn).chain(review).chain(end);
    let awaited = awaited.filter_map(|(what, date)| Some((what, date.last_day().tomorrow().ok()?)));
    let in_force = agreement.and_then(|agreement| agreement.in_force.as_ref());
    // What has come to its end early says so from the first of the days that are meant.
    let end = end.filter(|_| common.is_final());
    let begun = from.map(|date| ("the beginning", date)).into_iter().chain(end);
    let begun = begun.chain(in_force.map(|date| ("the entry into force", date)));
    awaited.chain(begun.map(|(what, date)| (what, date.first_day())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Parsed, parse};
    use crate::source::Source;

    fn told(kind: &str, fields: &str) -> Vec<String> {
        let text = format!(
            "---\nkind: {kind}\ntitle: A\nsummary: S\nlevel: national\nthemes: work\ndate: 2024\nsources: {{cite: r}}\n{fields}---\n"
        );
        let (Some(Parsed::Entry(entry)), _) = parse(&Source::new("content/a.md", text.as_str())) else {
            panic!("no entry: {text}")
        };
        let mut told: Vec<_> = days(&entry).map(|(what, day)| format!("{day} {what}")).collect();
        told.sort();
        told
    }

    #[test]
    fn a_date_says_something_else_when_it_comes_or_when_it_has_gone_by() {
        let period = "period: {from: 2026-07, to: 2028}\n";
        assert_eq!(told("practice\nstatus: active", period), ["2026-07-01 the beginning", "2029-01-01 the end"]);
        let ended = ["2026-07-01 the beginning", "2028-01-01 the end", "2029-01-01 the end"];
        assert_eq!(told("practice\nstatus: completed", period), ended);
        let agreement = "type: framework\nin_force: 2027-02-03\nparties: {who: KEN, withdrawn: 2027-03-01}\n";
        let expected = ["2027-02-03 the entry into force", "2027-03-02 a withdrawal"];
        assert_eq!(told("agreement\nstatus: signed", agreement), expected);
        let awaited = "milestones: [{title: B, due: 2027}, {title: C, due: 2026, done: 2026}]\nnext_review: 2026-12\n";
        assert_eq!(told("practice\nstatus: active", awaited), ["2027-01-01 the review", "2028-01-01 a milestone"]);
    }
}
