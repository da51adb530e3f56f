//! The exports of a whole site, in one table: from it follow the routes, the page `/data/`, the descriptions of the data
//! (`datapackage.json`, DCAT), `compendium export` and the switches of `[outputs]`.
//!
//! To add an export is to add a row here, its function beside, and its sentence `export-...` to the theme's strings.
//! Routes ask this table for names and conditions and for nothing else.

use std::io::{self, Write};

pub use super::format::Format;
use super::{csv, json, llms, names, ontology, opml, package, rdf, references, schema, shapes, sqlite, table};
use crate::catalog::{Catalog, EntryIx};
use crate::content::Content;
use crate::entry::{Details, Entry, Kind};
use crate::media;
use crate::site::Made as Outputs;
use crate::view::Edition;

/// One export.
#[derive(Debug)]
pub struct Export {
    /// Its path below the site.
    pub file: &'static str,
    /// In what form it is.
    pub format: Format,
    /// With which others it is listed.
    pub group: Group,
    /// The switch of `[outputs]` that leaves it out.
    pub switch: Switch,
    /// The path below the site of what describes its form.
    pub schema: Option<&'static str>,
    /// What it is made from.
    pub reads: Reads,
    /// How many things are in it: rows, entries, feeds.
    pub count: fn(&Catalog) -> usize,
    made: Made,
}

#[derive(Debug)]
enum Made {
    /// By a function, whole.
    Of(fn(&Edition) -> Vec<u8>),
    /// By a function, part by part.
    Written(fn(&Catalog, &mut dyn Write) -> io::Result<()>),
    /// From a table, as CSV.
    Table(&'static str),
    /// By a function that needs all languages, that of the main one first.
    OfAll(fn(&[&Edition]) -> Vec<u8>),
    /// As a database.
    Database,
}

crate::words! {
    /// With which others an export is listed.
    pub enum Group {
        /// Tables, for spreadsheets and statistics programs.
        Tables = "tables",
        /// All tables in one file, for questions.
        Database = "database",
        /// Everything in one file, for programs.
        Json = "json",
        /// Statements about things with addresses.
        Linked = "linked",
        /// Ways to all that is to be read.
        Reading = "reading",
        /// What describes the others.
        Schemas = "schemas",
    }
}

/// The switches of `[outputs]` that exports hang on. Those of what is below `data/` hang on `data` too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// `data`.
    Data,
    /// `csv`.
    Csv,
    /// `rdf`.
    Rdf,
    /// `sqlite`.
    Sqlite,
    /// `llms`.
    Llms,
    /// `feed` or `term-feeds`.
    Feeds,
}

impl Switch {
    /// Whether the site has what hangs on it.
    pub const fn is_on(self, made: &Outputs) -> bool {
        match self {
            Self::Data => made.data,
            Self::Csv => made.data && made.csv,
            Self::Rdf => made.data && made.rdf,
            Self::Sqlite => made.data && made.sqlite,
            Self::Llms => made.llms,
            Self::Feeds => made.feed || made.term_feeds,
        }
    }
}

/// What an export is made from beside the settings and the vocabularies: so it is known whether it is still the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Nothing else.
    Settings,
    /// What front matter says.
    Entries,
    /// What front matter and bodies say.
    Texts,
    /// The ids of entries, and which terms they name.
    Vocabulary,
    /// The ids of entries, and which paragraphs they cite.
    Concordance,
}

/// Which export, by its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExportIx(u8);

impl ExportIx {
    /// Every export that a program of this version knows.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..EXPORTS.len()).map(|at| Self(at as u8))
    }

    /// The exports that a site has.
    pub fn of_site(catalog: &Catalog) -> impl Iterator<Item = Self> {
        Self::all().filter(|export| export.switch.is_on(&catalog.site.outputs) && export.has_content(catalog))
    }

    /// The export that is meant by the name of its file, its path, or its format; of a format the first one.
    pub fn named(name: &str) -> Option<Self> {
        let is_format = |export: &Self| {
            let extension = export.file.rsplit('.').next();
            extension == Some(name) || export.format.name().eq_ignore_ascii_case(name)
        };
        let by_name = Self::all().find(|export| export.name() == name || export.file == name);
        by_name.or_else(|| Self::all().find(is_format))
    }

    /// The export itself.
    pub fn export(self) -> &'static Export {
        &EXPORTS[self.0 as usize]
    }

    /// The export of a path below the site.
    pub fn of_file(file: &str) -> Option<Self> {
        Self::all().find(|export| export.file == file)
    }
}

impl std::ops::Deref for ExportIx {
    type Target = Export;
    fn deref(&self) -> &Export {
        &EXPORTS[self.0 as usize]
    }
}

