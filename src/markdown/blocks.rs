//! Blocks: paragraphs, headings, lists, tables, quotations, callouts, code.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::body::{Heading, Plain};
use super::escape;
use super::heading::{Unusable, trailing_attributes, trailing_id};
use super::reference::{is_id, shown};
use super::writer::{Dialect, OpenHeading, Table, Writer};
use crate::diagnostic::{Code, did_you_mean};

impl<'a> Writer<'a> {
    pub(super) fn start_block(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_block("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(None) => self.start_quote(range),
            Tag::BlockQuote(Some(kind)) => self.start_callout(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind, range),
            Tag::HtmlBlock => self.start_html(range),
            Tag::List(Some(1)) => self.open_block("<ol>\n"),
            Tag::List(Some(first)) => self.open_block(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.open_block("<ul>\n"),
            Tag::Item => self.open_block("<li>"),
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_cell(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            // Inline elements are written elsewhere; metadata blocks are not asked for.
            _ => {}
        }
    }

    pub(super) fn finish_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.open_block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.open_block("</aside>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(true) => self.open_block("</ol>\n"),
            TagEnd::List(false) => self.open_block("</ul>\n"),
            TagEnd::Item => self.out.push("</li>\n"),
            TagEnd::DefinitionList => self.open_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            _ => {}
        }
    }

    /// Writes a tag on a line of its own.
    fn open_block(&mut self, tag: &str) {
        self.out.line();
        self.out.push(tag);
    }

    pub(super) fn rule(&mut self) {
        self.end_block();
        self.open_block("<hr>\n");
    }

    pub(super) fn task(&mut self, done: bool) {
        let checked = if done { " checked" } else { "" };
        write!(self.out.html(), "<input type=\"checkbox\" disabled{checked} aria-label=\"")
            .expect("a string takes all text");
        self.out.text(if done { "task-done" } else { "task-open" });
        self.out.push("\"> ");
    }

    // Headings.

    fn start_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        self.out.line();
        if self.dialect == Dialect::CommonMark {
            let level = level as u8;
            let id_goes = self.out.mark();
            write!(self.out.html(), "<h{level}>").expect("a string takes all text");
            self.heading = Some(OpenHeading { level, id_goes, explicit: None });
            return;
        }
        let level = self.checked_level(level as u8, range);
        write!(self.out.html(), "<h{level} id=\"").expect("a string takes all text");
        let id_goes = self.out.mark();
        self.out.push("\">");
        self.heading = Some(OpenHeading { level, id_goes, explicit: self.explicit_id(range) });
    }

    /// The level that is written; the page's title is the only heading of the first.
    fn checked_level(&mut self, written: u8, range: &Range<usize>) -> u8 {
        let level = written.max(2);
        let line = first_line(self.markdown, range);
        if written == 1 {
            let help = "write `##`: the title of the entry is the page's only heading of the first level";
            self.problems.report(Code::HeadingOrder, &line, "a heading of the first level in a body", help);
        } else if level > self.last_level + 1 {
            let expected = self.last_level + 1;
            let message = format!("a heading of level {level} below one of level {}", self.last_level);
            let help = format!("write `{}`: headings go down one level at a time", "#".repeat(expected.into()));
            self.problems.report(Code::HeadingOrder, &line, message, help);
        }
        self.last_level = level;
        level
    }

    fn explicit_id(&mut self, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let heading = self.markdown.get(range.clone())?;
        let Some((at, id)) = trailing_id(heading) else {
            self.report_attributes(heading, range);
            return None;
        };
        let begins = range.start + at;
        let id_begins = begins + "{#".len();
        Some((begins, id_begins..id_begins + id.len()))
    }

    fn report_attributes(&mut self, heading: &str, range: &Range<usize>) {
        let Some((at, inner)) = trailing_attributes(heading) else { return };
        let begins = range.start + at;
        let id = inner
            .split_whitespace()
            .find_map(|word| word.strip_prefix('#'))
            .filter(|id| is_id(id) && !id.contains('.'));
        let help = match id {
            Some(id) => format!("write `{{#{id}}}`"),
            None => "take it out, or write `{#id}`; where braces are meant, write `\\{`".to_owned(),
        };
        let message = "a heading takes an id and no other attributes";
        self.problems.report(Code::BadId, &(begins..begins + "{}".len() + inner.len()), message, help);
    }

    /// The id that an editor wrote.
    fn given_id(&mut self, range: &Range<usize>) -> Box<str> {
        let written = &self.markdown[range.clone()];
        let (id, why) = self.ids.explicit(written);
        match why {
            Some(Unusable::Twice) => {
                let message = format!("two headings have the id `{}`", shown(written));
                self.problems.report(Code::DuplicateId, range, message, "give one of them another id");
            }
            Some(Unusable::OfPage) => {
                let message = format!("`{}` is an id of the page around the text", shown(written));
                let help = "take another id: the page has those that begin with `_`, `fn-` and `fnref-`";
                self.problems.report(Code::BadId, range, message, help);
            }
            None => {}
        }
        id
    }

    fn end_heading(&mut self) {
        let Some(OpenHeading { level, id_goes, explicit }) = self.heading.take() else { return };
        if self.dialect == Dialect::Site {
            let words = self.running.as_str().trim();
            let text = Plain::from_marked(words);
            let id = match explicit {
                Some((_, range)) => self.given_id(&range),
                None => self.ids.by_words(&text.own_words()),
            };
            let mut escaped = String::with_capacity(id.len());
            escape::text(&mut escaped, &id);
            self.out.insert(id_goes, &escaped);
            self.headings.push(Heading { level, id, text });
        }
        writeln!(self.out.html(), "</h{level}>").expect("a string takes all text");
        self.end_block();
    }

