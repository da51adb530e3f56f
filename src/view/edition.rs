//! One language of a site: its words, its order of titles, and the cards and chips that its pages share.

mod card;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, RwLock};

use ahash::HashMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use rayon::prelude::*;
use tera::Value;

pub use card::{Card, Chip, Named};

use super::dated::Dates;
use super::reference::Works;
use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Entry, Kind, SupportType, Translation};
use crate::field::Localized;
use crate::lang::Lang;
use crate::locale::{Arg, Locale};
use crate::markdown::Body;
use crate::route::{self, Page, Route};
use crate::tally::{TermTally, Terms};
use crate::vocabulary::{AxisIx, Order, TermIx};

/// One language of a site.
#[derive(Clone)]
pub struct Edition {
    /// What is shown.
    pub catalog: Arc<Catalog>,
    /// In which language.
    pub lang: Lang,
    /// Its words, numbers and dates.
    pub locale: Arc<Locale>,
    /// Works as the style of the site cites and lists them.
    pub works: Arc<Works>,
    /// The cards of entries, each made when the first page shows it.
    cards: Arc<Vec<OnceLock<Value>>>,
    /// Entries by kind, then by title.
    order: Arc<Vec<EntryIx>>,
    /// The place of each entry in `order`.
    ranks: Arc<Vec<u32>>,
    chips: Arc<HashMap<TermIx, Value>>,
    /// The entries of terms in order, sorted when the first page of a term asks for them.
    members: Arc<HashMap<TermIx, OnceLock<Box<[EntryIx]>>>>,
    /// The entries that cite each work in order, likewise.
    citing: Arc<Vec<OnceLock<Box<[EntryIx]>>>>,
    /// What the entries of each term have in common.
    tallies: Arc<Terms>,
    /// All dates, collected when the first calendar asks for them.
    dates: Arc<OnceLock<Dates>>,
    /// The pages of the book in order, sorted when the first of them is shown.
    book: Arc<OnceLock<Vec<EntryIx>>>,
    /// What fields are called in lists of facts, each looked up when the first list names it.
    labels: Arc<RwLock<HashMap<String, Arc<str>>>>,
    /// The addresses of the pictures that previews of links show, by name: those of the theme.
    pictures: Arc<BTreeMap<String, String>>,
}

/// The texts of an entry in one language.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// The title.
    pub title: &'a str,
    /// The summary.
    pub summary: Option<&'a str>,
    /// The body.
    pub body: &'a Body,
    /// The translation, when the language is not the original's and there is one.
    pub translation: Option<&'a Translation>,
    /// The language in which they are.
    pub lang: Lang,
    /// The language of the body: a translation without a text of its own has the original's.
    pub body_lang: Lang,
}

impl Edition {
    /// Prepares a language. `tallies` know no language and are shared by all.
    pub fn new(catalog: Arc<Catalog>, lang: Lang, locale: Locale, tallies: &Arc<Terms>) -> Self {
        let mut edition = Self {
            works: Arc::new(Works::new(&catalog, &locale)),
            catalog,
            lang,
            locale: Arc::new(locale),
            cards: Arc::default(),
            order: Arc::default(),
            ranks: Arc::default(),
            chips: Arc::default(),
            members: Arc::default(),
            citing: Arc::default(),
            tallies: Arc::clone(tallies),
            dates: Arc::default(),
            book: Arc::default(),
            labels: Arc::default(),
            pictures: Arc::default(),
        };
        edition.chips = Arc::new(edition.make_chips());
        edition.put_in_order();
        edition.cards = Arc::new(std::iter::repeat_with(OnceLock::new).take(edition.catalog.entries.len()).collect());
        edition
    }

    /// The same with the markup of each chip, as its `html`: an entry shows a dozen of them, and to put one together again
    /// costs more than all else that is said of a term.
    ///
    /// # Errors
    /// What `write` says.
    pub fn with_chip_markup<E>(mut self, write: impl Fn(&Value) -> Result<Value, E>) -> Result<Self, E> {
        let written = self.chips.iter().map(|(term, chip)| {
            let mut parts = chip.clone().into_map().unwrap_or_default();
            parts.insert("html".into(), write(chip)?);
            Ok((*term, Value::from(parts)))
        });
        self.chips = Arc::new(written.collect::<Result<_, E>>()?);
        Ok(self)
    }

    /// The same language of a catalog in which others see the same of every entry, see [`Catalog::with_entry`].
    #[must_use]
    pub fn with_catalog(&self, catalog: Arc<Catalog>) -> Self {
        Self { catalog, dates: Arc::default(), book: Arc::default(), ..self.clone() }
    }

    /// The same language of a catalog in which others see something else of one entry, and which is otherwise linked alike.
    #[must_use]
    pub fn with_entry_seen_anew(&self, catalog: Arc<Catalog>, ix: EntryIx, tallies: &Arc<Terms>) -> Self {
        let mut edition = Self { tallies: Arc::clone(tallies), ..self.with_catalog(catalog) };
        edition.put_in_order();
        Arc::make_mut(&mut edition.cards)[ix.0 as usize].take();
        edition
    }

