//! JSON-LD 1.1, with the same statements as in Turtle.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::turtle::encoded;
use super::{Iri, OWN, Object, PREFIXES, Resource, own_namespace, whole};
use crate::catalog::Catalog;

/// Everything.
pub fn site(catalog: &Catalog, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"@context\":{},\"@graph\":[", context(catalog))?;
    let before = slash(catalog);
    let one = |it: &Resource, text: &mut Vec<u8>| {
        serde_json::to_writer(text, &node(it, before)).expect("a JSON value is always written");
    };
    whole(catalog, b",\n", one, out)?;
    out.write_all(b"\n]}\n")
}

/// One thing as a document of its own, with whole addresses: for the head of a page.
pub fn document(catalog: &Catalog, resource: &Resource) -> Value {
    let mut node = node(resource, slash(catalog));
    node["@context"] = context(catalog);
    node
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

/// Without a base, addresses of this site begin at the root of whatever host the file was read from.
fn slash(catalog: &Catalog) -> &str {
    if catalog.site.base.origin.is_empty() { &catalog.site.base.path } else { "" }
}

fn node(resource: &Resource, slash: &str) -> Value {
    let mut node = Map::new();
    node.insert("@id".into(), iri(&resource.iri, slash));
    if !resource.types.is_empty() {
        node.insert("@type".into(), json!(resource.types));
    }
    for (word, objects) in &resource.properties {
        node.insert(word.to_string(), objects.iter().map(|it| object(it, slash)).collect());
    }
    Value::Object(node)
}

fn iri(iri: &Iri, slash: &str) -> Value {
    match iri {
        Iri::Here(path) => format!("{slash}{}", encoded(path)).into(),
        Iri::There(address) => encoded(address).into(),
    }
}

fn object(object: &Object, slash: &str) -> Value {
    match object {
        Object::Thing(it) => json!({ "@id": iri(it, slash) }),
        Object::Word(word) => json!({ "@id": word }),
        Object::Text(text) => json!({ "@value": text }),
        Object::InLanguage(text, lang) => json!({ "@value": text, "@language": lang }),
        // Not `@json`: the text would be made another one, and no longer be the same statement as in Turtle.
        Object::Typed(text, datatype) => json!({ "@value": text, "@type": datatype }),
    }
}
