//! The calls that reach what lies in the output folder. Where that folder is, and what is left of one that is cleaned, is asked of
//! the disk by `place`, `open`, `sealed` and `clean` themselves.
//!
//! Every call names one thing inside a folder that is already open, and never follows a symlink: a link planted in the
//! output cannot lead a read, a write or a deletion out of it, not even when it is planted while a build runs. Modes are
//! set after creation, so that the umask of whoever builds does not show in the result.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use rustix::fs::{self, AtFlags, Dir, FileType, FlockOperation, Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};
use rustix::path::Arg;

/// Folders that the program makes.
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
/// Files that the program makes.
const FILE_MODE: Mode = Mode::from_raw_mode(0o644);

/// A call about to be made: what a test's [`Probe`] is asked about.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    OpenFolder,
    OpenFile,
    Look,
    List,
    Read,
    MakeFolder,
    Create,
    Write,
    Rename,
    Unlink,
    RemoveFolder,
    Sync,
}

/// Asked before every call; an error is returned in place of making it. Tests fail each call in turn with it.
#[doc(hidden)]
pub type Probe = dyn Fn(Operation) -> io::Result<()> + Send + Sync;

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symlink, wherever it leads.
    Symlink,
    /// A device, a FIFO or a socket.
    Special,
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match kind {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Folder,
            FileType::Symlink => Self::Symlink,
            _ => Self::Special,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Symlink => "a symlink",
            Self::Special => "a device, FIFO or socket",
        })
    }
}

/// A name that was opened for reading.
pub(crate) enum Opened {
    Missing,
    /// A regular file and its length in bytes.
    File(OwnedFd, u64),
    Other(Kind),
}

/// The disk, with the probe of a test in front of it.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    probe: Option<Arc<Probe>>,
}

impl Disk {
    pub fn probed(probe: Arc<Probe>) -> Self {
        Self { probe: Some(probe) }
    }

    fn before(&self, operation: Operation) -> io::Result<()> {
        self.probe.as_ref().map_or(Ok(()), |probe| probe(operation))
    }

