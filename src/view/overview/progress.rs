//! What is done, due and overdue, as of a date.

use std::collections::HashMap;

use serde::Serialize;
use tera::Value;

use super::coverage::explore;
use crate::catalog::EntryIx;
use crate::entry::Kind;
use crate::route;
use crate::tally::matrix::Line;
use crate::tally::progress::{Open, Progress, open};
use crate::view::due::Due;
use crate::view::{Edition, axis_title, years};
use crate::vocabulary::TermIx;

/// Rows of one table of dates: what a reader can look through.
const DATES: usize = 200;
/// Axes whose terms get a row each, and how many rows at most.
const AXES: [(&str, usize); 3] = [("levels", 20), ("themes", 60), ("countries", 60)];

/// One number of some commitments.
type Count = fn(&Progress) -> usize;

/// The string that heads a column, and what it counts. What asks for attention comes first: a narrow screen shows little more.
const COLUMNS: [(&str, Count); 7] = [
    ("progress-overdue", |of| of.overdue),
    ("progress-done", |of| of.done),
    ("progress-due", |of| of.due),
    (COMMITMENTS, |of| of.entries),
    ("progress-reviewed", |of| of.reviewed),
    ("progress-late-reviews", |of| of.late_reviews),
    ("progress-silent", |of| of.silent),
];
/// The column whose numbers lead to the entries. Of the others there is no list that holds as many as they say.
const COMMITMENTS: &str = "kinds-commitment";

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct ProgressView {
    /// Everything with a date, by year.
    years: Option<years::Years>,
    /// What the columns of the tables count.
    heads: Vec<String>,
    /// All commitments together.
    all: Row,
    tables: Vec<Table>,
    /// What is late, the oldest first, and what is due, the next first: the state as a word, and the dates by year.
    open: Vec<(&'static str, Vec<Year>)>,
    /// How many dates are left out, in words.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Table {
    axis: String,
    title: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    chip: Option<Value>,
    /// The number of each column, and where as many entries are listed.
    counts: Vec<(String, Option<String>)>,
}

#[derive(Debug, Serialize)]
struct Year {
    year: i16,
    rows: Vec<Due>,
}

/// The view in a language.
pub fn view(edition: &Edition) -> ProgressView {
    let catalog = &*edition.catalog;
    let (late, due): (Vec<_>, Vec<_>) = open(catalog).into_iter().partition(|open| open.is_late);
    let left_out = late.len().saturating_sub(DATES) + due.len().saturating_sub(DATES);
    // Of what is late the newest are kept: the rest stands on the pages of the entries.
    let late = &late[late.len().saturating_sub(DATES)..];
    ProgressView {
        years: years::of(edition),
        heads: COLUMNS.iter().map(|(head, _)| edition.text(head)).collect(),
        all: row(edition, None, edition.of_kind(Kind::Commitment)),
        tables: AXES.iter().filter_map(|(axis, most)| table(edition, axis, *most)).collect(),
        open: [("overdue", late), ("due", &due[..due.len().min(DATES)])]
            .into_iter()
            .filter(|(_, open)| !open.is_empty())
            .map(|(word, open)| (word, by_year(edition, open)))
            .collect(),
        more: edition.and_more(left_out),
    }
}

fn table(edition: &Edition, id: &str, most: usize) -> Option<Table> {
    let axis = edition.catalog.vocabularies.axis(id)?;
    let commitments = |term: TermIx| -> Vec<EntryIx> {
        let members = edition.catalog.members(term).all.iter().copied();
        members.filter(|ix| edition.catalog[*ix].kind() == Kind::Commitment).collect()
    };
    let terms = route::terms(&edition.catalog, axis).map(|term| (term, commitments(term)));
    let mut terms: Vec<_> = terms.filter(|(_, entries)| !entries.is_empty()).collect();
    if terms.len() > most {
        terms.sort_by_key(|(term, entries)| (std::cmp::Reverse(entries.len()), *term));
        terms.truncate(most);
    }
    let order = edition.sorted_terms(axis, terms.iter().map(|(term, _)| *term));
    let mut entries: HashMap<_, _> = terms.into_iter().collect();
    let rows = order.iter().filter_map(|term| {
        let entries = entries.remove(term)?;
        Some(row(edition, Some(*term), &entries))
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| Table { axis: id.to_owned(), title: axis_title(edition, axis), rows })
}

fn row(edition: &Edition, term: Option<TermIx>, entries: &[EntryIx]) -> Row {
    let of = Progress::of(&edition.catalog, entries.iter().copied());
    let listed = || {
        let lines = term.map(Line::Term).into_iter().chain([Line::Kind(Kind::Commitment)]);
        explore(edition, &lines.collect::<Vec<_>>())
    };
    let cell = |(head, count): &(&str, Count)| {
        let count = count(&of);
        (edition.locale.number(count as f64), (*head == COMMITMENTS && count > 0).then(listed))
    };
    Row { chip: term.map(|term| edition.chip(term)), counts: COLUMNS.iter().map(cell).collect() }
}

fn by_year(edition: &Edition, open: &[Open]) -> Vec<Year> {
    let year = |open: &Open| open.date.last_day().year();
    let years = open.chunk_by(|a, b| year(a) == year(b));
    years.map(|of| Year { year: year(&of[0]), rows: of.iter().map(|open| Due::of(edition, open)).collect() }).collect()
}
