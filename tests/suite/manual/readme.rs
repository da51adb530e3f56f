//! What the README tells people to type.

use std::path::Path;

use super::{shipped, text};
use crate::console::{Reader, What, steps, without_times_and_files};
use crate::support::site::{Site, package};

fn readme() -> String {
    text(&package().join("README.md"))
}

/// A line without what changes whenever the shipped content does: times, counts, and the day of the next change.
fn alike(line: &str) -> String {
    if line.starts_with("changes by itself on ") {
        return "changes by itself".into();
    }
    let line = without_times_and_files(line);
    let words: Vec<_> = line.split(' ').collect();
    let is_large = |word: &str| word.contains(',') && word.chars().all(|sign| sign.is_ascii_digit() || sign == ',');
    let is_written = |at: usize| words[at] != "0" && words.get(at + 1).is_some_and(|word| word.starts_with("written"));
    let is_count = |at: usize| is_large(words[at]) || words.get(at + 1) == Some(&"notes") || is_written(at);
    let shown = words.iter().enumerate().map(|(at, word)| if is_count(at) { "N" } else { word });
    shown.collect::<Vec<_>>().join(" ")
}

const EDITED: &str = "content/commitments/fair-recruitment.md";
const SLIPS: [(&str, &str); 4] = [
    ("[recruitment, decent-work]", "[recrutment, decent-work]"),
    ("next_review: 2030", "next_reviw: 2030"),
    ("borders [@a-72-643, para. 60]", "borders [@a-72-643, para. 90]"),
    ("[[no-recruitment-fees]]", "[[no-recruitment-fee]]"),
];

/// What happens before a command of the tour: the text around it tells of it in words.
fn story(before: &str, commands: usize, site: &Site) {
    match (before, commands) {
        ("compendium build", 3) => {
            let text = site.read(EDITED);
            site.write(EDITED, format!("{text}\nIt goes together with [[gender-equality-commitment]].\n"));
        }
        ("compendium check", _) => {
            for (right, wrong) in SLIPS {
                site.edit(EDITED, right, wrong);
            }
        }
        (command, _) if command.starts_with("compendium rename ") => {
            for (right, wrong) in SLIPS {
                site.edit(EDITED, wrong, right);
            }
        }
        _ => {}
    }
}

#[test]
fn every_command_of_the_tour_prints_what_the_readme_says() {
    let site = shipped();
    let mut reader = Reader::new(&site.beside("home"), &site.root());
    let mut commands = 0;
    for step in steps(&readme()) {
        let What::Type { command, .. } = &step.what else { continue };
        if !command.starts_with("compendium ") {
            continue;
        }
        story(command, commands, &site);
        if let Err(problem) = reader.does(&step, alike) {
            panic!("README.md:{}: {command}: {problem}", step.line);
        }
        commands += 1;
    }
    assert!(commands >= 6, "the README tells of {commands} commands");
}

#[test]
fn the_two_commands_are_there() {
    let readme = readme();
    assert!(readme.contains("\n$ cargo run --release -- serve "), "the preview");
    assert!(readme.contains("\n$ scripts/test ") && package().join("scripts/test").is_file(), "the checks");
}

#[test]
fn every_command_of_the_table_has_a_manual() {
    let readme = readme();
    let table = readme.split("## Commands").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a table");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let names: Vec<_> = rows.filter_map(|row| row.split(['`', ' ']).next()).filter(|name| *name != "command").collect();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let _ = Site::new().run(&[name, "--help"]).succeeds().says("Usage:");
    }
}

#[test]
fn files_that_the_readme_leads_to_are_there() {
    let readme = readme();
    // What stands in code is no link.
    let text: String = readme.split('`').step_by(2).collect();
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
        assert!(Path::new(package()).join(link).exists(), "{link}");
    }
}
