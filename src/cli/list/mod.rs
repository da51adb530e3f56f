//! `list`: entries in rows.
//!
//! What is wanted goes in, a table comes out. The rules of what is overdue or linked to nothing are those of
//! [`crate::check`].

mod rows;
pub mod table;

pub use table::aligned;

use super::args::What;
use super::build::tally;
use super::console::Console;
use super::failure::Failure;
use super::meant::WantedList;
use crate::catalog::{Catalog, EntryIx, Shown};
use crate::diagnostic::{Tally, did_you_mean};
use crate::project::{Project, Survey};
use crate::vocabulary::{Found, TermIx};

/// Prints the list.
pub fn run(wanted: &WantedList, console: Console) -> Result<(), Failure> {
    let mut options = wanted.options.clone();
    if shows_all(wanted.what) {
        options.shown = Shown { drafts: true, embargoed: true };
    }
    let survey = Project::open(options)?.survey();
    let filter = Filter::new(wanted, &survey.catalog)?;
    refuse_other_language(wanted, &survey.catalog)?;
    let table = rows::table(wanted.what, &survey.catalog, wanted.lang, |entry| filter.passes(entry));
    console.result(&table.print(wanted.format))?;
    if table.is_empty() {
        console.note(nothing(wanted.what));
    }
    tell_errors(&survey, console);
    Ok(())
}

/// Lists of what is not published look at it; the others see what `check` sees.
const fn shows_all(what: What) -> bool {
    matches!(what, What::Entries | What::Drafts | What::Embargoed)
}

const fn nothing(what: What) -> &'static str {
    match what {
        What::Entries => "there is no such entry",
        What::Drafts => "no entry is a draft",
        What::Embargoed => "no entry is under embargo",
        What::Translations => "there is no such entry, or the site has one language",
        What::Stale => "no translation is behind its original",
        What::Overdue => "nothing is overdue",
        What::Orphans => "every entry is linked to another one",
    }
}

fn refuse_other_language(wanted: &WantedList, catalog: &Catalog) -> Result<(), Failure> {
    let Some(lang) = wanted.lang else { return Ok(()) };
    let languages = &catalog.site.languages[1..];
    if languages.contains(&lang) {
        return Ok(());
    }
    let listed: Vec<_> = languages.iter().map(|lang| format!("`{lang}`")).collect();
    let known = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    Err(Failure::usage(format!("nothing is translated into `{lang}`"), format!("languages of translations: {known}")))
}

/// An entry that cannot be read is in no list.
fn tell_errors(survey: &Survey, console: Console) {
    if Tally::of(&survey.diagnostics).errors > 0 {
        let tally = tally(&survey.diagnostics);
        console.note(&format!("the content has {tally}, and entries may be missing here; see `compendium check`"));
    }
}

/// Which entries are wanted.
struct Filter<'a> {
    wanted: &'a WantedList,
    catalog: &'a Catalog,
    terms: Vec<TermIx>,
}

impl<'a> Filter<'a> {
    fn new(wanted: &'a WantedList, catalog: &'a Catalog) -> Result<Self, Failure> {
        let terms: Result<Vec<_>, Failure> = wanted.terms.iter().map(|(axis, id)| term(catalog, axis, id)).collect();
        Ok(Self { wanted, catalog, terms: terms? })
    }

    fn passes(&self, entry: EntryIx) -> bool {
        let kinds = &self.wanted.kinds;
        let is_of_kind = kinds.is_empty() || kinds.contains(&self.catalog[entry].kind());
        is_of_kind && self.terms.iter().all(|term| self.catalog.members(*term).all.contains(&entry))
    }
}

/// The term of an axis, which goes by its name, the name of one of its terms, or the field that names them.
fn term(catalog: &Catalog, axis: &str, id: &str) -> Result<TermIx, Failure> {
    let vocabularies = &catalog.vocabularies;
    let Some(found) = vocabularies.axis_of_reference(axis).or_else(|| vocabularies.axis_of_field(axis)) else {
        let known: Vec<_> = vocabularies.axes.iter().map(|axis| axis.id.as_str()).collect();
        let near = did_you_mean(axis, known.iter().copied());
        let help = near.unwrap_or_else(|| format!("axes: {}", known.join(", ")));
        return Err(Failure::usage(format!("there is no axis `{axis}`"), help));
    };
    vocabularies.find(found, id).map(Found::term).ok_or_else(|| {
        let its = &vocabularies[found];
        let near = its.meant_by(id);
        let message = format!("`{id}` is not in the vocabulary of {}", its.title.original().to_lowercase());
        Failure::usage(message, near.unwrap_or_else(|| format!("see /{}/ on the site", its.id)))
    })
}

#[cfg(test)]
mod tests;
