//! What is missing where: terms that have no entry yet.
//!
//! That a country or an actor has no entry on some level says nothing; that a theme, a goal, a level or a kind has none does.

use super::edition::Edition;
use crate::entry::Kind;
use crate::route;
use crate::vocabulary::TermIx;

/// What is missing of a term: narrower terms and levels without entries, and of a level themes without any.
pub fn of_term(edition: &Edition, term: TermIx) -> Vec<TermIx> {
    let catalog = &*edition.catalog;
    let axis = &*catalog.vocabularies[term.axis].id;
    if !matches!(axis, "themes" | "sdg" | "objectives" | "levels") {
        return Vec::new();
    }
    let narrower = edition.sorted_terms(term.axis, catalog.vocabularies[term].narrower.iter().copied());
    let mut gaps: Vec<_> = narrower.into_iter().filter(|below| catalog.members(*below).all.is_empty()).collect();
    if axis == "levels" {
        gaps.extend(without(edition, "themes", |theme| catalog.members(theme).levels.contains(&term)));
    } else {
        let filled = &catalog.members(term).levels;
        gaps.extend(without(edition, "levels", |level| filled.contains(&level)));
    }
    gaps
}

/// Themes without any entry of a kind.
pub fn of_kind(edition: &Edition, kind: Kind) -> Vec<TermIx> {
    let catalog = &*edition.catalog;
    if kind == Kind::Page {
        return Vec::new();
    }
    without(edition, "themes", |theme| catalog.members(theme).all.iter().any(|ix| catalog[*ix].kind() == kind))
}

/// The terms of an axis that are not filled, in their order. What lies below one of them goes without saying.
fn without(edition: &Edition, axis: &str, is_filled: impl Fn(TermIx) -> bool) -> Vec<TermIx> {
    let catalog = &*edition.catalog;
    let Some(axis) = catalog.vocabularies.axis(axis) else { return Vec::new() };
    let is_said = |term: TermIx| catalog.vocabularies[term].broader.is_some_and(|above| !is_filled(above));
    let empty = route::terms(catalog, axis).filter(|term| !is_filled(*term) && !is_said(*term));
    edition.sorted_terms(axis, empty)
}
