//! One file on its way. Every move can be made twice: what is done already is left as it is.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::load;
use crate::rename::Change;

/// A text that begins with it keeps it.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// One file on its way.
pub(super) struct Step {
    /// Where it is.
    from: PathBuf,
    /// Where it will be.
    pub to: PathBuf,
    /// Its new text, beside it.
    fresh: PathBuf,
    /// A copy of its old text, beside it.
    pub kept: PathBuf,
}

impl Step {
    /// A file from one path below the root to another, or to the same.
    pub fn new(root: &Path, from: &str, to: &str) -> Self {
        let (from, to) = (root.join(from), root.join(to));
        let beside = |ending: &str| {
            let name = from.file_name().unwrap_or_default().to_string_lossy();
            from.with_file_name(format!(".{name}.{ending}"))
        };
        let (fresh, kept) = (beside("renaming-new"), beside("renaming-old"));
        Self { from, to, fresh, kept }
    }

    /// Refuses what an earlier renaming left, or somebody else put there: it is neither used nor removed.
    pub fn refuse_left_over(&self) -> anyhow::Result<()> {
        for path in [&self.fresh, &self.kept] {
            if path.symlink_metadata().is_ok() {
                bail!("a renaming that was cut short left {}; look into it and remove it", path.display());
            }
        }
        Ok(())
    }

    /// Writes the new text and a copy of the old one beside the file.
    pub fn stage(&self, root: &Path, change: &Change, made: &mut Vec<PathBuf>) -> anyhow::Result<()> {
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

    /// Puts the new text in place.
    pub fn commit(&self) -> io::Result<()> {
        if !self.is_move() {
            return fs::rename(&self.fresh, &self.to);
        }
        rename_to_nothing(&self.fresh, &self.to)?;
        fs::remove_file(&self.from)
    }

    /// Puts the old text back, whatever of `commit` was done.
    pub fn undo(&self) -> io::Result<()> {
        fs::rename(&self.kept, &self.from)?;
        // The new text is still beside it when it was not put in place: then what is there is not ours.
        if self.is_move() && !self.fresh.exists() { fs::remove_file(&self.to) } else { Ok(()) }
    }

    /// Does what is missing of a commit that was cut short.
    pub fn finish(&self) -> anyhow::Result<()> {
        let cannot = || format!("cannot write {}", self.to.display());
        if self.fresh.exists() {
            if self.is_move() { rename_to_nothing(&self.fresh, &self.to) } else { fs::rename(&self.fresh, &self.to) }
                .with_context(cannot)?;
        }
        // Somebody may have written to the old place since: that is another file.
        if self.is_move() && self.kept.exists() && is_same(&self.from, &self.kept) {
            fs::remove_file(&self.from).with_context(cannot)?;
        }
        self.clear()
    }

    /// Takes back what there is of a commit, when that was begun and cut short.
    pub fn take_back(&self) -> anyhow::Result<()> {
        if self.kept.exists() {
            self.undo().with_context(|| format!("cannot write {}", self.from.display()))?;
        }
        Ok(())
    }

    /// Removes what was written beside the file.
    pub fn clear(&self) -> anyhow::Result<()> {
        for path in [&self.fresh, &self.kept] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", path.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

/// Never writes over a file or through a link.
fn write(path: &Path, bytes: &[u8], permissions: Permissions, made: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file: File = opened.with_context(|| format!("cannot write {}", path.display()))?;
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
