//! Everything that is known, linked and immutable.
//!
//! [`link`](link::link) puts entries, vocabularies and documents together and reports everything that does not resolve.
//! Drafts and embargoed entries are gone before that in production, so that nothing here knows of them: no member, no
//! backlink, no count. A catalog knows no addresses and no pages.

mod alike;
mod cycles;
mod files;
mod link;
mod resolve;
mod translations;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use ahash::{HashMap, HashSet};

pub use link::{Parts, link};

use crate::date::Instant;
use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, Kind, Relation, Translation};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::library::{Documents, Figure, Outline, Unread};
use crate::load::{FILES, FilePath};
use crate::site::Site;
use crate::source::Source;
use crate::vocabulary::{Found, TermIx, Vocabularies};

/// Where parties are looked for, in this order.
const PARTY_AXES: [&str; 3] = ["actors", "countries", "groups"];

/// Which entry, by its place in [`Catalog::entries`], which is sorted by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(pub u32);

/// The day that a site speaks of, and the instant that decides on embargoes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// “Overdue” and “upcoming” are told by this day.
    pub day: jiff::civil::Date,
    /// Embargoes that end at this instant or before are lifted.
    pub instant: jiff::Timestamp,
}

impl AsOf {
    /// A day, from its first instant in UTC: an embargo that ends during the day is not lifted yet.
    pub fn day(day: jiff::civil::Date) -> Self {
        Self { day, instant: Instant::start_of(day).timestamp() }
    }

    /// An instant and its day in UTC.
    pub fn instant(instant: jiff::Timestamp) -> Self {
        Self { day: Instant::from(instant).day(), instant }
    }
}

/// What production leaves out and a preview may show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Drafts too.
    pub drafts: bool,
    /// Embargoed entries too.
    pub embargoed: bool,
}

/// All that a site says, linked: the entries, and what was found when they were.
///
/// To exchange an entry for one that is linked alike is cheap, see [`Catalog::with_entry`].
#[derive(Clone, Debug)]
pub struct Catalog {
    /// Entries by id.
    pub entries: Vec<Arc<Entry>>,
    linked: Arc<Linked>,
}

/// What a catalog holds beside the entries. Read through the catalog itself.
#[derive(Debug)]
pub struct Linked {
    /// The settings.
    pub site: Arc<Site>,
    /// The day that the site speaks of.
    pub as_of: AsOf,
    /// Axes and terms.
    pub vocabularies: Arc<Vocabularies>,
    /// What each entry is linked to, in the order of `entries`.
    pub links: Vec<Links>,
    /// Works.
    pub documents: Arc<Documents>,
    /// How works are cited.
    pub style: Arc<crate::csl::Style>,
    /// Outlines of works with numbered paragraphs, by the id of the work.
    pub outlines: BTreeMap<String, Outline>,
    /// The files of outlines, by the id of the work.
    pub outline_sources: BTreeMap<String, Arc<Source>>,
    /// Statistics as listed.
    pub figures: Vec<Figure>,
    /// The file of the statistics, for diagnostics.
    pub figures_source: Option<Arc<Source>>,
    /// For each work, for each paragraph, the entries that rest on it.
    pub concordance: Concordance,
    /// For each work the entries that cite it, with or without paragraphs.
    pub cited_by: CitedBy,
    /// Files that entries can link to, but those that only withheld entries do, and static files.
    pub files: Vec<FilePath>,
    names: HashMap<EntryId, Named>,
    aliases: Vec<(EntryId, EntryIx)>,
    withheld: HashSet<EntryId>,
    embargoes: Vec<jiff::civil::Date>,
    /// The ids and former ids of entries that could not be read.
    broken: HashSet<EntryId>,
    /// Entries that could not be read, as far as they could: nothing shows them, and what they say is checked.
    pub unfinished: Vec<Arc<Entry>>,
    /// Translations that could not be read, or whose originals could not: nothing shows them either.
    pub loose: Vec<(Lang, Arc<Translation>)>,
    unread_figures: Unread,
    figure_names: HashMap<String, usize>,
    members: HashMap<TermIx, Members>,
}

/// Where a name leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// To the entry of that id.
    Id(EntryIx),
    /// To the entry that had that id once.
    Alias(EntryIx),
}

