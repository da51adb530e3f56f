//! The arguments as they are typed, and the manual that `--help` prints.
//!
//! What is declared here is what clap can tell by itself: names, number and spelling. What arguments mean together and in
//! this folder is decided in [`super::meant`]. The texts behind each command are in [`super::manual`].
// Comments here are help texts, and read on a terminal.
#![allow(clippy::doc_markdown)]

mod commands;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use commands::{
    Build, Check, Clean, CodeHost, Completions, Explain, ExplainFormat, Export, Init, List, Man, New, OnTarget,
    Publish, Query, QueryFormat, Rename, Rollback, Schema, Serve, Status, TableFormat, Theme, ThemeCommand, What,
};

use super::{elsewhere, manual};
use crate::diagnostic::Format;

/// Turns a folder of Markdown entries into a cross-linked, checked website
///
/// A project is a folder with a `site.toml` and a folder `content/` of entries: what was committed, by whom, on which
/// theme and goal, and what came of it. Compendium checks that everything in it resolves and writes a site that needs
/// nothing but a place to put files.
///
/// `compendium init DIR` makes a working small project to start from.
#[derive(Debug, Parser)]
#[command(name = "compendium", version, after_long_help = manual::COMPENDIUM, max_term_width = 100)]
#[command(arg_required_else_help = true, help_expected = true)]
pub struct Typed {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch.
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// The project: a folder with site.toml
    ///
    /// Without it, the nearest folder with a site.toml counts, from the current one upward.
    #[arg(long, short, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,

    /// The day for which the site is made, as 2026-06-01
    ///
    /// It decides what is overdue, what is upcoming and which embargoes have ended. Without it, the instant in
    /// SOURCE_DATE_EPOCH counts, and without that today in UTC. The same content as of the same day gives the same
    /// site.
    #[arg(long, value_name = "DATE", global = true)]
    pub as_of: Option<String>,

    /// Show drafts too
    #[arg(long, short = 'D', global = true)]
    pub drafts: bool,

    /// Show embargoed entries too
    #[arg(long, global = true)]
    pub embargoed: bool,

    /// Whether messages have colour
    ///
    /// With `auto` they do on a terminal, unless NO_COLOR or CLICOLOR=0 is set.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub color: ColorChoice,

    /// Print nothing on success, and only errors otherwise
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Report more: information besides errors and warnings, and what the program does
    #[arg(long, short, global = true)]
    pub verbose: bool,

    /// How diagnostics are written to the standard error
    ///
    /// In a format for machines nothing else is written there, except for what is wrong with the command line itself:
    /// that is reported as text, with exit code 2.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, global = true)]
    pub message_format: Format,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the site
    ///
    /// Checks the content, renders every page and writes into the output folder what changed. If the content has an error,
    /// nothing is written and the site stays as it was. A build that was interrupted is mended by the next one.
    ///
    /// Only files that an earlier build wrote are overwritten or deleted, and only if they are as it left them. A
    /// folder with files is refused unless a build made it; files added to one later are left alone.
    ///
    /// At the end it says how many files the site has, how many were written, and the day on which the site next
    /// changes by itself, because an embargo ends or a milestone falls due: build it again on that day.
    #[command(visible_alias = "b", after_long_help = manual::BUILD)]
    Build(Build),

    /// Report everything that is wrong, and write nothing
    ///
    /// Names every problem of every file in one run, sorted by file and line, each with a code that
    /// `compendium explain CODE` explains, then a line with their number. Information, such as milestones that are overdue
    /// and terms without entries, is shown with --verbose and in formats for machines.
    #[command(after_long_help = manual::CHECK)]
    Check(Check),

    /// Show the site in a browser while it is edited
    ///
    /// Serves every page from memory, exactly as `build` writes it, and takes up each change as the file is saved: open
    /// pages whose content changed are updated in place; others are left alone. A panel below the page says what is
    /// wrong with it and where, what the entry lacks, and what links to it; problems of other files are listed.
    ///
    /// A file that cannot be read keeps its last good version; a name that leads nowhere is shown as plain text. Drafts
    /// and embargoed entries are not on the site without --drafts and --embargoed. Only this machine can reach the
    /// preview.
    #[command(visible_alias = "s", after_long_help = manual::SERVE)]
    Serve(Serve),

    /// Put the site where readers find it
    ///
    /// Takes what `build` wrote, looks at what lives on the target, shows what would be added, changed and deleted, and asks.
    /// Then it writes what is new before what leads there, and deletes last, so that nobody meets a dead link on the way;
    /// after an error nothing is deleted. Publishing again completes what was interrupted, and writes only what is missing.
    ///
    /// Files that an earlier publication did not write are never overwritten or deleted. Refused are half a build, one
    /// with drafts or embargoed entries, a site with another id than the one that lives there, and more deletions than
    /// the larger of ten files and a fifth of the site, unless --max-deletes allows them. Of two publications at once,
    /// the second stops.
    ///
    /// Targets are tables of site.toml. No secret belongs there: it is read from the environment.
    #[command(after_long_help = manual::PUBLISH)]
    Publish(Publish),

