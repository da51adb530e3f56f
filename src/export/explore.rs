//! What the explore page searches and filters, as one file a language.
//!
//! Compact on purpose, since it is loaded whole before anything is found: an entry is an array, terms are numbers whose names
//! stand once in the filters, and an address is the folder of its kind and the id. Folders are relative to the page, so that
//! the file works wherever the site lives. The reader is `explore.js` of the theme.

mod pages;

use std::collections::HashMap;

use serde::Serialize;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Kind, Status};
use crate::route::{self, Page};
use crate::tally::progress::Progress;
use crate::tally::support::{self, Answer};
use crate::view::overview::needs;
use crate::view::{Edition, axis_title, tree};
use crate::vocabulary::{AxisIx, FILTERS, TermIx};

#[derive(Debug, Serialize)]
struct Index<'a> {
    /// Raised when the layout changes.
    version: u32,
    /// Of each kind, in the order of the first filter: what one entry is called, and the folder of its pages. The reader shows
    /// pages, which tell of the site and not of the world, only to those who ask for words or for them.
    kinds: Vec<(String, String)>,
    facets: Vec<Facet<'a>>,
    entries: Vec<Row<'a>>,
    /// Pages that are no entries; those of terms that have a filter are told there.
    pages: Vec<pages::Group>,
}

#[derive(Debug, Serialize)]
struct Facet<'a> {
    /// The parameter of the address, the axis's singular: `theme`.
    name: &'a str,
    title: String,
    /// The folder of the pages of its values, where these are terms.
    folder: Option<String>,
    /// Id and title of each value, and how deep it lies below others.
    values: Vec<(&'a str, String, usize)>,
}

/// Id, title, summary, other words by which it is found, date of the last change, language of the texts when it is another,
/// and for each facet the places of its values.
type Row<'a> = (&'a str, &'a str, &'a str, String, String, Option<String>, Vec<Vec<usize>>);

/// The file of a language.
pub fn index(edition: &Edition) -> Vec<u8> {
    let axes: Vec<_> = FILTERS.iter().filter_map(|axis| edition.catalog.vocabularies.axis(axis)).collect();
    let catalog = &*edition.catalog;
    let is_shown = |term| route::has_page(catalog, term) && !catalog.members(term).all.is_empty();
    let terms: Vec<_> = axes.iter().map(|axis| tree(edition, *axis, &is_shown)).collect();
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str(), edition.text(&format!("kinds-{kind}")), 0));
    let statuses = Status::ALL.iter().map(|status| (status.as_str(), edition.status(*status).name, 0));
    let mut facets = vec![
        words("kind", edition.text("field-kind"), kinds.collect()),
        words("status", edition.text("field-status"), statuses.collect()),
    ];
    facets.extend(axes.iter().zip(&terms).map(|(axis, terms)| facet(edition, *axis, terms)));
    facets.extend([supports(edition), progress(edition)]);
    let places = places(&terms);
    let entries = route::found(&edition.catalog).map(|ix| row(edition, ix, &places, terms.len())).collect();
    let kinds = Kind::ALL.iter().map(|kind| (edition.text(&format!("kind-{kind}")), folder(edition, *kind))).collect();
    super::json::bytes(&Index { version: 4, kinds, facets, entries, pages: pages::groups(edition) })
}

/// A filter by words that have no pages.
fn words<'a>(name: &'a str, title: String, values: Vec<(&'a str, String, usize)>) -> Facet<'a> {
    Facet { name, title, folder: None, values }
}

/// The folder of the entries of a kind.
fn folder(edition: &Edition, kind: Kind) -> String {
    let page = if kind == Kind::Page { Page::Home } else { Page::Kind(kind, 1) };
    pages::seen_from_here(edition, page)
}

/// Needs by how far offers go, and offers that are free.
const SUPPORTS: [(Option<Answer>, &str); 4] = [
    (Some(Answer::Open), "needs-open"),
    (Some(Answer::Partly), "need-partly"),
    (Some(Answer::Met), "need-met"),
    (None, "needs-offers-free"),
];

fn supports(edition: &Edition) -> Facet<'_> {
    let values = SUPPORTS.iter().map(|(answer, key)| (needs::word(*answer), edition.text(key), 0));
    words("support", edition.text("overview-needs"), values.collect())
}

fn supports_of(catalog: &Catalog, ix: EntryIx) -> Vec<usize> {
    let is_free = catalog[ix].common.offers.iter().any(|offer| offer.meets.is_empty());
    let answers: Vec<_> = support::answers(catalog, ix).map(Some).chain(is_free.then_some(None)).collect();
    SUPPORTS.iter().enumerate().filter(|(_, (answer, _))| answers.contains(answer)).map(|(place, _)| place).collect()
}

