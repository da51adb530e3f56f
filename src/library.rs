//! Documents, their outlines, and figures: what entries rest on.
//!
//! `sources.yaml` is read as Hayagriva's YAML format (a map of ids to works). The format is read here and not by the
//! hayagriva crate, which depends on the archived `serde_yaml` and reports problems without a place. `sources.bib` is BibTeX
//! and becomes the same works.

mod bibtex;
mod documents;
mod figures;
mod latex;
mod outline;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use documents::{Documents, Unread};
pub use figures::{Figure, Figures, FiguresFile, figures};
pub use outline::outline;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
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

impl Document {
    /// A field of the work, or else of the work that it is a part of, as its reference names it: a chapter came out when its
    /// book did.
    pub fn of_whole<'d, T>(&'d self, field: impl Fn(&'d Self) -> &'d Option<T>) -> Option<&'d T> {
        field(self).as_ref().or_else(|| field(self.parent.first()?).as_ref())
    }

    /// Who wrote it, but for others who are not named.
    pub fn authors(&self) -> impl Iterator<Item = &Person> {
        self.author.iter().filter(|person| !person.is_others())
    }

    /// Who edited it, or else the work that it is a part of, but for others who are not named.
    pub fn editors(&self) -> impl Iterator<Item = &Person> {
        let whole = self.parent.first().filter(|_| self.editor.is_empty());
        let editors = whole.map_or(&self.editor, |whole| &whole.editor);
        editors.iter().filter(|person| !person.is_others())
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
    fn datum(&self) -> Datum<'_> {
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
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.0.as_str().into())
    }
}

/// Who stands for others who are not named. It comes last in a list.
pub const OTHERS: &str = "others";

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
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.to_string().into())
    }
}