    /// Bring back a state that was published before
    ///
    /// Needs no build: what a publication replaces or deletes is kept on the target, for the last five states or as
    /// many as `history` says. The plan is shown first, and files that are not ours are left alone, as by `publish`.
    /// The state that is replaced is kept too: `rollback --to N` goes there again.
    #[command(after_long_help = manual::ROLLBACK)]
    Rollback(Rollback),

    /// Tell what lives on a target, and how it differs from what is built
    ///
    /// Also tells when the site changes by itself, which earlier states you can go back to, and whether a publication
    /// is unfinished. Writes nothing.
    #[command(after_long_help = manual::STATUS)]
    Status(Status),

    /// Write a new entry to start from
    ///
    /// Makes the file content/KINDS/ID.md with every required field, and all other fields as comments that say what each
    /// one holds. What cannot be known is left without a value, and `compendium check` names it until it has one.
    ///
    /// With --lang, and the id of an entry that exists, makes the file of its translation.
    ///
    /// An id, once published, is an address that others link to. One that exists, or was the id of another entry once, is
    /// refused.
    #[command(after_long_help = manual::NEW)]
    New(New),

    /// List entries: all, or those that need attention
    ///
    /// Without WHAT, lists every entry, with those that are not published yet. With it, lists what an editor looks for: what
    /// is a draft, held back by an embargo, translated or not, behind its original, overdue, or linked to nothing. Options
    /// narrow the list to kinds and terms; an entry of a narrower term counts for the broader one, as on its page.
    ///
    /// `translations`, `stale`, `overdue` and `orphans` look at what `compendium check` looks at, so that both say the
    /// same; --drafts and --embargoed add what is not published. Nothing to list is no failure: the standard error says
    /// so, and the exit code is 0.
    #[command(visible_alias = "ls", after_long_help = manual::LIST)]
    List(List),

    /// List the entries that match a query
    ///
    /// A query is a question of a few tests side by side: `kind=commitment level=national sdg=8.8 status=active`. A
    /// test compares a field with a value, names a field that has to be filled, or a state. An entry of a narrower term
    /// counts for the broader one, as on its page; pages of the site itself are not looked at. Without a question,
    /// every entry is listed.
    ///
    /// Every name is checked first, and a slip gets the nearest one. To find no entry is no failure: the standard error
    /// says so, and the exit code is 0.
    #[command(visible_alias = "q", after_long_help = manual::QUERY)]
    Query(Query),

    /// Write one file of open data, without the site
    ///
    /// Prints what a build would write to that place: a table, entries as JSON, linked data. Without FORMAT, lists what there
    /// is. If the content has an error, nothing is written.
    #[command(after_long_help = manual::EXPORT)]
    Export(Export),

    /// Give an entry another id, and change every reference to it
    ///
    /// Renames the file of the entry and those of its translations, and changes what names it: relations and needs in front
    /// matter, [[OLD]] and [label](OLD.md) in texts, and links to its address. Only what is a reference changes; the same
    /// word in a sentence, in code or in another field stays. OLD becomes an alias of the entry, so that its old address
    /// leads to the new one.
    ///
    /// Every line that changes is printed first, and the result is checked; where it would have a problem that was not
    /// there before, nothing is renamed. Then whoever sits at the terminal is asked; elsewhere, and with --yes, nobody
    /// is, and without --yes nothing is changed there. If the disk fails on the way, all files are put back; if the
    /// command is killed, the next command completes what it began. Only files below content/ change; templates and
    /// site.toml are left alone.
    #[command(after_long_help = manual::RENAME)]
    Rename(Rename),

    /// Make a working small project
    ///
    /// Writes settings, a vocabulary, a list of sources and one example of each kind of entry into a folder that is empty
    /// or does not exist yet. The project builds as it is. The examples speak of the project itself, so that nothing in
    /// them has to be believed: read them, then replace them.
    #[command(after_long_help = manual::INIT)]
    Init(Init),

    /// Tell what a code means, or where a page comes from
    ///
    /// With a code, as diagnostics show it, tells what it means and how to mend it. Without anything, lists all codes.
    ///
    /// With the path of an entry, tells where the entry shows: its page in every language, the terms, works and entries
    /// whose pages show it, and its feeds. With an address of the site, tells what the page there is made from: files with
    /// the lines that matter, template, terms and entries. Another file, such as a vocabulary or a template, is explained by
    /// the pages that are made from it.
    ///
    /// Pages are those that a build would make now; no build is needed.
    #[command(after_long_help = manual::EXPLAIN)]
    Explain(Explain),

    /// Print the fields of entries, vocabularies and site.toml
    ///
    /// For editors that complete and check what is typed (json-schema), for people (markdown), and as settings of two
    /// editing interfaces that work on the same files (sveltia, frontmatter-cms).
    #[command(after_long_help = manual::SCHEMA)]
    Schema(Schema),

