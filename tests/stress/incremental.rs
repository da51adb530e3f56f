//! After any sequence of edits, a build over the old output gives what a build from nothing gives, byte for byte.
//!
//! `COMPENDIUM_SEED=17 COMPENDIUM_STEPS=500` tells another and longer story than the usual ones; a failure prints the
//! seed and what was done. With `COMPENDIUM_EVERY=10` there is a clean build after every tenth edit only, which is how
//! 10,000 steps are told in an hour.

use crate::story::{EDITS, Edit, Story};
use crate::support::corpus::Corpus;
use crate::support::corpus::random::Random;
use crate::support::environment::number;
use crate::support::site::{Site, entry};
use crate::support::tree::Tree;
use std::collections::BTreeMap;
use std::fs;

/// One edit, then a build over the old output and, unless it is left out, one from nothing.
fn step(story: &mut Story, beside_clean: bool) {
    let edits: Vec<Edit> = EDITS.iter().copied().chain([break_and_mend as Edit]).collect();
    story.edit(&edits);
    if beside_clean {
        return assert_same_as_clean(story);
    }
    let run = story.site.build();
    assert_eq!(run.code, Some(0), "{}\n{}", story.steps.join("\n"), run.stderr);
}

#[track_caller]
fn assert_same_as_clean(story: &Story) {
    let clean = story.site.beside("clean");
    let _ = fs::remove_dir_all(&clean);
    let steps = story.steps.join("\n");
    let (over, fresh) = (story.site.build(), story.site.build_into(&clean));
    assert_eq!(over.code, Some(0), "{steps}\n{}", over.stderr);
    assert_eq!(fresh.code, Some(0), "{steps}\n{}", fresh.stderr);
    story.site.tree().assert_same(&Tree::of(&clean), &steps);
}

/// An error keeps the site as it is; when it is mended, all goes on.
fn break_and_mend(story: &mut Story) -> String {
    let (id, path) = story.any();
    let (text, before) = (story.site.read(&path), story.site.tree());
    story.site.write(&path, text.replacen("status:", "status: nonsense #", 1));
    let run = story.site.build();
    assert_eq!(run.code, Some(1), "{}\n{}", story.steps.join("\n"), run.stderr);
    before.assert_same(&story.site.tree(), "a build with errors changed the site");
    story.site.write(&path, text);
    format!("break {id} and mend it")
}

fn tell(seed: u64) {
    let mut story = Story::begin(number("COMPENDIUM_SEED").unwrap_or(seed));
    assert_same_as_clean(&story);
    let (steps, every) = (number("COMPENDIUM_STEPS").unwrap_or(25), number("COMPENDIUM_EVERY").unwrap_or(1));
    for at in 1..=steps {
        step(&mut story, at % every == 0 || at == steps);
    }
}

#[test]
fn a_first_story_of_edits() {
    tell(1);
}

#[test]
fn a_second_story_of_edits() {
    tell(2);
}

#[test]
fn a_third_story_of_edits() {
    tell(3);
}

#[test]
fn a_build_of_nothing_new_writes_nothing() {
    let site = Site::of_corpus(Corpus::new(9, 20));
    let _ = site.build().succeeds();
    let times = |site: &Site| -> BTreeMap<String, _> {
        let tree = site.tree();
        let time = |path: &String| {
            fs::metadata(site.path("public").join(path)).and_then(|facts| facts.modified()).expect("a time")
        };
        tree.0.keys().filter(|path| !path.starts_with(".compendium/")).map(|path| (path.clone(), time(path))).collect()
    };
    let before = times(&site);
    let _ = site.build().succeeds().says(" 0 written");
    assert_eq!(before, times(&site));
}

#[test]
fn what_every_page_leads_to_is_known_to_every_page() {
    let page = "---\nkind: page\ntitle: About us\ndate: 2025\n---\nText.\n";
    let site = Site::new().entry("a", "Text.").file("content/about.md", page);
    let story = Story { site, random: Random::new(1), entries: BTreeMap::new(), steps: Vec::new() };
    assert_same_as_clean(&story);
    story.site.write("content/about.md", page.replace("About us", "About them"));
    assert_same_as_clean(&story);
    let milestones = "milestones: {title: The first of the site, due: 2027}\n";
    story.site.write("content/b.md", entry("b", milestones, "Text."));
    assert_same_as_clean(&story);
}

#[test]
fn every_edit_leaves_a_sound_project() {
    for edit in EDITS {
        let mut story = Story::begin(1);
        let _ = story.site.build().succeeds();
        let done = edit(&mut story);
        story.steps.push(done);
        assert_same_as_clean(&story);
    }
}
