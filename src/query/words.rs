//! A query as words, signs and quoted texts, each with its place.

use super::Problem;
use crate::source::{Span, Spanned};

/// How two things compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `~`
    Holds,
}

impl Sign {
    /// Longer ones first, so that `<=` is not read as `<`.
    const ALL: [(&'static str, Self); 7] = [
        ("!=", Self::IsNot),
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("=", Self::Is),
        ("<", Self::Below),
        (">", Self::Above),
        ("~", Self::Holds),
    ];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, sign)| *sign == self).map_or("", |(text, _)| text)
    }
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Letters without spaces.
    Plain(String),
    /// What stood between quotes.
    Quoted(String),
    /// A comparison.
    Sign(Sign),
    /// `,`
    Comma,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// The words of a text.
pub fn of(text: &str) -> Result<Vec<Spanned<Word>>, Problem> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (word, length) = next(&text[at..], at)?;
        words.push(Spanned::new(word, Span::new(at, at + length)));
        at += length;
    }
    Ok(words)
}

/// The word at the beginning of a text, and how many bytes it takes. `at` is where that text stands in the query.
fn next(text: &str, at: usize) -> Result<(Word, usize), Problem> {
    for (sign, word) in [(",", Word::Comma), ("(", Word::Open), (")", Word::Close)] {
        if text.starts_with(sign) {
            return Ok((word, 1));
        }
    }
    if let Some((written, sign)) = Sign::ALL.iter().find(|(written, _)| text.starts_with(written)) {
        return Ok((Word::Sign(*sign), written.len()));
    }
    if let Some(rest) = text.strip_prefix('"') {
        let Some(end) = rest.find('"') else {
            let span = Span::new(at, at + text.len());
            return Err(Problem::new(span, "a quoted text does not end", Some("end it with `\"`".into())));
        };
        return Ok((Word::Quoted(rest[..end].to_owned()), end + 2));
    }
    // A `!` alone belongs to a word: it is refused as part of it.
    let end = text.char_indices().skip(1).find(|(at, c)| ends_a_word(*c) || text[*at..].starts_with("!="));
    let end = end.map_or(text.len(), |(at, _)| at);
    Ok((Word::Plain(text[..end].to_owned()), end))
}

fn ends_a_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '=' | '<' | '>' | '~' | ',' | '(' | ')' | '"')
}
