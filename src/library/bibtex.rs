//! `sources.bib`: BibTeX and biblatex as the same tree of fields that `sources.yaml` gives.
//!
//! A file goes in, and out come ids with nodes in Hayagriva's shape, each value at its place, so that what is wrong with one is
//! said as of YAML. Fields that we have no use for are passed over, as is the custom of BibTeX. What a work has from others by
//! `crossref` and `xdata` is in [`inherited`]. The format is read here and
//! not by the biblatex crate, which depends on the unmaintained `paste` and keeps no places of fields.

mod inherited;

use std::collections::HashMap;

use super::latex;
use crate::diagnostic::{Code, did_you_mean};
use crate::node::{Node, Value};
use crate::record::Reader;
use crate::source::{Span, Spanned};

/// So many pieces may be joined with `#`, or braces be nested.
const LIMIT: usize = 64;
/// Bytes of a value: names of values may stand for names of values, each ten times as long.
const LONGEST: usize = 64 * 1024;

/// A field as written: its name and its value, not yet read as LaTeX.
#[derive(Clone)]
struct Field {
    name: String,
    value: Spanned<String>,
}

/// A work as written.
struct Work {
    kind: Spanned<String>,
    id: Spanned<String>,
    fields: Vec<Field>,
    span: Span,
}

/// Reads a file.
pub(super) fn read(reader: &mut Reader) -> Vec<(Spanned<String>, Node)> {
    let source = std::sync::Arc::clone(&reader.source);
    let mut parser = Parser { text: &source.text, at: 0, strings: months(), reader };
    let mut works = Vec::new();
    while let Some(found) = parser.text[parser.at..].find('@') {
        parser.at += found + 1;
        let start = parser.at - 1;
        match parser.work(start) {
            Ok(work) => works.extend(work),
            Err(problem) => {
                let help = Some(problem.help.to_owned());
                parser.reader.refuse::<()>(Code::BadBibtex, problem.span, problem.message, help);
                // The next work begins on a line of its own, whatever became of this one.
                let rest = &parser.text[parser.at..];
                parser.at += rest.find("\n@").map_or(rest.len(), |end| end + 1);
            }
        }
    }
    let reader = parser.reader;
    let works = inherited::complete(works, reader);
    works.into_iter().filter_map(|work| Some((work.id.clone(), node(&work, reader)?))).collect()
}

fn months() -> HashMap<String, String> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    names.iter().zip(1..).map(|(name, number)| ((*name).to_owned(), format!("{number:02}"))).collect()
}

struct Parser<'a, 'r> {
    text: &'a str,
    at: usize,
    /// What `@string` names.
    strings: HashMap<String, String>,
    reader: &'r mut Reader,
}

struct Problem {
    span: Span,
    message: String,
    help: &'static str,
}

impl Parser<'_, '_> {
    fn work(&mut self, start: usize) -> Result<Option<Work>, Problem> {
        let kind = self.word();
        let close = match self.next_of("{(") {
            Some('{') => '}',
            Some(_) => ')',
            // Text between works may have an address, such as `a@b.org`.
            None if !is_type(&kind.value) || !self.begins_line(start) => return Ok(None),
            None => return Err(self.problem("a brace is missing", "write `@report{id, title = {...}}`")),
        };
        match kind.value.to_ascii_lowercase().as_str() {
            "comment" | "preamble" => {
                self.at -= 1;
                self.delimited(close)?;
                return Ok(None);
            }
            "string" => {
                let name = self.word().value.to_ascii_lowercase();
                self.expect('=')?;
                let value = self.value()?;
                self.strings.insert(name, value.value);
                self.expect(close)?;
                return Ok(None);
            }
            _ => {}
        }
        let id = self.word();
        let mut fields = Vec::new();
        loop {
            self.skip();
            match self.next_of(if close == '}' { ",}" } else { ",)" }) {
                Some(',') => {}
                Some(_) => break,
                None => {
                    return Err(
                        self.problem("a comma or the closing brace is missing", "fields are separated by commas")
                    );
                }
            }
            self.skip();
            if self.peek() == Some(close) {
                continue;
            }
            let name = self.word();
            self.expect('=')?;
            let value = self.value()?;
            fields.push(Field { name: name.value.to_ascii_lowercase(), value });
        }
        Ok(Some(Work { kind, id, fields, span: Span::new(start, self.at) }))
    }

    /// Pieces in braces or quotation marks, numbers and names, joined by `#`.
    fn value(&mut self) -> Result<Spanned<String>, Problem> {
        self.skip();
        let (start, mut text) = (self.at, String::new());
        for _ in 0..LIMIT {
            self.skip();
            match self.peek() {
                Some('{') => text.push_str(&self.delimited('}')?),
                Some('"') => text.push_str(&self.delimited('"')?),
                _ => {
                    let word = self.word();
                    if word.value.is_empty() {
                        return Err(self.problem("a value is missing", "write it in braces: `title = {...}`"));
                    }
                    let known = self.strings.get(&word.value.to_ascii_lowercase());
                    text.push_str(known.unwrap_or(&word.value));
                }
            }
            if text.len() > LONGEST {
                return Err(self.problem("this value is too long", "a value may have 64 KiB"));
            }
            let end = self.at;
            self.skip();
            if self.next_of("#").is_none() {
                return Ok(Spanned::new(text, Span::new(start, end)));
            }
        }
        Err(self.problem("too many pieces are joined", "write the value as one text"))
    }

