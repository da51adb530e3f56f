//! Tables that follow from the declarations of fields: entries, and the lists of records that they have.

use std::borrow::Cow;

use super::{Cell, Column, Foreign, Holds, OF_ENTRY, Row, Rows, Table, fields, is_list_of_records};
use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Entry, Kind, declared_fields};
use crate::export::names;
use crate::record::{Datum, FieldSpec, Shape};
use crate::route::Page;

/// The names that lead to the value of a column: `source` and `cite` to `source_cite`.
pub type Path = Vec<&'static str>;

/// A column that comes from a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Flat {
    /// The column.
    pub column: Column,
    /// The field, and the fields below it.
    pub path: Path,
}

/// How the row of an entry is made, worked out once a table.
#[derive(Debug)]
pub struct EntryRow {
    kind: Option<Kind>,
    paths: Vec<Path>,
    axes: Vec<String>,
}

impl EntryRow {
    /// The row of an entry of any kind, or of one kind with its own fields.
    pub fn new(catalog: &Catalog, kind: Option<Kind>) -> Self {
        let paths = flat(&fields(kind)).into_iter().map(|flat| flat.path).collect();
        Self { kind, paths, axes: project_fields(catalog).map(|(field, _)| field.to_owned()).collect() }
    }

    /// Whether an entry has a row.
    pub fn takes(&self, entry: &Entry) -> bool {
        self.kind.is_none_or(|kind| kind == entry.kind())
    }

    /// The row of an entry.
    pub fn of<'a>(&self, catalog: &'a Catalog, ix: EntryIx, entry: &'a Entry) -> Row<'a> {
        let mut row = vec![Cell::text(entry.id.as_str()), Cell::text(names::url(catalog, Page::Entry(ix)))];
        self.add_fields(catalog, entry, &mut row);
        row.extend(self.axes.iter().map(|field| axis_cell(catalog, entry, field)));
        let relations: Vec<_> = names::relations(catalog, ix).collect();
        for name in names::relation_names() {
            let of_name = relations.iter().filter(|(known, _)| *known == name);
            row.push(Cell::list(of_name.map(|(_, other)| catalog[*other].id.as_str())));
        }
        row.push(Cell::list(names::mentioned_by(catalog, ix).map(|by| catalog[by].id.as_str())));
        row
    }

    fn add_fields<'a>(&self, catalog: &'a Catalog, entry: &'a Entry, row: &mut Row<'a>) {
        let mut last: Option<(&str, Datum<'a>)> = None;
        for path in &self.paths {
            if last.as_ref().is_none_or(|(name, _)| *name != path[0]) {
                last = Some((path[0], names::datum(catalog, entry, path[0])));
            }
            row.push(last.as_ref().map_or(Cell::Nothing, |(_, datum)| cell(datum, &path[1..])));
        }
    }
}

/// The columns of fields. Fields below a field get its name in front; lists of records have tables of their own.
pub fn flat(fields: &[FieldSpec]) -> Vec<Flat> {
    let mut columns = Vec::new();
    add(fields, &mut Vec::new(), &mut columns);
    columns
}

fn add(fields: &[FieldSpec], above: &mut Vec<&'static str>, columns: &mut Vec<Flat>) {
    for field in fields.iter().filter(|field| !is_list_of_records(&field.shape)) {
        above.push(field.name);
        match &field.shape {
            Shape::Record(below) => add(below, above, columns),
            shape => {
                let column = Column { name: above.join("_"), doc: field.doc.clone().into(), holds: holds(shape) };
                columns.push(Flat { column, path: above.clone() });
            }
        }
        above.pop();
    }
}

const fn holds(shape: &Shape) -> Holds {
    match shape {
        Shape::Number => Holds::Number,
        Shape::Integer => Holds::Integer,
        Shape::Date => Holds::Date,
        Shape::Url => Holds::Address,
        Shape::List(_) => Holds::List,
        Shape::Any => Holds::Json,
        Shape::Entry | Shape::Term | Shape::Party => Holds::Id,
        _ => Holds::Text,
    }
}

/// The cell of a column that comes from a field.
fn cell<'a>(datum: &Datum<'a>, below: &[&'static str]) -> Cell<'a> {
    if let Datum::Group(fields) = datum {
        let Some((first, rest)) = below.split_first() else { return Cell::Nothing };
        return fields.iter().find(|(name, _)| name == first).map_or(Cell::Nothing, |(_, datum)| cell(datum, rest));
    }
    if datum.is_empty() {
        return Cell::Nothing;
    }
    match datum {
        Datum::Number(number) => Cell::Number(*number),
        Datum::List(items) => Cell::list(items.iter().map(words)),
        datum => Cell::Text(words(datum)),
    }
}

fn words<'a>(datum: &Datum<'a>) -> Cow<'a, str> {
    match datum {
        Datum::Text(text) | Datum::Address(text) | Datum::Term(text) | Datum::Party(text) | Datum::Entry(text) => {
            text.clone()
        }
        Datum::Word(word) => (*word).into(),
        Datum::Date(date) => date.to_string().into(),
        datum => datum.to_json().to_string().into(),
    }
}