/// How far an entry has come: a word of the address, the string, and whether it is so of an entry.
type State = (&'static str, &'static str, fn(&Progress, Kind) -> bool);

/// As the progress page has them; only commitments have to be reported on.
const STATES: [State; 5] = [
    ("overdue", "milestone-overdue", |its, _| its.overdue > 0),
    ("due", "milestone-due", |its, _| its.due > 0),
    ("done", "milestone-done", |its, _| its.done > 0),
    ("reviewed", "progress-reviewed", |its, _| its.reviewed > 0),
    ("silent", "progress-silent", |its, kind| its.silent > 0 && kind == Kind::Commitment),
];

fn progress(edition: &Edition) -> Facet<'_> {
    let values = STATES.iter().map(|(word, key, _)| (*word, edition.text(key), 0));
    words("progress", edition.text("overview-progress"), values.collect())
}

fn states_of(catalog: &Catalog, ix: EntryIx) -> Vec<usize> {
    let (its, kind) = (Progress::of(catalog, std::iter::once(ix)), catalog[ix].kind());
    (0..STATES.len()).filter(|place| STATES[*place].2(&its, kind)).collect()
}

fn facet<'a>(edition: &'a Edition, axis: AxisIx, terms: &[(usize, TermIx)]) -> Facet<'a> {
    let vocabularies = &edition.catalog.vocabularies;
    let id = |term: TermIx| vocabularies[term].term.id.value.as_str();
    let value = |&(depth, term): &(usize, TermIx)| (id(term), edition.term_title(term).to_owned(), depth);
    Facet {
        name: &vocabularies[axis].one,
        title: axis_title(edition, axis),
        folder: Some(pages::seen_from_here(edition, Page::Axis(axis))),
        values: terms.iter().map(value).collect(),
    }
}

/// For each term its facet and its place there.
type Places = HashMap<TermIx, (usize, usize)>;

fn places(terms: &[Vec<(usize, TermIx)>]) -> Places {
    let of = |(facet, terms): (usize, &Vec<(usize, TermIx)>)| -> Vec<_> {
        terms.iter().enumerate().map(|(place, (_, term))| (*term, (facet, place))).collect()
    };
    terms.iter().enumerate().flat_map(of).collect()
}

/// The places of an entry's values in each facet, with so many axes among them; it has the terms above its own too.
fn values(edition: &Edition, ix: EntryIx, places: &Places, axes: usize) -> Vec<Vec<usize>> {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let kind = Kind::ALL.iter().position(|kind| *kind == entry.kind());
    let status = entry.common.status.as_ref().and_then(|its| Status::ALL.iter().position(|one| *one == its.value));
    let mut values: Vec<Vec<usize>> = vec![kind.into_iter().collect(), status.into_iter().collect()];
    values.resize(2 + axes, Vec::new());
    let terms = catalog.links(ix).terms.iter().flat_map(|term| catalog.vocabularies.with_broader(*term));
    for (facet, place) in terms.filter_map(|term| places.get(&term)) {
        values[2 + *facet].push(*place);
    }
    values.extend([supports_of(catalog, ix), states_of(catalog, ix)]);
    for places in &mut values {
        places.sort_unstable();
        places.dedup();
    }
    values
}

fn row<'a>(edition: &'a Edition, ix: EntryIx, places: &Places, facets: usize) -> Row<'a> {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let texts = edition.texts(entry);
    (
        entry.id.as_str(),
        texts.title,
        texts.summary.unwrap_or_default(),
        other_words(edition, ix, places),
        entry.common.changed().to_string(),
        Some(texts.lang).filter(|lang| *lang != edition.lang).map(|lang| lang.to_string()),
        values(edition, ix, places, facets),
    )
}

/// Former ids, paragraphs, and the names of terms that no filter has: regions, actors, occupations.
fn other_words(edition: &Edition, ix: EntryIx, places: &Places) -> String {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let mut words: Vec<_> = entry.common.aliases.iter().map(|alias| alias.value.as_str().to_owned()).collect();
    for citation in &catalog.links(ix).citations {
        words.push(citation.work.clone());
        words.extend(citation.paragraphs.iter().map(|paragraph| format!("{paragraph}")));
    }
    let others = catalog.links(ix).terms.iter().filter(|term| !places.contains_key(term));
    words.extend(others.map(|term| edition.term_title(*term).to_owned()));
    words.join(" ")
}
