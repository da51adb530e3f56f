//! The settings of Front Matter CMS, an extension of VS Code: `frontmatter.json`.

use serde_json::{Value, json};

use super::Subject;
use super::sveltia::label;
use crate::entry::{Kind, fields_of};
use crate::record::{FieldSpec, Shape};

/// The settings of some kinds of entry.
pub fn settings(subject: Subject) -> Value {
    let kinds = subject.kinds();
    let mut groups = Vec::new();
    let types: Vec<_> = kinds.iter().map(|kind| content_type(*kind, &mut groups)).collect();
    json!({
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.content.publicFolder": "content/files",
        "frontMatter.content.pageFolders": kinds.iter().map(|kind| folder(*kind)).collect::<Vec<_>>(),
        "frontMatter.taxonomy.contentTypes": types,
        "frontMatter.taxonomy.fieldGroups": groups,
    })
}

fn folder(kind: Kind) -> Value {
    json!({
        "title": label(kind.plural()),
        "path": format!("[[workspace]]/content/{}", kind.plural()),
        "contentTypes": [kind.as_str()],
    })
}

fn content_type(kind: Kind, groups: &mut Vec<Value>) -> Value {
    let fields = fields_of(kind);
    let fields: Vec<_> = fields.iter().filter_map(|spec| field(spec, groups)).collect();
    json!({ "name": kind.as_str(), "pageBundle": false, "fields": fields })
}

/// The setting of a field; none for what the extension has no form for.
fn field(spec: &FieldSpec, groups: &mut Vec<Value>) -> Option<Value> {
    let mut setting = control(spec, groups)?;
    setting["title"] = label(spec.name).into();
    setting["name"] = spec.name.into();
    setting["description"] = spec.doc.as_str().into();
    setting["required"] = spec.required.into();
    Some(setting)
}

fn control(spec: &FieldSpec, groups: &mut Vec<Value>) -> Option<Value> {
    Some(match &spec.shape {
        Shape::Boolean if spec.name == "draft" => json!({ "type": "draft" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number", "numberOptions": { "isDecimal": true } }),
        Shape::Integer => json!({ "type": "number" }),
        Shape::Word(words) if spec.name == "kind" => json!({ "type": "string", "default": words[0], "hidden": true }),
        Shape::Word(words) => json!({ "type": "choice", "choices": words }),
        Shape::List(of) => match &**of {
            Shape::Word(words) => json!({ "type": "choice", "multiple": true, "choices": words }),
            Shape::Record(fields) => block(spec.name, fields, groups),
            _ => json!({ "type": "list" }),
        },
        Shape::Record(fields) => {
            let fields: Vec<_> = fields.iter().filter_map(|spec| field(spec, groups)).collect();
            json!({ "type": "fields", "fields": fields })
        }
        Shape::Any => return None,
        _ => json!({ "type": "string", "single": spec.name != "summary" }),
    })
}

/// A list of records is a block, and its fields are a group that is declared once.
fn block(name: &str, fields: &[FieldSpec], groups: &mut Vec<Value>) -> Value {
    if !groups.iter().any(|group| group["id"] == name) {
        let fields: Vec<_> = fields.iter().filter_map(|spec| field(spec, groups)).collect();
        groups.push(json!({ "id": name, "fields": fields }));
    }
    json!({ "type": "block", "fieldGroup": [name] })
}
