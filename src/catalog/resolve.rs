//! What one entry names, found in the catalog or reported. Runs for all entries in parallel.

use std::sync::Arc;

use super::{Catalog, Citation, EntryIx, Links, Named, PARTY_AXES, Reference};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::entry::{AxisField, Entry, Kind, Paragraphs, SourceReference, Translation, kind_fields};
use crate::field::{EntryId, PartyName, TermName};
use crate::load::FILES;
use crate::markdown::{Body, Cite, LocatorKind, Mention, Target};
use crate::record::Record;
use crate::source::{Source, Span, Spanned};
use crate::vocabulary::{AxisIx, Found, TermIx, unknown_code};

/// The links of one entry.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub links: Links,
    /// The entries that the body mentions, with the numbers of the mentions.
    pub mentions: Vec<(EntryIx, u32)>,
    /// Names that no entry has, with the place of the diagnostic that says so.
    pub unknown: Vec<(usize, Box<str>)>,
}

/// Resolves everything that an entry names.
pub(super) fn resolve(catalog: &Catalog, entry: &Entry) -> (Resolved, Vec<Diagnostic>) {
    let mut resolver =
        Resolver { catalog, source: &entry.source, resolved: Resolved::default(), diagnostics: Vec::new() };
    resolver.terms(entry);
    resolver.parties(entry);
    resolver.relations(entry);
    resolver.sources(entry);
    resolver.offers(entry);
    resolver.body(&entry.body);
    for (number, mention) in (0..).zip(&entry.body.mentions) {
        resolver.mention(number, mention);
    }
    for (_, translation) in &entry.translations {
        resolver.source = &translation.source;
        resolver.body(&translation.body);
    }
    (resolver.resolved, resolver.diagnostics)
}

/// Resolves what the text of a translation names that belongs to no entry of the catalog.
pub(super) fn resolve_text(catalog: &Catalog, translation: &Translation) -> (Resolved, Vec<Diagnostic>) {
    let source = &translation.source;
    let mut resolver = Resolver { catalog, source, resolved: Resolved::default(), diagnostics: Vec::new() };
    resolver.body(&translation.body);
    (resolver.resolved, resolver.diagnostics)
}

/// Reports fields that belong to no axis.
fn unknown_axes(
    catalog: &Catalog,
    source: &Arc<Source>,
    kind: Kind,
    axes: &[AxisField],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for axis in axes.iter().filter(|axis| catalog.vocabularies.axis_of_field(&axis.name).is_none()) {
        let known = crate::entry::Common::fields().into_iter().chain(kind_fields(kind)).map(|field| field.name);
        let axes = catalog.vocabularies.axes.iter().map(|axis| axis.field.as_str());
        let help = did_you_mean(&axis.name, known.chain(axes));
        let help = help.unwrap_or_else(|| "fields of your own belong below `extra:`".into());
        let message = format!("there is no field `{}` here", axis.name);
        diagnostics.push(Diagnostic::new(Code::UnknownField, source, axis.name.span, message).help(help));
    }
}

/// Checks on what the statistics rest.
pub(super) fn figures(catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    let Some(source) = &catalog.figures_source else { return };
    let mut resolver = Resolver { catalog, source, resolved: Resolved::default(), diagnostics: Vec::new() };
    for figure in &catalog.figures {
        resolver.source_reference(&figure.source, false);
    }
    diagnostics.extend(resolver.diagnostics);
}

