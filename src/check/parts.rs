//! Parts of entries that are found by name: no two have the same, and a translation finds the part that it means.

use std::collections::HashSet;

use crate::diagnostic::{COMPARED, Code, Diagnostic, Suggestions, did_you_mean};
use crate::entry::{Entry, NamedPart, PartText, Translation};
use crate::field::EntryId;
use crate::source::Spanned;

/// Keys that cannot stand behind the `#` of an address, and keys that two parts of an entry have: an address of one of them
/// would lead to the other.
pub(super) fn bad_keys(entry: &Entry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, parts) in entry.common.parts() {
        let mut seen = HashSet::new();
        for (key, span) in parts.into_iter().filter_map(|(key, span)| Some((key?, span))) {
            if EntryId::parse(key).is_none() {
                let message = format!("`{key}` cannot be a key");
                let help = "keys are lower-case letters, digits and hyphens: capacity-building";
                found.push(Diagnostic::new(Code::BadId, &entry.source, span, message).help(help));
            }
            if !seen.insert(key) {
                let message = format!("another of the {field} has the key `{key}`");
                found.push(
                    Diagnostic::new(Code::DuplicateId, &entry.source, span, message)
                        .help("give one of the two another key"),
                );
            }
        }
    }
    found
}

/// Texts of translations for parts that the original does not have.
pub(super) fn lost_translations(entry: &Entry) -> Vec<Diagnostic> {
    if entry.translations.is_empty() {
        return Vec::new();
    }
    let parts = entry.common.parts();
    let of = |translation: &Translation| {
        let lists = translation.texts.parts().into_iter().zip(&parts);
        lists.flat_map(|((field, texts), (_, parts))| lost(translation, field, texts, parts)).collect::<Vec<_>>()
    };
    entry.translations.iter().flat_map(|(_, translation)| of(translation)).collect()
}

fn lost(
    translation: &Translation,
    field: &str,
    texts: &[Spanned<PartText>],
    parts: &[NamedPart<'_>],
) -> Vec<Diagnostic> {
    let keys = || parts.iter().filter_map(|(key, _)| *key);
    let (known, mut suggestions): (HashSet<_>, _) = (keys().collect(), Suggestions::default());
    let problem = |span, message: String| Diagnostic::new(Code::OrphanTranslation, &translation.source, span, message);
    let lost = texts.iter().enumerate().filter_map(|(place, text)| match &text.key {
        Some(Spanned { value: key, span }) if !known.contains(key.as_str()) => {
            let near = suggestions.of(|| did_you_mean(key, keys().take(COMPARED)));
            let help = near.unwrap_or_else(|| "the key is that of the part in the original".into());
            Some(problem(*span, format!("none of the original's {field} has the key `{key}`")).help(help))
        }
        None if place >= parts.len() => {
            let message =
                format!("text {} of the {field} translates nothing: the original has {}", place + 1, parts.len());
            Some(problem(text.span, message).help("take it out, or name the part by its `key`"))
        }
        _ => None,
    });
    lost.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{BadId, DuplicateId, OrphanTranslation};

    #[test]
    fn a_key_that_no_address_can_end_with_is_told() {
        let needs = "[{key: A b, title: A, type: data}, {key: good-1, title: B, type: data}]";
        let project = Project::new().file("a.md", &Project::entry_with(&[("needs", needs)]));
        assert_eq!(project.found(BadId), ["a.md:11: A b"]);
    }

    #[test]
    fn two_parts_with_one_key_are_told() {
        let milestones = "[{key: law, title: A}, {key: law, title: B}]";
        let project = Project::new().file("a.md", &Project::entry_with(&[("milestones", milestones)]));
        assert_eq!(project.found(DuplicateId), ["a.md:11: B"]);
        let needs = "[{key: n, title: A, type: data}, {key: n, title: B, type: data}, {title: C, type: data}]";
        let project = Project::new().file("a.md", &Project::entry_with(&[("needs", needs)]));
        assert_eq!(project.found(DuplicateId), ["a.md:11: n"]);
    }

    #[test]
    fn a_translation_of_nothing_is_told() {
        let milestones = "[{key: law, title: A}, {title: B}]";
        let entry = Project::entry_with(&[("milestones", milestones)]);
        let french = |texts: &str| format!("---\ntitle: T\nmilestones: {texts}\n---\n");
        let problems = |texts: &str| {
            let project = Project::new().languages("en, fr").file("a.md", &entry).file("a.fr.md", &french(texts));
            project.problems(OrphanTranslation)
        };
        let found = |texts: &str| problems(texts).into_iter().map(|problem| problem.message).collect::<Vec<_>>();
        assert_eq!(found("[{key: law, title: Une}, {title: Deux}]"), [""; 0]);
        assert_eq!(found("[{key: lwa, title: Une}]"), ["none of the original's milestones has the key `lwa`"]);
        let surplus = "text 3 of the milestones translates nothing: the original has 2";
        let three = "[{title: Une}, {title: Deux}, {title: Trois}]";
        assert_eq!(found(three), [surplus]);
        assert_eq!(problems(three)[0].place.start(), (3, 44));
    }
}
