//! A changed file: which bytes are replaced by what, and how that looks line by line.

use std::sync::Arc;

use crate::source::{Source, Span};

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty where something is only added.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// A replacement.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// A file that is to change, to move, or both.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file as it is.
    pub source: Arc<Source>,
    /// Its path below the root from then on.
    pub path: String,
    /// Its text from then on.
    pub text: String,
    /// What is replaced, in the order of the text.
    pub edits: Vec<Edit>,
}

/// Neighbouring lines that change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The first line, counted from 1 in the file as it is.
    pub line: usize,
    /// The lines as they are.
    pub old: Vec<String>,
    /// The lines from then on.
    pub new: Vec<String>,
}

impl Change {
    /// A change of a source by replacements that do not overlap.
    pub fn new(source: &Arc<Source>, path: String, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        // A name may be met twice, as that of a link within the label of a link.
        edits.dedup();
        let text = replaced(&source.text, 0, &edits);
        Self { source: Arc::clone(source), path, text, edits }
    }

    /// The change with one more replacement.
    #[must_use]
    pub fn with(&self, edit: Edit) -> Self {
        let edits = self.edits.iter().cloned().chain([edit]).collect();
        Self::new(&self.source, self.path.clone(), edits)
    }

    /// Whether the file goes elsewhere.
    pub fn is_move(&self) -> bool {
        *self.source.path != *self.path
    }

    /// Whether anything changes at all.
    pub fn is_one(&self) -> bool {
        self.is_move() || !self.edits.is_empty()
    }

    /// The change line by line.
    pub fn hunks(&self) -> Vec<Hunk> {
        let text = &self.source.text;
        let mut hunks = Vec::new();
        let mut rest = self.edits.as_slice();
        while let Some(first) = rest.first() {
            let start = text[..first.span.range().start].rfind('\n').map_or(0, |at| at + 1);
            let mut end = line_end(text, first.span.range().end);
            let mut count = 1;
            while let Some(next) = rest.get(count).filter(|next| next.span.range().start < end) {
                end = end.max(line_end(text, next.span.range().end));
                count += 1;
            }
            let new = replaced(&text[start..end], start, &rest[..count]);
            let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
            hunks.push(Hunk::new(line, &text[start..end], &new));
            rest = &rest[count..];
        }
        hunks
    }
}

/// Where the line ends that holds a byte, its line end included.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A part of a text that begins at byte `start` of the whole, with the replacements in it.
fn replaced(part: &str, start: usize, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(part.len() + 64);
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        text.push_str(&part[at..range.start - start]);
        text.push_str(&edit.text);
        at = range.end - start;
    }
    text.push_str(&part[at..]);
    text
}

impl Hunk {
    /// Only the lines that differ: those that both begin or end with are left out.
    fn new(line: usize, old: &str, new: &str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[first..], &new[first..]);
        let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        let lines = |lines: &[&str]| lines[..lines.len() - last].iter().map(|line| (*line).to_owned()).collect();
        Self { line: line + first, old: lines(old), new: lines(new) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(text: &str, edits: &[(usize, usize, &str)]) -> Change {
        let edits = edits.iter().map(|(start, end, text)| Edit::new(Span::new(*start, *end), *text)).collect();
        Change::new(&Source::new("a.md", text), "a.md".into(), edits)
    }

    #[test]
    fn replacements_of_one_line_are_one_hunk() {
        let change = change("one\ntwo old old\nthree", &[(12, 15, "new"), (8, 11, "n")]);
        assert_eq!(change.text, "one\ntwo n new\nthree");
        let [hunk] = &*change.hunks() else { panic!("one hunk") };
        assert_eq!((hunk.line, &*hunk.old[0], &*hunk.new[0]), (2, "two old old", "two n new"));
    }

    #[test]
    fn what_is_added_takes_nothing_away() {
        let change = change("a\r\n---\r\n", &[(3, 3, "aliases: [x]\r\n")]);
        let [hunk] = &*change.hunks() else { panic!("one hunk") };
        assert_eq!((hunk.line, hunk.old.len(), &*hunk.new[0]), (2, 0, "aliases: [x]"));
    }
}
