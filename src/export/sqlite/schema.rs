//! The tables of the database, as SQL that people read too.

use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::export::json::VERSION;
use crate::export::table::{Column, Foreign, Holds, Table};
use crate::lang::Lang;

/// The number by which `file` and others know a kind of `SQLite` database: `comp`.
const APPLICATION: u32 = 0x636F_6D70;

/// What the tables of entries do not have: the texts, and about the whole.
const OWN: &str = "\
CREATE TABLE \"dataset\" ( -- The data set as a whole.
  \"key\" TEXT NOT NULL PRIMARY KEY, -- What is said: title, licence, address, day.
  \"value\" TEXT NOT NULL -- What it is.
) STRICT, WITHOUT ROWID;

CREATE TABLE \"texts\" ( -- The texts of every entry in every language in which somebody wrote them, as plain text.
  \"id\" INTEGER NOT NULL PRIMARY KEY, -- The number by which the full-text indexes know it.
  \"entry\" TEXT NOT NULL, -- The entry.
  \"lang\" TEXT NOT NULL, -- The language, as a BCP 47 tag.
  \"title\" TEXT NOT NULL, -- The title.
  \"summary\" TEXT NOT NULL, -- The summary.
  \"body\" TEXT NOT NULL, -- The text, without markup and citations.
  UNIQUE (\"entry\", \"lang\"),
  FOREIGN KEY (\"entry\") REFERENCES \"entries\" (\"id\")
) STRICT;
";

/// A name as SQL has it. Names of fields may be words of SQL, and those of tables have hyphens elsewhere.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('-', "_").replace('"', "\"\""))
}

/// The name of the full-text index of a language, and of the texts behind it.
pub fn index_names(lang: Lang) -> (String, String) {
    let tag = lang.as_str().replace('-', "_").to_lowercase();
    (format!("search_{tag}"), format!("texts_{tag}"))
}

/// Everything that makes an empty database, but for the indexes that are made when the rows are there.
pub fn tables(catalog: &Catalog, tables: &[Table]) -> String {
    let mut sql = format!("PRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {VERSION};\n\n");
    for its in tables {
        table(its, &mut sql);
        sql.push('\n');
    }
    sql.push_str(OWN);
    for lang in &catalog.site.languages {
        sql.push('\n');
        full_text(*lang, &mut sql);
    }
    sql
}

/// Indexes for questions that begin at the other end of a reference.
pub fn indexes(tables: &[Table]) -> String {
    let mut sql = String::new();
    for table in tables {
        for foreign in table.foreign.iter().filter(|foreign| !table.key.starts_with(foreign.columns)) {
            let name = quoted(&format!("{}_by_{}", table.name, foreign.columns.join("_")));
            let _ = writeln!(sql, "CREATE INDEX {name} ON {} ({});", quoted(table.name), list(foreign.columns));
        }
    }
    sql
}

fn table(table: &Table, sql: &mut String) {
    let _ = writeln!(sql, "CREATE TABLE {} ( -- {}", quoted(table.name), one_line(table.doc));
    for column in &table.columns {
        let required = if table.key.contains(&column.name.as_str()) { " NOT NULL" } else { "" };
        let name = quoted(&column.name);
        let _ = writeln!(sql, "  {name} {}{required}, -- {}", type_of(column), one_line(&column.doc));
    }
    let _ = write!(sql, "  PRIMARY KEY ({})", list(table.key));
    for Foreign { columns, table, other } in table.foreign {
        let _ = write!(sql, ",\n  FOREIGN KEY ({}) REFERENCES {} ({})", list(columns), quoted(table), list(other));
    }
    // Small rows are kept in the order of their key, once; large ones have an index of it.
    let rows = if table.key.len() > 1 { ", WITHOUT ROWID" } else { "" };
    let _ = writeln!(sql, "\n) STRICT{rows};");
}

fn full_text(lang: Lang, sql: &mut String) {
    let (index, texts) = index_names(lang);
    // Only English is stemmed: SQLite has no stemmer for other languages. Marks above letters do not count in any.
    let stemmer = if lang.as_str().starts_with("en") { "porter " } else { "" };
    // Where words are not set apart by spaces, three letters at a time are found.
    let has_spaces =
        !["zh", "ja", "th", "lo", "km", "my"].contains(&lang.as_str().split('-').next().unwrap_or_default());
    let tokens = if has_spaces { format!("{stemmer}unicode61 remove_diacritics 2") } else { "trigram".to_owned() };
    let _ = write!(
        sql,
        "CREATE VIEW \"{texts}\" AS SELECT \"id\", \"title\", \"summary\", \"body\" FROM \"texts\" WHERE \"lang\" = '{lang}';\n\
         CREATE VIRTUAL TABLE \"{index}\" USING fts5 (\n  \"title\", \"summary\", \"body\",\n  \
         content = '{texts}', content_rowid = 'id', tokenize = '{tokens}'\n);\n"
    );
}

fn list(columns: &[&str]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

const fn type_of(column: &Column) -> &'static str {
    match column.holds {
        Holds::Integer => "INTEGER",
        Holds::Number => "REAL",
        Holds::Text | Holds::Id | Holds::Date | Holds::Address | Holds::List | Holds::Json => "TEXT",
    }
}

/// A comment ends with its line.
fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
