//! What the program takes from the process around it, read once at its start.
//!
//! Everything else is given what it needs from here, so that tests can say what the world is like.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::failure::Failure;

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
            source_date_epoch: variable("SOURCE_DATE_EPOCH"),
            editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        })
    }

    /// A path as it is shown: below the current folder where it is.
    pub fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        if below.as_os_str().is_empty() { ".".to_owned() } else { below.display().to_string() }
    }
}
