//! Finds and reads the input files of a project. No other code reads content.
//!
//! Links are never followed, only plain files are opened, a file is refused by its size before it is read, and every
//! path is below the project root. What is wrong with a file is a diagnostic; the others are read all the same.

mod known;

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
use rustix::io::Errno;
use walkdir::WalkDir;

pub use known::{Known, Look, Stamp};

use crate::diagnostic::{Code, Diagnostic};
use crate::media::{self, Origin};
use crate::source::Source;

/// An entry may have 1 MiB: more is no text for a page.
pub const ENTRY_LIMIT: u64 = 1024 * 1024;
/// Vocabularies, sources and settings may have 8 MiB.
pub const DATA_LIMIT: u64 = 8 * 1024 * 1024;
/// Files and static files may have 32 MiB.
pub const FILE_LIMIT: u64 = 32 * 1024 * 1024;

/// Folders and files whose meaning is fixed.
const VOCABULARY: &str = "content/vocabulary/";
const OUTLINES: &str = "content/sources/";
/// Where files lie that texts link to.
pub(crate) const FILES: &str = "content/files/";
/// Texts about the content for those who keep it, read by people only.
const FOR_PEOPLE: [&str; 3] = ["README.md", "LICENSE.md", "CONTRIBUTING.md"];

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
    let read: Vec<_> = found.paths.into_par_iter().map(|(path, role)| (role, read(root, &path, role))).collect();
    let mut input = Input { files: found.files, ..Input::default() };
    input.files.sort();
    for (role, result) in read {
        match result {
            Ok((source, noted)) => {
                note(&source, noted);
                input.place(role, source);
            }
            // What the file holds would be gone from the site.
            Err(diagnostic) => found.diagnostics.push(Diagnostic { is_binding: true, ..diagnostic }),
        }
    }
    found.diagnostics.sort();
    (input, found.diagnostics)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Entry,
    Vocabulary,
    Terminology,
    Documents,
    Bibtex,
    Outline,
    Figures,
    Theme,
}

impl Role {
    const fn limit(self) -> u64 {
        match self {
            Self::Entry => ENTRY_LIMIT,
            _ => DATA_LIMIT,
        }
    }
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
    files: Vec<FilePath>,
    diagnostics: Vec<Diagnostic>,
}

impl Found {
    fn report(&mut self, code: Code, path: &str, message: String, help: Option<String>) {
        self.diagnostics.push(Diagnostic::of_file(code, path, message).maybe_help(help));
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
            return self.report(Code::SymbolicLink, &path, "this is a symbolic link".into(), Some(help.into()));
        }
        if kind.is_dir() {
            return;
        }
        if !kind.is_file() {
            let message = "this is a pipe, a socket or a device".into();
            return self.report(Code::SpecialFile, &path, message, Some("remove it".into()));
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

/// Text files of a theme are fingerprinted and may be SVG; its other files are served as they are. An SVG of the project is
/// read as well: it may take the place of one of the theme's, see [`crate::theme::Theme::assemble`].
fn is_theme_static(path: &str) -> bool {
    let is_text = [".css", ".js", ".svg"].iter().any(|ending| path.ends_with(ending));
    path.starts_with("themes/") && is_text || path.starts_with("static/") && path.ends_with(".svg")
}

/// What there is to say of a file that is not served: its type, and those that are.
pub fn type_refused(origin: Origin) -> (&'static str, String) {
    let types: Vec<_> = media::copied(origin).collect();
    let more: Vec<_> = media::copied(Origin::Project).filter(|ending| !types.contains(ending)).collect();
    let more = if more.is_empty() { String::new() } else { format!("; below static/ also {}", more.join(", ")) };
    ("files of this type are not served", format!("types that are served: {}{more}", types.join(", ")))
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

/// What a file is that makes the look of a site, or is a part of it as it is.
enum SiteRole {
    /// A text that the theme is made from.
    Theme,
    /// It is copied.
    Served,
}

/// What a file below `content/files/`, `static/`, `templates/`, `strings/` or a theme's folder is; `None` for texts that only
/// people read, `Some(Err(hint))` when nothing reads it. What nothing reads is never copied to the site.
fn site_role(path: &str) -> Option<Result<SiteRole, &'static str>> {
    let of_theme = path.strip_prefix("themes/").and_then(|path| Some(path.split_once('/')?.1));
    let (folder, name) = of_theme.unwrap_or(path).split_once('/').unwrap_or(("", of_theme.unwrap_or(path)));
    Some(match folder {
        "templates" if name.ends_with(".html") => Ok(SiteRole::Theme),
        "templates" => Err("templates end in .html"),
        "strings" if name.ends_with(".ftl") => Ok(SiteRole::Theme),
        "strings" => Err("strings are in files such as en.ftl and fr.ftl"),
        "static" if is_theme_static(path) => Ok(SiteRole::Theme),
        "static" | "content" => Ok(SiteRole::Served),
        _ if FOR_PEOPLE.contains(&name) || name.starts_with("LICENSE") => return None,
        _ => Err("a theme has the folders templates/, strings/ and static/"),
    })
}

/// What a file below `content/` is; `None` for texts that only people read, `Some(Err(hint))` when nothing reads it.
fn content_role(path: &str) -> Option<Result<Role, &'static str>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    if FOR_PEOPLE.contains(&name) {
        return None;
    }
    Some(match path {
        "content/sources.yaml" => Ok(Role::Documents),
        "content/sources.bib" => Ok(Role::Bibtex),
        "content/figures.yaml" => Ok(Role::Figures),
        "content/vocabulary/terminology.yaml" => Ok(Role::Terminology),
        _ if path.starts_with(VOCABULARY) && is_yaml => Ok(Role::Vocabulary),
        _ if path.starts_with(OUTLINES) && is_yaml => Ok(Role::Outline),
        _ if path.starts_with(VOCABULARY) || path.starts_with(OUTLINES) => Err("files here end in .yaml"),
        _ if name.ends_with(".md") => Ok(Role::Entry),
        _ if name.ends_with(".markdown") => Err("entries end in .md"),
        _ if is_yaml => Err("vocabularies belong into content/vocabulary/"),
        _ => Err("images and documents belong into content/files/"),
    })
}

