//! Dates that contradict each other, or the day that the site speaks of.
//!
//! Dates are a year, a month or a day. Only what is wrong however it is read is reported: `2018` may be before or after
//! `2018-06`, and is let be.

use std::sync::Arc;

use jiff::civil;

use crate::catalog::AsOf;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Details, Entry, Membership, Status, Support};
use crate::source::{Source, Spanned};

/// A date with the name of its field.
type Named<'a> = (&'static str, &'a Spanned<Date>);

/// Pairs of dates whose second one lies before the first.
pub(super) fn out_of_order(entry: &Entry) -> Vec<Diagnostic> {
    let source = &entry.source;
    let sequences = sequences(entry);
    let pairs = sequences.iter().flat_map(|sequence| sequence.windows(2));
    let mut found: Vec<_> = pairs.filter_map(|pair| wrong_order(source, pair[0], pair[1])).collect();
    let support = entry.common.needs.iter().chain(&entry.common.offers);
    found.extend(support.filter_map(|support| support_ends_early(source, support)));
    found
}

/// The dates of an entry that follow each other, each list in its order.
fn sequences(entry: &Entry) -> Vec<Vec<Named<'_>>> {
    let common = &entry.common;
    let mut sequences = vec![written([("date", Some(&common.date)), ("updated", common.updated.as_ref())])];
    if let Some(period) = &common.period {
        sequences.push(written([("from", period.from.as_ref()), ("to", period.to.as_ref())]));
    }
    if let Details::Agreement(agreement) = &entry.details {
        sequences.push(written([("adopted", agreement.adopted.as_ref()), ("in_force", agreement.in_force.as_ref())]));
        sequences.extend(agreement.parties.iter().map(membership));
    }
    sequences
}

/// What is not written is passed over: a party that acceded has no `signed`, and may not withdraw before it ratified.
fn membership(party: &Membership) -> Vec<Named<'_>> {
    written([
        ("signed", party.signed.as_ref()),
        ("ratified", party.ratified.as_ref()),
        ("in_force", party.in_force.as_ref()),
        ("withdrawn", party.withdrawn.as_ref()),
    ])
}

fn written<'a, const N: usize>(dates: [(&'static str, Option<&'a Spanned<Date>>); N]) -> Vec<Named<'a>> {
    dates.into_iter().filter_map(|(name, date)| Some((name, date?))).collect()
}

fn wrong_order(source: &Arc<Source>, (first, begin): Named<'_>, (second, end): Named<'_>) -> Option<Diagnostic> {
    end.before(begin.value).then(|| {
        let message = format!("`{second}` is {end}, before `{first}`, which is {begin}");
        let diagnostic = Diagnostic::new(Code::DatesOutOfOrder, source, end.span, message);
        diagnostic.help("correct one of the two").related(source, begin.span, format!("`{first}`"))
    })
}

/// `from` and `to` of needs and offers may also say from whom and for whom, so they are texts without a place of their own.
fn support_ends_early(source: &Arc<Source>, support: &Support) -> Option<Diagnostic> {
    let (from, to) = (Date::parse(support.from.as_ref()?)?, Date::parse(support.to.as_ref()?)?);
    to.before(from).then(|| {
        let message = format!("`to` is {to} here, before `from`, which is {from}");
        Diagnostic::new(Code::DatesOutOfOrder, source, support.title.span, message).help("correct one of the two")
    })
}

/// What is said to be done or found, and lies after the day that the site speaks of.
pub(super) fn in_the_future(entry: &Entry, day: civil::Date) -> Vec<Diagnostic> {
    let done = entry.common.milestones.iter().filter_map(|milestone| milestone.done.as_ref());
    let done = done.map(|date| ("done", date, "a milestone that is still to be reached has `due` and no `done`"));
    let reviews = entry.common.reviews.iter().map(|review| &review.date);
    let reviews = reviews.map(|date| ("date", date, "a review that is still to come is `next_review`"));
    let dates = done.chain(reviews).filter(|(_, date, _)| date.first_day() > day);
    let report = |(name, date, help): (&str, &Spanned<Date>, &str)| {
        let message = format!("`{name}` is {date}, which is in the future on {day}");
        Diagnostic::new(Code::DatesOutOfOrder, &entry.source, date.span, message).help(help)
    };
    dates.map(report).collect()
}

