//! Going from folder to folder below the output folder, one open folder at a time.
//!
//! A cursor keeps the folders on the way to where it stands open. Paths that come in order share most of their way, so
//! a page in a folder of its own costs one call for its folder, and the folder's ancestors cost none. Each thread has
//! its own cursor.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use super::address::LONGEST_PATH;
use super::disk::{Disk, Kind, Opened, is_in_the_way};

/// What stands at a path.
pub(crate) enum Found {
    Missing,
    /// A regular file and its length in bytes.
    File(OwnedFd, u64),
    /// Something that is not a file.
    Other(Kind),
    /// Something that is not a folder stands where the path needs one: the path's first `end` bytes.
    Blocked {
        end: usize,
        kind: Kind,
    },
}

/// What is in a folder and below it.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Folders that were looked through, itself among them.
    pub folders: Vec<String>,
    /// All else, with its length in bytes.
    pub others: Vec<(String, Kind, u64)>,
    /// What has no name in Unicode, which is nobody's of ours; as it is shown.
    pub odd: Vec<(String, Kind)>,
}

/// Folders that are open at once. On the way to one that lies deeper those above are opened again when they are needed.
const MOST_OPEN: usize = 32;

/// A place below the output folder.
pub(crate) struct Cursor<'d> {
    disk: &'d Disk,
    root: BorrowedFd<'d>,
    /// The folder where the cursor stands; empty at the root.
    path: String,
    /// The last folders on the way there: where each ends in `path`, and itself.
    way: Vec<(usize, OwnedFd)>,
}

impl<'d> Cursor<'d> {
    pub fn new(disk: &'d Disk, root: BorrowedFd<'d>) -> Self {
        Self { disk, root, path: String::new(), way: Vec::new() }
    }

    /// Opens what stands at a path.
    pub fn find(&mut self, path: &str) -> io::Result<Found> {
        let (folder, name) = split(path);
        match self.descend(folder, |disk, at, name| disk.open_folder(at, name)) {
            Ok(()) => Ok(match self.disk.open_file(self.here(), name)? {
                Opened::Missing => Found::Missing,
                Opened::File(file, length) => Found::File(file, length),
                Opened::Other(kind) => Found::Other(kind),
            }),
            Err((_, error)) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Missing),
            Err((end, error)) if is_in_the_way(&error) => self.blocked(path, end, error),
            Err((_, error)) => Err(error),
        }
    }

    fn blocked(&self, path: &str, end: usize, error: io::Error) -> io::Result<Found> {
        match self.disk.look(self.here(), split(&path[..end]).1)? {
            None => Ok(Found::Missing),
            Some(Kind::Folder) => Err(error),
            Some(kind) => Ok(Found::Blocked { end, kind }),
        }
    }

    /// Looks at everything in a folder, without recursion: its depth is not ours to choose. Where paths get longer than any
    /// file of ours may have, a folder is not looked through.
    pub fn walk(&mut self, folder: &str) -> io::Result<Walked> {
        let mut walked = Walked::default();
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let disk = self.disk;
            let at = match self.enter(&folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                at => at?,
            };
            let mut found = Vec::new();
            for name in disk.list(at)? {
                found.extend(disk.measure(at, &*name)?.map(|(kind, length)| (name, kind, length)));
            }
            for (name, kind, length) in found {
                let slash = if folder.is_empty() { "" } else { "/" };
                let path = format!("{folder}{slash}{}", name.display());
                match kind {
                    _ if name.to_str().is_none() => walked.odd.push((path, kind)),
                    Kind::Folder if path.len() < LONGEST_PATH => waiting.push(path),
                    _ => walked.others.push((path, kind, length)),
                }
            }
            walked.folders.push(folder);
        }
        Ok(walked)
    }

    /// Goes to an existing folder.
    pub fn enter(&mut self, folder: &str) -> io::Result<BorrowedFd<'_>> {
        self.descend(folder, |disk, at, name| disk.open_folder(at, name)).map_err(|(_, error)| error)?;
        Ok(self.here())
    }

    /// Goes to a folder and makes what is missing on the way.
    pub fn make(&mut self, folder: &str) -> io::Result<BorrowedFd<'_>> {
        self.descend(folder, |disk, at, name| disk.make_folder(at, name)).map_err(|(_, error)| error)?;
        Ok(self.here())
    }

    /// The open folder where the cursor stands.
    fn here(&self) -> BorrowedFd<'_> {
        self.way.last().map_or(self.root, |(_, folder)| folder.as_fd())
    }

    /// Goes as far as `open` opens; an error says where the name that failed ends in `folder`.
    fn descend(
        &mut self,
        folder: &str,
        open: impl Fn(&Disk, BorrowedFd<'_>, &str) -> io::Result<OwnedFd>,
    ) -> Result<(), (usize, io::Error)> {
        self.keep_common(folder);
        while self.path.len() < folder.len() {
            let start = if self.path.is_empty() { 0 } else { self.path.len() + 1 };
            let end = folder[start..].find('/').map_or(folder.len(), |length| start + length);
            let next = open(self.disk, self.here(), &folder[start..end]).map_err(|error| (end, error))?;
            if self.way.len() == MOST_OPEN {
                self.way.remove(0);
            }
            self.way.push((end, next));
            self.path.push_str(&folder[self.path.len()..end]);
        }
        Ok(())
    }

    /// Goes up until what is left of the way leads to `folder`.
    fn keep_common(&mut self, folder: &str) {
        while let Some((end, _)) = self.way.last() {
            if contains(&self.path, folder) {
                break;
            }
            debug_assert_eq!(*end, self.path.len(), "the last folder of the way is where the cursor stands");
            self.way.pop();
            self.path.truncate(self.way.last().map_or(0, |(end, _)| *end));
        }
    }
}