/// The media type of a file that is copied to the site, by its path below the root.
pub fn media_type(path: &str) -> Option<&'static str> {
    media::of_copied(path.strip_prefix("static/").unwrap_or(path), origin(path))
}

fn origin(path: &str) -> Origin {
    if path.starts_with(FILES) { Origin::Content } else { Origin::Project }
}

/// A path below the root with `/` between its parts, and whether its name is text.
fn relative(root: &Path, path: &Path) -> (String, bool) {
    let below = path.strip_prefix(root).unwrap_or(path);
    (below.to_string_lossy().into_owned(), below.to_str().is_some())
}

/// Reads a text file below the root.
pub fn read_text(root: &Path, path: &str, limit: u64) -> Result<Arc<Source>, Diagnostic> {
    let bytes = read_bytes(root, path, limit)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
    };
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    Ok(Source::new(path, text))
}

/// Reads the file of a citation style. Its path is the project's to choose, so that no folder of it may be a link either.
pub fn read_style(root: &Path, path: &str, limit: u64) -> Result<Arc<Source>, Diagnostic> {
    let whole = root.join(path);
    if whole.canonicalize().is_ok_and(|real| real != whole) {
        let message = "this is a symbolic link, or lies in a folder that is one";
        return Err(Diagnostic::of_file(Code::SymbolicLink, path, message).help("put a copy of the file in its place"));
    }
    read_text(root, path, limit)
}

/// Reads a file below the root, when it is a plain file of at most `limit` bytes that is reached without a link.
pub fn read_bytes(root: &Path, path: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let unreadable =
        |error: io::Error| Diagnostic::of_file(Code::UnreadableFile, path, format!("this cannot be read: {error}"));
    let mut file = open(root, path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Diagnostic::of_file(Code::SpecialFile, path, "this is no plain file"));
    }
    if metadata.len() > limit {
        return Err(too_large(path, metadata.len(), limit));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // A file may grow while it is read.
    file.by_ref().take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(path, bytes.len() as u64, limit));
    }
    Ok(bytes)
}

/// Neither waits for the other end of a pipe nor follows a link that was put in place after the walk, of the file or of a
/// folder on the way. The root is the real path of a folder.
fn open(root: &Path, path: &str) -> io::Result<File> {
    let whole = root.join(path);
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match openat2(CWD, &whole, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        // Linux before 5.6, and some containers, do not know the call: the folders are as the walk found them then.
        Err(Errno::NOSYS | Errno::PERM) => Ok(rustix::fs::open(&whole, flags, Mode::empty())?.into()),
        file => Ok(file?.into()),
    }
}

fn too_large(path: &str, length: u64, limit: u64) -> Diagnostic {
    // A file that is a byte too large is not told to be as large as is allowed.
    let mebibytes = (length * 10).div_ceil(1024 * 1024) as f64 / 10.0;
    let message = format!("this file has {mebibytes} MiB; at most {} MiB are read", limit / 1024 / 1024);
    Diagnostic::of_file(Code::FileTooLarge, path, message).help("make it smaller, or host it elsewhere and link to it")
}

