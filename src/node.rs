//! YAML and TOML as one tree of values with spans.
//!
//! Text in, [`Node`] out. Scalars stay as they were written (`8.10` is not 8.1, `NO` is a country and not a refusal): what
//! a value means is decided by the field that reads it, see [`crate::record`]. The tree is bounded: nesting and number of
//! nodes are limited by the parser's budget, anchors and aliases are refused, so no input can blow it up.

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as YamlSpanned;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span, Spanned};

/// Nested collections deeper than this are refused.
const MAX_DEPTH: usize = 32;
/// Values in one file; a vocabulary of 20,000 terms fits.
const MAX_NODES: usize = 400_000;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where; of a collection from its first to its last part.
    pub span: Span,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar: its text when quoted or in a block, its spelling when plain.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Fields in the order in which they were written.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What it is, for messages: “a list”.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Text(_) => "a single value",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of fields",
        }
    }
}

/// Reads a part of a source as one YAML document.
pub fn from_yaml(source: &Arc<Source>, part: Span) -> (Option<Node>, Vec<Diagnostic>) {
    let text = source.slice(part);
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_anchors: 0,
            max_aliases: 0,
        },
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::MergeKeyPolicy::AsOrdinary,
        reject_unsupported_tags: true,
        with_snippet: false,
    };
    match serde_yaml::from_str_with_options::<YamlSpanned<Raw>>(text, options) {
        Err(error) => (None, vec![yaml_error(source, part, &error)]),
        Ok(raw) => {
            let mut builder = Builder { source, base: part.start as usize, diagnostics: Vec::new() };
            let node = builder.node(raw);
            (Some(node), builder.diagnostics)
        }
    }
}

/// Reads a whole source as TOML.
pub fn from_toml(source: &Arc<Source>) -> (Option<Node>, Vec<Diagnostic>) {
    let (table, errors) = toml::de::DeTable::parse_recoverable(&source.text);
    let diagnostics: Vec<_> = errors
        .iter()
        .map(|error| {
            let span = error.span().map_or_else(Span::default, Span::from);
            Diagnostic::new(Code::WrongType, source, span, format!("this is not TOML: {}", error.message().trim()))
        })
        .collect();
    let node = diagnostics.is_empty().then(|| toml_table(table.into_inner(), Span::default()));
    (node, diagnostics)
}

fn toml_table(table: toml::de::DeTable<'_>, span: Span) -> Node {
    let mut fields: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = Span::from(key.span());
            let value_span = Span::from(value.span());
            (Spanned::new(key.into_inner().into_owned(), key_span), toml_value(value.into_inner(), value_span))
        })
        .collect();
    fields.sort_by_key(|(key, _)| key.span);
    Node { value: Value::Map(fields), span }
}

fn toml_value(value: toml::de::DeValue<'_>, span: Span) -> Node {
    use toml::de::DeValue;
    let value = match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Text(number.as_str().replace('_', "")),
        DeValue::Float(number) => Value::Text(number.as_str().replace('_', "")),
        DeValue::Boolean(truth) => Value::Text(truth.to_string()),
        DeValue::Datetime(datetime) => Value::Text(datetime.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| {
                    let span = Span::from(item.span());
                    toml_value(item.into_inner(), span)
                })
                .collect(),
        ),
        DeValue::Table(table) => return toml_table(table, span),
    };
    Node { value, span }
}

fn yaml_error(source: &Arc<Source>, part: Span, error: &serde_yaml::Error) -> Diagnostic {
    let text = source.slice(part);
    let at = error.location().map_or(0, |location| {
        let offset = location.span().byte_offset().map(|offset| offset as usize);
        offset.unwrap_or_else(|| offset_of(text, location.line(), location.column())).min(text.len())
    });
    let start = part.start as usize + at;
    let end = if at < text.len() { start + 1 } else { start };
    let message = error.without_snippet().to_string();
    let message = message.split(" at line ").next().unwrap_or_default().trim();
    let (message, help) = explain_yaml(message, text, at);
    Diagnostic::new(Code::InvalidYaml, source, Span::new(start, end), message).maybe_help(help)
}

/// The parser's own words for the usual slips, turned into the editor's.
fn explain_yaml(message: &str, text: &str, at: usize) -> (String, Option<String>) {
    if message.contains("Anchors") || message.contains("Aliases") {
        let help = "write the value out where it is used; a text that begins with `&` or `*` needs quotes";
        return ("anchors (`&name`) and aliases (`*name`) are not allowed".into(), Some(help.into()));
    }
    if message.contains("recursion limit") || message.contains("Depth") {
        return (format!("lists and fields are nested more than {MAX_DEPTH} deep"), None);
    }
    if message.contains("multiple YAML documents") {
        return ("a second YAML document begins here".into(), Some("remove the extra `---`".into()));
    }
    let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
    let line = text[line..].lines().next().unwrap_or_default();
    let help = if line.contains('\t') {
        Some("indent with spaces: YAML allows no tabs there".into())
    } else if line.matches(": ").count() > 1 || message.contains("mapping values") {
        Some("put a text that holds `: ` in quotes".into())
    } else {
        None
    };
    (format!("this is not YAML: {message}"), help)
}

/// The byte offset of a line and column that count from 1, the column in characters.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum();
    let in_line: usize = text[line_start..].chars().take(column.saturating_sub(1) as usize).map(char::len_utf8).sum();
    line_start + in_line
}

