//! What there is to say of one page beside the page itself: what it is made from, where it shows, what is wrong with it and
//! what it lacks. Where things come from is asked of [`crate::provenance`].

use std::sync::Arc;

use super::panel::{Link, Made, Panel, Problem};
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{Diagnostic, Severity};
use crate::entry::Kind;
use crate::lang::Lang;
use crate::project::live::Site;
use crate::provenance::{self, File, Whole};
use crate::render;
use crate::route::{self, Page, Route};
use crate::theme::Theme;
use crate::view::edition;

/// Problems of other files that a panel names; it tells how many there are.
const OTHERS: usize = 50;
/// What opens a file, when `site.toml` does not say.
const EDITOR: &str = "vscode://file{path}:{line}";

/// What there is to say of one page.
pub(super) struct About<'a> {
    site: &'a Site,
    theme: Arc<Theme>,
    route: Option<Route>,
}

impl<'a> About<'a> {
    /// Of what stands at a path of the host.
    pub fn new(site: &'a Site, path: &str) -> Self {
        let base = &site.renderer.catalog().site.base.path;
        let route = path.strip_prefix(base.as_str()).and_then(|address| site.addresses.get(address)).copied();
        Self { site, theme: site.renderer.theme(), route }
    }

    /// All of it. `took` tells how long it took from the save of a file to its page.
    pub fn panel(&self, path: &str, version: u64, took: impl Fn(&str) -> Option<f64>) -> Panel {
        let files = self.files(path);
        let template = self.route.and_then(|route| provenance::template(self.whole(), route.page));
        let (errors, others) = self.problems(&files, template.as_deref());
        let file = files.first().map(|file| file.path.clone());
        Panel {
            errors,
            others,
            lacks: self.lacks(&files),
            linked_from: self.linked_from(),
            shown_on: self.shown_on(),
            made_from: self.made_from(&files, template.as_deref()),
            edit: files.first().map(|file| self.edit(&file.path, file.line.unwrap_or(1))),
            took_ms: file.as_deref().and_then(took),
            file,
            version,
        }
    }

    fn catalog(&self) -> &Catalog {
        self.site.renderer.catalog()
    }

