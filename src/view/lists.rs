//! Lists of entries: kinds, terms, axes.

use serde::Serialize;
use tera::Value;

use super::breakdown::{self, Breakdown};
use super::edition::Edition;
use super::{gaps, meaning};
use crate::catalog::EntryIx;
use crate::diagnostic::Diagnostic;
use crate::entry::Kind;
use crate::locale::Arg;
use crate::route::{self, PAGE_LENGTH, Page};
use crate::tally::TermTally;
use crate::vocabulary::{AxisIx, TermIx};

/// More entries than this are shown as lines and not as cards.
const CARDS: usize = 30;
/// Terms of an axis that a sentence names.
const NAMED: usize = 6;

/// Entries on one page of a list, by kind.
#[derive(Debug, Serialize)]
pub struct List {
    /// How many entries there are on all pages, in words.
    pub count: String,
    /// How many.
    pub total: usize,
    /// Whether there are so many that a line each has to do.
    pub dense: bool,
    /// The entries of this page.
    pub groups: Vec<Group>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Entries of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The kind.
    pub kind: Kind,
    /// The kind, in words.
    pub name: String,
    /// The entries, as finished HTML: their rows in a dense list, else their cards.
    pub entries: Vec<Value>,
}

/// How an entry stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// A row of a table.
    Row,
    /// A card whose title is a heading of that level.
    Card(u8),
}

/// An entry as it stands in a list, as finished HTML. A site shows one entry in dozens of lists, and they are most of what it
/// shows, so that it is made once an entry and not once a list.
pub type Listed<'a> = &'a dyn Fn(EntryIx, Listing) -> Result<Value, Diagnostic>;

/// Where the other pages of a list are.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// “Page 2 of 7”.
    pub text: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Every page: number, address, whether it is this one.
    pub pages: Vec<(u32, String, bool)>,
}

/// The page of a kind.
#[derive(Debug, Serialize)]
pub struct KindView {
    /// Themes of which there is no such entry, on the first page.
    pub gaps: Vec<Value>,
    /// Its entries.
    pub list: List,
}

/// The page of a term.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// The term.
    pub chip: Value,
    /// Its axis: name and address.
    pub axis: (String, Option<String>),
    /// Wider terms, the widest first.
    pub broader: Vec<Value>,
    /// Narrower terms.
    pub narrower: Vec<Value>,
    /// Related terms.
    pub related: Vec<Value>,
    /// What it is by the standard that has it, when it has no summary.
    pub meaning: Option<String>,
    /// What is missing: narrower terms and levels without entries, and of a level themes.
    pub gaps: Vec<Value>,
    /// Where to read more.
    pub links: Vec<String>,
    /// Of an actor: what sort, and the country.
    pub details: Vec<String>,
    /// Counts of its entries by kind and by status, on the first page.
    pub counts: Vec<Breakdown>,
    /// Terms that occur together with it most often, on the first page.
    pub neighbours: Vec<Neighbour>,
    /// Its feed: title and address.
    pub feed: Option<(String, String)>,
    /// Its entries.
    pub list: List,
}

/// A term that occurs together with another.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    chip: Value,
    /// Its number with what it counts, when terms of its axis are known by numbers: “Objective 16”.
    numbered: Option<String>,
    /// How many entries name both.
    count: String,
}

/// The page of an axis.
#[derive(Debug, Serialize)]
pub struct AxisView {
    /// Its terms as a tree, told by depth, with the number of their entries and these by kind, in words.
    pub terms: Vec<(usize, Value, usize, Option<String>)>,
}

/// An axis in a sentence: its first terms by name.
pub fn about_axis(edition: &Edition, axis: AxisIx) -> String {
    let terms = edition.top_terms(axis);
    let mut names: Vec<_> = terms.iter().take(NAMED).map(|term| edition.term_title(*term).to_owned()).collect();
    names.extend(edition.and_more(terms.len().saturating_sub(NAMED)));
    let names = names.join(&edition.text("list-separator"));
    let title = super::axis_title(edition, axis);
    edition.locale.format("metadata-axis", &[("title", Arg::Text(&title)), ("names", Arg::Text(&names))])
}

/// A term in a sentence: its summary, or else what it is and how many entries there are.
pub fn about_term(edition: &Edition, term: TermIx) -> String {
    let catalog = &*edition.catalog;
    if let Some(summary) = &catalog.vocabularies[term].term.summary {
        return summary.text(edition.lang).to_owned();
    }
    let axis = super::axis_title(edition, term.axis);
    let entries = edition.count("entries-count", catalog.members(term).all.len());
    let title = edition.term_title(term);
    let arguments = [("axis", Arg::Text(&axis)), ("title", Arg::Text(title)), ("entries", Arg::Text(&entries))];
    edition.locale.format("metadata-term", &arguments)
}

/// The view of a kind.
///
/// # Errors
/// What the template of a row or a card said.
pub fn kind(edition: &Edition, kind: Kind, number: u32, listed: Listed<'_>) -> Result<KindView, Diagnostic> {
    let of_kind = edition.of_kind(kind);
    let list = list(edition, of_kind, number, 2, listed, |number| Page::Kind(kind, number))?;
    let gaps = if number == 1 { gaps::of_kind(edition, kind) } else { Vec::new() };
    Ok(KindView { gaps: gaps.iter().map(|term| edition.chip(*term)).collect(), list })
}

