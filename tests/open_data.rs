//! The exports of a site whose texts mean harm (`tests/sites/open-data/`), read again and held against the catalog.
//!
//! `scripts/test` reads the same site with other programs' parsers (`tests/tools/data.py`).

mod support;

use std::collections::BTreeSet;
use std::fs;

use compendium::catalog::{AsOf, Catalog, Shown};
use compendium::export::catalogue::{ExportIx, Format};
use compendium::export::{csv, names};
use compendium::project::{Options, Project, Survey};
use serde_json::Value;
use support::site::{Site, package};

/// A built site beside what it was made from.
struct Built {
    site: Site,
    survey: Survey,
}

impl Built {
    fn new() -> Self {
        let site = Site::copy_of(&package().join("tests/sites/open-data"));
        let _ = site.build().succeeds();
        let options = Options {
            root: site.root(),
            as_of: AsOf::day(jiff::civil::date(2026, 6, 1)),
            shown: Shown::default(),
            output: None,
            base_url: None,
            strict: false,
        };
        let survey = Project::open(options).expect("settings").survey();
        Self { site, survey }
    }

    fn catalog(&self) -> &Catalog {
        &self.survey.catalog
    }

    fn text(&self, file: &str) -> String {
        let path = self.site.path("public").join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(file)).expect("JSON")
    }

    fn table(&self, file: &str) -> Rows {
        let text = self.text(file);
        let text = text.strip_prefix(csv::BYTE_ORDER_MARK).expect("a mark by which Excel knows UTF-8");
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let names = reader.headers().expect("names").iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        Rows { names, rows: rows.collect() }
    }
}

struct Rows {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// The cells of some columns, as they were before they were made safe.
    fn columns<const N: usize>(&self, columns: [&str; N]) -> BTreeSet<[String; N]> {
        let at = columns.map(|name| self.names.iter().position(|known| known == name).expect("a column"));
        self.rows.iter().map(|row| at.map(|at| unguarded(&row[at]))).collect()
    }
}

fn unguarded(cell: &str) -> String {
    let without = cell.strip_prefix('\'').filter(|text| csv::guarded(text) != *text);
    without.unwrap_or(cell).to_owned()
}

