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

/// The view in a language.
pub fn view(edition: &Edition) -> NeedsView {
    let mut lists: BTreeMap<Option<Answer>, Vec<Item>> = BTreeMap::new();
    for (ix, entry) in edition.catalog.iter() {
        for (support, need) in parts::needs(edition, ix).into_iter().zip(&entry.common.needs) {
            let item = Item { support, card: edition.card(ix), offers: offers_to(edition, ix, need) };
            lists.entry(Some(support::answer(&edition.catalog, ix, need))).or_default().push(item);
        }
        let offers = parts::offers(edition, ix).into_iter().zip(&entry.common.offers);
        for (support, _) in offers.filter(|(_, offer)| offer.meets.is_empty()) {
            lists.entry(None).or_default().push(Item { support, card: edition.card(ix), offers: Vec::new() });
        }
    }
    let mut take = |answer: Option<Answer>| listed(edition, answer, lists.remove(&answer).unwrap_or_default());
    NeedsView {
        met: take(Some(Answer::Met)),
        partly: take(Some(Answer::Partly)),
        open: take(Some(Answer::Open)),
        offers: take(None),
        sums: sums(edition),
    }
}

fn listed(edition: &Edition, answer: Option<Answer>, mut items: Vec<Item>) -> Listed {
    let left_out = items.len().saturating_sub(ROWS);
    items.truncate(ROWS);
    let explore = edition.url(Page::Overview(Overview::Explore));
    let more = edition.and_more(left_out).map(|more| (more, format!("{explore}?support={}", word(answer))));
    Listed { items, more }
}

/// The value of the filter on explore; without an answer it is an offer.
pub const fn word(answer: Option<Answer>) -> &'static str {
    match answer {
        Some(answer) => answer.as_str(),
        None => "offered",
    }
}

fn offers_to(edition: &Edition, needy: EntryIx, need: &Support) -> Vec<Offer> {
    let offers = support::offers_to(&edition.catalog, needy, need).into_iter().filter_map(|(by, place)| {
        let support = parts::offers(edition, by).into_iter().nth(place)?;
        Some(Offer { support, card: (by != needy).then(|| edition.card(by)) })
    });
    offers.collect()
}

fn sums(edition: &Edition) -> Vec<(String, Option<String>, Option<String>)> {
    let mut sums: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (_, entry) in edition.catalog.iter() {
        for (side, supports) in [&entry.common.needs, &entry.common.offers].into_iter().enumerate() {
            for (currency, amount) in supports.iter().filter_map(sum_of) {
                sums.entry(currency.to_uppercase()).or_default()[side] += amount;
            }
        }
    }
    let sum = |amount: f64, currency: &str| (amount > 0.0).then(|| body::amount(edition, amount, currency));
    sums.iter().map(|(code, [need, offer])| (code.clone(), sum(*need, code), sum(*offer, code))).collect()
}

fn sum_of(support: &Support) -> Option<(&str, f64)> {
    Some((support.currency.as_ref()?.value.as_str(), support.amount.as_ref()?.value))
}
