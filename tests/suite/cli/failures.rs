//! Exit codes, and what is said on which channel, when something is wrong.

use std::fs;
use std::process::Stdio;

use crate::support::site::{Run, Site};

#[test]
fn a_wrong_command_line_is_2_and_names_what_was_meant() {
    let site = Site::empty();
    site.run(&["biuld"]).exits(2).says("'build'");
    site.run(&["server"]).exits(2).says("compendium serve");
    site.run(&["build", "--baseURL", "x"]).exits(2).says("--base-url");
    site.run(&["new", "comitment", "x"]).exits(2).says("commitment");
    site.run(&["--version"]).exits(0).says("compendium 0.");
}

#[test]
fn without_a_project_every_command_that_needs_one_says_so() {
    let site = Site::empty();
    for line in [
        &["build"][..],
        &["b"],
        &["check"],
        &["clean"],
        &["theme", "list"],
        &["new", "page", "About"],
        &["list"],
        &["rename", "a", "b"],
        &["explain", "/about/"],
        &["check", "-r", "nowhere"],
    ] {
        site.run(line).exits(2).says("there is no site.toml in").says("compendium init DIR");
    }
}

#[test]
fn a_wrong_site_toml_is_2_and_located() {
    let site = Site::empty();
    site.write("site.toml", "title = 'x'\nbaseURL = 'https://example.org'\n");
    for line in [&["build"][..], &["check"], &["clean"], &["new", "page", "About"]] {
        site.run(line).exits(2).says("site.toml:2:1").says("`base_url`");
    }
}

#[test]
fn a_failure_is_one_document_in_a_machine_format() {
    let site = Site::empty();
    let said = |format: &str| site.run(&["check", "--message-format", format]).exits(2).stderr;
    let json: serde_json::Value = serde_json::from_str(&said("json")).expect("one object");
    assert_eq!(json["severity"], "error");
    let sarif: serde_json::Value = serde_json::from_str(&said("sarif")).expect("one document");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(said("github").starts_with("::error::there is no site.toml"));
}

#[test]
fn content_with_errors_is_1_and_nothing_is_built() {
    let site = Site::of_init();
    site.write("content/a.md", "---\nkind: page\ntitle: A\ndate: soon\n---\n");
    site.run(&["check"]).exits(1).says("bad-date").says("1 error, 0 warnings");
    site.run(&["build"]).exits(1).says("the site is not built: 1 error, 0 warnings");
    assert!(!site.path("public").exists());
    let json = site.run(&["build", "--message-format", "json"]).exits(1);
    let found: serde_json::Value = serde_json::from_str(&json.stderr).expect("one object");
    assert_eq!(found["code"], "bad-date");
    let quiet = site.run(&["check", "-q"]).exits(1);
    assert!(quiet.stderr.contains("bad-date"));
}

#[test]
fn output_that_may_not_be_is_2_and_one_that_cannot_be_is_3() {
    let site = Site::of_init();
    site.run(&["build", "-o", "content"]).exits(2).says("help: ");
    site.run(&["build", "-o", "/proc/nowhere"]).exits(3).says("error: ");
    site.run(&["build"]).exits(0);
    site.write("public/about/index.html", "mine");
    site.run(&["build"]).exits(3).says("about/index.html").says("help: ");
}

#[test]
fn a_result_that_cannot_be_written_is_3() {
    let site = Site::empty();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    Run::of(site.command(&["explain"]).stdout(full)).exits(3).says("the result cannot be printed");
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let site = Site::empty();
    for line in [&["schema"][..], &["man"], &["--help"]] {
        let mut child = site.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{line:?}");
    }
}

#[test]
fn colour_is_for_those_who_want_it() {
    let site = Site::empty();
    assert!(!site.run(&["check"]).stderr.contains('\u{1b}'));
    assert!(site.run(&["check", "--color", "always"]).stderr.contains("\u{1b}["));
    assert!(Run::of(site.command(&["check"]).env("CLICOLOR_FORCE", "1")).stderr.contains("\u{1b}["));
    let never = Run::of(site.command(&["check", "--color", "never"]).env("CLICOLOR_FORCE", "1"));
    assert!(!never.stderr.contains('\u{1b}'));
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let site = Site::of_init();
    Run::of(site.command(&["check"]).env("COMPENDIUM_ROOT", "").env("COMPENDIUM_BASE_URL", "")).exits(0);
    Run::of(site.command(&["build"]).env("COMPENDIUM_BASE_URL", "example.org")).exits(2).says("COMPENDIUM_BASE_URL");
}
