//! What a renaming is about to do, in a file of its own, so that one that is cut short ends whole: all new, or all old.
//!
//! The journal is `.compendium-renaming` in the project's folder: one line with every step, and below it how far the
//! renaming has come. Whoever runs a command after a renaming that was killed finds it, and finishes or takes back what
//! there is. While a renaming runs it holds a lock on its journal, so that nobody takes a hand in it. A journal says in which
//! file of which folder it was written: one that came along with a project, as a copy or by version control, moves nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::{FlockOperation, OFlags, flock};
use serde::{Deserialize, Serialize};

use super::step::Step;
use crate::rename::Change;

const NAME: &str = ".compendium-renaming";
/// Every new text is beside its file: from here on what is missing is done.
const COMMIT: &str = "commit";
/// Something failed: from here on what was done is taken back.
const UNDO: &str = "undo";

/// No renaming concerns so many files that its journal would be larger.
const LIMIT: u64 = 32 * 1024 * 1024;

/// What a renaming does, as its journal has it.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// The journal itself and the folder of the project: device and number of each.
    place: [u64; 4],
    lines: Vec<Line>,
}

/// One file, by its paths below the project.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    from: String,
    to: String,
}

/// The journal of a renaming that runs. The file goes with the value.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Whether something is left for the next command.
    is_kept: bool,
}

/// What a renaming that was cut short came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything is new now.
    Finished,
    /// Everything is as it was.
    TakenBack,
}

impl Journal {
    /// Notes what is about to be done.
    pub fn begin(root: &Path, changes: &[Change]) -> anyhow::Result<Self> {
        let path = root.join(NAME);
        let opened = OpenOptions::new().write(true).create_new(true).open(&path);
        let file = opened.with_context(|| format!("another renaming is under way: cannot write {}", path.display()))?;
        let mut journal = Self { path, file, is_kept: false };
        flock(&journal.file, FlockOperation::NonBlockingLockExclusive).context("the journal cannot be locked")?;
        let lines: Vec<_> = changes
            .iter()
            .map(|change| Line { from: change.source.path.to_string(), to: change.path.clone() })
            .collect();
        let record = Record { place: place(root, &journal.file)?, lines };
        journal.note(&serde_json::to_string(&record).context("the journal cannot be made")?)?;
        Ok(journal)
    }

    /// Notes that every new text is in its place beside the old one.
    pub fn commit(&mut self) -> anyhow::Result<()> {
        self.note(COMMIT)
    }

    /// Notes that what was done is taken back.
    pub fn undo(&mut self) -> anyhow::Result<()> {
        self.note(UNDO)
    }

    /// Leaves the journal to the next command, which clears away what could not be.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }

    fn note(&mut self, line: &str) -> anyhow::Result<()> {
        let written = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_all());
        written.with_context(|| format!("cannot write {}", self.path.display()))
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if !self.is_kept {
            // Where that fails, the next command finds it, and nothing to do.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Finishes or takes back a renaming that was cut short, if there is one and it does not run.
pub fn recover(root: &Path) -> anyhow::Result<Option<Ending>> {
    let path = root.join(NAME);
    // Neither follows a link nor waits for the other end of a pipe.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        return Ok(None);
    }
    let ending = read(&path, &file)
        .and_then(|text| end(root, &file, &text))
        .with_context(|| format!("a renaming was cut short and cannot be ended; look into {}", path.display()))?;
    fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    Ok(Some(ending))
}

fn read(path: &Path, mut file: &File) -> anyhow::Result<String> {
    let cannot = || format!("cannot read {}", path.display());
    let metadata = file.metadata().with_context(cannot)?;
    if !metadata.is_file() || metadata.len() > LIMIT {
        bail!("it is no plain file, or too large");
    }
    let mut text = String::new();
    Read::take(&mut file, LIMIT).read_to_string(&mut text).with_context(cannot)?;
    Ok(text)
}

/// What no file has that was put there otherwise than by writing it here.
fn place(root: &Path, journal: &File) -> anyhow::Result<[u64; 4]> {
    let (journal, root) =
        journal.metadata().and_then(|journal| Ok((journal, root.metadata()?))).context("no metadata")?;
    Ok([journal.dev(), journal.ino(), root.dev(), root.ino()])
}

/// Whether a file may be moved to or from there: an entry, and no link on the way to it.
fn is_movable(root: &Path, path: &str) -> bool {
    let is_entry = path.starts_with("content/") && path.ends_with(".md") && !path.split('/').any(|part| part == "..");
    let folders = path.match_indices('/').map(|(at, _)| root.join(&path[..at]));
    is_entry && folders.into_iter().all(|folder| folder.symlink_metadata().is_ok_and(|found| found.is_dir()))
}

/// A line that was cut short says nothing.
fn end(root: &Path, journal: &File, text: &str) -> anyhow::Result<Ending> {
    let mut lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let Some(first) = lines.next() else { return Ok(Ending::TakenBack) };
    let record: Record = serde_json::from_str(first).context("it is no journal")?;
    if record.place != place(root, journal)? {
        bail!("it was not written here; remove it");
    }
    if record.lines.iter().any(|line| !is_movable(root, &line.from) || !is_movable(root, &line.to)) {
        bail!("it names a file that is no content");
    }
    let steps: Vec<_> = record.lines.iter().map(|line| Step::new(root, &line.from, &line.to)).collect();
    let stage = lines.next_back();
    if stage == Some(COMMIT) {
        steps.iter().try_for_each(Step::finish)?;
        return Ok(Ending::Finished);
    }
    if stage == Some(UNDO) {
        steps.iter().rev().try_for_each(Step::take_back)?;
    }
    steps.iter().try_for_each(Step::clear)?;
    Ok(Ending::TakenBack)
}
