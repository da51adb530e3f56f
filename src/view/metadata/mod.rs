//! What a page says of itself to programs: search engines, previews of links, reference managers.
//!
//! A [`Metadata`] is made from types and written by [`head`], with every text escaped there. Templates print it whole, so
//! that no theme can forget or break it.

mod head;
mod schema;
mod subjects;

use std::borrow::Cow;

use crate::catalog::EntryIx;
use crate::date::Date;
use crate::entry::{Entry, Kind};
use crate::lang::Lang;
use crate::route::{self, Overview, Page, Route};
use crate::view::{Edition, PageView};

use schema::{Breadcrumbs, EntryPoint, SearchAction, Step, Text, Thing};

/// Where schema.org's words come from.
const CONTEXT: &str = "https://schema.org";
/// The pixels of the pictures that previews of links show, see `scripts/share-pictures`.
const PICTURE: (u16, u16) = (1200, 630);

/// What a page says of itself.
pub struct Metadata<'a> {
    page: &'a PageView,
    site_title: &'a str,
    /// The language of the text, which may be another than the page's.
    lang: Lang,
    /// The picture of the page's kind: a whole address.
    picture: Option<String>,
    /// What only entries say.
    work: Option<Work<'a>>,
    /// The page as a thing.
    thing: Thing<'a>,
}

/// An entry as a work that can be cited.
struct Work<'a> {
    published: Date,
    modified: Date,
    /// Who answers for the text; those who lead what it speaks of did not write it.
    publisher: Option<&'a str>,
    licence: Option<&'a str>,
    keywords: Vec<&'a str>,
}

/// What stands in the head of a page, as HTML.
pub fn html(edition: &Edition, page: Page, view: &PageView) -> String {
    if view.hidden {
        return head::hidden();
    }
    head::html(&metadata(edition, page, view))
}

fn metadata<'a>(edition: &'a Edition, page: Page, view: &'a PageView) -> Metadata<'a> {
    let site = &edition.catalog.site;
    Metadata {
        page: view,
        site_title: site.title.text(edition.lang),
        lang: language(edition, page),
        picture: edition.picture(picture(edition, page)).and_then(|path| edition.absolute(path)),
        work: work(edition, page),
        thing: thing(edition, page, view),
    }
}

/// The name of the picture of a page's kind.
fn picture(edition: &Edition, page: Page) -> &'static str {
    match page {
        Page::Entry(ix) => edition.catalog[ix].kind().as_str(),
        Page::Kind(kind, _) => kind.as_str(),
        _ => "site",
    }
}

fn work(edition: &Edition, page: Page) -> Option<Work<'_>> {
    let Page::Entry(ix) = page else { return None };
    let entry = &edition.catalog[ix];
    if entry.kind() == Kind::Page {
        return None;
    }
    let site = &edition.catalog.site;
    Some(Work {
        published: entry.common.date.value,
        modified: entry.common.changed().value,
        publisher: site.publisher.as_deref(),
        licence: site.licence_url.as_deref().or(site.licence.as_deref()),
        keywords: keywords(edition, ix),
    })
}

/// Themes, goals and targets, in words.
fn keywords(edition: &Edition, ix: EntryIx) -> Vec<&str> {
    let vocabularies = &edition.catalog.vocabularies;
    let terms = edition.catalog.links(ix).terms.iter();
    let telling = terms.filter(|term| matches!(&*vocabularies[term.axis].id, "themes" | "sdg"));
    telling.map(|term| edition.term_title(*term)).collect()
}

