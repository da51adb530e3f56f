//! Finds and reads the input files of a project. No other code reads content.
//!
//! Links are never followed, only plain files are opened, a file is refused by its size before it is read, and every
//! path is below the project root. What is wrong with a file is a diagnostic; the others are read all the same.

mod known;
mod read;
mod role;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;

pub use known::{Known, Look, Stamp};
use read::too_large;
pub use read::{read_bytes, read_style, read_text};
pub(crate) use role::FILES;
use role::{Role, SiteRole, content_role, origin, site_role};
pub use role::{media_type, type_refused};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// An entry may have 1 MiB: more is no text for a page.
pub const ENTRY_LIMIT: u64 = 1024 * 1024;
/// Vocabularies, sources and settings may have 8 MiB.
pub const DATA_LIMIT: u64 = 8 * 1024 * 1024;
/// Files and static files may have 32 MiB.
pub const FILE_LIMIT: u64 = 32 * 1024 * 1024;

/// The input of a project, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Entries and translations.
    pub entries: Vec<Arc<Source>>,
    /// Vocabulary files but the terminology.
    pub vocabularies: Vec<Arc<Source>>,
    /// `content/vocabulary/terminology.yaml`.
    pub terminology: Option<Arc<Source>>,
    /// `content/sources.yaml`.
    pub documents: Option<Arc<Source>>,
    /// `content/sources.bib`.
    pub bibtex: Option<Arc<Source>>,
    /// The citation style, when it is a file of the project. It is read by its name, see [`read_style`].
    pub style: Option<Arc<Source>>,
    /// `content/sources/*.yaml`.
    pub outlines: Vec<Arc<Source>>,
    /// `content/figures.yaml`.
    pub figures: Option<Arc<Source>>,
    /// Files that entries link to and static files, by path below the root.
    pub files: Vec<FilePath>,
    /// Templates, strings and static files of the project and of its themes, by path below the root.
    pub theme: Vec<Arc<Source>>,
}

/// A file that is copied to the site as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePath {
    /// Path below the project root.
    pub path: Arc<str>,
    /// What it looked like when it was found.
    pub stamp: Stamp,
}

/// The folders of a project that are read, with the theme of that name.
fn input_folders(theme: &str) -> Vec<String> {
    let own = ["content", "static", "templates", "strings"];
    own.into_iter().map(str::to_owned).chain([format!("themes/{theme}")]).collect()
}

/// Reads the input of the project at `root`.
pub fn load(root: &Path, theme: &str) -> (Input, Vec<Diagnostic>) {
    load_again(root, theme, &mut Known::default())
}

/// Reads the input of the project at `root`, but for files that still look as they did when they were read before.
pub fn load_again(root: &Path, theme: &str, known: &mut Known) -> (Input, Vec<Diagnostic>) {
    let now = SystemTime::now();
    let before = std::mem::take(known);
    let read = |root: &Path, path: &str, role: Role| {
        let stamp = stamp(root.join(path).symlink_metadata());
        let source = before.get(path, stamp).map_or_else(|| read_text(root, path, role.limit()), Ok);
        source.map(|source| (before.once(source), stamp))
    };
    load_by(root, theme, read, |source, stamp| known.remember(stamp, source, now))
}

/// Reads the input of the project at `root` for its hashes. Entries come without their texts, which are most of a project:
/// whoever only compares needs little memory.
pub fn load_hashes(root: &Path, theme: &str) -> (Input, Vec<Diagnostic>) {
    let read = |root: &Path, path: &str, role: Role| {
        let source = read_text(root, path, role.limit())?;
        Ok((if role == Role::Entry { source.without_text() } else { source }, ()))
    };
    load_by(root, theme, read, |_, ()| ())
}

/// Finds the input of the project at `root` and has each text read, on all cores. What is read is noted, in order.
fn load_by<N: Send>(
    root: &Path,
    theme: &str,
    read: impl Fn(&Path, &str, Role) -> Result<(Arc<Source>, N), Diagnostic> + Sync + Send,
    mut note: impl FnMut(&Arc<Source>, N),
) -> (Input, Vec<Diagnostic>) {
    let mut found = Found::default();
    let whole = root.canonicalize();
    let root = whole.as_deref().unwrap_or(root);
    for folder in input_folders(theme) {
        found.walk(root, &folder);
    }
    found.paths.sort_by(|(a, _), (b, _)| a.cmp(b));
    let read = |(path, role): (String, Role)| {
        let result = if found.refused.contains(&path) { None } else { Some(read(root, &path, role)) };
        (path, role, result)
    };
    let read: Vec<_> = std::mem::take(&mut found.paths).into_par_iter().map(read).collect();
    let mut input = Input { files: found.files, ..Input::default() };
    input.files.sort();
    for (path, role, result) in read {
        match result {
            Some(Ok((source, noted))) => {
                note(&source, noted);
                input.place(role, source);
                continue;
            }
            // What the file holds would be gone from the site.
            Some(Err(diagnostic)) => found.diagnostics.push(diagnostic.binding()),
            None => {}
        }
        if role != Role::Theme {
            input.place(role, Source::unread(path));
        }
    }
    found.diagnostics.sort();
    (input, found.diagnostics)
}

