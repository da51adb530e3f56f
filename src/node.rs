//! YAML and TOML as one tree of values with spans.
//!
//! Text in, [`Node`] out. Scalars stay as they were written (`8.10` is not 8.1, `NO` is a country and not a refusal): what
//! a value means is decided by the field that reads it, see [`crate::record`]. The tree is bounded: nesting and number of
//! nodes are limited, anchors and aliases are refused, so no input can blow it up.

mod signs;
mod yaml;

use std::sync::Arc;

pub use signs::{curly, deceives, is_unseen, odd_sign};
pub use yaml::from_yaml;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span, Spanned};

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
    /// Something that is not read, such as an alias; it is reported, and what reads it says no more.
    Refused,
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
            Self::Null | Self::Refused => "nothing",
            Self::Text(_) => "a single value",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of fields",
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
            let message = format!("this is not TOML: {}", error.message().trim());
            Diagnostic::new(Code::WrongType, source, span, message).maybe_help(as_in_yaml(&source.text, span))
        })
        .collect();
    let node = diagnostics.is_empty().then(|| toml_table(table.into_inner(), Span::default()));
    (node, diagnostics)
}

/// What to write where a line is `name: value`.
fn as_in_yaml(text: &str, at: Span) -> Option<String> {
    let start = text[..at.range().start].rfind('\n').map_or(0, |end| end + 1);
    let (name, _) = text[start..].lines().next()?.split_once(": ")?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_name.then(|| format!("settings are TOML: write `{name} = \"...\"`"))
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
        for text in ["{".repeat(40_000), "[".repeat(40_000)] {
            let (node, problems) = yaml(&text);
            assert!(node.is_none());
            assert_eq!(problems[0].code, Code::InvalidYaml);
        }
        for (open, column) in [("[", 3 + 32), ("{", 3 + 32), ("- ", 1 + 2 * 32)] {
            let text = if open == "- " { open.repeat(500) } else { format!("a: {}", open.repeat(500)) };
            let (_, problems) = yaml(&text);
            let found: Vec<_> = problems.iter().map(|problem| problem.place.start()).collect();
            assert_eq!(found, [(1, column)], "{open}: {}", problems[0].message);
        }
    }

    #[test]
    fn anchors_aliases_tags_and_odd_names_are_told_where_they_stand_and_the_rest_is_read() {
        let text = "a: &x {b: 1}\nc: *x\nd: !t 1\ne: &y\n  f: 2\n? [g]\n: h\n&z i: 3\nj: !!str &q k\nl: &m\nn: o\n";
        let (node, problems) = yaml(text);
        let written: Vec<_> = problems.iter().map(|problem| problem.place.source.slice(problem.place.span)).collect();
        assert_eq!(written, ["&x", "*x", "!t", "&y", "[g", "&z", "&q", "!!str", "&m"]);
        assert!(problems.iter().all(|problem| problem.is_binding));
        let node = node.expect("it is YAML");
        assert_eq!(
            (text_of(&node, "d"), text_of(&node, "i"), text_of(&node, "j")),
            ("1".into(), "3".into(), "k".into())
        );
        assert_eq!(text_of(&node, "n"), "o");
        let Value::Map(fields) = &node.value else { panic!("a map") };
        assert_eq!(fields.iter().filter(|(_, value)| value.value == Value::Refused).count(), 2);
    }

    #[test]
    fn what_follows_from_an_alias_is_not_told_as_well() {
        let (_, problems) = yaml("title: *Bold* text\n");
        assert_eq!(problems.iter().map(|problem| problem.place.start()).collect::<Vec<_>>(), [(1, 8)]);
    }

    #[test]
    fn an_unquoted_colon_gets_a_hint() {
        let (_, problems) = yaml("title: Work: a promise\n");
        assert_eq!(problems[0].help.as_deref(), Some("put a text that holds `: ` in quotes"));
        assert_eq!(problems[0].place.start().0, 1);
    }

    #[test]
    fn slips_get_a_place_and_what_to_type() {
        for (text, place, help) in [
            ("a: {b: 2020\n", (1, 4), "close it: write `}` at its end"),
            ("a: [b\nc: d\n", (2, 2), "put commas between the values and `]` behind the last one"),
            ("a: {b: item #3}\n", (1, 4), "` #` begins a comment: put a text that holds it in quotes"),
            ("a: T\n b: c\n", (2, 3), "begin this field in the same column as the one above it"),
            ("a:\n  b: 1\n    c: 2\n", (3, 6), "begin this field in the same column as the one above it"),
            ("a:\n- b: 1\n c: 2\n", (3, 2), "begin this field in the same column as its neighbours"),
            ("a: T\n- b\n", (2, 3), "a list stands below the name of its field: a line `name:`, then the items"),
            ("a: T\n\tb: c\n", (2, 1), "indent with spaces: YAML allows no tabs there"),
            ("a: T\n...\nb: c\n", (2, 1), "remove the line `...`: it ends the document"),
            ("a: T\n---\nb: c\n", (2, 1), "remove the extra `---`"),
            ("a: T\nb:2020\n", (2, 1), "write a space behind the colon: `b: 2020`"),
            ("a: \"Fair\" work\n", (1, 11), "a text that begins with `\"` needs quotes: `a: '\"Fair\" work'`"),
            ("a: 'Fair' work\n", (1, 11), "a text that begins with `'` needs quotes: `a: \"'Fair' work\"`"),
            ("a: @foo\n", (1, 4), "a text that begins with `@` needs quotes: `a: '@foo'`"),
            ("a: `foo`\n", (1, 4), "a text that begins with a backtick needs quotes: `a: '`foo`'`"),
            ("a: %foo\n", (1, 4), "a text that begins with `%` needs quotes: `a: '%foo'`"),
            ("a: [Draft] foo\n", (1, 12), "a text that begins with `[` needs quotes: `a: '[Draft] foo'`"),
            ("a: \"C:\\path\"\n", (1, 4), "between `\"` each `\\` is written `\\\\`; between `'` it is as it is"),
        ] {
            let (node, problems) = yaml(text);
            assert!(node.is_none(), "{text}");
            let found: Vec<_> =
                problems.iter().map(|problem| (problem.place.start(), problem.help.as_deref())).collect();
            assert_eq!(found, [(place, Some(help))], "{text}{}", problems[0].message);
        }
    }

    /// Where another reading of the same text differs, if anywhere. What is no text there is plain here.
    fn difference(node: &Node, other: &serde_json::Value, path: &str) -> Option<String> {
        match (&node.value, other) {
            (Value::Text(text), serde_json::Value::String(other)) if text == other => None,
            (Value::Null, serde_json::Value::Null)
            | (Value::Text(_), serde_json::Value::Number(_) | serde_json::Value::Bool(_)) => None,
            (Value::List(items), serde_json::Value::Array(others)) if items.len() == others.len() => {
                let pairs = items.iter().zip(others).enumerate();
                pairs.into_iter().find_map(|(at, (item, other))| difference(item, other, &format!("{path}/{at}")))
            }
            (Value::Map(fields), serde_json::Value::Object(others)) if fields.len() == others.len() => fields
                .iter()
                .find_map(|(key, value)| difference(value, others.get(&key.value)?, &format!("{path}/{key}"))),
            _ => Some(format!("{path}: {node:?} is {other:?}")),
        }
    }

    #[test]
    fn another_parser_reads_the_same() {
        let written = "a: plain text\nb: \"quo\\\"ted \\u00e9\"\nc: 'it''s'\nd: |\n  kept\n   lines\ne: >-\n  folded\n  lines\n\n  more\nf: [a, 'b', {g: h, i: }]\nj:\n- k\n- l: m\n  n: ~\no: multi\n  line\np: # nothing\nq: \"a: b\"\nr: 2018-12-10\ns: yes\n? t\n: u\n";
        let vocabularies = ["themes", "actors", "glossary", "objectives"];
        let file = |name: &str| {
            let path = format!("{}/content/vocabulary/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("the repository has it")
        };
        for text in vocabularies.iter().map(|name| file(name)).chain([written.to_owned()]) {
            let (node, problems) = yaml(&text);
            assert_eq!(problems, []);
            let other: serde_json::Value = serde_yaml::from_str(&text).expect("it is YAML");
            assert_eq!(difference(&node.expect("it is YAML"), &other, ""), None);
        }
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
