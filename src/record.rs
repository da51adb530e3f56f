//! From a tree of values to typed records.
//!
//! A record is declared once, with [`record!`](crate::record!): its fields, their types and what they mean. From that one
//! declaration come the parser (which reports every problem of every field, with the nearest known name for an unknown
//! one) and the schema that `compendium schema` prints. A type becomes usable as a field by implementing [`Field`].

mod declare;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::node::{Node, Value};
use crate::source::{Source, Span, Spanned};

/// Reads nodes of one source and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader {
    /// The source that the nodes come from.
    pub source: Arc<Source>,
    /// What was found so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// A reader of one source.
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), diagnostics: Vec::new() }
    }

    /// Reports a problem and gives nothing, so that a field reader can end with it.
    pub fn refuse<T>(&mut self, code: Code, span: Span, message: impl Into<String>, help: Option<String>) -> Option<T> {
        self.diagnostics.push(Diagnostic::new(code, &self.source, span, message).maybe_help(help));
        None
    }

    /// Whether an error was found after so many problems.
    pub fn has_refused_since(&self, problems: usize) -> bool {
        self.diagnostics[problems..].iter().any(|found| found.severity == Severity::Error)
    }

    /// Says of what was found after so many problems that no setting makes it less than an error, since something that was
    /// written is gone for it.
    pub fn bind_since(&mut self, problems: usize) {
        for found in &mut self.diagnostics[problems..] {
            found.is_binding = found.severity == Severity::Error;
        }
    }

    /// Warns of what stands behind a text on its line and looks like a part of it: `Agenda item #3`.
    pub fn warn_of_comment(&mut self, text: Span) {
        let Some(comment) = comment_behind(&self.source, text) else { return };
        let message = format!("`{}` is a comment here and no part of the text", self.source.slice(comment));
        let help = "put the text in quotes; a comment that is meant has a space behind its `#`";
        self.refuse::<()>(Code::CommentInText, comment, message, Some(help.into()));
    }

    /// Reads a record and reports fields that it does not have.
    pub fn record<R: Record>(&mut self, node: &Node) -> Option<R> {
        let mut fields = Fields::new(self, node)?;
        let record = R::from_fields(&mut fields);
        fields.finish();
        record
    }

    /// A field with an example of what it holds, as the language of the source writes it: YAML, or TOML.
    pub fn written(&self, name: &str, shape: &Shape) -> String {
        if self.source.path.ends_with(".toml") {
            format!("{name} = {}", shape.example_in_toml())
        } else {
            format!("{name}: {}", shape.example())
        }
    }

    /// The text of a scalar, checked for characters that deceive a reader.
    pub fn scalar<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = match &node.value {
            Value::Text(text) => text,
            Value::Null => {
                let help = self.hidden_by_comment(node.span);
                return self.refuse(Code::EmptyValue, node.span, "this field has no value", help);
            }
            Value::Refused => return None,
            other => {
                let message = format!("expected a single value, found {}", other.describe());
                return self.refuse(Code::WrongType, node.span, message, None);
            }
        };
        if let Some(bad) = text.chars().find(|c| deceives(*c)) {
            let message = format!("the invisible character U+{:04X} is not allowed", u32::from(bad));
            return self.refuse(Code::BadCharacter, node.span, message, Some("remove it".into()));
        }
        if text.trim().is_empty() {
            return self.refuse(Code::EmptyValue, node.span, "this field has no value", None);
        }
        Some(text)
    }

    /// What to do when all that stands where a value should is a comment: `title: #foo`.
    fn hidden_by_comment(&self, empty: Span) -> Option<String> {
        let line = self.source.text[empty.range().end..].lines().next()?;
        let is_hidden = line.trim_start_matches([':', '-', ' ']).starts_with('#');
        is_hidden.then(|| "`#` begins a comment: put a text that begins with it in quotes".into())
    }
}

/// The comment behind a plain text in YAML that is probably none: who means one writes a space behind the `#`.
fn comment_behind(source: &Source, text: Span) -> Option<Span> {
    let end = text.range().end;
    // Behind most texts the line ends, and no more of it is looked at.
    if source.text.as_bytes().get(end) != Some(&b' ') || source.path.ends_with(".toml") || source.path.ends_with(".bib")
    {
        return None;
    }
    let line = source.text[end..].lines().next()?;
    let comment = line.trim();
    let is_slip = comment.strip_prefix('#')?.starts_with(|c: char| !c.is_whitespace() && c != '#');
    let is_quoted = source.text[..end].ends_with(['"', '\'']);
    let start = end + line.len() - line.trim_start().len();
    (is_slip && !is_quoted).then(|| Span::new(start, start + comment.len()))
}

