//! Where a body names entries and pages of the site: the bytes of each name, so that a name can be changed and nothing else.
//!
//! A body goes in, names with their places come out. They are found in what the parser made of the text and never by
//! searching it: `[[old]]` in code is no reference, and `[label](old.md)` is one wherever its parts stand.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::body::Target;
use super::destination::{self, Destination};
use super::{events, reference};
use crate::source::{Source, Span};

/// A name in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What is named.
    pub named: Named,
    /// Where its link begins, for messages.
    pub link: Span,
    /// The bytes of the id or address alone; none when it is written in a way that hides them, as by `%6F` for `o`.
    pub span: Option<Span>,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The entry of an id.
    Entry(Box<str>),
    /// A page by its address: `/sdg/8.8/#x`.
    Address(Box<str>),
}

/// Every name in the part of a source that is Markdown, in no particular order; none when the body cannot be read.
pub fn names(source: &Arc<Source>, body: Span) -> Option<Vec<Name>> {
    let text = source.slice(body);
    let events = events::of_body(text).ok()?;
    let mut finder = Finder { text, start: body.range().start, open: Vec::new(), names: Vec::new() };
    for (_, definition) in events.reference_definitions().iter() {
        finder.definition(&definition.dest, &definition.span);
    }
    for (event, range) in events {
        finder.event(&event, &range);
    }
    Some(finder.names)
}

struct Finder<'a> {
    text: &'a str,
    /// Where the body begins in its source.
    start: usize,
    open: Vec<Open>,
    names: Vec<Name>,
}

/// A link in parentheses whose end has not come yet.
struct Open {
    destination: String,
    /// Where what is known of its label ends.
    label_end: usize,
}

impl Finder<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Event::End(TagEnd::Link) = event {
            return self.close(range);
        }
        for link in &mut self.open {
            link.label_end = link.label_end.max(range.end);
        }
        let Event::Start(Tag::Link { link_type, dest_url, .. }) = event else { return };
        if let LinkType::WikiLink { .. } = link_type {
            self.reference(dest_url, range);
        }
        // Links by reference have their destination elsewhere; they are pushed so that each end has its beginning.
        let destination = if *link_type == LinkType::Inline { dest_url.to_string() } else { String::new() };
        self.open.push(Open { destination, label_end: range.start + 1 });
    }

    fn close(&mut self, range: &Range<usize>) {
        let Some(link) = self.open.pop().filter(|link| !link.destination.is_empty()) else { return };
        for outer in &mut self.open {
            outer.label_end = outer.label_end.max(range.end);
        }
        let written = self.text.get(link.label_end..range.end).unwrap_or_default();
        let at = written.find("](").map(|at| link.label_end + at + 2);
        self.destination(&link.destination, at, range);
    }

    /// `[label]: old.md "title"`.
    fn definition(&mut self, destination: &str, range: &Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let close = written.match_indices("]:").map(|(at, _)| at).find(|at| !is_escaped(&written[..*at]));
        self.destination(destination, close.map(|at| range.start + at + 2), range);
    }

    /// `[[old#anchor|label]]`.
    fn reference(&mut self, name: &str, range: &Range<usize>) {
        let Ok(Target::Entry { id, .. }) = reference::target(name) else { return };
        let inner = self.text.get(range.start + 2..range.end).unwrap_or_default();
        let at = range.start + 2 + (inner.len() - inner.trim_start().len());
        let span = inner.trim_start().starts_with(&*id).then(|| self.span(at, id.len()));
        self.push(Named::Entry(id), range, span);
    }

    /// A destination that is written from `at` on, as far as that could be found.
    fn destination(&mut self, decoded: &str, at: Option<usize>, link: &Range<usize>) {
        let raw = at.map(|at| raw(self.text, at, link.end));
        match destination::of_link(decoded) {
            Ok(Destination::Entry { id, .. }) => {
                let span = raw.and_then(|(at, raw)| Some(self.span(at + id_in_path(raw, &id)?, id.len())));
                self.push(Named::Entry(id), link, span);
            }
            Ok(Destination::Address(address)) => {
                let span = raw.filter(|(_, raw)| *raw == address).map(|(at, raw)| self.span(at, raw.len()));
                self.push(Named::Address(address.into()), link, span);
            }
            _ => {}
        }
    }

    fn push(&mut self, named: Named, link: &Range<usize>, span: Option<Span>) {
        let link = Span::from(link.clone()).shifted(self.start);
        self.names.push(Name { named, link, span });
    }

    fn span(&self, at: usize, length: usize) -> Span {
        Span::new(at, at + length).shifted(self.start)
    }
}

