//! Building: the phases one after another, into the output folder.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::next_change::{NextChange, awaits_an_instant, next_change, next_date};
use super::prepare::Read;
use super::{Project, Survey, discard, timed};
use crate::catalog::{Catalog, Shown};
use crate::diagnostic::{Diagnostic, Severity, Tally};
use crate::fingerprint::Fingerprints;
use crate::output::{self, Facts, Folder, Item, Phase};
use crate::render::Renderer;
use crate::route::{self, Routes, Stage};

/// Why a site was not built.
#[derive(Debug)]
pub enum BuildError {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// The world failed: disk, lock, permissions.
    World(anyhow::Error),
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

/// Told how far a build has come. Called from several threads.
pub trait Progress: Sync {
    /// Work has begun on so many files.
    fn begin(&self, files: usize);
    /// One more file is done.
    fn step(&self);
}

impl Project {
    /// Builds the site into the output folder. `wait` is called once when another build has to be waited for.
    pub fn build(&self, progress: &dyn Progress, wait: &dyn Fn()) -> Result<Built, BuildError> {
        let read = self.read();
        let hashes = self.hashes(&read.input);
        let whole = super::whole(&read, &hashes);
        if let Some(built) = whole.as_ref().and_then(|whole| self.built_already(whole, wait)) {
            return Ok(built);
        }
        let Read { input, theme, common, diagnostics } = read;
        let read_file = self.reader_of(&input, &hashes);
        let Survey { catalog, theme, routes, diagnostics } = self.prepare(input, theme, diagnostics);
        let diagnostics = self.policy.apply(diagnostics);
        let (catalog, theme, routes) = (Arc::new(catalog), Arc::new(theme), Arc::new(routes));
        let renderer = || Renderer::new(Arc::clone(&catalog), theme, Arc::clone(&routes), read_file);
        // What is wrong with the content and with templates is told together, as by `check`.
        let refused = |problems| BuildError::Content(self.policy.apply([diagnostics.clone(), problems].concat()));
        let renderer = timed("prepare to render", renderer).map_err(refused)?;
        if Tally::of(&diagnostics).errors > 0 {
            return Err(refused(renderer.try_templates()));
        }
        let next_date = next_date(&catalog);
        let next_change = next_change(&catalog, next_date.clone());
        let facts = Facts {
            inputs: whole.filter(|_| is_quiet(&diagnostics) && !awaits_an_instant(&catalog)),
            next_change: next_date.map(|next| (next.day.to_string(), next.why)),
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
        let paths: Vec<_> = routes.addresses.par_iter().map(|address| route::file_path(address)).collect();
        let causes: Vec<_> = routes.list.par_iter().map(|route| cause(renderer.catalog(), *route)).collect();
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

/// A diagnostic that ends a build in the middle of rendering.
#[derive(Debug)]
struct Refused(Diagnostic);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refused {}
