//! Taking a site away again.

use std::os::fd::AsFd;
use std::path::Path;

use anyhow::Context as _;

use super::Report;
use super::commit::{delete, prune, write_record};
use super::examine::{Fate, examine_leftovers};
use super::open::{Folder, is_built};
use super::place::Forbidden;
use super::record::{JOURNAL, LOCK, MANIFEST, MARKER, SEAL, manifest_text};
use super::refusal::Foreign;

/// Removes the files that builds made and that are unchanged since, then the folders that this leaves empty. Anything
/// else stays; what was built and changed is reported. When anything stays, so does an empty manifest, and the folder
/// can be built into again.
///
/// # Errors
/// As those of [`Folder::open`], and what the disk said.
pub fn clean(path: &Path, forbidden: &Forbidden, wait: impl FnMut(&Path)) -> anyhow::Result<Report> {
    if !is_built(path, forbidden)? {
        return Ok(Report::default());
    }
    let mut folder = Folder::open(path, forbidden, wait)?;
    let recorded = folder.take_recorded()?;
    let leftovers = examine_leftovers(&folder, &recorded, &[])?;
    let ours = || leftovers.iter().filter(|(_, fate)| matches!(fate, Fate::Remove(_))).map(|(path, _)| *path);
    folder.disk.unlink(folder.marker.as_fd(), SEAL).with_context(|| folder.cannot("unseal", ""))?;
    delete(&folder, ours())?;
    prune(&folder, leftovers.iter().map(|(path, _)| *path))?;
    forget(&folder)?;
    let mut foreign: Vec<_> = leftovers.iter().filter_map(|(_, fate)| foreign_of(fate)).collect();
    foreign.dedup();
    Ok(Report { deleted: ours().count(), foreign, ..Report::default() })
}

fn foreign_of(fate: &Fate) -> Option<Foreign> {
    if let Fate::Foreign(foreign) = fate { Some(foreign.clone()) } else { None }
}

/// Removes the records, and the folder itself when nothing is left in it.
fn forget(folder: &Folder) -> anyhow::Result<()> {
    let names = folder.disk.list(folder.root.as_fd()).with_context(|| folder.cannot("list", ""))?;
    if names.iter().any(|name| name != MARKER) {
        write_record(folder, MANIFEST, &manifest_text(Vec::new()))?;
        return remove_records(folder, &[JOURNAL]);
    }
    remove_records(folder, &[MANIFEST, JOURNAL, LOCK])?;
    let removed = folder.disk.remove_folder(folder.root.as_fd(), MARKER);
    if removed.with_context(|| folder.cannot("remove", MARKER))? {
        // It may be in use as a mount point or as somebody's current folder, and being empty it harms nobody.
        let _ = std::fs::remove_dir(&folder.real);
    }
    Ok(())
}

/// The journal goes after the manifest: one alone still says whose the folder is, and the lock goes last.
fn remove_records(folder: &Folder, names: &[&str]) -> anyhow::Result<()> {
    for name in names {
        folder.disk.unlink(folder.marker.as_fd(), *name).with_context(|| folder.cannot("delete", MARKER))?;
    }
    Ok(())
}
