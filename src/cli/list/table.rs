//! A table as text, JSON and CSV.

use serde_json::Value;

use crate::cli::args::TableFormat;
use crate::cli::console::visible;
use crate::export::csv;

/// A column.
#[derive(Debug)]
pub struct Column {
    /// What it is called.
    pub name: &'static str,
    /// Whether people see it too; formats for machines have every column.
    pub is_shown: bool,
}

/// Rows of values: texts, numbers, and null where there is nothing.
#[derive(Debug)]
pub struct Table {
    /// The columns, in order. The last one that is shown is the one with room for long texts.
    pub columns: &'static [Column],
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// Whether there is nothing to list.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text.
    pub fn print(&self, format: TableFormat) -> String {
        match format {
            TableFormat::Text => self.text(),
            TableFormat::Json => self.json(),
            TableFormat::Csv => self.csv(),
        }
    }

    fn text(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let shown = || self.columns.iter().enumerate().filter(|(_, column)| column.is_shown).map(|(at, _)| at);
        let heading = shown().map(|at| self.columns[at].name.replace('_', " ").to_uppercase()).collect();
        let rows = self.rows.iter().map(|row| shown().map(|at| visible(&plain(&row[at]))).collect());
        let lines: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
        aligned(&lines)
    }

    fn json(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let fields = self.columns.iter().zip(row).map(|(column, value)| (column.name.to_owned(), value.clone()));
            Value::Object(fields.collect())
        });
        format!("{:#}\n", Value::Array(rows.collect()))
    }

    /// As the open data has it: safe in spreadsheets.
    fn csv(&self) -> String {
        let names = csv::line(self.columns.iter().map(|column| column.name));
        let rows = self.rows.iter().map(|row| {
            let cells: Vec<_> = row.iter().map(plain).collect();
            csv::line(cells.iter().map(String::as_str))
        });
        names + &rows.collect::<String>()
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Columns of the same width, two spaces apart, without spaces at the end of lines.
pub fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<_> = (0..columns).map(|at| width(at).unwrap_or_default()).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        const COLUMNS: &[Column] = &[
            Column { name: "id", is_shown: true },
            Column { name: "line", is_shown: false },
            Column { name: "title", is_shown: true },
        ];
        let rows = vec![
            vec!["a".into(), 3.into(), "A, \"b\"".into()],
            vec!["long-id".into(), Value::Null, "\u{1b}[2J".into()],
        ];
        Table { columns: COLUMNS, rows }
    }

    #[test]
    fn people_see_columns_and_no_control_characters() {
        let text = table().print(TableFormat::Text);
        assert_eq!(text, "ID       TITLE\na        A, \"b\"\nlong-id  \u{FFFD}[2J\n");
    }

    #[test]
    fn programs_get_every_column_under_its_name() {
        let json: Value = serde_json::from_str(&table().print(TableFormat::Json)).expect("JSON");
        assert_eq!(json[0], serde_json::json!({ "id": "a", "line": 3, "title": "A, \"b\"" }));
        assert!(json[1]["line"].is_null());
        assert_eq!(table().print(TableFormat::Csv), "id,line,title\r\na,3,\"A, \"\"b\"\"\"\r\nlong-id,,\u{1b}[2J\r\n");
        let formula = Table { rows: vec![vec!["=1+1".into(), 3.into(), Value::Null]], ..table() };
        assert!(formula.print(TableFormat::Csv).ends_with("\r\n'=1+1,3,\r\n"));
    }
}
