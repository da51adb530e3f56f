//! Opening an output folder: checked, locked, and rid of what an interrupted build left.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use rustix::fs::{self, Mode, OFlags};

use super::address;
use super::disk::{self, Disk, Kind};
use super::place::{Forbidden, Place, locate};
use super::record::{self, DRAFT, JOURNAL, LOCK, MANIFEST, MARKER, Recorded, SEAL, STAGE, Seal};
use super::refusal::{Reason, Refused};
use super::stage;

/// How often a folder may vanish between being made and being locked before the build gives up.
const TRIES: usize = 100;

/// How many names of a stranger's files a refusal shows.
const EXAMPLES: usize = 3;

/// What the program keeps in its own folder.
const OWN: [(&str, Kind); 6] = [
    (LOCK, Kind::File),
    (STAGE, Kind::Folder),
    (DRAFT, Kind::File),
    (JOURNAL, Kind::File),
    (MANIFEST, Kind::File),
    (SEAL, Kind::File),
];

/// An output folder that may be written: it was checked, and no other build can open it while this value lives.
///
/// A process that opens one folder twice waits for itself.
pub struct Folder {
    /// As it was given, for messages.
    pub(super) path: PathBuf,
    /// Where it is, without links.
    pub(super) real: PathBuf,
    pub(super) disk: Disk,
    pub(super) root: OwnedFd,
    pub(super) marker: OwnedFd,
    /// The system takes the lock away when this closes, however the process ends.
    _lock: OwnedFd,
    /// None after a build: the next one reads it again.
    pub(super) recorded: Option<Recorded>,
}

impl Folder {
    /// Opens the output folder of a site, making it when it is missing.
    ///
    /// `wait` is called with the folder when another build holds it; opening then waits until that one has ended.
    ///
    /// # Errors
    /// [`Refused`] when the folder may not be written, with nothing touched; otherwise what the disk said.
    pub fn open(path: &Path, forbidden: &Forbidden, wait: impl FnMut(&Path)) -> anyhow::Result<Self> {
        Self::open_on(Disk::default(), path, forbidden, wait)
    }

    /// [`Folder::open`] with a probe that is asked before every call to the disk; for tests.
    #[doc(hidden)]
    pub fn open_probed(path: &Path, forbidden: &Forbidden, probe: std::sync::Arc<disk::Probe>) -> anyhow::Result<Self> {
        Self::open_on(Disk::probed(probe), path, forbidden, |_| ())
    }

    fn open_on(disk: Disk, path: &Path, forbidden: &Forbidden, mut wait: impl FnMut(&Path)) -> anyhow::Result<Self> {
        let place = locate(path, forbidden)?;
        let (root, marker, lock) = lock_place(&disk, path, &place, &mut wait)?;
        let (path, real) = (path.to_owned(), place.real);
        let mut folder = Self { path, real, disk, root, marker, _lock: lock, recorded: None };
        let marker = folder.marker.as_fd();
        folder.recorded = Some(folder.read_recorded()?);
        folder.refuse_other_site(forbidden)?;
        stage::sweep(&folder.disk, marker).with_context(|| folder.cannot("tidy", MARKER))?;
        folder.disk.unlink(marker, DRAFT).with_context(|| folder.cannot("tidy", MARKER))?;
        Ok(folder)
    }

    /// The site that is there is the one that may be. Builds of earlier versions do not say whose they are.
    fn refuse_other_site(&self, forbidden: &Forbidden) -> anyhow::Result<()> {
        let Some(expected) = &forbidden.site else { return Ok(()) };
        let found = self.read_seal()?.map(|seal| seal.facts.site).unwrap_or_default();
        if found.is_empty() || found == *expected { Ok(()) } else { Err(self.refuse(Reason::OtherSite(found)).into()) }
    }

