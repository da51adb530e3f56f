//! The settings of Sveltia CMS, which edits entries in a browser and keeps them in the same files.
//!
//! Its names for widgets are those of Decap CMS. Where files are kept is for the project to say: `backend` holds words to
//! be replaced.

use serde_json::{Value, json};

use super::Subject;
use crate::entry::{Kind, fields_of};
use crate::record::{FieldSpec, Shape};

/// The settings of some kinds of entry.
pub fn settings(subject: Subject) -> Value {
    let kinds = subject.kinds();
    json!({
        "backend": { "name": "github", "repo": "OWNER/REPOSITORY", "branch": "main" },
        "media_folder": "content/files",
        "public_folder": "files",
        "collections": kinds.iter().map(|kind| collection(*kind)).collect::<Vec<_>>(),
    })
}

fn collection(kind: Kind) -> Value {
    let mut fields: Vec<_> = fields_of(kind).iter().map(field).collect();
    fields.push(json!({ "name": "body", "label": "Text", "widget": "markdown", "required": false }));
    json!({
        "name": kind.plural(),
        "label": label(kind.plural()),
        "label_singular": label(kind.as_str()),
        "folder": format!("content/{}", kind.plural()),
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "create": true,
        "fields": fields,
    })
}

fn field(field: &FieldSpec) -> Value {
    let mut setting = widget(field.name, &field.shape);
    setting["name"] = field.name.into();
    setting["label"] = label(field.name).into();
    setting["hint"] = field.doc.as_str().into();
    setting["required"] = field.required.into();
    setting
}

fn widget(name: &str, shape: &Shape) -> Value {
    match shape {
        // The kind is that of the collection.
        Shape::Word(words) if name == "kind" => json!({ "widget": "hidden", "default": words[0] }),
        Shape::Word(words) => json!({ "widget": "select", "options": words }),
        Shape::Number => json!({ "widget": "number", "value_type": "float" }),
        Shape::Integer => json!({ "widget": "number", "value_type": "int", "min": 0 }),
        Shape::Boolean => json!({ "widget": "boolean", "default": false }),
        // A date may be a year or a month, which no date picker lets one say.
        Shape::Date => {
            json!({ "widget": "string", "pattern": ["^\\d{4}(-\\d{2}(-\\d{2})?)?$", "2018, 2018-12 or 2018-12-10"] })
        }
        Shape::Text if name == "summary" => json!({ "widget": "text" }),
        Shape::List(of) => match &**of {
            Shape::Record(fields) => json!({ "widget": "list", "fields": sub_fields(fields) }),
            Shape::Word(words) => json!({ "widget": "select", "multiple": true, "options": words }),
            of => {
                let mut item = widget(name, of);
                item["name"] = name.into();
                item["label"] = label(name).into();
                json!({ "widget": "list", "field": item })
            }
        },
        Shape::Record(fields) => json!({ "widget": "object", "collapsed": true, "fields": sub_fields(fields) }),
        Shape::Any => json!({ "widget": "keyvalue" }),
        _ => json!({ "widget": "string" }),
    }
}

fn sub_fields(fields: &[FieldSpec]) -> Vec<Value> {
    fields.iter().map(field).collect()
}

/// `skills-partnerships` as people write it: “Skills partnerships”.
pub fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
