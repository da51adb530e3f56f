//! The preview shows what a build writes, whatever is done to the files.
//!
//! `COMPENDIUM_SEED=17 COMPENDIUM_STEPS=500` tells another and longer story than the usual one.

mod support;

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use support::corpus::Corpus;
use support::preview::Preview;
use support::site::{Site, entry};
use support::story::{EDITS, Story};
use support::tree::Tree;

/// The site of a project, built from nothing.
#[track_caller]
fn built(site: &Site, story: &str) -> Tree {
    let clean = site.beside("clean");
    let _ = fs::remove_dir_all(&clean);
    let run = site.build_into(&clean);
    assert_eq!(run.code, Some(0), "{story}\n{}", run.stderr);
    Tree::of(&clean)
}

/// Two seconds after the last edit the preview equals a clean build.
#[track_caller]
fn assert_same(preview: &Preview, site: &Site, edited: Instant, story: &str) {
    let clean = built(site, story);
    loop {
        let asked = Instant::now();
        let Some(difference) = preview.difference(&clean) else { return };
        assert!(asked - edited < Duration::from_secs(2), "two seconds after quiet: {difference}\n{story}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

#[test]
fn every_page_is_the_one_that_a_build_writes() {
    let site = Site::of_corpus(Corpus::new(5, 40));
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.difference(&built(&site, "")), None);
    assert!(preview.welcome.contains("0 errors"), "{}", preview.welcome);
}

#[test]
fn a_site_below_a_path_is_served_there() {
    let site = Site::new().entry("a", "Text.");
    site.edit("site.toml", "https://compact.example/", "https://compact.example/deep/down/");
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.get("/deep/down/commitments/a/").status, 200);
    assert_eq!(preview.get("/deep/down").status, 308);
    assert_eq!(preview.get("/commitments/a/").status, 404);
}

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

#[test]
fn looking_alone_is_enough() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &["--poll"]);
    site.write("content/a.md", entry("a", "", "Other words."));
    preview.until("the new text", |preview| preview.get("/commitments/a/").text().contains("Other words."));
}

#[test]
fn a_file_that_is_saved_in_two_pieces_shows_no_error() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    let whole = entry("a", "", "The second version.");
    for cut in [0, 20, 60] {
        site.write("content/a.md", &whole[..cut]);
        std::thread::sleep(Duration::from_millis(30));
        let panel = preview.panel("/commitments/a/");
        assert_eq!(panel["errors"], serde_json::json!([]), "cut at {cut}");
        site.write("content/a.md", &whole);
        preview.until("the second version", |preview| preview.get("/commitments/a/").text().contains("second version"));
        site.write("content/a.md", entry("a", "", "The first version."));
        preview.until("the first version", |preview| preview.get("/commitments/a/").text().contains("first version"));
    }
}

#[test]
fn an_error_is_told_at_its_line_and_the_last_good_page_stays() {
    let site = Site::new().entry("a", "The good words.").entry("b", "On [[a]].");
    let preview = Preview::of(&site, &[]);
    let good = site.read("content/a.md");
    site.write("content/a.md", good.replace("status: active", "status: nonsense"));
    preview.until("the error", |preview| preview.panel("/commitments/a/")["errors"][0]["code"] == "bad-value");
    let panel = preview.panel("/commitments/a/");
    assert_eq!((&panel["errors"][0]["line"], &panel["file"]), (&7.into(), &"content/a.md".into()));
    assert!(panel["errors"][0]["excerpt"].as_str().is_some_and(|lines| lines.contains("nonsense")), "{panel}");
    assert_eq!(preview.panel("/commitments/b/")["others"][0]["file"], "content/a.md");
    assert!(preview.get("/commitments/a/").text().contains("The good words."));
    site.write("content/a.md", good);
    preview.until("no error", |preview| preview.panel("/commitments/a/")["errors"] == serde_json::json!([]));
}

