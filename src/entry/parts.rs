//! The parts that entries of every kind are made of: milestones, reviews, needs, results, sources.

use super::{Common, Paragraphs};
use crate::date::Date;
use crate::diagnostic::Code;
use crate::field::{Currency, EntryId, TermName, WebAddress};
use crate::node::{Node, Value};
use crate::record::{Datum, Field, Reader, Shape};
use crate::source::{Span, Spanned};
use crate::{record, words};

record! {
    /// From when to when something runs.
    pub struct Period {
        /// When it began or begins.
        from: Option<Spanned<Date>>,
        /// When it ended or ends.
        to: Option<Spanned<Date>>,
    }
}

record! {
    /// One step of a road map.
    pub struct Milestone {
        /// A name by which translations find it.
        key: Option<String>,
        /// What is to be reached.
        title: Spanned<String>,
        /// When it is due.
        due: Option<Spanned<Date>>,
        /// When it was reached.
        done: Option<Spanned<Date>>,
        /// What shows that it was reached: an address, the id of a work, or words.
        evidence: Option<Spanned<String>>,
    }
}

words! {
    /// What a review found.
    pub enum Finding {
        /// It goes as promised.
        OnTrack = "on-track",
        /// Parts go as promised.
        Partly = "partly",
        /// It does not go as promised.
        OffTrack = "off-track",
        /// What was promised is reached.
        Achieved = "achieved",
    }
}

record! {
    /// What a forum found when it looked at a promise.
    pub struct Review {
        /// A name by which translations find it.
        key: Option<String>,
        /// When.
        date: Spanned<Date>,
        /// Where: a term of the vocabulary of forums.
        forum: Option<Spanned<TermName>>,
        /// What was found.
        finding: Option<Spanned<Finding>>,
        /// In words.
        note: Option<String>,
        /// Who says so.
        source: Option<Spanned<SourceReference>>,
    }
}

words! {
    /// What is needed or offered.
    pub enum SupportType {
        /// Money.
        Funding = "funding",
        /// People who know how.
        TechnicalAssistance = "technical-assistance",
        /// Training and institutions.
        Capacity = "capacity",
        /// Data.
        Data = "data",
        /// Somebody to do it with.
        Partnership = "partnership",
    }
}

record! {
    /// What is needed, or what is offered.
    pub struct Support {
        /// A name by which offers and translations find it.
        key: Option<Spanned<String>>,
        /// What it is.
        title: Spanned<String>,
        /// Of what sort.
        support as "type": SupportType,
        /// How much, in units of `currency` when it has one.
        amount: Option<Spanned<f64>>,
        /// ISO 4217 code.
        currency: Option<Spanned<Currency>>,
        /// From when, or from whom.
        from: Option<String>,
        /// Until when, or for whom.
        to: Option<String>,
        /// The needs that an offer meets: `ENTRY-ID#KEY`. A need meets none.
        meets: Vec<Spanned<NeedReference>>,
    }
}

impl Support {
    fn named(&self) -> NamedPart<'_> {
        self.key.as_ref().map_or((None, self.title.span), |key| (Some(key.value.as_str()), key.span))
    }

    /// What amounts have to share to be compared: the currency, or what is counted where there is none.
    pub fn unit(&self) -> &str {
        self.currency.as_ref().map_or(self.support.as_str(), |currency| currency.as_str())
    }
}

/// The key of a part, and where the part is written.
pub type NamedPart<'a> = (Option<&'a str>, Span);

impl Common {
    /// The parts that translations find by key or place, by the field that holds them; in the order of the texts of a translation.
    pub fn parts(&self) -> [(&'static str, Vec<NamedPart<'_>>); 5] {
        [
            ("milestones", self.milestones.iter().map(|one| (one.key.as_deref(), one.title.span)).collect()),
            ("reviews", self.reviews.iter().map(|one| (one.key.as_deref(), one.date.span)).collect()),
            ("needs", self.needs.iter().map(Support::named).collect()),
            ("offers", self.offers.iter().map(Support::named).collect()),
            ("results", self.results.iter().map(|one| (one.key.as_deref(), one.measure.span)).collect()),
        ]
    }
}

/// A need of an entry: `national-action-plans#capacity-building`.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedReference {
    /// Whose need.
    pub entry: EntryId,
    /// Which one.
    pub key: String,
}

