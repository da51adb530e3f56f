//! What an entry says happened or is awaited, with its dates.

use super::{Details, Entry, Kind};
use crate::date::Date;

/// What happens on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A milestone of the entry, by its place, is due or was reached.
    Milestone(usize),
    /// A review of the entry, by its place, took place.
    Review(usize),
    /// The entry is to be reviewed.
    NextReview,
    /// What the entry speaks of begins.
    Begin,
    /// What the entry speaks of ends.
    End,
    /// The agreement enters into force.
    InForce,
}

impl Entry {
    /// Whether it has anything in a calendar. Pages of the site itself have not.
    pub fn has_dates(&self) -> bool {
        !self.dates().is_empty()
    }

    /// What happened or is awaited, with its dates; whether it is late is not known here.
    pub fn dates(&self) -> Vec<(Date, What)> {
        if self.kind() == Kind::Page {
            return Vec::new();
        }
        let common = &self.common;
        let done = common.milestones.iter().enumerate();
        let done = done.filter_map(|(place, milestone)| Some((place, milestone.done.as_ref()?)));
        let awaited =
            common.awaited_milestones().filter_map(|(place, milestone)| Some((place, milestone.due.as_ref()?)));
        let milestones = done.chain(awaited).map(|(place, date)| (date.value, What::Milestone(place)));
        let reviews = common.reviews.iter().enumerate().map(|(place, review)| (review.date.value, What::Review(place)));
        let next = common.awaited_review().into_iter().map(|date| (date.value, What::NextReview));
        let period = common.period.iter().flat_map(|period| {
            let ends = [(period.from.as_ref(), What::Begin), (period.to.as_ref(), What::End)];
            ends.into_iter().filter_map(|(date, what)| Some((date?.value, what)))
        });
        let in_force = match &self.details {
            Details::Agreement(agreement) => agreement.in_force.as_ref(),
            _ => None,
        };
        let in_force = in_force.map(|date| (date.value, What::InForce));
        milestones.chain(reviews).chain(next).chain(period).chain(in_force).collect()
    }
}
