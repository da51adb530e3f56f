//! From which country to which skills partnerships lead, and how many do.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Details, Kind};
use crate::field::TermName;
use crate::source::Spanned;
use crate::vocabulary::TermIx;

/// How many partnerships lead from one country to another. A partnership of several countries counts for each pair: entries
/// do not say more.
pub fn pairs(catalog: &Catalog) -> BTreeMap<(TermIx, TermIx), usize> {
    let mut pairs = BTreeMap::new();
    for ix in catalog.of_kind(Kind::SkillsPartnership) {
        let (origins, destinations) = ends(catalog, ix);
        for origin in &origins {
            for destination in &destinations {
                *pairs.entry((*origin, *destination)).or_insert(0) += 1;
            }
        }
    }
    pairs
}

/// The countries of origin and of destination of a partnership as listed; none of other kinds.
pub fn ends(catalog: &Catalog, ix: EntryIx) -> (Vec<TermIx>, Vec<TermIx>) {
    let Details::SkillsPartnership(own) = &catalog[ix].details else { return Default::default() };
    let countries = |names: &[Spanned<TermName>]| {
        names.iter().filter_map(|name| catalog.vocabularies.term("countries", &name.value.0)).collect()
    };
    (countries(&own.origin), countries(&own.destination))
}
