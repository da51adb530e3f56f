//! What one entry names, found in the catalog or reported. Runs for all entries in parallel.

mod body;
mod suggest;
mod works;

use std::sync::Arc;

use ahash::{HashMap, HashMapExt as _, HashSet};

use suggest::{Among, Unknown};
use works::Cited;

use super::{Catalog, EntryIx, Links, Named, PARTY_AXES, Reference};
use crate::diagnostic::{COMPARED, Code, Diagnostic, Suggestions, did_you_mean};
use crate::entry::{AxisField, Entry, Kind, Translation, kind_fields, meant_field};
use crate::field::{EntryId, PartyName, TermName};
use crate::lang::Lang;
use crate::markdown::Mention;
use crate::record::Record;
use crate::source::{Source, Span, Spanned};
use crate::vocabulary::{AxisIx, Found, TermIx, unknown_code};

/// The links of one entry.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub links: Links,
    /// The entries that the body mentions, with the numbers of the mentions.
    pub mentions: Vec<(EntryIx, u32)>,
    unknown: Vec<Unknown>,
    /// Words that are a slip when they are near the id of a work.
    doubtful: Vec<(Box<str>, Diagnostic)>,
}

/// Resolves everything that an entry names.
pub(super) fn resolve<'a>(catalog: &'a Catalog, entry: &'a Entry) -> (Resolved, Vec<Diagnostic>) {
    let mut resolver = Resolver { entry: Some(entry), ..Resolver::new(catalog, &entry.source) };
    resolver.terms(entry);
    resolver.parties(entry);
    resolver.relations(entry);
    resolver.sources(entry);
    resolver.offers(entry);
    resolver.evidence(entry);
    resolver.body(&entry.body);
    for (number, mention) in (0..).zip(&entry.body.mentions) {
        resolver.mention(number, mention);
    }
    for (lang, translation) in &entry.translations {
        resolver.source = &translation.source;
        resolver.lang = Some(*lang);
        resolver.body(&translation.body);
    }
    resolver.resolved.links.citations = works::citations(resolver.cited);
    (resolver.resolved, resolver.diagnostics)
}

/// Resolves what the text of a translation names that belongs to no entry of the catalog.
pub(super) fn resolve_text(catalog: &Catalog, translation: &Translation) -> (Resolved, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(catalog, &translation.source);
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
        let help = meant_field(&axis.name, Some(kind), known.chain(axes));
        let help = help.unwrap_or_else(|| "fields of your own belong below `extra:`".into());
        let message = format!("there is no field `{}` here", axis.name);
        diagnostics.push(Diagnostic::new(Code::UnknownField, source, axis.name.span, message).help(help));
    }
}

/// Checks on what the statistics rest.
pub(super) fn figures(catalog: &Catalog, suggestions: &mut Suggestions, diagnostics: &mut Vec<Diagnostic>) {
    let Some(source) = &catalog.figures_source else { return };
    let mut resolver = Resolver::new(catalog, source);
    for figure in &catalog.figures {
        resolver.source_reference(&figure.source, false);
    }
    resolver.resolved.suggest(catalog, &mut resolver.diagnostics, suggestions);
    diagnostics.extend(resolver.diagnostics);
}