    /// The seal, when there is one that can be read.
    pub(super) fn read_seal(&self) -> anyhow::Result<Option<Seal>> {
        let text = record::read(&self.disk, self.marker.as_fd(), SEAL)?;
        Ok(text.and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// What is ours, as the folder stands now.
    pub(super) fn take_recorded(&mut self) -> anyhow::Result<Recorded> {
        self.recorded.take().map_or_else(|| self.read_recorded(), Ok)
    }

    fn read_recorded(&self) -> anyhow::Result<Recorded> {
        Recorded::read(&self.disk, self.marker.as_fd()).map_err(|error| {
            if error.root_cause().is::<io::Error>() {
                return error.context(format!("cannot read the records of `{}`", self.path.display()));
            }
            self.refuse(Reason::Record(format!("{error:#}"))).into()
        })
    }

    pub(super) fn refuse(&self, reason: Reason) -> Refused {
        Refused { folder: self.path.clone(), reason }
    }

    /// What could not be done with a path below the folder, for an error's context.
    pub(super) fn cannot(&self, verb: &str, path: &str) -> String {
        format!("cannot {verb} `{}`", self.path.join(path).display())
    }
}

/// What the seal of a folder says that its site was made from, told without a lock: whether it is worth asking
/// [`Folder::current`].
pub fn sealed_inputs(path: &Path) -> Option<String> {
    let disk = Disk::default();
    let marker = disk.open_folder(open_existing(path).ok()?.as_fd(), MARKER).ok()?;
    let text = record::read(&disk, marker.as_fd(), SEAL).ok()??;
    serde_json::from_slice::<Seal>(&text).ok()?.facts.inputs
}

/// Whether a folder exists and holds anything of a build: whether there is something to clean.
pub(super) fn is_built(path: &Path, forbidden: &Forbidden) -> anyhow::Result<bool> {
    let disk = Disk::default();
    let place = locate(path, forbidden)?;
    if !place.exists {
        return Ok(false);
    }
    let root = open_existing(&place.real).with_context(|| format!("cannot open `{}`", path.display()))?;
    recognise(&disk, root.as_fd(), path)?;
    Ok(disk.look(root.as_fd(), MARKER)?.is_some())
}

/// Opens and locks an output folder. `clean` may remove folder and lock between any two steps, so that what was locked
/// may be gone; then all is done again.
fn lock_place(
    disk: &Disk,
    path: &Path,
    place: &Place,
    wait: &mut impl FnMut(&Path),
) -> anyhow::Result<(OwnedFd, OwnedFd, OwnedFd)> {
    let shown = path.display();
    for _ in 0..TRIES {
        let root = open_root(disk, &place.real).with_context(|| format!("cannot make or open `{shown}`"))?;
        recognise(disk, root.as_fd(), path)?;
        let locked = lock_marker(disk, root.as_fd(), || wait(path));
        match locked {
            Ok(Some((marker, lock))) => return Ok((root, marker, lock)),
            Ok(None) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot lock `{shown}`")),
        }
    }
    Err(anyhow!("cannot lock `{shown}`: it vanishes again and again"))
}

/// Takes the lock; none when it was removed meanwhile.
fn lock_marker(disk: &Disk, root: BorrowedFd<'_>, wait: impl FnOnce()) -> io::Result<Option<(OwnedFd, OwnedFd)>> {
    let marker = disk.make_folder(root, MARKER)?;
    let lock = disk::open_lock(marker.as_fd(), LOCK)?;
    if !disk::try_lock(&lock)? {
        wait();
        disk::wait_for_lock(&lock)?;
    }
    let current = disk::is_same(root, MARKER, &marker)? && disk::is_same(marker.as_fd(), LOCK, &lock)?;
    Ok(current.then_some((marker, lock)))
}

/// Opens a folder, making it and what is missing above it.
fn open_root(disk: &Disk, real: &Path) -> io::Result<OwnedFd> {
    // Told before a part of the path is made.
    if real.components().any(|part| part.as_os_str().len() > address::LONGEST_NAME)
        || real.as_os_str().len() >= address::LONGEST_PATH
    {
        return Err(rustix::io::Errno::NAMETOOLONG.into());
    }
    let above = real.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("/"));
    let mut folder = open_existing(above)?;
    for name in real.strip_prefix(above).into_iter().flatten() {
        folder = disk.make_folder(folder.as_fd(), name)?;
    }
    Ok(folder)
}

fn open_existing(folder: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(fs::open(folder, flags, Mode::empty())?)
}

/// Refuses a folder that holds anything and is not ours. No lock is held yet, so that builds and cleanings may go on: a
/// build writes its journal before its first file, a cleaning deletes its last file before the manifest. What is listed
/// between two looks at the records that find none is therefore a stranger's, unless a whole build and cleaning fit in
/// between, and then it is gone the next time.
fn recognise(disk: &Disk, root: BorrowedFd<'_>, path: &Path) -> anyhow::Result<()> {
    let mut strangers = Vec::new();
    for _ in 0..TRIES {
        if is_ours(disk, root, path)? {
            return Ok(());
        }
        strangers = list_strangers(disk, root)?;
        if strangers.is_empty() || is_ours(disk, root, path)? {
            return Ok(());
        }
    }
    Err(Refused { folder: path.to_owned(), reason: Reason::Stranger(examples(&strangers)) }.into())
}

/// Whether a build has left its records here. What has one of their names and is of another kind is refused.
fn is_ours(disk: &Disk, root: BorrowedFd<'_>, path: &Path) -> anyhow::Result<bool> {
    let refuse = |reason| Err(Refused { folder: path.to_owned(), reason }.into());
    match disk.look(root, MARKER)? {
        None => return Ok(false),
        Some(Kind::Folder) => {}
        Some(kind) => return refuse(Reason::NotOurs(String::new(), kind)),
    }
    let marker = match disk.open_folder(root, MARKER) {
        // A cleaning has removed it since.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        marker => marker?,
    };
    if let Some((name, kind)) = find_impostor(disk, marker.as_fd())? {
        return refuse(Reason::NotOurs(format!("/{name}"), kind));
    }
    // The journal is looked for first, since a build that ends meanwhile turns the one into the other.
    Ok(disk.look(marker.as_fd(), JOURNAL)?.is_some() || disk.look(marker.as_fd(), MANIFEST)?.is_some())
}

/// What lies in the folder and, beside our own names, in ours.
fn list_strangers(disk: &Disk, root: BorrowedFd<'_>) -> io::Result<Vec<OsString>> {
    let is_own = |name: &OsStr| OWN.iter().any(|(own, _)| name == *own);
    let mut strangers = disk.list(root)?;
    strangers.retain(|name| name != MARKER);
    match disk.open_folder(root, MARKER) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        marker => strangers.extend(disk.list(marker?.as_fd())?.into_iter().filter(|name| !is_own(name))),
    }
    Ok(strangers)
}

/// Something in our own folder that has one of our names and is of another kind, a symlink say.
fn find_impostor(disk: &Disk, marker: BorrowedFd<'_>) -> io::Result<Option<(&'static str, Kind)>> {
    for (name, expected) in OWN {
        if let Some(kind) = disk.look(marker, name)?.filter(|kind| *kind != expected) {
            return Ok(Some((name, kind)));
        }
    }
    Ok(None)
}

fn examples(names: &[OsString]) -> Vec<String> {
    let mut shown: Vec<_> = names.iter().take(EXAMPLES).map(|name| format!("`{}`", name.display())).collect();
    if names.len() > EXAMPLES {
        shown.push("…".to_owned());
    }
    shown
}
