//! Formats held against each other: what one says of an entry or a work, the others say too.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use compendium::export::{names, rdf};
use compendium::media;
use compendium::render::Renderer;
use jiff::civil::date;
use serde_json::{Value, json};

use super::Built;
use crate::support::site::{Site, package, survey};

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
    assert_eq!(promise.expect("an entry")["themes"], json!(["recruitment", "work"]));
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
    let nodes = built.nodes();
    let said = &nodes["sources/report/"];
    assert!(said["cm:place"].to_string().contains("New York"), "{said}");
    assert!(said["schema:abstract"].to_string().contains("in short"), "{said}");
}

#[test]
fn a_field_and_a_relation_of_one_word_do_not_overwrite_each_other() {
    let json = Built::new().json("practices/second-guide/index.json");
    assert_eq!(json["implemented_by"], json!(["ministry"]));
    assert_eq!(json["has_implementation"], json!(["nurses"]));
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

#[test]
fn no_format_lacks_a_field_of_another_without_a_reason() {
    let built = Built::new();
    let (catalog, nodes, json) = (built.catalog(), built.nodes(), built.json("data/entries.json"));
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
    let survey = survey(&site.root(), date(2026, 6, 1));
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
