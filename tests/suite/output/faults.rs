//! Builds that end early: every call to the disk fails in turn, or is the last one before the process dies.

use std::collections::BTreeSet;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use compendium::output::{Folder, Forbidden, Probe, Seal};

use super::site::{Files, Site};

/// Pages name the pages they link to, a line each. New, changed, deleted and unchanged files of every phase; a file that
/// becomes a folder and a folder that becomes a file.
fn old_files() -> Files {
    Files::from(
        [
            ("index.html", "list.html\nstays/index.html"),
            ("list.html", "x/index.html\ngoes/index.html\nstays/index.html"),
            ("x/index.html", "goes/index.html\nstyle.css"),
            ("goes/index.html", "x/index.html"),
            ("stays/index.html", ""),
            ("style.css", ""),
            ("swap", ""),
            ("pawn/a", ""),
            ("pawn/b/c", ""),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned())),
    )
}

fn new_files() -> Files {
    Files::from(
        [
            ("index.html", "list.html\nnew/index.html\nstays/index.html"),
            ("list.html", "new/index.html\nx/index.html\nstays/index.html"),
            ("x/index.html", "new/index.html\nfresh.css"),
            ("new/index.html", "fresh.css\nx/index.html"),
            ("stays/index.html", ""),
            ("style.css", "fresh.css"),
            ("fresh.css", ""),
            ("swap/index.html", ""),
            ("pawn", ""),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned())),
    )
}

/// A third site, for a build after two that ended early.
fn other_files() -> Files {
    let mut files = new_files();
    files.remove("new/index.html");
    files.insert("swap/index.html".to_owned(), "third".to_owned());
    files.insert("goes/index.html".to_owned(), "back".to_owned());
    for page in ["index.html", "list.html", "x/index.html"] {
        files.insert(page.to_owned(), "goes/index.html\nstays/index.html\nlist.html".to_owned());
    }
    files
}

/// Makes one call fail, the first being number 0.
fn fail_once(at: usize, error: rustix::io::Errno) -> Arc<Probe> {
    let calls = AtomicUsize::new(0);
    Arc::new(move |_| if calls.fetch_add(1, Ordering::Relaxed) == at { Err(error.into()) } else { Ok(()) })
}

/// Nothing reaches the disk from one call on, as when the process dies there.
fn die(at: usize) -> Arc<Probe> {
    let calls = AtomicUsize::new(0);
    Arc::new(move |_| if calls.fetch_add(1, Ordering::Relaxed) >= at { Err(io::Error::other("dead")) } else { Ok(()) })
}

fn site_before() -> Site {
    let mut site = Site::of(&old_files());
    site.build().expect("the old site");
    site.files = new_files();
    site
}

/// Every file is wholly old or wholly new, and none that both sites have is missing.
fn assert_old_or_new(site: &Site, sites: &[&Files]) {
    let visible = site.visible();
    for (path, text) in &visible {
        let known = sites.iter().any(|files| files.get(path) == Some(text));
        assert!(known || text == "(empty folder)", "{path}: {text}");
    }
    for path in sites[0].keys().filter(|path| sites.iter().all(|files| files.contains_key(*path))) {
        assert!(visible.contains_key(path), "{path} is missing");
    }
}

/// A visitor who follows links from the home page meets no page that is not there.
fn assert_no_dead_link(site: &Site) {
    let visible = site.visible();
    let mut seen = BTreeSet::new();
    let mut waiting = vec!["index.html"];
    while let Some(path) = waiting.pop() {
        let text = visible.get(path).unwrap_or_else(|| panic!("a dead link leads to {path}"));
        if seen.insert(path) {
            waiting.extend(text.lines());
        }
    }
}

/// A seal that agrees with its manifest must be true.
fn assert_seal_is_true(site: &Site) {
    let read = |name| std::fs::read(site.public(".compendium").join(name));
    let (Ok(seal), Ok(manifest)) = (read("seal.json"), read("manifest.json")) else { return };
    let seal: Seal = serde_json::from_slice(&seal).expect("a seal");
    if seal.manifest != blake3::hash(&manifest).to_hex().to_string() {
        return;
    }
    let visible = site.visible();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("a manifest");
    for file in manifest["files"].as_array().expect("files") {
        let text = visible.get(file["path"].as_str().expect("a path")).expect("sealed, so it is there");
        assert_eq!(blake3::hash(text.as_bytes()).to_hex().as_str(), file["blake3"]);
    }
}

/// How many calls a build makes when none fails.
fn count_calls(site: &Site) -> usize {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let probe = move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(())
    };
    site.build_probed(Arc::new(probe)).expect("nothing fails");
    calls.load(Ordering::Relaxed)
}

