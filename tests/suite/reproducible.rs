//! The same project gives the same bytes wherever, whenever and however it is built.

use crate::support::corpus::Corpus;
use crate::support::site::{AS_OF, Run, Site};
use crate::support::tree::Tree;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

const CORPUS: Corpus = Corpus::new(11, 60);

/// Builds a project after `change` had its way with the command.
fn build(site: &Site, change: impl FnOnce(&mut Command)) -> Tree {
    let mut command = site.command(&["build", "--as-of", AS_OF]);
    change(&mut command);
    let _ = Run::of(&mut command).succeeds();
    site.tree()
}

/// What a plain build gives.
fn plain() -> Tree {
    build(&Site::of_corpus(CORPUS), |_| {})
}

#[track_caller]
fn assert_plain(built: &Tree, story: &str) {
    assert!(built.0.len() > 100, "only {} files", built.0.len());
    plain().assert_same(built, story);
}

#[test]
fn in_another_folder() {
    let site = Site::of_corpus(CORPUS);
    let elsewhere = site.beside("a folder/with a very different, longer name \u{e9}");
    fs::create_dir_all(elsewhere.parent().expect("it has a parent")).expect("a folder can be made");
    fs::rename(site.root(), &elsewhere).expect("a folder can be moved");
    let mut command = site.command(&["build", "--as-of", AS_OF]);
    let _ = Run::of(command.current_dir(&elsewhere)).succeeds();
    assert_plain(&Tree::of(&elsewhere.join("public")), "in another folder");
}

#[test]
fn from_a_folder_below_and_from_outside() {
    let site = Site::of_corpus(CORPUS);
    let below = build(&site, |command| _ = command.current_dir(site.path("content/vocabulary")));
    assert_plain(&below, "from a folder below");
    let root = site.root();
    let outside = build(&site, |command| _ = command.current_dir("/").arg("--root").arg(&root));
    assert_plain(&outside, "from outside");
}

#[test]
fn in_every_time_zone_and_language_of_the_builder() {
    for (zone, locale) in
        [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Adak", "C"), ("Nonsense/Zone", "ar_EG.UTF-8")]
    {
        let built = build(&Site::of_corpus(CORPUS), |command| {
            command.env("TZ", zone).env("LC_ALL", locale).env("LANG", locale).env("LANGUAGE", locale);
        });
        assert_plain(&built, zone);
    }
}

#[test]
fn on_any_number_of_threads() {
    for threads in ["1", "2", "7"] {
        let built = build(&Site::of_corpus(CORPUS), |command| _ = command.env("RAYON_NUM_THREADS", threads));
        assert_plain(&built, threads);
    }
}

#[test]
fn with_any_mask_of_permissions() {
    let site = Site::of_corpus(CORPUS);
    let plain_command = site.command(&["build", "--as-of", AS_OF]);
    let mut command = Command::new("sh");
    command
        .args(["-c", "umask 077 && exec \"$@\"", "sh"])
        .arg(plain_command.get_program())
        .args(plain_command.get_args());
    let _ = Run::of(command.current_dir(site.root()).arg0("sh")).succeeds();
    assert_plain(&site.tree(), "with a mask of 077");
}

#[test]
fn whatever_order_the_folder_lists_its_files_in() {
    let site = Site::empty();
    let mut files: Vec<_> = CORPUS.files().collect();
    files.reverse();
    for (path, text) in files {
        site.write(&path, text);
    }
    assert_plain(&build(&site, |_| {}), "with files made in another order");
}

#[test]
fn whenever_the_files_were_saved() {
    let site = Site::of_corpus(CORPUS);
    for path in Tree::of(&site.root()).0.keys() {
        let old = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365);
        fs::File::open(site.path(path)).and_then(|file| file.set_modified(old)).expect("a time can be set");
    }
    assert_plain(&build(&site, |_| {}), "with old files");
}

#[test]
fn as_of_a_day_however_it_is_said() {
    let site = Site::of_corpus(CORPUS);
    // 2026-06-01T13:00:00Z
    let mut command = site.command(&["build"]);
    let _ = Run::of(command.env("SOURCE_DATE_EPOCH", "1780318800")).succeeds();
    assert_plain(&site.tree(), "with SOURCE_DATE_EPOCH");
}

#[test]
fn at_an_earlier_time_of_the_day_on_which_an_embargo_ends() {
    let site = Site::new().file(
        "content/held-back.md",
        "---\nkind: page\ntitle: Held back\ndate: 2026-06-01\nembargo: 2026-06-01T09:00Z\n---\n\nText.\n",
    );
    let page = site.path("public/held-back/index.html");
    // 13:00, 13:00 and 08:00.
    for (instant, is_there) in [("1780318800", true), ("1780318800", true), ("1780300800", false)] {
        let _ = Run::of(site.command(&["build"]).env("SOURCE_DATE_EPOCH", instant)).succeeds();
        assert_eq!(page.exists(), is_there, "at {instant}");
    }
}

#[test]
fn as_of_another_day_something_differs() {
    let site = Site::of_corpus(CORPUS);
    let _ = site.run(&["build", "--as-of", "2029-12-31"]).succeeds();
    assert!(!plain().differences(&site.tree()).is_empty(), "nothing is overdue three years later");
}

#[test]
fn into_another_output_folder() {
    let site = Site::of_corpus(CORPUS);
    let _ = site.build_into(&site.beside("elsewhere")).succeeds();
    assert_plain(&Tree::of(&site.beside("elsewhere")), "in another output folder");
    assert!(!Path::new(&site.path("public")).exists(), "the usual output folder was made too");
}
