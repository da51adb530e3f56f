//! Every page and file of a site, and its address.
//!
//! The list of routes is complete: what is not a route is not on the site, in preview as in production. An address is a
//! path below the site's base, without a slash before it: `commitments/fair-recruitment/`. Where a page ends in a slash
//! its file is `index.html`.

mod address;
mod pages;

use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use ahash::{HashMap, HashMapExt, HashSet, HashSetExt};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use address::{address, file_path, term_address};
pub use pages::{
    axis_has_page, found, has_calendar, has_calendar_file, has_page, is_home_text, is_markdown, kinds, overviews,
    terms, word_parts,
};
use pages::{documents, single};

use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{COMPARED, Code, Diagnostic, Suggestions, did_you_mean, nearest};
use crate::entry::{Entry, Kind};
use crate::export::catalogue::ExportIx;
use crate::lang::Lang;
use crate::markdown::Target;
use crate::site;
use crate::source::{Source, Span};
use crate::vocabulary::{AxisIx, TermIx};
use crate::words;

/// Entries on one page of a list; a longer list has more pages.
pub const PAGE_LENGTH: usize = 200;
/// How ids on pages of entries begin that are no headings: those of the page itself, and of footnotes.
const ANCHORS_OF_PAGES: [&str; 3] = ["_", "fn-", "fnref-"];
/// Addresses in one sitemap (sitemaps.org allows 50,000).
pub const SITEMAP_LENGTH: usize = 50_000;

/// One address and what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// In which language.
    pub lang: Lang,
    /// What.
    pub page: Page,
}

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// The home page.
    Home,
    /// An entry.
    Entry(EntryIx),
    /// An entry as JSON.
    EntryJson(EntryIx),
    /// An entry as Markdown.
    EntryMarkdown(EntryIx),
    /// The page at an entry's former id, which leads on; the number counts the site's aliases.
    Redirect(u32),
    /// All entries of a kind; pages count from 1.
    Kind(Kind, u32),
    /// All terms of an axis.
    Axis(AxisIx),
    /// A term with its entries; pages count from 1.
    Term(TermIx, u32),
    /// The page at another name of a term, which leads on; the number counts its aliases.
    FormerTerm(TermIx, u32),
    /// The feed of a term.
    TermFeed(TermIx),
    /// The dates of a term.
    TermCalendar(TermIx),
    /// The bibliography.
    Works,
    /// A work with its concordance; the number counts the works by id.
    Work(u32, u32),
    /// The statistics.
    Figures,
    /// The words.
    Glossary,
    /// All entries, looked at from one side.
    Overview(Overview),
    /// What the explore page searches.
    ExploreIndex,
    /// One of the parts with the words of texts, which it searches too; they count from 0.
    ExploreWords(u32),
    /// The page for addresses that do not exist.
    NotFound,
    /// The feed of the site.
    Feed,
    /// The dates of the site.
    CalendarFile,
    /// An export of the whole site.
    Data(ExportIx),
    /// The sitemap, or the index of sitemaps when there are several.
    Sitemap,
    /// One of several sitemaps; they count from 1.
    SitemapPart(u32),
    /// What crawlers are told.
    Robots,
    /// A file of the theme.
    Asset(u32),
    /// A file of the project.
    File(u32),
}

words! {
    /// Pages that look at all entries from one side. Each stands at an address of its own name, has a template of that
    /// name, and strings `overview-NAME` and `overview-NAME-summary`.
    pub enum Overview {
        /// Search and facets over everything.
        Explore = "explore",
        /// Where there are entries and where there are none: levels by themes, targets by kinds, and more.
        Coverage = "coverage",
        /// What is done, due and overdue.
        Progress = "progress",
        /// What happened and what is to come, by year and month.
        Calendar = "calendar",
        /// What is needed beside what is offered.
        Needs = "needs",
        /// Countries as equal tiles, and regions.
        Places = "places",
        /// Who signed and ratified which agreement, and when.
        Parties = "parties",
        /// From where to where skills partnerships lead, by occupation.
        Corridors = "corridors",
        /// All of it as data: what there is, in which format, under which licence.
        Data = "data",
    }
}

/// When a file is moved into place: what others link to comes before those others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files that pages load.
    Asset,
    /// Pages of entries.
    Entry,
    /// Lists, feeds, data.
    Index,
    /// The home page.
    Home,
}

