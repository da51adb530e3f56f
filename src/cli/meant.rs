//! The arguments as they are meant: everything is checked here, and nothing behind this can be wrong.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::args::{self, CodeHost, Common, ExplainFormat, TableFormat, Typed, What};
use super::environment::Environment;
use super::explain::{self, Explained};
use super::failure::Failure;
use super::publish::{Asked, Back, Manner, Publishing};
use super::schema::{SchemaFormat, Subject};
use super::theme::Themed;
use super::{export, manual, query, serve};
use crate::catalog::{AsOf, Shown};
use crate::entry::{Kind, TITLE_LIMIT};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::preview::watching::Eyes;
use crate::project::{Options, find_root};
use crate::record::deceives;
use crate::site::{self, BaseUrl};

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

/// From what was typed to what is meant, in the folder and at the time that the environment tells.
pub fn meant(typed: Typed, environment: &Environment) -> Result<Task, Failure> {
    let Typed { common, command } = typed;
    let project = |output, base_url, strict| options(&common, output, base_url, strict, environment);
    Ok(match command {
        args::Command::Build(build) => {
            let base_url = base_url(build.base_url, environment)?;
            Task::Build(project(build.output, base_url, build.strict)?)
        }
        args::Command::Check(check) => Task::Check(project(None, None, check.strict)?, check.since),
        args::Command::Serve(wanted) => Task::Serve(serve::Wanted {
            options: project(None, None, wanted.strict)?,
            port: wanted.port,
            open: wanted.open,
            eyes: wanted.poll.map_or(Eyes::Events, Eyes::Polling),
            moves_on: common.as_of.is_none() && environment.source_date_epoch.is_none(),
        }),
        args::Command::Publish(publish) => Task::Publish(Publishing {
            options: project(publish.output, None, false)?,
            target: publish.target,
            manner: Manner { max_deletes: publish.max_deletes, ..on_target(&publish.manner) },
        }),
        args::Command::Rollback(back) => Task::Rollback(Back {
            options: project(None, None, false)?,
            target: back.target,
            to: back.to,
            manner: Manner { max_deletes: Some(usize::MAX), ..on_target(&back.manner) },
        }),
        args::Command::Status(status) => {
            Task::Status(Asked { options: project(status.output, None, false)?, target: status.target })
        }
        args::Command::Theme(theme) => Task::Theme(
            project(None, None, false)?,
            match theme.command {
                args::ThemeCommand::List(list) => Themed::List(list.format),
                args::ThemeCommand::Eject(eject) => Themed::Eject(eject.file),
                args::ThemeCommand::Show(show) => Themed::Show(show.file),
            },
        ),
        args::Command::Clean(clean) => Task::Clean(project(clean.output, None, false)?),
        args::Command::New(new) => Task::New(new_entry(new, &common, environment)?),
        args::Command::Init(init) => Task::Init(NewProject {
            folder: environment.folder.join(init.folder),
            ci: init.ci,
            day: as_of(&common, environment)?.day,
        }),
        args::Command::List(list) => Task::List(wanted_list(list, project(None, None, false)?)?),
        args::Command::Export(wanted) => Task::Export(export::Wanted {
            options: project(None, base_url(wanted.base_url, environment)?, false)?,
            format: wanted.format,
            output: wanted.output.map(|file| environment.folder.join(file)),
        }),
        args::Command::Query(asked) => Task::Query(query::Asked {
            options: project(None, None, false)?,
            query: asked.question.join(" "),
            format: asked.format,
            fields: asked.fields,
        }),
        args::Command::Rename(rename) => Task::Rename(Renaming {
            options: project(None, None, false)?,
            old: entry_id(id_in_path(&rename.old))?,
            new: entry_id(&rename.new)?,
            consent: match (rename.dry_run, rename.yes) {
                (true, _) => Consent::Refused,
                (false, true) => Consent::Given,
                (false, false) => Consent::Asked,
            },
        }),
        args::Command::Explain(explain) => {
            let options = || project(None, None, false);
            Task::Explain(explain::meant(explain.what.as_deref(), &environment.folder, options)?, explain.format)
        }
        args::Command::Schema(schema) => wanted_schema(schema.format, schema.subject)?,
        args::Command::Completions(completions) => Task::Completions(completions.shell),
        args::Command::Man(man) => Task::Man(man.command.map(|name| manual::command_named(&name)).transpose()?),
    })
}