/// Control characters but line ends and tabs, and the marks that override or isolate the direction of text (UAX #9), which
/// show a reader something else than what is written.
pub fn deceives(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The fields of one map while a record is read from it.
#[derive(Debug)]
pub struct Fields<'a> {
    /// Collects problems.
    pub reader: &'a mut Reader,
    /// Where the map stands.
    pub span: Span,
    map: Vec<(&'a Spanned<String>, &'a Node)>,
    known: Vec<&'static str>,
    /// How many fields could not be read.
    failures: usize,
}

impl<'a> Fields<'a> {
    /// The fields of a node; reports a node that is no map.
    pub fn new(reader: &'a mut Reader, node: &'a Node) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            if node.value == Value::Refused {
                return None;
            }
            let message = format!("expected fields with values, found {}", node.value.describe());
            return reader.refuse(Code::WrongType, node.span, message, None);
        };
        Some(Self::of(reader, map, node.span))
    }

    /// The fields of a map that stands at a span.
    pub fn of(reader: &'a mut Reader, map: &'a [(Spanned<String>, Node)], span: Span) -> Self {
        let map = map.iter().map(|(key, value)| (key, value)).collect();
        Self { reader, span, map, known: Vec::new(), failures: 0 }
    }

    /// How many fields could not be read so far.
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// Takes a field out of the map.
    pub fn take(&mut self, name: &'static str) -> Option<(&'a Spanned<String>, &'a Node)> {
        self.known.push(name);
        let at = self.map.iter().position(|(key, _)| key.value == name)?;
        Some(self.map.remove(at))
    }

    /// Reads a field. What is missing though required, and what is refused, is reported, counted as a failure, and replaced
    /// by what can stand in for it.
    pub fn read<F: Field>(&mut self, name: &'static str) -> Option<F> {
        let problems = self.reader.diagnostics.len();
        let found = match self.take(name) {
            Some((_, node)) => {
                let found = F::read(node, self.reader);
                if self.reader.diagnostics.len() > problems {
                    self.hint_at_value(problems, name, &F::shape());
                }
                found
            }
            None => F::absent().or_else(|| {
                let help = format!("add `{}`", self.reader.written(name, &F::shape()));
                self.missing(name, Some(help));
                None
            }),
        };
        self.failures += usize::from(found.is_none());
        found.or_else(F::stand_in)
    }

    /// Says what the field holds, where it was just refused for holding nothing or something else.
    fn hint_at_value(&mut self, problems: usize, name: &str, shape: &Shape) {
        // What may hold anything has no example.
        if *shape == Shape::Any {
            return;
        }
        let example = self.reader.written(name, shape);
        for found in &mut self.reader.diagnostics[problems..] {
            if matches!(found.code, Code::EmptyValue | Code::WrongType) && found.help.is_none() {
                found.help = Some(format!("write a value, as in `{example}`"));
            }
        }
    }

    /// Reports a required field that is not written.
    pub fn missing(&mut self, name: &str, help: Option<String>) {
        let at = Span { start: self.span.start, end: self.span.start };
        let message = format!("the required field `{name}` is missing");
        self.reader.refuse::<()>(Code::MissingField, at, message, help);
    }

    /// The fields that nobody asked for, for those who know more names than a record does.
    pub fn rest(&mut self) -> Vec<(&'a Spanned<String>, &'a Node)> {
        std::mem::take(&mut self.map)
    }

    /// The names asked for so far.
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// Reports the fields that nobody asked for.
    pub fn finish(mut self) {
        for (key, _) in self.rest() {
            let help = did_you_mean(key, self.known.iter().copied());
            let help = help.or_else(|| Some(format!("known fields here: {}", self.known.join(", "))));
            self.reader.refuse::<()>(Code::UnknownField, key.span, format!("there is no field `{key}` here"), help);
        }
    }
}

