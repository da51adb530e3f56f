//! What a renaming is about to do, in a file of its own, so that one that is cut short ends whole: all new, or all old.
//!
//! The journal is `.compendium-renaming` in the project's folder: one line with every step, and below it how far the
//! renaming has come. Whoever runs a command after a renaming that was killed finds it, and finishes or takes back what
//! there is. While a renaming runs it holds a lock on its journal, so that nobody takes a hand in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::step::Step;
use crate::rename::Change;

const NAME: &str = ".compendium-renaming";
/// Every new text is beside its file: from here on what is missing is done.
const COMMIT: &str = "commit";
/// Something failed: from here on what was done is taken back.
const UNDO: &str = "undo";

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
        journal.note(&serde_json::to_string(&lines).context("the journal cannot be made")?)?;
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
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        return Ok(None);
    }
    let mut text = String::new();
    file.read_to_string(&mut text).with_context(|| format!("cannot read {}", path.display()))?;
    let ending = end(root, &text)
        .with_context(|| format!("a renaming was cut short and cannot be ended; look into {}", path.display()))?;
    fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    Ok(Some(ending))
}

/// A line that was cut short says nothing.
fn end(root: &Path, text: &str) -> anyhow::Result<Ending> {
    let mut lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let Some(first) = lines.next() else { return Ok(Ending::TakenBack) };
    let listed: Vec<Line> = serde_json::from_str(first).context("it is no journal")?;
    let is_below = |path: &str| path.starts_with("content/") && !path.split('/').any(|part| part == "..");
    if listed.iter().any(|line| !is_below(&line.from) || !is_below(&line.to)) {
        bail!("it names a file that is no content");
    }
    let steps: Vec<_> = listed.iter().map(|line| Step::new(root, &line.from, &line.to)).collect();
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
