//! A project on disk: drives the phases for the commands.

mod build;
mod export;
pub mod live;
mod next_change;
mod prepare;
mod survey;
pub mod vanished;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

pub use build::{BuildError, Built, Progress};
pub use export::{NotExported, usual};
pub use next_change::NextChange;
pub use survey::Survey;

use crate::catalog::{AsOf, Shown};
use crate::diagnostic::{Code, Diagnostic, Policy};
use crate::fingerprint;
use crate::load::{self, FilePath, Input};
use crate::output::{self, Facts, Forbidden};
use crate::render::{ReadFile, Renderer};
use crate::site::{self, BaseUrl, SOURCE_FOLDERS, Site, StyleName};
use crate::source::Source;
use prepare::Read;
use vanished::Former;

/// What the command line says about a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with `site.toml`.
    pub root: PathBuf,
    /// The day that the site speaks of.
    pub as_of: AsOf,
    /// What is shown beside what is published.
    pub shown: Shown,
    /// The output folder, instead of the one in `site.toml`.
    pub output: Option<PathBuf>,
    /// Where the site will live, instead of what `site.toml` says.
    pub base_url: Option<BaseUrl>,
    /// Warnings are errors.
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
    /// `site.toml` is wrong.
    Settings(Vec<Diagnostic>),
}

/// A project that is ready to be checked and built.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    site: Arc<Site>,
    options: Options,
    policy: Policy,
    /// `site.toml`.
    source: Arc<Source>,
    /// The settings as one text: `site.toml` and what the command line adds to it.
    settings: String,
}

/// What `clean` did.
#[derive(Debug)]
pub struct Cleaned {
    /// Files that are gone.
    pub deleted: usize,
    /// Files that somebody changed and that were left alone, by path below the output folder.
    pub kept: Vec<String>,
    /// The output folder.
    pub output: PathBuf,
}

