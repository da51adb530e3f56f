//! Rules over the linked catalog that nothing needs in order to link it: dates, progress, support, reach and language.
//!
//! The catalog and the terminology go in, diagnostics come out, in no particular order. A rule looks at what an editor
//! wrote and never changes it, and knows no addresses, pages or files. What severity a rule has in a project is not known
//! here either: see [`crate::diagnostic::Policy`].

mod agreements;
mod avoided;
mod axes;
mod coverage;
mod dates;
mod orphans;
mod parts;
mod progress;
mod support;
mod terms;
#[cfg(test)]
mod tests;
mod titles;

use std::sync::Arc;

pub use orphans::is_orphan;
pub use progress::{late_milestones, late_review};

use rayon::prelude::*;

use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, Translation};
use crate::lang::Lang;
use crate::source::Source;
use crate::vocabulary::terminology::Terminology;
use avoided::AvoidedWords;

/// Applies every rule to every entry, and those about the whole to the whole.
///
/// `terminology` is the list of words to avoid with its file, when the project has one.
pub fn check(catalog: &Catalog, terminology: Option<(&Arc<Source>, &Terminology)>) -> Vec<Diagnostic> {
    let avoided = terminology.map(|(source, list)| AvoidedWords::new(source, list, &catalog.site.languages));
    let of_entry = |at: usize| entry_rules(catalog, EntryIx(at as u32), avoided.as_ref());
    let mut found: Vec<_> = (0..catalog.entries.len()).into_par_iter().flat_map_iter(of_entry).collect();
    let unfinished = catalog.unfinished.par_iter();
    found.par_extend(unfinished.flat_map_iter(|entry| rules_of_facts(catalog, entry, avoided.as_ref())));
    let loose = catalog.loose.iter();
    found.extend(loose.flat_map(|(lang, translation)| loose_rules(*lang, translation, avoided.as_ref())));
    found.extend(support::offers_beyond_needs(catalog));
    found.extend(coverage::empty_terms(catalog));
    found.extend(axes::clashes(catalog));
    found.extend(terms::related_to_wider(catalog));
    if let Some((source, list)) = terminology {
        found.extend(avoided::sources(catalog, source, list));
    }
    found
}

/// Applies the rules about one entry to it.
pub fn entry(catalog: &Catalog, ix: EntryIx, terminology: Option<(&Arc<Source>, &Terminology)>) -> Vec<Diagnostic> {
    let avoided = terminology.map(|(source, list)| AvoidedWords::new(source, list, &catalog.site.languages));
    entry_rules(catalog, ix, avoided.as_ref())
}

fn entry_rules(catalog: &Catalog, ix: EntryIx, avoided: Option<&AvoidedWords<'_>>) -> Vec<Diagnostic> {
    let entry = &catalog[ix];
    let day = catalog.as_of.day;
    let mut found = rules_of_facts(catalog, entry, avoided);
    found.extend(dates::not_published_yet(entry, catalog.as_of));
    found.extend(progress::overdue_milestones(entry, day));
    found.extend(progress::overdue_review(entry, day));
    found.extend(orphans::orphan(catalog, ix));
    found.extend(parts::lost_translations(entry));
    found
}

/// The rules that hold of an entry of which something could not be read as well: none of them is about what is not there.
fn rules_of_facts(catalog: &Catalog, entry: &Entry, avoided: Option<&AvoidedWords<'_>>) -> Vec<Diagnostic> {
    let day = catalog.as_of.day;
    let mut found = titles::long_titles(entry);
    found.extend(dates::out_of_order(entry));
    found.extend(dates::in_the_future(entry, day));
    found.extend(dates::doubtful_status(entry, day));
    found.extend(progress::findings_without_source(entry));
    found.extend(parts::bad_keys(entry));
    found.extend(support::amounts_below_zero(entry));
    found.extend(agreements::doubled_parties(catalog, entry));
    found.extend(agreements::review_every(entry));
    found.extend(agreements::dated_steps(entry));
    if let Some(avoided) = avoided {
        found.extend(avoided.in_entry(entry));
    }
    found
}

/// The rules about a translation that belongs to no entry of the catalog.
fn loose_rules(lang: Lang, translation: &Translation, avoided: Option<&AvoidedWords<'_>>) -> Vec<Diagnostic> {
    let title = titles::long_title(&translation.source, &translation.texts.title);
    let words = avoided.map(|avoided| avoided.in_text(lang, &translation.source));
    title.into_iter().chain(words.into_iter().flatten()).collect()
}
