//! A work as CSL sees it: a type and variables.

use citationberg::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};

use crate::date::Date;
use crate::library::{Document, DocumentType, OTHERS, Person};

/// A work with its variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What sort of work, in CSL's words.
    pub kind: Kind,
    texts: Vec<(Variable, String)>,
    dates: Vec<(DateVariable, Date)>,
    names: Vec<(NameVariable, Vec<Name>)>,
}

/// A person or a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// Family name, or the whole name of a body.
    pub family: String,
    /// Given names; none of a body.
    pub given: Option<String>,
}

impl Name {
    /// Whether it stands for others who are not named, as `and others` does in BibTeX. It comes last in a list.
    pub fn is_others(&self) -> bool {
        self.given.is_none() && self.family == OTHERS
    }
}

impl Item {
    /// A work of a type without variables.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, texts: Vec::new(), dates: Vec::new(), names: Vec::new() }
    }

    /// Sets a text or number. An empty one is none, and the first one stays.
    pub fn text(&mut self, variable: impl Into<Variable>, text: impl Into<String>) -> &mut Self {
        let (variable, text) = (variable.into(), text.into());
        if !text.is_empty() && self.get(variable).is_none() {
            self.texts.push((variable, text));
        }
        self
    }

    /// Sets a date.
    pub fn date(&mut self, variable: DateVariable, date: Date) -> &mut Self {
        self.dates.push((variable, date));
        self
    }

    /// Sets names.
    pub fn people(&mut self, variable: NameVariable, names: Vec<Name>) -> &mut Self {
        if !names.is_empty() && self.names_of(variable).is_empty() {
            self.names.push((variable, names));
        }
        self
    }

    /// The text of a variable.
    pub fn get(&self, variable: impl Into<Variable>) -> Option<&str> {
        let variable = variable.into();
        self.texts.iter().find(|(known, _)| *known == variable).map(|(_, text)| text.as_str())
    }

    /// A date.
    pub fn date_of(&self, variable: DateVariable) -> Option<Date> {
        self.dates.iter().find(|(known, _)| *known == variable).map(|(_, date)| *date)
    }

    /// Names; empty when there are none.
    pub fn names_of(&self, variable: NameVariable) -> &[Name] {
        let found = self.names.iter().find(|(known, _)| *known == variable);
        found.map(|(_, names)| names.as_slice()).unwrap_or_default()
    }

    /// Texts and numbers, in the order in which they were set.
    pub fn texts(&self) -> impl Iterator<Item = (Variable, &str)> {
        self.texts.iter().map(|(variable, text)| (*variable, text.as_str()))
    }

    /// Dates, likewise.
    pub fn dates(&self) -> impl Iterator<Item = (DateVariable, Date)> {
        self.dates.iter().copied()
    }

    /// Names, likewise.
    pub fn names(&self) -> impl Iterator<Item = (NameVariable, &[Name])> {
        self.names.iter().map(|(variable, names)| (*variable, names.as_slice()))
    }
}

impl Name {
    /// A body, whose name is never taken apart.
    pub fn body(name: impl Into<String>) -> Self {
        Self { family: name.into(), given: None }
    }
}

impl From<&Person> for Name {
    fn from(person: &Person) -> Self {
        Self { family: person.name.clone(), given: person.given.clone() }
    }
}

impl From<&Document> for Item {
    fn from(document: &Document) -> Self {
        let parent = document.parent.first().map(|parent| &**parent);
        let mut item = Self::new(kind(document, parent));
        let title = document.title.0.as_str();
        item.text(StandardVariable::Title, title);
        if let Some((main, _)) = title.split_once(": ") {
            item.text(StandardVariable::TitleShort, main);
        }
        if let Some(date) = &document.date {
            item.date(DateVariable::Issued, date.value);
        }
        own(&mut item, document);
        if let Some(parent) = parent {
            item.text(StandardVariable::ContainerTitle, parent.title.0.as_str());
            item.people(NameVariable::ContainerAuthor, parent.author.iter().map(Name::from).collect());
            if document.date.is_none()
                && let Some(date) = &parent.date
            {
                item.date(DateVariable::Issued, date.value);
            }
            own_but_author(&mut item, parent);
            if let Some(series) = parent.parent.first() {
                item.text(StandardVariable::CollectionTitle, series.title.0.as_str());
            }
        }
        // An article of a newspaper is mostly listed without the newspaper as its parent.
        if item.kind == Kind::ArticleNewspaper
            && parent.is_none()
            && let Some(publisher) = &document.publisher
        {
            item.text(StandardVariable::ContainerTitle, publisher.0.as_str());
            item.texts.retain(|(variable, _)| *variable != Variable::Standard(StandardVariable::Publisher));
        }
        item
    }
}

