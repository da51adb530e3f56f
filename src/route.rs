//! Every page and file of a site, and its address.
//!
//! The list of routes is complete: what is not a route is not on the site, in preview as in production. An address is a
//! path below the site's base, without a slash before it: `commitments/fair-recruitment/`. Where a page ends in a slash
//! its file is `index.html`.

use std::collections::hash_map::Entry as Slot;

use ahash::{HashMap, HashMapExt};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::entry::{Details, Entry, Kind};
use crate::export::catalogue::ExportIx;
use crate::lang::Lang;
use crate::markdown::Target;
use crate::source::{Source, Span};
use crate::tally::calendar::has_dates;
use crate::vocabulary::{AxisIx, TermIx};
use crate::words;

/// Entries on one page of a list; a longer list has more pages.
pub const PAGE_LENGTH: usize = 200;
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
            Self::Redirect(_) => "redirect",
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
        let mut problems = Vec::new();
        let mut known: Option<ahash::HashSet<&str>> = None;
        for entry in &catalog.entries {
            let bodies = entry.translations.iter().map(|(_, translation)| (&translation.source, &translation.body));
            for (source, body) in std::iter::once((&entry.source, &entry.body)).chain(bodies) {
                for hole in body.holes() {
                    let Target::Address { address, .. } = &hole.target else { continue };
                    let path = address.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
                    let known = known.get_or_insert_with(|| self.addresses.iter().map(String::as_str).collect());
                    if !known.contains(path) {
                        let help = did_you_mean(path, known.iter().copied());
                        let message = format!("there is no page at `{address}`");
                        problems.push(Diagnostic::new(Code::DeadLink, source, hole.span, message).maybe_help(help));
                    }
                }
            }
        }
        problems
    }

    fn sitemap_parts(&self) -> usize {
        let documents = self.list.iter().filter(|route| route.page.is_document()).count();
        if documents > SITEMAP_LENGTH { documents.div_ceil(SITEMAP_LENGTH) } else { 0 }
    }

    /// Two routes with one address, where capitals and Unicode forms do not count: on some systems they would be one file.
    fn clashes(&self, catalog: &Catalog) -> Vec<Diagnostic> {
        let mut taken: HashMap<String, usize> = HashMap::with_capacity(self.list.len());
        let mut problems = Vec::new();
        for (at, address) in self.addresses.iter().enumerate() {
            // A file `a` and a page `a/` cannot both be in a folder.
            match taken.entry(folded(address.trim_end_matches('/'))) {
                Slot::Vacant(slot) => {
                    slot.insert(at);
                }
                Slot::Occupied(slot) => {
                    problems.push(clash(catalog, address, self.list[at].page, self.list[*slot.get()].page));
                }
            }
        }
        problems
    }
}

fn folded(address: &str) -> String {
    match is_nfc_quick(address.chars()) {
        IsNormalized::Yes => address.to_lowercase(),
        _ => address.nfc().collect::<String>().to_lowercase(),
    }
}

fn clash(catalog: &Catalog, address: &str, page: Page, other: Page) -> Diagnostic {
    // What an editor can rename is blamed, what the site makes by itself is not.
    let (blamed, other) = if origin(catalog, page).is_some() { (page, other) } else { (other, page) };
    let name = |page: Page| match origin(catalog, page) {
        Some((source, _)) => format!("`{}`", source.path),
        None => format!("the page `{}` that the site makes by itself", page.family()),
    };
    let message = format!("the address `/{address}` would be both {} and {}", name(blamed), name(other));
    let (source, span) = origin(catalog, blamed).unwrap_or_else(|| (Source::new("site.toml", ""), Span::default()));
    let diagnostic = Diagnostic::new(Code::AddressClash, &source, span, message).help("rename one of the two");
    match origin(catalog, other) {
        Some((source, span)) => diagnostic.related(&source, span, "the other one"),
        None => diagnostic,
    }
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
        Page::Term(term, _) | Page::TermFeed(term) | Page::TermCalendar(term) => {
            let node = &catalog.vocabularies[term];
            Some((node.source.clone(), node.term.id.span))
        }
        Page::Work(work, _) => catalog.documents.at(work).map(|(_, listed)| (listed.source.clone(), listed.span)),
        Page::File(file) => Some((Source::new(catalog.files[file as usize].path.clone(), ""), Span::default())),
        _ => None,
    }
}

