//! What happened and what is to come, by date: milestones, reviews, periods, agreements that enter into force.
//!
//! What is late is told by the rules of [`super::progress`]. A date may be a year or a month: what begins then has begun on its
//! first day, all else is to come until its last day has gone by.

use jiff::civil;

use super::progress::open_of;
use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
pub use crate::entry::What;

/// How a date stands to the day of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is to come.
    ToCome,
    /// It has gone by, and what was to be done is not.
    Late,
    /// It has gone by.
    Past,
}

/// Something with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, as precisely as it is known.
    pub date: Date,
    /// Of which entry.
    pub entry: EntryIx,
    /// What.
    pub what: What,
    /// Whether it is to come.
    pub state: State,
}

impl Event {
    /// The one day that stands for the date where one is needed: what begins does so on the first, what is due or ends is so
    /// until the last.
    pub fn day(&self) -> civil::Date {
        match self.what {
            What::Begin | What::InForce => self.date.first_day(),
            _ => self.date.last_day(),
        }
    }
}

/// What happens in one entry, in no order.
fn events_of(catalog: &Catalog, ix: EntryIx) -> Vec<Event> {
    let (entry, day) = (&catalog[ix], catalog.as_of.day);
    let open = open_of(catalog, ix);
    let is_late = |what: What| {
        let place = if let What::Milestone(place) = what { Some(place) } else { None };
        open.iter().any(|open| open.milestone == place && open.is_late)
    };
    let state = |date: Date, what: What| match what {
        What::Milestone(_) | What::NextReview if is_late(what) => State::Late,
        What::Milestone(place) if entry.common.milestones[place].done.is_some() => State::Past,
        What::Review(_) => State::Past,
        What::Begin | What::InForce if date.has_come(day) => State::Past,
        What::Begin | What::InForce => State::ToCome,
        _ if date.last_day() >= day => State::ToCome,
        _ => State::Past,
    };
    let events =
        entry.dates().into_iter().map(|(date, what)| Event { date, entry: ix, what, state: state(date, what) });
    // A review that took place is told by itself, and its announcement says nothing more.
    events.filter(|event| event.what != What::NextReview || event.state != State::Past).collect()
}

/// How many dates a list takes.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Of those that are to come, and of those that are late.
    pub open: usize,
    /// Of those that have gone by.
    pub past: usize,
}

/// Dates next to the day of the catalog.
#[derive(Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Their places among all.
    pub places: Vec<u32>,
    /// How many that are to come or late are further away.
    pub left_out: usize,
}

/// Everything that happens, in order.
#[derive(Debug)]
pub struct Calendar {
    /// What happens, by day and then by entry.
    pub events: Vec<Event>,
    /// The places in `events` of what happens in the entries, one entry after the other.
    places: Vec<u32>,
    /// Where the places of each entry begin, and at last where they all end.
    starts: Vec<u32>,
}

impl Calendar {
    /// Of a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        let mut events: Vec<_> = catalog.iter().flat_map(|(ix, _)| events_of(catalog, ix)).collect();
        events.sort_by_key(|event| (event.day(), event.date, event.entry));
        let mut places: Vec<_> = (0..events.len() as u32).collect();
        places.sort_by_key(|at| events[*at as usize].entry);
        let before = |ix: u32| places.partition_point(|at| events[*at as usize].entry.0 < ix) as u32;
        let starts = (0..=catalog.entries.len() as u32).map(before).collect();
        Self { events, places, starts }
    }

    /// What happens in some entries next to the day of the catalog, as places in `events` in order: of what is to come the
    /// first, of what is late or has gone by the last.
    pub fn nearest(&self, entries: impl Iterator<Item = EntryIx>, most: Most) -> Nearest {
        let mut all: Vec<u32> = entries.flat_map(|entry| self.places_of(entry)).copied().collect();
        all.sort_unstable();
        let of = |state: State| all.iter().copied().filter(move |at| self.events[*at as usize].state == state);
        let last = |state: State, most: usize| of(state).skip(of(state).count().saturating_sub(most));
        let mut places: Vec<u32> = of(State::ToCome).take(most.open).collect();
        places.extend(last(State::Late, most.open));
        let left_out = all.len() - of(State::Past).count() - places.len();
        places.extend(last(State::Past, most.past));
        places.sort_unstable();
        Nearest { places, left_out }
    }

    fn places_of(&self, entry: EntryIx) -> &[u32] {
        let at = entry.0 as usize;
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::terms::tests::catalog;

    fn told(events: &[Event], catalog: &Catalog) -> Vec<String> {
        let line =
            |event: &Event| format!("{} {} {:?} {:?}", event.date, catalog[event.entry].id, event.what, event.state);
        events.iter().map(line).collect()
    }

    #[test]
    fn dates_come_in_order_and_say_what_is_late() {
        let catalog = catalog();
        let expected = [
            "2020 a Milestone(0) Past",
            "2022 a NextReview Late",
            "2023 a Milestone(1) Late",
            "2023 b Review(0) Past",
            "2025 a Milestone(2) ToCome",
        ];
        assert_eq!(told(&Calendar::of(&catalog).events, &catalog), expected);
    }

    #[test]
    fn the_nearest_dates_are_kept_in_order_and_others_are_counted() {
        let catalog = catalog();
        let calendar = Calendar::of(&catalog);
        let nearest = |open: usize, past: usize| {
            let Nearest { places, left_out } = calendar.nearest(catalog.iter().map(|(ix, _)| ix), Most { open, past });
            (places, left_out)
        };
        assert_eq!(nearest(9, 1), (vec![1, 2, 3, 4], 0));
        assert_eq!(nearest(9, 9), (vec![0, 1, 2, 3, 4], 0));
        // The milestone of 2023 is late for less time than the review of 2022.
        assert_eq!(nearest(1, 0), (vec![2, 4], 1));
        assert_eq!(nearest(0, 1), (vec![3], 3));
        let second = catalog.find("b").expect("an entry").entry();
        assert_eq!(calendar.nearest(std::iter::once(second), Most { open: 9, past: 9 }).places, [3]);
    }

    #[test]
    fn an_entry_without_dates_has_no_calendar() {
        let catalog = catalog();
        let having: Vec<_> =
            catalog.iter().filter(|(_, entry)| entry.has_dates()).map(|(_, e)| e.id.as_str()).collect();
        assert_eq!(having, ["a", "b"]);
    }
}