impl Field for NeedReference {
    fn shape() -> Shape {
        Shape::Need
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        let parts = text.split_once('#').and_then(|(id, key)| Some((EntryId::parse(id.trim())?, key.trim())));
        match parts {
            Some((entry, key)) if !key.is_empty() => Some(Self { entry, key: key.to_owned() }),
            _ => {
                let help = "write the entry's id, `#` and the key of its need: national-action-plans#capacity";
                reader.refuse(Code::UnknownNeed, node.span, format!("`{text}` names no need"), Some(help.into()))
            }
        }
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text([self.entry.as_str(), "#", &self.key].concat().into())
    }
}

record! {
    /// Something that was measured.
    pub struct Outcome {
        /// A name by which translations find it.
        key: Option<String>,
        /// What was measured.
        measure: Spanned<String>,
        /// How much.
        value: Spanned<f64>,
        /// In what unit.
        unit: Option<String>,
        /// When.
        year: Option<Spanned<Date>>,
        /// For whom: `{sex: female, age: 0-17}`.
        by: Option<Disaggregation>,
        /// Who says so.
        source: Option<Spanned<SourceReference>>,
    }
}

/// By what a result is broken down: pairs such as `sex: female`, `age: 0-17`, `migratory_status: irregular`.
#[derive(Clone, Debug, PartialEq)]
pub struct Disaggregation(pub Vec<(String, String)>);

impl Field for Disaggregation {
    fn shape() -> Shape {
        Shape::Any
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            let message = format!("expected pairs such as `sex: female`, found {}", node.value.describe());
            return reader.refuse(Code::WrongType, node.span, message, None);
        };
        let pairs = map.iter().filter_map(|(key, value)| Some((key.value.clone(), String::read(value, reader)?)));
        Some(Self(pairs.collect()))
    }
    fn datum(&self) -> Datum<'_> {
        let pairs = self.0.iter().map(|(key, value)| (key.clone(), value.as_str().into()));
        Datum::Any(serde_json::Value::Object(pairs.collect()))
    }
}

/// On what something rests: a listed document with its paragraphs, or a page of the web.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceReference {
    /// A document of `sources.yaml`.
    Listed {
        /// Its id.
        cite: Spanned<String>,
        /// Which paragraphs.
        paras: Option<Spanned<Paragraphs>>,
        /// Which pages.
        pages: Option<String>,
    },
    /// A page of the web.
    Web {
        /// What it is called.
        title: String,
        /// Where it is.
        url: WebAddress,
        /// When it was read.
        accessed: Option<Spanned<Date>>,
    },
}

record! {
    /// The fields of a source reference.
    pub struct SourceFields {
        /// The id of a document in `sources.yaml`.
        cite: Option<Spanned<String>>,
        /// The paragraphs meant: `60-61`.
        paras: Option<Spanned<Paragraphs>>,
        /// The pages meant.
        pages: Option<String>,
        /// The title of a page of the web.
        title: Option<String>,
        /// Its address.
        url: Option<WebAddress>,
        /// When it was read.
        accessed: Option<Spanned<Date>>,
    }
}

impl Field for SourceReference {
    fn is_name() -> bool {
        true
    }
    fn shape() -> Shape {
        SourceFields::shape()
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(_) = node.value {
            let cite = Spanned::new(reader.scalar(node)?.to_owned(), node.span);
            return Some(Self::Listed { cite, paras: None, pages: None });
        }
        let problems = reader.diagnostics.len();
        let fields: SourceFields = reader.record(node)?;
        match fields {
            SourceFields { cite: Some(cite), paras, pages, title: None, url: None, .. } => {
                Some(Self::Listed { cite, paras, pages })
            }
            SourceFields { cite: None, title: Some(title), url: Some(url), accessed, paras: None, .. } => {
                Some(Self::Web { title, url, accessed })
            }
            // A field that was refused has been reported; to call it missing too would mislead.
            _ if reader.has_refused_since(problems) => None,
            _ => {
                let message = "a source is either a listed document or a page of the web";
                let help = "write {cite: ID, paras: 60-61} or {title: ..., url: ..., accessed: 2018-12-10}";
                reader.refuse(Code::WrongType, node.span, message, Some(help.into()))
            }
        }
    }
    fn datum(&self) -> Datum<'_> {
        match self {
            Self::Listed { cite, paras, pages } => {
                Datum::Group(vec![("cite", cite.datum()), ("paras", paras.datum()), ("pages", pages.datum())])
            }
            Self::Web { title, url, accessed } => {
                Datum::Group(vec![("title", title.datum()), ("url", url.datum()), ("accessed", accessed.datum())])
            }
        }
    }
}