struct Resolver<'a> {
    catalog: &'a Catalog,
    source: &'a Arc<Source>,
    /// The entry that is looked through; none when it is a text that belongs to none.
    entry: Option<&'a Entry>,
    /// The language of the source, when it is a translation.
    lang: Option<Lang>,
    /// The ids of headings on pages that a text leads to, its own included.
    anchors: HashMap<Option<EntryIx>, HashSet<&'a str>>,
    /// For how many anchors it was guessed what was meant.
    guesses: usize,
    resolved: Resolved,
    /// The works that were cited so far.
    cited: HashMap<&'a str, Cited>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    fn new(catalog: &'a Catalog, source: &'a Arc<Source>) -> Self {
        Self {
            catalog,
            source,
            entry: None,
            lang: None,
            anchors: HashMap::new(),
            guesses: 0,
            resolved: Resolved::default(),
            cited: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.source, span, message).maybe_help(help));
    }

    /// Reports a name that nothing has; the help is for when nothing is near it either.
    fn unknown(&mut self, (name, among): (&str, Among), code: Code, span: Span, message: String, help: Option<&str>) {
        self.resolved.unknown.push(Unknown { at: self.diagnostics.len(), name: name.into(), among });
        self.report(code, span, message, help.map(str::to_owned));
    }

    fn unknown_entry(&mut self, code: Code, span: Span, id: &str) {
        self.unknown((id, Among::Entries), code, span, format!("there is no entry `{id}`"), None);
    }

    fn unknown_term(&mut self, axis: AxisIx, code: Code, span: Span, typed: &str) {
        let title = self.catalog.vocabularies[axis].title.original().to_lowercase();
        let message = format!("`{typed}` is not in the vocabulary of {title}");
        self.unknown((typed, Among::Terms(axis)), code, span, message, None);
    }

    fn terms(&mut self, entry: &Entry) {
        unknown_axes(self.catalog, &entry.source, entry.kind(), &entry.axes, &mut self.diagnostics);
        let fields = entry.term_fields();
        for (field, terms) in &fields {
            if let Some(axis) = self.catalog.vocabularies.axis_of_field(field) {
                let found: Vec<_> = terms.iter().map(|term| (term.span, self.term(axis, term))).collect();
                self.add_terms(&found);
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

    /// Adds the terms of one list, which names each of them once.
    fn add_terms(&mut self, found: &[(Span, Option<TermIx>)]) {
        for (at, (span, term)) in found.iter().enumerate() {
            let Some(term) = *term else { continue };
            if found[..at].iter().any(|(_, earlier)| *earlier == Some(term)) {
                self.repeated(*span, &self.catalog.vocabularies[term].term.id);
            }
            self.add_term(term);
        }
    }

    /// What is written alike is told when it is read; this is another name of the same thing.
    fn repeated(&mut self, span: Span, id: &str) {
        let message = format!("`{id}` stands in the list already");
        self.report(Code::RepeatedValue, span, message, Some("remove one of the two".into()));
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
                self.unknown_term(axis, unknown_code(&self.catalog.vocabularies[axis].id), name.span, typed);
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
            let found: Vec<_> = parties.into_iter().map(|party| (party.span, self.party(party))).collect();
            self.add_terms(&found);
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
        let message = format!("`{typed}` is no actor, country or group");
        let help = "list it in `content/vocabulary/actors.yaml`, or write a country's alpha-3 code";
        self.unknown((typed, Among::Parties), Code::UnknownParty, party.span, message, Some(help));
        None
    }

    fn forum(&mut self, forum: &Spanned<TermName>) {
        if let Some(axis) = self.catalog.vocabularies.axis("forums") {
            if let Some(term) = self.term(axis, forum) {
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
            if self.resolved.links.relations.contains(&found) {
                self.repeated(id.span, self.catalog[other].id.as_str());
            } else if self.catalog[other].id != entry.id {
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
                self.unknown_entry(unknown, span, id.as_str());
                None
            }
        }
    }

    fn offers(&mut self, entry: &Entry) {
        for met in entry.common.needs.iter().flat_map(|need| &need.meets) {
            let help = "it belongs below `offers`, in the entry of whoever offers something";
            self.report(Code::UnknownField, met.span, "a need has no `meets`".into(), Some(help.into()));
        }
        for need in entry.common.offers.iter().flat_map(|offer| &offer.meets) {
            let Some(other) = self.entry(&need.entry, need.span, Code::UnknownNeed) else { continue };
            let needs = &self.catalog[other].common.needs;
            let mut keys = needs.iter().filter_map(|need| need.key.as_ref()).map(|key| key.value.as_str());
            if !keys.any(|key| key == need.key) {
                let keys = needs.iter().filter_map(|need| need.key.as_ref()).map(|key| key.value.as_str());
                let keys: Vec<_> = keys.take(COMPARED).collect();
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
}
