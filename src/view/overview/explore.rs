//! Search and filters over everything. What a browser searches is `export::explore`; without scripts the page is a list of
//! the indexes.

use serde::Serialize;
use tera::Value;

use crate::route::{self, Page};
use crate::view::pages::{self, Link};
use crate::view::{Edition, axis_title};
use crate::vocabulary::FILTERS;

/// Terms of one index on the page: all countries, and all targets of a goal.
const TERMS: usize = 250;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct ExploreView {
    /// The kinds that there are: name, address and number of entries.
    kinds: Vec<(String, String, String)>,
    axes: Vec<AxisLine>,
    pages: Vec<Link>,
    /// How many parts of the words of texts there are.
    parts: u32,
}

#[derive(Debug, Serialize)]
struct AxisLine {
    title: String,
    url: String,
    chips: Vec<(Value, usize)>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> ExploreView {
    let axes = FILTERS.iter().filter_map(|axis| line(edition, axis)).collect();
    let pages = pages::all(edition).into_iter().map(|page| pages::link(edition, page)).collect();
    let kinds = route::kinds(&edition.catalog).map(|kind| {
        let count = edition.locale.number(edition.of_kind(kind).len() as f64);
        (edition.text(&format!("kinds-{kind}")), edition.url(Page::Kind(kind, 1)), count)
    });
    ExploreView { kinds: kinds.collect(), axes, pages, parts: route::word_parts(&edition.catalog) }
}

fn line(edition: &Edition, id: &str) -> Option<AxisLine> {
    let catalog = &*edition.catalog;
    let axis = catalog.vocabularies.axis(id).filter(|axis| route::axis_has_page(catalog, *axis))?;
    let mut terms = edition.top_terms(axis);
    terms.retain(|term| !catalog.members(*term).all.is_empty());
    terms.truncate(TERMS);
    Some(AxisLine {
        title: axis_title(edition, axis),
        url: edition.url(Page::Axis(axis)),
        chips: terms.into_iter().map(|term| edition.counted(term)).collect(),
    })
}
