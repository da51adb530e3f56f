//! Tables as CSV: UTF-8, RFC 4180 (commas, double quotes, CRLF), a row of names first.
//!
//! Files begin with a byte order mark: without it Excel takes the text for that of an old code page and shows `SÃ£o Paulo`.
//! pandas, R's readr, `DuckDB` and frictionless read it as what it is.
//!
//! Spreadsheets take a cell that begins with one of a few characters for a formula and run it. Such a cell gets an
//! apostrophe in front, as the OWASP page on CSV injection advises; numbers are none, so that `-5` stays a number. Who
//! reads the file with a program takes that apostrophe away again: [`guarded`] adds one also where the text itself begins
//! with apostrophes and then such a character, so that nothing is ambiguous.

use std::borrow::Cow;
use std::io::{self, Write};

use super::table::{Cell, Row, Table};
use crate::catalog::Catalog;

/// By what a spreadsheet knows UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";
/// With what a formula may begin, full-width forms included.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Writes a table as a file.
pub fn table(catalog: &Catalog, table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut rows = Csv::new();
    rows.names(table);
    // Rows are made into text one by one, and written when there are some of them.
    let mut written = Ok(());
    table.each_row(catalog, |row| {
        rows.row(&row);
        if written.is_ok() && rows.0.get_ref().len() > PART {
            written = out.write_all(&std::mem::take(&mut rows).end());
        }
    });
    written?;
    out.write_all(&rows.end())
}

/// How much text waits to be written.
const PART: usize = 64 * 1024;

/// CSV that is being written to memory, where writing cannot fail.
pub struct Csv(::csv::Writer<Vec<u8>>);

impl Default for Csv {
    fn default() -> Self {
        Self::new()
    }
}

impl Csv {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    /// The names of the columns.
    pub fn names(&mut self, table: &Table) {
        self.record(table.columns.iter().map(|column| guarded(&column.name)));
    }

    /// One row.
    pub fn row(&mut self, row: &Row<'_>) {
        self.record(row.iter().map(text));
    }

    fn record<'a>(&mut self, cells: impl Iterator<Item = Cow<'a, str>>) {
        for cell in cells {
            self.0.write_field(cell.as_bytes()).expect("memory takes what is written to it");
        }
        self.0.write_record(None::<&[u8]>).expect("memory takes what is written to it");
    }

    fn text(self) -> String {
        String::from_utf8(self.end()).expect("what was written is text")
    }

    /// What was written.
    pub fn end(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes what is written to it")
    }
}

/// Texts as a line of its own.
pub fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut csv = Csv::new();
    csv.record(cells.map(guarded));
    csv.text()
}

/// A row of a table as a line of its own.
pub fn row(row: &Row<'_>) -> String {
    let mut csv = Csv::new();
    csv.row(row);
    csv.text()
}

fn text<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Nothing => Cow::Borrowed(""),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => Cow::Owned(number.to_string()),
    }
}

/// A text that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_numbers_are_numbers() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", "'=1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for plain in ["", "a=b", "'t is", "5 - 3", " =1"] {
            assert_eq!(guarded(plain), plain);
        }
        assert_eq!(text(&Cell::Number(-5.0)), "-5");
    }

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        let mut csv = Csv::new();
        csv.row(&vec![Cell::Text("a, \"b\"\nc".into()), Cell::Nothing, Cell::Text("=1".into()), Cell::Number(2.5)]);
        assert_eq!(String::from_utf8(csv.end()).expect("UTF-8"), "\"a, \"\"b\"\"\nc\",,'=1,2.5\r\n");
    }
}
