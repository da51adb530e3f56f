//! STUB: stands in for the real project room until that is written; only its interface counts.

use std::path::PathBuf;

use crate::catalog::{AsOf, Shown};
use crate::diagnostic::Diagnostic;
use crate::site::BaseUrl;

/// What a command asks of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The folder with `site.toml`.
    pub root: PathBuf,
    /// The day that the site speaks of.
    pub as_of: AsOf,
    /// What is shown beside what is published.
    pub shown: Shown,
    /// The output folder, when it is not the one of `site.toml`.
    pub output: Option<PathBuf>,
    /// Where the site will live, when it is not the address of `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// Whether warnings are errors.
    pub strict: bool,
}

/// Why a project cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// There is no `site.toml`.
    NoSite {
        /// Where it was looked for.
        root: PathBuf,
    },
    /// `site.toml` has errors.
    Settings(Vec<Diagnostic>),
}

/// Why a site is not built.
#[derive(Debug)]
pub enum BuildError {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// Something outside the content failed.
    World(anyhow::Error),
}

/// Hears how far a build is.
pub trait Progress: Sync {
    /// Rendering begins; so many routes are to come.
    fn begin(&self, total: usize);
    /// One route is rendered.
    fn step(&self);
}

/// What a build came to.
#[derive(Debug)]
pub struct Built {
    /// What was found; none of it an error.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files the site has.
    pub pages: usize,
    /// How many of them were written.
    pub written: usize,
    /// How many of earlier builds were deleted.
    pub deleted: usize,
    /// When the site next changes by itself.
    pub next_change: Option<NextChange>,
    /// The output folder.
    pub output: PathBuf,
}

/// The day on which a site changes without an edit.
#[derive(Debug)]
pub struct NextChange {
    /// The day.
    pub day: jiff::civil::Date,
    /// What happens on it.
    pub why: String,
}

/// What cleaning came to.
#[derive(Debug)]
pub struct Cleaned {
    /// How many files were deleted.
    pub deleted: usize,
    /// Files of ours that somebody changed; they stay.
    pub kept: Vec<String>,
    /// The output folder.
    pub output: PathBuf,
}

/// A project that is open.
#[derive(Debug)]
pub struct Project {
    options: Options,
}

impl Project {
    /// Opens a project.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        let Ok(source) = crate::load::read_text(&options.root, "site.toml", crate::load::DATA_LIMIT) else {
            return Err(OpenError::NoSite { root: options.root });
        };
        let (site, diagnostics) = crate::site::parse(&source);
        if site.is_none() { Err(OpenError::Settings(diagnostics)) } else { Ok(Self { options }) }
    }

    /// Everything that is wrong with the content.
    pub fn check(&self) -> Vec<Diagnostic> {
        let (input, mut diagnostics) = crate::load::load(&self.options.root, "folio");
        diagnostics.extend(input.entries.iter().flat_map(|source| crate::entry::parse(source).1));
        let policy = crate::diagnostic::Policy { strict: self.options.strict, ..Default::default() };
        policy.apply(diagnostics)
    }

    /// Makes the site.
    pub fn build(&self, progress: &dyn Progress, _wait: &dyn Fn()) -> Result<Built, BuildError> {
        progress.begin(1);
        progress.step();
        let diagnostics = self.check();
        if crate::diagnostic::Tally::of(&diagnostics).errors > 0 {
            return Err(BuildError::Content(diagnostics));
        }
        let output = self.options.output.clone().unwrap_or_else(|| self.options.root.join("public"));
        let next_change = Some(NextChange { day: self.options.as_of.day, why: "stub".into() });
        Ok(Built { diagnostics, pages: 1204, written: 3, deleted: 0, next_change, output })
    }

    /// Removes what earlier builds wrote.
    pub fn clean(&self) -> anyhow::Result<Cleaned> {
        let output = self.options.output.clone().unwrap_or_else(|| self.options.root.join("public"));
        Ok(Cleaned { deleted: 0, kept: Vec::new(), output })
    }
}
