//! An entry: what every entry has, what one kind has, and its texts.
//!
//! The fields are declared here and in [`details`], [`parts`] and [`party`], once each; the parser, the schema and `compendium new` follow from the
//! declaration. An entry knows nothing of other entries: ids and terms are names here, and [`crate::catalog`] resolves them.

mod dated;
mod details;
mod fields;
mod kind;
mod names;
mod paragraphs;
mod parse;
mod parts;
mod party;
mod recommended;
mod translation;

use std::sync::Arc;

pub use dated::What;
pub use details::{
    Agreement, AgreementType, Commitment, Details, Evidence, Practice, SitePage, SkillsPartnership, Track,
};
pub use fields::{fields_of, meant_field};
pub use kind::{Kind, Relation, Status};
pub use names::{Name, names};
pub use paragraphs::{LAST_PARAGRAPH, Paragraphs, merged};
pub use parse::{
    Broken, Parsed, REQUIRED_BUT_FOR_PAGES, SUMMARY_LIMIT, TITLE_LIMIT, declared_fields, id_and_language, kind_fields,
    parse,
};
pub use parts::{
    Disaggregation, Finding, Milestone, NamedPart, NeedReference, Outcome, Period, Review, SourceReference, Support,
    SupportType,
};
pub use party::{Membership, Step};
pub use translation::{PartText, Translation, translation_fields};

use crate::date::{Date, Instant};
use crate::field::{Anything, EntryId, PartyName, TermName};
use crate::lang::Lang;
use crate::markdown::Body;
use crate::source::{Source, Span, Spanned};
use crate::{record, words};

/// One entry with its translations.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name and the last part of its address.
    pub id: EntryId,
    /// The file it was read from.
    pub source: Arc<Source>,
    /// Where its front matter stands.
    pub front_matter: Span,
    /// What every entry has.
    pub common: Common,
    /// What its kind has.
    pub details: Details,
    /// Fields that are neither common nor of the kind: each has to be the field of an axis.
    pub axes: Vec<AxisField>,
    /// Its text.
    pub body: Body,
    /// Its texts in other languages.
    pub translations: Vec<(Lang, Arc<Translation>)>,
}

/// A field that names terms of an axis that the project brings.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisField {
    /// The field's name as written.
    pub name: Spanned<String>,
    /// The terms named; `None` when the value is no term or list of terms.
    pub terms: Vec<Spanned<TermName>>,
}

record! {
    /// The fields of every entry.
    pub struct Common {
        /// What sort of entry it is.
        kind: Spanned<Kind>,
        /// What it says, in plain text of at most 120 characters.
        title: Spanned<String>,
        /// Who does what, in plain text of at most 320 characters. Required but for pages.
        summary: Option<Spanned<String>>,
        /// On which level: subnational, national, regional, global. Required but for pages.
        level: Vec<Spanned<TermName>>,
        /// Themes of the vocabulary. Required but for pages.
        themes: Vec<Spanned<TermName>>,
        /// Sustainable Development Goals (`5`) and targets (`8.8`, `10.c`); a target counts for its goal.
        sdg: Vec<Spanned<TermName>>,
        /// Countries, as ISO 3166-1 alpha-3 codes.
        countries: Vec<Spanned<TermName>>,
        /// Who leads: actors or countries.
        led_by: Vec<Spanned<PartyName>>,
        /// Who takes part: actors or countries.
        partners: Vec<Spanned<PartyName>>,
        /// How far it has come. Required but for pages.
        status: Option<Spanned<Status>>,
        /// From when to when it runs.
        period: Option<Period>,
        /// The road map.
        milestones: Vec<Milestone>,
        /// What forums found.
        reviews: Vec<Review>,
        /// When it is reviewed next.
        next_review: Option<Spanned<Date>>,
        /// What is needed to carry it out.
        needs: Vec<Support>,
        /// What somebody offers to carry it out.
        offers: Vec<Support>,
        /// What was measured.
        results: Vec<Outcome>,
        /// On what it rests. Required but for pages.
        sources: Vec<Spanned<SourceReference>>,
        /// Entries that it carries out.
        implements: Vec<Spanned<EntryId>>,
        /// Entries that it belongs to.
        part_of: Vec<Spanned<EntryId>>,
        /// Entries whose place it takes.
        supersedes: Vec<Spanned<EntryId>>,
        /// Entries whose example it follows.
        modelled_on: Vec<Spanned<EntryId>>,
        /// Entries that it has to do with.
        related: Vec<Spanned<EntryId>>,
        /// Former ids; their addresses lead here.
        aliases: Vec<Spanned<EntryId>>,
        /// When it was first published.
        date: Spanned<Date>,
        /// When it last changed in substance.
        updated: Option<Spanned<Date>>,
        /// Not to be published yet.
        draft: bool,
        /// Not to be published before this instant.
        embargo: Option<Spanned<Instant>>,
        /// Anything, for a theme of one's own.
        extra: Anything,
    }
}

