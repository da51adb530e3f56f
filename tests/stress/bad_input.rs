//! A tree of forty bad files among good ones: each is named with its line, quickly and in little memory.

use crate::support::command::unprivileged;
use crate::support::corpus::Corpus;
use crate::support::site::{AS_OF, Run, Site, entry};
use crate::support::trace::traced;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// What is wrong with an entry whose text is given.
const BAD_TEXTS: &[(&str, &str)] = &[
    ("nul", "---\nkind: commitment\n---\nA \0 here.\n"),
    ("override", "---\nkind: page\ntitle: Left \u{202e}thgir\ndate: 2025\n---\n"),
    ("isolate", "---\nkind: page\ntitle: A page\ndate: 2025\n---\nA \u{2066}hidden\u{2069} word.\n"),
    ("toml", "+++\ntitle = \"x\"\n+++\n"),
    ("none", "Only text.\n"),
    ("empty", ""),
    ("unclosed", "---\nkind: page\ntitle: A page\n"),
    ("tab", "---\nkind: page\nperiod:\n\tfrom: 2018\n---\n"),
    ("anchors", "---\nextra:\n  a: &a [x, x]\n  b: [*a, *a]\n---\n"),
    ("tag", "---\nkind: !!python/object page\n---\n"),
    ("twice", "---\nkind: page\nkind: page\ntitle: A page\ndate: 2025\n---\n"),
    ("quote", "---\ntitle: \"A page\n---\n"),
    ("colon", "---\ntitle: One: two: three\n---\n"),
    ("list", "---\n- kind: page\n---\n"),
    ("html", "---\nkind: page\ntitle: A page\ndate: 2025\n---\n<script>alert(1)</script>\n"),
    ("script", "---\nkind: page\ntitle: A page\ndate: 2025\n---\n[x](&#x6A;avascript:alert(1))\n"),
    ("leaving", "---\nkind: page\ntitle: A page\ndate: 2025\n---\n[x](../../../etc/passwd)\n"),
    ("alias", "---\nkind: page\ntitle: A page\ndate: 2025\naliases: [../../x]\n---\n"),
    ("date", "---\nkind: page\ntitle: A page\ndate: 2025-02-30\n---\n"),
    ("year", "---\nkind: page\ntitle: A page\ndate: 99999\n---\n"),
];

/// Writes forty bad files below `content/bad` and returns the ones that have to be named, with the line if there is one.
fn spoil(site: &Site) -> Vec<String> {
    let place = |name: &str| format!("content/bad/{name}.md");
    for (name, text) in BAD_TEXTS {
        site.write(&place(name), text);
    }
    for (name, bytes) in bad_bytes() {
        site.write(&place(name), bytes);
    }
    for (name, text) in bomb_texts() {
        site.write(&place(name), text);
    }
    for name in ["With Spaces", "Capitals", "\u{e9}galit\u{e9}", "e\u{301}galite\u{301}", "under_score"] {
        site.write(&place(name), entry("x", "", "Text."));
    }
    let path = |name: &str| site.path(&place(name));
    symlink("/etc/passwd", path("link-out")).expect("a link can be made");
    symlink("nul.md", path("link-in")).expect("a link can be made");
    symlink("nowhere", path("link-dangling")).expect("a link can be made");
    symlink("..", site.path("content/bad/circle")).expect("a link can be made");
    assert!(Command::new("mkfifo").arg(path("pipe")).status().is_ok_and(|status| status.success()), "mkfifo works");
    drop(UnixListener::bind(path("socket")).expect("a socket can be made"));
    fs::File::create(path("huge")).and_then(|file| file.set_len(1 << 30)).expect("a file of holes can be made");
    let items = fs::read_dir(site.path("content/bad")).expect("the folder can be listed");
    items.map(|item| item.expect("the folder can be listed").file_name().to_string_lossy().into_owned()).collect()
}

