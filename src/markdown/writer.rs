//! Turns events into fragments: the state of that, and what is neither block nor link.
//!
//! Elements and attributes are written by name here and in the modules beside, and no other ever gets out; what an editor
//! wrote goes through [`escape`]. Blocks are in [`super::blocks`], links and images in [`super::inline`], footnotes in
//! [`super::footnotes`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::body::{Body, Heading};
use super::brackets::{Brackets, Stray};
use super::escape;
use super::events::{Events, MOST_OPEN};
use super::footnotes::Footnotes;
use super::foreign;
use super::heading::Ids;
use super::inline::{Anchors, OpenImage, OpenLink};
use super::output::{Mark, Output};
use super::plain::{Mentions, Running};
use super::problems::{Problems, instead_of_html};
use crate::diagnostic::{Code, Diagnostic};
use crate::node::deceives;
use crate::source::Source;

/// Which Markdown is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Dialect {
    /// A body: headings below the page's title and with ids, links that the catalog resolves.
    Site,
    /// `CommonMark` as the specification has it.
    CommonMark,
}

/// A body under way.
pub(super) struct Writer<'a> {
    pub(super) dialect: Dialect,
    /// The body.
    pub(super) markdown: &'a str,
    pub(super) problems: Problems<'a>,
    pub(super) out: Output,
    /// The text of the block that is being written.
    pub(super) running: Running,
    pub(super) mentions: Mentions,
    pub(super) headings: Vec<Heading>,
    pub(super) ids: Ids,
    pub(super) heading: Option<OpenHeading>,
    pub(super) last_level: u8,
    pub(super) table: Table,
    pub(super) links: Vec<OpenLink>,
    pub(super) anchors: Anchors,
    pub(super) footnotes: Footnotes,
    /// Where events go that are not written as they come.
    pub(super) aside: Option<Aside>,
    pub(super) in_code: bool,
    pub(super) brackets: Brackets,
    /// Elements that are open.
    open: usize,
    too_deep: bool,
    /// Where a call of another generator's ends that was reported.
    foreign_until: usize,
    /// Raw HTML was reported in this block, so that its closing tag is no news.
    html_reported: bool,
}

/// A heading whose id is not known before its end.
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) id_goes: Mark,
    /// Where `{#id}` begins, and the id.
    pub(super) explicit: Option<(usize, Range<usize>)>,
}

/// The table that is being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<pulldown_cmark::Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
    pub(super) has_body: bool,
}

/// Events between a start and its end that become something else than elements.
pub(super) struct Aside {
    /// Starts without their end so far.
    pub(super) open: usize,
    /// The image whose description they are; nothing comes of them when there is none.
    pub(super) image: Option<OpenImage>,
}

impl<'a> Writer<'a> {
    /// A writer for the part of a source that begins at `start`.
    pub(super) fn new(dialect: Dialect, source: &'a Arc<Source>, start: usize, markdown: &'a str) -> Self {
        let mut ids = Ids::default();
        ids.reserve(markdown);
        Self {
            dialect,
            markdown,
            problems: Problems::new(source, start),
            out: Output::with_capacity(markdown.len() + markdown.len() / 4),
            running: Running::default(),
            mentions: Mentions::default(),
            headings: Vec::new(),
            ids,
            heading: None,
            last_level: 1,
            table: Table::default(),
            links: Vec::new(),
            anchors: Anchors::default(),
            footnotes: Footnotes::default(),
            aside: None,
            in_code: false,
            brackets: Brackets::default(),
            open: 0,
            too_deep: false,
            foreign_until: 0,
            html_reported: false,
        }
    }

    /// Writes all events.
    pub(super) fn run(mut self, events: Events<'a>) -> (Body, Vec<Diagnostic>) {
        for (event, range) in events {
            if self.aside.is_some() {
                self.event_aside(&event, &range);
            } else {
                self.event(event, &range);
            }
        }
        self.end_block();
        self.write_footnotes();
        let foreign_anchors = self.foreign_anchors();
        self.headings.shrink_to_fit();
        let (fragments, mentions) = (self.out.finish(), self.mentions.finish());
        let body = Body { fragments, headings: self.headings, mentions, foreign_anchors };
        (body, self.problems.finish())
    }