impl Page {
    /// When its file is moved into place.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Asset(_) | Self::File(_) => Stage::Asset,
            Self::Entry(_) | Self::EntryJson(_) | Self::EntryMarkdown(_) | Self::Redirect(_) => Stage::Entry,
            Self::Home => Stage::Home,
            _ => Stage::Index,
        }
    }

    /// The name of its family, as manifests and templates know it.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Entry(_) => "entry",
            Self::EntryJson(_) => "entry-json",
            Self::EntryMarkdown(_) => "entry-markdown",
            Self::Redirect(_) | Self::FormerTerm(..) => "redirect",
            Self::Kind(..) => "kind",
            Self::Axis(_) => "axis",
            Self::Term(..) => "term",
            Self::TermFeed(_) => "term-feed",
            Self::TermCalendar(_) => "term-calendar",
            Self::Works => "works",
            Self::Work(..) => "work",
            Self::Figures => "figures",
            Self::Glossary => "glossary",
            Self::Overview(overview) => overview.as_str(),
            Self::ExploreIndex => "explore-index",
            Self::ExploreWords(_) => "explore-words",
            Self::NotFound => "not-found",
            Self::Feed => "feed",
            Self::CalendarFile => "calendar-file",
            Self::Data(_) => "data",
            Self::Sitemap | Self::SitemapPart(_) => "sitemap",
            Self::Robots => "robots",
            Self::Asset(_) => "asset",
            Self::File(_) => "file",
        }
    }

    /// Whether it is a page that a reader opens and a search engine lists.
    pub const fn is_document(self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Entry(_)
                | Self::Kind(..)
                | Self::Axis(_)
                | Self::Term(..)
                | Self::Works
                | Self::Work(..)
                | Self::Figures
                | Self::Glossary
                | Self::Overview(_)
        )
    }
}

/// Every route of a site with its address.
#[derive(Debug, Default)]
pub struct Routes {
    /// Routes in a fixed order.
    pub list: Vec<Route>,
    /// The address of each, in the same order.
    pub addresses: Vec<String>,
}

impl Routes {
    /// Lists every route. `assets` are the file names of the theme's assets.
    pub fn of(catalog: &Catalog, assets: &[String]) -> (Self, Vec<Diagnostic>) {
        let mut routes = Self::default();
        for lang in &catalog.site.languages {
            let mut push = |page| routes.push(catalog, assets, Route { lang: *lang, page });
            documents(catalog, &mut push);
            let as_markdown = |ix: &EntryIx| is_markdown(catalog, *lang, *ix);
            catalog.iter().map(|(ix, _)| ix).filter(as_markdown).for_each(|ix| push(Page::EntryMarkdown(ix)));
        }
        let main = catalog.site.main_language();
        single(catalog, assets.len(), routes.sitemap_parts(), |page| {
            routes.push(catalog, assets, Route { lang: main, page });
        });
        let clashes = routes.clashes(catalog);
        (routes, clashes)
    }

    fn push(&mut self, catalog: &Catalog, assets: &[String], route: Route) {
        self.addresses.push(match route.page {
            Page::Asset(asset) => format!("assets/{}", assets[asset as usize]),
            _ => address(catalog, route),
        });
        self.list.push(route);
    }

    /// Links of bodies to addresses of the site, `[label](/sdg/8.8/)`, that lead nowhere.
    pub fn dead_addresses(&self, catalog: &Catalog) -> Vec<Diagnostic> {
        let links: Vec<_> = catalog.entries.par_iter().flat_map_iter(address_links).collect();
        if links.is_empty() {
            return Vec::new();
        }
        let known: HashMap<&str, Route> =
            self.addresses.iter().map(String::as_str).zip(self.list.iter().copied()).collect();
        let mut suggestions = Suggestions::default();
        let dead = links.into_iter().filter_map(|(source, span, address)| {
            let path = address.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
            let path = &*percent_decode_str(path).decode_utf8_lossy();
            let (code, message, help) = if let Some(route) = known.get(path) {
                dead_anchor(catalog, *route, address, &mut suggestions)?
            } else {
                let entry = || catalog.find(path).map(|_| format!("write `{path}.md` or `[[{path}]]`"));
                let help = entry().or_else(|| outside(address)).or_else(|| withheld(catalog, path));
                let help = help.or_else(|| suggestions.of(|| near(path, &known)));
                (Code::DeadLink, format!("there is no page at `{address}`"), help)
            };
            Some(Diagnostic::new(code, source, span, message).maybe_help(help))
        });
        dead.collect()
    }

