//! `rename`: another id for an entry, with everything that names it.
//!
//! [`crate::rename`] says what has to change; here it is shown, checked and written. It is written only when the site that
//! it would give has no problem that the site as it is has not.

mod journal;
mod show;
mod step;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::ask::confirm;
use super::console::{Console, count};
use super::failure::Failure;
use super::meant::{Consent, Renaming};
use crate::catalog::{Catalog, Shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Kind;
use crate::field::EntryId;
use crate::load::Input;
use crate::project::{Project, Survey};
use crate::rename::{Change, plan};
use crate::route::{Page, Routes};
use crate::source::Source;
use journal::Ending;

/// Ends a renaming that was killed, if there is one, and says so.
pub fn end_what_was_cut_short(root: &Path, console: Console) -> Result<(), Failure> {
    match journal::recover(root)? {
        None => {}
        Some(Ending::Finished) => console.note("a renaming was cut short; it is finished now"),
        Some(Ending::TakenBack) => console.note("a renaming was cut short; every file is as it was before"),
    }
    Ok(())
}

/// Shows what changes, asks, and changes it.
pub fn run(renaming: &Renaming, console: Console) -> Result<(), Failure> {
    let Renaming { options, old, new, .. } = renaming;
    let mut options = options.clone();
    // A draft names other entries too.
    options.shown = Shown { drafts: true, embargoed: true };
    let project = Project::open(options)?;
    let (input, problems) = project.input();
    let before = project.survey_of(input.clone(), problems.clone());
    refuse_home(&before.catalog, old)?;
    let changes = plan(&input.entries, old, new, &addresses(&before.catalog, &before.routes, old))
        .map_err(|refusal| Failure::usage(refusal.message, refusal.help))?;
    console.closing(&show::changes(&changes))?;
    let after = project.survey_of(changed(input, &changes), problems);
    refuse_new_problems(&before, &after, &changes, console)?;
    match renaming.consent {
        Consent::Refused => {
            console.note("nothing is changed: that was asked for with --dry-run");
            return Ok(());
        }
        Consent::Given => {}
        Consent::Asked => {
            let help = "look at it with --dry-run, then say --yes";
            confirm(&format!("\nRename `{old}` to `{new}`?"), help)?;
        }
    }
    write::all(project.root(), &changes)?;
    console.closing(&closing(renaming, &changes))
}

fn closing(renaming: &Renaming, changes: &[Change]) -> String {
    let moved = changes.iter().filter(|change| change.is_move()).count();
    let others = count(changes.len() - moved, "other file");
    let Renaming { old, new, .. } = renaming;
    format!("\n{} renamed, {others} changed; the address of `{old}` leads to `{new}`\n", count(moved, "file"))
}

/// What opens the home page is found by its id.
fn refuse_home(catalog: &Catalog, old: &EntryId) -> Result<(), Failure> {
    let entry = catalog.iter().find(|(_, entry)| entry.id == *old);
    if old.as_str() == "home" && entry.is_some_and(|(_, entry)| entry.kind() == Kind::Page) {
        let help = "write another page and leave `home` its id";
        return Err(Failure::usage("the page `home` is the text of the home page because of its id", help));
    }
    Ok(())
}

/// The addresses of an entry's own pages, as links in texts write them.
fn addresses(catalog: &Catalog, routes: &Routes, old: &EntryId) -> BTreeSet<String> {
    let is_own = |page: &Page| match page {
        Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) => catalog[*ix].id == *old,
        _ => false,
    };
    let own = routes.list.iter().zip(&routes.addresses).filter(|(route, _)| is_own(&route.page));
    own.map(|(_, address)| address.clone()).collect()
}

/// The input as it will be.
fn changed(mut input: Input, changes: &[Change]) -> Input {
    let by_path: HashMap<&str, &Change> = changes.iter().map(|change| (&*change.source.path, change)).collect();
    for source in &mut input.entries {
        if let Some(change) = by_path.get(&*source.path) {
            *source = Source::new(change.path.as_str(), change.text.as_str());
        }
    }
    input.entries.sort_by(|a, b| a.path.cmp(&b.path));
    input
}

fn refuse_new_problems(before: &Survey, after: &Survey, changes: &[Change], console: Console) -> Result<(), Failure> {
    let moved = |path: &Arc<str>| {
        let change = changes.iter().find(|change| change.source.path == *path);
        change.map_or_else(|| path.to_string(), |change| change.path.clone())
    };
    let mut known: BTreeMap<(Code, String), usize> = BTreeMap::new();
    for problem in &before.diagnostics {
        *known.entry((problem.code, moved(&problem.place.source.path))).or_default() += 1;
    }
    let is_new = |problem: &&Diagnostic| {
        let left = known.get_mut(&(problem.code, problem.place.source.path.to_string())).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_none()
    };
    let mut is_new = is_new;
    let new: Vec<_> = after.diagnostics.iter().filter(|problem| is_new(problem)).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    console.diagnostics(&new, true)?;
    console.refusal(&format!("nothing is renamed: it would bring {}", count(new.len(), "new problem")));
    Err(Failure::Content)
}

#[cfg(test)]
mod tests;
