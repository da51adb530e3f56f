//! A build that is killed or refused by the system leaves every file wholly old or wholly new, says so with its exit
//! code, and a plain build mends it.
//!
//! strace makes the n-th call of a sort fail, or kills the program there. Which n are tried is spread over all that a
//! build makes; `COMPENDIUM_FAULTS=100` tries more of each sort than the sixteen that are usual.

use crate::story::{EDITS, Story};
use crate::support::corpus::Corpus;
use crate::support::environment::number;
use crate::support::preview::Preview;
use crate::support::site::{AS_OF, Run, Site};
use crate::support::situation::Situation;
use crate::support::trace::{call, traced};
use crate::support::tree::Tree;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Sorts of calls, each with the error that a disk would give.
const CALLS: &[(&str, &str)] = &[
    ("openat", "EMFILE"),
    ("write", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("mkdirat", "ENOSPC"),
    ("mkdir", "ENOSPC"),
    ("renameat", "EIO"),
    ("renameat2", "EIO"),
    ("rename", "EIO"),
    ("linkat", "EIO"),
    ("unlinkat", "EACCES"),
    ("unlink", "EACCES"),
    ("rmdir", "EACCES"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("syncfs", "EIO"),
    ("ftruncate", "ENOSPC"),
    ("flock", "ENOLCK"),
    ("read", "EIO"),
    ("getdents64", "EIO"),
    ("statx", "EIO"),
];

/// A project with a file of every sort that is written, and without hundreds of feeds and calendars that are like others.
fn project(corpus: Corpus) -> Site {
    let outputs = "term-feeds = false\nterm-calendars = false\nentry-json = false\nmarkdown = false\n";
    let site = Site::of_corpus(corpus);
    let settings = site.read("site.toml");
    site.write("site.toml", format!("{settings}\n[outputs]\n{outputs}"));
    site
}

/// A project that was built, and then an entry was added, one deleted, one edited and the title of all changed.
fn rebuild() -> Situation {
    let corpus = Corpus::new(4, 8);
    Situation::rebuild(project(corpus).entry("of-old", "Text."), |site| {
        site.remove("content/of-old.md");
        site.write(
            "content/of-now.md",
            crate::support::site::entry("of-now", "related: ", "Text.").replace("related: ", ""),
        );
        site.write(&corpus.path(3), corpus.text(3) + "\nA sentence more.\n");
        site.edit("site.toml", "A corpus", "A corpus of now");
    })
}

impl Situation {
    /// Another project in the same state, with the times of its files kept.
    fn twin(&self) -> Site {
        let twin = Site::empty();
        let copied = Command::new("cp").arg("-a").arg(self.site.root().join(".")).arg(twin.root()).status();
        assert!(copied.is_ok_and(|status| status.success()), "cp works");
        twin
    }

    /// How often a build makes each sort of call.
    fn counts(&self) -> Vec<(&'static str, &'static str, usize)> {
        let names: Vec<&str> = CALLS.iter().map(|(name, _)| *name).collect();
        let (run, trace) = traced(&build(&self.twin()), &[&format!("--trace={}", names.join(","))]);
        let _ = run.succeeds();
        let count = |name: &str| trace.iter().filter(|line| call(line) == name).count();
        CALLS.iter().map(|(name, error)| (*name, *error, count(name))).filter(|(.., count)| *count > 0).collect()
    }

    /// Builds with one fault and reports whether it happened and whatever is not as promised.
    fn try_fault(&self, fault: &str) -> (bool, Vec<String>) {
        let site = self.twin();
        // A call that is not traced is not tampered with either.
        let name = fault.split(':').next().unwrap_or_default();
        let (run, trace) = traced(&build(&site), &[&format!("--inject={fault}"), &format!("--trace={name}")]);
        let happened = run.code.is_none() || trace.iter().any(|line| line.contains("INJECTED"));
        let left = site.tree();
        let mut problems = self.mixtures(&left);
        if run.code == Some(0) && !self.new.differences(&left).is_empty() {
            problems.push("it claims success, and the site is not the new one".to_owned());
        }
        if run.code == Some(101) || run.stderr.contains("panicked") {
            problems.push(format!("it panics: {}", run.stderr));
        }
        let mended = site.build();
        if mended.code != Some(0) {
            problems.push(format!("a plain build does not mend it: {}", mended.stderr));
        }
        problems.extend(self.new.differences(&site.tree()).into_iter().map(|line| format!("after mending, {line}")));
        (happened, problems.into_iter().map(|problem| format!("{fault}: {problem}")).collect())
    }

    #[track_caller]
    fn try_all_faults(&self) {
        let counts = self.counts();
        assert!(counts.iter().any(|(name, ..)| name.starts_with("rename")), "no build renames nothing: {counts:?}");
        let faults: Vec<String> = counts.iter().flat_map(|(name, error, count)| faults(name, error, *count)).collect();
        let tried: Vec<(bool, Vec<String>)> = faults.par_iter().map(|fault| self.try_fault(fault)).collect();
        let happened = tried.iter().filter(|(happened, _)| *happened).count();
        let problems: Vec<&str> = tried.iter().flat_map(|(_, problems)| problems).map(String::as_str).collect();
        println!("{happened} of {} faults happened", faults.len());
        // Calls are counted over all threads and tampered with by thread, so a late one may not come.
        assert!(happened * 2 > faults.len(), "only {happened} of {} faults happened", faults.len());
        assert!(problems.is_empty(), "{} of {} faults:\n{}", problems.len(), faults.len(), problems.join("\n"));
    }
}

/// A build on one thread, so that the n-th call is the same call each time.
fn build(site: &Site) -> Command {
    let mut command = site.command(&["build", "--as-of", AS_OF]);
    command.env("RAYON_NUM_THREADS", "1");
    command
}

/// Errors and kills at places spread over `count` calls.
fn faults(name: &str, error: &str, count: usize) -> Vec<String> {
    let tries = number("COMPENDIUM_FAULTS").unwrap_or(16) as usize;
    let places: BTreeSet<usize> = (0..tries).map(|number| 1 + number * (count - 1) / (tries - 1).max(1)).collect();
    let ways = [format!("error={error}"), "signal=KILL".to_owned()];
    places.iter().flat_map(|place| ways.iter().map(move |way| format!("{name}:{way}:when={place}"))).collect()
}

#[test]
fn a_first_build_that_fails_leaves_nothing_half_made() {
    Situation::first_build(project(Corpus::new(4, 8))).try_all_faults();
}

#[test]
fn a_rebuild_that_fails_leaves_every_file_old_or_new() {
    rebuild().try_all_faults();
}

#[test]
fn a_disk_that_stays_full_leaves_the_old_site() {
    let situation = rebuild();
    let site = situation.twin();
    let (run, _) = traced(&build(&site), &["--inject=write,pwrite64:error=ENOSPC:when=3+", "--trace=write,pwrite64"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert_eq!(
        situation.changed(&site.tree()),
        Vec::<String>::new(),
        "the site changed though nothing could be written"
    );
}

/// Builds at once, some of which are killed at any moment, while somebody looks at the preview.
#[test]
fn builds_that_are_killed_beside_others_and_a_preview_leave_whole_files() {
    let seed = number("COMPENDIUM_SEED").unwrap_or(5);
    let mut story = Story::begin(seed);
    let _ = story.site.build().succeeds();
    let preview = Preview::of(&story.site, &[]);
    let mut killed = 0;
    for builds in [2, 8, 8] {
        let old = story.site.tree();
        story.edit(EDITS);
        story.edit(EDITS);
        let _ = fs::remove_dir_all(story.site.beside("clean"));
        let _ = story.site.build_into(&story.site.beside("clean")).succeeds();
        let situation = Situation { new: Tree::of(&story.site.beside("clean")), old, site: story.site };
        let start = |_| build(&situation.site).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut running: Vec<Child> = (0..builds).map(start).collect();
        while !running.is_empty() {
            std::thread::sleep(Duration::from_millis(story.random.below(120) as u64));
            let at = story.random.below(running.len());
            let mut build = running.swap_remove(at);
            if story.random.one_in(4) {
                let _ = build.wait();
            } else {
                let _ = build.kill();
                killed += usize::from(build.wait().expect("a child").code().is_none());
            }
            assert_eq!(preview.get("/").status, 200, "seed {seed}");
        }
        // Nobody writes now: files are whole, whoever was killed.
        let left = situation.site.tree();
        assert_eq!(situation.mixtures(&left), Vec::<String>::new(), "seed {seed}\n{}", story.steps.join("\n"));
        let run = situation.site.build();
        assert_eq!(run.code, Some(0), "seed {seed}: {}", run.stderr);
        situation.new.assert_same(&situation.site.tree(), &format!("seed {seed}, a plain build after all"));
        story.site = situation.site;
    }
    assert!(killed > 3, "only {killed} builds were killed");
}

#[test]
fn builds_at_once_wait_for_each_other() {
    let situation = rebuild();
    let site = situation.twin();
    let start =
        |_| -> Child { build(&site).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts") };
    let builds: Vec<Child> = (0..4).map(start).collect();
    for build in builds {
        let run = Run::from(build.wait_with_output().expect("the program ends"));
        let _ = run.succeeds();
    }
    situation.new.assert_same(&site.tree(), "after four builds at once");
}

#[test]
fn a_file_that_somebody_else_put_there_is_never_touched() {
    let situation = rebuild();
    let site = situation.twin();
    site.write("public/notes.txt", "mine");
    site.write("public/commitments/of-now/index.html", "mine too");
    let run = build(&site).output().map(Run::from).expect("the program ends");
    assert_ne!(run.code, Some(0), "{run:?}");
    assert_eq!(site.read("public/notes.txt"), "mine");
    assert_eq!(site.read("public/commitments/of-now/index.html"), "mine too");
    assert!(run.stderr.contains("commitments/of-now/index.html"), "{}", run.stderr);
}

/// Every place is inside the test's own folder, and the home folder is a made-up one: a program that does not refuse does
/// harm to nothing else. The root folder and devices are left to the unit tests of the refusal, which write nothing.
#[test]
fn an_output_folder_that_would_do_harm_is_refused() {
    let site = Site::of_corpus(Corpus::new(4, 3));
    for folder in ["stranger", "home"] {
        let file = site.beside(folder).join("x");
        std::fs::create_dir_all(site.beside(folder)).expect("a folder can be made");
        std::fs::write(file, "x").expect("a file can be made");
    }
    std::os::unix::fs::symlink(site.beside("stranger"), site.beside("link")).expect("a link can be made");
    let before = Tree::of(&site.beside(""));
    let places = [
        site.root(),
        site.beside(""),
        site.path("content"),
        site.path("content/out"),
        site.path("site.toml"),
        site.beside("link"),
        site.beside("stranger"),
        site.beside("home"),
    ];
    for place in places {
        let run = site.build_into(&place);
        assert!(matches!(run.code, Some(2 | 3)), "{}: {run:?}", place.display());
        Tree::of(&site.beside("")).assert_same(&before, &format!("a build into {}", place.display()));
    }
}
