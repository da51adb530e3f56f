//! Documents, their outlines, and figures: what entries rest on.
//!
//! `sources.yaml` is read as Hayagriva's YAML format (a map of ids to works). The format is read here and not by the
//! hayagriva crate, which depends on the archived `serde_yaml` and reports problems without a place.

mod documents;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use documents::Documents;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::SourceReference;
use crate::field::{Localized, WebAddress};
use crate::node::{self, Node, Value};
use crate::record::{Datum, Field, Reader, Shape};
use crate::source::{Source, Span, Spanned};
use crate::{record, words};

words! {
    /// What sort of work it is, as Hayagriva names them.
    pub enum DocumentType {
        /// An article of a journal.
        Article = "article",
        /// A chapter of a book.
        Chapter = "chapter",
        /// A contribution to an anthology.
        Anthos = "anthos",
        /// A collection.
        Anthology = "anthology",
        /// A report.
        Report = "report",
        /// A thesis.
        Thesis = "thesis",
        /// A page of the web.
        Web = "web",
        /// An entry of a reference work.
        Entry = "entry",
        /// A journal.
        Periodical = "periodical",
        /// A newspaper.
        Newspaper = "newspaper",
        /// The proceedings of a conference.
        Proceedings = "proceedings",
        /// A conference.
        Conference = "conference",
        /// A reference work.
        Reference = "reference",
        /// A blog.
        Blog = "blog",
        /// A book.
        Book = "book",
        /// A repository of data or code.
        Repository = "repository",
        /// A law, resolution or treaty.
        Legislation = "legislation",
        /// A decision of a court.
        Case = "case",
        /// A manuscript.
        Manuscript = "manuscript",
        /// A post.
        Post = "post",
        /// A recording.
        Video = "video",
        /// A sound recording.
        Audio = "audio",
        /// Anything else.
        Misc = "misc",
        /// Something original.
        Original = "original",
    }
}

record! {
    /// A work of the bibliography.
    pub struct Document {
        /// What sort of work.
        document_type as "type": DocumentType,
        /// What it is called.
        title: Plain,
        /// Who wrote it.
        author: Vec<Person>,
        /// Who edited it.
        editor: Vec<Person>,
        /// When it came out.
        date: Option<Spanned<Date>>,
        /// Who published it.
        publisher: Option<Plain>,
        /// Where it was published.
        location: Option<Plain>,
        /// The organization behind it.
        organization: Option<Plain>,
        /// Its number: a United Nations symbol, a report number.
        serial_number as "serial-number": Option<Plain>,
        /// Where to read it.
        url: Option<Link>,
        /// The pages of the whole it is in.
        page_range as "page-range": Option<String>,
        /// How many pages it has.
        page_total as "page-total": Option<String>,
        /// The volume.
        volume: Option<String>,
        /// The issue.
        issue: Option<String>,
        /// The edition.
        edition: Option<String>,
        /// The sort of work, in words.
        genre: Option<Plain>,
        /// A remark.
        note: Option<Plain>,
        /// A summary.
        abstract_ as "abstract": Option<Plain>,
        /// The language of the work.
        language: Option<String>,
        /// The work that it is a part of.
        parent: Vec<Box<Document>>,
    }
}

impl<T: Field> Field for Box<T> {
    fn shape() -> Shape {
        // A document has documents as parents; the schema ends here instead of going round.
        Shape::Any
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Self::new)
    }
    fn datum(&self) -> Datum {
        T::datum(self)
    }
}

/// A text that Hayagriva lets stand alone, as `{value: ..., ...}` or, of serial numbers, as `{doi: ..., isbn: ...}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain(pub String);

impl Field for Plain {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Map(map) = &node.value else { return String::read(node, reader).map(Self) };
        if let Some((_, value)) = map.iter().find(|(key, _)| ["value", "name", "serial"].contains(&key.as_str())) {
            return String::read(value, reader).map(Self);
        }
        let named =
            map.iter().map(|(key, value)| Some(format!("{} {}", key.to_uppercase(), String::read(value, reader)?)));
        named.collect::<Option<Vec<_>>>().map(|parts| Self(parts.join(", ")))
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.0.clone())
    }
}

/// A person or body: `Clemens, Michael A.` or `{name: ..., given-name: ...}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Family name, or the name of a body.
    pub name: String,
    /// Given names.
    pub given: Option<String>,
}

impl Field for Person {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Map(map) = &node.value {
            let mut field = |name: &str| {
                let found = map.iter().find(|(key, _)| key.value == name);
                found.and_then(|(_, value)| String::read(value, reader))
            };
            let given = field("given-name");
            let Some(name) = field("name") else {
                let message = "a person needs a `name`";
                return reader.refuse(Code::MissingField, node.span, message, Some("add `name: ...`".into()));
            };
            return Some(Self { name, given });
        }
        let text = String::read(node, reader)?;
        Some(match text.split_once(", ") {
            Some((name, given)) => Self { name: name.to_owned(), given: Some(given.to_owned()) },
            None => Self { name: text, given: None },
        })
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.to_string())
    }
}

