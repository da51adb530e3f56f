//! A folder among temporary files that only the user can read, and that goes away with the value.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::publish::journal::run_id;

/// Such a folder.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    /// A new one.
    pub fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("compendium-{}", run_id("git")));
        std::fs::DirBuilder::new().mode(0o700).create(&folder).context("cannot make a temporary folder")?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What is left over lies in the folder of temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
