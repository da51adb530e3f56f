//! What things are made from, as hashes: the whole of the input, and each page that many builds leave as it is.
//!
//! A page is a pure function of the program, the settings, the theme, the vocabularies, and of some entries. Its
//! fingerprint is the hash of all of these, so that two pages of one fingerprint have the same bytes, and a build need not
//! make a page whose fingerprint the last build wrote down. Others see of an entry what a card shows: its [`Interface`].
//!
//! The way not taken: noting what each page reads while it is rendered. It needs a place to keep it, and says nothing of
//! pages that would read an entry that did not exist.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use blake3::Hash;
use rayon::prelude::*;

use crate::catalog::{Catalog, EntryIx, Links};
use crate::entry::{Entry, Kind};
use crate::export::catalogue::{ExportIx, Reads};
use crate::load::Input;
use crate::markdown::Target;
use crate::route::{self, PAGE_LENGTH, Page, Route};
use crate::source::Source;
use crate::tally::support;
use crate::view::Edition;
use crate::vocabulary::TermIx;

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

/// Everything that a build reads. `read` gives the hash of a file that is copied as it is.
pub fn whole(common: Hash, input: &Input, read: impl Fn(usize) -> Option<Hash> + Sync + Send) -> Option<Hash> {
    let mut parts = Parts::new();
    parts.hash(common);
    parts.number(input.entries.len());
    for source in &input.entries {
        parts.source(source);
    }
    let files: Option<Vec<_>> = (0..input.files.len()).into_par_iter().map(read).collect();
    for (file, hash) in input.files.iter().zip(files?) {
        parts.add(&*file.path);
        parts.hash(hash);
    }
    Some(parts.end())
}

/// The fingerprints of the pages of a catalog.
pub struct Fingerprints<'a> {
    catalog: &'a Catalog,
    common: Hash,
    /// What others see of each entry.
    interfaces: Vec<Hash>,
    /// What all entries say as data, once it is asked for.
    data: OnceLock<Hash>,
    /// The same with bodies.
    texts: OnceLock<Hash>,
}

impl<'a> Fingerprints<'a> {
    /// `common` is what all pages are made from, see [`common`].
    pub fn new(catalog: &'a Catalog, common: Hash) -> Self {
        let mut parts = Parts::new();
        parts.hash(common);
        // Which terms and places have pages is seen on every page: they are links there.
        for (axis, its) in catalog.vocabularies.iter() {
            for term in 0..its.terms.len() as u32 {
                parts.number(usize::from(route::has_page(catalog, TermIx { axis, term })));
            }
        }
        around(catalog, &mut parts);
        // Whether a link leads to a file.
        for file in &catalog.files {
            parts.add(&*file.path);
        }
        let interfaces = catalog.entries.par_iter().map(|entry| interface(catalog, entry)).collect();
        Self { catalog, common: parts.end(), interfaces, data: OnceLock::new(), texts: OnceLock::new() }
    }

    /// The fingerprint of a page, for the families of which a site has thousands. Others are few and see much.
    pub fn of(&self, route: Route, edition: &Edition) -> Option<Hash> {
        match route.page {
            Page::Entry(entry) | Page::EntryJson(entry) | Page::EntryMarkdown(entry) => Some(self.entry(route, entry)),
            Page::Term(term, number) => Some(self.term(edition, term, number)),
            Page::Kind(kind, number) => Some(self.kind(edition, kind, number)),
            Page::Work(work, number) => Some(self.work(edition, work, number)),
            Page::Overview(overview) => Some(self.overview(route, overview.as_str())),
            Page::ExploreIndex => Some(self.overview(route, "explore-index")),
            Page::ExploreWords(part) => Some(self.words(route, part)),
            Page::Data(export) => Some(self.export(export)),
            _ => None,
        }
    }

    /// One page of a list.
    fn list(&self, parts: &mut Parts, entries: &[EntryIx], number: u32) {
        parts.number(number as usize);
        parts.number(entries.len());
        let shown = entries.iter().skip((number as usize - 1) * PAGE_LENGTH).take(PAGE_LENGTH);
        for entry in shown {
            parts.hash(self.interface(*entry));
        }
    }

    fn kind(&self, edition: &Edition, kind: Kind, number: u32) -> Hash {
        let mut parts = self.begin("kind", edition.lang);
        parts.add(kind.as_str());
        self.list(&mut parts, edition.of_kind(kind), number);
        parts.end()
    }

