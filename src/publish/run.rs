//! Doing what a plan says, in an order that leaves nobody with a dead link, whatever fails on the way.
//!
//! 1. The journal is made, where none is: it names what will be written, and keeps others out.
//! 2. Contents that will be replaced are kept under their hash.
//! 3. Files are written, stage by stage; those of one stage at once.
//! 4. The way back, then the manifest, which is written only if it is still the one that was looked at.
//! 5. Deletions, then what no way back needs any more, then the journal.
//!
//! The first error ends it. Nothing is deleted then, and the journal stays: it tells the next publication what is ours
//! though no manifest names it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::Context as _;

use super::headers::of_records;
use super::journal::{self, Ledger, Lock};
use super::plan::Plan;
use super::record::{self, Entries, OBJECTS, PUBLISHED, Published, Undo, undo_path};
use super::refusal::Refusal;
use super::remote::{Known, Ours, Remote};
use super::target::{Body, Target, When, Written};
use super::wanted::{Source, Wanted};

/// Told how far it has come. Called from several threads.
pub trait Watch: Sync {
    /// So many objects will be written or deleted.
    fn begin(&self, objects: usize);
    /// One more is.
    fn step(&self);
}

/// Gives the contents of a build's files.
pub trait Contents: Sync {
    /// The file with this number, at its beginning, as the build wrote it.
    fn open(&self, file: usize) -> anyhow::Result<Body>;
}

/// What is said of a generation beside its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name of the site.
    pub site: String,
    /// The day that it speaks of.
    pub as_of: String,
    /// BLAKE3 of the build's manifest.
    pub seal: String,
    /// When it changes by itself, and why.
    pub next_change: Option<(String, String)>,
    /// The generation that it goes back to.
    pub rolled_back_to: Option<u64>,
    /// The time.
    pub now: String,
    /// How many ways back are kept.
    pub history: u64,
    /// What the history of the target says of it.
    pub message: String,
}

/// A publication about to be made.
pub struct Publication<'a> {
    /// Where to.
    pub target: &'a dyn Target,
    /// What is there.
    pub remote: &'a Remote,
    /// What of it is ours.
    pub ours: &'a Ours,
    /// What shall be there.
    pub wanted: &'a [Wanted],
    /// What is to be done.
    pub plan: &'a Plan,
    /// What is said of it.
    pub about: &'a About,
    /// Gives contents.
    pub contents: &'a dyn Contents,
    /// Is told how far it is.
    pub watch: &'a dyn Watch,
}