    fn whole(&self) -> Whole<'_> {
        Whole { catalog: self.catalog(), theme: &self.theme, routes: self.site.renderer.routes() }
    }

    /// The entry that the page is of, with the language of the page. The home page is that of its text.
    fn entry(&self) -> Option<(EntryIx, Lang)> {
        match self.route? {
            Route { lang, page: Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) } => Some((ix, lang)),
            Route { lang, page: Page::Home } => {
                let home = self.catalog().find("home")?.entry();
                route::is_home_text(self.catalog(), home).then_some((home, lang))
            }
            _ => None,
        }
    }

    /// The files that the page is made from, that of the page's language first.
    fn files(&self, path: &str) -> Vec<File> {
        let Some(route) = self.route else { return self.file_named_as(path).into_iter().collect() };
        let mut files = provenance::sources(self.whole(), route.page);
        files.sort_by_key(|file| file.lang.is_some_and(|lang| lang != route.lang));
        if files.iter().any(|file| file.lang == Some(route.lang)) {
            files.sort_by_key(|file| file.lang != Some(route.lang));
        }
        files.retain(|file| self.site.root.join(&file.path).is_file());
        files
    }

    /// A page that cannot be made: the file whose name its address ends in.
    fn file_named_as(&self, path: &str) -> Option<File> {
        let id = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let mut named = self.site.diagnostics.iter().map(|problem| &problem.place.source);
        let source = named.find(|source| source.file_name().split('.').next() == Some(id))?;
        Some(File { path: source.path.to_string(), line: None, lang: None, stale: false })
    }

    /// What is wrong with the files of the page and its template, and with others.
    fn problems(&self, files: &[File], template: Option<&str>) -> (Vec<Problem>, Vec<Problem>) {
        let told = self.site.diagnostics.iter().filter(|problem| problem.severity != Severity::Info);
        // Templates that do not compile are told while the last good ones make the page.
        let name = self.route.and_then(|route| render::template(route.page)).map(|name| format!("templates/{name}"));
        let is_own = |problem: &&Diagnostic| {
            let path = &*problem.place.source.path;
            template == Some(path) || name.as_deref() == Some(path) || files.iter().any(|file| file.path == path)
        };
        let (own, others): (Vec<_>, Vec<_>) = told.partition(is_own);
        let problem = |problem: &Diagnostic| {
            let edit = self.edit(&problem.place.source.path, problem.place.start().0);
            Problem { edit: Some(edit), ..Problem::of(problem) }
        };
        (own.into_iter().map(problem).collect(), others.into_iter().take(OTHERS).map(problem).collect())
    }

    /// What `check --verbose` notes of the entry, and what entries of its kind usually have.
    fn lacks(&self, files: &[File]) -> Vec<String> {
        let Some((ix, _)) = self.entry() else { return Vec::new() };
        let (catalog, entry) = (self.catalog(), &self.catalog()[ix]);
        let notes = self.site.diagnostics.iter().filter(|problem| problem.severity == Severity::Info);
        let notes = notes.filter(|problem| files.iter().any(|file| *problem.place.source.path == file.path));
        let mut lacks: Vec<_> = notes.map(|problem| problem.message.clone()).collect();
        lacks.extend(entry.missing_fields().into_iter().map(|field| format!("it has no `{field}`")));
        let links = catalog.links(ix);
        let leads_nowhere = links.relations.is_empty() && links.inverse.is_empty() && links.mentions.is_empty();
        if leads_nowhere && entry.kind() != Kind::Page {
            lacks.push("it leads to no other entry".into());
        }
        let stale = files.iter().filter(|file| file.stale).filter_map(|file| file.lang);
        lacks.extend(stale.map(|lang| format!("its translation into `{lang}` is behind the original")));
        let others = catalog.site.languages.iter().skip(1);
        let missing = others.filter(|lang| !entry.translations.iter().any(|(known, _)| known == *lang));
        lacks.extend(missing.map(|lang| format!("it is not translated into `{lang}`")));
        lacks
    }

    /// The entries whose pages lead here, and why.
    fn linked_from(&self) -> Vec<Link> {
        let Some((ix, lang)) = self.entry() else { return Vec::new() };
        let found = provenance::leading_to(self.whole(), ix, lang).into_iter();
        let link = |from: provenance::EntryName| Link {
            title: from.title,
            url: self.url(lang, &from.address),
            how: from.how.replace('_', " "),
        };
        found.map(link).collect()
    }

    /// The lists that show the entry: its kind, its terms with the broader ones, the works that it cites.
    fn shown_on(&self) -> Vec<Link> {
        let Some((ix, lang)) = self.entry() else { return Vec::new() };
        let lists = provenance::listed(self.whole(), ix, lang).into_iter();
        let link = |list: provenance::Listing| {
            let url = self.url(lang, &list.address?);
            Some(Link { title: list.title, url, how: list.of })
        };
        lists.filter_map(link).collect()
    }

    fn made_from(&self, files: &[File], template: Option<&str>) -> Vec<Made> {
        let file = |file: &File| {
            let line = file.line.unwrap_or(1);
            let lang = file.lang.map(|lang| lang.to_string());
            let how = if file.stale { lang.map(|lang| format!("{lang}, behind its original")) } else { lang };
            Made { path: file.path.clone(), how: how.unwrap_or_default(), edit: Some(self.edit(&file.path, line)) }
        };
        let template = template.map(|path| {
            let is_own = self.site.root.join(path).is_file();
            let edit = is_own.then(|| self.edit(path, 1));
            Made { path: path.to_owned(), how: "template".into(), edit }
        });
        files.iter().map(file).chain(template).collect()
    }

    /// An address below the site's base, as the browser asks for it.
    fn url(&self, lang: Lang, address: &str) -> String {
        self.site.renderer.edition(lang).link(address.trim_start_matches('/'))
    }

    /// The address that opens a file in an editor. The only place where a page of the preview names a path of the disk.
    fn edit(&self, file: &str, line: usize) -> String {
        let path = self.site.root.join(file);
        let path = percent_encoding::utf8_percent_encode(&path.to_string_lossy(), edition::PATH).to_string();
        let editor = self.catalog().site.editor.as_deref().unwrap_or(EDITOR);
        editor.replace("{path}", &path).replace("{line}", &line.to_string())
    }
}