fn bad_bytes() -> [(&'static str, Vec<u8>); 3] {
    let text = entry("x", "", "\u{e9}t\u{e9}");
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let utf16 =
        |order: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect();
    [("latin-1", latin), ("utf-16-le", utf16(u16::to_le_bytes)), ("utf-16-be", utf16(u16::to_be_bytes))]
}

/// Small files that a careless reader takes gigabytes or hours for.
fn bomb_texts() -> [(&'static str, String); 6] {
    let page =
        |extra: &str, body: &str| format!("---\nkind: page\ntitle: A page\ndate: 2025\nextra: {extra}\n---\n{body}\n");
    let laugh = |n: usize| format!("  a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 9].join(","));
    let laughs = (1..10).map(laugh).collect::<Vec<_>>().join(
        "
",
    );
    [
        ("laughs", format!("---\nextra:\n  a0: &a0 [x]\n{laughs}\n---\n")),
        ("braces", page(&"{".repeat(40_000), "")),
        ("brackets", page(&"[".repeat(40_000), "")),
        ("quotes", page("x", &format!("{}<i>", "> ".repeat(20_000)))),
        ("emphasis", page("x", &format!("{}<i>", "*a _b ".repeat(10_000)))),
        ("links", page("x", &format!("{}<i>", "[a](".repeat(10_000)))),
    ]
}

#[test]
fn forty_bad_files_are_each_named_in_one_quick_run() {
    let site = Site::of_corpus(Corpus::new(5, 200));
    let bad = spoil(&site);
    assert!(bad.len() >= 40, "only {} bad files", bad.len());

    let log = site.beside("log");
    let mut command = site.command(&["check", "--as-of", AS_OF, "--message-format", "json"]);
    command.stdout(Stdio::null()).stderr(fs::File::create(&log).expect("a log can be written"));
    let start = Instant::now();
    let used = command.spawn().expect("the program starts").wait4().expect("the program ends");
    println!("a check of {} bad files took {:?} and {} MiB", bad.len(), start.elapsed(), used.rusage.maxrss >> 20);
    let said = fs::read_to_string(&log).expect("the log is text");

    assert_eq!(used.status.code(), Some(1), "{said}");
    assert!(used.rusage.maxrss < 256 << 20, "{} MiB", used.rusage.maxrss >> 20);
    let diagnostics: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    for name in &bad {
        let path = format!("content/bad/{name}");
        let found = diagnostics.iter().find(|one| one["file"] == *path && one["severity"] == "error");
        let found = found.unwrap_or_else(|| panic!("nothing names {path}:\n{said}"));
        assert!(found["line"].as_u64().is_some_and(|line| line >= 1), "{found}");
    }
    let accused = diagnostics.iter().filter(|one| one["severity"] == "error");
    let innocent: Vec<_> =
        accused.filter(|one| !one["file"].as_str().is_some_and(|file| file.starts_with("content/bad/"))).collect();
    assert!(innocent.is_empty(), "good files are accused: {innocent:#?}");
}

#[test]
fn bad_input_leaves_the_old_site_as_it_was() {
    let site = Site::of_corpus(Corpus::new(5, 20));
    let _ = site.build().succeeds();
    let before = site.tree();
    spoil(&site);
    let _ = site.build().exits(1);
    site.tree().assert_same(&before, "a build of bad input changed the site");
}

#[test]
fn an_output_path_that_is_too_long_is_told_before_anything_is_written() {
    let site = Site::new().entry("a", "Text.");
    let deep = format!("{}/{}", "x".repeat(200), "y".repeat(300));
    let run = site.build_into(&site.path(&deep));
    assert!(matches!(run.code, Some(2 | 3)), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(!site.path(&"x".repeat(200)).exists(), "a part of the path was made");
}

#[test]
fn a_link_among_the_input_is_never_opened() {
    let site = Site::new().entry("a", "Text.").file("content/files/x.txt", "x");
    symlink("/etc/hostname", site.path("content/files/name.txt")).expect("a link can be made");
    symlink("/etc", site.path("content/etc")).expect("a link can be made");
    symlink("/etc/hostname", site.path("site-of-another.toml")).expect("a link can be made");
    let (run, trace) = traced(&site.command(&["check"]), &["--trace=openat,open,openat2,readlink,readlinkat"]);
    let _ = run.exits(1).says("symbolic-link");
    let opened: Vec<&String> =
        trace.iter().filter(|line| line.contains("hostname") || line.contains("= 3</etc>")).collect();
    assert!(opened.is_empty(), "{opened:#?}");
}

#[test]
fn a_file_that_cannot_be_read_is_one_diagnostic_and_no_panic() {
    let site = Site::new().entry("a", "Text.").entry("b", "Text.");
    fs::set_permissions(site.path("content/b.md"), fs::Permissions::from_mode(0o000)).expect("a mode can be set");
    // Root reads everything, so the right to do that is given up first.
    let mut command = unprivileged(&site.command(&["check", "--color", "never"]));
    let _ = Run::of(&mut command).exits(1).says("unreadable-file").says("content/b.md").says_nothing_of("panicked");
}
