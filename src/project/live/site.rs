//! The site at one moment.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::fingerprint::Fingerprints;
use crate::provenance::{Whole, made_from};
use crate::render::Renderer;
use crate::route::{Route, Routes};

/// The site at one moment.
#[derive(Clone)]
pub struct Site {
    /// Makes its pages.
    pub renderer: Renderer,
    /// Where everything is: addresses from the base of the site, as [`Routes`] has them.
    pub addresses: Arc<HashMap<String, Route>>,
    /// Everything that is wrong, as `check` says it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The folder of the project.
    pub root: Arc<Path>,
    /// What all its pages are made from.
    pub(super) common: blake3::Hash,
}

impl Site {
    /// What its pages are made from.
    pub fn prints(&self) -> Prints {
        let prints = Fingerprints::new(self.renderer.catalog(), self.common);
        let documents = self.addresses.par_iter().filter(|(_, route)| route.page.is_document());
        let found = documents.filter_map(|(address, route)| {
            let print = prints.of(*route, self.renderer.edition(route.lang))?;
            Some((short(address), short(print.as_bytes())))
        });
        Prints(found.collect())
    }

    /// How many pages templates have a part in, when files are templates and nothing else; of one that is at fault, and of which
    /// the last good version is shown, none.
    pub fn pages_of_templates(&self, files: &[String]) -> Option<usize> {
        let theme = self.renderer.theme();
        let whole = Whole { catalog: self.renderer.catalog(), theme: &theme, routes: self.renderer.routes() };
        let is_at_fault = |path: &str| {
            let mut problems = self.diagnostics.iter();
            problems.any(|problem| problem.code == Code::TemplateError && *problem.place.source.path == *path)
        };
        let mut pages = HashSet::new();
        for path in files {
            let is_template = path.starts_with("templates/") || path.contains("/templates/");
            let is_template = is_template && path.ends_with(".html");
            if !is_template {
                return None;
            }
            if !is_at_fault(path) {
                pages.extend(made_from(whole, path).into_iter().filter(|route| route.page.is_document()));
            }
        }
        (!files.is_empty()).then_some(pages.len())
    }
}

/// What the pages of a site are made from, of those of which that is known: hashes of addresses and of what is behind them.
#[derive(Clone, Debug, Default)]
pub struct Prints(HashMap<u64, u64>);

impl Prints {
    /// How many pages are others than they were, or are new.
    pub fn differing(&self, before: &Self) -> usize {
        self.0.iter().filter(|(address, print)| before.0.get(address) != Some(print)).count()
    }
}

/// Enough to count by.
fn short(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Where everything is.
pub(super) fn addresses(routes: &Routes) -> HashMap<String, Route> {
    routes.addresses.iter().cloned().zip(routes.list.iter().copied()).collect()
}