impl Project {
    /// Reads the settings of a project.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        let no_site = || OpenError::NoSite { root: options.root.clone() };
        let root = options.root.canonicalize().map_err(|_| no_site())?;
        if !root.join(site::FILE).is_file() {
            return Err(no_site());
        }
        let source = load::read_text(&root, site::FILE, load::DATA_LIMIT)
            .map_err(|problem| OpenError::Settings(vec![problem]))?;
        let (site, diagnostics) = site::parse(&source);
        let Some(mut site) = site else { return Err(OpenError::Settings(diagnostics)) };
        if let Some(base) = &options.base_url {
            site.base = base.clone();
        }
        let policy = Policy { levels: site.check.clone(), strict: options.strict };
        let settings = format!("{} {} {:?} {}", source.hash, options.as_of.day, options.shown, site.base);
        let project = Self { root, site: Arc::new(site), options, policy, source, settings };
        let missing: Vec<_> = project.missing_theme().into_iter().chain(project.missing_style()).collect();
        if missing.is_empty() { Ok(project) } else { Err(OpenError::Settings(missing)) }
    }

    /// The folder with `site.toml`, without links in its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The settings.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The output folder.
    pub fn output(&self) -> PathBuf {
        self.options.output.clone().unwrap_or_else(|| self.root.join(&self.site.output))
    }

    /// Everything that is wrong, by file and place.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.check_since(&Former::default())
    }

    /// The same, with the addresses that an earlier state had and the site has not.
    pub fn check_since(&self, former: &Former) -> Vec<Diagnostic> {
        let Read { input, theme, diagnostics, .. } = self.read();
        let Survey { catalog, theme, routes, mut diagnostics } = self.prepare(input, theme, diagnostics);
        diagnostics.extend(former.vanished(&routes));
        match Renderer::new(Arc::new(catalog), Arc::new(theme), Arc::new(routes), self.reader()) {
            Ok(renderer) => {
                // A text without measure, told of already, could make pages without measure.
                if diagnostics.iter().all(|found| found.code != Code::TextTooLong) {
                    diagnostics.extend(renderer.try_templates());
                }
                discard(renderer);
            }
            Err(problems) => diagnostics.extend(problems),
        }
        self.policy.apply(diagnostics)
    }

    /// Removes what our manifest names and nobody changed since.
    pub fn clean(&self) -> anyhow::Result<Cleaned> {
        let report =
            output::clean(&self.output(), &self.forbidden(), |_| {}).context("the output folder was not cleaned")?;
        let kept = report.foreign.into_iter().map(|foreign| foreign.path).collect();
        Ok(Cleaned { deleted: report.deleted, kept, output: self.output() })
    }

    fn forbidden(&self) -> Forbidden {
        let forbidden = Forbidden::new(&self.root, SOURCE_FOLDERS.iter().map(PathBuf::from));
        // A folder in the project is its own, whatever the site was called before, and a site without an `id` has another name
        // as soon as it is given another title.
        let output = self.output().canonicalize();
        let is_own = output.is_ok_and(|output| find_root(&output).as_ref() == Some(&self.root));
        let is_told = !is_own && self.site.has_own_id;
        Forbidden { site: is_told.then(|| self.site.id.clone()), ..forbidden }
    }

    /// Files and folders that the project is made from, by their paths below the root.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        SOURCE_FOLDERS.into_iter().chain(self.files_apart())
    }

    /// Files that the project is made from and that need not lie in one of the folders.
    fn files_apart(&self) -> impl Iterator<Item = &str> {
        let style = match &self.site.citation_style {
            StyleName::File(path) => Some(path.as_str()),
            StyleName::Bundled(_) => None,
        };
        [site::FILE].into_iter().chain(style)
    }

    /// Folders that the site is not published to: those that no site is built into, and the one that this one is.
    pub fn unpublishable(&self) -> Forbidden {
        let sources = SOURCE_FOLDERS.iter().map(PathBuf::from);
        Forbidden::new(&self.root, sources.chain([self.output()]))
    }

    /// Whether a sealed build is what a build would make now, of the day that it speaks of; unknown where the seal does not
    /// tell.
    pub fn is_current(&self, facts: &Facts) -> Option<bool> {
        let sealed = facts.inputs.as_ref()?;
        let read = self.read_hashes();
        Some(whole(&read, &self.hashes(&read.input))? == *sealed)
    }

    fn read_file(&self, file: &FilePath) -> Result<Vec<u8>, Diagnostic> {
        read_file(&self.root, file)
    }

    fn reader(&self) -> Arc<ReadFile> {
        let root = self.root.clone();
        Arc::new(move |file: &FilePath| read_file(&root, file))
    }

    /// The hashes of the files that are copied, as far as they can be read.
    fn hashes(&self, input: &Input) -> Vec<Option<blake3::Hash>> {
        input.files.par_iter().map(|file| Some(blake3::hash(&self.read_file(file).ok()?))).collect()
    }

    /// Reads files that are copied, as they were hashed: what somebody saves while the site is built is no part of it.
    fn reader_of(&self, input: &Input, hashes: &[Option<blake3::Hash>]) -> Arc<ReadFile> {
        let known: HashMap<_, _> = input.files.iter().map(|file| file.path.clone()).zip(hashes.to_vec()).collect();
        let root = self.root.clone();
        Arc::new(move |file: &FilePath| {
            let bytes = read_file(&root, file)?;
            match known.get(&file.path).copied().flatten() {
                Some(hash) if hash != blake3::hash(&bytes) => {
                    let message = "this was changed while the site was being built";
                    Err(Diagnostic::of_file(Code::UnreadableFile, &file.path, message)
                        .help("build the site again")
                        .binding())
                }
                _ => Ok(bytes),
            }
        })
    }
}

/// The hash of everything that was read, when all could be.
fn whole(read: &Read, hashes: &[Option<blake3::Hash>]) -> Option<String> {
    let whole = fingerprint::whole(read.common, &read.input, hashes).filter(|_| read.diagnostics.is_empty());
    whole.map(|hash| hash.to_hex().to_string())
}

fn read_file(root: &Path, file: &FilePath) -> Result<Vec<u8>, Diagnostic> {
    load::read_bytes(root, &file.path, load::FILE_LIMIT)
}

/// Frees what is no longer needed beside whatever comes next, or never when the process ends first: to free 20,000 entries
/// piece by piece takes a tenth of the time of a check.
fn discard<T: Send + 'static>(made: T) {
    rayon::spawn(move || drop(made));
}

/// Does one phase; `--verbose` tells how long it took.
fn timed<T>(phase: &str, work: impl FnOnce() -> T) -> T {
    let start = std::time::Instant::now();
    let done = work();
    tracing::debug!("{phase}: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    done
}

/// The nearest folder with a `site.toml`, from `start` upward.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(site::FILE).is_file()).map(Path::to_owned)
}
