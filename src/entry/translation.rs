//! The texts of an entry in another language.
//!
//! A translation holds only what is translated. Facts are inherited from the original, so that they cannot differ between
//! languages; a fact in a translation is an error.

use super::Entry;
use super::parse::{SUMMARY_LIMIT, TITLE_LIMIT, check_length, declared_fields};
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
        milestones: Vec<Spanned<PartText>>,
        /// Texts of reviews.
        reviews: Vec<Spanned<PartText>>,
        /// Texts of needs.
        needs: Vec<Spanned<PartText>>,
        /// Texts of offers.
        offers: Vec<Spanned<PartText>>,
        /// Texts of results.
        results: Vec<Spanned<PartText>>,
    }
}

impl PartText {
    /// Whether it is the text of the part with that key.
    pub fn is_named(&self, key: &str) -> bool {
        self.key.as_ref().is_some_and(|its| its.value == key)
    }
}

impl Texts {
    /// The text of one part of a field: the one of that key, or else the one at that place, if it has no key.
    pub fn part(&self, field: &str, place: usize, key: Option<&str>) -> Option<&PartText> {
        let (_, list) = self.parts().into_iter().find(|(its, _)| *its == field)?;
        let by_key = key.and_then(|key| list.iter().find(|part| part.is_named(key)));
        by_key.or_else(|| list.get(place).filter(|part| part.key.is_none())).map(|part| &part.value)
    }

    /// The texts of parts, by the field that they belong to.
    pub fn parts(&self) -> [(&'static str, &[Spanned<PartText>]); 5] {
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
    let rest = fields.rest();
    if let Some((kind, _)) = rest.iter().find(|(key, _)| key.value == "kind") {
        // Each fact alone would be told to be removed, and the entry would be gone.
        let message = "this is a whole entry, and by its name the file is a translation of one";
        let help = "take the language out of the file's name, or write the texts alone";
        fields.reader.refuse::<()>(Code::TranslatedFact, kind.span, message, Some(help.into()));
        return;
    }
    for (key, _) in rest {
        if declared_fields().any(|fact| fact.name == key.value) {
            let message = format!("`{key}` is a fact and is inherited from the original");
            fields.reader.refuse::<()>(Code::TranslatedFact, key.span, message, Some("remove the field".into()));
        } else {
            let help = did_you_mean(key, fields.known().iter().copied());
            let help = help.or_else(|| Some(format!("known fields here: {}", fields.known().join(", "))));
            let message = format!("a translation has no field `{key}`");
            fields.reader.refuse::<()>(Code::UnknownField, key.span, message, help);
        }
    }
}

/// The fields of translations, for schema and documentation.
pub fn translation_fields() -> Vec<FieldSpec> {
    Texts::fields()
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code::{self, TranslatedFact, UnknownField};
    use crate::entry::parse;
    use crate::source::Source;

    fn said(fields: &str) -> Vec<(Code, String)> {
        let text = format!("---\ntitle: T\n{fields}---\n");
        parse(&Source::new("content/a.fr.md", text)).1.into_iter().map(|found| (found.code, found.message)).collect()
    }

    #[test]
    fn facts_of_any_kind_are_inherited() {
        for fact in ["level", "by", "parties", "origin", "order"] {
            let message = format!("`{fact}` is a fact and is inherited from the original");
            assert_eq!(said(&format!("{fact}: x\n")), [(TranslatedFact, message)]);
        }
        assert_eq!(said("sumary: x\n"), [(UnknownField, "a translation has no field `sumary`".into())]);
    }

    #[test]
    fn a_whole_entry_is_told_once() {
        let found = said("kind: commitment\nlevel: national\nby: x\nother: y\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.starts_with("this is a whole entry"));
    }
}
