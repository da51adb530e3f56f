//! Works that an entry rests on: in its front matter, and as evidence of its milestones.

use ahash::HashMap;

use super::Resolver;
use super::suggest::Among;
use crate::catalog::Citation;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, Paragraphs, SourceReference, merged};
use crate::field::EntryId;
use crate::source::{Span, Spanned};

/// How a work is cited.
pub(super) struct Cited {
    /// Its place among those that are cited.
    place: usize,
    ranges: Vec<(u32, u32)>,
}

/// What an entry cites, in the order in which it does so first. Ranges become numbers once: a work may be cited a thousand times.
pub(super) fn citations(cited: HashMap<&str, Cited>) -> Vec<Citation> {
    let mut cited: Vec<_> = cited.into_iter().collect();
    cited.sort_unstable_by_key(|(_, cited)| cited.place);
    let citation = |(work, cited): (&str, Cited)| Citation {
        work: work.to_owned(),
        paragraphs: merged(cited.ranges).into_iter().flat_map(|(first, last)| first..=last).collect(),
    };
    cited.into_iter().map(citation).collect()
}

impl<'a> Resolver<'a> {
    pub(super) fn sources(&mut self, entry: &'a Entry) {
        for reference in entry.source_references() {
            self.source_reference(reference, true);
        }
    }

    pub(super) fn source_reference(&mut self, reference: &'a Spanned<SourceReference>, counts: bool) {
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

    pub(super) fn work(&mut self, id: &str, span: Span) -> bool {
        let known = self.catalog.documents.has(id);
        if !known && !self.catalog.documents.may_have(id) {
            let message = format!("there is no source `{id}`");
            if crate::field::WebAddress::parse(id).is_some() {
                let help = format!("write `{{title: ..., url: \"{id}\"}}`");
                self.report(Code::UnknownSource, span, message, Some(help));
            } else {
                let help = Some("list it in content/sources.yaml");
                self.unknown((id, Among::Works), Code::UnknownSource, span, message, help);
            }
        }
        known
    }

    pub(super) fn paragraphs(&mut self, work: &str, paragraphs: &Paragraphs, span: Span) {
        let Some(last) = self.catalog.last_paragraph(work) else { return };
        if let Some(beyond) = paragraphs.ranges.iter().map(|(_, end)| *end).find(|end| *end > last) {
            let message = format!("`{work}` has no paragraph {beyond}: it ends with {last}");
            self.report(Code::BadLocator, span, message, None);
        }
    }

    pub(super) fn cite(&mut self, work: &'a str, paragraphs: Option<&Paragraphs>) {
        let place = self.cited.len();
        let cited = self.cited.entry(work).or_insert_with(|| Cited { place, ranges: Vec::new() });
        cited.ranges.extend(paragraphs.iter().flat_map(|paragraphs| &paragraphs.ranges));
    }

    /// Evidence may be words; what could be an id, and is near that of a work, was hardly meant as such.
    pub(super) fn evidence(&mut self, entry: &Entry) {
        let documents = &self.catalog.documents;
        for evidence in entry.common.milestones.iter().filter_map(|milestone| milestone.evidence.as_ref()) {
            if EntryId::parse(evidence).is_some() && !documents.has(evidence) && !documents.may_have(evidence) {
                let message = format!("`{evidence}` is shown as words: there is no source of that id");
                let problem = Diagnostic::new(Code::DoubtfulEvidence, self.source, evidence.span, message);
                self.resolved.doubtful.push((evidence.value.as_str().into(), problem));
            }
        }
    }
}
