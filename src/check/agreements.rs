//! What agreements say of their parties and of how often they are reviewed.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Details, Entry};

/// Parties that are listed twice, by whatever name. One that withdrew may come back.
pub(super) fn doubled_parties(catalog: &Catalog, entry: &Entry) -> Vec<Diagnostic> {
    let Details::Agreement(agreement) = &entry.details else { return Vec::new() };
    let mut bound = HashMap::new();
    let mut found = Vec::new();
    for party in &agreement.parties {
        let Some(who) = catalog.party(&party.who.value.0) else { continue };
        if party.withdrawn.is_some() {
            bound.remove(&who);
        } else if let Some(first) = bound.insert(who, party.who.span) {
            let message = format!("`{}` is listed twice among the parties", party.who.value.0);
            let problem = Diagnostic::new(Code::DuplicateKey, &entry.source, party.who.span, message);
            let help = "write all its dates in one place; who left and came back has `withdrawn` in the first";
            found.push(problem.help(help).related(&entry.source, first, "here for the first time"));
        }
    }
    found
}

/// Steps of which a party is said to have taken them on no known date and that have a date.
pub(super) fn dated_steps(entry: &Entry) -> Vec<Diagnostic> {
    let Details::Agreement(agreement) = &entry.details else { return Vec::new() };
    let steps = agreement.parties.iter().flat_map(|party| party.undated.iter().map(move |step| (party, step)));
    let report = steps.filter_map(|(party, step)| {
        let date = party.date_of(step.value)?;
        let message = format!("`{}` has a date, {date}", step.value);
        let problem = Diagnostic::new(Code::RepeatedValue, &entry.source, step.span, message);
        Some(problem.help("take it out of `undated`").related(&entry.source, date.span, "here is the date"))
    });
    report.collect()
}

/// A review that comes round in no time that a calendar knows.
pub(super) fn review_every(entry: &Entry) -> Option<Diagnostic> {
    let Details::Agreement(agreement) = &entry.details else { return None };
    let every = agreement.review_every.as_ref().filter(|every| !is_duration(every))?;
    let message = format!("`{every}` is no time from one review to the next");
    let help = "write years, months, weeks or days, as ISO 8601 does: P4Y, P18M, P6W";
    Some(Diagnostic::new(Code::BadDate, &entry.source, every.span, message).help(help))
}

/// `P4Y`, `P1Y6M`: whole numbers, each with its unit, the larger first, and not all of them nothing.
fn is_duration(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix('P').filter(|rest| !rest.is_empty()) else { return false };
    let (mut units, mut is_something) = ("YMWD", false);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (Ok(count), Some(unit)) = (rest[..digits].parse::<u16>(), rest[digits..].chars().next()) else {
            return false;
        };
        let Some(place) = units.find(unit) else { return false };
        (units, rest) = (&units[place + 1..], &rest[digits + 1..]);
        is_something |= count > 0;
    }
    is_something
}

#[cfg(test)]
mod tests {
    use super::is_duration;
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{BadDate, DuplicateKey, RepeatedValue};

    fn agreement(field: &str, value: &str) -> Project {
        let fields = [("kind", "agreement"), ("status", "signed"), ("type", "framework"), (field, value)];
        Project::new().file("a.md", &Project::entry_with(&fields))
    }

    #[test]
    fn a_party_is_listed_once_unless_it_left_and_came_back() {
        let parties = |text: &str| agreement("parties", text).found(DuplicateKey);
        assert_eq!(parties("[{who: KEN}, {who: UGA}, {who: KEN}]"), ["a.md:12: KEN"]);
        assert_eq!(parties("[{who: KEN, withdrawn: 2001}, {who: KEN, ratified: 2005}]"), [""; 0]);
        assert_eq!(parties("[{who: KEN}, {who: UGA}]"), [""; 0]);
    }

    #[test]
    fn a_step_with_a_date_is_not_undated() {
        let parties = |text: &str| agreement("parties", text).found(RepeatedValue);
        assert_eq!(parties("[{who: KEN, ratified: 2002, undated: [signed, ratified]}]"), ["a.md:12: ratified"]);
        assert_eq!(parties("[{who: KEN, ratified: 2002, undated: signed}]"), [""; 0]);
    }

    #[test]
    fn reviews_come_round_in_years_months_weeks_or_days() {
        for good in ["P4Y", "P18M", "P1Y6M", "P6W", "P90D"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["4Y", "P", "PY", "P0Y", "P-1Y", "P1.5Y", "P6M1Y", "P1Y1Y", "PT1H", "P1Yé", "every year"] {
            assert!(!is_duration(bad), "{bad}");
        }
        assert_eq!(agreement("review_every", "yearly").found(BadDate), ["a.md:12: yearly"]);
    }
}
