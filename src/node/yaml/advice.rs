//! What to type where YAML cannot be read.
//!
//! A parser says what it did not find, and an editor wants to know what to write. The slips that editors make are few, and the
//! line on which the parser stopped tells which of them it was.

use granit_parser::ErrorKind;

use super::super::{curly, odd_sign};
use super::Refused;

/// With one of these a value begins that is no plain text.
const INDICATORS: &str = "\"'@`%[{*&!|>?-,#";

/// A longer text is not written out once more.
const SHORT: usize = 60;

/// What a parser said, where, and what helps.
pub(super) fn on(text: &str, at: usize, kind: &ErrorKind) -> Refused {
    let line = Line::at(text, at);
    if let Some(tab) = tab(text, at, &line, kind) {
        let help = Some("indent with spaces: YAML allows no tabs there".into());
        return Refused { help, ..Refused::new(tab, "this is not YAML: a tab stands where only spaces may") };
    }
    let message = match kind {
        ErrorKind::UnexpectedCharacter { character } => {
            format!("this is not YAML: a text cannot begin with {}", shown(&character.to_string()))
        }
        _ => format!("this is not YAML: {kind}"),
    };
    Refused { help: help(&line, at, kind), ..Refused::new(at, message) }
}

/// What stands behind the end of a document.
pub(super) fn second_document(text: &str, at: usize) -> Refused {
    let end = text[..at].trim_end();
    if end.ends_with("...") {
        let help = Some("remove the line `...`: it ends the document".into());
        return Refused { help, ..Refused::new(end.len() - 3, "what stands behind this line is not read") };
    }
    let help = Some("remove the extra `---`".into());
    Refused { help, ..Refused::new(at, "a second YAML document begins here") }
}

/// The line on which the parser stopped.
struct Line<'a> {
    /// Its first byte.
    start: usize,
    /// All of it.
    text: &'a str,
    /// What stands before its first letter: spaces, tabs, and the hyphens of items.
    indent: &'a str,
    /// The name of its field and what stands behind the colon, when it has the form of a field.
    field: Option<(&'a str, &'a str)>,
    /// The last line above that is not empty.
    above: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn at(whole: &'a str, at: usize) -> Self {
        let start = whole[..at].rfind('\n').map_or(0, |end| end + 1);
        let text = whole[start..].lines().next().unwrap_or_default();
        let (indent, rest) = indented(text);
        let field = rest.split_once(':').filter(|(name, rest)| {
            !name.is_empty() && !name.contains([' ', '"', '\'', '[', '{']) && (rest.is_empty() || rest.starts_with(' '))
        });
        let above = whole[..start].lines().rev().find(|line| !line.trim().is_empty());
        Self { start, text, indent, field: field.map(|(name, value)| (name, value.trim())), above }
    }

    /// Where its first letter stands.
    fn first(&self) -> usize {
        self.start + self.indent.len()
    }

    /// Whether a byte of the text lies before the value of the field, or is its colon.
    fn is_before_value(&self, at: usize) -> bool {
        self.field.is_some_and(|(name, _)| at <= self.first() + name.len())
    }
}

/// The white space and hyphens before the first letter, and what follows.
fn indented(line: &str) -> (&str, &str) {
    let mut length = 0;
    while let Some(rest) = line.get(length..) {
        length += match rest.as_bytes() {
            [b' ' | b'\t', ..] => 1,
            [b'-', b' ', ..] => 2,
            _ => break,
        };
    }
    line.split_at(length)
}

/// The tab that the parser stumbled over: the one that ended a text, or one before the first letter of the line.
fn tab(text: &str, at: usize, line: &Line<'_>, kind: &ErrorKind) -> Option<usize> {
    let behind = text[at..].find('\t').filter(|_| matches!(kind, ErrorKind::TabInPlainScalar));
    behind.map(|tab| at + tab).or_else(|| line.indent.find('\t').map(|tab| line.start + tab))
}

fn help(line: &Line<'_>, at: usize, kind: &ErrorKind) -> Option<String> {
    match kind {
        ErrorKind::UnclosedFlowCollection { open } => {
            let close = if *open == '[' { ']' } else { '}' };
            let open = &line.text[at - line.start..];
            Some(match open.find(" #") {
                Some(_) => "` #` begins a comment: put a text that holds it in quotes".into(),
                None => format!("close it: write `{close}` at its end"),
            })
        }
        ErrorKind::UnclosedQuotedScalar => Some("write the same quote at the end of the text".into()),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            Some("between `\"` each `\\` is written `\\\\`; between `'` it is as it is".into())
        }
        ErrorKind::ExpectedFlowMappingSeparator => Some(separated("fields", '}')),
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::InvalidColonPlacement => Some(separated("values", ']')),
        _ if line.is_before_value(at) => layout(line, kind),
        _ => line.field.and_then(quoted).or_else(|| odd(line)).or_else(|| otherwise(line, kind)),
    }
}

/// What a word processor put into the line.
fn odd(line: &Line<'_>) -> Option<String> {
    line.field.and_then(|(_, value)| curly(value)).or_else(|| odd_sign(line.text))
}

fn separated(what: &str, close: char) -> String {
    format!("put commas between the {what} and `{close}` behind the last one")
}

/// What to write for a value that is meant as a text and does not begin like one.
fn quoted((name, value): (&str, &str)) -> Option<String> {
    let first = value.get(..1).filter(|first| INDICATORS.contains(first))?;
    let is_short = value.chars().count() <= SHORT;
    let written = match (value.contains('\''), value.contains(['"', '\\'])) {
        (false, _) => format!("'{value}'"),
        (true, false) => format!("\"{value}\""),
        (true, true) => format!("'{}'", value.replace('\'', "''")),
    };
    let written = if is_short { format!("quotes: `{name}: {written}`") } else { "quotes".into() };
    Some(format!("a text that begins with {} needs {written}", shown(first)))
}

fn shown(first: &str) -> String {
    if first == "`" { "a backtick".into() } else { format!("`{first}`") }
}

/// What to do about a field that stands where none may.
fn layout(line: &Line<'_>, kind: &ErrorKind) -> Option<String> {
    let above = line.above.map_or(0, |above| indented(above).0.len());
    match kind {
        ErrorKind::MappingValueNotAllowed if line.indent.len() > above => {
            Some("begin this field in the same column as the one above it".into())
        }
        ErrorKind::ExpectedBlockMappingKey if line.indent.contains('-') => Some(LIST.into()),
        ErrorKind::ExpectedBlockMappingKey => Some("begin this field in the same column as its neighbours".into()),
        _ => None,
    }
}

/// What to do about a line that is no field.
fn otherwise(line: &Line<'_>, kind: &ErrorKind) -> Option<String> {
    let help = match kind {
        ErrorKind::SimpleKeyExpected => match line.text.trim().split_once(':') {
            Some((name, value)) => format!("write a space behind the colon: `{name}: {}`", value.trim()),
            None => "write `name: value`, or indent the line when it goes on with the value above".into(),
        },
        ErrorKind::MappingValueNotAllowed => "put a text that holds `: ` in quotes".into(),
        ErrorKind::ExpectedBlockMappingKey if line.indent.contains('-') => LIST.into(),
        _ => return None,
    };
    Some(help)
}

const LIST: &str = "a list stands below the name of its field: a line `name:`, then the items";
