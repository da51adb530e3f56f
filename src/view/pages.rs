//! The pages of the site itself: about, licence, and those that are read one after another.
//!
//! A page with an `order` belongs to a book: the pages of it list each other, and lead on to the next. What every page lists
//! is bounded, or a site of many pages would grow with their square: home and explore list all of them.

use super::edition::Edition;
use crate::catalog::EntryIx;
use crate::entry::Kind;
use crate::lang::Lang;
use crate::route::{self, Page};

/// A page as lists of links show it: title, address, and the language of the title where that is not the page's.
pub type Link = (String, String, Option<Lang>);

/// A book of more pages is listed by home and explore alone.
const LONGEST_BOOK: usize = 200;
/// The foot of every page leads to so many pages of the site.
const IN_FOOT: usize = 40;

/// Every page but the text of the home page: those of the book in its order, then the others by id.
pub fn all(edition: &Edition) -> Vec<EntryIx> {
    let catalog = &*edition.catalog;
    let is_shown = |ix: &EntryIx| !route::is_home_text(catalog, *ix);
    let mut pages: Vec<_> = catalog.of_kind(Kind::Page).filter(is_shown).collect();
    pages.sort_by_key(|ix| catalog[*ix].order().unwrap_or(u32::MAX));
    pages
}

/// The pages of the book, in its order; [`Edition::book`] has them.
pub(super) fn in_order(edition: &Edition) -> Vec<EntryIx> {
    let mut pages = all(edition);
    pages.retain(|ix| edition.catalog[*ix].order().is_some());
    pages
}

/// The pages that those of the book list.
pub(super) fn contents(edition: &Edition) -> Vec<Link> {
    let pages = edition.book();
    if pages.len() > LONGEST_BOOK { Vec::new() } else { pages.iter().map(|page| link(edition, *page)).collect() }
}

/// The pages that the foot of every page leads to.
pub(super) fn in_foot(edition: &Edition) -> impl Iterator<Item = Link> {
    all(edition).into_iter().take(IN_FOOT).map(|page| link(edition, page))
}

/// The page before and the page after one of the book.
pub fn beside(edition: &Edition, page: EntryIx) -> (Option<Link>, Option<Link>) {
    let pages = edition.book();
    let Some(place) = pages.iter().position(|ix| *ix == page) else { return (None, None) };
    let at = |place: usize| pages.get(place).map(|ix| link(edition, *ix));
    (place.checked_sub(1).and_then(at), at(place + 1))
}

/// A link to a page.
pub fn link(edition: &Edition, page: EntryIx) -> Link {
    let texts = edition.texts(&edition.catalog[page]);
    let lang = Some(texts.lang).filter(|lang| *lang != edition.lang);
    (texts.title.to_owned(), edition.url(Page::Entry(page)), lang)
}
