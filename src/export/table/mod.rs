//! The catalog as tables: one row a thing, one cell a value, keys and foreign keys between them.
//!
//! CSV, the description of the CSV files, and the database are made from these tables, so that they hold the same. Columns of
//! entries come from the declarations of fields: a new field of a kind is a new column by itself, and a new list of records
//! a new table. What a table is called and where it is published is told by [`super::catalogue`].

mod library;
mod links;
mod parts;

use std::borrow::Cow;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Entry, Kind, kind_fields};
use crate::export::names;
use crate::record::{FieldSpec, Record, Shape};

pub use library::paragraphs_cited;
pub use links::{parties_named, terms_named};
pub use parts::project_fields;

/// What separates the values of a list in one cell.
pub const SEPARATOR: &str = "; ";

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// An id that other tables refer to.
    Id,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A year, a month or a day, as precise as it is known.
    Date,
    /// An absolute address.
    Address,
    /// Several texts with [`SEPARATOR`] between them.
    List,
    /// JSON.
    Json,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it means, in English.
    pub doc: Cow<'static, str>,
    /// What its cells hold.
    pub holds: Holds,
}

impl Column {
    fn new(name: impl Into<String>, holds: Holds, doc: &'static str) -> Self {
        Self { name: name.into(), doc: doc.into(), holds }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// A text, a date or a list. Most are texts of the catalog, of which a site has millions of cells.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
}

impl<'a> Cell<'a> {
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    fn maybe(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    /// Items with what separates them, which stands in none of them: a semicolon of an item loses the spaces behind it.
    fn list(items: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        let closed = |item: &str| item.split(';').map(str::trim_start).collect::<Vec<_>>().join(";");
        let mut joined: Option<Cow<'a, str>> = None;
        for item in items {
            let mut item = item.into();
            // Few items have a semicolon at all, which is found faster than two letters.
            if item.contains(';') && item.contains(SEPARATOR) {
                item = closed(&item).into();
            }
            match &mut joined {
                None => joined = Some(item),
                Some(joined) => joined.to_mut().extend([SEPARATOR, &item]),
            }
        }
        joined.filter(|joined| !joined.is_empty()).map_or(Self::Nothing, Self::Text)
    }
}

/// The cells of a row, one for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// Columns of one table whose values are those of columns of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The columns here.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
    /// Its columns.
    pub other: &'static [&'static str],
}

/// To which entry a row belongs.
pub(super) const OF_ENTRY: Foreign = Foreign { columns: &["entry"], table: "entries", other: &["id"] };

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Its name, which is that of its file too.
    pub name: &'static str,
    /// What a row is, in English.
    pub doc: &'static str,
    /// Its columns, in an order that stays.
    pub columns: Vec<Column>,
    /// The columns that no two rows have alike.
    pub key: &'static [&'static str],
    /// What refers to other tables.
    pub foreign: &'static [Foreign],
    rows: Rows,
}

/// How the rows of a table are made.
#[derive(Debug)]
pub(super) enum Rows {
    /// One a listed entry.
    Entries(parts::EntryRow),
    /// One an item of the list of records that a field holds.
    Parts(&'static str, Vec<parts::Path>),
    /// Some for each entry.
    OfEntry(for<'a> fn(&'a Catalog, EntryIx, &'a Entry) -> Vec<Row<'a>>),
    /// All, in an order of their own.
    Whole(for<'a> fn(&'a Catalog) -> Box<dyn Iterator<Item = Row<'a>> + 'a>),
}

impl Table {
    /// Calls `each` with the rows in order: of one entry after the other, by id.
    pub fn each_row<'a>(&self, catalog: &'a Catalog, mut each: impl FnMut(Row<'a>)) {
        match self.rows {
            Rows::Whole(rows) => rows(catalog).for_each(each),
            _ => names::listed(catalog).for_each(|ix| self.rows_of(catalog, ix).into_iter().for_each(&mut each)),
        }
    }

