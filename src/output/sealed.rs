//! A sealed output folder, opened to be read: what publishing ships.
//!
//! Nothing is written here. The lock is held while the value lives, so that no build changes a file that is being read,
//! and a file is given out only when it still holds what the build wrote.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
        let files = record::sealed_files(&manifest)?;
        Ok(Ok(Self { path: path.to_owned(), disk, root, _lock: lock, seal, files }))
    }

    /// A file that holds what the build wrote, at its beginning.
    ///
    /// # Errors
    /// What the disk said, and when the file is gone or was changed since it was built.
    pub fn open_file(&self, file: &SealedFile) -> anyhow::Result<File> {
        let mut open = File::from(self.find(file)?);
        let mark = mark_of(&open, file.length).with_context(|| self.cannot_read(file))?;
        let expected = Mark { hash: file.hash, length: file.length };
        ensure!(mark == expected, self.changed(file));
        open.seek(SeekFrom::Start(0))?;
        Ok(open)
    }

    /// The bytes of a file, as the build wrote them.
    ///
    /// # Errors
    /// Those of [`Sealed::open_file`].
    pub fn read(&self, file: &SealedFile) -> anyhow::Result<Vec<u8>> {
        let open = self.find(file)?;
        let mut bytes = Vec::new();
        self.disk.read(&open, file.length, &mut bytes).with_context(|| self.cannot_read(file))?;
        ensure!(blake3::hash(&bytes) == file.hash, self.changed(file));
        Ok(bytes)
    }

    /// A file that may be what was built: it has that length. One that has grown is not read for that.
    fn find(&self, file: &SealedFile) -> anyhow::Result<OwnedFd> {
        let found = Cursor::new(&self.disk, self.root.as_fd()).find(&file.path);
        match found.with_context(|| self.cannot_read(file))? {
            Found::File(open, length) if length == file.length => Ok(open),
            Found::File(..) => bail!(self.changed(file)),
            _ => bail!("`{}` is gone since it was built; build the site again", self.shown(file)),
        }
    }

    fn shown(&self, file: &SealedFile) -> String {
        self.path.join(&*file.path).display().to_string()
    }

    fn cannot_read(&self, file: &SealedFile) -> String {
        format!("cannot read `{}`", self.shown(file))
    }

    fn changed(&self, file: &SealedFile) -> String {
        format!("`{}` was changed since it was built; build the site again", self.shown(file))
    }
}

/// Whether there is nothing of a build under a name.
fn is_absent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || disk::is_in_the_way(error)
}

fn lock(marker: &OwnedFd, wait: impl FnOnce()) -> io::Result<OwnedFd> {
    let lock = disk::open_lock(marker.as_fd(), LOCK)?;
    if !disk::try_lock(&lock)? {
        wait();
        disk::wait_for_lock(&lock)?;
    }
    Ok(lock)
}

/// Reads in pieces, so that a large file takes no more memory than a small one, and no further than to see that a file has
/// grown.
fn mark_of(file: &File, length: u64) -> io::Result<Mark> {
    let mut hasher = blake3::Hasher::new();
    let length = io::copy(&mut file.take(length.saturating_add(1)), &mut hasher)?;
    Ok(Mark { hash: hasher.finalize(), length })
}
