//! The staging folder: new files wait here until all are ready, so that a build that fails leaves the site as it was.
//!
//! A staged file is named by its item's number and lies in one of a few folders, since threads that make files in one
//! folder wait for each other. The staging folder is inside the output folder and so on the same file system: moving a
//! file into place is one rename.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::OnceLock;

use super::disk::{Disk, Opened};
use super::record::{MARKER, Mark, STAGE};

/// How many folders staged files are spread over.
const SHARDS: usize = 16;
/// How much of a file that is written in parts is written at a time.
const BUFFER: usize = 256 * 1024;

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

    /// Writes the file of an item as it is made, and says what it holds.
    pub fn put_parts(
        &self,
        item: usize,
        parts: impl FnOnce(&mut dyn io::Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<Mark> {
        let shard = &self.shards()?[item % SHARDS];
        let file = self.disk.create(shard.as_fd(), &*item.to_string())?;
        let hashing = Hashing { disk: self.disk, file, hasher: blake3::Hasher::new(), length: 0 };
        let mut buffered = io::BufWriter::with_capacity(BUFFER, hashing);
        parts(&mut buffered)?;
        let written = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Mark { hash: written.hasher.finalize(), length: written.length })
    }

    /// Has the file of an item made at its path below the output folder `real`, and opens it with its length.
    ///
    /// The path leads through our own folder, whose lock is held; the file is there before it is made, so that its mode is
    /// ours and whoever makes it need not make one.
    pub fn put_file(
        &self,
        item: usize,
        real: &Path,
        make: impl FnOnce(&Path) -> anyhow::Result<()>,
    ) -> anyhow::Result<(OwnedFd, u64)> {
        let shard = &self.shards()?[item % SHARDS];
        let name = item.to_string();
        drop(self.disk.create(shard.as_fd(), &*name)?);
        make(&real.join(MARKER).join(STAGE).join((item % SHARDS).to_string()).join(&name))?;
        match self.disk.open_file(shard.as_fd(), &*name)? {
            Opened::File(file, length) => Ok((file, length)),
            Opened::Missing | Opened::Other(_) => anyhow::bail!("the file that was made is no longer there"),
        }
    }

    /// Removes the file of an item that is not needed after all.
    pub fn discard(&self, item: usize) -> io::Result<()> {
        self.disk.unlink(self.shards()?[item % SHARDS].as_fd(), &*item.to_string())
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

/// A file that is hashed while it is written.
struct Hashing<'d> {
    disk: &'d Disk,
    file: OwnedFd,
    hasher: blake3::Hasher,
    length: u64,
}

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.write_all(&self.file, bytes)?;
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
