//! What a build will do to the output folder, decided in full before anything is done.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::AsFd;

use ahash::{HashMap, HashSet, HashSetExt};
use anyhow::Context as _;

use super::cursor::{Cursor, Found};
use super::disk::Kind;
use super::examine::{Examined, Fate, State};
use super::open::Folder;
use super::record::{Line, manifest_text};
use super::refusal::{Foreign, Reason};
use super::{Item, Report};

/// The steps of a build, in the order in which they are done. Paths are relative to the output folder.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// Files of ours that stand where a folder must be, or below where a file must be.
    pub clear_files: BTreeSet<String>,
    /// Folders that stand where a file must be, and those below them.
    pub clear_folders: BTreeSet<String>,
    /// Items to move into place, by number: new ones first, since nothing leads to them yet, then changed assets,
    /// pages, indexes and the home page, so that no page that is read meanwhile leads to one that is not there.
    pub moves: Vec<usize>,
    /// Files that no item asks for.
    pub deletions: Vec<&'a str>,
    /// Recorded files that are gone already; the folders they were in may have to go.
    pub gone: Vec<&'a str>,
    /// Recorded files that somebody changed; they stay.
    pub left: Vec<Foreign>,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// A refusal that names every file that is in the way and not ours.
    pub fn new(
        folder: &Folder,
        items: &[Item<'_>],
        examined: &[Examined],
        leftovers: &[(&'a str, Fate)],
    ) -> anyhow::Result<Self> {
        let mut plan = Self { moves: ordered_moves(items, examined), ..Self::default() };
        let mut obstacles = Obstacles::new(folder, leftovers);
        for (item, examined) in items.iter().zip(examined) {
            match &examined.state {
                State::Foreign(foreign) => drop(obstacles.foreign.insert(foreign.clone())),
                State::InTheWay => obstacles.look(item.path).with_context(|| folder.cannot("read", item.path))?,
                _ => {}
            }
        }
        if !obstacles.foreign.is_empty() {
            return Err(folder.refuse(Reason::Foreign(obstacles.foreign.into_iter().collect())).into());
        }
        plan.clear_files = obstacles.files;
        plan.clear_folders = obstacles.folders;
        for (path, fate) in leftovers {
            match fate {
                Fate::Remove(_) if plan.clear_files.contains(*path) => {}
                Fate::Remove(_) => plan.deletions.push(path),
                Fate::Gone(_) => plan.gone.push(path),
                Fate::Foreign(foreign) => plan.left.push(foreign.clone()),
            }
        }
        // A link that took the place of a folder is met once for every file that was in it.
        plan.left.dedup();
        Ok(plan)
    }

    /// Whether no file has to be touched.
    pub fn is_idle(&self) -> bool {
        self.moves.is_empty() && self.deletions.is_empty() && self.clear_files.is_empty()
    }

    /// Files that were in folders where nothing may be left.
    pub fn vacated(&self) -> impl Iterator<Item = &str> {
        self.clear_files
            .iter()
            .map(String::as_str)
            .chain(self.deletions.iter().copied())
            .chain(self.gone.iter().copied())
    }

    /// What was done once it was done, for a site of so many files.
    pub fn into_report(self, files: usize) -> Report {
        let written = self.moves.len();
        let deleted = self.deletions.len() + self.clear_files.len();
        Report { files, written, unchanged: files - written, deleted, foreign: self.left }
    }
}

/// By path within a phase, for cursors and for a reader of traces.
fn ordered_moves(items: &[Item<'_>], examined: &[Examined]) -> Vec<usize> {
    let is_moved = |index: &usize| !matches!(examined[*index].state, State::Unchanged | State::Foreign(_));
    let mut moves: Vec<_> = (0..items.len()).filter(is_moved).collect();
    moves.sort_unstable_by_key(|index| {
        let is_changed = matches!(examined[*index].state, State::Changed(_));
        (is_changed, items[*index].phase, items[*index].path)
    });
    moves
}

/// What stands where items must go.
struct Obstacles<'d, 'l> {
    cursor: Cursor<'d>,
    fates: HashMap<&'l str, &'l Fate>,
    /// Folders that were looked through, and files that were judged.
    seen: HashSet<String>,
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
    foreign: BTreeSet<Foreign>,
}

impl<'d, 'l> Obstacles<'d, 'l> {
    fn new(folder: &'d Folder, leftovers: &'l [(&str, Fate)]) -> Self {
        Self {
            cursor: Cursor::new(&folder.disk, folder.root.as_fd()),
            fates: leftovers.iter().map(|(path, fate)| (*path, fate)).collect(),
            seen: HashSet::new(),
            files: BTreeSet::new(),
            folders: BTreeSet::new(),
            foreign: BTreeSet::new(),
        }
    }

    /// Sorts what stands in the way of an item into what may go and what may not.
    fn look(&mut self, path: &str) -> io::Result<()> {
        match self.cursor.find(path)? {
            Found::Blocked { end, kind } => self.judge(&path[..end], kind),
            Found::Other(Kind::Folder) => self.look_through(path)?,
            Found::Other(kind) => self.judge(path, kind),
            Found::Missing | Found::File(..) => {}
        }
        Ok(())
    }

    fn judge(&mut self, path: &str, kind: Kind) {
        if !self.seen.insert(path.to_owned()) {
            return;
        }
        match self.fates.get(path) {
            Some(Fate::Remove(_)) if kind == Kind::File => drop(self.files.insert(path.to_owned())),
            Some(Fate::Foreign(foreign)) => drop(self.foreign.insert(foreign.clone())),
            _ => drop(self.foreign.insert(Foreign::kind(path, kind))),
        }
    }

    fn look_through(&mut self, folder: &str) -> io::Result<()> {
        let walked = self.cursor.walk(folder)?;
        for (path, kind) in walked.others.into_iter().map(|(path, kind, _)| (path, kind)).chain(walked.odd) {
            self.judge(&path, kind);
        }
        self.folders.extend(walked.folders);
        Ok(())
    }
}

/// The manifest of a build.
pub(super) fn new_manifest(items: &[Item<'_>], examined: &[Examined]) -> Vec<u8> {
    let lines = items.iter().zip(examined);
    manifest_text(
        lines
            .map(|(Item { path, cause, made_from, .. }, Examined { mark, .. })| Line {
                path,
                mark: *mark,
                cause,
                made_from: *made_from,
            })
            .collect(),
    )
}

/// The manifest of what an interrupted build left: which files of ours are there, and what they hold. Those that are not
/// there are named as well, for the sake of their folders.
pub(super) fn found_manifest(items: &[Item<'_>], examined: &[Examined], leftovers: &[(&str, Fate)]) -> Vec<u8> {
    let cause = "an interrupted build";
    let mut lines = Vec::new();
    for (item, examined) in items.iter().zip(examined) {
        let mark = match examined.state {
            State::Unchanged => examined.mark,
            State::Changed(found) => found,
            _ => continue,
        };
        lines.push(Line { path: item.path, mark, cause, made_from: None });
    }
    for (path, fate) in leftovers {
        if let Fate::Remove(mark) | Fate::Gone(mark) = *fate {
            lines.push(Line { path, mark, cause, made_from: None });
        }
    }
    manifest_text(lines)
}

#[cfg(test)]
mod tests {
    use super::super::{Phase, record::Mark};
    use super::*;

    #[test]
    fn new_files_come_first_and_the_home_page_last() {
        let tried = [
            ("index.html", Phase::Home, State::Changed(Mark::of(b""))),
            ("b", Phase::Page, State::Changed(Mark::of(b""))),
            ("a", Phase::Page, State::Changed(Mark::of(b""))),
            ("list", Phase::Index, State::Changed(Mark::of(b""))),
            ("unchanged", Phase::Page, State::Unchanged),
            ("style", Phase::Asset, State::Changed(Mark::of(b""))),
            ("new-list", Phase::Index, State::New),
            ("new", Phase::Page, State::InTheWay),
        ];
        let items = tried.each_ref().map(|(path, phase, _)| Item { path, phase: *phase, cause: "", made_from: None });
        let examined = tried.map(|(.., state)| Examined { mark: Mark::of(b"x"), state });
        let moves: Vec<_> = ordered_moves(&items, &examined).into_iter().map(|index| items[index].path).collect();
        assert_eq!(moves, ["new", "new-list", "style", "a", "b", "list", "index.html"]);
    }
}
