//! Pages that are no entries, for those who search for a term, a work or a number: what they are called and where they are.

use serde::Serialize;

use crate::lang::Lang;
use crate::route::{self, Page, Route};
use crate::view::{Edition, axis_title, glossary_title};
use crate::vocabulary::{AxisIx, FILTERS};

/// Pages of one sort.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What they are: “Actors”.
    title: String,
    pages: Vec<Target>,
}

/// What a page is called, its address as seen from the page that searches, and other words by which it is found.
type Target = (String, String, String);

/// All that have no filter of their own: terms of other axes that some entry has, words, works, statistics, and the overviews.
pub fn groups(edition: &Edition) -> Vec<Group> {
    let catalog = &*edition.catalog;
    let others = catalog.vocabularies.iter().filter(|(_, its)| !FILTERS.contains(&its.id.as_str()));
    let mut groups: Vec<_> = others.map(|(axis, _)| of_axis(edition, axis)).collect();
    groups.push(works(edition));
    groups.push(figures(edition));
    groups.push(overviews(edition));
    groups.retain(|group| !group.pages.is_empty());
    groups
}

/// An address as seen from the page that searches, which stands in a folder of its own below the root of its language.
pub fn seen_from_here(edition: &Edition, page: Page) -> String {
    here(&route::address(&edition.catalog, Route { lang: main(edition), page }))
}

/// The main language: its addresses are those of all others, without what these begin with.
fn main(edition: &Edition) -> Lang {
    edition.catalog.site.main_language()
}

fn here(address: &str) -> String {
    format!("../{address}")
}

fn of_axis(edition: &Edition, axis: AxisIx) -> Group {
    let catalog = &*edition.catalog;
    let is_glossary = catalog.vocabularies[axis].id == "glossary";
    let title = if is_glossary { glossary_title(edition) } else { axis_title(edition, axis) };
    let used = catalog.vocabularies.terms_of(axis).filter(|term| is_glossary || !catalog.members(*term).all.is_empty());
    let pages = used.filter_map(|term| {
        let address = route::term_address(catalog, main(edition), term)?;
        let its = &catalog.vocabularies[term].term;
        let names = std::iter::once(&its.id).chain(&its.aliases).map(|name| name.value.as_str());
        Some((edition.term_title(term).to_owned(), here(&address), names.collect::<Vec<_>>().join(" ")))
    });
    Group { title, pages: pages.collect() }
}

fn works(edition: &Edition) -> Group {
    let documents = &edition.catalog.documents;
    let pages = documents.iter().map(|(work, id, listed)| {
        (listed.document.title.0.clone(), seen_from_here(edition, Page::Work(work, 1)), id.to_owned())
    });
    Group { title: edition.text("section-sources"), pages: pages.collect() }
}

fn figures(edition: &Edition) -> Group {
    let page = seen_from_here(edition, Page::Figures);
    let pages = edition.catalog.figures.iter().map(|figure| {
        let id = &figure.id.value;
        (figure.title.text(edition.lang).to_owned(), format!("{page}#{id}"), id.clone())
    });
    Group { title: edition.text("section-figures"), pages: pages.collect() }
}

fn overviews(edition: &Edition) -> Group {
    let all = route::overviews(&edition.catalog).filter(|overview| *overview != route::Overview::Explore);
    let pages = all.map(|overview| {
        let title = edition.text(&format!("overview-{overview}"));
        (title, seen_from_here(edition, Page::Overview(overview)), String::new())
    });
    Group { title: edition.text("kinds-page"), pages: pages.collect() }
}
