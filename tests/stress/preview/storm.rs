//! Whatever is done to the files, and however fast: after a quiet spell every page is the one that a build writes.
//!
//! `COMPENDIUM_SEED=17 COMPENDIUM_STEPS=500` tells another and longer story than the usual one.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::assert_same;
use super::saves::{SAVES, Save};
use crate::story::{EDITS, Story};
use crate::support::corpus::Corpus;
use crate::support::environment::number;
use crate::support::preview::Preview;
use crate::support::site::{Site, entry};

#[test]
fn bursts_of_edits_end_in_what_a_build_gives() {
    let mut story = Story::begin(number("COMPENDIUM_SEED").unwrap_or(11));
    let preview = Preview::of(&story.site, &[]);
    for _ in 0..number("COMPENDIUM_STEPS").unwrap_or(15) {
        for _ in 0..=story.random.below(4) {
            story.edit(EDITS);
        }
        assert_same(&preview, &story.site, Instant::now(), &story.steps.join("\n"));
    }
}

#[test]
fn a_content_folder_that_goes_and_comes_back_is_followed() {
    let site = Site::of_corpus(Corpus::new(6, 20));
    let preview = Preview::of(&site, &[]);
    fs::rename(site.path("content"), site.path("elsewhere")).expect("renamed");
    std::thread::sleep(Duration::from_millis(300));
    fs::rename(site.path("elsewhere"), site.path("content")).expect("renamed");
    site.write(
        "content/new.md",
        entry("new", "", "Text.").replace("themes: recruitment", "themes: wages").replace("report", "handbook"),
    );
    assert_same(&preview, &site, Instant::now(), "moved away and back");
}

#[test]
fn a_burst_of_new_folders_is_seen() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    for at in 0..200 {
        site.write(&format!("content/deep-{at}/er/entry-{at}.md"), entry(&format!("entry-{at}"), "", "Text."));
    }
    assert_same(&preview, &site, Instant::now(), "200 new folders");
    fs::remove_dir_all(site.path("content/deep-7")).expect("removed");
    assert_same(&preview, &site, Instant::now(), "one folder less");
    assert_eq!(preview.get("/commitments/entry-7/").status, 404);
}

#[test]
fn a_preview_that_was_stopped_catches_up() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    preview.signal(Signal::STOP);
    site.write("content/b.md", entry("b", "", "Text."));
    site.remove("content/a.md");
    preview.signal(Signal::CONT);
    assert_same(&preview, &site, Instant::now(), "stopped and continued");
}

/// How long a storm is, unless somebody names a number of steps.
const MINUTE: Duration = Duration::from_mins(1);

/// Something that is done to a project all at once.
type Gust = fn(&mut Storm);

const GUSTS: [Gust; 8] =
    [new_folders, checkout, save, half_written, edits, moved_content, replaced_content, stopped_and_continued];

#[test]
fn a_storm_ends_in_what_a_build_gives() {
    let mut storm = Storm::begin(number("COMPENDIUM_SEED").unwrap_or(23));
    let preview = Preview::of(&storm.story.site, &[]);
    storm.preview = Some(preview);
    let (begun, steps) = (Instant::now(), number("COMPENDIUM_STEPS").map(|steps| steps as usize));
    // A minute long, and each of them twice however slow the machine is.
    let is_over = |step| steps.map_or(step >= 2 * GUSTS.len() && begun.elapsed() > MINUTE, |steps| step >= steps);
    for step in (0..).take_while(|step| !is_over(*step)) {
        // Each of them in turn, with one at random at its heels.
        GUSTS[step % GUSTS.len()](&mut storm);
        storm.story.random.pick(&GUSTS)(&mut storm);
        let (preview, told) = (storm.preview.as_ref().expect("it runs"), storm.story.steps.join("\n"));
        assert_same(preview, &storm.story.site, Instant::now(), &told);
    }
}

/// A project in a repository, in a storm.
struct Storm {
    story: Story,
    preview: Option<Preview>,
    /// Branches that have little in common, each with the files of entries that it has.
    branches: Vec<(String, std::collections::BTreeMap<String, String>)>,
}

