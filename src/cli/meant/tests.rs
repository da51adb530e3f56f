use std::ffi::OsString;
use std::fs;

use super::*;

/// The meaning of a command line in a folder, as of a fixed time.
fn meaning(environment: &Environment, line: &[&str]) -> Result<Task, String> {
    let line = std::iter::once("compendium").chain(line.iter().copied()).map(OsString::from);
    let typed = args::parse(line).expect("typed well");
    meant(typed, environment).map_err(|failure| match failure {
        Failure::Usage { message, help } => format!("{message}; {}", help.unwrap_or_default()),
        other => panic!("{other:?}"),
    })
}

fn options_of(environment: &Environment, line: &[&str]) -> Result<Options, String> {
    meaning(environment, line).map(|task| match task {
        Task::Build(options) | Task::Check(options, _) | Task::Clean(options) => options,
        other => panic!("{other:?}"),
    })
}

struct Place {
    folder: tempfile::TempDir,
    environment: Environment,
}

/// A project with a folder `content/deep` in it, where the user is.
fn project() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = folder.path().join("content/deep");
    fs::create_dir_all(&deep).expect("folders");
    fs::write(folder.path().join(site::FILE), "title = 'x'").expect("written");
    let now = "2026-06-01T12:00:00Z".parse().expect("an instant");
    Place { folder, environment: Environment { folder: deep, now, ..Environment::default() } }
}

#[test]
fn the_nearest_folder_upward_is_the_project() {
    let Place { folder, environment } = project();
    assert_eq!(options_of(&environment, &["build"]).expect("meant").root, folder.path());
}

#[test]
fn a_named_folder_is_taken_at_its_word() {
    let Place { folder, mut environment } = project();
    let refusal = options_of(&environment, &["check", "--root", "."]).expect_err("refused");
    assert!(refusal.contains("no site.toml in .; `compendium init DIR`"), "{refusal}");
    environment.root = Some("../..".into());
    let root = options_of(&environment, &["check"]).expect("meant").root;
    assert_eq!(root.canonicalize().expect("exists"), folder.path().canonicalize().expect("exists"));
}

#[test]
fn without_a_project_init_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let environment = Environment { folder: folder.path().to_owned(), ..Environment::default() };
    for line in [&["build"][..], &["check"], &["clean"], &["new", "page", "x"]] {
        let refusal = meaning(&environment, line).expect_err("refused");
        assert!(refusal.contains("site.toml") && refusal.contains("compendium init DIR"), "{refusal}");
    }
}

#[test]
fn the_day_is_told_by_option_then_variable_then_clock() {
    let Place { folder: _folder, mut environment } = project();
    let day = |environment: &Environment, line: &[&str]| options_of(environment, line).map(|o| o.as_of.day.to_string());
    assert_eq!(day(&environment, &["build"]), Ok("2026-06-01".into()));
    environment.source_date_epoch = Some("1545350400".into());
    assert_eq!(day(&environment, &["build"]), Ok("2018-12-21".into()));
    assert_eq!(day(&environment, &["build", "--as-of", "2018-12-10"]), Ok("2018-12-10".into()));
    for bad in ["2018", "2018-13-01", "tomorrow", "2018-12-10T10:00"] {
        assert!(day(&environment, &["build", "--as-of", bad]).is_err(), "{bad}");
    }
    environment.source_date_epoch = Some("yesterday".into());
    assert!(day(&environment, &["build"]).expect_err("refused").contains("SOURCE_DATE_EPOCH"));
}

#[test]
fn an_option_wins_over_its_variable() {
    let Place { folder: _folder, mut environment } = project();
    environment.base_url = Some("https://variable.example/".into());
    environment.output = Some("there".into());
    let base = |line: &[&str]| options_of(&environment, line).expect("meant").base_url.map(|base| base.to_string());
    assert_eq!(base(&["build"]).as_deref(), Some("https://variable.example/"));
    assert_eq!(base(&["build", "-u", "https://option.example/a"]).as_deref(), Some("https://option.example/a/"));
    let output = |line: &[&str]| options_of(&environment, line).expect("meant").output;
    assert_eq!(output(&["build"]), Some(environment.folder.join("there")));
    assert_eq!(output(&["clean", "-o", "/elsewhere"]), Some("/elsewhere".into()));
}

#[test]
fn a_bad_address_is_blamed_on_who_gave_it() {
    let Place { folder: _folder, mut environment } = project();
    let refusal = options_of(&environment, &["build", "-u", "example.org"]).expect_err("refused");
    assert!(refusal.contains("--base-url is `example.org`"), "{refusal}");
    environment.base_url = Some("ftp://example.org".into());
    let refusal = options_of(&environment, &["build"]).expect_err("refused");
    assert!(refusal.contains("COMPENDIUM_BASE_URL"), "{refusal}");
}

#[test]
fn a_new_entry_is_checked_before_anything_is_written() {
    let Place { folder: _folder, environment } = project();
    let long = "x".repeat(121);
    for (line, words) in [
        (["--id=A b", "x"], "a-b"),
        (["--lang=englisch", "x"], "language tag"),
        (["--open", "x"], "$EDITOR"),
        (["--", " "], "empty"),
        (["--", &long], "121 characters"),
        (["--", "a\u{202E}b"], "U+202E"),
        (["--", "a\nb"], "U+000A"),
    ] {
        let refusal = meaning(&environment, &[&["new", "page"], &line[..]].concat()).expect_err("refused");
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn an_editor_may_have_arguments() {
    let Place { folder: _folder, mut environment } = project();
    environment.editor = Some("code --wait".into());
    let Ok(Task::New(new)) = meaning(&environment, &["new", "page", "x", "--open"]) else { panic!("meant") };
    assert_eq!(new.editor, Some(vec!["code".to_owned(), "--wait".to_owned()]));
}
