//! JSON Schema 2020-12 of the JSON exports.
//!
//! It describes what is written here, and so is stricter than `compendium schema`, which describes what editors may type: a
//! list is a list, a number a number, and there is no field that it does not name. It names the fields of the axes that the
//! project brings.

use serde_json::{Map, Value, json};

use super::json::VERSION;
use super::table;
use crate::catalog::Catalog;
use crate::entry::{Kind, fields_of, translation_fields};
use crate::export::names;
use crate::record::{FieldSpec, Shape};

/// The dialect of every schema that is written.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Years, months and days, see [`crate::date`].
pub const DATE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
const ID: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";

fn root(catalog: &Catalog, file: &str, title: &str, schema: Value) -> Value {
    let mut root = json!({ "$schema": DIALECT, "title": title });
    if !catalog.site.base.origin.is_empty() {
        root["$id"] = json!(format!("{}data/schema/{file}", catalog.site.base));
    }
    if let (Some(root), Value::Object(schema)) = (root.as_object_mut(), schema) {
        root.extend(schema);
    }
    root
}

/// The schema of an entry: of one in `entries.json`, and of the file of one.
pub fn entry(catalog: &Catalog) -> Value {
    let kinds: Map<_, _> = Kind::ALL.iter().map(|kind| (kind.to_string(), of_kind(catalog, *kind))).collect();
    let cases: Vec<_> = Kind::ALL
        .iter()
        .map(|kind| {
            let is = json!({ "properties": { "kind": { "const": kind.as_str() } } });
            json!({ "if": is, "then": { "$ref": format!("#/$defs/{kind}") } })
        })
        .collect();
    let words: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let schema = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "enum": words } },
        "allOf": cases,
        "$defs": kinds,
    });
    root(catalog, "entry.json", "An entry", schema)
}

fn of_kind(catalog: &Catalog, kind: Kind) -> Value {
    let fields: Vec<_> = fields_of(kind).into_iter().filter(|field| names::is_fact(field.name)).collect();
    let mut schema = record(&fields);
    let properties = schema["properties"].as_object_mut().expect("a record has properties");
    properties.insert("$schema".into(), json!({ "type": "string" }));
    properties.insert("version".into(), json!({ "const": VERSION }));
    properties.insert("id".into(), id("Its name, which stays."));
    properties.insert("url".into(), described(json!({ "type": "string" }), "The address of its page."));
    properties.insert("kind".into(), json!({ "const": kind.as_str() }));
    for (field, axis) in table::project_fields(catalog) {
        let terms = json!({ "type": "array", "items": { "type": "string" } });
        properties.insert(field.to_owned(), described(terms, &format!("Terms of the vocabulary `{axis}`.")));
    }
    for name in names::relation_names().chain(["mentioned_by"]) {
        let ids = json!({ "type": "array", "items": id("The id of an entry."), "uniqueItems": true });
        properties.insert(name.to_owned(), ids);
    }
    let texts = record(&translation_fields());
    let languages = json!({ "type": "object", "additionalProperties": texts });
    properties.insert("translations".into(), described(languages, "Texts in other languages, by language tag."));
    for name in ["id", "url"] {
        schema["required"].as_array_mut().expect("a list").push(json!(name));
    }
    schema
}

fn id(doc: &str) -> Value {
    json!({ "type": "string", "pattern": ID, "description": doc })
}

fn described(mut schema: Value, doc: &str) -> Value {
    schema["description"] = json!(doc);
    schema
}

fn record(fields: &[FieldSpec]) -> Value {
    let properties: Map<_, _> = fields
        .iter()
        .map(|field| (field.name.to_owned(), described(shape(field.name, &field.shape), &field.doc)))
        .collect();
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn shape(field: &str, of: &Shape) -> Value {
    match of {
        Shape::Number => json!({ "type": "number" }),
        Shape::Integer => json!({ "type": "integer", "minimum": 0 }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Date => json!({ "type": "string", "pattern": DATE }),
        Shape::Url => json!({ "type": "string", "pattern": "^[A-Za-z]+:" }),
        Shape::Entry => json!({ "type": "string", "pattern": ID }),
        Shape::Need => json!({ "type": "string", "pattern": "^[a-z0-9-]+#." }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(of) => json!({ "type": "array", "items": shape(field, of), "minItems": 1 }),
        Shape::Record(fields) => record(fields),
        Shape::Any if field == "by" => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Shape::Any => json!({}),
        Shape::Text | Shape::Instant | Shape::Language | Shape::Term | Shape::Party | Shape::Localized => {
            json!({ "type": "string" })
        }
    }
}

/// The schema of `entries.json`.
pub fn entries(catalog: &Catalog) -> Value {
    let schema = object(
        &["$schema", "version", "title", "language", "as_of", "entries"],
        &json!({
            "$schema": { "type": "string" },
            "version": { "const": VERSION, "description": "Raised when a field changes its meaning or goes." },
            "title": { "type": "string" },
            "language": { "type": "string", "description": "The language of texts that are not in `translations`." },
            "as_of": { "type": "string", "format": "date", "description": "The day that the site speaks of." },
            "licence": { "type": ["string", "null"], "description": "The address of the licence, else its name." },
            "entries": { "type": "array", "items": { "$ref": "entry.json" } },
        }),
    );
    root(catalog, "entries.json", "Every entry", schema)
}

/// The schema of `vocabulary.json`.
pub fn vocabulary(catalog: &Catalog) -> Value {
    let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let ids = json!({ "type": "array", "items": { "type": "string" } });
    let term = object(
        &["id", "title", "related", "aliases", "same_as", "entries"],
        &json!({
            "id": { "type": "string" },
            "title": { "$ref": "#/$defs/texts" },
            "summary": { "anyOf": [{ "$ref": "#/$defs/texts" }, { "type": "null" }] },
            "broader": { "type": ["string", "null"], "description": "The wider term; of countries, a region." },
            "related": ids, "aliases": ids, "same_as": ids,
            "kind": { "type": ["string", "null"], "description": "Of actors: what sort of actor." },
            "country": { "type": ["string", "null"], "description": "Of actors: the country." },
            "url": { "type": ["string", "null"], "description": "Where to read more." },
            "entries": ids,
        }),
    );
    let axis = object(
        &["id", "title", "field", "terms"],
        &json!({
            "id": { "type": "string" },
            "title": { "$ref": "#/$defs/texts" },
            "field": { "type": "string", "description": "The field of entries that names its terms." },
            "terms": { "type": "array", "items": { "$ref": "#/$defs/term" } },
        }),
    );
    let mut schema = object(
        &["version", "axes"],
        &json!({ "version": { "const": VERSION }, "axes": { "type": "array", "items": { "$ref": "#/$defs/axis" } } }),
    );
    schema["$defs"] = json!({ "texts": texts, "term": term, "axis": axis });
    root(catalog, "vocabulary.json", "Every vocabulary with its terms", schema)
}

/// The schema of `concordance.json`.
pub fn concordance(catalog: &Catalog) -> Value {
    let paragraph = object(
        &["paragraph", "entries"],
        &json!({ "paragraph": { "type": "integer" }, "entries": { "type": "array", "items": { "type": "string" } } }),
    );
    let work = object(
        &["work", "paragraphs"],
        &json!({ "work": { "type": "string" }, "paragraphs": { "type": "array", "items": paragraph } }),
    );
    let works = json!({ "version": { "const": VERSION }, "works": { "type": "array", "items": work } });
    root(
        catalog,
        "concordance.json",
        "Paragraphs and the entries that rest on them",
        object(&["version", "works"], &works),
    )
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}
