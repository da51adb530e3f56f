//! The whole catalog as a `SQLite` database, for those who want to ask questions: the tables that CSV has, with keys and
//! foreign keys between them, and the texts with a full-text index in each language.
//!
//! The same catalog gives the same bytes: rows come in the order of ids, nothing depends on threads or the clock, and `SQLite`
//! is the one that is compiled in. It is written where the file will be staged, since it grows with the site, or in memory
//! when somebody wants to see it at once.

mod schema;

use std::io::Write;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, params};

use super::table::{self, Cell, Holds, Row, Table};
use super::{names, plain};
use crate::catalog::Catalog;
use crate::content::Content;
use crate::view::Edition;

/// The file; `editions` are all languages, the main one first.
pub fn content<'a>(editions: &[&'a Edition]) -> Content<'a> {
    let editions: Vec<&'a Edition> = editions.to_vec();
    let again = editions.clone();
    Content::File { make: Box::new(move |path| at(&editions, path)), print: Box::new(move |out| print(&again, out)) }
}

/// The SQL that makes its tables and indexes, with what each of them means.
pub fn sql(catalog: &Catalog) -> String {
    let tables = table::all(catalog);
    format!("{}\n{}", schema::tables(catalog, &tables), schema::indexes(&tables))
}

/// A question that the database answers, as an example: which entries speak of something, the best first.
pub fn question(catalog: &Catalog) -> String {
    let (index, _) = schema::index_names(catalog.site.main_language());
    // The first entry answers it, so that whoever tries it sees something.
    let first = names::listed(catalog).map(|ix| &catalog[ix].common).find(|common| common.status.is_some());
    let status = first.and_then(|common| common.status.as_ref()).map_or("active", |status| status.value.as_str());
    let title = first.map_or("", |common| common.title.value.as_str());
    let word = title.split(|c: char| !c.is_alphanumeric()).max_by_key(|word| word.chars().count()).unwrap_or_default();
    format!(
        "SELECT entries.id, entries.title, snippet({index}, 2, '[', ']', '…', 12)\n\
         FROM {index}\n  JOIN texts ON texts.id = {index}.rowid\n  JOIN entries ON entries.id = texts.entry\n\
         WHERE {index} MATCH '{word}' AND entries.status = '{status}'\nORDER BY rank LIMIT 10;"
    )
}

/// Fills an empty file that is there.
fn at(editions: &[&Edition], path: &Path) -> anyhow::Result<()> {
    // The file is ours alone until it is moved into place, so that nobody has to be locked out, which some file systems
    // cannot do.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags_and_vfs(path, flags, "unix-none")?;
    fill(&database, editions)?;
    database.close().map_err(|(_, error)| error.into())
}

/// Makes it in memory, where it is one piece that need not be copied.
fn print(editions: &[&Edition], out: &mut dyn Write) -> anyhow::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
    let database = Connection::open_with_flags("file:compendium?vfs=memdb", flags)?;
    fill(&database, editions)?;
    Ok(out.write_all(&database.serialize("main")?)?)
}

/// A file that is not finished is thrown away whole, so that nothing has to be undone. What is no longer used in a page is
/// overwritten: it would be whatever was in memory. Rows may come before those that they refer to.
const SETTINGS: &str = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; \
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF;";

fn fill(database: &Connection, editions: &[&Edition]) -> rusqlite::Result<()> {
    let catalog = &*editions[0].catalog;
    let tables = table::all(catalog);
    database.execute_batch(SETTINGS)?;
    database.execute_batch("BEGIN")?;
    database.execute_batch(&schema::tables(catalog, &tables))?;
    for table in &tables {
        rows(database, catalog, table)?;
    }
    dataset(database, catalog)?;
    texts(database, editions)?;
    database.execute_batch(&schema::indexes(&tables))?;
    for lang in &catalog.site.languages {
        let (index, _) = schema::index_names(*lang);
        database.execute_batch(&format!("INSERT INTO \"{index}\" (\"{index}\") VALUES ('rebuild')"))?;
    }
    database.execute_batch("COMMIT")
}

