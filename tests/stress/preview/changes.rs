//! What changes is shown, and what breaks is told.

use std::time::Duration;

use crate::support::preview::Preview;
use crate::support::site::{Site, entry};

/// Pages are counted when the new page is out, and nobody waits for that.
const COUNTED: Duration = Duration::from_secs(10);

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
        let errors = &preview.panel("/commitments/a/")["errors"][0];
        errors["file"] == "templates/entry.html" && errors["line"] == 2
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
fn a_picture_that_is_another_makes_its_page_another() {
    let site = Site::new().entry("a", "![A picture](files/p.png)").entry("b", "Text.");
    site.write("content/files/p.png", "one");
    let preview = Preview::of(&site, &[]);
    let of = |path: &str| preview.get(path).text();
    let (with, without) = (of("/commitments/a/"), of("/commitments/b/"));
    assert!(with.contains("data-files=\"{&quot;/files/p.png&quot;:&quot;"), "{with}");
    assert!(!without.contains("data-files"), "{without}");
    site.write("content/files/p.png", "two");
    preview.until("another state of the page", |_| of("/commitments/a/") != with);
    assert_eq!(of("/files/p.png"), "two");
    assert_eq!(of("/commitments/b/"), without);
}

#[test]
fn a_problem_of_a_file_that_comes_or_goes_alone_is_told() {
    let site = Site::new().entry("a", "Text.");
    let preview = Preview::of(&site, &[]);
    let codes = |preview: &Preview| {
        let panel = preview.panel("/commitments/a/");
        let others = panel["others"].as_array().expect("a list").clone();
        others.iter().map(|problem| problem["code"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&preview), [""; 0]);
    site.write("content/stray.txt", "Who reads this?");
    preview.until("the stray file", |preview| codes(preview) == ["unknown-file"]);
    std::os::unix::fs::symlink("a.md", site.path("content/b.md")).expect("linked");
    preview.until("the link", |preview| codes(preview) == ["symbolic-link", "unknown-file"]);
    site.remove("content/stray.txt");
    preview.until("the link alone", |preview| codes(preview) == ["symbolic-link"]);
    site.remove("content/b.md");
    preview.until("no problem", |preview| codes(preview).is_empty());
}

#[test]
fn a_change_is_told_in_one_line_with_what_and_how_many_pages() {
    let site = Site::new().entry("a", "Text.").entry("b", "It rests on [[a]].").entry("c", "On [[a]].");
    let preview = Preview::of(&site, &[]);
    site.edit("content/a.md", "title: The promise a", "title: Another promise\nrelated: [b, c]");
    // The pages of the entry and the two that it now relates to, of its kind, its theme and level, and those that show all.
    preview.within(COUNTED, "the line", |preview| {
        preview.said().iter().any(|line| line.starts_with("a.md  title, 2 relations  "))
    });
    let said = preview.said();
    let parts: Vec<_> = said[0].split("  ").collect();
    assert!(parts[2].ends_with(" pages") && parts[3].ends_with(" ms") && parts.len() == 4, "{said:?}");
    site.edit("content/c.md", "On [[a]].", "On [[a]].\n\nMore text.");
    preview.within(COUNTED, "the next line", |preview| {
        preview.said().iter().any(|line| line.starts_with("c.md  text  1 page  "))
    });
}
