//! The few lines of a source that a diagnostic is about, fit for a terminal.
//!
//! Spans of a text go in; a short text comes out with the same spans in it. Nobody is served by a megabyte of
//! underlined text, and nobody must be fooled: whatever a terminal would obey or hide is written as `\u{202E}`.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// How far before the first and behind the last mark a line is shown, in bytes.
const CONTEXT: usize = 200;
/// A span over this many bytes is marked on its first line only.
const MARKED_BYTES: usize = 1000;
/// A span over this many lines is marked on its first line only.
const MARKED_LINES: usize = 6;
/// And of that line no more than this, in bytes.
const MARKED_OF_LINE: usize = 100;

/// A part of a source, with marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Whole lines, or the part of a long line around the marks with an ellipsis where it was cut.
    pub text: String,
    /// Bytes of `text`, one range for each range that was asked for.
    pub marks: Vec<Range<usize>>,
}

/// What of a span is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the source's text.
    pub range: Range<usize>,
    /// The span goes on behind the mark.
    pub shortened: bool,
}

impl Mark {
    /// The mark for a span: all of it but a line break at its end, or its first line when it is long.
    pub fn new(text: &str, span: Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start);
        let mut end = text.floor_char_boundary(span.end).max(start);
        for ending in ["\n", "\r"] {
            end -= usize::from(text[start..end].ends_with(ending));
        }
        let spanned = &text[start..end];
        if spanned.len() <= MARKED_BYTES && spanned.lines().count() <= MARKED_LINES {
            return Self { range: start..end, shortened: false };
        }
        let first_line = spanned.lines().next().unwrap_or("");
        let end = text.floor_char_boundary(start + first_line.len().min(MARKED_OF_LINE));
        Self { range: start..end, shortened: true }
    }
}

/// The lines that hold the ranges and all between them. The caller sees to it that they are not far apart.
pub fn excerpt(text: &str, ranges: &[Range<usize>]) -> Excerpt {
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let (start, cut_before) = line_start(text, first);
    let (end, cut_behind) = line_end(text, last);
    let mut shown = Neutral::new(&text[start..end], if cut_before { "…" } else { "" });
    let marks = ranges.iter().map(|range| shown.offset(range.start - start)..shown.offset(range.end - start)).collect();
    if cut_behind {
        shown.text.push('…');
    } else if shown.text.ends_with('\n') {
        // A last line that is empty would not be drawn, and a mark at the end of a file stands there.
        shown.text.push(' ');
    }
    Excerpt { text: shown.text, marks }
}

/// Where the line of an offset begins, and whether that is too far away, so that the line is cut.
fn line_start(text: &str, offset: usize) -> (usize, bool) {
    let earliest = text.floor_char_boundary(offset.saturating_sub(CONTEXT));
    match text[earliest..offset].rfind('\n') {
        Some(line_break) => (earliest + line_break + 1, false),
        None => (earliest, earliest > 0 && !text[..earliest].ends_with('\n')),
    }
}

/// Where the line of an offset ends, and whether that is too far away, so that the line is cut.
fn line_end(text: &str, offset: usize) -> (usize, bool) {
    let latest = text.floor_char_boundary(offset + CONTEXT).max(offset);
    match text[offset..latest].find('\n') {
        Some(line_break) => (offset + line_break, false),
        None => (latest, !(latest == text.len() || text[latest..].starts_with('\n'))),
    }
}

/// A text without deceptive characters that still knows where each byte of the original went.
struct Neutral {
    text: String,
    /// Offset in the original, offset here: one pair before each character, and one at the end.
    offsets: Vec<(usize, usize)>,
}

impl Neutral {
    fn new(original: &str, prefix: &str) -> Self {
        let mut neutral = Self { text: prefix.to_owned(), offsets: Vec::with_capacity(original.len() + 1) };
        let ends_line = |at: usize| matches!(original.as_bytes().get(at + 1), None | Some(b'\n'));
        for (at, character) in original.char_indices() {
            neutral.offsets.push((at, neutral.text.len()));
            if character == '\r' && ends_line(at) {
                continue;
            }
            push_neutral(&mut neutral.text, character);
        }
        neutral.offsets.push((original.len(), neutral.text.len()));
        neutral
    }

