//! What is known of a project that is read again and again: the texts, and how every file looks from outside.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ahash::{HashMap, HashSet};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};

use super::{input_folders, is_hidden_name};
use crate::source::Source;

/// How long a file must have been left alone to be known by its looks: it may change twice within one tick of the clock of
/// its file system, and looks the same then.
const SETTLED: Duration = Duration::from_millis(100);

/// What a file looks like from outside. The time is that of the last change of content, name or rights, which no program
/// can set back, as it can the time of the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Bytes.
    pub length: u64,
    /// Seconds and nanoseconds since 1970.
    changed: (i64, i64),
    inode: u64,
}

impl Stamp {
    /// That of a file that was looked at.
    pub fn of(metadata: &Metadata) -> Self {
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Self { length: metadata.len(), changed, inode: metadata.ino() }
    }

    fn is_settled(self, now: SystemTime) -> bool {
        let seconds = Duration::from_secs(u64::try_from(self.changed.0).unwrap_or_default());
        let changed = UNIX_EPOCH + seconds + Duration::from_nanos(u64::try_from(self.changed.1).unwrap_or_default());
        now.duration_since(changed).is_ok_and(|age| age > SETTLED)
    }
}

/// Text files that were read, by path below the root, for those who read a project again and again.
#[derive(Debug, Default)]
pub struct Known(HashMap<Arc<str>, (Option<Stamp>, Arc<Source>)>);

impl Known {
    /// A file that still looks as it did.
    pub(super) fn get(&self, path: &str, stamp: Stamp) -> Option<Arc<Source>> {
        let (known, source) = self.0.get(path)?;
        (*known == Some(stamp)).then(|| Arc::clone(source))
    }

    /// A text that was just read, or the one that is known where it is the same: no text is held twice.
    pub(super) fn once(&self, read: Arc<Source>) -> Arc<Source> {
        match self.0.get(&read.path) {
            Some((_, known)) if known.hash == read.hash => Arc::clone(known),
            _ => read,
        }
    }

    /// One that changed just before it was read is read again.
    pub(super) fn remember(&mut self, stamp: Stamp, source: &Arc<Source>, now: SystemTime) {
        let stamp = stamp.is_settled(now).then_some(stamp);
        self.0.insert(Arc::clone(&source.path), (stamp, Arc::clone(source)));
    }

    /// Notes a text that somebody else read.
    pub fn note(&mut self, source: &Arc<Source>) {
        self.0.insert(Arc::clone(&source.path), (None, Arc::clone(source)));
    }

    /// The text of a file, as it was read last.
    pub fn text(&self, path: &str) -> Option<&Arc<Source>> {
        self.0.get(path).map(|(_, source)| source)
    }
}

/// How all files of a project look from outside: the same for as long as nothing changes. For each file the hash of its path
/// and that of what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look(HashMap<u64, u64>);

impl Look {
    /// Looks at every file that [`load`](super::load) would read, and at `others`; nothing is opened but folders. None when
    /// a file changed just now, so that it may change again and look the same.
    pub fn at(root: &Path, theme: &str, others: &[&str]) -> Option<Self> {
        let mut looking = Looking { now: SystemTime::now(), look: HashMap::default(), is_settled: true };
        for other in others {
            looking.file(CWD, root.join(other), hash(other.as_bytes()));
        }
        let mut folders: Vec<PathBuf> = input_folders(theme).into_iter().map(PathBuf::from).collect();
        while let Some(folder) = folders.pop() {
            looking.folder(root, &folder, &mut folders);
        }
        looking.is_settled.then_some(Self(looking.look))
    }

    /// Whether it differs from another one in nothing but these files, by their paths below the root, which are in both.
    pub fn differs_in_no_others<'a>(&self, other: &Self, paths: impl Iterator<Item = &'a str>) -> bool {
        let spared: HashSet<u64> = paths.map(|path| hash(path.as_bytes())).collect();
        let is_same = |(name, stamp): (&u64, &u64)| match other.0.get(name) {
            Some(known) => known == stamp || spared.contains(name),
            None => false,
        };
        self.0.len() == other.0.len() && self.0.iter().all(is_same)
    }
}

