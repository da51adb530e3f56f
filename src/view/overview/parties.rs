//! Who signed and ratified which agreement, and when.

use serde::Serialize;
use tera::Value;

use crate::entry::{Details, Kind};
use crate::route::Page;
use crate::tally::parties::Parties;
use crate::view::Edition;
use crate::view::parts::{DateView, date_view};
use crate::view::people::{self, parties};

/// Agreements on the page, and parties of one agreement on it: the page of an agreement shows all.
const AGREEMENTS: usize = 100;
const PARTIES: usize = 40;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct PartiesView {
    agreements: Vec<AgreementView>,
    /// How many agreements are left out, in words, and where all are.
    more: Option<(String, String)>,
}

#[derive(Debug, Serialize)]
struct AgreementView {
    card: Value,
    sort: String,
    adopted: Option<DateView>,
    in_force: Option<DateView>,
    /// How many are parties, and how many have signed, have ratified, are bound or withdrew, if any: name and number.
    counts: Vec<(String, String)>,
    parties: Option<people::Parties>,
    more: Option<String>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> PartiesView {
    let all: Vec<_> = edition.of_kind(Kind::Agreement).iter().filter_map(|ix| agreement(edition, *ix)).collect();
    let left_out = all.len().saturating_sub(AGREEMENTS);
    let more = edition.and_more(left_out).map(|more| (more, edition.url(Page::Kind(Kind::Agreement, 1))));
    PartiesView { agreements: all.into_iter().take(AGREEMENTS).collect(), more }
}

fn agreement(edition: &Edition, ix: crate::catalog::EntryIx) -> Option<AgreementView> {
    let entry = &edition.catalog[ix];
    let Details::Agreement(own) = &entry.details else { return None };
    if own.parties.is_empty() {
        return None;
    }
    Some(AgreementView {
        card: edition.card(ix),
        sort: edition.text(&format!("agreement-{}", own.agreement_type.value)),
        adopted: own.adopted.as_ref().map(|date| date_view(edition, date.value)),
        in_force: own.in_force.as_ref().map(|date| date_view(edition, date.value)),
        counts: counts(edition, Parties::of(&edition.catalog, own)),
        parties: parties(edition, entry, PARTIES),
        more: edition.and_more(own.parties.len().saturating_sub(PARTIES)),
    })
}

fn counts(edition: &Edition, of: Parties) -> Vec<(String, String)> {
    let rest = [
        ("field-signed", of.signed),
        ("field-ratified", of.ratified),
        ("field-party-in-force", of.bound),
        ("field-withdrawn", of.withdrawn),
    ];
    let shown = rest.into_iter().filter(|(_, count)| *count > 0);
    let named = |(name, count): (&str, usize)| (edition.text(name), edition.locale.number(count as f64));
    std::iter::once(("section-parties", of.all)).chain(shown).map(named).collect()
}