/// The pages that every language has.
fn documents(catalog: &Catalog, push: &mut impl FnMut(Page)) {
    push(Page::Home);
    for (entry, _) in catalog.iter() {
        if !is_home_text(catalog, entry) {
            push(Page::Entry(entry));
        }
    }
    for alias in 0..catalog.aliases().len() {
        push(Page::Redirect(alias as u32));
    }
    for kind in kinds(catalog) {
        let count = catalog.of_kind(kind).count();
        paged(count, |number| push(Page::Kind(kind, number)));
    }
    for (axis, its) in catalog.vocabularies.iter() {
        if its.id == GLOSSARY {
            push(Page::Glossary);
            continue;
        }
        if axis_has_page(catalog, axis) {
            push(Page::Axis(axis));
        }
        for term in terms(catalog, axis) {
            paged(catalog.members(term).all.len(), |number| push(Page::Term(term, number)));
            if catalog.site.outputs.term_feeds {
                push(Page::TermFeed(term));
            }
            if has_calendar(catalog, term) {
                push(Page::TermCalendar(term));
            }
        }
    }
    if !catalog.documents.is_empty() {
        push(Page::Works);
    }
    for (work, id, _) in catalog.documents.iter() {
        let citing = catalog.cited_by.get(id).map_or(0, Vec::len);
        paged(citing, |number| push(Page::Work(work, number)));
    }
    if !catalog.figures.is_empty() {
        push(Page::Figures);
    }
    for overview in overviews(catalog) {
        push(Page::Overview(overview));
        if overview == Overview::Explore {
            push(Page::ExploreIndex);
        }
        if overview == Overview::Calendar && catalog.site.outputs.calendar {
            push(Page::CalendarFile);
        }
    }
    push(Page::NotFound);
    if catalog.site.outputs.feed {
        push(Page::Feed);
    }
}

/// The files that there is one of.
fn single(catalog: &Catalog, assets: usize, sitemap_parts: usize, mut push: impl FnMut(Page)) {
    let outputs = &catalog.site.outputs;
    if outputs.entry_json {
        for (entry, _) in catalog.iter().filter(|(entry, _)| !is_home_text(catalog, *entry)) {
            push(Page::EntryJson(entry));
        }
    }
    ExportIx::of_site(catalog).for_each(|export| push(Page::Data(export)));
    // A sitemap lists whole addresses, so the site has to know where it will live.
    if outputs.sitemap && !catalog.site.base.origin.is_empty() {
        push(Page::Sitemap);
        (0..sitemap_parts).for_each(|part| push(Page::SitemapPart(part as u32 + 1)));
    }
    if outputs.sitemap {
        push(Page::Robots);
    }
    (0..assets).for_each(|asset| push(Page::Asset(asset as u32)));
    (0..catalog.files.len()).for_each(|file| push(Page::File(file as u32)));
}

/// The overviews that say something: a site without skills partnerships has no page of corridors.
pub fn overviews(catalog: &Catalog) -> impl Iterator<Item = Overview> {
    let any = |what: &dyn Fn(&Entry) -> bool| catalog.entries.iter().any(|entry| what(entry));
    let has_page = move |overview: &Overview| match overview {
        Overview::Explore | Overview::Coverage => any(&|entry| entry.kind() != Kind::Page),
        Overview::Progress => any(&|entry| {
            let common = &entry.common;
            !common.milestones.is_empty() || !common.reviews.is_empty() || common.next_review.is_some()
        }),
        Overview::Calendar => any(&has_dates),
        Overview::Needs => any(&|entry| !entry.common.needs.is_empty() || !entry.common.offers.is_empty()),
        Overview::Places => {
            catalog.vocabularies.axis("countries").is_some_and(|axis| terms(catalog, axis).next().is_some())
        }
        Overview::Parties => any(&|entry| matches!(&entry.details, Details::Agreement(own) if !own.parties.is_empty())),
        Overview::Corridors => any(&|entry| entry.kind() == Kind::SkillsPartnership),
        Overview::Data => catalog.site.outputs.data,
    };
    Overview::ALL.iter().copied().filter(has_page)
}