impl std::fmt::Display for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.given {
            Some(given) => write!(f, "{given} {}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// An address, alone or as `{value: ..., date: ...}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub url: WebAddress,
    /// When it was read.
    pub accessed: Option<Date>,
}

impl Field for Link {
    fn shape() -> Shape {
        Shape::Url
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Map(_) = node.value {
            let dated: DatedLink = reader.record(node)?;
            return Some(Self { url: dated.value, accessed: dated.date });
        }
        WebAddress::read(node, reader).map(|url| Self { url, accessed: None })
    }
    fn datum(&self) -> Datum {
        Datum::Address(self.url.as_str().to_owned())
    }
}

record! {
    /// An address with the day on which it was read.
    pub struct DatedLink {
        /// The address.
        value: WebAddress,
        /// When it was read.
        date: Option<Date>,
    }
}

record! {
    /// The outline of a document with numbered paragraphs: `content/sources/ID.yaml`.
    pub struct Outline {
        /// The document, an id of `sources.yaml`.
        source: Spanned<String>,
        /// Its sections in order.
        sections: Vec<Section>,
    }
}

record! {
    /// A section of a document.
    pub struct Section {
        /// Its number: `V.A`.
        number: Option<String>,
        /// Its heading.
        title: Localized,
        /// What it says, in one line of our own.
        summary: Option<Localized>,
        /// Its first paragraph.
        first: Spanned<u32>,
        /// Its last paragraph.
        last: Spanned<u32>,
    }
}

record! {
    /// `content/figures.yaml`.
    pub struct FiguresFile {
        /// The statistics.
        figures: Vec<Figure>,
    }
}

record! {
    /// A statistic.
    pub struct Figure {
        /// By what it is named: `[[figure:migrants-worldwide]]`.
        id: Spanned<String>,
        /// What it counts.
        title: Localized,
        /// How much.
        value: Spanned<f64>,
        /// In what unit: `people`, `percent`, an ISO 4217 currency code, or a word.
        unit: Localized,
        /// The year that it is about.
        year: Option<Spanned<Date>>,
        /// Who says so.
        source: Spanned<SourceReference>,
        /// A remark.
        note: Option<Localized>,
    }
}

/// A work with its id and its place in the file.
#[derive(Debug)]
pub struct Listed {
    /// What is said of it.
    pub document: Document,
    /// Where.
    pub source: Arc<Source>,
    /// Where its id stands.
    pub span: Span,
}

/// Reads `sources.yaml`: a map of ids to works.
pub fn documents(source: &Arc<Source>) -> (Documents, Vec<Diagnostic>) {
    let (node, mut diagnostics) = node::from_yaml(source, Span::new(0, source.text.len()));
    let mut reader = Reader::new(source);
    let mut documents = BTreeMap::new();
    if let Some(Node { value: Value::Map(map), .. }) = node {
        for (key, value) in &map {
            if crate::field::EntryId::parse(key).is_none() {
                let help = "ids are lower-case letters, digits and hyphens: a-72-643";
                let message = format!("`{key}` cannot be the id of a document");
                reader.refuse::<()>(Code::BadId, key.span, message, Some(help.into()));
            } else if let Some(document) = reader.record(value) {
                documents.insert(key.value.clone(), Listed { document, source: Arc::clone(source), span: key.span });
            }
        }
    } else if let Some(node) = node.filter(|node| node.value != Value::Null) {
        let help = "write an id, a colon and the fields below it";
        reader.refuse::<()>(Code::WrongType, node.span, "expected a map of ids to works", Some(help.into()));
    }
    diagnostics.append(&mut reader.diagnostics);
    (documents.into(), diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_read_in_either_form() {
        let text = "a:\n  type: report\n  title: A\n  author: [\"Clemens, Michael A.\", IFAD]\n  url: {value: https://x.org/, date: 2018-01-02}\n\
            b:\n  type: article\n  title: {value: B}\n  parent: {type: periodical, title: J}\n";
        let (documents, problems) = documents(&Source::new("content/sources.yaml", text));
        assert_eq!(problems, []);
        assert_eq!(documents.get("a").expect("it is listed").document.author[0].to_string(), "Michael A. Clemens");
        assert_eq!(documents.get("b").expect("it is listed").document.title.0, "B");
        assert_eq!(documents.get("b").expect("it is listed").document.parent[0].title.0, "J");
    }

    #[test]
    fn a_bad_work_is_located_and_the_others_are_read() {
        let (documents, problems) =
            documents(&Source::new("s.yaml", "a: {type: repot, title: A}\nb: {type: book, title: B}\n"));
        assert_eq!(problems[0].code, Code::BadValue);
        assert_eq!(problems[0].help.as_deref(), Some("did you mean `report`?"));
        assert!(documents.has("b"));
    }
}
