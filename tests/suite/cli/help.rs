//! What the program tells of itself: help, man pages, completions, schemas, codes.

use snapbox::assert_data_eq;

use super::snapshot;
use crate::support::site::Site;

const COMMANDS: [&str; 18] = [
    "build",
    "check",
    "serve",
    "publish",
    "rollback",
    "status",
    "new",
    "list",
    "query",
    "export",
    "rename",
    "init",
    "explain",
    "schema",
    "theme",
    "clean",
    "completions",
    "man",
];

#[test]
fn help_reads_like_a_manual() {
    let site = Site::empty();
    assert_data_eq!(site.run(&["--help"]).exits(0).stdout, snapshot("help.txt"));
    for command in COMMANDS {
        let run = site.run(&[command, "--help"]).exits(0);
        assert_data_eq!(run.stdout, snapshot(&format!("help-{command}.txt")));
    }
}

#[test]
fn without_a_command_the_commands_are_shown() {
    Site::empty().run(&[]).exits(2).says("Usage:").says("  build ");
}

#[test]
fn completions_and_man_pages_know_every_command() {
    let site = Site::empty();
    let man = site.run(&["man"]).exits(0).stdout;
    let fish = site.run(&["completions", "fish"]).exits(0).stdout;
    for command in COMMANDS {
        assert!(man.contains(&format!(".TH compendium-{command} 1")), "{command}");
        assert!(fish.contains(command), "{command}");
        site.run(&["man", command]).exits(0).says(&format!(".TH compendium-{command} 1"));
    }
    site.run(&["man", "biuld"]).exits(2).says("did you mean `build`?");
    site.run(&["completions", "tcsh"]).exits(2).says("possible values");
}

#[test]
fn schemas_are_printed_for_everything_that_is_written_by_hand() {
    let site = Site::empty();
    assert_data_eq!(site.run(&["schema", "--format", "markdown"]).exits(0).stdout, snapshot("schema.md"));
    let subjects = "entry commitment practice skills-partnership agreement page translation vocabulary terminology \
        sources outline figures site";
    for subject in subjects.split_whitespace() {
        let is_of_entries =
            ["entry", "commitment", "practice", "skills-partnership", "agreement", "page"].contains(&subject);
        for format in ["json-schema", "sveltia", "frontmatter-cms"] {
            if format != "json-schema" && !is_of_entries {
                site.run(&["schema", "--format", format, "--for", subject]).exits(2).says("--for practice");
                continue;
            }
            let schema = site.run(&["schema", "--format", format, "--for", subject]).exits(0).stdout;
            serde_json::from_str::<serde_json::Value>(&schema).expect("JSON");
        }
        site.run(&["schema", "--format", "markdown", "--for", subject]).exits(0).says("| field |");
    }
}

#[test]
fn explain_tells_what_a_code_means() {
    let site = Site::empty();
    assert_data_eq!(site.run(&["explain", "unknown-theme"]).exits(0).stdout, snapshot("explain.txt"));
    site.run(&["explain"]).exits(0).says("dead-link").says("raw-html");
    site.run(&["explain", "unknow-theme"]).exits(2).says("did you mean `unknown-theme`?");
    site.run(&["explain", "-q", "dead-link"]).exits(0).says("dead-link (error)");
}