/// The view of a term.
///
/// # Errors
/// What the template of a row or a card said.
pub fn term(edition: &Edition, term: TermIx, number: u32, listed: Listed<'_>) -> Result<TermView, Diagnostic> {
    let catalog = &*edition.catalog;
    let node = &catalog.vocabularies[term];
    let mut broader: Vec<_> = catalog.vocabularies.with_broader(term).skip(1).map(|term| edition.chip(term)).collect();
    broader.reverse();
    let narrower = edition.sorted_terms(term.axis, node.narrower.iter().copied());
    let narrower: Vec<_> = narrower.into_iter().filter(|term| !catalog.members(*term).all.is_empty()).collect();
    let chips = |terms: &[TermIx]| terms.iter().map(|term| edition.chip(*term)).collect::<Vec<_>>();
    // Other pages say where they are and no more, so that a change of one entry does not change all of them.
    let tally = edition.tally(term).filter(|_| number == 1);
    let kind = node.term.kind.map(|kind| edition.text_or(&format!("actor-{kind}"), kind.as_str()));
    let country = node.term.country.as_ref().and_then(|code| catalog.vocabularies.term("countries", code));
    let same = node.term.same_as.iter().chain(&node.term.url).map(|address| address.as_str().to_owned());
    Ok(TermView {
        chip: edition.chip(term),
        axis: (super::axis_title(edition, term.axis), Some(edition.url(Page::Axis(term.axis)))),
        broader,
        narrower: chips(&narrower),
        related: chips(&node.related),
        meaning: node.term.summary.is_none().then(|| meaning::of(edition, term)).flatten(),
        gaps: chips(&gaps::of_term(edition, term)),
        links: same.collect(),
        details: kind.into_iter().chain(country.map(|term| edition.term_title(term).to_owned())).collect(),
        counts: tally.map(|tally| breakdown::of(edition, tally)).unwrap_or_default(),
        neighbours: tally.map(|tally| neighbours(edition, tally)).unwrap_or_default(),
        feed: super::feed(edition, Page::Term(term, number)).filter(|_| catalog.site.outputs.term_feeds),
        list: list(edition, edition.members(term), number, 3, listed, |number| Page::Term(term, number))?,
    })
}

fn neighbours(edition: &Edition, tally: &TermTally) -> Vec<Neighbour> {
    let neighbour = |(term, count): &(TermIx, usize)| Neighbour {
        chip: edition.chip(*term),
        numbered: meaning::numbered(edition, *term),
        count: edition.locale.number(*count as f64),
    };
    tally.neighbours.iter().map(neighbour).collect()
}

/// The view of an axis.
pub fn axis(edition: &Edition, axis: AxisIx) -> AxisView {
    let catalog = &*edition.catalog;
    let terms = super::tree(edition, axis, &|term| route::has_page(catalog, term)).into_iter().map(|(depth, term)| {
        let (chip, count) = edition.counted(term);
        let kinds = edition.tally(term).map(|tally| breakdown::kinds_in_words(edition, tally));
        (depth, chip, count, kinds)
    });
    AxisView { terms: terms.collect() }
}

/// One page of entries that are in order; `level` is the one of headings within it.
fn list(
    edition: &Edition,
    sorted: &[EntryIx],
    number: u32,
    level: u8,
    listed: Listed<'_>,
    page: impl Fn(u32) -> Page,
) -> Result<List, Diagnostic> {
    let dense = sorted.len() > CARDS;
    let listing = if dense { Listing::Row } else { Listing::Card(level) };
    let from = (number as usize - 1) * PAGE_LENGTH;
    let shown: Vec<_> = sorted.iter().copied().skip(from).take(PAGE_LENGTH).collect();
    let mut groups = Vec::new();
    for entries in shown.chunk_by(|a, b| edition.catalog[*a].kind() == edition.catalog[*b].kind()) {
        let kind = edition.catalog[entries[0]].kind();
        let name = edition.text(&format!("kinds-{kind}"));
        let entries = entries.iter().map(|entry| listed(*entry, listing)).collect::<Result<_, _>>()?;
        groups.push(Group { kind, name, entries });
    }
    Ok(List {
        count: edition.count("entries-count", sorted.len()),
        total: sorted.len(),
        dense,
        groups,
        pager: pager(edition, sorted.len(), number, page),
    })
}

/// Where the other pages of a list of so many entries are; `None` when there is but one.
pub fn pager(edition: &Edition, count: usize, number: u32, page: impl Fn(u32) -> Page) -> Option<Pager> {
    use crate::locale::Arg;
    let last = count.div_ceil(PAGE_LENGTH) as u32;
    if last < 2 {
        return None;
    }
    let url = |number| edition.url(page(number));
    let arguments = [("page", Arg::Number(f64::from(number))), ("pages", Arg::Number(f64::from(last)))];
    // A list of hundreds of pages would make every page as long as the list.
    let near = |at: &u32| *at == 1 || *at == last || at.abs_diff(number) <= 3;
    Some(Pager {
        text: edition.locale.format("page-n-of-m", &arguments),
        previous: (number > 1).then(|| url(number - 1)),
        next: (number < last).then(|| url(number + 1)),
        pages: (1..=last).filter(near).map(|at| (at, url(at), at == number)).collect(),
    })
}
