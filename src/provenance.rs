//! Where a page comes from, and where an entry shows: for `explain`, and for whoever else wants to tell an editor.
//!
//! A linked site goes in; plain lists with addresses and places in files come out, ready to be written as JSON. Nothing is
//! rendered. Addresses are written from the site's base on, as links in a text are: `/practices/read-in-pairs/`.

mod entry;
mod file;
mod page;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;

pub use entry::{EntryShows, entry, leading_to, listed};
pub use file::{brings, made_from};
pub use page::{PageOrigin, page, sources, template};

use crate::catalog::{Catalog, EntryIx};
use crate::lang::Lang;
use crate::route::{self, Page, Route, Routes};
use crate::source::{Place, Source, Span};
use crate::theme::Theme;
use crate::vocabulary::TermIx;

/// A site as it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'a> {
    /// What is known.
    pub catalog: &'a Catalog,
    /// The templates.
    pub theme: &'a Theme,
    /// Every page.
    pub routes: &'a Routes,
}

/// A file that has a part in a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its path below the project, or the name of a table that comes with the program.
    pub path: String,
    /// The line that matters, counted from 1; none when the whole file does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The language of its texts, when it is the text of an entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Whether it is a translation that fell behind its original.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stale: bool,
}

/// An entry that has to do with a page, or with another entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryName {
    /// Its id.
    pub id: String,
    /// Its title, in the language that was asked for where it is translated.
    pub title: String,
    /// Its address.
    pub address: String,
    /// What it has to do with it: `implements`, `mentioned_by`, `listed`.
    pub how: &'static str,
}

/// A page that lists or describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// What it is: the name of an axis, `kind`, `source`.
    pub of: String,
    /// The id of the term, kind or source.
    pub id: String,
    /// What it is called, in the language that was asked for where it is translated.
    pub title: String,
    /// Its address; none when it has no page.
    pub address: Option<String>,
    /// How many pages it has.
    pub pages: usize,
}

impl File {
    fn whole(source: &Source) -> Self {
        Self { path: source.path.to_string(), line: None, lang: None, stale: false }
    }

    fn at(source: &Arc<Source>, span: Span) -> Self {
        // What comes with the program was a table, and has no lines that anybody could open.
        let line = (!source.text.is_empty()).then(|| Place { source: Arc::clone(source), span }.start().0);
        Self { line, ..Self::whole(source) }
    }
}

impl Whole<'_> {
    /// The address of a page or file.
    pub fn address_of(&self, route: Route) -> String {
        match route.page {
            // Its name holds the hash of what is in it.
            Page::Asset(at) => format!("/assets/{}", self.theme.assets[at as usize].file_name),
            page => self.address(route.lang, page),
        }
    }

    fn address(&self, lang: Lang, page: Page) -> String {
        format!("/{}", route::address(self.catalog, Route { lang, page }))
    }

    fn entry_name(&self, lang: Lang, ix: EntryIx, how: &'static str) -> EntryName {
        let entry = &self.catalog[ix];
        EntryName {
            id: entry.id.to_string(),
            title: entry.title_in(lang).to_owned(),
            address: self.address(lang, Page::Entry(ix)),
            how,
        }
    }

    fn term(&self, lang: Lang, term: TermIx) -> Listing {
        let axis = &self.catalog.vocabularies[term.axis];
        let node = &self.catalog.vocabularies[term];
        Listing {
            of: axis.id.clone(),
            id: node.term.id.value.clone(),
            title: node.term.title.text(lang).to_owned(),
            address: route::term_address(self.catalog, lang, term).map(|address| format!("/{address}")),
            pages: pages(self.catalog.members(term).all.len()),
        }
    }

    fn work(&self, lang: Lang, id: &str) -> Option<Listing> {
        let number = self.catalog.documents.number(id)?;
        Some(Listing {
            of: "source".into(),
            id: id.to_owned(),
            title: self.catalog.documents.get(id)?.document.title.0.clone(),
            address: Some(self.address(lang, Page::Work(number, 1))),
            pages: pages(self.catalog.cited_by.get(id).map_or(0, Vec::len)),
        })
    }
}

fn pages(entries: usize) -> usize {
    entries.div_ceil(route::PAGE_LENGTH).max(1)
}