    /// Opens a folder; anything else under that name, a link to a folder included, is [`is_in_the_way`].
    pub fn open_folder(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<OwnedFd> {
        self.before(Operation::OpenFolder)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(fs::openat(at, name, flags, Mode::empty())?)
    }

    /// Opens a folder, making it first when it is missing, as most are that a page is moved into.
    pub fn make_folder(&self, at: BorrowedFd<'_>, name: impl Arg + Copy) -> io::Result<OwnedFd> {
        self.before(Operation::MakeFolder)?;
        match fs::mkdirat(at, name, FOLDER_MODE) {
            // It is there, or another thread was faster and sets the mode.
            Err(Errno::EXIST) => return self.open_folder(at, name),
            made => made?,
        }
        let folder = self.open_folder(at, name)?;
        fs::fchmod(&folder, FOLDER_MODE)?;
        Ok(folder)
    }

    /// Opens a name for reading without waiting for the other end of a FIFO.
    pub fn open_file(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<Opened> {
        self.before(Operation::OpenFile)?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = match fs::openat(at, name, flags, Mode::empty()) {
            Err(Errno::NOENT) => return Ok(Opened::Missing),
            Err(Errno::LOOP | Errno::MLINK) => return Ok(Opened::Other(Kind::Symlink)),
            Err(Errno::NXIO | Errno::OPNOTSUPP) => return Ok(Opened::Other(Kind::Special)),
            opened => opened?,
        };
        let stat = fs::fstat(&file)?;
        match FileType::from_raw_mode(stat.st_mode).into() {
            Kind::File => Ok(Opened::File(file, u64::try_from(stat.st_size).unwrap_or(0))),
            other => Ok(Opened::Other(other)),
        }
    }

    /// Reads a file of a known length into `buffer`. One byte more is asked for, so that one call suffices and a file
    /// that grew meanwhile is seen to be longer.
    pub fn read(&self, file: &OwnedFd, length: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
        self.before(Operation::Read)?;
        let wanted = usize::try_from(length).map_err(io::Error::other)?.saturating_add(1);
        buffer.resize(wanted, 0);
        let mut filled = 0;
        while filled < wanted {
            match retry_on_intr(|| rustix::io::read(file, &mut buffer[filled..]))? {
                0 => break,
                count => filled += count,
            }
            if filled + 1 == wanted {
                break;
            }
        }
        buffer.truncate(filled);
        Ok(())
    }

    /// Reads what stands at an offset of a file: as much as the buffer holds, less at its end, nothing behind it.
    pub fn read_at(&self, file: &OwnedFd, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.before(Operation::Read)?;
        Ok(retry_on_intr(|| rustix::io::pread(file, &mut *buffer, offset))?)
    }

    /// Makes a file that must not exist yet.
    pub fn create(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<OwnedFd> {
        self.before(Operation::Create)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = fs::openat(at, name, flags, FILE_MODE)?;
        fs::fchmod(&file, FILE_MODE)?;
        Ok(file)
    }

    pub fn write_all(&self, file: &OwnedFd, mut bytes: &[u8]) -> io::Result<()> {
        self.before(Operation::Write)?;
        while !bytes.is_empty() {
            match retry_on_intr(|| rustix::io::write(file, bytes))? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                count => bytes = &bytes[count..],
            }
        }
        Ok(())
    }

    /// Moves a file over whatever file or link has the new name; a reader sees the one or the other, whole.
    pub fn rename(&self, from: (BorrowedFd<'_>, &str), to: (BorrowedFd<'_>, &str)) -> io::Result<()> {
        self.before(Operation::Rename)?;
        Ok(fs::renameat(from.0, from.1, to.0, to.1)?)
    }

    /// Removes a file or a link; a missing one is fine.
    pub fn unlink(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<()> {
        self.before(Operation::Unlink)?;
        match fs::unlinkat(at, name, AtFlags::empty()) {
            Err(Errno::NOENT) => Ok(()),
            removed => Ok(removed?),
        }
    }

    /// Removes an empty folder and says whether it is gone. One that holds something stays, which is no error, and so
    /// do a mount point and what is no folder.
    pub fn remove_folder(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<bool> {
        self.before(Operation::RemoveFolder)?;
        match fs::unlinkat(at, name, AtFlags::REMOVEDIR) {
            Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR | Errno::BUSY) => Ok(false),
            Err(Errno::NOENT) => Ok(true),
            removed => Ok(removed.map(|()| true)?),
        }
    }

    /// What stands under a name, if anything does.
    pub fn look(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<Option<Kind>> {
        Ok(self.measure(at, name)?.map(|(kind, _)| kind))
    }

    /// What stands under a name, and its length in bytes.
    pub fn measure(&self, at: BorrowedFd<'_>, name: impl Arg) -> io::Result<Option<(Kind, u64)>> {
        self.before(Operation::Look)?;
        let stat = match fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => return Ok(None),
            stat => stat?,
        };
        Ok(Some((FileType::from_raw_mode(stat.st_mode).into(), u64::try_from(stat.st_size).unwrap_or(0))))
    }

    /// The names in a folder, sorted by their bytes.
    pub fn list(&self, folder: BorrowedFd<'_>) -> io::Result<Vec<OsString>> {
        self.before(Operation::List)?;
        let mut names = Vec::new();
        for entry in Dir::read_from(folder)? {
            let entry = entry?;
            let name = std::ffi::OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Waits until one file is on the disk.
    pub fn sync_file(&self, file: &OwnedFd) -> io::Result<()> {
        self.before(Operation::Sync)?;
        Ok(fs::fsync(file)?)
    }

    /// Waits until everything written so far is on the disk, in one call instead of one for each of 20,000 files.
    pub fn sync_all(&self, folder: BorrowedFd<'_>) -> io::Result<()> {
        self.before(Operation::Sync)?;
        sync_file_system(folder)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_file_system(folder: BorrowedFd<'_>) -> io::Result<()> {
    Ok(fs::syncfs(folder)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
fn sync_file_system(_: BorrowedFd<'_>) -> io::Result<()> {
    fs::sync();
    Ok(())
}

/// Whether a folder could not be opened because something else has its name.
pub(crate) fn is_in_the_way(error: &io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    errno.is_some_and(|errno| [Errno::NOTDIR, Errno::LOOP, Errno::MLINK].contains(&errno))
}

/// Takes the lock of an open file, or says that another holds it.
pub(crate) fn try_lock(file: &OwnedFd) -> io::Result<bool> {
    match fs::flock(file, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => Ok(false),
        locked => Ok(locked.map(|()| true)?),
    }
}

/// Takes the lock of an open file, however long that takes.
pub(crate) fn wait_for_lock(file: &OwnedFd) -> io::Result<()> {
    Ok(retry_on_intr(|| fs::flock(file, FlockOperation::LockExclusive))?)
}

/// Opens or makes the file that is locked. Writable, since some network file systems lock no other.
pub(crate) fn open_lock(at: BorrowedFd<'_>, name: &str) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(fs::openat(at, name, flags, FILE_MODE)?)
}

/// Whether a name still means the file that is open.
pub(crate) fn is_same(at: BorrowedFd<'_>, name: &str, open: impl AsFd) -> io::Result<bool> {
    let open = fs::fstat(open)?;
    match fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW) {
        Err(Errno::NOENT) => Ok(false),
        stat => Ok(stat.map(|stat| (stat.st_dev, stat.st_ino) == (open.st_dev, open.st_ino))?),
    }
}
