//! Needs beside the offers that name them.

use crate::catalog::{Catalog, EntryIx};
use crate::entry::Support;

/// Sums of amounts are compared with this tolerance: 0.1 + 0.2 is more than 0.3 to a computer.
pub const ROUNDING: f64 = 1e-9;

/// How far offers go towards a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// No offer names it.
    Open,
    /// What is offered is less than what is needed as far as both say how much, or is counted in something else.
    Partly,
    /// An offer names it, and nothing says that this is not enough.
    Met,
}

impl Answer {
    /// All of them, from nothing to all.
    pub const ALL: [Self; 3] = [Self::Open, Self::Partly, Self::Met];

    /// The word in classes, strings and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Met => "met",
        }
    }
}

/// The offers that name a need of an entry: whose each is, and which of its offers.
pub fn offers_to(catalog: &Catalog, needy: EntryIx, need: &Support) -> Vec<(EntryIx, usize)> {
    let Some(key) = need.key.as_ref().map(|key| key.value.as_str()) else { return Vec::new() };
    let mut offering: Vec<_> = catalog.offers_to(needy).iter().filter(|(known, _)| known == key).collect();
    offering.dedup();
    let offers = offering.into_iter().flat_map(|(_, by)| {
        let offers = catalog[*by].common.offers.iter().enumerate();
        let named = offers.filter(|(_, offer)| names(catalog, offer, needy, key));
        named.map(|(place, _)| (*by, place))
    });
    offers.collect()
}

fn names(catalog: &Catalog, offer: &Support, needy: EntryIx, key: &str) -> bool {
    let is_entry = |id: &str| catalog.find(id).is_some_and(|named| named.entry() == needy);
    offer.meets.iter().any(|need| need.key == key && is_entry(need.entry.as_str()))
}

/// How far the offers that name a need go.
pub fn answer(catalog: &Catalog, needy: EntryIx, need: &Support) -> Answer {
    let offers = offers_to(catalog, needy, need);
    let offers: Vec<_> = offers.iter().map(|(by, place)| &catalog[*by].common.offers[*place]).collect();
    if offers.is_empty() {
        return Answer::Open;
    }
    let Some(needed) = need.amount.as_ref().filter(|_| offers.iter().all(|offer| offer.amount.is_some())) else {
        return Answer::Met;
    };
    // What is counted otherwise adds nothing that can be compared.
    let alike = offers.iter().filter(|offer| offer.unit() == need.unit());
    let offered: f64 = alike.filter_map(|offer| offer.amount.as_ref()).map(|amount| amount.value).sum();
    if offered < needed.value * (1.0 - ROUNDING) { Answer::Partly } else { Answer::Met }
}

/// How far offers go towards each need of an entry.
pub fn answers(catalog: &Catalog, needy: EntryIx) -> impl Iterator<Item = Answer> {
    catalog[needy].common.needs.iter().map(move |need| answer(catalog, needy, need))
}