    fn sitemap_parts(&self) -> usize {
        let documents = self.list.iter().filter(|route| route.page.is_document()).count();
        if documents > SITEMAP_LENGTH { documents.div_ceil(SITEMAP_LENGTH) } else { 0 }
    }

    /// Two routes with one address, where capitals and Unicode forms do not count: on some systems they would be one file.
    fn clashes(&self, catalog: &Catalog) -> Vec<Diagnostic> {
        let mut taken: HashMap<String, usize> = HashMap::with_capacity(self.list.len());
        let (mut problems, mut told) = (Vec::new(), HashSet::new());
        for (at, address) in self.addresses.iter().enumerate() {
            // A file `a` and a page `a/` cannot both be in a folder.
            match taken.entry(folded(address.trim_end_matches('/'))) {
                Slot::Vacant(slot) => {
                    slot.insert(at);
                }
                Slot::Occupied(slot) => {
                    let (page, other) = (self.list[at].page, self.list[*slot.get()].page);
                    // The JSON of an entry and its other languages clash for the same reason.
                    if told.insert((maker(catalog, page), maker(catalog, other))) {
                        problems.push(clash(catalog, address, page, other));
                    }
                }
            }
        }
        problems.extend(self.files_as_folders(catalog, &taken));
        problems
    }

    /// Files that others would have to lie in: a file `feed.xml/a.txt` beside `feed.xml`. `taken` has the place of each address.
    fn files_as_folders(&self, catalog: &Catalog, taken: &HashMap<String, usize>) -> Vec<Diagnostic> {
        let is_page = |address: &str| address.is_empty() || address.ends_with('/');
        let file_at = |folder: &str| {
            // The file of a page is called so.
            let of_page = folder.strip_suffix("index.html");
            let at = *taken.get(&folded(of_page.unwrap_or(folder).trim_end_matches('/')))?;
            (is_page(&self.addresses[at]) == of_page.is_some()).then_some(at)
        };
        let clashes = self.addresses.iter().enumerate().filter_map(|(at, address)| {
            let Page::File(_) = self.list[at].page else { return None };
            let mut folders = address.match_indices('/').map(|(end, _)| &address[..end]);
            let other = self.list[folders.find_map(file_at)?].page;
            Some(clash(catalog, address, self.list[at].page, other))
        });
        clashes.collect()
    }
}

/// What is wrong with the anchor of a link to a page of an entry.
fn dead_anchor(
    catalog: &Catalog,
    route: Route,
    address: &str,
    suggestions: &mut Suggestions,
) -> Option<(Code, String, Option<String>)> {
    let Page::Entry(ix) = route.page else { return None };
    let (_, anchor) = address.split_once('#')?;
    let anchor = percent_decode_str(anchor).decode_utf8_lossy();
    let is_of_page = anchor.is_empty() || ANCHORS_OF_PAGES.iter().any(|start| anchor.starts_with(start));
    let entry = &catalog[ix];
    let known: Vec<&str> = entry.anchors(Some(route.lang)).collect();
    if is_of_page || known.contains(&&*anchor) {
        return None;
    }
    let message = format!("`{}` has no heading `#{anchor}`", entry.id);
    Some((Code::DeadAnchor, message, suggestions.of(|| did_you_mean(&anchor, known.into_iter().take(COMPARED)))))
}

/// What to write when another site was meant, or a mailbox.
fn outside(address: &str) -> Option<String> {
    if address.starts_with("www.") {
        return Some(format!("write `https://{address}`"));
    }
    let (name, host) = address.split_once('@')?;
    (!name.is_empty() && !name.contains('/') && host.contains('.')).then(|| format!("write `mailto:{address}`"))
}

/// What to write instead of the address of an entry that is not published yet.
fn withheld(catalog: &Catalog, path: &str) -> Option<String> {
    let id = path.trim_end_matches("index.html").trim_end_matches('/').rsplit('/').next()?;
    let is_withheld = catalog.is_withheld(id);
    is_withheld
        .then(|| format!("`{id}` is not published yet; `[[{id}]]` is plain text until it is, and a link from then on"))
}

