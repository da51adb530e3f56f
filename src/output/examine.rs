//! Comparing what a build makes with what is on the disk.
//!
//! Files are compared by their bytes and not by what the manifest remembers: reading a file is cheap beside rendering
//! it, and a file that somebody edited is then found and not taken for unchanged.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use ahash::HashSet;
use anyhow::Context as _;
use rayon::prelude::*;

use super::cursor::{Cursor, Found};
use super::disk::{Disk, Kind};
use super::open::Folder;
use super::record::{Mark, Marks, Recorded};
use super::refusal::Foreign;
use super::stage::Stage;
use super::{Item, UNTOUCHED};
use crate::content::Content;

/// How an item stands to what is on the disk.
pub(super) enum State {
    /// The file is there, with these bytes.
    Unchanged,
    /// Nothing is there.
    New,
    /// A file of ours is there, and holds this.
    Changed(Mark),
    /// A folder is there, or a file where the path needs a folder. Whether it may go is seen when all is known.
    InTheWay,
    /// What is there is not ours.
    Foreign(Foreign),
}

/// An item that was rendered, compared and, unless unchanged or foreign, staged.
pub(super) struct Examined {
    pub mark: Mark,
    pub state: State,
}

/// What becomes of a file that was recorded and is no longer asked for.
pub(super) enum Fate {
    /// It is as we left it, and goes.
    Remove(Mark),
    /// It is not there; this would have been ours. Its folder may be there, when an earlier build was interrupted.
    Gone(Mark),
    /// It is not as we left it, and stays.
    Foreign(Foreign),
}

/// Renders, compares and stages all items, in parallel. Only the bytes of the items at hand are in memory.
///
/// # Errors
/// That of the first item, in the order given, that failed; those after it may have been skipped.
pub(super) fn examine_items<'c, C: Into<Content<'c>>>(
    folder: &Folder,
    stage: &Stage<'_>,
    recorded: &Recorded,
    items: &[Item<'_>],
    render: impl Fn(usize) -> anyhow::Result<C> + Sync,
) -> anyhow::Result<Vec<Examined>> {
    let failure = FirstFailure::default();
    // From the end: there stand the few files that are made from the whole site, and no thread should begin them last.
    let mut examined: Vec<_> = (0..items.len())
        .into_par_iter()
        .with_max_len(TOGETHER)
        .rev()
        .map_init(
            || Reader::new(folder),
            |reader, index| {
                failure.catch(index, || {
                    if let Some(mark) = reader.is_current(recorded, &items[index])? {
                        return Ok(Examined { mark, state: State::Unchanged });
                    }
                    let own = recorded.files.get(items[index].path);
                    let desk = Desk { folder, stage, path: items[index].path, own, index };
                    match render(index)?.into() {
                        Content::Bytes(bytes) => desk.bytes(reader, &bytes),
                        Content::Parts(parts) => {
                            let mark = desk.prepared(stage.put_parts(index, parts))?;
                            desk.staged(reader, mark)
                        }
                        Content::File { make, .. } => {
                            let (file, length) = desk.prepared(stage.put_file(index, &folder.real, make))?;
                            let mark = desk.prepared(reader.mark(&file, length).map_err(Into::into))?;
                            desk.staged(reader, mark)
                        }
                    }
                })
            },
        )
        .collect();
    failure.into_result()?;
    examined.reverse();
    Ok(examined.into_iter().flatten().collect())
}

/// One item that is compared with what is on the disk.
struct Desk<'a> {
    folder: &'a Folder,
    stage: &'a Stage<'a>,
    path: &'a str,
    own: Option<&'a Marks>,
    index: usize,
}

impl Desk<'_> {
    fn prepared<T>(&self, made: anyhow::Result<T>) -> anyhow::Result<T> {
        made.with_context(|| self.folder.cannot("prepare", self.path)).context(UNTOUCHED)
    }

    /// Stages bytes when they are needed.
    fn bytes(&self, reader: &mut Reader<'_>, bytes: &[u8]) -> anyhow::Result<Examined> {
        let examined = reader.examine(self.path, self.own, Mark::of(bytes), Some(bytes));
        let examined = examined.with_context(|| self.folder.cannot("read", self.path))?;
        if examined.is_needed() {
            self.prepared(self.stage.put(self.index, bytes).map_err(Into::into))?;
        }
        Ok(examined)
    }

    /// Keeps what is staged already when it is needed.
    fn staged(&self, reader: &mut Reader<'_>, mark: Mark) -> anyhow::Result<Examined> {
        let examined = reader.examine(self.path, self.own, mark, None);
        let examined = examined.with_context(|| self.folder.cannot("read", self.path))?;
        if !examined.is_needed() {
            self.prepared(self.stage.discard(self.index).map_err(Into::into))?;
        }
        Ok(examined)
    }
}

