//! What each command takes beside what all take.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::cli::schema::{SchemaFormat, Subject};
use crate::entry::Kind;

/// Arguments of `build`.
#[derive(Args, Debug)]
pub struct Build {
    /// Where the site is written; a relative path begins in the current folder [default: the folder that site.toml
    /// names, else public]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Where the site will live, as https://example.org/compact/ [default: the address in site.toml]
    #[arg(long, short = 'u', value_name = "URL")]
    pub base_url: Option<String>,

    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,

    /// Also name addresses that existed before and are gone: in a git revision, on a target, or in the file of a
    /// manifest
    #[arg(long, value_name = "WHAT")]
    pub since: Option<String>,
}

/// Arguments of `clean`.
#[derive(Args, Debug)]
pub struct Clean {
    /// The folder that was built into; a relative path begins in the current folder [default: the folder that site.toml
    /// names, else public]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Arguments of `theme`.
#[derive(Args, Debug)]
pub struct Theme {
    /// What is to be done
    #[command(subcommand)]
    pub command: ThemeCommand,
}

/// What can be done with a theme.
#[derive(clap::Subcommand, Debug)]
pub enum ThemeCommand {
    /// List the files of the theme, with the layer that each comes from
    List(ThemeList),
    /// Copy a file of the theme into templates/ or static/ of the project
    ///
    /// Nothing is overwritten. Strings are not copied, since they are replaced one by one: write into strings/en.ftl
    /// what is to be worded differently.
    Eject(ThemeFile),
    /// Print a file of the theme
    ///
    /// To translate the words of the theme:
    ///
    /// mkdir -p strings && compendium theme show strings/en.ftl > strings/de.ftl
    Show(ThemeFile),
}

/// Arguments of `theme list`.
#[derive(Args, Debug)]
pub struct ThemeList {
    /// How the list is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: TableFormat,
}

/// Arguments of `theme eject` and `theme show`.
#[derive(Args, Debug)]
pub struct ThemeFile {
    /// The file as `theme list` names it, or its name alone: templates/entry.html, entry.html
    pub file: String,
}

/// How `publish` and `rollback` do what they do.
#[derive(Args, Debug)]
pub struct OnTarget {
    /// Print what would be done, and do nothing
    #[arg(long, short = 'n', visible_alias = "dry-run")]
    pub plan: bool,

    /// Ask nobody, as in continuous integration
    #[arg(long, short, conflicts_with = "plan")]
    pub yes: bool,

    /// Go on although another publication seems to be under way: you know that it is dead
    #[arg(long)]
    pub take_over: bool,
}

/// Arguments of `publish`.
#[derive(Args, Debug)]
pub struct Publish {
    /// Where to, by its name in site.toml [default: the only one]
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,

    /// How it is done.
    #[command(flatten)]
    pub manner: OnTarget,

    /// Let up to so many files be deleted [default: the larger of ten and a fifth of what lives there]
    #[arg(long, value_name = "N")]
    pub max_deletes: Option<usize>,

    /// The folder that was built into; a relative path begins in the current folder [default: the folder that site.toml
    /// names, else public]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Arguments of `rollback`.
#[derive(Args, Debug)]
pub struct Rollback {
    /// Where, by its name in site.toml [default: the only one]
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,

    /// The generation to go back to, as `status` lists them [default: the one before]
    #[arg(long, value_name = "N")]
    pub to: Option<u64>,

    /// How it is done.
    #[command(flatten)]
    pub manner: OnTarget,
}

/// Arguments of `status`.
#[derive(Args, Debug)]
pub struct Status {
    /// Where, by its name in site.toml [default: all]
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,

    /// The folder that was built into; a relative path begins in the current folder [default: the folder that site.toml
    /// names, else public]
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
    #[arg(long, visible_alias = "edit")]
    pub open: bool,
}

/// Arguments of `list`.
#[derive(Args, Debug)]
pub struct List {
    /// What to list
    #[arg(value_name = "WHAT", value_enum, default_value_t)]
    pub what: What,

    /// Only entries of this kind; several kinds may be given
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub kind: Vec<Kind>,

    /// Only entries of this theme; of all of them, when several are given
    #[arg(long, value_name = "ID")]
    pub theme: Vec<String>,

