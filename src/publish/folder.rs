//! A folder as a target: on this machine or mounted from another.
//!
//! Every file gets its name when it is whole. Links are not followed: what is one is not ours. Planning makes nothing, not
//! even the folder.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;

use anyhow::{Context as _, bail};
use rustix::fs::{self, Mode, OFlags};

use super::encode::{self, Encoding};
use super::journal::run_id;
use super::record::{PUBLISHED, Published};
use super::target::{Body, Headers, Listing, Look, Object, Tag, Target, Traits, When, Written};
use crate::output::cursor::{Cursor, Found, split};
use crate::output::disk::{self, Disk, Kind};
use crate::output::{Forbidden, MANIFEST, MARKER, Reason, Refused, place};

/// What is locked while something is written on a condition.
const LOCK: &str = "publish.lock";

/// A folder that is published to.
pub struct Folder {
    path: PathBuf,
    disk: Disk,
    /// None before the first file is written to a folder that does not exist.
    root: Mutex<Option<std::sync::Arc<OwnedFd>>>,
}

impl Folder {
    /// A folder by its path, which need not exist.
    ///
    /// # Errors
    /// When it is a folder that no site may be written to or that was built into, or cannot be opened.
    pub fn open(path: &Path, forbidden: &Forbidden) -> anyhow::Result<Self> {
        let disk = Disk::default();
        let place = place::locate(path, forbidden).map_err(|error| match error.downcast::<Refused>() {
            Ok(Refused { folder, reason: Reason::InSource(own) }) => {
                Refused { folder, reason: Reason::OfProject(own) }.into()
            }
            Ok(refused) => refused.into(),
            Err(error) => error,
        })?;
        let path = &place.real;
        let root = match open_root(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            root => Some(root.with_context(|| format!("cannot open `{}`", path.display()))?.into()),
        };
        let folder = Self { path: path.to_owned(), disk, root: Mutex::new(root) };
        if folder.read(&format!("{MARKER}/{MANIFEST}"))?.is_some() {
            bail!("`{}` was built into; publish to another folder", path.display());
        }
        Ok(folder)
    }

    fn root(&self) -> Option<std::sync::Arc<OwnedFd>> {
        self.root.lock().expect("no thread panics while it holds this").clone()
    }

    /// The folder, made when it is missing.
    fn made(&self) -> io::Result<std::sync::Arc<OwnedFd>> {
        let mut root = self.root.lock().expect("no thread panics while it holds this");
        if let Some(root) = &*root {
            return Ok(root.clone());
        }
        std::fs::create_dir_all(&self.path)?;
        Ok(root.insert(open_root(&self.path)?.into()).clone())
    }

    fn cannot(&self, verb: &str, path: &str) -> String {
        format!("cannot {verb} `{}`", self.path.join(path).display())
    }

    fn find(&self, path: &str) -> anyhow::Result<Option<File>> {
        let Some(root) = self.root() else { return Ok(None) };
        let found = Cursor::new(&self.disk, root.as_fd()).find(path);
        match found.with_context(|| self.cannot("read", path))? {
            Found::File(file, _) => Ok(Some(file.into())),
            Found::Missing | Found::Blocked { .. } => Ok(None),
            Found::Other(kind) => bail!("`{}` is {kind}", self.path.join(path).display()),
        }
    }

    fn tag(&self, path: &str) -> anyhow::Result<Option<Tag>> {
        Ok(self.digest(path, None)?.map(|hash| Tag(hash.to_hex().to_string())))
    }

    /// Writes a file beside its place, and moves it there.
    fn put(&self, path: &str, body: Body) -> anyhow::Result<()> {
        let put = || -> io::Result<()> {
            let root = self.made()?;
            let marker = self.disk.make_folder(root.as_fd(), MARKER)?;
            let draft = format!("draft-{}", run_id(path));
            let file = File::from(self.disk.create(marker.as_fd(), draft.as_str())?);
            if path == PUBLISHED {
                // What it vouches for has to be on the disk before it is: a power cut may come in between.
                self.disk.sync_all(root.as_fd())?;
            }
            let written = fill(&file, body).and_then(|()| {
                let (folder, name) = split(path);
                let mut cursor = Cursor::new(&self.disk, root.as_fd());
                self.disk.rename((marker.as_fd(), &draft), (cursor.make(folder)?, name))
            });
            if written.is_err() {
                // What is left over has a name of ours and is in nobody's way.
                let _ = self.disk.unlink(marker.as_fd(), draft.as_str());
            }
            written
        };
        put().with_context(|| self.cannot("write", path))
    }

