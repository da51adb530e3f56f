//! The block of fields at the top of an entry.
//!
//! A source goes in, the spans of its YAML and of its body come out, or the reason why not.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Front matter may have 64 KiB: what is longer is no set of fields.
pub const LIMIT: usize = 64 * 1024;

/// Where the two parts of an entry stand in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the fences.
    pub yaml: Span,
    /// All behind the closing fence.
    pub body: Span,
}

/// Finds front matter and body.
pub fn split(source: &Arc<Source>) -> Result<Parts, Diagnostic> {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default().trim_end();
    if first != "---" {
        return Err(no_front_matter(source, first));
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = Span::new(start, offset);
            return limited(source, Parts { yaml, body: Span::new(offset + line.len(), text.len()) });
        }
        offset += line.len();
    }
    Err(unclosed(source, start))
}

/// The front matter that begins at `start` has no end; a line that was meant as one is pointed out.
fn unclosed(source: &Arc<Source>, start: usize) -> Diagnostic {
    let message = "the front matter that begins here does not end";
    let problem = Diagnostic::new(Code::UnclosedFrontMatter, source, Span::new(0, 3), message);
    let mut lines = source.text[start..].split_inclusive('\n').scan(start, |offset, line| {
        let begin = std::mem::replace(offset, *offset + line.len());
        Some((begin, line.trim_end()))
    });
    match lines.find(|(_, line)| is_like_a_fence(line)) {
        Some((begin, line)) => problem.help("end it with three hyphens and nothing else on the line: `---`").related(
            source,
            Span::new(begin, begin + line.len()),
            "this line does not end it",
        ),
        None => problem.help("put a line `---` behind the last field"),
    }
}

/// Whether a line is made of dashes, in another number or of another sort than `---`, or is how YAML or TOML end a document.
fn is_like_a_fence(line: &str) -> bool {
    let line = line.trim();
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let is_dashes = line.chars().all(is_dash) && (line.chars().count() > 1 || line == "\u{2014}");
    is_dashes || matches!(line, "..." | "+++")
}

fn limited(source: &Arc<Source>, parts: Parts) -> Result<Parts, Diagnostic> {
    let length = parts.yaml.range().len();
    if length <= LIMIT {
        return Ok(parts);
    }
    let message = format!("the front matter has {} KiB; at most {} are read", length / 1024, LIMIT / 1024);
    Err(Diagnostic::new(Code::FrontMatterTooLarge, source, Span::new(0, 3), message)
        .help("move long text into the body"))
}

fn no_front_matter(source: &Arc<Source>, first: &str) -> Diagnostic {
    let span = Span::new(0, first.len());
    if first == "+++" {
        let message = "front matter is YAML between `---` lines here, not TOML between `+++` lines";
        return Diagnostic::new(Code::TomlFrontMatter, source, span, message)
            .help("write `---` instead of `+++`, and `title: x` instead of `title = \"x\"`");
    }
    let message = "an entry begins with a line `---` and its fields";
    let written = source.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let help = if first.trim() == "---" {
        "remove the space before `---`"
    } else if written == "---" {
        "remove the empty lines before `---`"
    } else if is_like_a_fence(written) {
        "write three hyphens and nothing else on the line: `---`"
    } else if is_like_a_field(written) {
        "put a line `---` before the first field, and one behind the last"
    } else if written.starts_with('{') {
        "write the fields as YAML between two lines `---`: `title: x` instead of `\"title\": \"x\"`"
    } else {
        "`compendium new KIND TITLE` writes a file with every required field"
    };
    Diagnostic::new(Code::MissingFrontMatter, source, span, message).help(help)
}

/// `title: Fair recruitment`: a word, a colon and a space.
fn is_like_a_field(line: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    line.split_once(':').is_some_and(|(name, value)| is_name(name) && (value.is_empty() || value.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<(String, String), Code> {
        let source = Source::new("a.md", text);
        split(&source)
            .map(|parts| (source.slice(parts.yaml).to_owned(), source.slice(parts.body).to_owned()))
            .map_err(|diagnostic| diagnostic.code)
    }

    #[test]
    fn the_two_parts_are_found_with_either_line_end() {
        assert_eq!(parts("---\na: 1\n---\nText\n"), Ok(("a: 1\n".into(), "Text\n".into())));
        assert_eq!(parts("---\r\na: 1\r\n---\r\nText"), Ok(("a: 1\r\n".into(), "Text".into())));
        assert_eq!(parts("---\n---"), Ok((String::new(), String::new())));
    }

    #[test]
    fn what_is_no_front_matter_says_why() {
        assert_eq!(parts("+++\ntitle = 1\n+++\n"), Err(Code::TomlFrontMatter));
        assert_eq!(parts("Hello"), Err(Code::MissingFrontMatter));
        assert_eq!(parts(""), Err(Code::MissingFrontMatter));
        assert_eq!(parts("---\na: 1\n"), Err(Code::UnclosedFrontMatter));
        assert_eq!(parts(&format!("---\na: {}\n---\n", "x".repeat(LIMIT))), Err(Code::FrontMatterTooLarge));
    }

    #[test]
    fn lines_that_are_nearly_a_fence_are_named_as_that() {
        let help = |text: &str| {
            let problem = split(&Source::new("a.md", text)).expect_err("it cannot be split");
            (problem.help.unwrap_or_default(), problem.related.first().map(|place| place.place.span))
        };
        let hyphens = "write three hyphens and nothing else on the line: `---`";
        for (text, said) in [
            ("\u{2014}\na: 1\n---\n", hyphens),
            ("----\na: 1\n---\n", hyphens),
            (" ---\na: 1\n---\n", "remove the space before `---`"),
            ("\n\n---\na: 1\n---\n", "remove the empty lines before `---`"),
            ("title: A\n---\nText", "put a line `---` before the first field, and one behind the last"),
            ("# Heading", "`compendium new KIND TITLE` writes a file with every required field"),
            ("Note: text", "`compendium new KIND TITLE` writes a file with every required field"),
        ] {
            assert_eq!(help(text), (said.to_owned(), None), "{text}");
        }
        assert!(help("{\"title\": 1}").0.starts_with("write the fields as YAML"));
        let ends = "end it with three hyphens and nothing else on the line: `---`".to_owned();
        for (text, span) in
            [("---\na: 1\n----\nText\n", (9, 13)), ("---\na: 1\n...\n", (9, 12)), ("---\na: 1\n\u{2014}", (9, 12))]
        {
            assert_eq!(help(text), (ends.clone(), Some(Span::new(span.0, span.1))), "{text}");
        }
        assert_eq!(help("---\na: 1\n").0, "put a line `---` behind the last field");
    }
}
