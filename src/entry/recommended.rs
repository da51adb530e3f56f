//! Fields that no entry needs and that readers miss.

use super::{Details, Entry, Kind};
use crate::lang::Lang;
use crate::record::{Datum, Record};

/// Fields that entries of a kind are better with, in the order in which one would fill them in. What nobody can know of a
/// promise that was just made, its reviews and results, is not among them.
const fn recommended(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Commitment => &["by", "led_by", "sdg", "period", "milestones", "next_review"],
        Kind::Practice => &["implemented_by", "place", "evidence", "sdg", "results"],
        Kind::SkillsPartnership => &[
            "origin",
            "destination",
            "occupations",
            "qualification",
            "recognised_in",
            "funded_by",
            "sdg",
            "milestones",
        ],
        Kind::Agreement => &["parties", "adopted", "in_force", "depositary", "review_every"],
        Kind::Page => &[],
    }
}

impl Entry {
    /// Its title in a language, where it is translated.
    pub fn title_in(&self, lang: Lang) -> &str {
        let translation = self.translations.iter().find(|(known, _)| *known == lang);
        translation.map_or(&self.common.title.value, |(_, translation)| &translation.texts.title.value)
    }

    /// What a field holds, of every entry or of its kind; nothing when there is no such field.
    pub fn datum_of(&self, field: &str) -> Datum<'_> {
        match self.common.datum_of(field) {
            Datum::Nothing => self.details.datum_of(field),
            common => common,
        }
    }

    /// The recommended fields that hold nothing.
    pub fn missing_fields(&self) -> Vec<&'static str> {
        let is_missing = |field: &&str| self.has_use_for(field) && self.datum_of(field).is_empty();
        recommended(self.kind()).iter().copied().filter(is_missing).collect()
    }

    /// Only a text with rules can come into force and is kept by somebody; those who meet or act together just begin.
    fn has_use_for(&self, field: &str) -> bool {
        match &self.details {
            Details::Agreement(own) => {
                own.agreement_type.value.is_legal() || !matches!(field, "in_force" | "depositary")
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Parsed, parse};
    use crate::source::Source;

    fn missing(more: &str) -> Vec<&'static str> {
        missing_of("practice\nstatus: active", more)
    }

    fn missing_of(kind: &str, more: &str) -> Vec<&'static str> {
        let text = format!(
            "---\nkind: {kind}\ntitle: A\nsummary: S\nlevel: national\nthemes: work\ndate: 2024\n\
             sources: {{cite: report}}\n{more}---\n"
        );
        let (Some(Parsed::Entry(entry)), problems) = parse(&Source::new("content/a.md", text.as_str())) else {
            panic!("no entry: {text}")
        };
        assert_eq!(problems.len(), 0, "{problems:?}");
        entry.missing_fields()
    }

    #[test]
    fn what_is_filled_in_is_not_missed() {
        assert_eq!(missing(""), ["implemented_by", "place", "evidence", "sdg", "results"]);
        assert_eq!(missing("place: Here\nsdg: 8.8\nevidence: described\n"), ["implemented_by", "results"]);
    }

    #[test]
    fn those_who_meet_or_act_together_need_not_come_into_force() {
        let missing = |sort: &str| missing_of("agreement\nstatus: in-force", &format!("type: {sort}\n"));
        assert_eq!(missing("free-movement"), ["parties", "adopted", "in_force", "depositary", "review_every"]);
        for body in ["consultative-process", "coalition"] {
            assert_eq!(missing(body), ["parties", "adopted", "review_every"], "{body}");
        }
    }

    #[test]
    fn every_recommended_field_is_one_of_its_kind() {
        let names =
            |fields: Vec<crate::record::FieldSpec>| fields.into_iter().map(|field| field.name).collect::<Vec<_>>();
        let common = names(crate::entry::Common::fields());
        let own = [
            (Kind::Commitment, names(crate::entry::Commitment::fields())),
            (Kind::Practice, names(crate::entry::Practice::fields())),
            (Kind::SkillsPartnership, names(crate::entry::SkillsPartnership::fields())),
            (Kind::Agreement, names(crate::entry::Agreement::fields())),
        ];
        for (kind, own) in own {
            for field in recommended(kind) {
                assert!(own.contains(field) || common.contains(field), "{kind} has no {field}");
            }
        }
    }
}
