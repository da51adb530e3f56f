//! Numbered paragraphs of a work, as they are cited.

use crate::diagnostic::Code;
use crate::node::{Node, Value};
use crate::record::{Datum, Field, Reader, Shape};

/// Numbered paragraphs: `57`, `56-58`, `4 (a), 19-22`.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraphs {
    /// As they are cited.
    pub text: String,
    /// First and last of each range, in order and apart from each other.
    pub ranges: Vec<(u32, u32)>,
}

/// Paragraphs of a work count to here, so that a slip such as `1-4000000000` does not name four thousand million.
pub const LAST_PARAGRAPH: u32 = 10_000;

impl Paragraphs {
    /// Reads a list of paragraphs. Letters of sub-paragraphs, `4 (a)`, are kept in the text and count for their paragraph.
    pub fn parse(text: &str) -> Option<Self> {
        let listed = text.replace(" and ", ", ").replace(" & ", ", ");
        let parts: Vec<_> = listed.split([',', ';']).map(str::trim).collect();
        let ranges = parts.iter().map(|part| range(part)).collect::<Option<Vec<_>>>()?;
        let text = parts.join(", ").replace('-', "\u{2013}");
        Some(Self { text, ranges: merged(ranges) })
    }
}

/// Ranges in order, of which no two have a paragraph in common.
pub fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, before| {
        let is_shared = next.0 <= before.1;
        if is_shared {
            before.1 = before.1.max(next.1);
        }
        is_shared
    });
    ranges
}

fn range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = match text.split_once(['-', '\u{2013}']) {
        Some((first, last)) => (first.trim(), last.trim()),
        None => (text.trim(), ""),
    };
    let first = paragraph(first)?;
    let last = if last.is_empty() || sub_paragraph(last) { first } else { paragraph(last)? };
    (0 < first && first <= last && last <= LAST_PARAGRAPH).then_some((first, last))
}

fn paragraph(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let rest = text[digits..].trim();
    (rest.is_empty() || sub_paragraph(rest)).then(|| text[..digits].parse().ok())?
}

fn sub_paragraph(text: &str) -> bool {
    let letter = text.trim_start_matches('(').trim_end_matches(')');
    letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase())
}

impl Field for Paragraphs {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.value {
            Value::List(items) => {
                let parts: Option<Vec<_>> = items.iter().map(|item| reader.scalar(item)).collect();
                parts?.join(", ")
            }
            _ => reader.scalar(node)?.to_owned(),
        };
        Self::parse(&text).or_else(|| {
            let help = "write numbers and ranges: 57 or 56-58 or 4, 19-22";
            reader.refuse(Code::BadLocator, node.span, format!("`{text}` names no paragraphs"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.text.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_numbers_ranges_and_letters() {
        let ranges = |text: &str| Paragraphs::parse(text).map(|paragraphs| paragraphs.ranges);
        assert_eq!(ranges("57"), Some(vec![(57, 57)]));
        assert_eq!(ranges("56-58"), Some(vec![(56, 58)]));
        assert_eq!(ranges("4 (a), 19\u{2013}21"), Some(vec![(4, 4), (19, 21)]));
        assert_eq!(ranges("4(a)-(d)"), Some(vec![(4, 4)]));
        assert_eq!(ranges("9, 44 and 49"), Some(vec![(9, 9), (44, 44), (49, 49)]));
        for bad in ["", "x", "0", "0-4", "9-3", "1-4000000000", "12b3", "1--2"] {
            assert_eq!(ranges(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_paragraph_is_meant_once_however_often_it_is_named() {
        let again = Paragraphs::parse(&vec!["1-10000"; 8_000].join(", ")).expect("paragraphs");
        assert_eq!(again.ranges, [(1, 10_000)]);
        assert_eq!(merged(vec![(9, 12), (1, 3), (3, 5), (10, 11), (6, 6)]), [(1, 5), (6, 6), (9, 12)]);
    }
}
