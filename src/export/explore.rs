//! What the explore page searches and filters, as one file a language.
//!
//! Compact on purpose: an entry is an array, terms are numbers, addresses are relative to the page, so that the file works
//! wherever the site lives. The reader is `explore.js` of the theme.

use std::collections::HashMap;

use serde::Serialize;

use crate::catalog::EntryIx;
use crate::entry::{Kind, Status};
use crate::route::{self, Page, Route};
use crate::view::overview::explore::AXES;
use crate::view::{Edition, axis_title};
use crate::vocabulary::{AxisIx, TermIx};

#[derive(Debug, Serialize)]
struct Index<'a> {
    /// Raised when the layout changes.
    version: u32,
    facets: Vec<Facet<'a>>,
    entries: Vec<Row<'a>>,
}

#[derive(Debug, Serialize)]
struct Facet<'a> {
    /// The parameter of the address, the axis's singular: `theme`.
    name: &'a str,
    title: String,
    /// Id and title of each value.
    values: Vec<(&'a str, String)>,
}

/// Address, title, summary, other words by which it is found, date, last change, kind, status, language of the texts when
/// it is another, and for each facet the places of its values.
type Row<'a> =
    (String, &'a str, &'a str, String, String, String, &'a str, Option<&'a str>, Option<String>, Vec<Vec<usize>>);

/// The file of a language.
pub fn index(edition: &Edition) -> Vec<u8> {
    let axes: Vec<_> = AXES.iter().filter_map(|axis| edition.catalog.vocabularies.axis(axis)).collect();
    let terms: Vec<Vec<TermIx>> = axes.iter().map(|axis| shown(edition, *axis)).collect();
    let kinds = Kind::LISTED.iter().map(|kind| (kind.as_str(), edition.text(&format!("kinds-{kind}"))));
    let statuses = Status::ALL.iter().map(|status| (status.as_str(), edition.status(*status).name));
    let mut facets = vec![
        Facet { name: "kind", title: edition.text("field-kind"), values: kinds.collect() },
        Facet { name: "status", title: edition.text("field-status"), values: statuses.collect() },
    ];
    facets.extend(axes.iter().zip(&terms).map(|(axis, terms)| facet(edition, *axis, terms)));
    let entries = edition.catalog.iter().filter(|(_, entry)| entry.kind() != Kind::Page);
    let places = places(&terms);
    let entries = entries.map(|(ix, _)| row(edition, ix, &places, terms.len())).collect();
    super::json::bytes(&Index { version: 1, facets, entries })
}

fn shown(edition: &Edition, axis: AxisIx) -> Vec<TermIx> {
    let filled = route::terms(&edition.catalog, axis).filter(|term| !edition.catalog.members(*term).all.is_empty());
    edition.sorted_terms(axis, filled)
}

fn facet<'a>(edition: &'a Edition, axis: AxisIx, terms: &[TermIx]) -> Facet<'a> {
    let vocabularies = &edition.catalog.vocabularies;
    let value = |term: &TermIx| (vocabularies[*term].term.id.value.as_str(), edition.term_title(*term).to_owned());
    Facet { name: &vocabularies[axis].one, title: axis_title(edition, axis), values: terms.iter().map(value).collect() }
}

/// For each term its facet and its place there.
type Places = HashMap<TermIx, (usize, usize)>;

fn places(terms: &[Vec<TermIx>]) -> Places {
    let of = |(facet, terms): (usize, &Vec<TermIx>)| -> Vec<_> {
        terms.iter().enumerate().map(|(place, term)| (*term, (facet, place))).collect()
    };
    terms.iter().enumerate().flat_map(of).collect()
}

/// The places of an entry's terms in each of so many facets; it has the terms above its own too.
fn values(edition: &Edition, ix: EntryIx, places: &Places, facets: usize) -> Vec<Vec<usize>> {
    let catalog = &*edition.catalog;
    let mut values = vec![Vec::new(); facets];
    let terms = catalog.links(ix).terms.iter().flat_map(|term| catalog.vocabularies.with_broader(*term));
    for (facet, place) in terms.filter_map(|term| places.get(&term)) {
        values[*facet].push(*place);
    }
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
    let common = &entry.common;
    (
        // The page that reads this stands in a folder of its own below the language's root.
        format!("../{}", route::address(catalog, Route { lang: catalog.site.main_language(), page: Page::Entry(ix) })),
        texts.title,
        texts.summary.unwrap_or_default(),
        other_words(edition, ix),
        common.date.to_string(),
        common.updated.as_ref().map(ToString::to_string).unwrap_or_default(),
        entry.kind().as_str(),
        common.status.as_ref().map(|status| status.value.as_str()),
        Some(texts.lang).filter(|lang| *lang != edition.lang).map(|lang| lang.to_string()),
        values(edition, ix, places, facets),
    )
}

/// Ids, former ids, paragraphs, and the names of places and actors.
fn other_words(edition: &Edition, ix: EntryIx) -> String {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let mut words = vec![entry.id.as_str().to_owned()];
    words.extend(entry.common.aliases.iter().map(|alias| alias.value.as_str().to_owned()));
    for citation in &catalog.links(ix).citations {
        words.push(citation.work.clone());
        words.extend(citation.paragraphs.iter().map(|paragraph| format!("{paragraph}")));
    }
    words.extend(catalog.links(ix).terms.iter().map(|term| edition.term_title(*term).to_owned()));
    words.join(" ")
}
