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
}