impl Named {
    /// The entry.
    pub const fn entry(self) -> EntryIx {
        match self {
            Self::Id(entry) | Self::Alias(entry) => entry,
        }
    }
}

/// The entries of a term.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// Those that name the term itself.
    pub direct: Vec<EntryIx>,
    /// Those and the entries of narrower terms.
    pub all: Vec<EntryIx>,
    /// The levels that any of them names, in the order in which they were met.
    pub levels: Vec<TermIx>,
}

/// What one entry is linked to.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The terms that it names, in the order in which it does, without repetition.
    pub terms: Vec<TermIx>,
    /// The entries that it relates to.
    pub relations: Vec<(Relation, EntryIx)>,
    /// The entries that relate to it; the relation is the other entry's.
    pub inverse: Vec<(Relation, EntryIx)>,
    /// The entries whose text mentions it.
    pub mentioned_by: Vec<Mentioned>,
    /// The entries that its own text mentions.
    pub mentions: Vec<EntryIx>,
    /// The works that it cites, with the paragraphs, in the order of first citation.
    pub citations: Vec<Citation>,
    /// The keys of its needs and the entries that offer to meet them.
    pub offered: Vec<(String, EntryIx)>,
}

/// An entry that mentions another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// Which entry.
    pub by: EntryIx,
    /// Which mention of its body does, see [`Catalog::sentence`].
    pub mention: u32,
}

/// A work that an entry cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The id of the work.
    pub work: String,
    /// The paragraphs cited, in order and without repetition.
    pub paragraphs: Vec<u32>,
}

/// Entries by the id of a work and the number of a paragraph in it.
pub type Concordance = BTreeMap<String, BTreeMap<u32, Vec<EntryIx>>>;
/// Entries by the id of a work.
pub type CitedBy = BTreeMap<String, Vec<EntryIx>>;

impl Deref for Catalog {
    type Target = Linked;
    fn deref(&self) -> &Linked {
        &self.linked
    }
}

impl Catalog {
    /// The catalog with another entry in the place of one that is linked alike: it has the same id, names the same terms,
    /// entries and works, and is mentioned in the same way.
    #[must_use]
    pub fn with_entry(&self, ix: EntryIx, entry: Arc<Entry>) -> Self {
        let mut catalog = self.clone();
        catalog.entries[ix.0 as usize] = entry;
        catalog
    }

    /// What is wrong with what a new version of an entry names, when it would be linked as the one that is there; `None`
    /// when it would not.
    pub fn alike(&self, ix: EntryIx, entry: &Entry) -> Option<Vec<Diagnostic>> {
        alike::alike(self, ix, entry)
    }

    fn linked_mut(&mut self) -> &mut Linked {
        Arc::get_mut(&mut self.linked).expect("a catalog is shared only when it is complete")
    }

    /// The entry of that id or former id.
    pub fn find(&self, name: &str) -> Option<Named> {
        self.names.get(name).copied()
    }

    /// Whether an entry of that id exists and is not shown.
    pub fn is_withheld(&self, name: &str) -> bool {
        self.withheld.contains(name)
    }

    /// Whether there is an entry of that id with errors, of which nothing else is known.
    pub fn is_broken(&self, id: &EntryId) -> bool {
        self.broken.contains(id)
    }

    /// The days in UTC in the course of which embargoes end, of entries that are not shown.
    pub fn embargoes(&self) -> impl Iterator<Item = jiff::civil::Date> {
        self.embargoes.iter().copied()
    }

    /// Every entry with its index, by id.
    pub fn iter(&self) -> impl Iterator<Item = (EntryIx, &Entry)> {
        self.entries.iter().enumerate().map(|(at, entry)| (EntryIx(at as u32), &**entry))
    }

