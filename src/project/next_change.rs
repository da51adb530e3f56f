//! When a site next says something else though nobody changed it.

use std::fmt;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::date::Date;
use crate::entry::{Details, Entry};

/// The next day on which the site says something else though nobody changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The day.
    pub day: jiff::civil::Date,
    /// Why.
    pub why: String,
}

impl fmt::Display for NextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.day, self.why)
    }
}

/// Whether the same input gives another site later the same day: when an embargo is lifted.
pub(super) fn awaits_an_instant(catalog: &Catalog) -> bool {
    let embargoed = |entry: &Arc<Entry>| entry.common.is_embargoed_at(catalog.as_of.instant);
    catalog.embargoes().next().is_some() || catalog.entries.iter().any(embargoed)
}

/// The next day on which an embargo ends, a milestone or a review becomes overdue, a party of an agreement is one no more.
pub(super) fn next_change(catalog: &Catalog) -> Option<NextChange> {
    let today = catalog.as_of.day;
    // An embargo that ends later today holds an entry back still; what is due today is late tomorrow.
    let embargo = catalog.embargoes().filter(|day| *day >= today).min();
    let embargo = embargo.map(|day| NextChange { day, why: "an embargo, in the course of that day".into() });
    let after = |date: &Date| date.last_day().tomorrow().ok().filter(|day| *day > today);
    let dates = catalog.iter().flat_map(|(_, entry)| dates(entry).map(|(what, date)| (what, date, &entry.id)));
    let first = dates.filter_map(|(what, date, id)| Some((after(date)?, what, id))).min();
    let first = first.map(|(day, what, id)| NextChange { day, why: format!("{what} of {id}") });
    embargo.into_iter().chain(first).min_by(|a, b| (a.day, &a.why).cmp(&(b.day, &b.why)))
}

/// The dates of an entry after which something else is said of it, each with what it is the date of.
fn dates(entry: &Entry) -> impl Iterator<Item = (&'static str, &Date)> {
    let milestones = entry.common.awaited_milestones().filter_map(|(_, milestone)| milestone.due.as_ref());
    let milestones = milestones.map(|date| ("a milestone", &date.value));
    let parties = if let Details::Agreement(agreement) = &entry.details { &*agreement.parties } else { &[] };
    let withdrawn = parties.iter().filter_map(|party| Some(("a withdrawal", &party.withdrawn.as_ref()?.value)));
    let review = entry.common.awaited_review().map(|date| ("the review", &date.value));
    milestones.chain(withdrawn).chain(review)
}