    /// What stands between a delimiter and its end; braces within are balanced.
    fn delimited(&mut self, close: char) -> Result<String, Problem> {
        let start = self.at;
        self.at += 1;
        let mut depth = 0_usize;
        for (at, c) in self.text[self.at..].char_indices() {
            match c {
                _ if c == close && depth == 0 => {
                    let text = self.text[self.at..self.at + at].to_owned();
                    self.at += at + c.len_utf8();
                    return Ok(text);
                }
                // Braces count even behind a backslash, as they do for BibTeX.
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > LIMIT {
                break;
            }
        }
        let span = Span::new(start, start + 1);
        Err(Problem {
            span,
            message: "what is opened here is not closed".into(),
            help: "every brace has its counterpart",
        })
    }

    fn word(&mut self) -> Spanned<String> {
        self.skip();
        let rest = &self.text[self.at..];
        let ends = |c: char| c.is_whitespace() || "{}(),=#\"@".contains(c);
        let length = rest.find(ends).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at += length;
        Spanned::new(rest[..length].to_owned(), span)
    }

    /// Whether nothing but spaces stands before it on its line.
    fn begins_line(&self, at: usize) -> bool {
        let line = self.text[..at].rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn next_of(&mut self, any: &str) -> Option<char> {
        self.skip();
        let c = self.peek().filter(|c| any.contains(*c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn expect(&mut self, c: char) -> Result<(), Problem> {
        match self.next_of(&c.to_string()) {
            Some(_) => Ok(()),
            None => Err(self.problem(&format!("`{c}` is missing"), "a field is written `name = {value}`")),
        }
    }

    fn problem(&self, message: &str, help: &'static str) -> Problem {
        Problem { span: Span::new(self.at, self.at), message: message.to_owned(), help }
    }
}

/// The types of BibTeX and biblatex, ours, and what sort of work theirs is a part of.
const TYPES: [(&str, &str, Option<&str>); 34] = [
    ("article", "article", Some("periodical")),
    ("audio", "audio", None),
    ("book", "book", None),
    ("booklet", "book", None),
    ("collection", "anthology", None),
    ("conference", "article", Some("proceedings")),
    ("dataset", "repository", None),
    ("electronic", "web", None),
    ("inbook", "chapter", Some("book")),
    ("incollection", "anthos", Some("anthology")),
    ("inproceedings", "article", Some("proceedings")),
    ("inreference", "entry", Some("reference")),
    ("jurisdiction", "case", None),
    ("legal", "legislation", None),
    ("legislation", "legislation", None),
    ("manual", "report", None),
    ("mastersthesis", "thesis", None),
    ("misc", "misc", None),
    ("movie", "video", None),
    ("music", "audio", None),
    ("mvbook", "book", None),
    ("newspaper", "newspaper", None),
    ("online", "web", None),
    ("periodical", "periodical", None),
    ("phdthesis", "thesis", None),
    ("proceedings", "proceedings", None),
    ("reference", "reference", None),
    ("report", "report", None),
    ("software", "repository", None),
    ("techreport", "report", None),
    ("thesis", "thesis", None),
    ("unpublished", "manuscript", None),
    ("video", "video", None),
    ("www", "web", None),
];

/// Whether a word behind an `@` begins something that BibTeX knows.
fn is_type(word: &str) -> bool {
    let mut known = TYPES.iter().map(|(known, ..)| *known).chain(["comment", "preamble", "string"]);
    known.any(|known| known.eq_ignore_ascii_case(word))
}

/// A work as the tree that YAML would give.
fn node(work: &Work, reader: &mut Reader) -> Option<Node> {
    let kind = work.kind.value.to_ascii_lowercase();
    let Some((_, ours, part_of)) = TYPES.iter().find(|(known, ..)| *known == kind) else {
        let help = did_you_mean(&kind, TYPES.iter().map(|(known, ..)| *known));
        let help = help.or_else(|| Some("`@misc` takes any work".into()));
        return reader.refuse(Code::BadBibtex, work.kind.span, format!("there is no type `@{}`", work.kind), help);
    };
    let get = |names: &[&str]| names.iter().find_map(|name| work.fields.iter().find(|field| field.name == *name));
    let mut fields = vec![entry("type", text_node((*ours).to_owned(), work.kind.span))];
    let mut text = |ours: &'static str, theirs: &[&str]| {
        if let Some(field) = get(theirs) {
            fields.push(entry(ours, text_node(latex::text(&field.value.value), field.value.span)));
        }
    };
    text("publisher", &["publisher", "institution", "school", "howpublished"]);
    text("organization", &["organization"]);
    text("location", &["location", "address"]);
    text("genre", &["type"]);
    text("note", &["note", "annotation", "annote"]);
    text("abstract", &["abstract"]);
    text("language", &["langid", "language"]);
    text("edition", &["edition"]);
    text("page-total", &["pagetotal"]);
    text("serial-number", if part_of.is_some() { &["eid"] } else { &["number"] });
    fields.extend(title(work, "title", "subtitle").map(|title| entry("title", title)));
    for name in ["author", "editor"] {
        fields.extend(get(&[name]).map(|field| entry(name, people(&field.value))));
    }
    fields.extend(date(work).map(|date| entry("date", date)));
    fields.extend(link(work).map(|link| entry("url", link)));
    if let Some(pages) = get(&["pages"]) {
        let text = latex::text(&pages.value.value).replace('\u{2013}', "-");
        fields.push(entry("page-range", text_node(text, pages.value.span)));
    }
    numbers(work, part_of.is_some(), &mut fields);
    if let (Some(kind), Some(whole)) = (part_of, whole(work)) {
        let kind = text_node((*kind).to_owned(), work.kind.span);
        let parent = Value::Map(vec![entry("type", kind), entry("title", whole)]);
        fields.push(entry("parent", Node { value: parent, span: work.span }));
    }
    Some(Node { value: Value::Map(fields), span: work.span })
}

fn field<'a>(work: &'a Work, name: &str) -> Option<&'a Spanned<String>> {
    work.fields.iter().find(|field| field.name == name).map(|field| &field.value)
}

fn entry(name: &str, node: Node) -> (Spanned<String>, Node) {
    (Spanned::new(name.to_owned(), node.span), node)
}

const fn text_node(text: String, span: Span) -> Node {
    Node { value: Value::Text(text), span }
}

fn title(work: &Work, main: &str, sub: &str) -> Option<Node> {
    let main = field(work, main)?;
    let text = latex::text(&main.value);
    let text = field(work, sub).map_or_else(|| text.clone(), |sub| format!("{text}: {}", latex::text(&sub.value)));
    Some(text_node(text, main.span))
}

/// The title of the whole that it is a part of.
fn whole(work: &Work) -> Option<Node> {
    ["journaltitle", "journal", "booktitle", "maintitle"].iter().find_map(|name| title(work, name, ""))
}

/// An article has a volume and a number of its periodical; the number of any other work is its own.
fn numbers(work: &Work, is_part: bool, fields: &mut Vec<(Spanned<String>, Node)>) {
    let issue = if is_part { ["issue", "number"].as_slice() } else { &["issue"] };
    for (ours, theirs) in [("volume", ["volume"].as_slice()), ("issue", issue)] {
        let found = theirs.iter().find_map(|name| field(work, name));
        fields.extend(found.map(|value| entry(ours, text_node(latex::text(&value.value), value.span))));
    }
}

/// `date`, or `year` with `month` and `day`; of a range where it begins.
fn date(work: &Work) -> Option<Node> {
    if let Some(date) = field(work, "date") {
        let first = date.split('/').next().unwrap_or_default().trim();
        return Some(text_node(first.trim_end_matches(['~', '?', '%']).to_owned(), date.span));
    }
    let year = field(work, "year")?;
    let mut text = latex::text(&year.value);
    // `n.d.`, `forthcoming`: no date.
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(month) = field(work, "month").and_then(|month| month_number(month)) {
        text = format!("{text}-{month}");
        if let Some(day) = field(work, "day").and_then(|day| day.trim().parse::<u8>().ok()) {
            text = format!("{text}-{day:02}");
        }
    }
    Some(text_node(text, year.span))
}

fn month_number(month: &str) -> Option<String> {
    let month = month.trim().to_ascii_lowercase();
    let named = month.get(..3).and_then(|start| months().get(start).cloned());
    named.or_else(|| month.parse::<u8>().ok().map(|number| format!("{number:02}")))
}

/// Where to read it: an address, or a DOI.
fn link(work: &Work) -> Option<Node> {
    let url = field(work, "url").map(|url| text_node(latex::address(&url.value), url.span));
    let doi =
        || field(work, "doi").map(|doi| text_node(format!("https://doi.org/{}", latex::address(&doi.value)), doi.span));
    let url = url.or_else(doi)?;
    let Some(read) = field(work, "urldate") else { return Some(url) };
    let span = url.span;
    let date = text_node(read.value.trim().to_owned(), read.span);
    Some(Node { value: Value::Map(vec![entry("value", url), entry("date", date)]), span })
}

/// Names, separated by `and`.
fn people(value: &Spanned<String>) -> Node {
    let names = latex::split_names(&value.value).into_iter().map(|name| person(name, value.span));
    Node { value: Value::List(names.collect()), span: value.span }
}

fn person(name: &str, span: Span) -> Node {
    let (family, given) = latex::name(name);
    let mut fields = vec![entry("name", text_node(family, span))];
    fields.extend(given.map(|given| entry("given-name", text_node(given, span))));
    Node { value: Value::Map(fields), span }
}
