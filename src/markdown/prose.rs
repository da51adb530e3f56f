//! Which parts of a body are the editor's own running text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::events;

/// The byte ranges of running text: no code, no addresses, no citations, no quotation, neither as a block nor between
/// quotation marks. In order, and none touches the next. Empty when the body nests too deeply, which [`super::parse`]
/// reports.
///
/// It parses the body anew, so look for the words in the whole text first and ask only when there are some.
pub fn prose(markdown: &str) -> Vec<Range<usize>> {
    let Ok(events) = events::of_body(markdown) else { return Vec::new() };
    let mut collector = Collector { markdown, ..Collector::default() };
    for (event, range) in events {
        collector.event(event, range);
    }
    collector.end_block();
    collector.ranges
}

#[derive(Default)]
struct Collector<'a> {
    markdown: &'a str,
    ranges: Vec<Range<usize>>,
    /// The texts of the current block.
    block: Vec<(Range<usize>, CowStr<'a>)>,
    /// Elements open within one that is not prose, itself included; 0 in prose.
    skipped: usize,
}

impl<'a> Collector<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ if self.skipped > 0 => {}
            Event::Text(text) => self.block.push((range, text)),
            Event::SoftBreak => self.block.push((range, CowStr::Borrowed("\n"))),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        if self.skipped > 0 || is_not_prose(tag) {
            self.skipped += 1;
        }
        if is_block(tag.to_end()) {
            self.end_block();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.skipped = self.skipped.saturating_sub(1);
        if is_block(tag) {
            self.end_block();
        }
    }

    /// Adds what is not quoted of the block's texts.
    fn end_block(&mut self) {
        if self.block.is_empty() {
            return;
        }
        let block = std::mem::take(&mut self.block);
        let quotations = quotations(&block);
        let mut quotations = quotations.iter().peekable();
        for (range, _) in &block {
            let mut start = range.start;
            while let Some(quotation) = quotations.peek().filter(|quotation| quotation.start < range.end) {
                self.add(start..quotation.start);
                start = start.max(quotation.end);
                if quotation.end > range.end {
                    break;
                }
                quotations.next();
            }
            self.add(start..range.end);
        }
        self.block = block;
        self.block.clear();
    }

    fn add(&mut self, range: Range<usize>) {
        let last_end = self.ranges.last().map_or(0, |last| last.end);
        // The parser gives a row twice when it stops filling up the rows of a very wide table.
        let range = range.start.max(last_end)..range.end;
        if self.markdown.get(range.clone()).is_none_or(str::is_empty) {
            return;
        }
        match self.ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.ranges.push(range),
        }
    }
}

fn is_not_prose(tag: &Tag) -> bool {
    match tag {
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(None) => true,
        Tag::Link { link_type, .. } | Tag::Image { link_type, .. } => matches!(
            link_type,
            LinkType::Autolink
                | LinkType::Email
                | LinkType::ShortcutUnknown
                | LinkType::CollapsedUnknown
                | LinkType::ReferenceUnknown
                | LinkType::WikiLink { has_pothole: false }
        ),
        _ => false,
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The quotations of a block with their marks, in order. A mark that is never closed quotes nothing.
fn quotations(block: &[(Range<usize>, CowStr)]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    for (range, text) in block {
        // An entity is wider in the source than its character, and is a mark as a whole.
        let is_entity = text.len() != range.len();
        for (at, character) in text.char_indices() {
            if character.is_ascii() && character != '"' {
                continue;
            }
            let (start, end) = if is_entity {
                (range.start, range.end)
            } else {
                (range.start + at, range.start + at + character.len_utf8())
            };
            match open {
                Some((begun, closing))
                    if closing.contains(&character)
                        && !is_apostrophe(character, &text[at + character.len_utf8()..]) =>
                {
                    found.push(begun..end);
                    open = None;
                }
                Some(_) => {}
                None => open = closing_marks(character).map(|closing| (start, closing)),
            }
        }
    }
    found
}

/// Whether a mark that may close a quotation stands within a word, as in “don’t”.
fn is_apostrophe(mark: char, behind: &str) -> bool {
    mark == '’' && behind.starts_with(char::is_alphanumeric)
}

/// The marks that close what a mark opens: “English”, ‘British’, « French », „German“, „Polish”, »Danish«, ”Swedish”, 「日本語」.
fn closing_marks(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"']),
        '“' | '”' => Some(&['”']),
        '‘' => Some(&['’']),
        '„' => Some(&['“', '”']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<&str> {
        prose(markdown).into_iter().map(|range| &markdown[range]).collect()
    }

    #[test]
    fn code_addresses_and_citations_are_no_prose() {
        assert_eq!(texts("a `illegal` b"), ["a ", " b"]);
        assert_eq!(texts("[label](illegal.md \"title\") <https://illegal.org>"), ["label", " "]);
        assert_eq!(texts("a <illegal@un.org> b"), ["a ", " b"]);
        assert_eq!(texts("x [[illegal]] [[a|label]] [@illegal, p. 4]"), ["x ", " ", "label", " "]);
        assert_eq!(texts("```\nillegal\n```\n\n    illegal\n\nb"), ["b"]);
        assert_eq!(texts("<div>illegal</div>\n\n![alt](files/illegal.png)"), ["alt"]);
    }

    #[test]
    fn quotations_are_no_prose() {
        let quoted = [
            "“illegal”",
            "\"illegal\"",
            "« illegal »",
            "„illegal“",
            "„illegal”",
            "»illegal«",
            "“*illegal*”",
            "&quot;x\"",
            "”x”",
            "‘illegal’",
            "‘it isn’t illegal’",
        ];
        for quotation in quoted {
            let markdown = format!("a {quotation} b");
            assert_eq!(texts(&markdown), ["a ", " b"], "{quotation}");
        }
        assert_eq!(texts("> illegal\n> > x\n\nown"), ["own"]);
        assert_eq!(texts("> [!NOTE]\n> own"), ["own"]);
    }

    #[test]
    fn a_quotation_ends_with_its_block_and_an_unclosed_one_quotes_nothing() {
        assert_eq!(texts("a 5\" pipe\n\nb “c\n\n- d ” e"), ["a 5\" pipe", "b “c", "d ” e"]);
        assert_eq!(texts("“a\nb” c\nd"), [" c\nd"]);
        assert_eq!(texts("\"a *b* c\" d \"e\" f"), [" d ", " f"]);
        assert_eq!(texts("it isn’t so, says ‘nobody"), ["it isn’t so, says ‘nobody"]);
    }

    #[test]
    fn headings_tables_and_footnotes_are_prose() {
        assert_eq!(texts("## a\n\n| b |\n|---|\n| c |\n\nd[^1]\n\n[^1]: e\n"), ["a", "b", "c", "d", "e"]);
    }
}
