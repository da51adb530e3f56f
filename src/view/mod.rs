//! What templates see: finished views, one file a page family.
//!
//! A view is a plain structure of texts, numbers and addresses in one language. Templates choose the markup and compute
//! nothing. Cards of entries and chips of terms are made once a language and shared by all pages.

pub mod body;
pub mod breakdown;
pub mod cite;
pub mod corridor;
pub mod dated;
mod drawing;
pub mod due;
pub mod edition;
pub mod entry;
mod facts;
pub mod gaps;
pub mod home;
pub mod letters;
pub mod library;
pub mod lists;
pub mod meaning;
pub mod metadata;
mod notice;
pub mod overview;
mod pages;
pub mod parts;
pub mod people;
pub mod reference;
mod standing;
pub mod strip;
mod tree;
mod years;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

pub use edition::Edition;
pub use pages::Link;
pub use tree::tree;

use crate::catalog::Catalog;
use crate::entry::Kind;
use crate::lang::Lang;
use crate::route::{self, Overview, Page, Route};

/// What every page of a language sees as `site`.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// The title.
    pub title: &'a str,
    /// The direction of the language's script.
    pub dir: &'static str,
    /// The description.
    pub description: Option<&'a str>,
    /// The home page.
    pub home: String,
    /// The root of the site, in all languages: what the addresses of the project's own static files and documents begin with.
    pub root: String,
    /// The page that searches, when the site has one.
    pub explore: Option<String>,
    /// The site's main places: title and address.
    pub navigation: Vec<(String, String)>,
    /// The pages that are read one after another, in their order, unless there are more than 200: title, address, and the
    /// language of the title where that is not the page's.
    pub pages: Vec<Link>,
    /// The addresses of the theme's static files by name.
    pub assets: BTreeMap<&'a str, String>,
    /// The feed.
    pub feed: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<&'a str>,
    /// The licence of the content.
    pub licence: Option<&'a str>,
    /// The address of the licence.
    pub licence_url: Option<&'a str>,
    /// The day that the site speaks of, in words and for machines.
    pub as_of: (String, String),
    /// The pages that every site has and 40 of its own, which the footer names: title, address, and the language of the title
    /// where that is not the page's.
    pub places: Vec<Link>,
}

/// What every page sees as `page`.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// The title.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The address from the root of the host.
    pub url: String,
    /// The whole address, when the site knows where it lives.
    pub canonical: Option<String>,
    /// The language.
    pub lang: Lang,
    /// The direction of its script.
    pub dir: &'static str,
    /// The family, for style sheets.
    pub family: &'static str,
    /// Whether the head or the foot of every page may lead to it, so that its own link has to be marked there.
    pub is_place: bool,
    /// The page in all languages.
    pub languages: Vec<LanguageView>,
    /// The way from the home page: title and address.
    pub breadcrumbs: Vec<(String, String)>,
    /// The feed of this page.
    pub feed: Option<(String, String)>,
    /// The calendar file that goes with this page.
    pub calendar: Option<(String, String)>,
    /// What it says of itself to programs, as elements of its head: description, addresses, schema.org, Open Graph.
    pub metadata: Value,
    /// Whether search engines should not list it: the page for addresses that do not exist.
    pub hidden: bool,
}

