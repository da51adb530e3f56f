//! The files of entries, each with what is shown of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::entry::{self, Entry, Parsed};
use crate::source::Source;

/// Files by path.
pub(super) type Files = HashMap<Arc<str>, File>;

/// One file of an entry.
pub(super) struct File {
    pub source: Arc<Source>,
    /// What is shown of it: the last version that could be read.
    pub shown: Option<Parsed>,
    pub problems: Vec<Diagnostic>,
}

/// Parses what is not parsed yet. A file that cannot be read now is shown as it was when it could.
pub(super) fn parse(sources: &[Arc<Source>], old: &mut Files) -> Files {
    let taken: Vec<_> = sources.iter().map(|source| (source, old.remove(&source.path))).collect();
    let files = taken.into_par_iter().map(|(source, former)| {
        let file = match former {
            Some(file) if file.source.hash == source.hash => file,
            former => {
                let (parsed, problems) = entry::parse(source);
                let former = former.and_then(|file| file.shown);
                let is_broken = matches!(parsed, None | Some(Parsed::Broken(_)));
                let shown = if is_broken { former.or(parsed) } else { parsed };
                File { source: Arc::clone(source), shown, problems }
            }
        };
        (Arc::clone(&source.path), file)
    });
    files.collect()
}

/// What is shown of every file, in the order of paths.
pub(super) fn shown(files: &Files) -> Vec<Parsed> {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_unstable_by_key(|(path, _)| *path);
    sorted.into_iter().filter_map(|(_, file)| file.shown.clone()).collect()
}

/// When the next embargo ends after an instant.
pub(super) fn next_embargo(files: &Files, now: jiff::Timestamp) -> Option<jiff::Timestamp> {
    let entries = files.values().filter_map(|file| match &file.shown {
        Some(Parsed::Entry(entry)) => entry.common.embargo.as_ref(),
        _ => None,
    });
    entries.map(|embargo| embargo.value.timestamp()).filter(|end| *end > now).min()
}

/// Files that are new or changed, and files that are gone.
pub(super) fn differences(sources: &[Arc<Source>], old: &Files) -> (Vec<String>, Vec<String>) {
    let is_known = |source: &Arc<Source>| old.get(&source.path).is_some_and(|file| file.source.hash == source.hash);
    let changed = sources.iter().filter(|source| !is_known(source)).map(|source| source.path.to_string());
    let there: HashSet<&Arc<str>> = sources.iter().map(|source| &source.path).collect();
    let gone = old.keys().filter(|path| !there.contains(path)).map(ToString::to_string);
    (changed.collect(), gone.collect())
}

/// The entry that is shown of a file.
pub(super) fn entry_of(files: &Files, path: &str) -> Option<Arc<Entry>> {
    match files.get(path)?.shown.as_ref()? {
        Parsed::Entry(entry) => Some(Arc::clone(entry)),
        _ => None,
    }
}

/// The new version of an entry, with the translations of the old one.
pub(super) fn with_translations(new: &Arc<Entry>, old: &Entry) -> Arc<Entry> {
    if old.translations.is_empty() {
        return Arc::clone(new);
    }
    Arc::new(Entry { translations: old.translations.clone(), ..Entry::clone(new) })
}
