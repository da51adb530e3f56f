//! What the text of an entry names: entries and their headings, terms, figures, works, files.

use super::{Among, Resolver};
use crate::catalog::{EntryIx, Reference};
use crate::diagnostic::{COMPARED, Code, did_you_mean};
use crate::entry::{Kind, Paragraphs};
use crate::field::EntryId;
use crate::markdown::{Body, Cite, LocatorKind, MOST, Target};
use crate::source::Span;
use crate::vocabulary::Found;

/// For so many anchors of one entry that lead nowhere, what was meant is guessed.
const GUESSES: usize = 20;

impl<'a> Resolver<'a> {
    pub(super) fn body(&mut self, body: &'a Body) {
        self.anchors.clear();
        for hole in body.holes() {
            self.hole(&hole.target, hole.span, body);
        }
        self.own_anchors(body);
    }

    /// Reports links to headings of the page that it does not have: of very many, only so many are told apart.
    fn own_anchors(&mut self, body: &'a Body) {
        let told = self.diagnostics.len();
        let mut anchors = body.foreign_anchors.iter();
        while self.diagnostics.len() < told + MOST
            && let Some((anchor, span)) = anchors.next()
        {
            self.anchor(None, anchor, *span, body);
        }
        let known = self.anchors.get(&None);
        let more = anchors.filter(|(anchor, _)| known.is_none_or(|known| !known.contains(&**anchor))).count();
        if let (Some(last), 1..) = (self.diagnostics.last_mut(), more) {
            last.and_more(more);
        }
    }

    pub(super) fn hole(&mut self, target: &'a Target, span: Span, body: &'a Body) {
        match target {
            Target::Entry { id, anchor, .. } => self.entry_link(id, anchor.as_deref(), span, body),
            Target::Term { axis, id, .. } => self.term_link(axis, id, span),
            Target::Figure { id } => {
                if self.catalog.figure(id).is_none() && !self.catalog.unread_figures.may_be(id) {
                    let message = format!("there is no figure `{id}`");
                    let help = Some("list it in content/figures.yaml");
                    self.unknown((id, Among::Figures), Code::UnknownFigure, span, message, help);
                }
            }
            Target::Citation(cites) => cites.iter().for_each(|cite| self.citation(cite, span)),
            // Whether a page stands at an address is known when routes are.
            Target::Address { .. } => {}
            Target::File { path, .. } | Target::Image { path, .. } => {
                if !self.catalog.has_file(path) {
                    let message = format!("there is no file `content/files/{path}`");
                    self.unknown((path, Among::Files), Code::DeadLink, span, message, None);
                }
            }
        }
    }

    pub(super) fn entry_link(&mut self, id: &str, anchor: Option<&str>, span: Span, body: &'a Body) {
        let target = if id.is_empty() {
            None // A link within the page.
        } else {
            match EntryId::parse(id) {
                Some(id) => match self.entry(&id, span, Code::DeadLink) {
                    Some(entry) => Some(entry),
                    None => return,
                },
                None => return self.unknown_entry(Code::DeadLink, span, id),
            }
        };
        if let Some(anchor) = anchor {
            self.anchor(target, anchor, span, body);
        }
    }

    /// Reports an anchor that the page of an entry does not have, or that of this one.
    fn anchor(&mut self, target: Option<EntryIx>, anchor: &str, span: Span, body: &'a Body) {
        let (catalog, lang) = (self.catalog, self.lang);
        let page = target.map(|ix| &catalog[ix]).or(self.entry);
        let all = || {
            let alone = if page.is_none() { Some(body) } else { None };
            let of_page = page.into_iter().flat_map(move |entry| entry.anchors(lang));
            of_page.chain(alone.into_iter().flat_map(Body::anchors))
        };
        let known = self.anchors.entry(target).or_insert_with(|| all().collect());
        if known.contains(anchor) {
            return;
        }
        let are_few = (1..=20).contains(&known.len());
        // Guessing compares with many headings, which takes time when a hostile body has very many dead links.
        self.guesses += 1;
        let compared = if self.guesses <= GUESSES { COMPARED } else { 0 };
        let help = did_you_mean(anchor, all().take(compared));
        let help =
            help.or_else(|| are_few.then(|| format!("its headings are `{}`", all().collect::<Vec<_>>().join("`, `"))));
        let whose = target.map_or_else(|| "this page".to_owned(), |ix| format!("`{}`", catalog[ix].id));
        self.report(Code::DeadAnchor, span, format!("{whose} has no heading `#{anchor}`"), help);
    }

    pub(super) fn term_link(&mut self, axis: &str, id: &str, span: Span) {
        let vocabularies = &self.catalog.vocabularies;
        let Some(found) = vocabularies.axis_of_reference(axis) else {
            let known = vocabularies.axes.iter().map(|axis| axis.one.as_str());
            let help = self.instead_of_term(axis, id).or_else(|| did_you_mean(axis, known));
            return self.report(Code::DeadLink, span, format!("there is no axis `{axis}`"), help);
        };
        match vocabularies.find(found, id) {
            Some(Found::Id(_)) => {}
            Some(Found::Alias(term)) => self.alias(span, id, term),
            None if !vocabularies[found].is_whole => {}
            None => self.unknown_term(found, Code::DeadLink, span, id),
        }
    }

    /// What to write where `[[axis:id]]` has no such axis.
    fn instead_of_term(&self, axis: &str, id: &str) -> Option<String> {
        if axis == "term" {
            return Some("list the words that `term:` leads to in content/vocabulary/glossary.yaml".into());
        }
        let is_kind = Kind::ALL.iter().any(|kind| kind.as_str() == axis || kind.plural() == axis);
        let is_entry = self.catalog.reference(id) != Reference::Unknown;
        (is_kind || is_entry).then(|| format!("entries are named by their ids alone: `[[{id}]]`"))
    }

    pub(super) fn citation(&mut self, cite: &'a Cite, span: Span) {
        if !self.work(&cite.source, span) {
            return;
        }
        let Some(locator) = cite.locator.as_ref().filter(|locator| locator.kind == LocatorKind::Paragraphs) else {
            return self.cite(&cite.source, None);
        };
        if let Some(paragraphs) = Paragraphs::parse(&locator.text) {
            self.paragraphs(&cite.source, &paragraphs, span);
            self.cite(&cite.source, Some(&paragraphs));
        } else {
            let help = "write numbers and ranges: paras. 56-58, 60";
            let message = format!("`{}` names no paragraphs", locator.text);
            self.report(Code::BadLocator, span, message, Some(help.into()));
        }
    }
}