    fn event(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            // Mathematics is not asked for.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.code(&code),
            Event::Html(html) => escape::text(self.out.html(), &html),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::SoftBreak => {
                self.out.push("\n");
                self.running.space();
            }
            Event::HardBreak => {
                self.out.push("<br>\n");
                self.running.space();
            }
            Event::Rule => self.rule(),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        self.open += 1;
        if self.open > MOST_OPEN {
            self.report_depth(range);
        } else if is_inline(tag.to_end()) {
            self.start_inline(tag, range);
        } else {
            self.end_block();
            self.start_block(tag, range);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let was_skipped = self.open > MOST_OPEN;
        self.open -= 1;
        if was_skipped {
            return;
        }
        if is_inline(tag) {
            self.end_inline(tag);
        } else {
            if !matches!(tag, TagEnd::Heading(_)) {
                self.end_block();
            }
            self.finish_block(tag);
        }
    }

    fn report_depth(&mut self, range: &Range<usize>) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let message = format!("more than {MOST_OPEN} elements within each other");
            self.problems.report(
                Code::DeepNesting,
                range,
                message,
                "write it flatter; what lies deeper is shown without markup",
            );
        }
    }

    /// Ends the running text of a block.
    pub(super) fn end_block(&mut self) {
        self.html_reported = false;
        self.brackets.end_block();
        if !self.running.is_empty() {
            self.running.finish(&mut self.mentions);
        }
    }

    fn text(&mut self, text: &CowStr<'a>, range: &Range<usize>) {
        if self.in_code {
            return escape::text(self.out.html(), text);
        }
        let visible = self.visible(text, range);
        let mut text: &str = &visible;
        self.report_foreign(range);
        if let Some(stray) = self.brackets.text(self.markdown, text, range) {
            self.report_stray(&stray);
        }
        if let Some((cut, _)) = self.heading.as_ref().and_then(|heading| heading.explicit.as_ref()) {
            text = before(text, range, *cut);
        }
        escape::text(self.out.html(), text);
        self.running.push(text);
    }

    fn code(&mut self, code: &str) {
        self.out.push("<code>");
        escape::text(self.out.html(), code);
        self.out.push("</code>");
        self.running.push(code);
    }

    /// The text; bad characters in it are reported and replaced when they were written as an entity. Those that stand in
    /// the source are found there.
    fn visible<'t>(&mut self, text: &'t CowStr<'a>, range: &Range<usize>) -> Cow<'t, str> {
        match text {
            CowStr::Borrowed(text) => Cow::Borrowed(text),
            decoded => Cow::Owned(self.without_bad_characters(decoded, range)),
        }
    }

    pub(super) fn without_bad_characters(&mut self, text: &str, range: &Range<usize>) -> String {
        for character in text.chars().filter(|c| deceives(*c)) {
            self.problems.bad_character(character, range.clone());
        }
        text.chars().map(|c| if deceives(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        // `{{<figure src="a.png">}}` has no HTML in it.
        if range.start >= self.foreign_until {
            self.report_html(html, range);
        }
        escape::text(self.out.html(), html);
    }

    pub(super) fn report_html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("</") && self.html_reported {
            return;
        }
        self.html_reported = true;
        let html = html.trim_end();
        let range = range.start..range.start + html.len().min(range.len());
        self.problems.report(Code::RawHtml, &range, "HTML in a body", instead_of_html(html));
    }

    /// Reports what another generator would read in a text.
    fn report_foreign(&mut self, range: &Range<usize>) {
        if self.dialect == Dialect::CommonMark {
            return;
        }
        let mut at = range.start.max(self.foreign_until);
        while let Some(call) = (at < range.end).then(|| foreign::find(self.markdown, at, range.end)).flatten() {
            if let Some(instead) = call.instead {
                let message = "this is for another generator: bodies are Markdown, without shortcodes or template tags";
                self.problems.report(Code::BadReference, &(call.start..call.end), message, instead);
            }
            (at, self.foreign_until) = (call.end, call.end);
        }
    }

    fn report_stray(&mut self, stray: &Stray) {
        let in_cell = self.table.column > 0;
        let in_table = in_cell.then(|| with_bar(&self.markdown[stray.range().start..])).flatten();
        let (code, message, help) = match stray {
            Stray::Reference(_) => (
                Code::BadReference,
                "`[[` begins a reference that cannot be read",
                in_table.as_deref().unwrap_or(
                    "a reference is written `[[id]]` within one paragraph; where brackets are meant, write `\\[[`",
                ),
            ),
            Stray::Around(_) => (
                Code::BadReference,
                "a link or image around a link: readers would see its brackets and its address",
                "put one behind the other; where brackets are meant, write `\\[`",
            ),
            Stray::Spaced(_) => (
                Code::BadReference,
                "this is no link, since its address holds a space: readers would see its brackets",
                "write `%20` in place of each space; where brackets are meant, write `\\[`",
            ),
            Stray::Citation(_) => (
                Code::BadReference,
                "`[@` begins a citation that cannot be read",
                "a citation is written `[@source, paras. 60-61]`, without brackets inside; where brackets are meant, write `\\[@`",
            ),
            Stray::Led(_) => (
                Code::BadReference,
                "a citation begins with `@`: readers would see these brackets",
                "words stand in front of it, as in `see [@source, p. 4]`; where brackets are meant, write `\\[`",
            ),
            Stray::Footnote(_) => (
                Code::UnknownFootnote,
                "a footnote that is not written",
                "write it on a line of its own: `[^1]: text`; where brackets are meant, write `\\[^`",
            ),
        };
        self.problems.report(code, stray.range(), message, help);
    }

    fn event_aside(&mut self, event: &Event<'a>, range: &Range<usize>) {
        let Some(aside) = &mut self.aside else { return };
        match event {
            Event::Start(_) => aside.open += 1,
            Event::End(_) if aside.open > 0 => aside.open -= 1,
            Event::End(_) => {
                self.open -= 1;
                self.end_aside();
            }
            Event::InlineHtml(html) if aside.image.is_some() => {
                self.report_html(html, range);
                self.alt_text(html);
            }
            Event::Text(text) if aside.image.is_some() => {
                let text = self.visible(text, range);
                self.alt_text(&text);
            }
            Event::Code(text) => self.alt_text(text),
            Event::SoftBreak | Event::HardBreak => self.alt_text(" "),
            _ => {}
        }
    }

    fn alt_text(&mut self, text: &str) {
        if let Some(image) = self.aside.as_mut().and_then(|aside| aside.image.as_mut()) {
            image.alt.push_str(text);
        }
    }
}

/// What to write in a table instead of the `[[id|label]]` that a text begins with.
fn with_bar(text: &str) -> Option<String> {
    let line = text[..text.floor_char_boundary(200)].lines().next()?;
    let (id, label) = line.split_once("]]")?.0.split_once('|')?;
    Some(format!("`|` ends a cell of the table; write `{id}\\|{label}]]`"))
}

/// The part of a heading's text before its `{#id}`.
fn before<'t>(text: &'t str, range: &Range<usize>, cut: usize) -> &'t str {
    if range.end <= cut {
        return text;
    }
    text.get(..cut.saturating_sub(range.start)).unwrap_or_default().trim_end()
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
