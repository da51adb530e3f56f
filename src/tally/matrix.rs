//! Entries counted by two axes at once: where there are some, and where there are none.

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Entry, Kind};
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
    /// Counts in one pass over the catalog.
    pub fn count(catalog: &Catalog, rows: Vec<Line>, columns: Vec<Line>) -> Self {
        let (across, down) = (Places::of(catalog, &rows), Places::of(catalog, &columns));
        let mut matrix = Self {
            row_totals: vec![0; rows.len()],
            column_totals: vec![0; columns.len()],
            cells: vec![0; rows.len() * columns.len()],
            rows,
            columns,
        };
        let (mut on_rows, mut on_columns) = (Vec::new(), Vec::new());
        for (ix, entry) in catalog.iter().filter(|(_, entry)| entry.kind() != Kind::Page) {
            across.find(catalog, ix, entry, &mut on_rows);
            down.find(catalog, ix, entry, &mut on_columns);
            matrix.add(&on_rows, &on_columns);
        }
        matrix
    }

    fn add(&mut self, rows: &[usize], columns: &[usize]) {
        for column in columns {
            self.column_totals[*column] += 1;
        }
        for row in rows {
            self.row_totals[*row] += 1;
            for column in columns {
                self.cells[row * self.columns.len() + column] += 1;
            }
        }
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

/// The place of each line, found by axis and term without hashing: this is asked for every term of every entry.
struct Places {
    axes: Vec<Vec<Option<usize>>>,
    kinds: Vec<(Kind, usize)>,
}

impl Places {
    fn of(catalog: &Catalog, lines: &[Line]) -> Self {
        let mut places = Self { axes: vec![Vec::new(); catalog.vocabularies.axes.len()], kinds: Vec::new() };
        for (at, line) in lines.iter().enumerate() {
            match line {
                Line::Kind(kind) => places.kinds.push((*kind, at)),
                Line::Term(term) => {
                    let axis = &mut places.axes[term.axis.0 as usize];
                    axis.resize(catalog.vocabularies[term.axis].terms.len(), None);
                    axis[term.term as usize] = Some(at);
                }
            }
        }
        places
    }

    /// The lines on which an entry is, each once.
    fn find(&self, catalog: &Catalog, ix: EntryIx, entry: &Entry, found: &mut Vec<usize>) {
        found.clear();
        found.extend(self.kinds.iter().filter(|(kind, _)| *kind == entry.kind()).map(|(_, at)| *at));
        let terms = catalog.links(ix).terms.iter();
        for term in terms.flat_map(|term| catalog.vocabularies.with_broader(*term)) {
            let place = self.axes[term.axis.0 as usize].get(term.term as usize).copied().flatten();
            if let Some(at) = place.filter(|at| !found.contains(at)) {
                found.push(at);
            }
        }
    }
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
