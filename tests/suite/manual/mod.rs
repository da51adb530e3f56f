//! The manual and the README: what they tell people to type works as it is written there, and what is said twice, in the
//! program and in a page, is the same.

mod examples;
mod generated;
mod pages;
mod readme;

use std::path::{Path, PathBuf};

use crate::support::site::{Site, package};
use crate::support::tree::Tree;

/// The folder of the manual's pages.
fn manual() -> PathBuf {
    package().join("docs/content")
}

/// The pages of the manual, by path.
fn pages() -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the repository has it").flatten() {
            let path = entry.path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&manual(), &mut found);
    found.sort();
    found
}

/// The shipped project, in a folder of its own.
fn shipped() -> Site {
    let site = Site::empty();
    Tree::copy(&package().join("content"), &site.path("content"));
    site.file("site.toml", text(&package().join("site.toml")))
}

/// The text of a file of the repository.
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
