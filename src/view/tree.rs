//! The terms of an axis as a tree.

use super::edition::Edition;
use crate::route;
use crate::vocabulary::{AxisIx, TermIx};

/// The terms of an axis that are shown, each with its depth: below a term those that are narrower, in the order of the axis. A
/// term whose broader one is not shown stands at the top.
pub fn tree(edition: &Edition, axis: AxisIx, is_shown: &dyn Fn(TermIx) -> bool) -> Vec<(usize, TermIx)> {
    let vocabularies = &edition.catalog.vocabularies;
    let is_root =
        |term: &TermIx| vocabularies[*term].broader.is_none_or(|above| above.axis != axis || !is_shown(above));
    let roots = route::terms(&edition.catalog, axis).filter(|term| is_shown(*term) && is_root(term));
    let mut terms = Vec::new();
    for root in edition.sorted_terms(axis, roots) {
        branch(edition, root, 0, is_shown, &mut terms);
    }
    terms
}

fn branch(
    edition: &Edition,
    term: TermIx,
    depth: usize,
    is_shown: &dyn Fn(TermIx) -> bool,
    terms: &mut Vec<(usize, TermIx)>,
) {
    terms.push((depth, term));
    let narrower = edition.catalog.vocabularies[term].narrower.iter().copied();
    let narrower = narrower.filter(|below| below.axis == term.axis && is_shown(*below));
    for below in edition.sorted_terms(term.axis, narrower) {
        branch(edition, below, depth + 1, is_shown, terms);
    }
}
