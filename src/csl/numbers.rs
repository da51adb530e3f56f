//! Numbers, ranges and letters.

use citationberg::taxonomy::Term;
use citationberg::{NumberForm, PageRangeFormat};

use super::words::Words;

/// Whether a text is numbers and what joins them: `4`, `12a`, `2, 3`, `4–7`, `1st` (CSL 1.0.2, `is-numeric`).
pub(super) fn is_numeric(text: &str) -> bool {
    let mut parts = text.split([',', '&', '-', '\u{2013}', ';']).map(str::trim).peekable();
    parts.peek().is_some() && parts.all(is_number)
}

fn is_number(word: &str) -> bool {
    word.len() <= 16
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(char::is_alphanumeric)
        && word
            .trim_start_matches(char::is_alphabetic)
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .chars()
            .all(char::is_alphabetic)
}

/// Whether more than one thing is meant: `4, 5` and `4 (a)–(c)`, but not the number `ISBN 978-602`.
pub(super) fn is_plural(text: &str) -> bool {
    let parts = text.split([',', '&', '-', '\u{2013}', ';']).map(str::trim).filter(|part| !part.is_empty());
    let (mut count, mut numbers) = (0, 0);
    for part in parts {
        count += 1;
        numbers += usize::from(part.starts_with(|c: char| c.is_numeric() || c == '('));
    }
    count > 1 && count == numbers
}

/// A number in a form; what is no number stays as it is.
pub(super) fn formed(text: &str, form: NumberForm, words: &Words, of: Term) -> String {
    if !is_numeric(text) {
        return text.to_owned();
    }
    let ranged = text.replace('-', "\u{2013}");
    let Ok(number) = ranged.parse::<u32>() else { return ranged };
    match form {
        NumberForm::Numeric => ranged,
        NumberForm::Ordinal => format!("{number}{}", words.ordinal(number, words.gender(of))),
        NumberForm::LongOrdinal => match words.long_ordinal(number) {
            Some(word) => word.to_owned(),
            None => format!("{number}{}", words.ordinal(number, words.gender(of))),
        },
        NumberForm::Roman => roman(number).unwrap_or(ranged),
    }
}

fn roman(mut number: u32) -> Option<String> {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            text.push_str(numeral);
            number -= value;
        }
    }
    Some(text)
}

/// Pages or paragraphs with their ranges as the style writes them.
pub(super) fn ranges(text: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let dash = if dash.is_empty() { "\u{2013}" } else { dash };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| range(part, format, dash)).collect::<Vec<_>>().join(", ")
}

fn range(text: &str, format: Option<PageRangeFormat>, dash: &str) -> String {
    let Some((first, last)) = text.split_once(['-', '\u{2013}']) else { return text.to_owned() };
    let (first, last) = (first.trim(), last.trim_start_matches(['-', '\u{2013}', ' ']).trim_end());
    if first.is_empty() || last.is_empty() || !is_number(first) || !is_number(last) {
        return text.replace('-', "\u{2013}");
    }
    let mut written = String::new();
    match format {
        Some(format) if format.format(&mut written, first, last, Some(dash)).is_ok() => written,
        _ => format!("{first}{dash}{last}"),
    }
}

/// `a`, `b`, … `z`, `aa`: what follows the year of works that would look alike.
pub(super) fn letters(mut number: u32) -> String {
    let mut text = Vec::new();
    loop {
        text.push(b'a' + (number % 26) as u8);
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    text.iter().rev().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        for text in ["4", "12a", "2, 3", "4-7", "1st", "L2"] {
            assert!(is_numeric(text), "{text}");
        }
        for text in ["A/72/643", "second", "", "2 vols"] {
            assert!(!is_numeric(text), "{text}");
        }
        assert!(is_plural("4, 5") && is_plural("4 (a)\u{2013}(c)") && !is_plural("45") && !is_plural("ISBN 978-602"));
    }

    #[test]
    fn ranges_follow_the_style() {
        assert_eq!(ranges("60-61, 70", None, ""), "60–61, 70");
        assert_eq!(ranges("321-328", Some(PageRangeFormat::Minimal), "\u{2013}"), "321–8");
        assert_eq!(ranges("42-5", Some(PageRangeFormat::Expanded), "\u{2013}"), "42–45");
    }

    #[test]
    fn suffixes_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn roman_numerals() {
        assert_eq!(roman(1994).as_deref(), Some("mcmxciv"));
        assert_eq!(roman(0), None);
    }
}