/// The page as schema.org knows it.
fn thing<'a>(edition: &'a Edition, page: Page, view: &'a PageView) -> Thing<'a> {
    let site = &edition.catalog.site;
    let main_entity = match page {
        Page::Overview(Overview::Data) => subjects::dataset(edition),
        _ => subjects::of(edition, page),
    };
    let main_entity = main_entity.map(Box::new);
    // What is said of the thing need not be said of the page about it.
    let is_described = main_entity.as_ref().is_some_and(|thing| !thing.description.is_empty());
    let entry = if let Page::Entry(ix) = page { Some(&edition.catalog[ix]) } else { None };
    Thing {
        context: Some(CONTEXT),
        description: if is_described { Cow::default() } else { Cow::Borrowed(&view.description) },
        url: view.canonical.as_deref().map(Cow::Borrowed),
        in_language: Some(language(edition, page)),
        date_published: entry.map(|entry| entry.common.date.value),
        date_modified: entry.map(|entry| entry.common.changed().value),
        license: site.licence_url.as_deref(),
        publisher: site.publisher.as_deref().map(|name| Box::new(Thing::new("Organization", name))),
        is_part_of: (page != Page::Home).then(|| Box::new(website(edition))),
        translation_of_work: entry.and_then(|entry| original(edition, page, entry)),
        breadcrumb: breadcrumbs(edition, view),
        main_entity,
        potential_action: (page == Page::Home).then(|| search(edition)).flatten(),
        has_part: if page == Page::Home { subjects::dataset(edition).into_iter().collect() } else { Vec::new() },
        id: if page == Page::Home { website(edition).id } else { None },
        ..Thing::new(page_type(edition, page), view.title.as_str())
    }
}

/// The language of the text: an entry without a translation is shown in the original's.
fn language(edition: &Edition, page: Page) -> Lang {
    match page {
        Page::Entry(ix) => edition.texts(&edition.catalog[ix]).lang,
        _ => edition.lang,
    }
}

fn page_type(edition: &Edition, page: Page) -> &'static str {
    match page {
        Page::Home => "WebSite",
        Page::Entry(ix) if is_about(&edition.catalog[ix]) => "AboutPage",
        Page::Overview(Overview::Explore) => "SearchResultsPage",
        Page::Kind(..) | Page::Axis(_) | Page::Term(..) | Page::Works | Page::Overview(_) => "CollectionPage",
        _ => "WebPage",
    }
}

fn is_about(entry: &Entry) -> bool {
    entry.kind() == Kind::Page && entry.id.as_str() == "about"
}

/// The site, as pages name what they are part of.
fn website(edition: &Edition) -> Thing<'_> {
    let home = edition.absolute(&edition.url(Page::Home));
    Thing {
        id: home.as_ref().map(|home| Text::Owned(format!("{home}#site"))),
        url: home.map(Text::Owned),
        ..Thing::new("WebSite", edition.catalog.site.title.text(edition.lang))
    }
}

/// Of a translation: the original.
fn original<'a>(edition: &'a Edition, page: Page, entry: &'a Entry) -> Option<Box<Thing<'a>>> {
    edition.texts(entry).translation?;
    let lang = edition.catalog.site.main_language();
    let address = route::address(&edition.catalog, Route { lang, page });
    let url = edition.absolute(&edition.link(&address))?;
    let name = entry.common.title.value.as_str();
    Some(Box::new(Thing { url: Some(Cow::Owned(url)), in_language: Some(lang), ..Thing::new("WebPage", name) }))
}

fn breadcrumbs<'a>(edition: &Edition, view: &'a PageView) -> Option<Breadcrumbs<'a>> {
    if view.breadcrumbs.is_empty() {
        return None;
    }
    let step =
        |(at, (name, url)): (usize, &'a (String, String))| Step { position: at + 1, name, item: edition.absolute(url) };
    let mut steps: Vec<_> = view.breadcrumbs.iter().enumerate().map(step).collect();
    steps.push(Step { position: steps.len() + 1, name: &view.title, item: None });
    // A step without an address is nothing but the last.
    steps[0].item.is_some().then_some(Breadcrumbs { item_list_element: steps })
}

fn search(edition: &Edition) -> Option<SearchAction> {
    let explore = Overview::Explore;
    let has_search = route::overviews(&edition.catalog).any(|overview| overview == explore);
    let url = edition.absolute(&edition.url(Page::Overview(explore))).filter(|_| has_search)?;
    let target = EntryPoint { url_template: format!("{url}?q={{search_term_string}}") };
    Some(SearchAction { target, query_input: "required name=search_term_string" })
}