impl Common {
    /// When the entry last changed in substance: `updated`, else `date`. A year or a month in which it was published too says
    /// less than the day on which it was.
    pub fn changed(&self) -> &Spanned<Date> {
        let updated = self.updated.as_ref().filter(|updated| updated.first_day() >= self.date.first_day());
        updated.unwrap_or(&self.date)
    }

    /// Milestones that are to be reached, with their places. Of an entry that is completed, withdrawn or ended there are none.
    pub fn awaited_milestones(&self) -> impl Iterator<Item = (usize, &Milestone)> {
        let milestones = if self.is_final() { &[] } else { self.milestones.as_slice() };
        milestones.iter().enumerate().filter(|(_, milestone)| milestone.done.is_none())
    }

    /// The date of a review that is to take place, whether it has gone by or not. What came to its end awaits none.
    pub fn awaited_review(&self) -> Option<&Spanned<Date>> {
        self.next_review.as_ref().filter(|_| !self.is_final())
    }

    /// Whether its status says that nothing more is to come.
    pub fn is_final(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value.is_final())
    }

    /// Whether the published site has the entry at an instant. A draft is one with an embargo too.
    pub fn state_at(&self, instant: jiff::Timestamp) -> State {
        match (self.draft, self.is_embargoed_at(instant)) {
            (true, _) => State::Draft,
            (false, true) => State::Embargoed,
            (false, false) => State::Published,
        }
    }

    /// Whether an embargo keeps the entry back at an instant.
    pub fn is_embargoed_at(&self, instant: jiff::Timestamp) -> bool {
        self.embargo.as_ref().is_some_and(|embargo| embargo.value.timestamp() > instant)
    }
}

words! {
    /// Whether the published site has an entry.
    pub enum State {
        /// It has.
        Published = "published",
        /// It is not to be published yet.
        Draft = "draft",
        /// It is not to be published before an instant that is still to come.
        Embargoed = "embargoed",
    }
}

/// The axis that a field of the kinds names terms of; other fields name terms of the axis that has their name as its field.
pub const FIELD_AXES: [(&str, &str); 6] = [
    ("origin", "countries"),
    ("destination", "countries"),
    ("training_in", "countries"),
    ("recognised_in", "countries"),
    ("region", "regions"),
    ("forum", "forums"),
];

impl Entry {
    /// What sort of entry it is.
    pub fn kind(&self) -> Kind {
        self.common.kind.value
    }

    /// Of a page: its place among those that are read one after another.
    pub fn order(&self) -> Option<u32> {
        let Details::Page(page) = &self.details else { return None };
        page.order.as_ref().map(|order| order.value)
    }

