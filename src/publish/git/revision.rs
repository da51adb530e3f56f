//! The project as it was at a revision, in a folder of its own. The project's repository is only read.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use super::command::plain;
use super::temporary::Temporary;

/// The files of a revision. They go away with the value.
pub struct Revision {
    folder: Temporary,
    /// The project's folder below the top of the repository.
    prefix: String,
}

impl Revision {
    /// Reads a revision: a commit, a branch, a tag, or what else git takes for one.
    ///
    /// # Errors
    /// When there is no such revision, no repository, or no `git`.
    pub fn read(project: &Path, revision: &str) -> anyhow::Result<Self> {
        let folder = Temporary::new()?;
        let named = format!("{revision}^{{commit}}");
        let commit = asked(project, folder.path(), &["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
        let commit = commit.with_context(|| format!("`{revision}` is no file, no target and no revision"))?;
        let prefix = asked(project, folder.path(), &["rev-parse", "--show-prefix"])?;
        asked(project, folder.path(), &["read-tree", &commit])?;
        let to = format!("--prefix={}/", folder.path().join("tree").display());
        asked(project, folder.path(), &["checkout-index", "--all", &to])?;
        Ok(Self { folder, prefix })
    }

    /// The project's folder in it.
    pub fn project(&self) -> PathBuf {
        self.folder.path().join("tree").join(&self.prefix)
    }
}

/// What git prints, with an index that is not the user's.
fn asked(project: &Path, folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let index = folder.join("index");
    let output = plain(project).env("GIT_INDEX_FILE", index).args(arguments).output().context("cannot run `git`")?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    ensure!(output.status.success(), "`git {}` failed: {said}", arguments[0]);
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