    /// Look at the files of the theme, and make one of them the project's own
    ///
    /// A theme is templates, strings and static files. Of each file the last of three layers is taken: the theme that comes with
    /// the program, the folder themes/NAME that site.toml names, and the project's own templates/ and static/.
    #[command(after_long_help = manual::THEME)]
    Theme(Theme),

    /// Remove what builds wrote, and nothing else
    ///
    /// Deletes from the output folder the files that our manifest names, if they are as the build left them. Files that
    /// somebody changed or added stay and are listed.
    #[command(after_long_help = manual::CLEAN)]
    Clean(Clean),

    /// Print a completion script for a shell
    #[command(after_long_help = manual::COMPLETIONS)]
    Completions(Completions),

    /// Print the manual as a man page
    #[command(after_long_help = manual::MAN)]
    Man(Man),
}

/// Common options that say nothing to a command: its help leaves them out, and whoever types one is told.
const IDLE: [(&str, &[&str]); 11] = [
    ("rename", &["as_of", "drafts", "embargoed"]),
    ("new", &["drafts", "embargoed"]),
    ("publish", &["as_of", "drafts", "embargoed"]),
    ("rollback", &["as_of", "drafts", "embargoed"]),
    ("status", &["as_of", "drafts", "embargoed"]),
    ("clean", &["as_of", "drafts", "embargoed"]),
    ("theme", &["as_of", "drafts", "embargoed"]),
    // It dates its examples.
    ("init", &["root", "drafts", "embargoed", "message_format"]),
    ("schema", &["root", "as_of", "drafts", "embargoed", "message_format"]),
    ("completions", &["root", "as_of", "drafts", "embargoed", "message_format"]),
    ("man", &["root", "as_of", "drafts", "embargoed", "message_format"]),
];

/// The whole command line, for parsing, for help and for what is generated from it.
pub fn command() -> clap::Command {
    let mut command = Typed::command();
    // Options that all commands take are handed down when the command is built; only then can some be left out of help.
    command.build();
    IDLE.iter().fold(command, |command, (name, idle)| command.mut_subcommand(name, |command| without(command, idle)))
}

/// A command whose help, and that of the commands below it, leaves some options out.
fn without(command: clap::Command, idle: &[&str]) -> clap::Command {
    let command = command.mut_args(|arg| if idle.contains(&arg.get_id().as_str()) { arg.hide(true) } else { arg });
    command.mut_subcommands(|command| without(command, idle))
}

/// The arguments, or why they cannot be read: help that was asked for is told that way too.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Typed, clap::Error> {
    let matches = command().try_get_matches_from(arguments).map_err(elsewhere::hint)?;
    if let Some((name, option)) = idle_option(&matches) {
        let message = format!("{option} does not apply to `{name}`");
        return Err(command().error(ErrorKind::ArgumentConflict, message));
    }
    let typed = Typed::from_arg_matches(&matches)?;
    // clap tells such a conflict only between options on the same side of the command.
    if typed.common.quiet && typed.common.verbose {
        return Err(command().error(ErrorKind::ArgumentConflict, "--quiet and --verbose say opposite things"));
    }
    Ok(typed)
}

/// An option that was typed and says nothing to the command.
fn idle_option(matches: &ArgMatches) -> Option<(&str, String)> {
    let name = matches.subcommand_name()?;
    let (_, idle) = IDLE.iter().find(|(command, _)| *command == name)?;
    let is_typed = |option: &&&str| matches.value_source(option) == Some(ValueSource::CommandLine);
    Some((name, format!("--{}", idle.iter().find(is_typed)?.replace('_', "-"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Typed, clap::Error> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_declaration_is_sound() {
        Typed::command().debug_assert();
    }

    #[test]
    fn common_options_may_stand_on_either_side_of_the_command() {
        for line in ["compendium -D --root x build", "compendium build -D --root x", "compendium --root x b -D"] {
            let typed = typed(line).expect(line);
            assert!(typed.common.drafts, "{line}");
            assert_eq!(typed.common.root.as_deref(), Some(std::path::Path::new("x")), "{line}");
        }
    }

    #[test]
    fn a_command_that_needs_no_project_takes_common_options_all_the_same() {
        assert!(typed("compendium explain -r x unknown-theme").is_ok());
    }

    #[test]
    fn an_option_that_says_nothing_to_a_command_is_refused() {
        for line in [
            "compendium init x -r y",
            "compendium -D init x",
            "compendium init x --message-format json",
            "compendium clean --as-of junk",
            "compendium schema --embargoed",
            "compendium theme list -D",
            "compendium theme -D list",
            "compendium new page Foo -D",
        ] {
            let refusal = typed(line).expect_err(line);
            assert_eq!(refusal.exit_code(), 2, "{line}");
            assert!(refusal.to_string().contains("does not apply to"), "{line}: {refusal}");
        }
        for line in
            ["compendium init x --as-of 2026-01-01", "compendium schema --color never -q", "compendium clean -r x"]
        {
            assert!(typed(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn quiet_and_verbose_exclude_each_other() {
        assert!(typed("compendium -q build -v").is_err());
    }
}