    fn work(&self, edition: &Edition, work: u32, number: u32) -> Hash {
        let mut parts = self.begin("work", edition.lang);
        let id = self.catalog.documents.at(work).map_or("", |(id, _)| id);
        parts.add(id);
        self.list(&mut parts, edition.citing(work), number);
        let paragraphs = self.catalog.concordance.get(id);
        parts.number(paragraphs.map_or(0, BTreeMap::len));
        // The paragraphs themselves are on the first page.
        for (paragraph, entries) in paragraphs.into_iter().flatten().filter(|_| number == 1) {
            parts.number(*paragraph as usize);
            parts.number(entries.len());
            for entry in entries {
                parts.hash(self.interface(*entry));
            }
        }
        parts.end()
    }

    /// A page that may show whatever front matter says, and of the bodies what they mention and cite.
    fn overview(&self, route: Route, family: &str) -> Hash {
        let mut parts = self.begin(family, route.lang);
        parts.hash(self.entries());
        parts.end()
    }

    /// A part of the words of all texts.
    fn words(&self, route: Route, part: u32) -> Hash {
        let mut parts = self.begin(route.page.family(), route.lang);
        parts.number(part as usize);
        parts.hash(self.texts());
        parts.end()
    }

    /// An export of the whole site.
    fn export(&self, export: ExportIx) -> Hash {
        let mut parts = self.begin(export.file, self.catalog.site.main_language());
        match export.reads {
            Reads::Settings => {}
            Reads::Entries => parts.hash(self.entries()),
            Reads::Texts => parts.hash(self.texts()),
            Reads::Vocabulary => parts.hash(self.vocabulary()),
            Reads::Concordance => parts.hash(self.concordance()),
        }
        parts.end()
    }

    /// All entries as data: what their front matter says, and what they are linked to.
    fn entries(&self) -> Hash {
        *self.data.get_or_init(|| self.hash_of_data())
    }

    /// All entries with their bodies.
    fn texts(&self) -> Hash {
        *self.texts.get_or_init(|| {
            let mut parts = Parts::new();
            parts.hash(self.entries());
            for entry in &self.catalog.entries {
                parts.hash(entry.source.hash);
            }
            parts.end()
        })
    }

    fn hash_of_data(&self) -> Hash {
        let hash = |(ix, entry): (usize, &Arc<Entry>)| {
            let mut parts = Parts::new();
            let links = self.catalog.links(EntryIx(ix as u32));
            parts.hash(self.interfaces[ix]);
            parts.add(entry.source.slice(entry.front_matter));
            for (lang, translation) in &entry.translations {
                parts.add(lang.as_str());
                parts.hash(translation.source.hash);
            }
            self.relations(&mut parts, links);
            for mentioned in &links.mentioned_by {
                parts.hash(self.interface(mentioned.by));
            }
            // Bodies cite too, and entries are found by the paragraphs that they cite.
            for citation in &links.citations {
                parts.add(&citation.work);
                parts.number(citation.paragraphs.len());
                for paragraph in &citation.paragraphs {
                    parts.number(*paragraph as usize);
                }
            }
            parts.end()
        };
        let hashes: Vec<_> = self.catalog.entries.par_iter().enumerate().map(hash).collect();
        let mut parts = self.begin("entries", self.catalog.site.main_language());
        for hash in hashes {
            parts.hash(hash);
        }
        parts.end()
    }

    fn vocabulary(&self) -> Hash {
        let mut parts = self.begin("vocabulary", self.catalog.site.main_language());
        self.ids(&mut parts);
        for (axis, its) in self.catalog.vocabularies.iter() {
            for term in 0..its.terms.len() as u32 {
                let members = &self.catalog.members(TermIx { axis, term }).direct;
                parts.numbers(members);
            }
        }
        parts.end()
    }

    fn concordance(&self) -> Hash {
        let mut parts = self.begin("concordance", self.catalog.site.main_language());
        self.ids(&mut parts);
        for (work, paragraphs) in &self.catalog.concordance {
            parts.add(work);
            for (paragraph, entries) in paragraphs {
                parts.number(*paragraph as usize);
                parts.numbers(entries);
            }
        }
        parts.end()
    }

    /// The ids of all entries, so that their numbers say which they are.
    fn ids(&self, parts: &mut Parts) {
        for entry in &self.catalog.entries {
            parts.add(entry.id.as_str());
        }
    }

    fn begin(&self, family: &str, route_lang: crate::lang::Lang) -> Parts {
        let mut parts = Parts::new();
        parts.hash(self.common);
        parts.add(family);
        parts.add(route_lang.as_str());
        parts
    }

