//! A project on disk: drives the phases for the commands.

mod export;
pub mod live;
mod prepare;
mod survey;
pub mod vanished;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use rayon::prelude::*;

pub use export::{NotExported, usual};
pub use survey::Survey;

use crate::catalog::{AsOf, Catalog, Shown};
use crate::diagnostic::{Diagnostic, Policy, Severity, Tally};
use crate::entry;
use crate::fingerprint::{self, Fingerprints};
use crate::load::{self, FilePath};
use crate::output::{self, Facts, Folder, Forbidden, Item, Phase};
use crate::render::{ReadFile, Renderer};
use crate::route::{self, Routes, Stage};
use crate::site::{self, BaseUrl, Site, StyleName};
use crate::source::Source;
use prepare::Read;
use vanished::Former;

/// Folders of a project that are read and so never written to.
const SOURCE_FOLDERS: [&str; 7] = ["content", "static", "templates", "strings", "themes", "archetypes", "styles"];

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

/// Why a site was not built.
#[derive(Debug)]
pub enum BuildError {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// The world failed: disk, lock, permissions.
    World(anyhow::Error),
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

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Files of the site.
    pub files: usize,
    /// Files that were new or changed.
    pub written: usize,
    /// Files that are gone.
    pub deleted: usize,
    /// Files of earlier builds that somebody changed since and that were left alone.
    pub foreign: Vec<String>,
    /// When the site next changes by itself.
    pub next_change: Option<NextChange>,
    /// Where the site is.
    pub output: PathBuf,
}

/// The next day on which the site says something else though nobody changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The day.
    pub day: jiff::civil::Date,
    /// Why.
    pub why: String,
}

impl fmt::Display for NextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.day, self.why)
    }
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

/// Told how far a build has come. Called from several threads.
pub trait Progress: Sync {
    /// Work has begun on so many files.
    fn begin(&self, files: usize);
    /// One more file is done.
    fn step(&self);
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
                diagnostics.extend(renderer.try_templates());
                discard(renderer);
            }
            Err(problems) => diagnostics.extend(problems),
        }
        self.policy.apply(diagnostics)
    }

    /// Builds the site into the output folder. `wait` is called once when another build has to be waited for.
    pub fn build(&self, progress: &dyn Progress, wait: &dyn Fn()) -> Result<Built, BuildError> {
        let read = self.read();
        let whole = self.whole(&read);
        if let Some(built) = whole.as_ref().and_then(|whole| self.built_already(whole, wait)) {
            return Ok(built);
        }
        let Read { input, theme, common, diagnostics } = read;
        let Survey { catalog, theme, routes, diagnostics } = self.prepare(input, theme, diagnostics);
        let diagnostics = self.policy.apply(diagnostics);
        let (catalog, theme, routes) = (Arc::new(catalog), Arc::new(theme), Arc::new(routes));
        let renderer = || Renderer::new(Arc::clone(&catalog), theme, Arc::clone(&routes), self.reader());
        // What is wrong with the content and with templates is told together, as by `check`.
        let refused = |problems| BuildError::Content(self.policy.apply([diagnostics.clone(), problems].concat()));
        let renderer = timed("prepare to render", renderer).map_err(refused)?;
        if Tally::of(&diagnostics).errors > 0 {
            return Err(refused(renderer.try_templates()));
        }
        let next_change = next_change(&catalog);
        let facts = Facts {
            inputs: whole.filter(|_| is_quiet(&diagnostics) && !awaits_an_instant(&catalog)),
            next_change: next_change.as_ref().map(|next| (next.day.to_string(), next.why.clone())),
            ..self.facts()
        };
        let report = timed("render and write", || {
            let fingerprints = Fingerprints::new(&catalog, common);
            self.write(&routes, &renderer, &fingerprints, &facts, progress, wait)
        });
        let report = report.map_err(|error| match error {
            // A page that cannot be made ends the build, and others may have something else to say.
            BuildError::Content(problems) => refused([problems, renderer.try_templates()].concat()),
            error @ BuildError::World(_) => error,
        })?;
        discard((renderer, catalog, routes));
        Ok(Built { diagnostics, next_change, ..self.told(&report) })
    }

    fn write(
        &self,
        routes: &Routes,
        renderer: &Renderer,
        fingerprints: &Fingerprints<'_>,
        facts: &Facts,
        progress: &dyn Progress,
        wait: &dyn Fn(),
    ) -> Result<output::Report, BuildError> {
        let paths: Vec<_> = routes.addresses.iter().map(|address| route::file_path(address)).collect();
        let causes: Vec<_> = routes.list.iter().map(|route| cause(renderer.catalog(), *route)).collect();
        let items: Vec<_> = routes
            .list
            .par_iter()
            .zip(&paths)
            .zip(&causes)
            .map(|((route, path), cause)| Item {
                path,
                phase: phase(*route),
                cause,
                made_from: fingerprints.of(*route, renderer.edition(route.lang)),
            })
            .collect();
        let mut folder = Folder::open(&self.output(), &self.forbidden(), |_| wait()).map_err(BuildError::World)?;
        progress.begin(items.len());
        let render = |at: usize| {
            progress.step();
            renderer.content(routes.list[at]).map_err(|problem| anyhow::Error::new(Refused(problem)))
        };
        folder.write(&items, facts, render).map_err(|error| match error.downcast::<Refused>() {
            Ok(Refused(problem)) => BuildError::Content(vec![problem]),
            Err(error) => BuildError::World(error),
        })
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
        Some(self.whole(&self.read_hashes())? == *sealed)
    }

    fn read_file(&self, file: &FilePath) -> Result<Vec<u8>, Diagnostic> {
        read_file(&self.root, file)
    }

    fn reader(&self) -> Arc<ReadFile> {
        let root = self.root.clone();
        Arc::new(move |file: &FilePath| read_file(&root, file))
    }

    /// The hash of everything that was read, when all could be.
    fn whole(&self, read: &Read) -> Option<String> {
        let hash = |at: usize| Some(blake3::hash(&self.read_file(&read.input.files[at]).ok()?));
        let whole = fingerprint::whole(read.common, &read.input, hash).filter(|_| read.diagnostics.is_empty());
        whole.map(|hash| hash.to_hex().to_string())
    }

    /// What there is to say when the output folder holds the site that these inputs give. Whatever else is found there is
    /// for the build to see.
    fn built_already(&self, whole: &str, wait: &dyn Fn()) -> Option<Built> {
        let output = self.output();
        // To open the folder reads its whole manifest, and a build that has work to do opens it anyhow.
        if output::sealed_inputs(&output)? != whole {
            return None;
        }
        let mut folder = Folder::open(&output, &self.forbidden(), |_| wait()).ok()?;
        let (report, facts) = timed("compare", || folder.current(whole)).ok()??;
        let next = facts.next_change.and_then(|(day, why)| Some(NextChange { day: day.parse().ok()?, why }));
        Some(Built { diagnostics: Vec::new(), next_change: next, ..self.told(&report) })
    }

    fn told(&self, report: &output::Report) -> Built {
        Built {
            diagnostics: Vec::new(),
            files: report.files,
            written: report.written,
            deleted: report.deleted,
            foreign: report.foreign.iter().map(ToString::to_string).collect(),
            next_change: None,
            output: self.output(),
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: self.options.as_of.day.to_string(),
            base_url: self.site.base.to_string(),
            site: self.site.id.clone(),
            unpublished: self.options.shown != Shown::default(),
            inputs: None,
            next_change: None,
        }
    }
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

