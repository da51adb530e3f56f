//! What is on a target, as far as its records and its listing tell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::ensure;

use super::record::{self, Attempts, Entry, JOURNAL, Journal, PROGRESS, PUBLISHED, Progress, Published};
use super::target::{Listing, Look, OWN, Tag};

/// What is on a target.
#[derive(Debug, Default)]
pub struct Remote {
    /// What lives there, and the state of the record of it.
    pub published: Option<(Published, Tag)>,
    /// What a publication that has not ended writes, or wrote.
    pub journal: Option<(Journal, Tag)>,
    /// How far it came.
    pub progress: Option<Progress>,
    /// Everything that is there.
    pub listing: Listing,
    /// What of it holds something else than was published, though it is as long.
    pub altered: BTreeSet<Arc<str>>,
}

/// What is known of a file of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It holds this.
    As(Entry),
    /// A publication that did not end may or may not have written it.
    Unsure,
}

/// Files of ours, by path.
pub type Ours = BTreeMap<Arc<str>, Known>;

impl Remote {
    /// Looks. Nothing is written.
    ///
    /// # Errors
    /// What the target said, and records that cannot be used.
    pub fn look(target: &dyn Look) -> anyhow::Result<Self> {
        let published = target.read(PUBLISHED)?;
        let published =
            published.map(|object| Ok::<_, anyhow::Error>((record::parse_published(&object.bytes)?, object.tag)));
        let journal = target.read(JOURNAL)?;
        let journal = journal.map(|object| Ok::<_, anyhow::Error>((record::parse_journal(&object.bytes)?, object.tag)));
        let progress = if journal.is_some() { target.read(PROGRESS)? } else { None };
        // Half a record of progress is none: it tells of nothing done.
        let progress = progress.and_then(|object| serde_json::from_slice(&object.bytes).ok());
        let (published, journal, listing) = (published.transpose()?, journal.transpose()?, target.list()?);
        // While a publication has not ended, files are others than the manifest says, and the journal tells which.
        let site = published.as_ref().filter(|_| journal.is_none());
        let altered = site.map(|(site, _)| target.altered(site)).transpose()?.unwrap_or_default();
        Ok(Self { published, journal, progress, listing, altered })
    }

    /// What lives there.
    pub fn site(&self) -> Option<&Published> {
        self.published.as_ref().map(|(published, _)| published)
    }

    /// The journal of a publication whose writes are not in the manifest.
    pub fn unfinished(&self) -> Option<&Journal> {
        let (journal, _) = self.journal.as_ref()?;
        let is_over = self.site().is_some_and(|site| site.run == journal.run);
        (!is_over).then_some(journal)
    }

    /// How far the publication of a journal came.
    fn progress_of(&self, journal: &Journal) -> Option<&Progress> {
        self.progress.as_ref().filter(|progress| progress.run == journal.run)
    }

    /// What an unfinished publication has written or may have: nothing, before it had kept what it replaces.
    fn attempted(&self) -> &[(Arc<str>, Entry)] {
        let Some(journal) = self.unfinished() else { return &[] };
        let has_kept = !journal.keeps || self.progress_of(journal).is_some_and(|progress| progress.kept);
        if has_kept { &journal.writes } else { &[] }
    }

    /// Everything that unfinished publications may have written.
    pub fn attempts(&self) -> Attempts {
        let mut attempts = self.unfinished().map(|journal| journal.strays.clone()).unwrap_or_default();
        for (path, entry) in self.attempted() {
            let entries = attempts.entry(Arc::clone(path)).or_default();
            if !entries.iter().any(|known| known.is_same(entry)) {
                entries.push(*entry);
            }
        }
        attempts
    }

    /// How many publications in a row did not end.
    pub fn attempt(&self) -> u32 {
        self.unfinished().map_or(0, |journal| journal.attempt)
    }

    /// Which of the publications that did not end made what may be under a path.
    pub fn made_by(&self, path: &str) -> u32 {
        let former = self.unfinished().and_then(|journal| journal.made_by.get(path).copied());
        former.unwrap_or_else(|| self.attempt())
    }

    /// Paths that need not hold what the manifest says.
    pub fn touched(&self) -> BTreeSet<Arc<str>> {
        self.attempts().into_keys().collect()
    }

    /// Every file of ours that is there. Files are read only where a publication did not end, or did not delete what it
    /// meant to.
    ///
    /// # Errors
    /// What the target said.
    pub fn ours(&self, target: &dyn Look, is_wanted: impl Fn(&str) -> bool) -> anyhow::Result<Ours> {
        self.refuse_incomplete(target)?;
        let mut ours = Ours::new();
        for (path, entry) in self.site().into_iter().flat_map(|site| &site.files) {
            if !entry.gone || self.holds(target, path, entry)? {
                ours.insert(Arc::clone(path), Known::As(*entry));
            }
        }
        let Some(journal) = self.unfinished() else { return Ok(ours) };
        let done = self.progress_of(journal).map_or(0, |progress| progress.done);
        let is_done: BTreeMap<_, _> = self.attempted().iter().take(done).map(|(path, entry)| (path, entry)).collect();
        for (path, entries) in self.attempts() {
            if let Some(entry) = is_done.get(&path) {
                ours.insert(path, Known::As(**entry));
            } else if ours.contains_key(&path) && is_wanted(&path) {
                ours.insert(path, Known::Unsure);
            } else {
                // What will be deleted has to be known, so that it is known again if the deletion fails.
                let former = self.site().and_then(|site| site.files.get(&path));
                match self.held(target, &path, former.into_iter().chain(&entries))? {
                    Some(entry) => drop(ours.insert(path, Known::As(*entry))),
                    None => drop(ours.remove(&path)),
                }
            }
        }
        Ok(ours)
    }

    /// Which of these contents an object holds.
    fn held<'e>(
        &self,
        target: &dyn Look,
        path: &str,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> anyhow::Result<Option<&'e Entry>> {
        for entry in entries {
            if self.holds(target, path, entry)? {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// Some servers cut a listing off without a word. The last file that should be listed tells.
    fn refuse_incomplete(&self, target: &dyn Look) -> anyhow::Result<()> {
        let missing =
            self.site().into_iter().flat_map(Published::live).rfind(|(path, _)| !self.listing.contains_key(&***path));
        let Some((path, entry)) = missing else { return Ok(()) };
        ensure!(target.digest(path, entry.encoding)?.is_none(), "the list of what is there is incomplete; try again");
        Ok(())
    }

    /// Whether the object under a path holds what we would have written there, and is no stranger's.
    fn holds(&self, target: &dyn Look, path: &str, entry: &Entry) -> anyhow::Result<bool> {
        let Some(Some(length)) = self.listing.get(path) else { return Ok(false) };
        if entry.stored_length().is_some_and(|stored| stored != *length) {
            return Ok(false);
        }
        Ok(target.digest(path, entry.encoding)? == Some(entry.blake3))
    }

    /// Objects that are not ours.
    pub fn foreign<'a>(&'a self, ours: &'a Ours) -> impl Iterator<Item = &'a str> {
        self.listing.keys().map(|path| &**path).filter(|path| !path.starts_with(OWN) && !ours.contains_key(*path))
    }
}