fn own(item: &mut Item, document: &Document) {
    item.people(NameVariable::Author, document.author.iter().map(Name::from).collect());
    own_but_author(item, document);
}

/// What a work has by itself or from the work that it is a part of.
fn own_but_author(item: &mut Item, document: &Document) {
    use NumberVariable as N;
    use StandardVariable as S;
    item.people(NameVariable::Editor, document.editor.iter().map(Name::from).collect());
    let publisher = document.publisher.as_ref().or(document.organization.as_ref());
    let plain = [
        (S::Publisher, publisher),
        (S::PublisherPlace, document.location.as_ref()),
        (S::Genre, document.genre.as_ref()),
        (S::Annote, document.note.as_ref()),
        (S::Abstract, document.abstract_.as_ref()),
    ];
    for (variable, text) in plain {
        item.text(variable, text.map_or("", |text| text.0.as_str()));
    }
    item.text(N::Number, document.serial_number.as_ref().map_or("", |number| number.0.as_str()));
    let numbers = [
        (N::Volume, &document.volume),
        (N::Issue, &document.issue),
        (N::Edition, &document.edition),
        (N::NumberOfPages, &document.page_total),
    ];
    for (variable, text) in numbers {
        item.text(variable, text.as_deref().unwrap_or_default());
    }
    item.text(PageVariable::Page, document.page_range.as_deref().unwrap_or_default());
    item.text(S::Language, document.language.as_deref().unwrap_or_default());
    if let Some(link) = &document.url
        && item.get(S::URL).is_none()
    {
        item.text(S::URL, link.url.as_str());
        if let Some(accessed) = link.accessed {
            item.date(DateVariable::Accessed, accessed);
        }
    }
}

fn kind(document: &Document, parent: Option<&Document>) -> Kind {
    match document.document_type {
        DocumentType::Article => match parent.map(|parent| parent.document_type) {
            Some(DocumentType::Newspaper) => Kind::ArticleNewspaper,
            Some(DocumentType::Blog) => Kind::PostWeblog,
            Some(DocumentType::Proceedings | DocumentType::Conference) => Kind::PaperConference,
            _ => Kind::ArticleJournal,
        },
        DocumentType::Chapter | DocumentType::Anthos => Kind::Chapter,
        DocumentType::Anthology | DocumentType::Book | DocumentType::Proceedings | DocumentType::Reference => {
            Kind::Book
        }
        DocumentType::Report => Kind::Report,
        DocumentType::Thesis => Kind::Thesis,
        DocumentType::Web => Kind::Webpage,
        DocumentType::Entry => Kind::EntryEncyclopedia,
        DocumentType::Periodical => Kind::Periodical,
        DocumentType::Newspaper => Kind::ArticleNewspaper,
        DocumentType::Conference => Kind::PaperConference,
        DocumentType::Blog => Kind::PostWeblog,
        DocumentType::Repository => Kind::Dataset,
        DocumentType::Legislation => Kind::Legislation,
        DocumentType::Case => Kind::LegalCase,
        DocumentType::Manuscript => Kind::Manuscript,
        DocumentType::Post => Kind::Post,
        DocumentType::Video => Kind::MotionPicture,
        DocumentType::Audio => Kind::Song,
        DocumentType::Misc | DocumentType::Original => Kind::Document,
    }
}