/// The columns of entries: what they are, their fields, the axes that the project brings, and their relations.
pub fn entry_columns(catalog: &Catalog, kind: Option<Kind>) -> Vec<Column> {
    let mut columns = vec![
        Column::new("id", Holds::Id, "Its name, which stays."),
        Column::new("url", Holds::Address, "The address of its page."),
    ];
    columns.extend(flat(&fields(kind)).into_iter().map(|flat| flat.column));
    let axes = project_fields(catalog).map(|(field, _)| {
        Column::new(field, Holds::List, "Terms of the vocabulary of this name, as listed in terms.csv.")
    });
    columns.extend(axes);
    columns.extend(names::relation_names().map(|name| Column::new(name, Holds::List, relation_doc(name))));
    columns.push(Column::new("mentioned_by", Holds::List, "Entries whose text mentions it."));
    columns
}

fn relation_doc(name: &str) -> &'static str {
    match name {
        "implements" => "Entries that it carries out.",
        "has_implementation" => "Entries that carry it out.",
        "part_of" => "Entries that it belongs to.",
        "has_part" => "Entries that belong to it.",
        "supersedes" => "Entries whose place it takes.",
        "superseded_by" => "Entries that take its place.",
        "modelled_on" => "Entries whose example it follows.",
        "model_for" => "Entries that follow its example.",
        _ => "Entries that it has to do with, in either direction.",
    }
}

/// Fields of axes that no declaration names, each with the id of its axis: those that the project brings.
pub fn project_fields(catalog: &Catalog) -> impl Iterator<Item = (&str, &str)> {
    let declared: Vec<_> = declared_fields().map(|field| field.name).collect();
    let axes = catalog.vocabularies.axes.iter().map(|axis| (axis.field.as_str(), axis.id.as_str()));
    // Actors, forums and words of the glossary are named in fields of their own and in texts.
    axes.filter(move |(field, id)| !declared.contains(field) && !["actors", "forums", "glossary"].contains(id))
}

fn axis_cell<'a>(catalog: &'a Catalog, entry: &'a Entry, field: &str) -> Cell<'a> {
    names::of_axes(catalog, entry).find(|(its, _)| *its == field).map_or(Cell::Nothing, |(_, terms)| cell(&terms, &[]))
}

/// One table for each list of records that entries have.
pub fn tables() -> impl Iterator<Item = Table> {
    declared_fields().filter_map(|field| table_of(&field))
}

/// The table of such a field.
pub fn table(name: &str) -> Option<Table> {
    declared_fields().find(|field| field.name == name).and_then(|field| table_of(&field))
}

fn table_of(field: &FieldSpec) -> Option<Table> {
    let Shape::List(of) = &field.shape else { return None };
    let Shape::Record(below) = &**of else { return None };
    let mut columns = vec![
        Column::new("entry", Holds::Id, "The entry that it belongs to."),
        Column::new("number", Holds::Integer, "Its place in the list of the entry, from 1."),
    ];
    let (own, paths): (Vec<_>, Vec<_>) = flat(below).into_iter().map(|flat| (flat.column, flat.path)).unzip();
    columns.extend(own);
    Some(Table {
        name: field.name,
        doc: part_doc(field.name),
        columns,
        key: &["entry", "number"],
        foreign: if field.name == "sources" { OF_SOURCE } else { &[OF_ENTRY] },
        rows: Rows::Parts(field.name, paths),
    })
}

const OF_SOURCE: &[Foreign] = &[OF_ENTRY, Foreign { columns: &["cite"], table: "works", other: &["id"] }];

fn part_doc(field: &str) -> &'static str {
    match field {
        "milestones" => "Every milestone of an entry.",
        "reviews" => "Every review of an entry, with what was found and who says so.",
        "needs" => "What is needed to carry an entry out.",
        "offers" => "What is offered, and which needs it meets.",
        "results" => "What was measured, broken down where it is.",
        "sources" => "On what an entry rests: works with paragraphs, or pages of the web.",
        "parties" => "Who signed, ratified and is bound by an agreement.",
        _ => "A list of an entry.",
    }
}

/// The rows of a list of records of one entry.
pub fn part_rows<'a>(catalog: &'a Catalog, entry: &'a Entry, field: &str, paths: &[Path]) -> Vec<Row<'a>> {
    let Datum::List(items) = names::datum(catalog, entry, field) else { return Vec::new() };
    let row = |(number, item): (u32, &Datum<'a>)| {
        let mut row = vec![Cell::text(entry.id.as_str()), Cell::Number(f64::from(number))];
        row.extend(paths.iter().map(|path| cell(item, path)));
        row
    };
    (1..).zip(&items).map(row).collect()
}
