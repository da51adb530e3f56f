//! Footnotes: numbered by first reference, written below the body.

use std::fmt::Write as _;
use std::ops::Range;

use ahash::HashMap;

use super::body::Fragment;
use super::output::Output;
use super::writer::Writer;
use crate::diagnostic::Code;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes {
    /// In the order of their numbers.
    list: Vec<Footnote>,
    by_label: HashMap<Box<str>, usize>,
    /// Definitions that are being written; theirs is the output meanwhile.
    open: Vec<OpenFootnote>,
}

struct Footnote {
    references: u32,
    /// What its definition says, once that has come.
    text: Option<Vec<Fragment>>,
    /// Where the definition stands.
    range: Range<usize>,
}

struct OpenFootnote {
    label: Box<str>,
    range: Range<usize>,
    /// What is written before and behind the definition.
    around: Output,
}

impl Footnotes {
    /// The index of a footnote, which is a new one when the label is.
    fn index(&mut self, label: &str) -> usize {
        // The parser compares labels without regard to case.
        let label = label.to_lowercase().into_boxed_str();
        let next = self.list.len();
        let index = *self.by_label.entry(label).or_insert(next);
        if index == next {
            self.list.push(Footnote { references: 0, text: None, range: 0..0 });
        }
        index
    }
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        self.running.omit();
        if !self.links.is_empty() {
            let help = "put it behind the link";
            return self.problems.report(Code::BadReference, range, "a footnote in the label of a link", help);
        }
        let index = self.footnotes.index(label);
        let footnote = &mut self.footnotes.list[index];
        footnote.references += 1;
        let (number, reference) = (index + 1, Reference(index + 1, footnote.references));
        write!(
            self.out.html(),
            "<sup class=\"footnote\"><a href=\"#fn-{number}\" id=\"{reference}\" role=\"doc-noteref\">{number}</a></sup>"
        )
        .expect("a string takes all text");
    }

    pub(super) fn start_footnote(&mut self, label: &str, range: &Range<usize>) {
        let around = std::mem::take(&mut self.out);
        self.footnotes.open.push(OpenFootnote { label: label.into(), range: range.clone(), around });
    }

    pub(super) fn end_footnote(&mut self) {
        let Some(OpenFootnote { label, range, around }) = self.footnotes.open.pop() else { return };
        let text = std::mem::replace(&mut self.out, around).finish();
        let index = self.footnotes.index(&label);
        let footnote = &mut self.footnotes.list[index];
        if footnote.text.is_some() {
            let help = "give one of the two another label";
            self.problems.report(
                Code::UnknownFootnote,
                &label_range(&label, &range),
                "a footnote that is written twice",
                help,
            );
        } else {
            footnote.text = Some(text);
            footnote.range = label_range(&label, &range);
        }
    }

    /// Writes the footnotes below everything else.
    pub(super) fn write_footnotes(&mut self) {
        let list = std::mem::take(&mut self.footnotes.list);
        if list.is_empty() {
            return;
        }
        self.out.line();
        self.out.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.out.text("footnotes");
        self.out.push("\">\n<ol>\n");
        for (index, footnote) in list.into_iter().enumerate() {
            self.write_footnote(index + 1, footnote);
        }
        self.out.push("</ol>\n</section>\n");
    }

    fn write_footnote(&mut self, number: usize, footnote: Footnote) {
        if footnote.references == 0 {
            let help = "refer to it in the text, as `[^label]`, or remove it";
            self.problems.report(Code::UnknownFootnote, &footnote.range, "nothing refers to this footnote", help);
        }
        writeln!(self.out.html(), "<li id=\"fn-{number}\">").expect("a string takes all text");
        let mut text = footnote.text.unwrap_or_default();
        // The way back stands in the last paragraph, if the footnote ends with one.
        let ending = "</p>\n";
        let in_paragraph = cut_ending(&mut text, ending);
        self.out.append(text);
        for reference in 1..=footnote.references {
            self.write_way_back(Reference(number, reference), reference);
        }
        self.out.push(if in_paragraph { ending } else { "\n" });
        self.out.push("</li>\n");
    }

    fn write_way_back(&mut self, reference: Reference, count: u32) {
        write!(self.out.html(), " <a href=\"#{reference}\" role=\"doc-backlink\" aria-label=\"")
            .expect("a string takes all text");
        self.out.text("footnote-back");
        self.out.push("\">↩");
        if count > 1 {
            write!(self.out.html(), "<sup>{count}</sup>").expect("a string takes all text");
        }
        self.out.push("</a>");
    }
}

/// The id of a reference: the footnote's number, and which of its references it is.
#[derive(Clone, Copy)]
struct Reference(usize, u32);

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self(number, 1) => write!(f, "fnref-{number}"),
            Self(number, count) => write!(f, "fnref-{number}-{count}"),
        }
    }
}

/// Cuts the ending off the last fragment, if it ends so.
fn cut_ending(text: &mut [Fragment], ending: &str) -> bool {
    let Some(Fragment::Html(last)) = text.last_mut() else { return false };
    let Some(rest) = last.strip_suffix(ending) else { return false };
    *last = rest.into();
    true
}

/// The `[^label]` that a definition begins with.
fn label_range(label: &str, definition: &Range<usize>) -> Range<usize> {
    let end = definition.start + "[^]".len() + label.len();
    definition.start..end.min(definition.end)
}
