//! The arguments as they are meant: everything is checked here, and nothing behind this can be wrong.

mod task;

use std::ffi::OsStr;
use std::path::PathBuf;

pub use task::{Consent, NewEntry, NewProject, Renaming, Task, WantedList};

use super::args::{self, Common, Typed, What};
use super::environment::Environment;
use super::explain;
use super::failure::Failure;
use super::publish::{Asked, Back, Manner, Publishing};
use super::schema::{SchemaFormat, Subject};
use super::theme::Themed;
use super::{export, manual, query, serve};
use crate::catalog::{AsOf, Shown};
use crate::entry::TITLE_LIMIT;
use crate::field::EntryId;
use crate::lang::Lang;
use crate::node::deceives;
use crate::preview::watching::Eyes;
use crate::project::Options;
use crate::site::{self, BaseUrl};

/// From what was typed to what is meant, in the folder and at the time that the environment tells.
pub fn meant(typed: Typed, environment: &Environment) -> Result<Task, Failure> {
    let Typed { common, command } = typed;
    let around = Around { common: &common, environment };
    Ok(match command {
        args::Command::Build(build) => Task::Build(around.build(build)?),
        args::Command::Check(check) => {
            let options = Options { strict: check.strict, ..around.project()? };
            Task::Check(options, check.since)
        }
        args::Command::Serve(serve) => Task::Serve(around.serve(&serve)?),
        args::Command::Publish(publish) => Task::Publish(around.publish(publish)?),
        args::Command::Rollback(rollback) => Task::Rollback(around.rollback(rollback)?),
        args::Command::Status(status) => {
            let options = around.built_into(status.output)?;
            Task::Status(Asked { options, target: status.target })
        }
        args::Command::Theme(theme) => Task::Theme(around.project()?, themed(theme.command)),
        args::Command::Clean(clean) => Task::Clean(around.built_into(clean.output)?),
        args::Command::New(new) => Task::New(around.new_entry(new)?),
        args::Command::Init(init) => Task::Init(around.new_project(init)?),
        args::Command::List(list) => Task::List(wanted_list(list, around.project()?)?),
        args::Command::Export(export) => Task::Export(around.export(export)?),
        args::Command::Query(query) => {
            let (options, question) = (around.project()?, query.question.join(" "));
            Task::Query(query::Asked { options, query: question, format: query.format, fields: query.fields })
        }
        args::Command::Rename(rename) => Task::Rename(around.rename(&rename)?),
        args::Command::Explain(explain) => {
            let options = || around.project();
            Task::Explain(explain::meant(explain.what.as_deref(), &environment.folder, options)?, explain.format)
        }
        args::Command::Schema(schema) => wanted_schema(schema.format, schema.subject)?,
        args::Command::Completions(completions) => Task::Completions(completions.shell),
        args::Command::Man(man) => Task::Man(man.command.map(|name| manual::command_named(&name)).transpose()?),
    })
}

/// What a command is meant in: options that all take, and the process around it.
struct Around<'a> {
    common: &'a Common,
    environment: &'a Environment,
}

