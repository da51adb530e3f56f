//! What a project has already: ids, former ids, terms, languages.

use std::fmt;
use std::path::Path;

use rayon::prelude::*;

use crate::catalog::{AsOf, Shown};
use crate::cli::failure::Failure;
use crate::cli::meant::NewEntry;
use crate::entry::{self, Entry, Parsed};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::load;
use crate::project::{Options, Project};
use crate::site::{self, Site};
use crate::vocabulary::{self, Vocabularies};

/// What a project has already. What is wrong with it is for `check` to say.
#[derive(Debug)]
pub struct Existing {
    /// Its settings.
    pub site: Site,
    /// Its axes and terms.
    pub vocabularies: Vocabularies,
    parsed: Vec<Parsed>,
}

/// Who has an id.
#[derive(Debug, PartialEq)]
pub enum Holder {
    /// An entry, in this file.
    Entry(String),
    /// An entry had it once; it is in this file.
    Former(String),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(path) => write!(f, "is that of {path}"),
            Self::Former(path) => write!(f, "was once that of {path}"),
        }
    }
}

impl Existing {
    /// Reads what a project has.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let source = load::read_text(root, site::FILE, load::DATA_LIMIT);
        let source = source.map_err(|diagnostic| Failure::Settings(vec![diagnostic]))?;
        let (site, diagnostics) = site::parse(&source);
        let site = site.ok_or(Failure::Settings(diagnostics))?;
        let (input, _) = load::load(root, &site.theme);
        let parsed = input.entries.par_iter().filter_map(|source| entry::parse(source).0).collect();
        let files = input.vocabularies.into_iter();
        let files = files.filter_map(|source| vocabulary::parse(&source).0.map(|file| (source, file)));
        let (vocabularies, _) = vocabulary::merge(files.collect());
        Ok(Self { site, vocabularies, parsed })
    }

    /// Who has an id, or had it once.
    pub fn holder(&self, id: &EntryId) -> Option<Holder> {
        let has = self.parsed.iter().find_map(|parsed| match parsed {
            Parsed::Entry(entry) if entry.id == *id => Some(&entry.source),
            Parsed::Broken(broken) if broken.id() == id && broken.lang().is_none() => Some(broken.source()),
            _ => None,
        });
        let had = || self.entries().find(|entry| entry.common.aliases.iter().any(|alias| alias.value == *id));
        has.map(|source| Holder::Entry(source.path.to_string()))
            .or_else(|| had().map(|entry| Holder::Former(entry.source.path.to_string())))
    }

    /// The entry of an id.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == *id)
    }

    /// The file of a translation.
    pub fn translation(&self, id: &EntryId, lang: Lang) -> Option<&str> {
        self.parsed.iter().find_map(|parsed| match parsed {
            Parsed::Translation(of, into, translation) if of == id && *into == lang => Some(&*translation.source.path),
            Parsed::Broken(broken) if broken.id() == id && broken.lang() == Some(lang) => Some(&*broken.source().path),
            _ => None,
        })
    }

    /// Every entry that can be read.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.parsed.iter().filter_map(|parsed| match parsed {
            Parsed::Entry(entry) => Some(&**entry),
            _ => None,
        })
    }
}

/// Whether the site has a page of its own where a page of that id would stand.
pub fn has_page(wanted: &NewEntry, id: &EntryId) -> Result<bool, Failure> {
    let options = Options {
        root: wanted.root.clone(),
        as_of: AsOf::day(wanted.day),
        shown: Shown { drafts: true, embargoed: true },
        output: None,
        base_url: None,
        strict: false,
    };
    let addresses = Project::open(options)?.survey().routes.addresses;
    Ok(addresses.iter().any(|address| address.trim_end_matches('/').eq_ignore_ascii_case(id.as_str())))
}