struct Resolver<'a> {
    catalog: &'a Catalog,
    source: &'a Arc<Source>,
    resolved: Resolved,
    diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn report(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.source, span, message).maybe_help(help));
    }

    /// A name that no entry has. What it may have meant is looked up later and not for all, see [`super::link`].
    fn unknown(&mut self, code: Code, span: Span, id: &str) {
        self.resolved.unknown.push((self.diagnostics.len(), id.into()));
        self.report(code, span, format!("there is no entry `{id}`"), None);
    }

    fn terms(&mut self, entry: &Entry) {
        unknown_axes(self.catalog, &entry.source, entry.kind(), &entry.axes, &mut self.diagnostics);
        let fields = entry.term_fields();
        for (field, terms) in &fields {
            if let Some(axis) = self.catalog.vocabularies.axis_of_field(field) {
                for term in *terms {
                    if let Some(found) = self.term(axis, term) {
                        self.add_term(found);
                    }
                }
            }
        }
        if entry.kind() != Kind::Page {
            self.required_axes(entry, &fields);
        }
    }

    /// The parser requires levels and themes; a project may require an axis of its own.
    fn required_axes(&mut self, entry: &Entry, fields: &[(&str, &[Spanned<TermName>])]) {
        let catalog = self.catalog;
        let required = catalog.vocabularies.axes.iter().filter(|axis| axis.required);
        for axis in required.filter(|axis| axis.field != "level" && axis.field != "themes") {
            if !fields.iter().any(|(field, terms)| *field == axis.field && !terms.is_empty()) {
                let at = Span { end: entry.front_matter.start, ..entry.front_matter };
                let message = format!("the required field `{}` is missing", axis.field);
                self.report(Code::MissingField, at, message, Some(format!("add `{}: [...]`", axis.field)));
            }
        }
    }

    fn add_term(&mut self, term: TermIx) {
        if !self.resolved.links.terms.contains(&term) {
            self.resolved.links.terms.push(term);
        }
    }

    fn term(&mut self, axis: AxisIx, name: &Spanned<TermName>) -> Option<TermIx> {
        let typed = &*name.value.0;
        match self.catalog.vocabularies.find(axis, typed) {
            Some(Found::Id(term)) => Some(term),
            Some(Found::Alias(term)) => {
                self.alias(name.span, typed, term);
                Some(term)
            }
            // It may be a term that could not be read, and that is told already.
            None if !self.catalog.vocabularies[axis].is_whole => None,
            None => {
                let its = &self.catalog.vocabularies[axis];
                let help = its.meant_by(typed);
                let message = format!("`{typed}` is not in the vocabulary of {}", its.title.original().to_lowercase());
                self.report(unknown_code(&its.id), name.span, message, help);
                None
            }
        }
    }

    fn alias(&mut self, span: Span, typed: &str, term: TermIx) {
        let id = &self.catalog.vocabularies[term].term.id;
        let message = format!("`{typed}` is another name of `{id}`");
        self.report(Code::AliasUsed, span, message, Some(format!("write `{id}`")));
    }

    fn parties(&mut self, entry: &Entry) {
        for (_, parties) in entry.party_fields() {
            for party in parties {
                if let Some(term) = self.party(party) {
                    self.add_term(term);
                }
            }
        }
        for review in &entry.common.reviews {
            if let Some(forum) = &review.forum {
                self.forum(forum);
            }
        }
    }

    fn party(&mut self, party: &Spanned<PartyName>) -> Option<TermIx> {
        let typed = &*party.value.0;
        let vocabularies = &self.catalog.vocabularies;
        let axes: Vec<_> = PARTY_AXES.iter().filter_map(|axis| vocabularies.axis(axis)).collect();
        for axis in &axes {
            match vocabularies.find(*axis, typed) {
                Some(Found::Id(term)) => return Some(term),
                Some(Found::Alias(term)) => {
                    self.alias(party.span, typed, term);
                    return Some(term);
                }
                None => {}
            }
        }
        if axes.iter().any(|axis| !vocabularies[*axis].is_whole) {
            return None;
        }
        let titled = axes.iter().find_map(|axis| vocabularies[*axis].titled(typed)).map(|id| format!("write `{id}`"));
        let known = axes.iter().flat_map(|axis| vocabularies[*axis].known_names());
        let help = titled.or_else(|| did_you_mean(typed, known));
        let help = help
            .or_else(|| Some("list it in `content/vocabulary/actors.yaml`, or write a country's alpha-3 code".into()));
        self.report(Code::UnknownParty, party.span, format!("`{typed}` is no actor, country or group"), help);
        None
    }

    fn forum(&mut self, forum: &Spanned<PartyName>) {
        let name = Spanned::new(TermName(forum.value.0.clone()), forum.span);
        if let Some(axis) = self.catalog.vocabularies.axis("forums") {
            if let Some(term) = self.term(axis, &name) {
                self.add_term(term);
            }
        } else {
            let help = "list the forum in content/vocabulary/forums.yaml";
            let message = format!("there is no vocabulary of forums that `{}` could be in", forum.value.0);
            self.report(Code::UnknownTerm, forum.span, message, Some(help.into()));
        }
    }

    fn relations(&mut self, entry: &Entry) {
        for (relation, id) in entry.relations() {
            if id.value == entry.id {
                let message = format!("`{relation}` leads to the entry itself");
                self.report(Code::SelfReference, id.span, message, Some("remove it".into()));
                continue;
            }
            let Some(other) = self.entry(&id.value, id.span, Code::UnknownEntry) else { continue };
            let found = (relation, other);
            if self.catalog[other].id != entry.id && !self.resolved.links.relations.contains(&found) {
                self.resolved.links.relations.push(found);
            }
        }
    }

    /// The entry that an id means; a former id is told, an entry that is not shown is warned of, one that could not be
    /// read is passed over, since its own problems are reported.
    fn entry(&mut self, id: &EntryId, span: Span, unknown: Code) -> Option<EntryIx> {
        match self.catalog.reference(id.as_str()) {
            Reference::Entry(Named::Id(entry)) => Some(entry),
            Reference::Entry(Named::Alias(entry)) => {
                let now = &self.catalog[entry].id;
                self.report(
                    Code::AliasUsed,
                    span,
                    format!("`{id}` is called `{now}` now"),
                    Some(format!("write `{now}`")),
                );
                Some(entry)
            }
            Reference::Withheld => {
                let message = format!("`{id}` is not published");
                let help = "the reference is left out, or is plain text, until it is";
                self.report(Code::UnpublishedReference, span, message, Some(help.into()));
                None
            }
            Reference::Broken => None,
            Reference::Unknown => {
                self.unknown(unknown, span, id.as_str());
                None
            }
        }
    }

    fn sources(&mut self, entry: &Entry) {
        for reference in entry.source_references() {
            self.source_reference(reference, true);
        }
    }

    fn source_reference(&mut self, reference: &Spanned<SourceReference>, counts: bool) {
        let SourceReference::Listed { cite, paras, .. } = &reference.value else { return };
        if !self.work(cite, cite.span) {
            return;
        }
        if let Some(paras) = paras {
            self.paragraphs(cite, paras, paras.span);
        }
        if counts {
            self.cite(cite, paras.as_ref().map(|paras| &paras.value));
        }
    }

    fn work(&mut self, id: &str, span: Span) -> bool {
        let known = self.catalog.documents.has(id);
        if !known && !self.catalog.documents.may_have(id) {
            let help = if crate::field::WebAddress::parse(id).is_some() {
                Some(format!("write `{{title: ..., url: \"{id}\"}}`"))
            } else {
                did_you_mean(id, self.catalog.documents.ids())
            };
            let help = help.unwrap_or_else(|| "list it in content/sources.yaml".into());
            self.report(Code::UnknownSource, span, format!("there is no source `{id}`"), Some(help));
        }
        known
    }

    fn paragraphs(&mut self, work: &str, paragraphs: &Paragraphs, span: Span) {
        let Some(last) = self.catalog.last_paragraph(work) else { return };
        if let Some(beyond) = paragraphs.ranges.iter().map(|(_, end)| *end).find(|end| *end > last) {
            let message = format!("`{work}` has no paragraph {beyond}: it ends with {last}");
            self.report(Code::BadLocator, span, message, None);
        }
    }

    fn cite(&mut self, work: &str, paragraphs: Option<&Paragraphs>) {
        let citations = &mut self.resolved.links.citations;
        let at = citations.iter().position(|citation| citation.work == work).unwrap_or_else(|| {
            citations.push(Citation { work: work.to_owned(), paragraphs: Vec::new() });
            citations.len() - 1
        });
        if let Some(paragraphs) = paragraphs {
            citations[at].paragraphs.extend(paragraphs.numbers());
            citations[at].paragraphs.sort_unstable();
            citations[at].paragraphs.dedup();
        }
    }

    fn offers(&mut self, entry: &Entry) {
        for need in entry.common.offers.iter().flat_map(|offer| &offer.meets) {
            let Some(other) = self.entry(&need.entry, need.span, Code::UnknownNeed) else { continue };
            let needs = &self.catalog[other].common.needs;
            let mut keys = needs.iter().filter_map(|need| need.key.as_ref()).map(|key| key.value.as_str());
            if !keys.any(|key| key == need.key) {
                let keys: Vec<_> =
                    needs.iter().filter_map(|need| need.key.as_ref()).map(|key| key.value.as_str()).collect();
                let help = did_you_mean(&need.key, keys.iter().copied());
                let help = help.or_else(|| (!keys.is_empty()).then(|| format!("its needs are {}", keys.join(", "))));
                let message = format!("`{}` has no need `{}`", need.entry, need.key);
                self.report(Code::UnknownNeed, need.span, message, help);
            }
        }
    }

    fn mention(&mut self, number: u32, mention: &Mention) {
        let Some(named) = self.catalog.find(&mention.target_entry) else { return };
        let target = named.entry();
        if !self.resolved.links.mentions.contains(&target) {
            self.resolved.links.mentions.push(target);
        }
        self.resolved.mentions.push((target, number));
    }

    fn body(&mut self, body: &Body) {
        for hole in body.holes() {
            self.hole(&hole.target, hole.span, body);
        }
    }

    fn hole(&mut self, target: &Target, span: Span, body: &Body) {
        match target {
            Target::Entry { id, anchor, .. } => self.entry_link(id, anchor.as_deref(), span, body),
            Target::Term { axis, id, .. } => self.term_link(axis, id, span),
            Target::Figure { id } => {
                if self.catalog.figure(id).is_none() && !self.catalog.unread_figures.may_be(id) {
                    let help = did_you_mean(id, self.catalog.figures.iter().map(|figure| figure.id.as_str()));
                    let help = help.unwrap_or_else(|| "list it in content/figures.yaml".into());
                    self.report(Code::UnknownFigure, span, format!("there is no figure `{id}`"), Some(help));
                }
            }
            Target::Citation(cites) => cites.iter().for_each(|cite| self.citation(cite, span)),
            // Whether a page stands at an address is known when routes are.
            Target::Address { .. } => {}
            Target::File { path, .. } | Target::Image { path, .. } => {
                if !self.catalog.has_file(path) {
                    let message = format!("there is no file `content/files/{path}`");
                    let files = self.catalog.files.iter().filter_map(|file| file.path.strip_prefix(FILES));
                    let help = did_you_mean(path, files);
                    self.report(Code::DeadLink, span, message, help);
                }
            }
        }
    }

    fn entry_link(&mut self, id: &str, anchor: Option<&str>, span: Span, body: &Body) {
        let target = if id.is_empty() {
            None // A link within the page.
        } else {
            match EntryId::parse(id) {
                Some(id) => match self.entry(&id, span, Code::DeadLink) {
                    Some(entry) => Some(entry),
                    None => return,
                },
                None => return self.unknown(Code::DeadLink, span, id),
            }
        };
        let Some(anchor) = anchor else { return };
        let headings = target.map_or(&body.headings, |entry| &self.catalog[entry].body.headings);
        if !headings.iter().any(|heading| &*heading.id == anchor) {
            let help = did_you_mean(anchor, headings.iter().map(|heading| &*heading.id));
            let message = format!("`{}` has no heading `#{anchor}`", if id.is_empty() { "this entry" } else { id });
            self.report(Code::DeadAnchor, span, message, help);
        }
    }

    fn term_link(&mut self, axis: &str, id: &str, span: Span) {
        let vocabularies = &self.catalog.vocabularies;
        let Some(found) = vocabularies.axis_of_reference(axis) else {
            let known = vocabularies.axes.iter().map(|axis| axis.one.as_str());
            let help = did_you_mean(axis, known);
            return self.report(Code::DeadLink, span, format!("there is no axis `{axis}`"), help);
        };
        match vocabularies.find(found, id) {
            Some(Found::Id(_)) => {}
            Some(Found::Alias(term)) => self.alias(span, id, term),
            None if !vocabularies[found].is_whole => {}
            None => {
                let its = &vocabularies[found];
                let help = its.meant_by(id);
                let message = format!("`{id}` is not in the vocabulary of {}", its.title.original().to_lowercase());
                self.report(Code::DeadLink, span, message, help);
            }
        }
    }

    fn citation(&mut self, cite: &Cite, span: Span) {
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
