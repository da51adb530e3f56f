//! The outline of a document: sections that follow each other, or lie within each other.

use std::sync::Arc;

use super::{Outline, Section};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::entry::LAST_PARAGRAPH;
use crate::source::{Source, Spanned};
use crate::vocabulary::parse_record;

/// Reads an outline. One of which something could not be read has no sections: where its document ends is not known.
pub fn outline(source: &Arc<Source>) -> (Option<Outline>, Vec<Diagnostic>) {
    let (outline, mut problems) = parse_record::<Outline>(source);
    let is_whole = problems.iter().all(|problem| problem.severity != Severity::Error);
    let outline = outline.map(|outline| {
        problems.extend(outline.problems(source));
        if is_whole && outline.is_bounded() { outline } else { Outline { sections: Vec::new(), ..outline } }
    });
    (outline, problems)
}

impl Outline {
    /// Sections that end before they begin or beyond all paragraphs, or share some with one that they do not lie in.
    fn problems(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let problem = |span, message: String| Diagnostic::new(Code::BadLocator, source, span, message);
        let backward = self.sections.iter().filter(|section| section.is_backward()).map(|section| {
            let message = format!("the section ends at paragraph {} and begins at {}", section.last, section.first);
            problem(section.last.span, message).help("correct one of the two")
        });
        let beyond = self.sections.iter().filter(|section| section.is_beyond()).map(|section| {
            let message = format!("the section ends at paragraph {}; they count to {LAST_PARAGRAPH}", section.last);
            problem(section.last.span, message).help("correct `last`")
        });
        let overlaps = self.overlaps().into_iter().map(|(section, other)| {
            let shared = section.first.value.max(other.first.value);
            let message = format!("paragraph {shared} is in an earlier section already, {}", other.name());
            let help = "correct `first` or `last`; a section within another one comes after it, with its number before \
                its own: V, V.A";
            problem(section.first.span, message).help(help).related(source, other.last.span, "the other one")
        });
        backward.chain(beyond).chain(overlaps).collect()
    }

    /// Whether every paragraph can be listed.
    pub(crate) fn is_bounded(&self) -> bool {
        !self.sections.iter().any(Section::is_beyond)
    }

    /// Sections, each with an earlier one that has paragraphs of it and that it does not lie in.
    fn overlaps(&self) -> Vec<(&Section, &Section)> {
        let mut order: Vec<_> =
            self.sections.iter().enumerate().filter(|(_, section)| !section.is_backward()).collect();
        order.sort_by_key(|(_, section)| section.first.value);
        let mut overlaps = Vec::new();
        // Those that hold the paragraph at which the next one begins; where all is well, each lies in the one before it.
        let mut open: Vec<(usize, &Section)> = Vec::new();
        for (at, section) in order {
            while open.pop_if(|(_, other)| other.last.value < section.first.value).is_some() {}
            if let Some((earlier, other)) = open.last().copied() {
                let (later, earlier) = if at < earlier { (other, section) } else { (section, other) };
                if !later.lies_in(earlier) {
                    overlaps.push((later, earlier));
                }
            }
            open.push((at, section));
        }
        overlaps
    }
}

impl Section {
    fn is_backward(&self) -> bool {
        self.last.value < self.first.value
    }

    fn is_beyond(&self) -> bool {
        self.first.value.max(self.last.value) > LAST_PARAGRAPH
    }

    /// Numbers tell what lies in what; where there are none, the paragraphs do.
    fn lies_in(&self, other: &Self) -> bool {
        let is_within = other.first.value <= self.first.value && self.last.value <= other.last.value;
        is_within
            && match (&self.number, &other.number) {
                (Some(own), Some(above)) => own.strip_prefix(above.as_str()).is_some_and(|rest| rest.starts_with('.')),
                _ => self.range() != other.range(),
            }
    }

    const fn range(&self) -> (u32, u32) {
        let (Spanned { value: first, .. }, Spanned { value: last, .. }) = (&self.first, &self.last);
        (*first, *last)
    }

    fn name(&self) -> String {
        let title = self.title.original();
        self.number.as_ref().map_or_else(|| format!("“{title}”"), |number| format!("{number} “{title}”"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages about sections, each written as number, first and last.
    fn said(sections: &[(&str, u32, u32)]) -> Vec<String> {
        let line = |(number, first, last): &(&str, u32, u32)| {
            let number = if number.is_empty() { String::new() } else { format!("number: {number}, ") };
            format!("  - {{{number}title: T, first: {first}, last: {last}}}\n")
        };
        let text = format!("source: a\nsections:\n{}", sections.iter().map(line).collect::<String>());
        let source = Source::new("content/sources/a.yaml", text);
        outline(&source).1.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn sections_follow_each_other_or_lie_within_each_other() {
        for good in [
            &[("I", 1, 8), ("I.A", 1, 6), ("I.B", 7, 8), ("II", 9, 18)][..],
            &[("I", 1, 8), ("I.A", 1, 8), ("I.A.1", 2, 3), ("II", 9, 9)],
            &[("", 1, 8), ("", 2, 3), ("", 4, 5), ("", 9, 9)],
        ] {
            assert_eq!(said(good), [""; 0], "{good:?}");
        }
    }

    #[test]
    fn a_paragraph_in_two_sections_is_told_where_the_second_begins() {
        assert_eq!(said(&[("I", 1, 8), ("II", 8, 9)]), ["paragraph 8 is in an earlier section already, I “T”"]);
        assert_eq!(said(&[("I", 1, 8), ("I.A", 1, 6), ("I.B", 5, 8)]).len(), 1);
        assert_eq!(said(&[("I", 1, 8), ("II", 2, 3)]).len(), 1, "within by paragraphs, beside by number");
        assert_eq!(said(&[("", 1, 8), ("", 1, 8)]).len(), 1);
        assert_eq!(said(&[("I", 9, 8)]), ["the section ends at paragraph 8 and begins at 9"]);
        assert_eq!(said(&[("I.A", 7, 8), ("I", 1, 8)]), ["paragraph 7 is in an earlier section already, I.A “T”"]);
        assert_eq!(said(&[("I", 1, 8), ("II", 20, 29), ("III", 5, 6), ("IV", 25, 32)]).len(), 2);
    }

    #[test]
    fn a_paragraph_beyond_all_is_told() {
        let said = said(&[("I", 1, 4_000_000_000)]);
        assert_eq!(said, ["the section ends at paragraph 4000000000; they count to 10000"]);
    }

    #[test]
    fn an_outline_with_a_section_that_cannot_be_read_does_not_tell_where_its_document_ends() {
        let text = "source: a\nsections:\n  - {title: I, first: 1, last: 8}\n  - {title: II, first: 9, last: x}\n";
        let (outline, problems) = outline(&Source::new("content/sources/a.yaml", text));
        assert_eq!(problems.len(), 1);
        assert_eq!(outline.expect("it is known").sections, []);
    }
}
