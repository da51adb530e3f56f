//! Whether a path may be an output folder at all, decided before anything is touched.

use std::fs::{self, FileType, Metadata};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;

use super::disk::Kind;
use super::refusal::{Reason, Refused};

/// The folders that no site may be written to.
#[derive(Clone, Debug, Default)]
pub struct Forbidden {
    /// The project's root folder, which exists.
    pub project: PathBuf,
    /// Folders that are read: content, static files, templates, themes, vocabulary. Relative ones lie below the project;
    /// they need not exist.
    pub sources: Vec<PathBuf>,
    /// The home folder of whoever builds.
    pub home: Option<PathBuf>,
    /// The name of the only site that may be there already; without one, any may.
    pub site: Option<String>,
}

impl Forbidden {
    /// The project, its source folders and the home folder of whoever runs the program.
    pub fn new(project: impl Into<PathBuf>, sources: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { project: project.into(), sources: sources.into_iter().collect(), home: std::env::home_dir(), site: None }
    }
}

/// Where an output folder is or will be: an absolute path without links, `.` or `..`.
#[derive(Debug)]
pub(crate) struct Place {
    pub real: PathBuf,
    pub exists: bool,
}

/// Finds the real place of an output folder and refuses it when it is forbidden. A relative path is taken from the
/// current folder. Nothing is made or changed.
pub(crate) fn locate(path: &Path, forbidden: &Forbidden) -> anyhow::Result<Place> {
    let refuse = |reason| anyhow::Error::from(Refused { folder: path.to_owned(), reason });
    let project = fs::canonicalize(&forbidden.project)
        .with_context(|| format!("cannot find the project `{}`", forbidden.project.display()))?;
    let real = resolve(path, &project)
        .with_context(|| format!("cannot look at the output folder `{}`", path.display()))?
        .map_err(refuse)?;
    if let Some(reason) = forbidden_reason(&real, &project, forbidden) {
        return Err(refuse(reason));
    }
    let exists = real.exists();
    Ok(Place { real, exists })
}

/// Follows links above the project, where they belong to the machine (`/tmp` and `/home` often are links), and refuses
/// them below, where they belong to whoever wrote the project.
fn resolve(path: &Path, project: &Path) -> io::Result<Result<PathBuf, Reason>> {
    let absolute = std::path::absolute(path)?;
    let mut real = PathBuf::from("/");
    let mut parts = absolute.components().peekable();
    while let Some(part) = parts.next() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::Normal(name) => real.push(name),
            _ => continue,
        }
        match look(&real)? {
            None => {}
            Some(found) if found.is_dir() => {}
            Some(found) if !found.is_symlink() => return Ok(Err(Reason::NotFolder(real, kind_of(found.file_type())))),
            Some(_) if parts.peek().is_none() || is_below(project, &real) => return Ok(Err(Reason::Symlink(real))),
            Some(_) => real = fs::canonicalize(&real)?,
        }
    }
    Ok(Ok(real))
}

fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

fn is_below(folder: &Path, path: &Path) -> bool {
    path != folder && path.starts_with(folder)
}

fn kind_of(kind: FileType) -> Kind {
    let special = kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device();
    if special { Kind::Special } else { Kind::File }
}

fn forbidden_reason(real: &Path, project: &Path, forbidden: &Forbidden) -> Option<Reason> {
    if real.parent().is_none() {
        return Some(Reason::Root);
    }
    if forbidden.home.as_ref().is_some_and(|home| is_same(home, real)) {
        return Some(Reason::Home);
    }
    if is_same(project, real) {
        return Some(Reason::Project);
    }
    if holds(real, project) {
        return Some(Reason::HoldsProject);
    }
    forbidden.sources.iter().find_map(|source| source_reason(real, project, source))
}

fn source_reason(real: &Path, project: &Path, source: &Path) -> Option<Reason> {
    let absolute = project.join(source);
    let place = fs::canonicalize(&absolute).unwrap_or(absolute);
    if holds(&place, real) {
        return Some(Reason::InSource(source.to_owned()));
    }
    holds(real, &place).then(|| Reason::HoldsSource(source.to_owned()))
}

