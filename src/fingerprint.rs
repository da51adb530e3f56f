//! What things are made from, as hashes: the whole of the input, and each page that many builds leave as it is.
//!
//! A page is a pure function of the program, the settings, the theme, the vocabularies, and of some entries. Its
//! fingerprint is the hash of all of these, so that two pages of one fingerprint have the same bytes, and a build need not
//! make a page whose fingerprint the last build wrote down. Others see of an entry what a card shows, see [`interface`].
//!
//! The way not taken: noting what each page reads while it is rendered. It needs a place to keep it, and says nothing of
//! pages that would read an entry that did not exist.

mod pages;

use blake3::Hash;

pub use pages::Fingerprints;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::Entry;
use crate::load::Input;
use crate::source::Source;

/// The hash of the program's own code and data, see `build.rs`.
const PROGRAM: &str = env!("COMPENDIUM_SOURCE_HASH");

/// Takes parts one after the other, each with its length, so that no two lists of parts look alike. They are joined first and
/// hashed at the end: a page has dozens of parts, and to hash one alone costs as much as to hash ten at once.
struct Parts(Vec<u8>);

impl Parts {
    fn new() -> Self {
        Self(Vec::with_capacity(1024))
    }

    fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.number(part.len());
        self.0.extend_from_slice(part);
    }

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    /// Entries by their numbers, which mean something beside the ids of all.
    fn numbers(&mut self, entries: &[EntryIx]) {
        self.number(entries.len());
        for entry in entries {
            self.number(entry.0 as usize);
        }
    }

    fn hash(&mut self, hash: Hash) {
        self.0.extend_from_slice(hash.as_bytes());
    }

    fn source(&mut self, source: &Source) {
        self.add(&*source.path);
        self.hash(source.hash);
    }

    fn end(&self) -> Hash {
        blake3::hash(&self.0)
    }
}

/// What all pages are made from: the program, the settings as text, every source but the entries, and the names of the
/// theme's assets, which hold their hashes.
pub fn common<'a>(settings: &str, input: &Input, assets: impl Iterator<Item = &'a str>) -> Hash {
    let mut parts = Parts::new();
    parts.add(PROGRAM);
    parts.add(settings);
    for sources in [&input.vocabularies, &input.outlines, &input.theme] {
        parts.number(sources.len());
        for source in sources {
            parts.source(source);
        }
    }
    for source in [&input.terminology, &input.documents, &input.bibtex, &input.style, &input.figures] {
        parts.number(usize::from(source.is_some()));
        if let Some(source) = source {
            parts.source(source);
        }
    }
    for name in assets {
        parts.add(name);
    }
    parts.end()
}

/// Everything that a build reads, when all could be read. `hashes` are those of the files that are copied as they are.
pub fn whole(common: Hash, input: &Input, hashes: &[Option<Hash>]) -> Option<Hash> {
    let mut parts = Parts::new();
    parts.hash(common);
    parts.number(input.entries.len());
    for source in &input.entries {
        parts.source(source);
    }
    for (file, hash) in input.files.iter().zip(hashes) {
        parts.add(&*file.path);
        parts.hash((*hash)?);
    }
    Some(parts.end())
}

/// What others see of an entry, in all languages, as a hash: whatever a card shows, and what orders it among others.
pub fn interface(catalog: &Catalog, entry: &Entry) -> Hash {
    let mut parts = Parts::new();
    let common = &entry.common;
    parts.add(entry.id.as_str());
    parts.add(entry.kind().as_str());
    let summary = common.summary.as_ref().map_or("", |summary| &summary.value);
    parts.add(&common.title.value);
    parts.add(summary);
    for (lang, translation) in &entry.translations {
        parts.add(lang.as_str());
        parts.add(&translation.texts.title.value);
        parts.add(translation.texts.summary.as_ref().map_or("", |summary| &summary.value));
    }
    parts.add(common.status.as_ref().map_or("", |status| status.value.as_str()));
    parts.add(common.date.to_string());
    parts.add(common.updated.as_ref().map(ToString::to_string).unwrap_or_default());
    parts.number(usize::from(common.draft) + 2 * usize::from(common.is_embargoed_at(catalog.as_of.instant)));
    let levels = common.level.iter().map(|level| &*level.value.0);
    for level in levels {
        parts.add(level);
    }
    parts.end()
}