impl Storm {
    fn begin(seed: u64) -> Self {
        let mut story = Story::begin(seed);
        git(&story.site, &["init", "--quiet", "--initial-branch", "near"]);
        let mut branches = Vec::new();
        for name in ["near", "far", "farther"] {
            if name != "near" {
                git(&story.site, &["checkout", "--quiet", "-b", name]);
                (0..30).for_each(|_| story.edit(EDITS));
            }
            git(&story.site, &["add", "--all"]);
            git(&story.site, &["commit", "--quiet", "--allow-empty", "-m", name]);
            branches.push((name.to_owned(), story.entries.clone()));
        }
        Self { story, preview: None, branches }
    }

    fn note(&mut self, what: String) {
        self.story.steps.push(what);
    }
}

fn git(site: &Site, arguments: &[&str]) {
    let output = std::process::Command::new("git")
        .current_dir(site.root())
        .env("HOME", site.beside("home"))
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Another branch, and whatever was not committed is gone.
fn checkout(storm: &mut Storm) {
    let (branch, entries) = storm.story.random.pick(&storm.branches).clone();
    git(&storm.story.site, &["checkout", "--quiet", "--force", &branch]);
    git(&storm.story.site, &["clean", "--quiet", "--force", "-d", "-x"]);
    storm.story.entries = entries;
    storm.note(format!("check out {branch}"));
}

/// Thirty folders in folders, with an entry each.
fn new_folders(storm: &mut Storm) {
    let step = storm.story.steps.len();
    for at in 0..30 {
        let id = format!("blown-in-{step}-{at}");
        let path = format!("content/blown-{step}/in/{at}/{id}.md");
        let text = entry(&id, "", "Text.").replace("themes: recruitment", "themes: wages");
        storm.story.site.write(&path, text.replace("cite: report", "cite: handbook"));
        storm.story.entries.insert(id, path);
    }
    storm.note("thirty new folders".to_owned());
}

/// Five files, each saved by another program.
fn save(storm: &mut Storm) {
    for at in 0..5 {
        let (name, save): (&str, Save) = *storm.story.random.pick(SAVES);
        let (id, path) = storm.story.any();
        let text = storm.story.site.read(&path) + &format!("\nSaved as number {at} of {}.\n", storm.story.steps.len());
        save(&storm.story.site.path(&path), &text);
        storm.note(format!("save {id} as {name} does"));
    }
}

/// A file that lies there half written for a while.
fn half_written(storm: &mut Storm) {
    let (id, path) = storm.story.any();
    let whole = storm.story.site.read(&path) + "\nWritten in two halves.\n";
    let half = (0..=whole.len() / 2).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or_default();
    storm.story.site.write(&path, &whole[..half]);
    std::thread::sleep(Duration::from_millis(400));
    storm.story.site.write(&path, whole);
    storm.note(format!("write {id} in two halves"));
}

/// Five edits at once.
fn edits(storm: &mut Storm) {
    (0..5).for_each(|_| storm.story.edit(EDITS));
}

/// The content goes for a moment, and comes back.
fn moved_content(storm: &mut Storm) {
    let (content, elsewhere) = (storm.story.site.path("content"), storm.story.site.path("elsewhere"));
    fs::rename(&content, &elsewhere).expect("renamed");
    std::thread::sleep(Duration::from_millis(300));
    fs::rename(&elsewhere, &content).expect("renamed");
    storm.note("content goes and comes back".to_owned());
    edits(storm);
}

/// The content is another folder of the same name.
fn replaced_content(storm: &mut Storm) {
    let (content, fresh) = (storm.story.site.path("content"), storm.story.site.path("fresh"));
    copy(&content, &fresh);
    fs::rename(&content, storm.story.site.path("former")).expect("renamed");
    fs::rename(&fresh, &content).expect("renamed");
    fs::remove_dir_all(storm.story.site.path("former")).expect("removed");
    storm.note("content is another folder".to_owned());
    edits(storm);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for item in fs::read_dir(from).expect("a folder") {
        let item = item.expect("an item");
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), &target).expect("copied");
        }
    }
}

/// A suspended process sees nothing of what happens meanwhile.
fn stopped_and_continued(storm: &mut Storm) {
    storm.preview.as_ref().expect("it runs").signal(Signal::STOP);
    storm.note("the preview is stopped".to_owned());
    edits(storm);
    checkout(storm);
    edits(storm);
    storm.preview.as_ref().expect("it runs").signal(Signal::CONT);
    storm.note("the preview goes on".to_owned());
}
