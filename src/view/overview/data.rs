//! All exports, with what describes them: the page for those who want the data and not the pages.

use serde::Serialize;

use crate::catalog::Catalog;
use crate::date::Date;
use crate::export::catalogue::{Export, ExportIx, Group};
use crate::export::{csv, json, names, rdf, sqlite, table};
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
    example: Option<Example>,
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
        let files: Vec<_> =
            exports.iter().filter(|export| export.group == *group).map(|ix| file(edition, ix)).collect();
        let first = files.first()?.schema.clone();
        let schema = first.filter(|first| files.iter().all(|file| file.schema.as_ref() == Some(first)));
        Some(GroupView {
            word: group.as_str(),
            title: edition.text(&format!("data-{group}")),
            about: edition.text(&format!("data-{group}-about")),
            has_schemas: schema.is_none() && files.iter().any(|file| file.schema.is_some()),
            schema,
            files,
            example: example(&edition.catalog, *group),
        })
    };
    DataView { facts: facts(edition), groups: Group::ALL.iter().filter_map(group).collect() }
}

fn file(edition: &Edition, export: &Export) -> FileView {
    FileView {
        name: export.name(),
        url: edition.link(export.file),
        format: export.format.name(),
        media_type: export.format.media_type(),
        about: edition.text(&export.string()),
        count: export.table_name().map(|_| edition.count("data-rows", (export.count)(&edition.catalog))),
        schema: export
            .schema
            .and_then(ExportIx::of_file)
            .map(|ix| Schema { name: ix.name(), url: edition.link(ix.file) }),
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

/// The first lines of one export of a group.
fn example(catalog: &Catalog, group: Group) -> Option<Example> {
    let (name, text) = match group {
        Group::Tables => ("relations.csv", rows(catalog, "relations")?),
        Group::Database => ("site.sqlite", sqlite::question(catalog)),
        Group::Json => ("entries.json", first_entry(catalog)?),
        Group::Linked => ("site.ttl", first_statements(catalog)?),
        Group::Reading | Group::Schemas => return None,
    };
    Some(Example { name, text })
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
