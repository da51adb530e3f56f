//! The exports of a site whose texts mean harm (`tests/sites/open-data/`), read again and held against the catalog.
//!
//! `scripts/test` reads the same site with other programs' parsers (`tests/tools/data.py`).

mod formats;
mod statements;
mod tables;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use compendium::catalog::Catalog;
use compendium::export::catalogue::{ExportIx, Format};
use compendium::export::csv;
use compendium::project::Survey;
use jiff::civil::date;
use serde_json::Value;

use crate::support::site::{Site, package, survey};

/// A built site beside what it was made from.
struct Built {
    site: Site,
    survey: Survey,
}

impl Built {
    fn new() -> Self {
        let site = Site::copy_of(&package().join("tests/sites/open-data"));
        let _ = site.build().succeeds();
        let survey = survey(&site.root(), date(2026, 6, 1));
        Self { site, survey }
    }

    fn catalog(&self) -> &Catalog {
        &self.survey.catalog
    }

    fn text(&self, file: &str) -> String {
        let path = self.site.path("public").join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn bytes(&self, file: &str) -> Vec<u8> {
        let path = self.site.path("public").join(file);
        fs::read(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.text(file)).expect("JSON")
    }

    /// Nodes of JSON-LD by their address.
    fn nodes(&self) -> BTreeMap<String, Value> {
        let graph = self.json("data/site.jsonld")["@graph"].clone();
        let nodes = graph.as_array().expect("a graph").iter();
        nodes.map(|node| (node["@id"].as_str().expect("an address").to_owned(), node.clone())).collect()
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
        if export.format == Format::Sqlite {
            assert!(built.bytes(export.file).starts_with(b"SQLite format 3\0"), "{}", export.file);
            continue;
        }
        let text = built.text(export.file);
        match export.format {
            Format::Csv => {
                let rows = built.table(export.file).rows.len();
                assert_eq!(rows, (export.count)(built.catalog()), "{}", export.file);
            }
            Format::Bibtex
            | Format::Turtle
            | Format::Sqlite
            | Format::Sql
            | Format::Opml
            | Format::Llms
            | Format::Atom
            | Format::Calendar => {
                assert!(!text.is_empty(), "{}", export.file);
            }
            Format::Json | Format::JsonSchema | Format::JsonLd | Format::CslJson => {
                drop(serde_json::from_str::<Value>(&text).expect("JSON"));
            }
        }
    }
}

#[test]
fn pages_of_the_site_and_what_is_not_published_are_in_no_export() {
    let built = Built::new();
    for export in ExportIx::of_site(built.catalog()) {
        let text = String::from_utf8_lossy(&built.bytes(export.file)).into_owned();
        for absent in ["\"about\"", ",about", "\"secret\"", ",secret,", "secret#", "embargoed", "nspoken", "hush"] {
            assert!(!text.contains(absent), "{}: {absent}", export.file);
        }
    }
}

#[test]
fn a_switch_leaves_its_files_out() {
    let site = Site::copy_of(&package().join("tests/sites/open-data"));
    let settings = fs::read_to_string(site.path("site.toml")).expect("settings");
    let _ = site.build().succeeds();
    assert!(site.path("public/explore/words/0.json").is_file());
    assert!(site.page("explore/").contains("data-parts=\"1\""));
    let site = site.file("site.toml", format!("{settings}\n[outputs]\ncsv = false\nsearch = false\n"));
    let _ = site.build().succeeds();
    assert!(!site.path("public/explore/words").exists());
    assert!(site.page("explore/").contains("data-parts=\"0\""));
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
        let lang = page.trim_end_matches("data/");
        for file in ["feed.xml", "calendar.ics"] {
            assert!(html.contains(&format!("href=\"/base/{lang}{file}\"")), "{page}: {file}");
        }
        for name in ["references.bib", "references.json", "index.md", "feed.xml", "calendar.ics"] {
            assert!(html.contains(&format!("<bdi><code>{name}</code></bdi>")), "{page} has no example of {name}");
        }
        for missing in ["export-", "data-file", "data-rows", "-about<"] {
            assert!(!html.contains(&format!(">{missing}")), "{page}: {missing}");
        }
        assert!(html.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""), "{page}");
    }
    assert!(built.site.page("practices/guide/").contains("href=\"/base/data/\""));
}
