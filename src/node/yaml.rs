//! The events of a YAML parser as a tree with spans.

use std::borrow::Cow;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StrInput, Tag};

use super::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span, Spanned};

/// Nested collections deeper than this are refused.
const MAX_DEPTH: usize = 32;
/// Values in one file; a vocabulary of 20,000 terms fits.
const MAX_NODES: usize = 400_000;
/// Up to so many fields a repeated one is looked for one by one; beyond, by a table.
const FEW_FIELDS: usize = 32;

/// Reads a part of a source as one YAML document. Nothing at all is read as [`Value::Null`].
pub fn from_yaml(source: &Arc<Source>, part: Span) -> (Option<Node>, Vec<Diagnostic>) {
    let text = source.slice(part);
    let options = granit_parser::options! { emit_comments: false, emit_unresolved_aliases: true };
    let parser = Parser::new_from_str_with_options(text, options);
    let base = part.start as usize;
    let mut builder = Builder { source, text, base, parser, nodes: 0, depth: 0, diagnostics: Vec::new() };
    match builder.document() {
        Ok(node) => (Some(node), builder.diagnostics),
        Err(Refused { at, message, help }) => {
            let end = if at < text.len() { at + 1 } else { at };
            let span = Span::new(base + at, base + end);
            builder.diagnostics.push(Diagnostic::new(Code::InvalidYaml, source, span, message).maybe_help(help));
            (None, builder.diagnostics)
        }
    }
}

/// What ends the reading of a document.
struct Refused {
    /// Byte of the part that is read.
    at: usize,
    message: String,
    help: Option<String>,
}

impl Refused {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    fn anchor(at: usize) -> Self {
        let help = "write the value out where it is used; a text that begins with `&` or `*` needs quotes";
        Self { help: Some(help.into()), ..Self::new(at, "anchors (`&name`) and aliases (`*name`) are not allowed") }
    }

    fn too_deep(at: usize) -> Self {
        Self::new(at, format!("lists and fields are nested more than {MAX_DEPTH} deep"))
    }

    /// The parser's own words, with a hint for the usual slips.
    fn scan(text: &str, error: &ScanError) -> Self {
        let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return Self::too_deep(at);
        }
        let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
        let line = text[line..].lines().next().unwrap_or_default();
        let message = error.kind().to_string();
        let help = if line.contains('\t') {
            Some("indent with spaces: YAML allows no tabs there".into())
        } else if line.matches(": ").count() > 1 || matches!(error.kind(), ErrorKind::MappingValueNotAllowed) {
            Some("put a text that holds `: ` in quotes".into())
        } else {
            None
        };
        Self { at, message: format!("this is not YAML: {message}"), help }
    }
}

type Read<T> = Result<T, Refused>;

struct Builder<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    /// Where the part that is read begins in the source.
    base: usize,
    parser: Parser<'a, StrInput<'a>>,
    nodes: usize,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Read<(Event<'a>, Span)> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.span(span))),
            Some(Err(error)) => Err(Refused::scan(self.text, &error)),
            None => Ok((Event::StreamEnd, Span::new(self.base + self.text.len(), self.base + self.text.len()))),
        }
    }

    /// A place in the source, without the white space at its end.
    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or_default();
        let written = self.text.get(range.clone()).unwrap_or_default().trim_end().len();
        Span::new(self.base + range.start, self.base + range.start + written)
    }

    fn at(&self, span: Span) -> usize {
        span.start as usize - self.base
    }

    fn document(&mut self) -> Read<Node> {
        let node = loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd, span) => break Node { value: Value::Null, span },
                (event, span) => break self.node(event, span)?,
            }
        };
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(node),
                (Event::DocumentStart(..), span) => {
                    let help = Some("remove the extra `---`".into());
                    let message = "a second YAML document begins here";
                    return Err(Refused { help, ..Refused::new(self.at(span), message) });
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Read<Node> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("this file holds more than {MAX_NODES} values");
            return Err(Refused::new(self.at(span), message));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(anchor, tag.as_deref(), span)?;
                Ok(Node { value: scalar(text, style), span })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.as_deref(), span)?;
                self.nested(span, |builder| builder.list(span))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.as_deref(), span)?;
                self.nested(span, |builder| builder.map(span))
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(Refused::anchor(self.at(span))),
            // The parser gives no other event where a value stands.
            _ => Ok(Node { value: Value::Null, span }),
        }
    }

    fn refuse_properties(&self, anchor: usize, tag: Option<&Tag>, span: Span) -> Read<()> {
        if anchor > 0 {
            return Err(Refused::anchor(self.at(span)));
        }
        match tag {
            Some(tag) => {
                let help = Some("remove it; a text that begins with `!` needs quotes".into());
                let message = format!("tags (`{}`) are not allowed", tag.original());
                Err(Refused { help, ..Refused::new(self.at(span), message) })
            }
            None => Ok(()),
        }
    }

    fn nested(&mut self, span: Span, read: impl FnOnce(&mut Self) -> Read<Node>) -> Read<Node> {
        if self.depth == MAX_DEPTH {
            return Err(Refused::too_deep(self.at(span)));
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn list(&mut self, span: Span) -> Read<Node> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => break,
                (event, span) => items.push(self.node(event, span)?),
            }
        }
        let end = items.last().map_or(span.end, |last| last.span.end);
        Ok(Node { value: Value::List(items), span: Span { start: span.start, end: end.max(span.end) } })
    }

    fn map(&mut self, span: Span) -> Read<Node> {
        let mut map: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut seen = Seen::default();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => break,
                (Event::Scalar(key, _, anchor, tag), span) => {
                    self.refuse_properties(anchor, tag.as_deref(), span)?;
                    Spanned::new(key.into_owned(), span)
                }
                (_, span) => {
                    let message = "the name of a field is a word, not a list or a group of fields";
                    return Err(Refused::new(self.at(span), message));
                }
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            if seen.is_new(&map, &key.value) {
                map.push((key, value));
            } else {
                self.duplicate(&key, &map);
            }
        }
        let start = map.first().map_or(span.start, |(key, _)| key.span.start);
        let end = map.last().map_or(span.end, |(_, value)| value.span.end);
        Ok(Node { value: Value::Map(map), span: Span { start, end: end.max(start) } })
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

/// The YAML 1.2 core schema knows these spellings of nothing; every other plain scalar stays as it was written.
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
    if is_null { Value::Null } else { Value::Text(text.into_owned()) }
}

/// Which fields a map has. A file of vocabulary has thousands, an entry a dozen.
#[derive(Default)]
struct Seen {
    table: std::collections::HashSet<String>,
}

impl Seen {
    fn is_new(&mut self, map: &[(Spanned<String>, Node)], key: &str) -> bool {
        if map.len() < FEW_FIELDS {
            return !map.iter().any(|(known, _)| known.value == key);
        }
        if self.table.is_empty() {
            self.table = map.iter().map(|(known, _)| known.value.clone()).collect();
        }
        self.table.insert(key.to_owned())
    }
}
