//! Another id for an entry: what has to change in which file so that everything still leads where it did.
//!
//! The entries' files and the two ids go in; changed texts come out, or the reason why not. Names are found by
//! [`entry::names`], so that only what names the entry changes. The old id becomes an alias, so that addresses that others
//! linked to still lead somewhere. Nothing here touches the disk, and what the change does to the site is for the caller to
//! check before anything is written.

mod alias;
mod change;

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::HashMap;
use rayon::prelude::*;

pub use change::{Change, Edit, Hunk};

use crate::diagnostic::did_you_mean;
use crate::entry::{self, Name};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::markdown::Named;
use crate::source::{Place, Source, Span};

/// Why an entry cannot be renamed, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A file of an entry.
struct File<'a> {
    id: EntryId,
    lang: Option<Lang>,
    source: &'a Arc<Source>,
    /// None when the file cannot be looked through.
    names: Option<Vec<Name>>,
}

/// What changes when the entry `old` gets the id `new`, the entry's own files first.
///
/// `entries` are all files of entries and translations; `addresses` those of the entry's pages as links write them,
/// without the slash before them: `practices/old/`.
pub fn plan(
    entries: &[Arc<Source>],
    old: &EntryId,
    new: &EntryId,
    addresses: &BTreeSet<String>,
) -> Result<Vec<Change>, Refusal> {
    let files: Vec<_> = entries.par_iter().filter_map(file).collect();
    let original = original(&files, old)?;
    refuse_taken(&files, original, old, new)?;
    refuse_hidden(&files, old)?;
    let renaming = Renaming { old, new, addresses };
    let changes: Result<Vec<_>, Refusal> = files.iter().map(|file| renaming.of_file(file, original)).collect();
    let mut changes = changes?;
    follow(&files, &mut changes);
    let mut changes: Vec<_> = changes.into_iter().filter(Change::is_one).collect();
    changes.sort_by_key(|change| (!change.is_move(), Arc::clone(&change.source.path)));
    Ok(changes)
}

fn file(source: &Arc<Source>) -> Option<File<'_>> {
    let (id, lang) = entry::id_and_language(source)?;
    Some(File { id, lang, source, names: entry::names(source) })
}

/// The file of the entry itself.
fn original<'a>(files: &'a [File<'a>], old: &EntryId) -> Result<&'a File<'a>, Refusal> {
    let mut originals = files.iter().filter(|file| file.id == *old && file.lang.is_none());
    let Some(original) = originals.next() else { return Err(not_there(files, old)) };
    match originals.next() {
        None => Ok(original),
        Some(other) => Err(Refusal::new(
            format!("two files have the id `{old}`: {} and {}", original.source.path, other.source.path),
            "rename one of the two files, then the entry",
        )),
    }
}

