//! The preview shows what a build writes, whatever is done to the files.

mod changes;
mod clock;
mod pages;
mod saves;
mod storm;

use std::fs;
use std::time::{Duration, Instant};

use crate::support::preview::Preview;
use crate::support::site::{AS_OF, Site};
use crate::support::tree::Tree;

/// The site of a project, built from nothing.
#[track_caller]
fn built(site: &Site, story: &str) -> Tree {
    built_as_of(site, AS_OF, story)
}

/// The same, as of a day.
#[track_caller]
fn built_as_of(site: &Site, day: &str, story: &str) -> Tree {
    let clean = site.beside("clean");
    let _ = fs::remove_dir_all(&clean);
    let folder = clean.to_str().expect("temporary folders have plain names");
    let run = site.run(&["build", "--color", "never", "--as-of", day, "--output", folder]);
    assert_eq!(run.code, Some(0), "{story}\n{}", run.stderr);
    Tree::of(&clean)
}

/// Two seconds after the last edit the preview equals a clean build.
#[track_caller]
fn assert_same(preview: &Preview, site: &Site, edited: Instant, story: &str) {
    let clean = built(site, story);
    loop {
        let asked = Instant::now();
        let Some(difference) = preview.difference(&clean) else { return };
        assert!(asked - edited < Duration::from_secs(2), "two seconds after quiet: {difference}\n{story}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
