//! `query` and `export`: answers and files without a site.

use crate::support::site::{AS_OF, Site, package};
use serde_json::Value;

fn site() -> Site {
    Site::copy_of(&package().join("tests/sites/open-data"))
}

fn run(site: &Site, arguments: &[&str]) -> crate::support::site::Run {
    site.run(&[&["--color", "never", "--as-of", AS_OF], arguments].concat())
}

#[test]
fn an_answer_has_the_form_that_is_asked_for() {
    let site = site();
    let query = "kind=practice status=completed";
    assert_eq!(run(&site, &["query", query, "--format", "ids"]).succeeds().stdout, "guide\n");
    let table = run(&site, &["query", query]).succeeds().stdout;
    assert!(
        table.starts_with("ID     KIND      STATUS     TITLE\nguide  practice  completed  -2+3, \"a guide\""),
        "{table}"
    );
    let json: Value = serde_json::from_str(&run(&site, &["q", query, "-f", "json"]).succeeds().stdout).expect("JSON");
    assert_eq!(json[0]["implements"], serde_json::json!(["promise"]));
    let csv = run(&site, &["query", query, "--format", "csv", "--fields", "id,title,offers.meets"]).succeeds().stdout;
    assert_eq!(
        csv,
        "id,title,offers.meets\r\nguide,\"'-2+3, \"\"a guide\"\" \\ 'and' more\",promise#funds; promise#funds\r\n"
    );
    let rows = run(&site, &["query", query, "--format", "csv"]).succeeds().stdout;
    assert!(rows.starts_with("id,url,kind,title,") && rows.lines().count() == 2, "{rows}");
    let none = run(&site, &["query", "kind=agreement overdue", "--format", "json"]).succeeds();
    assert_eq!(serde_json::from_str::<Value>(&none.stdout).expect("JSON"), serde_json::json!([]));
}

#[test]
fn a_slip_is_pointed_at() {
    let wrong = run(&site(), &["query", "kind=practice level=natonal"]);
    assert_eq!(wrong.code, Some(2));
    let expected = "error: `natonal` is no value of `level`\n  kind=practice level=natonal\n                      ^^^^^^^\n\
                    help: did you mean `national`?\n";
    assert_eq!(wrong.stderr, expected);
}

#[test]
fn an_export_is_the_file_of_the_site() {
    let site = site();
    let _ = site.build().succeeds();
    for file in ["data/entries.csv", "data/entries.json", "data/datapackage.json", "feed.xml"] {
        let name = file.trim_start_matches("data/");
        assert_eq!(run(&site, &["export", name]).succeeds().stdout, site.read(&format!("public/{file}")), "{file}");
    }
    let by_format = run(&site, &["export", "csv"]).succeeds().stdout;
    assert_eq!(by_format, site.read("public/data/entries.csv"));
    let own = run(&site, &["export", "practices/guide/index.json"]).succeeds().stdout;
    assert_eq!(own, site.read("public/practices/guide/index.json"));
    let output = site.beside("out.json");
    let place = output.to_str().expect("a plain name");
    for _ in 0..2 {
        assert_eq!(run(&site, &["export", "entries.json", "--output", place]).succeeds().stdout, "");
        assert_eq!(std::fs::read_to_string(&output).expect("written"), site.read("public/data/entries.json"));
    }
}

#[test]
fn an_export_that_cannot_be_is_refused_with_nothing_touched() {
    let site = site();
    let before = site.read("content/guide.md");
    for place in ["content/guide.md", "content", "site.toml", "nowhere/out.csv", "."] {
        let refused = run(&site, &["export", "entries.csv", "--output", place]);
        assert_eq!(refused.code, Some(2), "{place}: {}", refused.stderr);
    }
    assert_eq!(site.read("content/guide.md"), before);
    let _ = site.build().succeeds();
    let page = site.read("public/index.html");
    for place in ["public/index.html", "public/data/entries.csv", "public/new.csv"] {
        let refused = run(&site, &["export", "entries.csv", "--output", place]);
        assert!(
            refused.code == Some(2) && refused.stderr.contains("site that was built"),
            "{place}: {}",
            refused.stderr
        );
    }
    assert_eq!(site.read("public/index.html"), page);
    let unknown = run(&site, &["export", "entires.csv"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("did you mean `entries.csv`?"), "{}", unknown.stderr);
    site.edit("content/guide.md", "level: subnational", "level: nowhere");
    let broken = run(&site, &["export", "entries.csv"]);
    assert_eq!((broken.code, broken.stdout.as_str()), (Some(1), ""));
    assert!(broken.stderr.contains("nothing is exported: 1 error"), "{}", broken.stderr);
}
