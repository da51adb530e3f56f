use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::*;

const SUBJECTS: &[Subject] = &[
    Subject::Entry,
    Subject::Commitment,
    Subject::Page,
    Subject::Translation,
    Subject::Vocabulary,
    Subject::Terminology,
    Subject::Sources,
    Subject::Outline,
    Subject::Figures,
    Subject::Site,
];

/// What a schema says of a document, if anything. The schema is held against that of JSON Schema 2020-12 first.
fn complaint(subject: Subject, document: &Value) -> Option<String> {
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("file:///schema.json", json_schema::schema(subject)).expect("the schema is read");
    let mut schemas = boon::Schemas::new();
    let schema = compiler.compile("file:///schema.json", &mut schemas);
    let schema = schema.unwrap_or_else(|error| panic!("{subject:?}: {error:#}"));
    schemas.validate(document, schema).err().map(|error| format!("{error:#}"))
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn front_matter(text: &str) -> Value {
    yaml(text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).expect("front matter").0)
}

/// Every file below the content that the repository brings, if it is there.
fn content() -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for item in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = item.path();
            if path.is_dir() { walk(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &mut files);
    files
}

/// Of what a file of the content is, and what it says.
fn subject_of(path: &Path) -> Option<(Subject, Value)> {
    let text = fs::read_to_string(path).ok()?;
    let shown = path.to_string_lossy();
    let name = path.file_name()?.to_string_lossy();
    Some(match &*name {
        "README.md" | "LICENSE.md" => return None,
        "terminology.yaml" => (Subject::Terminology, yaml(&text)),
        "sources.yaml" => (Subject::Sources, yaml(&text)),
        "figures.yaml" => (Subject::Figures, yaml(&text)),
        _ if shown.contains("/vocabulary/") => (Subject::Vocabulary, yaml(&text)),
        _ if shown.contains("/sources/") => (Subject::Outline, yaml(&text)),
        _ if name.matches('.').count() == 2 => (Subject::Translation, front_matter(&text)),
        _ if name.ends_with(".md") => (Subject::Entry, front_matter(&text)),
        _ => return None,
    })
}

#[test]
fn the_content_of_the_repository_passes() {
    for path in content() {
        let Some((subject, document)) = subject_of(&path) else { continue };
        assert_eq!(complaint(subject, &document), None, "{}", path.display());
    }
}

#[test]
fn every_schema_is_one_and_refuses_what_is_no_document() {
    for subject in SUBJECTS {
        assert!(complaint(*subject, &json!(["nothing"])).is_some(), "{subject:?}");
    }
}

fn commitment() -> Value {
    yaml(
        "{kind: commitment, title: x, summary: y, level: national, themes: [a], status: active, date: 2018, sources: r}",
    )
}

#[test]
fn slips_are_refused_and_what_a_project_adds_is_let_pass() {
    assert_eq!(complaint(Subject::Entry, &commitment()), None);
    let with = |field: &str, value: Value| {
        let mut entry = commitment();
        entry[field] = value;
        complaint(Subject::Entry, &entry)
    };
    for (field, value) in [
        ("objectives", json!([6, "7"])),
        ("sdg", json!([8.8, 5, "10.c"])),
        ("level", json!("galactic")),
        ("period", json!({ "from": 2018, "to": "2020-12" })),
        ("sources", json!([{ "cite": "r", "paras": [57, "60-61"] }, "r"])),
        ("milestones", json!([{ "title": "x", "due": "2020-01-01" }])),
    ] {
        assert_eq!(with(field, value.clone()), None, "{field}: {value}");
    }
    for (field, value) in [
        ("status", json!("signed")),
        ("kind", json!("promise")),
        ("date", json!("soon")),
        ("milestones", json!([{ "titel": "x" }])),
        ("title", json!("x".repeat(121))),
        ("period", json!("2018")),
        ("sources", json!([{ "url": "javascript:x", "title": "x" }])),
    ] {
        assert!(with(field, value.clone()).is_some(), "{field}: {value}");
    }
    let mut entry = commitment();
    entry.as_object_mut().expect("fields").remove("status");
    assert!(complaint(Subject::Entry, &entry).is_some());
    entry["kind"] = "page".into();
    assert_eq!(complaint(Subject::Entry, &entry), None);
}

#[test]
fn settings_know_codes_and_families_of_output() {
    let good =
        json!({ "title": { "en": "x", "fr": "y" }, "check": { "dead-link": "warn" }, "outputs": { "feed": false } });
    assert_eq!(complaint(Subject::Site, &good), None);
    let target = |target: Value| json!({ "title": "x", "publish": { "production": target } });
    assert_eq!(complaint(Subject::Site, &target(json!({ "type": "folder", "path": "www" }))), None);
    for bad in [
        json!({ "title": "x", "check": { "dead-lnk": "warn" } }),
        json!({ "title": "x", "baseURL": "x" }),
        target(json!({ "type": "ftp" })),
        target(json!({ "type": "s3", "secret_access_key": "x" })),
    ] {
        assert!(complaint(Subject::Site, &bad).is_some(), "{bad}");
    }
}

#[test]
fn editing_interfaces_get_every_kind_with_its_fields() {
    let sveltia = sveltia::settings(Subject::Entry);
    let agreements = &sveltia["collections"][3];
    assert_eq!(agreements["folder"], "content/agreements");
    let field =
        |name: &str| agreements["fields"].as_array().expect("fields").iter().find(|field| field["name"] == name);
    assert_eq!(field("kind").expect("the kind")["default"], "agreement");
    assert_eq!(field("parties").expect("a field of its own")["widget"], "list");
    assert_eq!(field("status").expect("a status")["options"][1], "negotiating");
    let cms = front_matter_cms::settings(Subject::Practice);
    assert_eq!(cms["frontMatter.taxonomy.contentTypes"].as_array().map(Vec::len), Some(1));
    let groups = cms["frontMatter.taxonomy.fieldGroups"].as_array().expect("groups");
    assert!(groups.iter().any(|group| group["id"] == "milestones"));
}

#[test]
fn tables_tell_what_is_required_and_what_lies_below() {
    let text = markdown::text(Subject::Agreement);
    assert!(text.contains("| `type` | `framework`, `free-movement`"), "{text}");
    assert!(text.contains("\n## Below `reviews.source`"), "{text}");
    assert!(
        text.contains(
            "| `status` | `proposed`, `negotiating`, `signed`, `in-force`, `suspended`, `ended` | required |"
        )
    );
    assert!(markdown::text(Subject::Entry).contains("Required but for pages"));
    let settings = markdown::text(Subject::Site);
    assert!(settings.contains("\n## Below `publish.NAME`") && settings.contains("| `host_files` |"), "{settings}");
}
