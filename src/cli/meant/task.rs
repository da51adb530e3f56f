//! What a command is to do, with nothing in it that can be wrong.

use std::path::{Path, PathBuf};

use crate::cli::args::{CodeHost, ExplainFormat, TableFormat, What};
use crate::cli::explain::Explained;
use crate::cli::publish::{Asked, Back, Publishing};
use crate::cli::schema::{SchemaFormat, Subject};
use crate::cli::theme::Themed;
use crate::cli::{export, query, serve};
use crate::entry::Kind;
use crate::field::EntryId;
use crate::lang::Lang;
use crate::project::Options;

/// What is to be done.
#[derive(Debug)]
pub enum Task {
    /// Make the site.
    Build(Options),
    /// Report what is wrong, and what an earlier state had.
    Check(Options, Option<String>),
    /// Serve the site while it is edited.
    Serve(serve::Wanted),
    /// Put the site where readers find it.
    Publish(Publishing),
    /// Let an earlier state live again.
    Rollback(Back),
    /// Tell what lives where.
    Status(Asked),
    /// Look at the theme, or make a file of it the project's own.
    Theme(Options, Themed),
    /// Remove what builds wrote.
    Clean(Options),
    /// Write a new entry.
    New(NewEntry),
    /// Make a project.
    Init(NewProject),
    /// List entries.
    List(WantedList),
    /// Write one file of open data.
    Export(export::Wanted),
    /// Answer a question.
    Query(query::Asked),
    /// Give an entry another id.
    Rename(Renaming),
    /// Explain a code, all of them, or a page.
    Explain(Explained, ExplainFormat),
    /// Print a schema.
    Schema(SchemaFormat, Subject),
    /// Print a completion script.
    Completions(clap_complete::Shell),
    /// Print the man page of a command, or all.
    Man(Option<String>),
}

impl Task {
    /// The folder of the project that it is about, if it is about one.
    pub fn root(&self) -> Option<&Path> {
        let options = match self {
            Self::Build(options) | Self::Check(options, _) | Self::Theme(options, _) | Self::Clean(options) => options,
            Self::Serve(wanted) => &wanted.options,
            Self::Publish(publishing) => &publishing.options,
            Self::Rollback(back) => &back.options,
            Self::Status(asked) => &asked.options,
            Self::List(wanted) => &wanted.options,
            Self::Export(wanted) => &wanted.options,
            Self::Query(asked) => &asked.options,
            Self::Rename(renaming) => &renaming.options,
            Self::Explain(
                Explained::Entry(options, _) | Explained::File(options, _) | Explained::Address(options, _),
                _,
            ) => options,
            Self::New(wanted) => return Some(&wanted.root),
            Self::Explain(..) | Self::Init(_) | Self::Schema(..) | Self::Completions(_) | Self::Man(_) => return None,
        };
        Some(&options.root)
    }
}

/// A new entry or translation.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    /// The project's folder.
    pub root: PathBuf,
    /// Its kind.
    pub kind: Kind,
    /// Its title, of one line and not too long.
    pub title: String,
    /// Its id, when it is not to be made from the title.
    pub id: Option<EntryId>,
    /// Its language, when that is not the site's own.
    pub lang: Option<Lang>,
    /// The day on which it is begun.
    pub day: jiff::civil::Date,
    /// The editor that opens it: a program and its first arguments.
    pub editor: Option<Vec<String>>,
}

/// A new project.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProject {
    /// Its folder.
    pub folder: PathBuf,
    /// The code host that it is prepared for.
    pub ci: Option<CodeHost>,
    /// The day on which it is begun.
    pub day: jiff::civil::Date,
}

/// A list of entries.
#[derive(Clone, Debug)]
pub struct WantedList {
    /// The project.
    pub options: Options,
    /// What is listed.
    pub what: What,
    /// Only these kinds, when there are any.
    pub kinds: Vec<Kind>,
    /// Only entries of all these terms, each by the name of its axis and its id.
    pub terms: Vec<(String, String)>,
    /// Only translations into this language.
    pub lang: Option<Lang>,
    /// How it is printed.
    pub format: TableFormat,
}

/// Another id for an entry.
#[derive(Clone, Debug)]
pub struct Renaming {
    /// The project.
    pub options: Options,
    /// The id that the entry has.
    pub old: EntryId,
    /// The id that it gets.
    pub new: EntryId,
    /// Whether it is done.
    pub consent: Consent,
}

/// Whether something that was shown is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// It is only shown.
    Refused,
    /// Whoever sits at the terminal is asked.
    Asked,
    /// It is done.
    Given,
}