fn hash(value: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

struct Looking {
    now: SystemTime,
    look: HashMap<u64, u64>,
    is_settled: bool,
}

impl Looking {
    /// Looks at what is in a folder; folders in it are for later.
    fn folder(&mut self, root: &Path, folder: &Path, later: &mut Vec<PathBuf>) {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let path = root.join(folder);
        // What is no folder is looked at as a file: a link, or nothing at all.
        let Ok(opened) = openat(CWD, &path, flags, Mode::empty()) else {
            return self.file(CWD, &path, hash(folder.as_os_str().as_bytes()));
        };
        self.items(&opened, folder, later);
    }

    fn items(&mut self, opened: &OwnedFd, folder: &Path, later: &mut Vec<PathBuf>) {
        let Ok(items) = Dir::read_from(opened) else { return };
        let mut path = folder.as_os_str().as_bytes().to_vec();
        path.push(b'/');
        let start = path.len();
        for item in items.flatten() {
            let name = item.file_name();
            if is_hidden_name(folder == Path::new("static"), OsStr::from_bytes(name.to_bytes())) {
                continue;
            }
            let below = || folder.join(OsStr::from_bytes(name.to_bytes()));
            match item.file_type() {
                FileType::Directory => later.push(below()),
                // Not every file system tells in its list what is a folder.
                FileType::Unknown if is_folder(opened, name) => later.push(below()),
                _ => {
                    path.truncate(start);
                    path.extend_from_slice(name.to_bytes());
                    self.file(opened, name, hash(&path));
                }
            }
        }
    }

    fn file(&mut self, folder: impl std::os::fd::AsFd, path: impl rustix::path::Arg, name: u64) {
        let mut hasher = DefaultHasher::new();
        if let Ok(found) = statat(folder, path, AtFlags::SYMLINK_NOFOLLOW) {
            let changed = (found.st_ctime, i64::try_from(found.st_ctime_nsec).unwrap_or_default());
            let length = u64::try_from(found.st_size).unwrap_or_default();
            let stamp = Stamp { length, changed, inode: found.st_ino };
            self.is_settled &= stamp.is_settled(self.now);
            (stamp, found.st_mode).hash(&mut hasher);
        }
        self.look.insert(name, hasher.finish());
    }
}

fn is_folder(folder: &OwnedFd, name: &std::ffi::CStr) -> bool {
    let found = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
    found.is_ok_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Directory)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// A project that was left alone for a while.
    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("content/deep/down")).expect("folders");
        for path in ["site.toml", "content/a.md", "content/deep/down/b.md"] {
            fs::write(folder.path().join(path), "one").expect("written");
        }
        folder
    }

    fn look(folder: &tempfile::TempDir) -> Look {
        std::thread::sleep(SETTLED + Duration::from_millis(20));
        Look::at(folder.path(), "folio", &["site.toml"]).expect("settled")
    }

    #[test]
    fn whatever_changes_is_seen() {
        let folder = project();
        let path = |name: &str| folder.path().join(name);
        let changes: [(&str, &dyn Fn() -> std::io::Result<()>); 9] = [
            ("a text of the same length", &|| fs::write(path("content/a.md"), "two")),
            ("the settings", &|| fs::write(path("site.toml"), "two")),
            ("a new file", &|| fs::write(path("content/deep/c.md"), "one")),
            ("another name", &|| fs::rename(path("content/deep/c.md"), path("content/deep/d.md"))),
            ("another folder", &|| fs::rename(path("content/deep/d.md"), path("content/d.md"))),
            ("other rights", &|| fs::set_permissions(path("content/d.md"), fs::Permissions::from_mode(0o600))),
            ("a link", &|| symlink("a.md", path("content/link.md"))),
            ("a file less", &|| fs::remove_file(path("content/link.md"))),
            ("a folder that is another", &|| {
                fs::rename(path("content"), path("former"))?;
                fs::create_dir_all(path("content/deep/down"))?;
                ["a.md", "d.md", "deep/down/b.md"]
                    .iter()
                    .try_for_each(|name| fs::copy(path("former").join(name), path("content").join(name)).map(drop))
            }),
        ];
        let mut before = look(&folder);
        assert_eq!(look(&folder), before, "nothing changed");
        for (what, change) in changes {
            change().expect(what);
            let after = look(&folder);
            assert_ne!(after, before, "{what}");
            before = after;
        }
    }

    #[test]
    fn what_somebody_knows_to_have_changed_is_no_difference() {
        let folder = project();
        let before = look(&folder);
        let differs_beside = |paths: &[&str]| !look(&folder).differs_in_no_others(&before, paths.iter().copied());
        fs::write(folder.path().join("content/deep/down/b.md"), "two").expect("written");
        assert!(differs_beside(&[]) && differs_beside(&["content/a.md"]));
        assert!(!differs_beside(&["content/deep/down/b.md"]));
        fs::write(folder.path().join("content/c.md"), "new").expect("written");
        assert!(differs_beside(&["content/deep/down/b.md", "content/c.md"]), "a new file is more than another text");
    }

    #[test]
    fn a_time_that_is_set_back_hides_nothing() {
        let folder = project();
        let path = folder.path().join("content/a.md");
        let time = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        let before = look(&folder);
        fs::write(&path, "two").expect("written");
        fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(time)).expect("set back");
        assert_ne!(look(&folder), before);
    }

    #[test]
    fn a_file_that_changed_just_now_is_not_known_by_its_looks() {
        let folder = project();
        look(&folder);
        fs::write(folder.path().join("content/a.md"), "two").expect("written");
        assert_eq!(Look::at(folder.path(), "folio", &[]), None);
    }

    #[test]
    fn what_begins_with_a_dot_is_not_looked_at() {
        let folder = project();
        let before = look(&folder);
        fs::write(folder.path().join("content/.a.md.swp"), "two").expect("written");
        assert_eq!(look(&folder), before);
    }
}