fn phase(route: route::Route) -> Phase {
    match route.page.stage() {
        Stage::Asset => Phase::Asset,
        Stage::Entry => Phase::Page,
        Stage::Index => Phase::Index,
        Stage::Home => Phase::Home,
    }
}

fn cause(catalog: &Catalog, route: route::Route) -> String {
    match route.page {
        route::Page::Entry(entry) | route::Page::EntryJson(entry) | route::Page::EntryMarkdown(entry) => {
            catalog[entry].source.path.to_string()
        }
        page => page.family().to_owned(),
    }
}

/// Whether nothing has to be said of the content.
fn is_quiet(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|found| found.severity == Severity::Info)
}

/// Whether the same input gives another site later the same day: when an embargo is lifted.
fn awaits_an_instant(catalog: &Catalog) -> bool {
    let embargoed = |entry: &Arc<entry::Entry>| entry.common.is_embargoed_at(catalog.as_of.instant);
    catalog.embargoes().next().is_some() || catalog.entries.iter().any(embargoed)
}

/// The next day on which an embargo ends, a milestone or a review becomes overdue, a party of an agreement is one no more.
fn next_change(catalog: &Catalog) -> Option<NextChange> {
    let today = catalog.as_of.day;
    // An embargo that ends later today holds an entry back still; what is due today is late tomorrow.
    let embargoes = catalog.embargoes().filter(|day| *day >= today);
    let mut changes: Vec<_> =
        embargoes.map(|day| NextChange { day, why: "an embargo, in the course of that day".into() }).collect();
    for (_, entry) in catalog.iter() {
        let mut add = |day: Option<jiff::civil::Date>, what: &str| {
            let day = day.filter(|day| *day > today);
            changes.extend(day.map(|day| NextChange { day, why: format!("{what} of {}", entry.id) }));
        };
        for (_, milestone) in entry.common.awaited_milestones() {
            add(milestone.due.as_ref().and_then(|due| due.last_day().tomorrow().ok()), "a milestone");
        }
        if let entry::Details::Agreement(agreement) = &entry.details {
            for party in &agreement.parties {
                add(party.withdrawn.as_ref().and_then(|date| date.last_day().tomorrow().ok()), "a withdrawal");
            }
        }
        add(entry.common.awaited_review().and_then(|date| date.last_day().tomorrow().ok()), "the review");
    }
    changes.into_iter().min_by(|a, b| (a.day, &a.why).cmp(&(b.day, &b.why)))
}

/// A diagnostic that ends a build in the middle of rendering.
#[derive(Debug)]
struct Refused(Diagnostic);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refused {}

/// The nearest folder with a `site.toml`, from `start` upward.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(site::FILE).is_file()).map(Path::to_owned)
}
