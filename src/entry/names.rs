//! Where the file of an entry names entries: in its fields and in its text, each with the bytes that do.
//!
//! A source goes in, names with their places come out. Fields are walked by their declared shapes and not by the typed
//! entry, so that a file with a missing title is looked through like any other, and a new field that holds ids is looked at
//! without a line here.

use std::sync::Arc;

use super::declared_fields;
use crate::front_matter;
use crate::markdown;
use crate::node::{self, Node, Value};
use crate::record::{FieldSpec, Shape};
use crate::source::{Source, Span};

/// A name in the file of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What is named.
    pub named: markdown::Named,
    /// Whether it is a former id of the entry itself and no reference.
    pub is_alias: bool,
    /// Where the value or link stands, for messages.
    pub at: Span,
    /// The bytes of the name alone; none when it is written in a way that hides them.
    pub span: Option<Span>,
}

/// Every name in a file, or none when it cannot be looked through: fields that are no YAML, a text that nests too deeply.
pub fn names(source: &Arc<Source>) -> Option<Vec<Name>> {
    let parts = front_matter::split(source).ok()?;
    let (Some(node), problems) = node::from_yaml(source, parts.yaml) else { return None };
    // What stands behind a field that is there twice is not in the tree.
    if !problems.is_empty() {
        return None;
    }
    let mut names = Vec::new();
    // Which kind a file has matters little here: a field of another kind is an error, and a name in it all the same.
    fields(source, &node, &declared_fields().collect::<Vec<_>>(), &mut names);
    let body = markdown::names(source, parts.body)?;
    names.extend(body.into_iter().map(|name| Name {
        named: name.named,
        is_alias: false,
        at: name.link,
        span: name.span,
    }));
    Some(names)
}

fn fields(source: &Source, node: &Node, specs: &[FieldSpec], names: &mut Vec<Name>) {
    let Value::Map(map) = &node.value else { return };
    for (key, value) in map {
        let Some(spec) = specs.iter().find(|spec| spec.name == key.value) else { continue };
        let before = names.len();
        walk(source, value, &spec.shape, names);
        if spec.name == "aliases" {
            names[before..].iter_mut().for_each(|name| name.is_alias = true);
        }
    }
}

fn walk(source: &Source, node: &Node, shape: &Shape, names: &mut Vec<Name>) {
    match (shape, &node.value) {
        (Shape::List(of), Value::List(items)) => items.iter().for_each(|item| walk(source, item, of, names)),
        // A field that takes a list takes a single value too.
        (Shape::List(of), _) => walk(source, node, of, names),
        (Shape::Record(specs), _) => fields(source, node, specs, names),
        (Shape::Entry, Value::Text(text)) => names.push(name(source, text.trim(), node.span)),
        (Shape::Need, Value::Text(text)) => {
            let id = text.split('#').next().unwrap_or_default();
            names.push(name(source, id.trim(), node.span));
        }
        _ => {}
    }
}

/// An id at the start of a scalar, plain or in quotes.
fn name(source: &Source, id: &str, at: Span) -> Name {
    let written = source.slice(at);
    let inner = written.trim_start_matches(['"', '\'']).trim_start();
    let start = at.range().start + written.len() - inner.len();
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '\\');
    let is_plain = !id.is_empty() && inner.strip_prefix(id).is_some_and(ends);
    let span = is_plain.then(|| Span::new(start, start + id.len()));
    Name { named: markdown::Named::Entry(id.into()), is_alias: false, at, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Vec<String>> {
        let source = Source::new("content/a.md", text);
        let show = |name: &Name| {
            let markdown::Named::Entry(id) = &name.named else { return "address".to_owned() };
            let bytes = name.span.map_or("hidden", |span| source.slice(span));
            format!("{}{id}={bytes}", if name.is_alias { "was " } else { "" })
        };
        Some(names(&source)?.iter().map(show).collect())
    }

    #[test]
    fn names_in_fields_are_found_whatever_else_is_wrong() {
        let text = "---\nkind: nonsense\nrelated: [ old, 'b' ]\nimplements: \"old\"\npart_of:\n  - old # x\naliases: [before]\n\
            extra: {related: old}\nneeds: [{key: old}]\noffers:\n  - title: old\n    meets: ['old#old', old-b#old]\n---\n[[old]]\n";
        let expected =
            ["old=old", "b=b", "old=old", "old=old", "was before=before", "old=old", "old-b=old-b", "old=old"];
        assert_eq!(found(text).expect("looked through"), expected);
    }

    #[test]
    fn a_scalar_that_hides_its_letters_is_told_as_such() {
        let text = "---\nrelated:\n  - \"\\x6fld\"\n  - >-\n    old\n---\n";
        assert_eq!(found(text).expect("looked through"), ["old=hidden", "old=old"]);
    }

    #[test]
    fn what_cannot_be_read_is_not_looked_through() {
        for text in ["---\na: [\n---\n", "---\nrelated: a\nrelated: b\n---\n", "[[old]]", "+++\n+++\n"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
