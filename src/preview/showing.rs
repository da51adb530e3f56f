//! What the preview shows: the site of a [`Live`](crate::project::live::Live) project, address by address.
//!
//! The thread that watches publishes a site; requests ask for pages of it meanwhile. A page is rendered when it is asked
//! for, by the one function that makes pages.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, RwLock};

use tokio::sync::watch;

use super::{Answer, Answers, Files, Link, Panel, Problem, used};
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{Diagnostic, Severity};
use crate::entry::Kind;
use crate::lang::Lang;
use crate::project::live::Site;
use crate::render::Renderer;
use crate::route::{Page, Route};
use crate::view::Edition;

/// Problems of other files that a panel names; it tells how many there are.
const OTHERS: usize = 50;
/// Addresses that a missing page may have meant.
const NEAR: usize = 5;
/// How alike two addresses must be (Jaro-Winkler).
const ALIKE: f64 = 0.85;
/// What opens a file, when `site.toml` does not say.
pub const EDITOR: &str = "vscode://file{path}:{line}";

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
            return if format!("{path}/") == *base {
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
        let base = &site.renderer.catalog().site.base.path;
        let route = path.strip_prefix(base.as_str()).and_then(|address| site.addresses.get(address)).copied();
        let about = About { site: &site, route };
        let files = about.files(path);
        let file = files.first().cloned();
        let (errors, others) = about.problems(&files);
        let took = self.took.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Panel {
            errors,
            others,
            lacks: about.lacks(&files),
            linked_from: about.linked_from(),
            shown_on: about.shown_on(),
            edit: file.as_ref().map(|file| about.edit(file, 1)),
            took_ms: file.as_ref().and_then(|file| took.get(file).copied()),
            file,
            version,
        }
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

/// What there is to say of one page.
struct About<'a> {
    site: &'a Site,
    route: Option<Route>,
}

impl About<'_> {
    fn renderer(&self) -> &Renderer {
        &self.site.renderer
    }

    fn catalog(&self) -> &Catalog {
        self.renderer().catalog()
    }

    fn entry(&self) -> Option<(EntryIx, Lang)> {
        match self.route {
            Some(Route { lang, page: Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) }) => {
                Some((ix, lang))
            }
            Some(Route { lang, page: Page::Home }) => {
                let home = self.catalog().find("home")?.entry();
                (self.catalog()[home].kind() == Kind::Page).then_some((home, lang))
            }
            _ => None,
        }
    }

    fn edition(&self, lang: Lang) -> &Edition {
        self.renderer().edition(lang)
    }

    /// The files that make the page, that of the page's language first.
    fn files(&self, path: &str) -> Vec<String> {
        if let Some((ix, lang)) = self.entry() {
            let entry = &self.catalog()[ix];
            let mut files = vec![entry.source.path.to_string()];
            for (known, translation) in &entry.translations {
                let at = if *known == lang { 0 } else { files.len() };
                files.insert(at, translation.source.path.to_string());
            }
            return files;
        }
        let origin = self.route.and_then(|route| crate::route::origin(self.catalog(), route.page));
        if let Some((source, _)) = origin {
            return vec![source.path.to_string()];
        }
        // A page that cannot be made: the file whose name its address ends in.
        let id = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let named = self.site.diagnostics.iter().map(|problem| &problem.place.source);
        let named = named.filter(|source| source.file_name().split('.').next() == Some(id));
        named.map(|source| source.path.to_string()).take(1).collect()
    }

    /// What is wrong with the files of the page, and with others.
    fn problems(&self, files: &[String]) -> (Vec<Problem>, Vec<Problem>) {
        let told = self.site.diagnostics.iter().filter(|problem| problem.severity != Severity::Info);
        let is_own = |problem: &&Diagnostic| files.iter().any(|file| *problem.place.source.path == **file);
        let (own, others): (Vec<_>, Vec<_>) = told.partition(is_own);
        let problem = |problem: &Diagnostic| {
            let edit = self.edit(&problem.place.source.path, problem.place.start().0);
            Problem { edit: Some(edit), ..Problem::of(problem) }
        };
        (own.into_iter().map(problem).collect(), others.into_iter().take(OTHERS).map(problem).collect())
    }

    /// What `check --verbose` notes of the entry, and what entries usually have.
    fn lacks(&self, files: &[String]) -> Vec<String> {
        let Some((ix, _)) = self.entry() else { return Vec::new() };
        let (catalog, entry, links) = (self.catalog(), &self.catalog()[ix], self.catalog().links(ix));
        let notes = self.site.diagnostics.iter().filter(|problem| problem.severity == Severity::Info);
        let notes = notes.filter(|problem| files.iter().any(|file| *problem.place.source.path == **file));
        let mut lacks: Vec<_> = notes.map(|problem| problem.message.clone()).collect();
        if entry.kind() != Kind::Page {
            if entry.common.milestones.is_empty() {
                lacks.push("it has no milestones".into());
            }
            if links.relations.is_empty() && links.inverse.is_empty() && links.mentions.is_empty() {
                lacks.push("it leads to no other entry".into());
            }
        }
        let others = catalog.site.languages.iter().skip(1);
        let missing = others.filter(|lang| !entry.translations.iter().any(|(known, _)| known == *lang));
        lacks.extend(missing.map(|lang| format!("it is not translated into `{lang}`")));
        lacks
    }

    fn linked_from(&self) -> Vec<Link> {
        let Some((ix, lang)) = self.entry() else { return Vec::new() };
        let links = self.catalog().links(ix);
        let related = links.inverse.iter().map(|(_, other)| *other);
        let mut entries: Vec<_> = links.mentioned_by.iter().map(|mention| mention.by).chain(related).collect();
        entries.sort_unstable();
        entries.dedup();
        let edition = self.edition(lang);
        let link = |ix: EntryIx| Link {
            title: edition.texts(&self.catalog()[ix]).title.to_owned(),
            url: edition.url(Page::Entry(ix)),
        };
        entries.into_iter().map(link).collect()
    }

    /// The pages of terms that list the entry.
    fn shown_on(&self) -> Vec<Link> {
        let Some((ix, lang)) = self.entry() else { return Vec::new() };
        let edition = self.edition(lang);
        let terms = self.catalog().links(ix).terms.iter();
        let link = |term: &crate::vocabulary::TermIx| {
            let address = crate::route::term_address(self.catalog(), lang, *term)?;
            Some(Link { title: edition.term_title(*term).to_owned(), url: edition.link(&address) })
        };
        terms.filter_map(link).collect()
    }

    /// The address that opens a file in an editor. The only place where a page of the preview names a path of the disk.
    fn edit(&self, file: &str, line: usize) -> String {
        let path = self.site.root.join(file);
        let path =
            percent_encoding::utf8_percent_encode(&path.to_string_lossy(), crate::view::edition::PATH).to_string();
        let editor = self.catalog().site.editor.as_deref().unwrap_or(EDITOR);
        editor.replace("{path}", &path).replace("{line}", &line.to_string())
    }
}