impl Input {
    fn place(&mut self, role: Role, source: Arc<Source>) {
        match role {
            Role::Entry => self.entries.push(source),
            Role::Vocabulary => self.vocabularies.push(source),
            Role::Terminology => self.terminology = Some(source),
            Role::Documents => self.documents = Some(source),
            Role::Bibtex => self.bibtex = Some(source),
            Role::Outline => self.outlines.push(source),
            Role::Figures => self.figures = Some(source),
            Role::Theme => self.theme.push(source),
        }
    }
}

#[derive(Default)]
struct Found {
    /// Texts; they are looked at when they are read, by several threads.
    paths: Vec<(String, Role)>,
    /// Those of them that are not to be opened, which has been reported.
    refused: HashSet<String>,
    files: Vec<FilePath>,
    diagnostics: Vec<Diagnostic>,
}

impl Found {
    fn report(&mut self, code: Code, path: &str, message: String, help: Option<String>) {
        self.diagnostics.push(Diagnostic::of_file(code, path, message).maybe_help(help));
    }

    /// Reports what is no plain file. Others may refer to what it would hold, if it were one.
    fn refuse(&mut self, code: Code, path: String, message: &str, help: &str) {
        self.report(code, &path, message.into(), Some(help.into()));
        if path.starts_with("content/")
            && !path.starts_with(FILES)
            && let Some(Ok(role)) = content_role(&path)
        {
            self.refused.insert(path.clone());
            self.paths.push((path, role));
        }
    }

    fn walk(&mut self, root: &Path, folder: &str) {
        let top = root.join(folder);
        match top.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            // A folder that cannot be looked at is not one that is missing: a site would be made of the rest.
            Err(error) => {
                let message = format!("this cannot be read: {error}");
                return self.report(Code::UnreadableFile, folder, message, None);
            }
            Ok(_) => {}
        }
        // What is found is put in order by whole paths when all of it is.
        let tree = WalkDir::new(&top).follow_links(false).follow_root_links(false);
        for item in tree.into_iter().filter_entry(|item| !is_hidden(item)) {
            match item {
                Ok(item) => self.item(root, &item),
                Err(error) => {
                    let path = error.path().map_or_else(|| folder.to_owned(), |path| relative(root, path).0);
                    let reason = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                    self.report(Code::UnreadableFile, &path, format!("this cannot be read: {reason}"), None);
                }
            }
        }
    }

    fn item(&mut self, root: &Path, item: &walkdir::DirEntry) {
        let (path, is_text) = relative(root, item.path());
        let kind = item.file_type();
        if kind.is_symlink() {
            let help = "put a copy of the file in its place; links are never followed";
            return self.refuse(Code::SymbolicLink, path, "this is a symbolic link", help);
        }
        if kind.is_dir() {
            return;
        }
        if !kind.is_file() {
            return self.refuse(Code::SpecialFile, path, "this is a pipe, a socket or a device", "remove it");
        }
        if !is_text {
            let message = "this file's name is not UTF-8".into();
            return self.report(Code::BadFileName, &path, message, Some("rename it".into()));
        }
        self.file(path, item);
    }

    fn file(&mut self, path: String, item: &walkdir::DirEntry) {
        if path.starts_with("content/") && !path.starts_with(FILES) {
            return match content_role(&path) {
                Some(Ok(role)) => self.paths.push((path, role)),
                Some(Err(help)) => {
                    self.report(Code::UnknownFile, &path, "nothing reads this file".into(), Some(help.into()));
                }
                None => {}
            };
        }
        match site_role(&path) {
            Some(Ok(SiteRole::Theme)) => self.paths.push((path, Role::Theme)),
            Some(Ok(SiteRole::Served)) => self.served(path, stamp(item.metadata())),
            Some(Err(help)) => {
                self.report(Code::UnknownFile, &path, "nothing reads this file".into(), Some(help.into()));
            }
            None => {}
        }
    }

    fn served(&mut self, path: String, stamp: Stamp) {
        if media_type(&path).is_none() {
            let (message, help) = type_refused(origin(&path));
            return self.report(Code::FileTypeRefused, &path, message.into(), Some(help));
        }
        if stamp.length > FILE_LIMIT {
            return self.diagnostics.push(too_large(&path, stamp.length, FILE_LIMIT));
        }
        self.files.push(FilePath { path: path.into(), stamp });
    }
}

/// What a file looks like; one that cannot be looked at is told when it is read.
fn stamp<E>(seen: Result<Metadata, E>) -> Stamp {
    seen.map_or_else(|_| Stamp::default(), |seen| Stamp::of(&seen))
}

fn is_hidden(item: &walkdir::DirEntry) -> bool {
    let is_in_static = item.depth() == 1 && item.path().parent().is_some_and(|folder| folder.ends_with("static"));
    item.depth() > 0 && is_hidden_name(is_in_static, item.file_name())
}

/// Whether what is in a folder under a name is left alone, like all that begins with a dot, but for the one folder of what
/// browsers ask every site for, see [`media::of_copied`].
fn is_hidden_name(is_in_static: bool, name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") && !(is_in_static && name == ".well-known")
}

/// A path below the root with `/` between its parts, and whether its name is text.
fn relative(root: &Path, path: &Path) -> (String, bool) {
    let below = path.strip_prefix(root).unwrap_or(path);
    (below.to_string_lossy().into_owned(), below.to_str().is_some())
}

#[cfg(test)]
mod tests;
