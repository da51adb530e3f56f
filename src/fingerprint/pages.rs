//! What each page is made from.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use blake3::Hash;
use rayon::prelude::*;

use super::{Parts, interface};
use crate::catalog::{Catalog, EntryIx, Links};
use crate::entry::{Entry, Kind};
use crate::export::catalogue::{ExportIx, Reads};
use crate::markdown::{Body, Target};
use crate::route::{self, PAGE_LENGTH, Page, Route};
use crate::tally::support;
use crate::view::{Edition, gaps};
use crate::vocabulary::TermIx;

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

    /// The fingerprint of a page, for the families of which a site has thousands and that take time to make. Others are few, or
    /// short: feeds, calendars and redirects are made each time and compared.
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
        if number == 1 {
            self.terms(&mut parts, &gaps::of_kind(edition, kind));
        }
        parts.end()
    }

    /// Terms by their names.
    fn terms(&self, parts: &mut Parts, terms: &[TermIx]) {
        for term in terms {
            parts.add(&self.catalog.vocabularies[term.axis].id);
            parts.add(&self.catalog.vocabularies[*term].term.id.value);
        }
    }

    fn work(&self, edition: &Edition, work: u32, number: u32) -> Hash {
        let mut parts = self.begin("work", edition.lang);
        let id = self.catalog.documents.at(work).map_or("", |(id, _)| id);
        parts.add(id);
        self.list(&mut parts, edition.citing(work), number);
        let paragraphs = self.catalog.concordance.get(id);
        parts.number(paragraphs.map_or(0, BTreeMap::len));
        // Every page says how many paragraphs are covered; who rests on them is on the first one.
        for (paragraph, entries) in paragraphs.into_iter().flatten() {
            parts.number(*paragraph as usize);
            if number == 1 {
                parts.number(entries.len());
                for entry in entries {
                    parts.hash(self.interface(*entry));
                }
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
            parts.add(self.catalog.sentence(mentioned, "").as_bytes());
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
        for hole in entry.bodies().flat_map(Body::holes) {
            if let Target::Entry { id, .. } = &hole.target {
                self.name(parts, id);
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
        self.terms(&mut parts, &gaps::of_term(edition, term));
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