    /// Only entries on this level
    #[arg(long, value_name = "ID")]
    pub level: Vec<String>,

    /// Only entries of this term of any axis: sdg=8.8, countries=PHL, actors=ilo
    #[arg(long, value_name = "NAME=ID")]
    pub axis: Vec<String>,

    /// Only translations into this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,

    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: TableFormat,
}

/// What editors look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Every entry, with those that are not published yet
    #[default]
    Entries,
    /// Entries with `draft: true`
    Drafts,
    /// Entries whose embargo has not ended, the next to end first
    Embargoed,
    /// Every entry in every other language of the site: current, stale, unknown or missing
    Translations,
    /// Translations that follow an earlier state of their original
    Stale,
    /// Milestones and reviews whose day has gone by, the oldest first
    Overdue,
    /// Entries that nothing refers to and that refer to no entry
    Orphans,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns, for people
    #[default]
    Text,
    /// A list of objects, with all columns
    Json,
    /// Comma-separated values with a line of names, with all columns (RFC 4180)
    Csv,
}

/// Arguments of `query`.
#[derive(Args, Debug)]
pub struct Query {
    /// The question; quote it, since < and > mean something else to a shell
    #[arg(value_name = "QUESTION")]
    pub question: Vec<String>,

    /// How entries are printed
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: QueryFormat,

    /// The fields that are printed, with commas between them: id,title,needs.amount
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,
}

/// How the answer to a question is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// Columns, for people
    #[default]
    Table,
    /// Rows as in data/entries.csv, or the fields that are named
    Csv,
    /// A list of entries as in data/entries.json, or of the fields that are named
    Json,
    /// Ids, one a line
    Ids,
}

/// Arguments of `export`.
#[derive(Args, Debug)]
pub struct Export {
    /// The file, as /data/ on the site names it, or its format: entries.csv, json [default: list all]
    #[arg(value_name = "FORMAT")]
    pub format: Option<String>,

    /// Write into this file and not to the standard output
    #[arg(long, short, value_name = "FILE", requires = "format")]
    pub output: Option<PathBuf>,

    /// Where the site lives, for addresses in the file: https://example.org/compact/
    #[arg(long, short = 'u', value_name = "URL", requires = "format")]
    pub base_url: Option<String>,
}

/// Arguments of `rename`.
#[derive(Args, Debug)]
pub struct Rename {
    /// The entry, by its id or by the path of its file
    #[arg(value_name = "OLD")]
    pub old: String,

    /// The id that it gets: lower-case letters, digits and hyphens
    #[arg(value_name = "NEW")]
    pub new: String,

    /// Print what would change, and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,

    /// Change it without asking
    #[arg(long, short, conflicts_with = "dry_run")]
    pub yes: bool,
}

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// The port; when it is taken, the next one that is free
    #[arg(long, short, value_name = "PORT", default_value_t = 1414)]
    pub port: u16,

    /// Open the site in a browser
    #[arg(long, short = 'O')]
    pub open: bool,

    /// Look at the files at this interval instead of waiting for events, for folders on a network: from 50ms to 60s
    /// [default of a --poll without it: 500ms]
    #[arg(long, value_name = "DURATION", num_args = 0..=1, default_missing_value = "500ms", value_parser = pause)]
    pub poll: Option<Duration>,

    /// Report warnings as errors, as `check --strict` does
    #[arg(long)]
    pub strict: bool,
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
    /// A code (unknown-theme), an entry (read-in-pairs), the path of a file (content/...md), or an address (/themes/work/ or
    /// https://...)
    #[arg(value_name = "CODE|ID|PATH|URL")]
    pub what: Option<String>,

    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: ExplainFormat,
}

/// How an explanation is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
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

/// A pause between two looks: long enough to leave the machine alone, short enough to be called a preview.
fn pause(typed: &str) -> Result<Duration, String> {
    let (shortest, longest) = (Duration::from_millis(50), Duration::from_mins(1));
    let pause = typed.parse::<jiff::SignedDuration>().ok().and_then(|pause| Duration::try_from(pause).ok());
    pause
        .filter(|pause| (shortest..=longest).contains(pause))
        .ok_or_else(|| "write a duration from 50ms to 60s, as 500ms or 2s".to_owned())
}