impl Examined {
    /// Whether the file is to be moved into place, as far as is known yet.
    const fn is_needed(&self) -> bool {
        !matches!(self.state, State::Unchanged | State::Foreign(_))
    }
}

/// Whether every recorded file is there and holds what was recorded.
pub(super) fn all_intact(folder: &Folder, recorded: &Recorded) -> anyhow::Result<bool> {
    let mut files: Vec<_> = recorded.files.iter().map(|(path, own)| (&**path, own.latest())).collect();
    files.sort_unstable_by_key(|(path, _)| *path);
    let intact = |reader: &mut Reader<'_>, (path, mark): (&str, Mark)| {
        reader.is_intact(path, mark).with_context(|| folder.cannot("read", path))
    };
    let intact = files.into_par_iter().map_init(|| Reader::new(folder), intact);
    intact.try_reduce(|| true, |a, b| Ok(a && b))
}

/// Looks at every recorded file that no item asks for, sorted by path.
pub(super) fn examine_leftovers<'r>(
    folder: &Folder,
    recorded: &'r Recorded,
    items: &[Item<'_>],
) -> anyhow::Result<Vec<(&'r str, Fate)>> {
    let asked: HashSet<&str> = items.iter().map(|item| item.path).collect();
    let left = recorded.files.iter().filter(|(path, _)| !asked.contains(&***path));
    let mut left: Vec<_> = left.map(|(path, own)| (&**path, own)).collect();
    left.sort_unstable_by_key(|(path, _)| *path);
    let fate = |reader: &mut Reader<'_>, (path, own): (&'r str, &Marks)| {
        let fate = reader.leftover(path, own).with_context(|| folder.cannot("read", path))?;
        Ok((path, fate))
    };
    left.into_par_iter().map_init(|| Reader::new(folder), fate).collect()
}

/// Up to so many items in a row are one thread's. Some cost a thousand times what others do, and without a limit one thread
/// may sit on an eighth of the site while others have nothing left to do.
const TOGETHER: usize = 32;

/// How much of a file is read at a time: most pages fit, and a data file of 30 MB need not.
const BUFFER: usize = 64 * 1024;

/// A cursor and a buffer that are used again and again.
struct Reader<'d> {
    disk: &'d Disk,
    cursor: Cursor<'d>,
    buffer: Box<[u8]>,
}

impl<'d> Reader<'d> {
    fn new(folder: &'d Folder) -> Self {
        Self {
            disk: &folder.disk,
            cursor: Cursor::new(&folder.disk, folder.root.as_fd()),
            buffer: vec![0; BUFFER].into(),
        }
    }

    /// What the file of an item holds, when that is what the last build made of the same.
    fn is_current(&mut self, recorded: &Recorded, item: &Item<'_>) -> anyhow::Result<Option<Mark>> {
        let own = recorded.files.get(item.path).filter(|_| !recorded.interrupted);
        let own = own.filter(|own| item.made_from.is_some_and(|inputs| own.was_made_from(inputs)));
        let Some(own) = own else { return Ok(None) };
        let intact = self.is_intact(item.path, own.latest());
        Ok(intact.with_context(|| format!("cannot read `{}`", item.path))?.then_some(own.latest()))
    }

    fn is_intact(&mut self, path: &str, mark: Mark) -> io::Result<bool> {
        match self.cursor.find(path)? {
            Found::File(file, length) if length == mark.length => Ok(self.mark(&file, length)? == mark),
            _ => Ok(false),
        }
    }

    /// How what has this mark stands to what is on the disk. Bytes that are at hand are compared themselves.
    fn examine(&mut self, path: &str, own: Option<&Marks>, mark: Mark, bytes: Option<&[u8]>) -> io::Result<Examined> {
        let state = match self.cursor.find(path)? {
            Found::Missing => State::New,
            Found::Other(Kind::Folder) | Found::Blocked { kind: Kind::File, .. } => State::InTheWay,
            Found::Other(kind) => State::Foreign(Foreign::kind(path, kind)),
            Found::Blocked { end, kind } => State::Foreign(Foreign::kind(&path[..end], kind)),
            Found::File(file, length) if length == mark.length => self.compare(path, own, mark, bytes, &file)?,
            Found::File(file, length) => {
                self.recognise(path, own, &file, length)?.map_or_else(State::Foreign, State::Changed)
            }
        };
        Ok(Examined { mark, state })
    }

