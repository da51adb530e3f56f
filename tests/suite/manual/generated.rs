//! What stands in the program and in the manual: fields, commands and codes. It is written by the program and blessed:
//!
//! ```console
//! $ COMPENDIUM_BLESS=1 cargo test --release --test suite manual::
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use compendium::diagnostic::{Code, Severity};

use super::{manual, text};
use crate::support::site::{Site, package};

/// Holds everything of a page from a heading on against what the program says, or writes it there.
fn ends_with(page: &str, heading: &str, said: &str) {
    let path = manual().join(page);
    let old = text(&path);
    let start = old.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{page} has no line “{heading}”"));
    let new = format!("{}\n{}\n", &old[..start], said.trim_end());
    if std::env::var_os("COMPENDIUM_BLESS").is_some() {
        std::fs::write(&path, new).expect("the manual can be written");
    } else {
        assert!(old == new, "{page} says something else than the program: bless it, and read what changes");
    }
}

/// What the program prints.
fn printed(arguments: &[&str]) -> String {
    Site::empty().run(arguments).succeeds().stdout
}

/// Headings one level further down.
fn demoted(markdown: &str) -> String {
    let line = |line: &str| if line.starts_with('#') { format!("#{line}\n") } else { format!("{line}\n") };
    markdown.lines().map(line).collect()
}

#[test]
fn the_page_of_fields_is_what_the_types_say() {
    let kinds = ["entry", "translation", "vocabulary", "terminology", "sources", "outline", "figures", "site"];
    let tables = kinds.map(|kind| demoted(&printed(&["schema", "--format", "markdown", "--for", kind])));
    let tables = tables.join("\n");
    let first = tables.lines().next().expect("there is something");
    ends_with("fields.md", first, &tables);
}

#[test]
fn the_page_of_commands_is_what_help_prints() {
    let mut all = Vec::new();
    help_of(&[], &mut all);
    ends_with("commands.md", "## `compendium`", &all.join("\n"));
}

/// The help of a command, and of those below it.
fn help_of(command: &[&str], all: &mut Vec<String>) {
    let help = printed(&[command, &["--help"]].concat());
    let name = [&["compendium"], command].concat().join(" ");
    all.push(format!("## `{name}`\n\n```text\n{}\n```\n", help.trim_end()));
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let names = list.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.for_each(|name| help_of(&[command, &[name]].concat(), all));
}

#[test]
fn the_page_of_codes_is_what_explain_prints() {
    let mut all = String::new();
    let groups = [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Information")];
    for (severity, title) in groups {
        write!(all, "\n## {title}\n").expect("a string takes all");
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            let (name, title, means) = (code.as_str(), code.title(), code.explanation());
            write!(all, "\n### `{name}`\n\n*{title}.* {means}\n").expect("a string takes all");
        }
    }
    ends_with("codes.md", "## Errors", all.trim_start());
}

/// The fields of every structure that templates see, by its name.
fn views() -> BTreeMap<String, BTreeSet<String>> {
    let mut views = BTreeMap::new();
    let mut folders = vec![package().join("src/view")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("the repository has it").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                structures(&text(&path), &mut views);
            }
        }
    }
    views
}

/// Adds the structures of a file that are given out. Two of one name are taken together.
fn structures(code: &str, views: &mut BTreeMap<String, BTreeSet<String>>) {
    let mut lines = code.lines();
    let mut is_given_out = false;
    while let Some(line) = lines.next() {
        is_given_out |= line.starts_with("#[derive(") && line.contains("Serialize");
        let Some(name) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("struct ")) else { continue };
        let name = name.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
        let fields = lines.by_ref().take_while(|line| *line != "}").filter_map(|line| {
            let (field, _) = line.trim().trim_start_matches("pub ").split_once(": ")?;
            field.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_').then(|| field.to_owned())
        });
        if std::mem::take(&mut is_given_out) {
            views.entry(name.to_owned()).or_default().extend(fields);
        }
    }
}

/// The fields that a part of the page of themes lists, from a line on until the next part.
fn listed<'a>(page: &'a str, start: &str) -> BTreeSet<&'a str> {
    let part = page.split(&format!("\n{start}")).nth(1).unwrap_or_else(|| panic!("the page has no line “{start}”"));
    let rows = part.lines().skip(1).skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn the_page_of_themes_lists_what_templates_see() {
    let views = views();
    let page = text(&manual().join("themes.md"));
    let named = [
        ("### `site`", "SiteView"),
        ("### `page`", "PageView"),
        ("### A language of `page.languages`", "LanguageView"),
        ("### Cards", "Card"),
        ("### Chips", "Chip"),
        ("### `home.html`", "HomeView"),
        ("### `entry.html`", "EntryView"),
        ("### `term.html`", "TermView"),
        ("### `work.html`", "WorkView"),
    ];
    let own = page.lines().filter_map(|line| {
        let name = line.strip_prefix('`')?.split_once('`')?.0;
        views.get_key_value(name).map(|(name, _)| (format!("`{name}`"), name.as_str()))
    });
    for (start, name) in named.map(|(start, name)| (start.to_owned(), name)).into_iter().chain(own) {
        let fields: BTreeSet<_> = views[name].iter().map(String::as_str).collect();
        let listed = listed(&page, &start);
        // Several pages have a `Row` and a `Year` each: the page has one table for each of them.
        assert!(listed.is_subset(&fields), "{start}: {listed:?}, and {name} has {fields:?}");
        if named.iter().any(|(_, known)| *known == name) {
            assert_eq!(listed, fields, "{start} and {name}");
        }
    }
    // Drawings are put together by one component each, which shows what they hold.
    let is_told = |name: &str| {
        ["Drawing", "Strip"].contains(&name)
            || named.iter().any(|(_, known)| *known == name)
            || page.contains(&format!("\n`{name}`"))
    };
    let held = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").nth(1));
    let types = held.map(|holds| holds.trim_start_matches("list of ").trim_end_matches(", or none"));
    for name in types.filter(|name| views.contains_key(*name)) {
        assert!(is_told(name), "a field holds a {name}, and its fields are listed nowhere");
    }
}