fn on_target(typed: &args::OnTarget) -> Manner {
    Manner { plan: typed.plan, yes: typed.yes, take_over: typed.take_over, max_deletes: None }
}

fn options(
    common: &Common,
    output: Option<PathBuf>,
    base_url: Option<BaseUrl>,
    strict: bool,
    environment: &Environment,
) -> Result<Options, Failure> {
    let output = output.or_else(|| environment.output.as_ref().map(PathBuf::from));
    Ok(Options {
        root: root(common, environment)?,
        as_of: as_of(common, environment)?,
        shown: Shown { drafts: common.drafts, embargoed: common.embargoed },
        output: output.map(|folder| environment.folder.join(folder)),
        base_url,
        strict,
    })
}

/// The folder of the project: the one that is named, else the nearest upward that has a `site.toml`.
fn root(common: &Common, environment: &Environment) -> Result<PathBuf, Failure> {
    let named = common.root.clone().or_else(|| environment.root.as_ref().map(PathBuf::from));
    let Some(named) = named else {
        return find_root(&environment.folder).ok_or_else(|| Failure::no_site("this folder or one above it"));
    };
    let folder = environment.folder.join(&named);
    if folder.join(site::FILE).is_file() { Ok(folder) } else { Err(Failure::no_site(&named.display().to_string())) }
}

fn as_of(common: &Common, environment: &Environment) -> Result<AsOf, Failure> {
    if let Some(text) = &common.as_of {
        let help = "write a day: --as-of 2026-06-01";
        // jiff reads the day of a longer date too; what is behind it would be dropped without a word.
        let day = text.parse().ok().filter(|_| text.len() == "2026-06-01".len());
        return day.map(AsOf::day).ok_or_else(|| Failure::usage(format!("`{text}` is not a day"), help));
    }
    let Some(epoch) = &environment.source_date_epoch else { return Ok(AsOf::instant(environment.now)) };
    let seconds = epoch.to_str().and_then(|text| text.parse().ok());
    let instant = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    instant.map(AsOf::instant).ok_or_else(|| {
        let message = format!("SOURCE_DATE_EPOCH is `{}`, which is no instant", epoch.display());
        Failure::usage(message, "it holds seconds since 1970, as `date +%s` prints them")
    })
}

fn base_url(typed: Option<String>, environment: &Environment) -> Result<Option<BaseUrl>, Failure> {
    let of_variable = || environment.base_url.as_deref().map(OsStr::to_string_lossy).map(String::from);
    let (name, text) = match typed {
        Some(text) => ("--base-url", text),
        None => match of_variable() {
            Some(text) => ("COMPENDIUM_BASE_URL", text),
            None => return Ok(None),
        },
    };
    let base = BaseUrl::parse(&text).ok_or_else(|| {
        let help = "write it whole: https://example.org/ or https://example.org/compact/";
        Failure::usage(format!("{name} is `{text}`, which is not the address of a site"), help)
    })?;
    Ok(Some(base))
}

fn new_entry(new: args::New, common: &Common, environment: &Environment) -> Result<NewEntry, Failure> {
    Ok(NewEntry {
        root: root(common, environment)?,
        kind: new.kind,
        title: title(&new.title)?,
        id: new.id.map(|id| entry_id(&id)).transpose()?,
        lang: new.lang.map(|lang| language(&lang)).transpose()?,
        day: as_of(common, environment)?.day,
        editor: if new.open { Some(editor(environment)?) } else { None },
    })
}