    /// The rows of one entry.
    pub fn rows_of<'a>(&self, catalog: &'a Catalog, ix: EntryIx) -> Vec<Row<'a>> {
        let entry = &catalog[ix];
        match &self.rows {
            Rows::Entries(row) if row.takes(entry) => vec![row.of(catalog, ix, entry)],
            Rows::Parts(field, paths) => parts::part_rows(catalog, entry, field, paths),
            Rows::OfEntry(rows) => rows(catalog, ix, entry),
            Rows::Entries(_) | Rows::Whole(_) => Vec::new(),
        }
    }

    /// Whether there is a row.
    pub fn has_rows(&self, catalog: &Catalog) -> bool {
        match self.rows {
            Rows::Whole(rows) => rows(catalog).next().is_some(),
            _ => names::listed(catalog).any(|ix| !self.rows_of(catalog, ix).is_empty()),
        }
    }

    /// Whether its rows belong to entries one by one.
    pub const fn is_of_entries(&self) -> bool {
        !matches!(self.rows, Rows::Whole(_))
    }
}

/// How a table is made, by its name.
type Maker = (&'static str, fn(&Catalog) -> Table);

/// Tables that others refer to, and those of entries. Behind them come those of lists of records, which follow from the
/// declarations of fields, then [`links::TABLES`].
const TABLES: [Maker; 10] = [
    ("axes", library::axes),
    ("terms", library::terms),
    ("works", |_| library::works()),
    ("paragraphs", |_| library::paragraphs()),
    ("figures", library::figures),
    ("entries", entries),
    (Kind::Commitment.plural(), |catalog| of_kind(catalog, Kind::Commitment)),
    (Kind::Practice.plural(), |catalog| of_kind(catalog, Kind::Practice)),
    (Kind::SkillsPartnership.plural(), |catalog| of_kind(catalog, Kind::SkillsPartnership)),
    (Kind::Agreement.plural(), |catalog| of_kind(catalog, Kind::Agreement)),
];

/// Every table, those that others refer to first.
pub fn all(catalog: &Catalog) -> Vec<Table> {
    let made = |tables: &'static [Maker]| tables.iter().map(|(_, make)| make(catalog));
    made(&TABLES).chain(parts::tables()).chain(made(&links::TABLES)).collect()
}

/// The table of a name; no other one is made for it.
pub fn named(catalog: &Catalog, name: &str) -> Option<Table> {
    let known = TABLES.iter().chain(&links::TABLES).find(|(known, _)| *known == name);
    known.map(|(_, make)| make(catalog)).or_else(|| parts::table(name))
}

fn entries(catalog: &Catalog) -> Table {
    Table {
        name: "entries",
        doc: "Every entry, with the fields that all kinds have.",
        columns: parts::entry_columns(catalog, None),
        key: &["id"],
        foreign: &[],
        rows: Rows::Entries(parts::EntryRow::new(catalog, None)),
    }
}

fn of_kind(catalog: &Catalog, kind: Kind) -> Table {
    Table {
        name: kind.plural(),
        doc: match kind {
            Kind::Commitment => "Every commitment, with the fields that only commitments have too.",
            Kind::Practice => "Every practice, with the fields that only practices have too.",
            Kind::SkillsPartnership => "Every skills partnership, with the fields that only these have too.",
            Kind::Agreement => "Every agreement, with the fields that only agreements have too.",
            Kind::Page => "Every page.",
        },
        columns: parts::entry_columns(catalog, Some(kind)),
        key: &["id"],
        foreign: &[Foreign { columns: &["id"], table: "entries", other: &["id"] }],
        rows: Rows::Entries(parts::EntryRow::new(catalog, Some(kind))),
    }
}

/// The fields of every entry that are facts and have cells, of a kind also its own.
fn fields(kind: Option<Kind>) -> Vec<FieldSpec> {
    let common = crate::entry::Common::fields().into_iter().filter(|field| names::is_fact(field.name));
    let common = common.filter(|field| !names::is_relation(field.name));
    common.chain(kind.map(kind_fields).unwrap_or_default()).filter(|field| !is_list_of_records(&field.shape)).collect()
}

/// Whether a field has a table of its own.
fn is_list_of_records(shape: &Shape) -> bool {
    matches!(shape, Shape::List(of) if matches!(**of, Shape::Record(_)))
}
