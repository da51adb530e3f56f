//! The exports of a site whose texts mean harm (`tests/sites/open-data/`), read again and held against the catalog.
//!
//! `scripts/test` reads the same site with other programs' parsers (`tests/tools/data.py`).

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use crate::support::site::{Site, package};
use compendium::catalog::{AsOf, Catalog, Shown};
use compendium::export::catalogue::{ExportIx, Format};
use compendium::export::table::{self, Cell};
use compendium::export::{csv, names, rdf};
use compendium::media;
use compendium::project::{Options, Project, Survey};
use compendium::render::Renderer;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

/// A built site beside what it was made from.
struct Built {
    site: Site,
    survey: Survey,
}

fn options(site: &Site) -> Options {
    Options {
        root: site.root(),
        as_of: AsOf::day(jiff::civil::date(2026, 6, 1)),
        shown: Shown::default(),
        output: None,
        base_url: None,
        strict: false,
    }
}

impl Built {
    fn new() -> Self {
        let site = Site::copy_of(&package().join("tests/sites/open-data"));
        let _ = site.build().succeeds();
        let survey = Project::open(options(&site)).expect("settings").survey();
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

    fn database(&self) -> Connection {
        let path = self.site.path("public/data/site.sqlite");
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database")
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
fn a_file_has_one_media_type_whoever_serves_and_describes_it() {
    let site = Site::copy_of(&package().join("tests/sites/open-data"));
    let settings = fs::read_to_string(site.path("site.toml")).expect("settings");
    let outputs = "term-feeds = true\nterm-calendars = true\nentry-json = true\nmarkdown = true\nllms = true\n";
    let site = site
        .file("site.toml", format!("{settings}\n[outputs]\n{outputs}"))
        .file("static/data.csv", "a\n1\n")
        .file("static/schema.xml", "<a/>")
        .file("static/.well-known/matrix/server", "{}");
    let survey = Project::open(options(&site)).expect("settings").survey();
    let (catalog, theme, routes) = (Arc::new(survey.catalog), Arc::new(survey.theme), Arc::new(survey.routes));
    let renderer = Renderer::new(Arc::clone(&catalog), theme, Arc::clone(&routes), Arc::new(|_| Ok(Vec::new())));
    let renderer = renderer.expect("a theme without errors");
    let resources = rdf::dataset::resources(&catalog);
    let described = |address: &str| {
        let file =
            resources.iter().find(|resource| matches!(&resource.iri, rdf::Iri::Here(path) if path == address))?;
        let said = file.properties.iter().find(|(word, _)| word == "dcat:mediaType")?;
        let rdf::Object::Thing(rdf::Iri::There(iri)) = &said.1[0] else { panic!("an address") };
        iri.strip_prefix("https://www.iana.org/assignments/media-types/").map(str::to_owned)
    };
    let mut found = BTreeSet::new();
    for (route, address) in routes.list.iter().zip(&routes.addresses) {
        let served = renderer.render(*route).unwrap_or_else(|problem| panic!("{address}: {problem:?}")).media_type;
        let is_folder = address.is_empty() || address.ends_with('/');
        let path = if is_folder { format!("{address}index.html") } else { address.clone() };
        assert_eq!(served, media::of(&path), "{path}");
        let plain = served.split(';').next().unwrap_or_default();
        assert!(described(address).is_none_or(|described| described == plain), "{path}");
        found.insert(plain);
    }
    for kind in ["application/schema+json", "application/atom+xml", "text/markdown", "text/csv", "text/calendar"] {
        assert!(found.contains(kind), "{found:?}");
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

/// The rows of a question as texts, nothing as an empty one.
fn asked(database: &Connection, question: &str) -> Vec<Vec<String>> {
    let mut statement = database.prepare(question).expect("a question");
    let width = statement.column_count();
    let cell = |row: &rusqlite::Row<'_>, at: usize| match row.get_ref(at)? {
        rusqlite::types::ValueRef::Null => Ok(String::new()),
        rusqlite::types::ValueRef::Integer(number) => Ok(number.to_string()),
        rusqlite::types::ValueRef::Real(number) => Ok(number.to_string()),
        value => Ok(value.as_str()?.to_owned()),
    };
    let rows = statement.query_map([], |row| (0..width).map(|at| cell(row, at)).collect::<rusqlite::Result<_>>());
    rows.expect("an answer").map(|row| row.expect("a row")).collect()
}

#[test]
fn the_database_holds_every_table_cell_by_cell() {
    let built = Built::new();
    let database = built.database();
    assert_eq!(asked(&database, "PRAGMA integrity_check"), [["ok"]]);
    assert_eq!(asked(&database, "PRAGMA foreign_key_check"), Vec::<Vec<String>>::new());
    for table in table::all(built.catalog()) {
        let found = table::named(built.catalog(), table.name).map(|found| (found.name, found.columns));
        assert_eq!(found.as_ref(), Some(&(table.name, table.columns.clone())), "found by its name");
        let name = table.name.replace('-', "_");
        let columns: Vec<_> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let mut held = asked(&database, &format!("SELECT {} FROM \"{name}\"", columns.join(", ")));
        held.sort();
        let mut expected = Vec::new();
        table.each_row(built.catalog(), |row| {
            let cells = row.iter().map(|cell| match cell {
                Cell::Nothing => String::new(),
                Cell::Text(text) => text.clone(),
                Cell::Number(number) => number.to_string(),
            });
            expected.push(cells.collect::<Vec<_>>());
        });
        expected.sort();
        assert_eq!(held, expected, "{name}");
        let said = asked(&database, &format!("SELECT sql FROM sqlite_schema WHERE name = '{name}'"));
        assert!(said[0][0].contains(&format!("-- {}", table.doc)), "{name} says what it is: {}", said[0][0]);
    }
}

#[test]
fn texts_are_found_in_every_language() {
    let built = Built::new();
    let database = built.database();
    let found = |lang: &str, words: &str| {
        let question = format!(
            "SELECT texts.entry FROM search_{lang} JOIN texts ON texts.id = search_{lang}.rowid \
             WHERE search_{lang} MATCH '{words}' ORDER BY texts.entry"
        );
        asked(&database, &question).concat()
    };
    // Words are found by their stem in English, by what stands in a body, and by the title of what is referred to.
    assert_eq!(found("en", "training"), ["nurses"]);
    assert_eq!(found("en", "bold AND figure"), ["promise"]);
    assert_eq!(found("en", "body : guide"), ["promise", "second-guide"]);
    assert_eq!(found("ar", "عربي"), ["promise"]);
    assert_eq!(found("ar", "bold"), Vec::<String>::new());
    for hidden in ["unspoken", "secret", "hush"] {
        assert_eq!(found("en", hidden), Vec::<String>::new(), "{hidden}");
    }
    let texts = asked(&database, "SELECT entry, lang FROM texts ORDER BY 1, 2");
    assert_eq!(texts.iter().filter(|row| row[0] == "promise").count(), 2);
    assert_eq!(texts.len(), names::listed(built.catalog()).count() + 1);
}

#[test]
fn the_database_has_the_same_bytes_wherever_and_however_it_is_made() {
    let built = Built::new();
    let file = built.bytes("data/site.sqlite");
    let site = &built.site;
    let one = ["--color", "never", "--as-of", crate::support::site::AS_OF];
    let mut export = site.command(&[&one[..], &["export", "sqlite"]].concat());
    let printed = export.env("RAYON_NUM_THREADS", "1").output().expect("the program runs");
    assert!(printed.stdout == file, "printed, it is another one: {}", String::from_utf8_lossy(&printed.stderr));
    let place = site.beside("out.sqlite");
    let _ = site
        .run(&[&one[..], &["export", "site.sqlite", "--output", place.to_str().expect("a name")]].concat())
        .succeeds();
    assert!(fs::read(place).expect("written") == file, "written, it is another one");
}

#[test]
fn entries_are_markdown_with_links_that_lead_somewhere() {
    let built = Built::new();
    let text = built.text("commitments/promise/index.md");
    let expected = [
        "# =HYPERLINK(\"https://harm.example\",\"a, b\") 🧨\n\n",
        "- **First published**: 2018-12-10\n",
        "](https://compact.example/base/themes/work/)",
        "  - **Key**: law; ",
        "See [-2+3, \"a guide\" \\\\ 'and' more](https://compact.example/base/practices/guide/index.md) and \
         [this page](https://compact.example/base/about/index.md), ([=Report, \"the\" report]\
         (https://compact.example/base/sources/report/), para. 2).\n",
        "A [link](https://link.example/?a=1&b=2) and a figure: [258 million people]\
         (https://compact.example/base/figures/#migrants). A term: [Cities](https://compact.example/base/themes/cities/).",
    ];
    for part in expected {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    let arabic = built.text("ar/commitments/promise/index.md");
    assert!(arabic.contains("نص عربي مع [") && arabic.contains("/base/ar/commitments/promise/>"), "{arabic}");
    assert!(!built.site.path("public/ar/practices/guide/index.md").exists());
    // What leads to a draft has lost its link, and does not name it.
    let mentions = built.text("practices/second-guide/index.md");
    assert!(!mentions.contains("secret") && mentions.contains("[=HYPERLINK"), "{mentions}");
    assert!(built.site.page("commitments/promise/").contains("href=\"/base/commitments/promise/index.md\""));
}

#[test]
fn models_and_feed_readers_find_their_way() {
    let built = Built::new();
    let llms = built.text("llms.txt");
    assert!(llms.starts_with("# A compact, \"as data\"\n\n> What a spreadsheet, "), "{llms}");
    let sections: Vec<_> = llms.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        sections,
        ["## Commitments", "## Practices", "## Skills partnerships", "## Agreements", "## Open data", "## Optional"]
    );
    for ix in names::listed(built.catalog()) {
        let page = names::url(built.catalog(), compendium::route::Page::Entry(ix));
        assert!(llms.contains(&format!("]({page}index.md)")), "{page}");
    }
    let opml = built.text("feeds.opml");
    assert!(opml.contains("xmlUrl=\"https://compact.example/base/ar/feed.xml\""), "{opml}");
    for ix in ExportIx::all().filter(|export| export.file == "feeds.opml") {
        assert_eq!(opml.matches("xmlUrl=").count(), (ix.count)(built.catalog()));
    }
    for address in opml.split("xmlUrl=\"https://compact.example/base/").skip(1) {
        let file = address.split('"').next().expect("an end");
        assert!(built.site.path("public").join(file).is_file(), "{file}");
    }
}

#[test]
fn feeds_have_the_whole_text_on_request() {
    let site = Site::copy_of(&package().join("tests/sites/open-data"));
    let settings = fs::read_to_string(site.path("site.toml")).expect("settings");
    let _ = site.build().succeeds();
    let short = site.read("public/feed.xml");
    assert!(!short.contains("<content"), "{short}");
    let site = site.file("site.toml", settings.replacen("[check]", "full_text_feeds = true\n[check]", 1));
    let _ = site.build().succeeds();
    let whole = site.read("public/feed.xml");
    assert_eq!(whole.matches("<content type=\"html\"").count(), whole.matches("<entry>").count());
    assert!(whole.contains("&lt;a href=&quot;https://compact.example/base/practices/guide/&quot;"), "{whole}");
    assert!(!whole.contains("href=&quot;/") && !whole.contains("href=&quot;#"), "{whole}");
}

#[test]
fn statements_use_the_words_of_others_for_what_these_are_for() {
    let built = Built::new();
    let nodes = nodes(&built);
    let is = |path: &str, class: &str| nodes[path]["@type"].as_array().expect("classes").iter().any(|one| one == class);
    let treaty = is("agreements/treaty/", "eli:LegalResource");
    assert!(treaty && is("sources/report/", "cm:Work") && is("figures/#migrants", "cm:Figure"));
    let same = nodes["regions/035/"]["skos:exactMatch"].to_string();
    assert!(same.contains("http://data.un.org/codes/sdg/geoArea/035"), "{same}");
    let dataset = &nodes["data/"];
    let languages = dataset["dct:language"].to_string();
    assert!(languages.contains("http://id.loc.gov/vocabulary/iso639-1/ar"), "{languages}");
    for file in ["feed.xml", "ar/feed.xml", "calendar.ics", "ar/calendar.ics"] {
        assert!(dataset["dcat:distribution"].to_string().contains(&format!("\"{file}\"")), "{dataset}");
        assert_eq!(nodes[file]["dcat:accessURL"], nodes[file]["dcat:downloadURL"], "{file}");
    }
    let words = built.text("data/ontology.ttl");
    for (word, said) in [
        ("milestones", "rdfs:domain schema:CreativeWork ;\n  rdfs:range cm:Milestone"),
        ("parties", "rdfs:domain cm:Agreement ;\n  rdfs:range cm:Party"),
        ("implements", "rdfs:domain schema:CreativeWork ;\n  rdfs:range schema:CreativeWork"),
    ] {
        let about = words.split("\n\n").find(|about| about.starts_with(&format!("<data/ontology.ttl#{word}>")));
        assert!(about.is_some_and(|about| about.contains(said)), "{word}: {about:?}");
    }
}

#[test]
fn a_work_has_all_that_is_known_of_it_in_every_format() {
    let built = Built::new();
    let works = built.table("data/works.csv");
    let report = works.columns(["id", "place", "abstract"]);
    let expected = ["report", "New York", "What the report says; in short."].map(str::to_owned);
    assert!(report.contains(&expected), "{report:?}");
    let authors: BTreeSet<_> = works.columns(["id", "authors"]);
    assert!(
        authors.contains(&["report".to_owned(), "An Organisation; Ana Núñez; Body;with sign".to_owned()]),
        "{authors:?}"
    );
    let nodes = nodes(&built);
    let said = &nodes["sources/report/"];
    assert!(said["cm:place"].to_string().contains("New York"), "{said}");
    assert!(said["schema:abstract"].to_string().contains("in short"), "{said}");
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

/// The table of `docs/content/formats.md`: fields that a format lacks, with the reason.
fn excused() -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(package().join("docs/content/formats.md")).expect("the manual has it");
    let (_, table) = text.split_once("| field | not in | why |\n|---|---|---|\n").expect("a table");
    let row = |line: &str| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [field, format, why] = cells[..] else { panic!("{line} has not three cells") };
        assert!(why.len() > 10, "{line} gives no reason");
        (field.to_owned(), format.to_owned())
    };
    table.lines().take_while(|line| line.starts_with('|')).map(row).collect()
}

/// What readers call a field in Markdown, by the theme's strings.
fn markdown_label(strings: &str, field: &str) -> Option<String> {
    let name = field.replace('_', "-");
    let keys = [format!("field-{name} = "), format!("section-{name} = "), format!("relation-{name} = ")];
    let own = keys.iter().find_map(|key| strings.lines().find_map(|line| line.strip_prefix(key.as_str())));
    own.map(str::to_owned)
}

#[test]
fn no_format_lacks_a_field_of_another_without_a_reason() {
    let built = Built::new();
    let (catalog, nodes, json) = (built.catalog(), nodes(&built), built.json("data/entries.json"));
    let strings = fs::read_to_string(package().join("themes/folio/strings/en.ftl")).expect("strings");
    let (mut lacking, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for entry in json["entries"].as_array().expect("entries") {
        let id = entry["id"].as_str().expect("an id");
        let path = entry["url"].as_str().expect("an address").strip_prefix("https://compact.example/base/");
        let path = path.expect("an address of the site");
        let kind = catalog[catalog.find(id).expect("an entry").entry()].kind();
        let table = built.table(&format!("data/{}.csv", kind.plural()));
        let markdown = built.text(&format!("{path}index.md"));
        for field in entry.as_object().expect("an object").keys() {
            // Names and addresses of the entry itself, and what docs/content/formats.md tells of in a sentence.
            if ["id", "url", "translations"].contains(&field.as_str()) {
                continue;
            }
            seen.insert(field.clone());
            let mut lacks = |format: &str| {
                lacking.insert((field.clone(), format.to_owned()));
            };
            let below = format!("{field}_");
            let column = table.names.iter().any(|name| name == field || name.starts_with(&below));
            if !column && !built.site.path(&format!("public/data/{field}.csv")).is_file() {
                lacks("CSV");
            }
            let words = [rdf::entries::entry_word(field), rdf::entries::relation_word(field)];
            if !words.iter().any(|word| nodes[path].get(&**word).is_some()) {
                lacks("RDF");
            }
            let label = markdown_label(&strings, field);
            let words = field.replace('_', " ");
            let found = markdown.lines().filter_map(|line| line.strip_prefix("- **")).any(|line| {
                let said = line.split("**").next().unwrap_or_default();
                label.as_deref() == Some(said)
                    || said.eq_ignore_ascii_case(&words)
                    || OTHERWISE.contains(&(field.as_str(), said))
            });
            if !found {
                lacks("Markdown");
            }
        }
    }
    assert!(seen.len() > 40, "only {} fields are held against each other: {seen:?}", seen.len());
    assert_eq!(lacking, excused());
}

/// Fields that readers know by another name.
const OTHERWISE: [(&str, &str); 7] = [
    ("milestones", "Road map"),
    ("has_implementation", "Is implemented by"),
    ("has_part", "Has part"),
    ("superseded_by", "Is superseded by"),
    ("model_for", "Is the model for"),
    ("mentioned_by", "Mentioned by"),
    ("instruments", "Instruments"),
];
