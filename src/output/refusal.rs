//! Why an output folder is refused, in words that help.

use std::fmt;
use std::path::PathBuf;

use super::disk::Kind;
use super::record::MARKER;

/// How many paths a message names before it counts the rest.
const SHOWN: usize = 20;

/// An output folder or a build was refused, and nothing was touched.
#[derive(Debug)]
pub struct Refused {
    /// The output folder as it was given.
    pub folder: PathBuf,
    /// Why.
    pub reason: Reason,
}

/// Why an output folder was refused.
#[derive(Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is `/`.
    Root,
    /// It is the home folder.
    Home,
    /// It is the project's own folder.
    Project,
    /// The project lies inside it.
    HoldsProject,
    /// It is this source folder, or lies inside it.
    InSource(PathBuf),
    /// It lies in a folder that the project is made from or built into, and is to be published to.
    OfProject(PathBuf),
    /// This source folder lies inside it.
    HoldsSource(PathBuf),
    /// It, or a folder of the project on the way to it, is this symlink.
    Symlink(PathBuf),
    /// This is no folder, but should be.
    NotFolder(PathBuf, Kind),
    /// It holds these files (the first few) and no manifest of ours.
    Stranger(Vec<String>),
    /// This path inside it should be a folder or file of the program, but is not.
    NotOurs(String, Kind),
    /// It holds the site of this name, and another one was to be written or removed.
    OtherSite(String),
    /// Its manifest cannot be used.
    Record(String),
    /// This file cannot have its path.
    Address {
        /// The path.
        path: String,
        /// What asked for it.
        cause: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The build would overwrite these.
    Foreign(Vec<Foreign>),
}

/// Something in the output folder that is not what a build left there, and so is never overwritten or deleted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    /// Path below the output folder, with `/` between its parts.
    pub path: String,
    /// What is the matter, to be read after the path: "was not made by a build".
    pub what: &'static str,
}

impl Foreign {
    pub(super) fn new(path: &str, what: &'static str) -> Self {
        Self { path: path.to_owned(), what }
    }

    pub(super) fn kind(path: &str, kind: Kind) -> Self {
        let what = match kind {
            Kind::File => "is a file that was not made by a build",
            Kind::Folder => "is a folder",
            Kind::Symlink => "is a symlink",
            Kind::Special => "is a device, FIFO or socket",
        };
        Self::new(path, what)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.what)
    }
}

impl Refused {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match &self.reason {
            Reason::Root | Reason::Home | Reason::Project | Reason::HoldsProject | Reason::HoldsSource(_) => {
                "give the site a folder of its own, for example `public` in the project"
            }
            Reason::OfProject(_) => "publish to another folder",
            Reason::InSource(_) => "write the site beside the sources, for example to `public` in the project",
            Reason::Symlink(_) => "name the folder itself; links could lead anywhere by the time files are written",
            Reason::NotFolder(..) => "choose a name that is free, or an empty folder",
            Reason::Stranger(_) => "choose an empty folder, or move what is in this one elsewhere",
            Reason::OtherSite(_) => {
                "choose another folder; if it is this site under an earlier `id`, delete the folder and build again"
            }
            Reason::NotOurs(..) => "remove it and build again",
            Reason::Record(_) => "delete the output folder, or choose another, and build again",
            Reason::Address { .. } => "give its source a shorter or plainer name",
            Reason::Foreign(_) => "move these elsewhere or delete them, then build again",
        }
    }
}

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        write!(f, "no site is written to `{folder}`: ")?;
        match &self.reason {
            Reason::Root => f.write_str("it is the root of the file system"),
            Reason::Home => f.write_str("it is your home folder"),
            Reason::Project => f.write_str("it is the project itself"),
            Reason::HoldsProject => f.write_str("the project lies inside it"),
            Reason::InSource(source) => write!(f, "it belongs to the source folder `{}`", source.display()),
            Reason::OfProject(own) => {
                write!(f, "it lies in `{}`, which the project is made from or built into", own.display())
            }
            Reason::HoldsSource(source) => write!(f, "the source folder `{}` lies inside it", source.display()),
            Reason::Symlink(at) => write!(f, "`{}` is a symlink", at.display()),
            Reason::NotFolder(at, kind) => write!(f, "`{}` is {kind}, not a folder", at.display()),
            Reason::Stranger(names) => write!(f, "it holds files that no build made ({})", names.join(", ")),
            Reason::OtherSite(site) => write!(f, "it holds another site, `{site}`"),
            Reason::NotOurs(name, kind) => write!(f, "`{MARKER}{name}` inside it is {kind}"),
            Reason::Record(why) => f.write_str(why),
            Reason::Address { path, cause, why } => write!(f, "`{path}` (from {cause}) is no path for a file: {why}"),
            Reason::Foreign(foreign) => write_foreign(f, foreign),
        }
    }
}

fn write_foreign(f: &mut fmt::Formatter<'_>, foreign: &[Foreign]) -> fmt::Result {
    f.write_str("files that no build made are in its way")?;
    for one in foreign.iter().take(SHOWN) {
        write!(f, "\n  {one}")?;
    }
    match foreign.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        rest => write!(f, "\n  and {rest} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let foreign = (0..25).map(|n| Foreign::new(&format!("{n}.html"), "was not made by a build")).collect();
        let refused = Refused { folder: "public".into(), reason: Reason::Foreign(foreign) };
        let text = refused.to_string();
        assert!(text.contains("`19.html` was not made by a build\n  and 5 more"), "{text}");
        assert!(!text.contains("`20.html`"), "{text}");
    }
}
