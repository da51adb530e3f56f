//! Changes on the disk: all of them, or none.
//!
//! First every new text is written beside its file, with a copy of what the file holds now. Only then are files renamed,
//! which takes no space and hardly ever fails; where it does, the copies are renamed back. Names that begin with a dot are
//! read by no other command.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::cli::failure::Failure;
use crate::load;
use crate::rename::Change;

/// A text that begins with it keeps it.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes every change below `root`.
pub fn all(root: &Path, changes: &[Change]) -> Result<(), Failure> {
    let mut steps = Steps::default();
    for change in changes {
        let step = Step::new(root, change);
        step.stage(root, change, &mut steps.made)?;
        steps.staged.push(step);
    }
    match steps.commit() {
        Ok(()) => Ok(()),
        Err(error) => Err(steps.undo(error).into()),
    }
}

/// One file on its way.
struct Step {
    /// Where it is.
    from: PathBuf,
    /// Where it will be.
    to: PathBuf,
    /// Its new text, beside it.
    fresh: PathBuf,
    /// A copy of its old text, beside it.
    kept: PathBuf,
}

/// All files on their way. What was made beside them goes when this goes.
#[derive(Default)]
struct Steps {
    staged: Vec<Step>,
    /// How many were begun to be put in place.
    done: usize,
    /// The files that were made beside others, as long as they are ours to remove.
    made: Vec<PathBuf>,
}

impl Step {
    fn new(root: &Path, change: &Change) -> Self {
        let (from, to) = (root.join(&*change.source.path), root.join(&change.path));
        let beside = |ending: &str| {
            let name = from.file_name().unwrap_or_default().to_string_lossy();
            from.with_file_name(format!(".{name}.{ending}"))
        };
        let (fresh, kept) = (beside("renaming-new"), beside("renaming-old"));
        Self { from, to, fresh, kept }
    }

    fn stage(&self, root: &Path, change: &Change, made: &mut Vec<PathBuf>) -> anyhow::Result<()> {
        let path = &*change.source.path;
        let bytes = load::read_bytes(root, path, load::ENTRY_LIMIT).map_err(|problem| anyhow::anyhow!(problem.message));
        let bytes = bytes.with_context(|| format!("cannot read {path}"))?;
        let mark = if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK } else { "" };
        if bytes[mark.len()..] != *change.source.text.as_bytes() {
            bail!("{path} was changed in the meantime; nothing is renamed, run the command again");
        }
        if change.is_move() && self.to.symlink_metadata().is_ok() {
            bail!("{} exists already; nothing is renamed", change.path);
        }
        let permissions = self.from.symlink_metadata().with_context(|| format!("cannot look at {path}"))?.permissions();
        write(&self.kept, &bytes, permissions.clone(), made)?;
        write(&self.fresh, [mark, &change.text].concat().as_bytes(), permissions, made)
    }

    fn is_move(&self) -> bool {
        self.from != self.to
    }

    fn commit(&self) -> io::Result<()> {
        if !self.is_move() {
            return fs::rename(&self.fresh, &self.to);
        }
        rename_to_nothing(&self.fresh, &self.to)?;
        fs::remove_file(&self.from)
    }

    /// Puts the old text back, whatever of `commit` was done.
    fn undo(&self) -> io::Result<()> {
        fs::rename(&self.kept, &self.from)?;
        // The new text is still beside it when it was not put in place: then what is there is not ours.
        if self.is_move() && !self.fresh.exists() { fs::remove_file(&self.to) } else { Ok(()) }
    }
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
            let _ = fs::remove_file(path);
        }
    }
}

/// Never writes over a file or through a link.
fn write(path: &Path, bytes: &[u8], permissions: Permissions, made: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let is_left_over = opened.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists);
    let why = if is_left_over { "a renaming that was cut short left it; look into it and remove it: " } else { "" };
    let mut file: File = opened.with_context(|| format!("{why}cannot write {}", path.display()))?;
    made.push(path.to_owned());
    let written = file.write_all(bytes).and_then(|()| file.set_permissions(permissions)).and_then(|()| file.sync_all());
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// Renames to a name that nothing has. Not every file system can promise that; there it was looked a moment ago.
fn rename_to_nothing(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) if to.symlink_metadata().is_err() => {
            fs::rename(from, to)
        }
        other => Ok(other?),
    }
}
