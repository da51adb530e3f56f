//! What the entries of a term have in common: their kinds, their statuses, and the terms that they name beside it.
//!
//! Each is counted once a term, when the first page in any language asks for it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ahash::HashMap;

use crate::catalog::Catalog;
use crate::entry::{Kind, Status};
use crate::vocabulary::{AxisIx, TermIx};

/// Neighbours of one axis: more would leave no room for those of the others.
const OF_ONE_AXIS: usize = 3;
/// Neighbours of all axes.
const NEIGHBOURS: usize = 8;

/// What the entries of a term have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermTally {
    /// How many there are of each kind that there are any of.
    pub kinds: BTreeMap<Kind, usize>,
    /// How many have each status that some have.
    pub statuses: BTreeMap<Status, usize>,
    /// The terms that they name most often beside this one, with how many of them do, the most frequent first.
    pub neighbours: Vec<(TermIx, usize)>,
}

/// The tallies of all terms, each made when it is asked for.
#[derive(Debug, Default)]
pub struct Terms {
    /// Of each entry the terms that it names and those above them, each once.
    wide: OnceLock<Vec<Box<[TermIx]>>>,
    tallies: HashMap<TermIx, OnceLock<TermTally>>,
}

impl Terms {
    /// Room for the tallies of a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        let axes = catalog.vocabularies.iter();
        let terms = axes.flat_map(|(axis, its)| (0..its.terms.len() as u32).map(move |term| TermIx { axis, term }));
        let tallies = terms.filter(|term| !catalog.members(*term).all.is_empty());
        Self { wide: OnceLock::new(), tallies: tallies.map(|term| (term, OnceLock::new())).collect() }
    }

    /// The tally of a term; `catalog` is the one that there is room for. `None` when the term has no entries.
    pub fn get(&self, catalog: &Catalog, term: TermIx) -> Option<&TermTally> {
        let wide = self.wide.get_or_init(|| wide(catalog));
        Some(self.tallies.get(&term)?.get_or_init(|| tally(catalog, wide, term)))
    }
}

/// An entry names dozens of terms, and is met with each of them again: the way up the tree is gone once.
fn wide(catalog: &Catalog) -> Vec<Box<[TermIx]>> {
    let all = catalog.links.iter().map(|links| {
        let mut terms: Vec<_> = links.terms.iter().flat_map(|term| catalog.vocabularies.with_broader(*term)).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.into_boxed_slice()
    });
    all.collect()
}

fn tally(catalog: &Catalog, wide: &[Box<[TermIx]>], term: TermIx) -> TermTally {
    let mut tally = TermTally::default();
    let near: Vec<bool> = catalog.vocabularies.iter().map(|(axis, _)| is_near(catalog, term, axis)).collect();
    let mut counts: Vec<Vec<usize>> = catalog
        .vocabularies
        .iter()
        .map(|(axis, its)| vec![0; if near[axis.0 as usize] { its.terms.len() } else { 0 }])
        .collect();
    for ix in &catalog.members(term).all {
        let entry = &catalog[*ix];
        *tally.kinds.entry(entry.kind()).or_default() += 1;
        if let Some(status) = &entry.common.status {
            *tally.statuses.entry(status.value).or_default() += 1;
        }
        for other in wide[ix.0 as usize].iter().filter(|other| near[other.axis.0 as usize]) {
            counts[other.axis.0 as usize][other.term as usize] += 1;
        }
    }
    tally.neighbours = neighbours(catalog, term, &counts);
    tally
}

/// The axes on which neighbours are looked for: the term's own, and those that the site is measured by.
fn is_near(catalog: &Catalog, term: TermIx, axis: AxisIx) -> bool {
    axis == term.axis || matches!(&*catalog.vocabularies[axis].id, "themes" | "sdg" | "objectives" | "levels")
}

fn neighbours(catalog: &Catalog, term: TermIx, counts: &[Vec<usize>]) -> Vec<(TermIx, usize)> {
    let mut found = Vec::new();
    for (axis, counts) in (0..).map(AxisIx).zip(counts) {
        let met = (0..).zip(counts).filter(|(_, count)| **count > 0);
        let mut met: Vec<_> = met.map(|(other, count)| (TermIx { axis, term: other }, *count)).collect();
        met.sort_unstable_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
        // Only of the most frequent is it asked: the ways up the tree of all would take as long as all the counting.
        found.extend(met.into_iter().filter(|(other, _)| !is_kin(catalog, term, *other)).take(OF_ONE_AXIS));
    }
    // Whoever names a term names those above it: the narrower of the two says it all.
    let lies_above = |above: TermIx, (below, _): &(TermIx, usize)| {
        catalog.vocabularies.with_broader(*below).skip(1).any(|term| term == above)
    };
    let all = found.clone();
    found.retain(|(other, _)| !all.iter().any(|below| lies_above(*other, below)));
    found.sort_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
    found.truncate(NEIGHBOURS);
    found
}

/// That a term occurs together with those above and below it says nothing.
fn is_kin(catalog: &Catalog, term: TermIx, other: TermIx) -> bool {
    let lies_in = |a: TermIx, b: TermIx| catalog.vocabularies.with_broader(a).any(|above| above == b);
    lies_in(term, other) || lies_in(other, term)
}

#[cfg(test)]
pub(crate) mod tests;
