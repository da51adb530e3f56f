//! Commands that answer questions about a project.

use snapbox::assert_data_eq;

use super::snapshot;
use crate::support::site::{Run, Site};

#[test]
fn lists_are_for_people_and_for_programs_and_nothing_to_list_is_no_failure() {
    let site = Site::of_init();
    let list = site.run(&["list", "--kind", "practice", "--as-of", "2026-06-01"]).exits(0);
    assert!(list.stdout.starts_with("ID             KIND      STATE"), "{}", list.stdout);
    assert!(list.stdout.contains("\nread-in-pairs  practice  published"), "{}", list.stdout);
    let json = site.run(&["ls", "--theme", "openness", "--format", "json"]).exits(0).stdout;
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(rows[0]["path"], "content/commitments/answer-every-question.md");
    let drafts = site.run(&["list", "drafts"]).exits(0);
    assert_eq!((drafts.stdout.as_str(), drafts.stderr.as_str()), ("", "note: no entry is a draft\n"));
    let csv = site.run(&["list", "drafts", "--format", "csv", "-q"]).exits(0);
    assert_eq!((csv.stdout.as_str(), csv.stderr.as_str()), ("id,kind,date,title,path\r\n", ""));
    site.run(&["list", "--theme", "opennes"]).exits(2).says("did you mean `openness`?");
    site.run(&["list", "--axis", "sdg"]).exits(2).says("--axis sdg=8.8");
    site.run(&["export", "--output", "a.csv"]).exits(2).says("FORMAT");
    site.write("content/a.md", "---\nkind: page\n---\n");
    site.run(&["list"]).exits(0).says("entries may be missing here");
}

#[test]
fn annotations_name_files_from_the_root_of_the_repository() {
    let site = Site::of_init();
    site.write("docs/site.toml", "title = \"A compact\"\n");
    site.write("docs/content/a.md", "---\nkind: page\n---\n");
    let named = |command: &mut std::process::Command| {
        let said = Run::of(command).exits(1).stderr;
        said.split_once("file=").and_then(|(_, rest)| rest.split_once(',')).map(|(file, _)| file.to_owned())
    };
    let arguments = ["check", "--message-format", "github"];
    let from_above = &mut site.command(&[&arguments[..], &["--root", "docs"]].concat());
    assert_eq!(named(from_above).as_deref(), Some("docs/content/a.md"));
    let from_within = &mut site.command(&arguments);
    from_within.current_dir(site.path("docs")).env("GITHUB_WORKSPACE", site.root());
    assert_eq!(named(from_within).as_deref(), Some("docs/content/a.md"));
    let from_itself = &mut site.command(&arguments);
    assert_eq!(named(from_itself.current_dir(site.path("docs"))).as_deref(), Some("content/a.md"));
    site.write("docs/site.toml", "titel = \"A compact\"\n");
    let settings = site.run(&[&arguments[..], &["--root", "docs"]].concat()).exits(2);
    settings.says("::error file=docs/site.toml,line=1");
}

#[test]
fn explain_tells_where_a_page_comes_from_and_where_an_entry_shows() {
    let site = Site::of_init();
    let entry = site.run(&["explain", "content/practices/read-in-pairs.md"]).exits(0);
    assert_data_eq!(entry.stdout.as_str(), snapshot("explain-entry.txt"));
    let page = site.run(&["explain", "/themes/openness/"]).exits(0);
    assert_data_eq!(page.stdout.as_str(), snapshot("explain-term.txt"));
    let json = site.run(&["explain", "/practices/read-in-pairs", "--format", "json"]).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["page"]["files"][0]["path"], "content/practices/read-in-pairs.md");
    assert_eq!(json["entry"]["id"], "read-in-pairs");
    assert_eq!(site.run(&["explain", "read-in-pairs"]).exits(0).stdout, entry.stdout);
    site.run(&["explain", "home"]).exits(0).says("folio/templates/home.html");
    site.run(&["explain", "read-in-pear"]).exits(2).says("did you mean `read-in-pairs`?");
    let works = site.run(&["explain", "content/sources.yaml"]).exits(0);
    works.says(" work").says("/sources/").says("/commitments/answer-every-question/");
    let themes = site.run(&["explain", "content/vocabulary/themes.yaml"]).exits(0);
    themes.says("of `themes`").says("/themes/openness/").says("/practices/read-in-pairs/");
    site.run(&["explain", "site.toml"]).exits(0).says("the settings").says("/levels/national/");
    site.write(
        "content/figures.yaml",
        "figures:\n  - {id: readers, title: Readers, value: 12, unit: people, year: 2020, source: {cite: readme}}\n",
    );
    site.write("content/a.md", "---\nkind: page\n---\n");
    site.run(&["explain", "a"]).exits(2).says("`a` has errors").says("compendium check");
    site.write("content/a.md", "---\nkind: page\ntitle: A\nsummary: S.\ndate: 2020\n---\n[[figure:readers]] read.\n");
    let figures = site.run(&["explain", "content/figures.yaml"]).exits(0);
    figures.says("1 figure").says("/figures/").says("/a/");
    site.write("strings/en.ftl", "home = Start\n");
    std::fs::create_dir(site.path("elsewhere")).expect("made");
    let from_elsewhere = &mut site.command(&["explain", "site.toml", "--root", ".."]);
    Run::of(from_elsewhere.current_dir(site.path("elsewhere"))).exits(0).says("the settings");
    site.run(&["explain", "strings/en.ftl"]).exits(0).says("in `en`").says("/levels/national/");
    // A template of the theme, which the project has no file of.
    site.run(&["explain", "templates/term.html"]).exits(0).says("folio/templates/term.html").says("/levels/national/");
    site.run(&["explain", "/practices/read-in-pair/"]).exits(2).says("did you mean `/practices/read-in-pairs/`?");
    site.run(&["explain", "https://elsewhere.example/"]).exits(2).says("no address of this site");
    site.run(&["explain", "content/nothing.md"]).exits(2).says("there is no file");
    site.run(&["explain", "README.md"]).exits(2).says("no page is made from README.md");
    let draft = site.read("content/practices/read-in-pairs.md").replace("---\nkind", "---\ndraft: true\nkind");
    site.write("content/practices/read-in-pairs.md", &draft);
    site.run(&["explain", "/practices/read-in-pairs/"]).exits(0).says("not published: it is a draft");
}
