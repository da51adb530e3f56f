//! The texts of an entry in another language.
//!
//! A translation holds only what is translated. Facts are inherited from the original, so that they cannot differ between
//! languages; a fact in a translation is an error.

use super::parse::{SUMMARY_LIMIT, TITLE_LIMIT, check_length};
use super::{Common, Entry};
use crate::diagnostic::{Code, did_you_mean};
use crate::markdown::Body;
use crate::record;
use crate::record::{FieldSpec, Fields, Record};
use crate::source::{Source, Spanned};

record! {
    /// The texts of one milestone, review, need, offer or result, found by `key` or by their place in the list.
    pub struct PartText {
        /// The key of the part in the original.
        key: Option<Spanned<String>>,
        /// The title.
        title: Option<String>,
        /// What was measured.
        measure: Option<String>,
        /// The note.
        note: Option<String>,
    }
}

record! {
    /// The fields of translations.
    pub struct Texts {
        /// The title.
        title: Spanned<String>,
        /// The summary.
        summary: Option<Spanned<String>>,
        /// Which original it follows: the original's `updated` or `date`, or the first 8 or more digits of its BLAKE3 hash.
        follows: Option<Spanned<String>>,
        /// Texts of milestones.
        milestones: Vec<PartText>,
        /// Texts of reviews.
        reviews: Vec<PartText>,
        /// Texts of needs.
        needs: Vec<PartText>,
        /// Texts of offers.
        offers: Vec<PartText>,
        /// Texts of results.
        results: Vec<PartText>,
    }
}

impl PartText {
    /// Whether it is the text of the part with that key.
    pub fn is_named(&self, key: &str) -> bool {
        self.key.as_ref().is_some_and(|its| its.value == key)
    }
}

impl Texts {
    /// The texts of parts, by the field that they belong to.
    pub fn parts(&self) -> [(&'static str, &[PartText]); 5] {
        [
            ("milestones", &self.milestones),
            ("reviews", &self.reviews),
            ("needs", &self.needs),
            ("offers", &self.offers),
            ("results", &self.results),
        ]
    }
}

/// What one language says of an entry.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The file it was read from.
    pub source: std::sync::Arc<Source>,
    /// The translated fields.
    pub texts: Texts,
    /// The translated body.
    pub body: Body,
}

impl Translation {
    /// Reads a translation's fields as far as it goes, and whether that is all of it.
    pub(super) fn read(mut fields: Fields<'_>, body: Body) -> (Self, bool) {
        let source = std::sync::Arc::clone(&fields.reader.source);
        let texts = Texts::as_far_as_it_goes(&mut fields).expect("something stands in for every field");
        report_facts(&mut fields);
        let is_whole = fields.failures() == 0;
        check_length(fields.reader, "title", &texts.title, TITLE_LIMIT);
        if let Some(summary) = &texts.summary {
            check_length(fields.reader, "summary", summary, SUMMARY_LIMIT);
        }
        (Self { source, texts, body }, is_whole)
    }

    /// Whether the translation says that it follows the original as it stands; `None` when it does not say.
    pub fn follows(&self, original: &Entry) -> Option<bool> {
        let follows = self.texts.follows.as_ref()?.value.as_str();
        let common = &original.common;
        let current = common.changed();
        let is_hash = follows.len() >= 8 && original.source.hash.to_hex().starts_with(follows);
        Some(follows == current.to_string() || is_hash)
    }
}

fn report_facts(fields: &mut Fields<'_>) {
    let facts = Common::fields();
    for (key, _) in fields.rest() {
        if facts.iter().any(|fact| fact.name == key.value) {
            let message = format!("`{key}` is a fact and is inherited from the original");
            fields.reader.refuse::<()>(Code::TranslatedFact, key.span, message, Some("remove the field".into()));
        } else {
            let help = did_you_mean(key, fields.known().iter().copied());
            let message = format!("a translation has no field `{key}`");
            fields.reader.refuse::<()>(Code::UnknownField, key.span, message, help);
        }
    }
}

/// The fields of translations, for schema and documentation.
pub fn translation_fields() -> Vec<FieldSpec> {
    Texts::fields()
}
