//! The text of an entry as it was written, with what only the site knows filled in.

use std::ops::Range;
use std::sync::Arc;

use super::{address, entry_address, link, text};
use crate::export::{feed::absolute, plain};
use crate::markdown::{Body, Fragment, Hole, Target, inner_definitions};
use crate::route::{self, Page, Route};
use crate::source::{Source, Span};
use crate::view::Edition;
use crate::view::body::locator_text;

/// The Markdown of a body: `span` of the source, with its holes filled.
pub fn body(edition: &Edition, source: &Arc<Source>, span: Span, body: &Body) -> String {
    let start = span.range().start;
    let written = Written { edition, source: &source.text };
    let holes = body.fragments.iter().filter_map(Fragment::hole).map(|hole| (hole.span.range(), Some(hole)));
    let markdown = source.slice(span);
    // A text is read once more only where it may define a link.
    let definitions = if markdown.contains("]:") { inner_definitions(markdown) } else { Vec::new() };
    let definitions = definitions.into_iter().map(|range| (range.start + start..range.end + start, None));
    let mut pieces: Vec<_> = holes.chain(definitions).collect();
    pieces.sort_by_key(|(range, _)| range.start);
    written.filled(span.range(), pieces).replace("\r\n", "\n").trim().to_owned()
}

struct Written<'a> {
    edition: &'a Edition,
    source: &'a str,
}

impl Written<'_> {
    /// A part of the source in which some pieces are replaced by what they mean, or by nothing.
    fn filled<'h>(
        &self,
        range: Range<usize>,
        pieces: impl IntoIterator<Item = (Range<usize>, Option<&'h Hole>)>,
    ) -> String {
        let (mut out, mut at) = (String::new(), range.start);
        for (place, hole) in pieces {
            // Footnotes stand elsewhere on the page than in the source, once each.
            if place.start < at || place.end > range.end {
                continue;
            }
            out.push_str(&self.source[at..place.start]);
            if let Some(hole) = hole {
                out.push_str(&self.meant(hole));
            }
            at = place.end;
        }
        out.push_str(&self.source[at..range.end]);
        out
    }

    fn meant(&self, hole: &Hole) -> String {
        let edition = self.edition;
        let catalog = &*edition.catalog;
        let here = |page: Page| address(edition, &route::address(catalog, Route { lang: edition.lang, page }));
        let behind = |anchor: Option<&str>| anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        match &hole.target {
            Target::Entry { id, anchor, .. } if id.is_empty() => link(&self.label(hole), &behind(anchor.as_deref())),
            Target::Entry { id, anchor, .. } => match catalog.find(id) {
                Some(named) => {
                    let to = entry_address(edition, named.entry());
                    link(&self.label(hole), &format!("{to}{}", behind(anchor.as_deref())))
                }
                None => self.label(hole),
            },
            Target::Term { axis, id, .. } => {
                let term = catalog.vocabularies.referred(axis, id);
                let to = term.and_then(|term| route::term_address(catalog, edition.lang, term));
                to.map_or_else(|| self.label(hole), |to| link(&self.label(hole), &address(edition, &to)))
            }
            Target::Figure { id } => {
                link(&text(&plain::name(edition, &hole.target)), &format!("{}#{id}", here(Page::Figures)))
            }
            Target::Citation(cites) => {
                let works = cites.iter().map(|cite| {
                    let work = catalog.documents.number(&cite.source).and_then(|number| {
                        let (_, listed) = catalog.documents.at(number)?;
                        Some(link(&text(&listed.document.title.0), &here(Page::Work(number, 1))))
                    });
                    let place = cite.locator.as_ref().map(|found| locator_text(edition, found.kind, &found.text));
                    let place = place.map(|place| format!(", {}", text(&place))).unwrap_or_default();
                    format!("{}{place}", work.unwrap_or_else(|| text(&cite.source)))
                });
                format!("({})", works.collect::<Vec<_>>().join("; "))
            }
            Target::Address { address: to, .. } => {
                link(&self.label(hole), &address(edition, to.trim_start_matches('/')))
            }
            Target::File { path, anchor, .. } => {
                link(&self.label(hole), &absolute(catalog, &edition.document(path, anchor.as_deref())))
            }
            Target::Image { path, alt, .. } => {
                format!("!{}", link(&text(alt), &absolute(catalog, &edition.document(path, None))))
            }
        }
    }

    /// What a link says, as it was written, else what its target is called.
    fn label(&self, hole: &Hole) -> String {
        let range = hole.span.range();
        let Some(label) = hole.target.label() else { return text(&plain::name(self.edition, &hole.target)) };
        match label_range(&self.source[range.clone()]) {
            Some(found) => {
                let images = label.iter().filter_map(Fragment::hole).map(|hole| (hole.span.range(), Some(hole)));
                self.filled(range.start + found.start..range.start + found.end, images)
            }
            None => text(&plain::line(self.edition, label)),
        }
    }
}

/// Where the label stands in `[[id|label]]`, `[label](address)` and `[label][name]`.
fn label_range(link: &str) -> Option<Range<usize>> {
    if link.starts_with("[[") {
        let start = link.find('|')? + 1;
        return link.strip_suffix("]]").filter(|rest| rest.len() >= start).map(|rest| start..rest.len());
    }
    let inside = link.strip_prefix('[')?;
    let (mut depth, mut is_escaped, mut in_code) = (0, false, false);
    for (at, c) in inside.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '`' => in_code = !in_code,
            _ if in_code => {}
            '[' => depth += 1,
            ']' if depth == 0 => return Some(1..at + 1),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_in_every_form_of_a_link() {
        let label = |link: &'static str| label_range(link).map(|range| &link[range]);
        assert_eq!(label("[[a-b|some *words*]]"), Some("some *words*"));
        assert_eq!(label("[[a-b]]"), None);
        assert_eq!(label("[a [b] \\] `]` c](x.md)"), Some("a [b] \\] `]` c"));
        assert_eq!(label("[a][b]"), Some("a"));
    }
}
