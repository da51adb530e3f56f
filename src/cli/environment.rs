//! What the program takes from the process around it, read once at its start.
//!
//! Everything else is given what it needs from here, so that tests can say what the world is like.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::failure::Failure;
use crate::project::find_root;

/// The variables that matter, the folder and the clock.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The current folder.
    pub folder: PathBuf,
    /// The time.
    pub now: jiff::Timestamp,
    /// `COMPENDIUM_ROOT`.
    pub root: Option<OsString>,
    /// `COMPENDIUM_OUTPUT`.
    pub output: Option<OsString>,
    /// `COMPENDIUM_BASE_URL`.
    pub base_url: Option<OsString>,
    /// `GITHUB_WORKSPACE`: the root of the repository, where a workflow of GitHub runs.
    pub workspace: Option<OsString>,
    /// `SOURCE_DATE_EPOCH`.
    pub source_date_epoch: Option<OsString>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<OsString>,
}

impl Environment {
    /// Reads it. A variable that is set to nothing counts as not set: that is what build systems do with a variable that
    /// they were not given.
    pub fn read() -> Result<Self, Failure> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Ok(Self {
            folder: std::env::current_dir().context("the current folder cannot be told")?,
            now: jiff::Timestamp::now(),
            root: variable("COMPENDIUM_ROOT"),
            output: variable("COMPENDIUM_OUTPUT"),
            base_url: variable("COMPENDIUM_BASE_URL"),
            workspace: variable("GITHUB_WORKSPACE"),
            source_date_epoch: variable("SOURCE_DATE_EPOCH"),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        })
    }

    /// The folder of the project, as it is named: by `--root`, by `COMPENDIUM_ROOT`, or as the nearest upward with a `site.toml`.
    pub fn project(&self, root: Option<&Path>) -> Option<PathBuf> {
        let named = root.or(self.root.as_deref().map(Path::new));
        named.map_or_else(|| find_root(&self.folder), |named| Some(self.folder.join(named)))
    }

    /// What leads from the root of the repository to that of the project; nothing where that is not known. Without a workflow,
    /// the current folder is taken for the repository.
    pub fn below_repository(&self, root: Option<&Path>) -> String {
        let repository = self.workspace.as_ref().map_or(&*self.folder, Path::new);
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let project = self.project(root).map(|project| real(&project)).unwrap_or_default();
        project.strip_prefix(real(repository)).map(|below| below.display().to_string()).unwrap_or_default()
    }

    /// A path as it is shown: below the current folder where it is.
    pub fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        if below.as_os_str().is_empty() { ".".to_owned() } else { below.display().to_string() }
    }
}