impl Around<'_> {
    /// The project as the common options say.
    fn project(&self) -> Result<Options, Failure> {
        self.built_into(None)
    }

    /// The project with an output folder, which is named, else that of the environment, else its own.
    fn built_into(&self, output: Option<PathBuf>) -> Result<Options, Failure> {
        let Self { common, environment } = self;
        let output = output.or_else(|| environment.output.as_ref().map(PathBuf::from));
        Ok(Options {
            root: self.root()?,
            as_of: self.as_of()?,
            shown: Shown { drafts: common.drafts, embargoed: common.embargoed },
            output: output.map(|folder| environment.folder.join(folder)),
            base_url: None,
            strict: false,
        })
    }

    fn build(&self, build: args::Build) -> Result<Options, Failure> {
        let base_url = self.base_url(build.base_url)?;
        Ok(Options { base_url, strict: build.strict, ..self.built_into(build.output)? })
    }

    fn serve(&self, serve: &args::Serve) -> Result<serve::Wanted, Failure> {
        Ok(serve::Wanted {
            options: Options { strict: serve.strict, ..self.project()? },
            port: serve.port,
            open: serve.open,
            eyes: serve.poll.map_or(Eyes::Events, Eyes::Polling),
            moves_on: self.common.as_of.is_none() && self.environment.source_date_epoch.is_none(),
        })
    }

    fn publish(&self, publish: args::Publish) -> Result<Publishing, Failure> {
        Ok(Publishing {
            options: self.built_into(publish.output)?,
            target: publish.target,
            manner: Manner { max_deletes: publish.max_deletes, ..on_target(&publish.manner) },
        })
    }

    fn rollback(&self, rollback: args::Rollback) -> Result<Back, Failure> {
        Ok(Back {
            options: self.project()?,
            target: rollback.target,
            to: rollback.to,
            manner: Manner { max_deletes: Some(usize::MAX), ..on_target(&rollback.manner) },
        })
    }

    fn export(&self, export: args::Export) -> Result<export::Wanted, Failure> {
        Ok(export::Wanted {
            options: Options { base_url: self.base_url(export.base_url)?, ..self.project()? },
            format: export.format,
            output: export.output.map(|file| self.environment.folder.join(file)),
        })
    }

    fn rename(&self, rename: &args::Rename) -> Result<Renaming, Failure> {
        Ok(Renaming {
            options: self.project()?,
            old: entry_id(id_in_path(&rename.old))?,
            new: entry_id(&rename.new)?,
            consent: match (rename.dry_run, rename.yes) {
                (true, _) => Consent::Refused,
                (false, true) => Consent::Given,
                (false, false) => Consent::Asked,
            },
        })
    }

    fn new_project(&self, init: args::Init) -> Result<NewProject, Failure> {
        Ok(NewProject { folder: self.environment.folder.join(init.folder), ci: init.ci, day: self.as_of()?.day })
    }

    fn new_entry(&self, new: args::New) -> Result<NewEntry, Failure> {
        Ok(NewEntry {
            root: self.root()?,
            kind: new.kind,
            title: title(&new.title)?,
            id: new.id.map(|id| entry_id(&id)).transpose()?,
            lang: new.lang.map(|lang| language(&lang)).transpose()?,
            day: self.as_of()?.day,
            editor: if new.open { Some(editor(self.environment)?) } else { None },
        })
    }

    /// The folder of the project: the one that is named, else the nearest upward that has a `site.toml`.
    fn root(&self) -> Result<PathBuf, Failure> {
        let Self { common, environment } = self;
        let Some(folder) = environment.project(common.root.as_deref()) else {
            return Err(Failure::no_site("this folder or one above it"));
        };
        if folder.join(site::FILE).is_file() { Ok(folder) } else { Err(Failure::no_site(&environment.shown(&folder))) }
    }

    fn as_of(&self) -> Result<AsOf, Failure> {
        let Self { common, environment } = self;
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

    fn base_url(&self, typed: Option<String>) -> Result<Option<BaseUrl>, Failure> {
        let of_variable = || self.environment.base_url.as_deref().map(OsStr::to_string_lossy).map(String::from);
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
}

fn themed(command: args::ThemeCommand) -> Themed {
    match command {
        args::ThemeCommand::List(list) => Themed::List(list.format),
        args::ThemeCommand::Eject(eject) => Themed::Eject(eject.file),
        args::ThemeCommand::Show(show) => Themed::Show(show.file),
    }
}

fn on_target(typed: &args::OnTarget) -> Manner {
    Manner { plan: typed.plan, yes: typed.yes, take_over: typed.take_over, max_deletes: None }
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
    language(typed)
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
    Lang::parse(typed).ok_or_else(|| Failure::usage(format!("`{typed}` is not a language"), Lang::help(typed)))
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