    /// Orders entries by their titles, and forgets the lists that were in another order.
    fn put_in_order(&mut self) {
        self.order = Arc::new(self.in_order());
        self.ranks = Arc::new(ranks_in(&self.order));
        self.members = Arc::new(self.chips.keys().map(|term| (*term, OnceLock::new())).collect());
        self.citing = Arc::new(std::iter::repeat_with(OnceLock::new).take(self.catalog.documents.len()).collect());
    }

    /// What the entries of a term have in common; `None` when it has none.
    pub fn tally(&self, term: TermIx) -> Option<&TermTally> {
        self.tallies.get(&self.catalog, term)
    }

    /// The same language with the pictures of a theme, by name.
    #[must_use]
    pub fn with_pictures(self, pictures: impl Iterator<Item = (String, String)>) -> Self {
        Self { pictures: Arc::new(pictures.collect()), ..self }
    }

    /// What a field is called in lists of facts: what `look_up` says once. It takes several looks into the strings of the
    /// theme, and every entry names dozens.
    pub fn label(&self, field: &str, look_up: impl FnOnce() -> String) -> Arc<str> {
        let known = self.labels.read().ok().and_then(|labels| labels.get(field).cloned());
        known.unwrap_or_else(|| {
            let label: Arc<str> = look_up().into();
            if let Ok(mut labels) = self.labels.write() {
                labels.insert(field.to_owned(), Arc::clone(&label));
            }
            label
        })
    }

    /// The address of the picture of that name, from the root of the host, or of the one of the whole site.
    pub fn picture(&self, name: &str) -> Option<&str> {
        self.pictures.get(name).or_else(|| self.pictures.get("site")).map(String::as_str)
    }

    /// All dates.
    pub fn dates(&self) -> &Dates {
        self.dates.get_or_init(|| Dates::of(&self.catalog))
    }

    /// The pages of the site that are read one after another, in their order.
    pub fn book(&self) -> &[EntryIx] {
        self.book.get_or_init(|| super::pages::in_order(self))
    }

    /// The address of a route of this language, from the root of the host.
    pub fn url(&self, page: Page) -> String {
        self.link(&route::address(&self.catalog, Route { lang: self.lang, page }))
    }

    /// An address of the site, with what may stand behind `?` and `#`, from the root of the host.
    pub fn link(&self, address: &str) -> String {
        self.below(address, ADDRESS)
    }

    /// The address of a file by its path below the site, from the root of the host. A `#` in its name is part of the name.
    pub fn file(&self, path: &str) -> String {
        self.below(path, PATH)
    }

    fn below(&self, address: &str, encoded: &'static AsciiSet) -> String {
        let mut link = self.catalog.site.base.path.clone();
        link.extend(utf8_percent_encode(address, encoded));
        link
    }

    /// The address of a file of `content/files/`, from the root of the host, or of a place in it.
    pub fn document(&self, path: &str, anchor: Option<&str>) -> String {
        let mut link = self.file(&format!("files/{path}"));
        if let Some(anchor) = anchor {
            link.push('#');
            link.extend(utf8_percent_encode(anchor, ANCHOR));
        }
        link
    }

    /// A string of the theme.
    pub fn text(&self, key: &str) -> String {
        self.locale.format(key, &[])
    }

    /// A string of the theme, or the key's last part when the theme has none, so that a new field is readable at once.
    pub fn text_or(&self, key: &str, fallback: &str) -> String {
        self.locale.text(key).unwrap_or_else(|| fallback.replace(['_', '-'], " "))
    }

