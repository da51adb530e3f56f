//! The catalog as tables: for spreadsheets, and in a database with full-text search.

use std::fs;

use compendium::export::catalogue::{ExportIx, Format};
use compendium::export::table::{self, Cell};
use compendium::export::{csv, names};
use rusqlite::{Connection, OpenFlags};

use super::{Built, unguarded};

#[test]
fn no_cell_is_a_formula() {
    let built = Built::new();
    let mut guarded = 0;
    for export in ExportIx::of_site(built.catalog()).filter(|export| export.format == Format::Csv) {
        for cell in built.table(export.file).rows.concat() {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || csv::guarded(&cell) == cell || cell.starts_with('\''), "{}: {cell}", export.file);
            guarded += usize::from(unguarded(&cell) != cell);
        }
    }
    assert!(guarded > 25, "only {guarded} cells would have been formulas: the site has lost its teeth");
}

#[test]
fn texts_come_back_as_they_were_written() {
    let built = Built::new();
    let catalog = built.catalog();
    let entries = built.table("data/entries.csv").columns(["id", "title", "summary"]);
    let written = catalog.iter().filter(|(_, entry)| names::is_listed(entry)).map(|(_, entry)| {
        let summary = entry.common.summary.as_ref().map_or("", |summary| &summary.value);
        [entry.id.to_string(), entry.common.title.value.clone(), summary.to_owned()]
    });
    assert_eq!(entries, written.collect());
    let results = built.table("data/results.csv").columns(["measure", "value", "by"]);
    let women = ["@Women \"placed\"", "-12.5", r#"{"=key":"=value, \"x\"","age":"0-17","sex":"female"}"#];
    assert!(results.contains(&women.map(str::to_owned)), "{results:?}");
    let reviews = built.table("data/reviews.csv").columns(["forum", "note", "source_cite", "source_paras"]);
    assert!(
        reviews.contains(&["review-forum", "＝full width\nand a second line", "report", "1, 3"].map(str::to_owned))
    );
    let translations = built.table("data/translations.csv").columns(["entry", "lang", "title"]);
    assert!(translations.contains(&["promise", "ar", "=تعهد، \"مهم\" 🕊️"].map(str::to_owned)));
}

impl Built {
    fn database(&self) -> Connection {
        let path = self.site.path("public/data/site.sqlite");
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database")
    }
}

/// The rows of a question as texts, nothing as an empty one.
fn asked(database: &Connection, question: &str) -> Vec<Vec<String>> {
    let mut statement = database.prepare(question).expect("a question");
    let width = statement.column_count();
    let cell = |row: &rusqlite::Row<'_>, at: usize| match row.get_ref(at)? {
        rusqlite::types::ValueRef::Null => Ok(String::new()),
        rusqlite::types::ValueRef::Integer(number) => Ok(number.to_string()),
        rusqlite::types::ValueRef::Real(number) => Ok(number.to_string()),
        value => Ok(value.as_str()?.to_owned()),
    };
    let rows = statement.query_map([], |row| (0..width).map(|at| cell(row, at)).collect::<rusqlite::Result<_>>());
    rows.expect("an answer").map(|row| row.expect("a row")).collect()
}

#[test]
fn the_database_holds_every_table_cell_by_cell() {
    let built = Built::new();
    let database = built.database();
    assert_eq!(asked(&database, "PRAGMA integrity_check"), [["ok"]]);
    assert_eq!(asked(&database, "PRAGMA foreign_key_check"), Vec::<Vec<String>>::new());
    for table in table::all(built.catalog()) {
        let found = table::named(built.catalog(), table.name).map(|found| (found.name, found.columns));
        assert_eq!(found.as_ref(), Some(&(table.name, table.columns.clone())), "found by its name");
        let name = table.name.replace('-', "_");
        let columns: Vec<_> = table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let mut held = asked(&database, &format!("SELECT {} FROM \"{name}\"", columns.join(", ")));
        held.sort();
        let mut expected = Vec::new();
        table.each_row(built.catalog(), |row| {
            let cells = row.iter().map(|cell| match cell {
                Cell::Nothing => String::new(),
                Cell::Text(text) => text.to_string(),
                Cell::Number(number) => number.to_string(),
            });
            expected.push(cells.collect::<Vec<_>>());
        });
        expected.sort();
        assert_eq!(held, expected, "{name}");
        let said = asked(&database, &format!("SELECT sql FROM sqlite_schema WHERE name = '{name}'"));
        assert!(said[0][0].contains(&format!("-- {}", table.doc)), "{name} says what it is: {}", said[0][0]);
    }
}

#[test]
fn texts_are_found_in_every_language() {
    let built = Built::new();
    let database = built.database();
    let found = |lang: &str, words: &str| {
        let question = format!(
            "SELECT texts.entry FROM search_{lang} JOIN texts ON texts.id = search_{lang}.rowid \
             WHERE search_{lang} MATCH '{words}' ORDER BY texts.entry"
        );
        asked(&database, &question).concat()
    };
    // Words are found by their stem in English, by what stands in a body, and by the title of what is referred to.
    assert_eq!(found("en", "training"), ["nurses"]);
    assert_eq!(found("en", "bold AND figure"), ["promise"]);
    assert_eq!(found("en", "body : guide"), ["promise", "second-guide"]);
    assert_eq!(found("ar", "عربي"), ["promise"]);
    assert_eq!(found("ar", "bold"), Vec::<String>::new());
    for hidden in ["unspoken", "secret", "hush"] {
        assert_eq!(found("en", hidden), Vec::<String>::new(), "{hidden}");
    }
    let texts = asked(&database, "SELECT entry, lang FROM texts ORDER BY 1, 2");
    assert_eq!(texts.iter().filter(|row| row[0] == "promise").count(), 2);
    assert_eq!(texts.len(), names::listed(built.catalog()).count() + 1);
}

#[test]
fn the_database_has_the_same_bytes_wherever_and_however_it_is_made() {
    let built = Built::new();
    let file = built.bytes("data/site.sqlite");
    let site = &built.site;
    let one = ["--color", "never", "--as-of", crate::support::site::AS_OF];
    let mut export = site.command(&[&one[..], &["export", "sqlite"]].concat());
    let printed = export.env("RAYON_NUM_THREADS", "1").output().expect("the program runs");
    assert!(printed.stdout == file, "printed, it is another one: {}", String::from_utf8_lossy(&printed.stderr));
    let place = site.beside("out.sqlite");
    let _ = site
        .run(&[&one[..], &["export", "site.sqlite", "--output", place.to_str().expect("a name")]].concat())
        .succeeds();
    assert!(fs::read(place).expect("written") == file, "written, it is another one");
}