#[test]
fn whatever_call_fails_the_next_build_mends_it() {
    use rustix::io::Errno;
    let total = count_calls(&site_before());
    assert!(total > 150, "{total}");
    for error in [Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::XDEV] {
        for at in 0..total {
            let site = site_before();
            let result = site.build_probed(fail_once(at, error));
            assert_old_or_new(&site, &[&old_files(), &new_files()]);
            assert_no_dead_link(&site);
            assert_seal_is_true(&site);
            match result {
                // Only what is left of the staging folder could not be removed; the next build removes it.
                Ok(_) => assert_eq!(site.visible(), new_files(), "call {at}"),
                Err(failed) if !format!("{failed:#}").contains("updated in part") => {
                    assert_eq!(site.visible(), old_files(), "call {at}: {failed:#}");
                }
                Err(failed) => assert!(format!("{failed:#}").contains("public"), "{failed:#}"),
            }
            site.build().unwrap_or_else(|failed| panic!("call {at}: {failed:#}"));
            site.assert_clean();
        }
    }
}

#[test]
fn whenever_a_build_dies_the_next_one_mends_it() {
    for at in 0..count_calls(&site_before()) {
        let site = site_before();
        let _ = site.build_probed(die(at));
        assert_old_or_new(&site, &[&old_files(), &new_files()]);
        assert_no_dead_link(&site);
        assert_seal_is_true(&site);
        site.build().unwrap_or_else(|failed| panic!("call {at}: {failed:#}"));
        site.assert_clean();
    }
}

#[test]
fn a_first_build_may_die_at_any_call() {
    let fresh = || Site::of(&new_files());
    for at in 0..count_calls(&fresh()) {
        let site = fresh();
        let _ = site.build_probed(die(at));
        site.build().unwrap_or_else(|failed| panic!("call {at}: {failed:#}"));
        site.assert_clean();
    }
}

#[test]
fn two_builds_may_die_and_a_third_still_knows_what_is_its_own() {
    let total = count_calls(&site_before());
    for first in (0..total).step_by(7) {
        for second in (0..total).step_by(5) {
            let mut site = site_before();
            let _ = site.build_probed(die(first));
            site.files = other_files();
            let _ = site.build_probed(die(second));
            assert_old_or_new(&site, &[&old_files(), &new_files(), &other_files()]);
            site.files = old_files();
            site.build().unwrap_or_else(|failed| panic!("calls {first} and {second}: {failed:#}"));
            site.assert_clean();
        }
    }
}

/// The part of the next tests that runs in a process of its own: a build under a strict umask, killed at a call.
#[test]
fn a_build_in_another_process() {
    let (Ok(project), Ok(at)) = (std::env::var("OUTPUT_TEST_PROJECT"), std::env::var("OUTPUT_TEST_DIES")) else {
        return;
    };
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let at: usize = at.parse().expect("a number");
    let calls = AtomicUsize::new(0);
    let probe = move |_| {
        if calls.fetch_add(1, Ordering::Relaxed) == at {
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        }
        Ok(())
    };
    let public = Path::new(&project).join("public");
    let forbidden = Forbidden { project: project.into(), ..Forbidden::default() };
    let mut folder = Folder::open_probed(&public, &forbidden, Arc::new(probe)).expect("opened");
    Site::of(&new_files()).write(&mut folder).expect("built");
}

/// Builds in a process of its own that is killed at a call; whether it got to the end.
fn build_and_kill(site: &Site, at: usize) -> bool {
    let status = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "output::faults::a_build_in_another_process"])
        .env("OUTPUT_TEST_PROJECT", site.project())
        .env("OUTPUT_TEST_DIES", at.to_string())
        .stdout(Stdio::null())
        .status()
        .expect("started");
    assert!(status.success() || status.signal() == Some(9), "{status}");
    status.success()
}

#[test]
fn a_killed_process_leaves_no_lock_and_a_site_that_is_mended() {
    let mut killed = 0;
    for at in (0..count_calls(&site_before())).step_by(9) {
        let site = site_before();
        killed += usize::from(!build_and_kill(&site, at));
        assert_old_or_new(&site, &[&old_files(), &new_files()]);
        assert_no_dead_link(&site);
        assert_seal_is_true(&site);
        site.build().unwrap_or_else(|failed| panic!("call {at}: {failed:#}"));
        site.assert_clean();
    }
    assert!(killed > 15, "{killed}");
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    let site = Site::of(&new_files());
    assert!(build_and_kill(&site, usize::MAX));
    let mode = |path| std::fs::metadata(site.public(path)).expect("it exists").permissions().mode() & 0o7777;
    assert_eq!((mode("index.html"), mode("new"), mode(""), mode(".compendium")), (0o644, 0o755, 0o755, 0o755));
    site.assert_clean();
}
