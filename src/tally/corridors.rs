//! From which countries to which skills partnerships lead, and for which work.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Details, SkillsPartnership};
use crate::field::TermName;
use crate::source::Spanned;
use crate::vocabulary::TermIx;

/// What a partnership says of its corridors. Which of its origins go with which of its destinations it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corridors {
    /// The countries of origin as listed.
    pub origins: Vec<TermIx>,
    /// The countries of destination as listed.
    pub destinations: Vec<TermIx>,
    /// What is trained for, as listed.
    pub occupations: Vec<TermIx>,
}

impl Corridors {
    /// Of a partnership.
    pub fn of(catalog: &Catalog, own: &SkillsPartnership) -> Self {
        let terms = |axis: &str, names: &[Spanned<TermName>]| {
            names.iter().filter_map(|name| catalog.vocabularies.term(axis, &name.value.0)).collect()
        };
        Self {
            origins: terms("countries", &own.origin),
            destinations: terms("countries", &own.destination),
            occupations: terms("occupations", &own.occupations),
        }
    }
}

/// Which of some partnerships train for which work, in the order of the vocabulary. Work counts as it is named: who trains
/// nurses is not listed with all who train for health.
pub fn by_occupation(catalog: &Catalog, partnerships: &[EntryIx]) -> BTreeMap<TermIx, Vec<EntryIx>> {
    let mut found: BTreeMap<TermIx, Vec<EntryIx>> = BTreeMap::new();
    for ix in partnerships {
        let Details::SkillsPartnership(own) = &catalog[*ix].details else { continue };
        let mut occupations = Corridors::of(catalog, own).occupations;
        occupations.sort_unstable();
        occupations.dedup();
        for occupation in occupations {
            found.entry(occupation).or_default().push(*ix);
        }
    }
    found
}
