//! JSON Schema 2020-12.
//!
//! A schema is for completion and for slips: it lets pass what the parsers take, and does not repeat every rule of theirs.
//! Scalars keep their spelling in the parsers, so a text that other YAML readers take for a number is one here too.

use serde_json::{Map, Value, json};

use super::Subject;
use crate::diagnostic::Code;
use crate::entry::{Kind, SUMMARY_LIMIT, TITLE_LIMIT, fields_of};
use crate::export::schema::DIALECT;
use crate::record::{FieldSpec, Record as _, Shape};
use crate::site::publishing::TargetSettings;
use crate::vocabulary::{self, Vocabularies};

/// The schema of a subject.
pub fn schema(subject: Subject) -> Value {
    let mut builder = Builder { definitions: Map::new(), subject, vocabularies: vocabulary::merge(Vec::new()).0 };
    let mut schema = match (subject, subject.kinds()) {
        (Subject::Sources, _) => {
            let work = builder.record(&subject.fields());
            json!({ "type": "object", "additionalProperties": work })
        }
        (Subject::Translation, _) => limited(builder.record(&subject.fields())),
        (_, []) => builder.record(&subject.fields()),
        (_, [kind]) => builder.kind(*kind),
        (_, kinds) => builder.kinds(kinds),
    };
    schema["$schema"] = DIALECT.into();
    schema["title"] = subject.title().into();
    if !builder.definitions.is_empty() {
        schema["$defs"] = builder.definitions.into();
    }
    schema
}

struct Builder {
    definitions: Map<String, Value>,
    subject: Subject,
    vocabularies: Vocabularies,
}

impl Builder {
    /// Entries of several kinds: the kind decides which fields there are.
    fn kinds(&mut self, kinds: &[Kind]) -> Value {
        let words: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
        let cases: Vec<_> = kinds.iter().map(|kind| self.case(*kind)).collect();
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "enum": words } }, "allOf": cases })
    }

    fn case(&mut self, kind: Kind) -> Value {
        let schema = self.kind(kind);
        self.definitions.insert(kind.to_string(), schema);
        json!({
            "if": { "required": ["kind"], "properties": { "kind": { "const": kind.as_str() } } },
            "then": reference(kind.as_str()),
        })
    }

    /// Entries of one kind. A field that is not known here may be that of an axis which the project brings.
    fn kind(&mut self, kind: Kind) -> Value {
        let mut schema = limited(self.record(&fields_of(kind)));
        schema["additionalProperties"] = one_or_more(&text());
        schema
    }

    fn record(&mut self, fields: &[FieldSpec]) -> Value {
        let properties: Map<_, _> = fields.iter().map(|field| (field.name.to_owned(), self.field(field))).collect();
        let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    }

    fn field(&mut self, field: &FieldSpec) -> Value {
        let mut schema = self.special(field).unwrap_or_else(|| self.shape(field.name, &field.shape));
        schema["description"] = field.doc.as_str().into();
        schema
    }

    /// Fields of which more is known than their shape says.
    fn special(&mut self, field: &FieldSpec) -> Option<Value> {
        Some(match (self.subject, field.name, &field.shape) {
            (Subject::Site, "check", _) => check_levels(),
            (Subject::Site, "publish", _) => {
                json!({ "type": "object", "additionalProperties": self.record(&TargetSettings::fields()) })
            }
            (Subject::Sources, _, shape) => self.work(field.name, shape),
            (_, "paras", _) => one_or_more(&text()),
            (_, "by", Shape::Any) => json!({ "type": "object", "additionalProperties": text() }),
            _ => return None,
        })
    }

    /// Hayagriva lets most values stand alone or below a `value`.
    fn work(&mut self, name: &str, shape: &Shape) -> Value {
        match shape {
            Shape::Text | Shape::Url => json!({ "anyOf": [self.shape(name, shape), { "type": "object" }] }),
            Shape::List(of) => one_or_more(&self.work(name, of)),
            shape => self.shape(name, shape),
        }
    }

    fn shape(&mut self, name: &str, shape: &Shape) -> Value {
        match shape {
            Shape::Text | Shape::Party => text(),
            Shape::Number => json!({ "type": ["number", "string"], "pattern": "^[-+]?[0-9.]+$" }),
            Shape::Integer => json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$" }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Date => json!({ "type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
            Shape::Instant => {
                json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}" })
            }
            Shape::Url => {
                json!({ "type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)" })
            }
            Shape::Language => json!({ "type": "string", "pattern": LANGUAGE }),
            Shape::Entry => {
                json!({ "type": ["string", "integer"], "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 120 })
            }
            Shape::Need => json!({ "type": "string", "pattern": "^ *[a-z0-9]([a-z0-9-]*[a-z0-9])? *# *[^ ]" }),
            Shape::Term => self.term(name),
            Shape::Word(words) => json!({ "enum": words }),
            Shape::Localized => self.defined("localized", localized()),
            Shape::List(of) => {
                let item = self.shape(name, of);
                one_or_more(&item)
            }
            Shape::Record(fields) => {
                let schema = self.record(fields);
                let reference = self.defined(name, schema);
                // A source that is only named by its id may be written as that id alone.
                let is_source = fields.iter().any(|field| field.name == "cite");
                if is_source { json!({ "anyOf": [text(), reference] }) } else { reference }
            }
            Shape::Any => json!({}),
        }
    }

    /// A term. What comes with the program is offered; what a project adds is let pass.
    fn term(&mut self, field: &str) -> Value {
        let Some(axis) = self.vocabularies.axis_of_declared_field(field) else { return text() };
        let axis = &self.vocabularies[axis];
        let ids: Vec<_> = axis.terms.iter().map(|node| node.term.id.as_str()).collect();
        let schema = json!({ "anyOf": [{ "enum": ids }, text()] });
        let name = axis.id.clone();
        self.defined(&name, schema)
    }

    /// Puts a schema where it can be referred to. Two of one name that differ get two names.
    fn defined(&mut self, name: &str, schema: Value) -> Value {
        let mut wanted = name.to_owned();
        while self.definitions.get(&wanted).is_some_and(|known| *known != schema) {
            wanted.push('_');
        }
        let reference = reference(&wanted);
        self.definitions.insert(wanted, schema);
        reference
    }
}

const LANGUAGE: &str = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// Entries and translations have titles and summaries that fit into lists.
fn limited(mut schema: Value) -> Value {
    for (field, characters) in [("title", TITLE_LIMIT), ("summary", SUMMARY_LIMIT)] {
        schema["properties"][field]["maxLength"] = characters.into();
    }
    schema
}

fn one_or_more(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn localized() -> Value {
    let by_language = json!({
        "type": "object", "propertyNames": { "pattern": LANGUAGE }, "additionalProperties": text(), "minProperties": 1,
    });
    json!({ "anyOf": [text(), by_language] })
}

fn check_levels() -> Value {
    let code =
        |code: &Code| (code.to_string(), json!({ "enum": ["deny", "warn", "allow"], "description": code.title() }));
    let properties: Map<_, _> = Code::ALL.iter().map(code).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
