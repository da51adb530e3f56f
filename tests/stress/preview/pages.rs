//! What stands where, and what is said beside it.

use super::built;
use crate::support::corpus::Corpus;
use crate::support::preview::Preview;
use crate::support::site::{Site, entry};
use crate::support::tree::Tree;

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
    let link = serde_json::json!({"title": "The promise b", "url": "/commitments/b/", "how": "mentioned by"});
    assert_eq!(panel["linked_from"], serde_json::json!([link]));
    let shown: Vec<_> = panel["shown_on"].as_array().expect("a list").iter().map(|link| &link["url"]).collect();
    assert_eq!(shown, ["/commitments/", "/levels/national/", "/themes/recruitment/", "/sources/report/"]);
    let made: Vec<_> = panel["made_from"].as_array().expect("a list").iter().map(|file| &file["path"]).collect();
    assert_eq!(made, ["content/a.md", "(embedded) folio/templates/entry.html"]);
    assert_eq!(panel["made_from"][1]["edit"], serde_json::Value::Null, "the theme is in the program");
    let edit = panel["edit"].as_str().expect("an address");
    assert!(edit.starts_with("vscode://file/") && edit.ends_with("/content/a.md:1"), "{edit}");
}

#[test]
fn the_panel_tells_what_an_entry_lacks() {
    let site = Site::new().entry("a", "Text.").file("content/a.fr.md", "---\ntitle: A\nfollows: 2024\n---\n");
    site.edit("site.toml", "title", "languages = [\"en\", \"fr\", \"ar\"]\ntitle");
    let preview = Preview::of(&site, &[]);
    let lacks = |preview: &Preview, path: &str| preview.panel(path)["lacks"].to_string();
    let told = lacks(&preview, "/commitments/a/");
    for part in ["it has no `sdg`", "leads to no other entry", "into `fr` is behind", "not translated into `ar`"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(preview.panel("/fr/commitments/a/")["file"], "content/a.fr.md");
    site.edit("content/a.md", "status: active", "status: active\nsdg: 8.8");
    preview.until("the goal", |preview| !lacks(preview, "/commitments/a/").contains("`sdg`"));
}

#[test]
fn the_panel_of_a_term_leads_to_the_line_of_its_vocabulary() {
    let site = Site::new().entry("a", "Text.");
    let panel = Preview::of(&site, &[]).panel("/themes/recruitment/");
    assert_eq!(panel["file"], "content/vocabulary/themes.yaml");
    assert!(panel["edit"].as_str().is_some_and(|edit| edit.ends_with("/content/vocabulary/themes.yaml:5")), "{panel}");
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