/// A group of named fields.
pub trait Record: Sized {
    /// What the fields are called, what they hold and what they mean, in the order of the documentation.
    fn fields() -> Vec<FieldSpec>;
    /// Reads the fields as far as they can be read, with something in place of those that cannot, so that the others can be
    /// looked at too; `None` when nothing can stand in. Only [`Fields::failures`] tells whether all of it was written.
    fn as_far_as_it_goes(fields: &mut Fields<'_>) -> Option<Self>;
    /// Reads the fields. Reports every problem; `None` when there was one that matters.
    fn from_fields(fields: &mut Fields<'_>) -> Option<Self> {
        let before = fields.failures();
        let record = Self::as_far_as_it_goes(fields);
        record.filter(|_| fields.failures() == before)
    }
    /// What the fields hold, by name, in the order of the declaration: for facts on pages and for exports.
    fn data(&self) -> Vec<(&'static str, Datum)>;
    /// What one field holds; nothing when there is no such field.
    fn datum_of(&self, name: &str) -> Datum;
}

/// A type that a field can hold.
pub trait Field: Sized {
    /// What it looks like in a schema.
    fn shape() -> Shape;
    /// Reads it from a node; reports and gives `None` when it cannot.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;
    /// What the field holds when it is not written; `None` makes it required.
    fn absent() -> Option<Self> {
        None
    }
    /// What stands in for a value that could not be read; never shown.
    fn stand_in() -> Option<Self> {
        Self::absent()
    }
    /// Whether it names something that exists elsewhere, so that a second one in a list says nothing new.
    fn is_name() -> bool {
        false
    }
    /// What it holds, for facts on pages and for exports.
    fn datum(&self) -> Datum;
}

/// What a field holds, without its Rust type: enough to show it on a page and to export it, so that a new field needs no
/// code there.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing was written.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A date with its precision.
    Date(crate::date::Date),
    /// An address.
    Address(String),
    /// The name of a term of the axis that belongs to the field.
    Term(String),
    /// The name of an actor, a group or a country.
    Party(String),
    /// The id of an entry.
    Entry(String),
    /// One of a few words.
    Word(&'static str),
    /// Several.
    List(Vec<Datum>),
    /// Fields below the field.
    Group(Vec<(&'static str, Datum)>),
    /// Anything, as JSON.
    Any(serde_json::Value),
}

impl Datum {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Nothing | Self::Truth(false) | Self::Any(serde_json::Value::Null) => true,
            Self::List(items) => items.is_empty(),
            Self::Group(fields) => fields.iter().all(|(_, datum)| datum.is_empty()),
            _ => false,
        }
    }

    /// The datum as JSON, without fields that hold nothing.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Nothing => Json::Null,
            Self::Text(text) | Self::Address(text) | Self::Term(text) | Self::Party(text) | Self::Entry(text) => {
                Json::from(text.as_str())
            }
            // A whole number is written as one: 258000000 and not 258000000.0.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Json::from(*number as i64),
            Self::Number(number) => Json::from(*number),
            Self::Truth(truth) => Json::from(*truth),
            Self::Date(date) => Json::from(date.to_string()),
            Self::Word(word) => Json::from(*word),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Group(fields) => fields_to_json(fields),
            Self::Any(json) => json.clone(),
        }
    }
}

