//! A renaming that is killed or refused by the system at any step leaves, for whoever comes next, all old or all new.
//!
//! strace kills the program at the n-th call of a sort, or makes the call fail.

use std::os::unix::fs::MetadataExt as _;
use std::process::Command;

use crate::support::site::{Site, entry};
use crate::support::trace::{call, traced};
use crate::support::tree::Tree;
use rayon::prelude::*;

/// Sorts of calls that change files, each with the error that a disk would give.
const CALLS: [(&str, &str); 7] = [
    ("openat", "ENOSPC"),
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("rename", "EIO"),
    ("renameat2", "EIO"),
    ("unlink", "EACCES"),
    ("flock", "ENOLCK"),
];

/// An entry that two others and its translation name.
fn project() -> Site {
    let site = Site::new().entry("b", "On [[old]].").entry("old", "Text.");
    site.write("content/deep/c.md", entry("c", "related: old\n", "[Old](old.md)"));
    site.write("content/old.fr.md", "---\ntitle: Le vieux\n---\n\nTexte.\n");
    site.edit("site.toml", "title", "languages = [\"en\", \"fr\"]\ntitle");
    site
}

fn rename(site: &Site) -> Command {
    let mut command = site.command(&["rename", "old", "new", "--yes"]);
    command.env("RAYON_NUM_THREADS", "1");
    command
}

/// Where among the calls of each sort those are that have to do with the renaming: in the journal, and beside files.
fn places(trace: &[String], name: &str) -> Vec<usize> {
    let calls = trace.iter().filter(|line| call(line) == name);
    let numbered = calls.enumerate().filter(|(_, line)| line.contains("renaming") || name.starts_with("rename"));
    numbered.map(|(at, _)| at + 1).collect()
}

/// Renames with one fault, lets the next command come by, and says whether the fault came and what is not as promised.
fn try_fault(fault: &str, old: &Tree, new: &Tree) -> (bool, Option<String>) {
    let site = project();
    let name = fault.split(':').next().unwrap_or_default();
    let (run, trace) = traced(&rename(&site), &[&format!("--inject={fault}"), &format!("--trace={name}")]);
    let happened = run.code.is_none() || trace.iter().any(|line| line.contains("INJECTED"));
    let next = site.run(&["list"]);
    let left = Tree::of(&site.root());
    let is_old = left.differences(old).is_empty();
    let is_new = left.differences(new).is_empty();
    let problem = match run.code {
        Some(101) => "it panics",
        Some(0) if !is_new => "it claims success, and not all is new",
        Some(1..) if !is_old => "it refuses, and not all is old",
        _ if next.code != Some(0) => "the next command fails",
        _ if !is_old && !is_new => "it is neither old nor new",
        _ => return (happened, None),
    };
    (happened, Some(format!("{fault}: {problem}\n{run:?}\n{next:?}\n{:#?}", left.differences(new))))
}

#[test]
fn whatever_happens_all_is_old_or_all_is_new() {
    let site = project();
    let old = Tree::of(&site.root());
    let names: Vec<&str> = CALLS.iter().map(|(name, _)| *name).collect();
    let (run, trace) = traced(&rename(&site), &[&format!("--trace={}", names.join(","))]);
    let _ = run.succeeds();
    let new = Tree::of(&site.root());
    assert_eq!(old.differences(&new).len(), 6, "two files are others by name, and two in what they hold");
    let faults: Vec<String> = CALLS
        .iter()
        .flat_map(|(name, error)| {
            let ways = [format!("error={error}"), "signal=KILL".to_owned()];
            let places = places(&trace, name).into_iter();
            places.flat_map(move |at| ways.clone().map(|way| format!("{name}:{way}:when={at}"))).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.len() > 60, "too few faults are tried: {faults:?}");
    let tried: Vec<_> = faults.par_iter().map(|fault| try_fault(fault, &old, &new)).collect();
    // Calls are counted over all threads and tampered with by thread, so a late one may not come.
    let happened = tried.iter().filter(|(happened, _)| *happened).count();
    assert!(happened * 4 > faults.len() * 3, "only {happened} of {} faults happened", faults.len());
    let problems: Vec<String> = tried.into_iter().filter_map(|(_, problem)| problem).collect();
    assert!(problems.is_empty(), "{} of {} faults:\n{}", problems.len(), faults.len(), problems.join("\n"));
}

#[test]
fn a_renaming_that_runs_is_left_alone() {
    let site = project();
    let journal = std::fs::File::create(site.path(".compendium-renaming")).expect("made");
    rustix::fs::flock(&journal, rustix::fs::FlockOperation::LockExclusive).expect("locked");
    let _ = site.run(&["list"]).succeeds().says_nothing_of("cut short");
    let _ = site.run(&["rename", "old", "new", "--yes"]).exits(3).says("another renaming is under way");
    drop(journal);
    let _ = site.run(&["list"]).succeeds().says("every file is as it was before");
    let _ = site.run(&["rename", "old", "new", "--yes"]).succeeds();
}

#[test]
fn a_journal_that_names_other_files_is_not_followed() {
    let site = project();
    site.write("secret", "mine");
    site.write("elsewhere/d.md", "theirs");
    site.write("content/.b.md.renaming-new", "planted");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("content/link")).expect("linked");
    for path in ["secret", "content/../secret", "/etc/hostname", "content/b.txt", "content/link/c.md"] {
        write_journal(&site, "content/b.md", path, None);
        let _ = site.run(&["list"]).exits(3).says("names a file that is no content");
        assert_eq!(site.read("secret"), "mine");
    }
    assert!(!site.path("elsewhere/c.md").exists());
}

/// One that came along with the project, whatever it says.
#[test]
fn a_journal_that_was_written_elsewhere_is_not_followed() {
    let site = project();
    site.write("content/.b.md.renaming-new", "planted");
    write_journal(&site, "content/b.md", "content/c.md", Some([1, 2, 3, 4]));
    let _ = site.run(&["check"]).exits(3).says("it was not written here");
    assert!(!site.path("content/c.md").exists());
    std::fs::remove_file(site.path(".compendium-renaming")).expect("removed");
    std::os::unix::fs::symlink("/dev/zero", site.path(".compendium-renaming")).expect("linked");
    let _ = site.run(&["check"]).exits(3).says("cannot read");
}

/// A journal as a renaming of this folder would have written it, or with another place in it.
fn write_journal(site: &Site, from: &str, to: &str, place: Option<[u64; 4]>) {
    let path = site.path(".compendium-renaming");
    std::fs::write(&path, "").expect("made");
    let of =
        |path: &std::path::Path| std::fs::metadata(path).map(|found| [found.dev(), found.ino()]).expect("it is there");
    let place =
        place.unwrap_or_else(|| [of(&path), of(path.parent().expect("a folder"))].concat().try_into().expect("four"));
    let line = format!("{{\"place\":{place:?},\"lines\":[{{\"from\":\"{from}\",\"to\":\"{to}\"}}]}}\ncommit\n");
    std::fs::write(&path, line).expect("written");
}
