//! What is needed beside what is offered.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::entry::Support;
use crate::view::Edition;
use crate::view::body;
use crate::view::entry::{self, SupportView, needs};

/// Needs, and offers, on the page.
const ROWS: usize = 300;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct NeedsView {
    /// Amounts by currency: currency, needed, offered. Sums never cross currencies.
    sums: Vec<(String, Option<String>, Option<String>)>,
    /// Needs that nothing meets.
    open: Vec<Item>,
    /// Needs that an offer meets.
    met: Vec<Item>,
    /// Offers that meet no need that is known.
    offers: Vec<Item>,
    /// How many needs and offers are left out, in words.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Item {
    /// The need or the offer, as its own page shows it.
    support: SupportView,
    card: Value,
}

/// The view in a language.
pub fn view(edition: &Edition) -> NeedsView {
    let (mut open, mut met, mut offers) = (Vec::new(), Vec::new(), Vec::new());
    let mut sums: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for (ix, entry) in edition.catalog.iter() {
        let common = &entry.common;
        for (side, supports) in [&common.needs, &common.offers].into_iter().enumerate() {
            for (currency, amount) in supports.iter().filter_map(sum_of) {
                sums.entry(currency).or_default()[side] += amount;
            }
        }
        let (needed_met, needed): (Vec<_>, Vec<_>) = needs(edition, ix).into_iter().partition(SupportView::is_met);
        let item = |support| Item { support, card: edition.card(ix) };
        met.extend(needed_met.into_iter().map(item));
        open.extend(needed.into_iter().map(item));
        let free =
            entry::offers(edition, ix).into_iter().zip(&common.offers).filter(|(_, offer)| offer.meets.is_empty());
        offers.extend(free.map(|(support, _)| item(support)));
    }
    let sum = |amount: f64, currency: &str| (amount > 0.0).then(|| body::amount(edition, amount, currency));
    let mut left_out = 0;
    for list in [&mut open, &mut met, &mut offers] {
        left_out += list.len().saturating_sub(ROWS);
        list.truncate(ROWS);
    }
    NeedsView {
        sums: sums
            .iter()
            .map(|(code, [need, offer])| ((*code).to_owned(), sum(*need, code), sum(*offer, code)))
            .collect(),
        open,
        met,
        offers,
        more: edition.and_more(left_out),
    }
}

fn sum_of(support: &Support) -> Option<(&str, f64)> {
    Some((support.currency.as_ref()?.value.as_str(), support.amount.as_ref()?.value))
}
