//! `query`: the entries that a question means, in rows.

use serde_json::{Map, Value};

use super::args::QueryFormat;
use super::build::tally;
use super::console::{Console, visible};
use super::failure::Failure;
use super::list::aligned;
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::Tally;
use crate::export::{csv, json, table};
use crate::project::{Options, Project};
use crate::query::field::Field;
use crate::query::{Problem, Query, shown};
use crate::source::{Span, Spanned};

/// Fields that people see when they name none.
const SHOWN: [&str; 4] = ["id", "kind", "status", "title"];
/// Rows that are printed at a time.
const ROWS: usize = 500;

/// What is asked, and how it is answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The project.
    pub options: Options,
    /// The question.
    pub query: String,
    /// How entries are printed.
    pub format: QueryFormat,
    /// The fields of each, when they are not those of the format.
    pub fields: Vec<String>,
}

/// Prints the answer.
pub fn run(asked: &Asked, console: Console) -> Result<(), Failure> {
    let survey = Project::open(asked.options.clone())?.survey();
    let catalog = &survey.catalog;
    let wrong = |text: &str, problem: Problem| located(text, &problem, console.is_human());
    let query = Query::parse(&asked.query, catalog).map_err(|problem| wrong(&asked.query, problem))?;
    let field = |name: &String| {
        let whole = Spanned::new(name.clone(), Span::new(0, name.len()));
        Field::parse(&whole, catalog).map_err(|problem| wrong(name, problem))
    };
    let fields = asked.fields.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let entries: Vec<_> = query.entries(catalog).collect();
    match asked.format {
        QueryFormat::Table => console.result(&in_columns(catalog, &entries, fields))?,
        QueryFormat::Ids => each_part(&entries, |ix| format!("{}\n", catalog[ix].id), console)?,
        QueryFormat::Csv if fields.is_empty() => whole_rows(catalog, &entries, console)?,
        QueryFormat::Csv => rows(catalog, &entries, &fields, console)?,
        QueryFormat::Json => objects(catalog, &entries, &fields, console)?,
    }
    if entries.is_empty() {
        console.note("no entry matches");
    }
    if Tally::of(&survey.diagnostics).errors > 0 {
        let tally = tally(&survey.diagnostics);
        console.note(&format!("the content has {tally}, and entries may be missing here; see `compendium check`"));
    }
    Ok(())
}

/// A problem under the place of the query where it is; for machines, with the number of its first character.
fn located(query: &str, problem: &Problem, is_human: bool) -> Failure {
    let (start, end) = (problem.span.start as usize, problem.span.end as usize);
    let before = query.get(..start).unwrap_or_default().chars().count();
    let length = query.get(start..end).unwrap_or_default().chars().count().max(1);
    let message = if is_human {
        let line: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{}\n  {line}\n  {}{}", problem.message, " ".repeat(before), "^".repeat(length))
    } else {
        format!("{}, at character {}", problem.message, before + 1)
    };
    Failure::Usage { message, help: problem.help.clone() }
}

fn values(catalog: &Catalog, ix: EntryIx, field: &Field) -> Vec<String> {
    let mut values = Vec::new();
    field.each_value(catalog, ix, &mut |datum| values.push(shown(datum)));
    values
}

fn cell(catalog: &Catalog, ix: EntryIx, field: &Field) -> String {
    values(catalog, ix, field).join(table::SEPARATOR)
}

fn in_columns(catalog: &Catalog, entries: &[EntryIx], fields: Vec<Field>) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let usual = || {
        let names = SHOWN.iter().map(|name| Spanned::new((*name).to_owned(), Span::default()));
        names.filter_map(|name| Field::parse(&name, catalog).ok()).collect()
    };
    let fields: Vec<Field> = if fields.is_empty() { usual() } else { fields };
    let heading = fields.iter().map(|field| field.name.replace('_', " ").to_uppercase()).collect();
    let rows = entries.iter().map(|ix| fields.iter().map(|field| visible(&cell(catalog, *ix, field))).collect());
    aligned(&std::iter::once(heading).chain(rows).collect::<Vec<_>>())
}

/// Prints a text for each entry, many at a time and never all: a large site has megabytes of them.
fn each_part(entries: &[EntryIx], text: impl Fn(EntryIx) -> String, console: Console) -> Result<(), Failure> {
    entries.chunks(ROWS).try_for_each(|part| console.result(&part.iter().map(|ix| text(*ix)).collect::<String>()))
}

/// The rows of `entries.csv`.
fn whole_rows(catalog: &Catalog, entries: &[EntryIx], console: Console) -> Result<(), Failure> {
    let Some(table) = table::named(catalog, "entries") else { return Ok(()) };
    let names = table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    console.result(&csv::line(names.iter().map(String::as_str)))?;
    each_part(entries, |ix| table.rows_of(catalog, ix).iter().map(csv::row).collect(), console)
}

fn rows(catalog: &Catalog, entries: &[EntryIx], fields: &[Field], console: Console) -> Result<(), Failure> {
    console.result(&csv::line(fields.iter().map(|field| field.name.as_str())))?;
    each_part(
        entries,
        |ix| {
            let cells: Vec<_> = fields.iter().map(|field| cell(catalog, ix, field)).collect();
            csv::line(cells.iter().map(String::as_str))
        },
        console,
    )
}

fn objects(catalog: &Catalog, entries: &[EntryIx], fields: &[Field], console: Console) -> Result<(), Failure> {
    let object = |ix: EntryIx| {
        if fields.is_empty() {
            return json::entry(catalog, ix);
        }
        // What an entry has once is no list, as in the file of the entry.
        let whole = json::entry(catalog, ix);
        let of = |field: &Field| {
            let mut values = Vec::new();
            field.each_value(catalog, ix, &mut |datum| values.push(datum.to_json()));
            let is_list = values.len() > 1 || whole.get(&field.name).is_some_and(Value::is_array);
            let value = if is_list { Value::Array(values) } else { values.pop().unwrap_or(Value::Null) };
            (field.name.clone(), value)
        };
        Value::Object(fields.iter().map(of).collect::<Map<_, _>>())
    };
    let last = entries.last();
    console.result("[")?;
    each_part(entries, |ix| format!("\n{}{}", object(ix), if Some(&ix) == last { "\n" } else { "," }), console)?;
    console.result("]\n")
}
