//! All exports, with what describes them: the page for those who want the data and not the pages.

use serde::Serialize;

use crate::catalog::Catalog;
use crate::date::Date;
use crate::export::catalogue::{Export, ExportIx, Format, Group};
use crate::export::spoken::{self, Spoken};
use crate::export::{calendar, csv, feed, json, markdown, names, rdf, references, sqlite, table};
use crate::route::{Overview, Page};
use crate::view::Edition;
use crate::view::facts::{Fact, FactValue};

/// Rows of a table that are shown as an example.
const ROWS: usize = 3;
/// Lines of an example.
const LINES: usize = 18;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct DataView {
    facts: Vec<Fact>,
    groups: Vec<GroupView>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    word: &'static str,
    title: String,
    about: String,
    files: Vec<FileView>,
    /// What describes all of its files, when that is one thing: name and address.
    schema: Option<Schema>,
    /// Whether some files are described one by one.
    has_schemas: bool,
    /// The first lines of some of them.
    examples: Vec<Example>,
}

#[derive(Debug, Serialize)]
struct FileView {
    name: &'static str,
    url: String,
    format: &'static str,
    media_type: &'static str,
    about: String,
    /// How many things are in it.
    count: Option<String>,
    /// What describes it.
    schema: Option<Schema>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Schema {
    name: &'static str,
    url: String,
}

#[derive(Debug, Serialize)]
struct Example {
    name: &'static str,
    text: String,
}

/// The view in a language.
pub fn view(edition: &Edition) -> DataView {
    let exports: Vec<_> = ExportIx::of_site(&edition.catalog).collect();
    let group = |group: &Group| {
        let mut files: Vec<_> =
            exports.iter().filter(|export| export.group == *group).map(|ix| file(edition, ix)).collect();
        if *group == Group::Reading {
            files.extend(spoken::of_site(&edition.catalog).into_iter().map(|file| file_in(edition, file)));
        }
        let first = files.first()?.schema.clone();
        let schema = first.filter(|first| files.iter().all(|file| file.schema.as_ref() == Some(first)));
        Some(GroupView {
            word: group.as_str(),
            title: edition.text(&format!("data-{group}")),
            about: edition.text(&format!("data-{group}-about")),
            has_schemas: schema.is_none() && files.iter().any(|file| file.schema.is_some()),
            schema,
            files,
            examples: examples(edition, *group),
        })
    };
    DataView { facts: facts(edition), groups: Group::ALL.iter().filter_map(group).collect() }
}

fn file(edition: &Edition, export: &Export) -> FileView {
    FileView {
        name: export.name(),
        url: edition.link(export.file),
        format: export.format.name(),
        media_type: export.media_type(),
        about: edition.text(&export.string()),
        count: export.table_name().map(|_| edition.count("data-rows", (export.count)(&edition.catalog))),
        schema: export
            .schema
            .and_then(ExportIx::of_file)
            .map(|ix| Schema { name: ix.name(), url: edition.link(ix.file) }),
    }
}

/// A file that is of the language of the page.
fn file_in(edition: &Edition, file: Spoken) -> FileView {
    FileView {
        name: file.name,
        url: edition.url(file.page),
        format: file.format.name(),
        media_type: file.media_type(),
        about: edition.text(&file.string()),
        count: None,
        schema: None,
    }
}

/// Under which licence, as of when, when it last changed, how many entries.
fn facts(edition: &Edition) -> Vec<Fact> {
    let catalog = &*edition.catalog;
    let site = &catalog.site;
    let licence = site.licence.as_ref().or(site.licence_url.as_ref());
    let publisher = site.publisher.as_ref();
    let changed = names::listed(catalog).map(|ix| catalog[ix].common.changed().value).max();
    let count = names::listed(catalog).count();
    let search = (count > 0).then(|| edition.url(Page::Overview(Overview::Explore)));
    let facts = [
        ("licence", "data-licence", licence.map(|name| linked(name.clone(), site.licence_url.clone()))),
        ("publisher", "data-publisher", publisher.map(|name| linked(name.clone(), None))),
        ("as-of", "as-of-label", Some(date(edition, Date::Day(catalog.as_of.day)))),
        ("updated", "data-changed", changed.map(|changed| date(edition, changed))),
        ("entries", "data-entries", Some(linked(edition.locale.number(count as f64), search))),
    ];
    let fact = |(field, label, value): (&str, &str, Option<FactValue>)| {
        Some(Fact { field: field.to_owned(), label: edition.text(label), values: vec![value?] })
    };
    facts.into_iter().filter_map(fact).collect()
}

fn linked(text: String, url: Option<String>) -> FactValue {
    FactValue { text: Some(text), url, ..FactValue::default() }
}

fn date(edition: &Edition, date: Date) -> FactValue {
    FactValue { datetime: Some(date.to_string()), ..linked(edition.locale.date(date), None) }
}

/// The first lines of some exports of a group.
fn examples(edition: &Edition, group: Group) -> Vec<Example> {
    let catalog = &*edition.catalog;
    let found = match group {
        Group::Tables => vec![("relations.csv", rows(catalog, "relations"))],
        Group::Database => vec![("site.sqlite", Some(sqlite::question(catalog)))],
        Group::Json => {
            let [bibtex, csl] = references::example(catalog).map_or([None, None], |both| both.map(Some));
            vec![("entries.json", first_entry(catalog)), ("references.bib", bibtex), ("references.json", csl)]
        }
        Group::Linked => vec![("site.ttl", first_statements(catalog))],
        Group::Reading => reading(edition),
        Group::Schemas => Vec::new(),
    };
    found.into_iter().filter_map(|(name, text)| Some(Example { name, text: text? })).collect()
}

/// How what is read in a language begins. Texts of entries are in none: they change without anything else here changing.
fn reading(edition: &Edition) -> Vec<(&'static str, Option<String>)> {
    let first = names::listed(&edition.catalog).next().filter(|_| edition.catalog.site.outputs.markdown);
    let spoken = spoken::of_site(&edition.catalog).into_iter().map(|file| match file.format {
        Format::Calendar => (file.name, String::from_utf8(calendar::site(edition)).ok().map(|text| beginning(&text))),
        _ => (file.name, feed::example(edition)),
    });
    let markdown = ("index.md", first.map(|ix| beginning(&markdown::head(edition, ix))));
    std::iter::once(markdown).chain(spoken).collect()
}

/// The first rows of a table.
fn rows(catalog: &Catalog, name: &str) -> Option<String> {
    let table = table::named(catalog, name)?;
    let mut csv = csv::Csv::new();
    csv.names(&table);
    let rows = names::listed(catalog).flat_map(|ix| table.rows_of(catalog, ix)).take(ROWS);
    rows.for_each(|row| csv.row(&row));
    String::from_utf8(csv.end()).ok()
}

/// The beginning of the first entry.
fn first_entry(catalog: &Catalog) -> Option<String> {
    let entry = json::entry(catalog, names::listed(catalog).next()?);
    let text = serde_json::to_string_pretty(&entry).ok()?;
    Some(beginning(&text))
}

/// What Turtle says of the first entry.
fn first_statements(catalog: &Catalog) -> Option<String> {
    let resources = rdf::entries::resources(catalog, names::listed(catalog).next()?);
    let text = rdf::turtle::statements(catalog, resources.get(..1)?);
    Some(beginning(String::from_utf8(text).ok()?.trim()))
}

fn beginning(text: &str) -> String {
    let mut lines: Vec<_> = text.lines().take(LINES).collect();
    if text.lines().count() > LINES {
        lines.push("…");
    }
    lines.join("\n")
}
