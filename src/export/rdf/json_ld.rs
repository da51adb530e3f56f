//! JSON-LD 1.1, with the same statements as in Turtle.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::turtle::encoded;
use super::{Iri, OWN, Object, PREFIXES, Resource, own_namespace, slash, whole};
use crate::catalog::Catalog;

/// Everything.
pub fn site(catalog: &Catalog, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"@context\":{},\"@graph\":[", context(catalog))?;
    let before = slash(catalog);
    let one = |it: &Resource<'_>, text: &mut Vec<u8>| {
        let node = Node { resource: it, slash: before };
        serde_json::to_writer(text, &node).expect("keys are texts, and memory takes what is written");
    };
    whole(catalog, b",\n", one, out)?;
    out.write_all(b"\n]}\n")
}

fn context(catalog: &Catalog) -> Value {
    let mut context: Map<_, _> =
        PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).into(), json!(namespace))).collect();
    context.insert(OWN.into(), json!(own_namespace(catalog)));
    if !catalog.site.base.origin.is_empty() {
        context.insert("@base".into(), json!(catalog.site.base.to_string()));
    }
    Value::Object(context)
}

/// A thing with what is said of it. It is written as it is, without a value in between: there are a million statements.
struct Node<'a> {
    resource: &'a Resource<'a>,
    /// What addresses of this site begin with.
    slash: &'a str,
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut node = serializer.serialize_map(None)?;
        node.serialize_entry("@id", &self.iri(&self.resource.iri))?;
        if !self.resource.types.is_empty() {
            node.serialize_entry("@type", &self.resource.types)?;
        }
        for (word, objects) in &self.resource.properties {
            node.serialize_entry(word, &Objects { node: self, objects })?;
        }
        node.end()
    }
}

impl Node<'_> {
    fn iri<'i>(&self, iri: &'i Iri<'_>) -> Cow<'i, str> {
        match iri {
            Iri::Here(path) if self.slash.is_empty() => encoded(path),
            Iri::Here(path) => format!("{}{}", self.slash, encoded(path)).into(),
            Iri::There(address) => encoded(address),
        }
    }
}

/// What a word leads to.
struct Objects<'a> {
    node: &'a Node<'a>,
    objects: &'a [Object<'a>],
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.objects.iter().map(|object| One { node: self.node, object }))
    }
}

struct One<'a> {
    node: &'a Node<'a>,
    object: &'a Object<'a>,
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.object {
            Object::Thing(it) => serializer.collect_map([("@id", &*self.node.iri(it))]),
            Object::Word(word) => serializer.collect_map([("@id", &**word)]),
            Object::Text(text) => serializer.collect_map([("@value", text)]),
            Object::InLanguage(text, lang) => {
                serializer.collect_map([("@value", &**text), ("@language", lang.as_str())])
            }
            // Not `@json`: the text would be made another one, and no longer be the same statement as in Turtle.
            Object::Typed(text, datatype) => serializer.collect_map([("@value", &**text), ("@type", datatype)]),
        }
    }
}
