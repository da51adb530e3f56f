//! `new`: a file with every required field, and comments on the rest.
//!
//! What is wanted and what the project has go in; one new file comes out, or the reason why not. Nothing that exists is
//! ever overwritten.

mod archetype;
mod blank;
mod example;
mod existing;
mod translation;

use std::path::Path;
use std::process::Command;

use anyhow::Context;

use super::console::Console;
use super::environment::Environment;
use super::failure::Failure;
use super::meant::NewEntry;
use super::new_file;
use crate::entry::{Kind, id_and_language};
use crate::field::EntryId;
use crate::slug::slug;
use crate::source::Source;
use existing::Existing;

/// A file that is to be made.
#[derive(Debug, PartialEq)]
struct NewFile {
    /// Its path below the project's root.
    path: String,
    /// What it holds.
    text: String,
}

/// Makes the file, says where it is, and opens it if that was asked for.
pub fn run(wanted: &NewEntry, environment: &Environment, console: Console) -> Result<(), Failure> {
    let existing = Existing::read(&wanted.root)?;
    let file = plan(wanted, &existing)?;
    new_file::write(&wanted.root, &file.path, file.text.as_bytes())?;
    let path = wanted.root.join(&file.path);
    console.closing(&format!("{}\n", environment.shown(&path)))?;
    console.note("give the fields marked TODO a value; `compendium check` names those that have none");
    wanted.editor.as_deref().map_or(Ok(()), |editor| open(editor, &path))
}

fn plan(wanted: &NewEntry, existing: &Existing) -> Result<NewFile, Failure> {
    match wanted.lang {
        Some(lang) if lang != existing.site.main_language() => translation::plan(wanted, lang, existing),
        _ => entry(wanted, existing),
    }
}

fn entry(wanted: &NewEntry, existing: &Existing) -> Result<NewFile, Failure> {
    let made = || EntryId::parse(&slug(&wanted.title)).expect("slugs are well-formed ids");
    let id = wanted.id.clone().unwrap_or_else(made);
    if let Some(holder) = existing.holder(&id) {
        let help = "choose another one with `--id`; an id, once published, never means something else";
        return Err(Failure::usage(format!("the id `{id}` {holder}"), help));
    }
    let path = format!("content/{}/{id}.md", wanted.kind.plural());
    refuse_kept(wanted, &id, &path)?;
    let text = match archetype::read(&wanted.root, wanted.kind)? {
        Some(archetype) => archetype::fill(&archetype, &id, &wanted.title, wanted.day)?,
        None => blank::entry(wanted.kind, &wanted.title, wanted.day, &existing.vocabularies),
    };
    Ok(NewFile { path, text })
}

/// Names that mean something else: of files, and of pages that the site makes by itself.
fn refuse_kept(wanted: &NewEntry, id: &EntryId, path: &str) -> Result<(), Failure> {
    let help = "choose another one with `--id`";
    if id_and_language(&Source::new(path, "")).is_none() {
        return Err(Failure::usage(format!("no entry is called `{id}`: lists are made by themselves"), help));
    }
    // Entries of other kinds stand below the address of their kind, where nothing else does.
    if wanted.kind == Kind::Page && existing::has_page(wanted, id)? {
        return Err(Failure::usage(format!("another page of the site stands at `/{id}/`"), help));
    }
    Ok(())
}

fn open(editor: &[String], path: &Path) -> Result<(), Failure> {
    let (program, arguments) = editor.split_first().expect("an editor has a name");
    let status = Command::new(program).args(arguments).arg(path).status();
    let status = status.with_context(|| format!("cannot start the editor `{program}`"))?;
    if status.success() { Ok(()) } else { Err(anyhow::anyhow!("the editor `{program}` ended with {status}").into()) }
}

#[cfg(test)]
mod tests;