    fn compare(
        &mut self,
        path: &str,
        own: Option<&Marks>,
        mark: Mark,
        bytes: Option<&[u8]>,
        file: &OwnedFd,
    ) -> io::Result<State> {
        if let Some(bytes) = bytes
            && self.holds(file, bytes)?
        {
            return Ok(State::Unchanged);
        }
        let found = self.mark(file, mark.length)?;
        if bytes.is_none() && found == mark {
            return Ok(State::Unchanged);
        }
        Ok(judge(path, own, found).map_or_else(State::Foreign, State::Changed))
    }

    fn leftover(&mut self, path: &str, own: &Marks) -> io::Result<Fate> {
        Ok(match self.cursor.find(path)? {
            Found::Missing | Found::Blocked { kind: Kind::File, .. } => Fate::Gone(own.latest()),
            Found::Other(kind) => Fate::Foreign(Foreign::kind(path, kind)),
            Found::Blocked { end, kind } => Fate::Foreign(Foreign::kind(&path[..end], kind)),
            Found::File(file, length) => {
                self.recognise(path, Some(own), &file, length)?.map_or_else(Fate::Foreign, Fate::Remove)
            }
        })
    }

    /// Whether a file is as we left it. One of another length is not read: it may be of any size.
    fn recognise(
        &mut self,
        path: &str,
        own: Option<&Marks>,
        file: &OwnedFd,
        length: u64,
    ) -> io::Result<Result<Mark, Foreign>> {
        if !own.is_some_and(|own| own.know_length(length)) {
            return Ok(Err(foreign(path, own)));
        }
        let found = self.mark(file, length)?;
        Ok(judge(path, own, found))
    }

    /// Whether a file holds these bytes and no more.
    fn holds(&mut self, file: &OwnedFd, bytes: &[u8]) -> io::Result<bool> {
        let mut at = 0;
        loop {
            let count = self.disk.read_at(file, at as u64, &mut self.buffer)?;
            if bytes.get(at..at + count) != Some(&self.buffer[..count]) {
                return Ok(false);
            }
            at += count;
            if count < self.buffer.len() && (count == 0 || at == bytes.len()) {
                return Ok(at == bytes.len());
            }
        }
    }

    /// What a file of a known length holds. One that grows meanwhile is not followed to its end.
    fn mark(&mut self, file: &OwnedFd, length: u64) -> io::Result<Mark> {
        let (mut hasher, mut at) = (blake3::Hasher::new(), 0);
        while at <= length {
            let count = self.disk.read_at(file, at, &mut self.buffer)?;
            hasher.update(&self.buffer[..count]);
            at += count as u64;
            if count < self.buffer.len() && (count == 0 || at == length) {
                break;
            }
        }
        Ok(Mark { hash: hasher.finalize(), length: at })
    }
}

/// Whether what was found is as we left it.
fn judge(path: &str, own: Option<&Marks>, found: Mark) -> Result<Mark, Foreign> {
    if own.is_some_and(|own| own.know(found)) { Ok(found) } else { Err(foreign(path, own)) }
}

fn foreign(path: &str, own: Option<&Marks>) -> Foreign {
    let what = if own.is_some() { "was changed since the last build" } else { "was not made by a build" };
    Foreign::new(path, what)
}

/// The failure of the lowest index, whatever the threads' order: one and the same mistake gives one and the same message.
struct FirstFailure {
    index: AtomicUsize,
    error: Mutex<Option<(usize, anyhow::Error)>>,
}

impl Default for FirstFailure {
    fn default() -> Self {
        Self { index: AtomicUsize::new(usize::MAX), error: Mutex::new(None) }
    }
}

impl FirstFailure {
    /// Runs a step unless one before it failed.
    fn catch<T>(&self, index: usize, step: impl FnOnce() -> anyhow::Result<T>) -> Option<T> {
        if index > self.index.load(Ordering::Relaxed) {
            return None;
        }
        step().map_err(|error| self.keep(index, error)).ok()
    }

    fn keep(&self, index: usize, error: anyhow::Error) {
        self.index.fetch_min(index, Ordering::Relaxed);
        let mut kept = self.error.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(first, _)| index < *first) {
            *kept = Some((index, error));
        }
    }

    fn into_result(self) -> anyhow::Result<()> {
        let kept = self.error.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.map_or(Ok(()), |(_, error)| Err(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn the_first_failure_is_told_whoever_is_fastest() {
        let failure = FirstFailure::default();
        let fail = |index: usize| failure.catch(index, || Err::<(), _>(anyhow!("{index}")));
        fail(7);
        fail(9);
        fail(3);
        assert_eq!(failure.catch(2, || Ok(2)), Some(2));
        assert_eq!(failure.catch(4, || Ok(4)), None);
        assert_eq!(failure.into_result().unwrap_err().to_string(), "3");
    }
}
