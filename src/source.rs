//! Where every value came from: sources, spans and places.
//!
//! A [`Source`] is one input file that was read whole. Nothing here touches the disk (see [`crate::load`]); a source can
//! be made from a string, which is how tests and the embedded data use it.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// With what the paths of sources begin that come with the program: no file of a project is called so.
const EMBEDDED: &str = "(embedded) ";

/// One input file: its path below the project root, its text and the hash of that text.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the project root, with `/` between its parts on every system.
    pub path: Arc<str>,
    /// The whole text, without a byte order mark.
    pub text: String,
    /// BLAKE3 of `text`.
    pub hash: blake3::Hash,
    /// Whether the file is there and could not be read, see [`Source::unread`].
    pub is_unread: bool,
}

impl Source {
    /// A source from a path and its text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let hash = blake3::hash(text.as_bytes());
        Arc::new(Self { path: path.into(), text, hash, is_unread: false })
    }

    /// What stands in for a file that could not be read, so that nobody is told that what it holds does not exist. To every
    /// parser it is a file that makes no sense; what they say of it is not reported, since why it could not be read has been.
    pub fn unread(path: impl Into<Arc<str>>) -> Arc<Self> {
        let text = "[".to_owned();
        Arc::new(Self {
            path: path.into(),
            hash: blake3::hash(b"a file that could not be read"),
            text,
            is_unread: true,
        })
    }

    /// The same without its text, for those who compare it only.
    #[must_use]
    pub fn without_text(&self) -> Arc<Self> {
        Arc::new(Self { path: Arc::clone(&self.path), text: String::new(), hash: self.hash, is_unread: self.is_unread })
    }

    /// A source that comes with the program, by what it is called there.
    pub fn embedded(name: impl fmt::Display, text: impl Into<String>) -> Arc<Self> {
        Self::new(format!("{EMBEDDED}{name}"), text)
    }

    /// Whether it comes with the program and is none of the project's files.
    pub fn is_embedded(&self) -> bool {
        self.path.starts_with(EMBEDDED)
    }

    /// The file name without folders: `fair-recruitment.fr.md`.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The text that a span covers; empty when the span lies outside.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// Bytes `start..end` of a source's text. Files are limited in size, so 32 bits are enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; an end before the start gives an empty span.
    pub fn new(start: usize, end: usize) -> Self {
        let start = start as u32;
        Self { start, end: (end as u32).max(start) }
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span `by` bytes further on: from an offset in a part to one in the whole file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by as u32, end: self.end + by as u32 }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where its source has it.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a span.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Two values are the same when they say the same, wherever they stand.
impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A span of a known source: what a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file. Its text is empty when the file could not be read.
    pub source: Arc<Source>,
    /// The bytes meant.
    pub span: Span,
}

impl Place {
    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let text = &self.source.text;
        let offset = text.floor_char_boundary(offset as usize);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, text[line_start..offset].chars().count() + 1)
    }

    /// Line and column where the span begins.
    pub fn start(&self) -> (usize, usize) {
        self.line_column(self.span.start)
    }

    /// Line and column just past the span.
    pub fn end(&self) -> (usize, usize) {
        self.line_column(self.span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("a.md", "titre: é\nnote: x\n");
        let place = Place { source, span: Span::new(9, 9) };
        assert_eq!(place.start(), (1, 9));
        assert_eq!(place.line_column(16), (2, 7));
        assert_eq!(place.line_column(9999), (3, 1));
    }
}
