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
    let message = "the front matter that begins here does not end";
    Err(Diagnostic::new(Code::UnclosedFrontMatter, source, Span::new(0, 3), message)
        .help("put a line `---` behind the last field"))
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
    let help = if first.trim() == "---" {
        "remove the space before `---`"
    } else {
        "`compendium new KIND TITLE` writes a file with every required field"
    };
    Diagnostic::new(Code::MissingFrontMatter, source, span, message).help(help)
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
}
