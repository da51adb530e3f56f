//! A sealed output folder, opened to be read: what publishing ships.
//!
//! Nothing is written here. The lock is held while the value lives, so that no build changes a file that is being read,
//! and a file is given out only when it still holds what the build wrote.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context as _, bail, ensure};
use rustix::fs::{self, Mode, OFlags};

use super::cursor::{Cursor, Found};
use super::disk::{self, Disk};
use super::record::{self, JOURNAL, LOCK, MANIFEST, MARKER, Mark, SEAL, Seal};

/// One file of a sealed site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// Path below the output folder.
    pub path: Arc<str>,
    /// BLAKE3 of its content.
    pub hash: blake3::Hash,
    /// Bytes.
    pub length: u64,
    /// What made it: the path of a source or the family of a page.
    pub cause: Box<str>,
}

/// Why a folder holds no site that can be shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsealed {
    /// There is no folder, or nothing of a build in it.
    Missing,
    /// A build was interrupted, or its records do not fit each other.
    Interrupted,
}

/// A sealed site, locked.
pub struct Sealed {
    /// As it was given, for messages.
    path: PathBuf,
    disk: Disk,
    root: OwnedFd,
    _lock: OwnedFd,
    /// What the seal says.
    pub seal: Seal,
    /// When the seal was written.
    pub sealed_at: SystemTime,
    /// Every file, sorted by path.
    pub files: Vec<SealedFile>,
}

impl Sealed {
    /// Opens a site that is complete. `wait` is called when a build holds the folder; this waits until it has ended.
    ///
    /// # Errors
    /// What the disk said, and records that cannot be read. A folder without a sealed site is no error but [`Unsealed`].
    pub fn open(path: &Path, wait: impl FnOnce()) -> anyhow::Result<Result<Self, Unsealed>> {
        let disk = Disk::default();
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = match fs::open(path, flags, Mode::empty()).map_err(io::Error::from) {
            Err(error) if is_absent(&error) => return Ok(Err(Unsealed::Missing)),
            root => root.with_context(|| format!("cannot open `{}`", path.display()))?,
        };
        let marker = match disk.open_folder(root.as_fd(), MARKER) {
            Err(error) if is_absent(&error) => return Ok(Err(Unsealed::Missing)),
            marker => marker.with_context(|| format!("cannot open `{}/{MARKER}`", path.display()))?,
        };
        let lock = lock(&marker, wait).with_context(|| format!("cannot lock `{}`", path.display()))?;
        let read = |name| record::read(&disk, marker.as_fd(), name);
        let (seal, manifest) = (read(SEAL)?, read(MANIFEST)?);
        let (Some(seal), Some(manifest)) = (seal, manifest) else { return Ok(Err(Unsealed::Interrupted)) };
        let seal = serde_json::from_slice::<Seal>(&seal).context("the seal cannot be read")?;
        let fits = blake3::hash(&manifest).to_hex().as_str() == seal.manifest;
        if !fits || disk.look(marker.as_fd(), JOURNAL)?.is_some() {
            return Ok(Err(Unsealed::Interrupted));
        }
        let sealed_at = File::from(open_seal(&marker)?).metadata()?.modified()?;
        let files = record::sealed_files(&manifest)?;
        Ok(Ok(Self { path: path.to_owned(), disk, root, _lock: lock, seal, sealed_at, files }))
    }

    /// A file that holds what the build wrote, at its beginning.
    ///
    /// # Errors
    /// What the disk said, and when the file is gone or was changed since it was built.
    pub fn open_file(&self, file: &SealedFile) -> anyhow::Result<File> {
        let shown = self.path.join(&*file.path);
        let shown = shown.display();
        let mut open = match Cursor::new(&self.disk, self.root.as_fd()).find(&file.path) {
            Ok(Found::File(open, _)) => File::from(open),
            Ok(_) => bail!("`{shown}` is gone since it was built; build the site again"),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
        };
        let mark = mark_of(&mut open).with_context(|| format!("cannot read `{shown}`"))?;
        let expected = Mark { hash: file.hash, length: file.length };
        ensure!(mark == expected, "`{shown}` was changed since it was built; build the site again");
        open.seek(SeekFrom::Start(0))?;
        Ok(open)
    }

    /// The bytes of a file, as the build wrote them.
    ///
    /// # Errors
    /// Those of [`Sealed::open_file`].
    pub fn read(&self, file: &SealedFile) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(file.length)?);
        let mut open = match Cursor::new(&self.disk, self.root.as_fd()).find(&file.path) {
            Ok(Found::File(open, _)) => File::from(open),
            _ => self.open_file(file)?,
        };
        open.read_to_end(&mut bytes)?;
        let shown = self.path.join(&*file.path);
        let unchanged = blake3::hash(&bytes) == file.hash;
        ensure!(unchanged, "`{}` was changed since it was built; build the site again", shown.display());
        Ok(bytes)
    }
}

/// Whether there is nothing of a build under a name.
fn is_absent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || disk::is_in_the_way(error)
}

fn open_seal(marker: &OwnedFd) -> io::Result<OwnedFd> {
    Ok(fs::openat(marker, SEAL, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?)
}

fn lock(marker: &OwnedFd, wait: impl FnOnce()) -> io::Result<OwnedFd> {
    let lock = disk::open_lock(marker.as_fd(), LOCK)?;
    if !disk::try_lock(&lock)? {
        wait();
        disk::wait_for_lock(&lock)?;
    }
    Ok(lock)
}

/// Reads to the end in pieces, so that a large file takes no more memory than a small one.
fn mark_of(file: &mut File) -> io::Result<Mark> {
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(Mark { hash: hasher.finalize(), length });
        }
        hasher.update(&piece[..count]);
        length += count as u64;
    }
}
