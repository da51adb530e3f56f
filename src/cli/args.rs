//! The arguments as they are typed, and the manual that `--help` prints.
//!
//! What is declared here is what clap can tell by itself: names, number and spelling. What arguments mean together and in
//! this folder is decided in [`super::meant`]. The texts behind each command are in [`super::manual`].
// Comments here are help texts, and read on a terminal.
#![allow(clippy::doc_markdown)]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::schema::{SchemaFormat, Subject};
use super::{elsewhere, manual};
use crate::diagnostic::Format;
use crate::entry::Kind;

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

    /// The day that the site speaks of, as 2026-06-01
    ///
    /// What is overdue, what is upcoming and which embargoes are lifted is told by it. Without it, the instant in
    /// SOURCE_DATE_EPOCH counts, and without that today in UTC. The same content as of the same day gives the same site.
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

    /// Tell more: information beside errors and warnings, and what the program does
    #[arg(long, short, global = true)]
    pub verbose: bool,

    /// How diagnostics are written to the standard error
    ///
    /// In a format for machines nothing else is written there.
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
    /// Only files that an earlier build wrote are overwritten or deleted, and only if they are as it left them. A folder
    /// that holds other files is refused.
    ///
    /// At the end it tells how many pages there are, how many were written, and the day on which the site next changes by
    /// itself, because an embargo ends or a milestone falls due: build it again on that day.
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
    /// pages that became others change in place, pages that did not are left alone. A panel below the page tells what is
    /// wrong with it and where, what the entry lacks, and what links to it; problems of other files are listed.
    ///
    /// While something is wrong, the last good version is shown. Drafts and embargoed entries are not on the site without
    /// --drafts and --embargoed. Only this machine can reach the preview.
    #[command(visible_alias = "s", after_long_help = manual::SERVE)]
    Serve(Serve),

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

    /// Make a working small project
    ///
    /// Writes settings, a vocabulary, a list of sources and one example of each kind of entry into a folder that is empty
    /// or does not exist yet. The project builds as it is. The examples speak of the project itself, so that nothing in
    /// them has to be believed: read them, then replace them.
    #[command(after_long_help = manual::INIT)]
    Init(Init),

    /// Tell what a code of a diagnostic means and how to mend it
    ///
    /// Without a code, lists all of them.
    #[command(after_long_help = manual::EXPLAIN)]
    Explain(Explain),

    /// Print the fields of entries, vocabularies and site.toml
    ///
    /// For editors that complete and check what is typed (json-schema), for people (markdown), and as settings of two
    /// editing interfaces that work on the same files (sveltia, frontmatter-cms).
    #[command(after_long_help = manual::SCHEMA)]
    Schema(Schema),

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

/// Arguments of `build`.
#[derive(Args, Debug)]
pub struct Build {
    /// Where the site is written [default: the folder that site.toml names, else public]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Where the site will live, as https://example.org/compact/ [default: the address in site.toml]
    #[arg(long, short = 'u', value_name = "URL")]
    pub base_url: Option<String>,

    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `clean`.
#[derive(Args, Debug)]
pub struct Clean {
    /// The folder that was built into [default: the folder that site.toml names, else public]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Arguments of `new`.
#[derive(Args, Debug)]
pub struct New {
    /// What sort of entry
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: Kind,

    /// Its title, in plain text of at most 120 characters
    #[arg(value_name = "TITLE")]
    pub title: String,

    /// Its id, which is its file's name and the end of its address [default: made from the title]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,

    /// Its language; of a translation, the language that it is translated into
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,

    /// Open the file in $VISUAL or $EDITOR
    #[arg(long)]
    pub open: bool,
}

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// The port; when it is taken, the next one that is free
    #[arg(long, short, value_name = "PORT", default_value_t = 1414)]
    pub port: u16,

    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,

    /// Look at the files every now and again instead of waiting for events, for folders on a network
    #[arg(long)]
    pub poll: bool,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder; it is made if it does not exist, and refused if there is something in it
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Also write what checks and builds the site on a code host
    #[arg(long, value_name = "HOST", value_enum)]
    pub ci: Option<CodeHost>,
}

/// Code hosts that a new project can be prepared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CodeHost {
    /// .github/workflows/site.yml
    Github,
    /// .gitlab-ci.yml
    Gitlab,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The code, as diagnostics show it: unknown-theme
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// For whom
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: SchemaFormat,

    /// Of what
    #[arg(long = "for", value_name = "WHAT", value_enum, default_value_t)]
    pub subject: Subject,
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Args, Debug)]
pub struct Man {
    /// The command whose page is printed [default: all pages, one after the other]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let words = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()));
    words.map(|word| Kind::from_word(&word).expect("only the words of kinds pass"))
}

/// Common options that say nothing to a command; they are taken all the same, and its help leaves them out.
const IDLE: [(&str, &[&str]); 7] = [
    ("new", &["drafts", "embargoed"]),
    ("clean", &["as_of", "drafts", "embargoed"]),
    // It dates its examples.
    ("init", &["root", "drafts", "embargoed", "message_format"]),
    ("explain", &["root", "as_of", "drafts", "embargoed", "message_format"]),
    ("schema", &["root", "as_of", "drafts", "embargoed", "message_format"]),
    ("completions", &["root", "as_of", "drafts", "embargoed", "message_format"]),
    ("man", &["root", "as_of", "drafts", "embargoed", "message_format"]),
];

/// The whole command line, for parsing, for help and for what is generated from it.
pub fn command() -> clap::Command {
    let mut command = Typed::command();
    // Options that all commands take are handed down when the command is built; only then can some be left out of help.
    command.build();
    IDLE.iter().fold(command, |command, (name, idle)| {
        command.mut_subcommand(name, |command| {
            command.mut_args(|arg| if idle.contains(&arg.get_id().as_str()) { arg.hide(true) } else { arg })
        })
    })
}

/// The arguments, or why they cannot be read: help that was asked for is told that way too.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Typed, clap::Error> {
    let matches = command().try_get_matches_from(arguments).map_err(elsewhere::hint)?;
    let typed = Typed::from_arg_matches(&matches)?;
    // clap tells such a conflict only between options on the same side of the command.
    if typed.common.quiet && typed.common.verbose {
        return Err(command().error(ErrorKind::ArgumentConflict, "--quiet and --verbose say opposite things"));
    }
    Ok(typed)
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
    fn quiet_and_verbose_exclude_each_other() {
        assert!(typed("compendium -q build -v").is_err());
    }
}
