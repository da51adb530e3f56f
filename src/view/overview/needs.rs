//! What is needed beside what is offered.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::catalog::EntryIx;
use crate::entry::Support;
use crate::view::Edition;
use crate::view::body;

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
    title: String,
    sort: String,
    amount: Option<String>,
    card: Value,
    /// The entries that offer to meet it.
    by: Vec<Value>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> NeedsView {
    let catalog = &*edition.catalog;
    let (mut open, mut met, mut offers) = (Vec::new(), Vec::new(), Vec::new());
    let mut sums: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for (ix, entry) in catalog.iter() {
        for (side, support) in
            entry.common.needs.iter().map(|need| (0, need)).chain(entry.common.offers.iter().map(|offer| (1, offer)))
        {
            if let (Some(amount), Some(currency)) = (&support.amount, &support.currency) {
                sums.entry(currency.value.as_str()).or_default()[side] += amount.value;
            }
        }
        for need in &entry.common.needs {
            let by = offered_to(edition, ix, need);
            if by.is_empty() { &mut open } else { &mut met }.push((ix, need, by));
        }
        let free = entry.common.offers.iter().filter(|offer| offer.meets.is_empty());
        offers.extend(free.map(|offer| (ix, offer, Vec::new())));
    }
    let left_out: usize = [&open, &met, &offers].iter().map(|list| list.len().saturating_sub(ROWS)).sum();
    let items = |list: Vec<(EntryIx, &Support, Vec<EntryIx>)>| {
        list.into_iter().take(ROWS).map(|(ix, support, by)| item(edition, ix, support, &by)).collect()
    };
    let sum = |amount: f64, currency: &str| (amount > 0.0).then(|| body::amount(edition, amount, currency));
    NeedsView {
        sums: sums
            .iter()
            .map(|(code, [need, offer])| ((*code).to_owned(), sum(*need, code), sum(*offer, code)))
            .collect(),
        open: items(open),
        met: items(met),
        offers: items(offers),
        more: (left_out > 0).then(|| edition.count("and-more", left_out)),
    }
}

fn offered_to(edition: &Edition, ix: EntryIx, need: &Support) -> Vec<EntryIx> {
    let Some(key) = &need.key else { return Vec::new() };
    let offers = edition.catalog.offers_to(ix).iter().filter(|(known, _)| *known == key.value.as_str());
    offers.map(|(_, entry)| *entry).collect()
}

fn item(edition: &Edition, ix: EntryIx, support: &Support, by: &[EntryIx]) -> Item {
    let currency = support.currency.as_ref().map_or("", |code| code.value.as_str());
    Item {
        title: support.title.value.clone(),
        sort: edition.text(&format!("support-{}", support.support)),
        amount: support.amount.as_ref().map(|amount| body::amount(edition, amount.value, currency)),
        card: edition.card(ix),
        by: by.iter().map(|entry| edition.card(*entry)).collect(),
    }
}
