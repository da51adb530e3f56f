//! Offers beside the needs that they meet.

use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, Support};
use crate::source::Spanned;
use crate::tally::support::{ROUNDING, offers_to};

/// Sums are shown with as many digits behind the point as anybody gives.
const DIGITS: f64 = 1e4;

/// Needs for which more is offered than is needed, each reported once, at the offer that is too much.
pub(super) fn offers_beyond_needs(catalog: &Catalog) -> Vec<Diagnostic> {
    let needs = catalog.iter().flat_map(|(needy, entry)| entry.common.needs.iter().map(move |need| (needy, need)));
    needs.filter_map(|(needy, need)| beyond(catalog, needy, need)).collect()
}

/// Needs and offers of less than nothing.
pub(super) fn amounts_below_zero(entry: &Entry) -> Vec<Diagnostic> {
    let named = [("needs", &entry.common.needs), ("offers", &entry.common.offers)];
    let amounts = named.into_iter().flat_map(|(field, supports)| {
        supports.iter().filter_map(move |support| Some((field, support.amount.as_ref()?)))
    });
    let problem = |(field, amount): (&str, &Spanned<f64>)| {
        let message = format!("the amount is {amount}, and nobody {field} less than nothing");
        Diagnostic::new(Code::BadNumber, &entry.source, amount.span, message)
            .help("write it without the sign, or leave `amount` out where it is not known")
    };
    amounts.filter(|(_, amount)| amount.value < 0.0).map(problem).collect()
}

fn beyond(catalog: &Catalog, needy: EntryIx, need: &Support) -> Option<Diagnostic> {
    let needed = need.amount.as_ref()?;
    let offers = offers_to(catalog, needy, need).into_iter();
    let offers = offers.map(|(by, place)| (&catalog[by], &catalog[by].common.offers[place]));
    let offers = offers.filter(|(_, offer)| offer.unit() == need.unit());
    let offers: Vec<_> = offers.filter_map(|(entry, offer)| Some((entry, offer.amount.as_ref()?))).collect();
    let total: f64 = offers.iter().map(|(_, amount)| amount.value).sum();
    if total <= needed.value * (1.0 + ROUNDING) {
        return None;
    }
    let needy = &catalog[needy];
    let ((last, amount), others) = offers.split_last()?;
    let (currency, owner) = (currency(need), &needy.id);
    let offered = if others.is_empty() { "this offer is" } else { "with this one, the offers add up to" };
    let total = (total * DIGITS).round() / DIGITS;
    let message = format!("{offered} {total}{currency}, and the need of `{owner}` is {needed}{currency}");
    let diagnostic = Diagnostic::new(Code::OfferExceedsNeed, &last.source, amount.span, message)
        .help("check the amounts; write an offer that meets several needs as several offers")
        .related(&needy.source, needed.span, "the need");
    let related = |diagnostic: Diagnostic, (entry, amount): &(&Entry, &Spanned<f64>)| {
        diagnostic.related(&entry.source, amount.span, format!("the offer of `{}`", entry.id))
    };
    Some(others.iter().fold(diagnostic, related))
}

fn currency(support: &Support) -> String {
    support.currency.as_ref().map(|currency| format!(" {}", currency.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{BadNumber, OfferExceedsNeed};

    fn project(need: &str, offers: &[&str]) -> Project {
        let need = Project::entry_with(&[("needs", &format!("[{{key: n, title: Schools, {need}}}]"))]);
        let give = |offer: &str| Project::entry_with(&[("offers", &format!("[{{title: Help, meets: z#n, {offer}}}]"))]);
        let named = ["a.md", "b.md", "c.md"].into_iter().zip(offers);
        named.fold(Project::new().file("z.md", &need), |project, (name, offer)| project.file(name, &give(offer)))
    }

    #[test]
    fn an_offer_larger_than_its_need_is_pointed_at() {
        let found =
            project("type: funding, amount: 10, currency: USD", &["type: funding, amount: 12.5, currency: usd"]);
        assert_eq!(found.found(OfferExceedsNeed), ["a.md:11: 12.5"]);
        let problem = &found.problems(OfferExceedsNeed)[0];
        assert_eq!(problem.message, "this offer is 12.5 USD, and the need of `z` is 10 USD");
        assert_eq!(&*problem.related[0].place.source.path, "content/z.md");
    }

    #[test]
    fn nothing_less_than_nothing_is_needed_or_offered() {
        let found = project("type: funding, amount: -10", &["type: funding, amount: 0", "type: data, amount: -0.5"]);
        assert_eq!(found.found(BadNumber), ["b.md:11: -0.5", "z.md:11: -10"]);
        let message = &found.problems(BadNumber)[0].message;
        assert_eq!(message, "the amount is -0.5, and nobody offers less than nothing");
    }

    #[test]
    fn offers_for_one_need_are_added_up() {
        let half = "type: funding, amount: 0.1, currency: EUR";
        let need = "type: funding, amount: 0.2, currency: EUR";
        assert_eq!(project(need, &[half, half]).found(OfferExceedsNeed), [""; 0]);
        let problems = project(need, &[half, half, half]).problems(OfferExceedsNeed);
        assert_eq!(problems[0].message, "with this one, the offers add up to 0.3 EUR, and the need of `z` is 0.2 EUR");
        assert_eq!((&*problems[0].place.source.path, problems[0].related.len()), ("content/c.md", 3));
        let exact = "type: funding, amount: 0.3, currency: EUR";
        assert_eq!(project(exact, &[half, half, half]).found(OfferExceedsNeed), [""; 0]);
    }

    #[test]
    fn only_like_is_compared_with_like() {
        let need = "type: capacity, amount: 5, currency: USD";
        assert_eq!(project(need, &["type: capacity, amount: 9, currency: EUR"]).found(OfferExceedsNeed), [""; 0]);
        assert_eq!(project(need, &["type: capacity, amount: 9"]).found(OfferExceedsNeed), [""; 0]);
        assert_eq!(project("type: data", &["type: data, amount: 9"]).found(OfferExceedsNeed), [""; 0]);
        assert_eq!(project("type: data, amount: 5", &["type: capacity, amount: 9"]).found(OfferExceedsNeed), [""; 0]);
        assert_eq!(
            project("type: data, amount: 5", &["type: data, amount: 9"]).found(OfferExceedsNeed),
            ["a.md:11: 9"]
        );
    }

    #[test]
    fn a_need_that_an_offer_names_twice_is_met_once() {
        let need = "type: data, amount: 5";
        let twice = Project::entry_with(&[("offers", "[{title: Help, meets: [z#n, z#n], type: data, amount: 5}]")]);
        assert_eq!(project(need, &[]).file("a.md", &twice).found(OfferExceedsNeed), [""; 0]);
    }
}
