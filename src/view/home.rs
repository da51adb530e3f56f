//! The home page.

use serde::Serialize;
use tera::Value;

use super::due::Due;
use super::edition::Edition;
use super::lists::{Listed, Listing};
use super::{axis_title, body};
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::Diagnostic;
use crate::entry::Kind;
use crate::route::{self, Page};
use crate::tally::progress::open;

/// How many entries and dates the home page lists.
const LISTED: usize = 6;

/// What the template of the home page sees.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The text of the page `home`, when there is one.
    pub text: Option<Value>,
    /// The kinds: word, name, count in words, address.
    pub kinds: Vec<KindTile>,
    /// The levels, the goals and the themes at the top.
    pub axes: Vec<AxisTile>,
    /// Of a site of pages only: those that are read one after another.
    pub pages: Vec<Value>,
    /// What was published or changed last: cards, as finished HTML.
    pub newest: Vec<Value>,
    /// What is due next.
    pub due: Vec<Due>,
    /// What was due and is not done.
    pub overdue: Vec<Due>,
}

/// A kind with its count.
#[derive(Debug, Serialize)]
pub struct KindTile {
    kind: Kind,
    name: String,
    count: usize,
    url: String,
}

/// An axis with its terms at the top.
#[derive(Debug, Serialize)]
pub struct AxisTile {
    axis: String,
    title: String,
    url: String,
    chips: Vec<(Value, usize)>,
}

/// The view of the home page.
///
/// # Errors
/// What the template of a card said.
pub fn view(edition: &Edition, listed: Listed<'_>) -> Result<HomeView, Diagnostic> {
    let catalog = &*edition.catalog;
    let text = catalog.find("home").map(crate::catalog::Named::entry).filter(|ix| route::is_home_text(catalog, *ix));
    let (overdue, due): (Vec<_>, Vec<_>) = open(catalog).into_iter().partition(|open| open.is_late);
    let newest = newest(catalog).into_iter().map(|ix| listed(ix, Listing::Card(3)));
    Ok(HomeView {
        text: text.map(|ix| body::html(edition, &catalog[ix], body::Citations::Works)),
        kinds: route::kinds(catalog).map(|kind| kind_tile(edition, kind)).collect(),
        axes: ["levels", "sdg", "themes"].iter().filter_map(|axis| axis_tile(edition, axis)).collect(),
        pages: book(edition).into_iter().map(|ix| edition.card(ix)).collect(),
        newest: newest.collect::<Result<_, _>>()?,
        due: due.into_iter().take(LISTED).map(|due| Due::of(edition, &due)).collect(),
        // The most recent ones: a list that begins ten years ago says little.
        overdue: overdue.into_iter().rev().take(LISTED).map(|due| Due::of(edition, &due)).collect(),
    })
}

/// What a site that has nothing but pages opens with.
fn book(edition: &Edition) -> Vec<EntryIx> {
    if edition.catalog.has_only_pages() { edition.book().to_vec() } else { Vec::new() }
}

fn kind_tile(edition: &Edition, kind: Kind) -> KindTile {
    let count = edition.of_kind(kind).len();
    let name = edition.count(&format!("kinds-counted-{kind}"), count);
    KindTile { kind, name, count, url: edition.url(Page::Kind(kind, 1)) }
}

fn axis_tile(edition: &Edition, id: &str) -> Option<AxisTile> {
    let catalog = &edition.catalog;
    let axis = catalog.vocabularies.axis(id).filter(|axis| route::axis_has_page(catalog, *axis))?;
    Some(AxisTile {
        axis: id.to_owned(),
        title: axis_title(edition, axis),
        url: edition.url(Page::Axis(axis)),
        chips: edition.top_terms(axis).into_iter().map(|term| edition.counted(term)).collect(),
    })
}

/// The entries that were published or changed last, the newest first; of one day in the order of ids.
pub fn newest(catalog: &Catalog) -> Vec<EntryIx> {
    catalog.newest(catalog.but_pages().collect(), LISTED)
}