/// How many rows one statement inserts. It finds its place in the table once, where one of a single row does for each.
const TOGETHER: usize = 16;

fn rows(database: &Connection, catalog: &Catalog, table: &Table) -> rusqlite::Result<()> {
    let mut insert = insert(database, table, TOGETHER)?;
    let mut waiting = Vec::with_capacity(TOGETHER);
    let mut failed = None;
    table.each_row(catalog, |row| {
        waiting.push(row);
        if waiting.len() == TOGETHER {
            failed = failed.take().or_else(|| add(&mut insert, table, &waiting).err());
            waiting.clear();
        }
    });
    match failed {
        Some(error) => Err(error),
        None if waiting.is_empty() => Ok(()),
        None => add(&mut self::insert(database, table, waiting.len())?, table, &waiting),
    }
}

/// A statement that inserts so many rows.
fn insert<'d>(database: &'d Connection, table: &Table, rows: usize) -> rusqlite::Result<Statement<'d>> {
    let row = format!("({})", vec!["?"; table.columns.len()].join(", "));
    database.prepare(&format!("INSERT INTO {} VALUES {}", schema::quoted(table.name), vec![row; rows].join(", ")))
}

fn add(insert: &mut Statement<'_>, table: &Table, rows: &[Row<'_>]) -> rusqlite::Result<()> {
    let of = |row| std::iter::zip(row, &table.columns).map(|(cell, column)| value(cell, column.holds));
    insert.execute(rusqlite::params_from_iter(rows.iter().flat_map(of))).map(drop)
}

fn value<'a>(cell: &'a Cell<'_>, holds: Holds) -> ToSqlOutput<'a> {
    match cell {
        Cell::Nothing => ToSqlOutput::Owned(Value::Null),
        Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Cell::Number(number) if holds == Holds::Integer => ToSqlOutput::Owned(Value::Integer(*number as i64)),
        Cell::Number(number) => ToSqlOutput::Owned(Value::Real(*number)),
    }
}

fn dataset(database: &Connection, catalog: &Catalog) -> rusqlite::Result<()> {
    let site = &catalog.site;
    let facts = [
        ("as_of", Some(catalog.as_of.day.to_string())),
        ("id", Some(site.id.clone())),
        ("language", Some(site.main_language().to_string())),
        ("licence", site.licence.clone()),
        ("licence_url", site.licence_url.clone()),
        ("publisher", site.publisher.clone()),
        ("title", Some(site.title.original().to_owned())),
        ("url", Some(site.base.to_string())),
        ("version", Some(super::json::VERSION.to_string())),
    ];
    let mut insert = database.prepare("INSERT INTO \"dataset\" VALUES (?, ?)")?;
    for (key, value) in facts.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        insert.execute(params![key, value])?;
    }
    Ok(())
}

/// The texts of every entry, in the main language and in those that it is translated to.
fn texts(database: &Connection, editions: &[&Edition]) -> rusqlite::Result<()> {
    let catalog = &*editions[0].catalog;
    let mut insert = database.prepare(
        "INSERT INTO \"texts\" (\"entry\", \"lang\", \"title\", \"summary\", \"body\") VALUES (?, ?, ?, ?, ?)",
    )?;
    for ix in names::listed(catalog) {
        let entry = &catalog[ix];
        for edition in editions {
            let texts = edition.texts(entry);
            if texts.lang != edition.lang {
                continue;
            }
            let is_translated = texts.body_lang == texts.lang;
            let body = if is_translated { plain::body(edition, texts.body) } else { String::new() };
            let summary = texts.summary.unwrap_or_default();
            insert.execute(params![entry.id.as_str(), texts.lang.as_str(), texts.title, summary, body])?;
        }
    }
    Ok(())
}
