//! Carrying a plan out: the journal, the moves, the deletions, the manifest, the seal.
//!
//! At whatever step a build ends, each file is wholly old or wholly new, and manifest and journal together name all that
//! is there, so that the next build knows what is its own.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};

use anyhow::Context as _;

use super::cursor::{Cursor, ancestors, split};
use super::disk::is_in_the_way;
use super::open::Folder;
use super::plan::Plan;
use super::record::{JOURNAL, MANIFEST, MARKER, SEAL, replace};
use super::stage::Stage;
use super::{Item, UNTOUCHED};

/// The records that a build leaves.
pub(super) struct Records {
    /// When a journal was found: the manifest of what is there now. With the new journal it replaces the old one.
    pub found: Option<Vec<u8>>,
    pub manifest: Vec<u8>,
    pub seal: Vec<u8>,
}

/// Does what the plan says.
///
/// # Errors
/// What the disk said, and whether the site was touched.
pub(super) fn commit(
    folder: &Folder,
    stage: &Stage<'_>,
    items: &[Item<'_>],
    plan: &Plan<'_>,
    records: &Records,
) -> anyhow::Result<()> {
    announce(folder, records).context(UNTOUCHED)?;
    let done = carry_out(folder, stage, items, plan).and_then(|()| conclude(folder, records));
    done.context("the site was updated in part; the next build will complete it")
}

/// Says what is about to happen. Only then, and when both this and the staged files are on the disk, is a file moved:
/// after a power cut no file may be half there, nor be taken for a stranger's. One call flushes the file system; flushing
/// 20,000 files one by one takes a hundred times as long.
fn announce(folder: &Folder, records: &Records) -> anyhow::Result<()> {
    if let Some(found) = &records.found {
        write_record(folder, MANIFEST, found)?;
    }
    write_record(folder, JOURNAL, &records.manifest)?;
    folder.disk.unlink(folder.marker.as_fd(), SEAL).with_context(|| folder.cannot("unseal", ""))?;
    folder.disk.sync_all(folder.root.as_fd()).with_context(|| folder.cannot("flush", ""))
}

fn carry_out(folder: &Folder, stage: &Stage<'_>, items: &[Item<'_>], plan: &Plan<'_>) -> anyhow::Result<()> {
    clear(folder, plan)?;
    put_in_place(folder, stage, items, &plan.moves)?;
    delete(folder, plan.deletions.iter().copied())?;
    prune(folder, plan.vacated())
}

/// All that was moved must be on the disk before the seal says so.
fn conclude(folder: &Folder, records: &Records) -> anyhow::Result<()> {
    let marker = folder.marker.as_fd();
    folder.disk.sync_all(folder.root.as_fd()).with_context(|| folder.cannot("flush", ""))?;
    let named = folder.disk.rename((marker, JOURNAL), (marker, MANIFEST));
    named.with_context(|| folder.cannot("write", &record_path(MANIFEST)))?;
    seal(folder, &records.seal)
}

/// Writes the seal and waits until it is on the disk.
pub(super) fn seal(folder: &Folder, text: &[u8]) -> anyhow::Result<()> {
    write_record(folder, SEAL, text)?;
    folder.disk.sync_file(&folder.marker).with_context(|| folder.cannot("flush", MARKER))
}

/// Writes a record of the folder.
pub(super) fn write_record(folder: &Folder, name: &str, text: &[u8]) -> anyhow::Result<()> {
    let written = replace(&folder.disk, folder.marker.as_fd(), name, text);
    written.with_context(|| folder.cannot("write", &record_path(name)))
}

fn record_path(name: &str) -> String {
    format!("{MARKER}/{name}")
}

fn clear(folder: &Folder, plan: &Plan<'_>) -> anyhow::Result<()> {
    delete(folder, plan.clear_files.iter().map(String::as_str))?;
    remove_folders(folder, plan.clear_folders.iter().map(String::as_str))
}

/// One after the other: order counts, and the system renames one file at a time anyhow. Two threads were no faster.
fn put_in_place(folder: &Folder, stage: &Stage<'_>, items: &[Item<'_>], moves: &[usize]) -> anyhow::Result<()> {
    let mut cursor = Cursor::new(&folder.disk, folder.root.as_fd());
    for &index in moves {
        let (parent, name) = split(items[index].path);
        let put = cursor.make(parent).and_then(|parent| stage.take(index, parent, name));
        put.with_context(|| folder.cannot("write", items[index].path))?;
    }
    Ok(())
}

/// Deletes files that were found to be ours.
pub(super) fn delete<'p>(folder: &Folder, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<()> {
    let mut cursor = Cursor::new(&folder.disk, folder.root.as_fd());
    for path in paths {
        let (parent, name) = split(path);
        let deleted = in_folder(&mut cursor, parent, |at| folder.disk.unlink(at, name));
        deleted.with_context(|| folder.cannot("delete", path))?;
    }
    Ok(())
}

/// Removes the folders that held these files, and those above them, where nothing is left in them.
pub(super) fn prune<'p>(folder: &Folder, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<()> {
    remove_folders(folder, paths.flat_map(ancestors).collect::<BTreeSet<_>>().into_iter())
}

/// Removes those of the folders, given in order, that are empty; the deeper before the higher.
fn remove_folders<'p>(folder: &Folder, paths: impl DoubleEndedIterator<Item = &'p str>) -> anyhow::Result<()> {
    let mut cursor = Cursor::new(&folder.disk, folder.root.as_fd());
    for path in paths.rev() {
        let (parent, name) = split(path);
        let removed = in_folder(&mut cursor, parent, |at| folder.disk.remove_folder(at, name).map(|_| ()));
        removed.with_context(|| folder.cannot("remove", path))?;
    }
    Ok(())
}

/// Does something in a folder, if there still is such a folder.
fn in_folder(
    cursor: &mut Cursor<'_>,
    folder: &str,
    act: impl FnOnce(BorrowedFd<'_>) -> io::Result<()>,
) -> io::Result<()> {
    match cursor.enter(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound || is_in_the_way(&error) => Ok(()),
        at => act(at?),
    }
}
