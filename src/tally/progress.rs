//! What is done, due and overdue, as of the day of the catalog. The rules of lateness are those of the checks.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, EntryIx};
use crate::check::{late_milestones, late_review};
use crate::date::Date;
use crate::entry::Entry;

/// How far a group of entries has come. Nothing in it is a judgement: it counts what entries say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries.
    pub entries: usize,
    /// Milestones that are done.
    pub done: usize,
    /// Milestones that are to be reached and not late.
    pub due: usize,
    /// Milestones that are late.
    pub overdue: usize,
    /// Entries that were reviewed at least once.
    pub reviewed: usize,
    /// Entries of which a review is late.
    pub late_reviews: usize,
    /// Entries of which nothing is reported: no milestone is done, no review took place.
    pub silent: usize,
}

impl Progress {
    /// Of a group of entries.
    pub fn of(catalog: &Catalog, entries: impl Iterator<Item = EntryIx>) -> Self {
        entries.fold(Self::default(), |sum, entry| sum.and(&catalog[entry], catalog.as_of.day))
    }

    fn and(mut self, entry: &Entry, day: jiff::civil::Date) -> Self {
        let common = &entry.common;
        let done = common.milestones.iter().filter(|milestone| milestone.done.is_some()).count();
        let late = late_milestones(entry, day).count();
        let awaited = common.awaited_milestones().count();
        self.entries += 1;
        self.done += done;
        self.due += awaited - late;
        self.overdue += late;
        self.reviewed += usize::from(!common.reviews.is_empty());
        self.late_reviews += usize::from(late_review(entry, day).is_some());
        self.silent += usize::from(done == 0 && common.reviews.is_empty());
        self
    }
}

/// A milestone that is not done, or a review that has not taken place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// When it is or was due.
    pub date: Date,
    /// Whose it is.
    pub entry: EntryIx,
    /// Which milestone of the entry; `None` is its next review.
    pub milestone: Option<usize>,
    /// Whether its last day has gone by.
    pub is_late: bool,
}

/// What was done, is late and is due in a year.
pub type Year = [usize; 3];

/// All milestones and reviews with a date by year: what was done in the year in which it was, what is open in that in which it
/// is or was due.
pub fn by_year(catalog: &Catalog) -> BTreeMap<i16, Year> {
    let mut years: BTreeMap<i16, Year> = BTreeMap::new();
    for open in open(catalog) {
        years.entry(open.date.last_day().year()).or_default()[if open.is_late { 1 } else { 2 }] += 1;
    }
    let milestones = catalog.iter().flat_map(|(_, entry)| &entry.common.milestones);
    for done in milestones.filter_map(|milestone| milestone.done.as_ref()) {
        years.entry(done.value.last_day().year()).or_default()[0] += 1;
    }
    years
}

/// Everything that is open, by date and then by entry.
pub fn open(catalog: &Catalog) -> Vec<Open> {
    let mut open: Vec<_> = catalog.iter().flat_map(|(ix, _)| open_of(catalog, ix)).collect();
    open.sort_by_key(|open| (open.date.last_day(), open.entry));
    open
}

/// What is open of one entry, as it is written there.
pub fn open_of(catalog: &Catalog, ix: EntryIx) -> Vec<Open> {
    let (entry, day) = (&catalog[ix], catalog.as_of.day);
    let milestones = entry.common.awaited_milestones().filter_map(|(place, milestone)| {
        let date = milestone.due.as_ref()?.value;
        Some(Open { date, entry: ix, milestone: Some(place), is_late: date.has_gone_by(day) })
    });
    let next = entry.common.awaited_review().and_then(|next| {
        let is_late = late_review(entry, day).is_some();
        // A review that took place since is nothing to wait for.
        let is_open = is_late || next.last_day() >= day;
        is_open.then_some(Open { date: next.value, entry: ix, milestone: None, is_late })
    });
    milestones.chain(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Kind;
    use crate::tally::terms::tests::catalog;

    #[test]
    fn what_entries_say_is_counted_and_nothing_else() {
        let catalog = catalog();
        let of = Progress::of(&catalog, catalog.of_kind(Kind::Commitment));
        let expected = Progress { entries: 2, done: 1, due: 1, overdue: 1, reviewed: 1, late_reviews: 1, silent: 0 };
        assert_eq!(of, expected);
        let silent = Progress::of(&catalog, catalog.of_kind(Kind::Practice));
        assert_eq!(silent, Progress { entries: 1, silent: 1, ..Progress::default() });
    }

    #[test]
    fn what_is_done_counts_in_its_year_and_what_is_open_in_that_in_which_it_is_due() {
        let expected = [(2020, [1, 0, 0]), (2022, [0, 1, 0]), (2023, [0, 1, 0]), (2025, [0, 0, 1])];
        assert_eq!(by_year(&catalog()), BTreeMap::from(expected));
    }

    #[test]
    fn what_is_open_comes_by_date_and_a_review_that_took_place_is_not_open() {
        let catalog = catalog();
        let found: Vec<_> = open(&catalog)
            .iter()
            .map(|open| (catalog[open.entry].id.to_string(), open.date.to_string(), open.milestone, open.is_late))
            .collect();
        let expected = [("2022", None, true), ("2023", Some(1), true), ("2025", Some(2), false)];
        assert_eq!(found, expected.map(|(date, place, late)| ("a".to_owned(), date.to_owned(), place, late)));
    }
}