    fn interface(&self, entry: EntryIx) -> Hash {
        self.interfaces[entry.0 as usize]
    }

    /// The page of an entry: its own sources, and what it shows of others.
    fn entry(&self, route: Route, ix: EntryIx) -> Hash {
        let mut parts = self.begin(route.page.family(), route.lang);
        let entry = &self.catalog[ix];
        let links = self.catalog.links(ix);
        parts.source(&entry.source);
        parts.hash(self.interface(ix));
        for (lang, translation) in &entry.translations {
            parts.add(lang.as_str());
            parts.source(&translation.source);
        }
        self.relations(&mut parts, links);
        for mentioned in &links.mentioned_by {
            parts.hash(self.interface(mentioned.by));
            parts.add(self.catalog.sentence(mentioned).as_bytes());
        }
        for (key, other) in &links.offered {
            parts.add(key);
            parts.hash(self.interface(*other));
        }
        for answer in support::answers(self.catalog, ix) {
            parts.add(answer.as_str());
        }
        for need in entry.common.offers.iter().chain(&entry.common.needs).flat_map(|offer| &offer.meets) {
            self.name(&mut parts, need.entry.as_str());
        }
        self.bodies(&mut parts, entry);
        parts.end()
    }

    /// The entries that an entry relates to, and those that relate to it.
    fn relations(&self, parts: &mut Parts, links: &Links) {
        for relations in [&links.relations, &links.inverse] {
            parts.number(relations.len());
            for (relation, other) in relations {
                parts.add(relation.as_str());
                parts.hash(self.interface(*other));
            }
        }
    }

    /// What the holes of bodies are filled with that is another entry's.
    fn bodies(&self, parts: &mut Parts, entry: &Entry) {
        let translated = entry.translations.iter().map(|(_, translation)| &translation.body);
        for body in std::iter::once(&entry.body).chain(translated) {
            for hole in body.holes() {
                if let Target::Entry { id, .. } = &hole.target {
                    self.name(parts, id);
                }
            }
        }
    }

    /// What a name leads to: an entry, one that is not shown, or nothing.
    fn name(&self, parts: &mut Parts, id: &str) {
        match self.catalog.find(id) {
            Some(named) => parts.hash(self.interface(named.entry())),
            None => parts.number(usize::from(self.catalog.is_withheld(id))),
        }
    }

    /// A page of a term: the entries that are on it, and what is said of the others and of narrower terms.
    fn term(&self, edition: &Edition, term: TermIx, number: u32) -> Hash {
        let mut parts = self.begin("term", edition.lang);
        let (catalog, vocabularies) = (self.catalog, &self.catalog.vocabularies);
        let members = edition.members(term);
        parts.add(&vocabularies[term.axis].id);
        parts.add(&vocabularies[term].term.id.value);
        self.list(&mut parts, members, number);
        parts.number(usize::from(route::has_calendar(catalog, term)));
        for below in &vocabularies[term].narrower {
            parts.number(usize::from(catalog.members(*below).all.is_empty()));
        }
        let mut levels = catalog.members(term).levels.clone();
        levels.sort_unstable();
        for level in levels {
            parts.add(&vocabularies[level].term.id.value);
        }
        // What entries have in common is told beside the first page of them.
        if let Some(tally) = edition.tally(term).filter(|_| number == 1) {
            for (kind, count) in &tally.kinds {
                parts.add(kind.as_str());
                parts.number(*count);
            }
            for (status, count) in &tally.statuses {
                parts.add(status.as_str());
                parts.number(*count);
            }
            for (neighbour, count) in &tally.neighbours {
                parts.number(neighbour.axis.0 as usize);
                parts.number(neighbour.term as usize);
                parts.number(*count);
            }
        }
        parts.end()
    }
}

/// What the head and the foot of every page lead to beside terms: kinds, overviews, and the pages of the site by their titles.
fn around(catalog: &Catalog, parts: &mut Parts) {
    for kind in route::kinds(catalog) {
        parts.add(kind.as_str());
    }
    for overview in route::overviews(catalog) {
        parts.add(overview.as_str());
    }
    for (_, page) in catalog.iter().filter(|(_, entry)| entry.kind() == Kind::Page) {
        parts.add(page.id.as_str());
        parts.number(page.order().map_or(0, |order| order as usize + 1));
        parts.add(&page.common.title.value);
        for (lang, translation) in &page.translations {
            parts.add(lang.as_str());
            parts.add(&translation.texts.title.value);
        }
    }
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