/// A page in another language.
#[derive(Debug, Serialize)]
pub struct LanguageView {
    /// The language.
    pub lang: Lang,
    /// Its name in itself.
    pub name: String,
    /// The address from the root of the host.
    pub url: String,
    /// The whole address, when the site knows where it lives and the page is really in that language.
    pub canonical: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// The view of the site in one language.
pub fn site<'a>(edition: &'a Edition, assets: BTreeMap<&'a str, String>) -> SiteView<'a> {
    let catalog = &*edition.catalog;
    let site = &catalog.site;
    let day = crate::date::Date::Day(catalog.as_of.day);
    // To ask which there are may look at every entry.
    let overviews: Vec<_> = route::overviews(catalog).collect();
    SiteView {
        title: site.title.text(edition.lang),
        dir: edition.lang.dir().as_str(),
        description: site.description.as_ref().map(|text| text.text(edition.lang)),
        home: edition.url(Page::Home),
        root: edition.link(""),
        explore: overviews.contains(&Overview::Explore).then(|| edition.url(Page::Overview(Overview::Explore))),
        navigation: navigation(edition, &overviews),
        pages: pages::contents(edition),
        assets,
        feed: site.outputs.feed.then(|| edition.url(Page::Feed)),
        publisher: site.publisher.as_deref(),
        licence: site.licence.as_deref(),
        licence_url: site.licence_url.as_deref(),
        as_of: (edition.locale.date(day), day.to_string()),
        places: places(edition, &overviews),
    }
}

/// The kinds, then the axes that readers know by name.
fn navigation(edition: &Edition, overviews: &[Overview]) -> Vec<(String, String)> {
    let kinds = route::kinds(&edition.catalog);
    let kinds = kinds.map(|kind| (edition.text(&format!("kinds-{kind}")), edition.url(Page::Kind(kind, 1))));
    let axes = ["levels", "themes", "sdg"].iter().filter_map(|id| {
        let axis = edition.catalog.vocabularies.axis(id)?;
        route::axis_has_page(&edition.catalog, axis).then(|| (axis_title(edition, axis), edition.url(Page::Axis(axis))))
    });
    let overviews = overviews.iter().filter(|overview| is_main(**overview));
    let overviews = overviews.map(|overview| overview_link(edition, *overview));
    kinds.chain(axes).chain(overviews).collect()
}

/// The overviews that the head of every page leads to; the foot leads to the others.
fn is_main(overview: Overview) -> bool {
    matches!(overview, Overview::Explore | Overview::Coverage | Overview::Progress)
}

fn overview_link(edition: &Edition, overview: Overview) -> (String, String) {
    (edition.text(&format!("overview-{overview}")), edition.url(Page::Overview(overview)))
}

/// What an axis is called in a language: by its file, or by the theme for those that come with the program.
pub fn axis_title(edition: &Edition, axis: crate::vocabulary::AxisIx) -> String {
    let its = &edition.catalog.vocabularies[axis];
    let title = its.title.text(edition.lang);
    if its.has_own_title { title.to_owned() } else { edition.text_or(&format!("axis-{}", its.id), title) }
}

/// What the glossary is called.
pub fn glossary_title(edition: &Edition) -> String {
    edition.catalog.vocabularies.axis("glossary").map(|axis| axis_title(edition, axis)).unwrap_or_default()
}

/// What a field is called: as its axis, where the project names that; else by the theme, or as `fallback` says.
pub fn field_label(edition: &Edition, field: &str, fallback: impl FnOnce() -> String) -> String {
    let axis = edition.catalog.vocabularies.axis_of_field(field);
    if let Some(axis) = axis.filter(|axis| edition.catalog.vocabularies[*axis].has_own_title) {
        return axis_title(edition, axis);
    }
    let key = format!("field-{}", field.replace('_', "-"));
    edition.text_or(&key, &axis.map_or_else(fallback, |axis| axis_title(edition, axis)))
}

/// Every other index, and the pages of the site itself.
fn places(edition: &Edition, overviews: &[Overview]) -> Vec<Link> {
    let catalog = &*edition.catalog;
    let axes = catalog.vocabularies.iter().filter(|(axis, its)| {
        !matches!(its.id.as_str(), "levels" | "themes" | "sdg") && route::axis_has_page(catalog, *axis)
    });
    let mut places: Vec<_> = axes.map(|(axis, _)| (axis_title(edition, axis), edition.url(Page::Axis(axis)))).collect();
    let overviews = overviews.iter().filter(|overview| !is_main(**overview));
    places.extend(overviews.map(|overview| overview_link(edition, *overview)));
    if catalog.vocabularies.axis("glossary").is_some() {
        places.push((glossary_title(edition), edition.url(Page::Glossary)));
    }
    if !catalog.documents.is_empty() {
        places.push((edition.text("section-sources"), edition.url(Page::Works)));
    }
    if !catalog.figures.is_empty() {
        places.push((edition.text("section-figures"), edition.url(Page::Figures)));
    }
    let mut places: Vec<Link> = places.into_iter().map(|(title, address)| (title, address, None)).collect();
    places.extend(pages::in_foot(edition));
    places
}

/// The frame of a page.
pub fn page(edition: &Edition, page: Page, title: String, description: String) -> PageView {
    let catalog = &*edition.catalog;
    let canonical = |lang: Lang| {
        let address = route::address(catalog, Route { lang, page });
        let origin = &catalog.site.base.origin;
        (!origin.is_empty()).then(|| format!("{origin}{}", edition.link(&address)))
    };
    let languages = catalog.site.languages.iter().map(|lang| LanguageView {
        lang: *lang,
        name: lang.autonym(),
        url: edition.link(&route::address(catalog, Route { lang: *lang, page })),
        canonical: canonical(*lang).filter(|_| is_in(catalog, page, *lang)),
        current: *lang == edition.lang,
    });
    let mut view = PageView {
        title,
        description,
        url: edition.url(page),
        canonical: canonical(if is_in(catalog, page, edition.lang) {
            edition.lang
        } else {
            catalog.site.main_language()
        }),
        lang: edition.lang,
        dir: edition.lang.dir().as_str(),
        family: page.family(),
        is_place: is_place(catalog, page),
        languages: languages.collect(),
        breadcrumbs: breadcrumbs(edition, page),
        feed: feed(edition, page),
        calendar: calendar(edition, page),
        metadata: Value::none(),
        hidden: page == Page::NotFound,
    };
    view.metadata = Value::safe_string(&metadata::html(edition, page, &view));
    view
}

/// Whether a page is one of the main places of the site, see [`navigation`] and [`places`]: entries and terms are not.
fn is_place(catalog: &Catalog, page: Page) -> bool {
    match page {
        Page::Entry(entry) => catalog[entry].kind() == Kind::Page,
        Page::Term(..) | Page::Work(..) | Page::Redirect(_) | Page::FormerTerm(..) => false,
        _ => true,
    }
}

/// Whether a page is really in a language: an entry without a translation is shown in the original's.
fn is_in(catalog: &Catalog, page: Page, lang: Lang) -> bool {
    match page {
        Page::Entry(entry) => {
            lang == catalog.site.main_language() || catalog[entry].translations.iter().any(|(known, _)| *known == lang)
        }
        _ => true,
    }
}

fn feed(edition: &Edition, page: Page) -> Option<(String, String)> {
    use crate::locale::Arg;
    let outputs = &edition.catalog.site.outputs;
    let named = |title: &str| edition.locale.format("feed-of", &[("title", Arg::Text(title))]);
    match page {
        Page::Term(term, _) if outputs.term_feeds => {
            Some((named(edition.term_title(term)), edition.url(Page::TermFeed(term))))
        }
        _ if outputs.feed => Some((edition.text("feed-all"), edition.url(Page::Feed))),
        _ => None,
    }
}

/// The calendar of a term, or that of the site where dates are shown.
fn calendar(edition: &Edition, page: Page) -> Option<(String, String)> {
    use crate::locale::Arg;
    match page {
        Page::Term(term, _) if route::has_calendar(&edition.catalog, term) => {
            let title = Arg::Text(edition.term_title(term));
            let name = edition.locale.format("calendar-file-of", &[("title", title)]);
            Some((name, edition.url(Page::TermCalendar(term))))
        }
        Page::Overview(Overview::Calendar | Overview::Progress) if route::has_calendar_file(&edition.catalog) => {
            Some((edition.text("calendar-file"), edition.url(Page::CalendarFile)))
        }
        _ => None,
    }
}

fn breadcrumbs(edition: &Edition, page: Page) -> Vec<(String, String)> {
    let catalog = &*edition.catalog;
    let mut way = vec![(edition.text("home"), edition.url(Page::Home))];
    match page {
        Page::Home => way.clear(),
        Page::Entry(entry) if catalog[entry].kind() != Kind::Page => {
            let kind = catalog[entry].kind();
            way.push((edition.text(&format!("kinds-{kind}")), edition.url(Page::Kind(kind, 1))));
            // An entry of several levels stands below none of them alone.
            let mut levels =
                catalog.links(entry).terms.iter().filter(|term| &*catalog.vocabularies[term.axis].id == "levels");
            if let (Some(level), None) = (levels.next(), levels.next()) {
                way.push((edition.term_title(*level).to_owned(), edition.url(Page::Term(*level, 1))));
            }
        }
        Page::Term(term, _) => {
            way.push((axis_title(edition, term.axis), edition.url(Page::Axis(term.axis))));
            let mut above: Vec<_> = catalog.vocabularies.with_broader(term).skip(1).collect();
            above.reverse();
            for term in above.into_iter().filter(|above| above.axis == term.axis && route::has_page(catalog, *above)) {
                way.push((edition.term_title(term).to_owned(), edition.url(Page::Term(term, 1))));
            }
        }
        Page::Work(..) => way.push((edition.text("section-sources"), edition.url(Page::Works))),
        _ => {}
    }
    way
}