#[test]
fn every_export_has_what_it_says_and_where_it_says_it() {
    let built = Built::new();
    for export in ExportIx::of_site(built.catalog()) {
        let text = built.text(export.file);
        match export.format {
            Format::Csv => {
                let rows = built.table(export.file).rows.len();
                assert_eq!(rows, (export.count)(built.catalog()), "{}", export.file);
            }
            Format::Bibtex | Format::Turtle => assert!(!text.is_empty(), "{}", export.file),
            Format::Json | Format::JsonSchema | Format::JsonLd | Format::CslJson => {
                drop(serde_json::from_str::<Value>(&text).expect("JSON"));
            }
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    let built = Built::new();
    let mut guarded = 0;
    for export in ExportIx::of_site(built.catalog()).filter(|export| export.format == Format::Csv) {
        for cell in built.table(export.file).rows.concat() {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || csv::guarded(&cell) == cell || cell.starts_with('\''), "{}: {cell}", export.file);
            guarded += usize::from(unguarded(&cell) != cell);
        }
    }
    assert!(guarded > 25, "only {guarded} cells would have been formulas: the site has lost its teeth");
}

#[test]
fn texts_come_back_as_they_were_written() {
    let built = Built::new();
    let catalog = built.catalog();
    let entries = built.table("data/entries.csv").columns(["id", "title", "summary"]);
    let written = catalog.iter().filter(|(_, entry)| names::is_listed(entry)).map(|(_, entry)| {
        let summary = entry.common.summary.as_ref().map_or("", |summary| &summary.value);
        [entry.id.to_string(), entry.common.title.value.clone(), summary.to_owned()]
    });
    assert_eq!(entries, written.collect());
    let results = built.table("data/results.csv").columns(["measure", "value", "by"]);
    let women = ["@Women \"placed\"", "-12.5", r#"{"=key":"=value, \"x\"","age":"0-17","sex":"female"}"#];
    assert!(results.contains(&women.map(str::to_owned)), "{results:?}");
    let reviews = built.table("data/reviews.csv").columns(["forum", "note", "source_cite", "source_paras"]);
    assert!(
        reviews.contains(&["review-forum", "＝full width\nand a second line", "report", "1, 3"].map(str::to_owned))
    );
    let translations = built.table("data/translations.csv").columns(["entry", "lang", "title"]);
    assert!(translations.contains(&["promise", "ar", "=تعهد، \"مهم\" 🕊️"].map(str::to_owned)));
}

#[test]
fn relations_and_terms_are_the_same_in_every_format() {
    let built = Built::new();
    let catalog = built.catalog();
    let linked: BTreeSet<[String; 3]> = names::listed(catalog)
        .flat_map(|ix| {
            let id = catalog[ix].id.to_string();
            names::relations(catalog, ix)
                .map(move |(name, other)| [id.clone(), name.to_owned(), catalog[other].id.to_string()])
        })
        .collect();
    assert_eq!(linked.len(), 12, "{linked:?}");
    assert_eq!(built.table("data/relations.csv").columns(["entry", "relation", "other"]), linked);
    let json = built.json("data/entries.json");
    let lists = json["entries"].as_array().expect("entries").iter().flat_map(|entry| {
        let of = move |name: &'static str| entry[name].as_array().into_iter().flatten().map(move |other| (name, other));
        let text = |value: &Value| value.as_str().expect("an id").to_owned();
        names::relation_names()
            .flat_map(of)
            .map(move |(name, other)| [text(&entry["id"]), name.to_owned(), text(other)])
    });
    assert_eq!(lists.collect::<BTreeSet<_>>(), linked);
    // A name that was typed in another way is the preferred one everywhere.
    let terms = built.table("data/entry-terms.csv").columns(["entry", "field", "term"]);
    assert!(terms.contains(&["promise", "themes", "recruitment"].map(str::to_owned)), "{terms:?}");
    let promise = json["entries"].as_array().expect("entries").iter().find(|entry| entry["id"] == "promise");
    assert_eq!(promise.expect("an entry")["themes"], serde_json::json!(["recruitment", "work"]));
}

/// Nodes of JSON-LD by their address.
fn nodes(built: &Built) -> std::collections::BTreeMap<String, Value> {
    let graph = built.json("data/site.jsonld")["@graph"].clone();
    let nodes = graph.as_array().expect("a graph").iter();
    nodes.map(|node| (node["@id"].as_str().expect("an address").to_owned(), node.clone())).collect()
}

#[test]
fn statements_are_those_of_the_catalog_in_both_forms() {
    let built = Built::new();
    let nodes = nodes(&built);
    let promise = &nodes["commitments/promise/"];
    assert_eq!(promise["@type"][0], "cm:Commitment");
    let titles = [
        serde_json::json!({"@value": "=HYPERLINK(\"https://harm.example\",\"a, b\") 🧨", "@language": "en"}),
        serde_json::json!({"@value": "=تعهد، \"مهم\" 🕊️", "@language": "ar"}),
    ];
    assert_eq!(promise["schema:name"], serde_json::json!(titles));
    assert_eq!(promise["cm:has_implementation"], serde_json::json!([{"@id": "practices/guide/"}]));
    assert_eq!(promise["dct:hasPart"], serde_json::json!([{"@id": "practices/second-guide/"}]));
    let matched = |path: &str| nodes[path]["skos:exactMatch"][0]["@id"].as_str().expect("a match").to_owned();
    assert_eq!(matched("sdg/8.8/"), "http://metadata.un.org/sdg/8.8");
    assert_eq!(matched("countries/PHL/"), "http://publications.europa.eu/resource/authority/country/PHL");
    assert_eq!(nodes["countries/PHL/"]["skos:broadMatch"], serde_json::json!([{"@id": "regions/035/"}]));
    assert_eq!(nodes["agreements/treaty/#data-parties-1"]["cm:note"][0]["@value"], "=With, a \"note\"");
    assert_eq!(nodes["agreements/treaty/"]["eli:first_date_entry_in_force"][0]["@type"], "xsd:date");
    let turtle = built.text("data/site.ttl");
    assert!(turtle.starts_with("@base <https://compact.example/base/> .\n"), "{}", &turtle[..200]);
    for text in [r#""=HYPERLINK(\"https://harm.example\",\"a, b\") 🧨"@en"#, r"＝full width\nand a second line"] {
        assert!(turtle.contains(text), "{text}");
    }
    // Each thing has one place in each.
    assert_eq!(turtle.matches("\n<").count(), nodes.len());
}

#[test]
fn a_site_that_knows_no_address_makes_no_statements_about_addresses() {
    let site = Site::new().entry("a", "Text.").file("site.toml", "title = \"A compact\"\n");
    let _ = site.build().succeeds();
    let data = site.path("public/data");
    assert!(data.join("entries.csv").is_file() && !data.join("site.ttl").exists());
}

#[test]
fn a_field_and_a_relation_of_one_word_do_not_overwrite_each_other() {
    let json = Built::new().json("practices/second-guide/index.json");
    assert_eq!(json["implemented_by"], serde_json::json!(["ministry"]));
    assert_eq!(json["has_implementation"], serde_json::json!(["nurses"]));
}

#[test]
fn pages_of_the_site_and_what_is_not_published_are_in_no_export() {
    let built = Built::new();
    for export in ExportIx::of_site(built.catalog()) {
        let text = built.text(export.file);
        for absent in ["\"about\"", ",about", "\"secret\"", ",secret,", "secret#", "embargoed", "nspoken", "hush"] {
            assert!(!text.contains(absent), "{}: {absent}", export.file);
        }
    }
}

#[test]
fn a_switch_leaves_its_files_out() {
    let site = Site::copy_of(&package().join("tests/sites/open-data"));
    let settings = fs::read_to_string(site.path("site.toml")).expect("settings");
    let site = site.file("site.toml", format!("{settings}\n[outputs]\ncsv = false\n"));
    let _ = site.build().succeeds();
    let data = site.path("public/data");
    assert!(data.join("entries.json").is_file());
    assert!(!data.join("entries.csv").exists() && !data.join("datapackage.json").exists());
}

#[test]
fn the_page_of_data_leads_to_every_export_in_every_language() {
    let built = Built::new();
    for page in ["data/", "ar/data/"] {
        let html = built.site.page(page);
        for export in ExportIx::of_site(built.catalog()) {
            assert!(html.contains(&format!("href=\"/base/{}\"", export.file)), "{page}: {}", export.file);
        }
        for missing in ["export-", "data-file", "data-rows", "-about<"] {
            assert!(!html.contains(&format!(">{missing}")), "{page}: {missing}");
        }
        assert!(html.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""), "{page}");
    }
    assert!(built.site.page("practices/guide/").contains("href=\"/base/data/\""));
}
