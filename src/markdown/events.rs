//! The parser's events, and the limit on nesting that makes it safe to ask for them.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, OffsetIter, Options, Parser};

/// The deepest nesting of quotations, lists and emphasis.
///
/// Nobody reads further, browsers and feed readers need not cope with more, and the parser looks at every open container
/// on every line, which 40,000 of them would make quadratic (120 kB took 2.2 s).
pub(super) const DEEPEST: usize = 100;

/// The most elements that may be open at once: a list opens two a level. Chrome's parser stops at 512, page included.
pub(super) const MOST_OPEN: usize = 3 * DEEPEST;

/// What bodies may hold beyond `CommonMark`. Smart punctuation stays off: editors write the quotation marks of their language.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

type Callback<'a> = fn(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>;

/// Events with the bytes they come from.
pub(super) type Events<'a> = OffsetIter<'a, Callback<'a>>;

/// The events of a body, or the line that nests too deeply.
pub(super) fn of_body(markdown: &str) -> Result<Events<'_>, Range<usize>> {
    of(markdown, extensions(), Some(citation))
}

/// The events of `CommonMark` without extensions, or the line that nests too deeply.
pub(super) fn of_commonmark(markdown: &str) -> Result<Events<'_>, Range<usize>> {
    of(markdown, Options::empty(), None)
}

fn of<'a>(markdown: &'a str, options: Options, callback: Option<Callback<'a>>) -> Result<Events<'a>, Range<usize>> {
    match too_deep(markdown) {
        Some(line) => Err(line),
        None => Ok(Parser::new_with_broken_link_callback(markdown, options, callback).into_offset_iter()),
    }
}

/// Makes `[@...]` a link without destination, so that the parser finds its brackets and keeps away from code.
#[expect(clippy::needless_pass_by_value, reason = "the parser hands it over so")]
fn citation(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    let name = link.reference.strip_prefix('-').unwrap_or(&link.reference);
    name.starts_with('@').then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

fn too_deep(markdown: &str) -> Option<Range<usize>> {
    // Searching for one byte is many times faster than for two, and few files have a carriage return at all.
    let has_returns = markdown.as_bytes().contains(&b'\r');
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        if has_returns {
            let deep = line.split_inclusive('\r').find(|part| depth(part.as_bytes()) > DEEPEST);
            if deep.is_some() {
                return Some(start..start + line.trim_end().len());
            }
        } else if depth(line.as_bytes()) > DEEPEST {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// About how many containers are open behind the markers that a line begins with. Only markers open containers, and
/// each list that a line continues without a marker costs it two columns of space.
fn depth(line: &[u8]) -> usize {
    let (mut markers, mut columns, mut at) = (0, 0, 0);
    while let Some(byte) = line.get(at) {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            _ => match marker(&line[at..]) {
                Some(length) => {
                    markers += 1;
                    at += length;
                    continue;
                }
                None => break,
            },
        }
        at += 1;
    }
    // The space that belongs to a marker continues nothing.
    if markers == 0 { 0 } else { markers + usize::saturating_sub(columns, markers) / 2 }
}

/// The length of the container marker that a text begins with.
fn marker(text: &[u8]) -> Option<usize> {
    let is_end = |at: usize| text.get(at).is_none_or(u8::is_ascii_whitespace);
    match text[0] {
        b'>' | b':' => Some(1),
        b'-' | b'*' | b'+' if is_end(1) => Some(1),
        b'0'..=b'9' => {
            let digits = text.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
            (matches!(text.get(digits), Some(b'.' | b')')) && is_end(digits + 1)).then_some(digits + 1)
        }
        b'[' if text.get(1) == Some(&b'^') => {
            let close = text.iter().take(1000).position(|byte| *byte == b']')?;
            (text.get(close + 1) == Some(&b':')).then_some(close + 2)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_markers_and_what_indentation_continues() {
        assert_eq!(depth(b"plain - text"), 0);
        assert_eq!(depth(b"        code"), 0);
        assert_eq!(depth(b"> > - 1. x"), 4);
        assert_eq!(depth(b"      - x"), 4);
        assert_eq!(depth(b">     - x"), 4);
        assert_eq!(depth(b"[^a]: > x"), 2);
        assert_eq!(depth(b"----------"), 0);
    }

    #[test]
    fn a_hundred_levels_are_allowed_and_no_more() {
        for open in [">", "- ", "1. ", "> - "] {
            let levels = open.trim().split(' ').count();
            assert_eq!(too_deep(&format!("a\n{}b", open.repeat(DEEPEST / levels))), None);
            assert!(too_deep(&format!("a\n{}b\nc", open.repeat(DEEPEST))).is_none_or(|line| line.start == 2));
            assert!(too_deep(&format!("a\n{}b\nc", open.repeat(DEEPEST + 1))).is_some());
            assert!(too_deep(&format!("a\r{}b\rc", open.repeat(DEEPEST + 1))).is_some());
        }
    }
}