/// The axis whose terms have one page together.
const GLOSSARY: &str = "glossary";
/// The region that holds all others says nothing.
const WORLD: &str = "001";

/// The page whose text opens the home page and has no address of its own.
pub fn is_home_text(catalog: &Catalog, entry: EntryIx) -> bool {
    let entry = &catalog[entry];
    entry.kind() == Kind::Page && entry.id.as_str() == "home"
}

/// Whether an entry has a Markdown file in a language: the home page's text has none, and a language that nobody translated
/// the entry to would have that of the original.
pub fn is_markdown(catalog: &Catalog, lang: Lang, ix: EntryIx) -> bool {
    let is_written =
        lang == catalog.site.main_language() || catalog[ix].translations.iter().any(|(known, _)| *known == lang);
    catalog.site.outputs.markdown && is_written && !is_home_text(catalog, ix)
}

/// The kinds that have a page: those of which there is an entry. Whoever keeps no agreements need not say so.
pub fn kinds(catalog: &Catalog) -> impl Iterator<Item = Kind> {
    Kind::LISTED.into_iter().filter(|kind| catalog.of_kind(*kind).next().is_some())
}

/// Whether an axis has a page: not the glossary, which has one of its own, and not an embedded one that nothing uses.
pub fn axis_has_page(catalog: &Catalog, axis: AxisIx) -> bool {
    let its = &catalog.vocabularies[axis];
    its.id != GLOSSARY && (!is_sparse(catalog, axis) || terms(catalog, axis).next().is_some())
}

/// Countries, regions and occupations come in hundreds with the program; those without entries have no page. Levels and
/// goals are what a compact is measured by, so theirs are there without entries too, but not where there is no compact.
fn is_sparse(catalog: &Catalog, axis: AxisIx) -> bool {
    let its = &catalog.vocabularies[axis];
    its.embedded && (!matches!(its.id.as_str(), "levels" | "sdg") || catalog.has_only_pages())
}

/// The terms of an axis that have pages.
pub fn terms(catalog: &Catalog, axis: AxisIx) -> impl Iterator<Item = TermIx> {
    let count = catalog.vocabularies[axis].terms.len() as u32;
    (0..count).map(move |term| TermIx { axis, term }).filter(|term| has_page(catalog, *term))
}

/// Whether a term has a page of its own.
pub fn has_page(catalog: &Catalog, term: TermIx) -> bool {
    let its = &catalog.vocabularies[term.axis];
    let id = its.terms[term.term as usize].term.id.as_str();
    let is_world = its.id == "regions" && id == WORLD;
    its.id != GLOSSARY && !is_world && (!is_sparse(catalog, term.axis) || !catalog.members(term).all.is_empty())
}

/// Whether a term has a calendar: some of its entries have dates.
pub fn has_calendar(catalog: &Catalog, term: TermIx) -> bool {
    let entries = &catalog.members(term).all;
    catalog.site.outputs.term_calendars && entries.iter().any(|entry| has_dates(&catalog[*entry]))
}

fn paged(count: usize, mut page: impl FnMut(u32)) {
    (1..=count.div_ceil(PAGE_LENGTH).max(1)).for_each(|number| page(number as u32));
}

/// The address of a term's page, or of its place in the glossary; `None` when it has neither.
pub fn term_address(catalog: &Catalog, lang: Lang, term: TermIx) -> Option<String> {
    let its = &catalog.vocabularies[term.axis];
    if its.id == GLOSSARY {
        let glossary = address(catalog, Route { lang, page: Page::Glossary });
        return Some(format!("{glossary}#{}", its.terms[term.term as usize].term.id));
    }
    has_page(catalog, term).then(|| address(catalog, Route { lang, page: Page::Term(term, 1) }))
}

