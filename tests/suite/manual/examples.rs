//! The examples below the help of each command: they are run, in a project that `init` makes or in the shipped one, since
//! some speak of the first and some of the other.

use super::{manual, shipped, text};
use crate::console::{Reader, Step, What};
use crate::support::site::Site;

/// Folders that an example writes into and that many people have.
const FOLDERS: [&str; 4] = [
    "home/.local/share/bash-completion/completions",
    "home/.local/share/man/man1",
    "home/.zfunc",
    "home/.config/fish/completions",
];

/// Examples that need a target, a browser or a terminal. That they are commands is held in `src/cli/manual.rs`.
const NOT_RUN: [&str; 6] =
    ["publish", "rollback", "status", "serve", "check --since", "new practice \"Reading in pairs\""];

/// The examples of the page of commands, with the lines that they stand in.
fn examples() -> Vec<(usize, String)> {
    let page = text(&manual().join("commands.md"));
    let lines = page.lines().enumerate().filter_map(|(at, line)| {
        let typed = line.strip_prefix("  ").filter(|line| line.starts_with("compendium "))?;
        // What stands behind two spaces is said to the reader, and another program reads what stands before a bar.
        let typed = typed.split("  ").next()?.split(" | ").next()?;
        Some((at + 1, typed.to_owned()))
    });
    lines.collect()
}

/// A project that `init` made, in two languages and with an address.
fn small() -> Site {
    let site = Site::empty();
    let _ = site.run(&["init", "."]).succeeds();
    site.edit("site.toml", "languages = [\"en\"]", "languages = [\"en\", \"fr\"]");
    let settings = site.read("site.toml");
    site.write("site.toml", format!("base_url = \"https://example.org/compact/\"\n{settings}"));
    site
}

/// What an example says against being run in a new project. One that would ask somebody has done all the rest.
fn problem(project: fn() -> Site, line: usize, command: &str) -> Option<String> {
    let site = project();
    for folder in FOLDERS {
        std::fs::create_dir_all(site.beside(folder)).expect("a temporary folder can be written");
    }
    let mut reader = Reader::new(&site.beside("home"), &site.root());
    let step = Step { line, what: What::Type { command: command.to_owned(), printed: Vec::new() } };
    reader.does(&step, str::to_owned).err().filter(|problem| !problem.contains("nobody can be asked here"))
}

#[test]
fn every_example_of_the_help_works_in_one_of_two_projects() {
    let examples = examples();
    let is_run = |command: &str| !NOT_RUN.iter().any(|start| command.starts_with(&format!("compendium {start}")));
    let run: Vec<_> = examples.iter().filter(|(_, command)| is_run(command)).collect();
    assert!(run.len() >= 50, "the help has {} examples that are run", run.len());
    for (line, command) in run {
        let Some(in_small) = problem(small, *line, command) else { continue };
        let Some(in_shipped) = problem(shipped, *line, command) else { continue };
        panic!("commands.md:{line}: {command}: {in_small}\n{in_shipped}");
    }
}

#[test]
fn the_question_to_the_database_has_an_answer() {
    let page = text(&manual().join("formats.md"));
    let question = page.split("sqlite3 site.sqlite \"").nth(1).and_then(|rest| rest.split('"').next());
    let site = shipped();
    let _ = site.run(&["export", "site.sqlite", "--output", "site.sqlite"]).succeeds();
    let database = rusqlite::Connection::open(site.path("site.sqlite")).expect("a database");
    let mut asked = database.prepare(question.expect("the page has a question")).expect("a question");
    let counts = asked.query_map([], |row| row.get::<_, u32>(1)).expect("an answer");
    assert!(counts.map_while(Result::ok).any(|count| count > 1), "themes have entries");
}
