//! The staging folder: new files wait here until all are ready, so that a build that fails leaves the site as it was.
//!
//! A staged file is named by its item's number and lies in one of a few folders, since threads that make files in one
//! folder wait for each other. The staging folder is inside the output folder and so on the same file system: moving a
//! file into place is one rename.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;

use super::disk::Disk;
use super::record::STAGE;

/// How many folders staged files are spread over.
const SHARDS: usize = 16;

/// The staging folder of one build. It is made when the first file needs it, and emptied and removed when it goes.
pub(super) struct Stage<'d> {
    disk: &'d Disk,
    marker: BorrowedFd<'d>,
    shards: OnceLock<Vec<OwnedFd>>,
}

impl<'d> Stage<'d> {
    pub fn new(disk: &'d Disk, marker: BorrowedFd<'d>) -> Self {
        Self { disk, marker, shards: OnceLock::new() }
    }

    /// Writes the file of an item; from several threads at once.
    pub fn put(&self, item: usize, bytes: &[u8]) -> io::Result<()> {
        let shard = &self.shards()?[item % SHARDS];
        let file = self.disk.create(shard.as_fd(), &*item.to_string())?;
        self.disk.write_all(&file, bytes)
    }

    /// Moves the file of an item to its place.
    pub fn take(&self, item: usize, folder: BorrowedFd<'_>, name: &str) -> io::Result<()> {
        let shard = &self.shards()?[item % SHARDS];
        self.disk.rename((shard.as_fd(), &item.to_string()), (folder, name))
    }

    /// Two threads may both make the folders; both then open the same ones.
    fn shards(&self) -> io::Result<&[OwnedFd]> {
        if let Some(shards) = self.shards.get() {
            return Ok(shards);
        }
        let stage = self.disk.make_folder(self.marker, STAGE)?;
        let open = |shard: usize| self.disk.make_folder(stage.as_fd(), &*shard.to_string());
        let shards = (0..SHARDS).map(open).collect::<io::Result<_>>();
        if shards.is_err() {
            let _ = sweep(self.disk, self.marker);
        }
        let shards = shards?;
        Ok(self.shards.get_or_init(|| shards))
    }
}

impl Drop for Stage<'_> {
    /// What cannot be removed now is removed when the folder is next opened.
    fn drop(&mut self) {
        if self.shards.get().is_some() {
            let _ = sweep(self.disk, self.marker);
        }
    }
}

/// Removes the staging folder and what a build left in it. Only names that a build gives are touched; should anything
/// else be there, it and its folder stay.
pub(super) fn sweep(disk: &Disk, marker: BorrowedFd<'_>) -> io::Result<()> {
    let stage = match disk.open_folder(marker, STAGE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        stage => stage?,
    };
    for shard in numbers(disk, stage.as_fd())? {
        let folder = disk.open_folder(stage.as_fd(), &*shard)?;
        for item in numbers(disk, folder.as_fd())? {
            disk.unlink(folder.as_fd(), &*item)?;
        }
        disk.remove_folder(stage.as_fd(), &*shard)?;
    }
    disk.remove_folder(marker, STAGE).map(|_| ())
}

fn numbers(disk: &Disk, folder: BorrowedFd<'_>) -> io::Result<Vec<String>> {
    let names = disk.list(folder)?;
    let is_number = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    Ok(names.into_iter().filter_map(|name| name.into_string().ok()).filter(is_number).collect())
}
