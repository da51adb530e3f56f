//! The journal of a publication on its target: what it is about to write, who holds the target, and how far that is.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::headers::of_records;
use super::record::{self, DRAFTS, JOURNAL, Journal, PROGRESS, Progress};
use super::refusal::Refusal;
use super::remote::Remote;
use super::run::Publication;
use super::target::{Body, Target, When, Written};

/// How often a publication says that it is still there.
const RENEWAL: Duration = Duration::from_secs(5);
/// How long it may be silent before it is taken for dead. Clocks of two machines may differ by some minutes.
const SILENCE: jiff::SignedDuration = jiff::SignedDuration::from_mins(10);

/// The right to write to a target.
pub struct Lock {
    /// The publication that has it.
    pub run: String,
    begun: Instant,
    /// Whether all contents that are replaced are kept.
    has_kept: AtomicBool,
}

impl Lock {
    /// Takes it, by making the journal.
    pub fn take(publication: &Publication<'_>) -> anyhow::Result<Self> {
        let Publication { target, remote, wanted, plan, about, .. } = publication;
        let run = run_id(&about.now);
        let writes = plan.writes.iter().map(|write| &wanted[write.at]);
        let strays = remote.attempts();
        let journal = Journal {
            format: record::format(),
            site: about.site.clone(),
            run: run.clone(),
            begun: about.now.clone(),
            writes: writes.map(|file| (file.path.clone(), file.entry)).collect(),
            keeps: !plan.keeps.is_empty(),
            attempt: remote.attempt() + 1,
            made_by: strays.keys().map(|path| (path.clone(), remote.made_by(path))).collect(),
            strays,
        };
        let when = remote.journal.as_ref().map_or(When::Absent, |(_, tag)| When::Unchanged(tag));
        let body = Body::Bytes(record::text(&journal));
        let lock = Self { run, begun: Instant::now(), has_kept: AtomicBool::new(false) };
        if target.write(JOURNAL, body, &of_records(), when)? == Written::Refused {
            lock.check(*target)?;
        }
        Ok(lock)
    }

    /// Whether the journal that is there is still this publication's.
    ///
    /// # Errors
    /// A refusal when it is not, and what the target said.
    pub fn check(&self, target: &dyn Target) -> anyhow::Result<()> {
        let there = target.read(JOURNAL)?.map(|object| record::parse_journal(&object.bytes)).transpose()?;
        match there {
            Some(journal) if journal.run == self.run => Ok(()),
            Some(journal) => Err(Refusal::Busy(journal.begun).into()),
            None => Err(Refusal::Overtaken.into()),
        }
    }

    /// Says now and then that this publication is still there, and stops it when another took its place.
    pub fn renew(&self, target: &dyn Target, ledger: &Ledger) -> anyhow::Result<()> {
        let Some(done) = ledger.due(self.begun) else { return Ok(()) };
        self.check(target)?;
        self.write(target, done, false)
    }

    /// Says that all contents that will be replaced are kept.
    pub fn has_kept(&self, target: &dyn Target, ledger: &Ledger) -> anyhow::Result<()> {
        self.has_kept.store(true, Ordering::Relaxed);
        self.write(target, ledger.done(), false)
    }

    /// Says that this publication has ended without being finished, so that the next need not wait. Where even that
    /// fails, the next one waits.
    pub fn end(&self, target: &dyn Target, ledger: &Ledger) {
        if self.check(target).is_ok() {
            let _ = self.write(target, ledger.done(), true);
        }
    }

    /// Gives it back.
    pub fn release(&self, target: &dyn Target) -> anyhow::Result<()> {
        self.check(target)?;
        target.delete(PROGRESS)?;
        target.delete(JOURNAL)
    }

    fn write(&self, target: &dyn Target, done: usize, ended: bool) -> anyhow::Result<()> {
        let (run, kept) = (self.run.clone(), self.has_kept.load(Ordering::Relaxed));
        let progress = Progress { run, done, kept, ended, at: jiff::Timestamp::now().to_string() };
        target.write(PROGRESS, Body::Bytes(record::text(&progress)), &of_records(), When::Always).map(|_| ())
    }
}

