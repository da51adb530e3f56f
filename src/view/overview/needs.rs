//! What is needed beside what is offered.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::catalog::EntryIx;
use crate::entry::Support;
use crate::route::{Overview, Page};
use crate::tally::support::{self, Answer};
use crate::view::Edition;
use crate::view::body;
use crate::view::parts::{self, SupportView};

/// Needs, and offers, of one list on the page.
const ROWS: usize = 300;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct NeedsView {
    /// Amounts by currency: currency, needed, offered. Sums never cross currencies.
    sums: Vec<(String, Option<String>, Option<String>)>,
    /// Needs that an offer meets.
    met: Listed,
    /// Needs for which less is offered than is needed.
    partly: Listed,
    /// Needs that nothing meets.
    open: Listed,
    /// Offers that meet no need that is known.
    offers: Listed,
}

/// Needs or offers of one sort.
#[derive(Debug, Default, Serialize)]
struct Listed {
    items: Vec<Item>,
    /// How many are left out, in words, and where the entries that have them are.
    more: Option<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Item {
    /// The need or the offer, as its own page shows it.
    support: SupportView,
    card: Value,
    /// The offers that name a need.
    offers: Vec<Offer>,
}

/// An offer that names a need.
#[derive(Debug, Serialize)]
struct Offer {
    support: SupportView,
    /// Whose it is; none when it is of the entry that has the need.
    card: Option<Value>,
}

/// A need or an offer: whose it is, and which of theirs.
type Place = (EntryIx, usize);

/// The view in a language.
pub fn view(edition: &Edition) -> NeedsView {
    let catalog = &*edition.catalog;
    let mut needs: BTreeMap<Answer, Vec<Place>> = BTreeMap::new();
    let mut free: Vec<Place> = Vec::new();
    for (ix, entry) in catalog.iter() {
        for (place, answer) in support::answers(catalog, ix).enumerate() {
            needs.entry(answer).or_default().push((ix, place));
        }
        let offers = entry.common.offers.iter().enumerate().filter(|(_, offer)| offer.meets.is_empty());
        free.extend(offers.map(|(place, _)| (ix, place)));
    }
    let mut take = |answer| listed(edition, Some(answer), &needs.remove(&answer).unwrap_or_default(), need);
    NeedsView {
        met: take(Answer::Met),
        partly: take(Answer::Partly),
        open: take(Answer::Open),
        offers: listed(edition, None, &free, offer),
        sums: sums(edition),
    }
}

fn listed(
    edition: &Edition,
    answer: Option<Answer>,
    places: &[Place],
    item: fn(&Edition, EntryIx, usize) -> Item,
) -> Listed {
    let items = places.iter().take(ROWS).map(|(ix, place)| item(edition, *ix, *place)).collect();
    let explore = edition.url(Page::Overview(Overview::Explore));
    let more = edition.and_more(places.len().saturating_sub(ROWS));
    Listed { items, more: more.map(|more| (more, format!("{explore}?support={}", word(answer)))) }
}

fn need(edition: &Edition, ix: EntryIx, place: usize) -> Item {
    let offers = support::offers_to(&edition.catalog, ix, &edition.catalog[ix].common.needs[place]);
    let offers = offers.into_iter().map(|(by, place)| Offer {
        support: parts::offer(edition, by, place),
        card: (by != ix).then(|| edition.card(by)),
    });
    Item { support: parts::need(edition, ix, place), card: edition.card(ix), offers: offers.collect() }
}

fn offer(edition: &Edition, ix: EntryIx, place: usize) -> Item {
    Item { support: parts::offer(edition, ix, place), card: edition.card(ix), offers: Vec::new() }
}

/// The value of the filter on explore; without an answer it is an offer.
pub const fn word(answer: Option<Answer>) -> &'static str {
    match answer {
        Some(answer) => answer.as_str(),
        None => "offered",
    }
}

fn sums(edition: &Edition) -> Vec<(String, Option<String>, Option<String>)> {
    let mut sums: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (_, entry) in edition.catalog.iter() {
        for (side, supports) in [&entry.common.needs, &entry.common.offers].into_iter().enumerate() {
            for (currency, amount) in supports.iter().filter_map(sum_of) {
                sums.entry(currency.to_owned()).or_default()[side] += amount;
            }
        }
    }
    let sum = |amount: f64, currency: &str| (amount > 0.0).then(|| body::amount(edition, amount, currency));
    sums.iter().map(|(code, [need, offer])| (code.clone(), sum(*need, code), sum(*offer, code))).collect()
}

fn sum_of(support: &Support) -> Option<(&str, f64)> {
    Some((support.currency.as_ref()?.as_str(), support.amount.as_ref()?.value))
}
