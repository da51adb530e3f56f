//! Entries counted by two axes at once: where there are some, and where there are none.

use crate::catalog::{Catalog, EntryIx};
use crate::entry::Kind;
use crate::vocabulary::TermIx;

/// A row or a column: the entries of a term, those of narrower terms included, or the entries of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A term.
    Term(TermIx),
    /// A kind.
    Kind(Kind),
}

/// How many entries there are on each pair of a row and a column.
#[derive(Debug)]
pub struct Matrix {
    /// The rows.
    pub rows: Vec<Line>,
    /// The columns.
    pub columns: Vec<Line>,
    /// Of each row the entries on it, whatever their column.
    pub row_totals: Vec<usize>,
    /// Of each column the entries on it, whatever their row.
    pub column_totals: Vec<usize>,
    cells: Vec<usize>,
}

impl Matrix {
    /// Counts the entries of each row by column.
    pub fn count(catalog: &Catalog, rows: Vec<Line>, columns: Vec<Line>) -> Self {
        let across: Vec<_> = columns.iter().map(|column| marks(catalog, *column)).collect();
        let mut cells = vec![0; rows.len() * columns.len()];
        let mut row_totals = vec![0; rows.len()];
        let mut on_a_row = vec![false; catalog.entries.len()];
        for (row, line) in rows.iter().enumerate() {
            let cells = &mut cells[row * columns.len()..(row + 1) * columns.len()];
            for ix in entries(catalog, *line) {
                row_totals[row] += 1;
                on_a_row[ix.0 as usize] = true;
                for (cell, column) in cells.iter_mut().zip(&across) {
                    *cell += usize::from(column[ix.0 as usize]);
                }
            }
        }
        // An entry on no row is in no cell of the column, and would be in a sum of nothing.
        let sum =
            |column: &Vec<bool>| column.iter().zip(&on_a_row).filter(|(is_in, on_a_row)| **is_in && **on_a_row).count();
        let column_totals = across.iter().map(sum).collect();
        Self { rows, columns, row_totals, column_totals, cells }
    }

    /// The entries of a row, column by column.
    pub fn row(&self, row: usize) -> &[usize] {
        let width = self.columns.len();
        &self.cells[row * width..(row + 1) * width]
    }

    /// How many pairs have no entry.
    pub fn empty(&self) -> usize {
        self.cells.iter().filter(|count| **count == 0).count()
    }

    /// How many pairs there are.
    pub const fn pairs(&self) -> usize {
        self.cells.len()
    }

    /// The most entries on one pair.
    pub fn largest(&self) -> usize {
        self.cells.iter().copied().max().unwrap_or(0)
    }
}

/// How strongly a number is shown beside the largest: 0 for none, else 1 to 5. By the root, since a few pairs have most
/// of the entries and the others would all look alike.
pub fn step(count: usize, largest: usize) -> u8 {
    if count == 0 {
        return 0;
    }
    let share = (count as f64 / largest.max(1) as f64).sqrt();
    (1..5).find(|step| share * 5.0 <= f64::from(*step)).unwrap_or(5)
}

/// The entries on a line, each once.
fn entries(catalog: &Catalog, line: Line) -> Vec<EntryIx> {
    let listed = |ix: &EntryIx| catalog[*ix].kind() != Kind::Page;
    match line {
        Line::Term(term) => catalog.members(term).all.iter().copied().filter(listed).collect(),
        Line::Kind(kind) => catalog.of_kind(kind).filter(listed).collect(),
    }
}

/// Of every entry whether it is on a line: a row then asks without looking for anything.
fn marks(catalog: &Catalog, line: Line) -> Vec<bool> {
    let mut marks = vec![false; catalog.entries.len()];
    for ix in entries(catalog, line) {
        marks[ix.0 as usize] = true;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::terms::tests::catalog;

    fn term(catalog: &Catalog, axis: &str, id: &str) -> Line {
        Line::Term(catalog.vocabularies.term(axis, id).expect("the term"))
    }

    #[test]
    fn narrower_terms_count_for_broader_ones_and_once_an_entry() {
        let catalog = catalog();
        let rows = vec![term(&catalog, "sdg", "8"), term(&catalog, "sdg", "8.8"), term(&catalog, "sdg", "1")];
        let columns = vec![Line::Kind(Kind::Commitment), Line::Kind(Kind::Practice)];
        let matrix = Matrix::count(&catalog, rows, columns);
        assert_eq!(matrix.row(0), [2, 1]);
        assert_eq!(matrix.row(1), [1, 1]);
        assert_eq!(matrix.row(2), [0, 0]);
        assert_eq!((matrix.empty(), matrix.pairs(), matrix.largest()), (2, 6, 2));
        assert_eq!(matrix.row_totals, [3, 2, 0]);
        assert_eq!(matrix.column_totals, [2, 1]);
    }

    #[test]
    fn an_entry_of_two_levels_is_on_both_and_pages_are_on_none() {
        let catalog = catalog();
        let rows = vec![term(&catalog, "levels", "national"), term(&catalog, "levels", "global")];
        let matrix = Matrix::count(&catalog, rows, vec![Line::Kind(Kind::Commitment), Line::Kind(Kind::Page)]);
        assert_eq!(matrix.row(0), [2, 0]);
        assert_eq!(matrix.row(1), [1, 0]);
    }

    #[test]
    fn shades_have_five_steps_and_nothing_has_none() {
        assert_eq!([0, 1, 4, 50, 100].map(|count| step(count, 100)), [0, 1, 1, 4, 5]);
        assert_eq!(step(1, 1), 5);
    }
}
