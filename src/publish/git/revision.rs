//! The project as it was at a revision, in a folder of its own. The project's repository is only read.

use std::path::{Path, PathBuf};
use std::process::Output;

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
    /// Reads a revision: a commit, a branch, a tag, or what else git takes for one. None when there is no such revision, or
    /// the project is in no repository.
    ///
    /// # Errors
    /// When there is no `git`, or the files cannot be written.
    pub fn read(project: &Path, revision: &str) -> anyhow::Result<Option<Self>> {
        let folder = Temporary::new()?;
        let named = format!("{revision}^{{commit}}");
        let found = run(project, folder.path(), &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
        if !found.status.success() {
            return Ok(None);
        }
        let commit = said(&found.stdout);
        let prefix = asked(project, folder.path(), &["rev-parse", "--show-prefix"])?;
        asked(project, folder.path(), &["read-tree", &commit])?;
        let to = format!("--prefix={}/", folder.path().join("tree").display());
        asked(project, folder.path(), &["checkout-index", "--all", &to])?;
        Ok(Some(Self { folder, prefix }))
    }

    /// Branches and tags of the project's repository, the latest first; at most so many.
    pub fn names(project: &Path, most: usize) -> Vec<String> {
        let count = format!("--count={most}");
        let arguments =
            ["for-each-ref", &count, "--sort=-creatordate", "--format=%(refname:short)", "refs/heads", "refs/tags"];
        let output = plain(project).args(arguments).output();
        output.map(|output| said(&output.stdout).lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// The project's folder in it.
    pub fn project(&self) -> PathBuf {
        self.folder.path().join("tree").join(&self.prefix)
    }
}

/// What git prints.
fn asked(project: &Path, folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = run(project, folder, arguments)?;
    ensure!(output.status.success(), "`git {}` failed: {}", arguments[0], said(&output.stderr));
    Ok(said(&output.stdout))
}

/// Runs git with an index that is not the user's.
fn run(project: &Path, folder: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
    let index = folder.join("index");
    plain(project).env("GIT_INDEX_FILE", index).args(arguments).output().context("cannot run `git`")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}
