//! Publishing, as those see it who publish and those who read: the real program, real targets.

mod folder;
mod git;
mod refusals;

use std::path::Path;

use crate::support::site::{AS_OF, Run, Site};

/// A small site with one entry, that is published to `www` beside the project.
fn project() -> Site {
    project_with("[publish.production]\ntype = \"folder\"\npath = \"../www\"\n")
}

/// A small site with one entry, and these targets.
fn project_with(targets: &str) -> Site {
    let settings = format!("id = \"compact\"\n{}{targets}", crate::support::site::SITE_TOML);
    Site::new().file("site.toml", settings).entry("first", "A sentence.")
}

/// Builds, then publishes without asking.
#[track_caller]
fn publish(site: &Site) -> Run {
    let _ = site.build().succeeds();
    site.run(&["publish", "--yes"])
}

/// The files of a folder that are not the program's own records, with their contents.
fn shown(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for item in std::fs::read_dir(&at).expect("a folder") {
            let path = item.expect("an item").path();
            let below = path.strip_prefix(folder).expect("below it").to_str().expect("plain names").to_owned();
            if path.is_dir() {
                open.push(path);
            } else if !below.starts_with(".compendium/") {
                files.push((below, std::fs::read(&path).expect("read")));
            }
        }
    }
    files.sort();
    files
}

/// Whether a folder shows what is built in `public`, and beside it only these files.
#[track_caller]
fn assert_shows_build(site: &Site, folder: &Path, beside: &[&str]) {
    let mut there = shown(folder);
    there.retain(|(path, _)| !beside.contains(&path.as_str()));
    let built = shown(&site.path("public"));
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&there), names(&built));
    assert!(there == built, "a file holds something else than what was built");
}