impl Publication<'_> {
    /// Does it.
    ///
    /// # Errors
    /// A [`Refusal`] when somebody else publishes there, and what the target said. The message tells when the site was
    /// published all the same and only tidying failed.
    pub fn run(&self) -> anyhow::Result<()> {
        let deletions = self.plan.deletions.len();
        self.watch.begin(self.plan.writes.len() + deletions);
        if self.target.traits().is_atomic {
            return self.run_atomically();
        }
        if self.plan.is_idle() {
            return journal::sweep(self.target, self.remote);
        }
        let lock = Lock::take(self)?;
        let ledger = Ledger::new(self.plan.writes.len());
        let replaced = self.check_unchanged(&lock).and_then(|()| self.replace(&lock, &ledger));
        if let Err(error) = replaced {
            lock.end(self.target, &ledger);
            return Err(error);
        }
        let tidied = self.delete().and_then(|()| self.forget()).and_then(|()| lock.release(self.target));
        tidied.context("the site is published, but not everything was tidied up; publish again to do so")
    }

    /// Everything at once: what fails before the end was never there.
    fn run_atomically(&self) -> anyhow::Result<()> {
        if self.plan.is_idle() {
            return Ok(());
        }
        let ledger = Ledger::new(self.plan.writes.len());
        for at in 0..self.plan.writes.len() {
            self.write(at, &ledger)?;
        }
        let run = journal::run_id(&self.about.now);
        self.target.write(PUBLISHED, self.manifest(run, &ledger), &of_records(), When::Always)?;
        self.delete()?;
        match self.target.finish(&self.about.message)? {
            Written::Done => Ok(()),
            Written::Refused => Err(Refusal::Overtaken.into()),
        }
    }

    /// Whether what lives there is still what was looked at before the journal kept others out.
    fn check_unchanged(&self, lock: &Lock) -> anyhow::Result<()> {
        let there = self.target.read(PUBLISHED)?.map(|object| object.tag);
        if there.as_ref() == self.remote.published.as_ref().map(|(_, tag)| tag) {
            return Ok(());
        }
        lock.release(self.target)?;
        Err(Refusal::Overtaken.into())
    }

    fn replace(&self, lock: &Lock, ledger: &Ledger) -> anyhow::Result<()> {
        self.each(&(0..self.plan.keeps.len()).collect::<Vec<_>>(), |at| {
            let (from, to) = &self.plan.keeps[at];
            self.target.copy(from, to)
        })?;
        if !self.plan.keeps.is_empty() {
            lock.has_kept(self.target, ledger)?;
        }
        let mut first = 0;
        for together in self.plan.writes.chunk_by(|a, b| (a.stage, a.layer) == (b.stage, b.layer)) {
            let writes: Vec<_> = (first..first + together.len()).collect();
            first += together.len();
            self.each(&writes, |at| {
                self.write(at, ledger)?;
                lock.renew(self.target, ledger)
            })?;
        }
        self.write_undo()?;
        self.write_manifest(lock, ledger)
    }

    /// Writes one file.
    fn write(&self, at: usize, ledger: &Ledger) -> anyhow::Result<()> {
        let write = &self.plan.writes[at];
        let file = &self.wanted[write.at];
        let Source::Local(local) = file.source else {
            self.target.copy(&file.entry.object(), &file.path)?;
            ledger.record(at, None);
            self.watch.step();
            return Ok(());
        };
        let body = self.contents.open(local)?;
        let (body, stored) = match file.entry.encoding {
            None => (body, None),
            Some(encoding) => {
                let mut encoded = Vec::new();
                match body {
                    Body::Bytes(bytes) => encoding.encode(&*bytes, &mut encoded)?,
                    Body::File(open, _) => encoding.encode(open, &mut encoded)?,
                }
                let stored = encoded.len() as u64;
                (Body::Bytes(encoded), Some(stored))
            }
        };
        let when = if write.is_ours { When::Always } else { When::Absent };
        let written = self.target.write(&file.path, body, &file.headers, when)?;
        // What came too late to be told of may have been written all the same.
        if written == Written::Refused
            && self.target.digest(&file.path, file.entry.encoding)? != Some(file.entry.blake3)
        {
            return Err(Refusal::Foreign(vec![file.path.as_ref().to_owned()]).into());
        }
        ledger.record(at, stored);
        self.watch.step();
        Ok(())
    }

    /// The files of the new generation.
    fn entries(&self, ledger: &Ledger) -> Entries {
        let mut entries = self.plan.lingering.clone();
        // What is deleted after the manifest is written may stay by an error, and has to be known then.
        let may_stay = if self.target.traits().is_atomic { &[][..] } else { &self.plan.deletions };
        let gone = may_stay.iter().filter_map(|(path, _)| {
            let Known::As(entry) = self.ours.get(path)? else { return None };
            Some((Arc::clone(path), record::Entry { gone: true, ..*entry }))
        });
        entries.extend(gone);
        for file in self.wanted {
            let known = self.remote.site().and_then(|site| site.files.get(&file.path));
            let stored = known.filter(|known| known.is_same(&file.entry)).and_then(|known| known.stored);
            let entry = record::Entry { stored: file.entry.stored.or(stored), retired: None, ..file.entry };
            entries.insert(Arc::clone(&file.path), entry);
        }
        for (at, stored) in ledger.stored() {
            let path = &self.wanted[self.plan.writes[at].at].path;
            if let Some(entry) = entries.get_mut(path) {
                entry.stored = Some(stored);
            }
        }
        entries
    }

    fn manifest(&self, run: String, ledger: &Ledger) -> Body {
        let about = self.about;
        Body::Bytes(record::text(&Published {
            format: record::format(),
            site: about.site.clone(),
            generation: self.plan.generation,
            run,
            published: about.now.clone(),
            as_of: about.as_of.clone(),
            seal: about.seal.clone(),
            next_change: about.next_change.clone(),
            rolled_back_to: about.rolled_back_to,
            files: self.entries(ledger),
        }))
    }

    fn write_manifest(&self, lock: &Lock, ledger: &Ledger) -> anyhow::Result<()> {
        lock.check(self.target)?;
        let when = self.remote.published.as_ref().map_or(When::Absent, |(_, tag)| When::Unchanged(tag));
        let body = self.manifest(lock.run.clone(), ledger);
        if self.target.write(PUBLISHED, body, &of_records(), when)? == Written::Done {
            return Ok(());
        }
        // An answer that was lost on the way makes the client ask again, and the second time it is not as it was.
        let there = self.target.read(PUBLISHED)?;
        let there = there.map(|object| record::parse_published(&object.bytes)).transpose()?;
        if there.is_some_and(|published| published.run == lock.run) { Ok(()) } else { Err(Refusal::Overtaken.into()) }
    }

    fn write_undo(&self) -> anyhow::Result<()> {
        let Some(site) = self.remote.site().filter(|_| self.plan.changes_site && self.about.history > 0) else {
            return Ok(());
        };
        let undo = undo(site, self.wanted);
        let path = undo_path(site.generation);
        self.target.write(&path, Body::Bytes(record::text(&undo)), &of_records(), When::Always)?;
        Ok(())
    }

    fn delete(&self) -> anyhow::Result<()> {
        let is_page = |at: &usize| self.plan.deletions[*at].0.contains(".html");
        let (pages, others): (Vec<_>, Vec<_>) = (0..self.plan.deletions.len()).partition(is_page);
        for deletions in [pages, others] {
            self.each(&deletions, |at| {
                self.target.delete(&self.plan.deletions[at].0)?;
                self.watch.step();
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Ways back that are too long, contents that no way back needs, and what publications that were killed left behind.
    fn forget(&self) -> anyhow::Result<()> {
        let mut generations = record::undo_generations(self.remote.listing.keys().map(|path| &**path));
        let is_new = self.plan.changes_site && self.about.history > 0;
        generations.extend(self.remote.site().filter(|_| is_new).map(|site| site.generation));
        generations.sort_unstable();
        generations.dedup();
        let (kept, forgotten): (Vec<_>, Vec<_>) =
            generations.into_iter().partition(|generation| generation + self.about.history >= self.plan.generation);
        let kept_before = self.remote.listing.keys().map(|path| &**path).filter(|path| path.starts_with(OBJECTS));
        let objects: BTreeSet<_> =
            kept_before.chain(self.plan.keeps.iter().map(|(_, object)| object.as_str())).collect();
        let needed = if objects.is_empty() { BTreeSet::new() } else { self.needed(&kept)? };
        let mut paths: Vec<String> = forgotten.into_iter().map(undo_path).collect();
        paths.extend(journal::drafts(self.remote).map(str::to_owned));
        paths.extend(objects.into_iter().filter(|object| !needed.contains(*object)).map(str::to_owned));
        self.each(&(0..paths.len()).collect::<Vec<_>>(), |at| self.target.delete(&paths[at]))
    }

    fn needed(&self, generations: &[u64]) -> anyhow::Result<BTreeSet<String>> {
        let mut needed = BTreeSet::new();
        for generation in generations {
            let path = undo_path(*generation);
            let Some(object) = self.target.read(&path)? else { continue };
            let undo = record::parse_undo(&path, &object.bytes)?;
            needed.extend(undo.restore.values().map(record::Entry::object));
        }
        Ok(needed)
    }

    /// Does something with each, several at once, until the first error.
    fn each(&self, all: &[usize], act: impl Fn(usize) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
        let (next, stop, failure) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(None));
        let work = || {
            while !stop.load(Ordering::Relaxed) {
                let Some(at) = all.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                if let Err(error) = act(*at) {
                    stop.store(true, Ordering::Relaxed);
                    failure.lock().expect("no thread panics while it holds this").get_or_insert(error);
                }
            }
        };
        let threads = self.target.traits().concurrency.min(all.len());
        if threads <= 1 {
            work();
        } else {
            std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
        }
        failure.into_inner().expect("no thread panicked").map_or(Ok(()), Err)
    }
}

/// The way back from what is wanted to what lives there.
pub fn undo(site: &Published, wanted: &[Wanted]) -> Undo {
    let find = |path: &str| wanted.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|at| &wanted[at]);
    let differs =
        |(path, entry): &(&Arc<str>, &record::Entry)| find(path).is_none_or(|file| !file.entry.is_same(entry));
    let is_new = |file: &&Wanted| site.files.get(&file.path).is_none_or(|entry| !entry.is_live());
    Undo {
        format: record::format(),
        generation: site.generation,
        published: site.published.clone(),
        as_of: site.as_of.clone(),
        seal: site.seal.clone(),
        next_change: site.next_change.clone(),
        restore: site.live().filter(differs).map(|(path, entry)| (Arc::clone(path), *entry)).collect(),
        remove: wanted.iter().filter(is_new).map(|file| Arc::clone(&file.path)).collect(),
    }
}
