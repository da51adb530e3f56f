//! Fields that a renaming changes beside names: a former id is added, and the state that a translation follows.
//!
//! Editors write YAML in many forms. The field `aliases` is found in the tree of values and added to in the form that it
//! has; the rest of the file keeps every byte.

use std::sync::Arc;

use super::{Change, Edit};
use crate::field::EntryId;
use crate::front_matter;
use crate::node::{self, Node, Value};
use crate::source::{Source, Span, Spanned};

/// Adds an id to the former ids of an entry; none when there is no place for it that we know.
pub fn add(source: &Arc<Source>, id: &EntryId) -> Option<Edit> {
    let parts = front_matter::split(source).ok()?;
    let node = node::from_yaml(source, parts.yaml).0?;
    let edit = match field(&node, "aliases") {
        Some((key, value)) => add_to(source, key, value, id),
        None => add_field(source, &node, parts.yaml, id),
    };
    edit.filter(|edit| adds(source, edit, id))
}

/// Whether the id is a former one with the edit: YAML has more forms than are known here.
fn adds(source: &Arc<Source>, edit: &Edit, id: &EntryId) -> bool {
    let change = Change::new(source, source.path.to_string(), vec![edit.clone()]);
    let source = Source::new(&*source.path, change.text);
    let node = front_matter::split(&source).ok().and_then(|parts| node::from_yaml(&source, parts.yaml).0);
    let aliases = node.as_ref().and_then(|node| field(node, "aliases")).map(|(_, value)| &value.value);
    let is_it = |value: &Value| matches!(value, Value::Text(text) if text == id.as_str());
    match aliases {
        Some(Value::List(items)) => items.iter().any(|item| is_it(&item.value)),
        Some(value) => is_it(value),
        None => false,
    }
}

/// What a translation says that it follows.
pub fn follows(source: &Arc<Source>) -> Option<(String, Span)> {
    let parts = front_matter::split(source).ok()?;
    let node = node::from_yaml(source, parts.yaml).0?;
    let (_, value) = field(&node, "follows")?;
    let Value::Text(text) = &value.value else { return None };
    let written = source.slice(value.span);
    let at = value.span.range().start + written.find(text.as_str())?;
    Some((text.clone(), Span::new(at, at + text.len())))
}

fn field<'a>(node: &'a Node, name: &str) -> Option<(&'a Spanned<String>, &'a Node)> {
    let Value::Map(map) = &node.value else { return None };
    map.iter().find(|(key, _)| key.value == name).map(|(key, value)| (key, value))
}

fn insert(at: usize, text: String) -> Edit {
    Edit::new(Span::new(at, at), text)
}

fn add_to(source: &Source, key: &Spanned<String>, value: &Node, id: &EntryId) -> Option<Edit> {
    match &value.value {
        Value::Text(_) => Some(Edit::new(value.span, format!("[{}, {id}]", source.slice(value.span)))),
        Value::Null if source.slice(value.span).is_empty() => {
            let colon = source.text[key.span.range().end..].find(':')?;
            Some(insert(key.span.range().end + colon + 1, format!(" [{id}]")))
        }
        Value::Null => Some(Edit::new(value.span, format!("[{id}]"))),
        Value::List(items) => add_item(source, value.span, items, id),
        Value::Map(_) | Value::Refused => None,
    }
}

fn add_item(source: &Source, span: Span, items: &[Node], id: &EntryId) -> Option<Edit> {
    let is_flow = source.slice(span).starts_with('[');
    let Some(last) = items.last() else {
        return is_flow.then(|| insert(span.range().start + 1, id.to_string()));
    };
    let end = last.span.range().end;
    if is_flow {
        return Some(insert(end, format!(", {id}")));
    }
    let text = &source.text;
    let line = text[..last.span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let marker = &text[line..last.span.range().start];
    let is_marker = marker.trim() == "-";
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    is_marker.then(|| insert(line_end, format!("{marker}{id}{}", line_break(text))))
}

/// A new line before the fence, or a new pair in front matter that is written in braces.
fn add_field(source: &Source, node: &Node, yaml: Span, id: &EntryId) -> Option<Edit> {
    let Value::Map(map) = &node.value else { return None };
    let first = map.first()?;
    let text = &source.text;
    if source.slice(yaml).trim_start().starts_with('{') {
        let brace = text[yaml.range().start..].find('{')?;
        return Some(insert(yaml.range().start + brace + 1, format!("aliases: [{id}], ")));
    }
    let line = text[..first.0.span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let indentation = &text[line..first.0.span.range().start];
    let is_blank = indentation.chars().all(|c| c == ' ');
    is_blank.then(|| insert(yaml.range().end, format!("{indentation}aliases: [{id}]{}", line_break(text))))
}

/// As the file ends its lines.
fn line_break(text: &str) -> &'static str {
    let first = text.find('\n').map_or("", |end| &text[..end]);
    if first.ends_with('\r') { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rename::Change;

    /// The aliases as written and as read, after `old` was added to front matter.
    fn added(front_matter: &str) -> (String, Vec<String>) {
        let source = Source::new("a.md", format!("---\n{front_matter}---\nText\n"));
        let edit = add(&source, &EntryId::parse("old").expect("an id")).expect("a place");
        let text = Change::new(&source, "a.md".into(), vec![edit]).text;
        let after = Source::new("a.md", text.as_str());
        let parts = front_matter::split(&after).expect("front matter");
        let node = node::from_yaml(&after, parts.yaml).0.unwrap_or_else(|| panic!("YAML: {text}"));
        let items = match &field(&node, "aliases").expect("the field").1.value {
            Value::List(items) => items.clone(),
            other => panic!("{other:?}: {text}"),
        };
        let words = items.iter().map(|item| match &item.value {
            Value::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        });
        let words = words.collect();
        (after.slice(parts.yaml).to_owned(), words)
    }

    #[test]
    fn a_field_is_added_where_there_is_none() {
        assert_eq!(added("kind: page\n").0, "kind: page\naliases: [old]\n");
        assert_eq!(added("  kind: page\n  a: >-\n    text\n").0, "  kind: page\n  a: >-\n    text\n  aliases: [old]\n");
        assert_eq!(added("{kind: page, a: [b]}\n").0, "{aliases: [old], kind: page, a: [b]}\n");
        assert_eq!(added("{\n  kind: page,\n}\n").0, "{aliases: [old], \n  kind: page,\n}\n");
        assert_eq!(added("{a: {b: c} # first\n}\n").0, "{aliases: [old], a: {b: c} # first\n}\n");
        assert_eq!(added("kind: page\r\n# end\r\n").1, ["old"]);
    }

    #[test]
    fn a_field_that_is_there_keeps_its_form() {
        assert_eq!(added("aliases: a # x\nb: c\n").0, "aliases: [a, old] # x\nb: c\n");
        assert_eq!(added("aliases: [ 'a', b ]\n").0, "aliases: [ 'a', b, old ]\n");
        assert_eq!(added("aliases: []\n").0, "aliases: [old]\n");
        assert_eq!(added("aliases:\nb: c\n").0, "aliases: [old]\nb: c\n");
        assert_eq!(added("aliases: ~\n").0, "aliases: [old]\n");
        assert_eq!(
            added("aliases:\n  - a\n  - \"b\" # x\nc: d\n").0,
            "aliases:\n  - a\n  - \"b\" # x\n  - old\nc: d\n"
        );
        assert_eq!(added("aliases:\n- a\n").0, "aliases:\n- a\n- old\n");
        assert_eq!(added("aliases: [a,\n  b]\n").1, ["a", "b", "old"]);
    }
}
