//! Brackets that stayed text although an editor meant a reference, a citation or a footnote.
//!
//! The parser leaves what it cannot pair as text, and readers would see it. An escaped bracket is text on purpose.

use std::ops::Range;

/// A bracket that was not understood.
#[derive(Debug, PartialEq)]
pub(super) enum Stray {
    /// `[[` without its `]]`.
    Reference(Range<usize>),
    /// `[@` without its `]`.
    Citation(Range<usize>),
    /// `[^1]` without its definition.
    Footnote(Range<usize>),
}

impl Stray {
    pub(super) fn range(&self) -> &Range<usize> {
        let (Self::Reference(range) | Self::Citation(range) | Self::Footnote(range)) = self;
        range
    }
}

/// What stood just before.
#[derive(Default)]
pub(super) struct Brackets {
    /// Where the last text ended.
    text_end: usize,
    /// Where the last unescaped `[` ended.
    open_end: Option<usize>,
}

impl Brackets {
    /// Looks at the next text of a body, which the parser splits at brackets.
    pub(super) fn text(&mut self, markdown: &str, text: &str, range: &Range<usize>) -> Option<Stray> {
        let follows_open = self.open_end == Some(range.start);
        let stray = match text.as_bytes().first() {
            Some(b'[') if text.len() == 1 => self.open(markdown, range, follows_open),
            Some(b'^') if follows_open => undefined_footnote(markdown, range.start - 1).map(Stray::Footnote),
            Some(b'@') if follows_open => Some(Stray::Citation(range.start - 1..range.start + 1)),
            _ => None,
        };
        self.text_end = range.end;
        stray
    }

    fn open(&mut self, markdown: &str, range: &Range<usize>, follows_open: bool) -> Option<Stray> {
        // A backslash that was text itself (`\\[`) escapes nothing.
        let escaped = markdown[..range.start].ends_with('\\') && self.text_end != range.start;
        self.open_end = (!escaped && !follows_open).then_some(range.end);
        (follows_open && !escaped).then(|| Stray::Reference(range.start - 1..range.end))
    }
}

/// The whole of `[^label]` that begins at `start`, if it is one.
fn undefined_footnote(markdown: &str, start: usize) -> Option<Range<usize>> {
    let label = markdown[start..].bytes().take(100).position(|byte| matches!(byte, b']' | b'\n' | b' '))?;
    let is_closed = markdown.as_bytes()[start + label] == b']' && label > 2;
    is_closed.then(|| start..start + label + 1)
}
