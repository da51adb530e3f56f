//! What an update did, in words.

use crate::entry::Entry;

/// What an update did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Files that changed, by path below the root.
    pub files: Vec<String>,
    /// What changed, in words: `title`, `text`, `2 relations`, `a new day`.
    pub what: Vec<String>,
}

impl Change {
    /// A change of one file.
    pub(super) fn of(path: &str, what: Vec<String>) -> Self {
        Self { files: vec![path.to_owned()], what }
    }
}

/// What differs between two versions of an entry.
pub(super) fn between(old: &Entry, new: &Entry) -> Vec<String> {
    let (a, b) = (&old.common, &new.common);
    let relations = match differing_relations(old, new) {
        1 => "1 relation".to_owned(),
        count => format!("{count} relations"),
    };
    let parts = [
        ("title", a.title.value != b.title.value),
        ("summary", a.summary.as_ref().map(|text| &text.value) != b.summary.as_ref().map(|text| &text.value)),
        ("status", a.status.as_ref().map(|word| word.value) != b.status.as_ref().map(|word| word.value)),
        ("terms", old.term_fields() != new.term_fields()),
        (&relations, relations != "0 relations"),
        ("milestones", a.milestones.len() != b.milestones.len()),
        ("text", text_of(old) != text_of(new)),
        ("translation", translations_of(old) != translations_of(new)),
    ];
    let changed: Vec<_> = parts.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name.to_owned()).collect();
    if changed.is_empty() { vec!["fields".into()] } else { changed }
}

/// How many relations one of them has and the other has not.
fn differing_relations(old: &Entry, new: &Entry) -> usize {
    let of = |entry: &Entry| -> Vec<_> {
        entry.relations().map(|(relation, id)| (relation, id.value.as_str().to_owned())).collect()
    };
    let (old, new) = (of(old), of(new));
    let missing = |from: &[(_, _)], other: &[(_, _)]| from.iter().filter(|one| !other.contains(one)).count();
    missing(&old, &new) + missing(&new, &old)
}

fn translations_of(entry: &Entry) -> Vec<blake3::Hash> {
    entry.translations.iter().map(|(_, translation)| translation.source.hash).collect()
}

/// What stands behind the front matter.
fn text_of(entry: &Entry) -> &str {
    entry.source.text.get(entry.front_matter.end as usize..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::entry::{Parsed, parse};
    use crate::source::Source;

    fn entry(more: &str, text: &str) -> Arc<Entry> {
        let text = format!(
            "---\nkind: practice\ntitle: A\nsummary: S\nlevel: national\nthemes: work\nstatus: active\ndate: 2024\n\
            sources: {{cite: report}}\n{more}---\n\n{text}\n"
        );
        match parse(&Source::new("content/a.md", text.as_str())).0 {
            Some(Parsed::Entry(entry)) => entry,
            other => panic!("{other:?} of {text}"),
        }
    }

    #[test]
    fn it_is_said_what_changed() {
        let old = entry("related: [b, c]\n", "Text.");
        let said = |more: &str, text: &str| between(&old, &entry(more, text)).join(", ");
        assert_eq!(said("related: [b, c]\n", "Other text."), "text");
        assert_eq!(said("related: [b]\n", "Text."), "1 relation");
        assert_eq!(said("related: [b, d]\n", "Text."), "2 relations");
        assert_eq!(said("related: [b, c]\nnext_review: 2031\n", "Text."), "fields");
    }
}