impl Export {
    /// The last part of its path, by which `compendium export` knows it.
    pub fn name(&self) -> &'static str {
        self.file.strip_prefix("data/").unwrap_or(self.file)
    }

    /// What it is served as.
    pub fn media_type(&self) -> &'static str {
        media::of(self.file)
    }

    /// The name of its sentence among the theme's strings.
    pub fn string(&self) -> String {
        format!("export-{}", self.name().replace(['.', '/'], "-"))
    }

    /// What it holds. The editions are those of all languages, that of the main one first.
    pub fn content<'a>(&'a self, editions: &[&'a Edition]) -> Content<'a> {
        let edition = editions[0];
        let catalog = &*edition.catalog;
        match self.made {
            Made::Of(made) => made(edition).into(),
            Made::Written(write) => Content::parts(move |out| write(catalog, out)),
            Made::Table(name) => Content::parts(move |out| {
                table::named(catalog, name).map_or(Ok(()), |table| csv::table(catalog, &table, out))
            }),
            Made::OfAll(made) => made(editions).into(),
            Made::Database => sqlite::content(editions),
        }
    }

    /// The table that it holds, when it holds one.
    pub const fn table_name(&self) -> Option<&'static str> {
        match self.made {
            Made::Table(name) => Some(name),
            Made::Of(_) | Made::OfAll(_) | Made::Written(_) | Made::Database => None,
        }
    }

    /// Whether a site has it: tables without rows are left out, but for that of entries, a list of no feeds, and statements
    /// about addresses where the site does not know where it lives. Who reads the others can count on them.
    pub fn has_content(&self, catalog: &Catalog) -> bool {
        if self.switch == Switch::Rdf && catalog.site.base.origin.is_empty() {
            return false;
        }
        if self.switch == Switch::Feeds && (self.count)(catalog) == 0 {
            return false;
        }
        // To count all rows takes as long as to write them.
        let has_rows = |name: &str| table::named(catalog, name).is_some_and(|table| table.has_rows(catalog));
        self.table_name().is_none_or(|name| name == "entries" || has_rows(name))
    }
}

const fn written(file: &'static str, format: Format, group: Group, made: Made) -> Export {
    Export { file, format, group, switch: Switch::Data, schema: None, reads: Reads::Entries, count: entries, made }
}

const fn file(file: &'static str, format: Format, group: Group, made: fn(&Edition) -> Vec<u8>) -> Export {
    written(file, format, group, Made::Of(made))
}

const fn json(path: &'static str, schema: &'static str, reads: Reads, made: fn(&Edition) -> Vec<u8>) -> Export {
    Export { schema: Some(schema), reads, ..file(path, Format::Json, Group::Json, made) }
}

const fn schema(path: &'static str, made: fn(&Edition) -> Vec<u8>) -> Export {
    Export { reads: Reads::Settings, count: one, ..file(path, Format::JsonSchema, Group::Schemas, made) }
}

const fn linked(path: &'static str, format: Format, group: Group, made: fn(&Edition) -> Vec<u8>) -> Export {
    Export { switch: Switch::Rdf, ..file(path, format, group, made) }
}

/// A table: its file, its name, and how many rows it has.
const fn csv(file: &'static str, table: &'static str, count: fn(&Catalog) -> usize) -> Export {
    Export {
        file,
        format: Format::Csv,
        group: Group::Tables,
        switch: Switch::Csv,
        schema: Some("data/datapackage.json"),
        reads: Reads::Entries,
        count,
        made: Made::Table(table),
    }
}