impl Person {
    /// Whether it stands for others who are not named, as `and others` does in BibTeX.
    pub fn is_others(&self) -> bool {
        self.given.is_none() && self.name == OTHERS
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
    fn datum(&self) -> Datum<'_> {
        Datum::Address(self.url.as_str().into())
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

/// Reads the files that list works. An id that two of them have is an error.
pub fn documents<'a>(sources: impl IntoIterator<Item = &'a Arc<Source>>) -> (Documents, Vec<Diagnostic>) {
    let mut documents: BTreeMap<String, Listed> = BTreeMap::new();
    let mut unread = Unread::default();
    let mut diagnostics = Vec::new();
    for source in sources {
        let mut reader = Reader::new(source);
        let works = if source.path.ends_with(".bib") {
            let works = bibtex::read(&mut reader);
            unread.is_any |= source.is_unread || !reader.diagnostics.is_empty();
            works
        } else {
            let works = yaml(source, &mut reader);
            unread.is_any |= works.is_none();
            works.unwrap_or_default()
        };
        for (id, node) in &works {
            if crate::field::EntryId::parse(id).is_none() {
                let help = format!("ids are lower-case letters, digits and hyphens: {}", crate::slug::slug(id));
                let message = format!("`{id}` cannot be the id of a document");
                let problem = Diagnostic::new(Code::BadId, source, id.span, message).help(help);
                // A work that has no id is not there at all.
                diagnostics.push(problem.binding());
                unread.ids.insert(id.value.clone());
            } else if let Some(first) = documents.get(&id.value) {
                let message = format!("there is a work `{id}` already");
                let problem = Diagnostic::new(Code::DuplicateId, source, id.span, message).help("give it another id");
                // Only one of the two is read.
                diagnostics.push(problem.related(&first.source, first.span, "the other one").binding());
            } else if let Some(document) = reader.record(node) {
                let listed = Listed { document, source: Arc::clone(source), span: id.span };
                documents.insert(id.value.clone(), listed);
            } else {
                unread.ids.insert(id.value.clone());
            }
        }
        diagnostics.append(&mut reader.diagnostics);
    }
    (Documents::new(documents, unread), diagnostics)
}

/// `sources.yaml`: a map of ids to works; none when it cannot be read.
fn yaml(source: &Arc<Source>, reader: &mut Reader) -> Option<Vec<(Spanned<String>, Node)>> {
    let (node, mut problems) = node::from_yaml(source, Span::new(0, source.text.len()));
    reader.diagnostics.append(&mut problems);
    let node = node?;
    match node.value {
        Value::Map(map) => Some(map),
        Value::Null => Some(Vec::new()),
        _ => {
            let help = "write an id, a colon and the fields below it";
            reader.refuse(Code::WrongType, node.span, "expected a map of ids to works", Some(help.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_read_in_either_form() {
        let text = "a:\n  type: report\n  title: A\n  author: [\"Clemens, Michael A.\", IFAD]\n  url: {value: https://x.org/, date: 2018-01-02}\n\
            b:\n  type: article\n  title: {value: B}\n  parent: {type: periodical, title: J}\n";
        let (documents, problems) = documents([&Source::new("content/sources.yaml", text)]);
        assert_eq!(problems, []);
        assert_eq!(documents.get("a").expect("it is listed").document.author[0].to_string(), "Michael A. Clemens");
        assert_eq!(documents.get("b").expect("it is listed").document.title.0, "B");
        assert_eq!(documents.get("b").expect("it is listed").document.parent[0].title.0, "J");
    }

    #[test]
    fn a_bad_work_is_located_and_the_others_are_read() {
        let (documents, problems) =
            documents([&Source::new("s.yaml", "a: {type: repot, title: A}\nb: {type: book, title: B}\n")]);
        assert_eq!(problems[0].code, Code::BadValue);
        assert_eq!(problems[0].help.as_deref(), Some("did you mean `report`?"));
        assert!(documents.has("b"));
    }

    #[test]
    fn works_in_bibtex_are_the_same_works() {
        let text = "% by hand\n@string{un = \"United Nations\"}\n@report{a-1,\n title = {Making {Migration} work},\n \
            author = {{Secretariat, New York} and Clemens, Michael}, publisher = un # { Press}, year = 2017, month = dec,\n number = {A/72/643}, \
            url = {https://x.org/a\\_b}, urldate = {2026-11-25}}\n\
            @article{b, title = \"B\", journal = {J}, number = 3, pages = {4--9}, date = {2018/2019},}\n";
        let (documents, problems) = documents([&Source::new("content/sources.bib", text)]);
        assert_eq!(problems, []);
        let (a, b) = (&documents.get("a-1").expect("a").document, &documents.get("b").expect("b").document);
        assert_eq!(
            (a.title.0.as_str(), a.date.as_ref().expect("a date").to_string()),
            ("Making Migration work", "2017-12".into())
        );
        assert_eq!(a.author[0].to_string(), "Secretariat, New York");
        assert_eq!(a.author[1].to_string(), "Michael Clemens");
        assert_eq!(a.publisher.as_ref().map(|publisher| publisher.0.as_str()), Some("United Nations Press"));
        assert_eq!(a.serial_number.as_ref().map(|number| number.0.as_str()), Some("A/72/643"));
        assert_eq!(a.url.as_ref().map(|link| link.url.as_str()), Some("https://x.org/a_b"));
        assert_eq!((b.issue.as_deref(), b.page_range.as_deref()), (Some("3"), Some("4-9")));
        assert_eq!(b.parent[0].title.0, "J");
    }

    #[test]
    fn bad_bibtex_is_located_and_the_rest_is_read() {
        let text = "@repot{a, title = {A}}\n@book{b title = {B}}\n@book{c, title = {C}}\n@book{d, title = {D\n";
        let (documents, problems) = documents([&Source::new("content/sources.bib", text)]);
        let found: Vec<_> = problems.iter().map(|d| (d.place.start(), d.code)).collect();
        let bad = Code::BadBibtex;
        assert_eq!(found, [((2, 9), bad), ((4, 18), bad), ((1, 2), bad)]);
        assert!(documents.has("c") && documents.len() == 1);
    }

    #[test]
    fn one_id_in_two_files_is_an_error_that_names_both() {
        let yaml = Source::new("content/sources.yaml", "a: {type: book, title: A}\n");
        let bib = Source::new("content/sources.bib", "@book{a, title = {A}}");
        let (_, problems) = documents([&yaml, &bib]);
        assert_eq!((problems[0].code, &*problems[0].place.source.path), (Code::DuplicateId, "content/sources.bib"));
        assert_eq!(&*problems[0].related[0].place.source.path, "content/sources.yaml");
    }
}