    /// Its text and those of its translations.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        std::iter::once(&self.body).chain(self.translations.iter().map(|(_, translation)| &translation.body))
    }

    /// The ids of headings that its page in a language has, or that of its original without one: those of the original, to
    /// which links lead in every language, and those of the translation.
    pub fn anchors(&self, lang: Option<Lang>) -> impl Iterator<Item = &str> {
        let translated = self.translations.iter().find(|(known, _)| Some(*known) == lang);
        std::iter::once(&self.body).chain(translated.map(|(_, translation)| &translation.body)).flat_map(Body::anchors)
    }

    /// The entries that it relates to, by relation.
    pub fn relations(&self) -> impl Iterator<Item = (Relation, &Spanned<EntryId>)> {
        let Common { implements, part_of, supersedes, modelled_on, related, .. } = &self.common;
        let lists: [(Relation, &[Spanned<EntryId>]); 5] = [
            (Relation::Implements, implements),
            (Relation::PartOf, part_of),
            (Relation::Supersedes, supersedes),
            (Relation::ModelledOn, modelled_on),
            (Relation::Related, related),
        ];
        lists.into_iter().flat_map(|(relation, ids)| ids.iter().map(move |id| (relation, id)))
    }

    /// The terms that it names, by the field that the axis of these terms has.
    pub fn term_fields(&self) -> Vec<(&str, &[Spanned<TermName>])> {
        let of_axis = |field| FIELD_AXES.iter().find(|(known, _)| *known == field).map_or(field, |(_, axis)| *axis);
        self.named_terms().into_iter().map(|(field, terms)| (of_axis(field), terms)).collect()
    }

    /// The terms that it names, by field: common ones and those of the kind in the order of their declaration, then those of
    /// axes.
    pub fn named_terms(&self) -> Vec<(&str, &[Spanned<TermName>])> {
        let common = &self.common;
        let mut fields: Vec<(&str, &[_])> = vec![
            ("level", &common.level),
            ("themes", &common.themes),
            ("sdg", &common.sdg),
            ("countries", &common.countries),
        ];
        match &self.details {
            Details::SkillsPartnership(partnership) => fields.extend([
                ("origin", partnership.origin.as_slice()),
                ("destination", &partnership.destination),
                ("occupations", &partnership.occupations),
                ("training_in", &partnership.training_in),
                ("recognised_in", &partnership.recognised_in),
            ]),
            Details::Agreement(agreement) => fields.push(("region", &agreement.region)),
            _ => {}
        }
        fields.extend(self.axes.iter().map(|axis| (axis.name.value.as_str(), axis.terms.as_slice())));
        fields
    }

    /// The actors, groups and countries that it names, by field.
    pub fn party_fields(&self) -> Vec<(&'static str, Vec<&Spanned<PartyName>>)> {
        let common = &self.common;
        let mut fields = vec![("led_by", refs(&common.led_by)), ("partners", refs(&common.partners))];
        match &self.details {
            Details::Commitment(commitment) => {
                fields.extend([("by", refs(&commitment.by)), ("beneficiaries", refs(&commitment.beneficiaries))]);
            }
            Details::Practice(practice) => fields.push(("implemented_by", refs(&practice.implemented_by))),
            Details::SkillsPartnership(partnership) => fields.push(("funded_by", refs(&partnership.funded_by))),
            Details::Agreement(agreement) => fields.extend([
                ("parties", agreement.parties.iter().map(|party| &party.who).collect()),
                ("depositary", agreement.depositary.iter().collect()),
                ("secretariat", agreement.secretariat.iter().collect()),
            ]),
            Details::Page(_) => {}
        }
        fields
    }

    /// Every source reference of the front matter.
    pub fn source_references(&self) -> impl Iterator<Item = &Spanned<SourceReference>> {
        let common = &self.common;
        let reviews = common.reviews.iter().filter_map(|review| review.source.as_ref());
        let results = common.results.iter().filter_map(|result| result.source.as_ref());
        common.sources.iter().chain(reviews).chain(results)
    }
}

fn refs<T>(items: &[T]) -> Vec<&T> {
    items.iter().collect()
}