fn not_there(files: &[File<'_>], old: &EntryId) -> Refusal {
    let message = format!("there is no entry `{old}`");
    if let Some(file) = files.iter().find(|file| file.was(old)) {
        return Refusal::new(message, format!("it is called `{0}` now: `compendium rename {0} NEW`", file.id));
    }
    let ids = files.iter().filter(|file| file.lang.is_none()).map(|file| file.id.as_str());
    let near = did_you_mean(old.as_str(), ids);
    Refusal::new(message, near.unwrap_or_else(|| "`compendium list` lists all entries".into()))
}

/// An id, once published, never means something else; only the entry itself may take a former id back.
fn refuse_taken(files: &[File<'_>], original: &File<'_>, old: &EntryId, new: &EntryId) -> Result<(), Refusal> {
    if new == old {
        return Err(Refusal::new(format!("`{old}` is the id already"), "name another one"));
    }
    let help = "choose another one; an id, once published, never means something else";
    if let Some(file) = files.iter().find(|file| file.id == *new) {
        return Err(Refusal::new(format!("the id `{new}` is that of {}", file.source.path), help));
    }
    match files.iter().find(|file| file.was(new) && file.id != original.id) {
        Some(file) => Err(Refusal::new(format!("the id `{new}` was once that of {}", file.source.path), help)),
        None => Ok(()),
    }
}

/// A name that cannot be found would be left behind, so a file that may hold one and cannot be looked through is in the way.
fn refuse_hidden(files: &[File<'_>], old: &EntryId) -> Result<(), Refusal> {
    for file in files {
        let Some(names) = &file.names else {
            if file.id == *old || file.source.text.contains(old.as_str()) {
                let message = format!("{} cannot be looked through and may name `{old}`", file.source.path);
                return Err(Refusal::new(message, "`compendium check` tells what is wrong with it; mend that first"));
            }
            continue;
        };
        if let Some(name) = names.iter().find(|name| name.is_entry(old) && name.span.is_none()) {
            let (line, column) = Place { source: Arc::clone(file.source), span: name.at }.start();
            let message = format!("{}:{line}:{column} names `{old}` in a way that hides it", file.source.path);
            return Err(Refusal::new(message, "write the id there in plain letters, then rename"));
        }
    }
    Ok(())
}

impl File<'_> {
    /// Whether the entry had an id once.
    fn was(&self, id: &EntryId) -> bool {
        self.names.iter().flatten().any(|name| name.is_alias && name.is_entry(id))
    }
}

impl Name {
    fn is_entry(&self, id: &EntryId) -> bool {
        matches!(&self.named, Named::Entry(named) if **named == *id.as_str())
    }
}

struct Renaming<'a> {
    old: &'a EntryId,
    new: &'a EntryId,
    addresses: &'a BTreeSet<String>,
}

impl Renaming<'_> {
    fn of_file(&self, file: &File<'_>, original: &File<'_>) -> Result<Change, Refusal> {
        let is_original = std::ptr::eq(file, original);
        let names = file.names.iter().flatten();
        let mut edits: Vec<_> = names.filter_map(|name| self.edit(file.source, name, is_original)).collect();
        // Where a former id is taken back, the old one stands in its place.
        if is_original && !file.was(self.old) && !file.was(self.new) {
            edits.push(alias::add(file.source, self.old).ok_or_else(|| {
                let message = format!("the alias `{}` cannot be added to {}", self.old, file.source.path);
                Refusal::new(message, format!("write `aliases: [{}]` into it, then rename", self.old))
            })?);
        }
        let path = if file.id == *self.old { self.path(&file.source.path) } else { file.source.path.to_string() };
        Ok(Change::new(file.source, path, edits))
    }

    /// `content/x/old.fr.md` becomes `content/x/new.fr.md`.
    fn path(&self, path: &str) -> String {
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        format!("{}{}{}", &path[..name], self.new, &path[name + self.old.as_str().len()..])
    }

    fn edit(&self, source: &Source, name: &Name, is_original: bool) -> Option<Edit> {
        let span = name.span?;
        if name.is_alias {
            let taken_back = is_original && name.is_entry(self.new);
            return taken_back.then(|| Edit::new(span, self.old.as_str()));
        }
        match &name.named {
            Named::Entry(_) => name.is_entry(self.old).then(|| Edit::new(span, self.new.as_str())),
            Named::Address(_) => Some(Edit::new(self.in_address(source.slice(span), span)?, self.new.as_str())),
        }
    }

    /// Where the id stands in an address of one of the entry's pages: `/fr/practices/old/#how`.
    fn in_address(&self, address: &str, span: Span) -> Option<Span> {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        if !self.addresses.contains(path.trim_start_matches('/')) {
            return None;
        }
        let folder = path.strip_suffix("index.json").unwrap_or(path).trim_end_matches('/');
        let at = folder.rfind('/').map_or(0, |slash| slash + 1);
        let start = span.range().start + at;
        (&folder[at..] == self.old.as_str()).then(|| Span::new(start, start + self.old.as_str().len()))
    }
}

/// A translation may say which original it follows by the hash of that file. Where the file changes by renaming only, the
/// translation goes on following it.
fn follow(files: &[File<'_>], changes: &mut [Change]) {
    let originals =
        files.iter().zip(&*changes).filter(|(file, change)| file.lang.is_none() && !change.edits.is_empty());
    let originals: HashMap<_, _> =
        originals.map(|(file, change)| (&file.id, (file.source, blake3::hash(change.text.as_bytes())))).collect();
    let follows = |file: &File<'_>| {
        let (original, now) = originals.get(&file.id).filter(|_| file.lang.is_some())?;
        let (follows, span) = alias::follows(file.source)?;
        let followed = follows.len() >= 8 && original.hash.to_hex().starts_with(&follows);
        let now = now.to_hex();
        followed.then(|| Edit::new(span, now.get(..follows.len()).unwrap_or(&now)))
    };
    for (file, change) in files.iter().zip(changes) {
        if let Some(edit) = follows(file) {
            *change = change.with(edit);
        }
    }
}

#[cfg(test)]
mod tests;