/// What the YAML deserializer gives: numbers, booleans and the like only say that the spelling in the text counts.
#[derive(Debug)]
enum Raw {
    Null,
    Plain,
    Text(String),
    List(Vec<YamlSpanned<Raw>>),
    Map(Vec<(YamlSpanned<String>, YamlSpanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = fields.next_key()? {
            map.push((key, fields.next_value()?));
        }
        Ok(Raw::Map(map))
    }
}

struct Builder<'a> {
    source: &'a Arc<Source>,
    base: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn span(&self, location: serde_yaml::Location) -> Span {
        let span = location.span();
        let start = span.byte_offset().unwrap_or(0) as usize + self.base;
        let length = span.byte_len().unwrap_or(0) as usize;
        let text = self.source.text.get(start..start + length).unwrap_or("");
        Span::new(start, start + text.trim_end().len())
    }

    fn node(&mut self, raw: YamlSpanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        match raw.value {
            Raw::Null => Node { value: Value::Null, span },
            Raw::Plain => Node { value: Value::Text(self.source.slice(span).to_owned()), span },
            Raw::Text(text) => Node { value: Value::Text(text), span },
            Raw::List(items) => {
                let items: Vec<_> = items.into_iter().map(|item| self.node(item)).collect();
                let end = items.last().map_or(span.end, |last| last.span.end);
                Node { value: Value::List(items), span: Span { start: span.start, end: end.max(span.end) } }
            }
            Raw::Map(fields) => self.map(fields, span),
        }
    }

    fn map(&mut self, fields: Vec<(YamlSpanned<String>, YamlSpanned<Raw>)>, span: Span) -> Node {
        let mut seen = HashSet::new();
        let mut map = Vec::with_capacity(fields.len());
        for (key, value) in fields {
            let key = Spanned::new(key.value, self.span(key.referenced));
            let value = self.node(value);
            if seen.insert(key.value.clone()) {
                map.push((key, value));
            } else {
                self.duplicate(&key, &map);
            }
        }
        let start = map.first().map_or(span.start, |(key, _)| key.span.start);
        let end = map.last().map_or(span.end, |(_, value)| value.span.end);
        Node { value: Value::Map(map), span: Span { start, end: end.max(start) } }
    }

    fn duplicate(&mut self, key: &Spanned<String>, map: &[(Spanned<String>, Node)]) {
        let message = format!("the field `{key}` stands here a second time");
        let mut diagnostic = Diagnostic::new(Code::DuplicateKey, self.source, key.span, message)
            .help("keep one of the two, with all values in one list");
        if let Some((first, _)) = map.iter().find(|(known, _)| known.value == key.value) {
            diagnostic = diagnostic.related(self.source, first.span, "first here");
        }
        self.diagnostics.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let source = Source::new("a.yaml", text);
        from_yaml(&source, Span::new(0, text.len()))
    }

    fn text_of(node: &Node, key: &str) -> String {
        let Value::Map(fields) = &node.value else { panic!("a map") };
        match &fields.iter().find(|(name, _)| name.value == key).expect("the key").1.value {
            Value::Text(text) => text.clone(),
            other => other.describe().to_owned(),
        }
    }

    #[test]
    fn scalars_keep_their_spelling() {
        let (node, problems) = yaml("target: 8.10\ncountry: NO\nyear: 2018-12\nquoted: '8.10'\nnothing:\n");
        let node = node.expect("it is YAML");
        assert_eq!(problems, []);
        assert_eq!(text_of(&node, "target"), "8.10");
        assert_eq!(text_of(&node, "country"), "NO");
        assert_eq!(text_of(&node, "year"), "2018-12");
        assert_eq!(text_of(&node, "quoted"), "8.10");
        assert_eq!(text_of(&node, "nothing"), "nothing");
    }

    #[test]
    fn every_duplicate_key_is_reported_with_both_places() {
        let (_, problems) = yaml("a: 1\nb: 2\na: 3\nb: 4\n");
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].code, Code::DuplicateKey);
        assert_eq!(problems[0].place.start(), (3, 1));
        assert_eq!(problems[0].related[0].place.start(), (1, 1));
    }

    #[test]
    fn bombs_are_refused_where_they_begin() {
        for text in ["a: &x [1]\nb: *x\n".to_owned(), "{".repeat(40_000), "[".repeat(40_000), "a: *x".to_owned()] {
            let (node, problems) = yaml(&text);
            assert!(node.is_none());
            assert_eq!(problems[0].code, Code::InvalidYaml);
        }
    }

    #[test]
    fn an_unquoted_colon_gets_a_hint() {
        let (_, problems) = yaml("title: Work: a promise\n");
        assert_eq!(problems[0].help.as_deref(), Some("put a text that holds `: ` in quotes"));
        assert_eq!(problems[0].place.start().0, 1);
    }

    #[test]
    fn toml_gives_the_same_tree() {
        let source = Source::new("site.toml", "title = \"x\"\nn = 1_000\n[check]\nlong-title = \"allow\"\n");
        let (node, problems) = from_toml(&source);
        assert_eq!(problems, []);
        let node = node.expect("it is TOML");
        assert_eq!(text_of(&node, "title"), "x");
        assert_eq!(text_of(&node, "n"), "1000");
        assert_eq!(text_of(&node, "check"), "a group of fields");
    }
}