fn not_utf8(path: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let encoding = if utf16 { "it looks like UTF-16" } else { "it may be Latin-1 or Windows-1252" };
    // What is readable up to the bad byte is kept, so that the message can show where it is.
    let readable = String::from_utf8_lossy(&bytes[..at]);
    let source = Source::new(path, readable.as_ref());
    let span = crate::source::Span::new(at, at);
    Diagnostic::new(Code::NotUtf8, &source, span, format!("this file is not UTF-8; {encoding}"))
        .help("save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(build: impl Fn(&Path)) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("content/files")).expect("folders");
        build(folder.path());
        let (_, problems) = load(folder.path(), "folio");
        problems.iter().map(|d| (d.place.source.path.to_string(), d.code.to_string())).collect()
    }

    fn one(path: &str, code: &str) -> Vec<(String, String)> {
        vec![(path.to_owned(), code.to_owned())]
    }

    #[test]
    fn links_are_reported_and_not_followed() {
        let found = codes(|root| {
            std::fs::write(root.join("secret"), "x").expect("written");
            std::os::unix::fs::symlink(root.join("secret"), root.join("content/a.md")).expect("linked");
            std::os::unix::fs::symlink("/etc", root.join("content/files/etc")).expect("linked");
        });
        let expected = [one("content/a.md", "symbolic-link"), one("content/files/etc", "symbolic-link")].concat();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_linked_content_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink("/etc", folder.path().join("content")).expect("linked");
        let (input, problems) = load(folder.path(), "folio");
        assert_eq!(problems[0].code, Code::SymbolicLink);
        assert!(input.entries.is_empty());
    }

    #[test]
    fn a_huge_file_is_refused_by_its_size() {
        let found = codes(|root| {
            let file = File::create(root.join("content/a.md")).expect("made");
            file.set_len(1024 * 1024 * 1024).expect("sized");
        });
        assert_eq!(found, one("content/a.md", "file-too-large"));
    }

    #[test]
    fn a_folder_that_became_a_link_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("its real path");
        std::fs::create_dir_all(root.join("elsewhere")).expect("a folder");
        std::fs::write(root.join("elsewhere/a.md"), "secret").expect("written");
        std::fs::create_dir_all(root.join("project/content")).expect("a folder");
        let read = || read_bytes(&root.join("project"), "content/a.md", ENTRY_LIMIT);
        std::fs::write(root.join("project/content/a.md"), "open").expect("written");
        assert_eq!(read().expect("a plain file"), b"open");
        std::fs::remove_dir_all(root.join("project/content")).expect("removed");
        std::os::unix::fs::symlink(root.join("elsewhere"), root.join("project/content")).expect("linked");
        assert_eq!(read().expect_err("a link").code, Code::UnreadableFile);
    }

    #[test]
    fn what_nothing_reads_is_told_and_is_on_no_site() {
        let files = ["templates/notes.txt", "templates/a/b.json", "strings/en.txt", "themes/folio/secret.txt"];
        let found = codes(|root| {
            for file in files.iter().chain(&["themes/folio/README.md", "themes/folio/LICENSE"]) {
                std::fs::create_dir_all(root.join(file).parent().expect("a folder")).expect("folders");
                std::fs::write(root.join(file), "text").expect("written");
            }
        });
        let mut expected: Vec<_> = files.iter().flat_map(|file| one(file, "unknown-file")).collect();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_that_is_a_byte_too_large_has_more_than_is_allowed() {
        let message = |length: u64| too_large("a", length, ENTRY_LIMIT).message;
        assert_eq!(message(ENTRY_LIMIT + 1), "this file has 1.1 MiB; at most 1 MiB are read");
        assert_eq!(message(3 * ENTRY_LIMIT), "this file has 3 MiB; at most 1 MiB are read");
    }

    #[test]
    fn encodings_but_utf8_are_refused_and_named() {
        let found = codes(|root| {
            std::fs::write(root.join("content/a.md"), b"---\ntitle: caf\xE9\n").expect("written");
            std::fs::write(root.join("content/b.md"), b"\xFF\xFE-\0-\0").expect("written");
        });
        assert_eq!(found, [one("content/a.md", "not-utf8"), one("content/b.md", "not-utf8")].concat());
    }

    #[test]
    fn files_that_could_carry_scripts_are_not_served() {
        let found = codes(|root| std::fs::write(root.join("content/files/a.svg"), "<svg/>").expect("written"));
        assert_eq!(found, one("content/files/a.svg", "file-type-refused"));
    }

    #[test]
    fn one_hidden_folder_is_copied() {
        let folder = tempfile::tempdir().expect("a folder");
        for path in ["static/.well-known/security.txt", "static/.well-known/matrix/server", "static/.git/config"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, "{}").expect("written");
        }
        let (input, problems) = load(folder.path(), "folio");
        assert_eq!(problems, []);
        let found: Vec<_> = input.files.iter().map(|file| &*file.path).collect();
        assert_eq!(found, ["static/.well-known/matrix/server", "static/.well-known/security.txt"]);
        assert_eq!(media_type("static/.well-known/matrix/server"), Some("application/json"));
        assert_eq!(media_type("static/matrix/server"), None);
    }

    #[test]
    fn texts_for_people_and_hidden_files_are_left_alone() {
        let found = codes(|root| {
            std::fs::write(root.join("content/README.md"), "# Hello").expect("written");
            std::fs::write(root.join("content/.notes.md"), "# Hello").expect("written");
        });
        assert_eq!(found, []);
    }
}