/// Whether `inner` is `outer` or lies inside it.
fn holds(outer: &Path, inner: &Path) -> bool {
    inner.ancestors().any(|folder| is_same(outer, folder))
}

/// Whether two paths mean one folder: by name, or by identity, since a folder can have several names (bind mounts, file
/// systems that ignore case).
fn is_same(one: &Path, other: &Path) -> bool {
    one == other || identity(one).is_some_and(|id| identity(other) == Some(id))
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// `home/project` with `content` and a link to it, and `link` to the home beside it.
    fn stage() -> (tempfile::TempDir, Forbidden) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = fs::canonicalize(folder.path()).expect("it exists").join("home");
        fs::create_dir_all(home.join("project/content/sub")).expect("made");
        fs::create_dir_all(home.join("project/public")).expect("made");
        fs::write(home.join("project/file"), "").expect("written");
        symlink("content", home.join("project/link")).expect("linked");
        symlink("public", home.join("project/publink")).expect("linked");
        symlink("home", folder.path().join("link")).expect("linked");
        let sources = vec!["content".into(), "templates".into(), home.join("elsewhere/themes")];
        let forbidden = Forbidden { project: home.join("project"), sources, home: Some(home), site: None };
        (folder, forbidden)
    }

    fn reason(path: impl AsRef<Path>, forbidden: &Forbidden) -> Option<Reason> {
        let error = locate(path.as_ref(), forbidden).err()?;
        Some(error.downcast::<Refused>().expect("a refusal").reason)
    }

    #[test]
    fn what_is_not_for_a_site_is_refused() {
        let (folder, forbidden) = stage();
        let project = &forbidden.project;
        let refused = |path: &str| reason(project.join(path), &forbidden);
        assert_eq!(refused("/"), Some(Reason::Root));
        assert_eq!(refused("../../../../../../../../../.."), Some(Reason::Root));
        assert_eq!(refused(".."), Some(Reason::Home));
        assert_eq!(
            refused("../../link"),
            Some(Reason::Symlink(
                project
                    .join("../../link")
                    .canonicalize()
                    .map_or_else(|_| unreachable!("it exists"), |home| home.with_file_name("link"),)
            ))
        );
        assert_eq!(refused("."), Some(Reason::Project));
        assert_eq!(refused("content/../../project"), Some(Reason::Project));
        assert_eq!(refused("../.."), Some(Reason::HoldsProject));
        assert_eq!(refused("content"), Some(Reason::InSource("content".into())));
        assert_eq!(refused("content/sub/new/x"), Some(Reason::InSource("content".into())));
        assert_eq!(refused("templates"), Some(Reason::InSource("templates".into())));
        assert!(matches!(refused("../elsewhere"), Some(Reason::HoldsSource(_))));
        assert_eq!(refused("link"), Some(Reason::Symlink(project.join("link"))));
        assert_eq!(refused("publink"), Some(Reason::Symlink(project.join("publink"))));
        assert_eq!(refused("link/sub"), Some(Reason::Symlink(project.join("link"))));
        assert_eq!(refused("file"), Some(Reason::NotFolder(project.join("file"), Kind::File)));
        assert_eq!(refused("file/sub"), Some(Reason::NotFolder(project.join("file"), Kind::File)));
        assert!(matches!(refused("/dev/null"), Some(Reason::NotFolder(_, Kind::Special))));
        drop(folder);
    }

    #[test]
    fn folders_of_their_own_are_found_where_they_are() {
        let (folder, forbidden) = stage();
        let project = &forbidden.project;
        let found = |path: PathBuf| locate(&path, &forbidden).map(|place| (place.real, place.exists)).ok();
        assert_eq!(found(project.join("public")), Some((project.join("public"), true)));
        assert_eq!(found(project.join("public/a/b")), Some((project.join("public/a/b"), false)));
        assert_eq!(found(project.join("content/../new")), Some((project.join("new"), false)));
        assert_eq!(found(project.join("contents")), Some((project.join("contents"), false)));
        assert_eq!(found(folder.path().join("link/project/public")), Some((project.join("public"), true)));
    }
}
