//! Markdown becomes a [`Body`]: safe HTML with holes where another entry, a term, a citation or a file has to be named.
//!
//! In goes the text of one entry, out come fragments, headings, mentions and diagnostics. The module knows no other entry,
//! no address of the site, no language and no file: it says what is referred to, and the catalog says what that is.
//!
//! Bodies are `CommonMark` with tables, footnotes, strikethrough, task lists, definition lists, heading ids and callouts,
//! and with references (`[[id]]`, `[label](id.md)`, `[[theme:id]]`, `[[figure:id]]`) and citations (`[@source, p. 4]`).
//! The parser is pulldown-cmark. Its own HTML writer is not used, since it lets raw HTML, any scheme of an address and any
//! attribute of a heading through.
//!
//! No input makes it panic, and time and memory grow with the length of the body: see `events` for nesting, `plain`
//! for sentences and `problems` for diagnostics.

mod blocks;
mod body;
mod brackets;
mod definitions;
mod destination;
mod escape;
mod events;
mod footnotes;
mod foreign;
mod heading;
mod inline;
mod names;
mod output;
mod plain;
mod problems;
mod prose;
mod reference;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::Arc;

pub use body::{Body, Cite, Fragment, Heading, Hole, Label, Locator, LocatorKind, Mention, Plain, STRINGS, Target};
pub use definitions::inner_definitions;
pub use names::{Name, Named, names};
pub(crate) use problems::MOST;
pub use prose::prose;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use problems::Problems;
use writer::{Dialect, Writer};

/// Parses the part of a source that is Markdown. All spans are of the whole source. A body that nests too deeply is
/// reported and comes out empty.
pub fn parse(source: &Arc<Source>, body: Span) -> (Body, Vec<Diagnostic>) {
    let markdown = source.slice(body);
    let start = body.range().start;
    match events::of_body(markdown) {
        Ok(events) => {
            let mut writer = Writer::new(Dialect::Site, source, start, markdown);
            writer.problems.bad_characters(markdown);
            writer.run(events)
        }
        Err(line) => {
            let mut problems = Problems::new(source, start);
            let message = format!("more than {} quotations or lists within each other", events::DEEPEST);
            problems.report(Code::DeepNesting, &line, message, "write it flatter; a line across the page is `---`");
            (Body::default(), problems.finish())
        }
    }
}

/// `CommonMark` as HTML, without the site's additions: no extensions of the syntax, headings of all levels and without ids,
/// addresses as they are written. What is refused in a body is refused here too: raw HTML is escaped, and a link or image
/// with a refused scheme leaves its text. The specification's examples are compared with this.
pub fn commonmark(markdown: &str) -> String {
    let source = Source::new("", markdown);
    let Ok(events) = events::of_commonmark(&source.text) else { return String::new() };
    let (body, _) = Writer::new(Dialect::CommonMark, &source, 0, &source.text).run(events);
    let html = body.fragments.iter().map(|fragment| match fragment {
        Fragment::Html(html) => &**html,
        Fragment::Text(_) | Fragment::Hole(_) => "",
    });
    html.collect()
}
