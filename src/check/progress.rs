//! What is late, and what is said of progress without naming who says so.

use jiff::civil;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, Milestone};
use crate::source::Spanned;

/// Milestones that are late, with the date on which they were due.
pub fn late_milestones(entry: &Entry, day: civil::Date) -> impl Iterator<Item = (&Milestone, &Spanned<Date>)> {
    let dated =
        entry.common.awaited_milestones().filter_map(|(_, milestone)| Some((milestone, milestone.due.as_ref()?)));
    dated.filter(move |(_, due)| due.has_gone_by(day))
}

pub(super) fn overdue_milestones(entry: &Entry, day: civil::Date) -> Vec<Diagnostic> {
    let report = late_milestones(entry, day).map(|(milestone, due)| {
        let message = format!("the milestone “{}” was due {due} and is not done", milestone.title);
        Diagnostic::new(Code::OverdueMilestone, &entry.source, due.span, message)
            .help("add `done` with its date and `evidence`, or move `due`")
    });
    report.collect()
}

/// The date of a review that has gone by, unless one took place since.
pub fn late_review(entry: &Entry, day: civil::Date) -> Option<&Spanned<Date>> {
    let next = entry.common.awaited_review().filter(|next| next.has_gone_by(day))?;
    let took_place = entry.common.reviews.iter().any(|review| !review.date.before(next.value));
    (!took_place).then_some(next)
}

pub(super) fn overdue_review(entry: &Entry, day: civil::Date) -> Option<Diagnostic> {
    late_review(entry, day).map(|next| {
        let message = format!("the review of {next} should have taken place");
        Diagnostic::new(Code::OverdueReview, &entry.source, next.span, message)
            .help("add it to `reviews`, or move `next_review`")
    })
}

/// Reviews that say how a promise is kept and not who found that.
pub(super) fn findings_without_source(entry: &Entry) -> Vec<Diagnostic> {
    let nameless = entry.common.reviews.iter().filter(|review| review.source.is_none());
    let findings = nameless.filter_map(|review| review.finding.as_ref());
    let report = findings.map(|finding| {
        let message = format!("the finding `{}` names no source", finding.value);
        Diagnostic::new(Code::FindingWithoutSource, &entry.source, finding.span, message)
            .help("add `source: {cite: ID, paras: ...}` to this review, or leave the finding out")
    });
    report.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{self, FindingWithoutSource, OverdueMilestone, OverdueReview};

    fn found(code: Code, fields: &[(&str, &str)]) -> Vec<String> {
        Project::new().on("2020-06-15").file("a.md", &Project::entry_with(fields)).found(code)
    }

    #[test]
    fn a_milestone_is_overdue_when_the_last_of_its_days_has_gone_by() {
        let milestone = |text: &str| found(OverdueMilestone, &[("milestones", &format!("[{{title: A, {text}}}]"))]);
        assert_eq!(milestone("due: 2020-06-14"), ["a.md:11: 2020-06-14"]);
        assert_eq!(milestone("due: 2020-05"), ["a.md:11: 2020-05"]);
        for good in ["due: 2020-06-15", "due: 2020-06", "due: 2020", "due: 2019, done: 2020", "key: x"] {
            assert_eq!(milestone(good), [""; 0], "{good}");
        }
    }

    #[test]
    fn nothing_is_overdue_of_what_is_completed_or_withdrawn() {
        let late = |status: &str| {
            let fields = [("status", status), ("milestones", "[{title: A, due: 2019}]"), ("next_review", "2019")];
            (found(OverdueMilestone, &fields).len(), found(OverdueReview, &fields).len())
        };
        assert_eq!(late("stalled"), (1, 1));
        for ended in ["completed", "withdrawn"] {
            assert_eq!(late(ended), (0, 0), "{ended}");
        }
    }

    #[test]
    fn a_review_is_overdue_until_it_took_place() {
        assert_eq!(found(OverdueReview, &[("next_review", "2019")]), ["a.md:11: 2019"]);
        assert_eq!(
            found(OverdueReview, &[("next_review", "2019"), ("reviews", "[{date: 2018-05-01}]")]),
            ["a.md:11: 2019"]
        );
        assert_eq!(found(OverdueReview, &[("next_review", "2019"), ("reviews", "[{date: 2019-05-01}]")]), [""; 0]);
        assert_eq!(found(OverdueReview, &[("next_review", "2020")]), [""; 0]);
    }

    #[test]
    fn a_finding_names_who_found_it() {
        assert_eq!(found(FindingWithoutSource, &[("reviews", "[{date: 2019, finding: partly}]")]), ["a.md:11: partly"]);
        let sourced =
            "[{date: 2019, finding: partly, source: {title: R, url: 'https://r.org/'}}, {date: 2019, note: Met.}]";
        assert_eq!(found(FindingWithoutSource, &[("reviews", sourced)]), [""; 0]);
    }
}
