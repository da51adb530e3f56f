//! Lines and columns of places, for printers that meet many of them.
//!
//! [`Place::start`] counts from the top of the file each time. A file of one huge line with a hundred thousand problems
//! would take minutes that way, so a [`Locator`] goes on from where it last was: diagnostics come sorted by place.

use std::sync::Arc;

use crate::source::{Place, Source};

/// Where a span begins and where it ends. Lines and columns count from 1, columns in characters; the end is just past
/// the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First line.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column just past the last character.
    pub end_column: usize,
}

/// A byte offset with its line and column.
#[derive(Clone, Copy, Debug)]
struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

impl Position {
    const START: Self = Self { offset: 0, line: 1, column: 1 };

    /// The position of a later offset.
    fn forward(self, text: &str, offset: usize) -> Self {
        let passed = &text[self.offset..offset];
        let Some(line_break) = passed.rfind('\n') else {
            return Self { offset, column: self.column + passed.chars().count(), ..self };
        };
        let breaks = passed.bytes().filter(|byte| *byte == b'\n').count();
        Self { offset, line: self.line + breaks, column: passed[line_break + 1..].chars().count() + 1 }
    }
}

/// Finds the regions of places; fast when they come in the order of their file.
#[derive(Default)]
pub struct Locator {
    last: Option<(Arc<Source>, Position)>,
}

impl Locator {
    /// The region that a place covers.
    pub fn region(&mut self, place: &Place) -> Region {
        let text = &place.source.text;
        let start = text.floor_char_boundary(place.span.start as usize);
        let end = text.floor_char_boundary(place.span.end as usize);
        let first = self.known_before(place, start).forward(text, start);
        let last = first.forward(text, end);
        self.last = Some((Arc::clone(&place.source), first));
        Region { line: first.line, column: first.column, end_line: last.line, end_column: last.column }
    }

    fn known_before(&self, place: &Place, start: usize) -> Position {
        match &self.last {
            Some((source, position)) if Arc::ptr_eq(source, &place.source) && position.offset <= start => *position,
            _ => Position::START,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    const TEXT: &str = "titre: é\r\nnote: 字 x\n\nend";

    #[test]
    fn a_locator_agrees_with_places_in_any_order() {
        let source = Source::new("a.md", TEXT);
        let mut locator = Locator::default();
        for start in (0..TEXT.len() + 2).chain((0..TEXT.len()).rev()) {
            for length in 0..TEXT.len() {
                let place = Place { source: Arc::clone(&source), span: Span::new(start, start + length) };
                let region = locator.region(&place);
                assert_eq!((region.line, region.column), place.start());
                assert_eq!((region.end_line, region.end_column), place.end());
            }
        }
    }

    #[test]
    fn another_file_starts_from_its_top() {
        let mut locator = Locator::default();
        let at = |path: &str, text: &str| Place { source: Source::new(path, text), span: Span::new(11, 11) };
        assert_eq!(locator.region(&at("a.md", TEXT)).line, 2);
        assert_eq!(locator.region(&at("b.md", "a single line")).line, 1);
    }
}