/// The folder and the name of a path.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether `inner` is `outer` or lies below it.
pub(crate) fn contains(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

/// The folders that hold a path, nearest first, without the output folder itself.
pub(crate) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn found(cursor: &mut Cursor<'_>, path: &str) -> String {
        match cursor.find(path).expect("readable") {
            Found::Missing => "missing".to_owned(),
            Found::File(_, length) => format!("file of {length}"),
            Found::Other(kind) => kind.to_string(),
            Found::Blocked { end, kind } => format!("{} is {kind}", &path[..end]),
        }
    }

    #[test]
    fn a_cursor_wanders_and_follows_no_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        fs::create_dir_all(at.join("a/b/c")).expect("made");
        fs::create_dir_all(at.join("ab")).expect("made");
        fs::write(at.join("a/b/c/x"), "12").expect("written");
        fs::write(at.join("ab/x"), "123").expect("written");
        fs::write(at.join("x"), "").expect("written");
        symlink("a", at.join("link")).expect("linked");
        symlink("c", at.join("a/b/d")).expect("linked");
        let disk = Disk::default();
        let root = fs::File::open(at).expect("opened");
        let mut cursor = Cursor::new(&disk, root.as_fd());
        let tried = [
            ("a/b/c/x", "file of 2"),
            ("ab/x", "file of 3"),
            ("a/b/c/x", "file of 2"),
            ("a/b/x", "missing"),
            ("a/b", "a folder"),
            ("x", "file of 0"),
            ("x/y/z", "x is a file"),
            ("link", "a symlink"),
            ("link/b/c/x", "link is a symlink"),
            ("a/b/d/x", "a/b/d is a symlink"),
            ("a/q/r/s", "missing"),
            ("a/b/c/x", "file of 2"),
        ];
        for (path, expected) in tried {
            assert_eq!(found(&mut cursor, path), expected, "{path}");
        }
    }

    #[test]
    fn a_folder_is_looked_through_however_deep_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = Disk::default();
        let root = fs::File::open(folder.path()).expect("opened");
        let path = |depth: usize| vec!["d"; depth].join("/");
        let mut cursor = Cursor::new(&disk, root.as_fd());
        cursor.make(&path(2100)).expect("made");
        assert!(cursor.way.len() <= MOST_OPEN);
        drop(disk.create(cursor.enter(&path(1500)).expect("entered"), "x").expect("made"));
        let walked = cursor.walk("").expect("walked");
        assert_eq!((walked.folders.len(), walked.odd.len()), (2049, 0), "itself, and those of up to 4,095 bytes");
        let others: Vec<_> = walked.others.iter().map(|(path, kind, _)| (path.len(), *kind)).collect();
        assert_eq!(others, [(3001, Kind::File), (4097, Kind::Folder)]);
        // Nobody else takes away what is so deep.
        for depth in (1..=2100).rev() {
            let here = path(depth);
            drop(disk.unlink(cursor.enter(&here).expect("entered"), "x"));
            let (above, name) = split(&here);
            assert!(disk.remove_folder(cursor.enter(above).expect("entered"), name).expect("removed"));
        }
    }

    #[test]
    fn names_that_begin_alike_are_not_inside() {
        assert!(contains("a", "a/b") && contains("a", "a") && contains("", "a"));
        assert!(!contains("a", "ab") && !contains("a/b", "a"));
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
    }
}
