//! What lists show: an entry as a card, a term as a chip.

use ahash::HashMap;
use serde::Serialize;
use tera::Value;

use super::Edition;
use crate::catalog::EntryIx;
use crate::entry::{Entry, Kind};
use crate::lang::Lang;
use crate::route::{self, Page};
use crate::vocabulary::TermIx;

/// An entry as lists show it.
#[derive(Debug, Serialize)]
pub struct Card<'a> {
    /// The id.
    pub id: &'a str,
    /// The address.
    pub url: String,
    /// The title.
    pub title: &'a str,
    /// The language of title and summary, when that is not the page's.
    pub lang: Option<Lang>,
    /// The summary.
    pub summary: &'a str,
    /// The kind, as a word for style sheets.
    pub kind: Kind,
    /// The kind, for readers.
    pub kind_name: String,
    /// The status.
    pub status: Option<Named>,
    /// The levels, for readers.
    pub levels: Vec<&'a str>,
    /// When it was first published.
    pub date: String,
    /// When it last changed.
    pub updated: Option<String>,
    /// That it is not published and shown in a preview only, in words.
    pub unpublished: Option<String>,
}

/// A word of the program and what readers call it.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// The word, for style sheets.
    pub word: &'static str,
    /// What readers call it.
    pub name: String,
}

/// A term as entries and lists show it.
#[derive(Debug, Serialize)]
pub struct Chip<'a> {
    /// The id.
    pub id: &'a str,
    /// The title.
    pub title: &'a str,
    /// The language of the title, when that is not the page's.
    pub lang: Option<Lang>,
    /// The address of its page, when it has one.
    pub url: Option<String>,
    /// What it means.
    pub summary: Option<&'a str>,
    /// The language of the summary, when that is not the page's.
    pub summary_lang: Option<Lang>,
    /// The axis.
    pub axis: &'a str,
    /// Of goals and targets: the number of the goal, for its colour.
    pub goal: Option<u8>,
}

impl Edition {
    /// An entry as lists show it.
    pub(super) fn make_card<'a>(&'a self, ix: EntryIx, entry: &'a Entry) -> Card<'a> {
        let texts = self.texts(entry);
        let common = &entry.common;
        let levels = self.catalog.vocabularies.axis("levels");
        let terms = self.catalog.links(ix).terms.iter();
        Card {
            id: entry.id.as_str(),
            url: self.url(Page::Entry(ix)),
            title: texts.title,
            lang: Some(texts.lang).filter(|lang| *lang != self.lang),
            summary: texts.summary.unwrap_or_default(),
            kind: entry.kind(),
            kind_name: self.text(&format!("kind-{}", entry.kind())),
            status: common.status.as_ref().map(|status| self.status(status.value)),
            levels: terms.filter(|term| Some(term.axis) == levels).map(|term| self.term_title(*term)).collect(),
            date: common.date.to_string(),
            updated: common.updated.as_ref().map(ToString::to_string),
            unpublished: (common.draft || common.is_embargoed_at(self.catalog.as_of.instant))
                .then(|| self.text("not-published")),
        }
    }

    /// A status and what readers call it.
    pub fn status(&self, status: crate::entry::Status) -> Named {
        Named { word: status.as_str(), name: self.text(&format!("status-{status}")) }
    }

    /// All terms as lists show them.
    pub(super) fn make_chips(&self) -> HashMap<TermIx, Value> {
        self.catalog.vocabularies.terms().map(|term| (term, Value::from_serializable(&self.make_chip(term)))).collect()
    }

    fn make_chip(&self, term: TermIx) -> Chip<'_> {
        let vocabularies = &self.catalog.vocabularies;
        let (its, axis) = (&vocabularies[term].term, vocabularies[term.axis].id.as_str());
        let goal = (axis == "sdg").then(|| its.id.split('.').next().and_then(|goal| goal.parse().ok())).flatten();
        Chip {
            id: &its.id.value,
            title: its.title.text(self.lang),
            lang: self.other_language(&its.title),
            url: route::term_address(&self.catalog, self.lang, term).map(|address| self.link(&address)),
            summary: its.summary.as_ref().map(|summary| summary.text(self.lang)),
            summary_lang: its.summary.as_ref().and_then(|summary| self.other_language(summary)),
            axis,
            goal,
        }
    }
}