    /// The whole address of what is at a path of the host; none when the site does not know where it lives: a path alone leads
    /// nowhere from elsewhere.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let origin = &self.catalog.site.base.origin;
        (!origin.is_empty()).then(|| format!("{origin}{path}"))
    }

    /// A word that a field may hold, as readers call it. What agreements are about and what is needed or offered are both
    /// called `type`, and have strings of their own.
    pub fn word(&self, field: &str, word: &str) -> String {
        let family = match field {
            "type" if SupportType::from_word(word).is_some() => "support",
            "type" => "agreement",
            field => field,
        };
        self.text_or(&format!("{family}-{word}"), word)
    }

    /// A counted string of the theme.
    pub fn count(&self, key: &str, count: usize) -> String {
        self.locale.format(key, &[("count", Arg::Number(count as f64))])
    }

    /// That a list goes on, in words; `None` when it does not.
    pub fn and_more(&self, left_out: usize) -> Option<String> {
        (left_out > 0).then(|| self.count("and-more", left_out))
    }

    /// An entry as lists show it.
    pub fn card(&self, entry: EntryIx) -> Value {
        let make = || Value::from_serializable(&self.make_card(entry, &self.catalog[entry]));
        self.cards[entry.0 as usize].get_or_init(make).clone()
    }

    /// A term as entries and lists show it.
    pub fn chip(&self, term: TermIx) -> Value {
        self.chips.get(&term).cloned().unwrap_or_else(Value::none)
    }

    /// A term with the number of its entries, those of narrower terms included. Only lists of terms show it: on the pages
    /// of entries it would change thousands of pages whenever one entry names another term.
    pub fn counted(&self, term: TermIx) -> (Value, usize) {
        (self.chip(term), self.catalog.members(term).all.len())
    }

    /// The name of a term.
    pub fn term_title(&self, term: TermIx) -> &str {
        self.catalog.vocabularies[term].term.title.text(self.lang)
    }

    /// The language of the name of a term, when that is not the page's.
    pub fn term_lang(&self, term: TermIx) -> Option<Lang> {
        self.other_language(&self.catalog.vocabularies[term].term.title)
    }

    /// Entries in the order of this language: by kind, then by title.
    pub fn sorted(&self, entries: &[EntryIx]) -> Vec<EntryIx> {
        let mut ranks: Vec<_> = entries.iter().map(|entry| self.ranks[entry.0 as usize]).collect();
        ranks.sort_unstable();
        ranks.into_iter().map(|rank| self.order[rank as usize]).collect()
    }

    /// The entries of a term, those of narrower terms included, in the order of this language.
    pub fn members(&self, term: TermIx) -> &[EntryIx] {
        let cell = self.members.get(&term);
        cell.map(|cell| &**cell.get_or_init(|| self.sorted(&self.catalog.members(term).all).into())).unwrap_or_default()
    }

    /// The entries that cite a work, in the order of this language.
    pub fn citing(&self, work: u32) -> &[EntryIx] {
        let cited_by = || self.catalog.cited_by.get(self.catalog.documents.at(work)?.0).map(|found| self.sorted(found));
        let cell = self.citing.get(work as usize);
        cell.map(|cell| &**cell.get_or_init(|| cited_by().unwrap_or_default().into())).unwrap_or_default()
    }

    /// The entries of a kind, in the order of this language.
    pub fn of_kind(&self, kind: Kind) -> &[EntryIx] {
        let start = self.order.partition_point(|entry| self.catalog[*entry].kind() < kind);
        let end = self.order.partition_point(|entry| self.catalog[*entry].kind() <= kind);
        &self.order[start..end]
    }

    /// Terms in the order of their axis.
    pub fn sorted_terms(&self, axis: AxisIx, terms: impl Iterator<Item = TermIx>) -> Vec<TermIx> {
        let mut sorted: Vec<_> = terms.collect();
        if self.catalog.vocabularies[axis].order == Order::ByTitle {
            sorted.sort_by_cached_key(|term| self.locale.sort_key(self.term_title(*term)));
        }
        sorted
    }

    /// The terms of an axis that have pages and lie below no other term of it, in order.
    pub fn top_terms(&self, axis: AxisIx) -> Vec<TermIx> {
        let is_top = |term: &TermIx| self.catalog.vocabularies[*term].broader.is_none_or(|above| above.axis != axis);
        self.sorted_terms(axis, route::terms(&self.catalog, axis).filter(is_top))
    }

    /// The texts of an entry, in this language where there is a translation.
    pub fn texts<'e>(&self, entry: &'e Entry) -> Texts<'e> {
        let common = &entry.common;
        let original = Texts {
            title: &common.title.value,
            summary: common.summary.as_ref().map(|summary| summary.value.as_str()),
            body: &entry.body,
            translation: None,
            lang: self.catalog.site.main_language(),
            body_lang: self.catalog.site.main_language(),
        };
        match entry.translations.iter().find(|(lang, _)| *lang == self.lang) {
            None => original,
            Some((lang, translation)) => {
                let lacks_text = translation.body.fragments.is_empty() && !entry.body.fragments.is_empty();
                Texts {
                    title: &translation.texts.title.value,
                    summary: translation.texts.summary.as_ref().map(|text| text.value.as_str()).or(original.summary),
                    body: if lacks_text { original.body } else { &translation.body },
                    translation: Some(translation),
                    lang: *lang,
                    body_lang: if lacks_text { original.lang } else { *lang },
                }
            }
        }
    }

    /// The language of a text that is not in the page's.
    pub fn other_language(&self, text: &Localized) -> Option<Lang> {
        let main = self.catalog.site.main_language();
        (main != self.lang && !text.get(self.lang).1).then_some(main)
    }

    fn in_order(&self) -> Vec<EntryIx> {
        let key = |(at, entry): (usize, &Arc<Entry>)| {
            (entry.kind(), self.locale.sort_key(self.texts(entry).title), EntryIx(at as u32))
        };
        let mut keys: Vec<_> = self.catalog.entries.par_iter().enumerate().map(key).collect();
        keys.par_sort_unstable();
        keys.into_iter().map(|(_, _, ix)| ix).collect()
    }
}

fn ranks_in(order: &[EntryIx]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, entry) in (0..).zip(order) {
        ranks[entry.0 as usize] = rank;
    }
    ranks
}

/// What an address cannot hold anywhere (WHATWG URL, path percent-encode set without `#` and `?`).
const ADDRESS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}');
/// What has to be encoded in a path that nobody encoded: what ends one, and the sign of encoding itself, too.
pub const PATH: &AsciiSet = &ADDRESS.add(b'#').add(b'?').add(b'%');
/// Likewise in an anchor.
const ANCHOR: &AsciiSet = &ADDRESS.add(b'%');