fn is_escaped(before: &str) -> bool {
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The destination as it is written between `at` and `end`, and where it begins (`CommonMark` 6.3).
fn raw(text: &str, at: usize, end: usize) -> (usize, &str) {
    let rest = text.get(at..end).unwrap_or_default();
    let trimmed = rest.trim_start();
    let at = at + (rest.len() - trimmed.len());
    if let Some(inner) = trimmed.strip_prefix('<') {
        return (at + 1, inner.split('>').next().unwrap_or_default());
    }
    let mut depth = 0;
    let close = trimmed.find(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0 || c.is_whitespace()
    });
    (at, &trimmed[..close.unwrap_or(trimmed.len())])
}

/// Where in `../folder/old.fr.md#anchor` the id stands, when it is written as it is.
fn id_in_path(raw: &str, id: &str) -> Option<usize> {
    let path = raw.split('#').next().unwrap_or_default();
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let rest = path[name..].strip_prefix(id)?;
    rest.starts_with('.').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named, with the bytes that name it.
    fn found(text: &str) -> Vec<String> {
        let source = Source::new("a.md", format!("---\n---\n{text}"));
        let mut names = names(&source, Span::new(8, source.text.len())).expect("a body");
        names.sort_by_key(|name| name.link);
        let show = |name: &Name| {
            let bytes = name.span.map_or("hidden", |span| source.slice(span));
            match &name.named {
                Named::Entry(id) => format!("{id}={bytes}@{}", name.span.map_or(0, |span| span.start - 8)),
                Named::Address(address) => format!("{address}={bytes}"),
            }
        };
        names.iter().map(show).collect()
    }

    #[test]
    fn ids_are_found_in_every_form_of_a_reference() {
        assert_eq!(found("[[old]]"), ["old=old@2"]);
        assert_eq!(found("é [[ old#how|the *old* one ]]"), ["old=old@6"]);
        assert_eq!(found("| a | b |\n|---|---|\n| [[old\\|x]] | y |\n"), ["old=old@24"]);
        assert_eq!(found("> - [[old]]"), ["old=old@6"]);
    }

    #[test]
    fn ids_are_found_in_every_form_of_a_link() {
        assert_eq!(found("[old.md](old.md)"), ["old=old@9"]);
        assert_eq!(found("[a ](<../x/old.fr.md#b> \"old.md\")"), ["old=old@11"]);
        assert_eq!(found("[**a](old.md)** \\](old.md) `](old.md`](x(y)/old.md)"), ["old=old@6"]);
        assert_eq!(found("[a `](old.md` b](x(y)/old.md)"), ["old=old@22"]);
        assert_eq!(found("[![i](files/old.png)](\n old.md)"), ["old=old@24"]);
        assert_eq!(found("[a][b] and [b]\n\n[b]: old.md#c 'old'\n[c\\]: x]: y.md\n"), ["old=old@21", "y=y@46"]);
        assert_eq!(found("[](old.md)"), ["old=old@3"]);
    }

    #[test]
    fn what_only_looks_like_a_reference_is_none() {
        for text in
            ["`[[old]]`", "\\[[old]]x", "    [[old]]", "[[theme:old]]", "<https://x.org/old.md>", "old.md [@old]"]
        {
            assert!(found(text).iter().all(|name| !name.contains('=')), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_name_that_is_hidden_is_told_as_such() {
        assert_eq!(found("[a](%6Fld.md) [b](o&#108;d.md)"), ["old=hidden@0", "old=hidden@0"]);
    }

    #[test]
    fn addresses_of_the_site_are_names_too() {
        assert_eq!(found("[a](/practices/old/#x)"), ["/practices/old/#x=/practices/old/#x"]);
    }
}
