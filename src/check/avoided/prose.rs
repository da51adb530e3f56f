//! Which parts of an entry's file are its editor's own running text.

use std::ops::Range;
use std::sync::Arc;

use crate::front_matter;
use crate::markdown;
use crate::node::{self, Node, Value};
use crate::source::{Source, Span};

/// Fields that hold sentences. Others hold names, ids and numbers.
const TEXTS: [&str; 8] = ["title", "summary", "note", "measure", "evidence", "cost", "place", "qualification"];
/// Fields below which nothing is the editor's: titles of other people's works, and whatever `extra` is for.
const NOT_OURS: [&str; 3] = ["sources", "source", "extra"];

/// The running text of a front matter and a body: what is quoted, code or an address is none. In order.
pub(super) fn ranges(source: &Arc<Source>) -> Vec<Range<usize>> {
    let Ok(parts) = front_matter::split(source) else { return Vec::new() };
    let mut texts = Vec::new();
    if let (Some(node), _) = node::from_yaml(source, parts.yaml) {
        collect(&node, source, &mut texts);
    }
    texts.push(parts.body);
    let ranges = texts.into_iter().flat_map(|text| {
        // A field's text is read like a paragraph, so that a quotation is the same in a title and in a body.
        let start = text.range().start;
        markdown::prose(source.slice(text)).into_iter().map(move |range| start + range.start..start + range.end)
    });
    ranges.collect()
}

/// Whether a hit lies in running text. Its words are joined by nothing but space and emphasis, so its ends tell.
pub(super) fn covers(prose: &[Range<usize>], hit: &Range<usize>) -> bool {
    let has = |at: usize| {
        let behind = prose.partition_point(|range| range.start <= at);
        behind > 0 && prose[behind - 1].contains(&at)
    };
    has(hit.start) && has(hit.end - 1)
}

fn collect(node: &Node, source: &Source, texts: &mut Vec<Span>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, source, texts)),
        Value::Map(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| !NOT_OURS.contains(&key.as_str())) {
                match value.value {
                    Value::Text(_) if TEXTS.contains(&key.as_str()) => texts.push(written(value.span, source)),
                    _ => collect(value, source, texts),
                }
            }
        }
        Value::Text(_) | Value::Null | Value::Refused => {}
    }
}

/// A text without what YAML puts around it: quotes, or the first line of a block.
fn written(span: Span, source: &Source) -> Span {
    let text = source.slice(span);
    let range = span.range();
    match text.as_bytes() {
        [b'"', .., b'"'] | [b'\'', .., b'\''] => Span::new(range.start + 1, range.end - 1),
        [b'|' | b'>', ..] => {
            let header = text.find('\n').map_or(text.len(), |at| at + 1);
            let indent = text[header..].len() - text[header..].trim_start().len();
            Span::new(range.start + header + indent, range.end)
        }
        _ => span,
    }
}