/// An address that was meant, as it is written in a text.
fn near(path: &str, known: &HashMap<&str, Route>) -> Option<String> {
    let is_page = |route: &Route| !matches!(route.page, Page::Home | Page::EntryMarkdown(_) | Page::EntryJson(_));
    let pages = || known.iter().filter(|(_, route)| is_page(route)).map(|(path, _)| *path);
    let page = path.strip_suffix("index.html").filter(|page| known.contains_key(page));
    let meant = page.or_else(|| nearest(path, pages()));
    meant.map(|meant| format!("did you mean `/{meant}`?"))
}

/// The links of an entry's texts to addresses of the site, each with its place.
fn address_links(entry: &Arc<Entry>) -> impl Iterator<Item = (&Arc<Source>, Span, &str)> {
    let bodies = entry.translations.iter().map(|(_, translation)| (&translation.source, &translation.body));
    std::iter::once((&entry.source, &entry.body)).chain(bodies).flat_map(|(source, body)| {
        body.holes().filter_map(move |hole| match &hole.target {
            Target::Address { address, .. } => Some((source, hole.span, &**address)),
            _ => None,
        })
    })
}

fn folded(address: &str) -> String {
    match is_nfc_quick(address.chars()) {
        IsNormalized::Yes => address.to_lowercase(),
        _ => address.nfc().collect::<String>().to_lowercase(),
    }
}

fn clash(catalog: &Catalog, address: &str, page: Page, other: Page) -> Diagnostic {
    // What an editor can rename is blamed, what the site makes by itself is not; and a vocabulary stands before a page.
    let rank = |page: Page| match page {
        Page::Axis(_) => 1,
        _ => 2,
    };
    let blame = |page: Page| origin(catalog, page).map_or(0, |_| rank(page));
    let (blamed, other) = if blame(page) >= blame(other) { (page, other) } else { (other, page) };
    let name = |page: Page| match origin(catalog, page) {
        Some((source, _)) => format!("`{}`", source.path),
        None => format!("the page `{}` that the site makes by itself", page.family()),
    };
    let message = format!("the address `/{address}` would be both {} and {}", name(blamed), name(other));
    let (source, span) = origin(catalog, blamed).unwrap_or_else(|| (Source::new(site::FILE, ""), Span::default()));
    // No two files can be written under one name.
    let diagnostic = Diagnostic::new(Code::AddressClash, &source, span, message).binding();
    match origin(catalog, other) {
        Some((source, span)) => diagnostic.help("rename one of the two").related(&source, span, "the other one"),
        None => diagnostic.help("give it another name"),
    }
}

/// The file that made a route, or the family of a page that the site makes by itself.
fn maker(catalog: &Catalog, page: Page) -> String {
    origin(catalog, page).map_or_else(|| page.family().to_string(), |(source, _)| source.path.to_string())
}

/// The file that made a route, when it was one.
pub fn origin(catalog: &Catalog, page: Page) -> Option<(std::sync::Arc<Source>, Span)> {
    match page {
        Page::Entry(entry) | Page::EntryJson(entry) | Page::EntryMarkdown(entry) => {
            Some((catalog[entry].source.clone(), Span::default()))
        }
        Page::Redirect(alias) => {
            let (id, entry) = catalog.aliases().get(alias as usize)?;
            let entry = &catalog[*entry];
            let span = entry.common.aliases.iter().find(|alias| alias.value == *id).map_or(Span::default(), |a| a.span);
            Some((entry.source.clone(), span))
        }
        Page::FormerTerm(term, alias) => {
            let node = &catalog.vocabularies[term];
            Some((node.source.clone(), node.term.aliases.get(alias as usize)?.span))
        }
        Page::Term(term, _) | Page::TermFeed(term) | Page::TermCalendar(term) => {
            let node = &catalog.vocabularies[term];
            Some((node.source.clone(), node.term.id.span))
        }
        Page::Axis(axis) => catalog.vocabularies[axis].declared.clone(),
        Page::Work(work, _) => catalog.documents.at(work).map(|(_, listed)| (listed.source.clone(), listed.span)),
        Page::File(file) => Some((Source::new(catalog.files[file as usize].path.clone(), ""), Span::default())),
        _ => None,
    }
}