/// A status that says something else than the date on which the entry began, or is to begin.
pub(super) fn doubtful_status(entry: &Entry, day: civil::Date) -> Option<Diagnostic> {
    let status = entry.common.status.as_ref()?;
    let (field, date) = match &entry.details {
        Details::Agreement(agreement) => ("in_force", agreement.in_force.as_ref()?),
        _ => ("period.from", entry.common.period.as_ref()?.from.as_ref()?),
    };
    let has_begun = date.value.has_come(day);
    let is_wrong = match status.value {
        Status::InForce | Status::Active => !has_begun,
        Status::Proposed | Status::Negotiating | Status::Signed => has_begun && field == "in_force",
        _ => false,
    };
    is_wrong.then(|| {
        let when = if has_begun { "has come" } else { "is in the future" };
        let message = format!("`status` is `{status}`, and `{field}` is {date}, which {when} on {day}");
        let problem = Diagnostic::new(Code::DoubtfulStatus, &entry.source, status.span, message);
        problem.help("correct one of the two").related(&entry.source, date.span, format!("`{field}`"))
    })
}

/// An entry that is public already and says that it will be published, or was changed, on a later day.
pub(super) fn not_published_yet(entry: &Entry, as_of: AsOf) -> Option<Diagnostic> {
    let common = &entry.common;
    let day = as_of.day;
    let is_held_back = common.draft || common.is_embargoed_at(as_of.instant);
    let dates = [("date", Some(&common.date)), ("updated", common.updated.as_ref())];
    let dates = dates.into_iter().filter_map(|(name, date)| Some((name, date?)));
    let (name, date) = dates.filter(|_| !is_held_back).find(|(_, date)| date.first_day() > day)?;
    let message =
        format!("`{name}` is {date}, which is in the future on {day}, and the entry is published all the same");
    let help = format!("correct it, or hold the entry back until then: `embargo: {}T00:00Z`", date.first_day());
    Some(Diagnostic::new(Code::FutureDate, &entry.source, date.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{DatesOutOfOrder, DoubtfulStatus, FutureDate};

    fn found(fields: &[(&str, &str)]) -> Vec<String> {
        let project = Project::new().on("2020-06-15").file("a.md", &Project::entry_with(fields));
        project.found(DatesOutOfOrder).iter().map(|place| place.replace("a.md:", "")).collect()
    }

    fn agreement(field: &str, value: &str) -> Vec<String> {
        found(&[("kind", "agreement"), ("status", "signed"), ("type", "framework"), (field, value)])
    }

    #[test]
    fn a_period_ends_after_it_begins() {
        assert_eq!(found(&[("period", "{from: 2018-05, to: 2018-04-30}")]), ["11: 2018-04-30"]);
        let same_day = "{from: 2018-05-01, to: 2018-05-01}";
        for good in ["{from: 2018-05, to: 2018}", "{from: 2018, to: 2018-01}", same_day, "{to: 1990}"] {
            assert_eq!(found(&[("period", good)]), [""; 0], "{good}");
        }
    }

    #[test]
    fn a_status_goes_with_the_date_on_which_it_begins() {
        let found = |fields: &[(&str, &str)]| {
            Project::new().on("2020-06-15").file("a.md", &Project::entry_with(fields)).found(DoubtfulStatus)
        };
        let agreement = |status: &str, date: &str| {
            found(&[("kind", "agreement"), ("status", status), ("type", "framework"), ("in_force", date)])
        };
        assert_eq!(agreement("in-force", "2021"), ["a.md:7: in-force"]);
        assert_eq!(agreement("proposed", "2016"), ["a.md:7: proposed"]);
        for (status, date) in [("in-force", "2020"), ("signed", "2021"), ("suspended", "2016"), ("ended", "2016")] {
            assert_eq!(agreement(status, date), [""; 0], "{status} {date}");
        }
        assert_eq!(found(&[("status", "active"), ("period", "{from: 2021}")]), ["a.md:7: active"]);
        assert_eq!(found(&[("status", "active"), ("period", "{from: 2020}")]), [""; 0]);
        assert_eq!(found(&[("status", "planned"), ("period", "{from: 2019}")]), [""; 0]);
    }

    #[test]
    fn the_other_date_is_shown_beside_it() {
        let entry = Project::entry_with(&[("updated", "2017")]);
        let problems = Project::new().file("a.md", &entry).problems(DatesOutOfOrder);
        assert_eq!(problems[0].message, "`updated` is 2017, before `date`, which is 2018-12");
        assert_eq!(problems[0].related[0].place.start(), (10, 7));
    }

    #[test]
    fn an_entry_is_updated_after_it_was_published() {
        assert_eq!(found(&[("updated", "2018-11-30")]), ["11: 2018-11-30"]);
        assert_eq!(found(&[("updated", "2018")]), [""; 0]);
    }

    #[test]
    fn an_agreement_is_in_force_after_it_was_adopted() {
        assert_eq!(agreement("in_force", "2001\nadopted: 2002"), ["12: 2001"]);
        assert_eq!(agreement("in_force", "2002\nadopted: 2002"), [""; 0]);
    }

    #[test]
    fn parties_sign_ratify_are_bound_and_withdraw() {
        let wrong = [
            ("{who: KEN, signed: 2002, ratified: 2001}", "2001"),
            ("{who: KEN, ratified: 2002, in_force: 2001}", "2001"),
            ("{who: KEN, in_force: 2002, withdrawn: 2001}", "2001"),
            ("{who: KEN, signed: 2002, in_force: 2001}", "2001"),
        ];
        for (party, at) in wrong {
            assert_eq!(agreement("parties", &format!("[{party}]")), [format!("12: {at}")], "{party}");
        }
        let whole = "{who: KEN, signed: 2001, ratified: 2002, in_force: 2002, withdrawn: 2003}";
        let right = &format!("[{whole}, {{who: UGA, ratified: 1990}}]");
        assert_eq!(agreement("parties", right), [""; 0]);
    }

    #[test]
    fn nothing_is_done_or_found_in_the_future() {
        assert_eq!(found(&[("milestones", "[{title: A, done: 2020-06-16}]")]), ["11: 2020-06-16"]);
        assert_eq!(found(&[("reviews", "[{date: 2021}]")]), ["11: 2021"]);
        // The year and the month have begun.
        assert_eq!(found(&[("milestones", "[{title: A, done: 2020-06-15}, {title: B, due: 2030}]")]), [""; 0]);
        assert_eq!(found(&[("reviews", "[{date: 2020}, {date: 2020-06}]")]), [""; 0]);
    }

    #[test]
    fn what_is_published_is_no_affair_of_the_future() {
        let future = |fields: &[(&str, &str)]| {
            Project::new().on("2020-06-15").file("a.md", &Project::entry_with(fields)).found(FutureDate)
        };
        assert_eq!(future(&[("date", "2020-06-16")]), ["a.md:10: 2020-06-16"]);
        assert_eq!(future(&[("updated", "2020-07")]), ["a.md:11: 2020-07"]);
        assert_eq!(future(&[("date", "2021"), ("updated", "2022")]), ["a.md:10: 2021"]);
        for good in ["2020-06-15", "2020-06", "2020"] {
            assert_eq!(future(&[("date", good)]), [""; 0], "{good}");
        }
        // Such an entry is seen where everything is shown.
        assert_eq!(future(&[("date", "2021"), ("embargo", "2021-01-01T00:00Z")]), [""; 0]);
    }

    #[test]
    fn needs_end_after_they_begin_when_they_are_dated() {
        let need = |from: &str, to: &str| {
            let need = format!("[{{title: Money, type: funding, from: {from}, to: {to}}}]");
            found(&[("needs", &need)])
        };
        assert_eq!(need("2020", "2019"), ["11: Money"]);
        assert_eq!(need("2019", "2020"), [""; 0]);
        assert_eq!(need("IFAD", "2020"), [""; 0]);
    }
}
