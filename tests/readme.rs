//! What the README tells people to type works as it is written there.

mod support;

use support::preview::Preview;
use support::site::{Site, package};

/// The shipped project, in a folder of its own.
fn shipped() -> Site {
    let site = Site::empty();
    support::tree::Tree::copy(&package().join("content"), &site.path("content"));
    site.file("site.toml", std::fs::read_to_string(package().join("site.toml")).expect("the repository has it"))
}

/// The lines of its console blocks that are typed.
fn typed() -> Vec<String> {
    let readme = std::fs::read_to_string(package().join("README.md")).expect("the repository has it");
    let lines = readme.lines().filter_map(|line| line.strip_prefix("$ "));
    lines.map(|line| line.split('#').next().unwrap_or(line).trim().to_owned()).collect()
}

#[test]
fn every_command_of_the_tour_works_on_the_shipped_project() {
    let site = shipped();
    let mut commands = 0;
    for line in typed() {
        let Some(arguments) = line.strip_prefix("compendium ") else { continue };
        let arguments: Vec<_> = arguments.split(' ').collect();
        if arguments[0] == "serve" {
            assert_eq!(Preview::of(&site, &[]).get("/").status, 200);
        } else {
            let _ = site.run(&arguments).succeeds();
        }
        commands += 1;
    }
    assert!(commands >= 6, "the README tells of {commands} commands");
}

#[test]
fn the_two_commands_are_there() {
    let typed = typed();
    assert!(typed.contains(&"cargo run --release -- serve".to_owned()), "{typed:?}");
    assert!(typed.contains(&"scripts/test".to_owned()) && package().join("scripts/test").is_file(), "{typed:?}");
}

#[test]
fn every_command_of_the_table_has_a_manual() {
    let readme = std::fs::read_to_string(package().join("README.md")).expect("the repository has it");
    let table = readme.split("## Commands").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a table");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let names: Vec<_> = rows.filter_map(|row| row.split(['`', ' ']).next()).filter(|name| *name != "command").collect();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let _ = Site::new().run(&[name, "--help"]).succeeds().says("Usage:");
    }
}