/// Fields as a JSON object, without those that hold nothing.
pub fn fields_to_json(fields: &[(&'static str, Datum)]) -> serde_json::Value {
    let filled = fields.iter().filter(|(_, datum)| !datum.is_empty());
    serde_json::Value::Object(filled.map(|(name, datum)| ((*name).to_owned(), datum.to_json())).collect())
}

/// One field of a record, for schemas and documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSpec {
    /// The name in YAML or TOML.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be written.
    pub required: bool,
}

/// What a field holds, for schemas and documentation.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One line or paragraph of plain text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A year, month or day.
    Date,
    /// An instant with zone.
    Instant,
    /// An absolute address.
    Url,
    /// A language tag.
    Language,
    /// The id of an entry.
    Entry,
    /// A need of an entry: its id, `#`, and the key of the need.
    Need,
    /// The id of a term of the axis that the field names.
    Term,
    /// An actor, a group or a country.
    Party,
    /// One of a few words.
    Word(Vec<&'static str>),
    /// A text, or one for each language.
    Localized,
    /// One value or a list of them.
    List(Box<Shape>),
    /// Fields below a field.
    Record(Vec<FieldSpec>),
    /// Anything.
    Any,
}

impl Shape {
    /// How it may be written, for hints and for `compendium new`.
    pub fn example(&self) -> String {
        match self {
            Self::Text | Self::Localized | Self::Any => "...".into(),
            Self::Number => "2.5".into(),
            Self::Integer => "10".into(),
            Self::Boolean => "true".into(),
            Self::Date => "2018-12-10".into(),
            Self::Instant => "2026-05-01T09:00+02:00".into(),
            Self::Url => "https://example.org/".into(),
            Self::Language => "en".into(),
            Self::Entry => "fair-recruitment".into(),
            Self::Need => "fair-recruitment#funding".into(),
            Self::Term | Self::Party => "id".into(),
            Self::Word(words) => words.first().copied().unwrap_or("...").into(),
            Self::List(of) => format!("[{}]", of.example()),
            Self::Record(fields) => {
                format!("{{{}}}", required(fields, |field| format!("{}: {}", field.name, field.shape.example())))
            }
        }
    }

    /// The same in TOML, where texts stand in quotes.
    fn example_in_toml(&self) -> String {
        match self {
            Self::Number | Self::Integer | Self::Boolean => self.example(),
            Self::List(of) => format!("[{}]", of.example_in_toml()),
            Self::Record(fields) => {
                let pair = |field: &FieldSpec| format!("{} = {}", field.name, field.shape.example_in_toml());
                format!("{{ {} }}", required(fields, pair))
            }
            _ => format!("\"{}\"", self.example()),
        }
    }
}

/// The fields that a record cannot be without, with commas between them; where there are none, its first one.
fn required(fields: &[FieldSpec], pair: impl Fn(&FieldSpec) -> String) -> String {
    let needed = fields.iter().any(|field| field.required);
    let shown = fields.iter().enumerate().filter(|(at, field)| if needed { field.required } else { *at == 0 });
    shown.map(|(_, field)| pair(field)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{node, record};

    record! {
        /// A record.
        pub struct Sample {
            /// A text.
            title: String,
            /// A group.
            period: Option<crate::entry::Period>,
            /// A list of groups.
            parts: Vec<crate::entry::PartText>,
            /// A truth.
            draft: bool,
        }
    }

    fn read(text: &str) -> (Option<Sample>, Vec<Diagnostic>) {
        let source = Source::new("a.yaml", text);
        let node = node::from_yaml(&source, Span::new(0, text.len())).0.expect("it is YAML");
        let mut reader = Reader::new(&source);
        (reader.record(&node), reader.diagnostics)
    }

    fn helps(text: &str) -> Vec<String> {
        read(text).1.into_iter().filter_map(|problem| problem.help).collect()
    }

    #[test]
    fn what_looks_like_a_text_and_is_a_comment_is_told() {
        let told = |line: &str| {
            let (sample, problems) = read(&format!("title: {line}\n"));
            assert!(sample.is_some(), "{line}");
            problems.iter().map(|problem| problem.place.source.slice(problem.place.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told("Agenda item #3 is met"), ["#3 is met"]);
        assert_eq!(told("two\n  lines  #tag"), ["#tag"]);
        for honest in ["A # since May", "A ## heading", "A#3", "'A' #3", "\"A\" #3", "A #", "|\n  A #3"] {
            assert_eq!(told(honest), [""; 0], "{honest}");
        }
        assert_eq!(helps("title: #foo\n"), ["`#` begins a comment: put a text that begins with it in quotes"]);
    }

    #[test]
    fn who_writes_something_else_is_told_what_to_write() {
        let example = "write a value, as in `period: {from: 2018-12-10}`";
        assert_eq!(helps("title: T\nperiod: 2022\n"), [example]);
        assert_eq!(helps("title: T\nparts: [x, {key: a}]\n"), ["write a value, as in `parts: [{key: ...}]`"]);
        assert_eq!(helps("title: T\ndraft: yes\n"), ["write `true`"]);
        assert_eq!(helps("title: T\ndraft: maybe\n"), ["write `true` or `false`"]);
    }

    #[test]
    fn what_is_left_out_of_a_list_is_an_error_in_every_project() {
        let (sample, problems) = read("title: T\nparts: [x, {key: a}]\n");
        assert_eq!(sample.expect("a sample").parts.len(), 1);
        assert!(problems[0].is_binding);
    }
}