    /// Holds others of this program off while a condition is looked at and a file is written.
    fn lock(&self) -> io::Result<OwnedFd> {
        let root = self.made()?;
        let marker = self.disk.make_folder(root.as_fd(), MARKER)?;
        let lock = disk::open_lock(marker.as_fd(), LOCK)?;
        disk::wait_for_lock(&lock)?;
        Ok(lock)
    }
}

fn open_root(path: &Path) -> io::Result<OwnedFd> {
    Ok(fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
}

fn fill(mut file: &File, body: Body) -> io::Result<()> {
    match body {
        Body::Bytes(bytes) => io::Write::write_all(&mut file, &bytes)?,
        Body::File(mut from, _) => drop(io::copy(&mut from, &mut file)?),
    }
    Ok(())
}

impl Look for Folder {
    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn traits(&self) -> Traits {
        Traits { serves_headers: false, siblings: true, is_atomic: false, is_flat: false, concurrency: 4 }
    }

    fn read(&self, path: &str) -> anyhow::Result<Option<Object>> {
        let Some(mut file) = self.find(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut file, &mut bytes).with_context(|| self.cannot("read", path))?;
        let tag = Tag(blake3::hash(&bytes).to_hex().to_string());
        Ok(Some(Object { bytes, tag }))
    }

    fn digest(&self, path: &str, encoding: Option<Encoding>) -> anyhow::Result<Option<blake3::Hash>> {
        let Some(file) = self.find(path)? else { return Ok(None) };
        match encode::digest(file, encoding) {
            // It is not what it is called.
            Err(_) if encoding.is_some() => Ok(None),
            digest => digest.map(Some).with_context(|| self.cannot("read", path)),
        }
    }

    fn list(&self) -> anyhow::Result<Listing> {
        let Some(root) = self.root() else { return Ok(Listing::new()) };
        let walked = Cursor::new(&self.disk, root.as_fd()).walk("").with_context(|| self.cannot("list", ""))?;
        let listed = walked.others.into_iter();
        Ok(listed.map(|(path, kind, length)| (path.into(), (kind == Kind::File).then_some(length))).collect())
    }

    fn altered(&self, site: &Published) -> anyhow::Result<BTreeSet<Arc<str>>> {
        // It is the last file that a publication writes.
        let Some(published) = self.changed(PUBLISHED)? else { return Ok(BTreeSet::new()) };
        let mut altered = BTreeSet::new();
        for (path, entry) in site.files.iter().filter(|(_, entry)| !entry.gone) {
            // Clocks of file systems tick some hundred times a second, so that both may be of one tick.
            let is_later = self.changed(path).is_ok_and(|changed| changed >= Some(published));
            if is_later && self.digest(path, entry.encoding)? != Some(entry.blake3) {
                altered.insert(Arc::clone(path));
            }
        }
        Ok(altered)
    }
}

impl Folder {
    /// When anything of a file was changed the last time, by the clock of the file system: nobody sets that.
    fn changed(&self, path: &str) -> anyhow::Result<Option<(i64, i64)>> {
        let file = self.find(path)?;
        let known = file.map(|file| file.metadata()).transpose().with_context(|| self.cannot("read", path))?;
        Ok(known.map(|known| (known.ctime(), known.ctime_nsec())))
    }
}

impl Target for Folder {
    fn write(&self, path: &str, body: Body, _: &Headers, when: When<'_>) -> anyhow::Result<Written> {
        let _lock = match when {
            When::Always => None,
            _ => Some(self.lock().with_context(|| self.cannot("lock", ""))?),
        };
        let holds = match when {
            When::Always => true,
            When::Absent => self.is_free(path)?,
            When::Unchanged(tag) => self.tag(path)?.as_ref() == Some(tag),
        };
        if !holds {
            return Ok(Written::Refused);
        }
        self.put(path, body)?;
        Ok(Written::Done)
    }

    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()> {
        let Some(file) = self.find(from)? else { bail!("there is no `{}`", self.path.join(from).display()) };
        let length = file.metadata()?.len();
        self.put(to, Body::File(file, length))
    }

    fn delete(&self, path: &str) -> anyhow::Result<()> {
        let Some(root) = self.root() else { return Ok(()) };
        let (folder, name) = split(path);
        let mut cursor = Cursor::new(&self.disk, root.as_fd());
        let deleted = match cursor.enter(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound || disk::is_in_the_way(&error) => return Ok(()),
            at => at.and_then(|at| self.disk.unlink(at, name)),
        };
        deleted.with_context(|| self.cannot("delete", path))?;
        self.prune(&root, folder)
    }
}

impl Folder {
    fn is_free(&self, path: &str) -> anyhow::Result<bool> {
        let Some(root) = self.root() else { return Ok(true) };
        let found = Cursor::new(&self.disk, root.as_fd()).find(path);
        Ok(matches!(found.with_context(|| self.cannot("read", path))?, Found::Missing))
    }

    /// Removes the folders on the way to a path that are empty.
    fn prune(&self, root: &OwnedFd, folder: &str) -> anyhow::Result<()> {
        let mut folder = folder;
        while !folder.is_empty() {
            let (above, name) = split(folder);
            let mut cursor = Cursor::new(&self.disk, root.as_fd());
            let removed = match cursor.enter(above) {
                // Files are deleted by several at once, and another has removed it with all that was in it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
                at => at.and_then(|at| self.disk.remove_folder(at, name)),
            };
            if !removed.with_context(|| self.cannot("remove", folder))? {
                break;
            }
            folder = above;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(path: &Path) -> Folder {
        let project = tempfile::tempdir().expect("a folder");
        let forbidden = Forbidden { project: project.path().to_owned(), ..Forbidden::default() };
        Folder::open(path, &forbidden).expect("opened")
    }

    fn list(folder: &Folder) -> Vec<Arc<str>> {
        folder.list().expect("listed").into_keys().filter(|path| !path.starts_with(MARKER)).collect()
    }

    fn put(folder: &Folder, path: &str, text: &str, when: When<'_>) -> Written {
        folder.write(path, Body::Bytes(text.into()), &Headers::default(), when).expect("written")
    }

    #[test]
    fn looking_makes_nothing() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("www");
        let folder = opened(&path);
        assert!(folder.read("a").expect("read").is_none() && folder.list().expect("listed").is_empty());
        assert!(!path.exists());
    }

    #[test]
    fn conditions_hold_and_empty_folders_go() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = opened(&place.path().join("www"));
        assert_eq!(put(&folder, "a/b/c.html", "1", When::Absent), Written::Done);
        assert_eq!(put(&folder, "a/b/c.html", "2", When::Absent), Written::Refused);
        let tag = folder.read("a/b/c.html").expect("read").expect("there").tag;
        assert_eq!(put(&folder, "a/b/c.html", "3", When::Unchanged(&tag)), Written::Done);
        assert_eq!(put(&folder, "a/b/c.html", "4", When::Unchanged(&tag)), Written::Refused);
        folder.copy("a/b/c.html", "a/d.html").expect("copied");
        assert_eq!(list(&folder), ["a/b/c.html".into(), "a/d.html".into()]);
        folder.delete("a/b/c.html").expect("deleted");
        folder.delete("a/b/c.html").expect("a missing one is fine");
        assert!(!place.path().join("www/a/b").exists());
        assert_eq!(list(&folder), ["a/d.html".into()]);
    }

    /// Files are deleted by several threads, and two of them may find one folder empty.
    #[test]
    fn folders_that_another_has_removed_are_no_failure() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = opened(&place.path().join("www"));
        folder.write("a/x.html", Body::Bytes(b"x".to_vec()), &Headers::default(), When::Always).expect("written");
        std::fs::create_dir(place.path().join("www/a/b")).expect("made");
        let root = folder.root().expect("it was written to");
        folder.prune(&root, "a/b/c/d").expect("what is left of the way is empty or not");
        assert!(!place.path().join("www/a/b").exists());
        assert_eq!(list(&folder), ["a/x.html".into()]);
    }

    #[test]
    fn a_link_is_a_strangers_and_leads_nowhere() {
        let place = tempfile::tempdir().expect("a folder");
        let outside = place.path().join("outside");
        std::fs::create_dir_all(place.path().join("www")).expect("made");
        std::fs::create_dir(&outside).expect("made");
        std::os::unix::fs::symlink(&outside, place.path().join("www/link")).expect("linked");
        let folder = opened(&place.path().join("www"));
        assert_eq!(folder.list().expect("listed")["link"], None);
        let written = folder.write("link/x", Body::Bytes(b"x".to_vec()), &Headers::default(), When::Always);
        assert!(written.is_err());
        folder.delete("link/x").expect("nothing of ours is there");
        assert_eq!(std::fs::read_dir(&outside).expect("read").count(), 0);
    }

    #[test]
    fn a_folder_that_was_built_into_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(place.path().join(MARKER)).expect("made");
        std::fs::write(place.path().join(MARKER).join(MANIFEST), "{}").expect("written");
        let project = tempfile::tempdir().expect("a folder");
        let forbidden = Forbidden { project: project.path().to_owned(), ..Forbidden::default() };
        assert!(Folder::open(place.path(), &forbidden).is_err());
        assert!(Folder::open(project.path(), &forbidden).is_err(), "the project itself");
    }
}
