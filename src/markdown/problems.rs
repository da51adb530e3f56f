//! Diagnostics of a body: located in the whole file, and not without limit.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::node::deceives;
use crate::source::{Source, Span};

/// As many problems of one body are told apart; a megabyte of `<b>` would make 300,000.
pub(crate) const MOST: usize = 500;

/// The problems of a body so far.
pub(super) struct Problems<'a> {
    source: &'a Arc<Source>,
    /// Where the body begins.
    start: usize,
    list: Vec<Diagnostic>,
    dropped: usize,
}

impl<'a> Problems<'a> {
    pub(super) fn new(source: &'a Arc<Source>, start: usize) -> Self {
        Self { source, start, list: Vec::new(), dropped: 0 }
    }

    /// A span of the whole file from bytes of the body.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::from(range.clone()).shifted(self.start)
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.list.len() < MOST {
            let problem = Diagnostic::new(code, self.source, self.span(range), message).help(help);
            // What could harm a reader is no matter of settings: the text is published as Markdown too.
            let is_harmful = matches!(code, Code::RawHtml | Code::BadUrl | Code::BadCharacter);
            self.list.push(if is_harmful { problem.binding() } else { problem });
        } else {
            self.dropped += 1;
        }
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if let (Some(last), 1..) = (self.list.last_mut(), self.dropped) {
            last.and_more(self.dropped);
        }
        self.list
    }

    /// Reports characters that show a reader something else than what is written.
    pub(super) fn bad_characters(&mut self, text: &str) {
        for (index, chunk) in text.as_bytes().chunks(CHUNK).enumerate() {
            if !may_be_bad(chunk) {
                continue;
            }
            let start = index * CHUNK;
            for at in start..start + chunk.len() {
                let character = text.get(at..).and_then(|rest| rest.chars().next());
                if let Some(character) = character.filter(|c| deceives(*c)) {
                    self.bad_character(character, at..at + character.len_utf8());
                }
            }
        }
    }

    pub(super) fn bad_character(&mut self, character: char, range: Range<usize>) {
        let message = format!("the invisible character U+{:04X}", u32::from(character));
        self.report(Code::BadCharacter, &range, message, "remove it; it may have come along with copied text");
    }
}

/// As many bytes are looked at together.
const CHUNK: usize = 64;

/// Whether a bad character may begin among these bytes. Without branches, so that many are compared at once.
fn may_be_bad(bytes: &[u8]) -> bool {
    let is_odd = |byte: u8| matches!(byte, 0..=8 | 11..=12 | 14..=31 | 0x7F | 0xC2 | 0xE2 | 0xEF);
    bytes.iter().fold(false, |found, byte| found | is_odd(*byte))
}

/// What to write instead of an HTML tag.
pub(super) fn instead_of_html(html: &str) -> &'static str {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '!' | '-' | '?')).unwrap_or(name.len());
    match name[..end].to_ascii_lowercase().as_str() {
        "b" | "strong" => "write `**strong**`",
        "i" | "em" | "cite" => "write `*emphasis*`",
        "s" | "del" | "strike" => "write `~~struck out~~`",
        "code" | "tt" | "pre" | "kbd" => "write `` `code` ``, or a block between lines of three backticks",
        "br" => "end the line with a backslash",
        "hr" => "write a line with `---`",
        "p" => "leave an empty line between paragraphs",
        "a" => "write `[label](address)`; headings have anchors of their own, or `## Heading {#id}`",
        "img" | "figure" | "picture" => "write `![description](files/NAME)`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write `## Heading`",
        "ul" | "ol" | "li" => "write a list: lines that begin with `- ` or `1. `",
        "dl" | "dt" | "dd" => "write the term on a line, and `: ` with its definition on the next",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => {
            "write a table: cells between `|`, and `|---|` below the first line"
        }
        "blockquote" => "begin the lines with `> `",
        "sup" | "sub" => "write the character itself (²), or a footnote: `[^1]`",
        "aside" | "details" | "summary" => "write a callout: `> [!NOTE]`",
        "script" | "style" | "iframe" | "object" | "embed" | "video" | "audio" | "form" | "input" => {
            "bodies hold no programs, styles or embedded pages; link to the page instead"
        }
        name if name.starts_with("!--") => "notes to editors belong in the front matter, as YAML comments: `# note`",
        _ => "write Markdown; where the character `<` is meant, write `\\<`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_characters_are_found_where_they_stand() {
        let source = Source::new("a.md", "---\n---\nÄ\0\u{85}\u{202e}\u{2028}—\u{200f}x\u{2069}");
        let mut problems = Problems::new(&source, 8);
        problems.bad_characters(&source.text[8..]);
        let found: Vec<_> = problems.finish().into_iter().map(|d| (d.place.span.start, d.message)).collect();
        let named = |at: u32, code: &str| (at, format!("the invisible character U+{code}"));
        let expected = [(10, "0000"), (11, "0085"), (13, "202E"), (16, "2028"), (26, "2069")];
        assert_eq!(found, expected.map(|(at, code)| named(at, code)));
    }

    #[test]
    fn each_sort_of_bad_character_is_found_alone() {
        for bad in [
            '\0', '\u{b}', '\u{c}', '\u{1f}', '\u{7f}', '\u{80}', '\u{9f}', '\u{202a}', '\u{202e}', '\u{2066}',
            '\u{2069}', '\u{2028}', '\u{2029}', '\u{fffe}', '\u{ffff}',
        ] {
            let source = Source::new("a.md", format!("{}é\t\r\n{bad}", "x".repeat(CHUNK)));
            let mut problems = Problems::new(&source, 0);
            problems.bad_characters(&source.text);
            assert_eq!(problems.finish().len(), 1, "{bad:?}");
        }
    }

    #[test]
    fn problems_are_limited_and_the_rest_counted() {
        let source = Source::new("a.md", "\0".repeat(MOST + 7));
        let mut problems = Problems::new(&source, 0);
        problems.bad_characters(&source.text);
        let list = problems.finish();
        assert_eq!(list.len(), MOST);
        assert!(list[MOST - 1].message.ends_with("and 7 more problems after it"));
    }
}
