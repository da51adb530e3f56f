//! The events of a YAML parser as a tree with spans.

mod advice;

use std::borrow::Cow;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput, Tag};

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
///
/// What is reported here keeps something of the file from being read, so no setting makes it less than an error.
pub fn from_yaml(source: &Arc<Source>, part: Span) -> (Option<Node>, Vec<Diagnostic>) {
    let text = source.slice(part);
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // The parser looks ahead in brackets, and the fields around them are a level too.
        flow_nesting_limit: MAX_DEPTH - 1,
    };
    let parser = Parser::new_from_str_with_options(text, options);
    let base = part.start as usize;
    let mut builder = Builder { source, text, base, parser, nodes: 0, depth: 0, diagnostics: Vec::new() };
    match builder.document() {
        Ok(node) => (Some(node), builder.diagnostics),
        Err(refused) => {
            builder.stop(refused);
            (None, builder.diagnostics)
        }
    }
}

/// What ends the reading of a document.
#[derive(Debug, PartialEq)]
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

    fn too_deep(at: usize) -> Self {
        Self::new(at, format!("lists and fields are nested more than {MAX_DEPTH} deep"))
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
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
                let is_too_deep = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
                Err(if is_too_deep { Refused::too_deep(at) } else { advice::on(self.text, at, error.kind()) })
            }
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

    fn report(&mut self, code: Code, span: Span, message: String, help: Option<String>) -> &mut Diagnostic {
        let found = Diagnostic::new(code, self.source, span, message).maybe_help(help);
        self.diagnostics.push(found.binding());
        self.diagnostics.last_mut().expect("it was pushed just now")
    }

    /// Reports what ended the reading, unless that follows from what was reported of the same line: `title: *Bold* text`.
    fn stop(&mut self, Refused { at, message, help }: Refused) {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        if self.diagnostics.last().is_some_and(|last| last.place.span.range().start >= self.base + line) {
            return;
        }
        let end = self.text[at..].chars().next().map_or(at, |first| at + first.len_utf8());
        self.report(Code::InvalidYaml, Span::new(self.base + at, self.base + end), message, help);
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
                (Event::DocumentStart(..), span) => return Err(advice::second_document(self.text, self.at(span))),
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
                let is_plain = self.refuse_properties(anchor, tag.as_deref(), span);
                let value = scalar(text, style);
                // What looked like a text was an anchor or a tag, and that it says nothing follows from that.
                let value = if !is_plain && value == Value::Null { Value::Refused } else { value };
                Ok(Node { value, span })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.as_deref(), span);
                self.nested(span, |builder| builder.list(span))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.as_deref(), span);
                self.nested(span, |builder| builder.map(span))
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse_anchor(span);
                Ok(Node { value: Value::Refused, span })
            }
            // The parser gives no other event where a value stands.
            _ => Ok(Node { value: Value::Null, span }),
        }
    }

    /// Reports an anchor and a tag before a value. Whether there was none.
    fn refuse_properties(&mut self, anchor: usize, tag: Option<&Tag>, value: Span) -> bool {
        if anchor > 0 {
            self.refuse_anchor(self.before(value, "&"));
        }
        if let Some(tag) = tag {
            let written = tag.original();
            let message = format!("tags (`{written}`) are not allowed");
            let help = Some("remove it; a text that begins with `!` needs quotes".into());
            self.report(Code::InvalidYaml, self.before(value, &written), message, help);
        }
        anchor == 0 && tag.is_none()
    }

    fn refuse_anchor(&mut self, span: Span) {
        let help = "write the value out where it is used; a text that begins with `&` or `*` needs quotes";
        let message = "anchors (`&name`) and aliases (`*name`) are not allowed".into();
        self.report(Code::InvalidYaml, span, message, Some(help.into()));
    }

    /// The word with that beginning that stands before a value: the parser says only that there is one.
    fn before(&self, value: Span, beginning: &str) -> Span {
        let Some(start) = self.text[..self.at(value)].rfind(beginning) else { return value };
        let word = self.text[start..].split([' ', '\t', '\r', '\n', ',', ']', '}']).next().unwrap_or_default();
        Span::new(self.base + start, self.base + start + word.len())
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
                    self.refuse_properties(anchor, tag.as_deref(), span);
                    Some(Spanned::new(key.into_owned(), span))
                }
                (event, span) => {
                    self.odd_key(event, span)?;
                    None
                }
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            match key {
                Some(key) if seen.is_new(&map, &key.value) => map.push((key, value)),
                Some(key) => self.duplicate(&key, &map),
                None => {}
            }
        }
        let start = map.first().map_or(span.start, |(key, _)| key.span.start);
        let end = map.last().map_or(span.end, |(_, value)| value.span.end);
        Ok(Node { value: Value::Map(map), span: Span { start, end: end.max(start) } })
    }

    fn odd_key(&mut self, event: Event<'a>, span: Span) -> Read<()> {
        let key = self.node(event, span)?;
        if key.value != Value::Refused {
            let message = "the name of a field is a word, not a list or a group of fields".into();
            let help = Some("a text that begins with `[`, `{` or `?` needs quotes".into());
            self.report(Code::InvalidYaml, key.span, message, help);
        }
        Ok(())
    }

    fn duplicate(&mut self, key: &Spanned<String>, map: &[(Spanned<String>, Node)]) {
        let message = format!("the field `{key}` stands here a second time");
        let help = Some("keep one of the two, with all values in one list".into());
        let source = self.source;
        let found = self.report(Code::DuplicateKey, key.span, message, help);
        if let Some((first, _)) = map.iter().find(|(known, _)| known.value == key.value) {
            *found = found.clone().related(source, first.span, "first here");
        }
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
