//! What the preview shows: the site of a [`Live`](crate::project::live::Live) project, address by address.
//!
//! The thread that watches publishes a site; requests ask for pages of it meanwhile. A page is rendered when it is asked
//! for, by the one function that makes pages.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, RwLock};

use tokio::sync::watch;

use super::about::About;
use super::{Answer, Answers, Files, Panel, used};
use crate::catalog::EntryIx;
use crate::diagnostic::{Diagnostic, Severity};
use crate::project::live::Site;
use crate::route::{Page, Route};

/// Addresses that a missing page may have meant.
const NEAR: usize = 5;
/// How alike two addresses must be (Jaro-Winkler).
const ALIKE: f64 = 0.85;

/// The site that is shown now.
pub struct Showing {
    site: RwLock<Arc<Site>>,
    /// How long it took from the save of a file to its page, in milliseconds.
    took: RwLock<HashMap<String, f64>>,
    changes: watch::Sender<u64>,
}

impl Showing {
    /// Shows a site.
    pub fn new(site: Site) -> Self {
        Self { site: RwLock::new(Arc::new(site)), took: RwLock::default(), changes: watch::Sender::new(0) }
    }

    /// Shows another site from now on. `took` are the files that changed and how long that took.
    pub fn publish(&self, site: Site, files: &[String], took: f64) {
        *write(&self.site) = Arc::new(site);
        let mut known = write(&self.took);
        known.extend(files.iter().map(|file| (file.clone(), took)));
        drop(known);
        self.changes.send_modify(|version| *version += 1);
    }

    /// The site as it is now.
    pub fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The path of the page that a file makes, when it makes one.
    pub fn path_of(&self, file: &str) -> Option<String> {
        let site = self.site();
        let catalog = site.renderer.catalog();
        let main = catalog.site.main_language();
        let translation = |ix: EntryIx| {
            let mut translations = catalog[ix].translations.iter();
            translations.find(|(_, translation)| *translation.source.path == *file).map(|(lang, _)| *lang)
        };
        let found = catalog.iter().find_map(|(ix, entry)| {
            let lang = if *entry.source.path == *file { Some(main) } else { translation(ix) };
            Some((ix, lang?))
        });
        let (ix, lang) = found?;
        Some(site.renderer.edition(lang).url(Page::Entry(ix)))
    }
}

/// A lock is held for a copy only, so that nothing can have gone wrong while it was.
fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Answers for Showing {
    fn answer(&self, path: &str) -> Answer {
        let site = self.site();
        let base = &site.renderer.catalog().site.base.path;
        let Some(address) = path.strip_prefix(base.as_str()) else {
            // The root of the host is what people type.
            return if path == "/" || format!("{path}/") == *base {
                Answer::Moved(base.clone())
            } else {
                missing(&site, path, vec![base.clone()])
            };
        };
        if let Some(route) = site.addresses.get(address) {
            return match site.renderer.render(*route) {
                Ok(rendered) => Answer::Found(rendered),
                Err(problem) => Answer::Broken(vec![problem]),
            };
        }
        let folder = address.strip_suffix("index.html").map_or_else(|| format!("{address}/"), str::to_owned);
        if site.addresses.contains_key(&folder) {
            return Answer::Moved(format!("{base}{folder}"));
        }
        absent(&site, path, address)
    }

    fn files(&self, path: &str, html: &[u8]) -> Files {
        let site = self.site();
        let catalog = site.renderer.catalog();
        let state = |path: String| {
            let address = path.strip_prefix(catalog.site.base.path.as_str())?;
            let Page::File(file) = site.addresses.get(address)?.page else { return None };
            let mut hasher = DefaultHasher::new();
            catalog.files[file as usize].stamp.hash(&mut hasher);
            Some((path, format!("{:x}", hasher.finish())))
        };
        used::paths(path, html).into_iter().filter_map(state).collect()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn panel(&self, path: &str) -> Panel {
        let site = self.site();
        let version = *self.changes.borrow();
        let took = |file: &str| {
            let took = self.took.read().unwrap_or_else(std::sync::PoisonError::into_inner);
            took.get(file).copied()
        };
        About::new(&site, path).panel(path, version, took)
    }
}

/// An address at which nothing is shown.
fn absent(site: &Site, path: &str, address: &str) -> Answer {
    let catalog = site.renderer.catalog();
    let id = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if catalog.is_withheld(id) {
        let options = "`compendium serve --drafts --embargoed`";
        return Answer::Withheld(format!("`{id}` is a draft or under embargo and not published; {options} shows it"));
    }
    let is_of = |problem: &&Diagnostic| problem.place.source.file_name().split('.').next() == Some(id);
    let errors = site.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let broken: Vec<_> = errors.filter(is_of).cloned().collect();
    if broken.is_empty() { missing(site, path, near(site, address)) } else { Answer::Broken(broken) }
}

fn missing(site: &Site, path: &str, near: Vec<String>) -> Answer {
    let catalog = site.renderer.catalog();
    let below = path.strip_prefix(catalog.site.base.path.as_str()).unwrap_or_default();
    let first = below.split('/').next().unwrap_or_default();
    let lang = catalog.site.languages.iter().find(|lang| lang.as_str() == first);
    let lang = lang.copied().unwrap_or_else(|| catalog.site.main_language());
    // With relative links the page's own hold at its own address alone.
    let page = (!catalog.site.relative_urls).then(|| site.renderer.render(Route { lang, page: Page::NotFound }).ok());
    Answer::Missing { near, page: page.flatten() }
}

/// Paths of pages that are spelled much alike, or end alike.
fn near(site: &Site, address: &str) -> Vec<String> {
    let base = &site.renderer.catalog().site.base.path;
    let last = |address: &str| address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = last(address);
    let alike = |known: &str| {
        let ending = strsim::jaro_winkler(&last(known), &wanted);
        strsim::jaro_winkler(known, address).max(ending)
    };
    let pages = site.addresses.iter().filter(|(_, route)| route.page.is_document());
    let mut found: Vec<_> =
        pages.map(|(known, _)| (alike(known), known)).filter(|(alike, _)| *alike >= ALIKE).collect();
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    found.into_iter().take(NEAR).map(|(_, known)| format!("{base}{known}")).collect()
}