static EXPORTS: &[Export] = &[
    csv("data/entries.csv", "entries", entries),
    csv("data/commitments.csv", "commitments", |c| of_kind(c, Kind::Commitment)),
    csv("data/practices.csv", "practices", |c| of_kind(c, Kind::Practice)),
    csv("data/skills-partnerships.csv", "skills-partnerships", |c| of_kind(c, Kind::SkillsPartnership)),
    csv("data/agreements.csv", "agreements", |c| of_kind(c, Kind::Agreement)),
    csv("data/milestones.csv", "milestones", |c| sum(c, |entry| entry.common.milestones.len())),
    csv("data/reviews.csv", "reviews", |c| sum(c, |entry| entry.common.reviews.len())),
    csv("data/parties.csv", "parties", parties),
    csv("data/results.csv", "results", |c| sum(c, |entry| entry.common.results.len())),
    csv("data/needs.csv", "needs", |c| sum(c, |entry| entry.common.needs.len())),
    csv("data/offers.csv", "offers", |c| sum(c, |entry| entry.common.offers.len())),
    csv("data/sources.csv", "sources", |c| sum(c, |entry| entry.common.sources.len())),
    csv("data/relations.csv", "relations", |c| each(c, |c, ix| names::relations(c, ix).count())),
    csv("data/mentions.csv", "mentions", |c| each(c, |c, ix| names::mentioned_by(c, ix).count())),
    csv("data/entry-terms.csv", "entry-terms", table::terms_named),
    csv("data/entry-parties.csv", "entry-parties", table::parties_named),
    csv("data/translations.csv", "translations", |c| sum(c, |entry| entry.translations.len())),
    csv("data/translated-parts.csv", "translated-parts", translated_parts),
    csv("data/terms.csv", "terms", terms),
    csv("data/axes.csv", "axes", |c| c.vocabularies.axes.len()),
    csv("data/works.csv", "works", |c| c.documents.len()),
    csv("data/paragraphs.csv", "paragraphs", table::paragraphs_cited),
    csv("data/figures.csv", "figures", |c| c.figures.len()),
    Export {
        switch: Switch::Sqlite,
        schema: Some("data/schema/site.sql"),
        reads: Reads::Texts,
        ..written("data/site.sqlite", Format::Sqlite, Group::Database, Made::Database)
    },
    Export {
        schema: Some("data/schema/entries.json"),
        ..written("data/entries.json", Format::Json, Group::Json, Made::Written(json::entries))
    },
    json("data/vocabulary.json", "data/schema/vocabulary.json", Reads::Vocabulary, |edition| {
        json::bytes(&json::vocabulary(&edition.catalog))
    }),
    json("data/concordance.json", "data/schema/concordance.json", Reads::Concordance, |edition| {
        json::bytes(&json::concordance(&edition.catalog))
    }),
    Export {
        count: references::count,
        ..file("data/references.bib", Format::Bibtex, Group::Json, |edition| references::all_bibtex(&edition.catalog))
    },
    Export {
        count: references::count,
        ..file("data/references.json", Format::CslJson, Group::Json, |edition| {
            references::all_csl_json(&edition.catalog)
        })
    },
    Export {
        switch: Switch::Rdf,
        schema: Some("data/shapes.ttl"),
        ..written("data/site.ttl", Format::Turtle, Group::Linked, Made::Written(rdf::turtle::site))
    },
    Export {
        switch: Switch::Rdf,
        schema: Some("data/shapes.ttl"),
        ..written("data/site.jsonld", Format::JsonLd, Group::Linked, Made::Written(rdf::json_ld::site))
    },
    Export {
        switch: Switch::Feeds,
        count: opml::count,
        ..written("feeds.opml", Format::Opml, Group::Reading, Made::OfAll(opml::file))
    },
    Export { switch: Switch::Llms, ..file("llms.txt", Format::Llms, Group::Reading, llms::file) },
    Export {
        switch: Switch::Csv,
        count: one,
        ..file("data/datapackage.json", Format::Json, Group::Schemas, |edition| package::package(&edition.catalog))
    },
    schema("data/schema/entry.json", |edition| json::bytes(&schema::entry(&edition.catalog))),
    schema("data/schema/entries.json", |edition| json::bytes(&schema::entries(&edition.catalog))),
    schema("data/schema/vocabulary.json", |edition| json::bytes(&schema::vocabulary(&edition.catalog))),
    schema("data/schema/concordance.json", |edition| json::bytes(&schema::concordance(&edition.catalog))),
    Export {
        switch: Switch::Sqlite,
        format: Format::Sql,
        ..schema("data/schema/site.sql", |edition| sqlite::sql(&edition.catalog).into_bytes())
    },
    Export {
        reads: Reads::Settings,
        count: one,
        ..linked("data/ontology.ttl", Format::Turtle, Group::Schemas, |edition| ontology::turtle(&edition.catalog))
    },
    Export {
        reads: Reads::Settings,
        count: one,
        ..linked("data/shapes.ttl", Format::Turtle, Group::Schemas, |edition| shapes::turtle(&edition.catalog))
    },
    Export {
        count: one,
        ..linked("data/dcat.ttl", Format::Turtle, Group::Schemas, |edition| rdf::turtle::dataset(&edition.catalog))
    },
];

const fn one(_: &Catalog) -> usize {
    1
}

fn entries(catalog: &Catalog) -> usize {
    names::listed(catalog).count()
}

fn of_kind(catalog: &Catalog, kind: Kind) -> usize {
    catalog.of_kind(kind).count()
}

fn sum(catalog: &Catalog, of: fn(&Entry) -> usize) -> usize {
    names::listed(catalog).map(|ix| of(&catalog[ix])).sum()
}

fn each(catalog: &Catalog, of: fn(&Catalog, EntryIx) -> usize) -> usize {
    names::listed(catalog).map(|ix| of(catalog, ix)).sum()
}

fn parties(catalog: &Catalog) -> usize {
    sum(catalog, |entry| match &entry.details {
        Details::Agreement(agreement) => agreement.parties.len(),
        _ => 0,
    })
}

fn translated_parts(catalog: &Catalog) -> usize {
    sum(catalog, |entry| {
        let texts = entry.translations.iter().map(|(_, translation)| &translation.texts);
        texts.map(|t| t.milestones.len() + t.reviews.len() + t.needs.len() + t.offers.len() + t.results.len()).sum()
    })
}

fn terms(catalog: &Catalog) -> usize {
    catalog.vocabularies.axes.iter().map(|axis| axis.terms.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_exports_share_a_file_or_a_name() {
        let mut files: Vec<_> = EXPORTS.iter().map(|export| export.file).collect();
        let mut names: Vec<_> = EXPORTS.iter().map(Export::name).collect();
        for list in [&mut files, &mut names] {
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), EXPORTS.len());
        }
    }

    #[test]
    fn what_describes_an_export_is_an_export() {
        for schema in EXPORTS.iter().filter_map(|export| export.schema) {
            assert!(ExportIx::of_file(schema).is_some(), "{schema}");
        }
    }
}
