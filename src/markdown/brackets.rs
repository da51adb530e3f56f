//! Brackets that stayed text although an editor meant a reference, a citation or a footnote.
//!
//! The parser leaves what it cannot pair as text, and readers would see it. An escaped bracket is text on purpose.

use std::ops::Range;

use super::reference::is_id;

/// An address is looked for within so many bytes.
const LONGEST: usize = 500;

/// A bracket that was not understood.
#[derive(Debug, PartialEq)]
pub(super) enum Stray {
    /// `[[` without its `]]`.
    Reference(Range<usize>),
    /// `[@` without its `]`.
    Citation(Range<usize>),
    /// `[see @source]`: other programs take words in front of the first `@`.
    Led(Range<usize>),
    /// `[^1]` without its definition.
    Footnote(Range<usize>),
    /// `[a [[b]] c](address)` and the same with `!`: the parser takes the inner link for one, and the rest for text. So it
    /// does with `[[b]](address)`.
    Around(Range<usize>),
    /// `[label](files/a map.png)`: an address ends at a space.
    Spaced(Range<usize>),
}

impl Stray {
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Reference(range)
            | Self::Citation(range)
            | Self::Led(range)
            | Self::Footnote(range)
            | Self::Around(range)
            | Self::Spaced(range) => range,
        }
    }
}

/// What stood just before.
#[derive(Default)]
pub(super) struct Brackets {
    /// Where the last text ended.
    text_end: usize,
    /// Where the last unescaped `[` ended.
    open_end: Option<usize>,
    /// The unescaped `[` of this block that no `]` has closed, and how many links had begun before each.
    open: Vec<(usize, usize)>,
    /// How many links have begun.
    links: usize,
}

impl Brackets {
    /// Looks at the next text of a body, which the parser splits at brackets.
    pub(super) fn text(&mut self, markdown: &str, text: &str, range: &Range<usize>) -> Option<Stray> {
        let follows_open = self.open_end == Some(range.start);
        let stray = match text.as_bytes().first() {
            Some(b'[') if text.len() == 1 => self.open(markdown, range, follows_open),
            Some(b'!') if text == "![" => {
                self.open.push((range.start, self.links));
                None
            }
            Some(b']') if !self.is_escaped(markdown, range.start) => self.close(markdown, range.start),
            Some(b'^') if follows_open => undefined_footnote(markdown, range.start - 1).map(Stray::Footnote),
            Some(b'(') if self.text_end != range.start => behind_reference(markdown, range.start).map(Stray::Around),
            Some(b'@') if follows_open => Some(Stray::Citation(range.start - 1..range.start + 1)),
            _ => None,
        };
        self.text_end = range.end;
        stray
    }

    /// A link begins.
    pub(super) fn link(&mut self) {
        self.links += 1;
    }

    /// The block ends, and with it what may be within brackets.
    pub(super) fn end_block(&mut self) {
        self.open.clear();
    }

    /// A backslash that was text itself (`\\[`) escapes nothing.
    fn is_escaped(&self, markdown: &str, at: usize) -> bool {
        markdown[..at].ends_with('\\') && self.text_end != at
    }

    fn close(&mut self, markdown: &str, at: usize) -> Option<Stray> {
        let (start, links) = self.open.pop()?;
        let behind = &markdown[at + 1..];
        if is_led_citation(&markdown[start + 1..at]) {
            return Some(Stray::Led(start..at + 1));
        }
        let holds_link = links < self.links;
        let address = if holds_link { address(behind)? } else { spaced(behind)? };
        let range = start..at + "]()".len() + address.len();
        Some(if holds_link { Stray::Around(range) } else { Stray::Spaced(range) })
    }

    fn open(&mut self, markdown: &str, range: &Range<usize>, follows_open: bool) -> Option<Stray> {
        let escaped = self.is_escaped(markdown, range.start);
        if !escaped {
            self.open.push((range.start, self.links));
        }
        self.open_end = (!escaped && !follows_open).then_some(range.end);
        (follows_open && !escaped).then(|| Stray::Reference(range.start - 1..range.end))
    }
}

/// Whether what stands in brackets is words or a sign and then the citation of one work: `see @source, p. 4`, `-@source`.
fn is_led_citation(text: &str) -> bool {
    let Some(at) = text.bytes().take(LONGEST).position(|byte| byte == b'@') else { return false };
    let (before, name) = (&text[..at], &text[at + 1..]);
    let end = name.find([',', ';', ' ', '\n']).unwrap_or(name.len());
    before.ends_with([' ', '\n', '-']) && is_id(&name[..end]) && !name[end..].starts_with([' ', '\n'])
}

/// What stands in the parentheses that a text begins with.
fn in_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?;
    Some(&inner[..inner.bytes().take(LONGEST).position(|byte| matches!(byte, b')' | b'\n'))?])
}

/// The whole of `[[a]](address)` whose parenthesis is at `start`.
fn behind_reference(markdown: &str, start: usize) -> Option<Range<usize>> {
    let before = markdown[..start].strip_suffix("]]")?;
    let address = address(&markdown[start..])?;
    let is_address = address.starts_with('#') || address.contains('/') || address.ends_with(".md");
    is_address.then_some(before.rfind("[[")?..start + "()".len() + address.len())
}

/// The address with a space in it in the parentheses that a text begins with: what begins like one, or ends like a file.
fn spaced(text: &str) -> Option<&str> {
    let inner = in_parentheses(text).filter(|inner| inner.trim().contains(' ') && !inner.contains('"'))?;
    let begins = ["https://", "http://", "files/", "/"].iter().any(|start| inner.starts_with(start));
    let is_ending = |ending: &str| (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let ends = inner.rsplit_once('.').is_some_and(|(_, ending)| is_ending(ending));
    (begins || ends).then_some(inner)
}

/// The address in parentheses that a text begins with; none where there are several words.
fn address(text: &str) -> Option<&str> {
    let inner = in_parentheses(text)?;
    let address = inner.split([' ', '"']).next()?;
    (!address.is_empty() && (address.len() == inner.len() || inner.ends_with('"'))).then_some(inner)
}

/// The whole of `[^label]` that begins at `start`, if it is one.
fn undefined_footnote(markdown: &str, start: usize) -> Option<Range<usize>> {
    let label = markdown[start..].bytes().take(100).position(|byte| matches!(byte, b']' | b'\n' | b' '))?;
    let is_closed = markdown.as_bytes()[start + label] == b']' && label > 2;
    is_closed.then(|| start..start + label + 1)
}
