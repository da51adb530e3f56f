//! The catalog as linked data: JSON-LD, Turtle, and the words that they use.

use serde_json::json;

use super::Built;
use crate::support::site::Site;

#[test]
fn statements_are_those_of_the_catalog_in_both_forms() {
    let built = Built::new();
    let nodes = built.nodes();
    let promise = &nodes["commitments/promise/"];
    assert_eq!(promise["@type"][0], "cm:Commitment");
    let titles = [
        json!({"@value": "=HYPERLINK(\"https://harm.example\",\"a, b\") 🧨", "@language": "en"}),
        json!({"@value": "=تعهد، \"مهم\" 🕊️", "@language": "ar"}),
    ];
    assert_eq!(promise["schema:name"], json!(titles));
    assert_eq!(promise["cm:has_implementation"], json!([{"@id": "practices/guide/"}]));
    assert_eq!(promise["dct:hasPart"], json!([{"@id": "practices/second-guide/"}]));
    let matched = |path: &str| nodes[path]["skos:exactMatch"][0]["@id"].as_str().expect("a match").to_owned();
    assert_eq!(matched("sdg/8.8/"), "http://metadata.un.org/sdg/8.8");
    assert_eq!(matched("countries/PHL/"), "http://publications.europa.eu/resource/authority/country/PHL");
    assert_eq!(nodes["countries/PHL/"]["skos:broadMatch"], json!([{"@id": "regions/035/"}]));
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
fn statements_use_the_words_of_others_for_what_these_are_for() {
    let built = Built::new();
    let nodes = built.nodes();
    let is = |path: &str, class: &str| nodes[path]["@type"].as_array().expect("classes").iter().any(|one| one == class);
    let treaty = is("agreements/treaty/", "eli:LegalResource");
    assert!(treaty && is("sources/report/", "cm:Work") && is("figures/#migrants", "cm:Figure"));
    let same = nodes["regions/035/"]["skos:exactMatch"].to_string();
    assert!(same.contains("http://data.un.org/codes/sdg/geoArea/035"), "{same}");
    let dataset = &nodes["data/"];
    let languages = dataset["dct:language"].to_string();
    assert!(languages.contains("http://id.loc.gov/vocabulary/iso639-1/ar"), "{languages}");
    let forms = dataset["dcat:distribution"].to_string();
    for file in ["data/entries.csv", "data/site.ttl", "data/references.bib"] {
        assert!(forms.contains(&format!("\"{file}\"")), "{forms}");
        assert_eq!(nodes[file]["dcat:accessURL"], nodes[file]["dcat:downloadURL"], "{file}");
    }
    for file in ["feed.xml", "data/shapes.ttl", "data/dcat.ttl", "llms.txt"] {
        assert!(!forms.contains(&format!("\"{file}\"")), "{file} is no form of the data: {forms}");
    }
    let format = nodes["data/references.bib"]["dct:format"][0]["@id"].as_str().expect("a format in no register");
    assert_eq!(nodes[format]["rdfs:label"][0]["@value"], "application/x-bibtex");
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
fn a_site_that_knows_no_address_makes_no_statements_about_addresses() {
    let site = Site::new().entry("a", "Text.").file("site.toml", "title = \"A compact\"\n");
    let _ = site.build().succeeds();
    let data = site.path("public/data");
    assert!(data.join("entries.csv").is_file() && !data.join("site.ttl").exists());
    // A path is no URI, and a package that says so is not valid.
    let package: serde_json::Value = serde_json::from_str(&site.read("public/data/datapackage.json")).expect("JSON");
    let fields = package["resources"][0]["schema"]["fields"].as_array().expect("fields");
    let url = fields.iter().find(|field| field["name"] == "url").expect("the address of an entry");
    assert_eq!(url.get("format"), None);
}

/// An offer leads to its need and evidence to what shows it; a part of a work has from the whole what its reference names.
#[test]
fn what_leads_to_something_else_leads_there_in_every_format() {
    let milestones = "milestones:\n  - {title: One, due: 2024, done: 2024, evidence: report}\n  \
                      - {title: Two, due: 2024, done: 2024, evidence: \"https://proof.example/x\"}\n  \
                      - {title: Three, due: 2024, done: 2024, evidence: a letter of thanks}\n\
                      needs: [{key: funds, title: Money, type: funding}]\n";
    let sources = "report: {type: report, title: A report, author: An Organisation, date: 2017}\n\
                   chapter:\n  type: chapter\n  title: A chapter\n  author: [\"Doe, Jane\", others]\n  \
                   parent: {type: book, title: A book, date: 2019, publisher: A press, editor: \"Roe, Ann\", volume: 3}\n";
    let site = Site::new()
        .file("content/sources.yaml", sources)
        .file("content/a.md", crate::support::site::entry("a", milestones, "As in [@chapter]."))
        .file(
            "content/b.md",
            crate::support::site::entry("b", "offers: [{title: Help, type: funding, meets: \"a#funds\"}]\n", "[[a]]"),
        );
    let _ = site.build().succeeds();
    let text = |path: &str| site.read(&format!("public/{path}"));
    let graph: serde_json::Value = serde_json::from_str(&text("data/site.jsonld")).expect("JSON");
    let nodes = graph["@graph"].as_array().expect("things");
    let said = |id: &str, word: &str| nodes.iter().find(|node| node["@id"] == id).map(|node| node[word][0].clone());
    let leads = |id: &str, word: &str| said(id, word).and_then(|value| value["@id"].as_str().map(str::to_owned));
    let need = leads("commitments/b/#data-offers-1", "cm:meets").expect("a need");
    assert_eq!(
        (need.as_str(), said(&need, "cm:key")),
        ("commitments/a/#data-needs-1", Some(json!({"@value": "funds"})))
    );
    let proof = |place: usize| said(&format!("commitments/a/#data-milestones-{place}"), "cm:evidence");
    assert_eq!(proof(1), Some(json!({"@id": "sources/report/"})));
    assert_eq!(proof(2), Some(json!({"@id": "https://proof.example/x"})));
    assert_eq!(proof(3), Some(json!({"@value": "a letter of thanks", "@language": "en"})));
    let markdown = text("commitments/a/index.md");
    assert!(markdown.contains("[A report](https://compact.example/sources/report/)"), "{markdown}");
    assert!(markdown.contains("<https://proof.example/x>"), "{markdown}");

    assert_eq!(said("sources/chapter/", "schema:datePublished"), Some(json!({"@value": "2019", "@type": "xsd:gYear"})));
    assert_eq!(said("sources/chapter/", "schema:editor"), Some(json!({"@value": "Ann Roe"})));
    let works = text("data/works.csv");
    let row = works.lines().find(|row| row.starts_with("chapter,")).expect("a row");
    assert!(row.starts_with("chapter,chapter,A chapter,Jane Doe,Ann Roe,2019,A press,"), "{row}");
    let references: serde_json::Value = serde_json::from_str(&text("data/references.json")).expect("JSON");
    let chapter = references.as_array().expect("works").iter().find(|work| work["id"] == "chapter").expect("it");
    assert_eq!(chapter["author"], json!([{"family": "Doe", "given": "Jane"}]), "others are nobody's name");
    assert!(text("data/references.bib").contains("author = {Doe, Jane and others}"));
}