/// Removes the journal of a publication that was finished and could not remove it, and drafts that nobody is writing.
pub fn sweep(target: &dyn Target, remote: &Remote) -> anyhow::Result<()> {
    if remote.unfinished().is_some() {
        return Ok(());
    }
    drafts(remote).try_for_each(|draft| target.delete(draft))?;
    let Some((left, _)) = &remote.journal else { return Ok(()) };
    // Somebody may have begun to publish since it was looked at.
    let there = target.read(JOURNAL)?.map(|object| record::parse_journal(&object.bytes)).transpose()?;
    if there.is_some_and(|journal| journal.run == left.run) {
        target.delete(PROGRESS)?;
        target.delete(JOURNAL)?;
    }
    Ok(())
}

/// Files that never got their names, and were there before this publication began.
pub fn drafts(remote: &Remote) -> impl Iterator<Item = &str> {
    remote.listing.keys().map(|path| &**path).filter(|path| path.starts_with(DRAFTS))
}

/// Refuses when another publication is under way, as far as can be told.
pub fn refuse_busy(remote: &Remote, now: jiff::Timestamp, take_over: bool) -> Result<(), Refusal> {
    let Some(journal) = remote.unfinished().filter(|_| !take_over) else { return Ok(()) };
    let progress = remote.progress.as_ref().filter(|progress| progress.run == journal.run);
    let last = progress.map_or(&journal.begun, |progress| &progress.at);
    let is_dead = last.parse::<jiff::Timestamp>().is_ok_and(|last| now.duration_since(last) > SILENCE);
    let has_ended = progress.is_some_and(|progress| progress.ended);
    if has_ended || is_dead { Ok(()) } else { Err(Refusal::Busy(journal.begun.clone())) }
}

/// A name for a publication that no other has.
pub fn run_id(now: &str) -> String {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let nanoseconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |now| now.as_nanos());
    // The keys of a hash map are the randomness that the standard library has.
    let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), count);
    let text = format!("{now} {nanoseconds} {} {count} {random}", std::process::id());
    blake3::hash(text.as_bytes()).to_hex()[..24].to_owned()
}

/// Which writes are done.
pub struct Ledger(Mutex<Lines>);

#[expect(clippy::option_option, reason = "not done, done as it is, done and encoded")]
struct Lines {
    /// For each write whether it is done, and the bytes that it took where it was encoded.
    all: Vec<Option<Option<u64>>>,
    /// How many are done from the first on.
    prefix: usize,
    renewed: Option<Instant>,
}

impl Ledger {
    /// None of so many is done.
    pub fn new(writes: usize) -> Self {
        Self(Mutex::new(Lines { all: vec![None; writes], prefix: 0, renewed: None }))
    }

    /// One is done.
    pub fn record(&self, at: usize, stored: Option<u64>) {
        let mut lines = self.lines();
        lines.all[at] = Some(stored);
        while lines.all.get(lines.prefix).is_some_and(Option::is_some) {
            lines.prefix += 1;
        }
    }

    /// How many are done from the first on.
    pub fn done(&self) -> usize {
        self.lines().prefix
    }

    /// What encoded files took.
    pub fn stored(&self) -> Vec<(usize, u64)> {
        let lines = self.lines();
        lines.all.iter().enumerate().filter_map(|(at, line)| Some((at, (*line)??))).collect()
    }

    /// How many are done, once in a while.
    fn due(&self, begun: Instant) -> Option<usize> {
        let mut lines = self.lines();
        let last = lines.renewed.unwrap_or(begun);
        if last.elapsed() < RENEWAL {
            return None;
        }
        lines.renewed = Some(Instant::now());
        Some(lines.prefix)
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, Lines> {
        self.0.lock().expect("no thread panics while it holds this")
    }
}
