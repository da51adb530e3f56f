//! Changes on the disk: all of them, or none.
//!
//! First every new text is written beside its file, with a copy of what the file holds now. Only then are files renamed,
//! which takes no space and hardly ever fails; where it does, the copies are renamed back. A [`journal`](super::journal)
//! says how far this came, so that a renaming that was killed is ended by whoever comes next. Names that begin with a dot
//! are read by no other command.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::journal::Journal;
use super::step::Step;
use crate::cli::failure::Failure;
use crate::rename::Change;

/// Writes every change below `root`.
pub fn all(root: &Path, changes: &[Change]) -> Result<(), Failure> {
    let steps: Vec<_> = changes.iter().map(|change| Step::new(root, &change.source.path, &change.path)).collect();
    steps.iter().try_for_each(Step::refuse_left_over)?;
    let journal = Journal::begin(root, changes)?;
    // What was made goes before the journal that names it.
    let mut steps = Steps { made: Vec::new(), staged: steps, done: 0, journal };
    for (step, change) in steps.staged.iter().zip(changes) {
        step.stage(root, change, &mut steps.made)?;
    }
    steps.journal.commit()?;
    match steps.commit() {
        Ok(()) => Ok(()),
        Err(error) => Err(steps.undo(error).into()),
    }
}

/// All files on their way. What was made beside them goes when this goes.
struct Steps {
    staged: Vec<Step>,
    /// How many were begun to be put in place.
    done: usize,
    /// The files that were made beside others, as long as they are ours to remove.
    made: Vec<PathBuf>,
    journal: Journal,
}

impl Steps {
    fn commit(&mut self) -> anyhow::Result<()> {
        for step in &self.staged {
            self.done += 1;
            step.commit().with_context(|| format!("cannot write {}", step.to.display()))?;
        }
        Ok(())
    }

    fn undo(&mut self, error: anyhow::Error) -> anyhow::Error {
        if let Err(unwritten) = self.journal.undo() {
            tracing::debug!("{unwritten:#}");
        }
        let begun = self.staged[..self.done].iter().rev();
        let failed: Vec<_> = begun.filter(|step| step.undo().is_err()).collect();
        if failed.is_empty() {
            return error.context("nothing is renamed, and every file is as it was");
        }
        self.made.retain(|path| failed.iter().all(|step| step.kept != *path));
        let kept: Vec<_> = failed.iter().map(|step| step.kept.display().to_string()).collect();
        error.context(format!("some files could not be put back; what they held is in {}", kept.join(", ")))
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        for path in &self.made {
            // Most of them were renamed and are not there any more.
            let removed = fs::remove_file(path);
            if removed.is_err_and(|error| error.kind() != ErrorKind::NotFound) {
                self.journal.keep();
            }
        }
    }
}
