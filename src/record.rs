//! From a tree of values to typed records.
//!
//! A record is declared once, with [`record!`](crate::record!): its fields, their types and what they mean. From that one
//! declaration come the parser (which reports every problem of every field, with the nearest known name for an unknown
//! one) and the schema that `compendium schema` prints. A type becomes usable as a field by implementing [`Field`].

mod datum;
mod declare;
mod shape;

use std::sync::Arc;

pub use datum::Datum;
pub use shape::{FieldSpec, Shape};

use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::node::{Node, Value, curly, deceives, is_unseen, odd_sign};
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
        let help = curly(self.source.slice(span)).or(help);
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

    /// The text of a scalar without spaces around it, checked for characters that deceive a reader.
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
        match text.trim() {
            "" => self.refuse(Code::EmptyValue, node.span, "this field has no value", None),
            text if text.chars().all(is_unseen) => {
                self.refuse(Code::EmptyValue, node.span, "this field has no value that anybody could see", None)
            }
            text => Some(text),
        }
    }

    /// What to do when all that stands where a value should is a comment: `title: #foo`.
    fn hidden_by_comment(&self, empty: Span) -> Option<String> {
        let line = self.source.text[empty.range().end..].lines().next()?;
        let comment = line.trim_start_matches([':', '-', ' ']).strip_prefix('#')?;
        // Whoever means a comment writes a space behind the sign.
        let is_meant = comment.is_empty() || comment.starts_with(char::is_whitespace);
        let help = if is_meant {
            "write a value in place of the comment"
        } else {
            "`#` begins a comment: put a text that begins with it in quotes"
        };
        Some(help.into())
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
            let help = (node.value == Value::Null).then(|| "write a line for each field: `name: value`".into());
            return reader.refuse(Code::WrongType, node.span, message, help);
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
            let help = odd_sign(key).or_else(|| did_you_mean(key, self.known.iter().copied()));
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
    fn data(&self) -> Vec<(&'static str, Datum<'_>)>;
    /// What one field holds; nothing when there is no such field.
    fn datum_of(&self, name: &str) -> Datum<'_>;
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
    fn datum(&self) -> Datum<'_>;
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
        assert_eq!(helps("title: # TODO\n"), ["write a value in place of the comment"]);
        let help = "there is a non-breaking space (U+00A0): write a plain space";
        assert!(helps("\u{A0}title: A\n").iter().any(|told| told == help));
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