    // Quotations.

    fn start_quote(&mut self, range: &Range<usize>) {
        self.open_block("<blockquote>\n");
        if self.dialect == Dialect::Site {
            self.check_callout(range);
        }
    }

    /// Reports `> [!WORD]` that the parser did not take for a callout.
    fn check_callout(&mut self, range: &Range<usize>) {
        let Some((word, marker)) = callout_word(self.markdown, range) else { return };
        let known = BLOCK_QUOTES.iter().any(|known| known.eq_ignore_ascii_case(word));
        let (message, help) = if known {
            let help = "its text begins on the next line, behind another `>`".to_owned();
            (format!("`[!{word}]` does not stand alone on its line"), help)
        } else {
            let guess = did_you_mean(word, BLOCK_QUOTES.iter().copied());
            let help = guess.unwrap_or_else(|| format!("callouts are {}", BLOCK_QUOTES.join(", ")));
            (format!("there is no callout `{word}`"), help)
        };
        self.problems.report(Code::UnknownCallout, &marker, message, help);
    }

    fn start_callout(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "callout-note"),
            BlockQuoteKind::Tip => ("tip", "callout-tip"),
            BlockQuoteKind::Important => ("important", "callout-important"),
            BlockQuoteKind::Warning => ("warning", "callout-warning"),
            BlockQuoteKind::Caution => ("caution", "callout-caution"),
        };
        self.open_block("<aside class=\"callout ");
        self.out.push(class);
        self.out.push("\">\n<p class=\"callout-title\">");
        self.out.text(title);
        self.out.push("</p>\n");
    }

    // Code and HTML.

    fn start_code(&mut self, kind: &CodeBlockKind<'a>, range: &Range<usize>) {
        self.in_code = true;
        self.check_fence(kind, range);
        // What is too wide scrolls in its own box, and a box that cannot be reached by the keyboard cannot be scrolled by it.
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        if language.is_empty() {
            return self.open_block("<pre tabindex=\"0\"><code>");
        }
        self.open_block("<pre tabindex=\"0\"><code class=\"language-");
        escape::text(self.out.html(), language);
        self.out.push("\">");
    }

    /// `CommonMark` closes a fence at the end of the text. Then all that follows is code, and nothing in it is checked.
    fn check_fence(&mut self, kind: &CodeBlockKind<'a>, range: &Range<usize>) {
        let block = self.markdown.get(range.clone()).unwrap_or_default();
        if matches!(kind, CodeBlockKind::Fenced(_)) && !has_closing_fence(block) {
            let message = "a block of code that does not end: all that follows is code";
            let help = format!("end the code with a line that holds nothing but {}", fence(block));
            self.problems.report(Code::UnclosedCode, &first_line(self.markdown, range), message, help);
        }
    }

    fn end_code(&mut self) {
        self.in_code = false;
        self.out.push("</code></pre>\n");
    }

    fn start_html(&mut self, range: &Range<usize>) {
        let html = self.markdown.get(range.clone()).unwrap_or_default();
        self.report_html(html, range);
        self.open_block("<p>");
    }

    fn end_html(&mut self) {
        self.out.push("</p>\n");
    }

    // Tables.

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.open_block("<div class=\"scroll\" tabindex=\"0\">\n<table>\n");
    }

    fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.out.push("<thead>\n<tr>");
    }

    fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.out.push("</tr>\n</thead>\n");
    }

    fn start_table_row(&mut self) {
        self.table.column = 0;
        if !std::mem::replace(&mut self.table.has_body, true) {
            self.out.push("<tbody>\n");
        }
        self.out.push("<tr>");
    }

    fn start_cell(&mut self) {
        self.out.push(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        // A class, since the pages' security policy forbids style attributes.
        self.out.push(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
        self.table.column += 1;
    }

    fn end_cell(&mut self) {
        self.out.push(if self.table.in_head { "</th>" } else { "</td>" });
    }

    fn end_table(&mut self) {
        let has_body = std::mem::take(&mut self.table).has_body;
        self.out.push(if has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }
}

const BLOCK_QUOTES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The word in `> [!WORD]` at the beginning of a quotation, and where its brackets stand.
fn callout_word<'m>(markdown: &'m str, range: &Range<usize>) -> Option<(&'m str, Range<usize>)> {
    let quote = markdown.get(range.clone())?;
    let inner = quote.trim_start().strip_prefix('>')?.trim_start_matches([' ', '\t']);
    let word = inner.strip_prefix("[!")?;
    let length = word.find(|c: char| !(c.is_alphanumeric() || c == '-'))?;
    let start = range.end - inner.len();
    let is_closed = length > 0 && word[length..].starts_with(']');
    is_closed.then(|| (&word[..length], start..start + "[!]".len() + length))
}

/// The backticks or tildes that a block of code begins with.
fn fence(block: &str) -> &str {
    let mark = block.chars().next().unwrap_or('`');
    &block[..block.len() - block.trim_start_matches(mark).len()]
}

/// Whether the last line of a block of code is a fence, behind the marks of quotations and lists around it.
fn has_closing_fence(block: &str) -> bool {
    let Some((_, last)) = block.trim_end().rsplit_once(['\n', '\r']) else { return false };
    let last = last.trim_start_matches([' ', '\t', '>']);
    let fence = fence(block);
    last.starts_with(fence) && last.chars().all(|mark| fence.starts_with(mark))
}

/// A block's range without what follows its first line.
fn first_line(markdown: &str, range: &Range<usize>) -> Range<usize> {
    let block = markdown.get(range.clone()).unwrap_or_default();
    let line = block.lines().next().unwrap_or_default().trim_end();
    range.start..range.start + line.len()
}