    /// The entries of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = EntryIx> {
        self.iter().filter(move |(_, entry)| entry.kind() == kind).map(|(ix, _)| ix)
    }

    /// Those of the entries that were published or changed last, the newest first; of one day in the order of ids.
    pub fn newest(&self, mut entries: Vec<EntryIx>, most: usize) -> Vec<EntryIx> {
        let key = |ix: &EntryIx| (std::cmp::Reverse(self[*ix].common.changed().first_day()), *ix);
        if entries.len() > most {
            entries.select_nth_unstable_by_key(most, key);
            entries.truncate(most);
        }
        entries.sort_unstable_by_key(key);
        entries
    }

    /// The entries that are no pages, by id.
    pub fn but_pages(&self) -> impl Iterator<Item = EntryIx> {
        self.iter().filter(|(_, entry)| entry.kind() != Kind::Page).map(|(ix, _)| ix)
    }

    /// Whether there is nothing but pages: a book that promises nothing, so that levels, goals and kinds say nothing of it.
    pub fn has_only_pages(&self) -> bool {
        self.entries.iter().all(|entry| entry.kind() == Kind::Page) && !self.entries.is_empty()
    }

    /// Former ids and where they lead, in order.
    pub fn aliases(&self) -> &[(EntryId, EntryIx)] {
        &self.aliases
    }

    /// What an entry is linked to.
    pub fn links(&self, entry: EntryIx) -> &Links {
        &self.links[entry.0 as usize]
    }

    /// The keys of an entry's needs and the entries that offer to meet them.
    pub fn offers_to(&self, entry: EntryIx) -> &[(String, EntryIx)] {
        &self.links(entry).offered
    }

    /// The sentence in which another entry mentions one, in plain text; `hidden` are the words that stand there for an entry
    /// that is not shown.
    pub fn sentence(&self, mentioned: &Mentioned, hidden: &str) -> Cow<'_, str> {
        let mention = &self[mentioned.by].body.mentions[mentioned.mention as usize];
        mention.sentence.fill(|reference| {
            if self.is_withheld(reference) { Some(hidden.to_owned()) } else { self.name_of_reference(reference) }
        })
    }

    /// The entries of a term.
    pub fn members(&self, term: TermIx) -> &Members {
        static NONE: Members = Members { direct: Vec::new(), all: Vec::new(), levels: Vec::new() };
        self.members.get(&term).unwrap_or(&NONE)
    }

    /// The actor, country or group of that name.
    pub fn party(&self, name: &str) -> Option<TermIx> {
        let axes = PARTY_AXES.iter().filter_map(|axis| self.vocabularies.axis(axis));
        axes.filter_map(|axis| self.vocabularies.find(axis, name)).map(Found::term).next()
    }

    /// A statistic by its id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figure_names.get(id).map(|at| &self.figures[*at])
    }

    /// Whether a file of `content/files/` exists; the path is below that folder.
    pub fn has_file(&self, path: &str) -> bool {
        let path = format!("{FILES}{path}");
        self.files.binary_search_by(|file| (*file.path).cmp(path.as_str())).is_ok()
    }

    /// The last numbered paragraph of a work, when its outline is known.
    pub fn last_paragraph(&self, work: &str) -> Option<u32> {
        self.outlines.get(work)?.sections.iter().map(|section| section.last.value).max()
    }
}

impl std::ops::Index<EntryIx> for Catalog {
    type Output = Entry;
    fn index(&self, entry: EntryIx) -> &Entry {
        &self.entries[entry.0 as usize]
    }
}

impl Catalog {
    /// What a reference without a label is called in the main language: `fair-recruitment`, `theme:recruitment`.
    pub fn name_of_reference(&self, reference: &str) -> Option<String> {
        let Some((axis, id)) = reference.split_once(':') else {
            return Some(self[self.find(reference)?.entry()].common.title.value.clone());
        };
        if axis == "figure" {
            return Some(self.figure(id)?.title.original().to_owned());
        }
        let term = self.vocabularies.referred(axis, id)?;
        Some(self.vocabularies[term].term.title.original().to_owned())
    }
}

/// What a reference to an entry leads to while entries are being linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference {
    Entry(Named),
    Withheld,
    Broken,
    Unknown,
}

impl Catalog {
    fn reference(&self, id: &str) -> Reference {
        match self.find(id) {
            Some(named) => Reference::Entry(named),
            None if self.is_withheld(id) => Reference::Withheld,
            None if self.broken.contains(id) => Reference::Broken,
            None => Reference::Unknown,
        }
    }
}