#[test]
fn a_template_that_breaks_is_told_and_the_last_good_one_stays() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    let before = preview.get("/commitments/a/").body;
    site.write("templates/entry.html", "{% extends \"base.html\" %}\n{% block main %}{{ oh no }}{% endblock main %}");
    preview.until("the error", |preview| {
        let others = &preview.panel("/commitments/a/")["others"][0];
        others["file"] == "templates/entry.html" && others["line"] == 2
    });
    assert_eq!(preview.get("/commitments/a/").body, before);
    site.write("templates/entry.html", "{% extends \"base.html\" %}{% block main %}<h1>Mine</h1>{% endblock main %}");
    preview.until("the template", |preview| preview.get("/commitments/a/").text().contains("<h1>Mine</h1>"));
}

#[test]
fn settings_that_break_are_told_and_the_last_good_ones_stay() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    let good = site.read("site.toml");
    site.write("site.toml", good.replace("title", "titel"));
    preview.until("the error", |preview| preview.panel("/")["others"][0]["file"] == "site.toml");
    assert_eq!(preview.get("/").status, 200);
    site.write("site.toml", good.replace("A compact", "Another compact"));
    preview.until("the new title", |preview| preview.get("/").text().contains("Another compact"));
}

#[test]
fn a_draft_is_shown_on_request_alone() {
    let site = Site::new().entry("a", "Text.");
    site.write("content/secret.md", entry("secret", "draft: true\n", "Not yet."));
    let preview = Preview::of(&site, &[]);
    let answer = preview.get("/commitments/secret/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("--drafts"), "{}", answer.text());
    assert!(!answer.text().contains("Not yet."));
    let preview = Preview::of(&site, &["--drafts"]);
    assert!(preview.get("/commitments/secret/").text().contains("Not yet."));
}

#[test]
fn a_missing_page_names_near_ones() {
    let site = Site::new().entry("fair-recruitment", "Text.");
    let answer = Preview::of(&site, &[]).get("/commitments/fair-recrutment/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("/commitments/fair-recruitment/"), "{}", answer.text());
}

#[test]
fn the_panel_tells_what_links_here_and_where_it_is_shown() {
    let site = Site::new().entry("a", "Text.").entry("b", "It rests on [[a]].");
    let panel = Preview::of(&site, &[]).panel("/commitments/a/");
    assert_eq!(panel["linked_from"], serde_json::json!([{"title": "The promise b", "url": "/commitments/b/"}]));
    let shown: Vec<_> = panel["shown_on"].as_array().expect("a list").iter().map(|link| &link["url"]).collect();
    assert_eq!(shown, ["/levels/national/", "/themes/recruitment/"]);
    let edit = panel["edit"].as_str().expect("an address");
    assert!(edit.starts_with("vscode://file/") && edit.ends_with("/content/a.md:1"), "{edit}");
}

#[test]
fn the_address_of_the_editor_is_the_projects_choice() {
    let site = Site::new().entry("a", "Text.");
    let settings = format!("{}editor = \"emacs://open?file={{path}}&line={{line}}\"\n", site.read("site.toml"));
    site.write("site.toml", settings);
    let panel = Preview::of(&site, &[]).panel("/commitments/a/");
    assert!(panel["edit"].as_str().is_some_and(|edit| edit.starts_with("emacs://open?file=/")), "{panel}");
}

#[test]
fn ctrl_c_ends_it_and_leaves_nothing_behind() {
    let site = Site::new().entry("a", "Text.");
    let before = Tree::of(&site.root());
    let preview = Preview::of(&site, &[]);
    assert_eq!(preview.get("/").status, 200);
    assert_eq!(preview.interrupt(), Some(0));
    before.assert_same(&Tree::of(&site.root()), "the preview wrote into the project");
}

#[test]
fn no_page_names_a_path_of_the_disk() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    let root = site.root().to_string_lossy().into_owned();
    for path in ["/", "/commitments/a/", "/nowhere/", "/_compendium/preview.js"] {
        assert!(!preview.get(path).text().contains(&root), "{path}");
    }
}