fn wanted_list(list: args::List, options: Options) -> Result<WantedList, Failure> {
    let of = |axis: &'static str| move |id: String| (axis.to_owned(), id);
    let mut terms: Vec<_> = list.theme.into_iter().map(of("themes")).collect();
    terms.extend(list.level.into_iter().map(of("levels")));
    for typed in list.axis {
        let Some((axis, id)) = typed.split_once('=').filter(|(axis, id)| !axis.is_empty() && !id.is_empty()) else {
            return Err(Failure::usage(format!("`{typed}` names no term"), "write axis and id: --axis sdg=8.8"));
        };
        terms.push((axis.to_owned(), id.to_owned()));
    }
    let lang = list.lang.map(|typed| language_of_list(&typed, list.what)).transpose()?;
    Ok(WantedList { options, what: list.what, kinds: list.kind, terms, lang, format: list.format })
}

/// Entries have all languages: only lists of translations are narrowed by one.
fn language_of_list(typed: &str, what: What) -> Result<Lang, Failure> {
    if !matches!(what, What::Translations | What::Stale) {
        let help = "write `compendium list translations --lang fr`, or `compendium list stale --lang fr`";
        return Err(Failure::usage("--lang narrows lists of translations", help));
    }
    let help = "write a tag as site.toml has it: fr, ar, pt-BR";
    Lang::parse(typed).ok_or_else(|| Failure::usage(format!("`{typed}` is no language"), help))
}

/// Systems in which content is managed get settings for entries, and for nothing else.
fn wanted_schema(format: SchemaFormat, subject: Subject) -> Result<Task, Failure> {
    if format.is_of_entries() && !subject.is_of_entries() {
        let message = "this format has settings for entries only, and --for names something else";
        return Err(Failure::usage(message, "leave --for out, or name a kind: --for practice"));
    }
    Ok(Task::Schema(format, subject))
}

/// The id in `content/practices/read-in-pairs.fr.md`; what is no such path is taken as it is.
fn id_in_path(typed: &str) -> &str {
    let Some(stem) = typed.strip_suffix(".md") else { return typed };
    let name = stem.rsplit('/').next().unwrap_or(stem);
    name.split('.').next().unwrap_or(name)
}

fn title(typed: &str) -> Result<String, Failure> {
    let title = typed.trim();
    let length = title.chars().count();
    if title.is_empty() {
        return Err(Failure::usage("the title is empty", "write what the entry says: \"Answer every question\""));
    }
    if length > TITLE_LIMIT {
        let message = format!("this title has {length} characters; at most {TITLE_LIMIT} are allowed");
        return Err(Failure::usage(message, "put the rest into the summary"));
    }
    if let Some(bad) = title.chars().find(|c| c.is_control() || deceives(*c)) {
        let message = format!("the title has the invisible character U+{:04X}", u32::from(bad));
        return Err(Failure::usage(message, "remove it"));
    }
    Ok(title.to_owned())
}

fn entry_id(typed: &str) -> Result<EntryId, Failure> {
    EntryId::parse(typed).ok_or_else(|| {
        let help = format!("ids are lower-case letters, digits and hyphens: {}", crate::slug::slug(typed));
        Failure::usage(format!("`{typed}` cannot be an id"), help)
    })
}

fn language(typed: &str) -> Result<Lang, Failure> {
    Lang::parse(typed).ok_or_else(|| {
        Failure::usage(format!("`{typed}` is not a language"), "write a language tag such as en, fr or pt-br")
    })
}

/// The editor with its arguments: `code --wait`. No shell reads it.
fn editor(environment: &Environment) -> Result<Vec<String>, Failure> {
    let words = environment.editor.as_deref().map(OsStr::to_string_lossy);
    let words: Vec<_> = words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    if words.is_empty() {
        return Err(Failure::usage("no editor is known", "set $VISUAL or $EDITOR, or leave --open out"));
    }
    Ok(words)
}

#[cfg(test)]
mod tests;