/// The address of a route. Assets are named by the theme, see [`Routes::of`].
pub fn address(catalog: &Catalog, route: Route) -> String {
    let prefix = if route.lang == catalog.site.main_language() { "" } else { route.lang.as_str() };
    // A page leads to dozens of others: addresses are put together from parts, which takes a fifth of what formatting does.
    let at = |parts: &[&str]| {
        let mut address = String::with_capacity(64);
        if !prefix.is_empty() {
            address.extend([prefix, "/"]);
        }
        address.extend(parts.iter().copied());
        address
    };
    let term = |term: TermIx, file: &str| {
        let its = &catalog.vocabularies[term.axis];
        at(&[&its.id, "/", &its.terms[term.term as usize].term.id.value, "/", file])
    };
    match route.page {
        // The text of the home page is read there and nowhere else.
        Page::Home => at(&[]),
        Page::Entry(entry) if is_home_text(catalog, entry) => at(&[]),
        Page::Entry(entry) => at(&entry_path(catalog, entry)),
        Page::EntryJson(entry) => entry_path(catalog, entry).concat() + "index.json",
        Page::EntryMarkdown(entry) => {
            let path = entry_path(catalog, entry).concat();
            at(&[&path, "index.md"])
        }
        Page::Redirect(alias) => {
            let (id, entry) = &catalog.aliases()[alias as usize];
            let [kind, slash] = kind_path(catalog[*entry].kind());
            at(&[kind, slash, id.as_str(), "/"])
        }
        Page::Kind(kind, number) => {
            let [kind, slash] = kind_path(kind);
            at(&[kind, slash, &page_path(number)])
        }
        Page::Axis(axis) => at(&[&catalog.vocabularies[axis].id, "/"]),
        Page::Term(ix, number) => term(ix, &page_path(number)),
        Page::TermFeed(ix) => term(ix, "feed.xml"),
        Page::TermCalendar(ix) => term(ix, "calendar.ics"),
        Page::Works => at(&["sources/"]),
        Page::Work(work, number) => {
            let (id, _) = catalog.documents.at(work).expect("works are counted from the catalog");
            at(&["sources/", id, "/", &page_path(number)])
        }
        Page::Figures => at(&["figures/"]),
        Page::Glossary => at(&["glossary/"]),
        Page::Overview(overview) => at(&[overview.as_str(), "/"]),
        Page::ExploreIndex => at(&["explore/index.json"]),
        Page::NotFound => at(&["404.html"]),
        Page::Feed => at(&["feed.xml"]),
        Page::CalendarFile => at(&["calendar.ics"]),
        Page::Data(data) => data.file.to_owned(),
        Page::Sitemap => "sitemap.xml".into(),
        Page::SitemapPart(number) => format!("sitemap-{number}.xml"),
        Page::Robots => "robots.txt".into(),
        Page::Asset(_) => String::new(),
        Page::File(file) => file_address(&catalog.files[file as usize].path),
    }
}

/// `content/files/a.pdf` is at `files/a.pdf`, `static/a.png` at `a.png`.
fn file_address(path: &str) -> String {
    let path = path.strip_prefix("content/").unwrap_or(path);
    path.strip_prefix("static/").unwrap_or(path).to_owned()
}

fn entry_path(catalog: &Catalog, entry: EntryIx) -> [&str; 4] {
    let entry = &catalog[entry];
    let [kind, slash] = kind_path(entry.kind());
    [kind, slash, entry.id.as_str(), "/"]
}

fn kind_path(kind: Kind) -> [&'static str; 2] {
    if kind == Kind::Page { ["", ""] } else { [kind.plural(), "/"] }
}

fn page_path(number: u32) -> String {
    if number == 1 { String::new() } else { format!("page/{number}/") }
}

/// The file of an address below the output folder.
pub fn file_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}
