//! Every folder of `tests/sites` is a case: a project, and what a check of it says.
//!
//! A case holds `site.toml`, `content/` and so on, and `expected.txt`: the exit code in its first line, then what
//! `compendium check` prints. If it has any of these, the project is built too, and they are held against the site:
//! `pages/` (files that the site has exactly so), `contains.txt` (lines `path: text`), `absent.txt` (texts that stand in
//! no file). `make.txt` makes what version control cannot hold, a line each; see `make`.
//!
//! `COMPENDIUM_BLESS=1 cargo test --release --test suite sites::` writes what was expected anew. Read the difference before you commit it.

use crate::support::command::unprivileged;
use crate::support::site::{AS_OF, Run, Site, package};
use crate::support::times::without_times;
use crate::support::tree::Tree;
use compendium::diagnostic::Code;
use snapbox::IntoData;
use snapbox::report::{Palette, write_diff};
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What of a case is no part of its project.
const NOT_INPUT: &[&str] = &["expected.txt", "contains.txt", "absent.txt", "make.txt"];

fn cases() -> Vec<PathBuf> {
    let folder = package().join("tests/sites");
    let items =
        fs::read_dir(folder).expect("the cases can be listed").map(|item| item.expect("the cases can be listed"));
    let mut cases: Vec<PathBuf> = items.map(|item| item.path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> &str {
    case.file_name().and_then(|name| name.to_str()).expect("cases have plain names")
}

#[test]
fn every_case_says_what_is_expected() {
    let bless = std::env::var_os("COMPENDIUM_BLESS").is_some();
    let mut report = String::new();
    for case in cases() {
        for problem in try_case(&case, bless) {
            let _ = writeln!(report, "\n## {}\n{problem}", name(&case));
        }
    }
    assert!(report.is_empty(), "COMPENDIUM_BLESS=1 takes what is said now for expected.\n{report}");
}

#[test]
fn every_code_has_a_case() {
    let expected: Vec<String> = cases().iter().map(|case| read(&case.join("expected.txt"))).collect();
    let shown = |code: &Code| expected.iter().any(|text| text.contains(&format!("[{code}]")));
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !shown(code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn a_case_named_for_a_code_shows_it() {
    for case in cases() {
        if let Some(code) = Code::from_name(name(&case)) {
            let expected = read(&case.join("expected.txt"));
            assert!(expected.contains(&format!("[{code}]")), "{}/expected.txt does not show {code}", name(&case));
        }
    }
}

/// Runs a case and returns what is otherwise than expected.
fn try_case(case: &Path, bless: bool) -> Vec<String> {
    let site = Site::copy_of(case);
    for file in NOT_INPUT {
        let _ = fs::remove_file(site.path(file));
    }
    let _ = fs::remove_dir_all(site.path("pages"));
    let unprivileged = lines(&case.join("make.txt")).iter().fold(false, |any, line| make(&site, line) | any);
    let mut problems = Vec::new();
    let checked = if case.join("since.json").exists() {
        site.run(&["check", "--color", "never", "--as-of", crate::support::site::AS_OF, "--since", "since.json"])
    } else {
        run(&site, "check", unprivileged)
    };
    problems.extend(compare(&case.join("expected.txt"), &said(&checked), bless));
    if ["pages", "contains.txt", "absent.txt"].iter().any(|file| case.join(file).exists()) {
        problems.extend(try_build(case, &site, bless));
    }
    problems
}

fn try_build(case: &Path, site: &Site, bless: bool) -> Vec<String> {
    let run = run(site, "build", false);
    if run.code != Some(0) {
        return vec![format!("is not built:\n{}", run.stderr)];
    }
    let built = site.tree();
    let mut problems = Vec::new();
    for path in Tree::of(&case.join("pages")).0.keys() {
        let actual = String::from_utf8_lossy(built.get(path).unwrap_or(b"(no such file)")).into_owned();
        problems.extend(compare(&case.join("pages").join(path), &actual, bless));
    }
    for line in lines(&case.join("contains.txt")) {
        let (path, text) = line.split_once(": ").expect("a line of contains.txt is `path: text`");
        if !holds(built.get(path).unwrap_or_default(), text) {
            problems.push(format!("{path} holds no “{text}”"));
        }
    }
    for text in lines(&case.join("absent.txt")) {
        let places = built.0.iter().filter(|(path, bytes)| path.contains(&text) || holds(bytes, &text));
        problems.extend(places.map(|(path, _)| format!("{path} holds “{text}”")));
    }
    problems
}

/// Makes what version control cannot hold. Returns whether the program must then run without the rights of root.
///
/// `symlink PATH TARGET`, `fifo PATH`, `socket PATH`, `size PATH BYTES` (nothing but holes), `front-matter PATH BYTES`,
/// `unreadable PATH`.
fn make(site: &Site, line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let path = site.path(words[1]);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the case can be written");
    match words[0] {
        "symlink" => symlink(words[2], &path).expect("a link can be made"),
        "fifo" => assert!(Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success())),
        "socket" => drop(UnixListener::bind(&path).expect("a socket can be made")),
        "size" => {
            let file = fs::File::create(&path).expect("the case can be written");
            file.set_len(words[2].parse().expect("a length")).expect("a file of holes can be made");
        }
        "front-matter" => {
            let filling = "x".repeat(words[2].parse().expect("a length"));
            site.write(words[1], format!("---\nextra: {{note: {filling}}}\n---\n"));
        }
        "unreadable" => {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("the case can be written");
            return true;
        }
        other => panic!("make.txt knows no {other}"),
    }
    false
}

/// Runs a command of the program; without root's right to read everything when the case is about that right.
fn run(site: &Site, command: &str, is_unprivileged: bool) -> Run {
    let command = site.command(&[command, "--color", "never", "--as-of", AS_OF]);
    Run::of(&mut if is_unprivileged { unprivileged(&command) } else { command })
}

/// The exit code and what was printed, without what differs from run to run.
fn said(run: &Run) -> String {
    let code = run.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
    without_times(&format!("exit {code}\n{}{}", run.stdout, run.stderr))
}

fn compare(expected: &Path, actual: &str, bless: bool) -> Option<String> {
    let before = read(expected);
    if before == actual {
        return None;
    }
    if bless {
        fs::write(expected, actual).expect("the case can be written");
        return None;
    }
    let mut difference = String::new();
    let (left, right) = (before.into_data(), actual.to_owned().into_data());
    write_diff(&mut difference, &left, &right, None, None, Palette::plain()).expect("a text can be written");
    Some(difference)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn lines(path: &Path) -> Vec<String> {
    read(path).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