    fn offset(&self, original: usize) -> usize {
        let found = self.offsets.partition_point(|(at, _)| *at < original);
        self.offsets.get(found).map_or(self.text.len(), |(_, here)| *here)
    }
}

/// The text with all that a terminal would obey or hide written as an escape. Line breaks and tabs stay.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.contains(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut neutral = String::with_capacity(text.len() + 16);
    text.chars().for_each(|character| push_neutral(&mut neutral, character));
    Cow::Owned(neutral)
}

/// A name for the middle of a line: a break in it would begin one of its own, which a log may take for a command.
pub fn neutral_name(name: &str) -> Cow<'_, str> {
    match neutral(name) {
        name if name.contains(['\n', '\t']) => Cow::Owned(name.replace('\n', "\\u{0A}").replace('\t', "\\u{09}")),
        name => name,
    }
}

fn push_neutral(text: &mut String, character: char) {
    if is_deceptive(character) {
        write!(text, "\\u{{{:02X}}}", u32::from(character)).expect("a String takes everything");
    } else {
        text.push(character);
    }
}

/// Control characters, marks that turn the direction of text, what takes no room on the screen (but the joiners, which
/// Persian and emoji need), other line breaks and noncharacters.
fn is_deceptive(character: char) -> bool {
    match character {
        '\n' | '\t' | '\u{200C}' | '\u{200D}' => false,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => true,
        _ => character.is_control() || u32::from(character) & 0xFFFE == 0xFFFE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, range: Range<usize>) -> (String, String) {
        let excerpt = excerpt(text, &[Mark::new(text, range).range]);
        let marked = excerpt.text[excerpt.marks[0].clone()].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn the_lines_of_the_span_and_no_others() {
        assert_eq!(marked("a\nbcd\ne", 3..4), ("bcd".into(), "c".into()));
        assert_eq!(marked("a\nbcd\nef\ng", 3..7), ("bcd\nef".into(), "cd\ne".into()));
    }

    #[test]
    fn a_line_break_at_the_end_is_not_marked() {
        assert_eq!(marked("ab\r\nc", 0..4), ("ab".into(), "ab".into()));
        assert_eq!(marked("ab\r\ncd\r\n", 1..6), ("ab\ncd".into(), "b\ncd".into()));
    }

    #[test]
    fn deceptive_characters_are_written_out_and_marks_follow() {
        let text = "a\u{202E}b\u{1B}c";
        assert_eq!(marked(text, 4..5), ("a\\u{202E}b\\u{1B}c".into(), "b".into()));
        assert_eq!(marked(text, 1..4).1, "\\u{202E}");
        assert_eq!(neutral("فارسی‌ها"), "فارسی‌ها");
        assert_eq!(neutral_name("a\n::b\u{1B}\t"), "a\\u{0A}::b\\u{1B}\\u{09}");
        assert_eq!(neutral("a\u{9B}\u{FFFF}\u{FEFF}"), "a\\u{9B}\\u{FFFF}\\u{FEFF}");
    }

    #[test]
    fn a_huge_line_is_cut_around_the_span() {
        let text = format!("{}NEEDLE{}", "é".repeat(500_000), "ü".repeat(500_000));
        let (shown, needle) = marked(&text, 1_000_000..1_000_006);
        assert_eq!(needle, "NEEDLE");
        assert!(shown.starts_with("…é") && shown.ends_with("ü…"), "{shown}");
        assert!(shown.len() < 3 * CONTEXT);
    }

    #[test]
    fn a_huge_span_is_marked_on_its_first_line() {
        let text = "x\n".repeat(100_000);
        assert_eq!(Mark::new(&text, 2..200_000), Mark { range: 2..3, shortened: true });
        let text = "x".repeat(100_000);
        assert_eq!(Mark::new(&text, 7..100_000), Mark { range: 7..107, shortened: true });
    }

    #[test]
    fn spans_out_of_range_or_inside_a_character_do_no_harm() {
        let text = "é字\r\n";
        for start in 0..12 {
            for end in start..12 {
                marked(text, start..end);
            }
        }
        assert_eq!(marked("", 5..9), (String::new(), String::new()));
    }
}
