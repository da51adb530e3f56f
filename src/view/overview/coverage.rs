//! Where there are entries and where there are none: tables of two axes.

use serde::Serialize;
use tera::Value;

use crate::entry::Kind;
use crate::locale::Arg;
use crate::route::{Overview, Page};
use crate::tally::matrix::{Line, Matrix, step};
use crate::view::{Edition, axis_title};
use crate::vocabulary::{AxisIx, Order, TermIx};

/// Rows of one table: more would make a page that nobody reads, and of a large site one that is slow to load.
const ROWS: usize = 40;
/// Columns of one table.
const COLUMNS: usize = 24;
/// Rows without any entry that the sentence above a table names.
const NAMED: usize = 6;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CoverageView {
    matrices: Vec<MatrixView>,
}

/// One table.
#[derive(Debug, Serialize)]
pub struct MatrixView {
    /// For addresses within the page.
    id: String,
    /// “Themes by level”.
    title: String,
    /// What the table shows, in words.
    message: String,
    /// Rows without any entry, in words; `None` when there is none.
    bare: Option<String>,
    /// What the rows are.
    corner: String,
    columns: Vec<Head>,
    /// How many entries there are in each column.
    totals: Vec<String>,
    rows: Vec<RowView>,
    /// Rows and columns that are left out: in words, and where all are.
    more: Vec<(String, String)>,
    /// A table of what lies below each row, as its own.
    below: Vec<MatrixView>,
}

/// The head of a row or of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    title: String,
    /// The chip of a term; none of a kind.
    chip: Option<Value>,
    url: Option<String>,
}

/// A row.
#[derive(Debug, Serialize)]
pub struct RowView {
    head: Head,
    cells: Vec<Cell>,
    total: String,
}

/// A pair.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// How many entries; `None` when there is none.
    count: Option<String>,
    /// Where they are listed.
    url: Option<String>,
    /// 0 when there is none, 1 for few up to 5 for most.
    step: u8,
}

/// The view in a language.
pub fn view(edition: &Edition) -> CoverageView {
    let vocabularies = &edition.catalog.vocabularies;
    let (levels, themes) = (vocabularies.axis("levels"), vocabularies.axis("themes"));
    let mut matrices = Vec::new();
    if let (Some(themes), Some(levels)) = (themes, levels) {
        matrices.extend(of_axes(edition, themes, levels));
    }
    if let Some(goals) = vocabularies.axis("sdg") {
        matrices.extend(goals_by_kind(edition, goals));
    }
    for own in own_axes(edition) {
        matrices.extend(levels.and_then(|levels| of_axes(edition, own, levels)));
    }
    if let (Some(countries), Some(themes)) = (vocabularies.axis("countries"), themes) {
        matrices.extend(of_axes(edition, countries, themes));
    }
    CoverageView { matrices }
}

/// Axes of the project whose order means something: its objectives, its steps.
fn own_axes(edition: &Edition) -> Vec<AxisIx> {
    let axes = edition.catalog.vocabularies.iter().filter(|(_, axis)| {
        !axis.embedded
            && axis.order == Order::AsListed
            && !matches!(&*axis.id, "themes" | "levels" | "sdg" | "countries" | "regions" | "glossary")
    });
    axes.map(|(axis, _)| axis).collect()
}

fn of_axes(edition: &Edition, rows: AxisIx, columns: AxisIx) -> Option<MatrixView> {
    let catalog = &*edition.catalog;
    let lines = |terms: Vec<TermIx>| terms.into_iter().map(Line::Term).collect::<Vec<_>>();
    let (down, rows_left) = busiest(edition, rows, ROWS);
    let (across, columns_left) = busiest(edition, columns, COLUMNS);
    let matrix = Matrix::count(catalog, lines(down), lines(across));
    let axes = [rows, columns].map(|axis| &*catalog.vocabularies[axis].id);
    let mut view = table(edition, axes, axis_title(edition, rows), &matrix)?;
    let left = [("coverage-rows-left", rows, rows_left), ("coverage-columns-left", columns, columns_left)];
    let left = left.into_iter().filter(|(.., count)| *count > 0);
    view.more = left.map(|(key, axis, count)| (edition.count(key, count), edition.url(Page::Axis(axis)))).collect();
    Some(view)
}

/// The terms of an axis with most entries, in their order, and how many are left out.
fn busiest(edition: &Edition, axis: AxisIx, most: usize) -> (Vec<TermIx>, usize) {
    let mut terms = edition.top_terms(axis);
    let left_out = terms.len().saturating_sub(most);
    if left_out > 0 {
        let mut busiest = terms.clone();
        busiest.sort_by_key(|term| (std::cmp::Reverse(edition.catalog.members(*term).all.len()), *term));
        busiest.truncate(most);
        terms.retain(|term| busiest.contains(term));
    }
    (terms, left_out)
}

/// Goals by kind, and below each goal its targets by kind.
fn goals_by_kind(edition: &Edition, axis: AxisIx) -> Option<MatrixView> {
    let goals = edition.top_terms(axis);
    let name = || axis_title(edition, axis);
    let by_kind = |terms: &[TermIx]| {
        Matrix::count(&edition.catalog, terms.iter().map(|term| Line::Term(*term)).collect(), kinds(edition))
    };
    let mut view = table(edition, ["sdg", "kinds"], name(), &by_kind(&goals))?;
    let targets = |goal: &TermIx| {
        let targets: Vec<_> = edition.catalog.vocabularies[*goal].narrower.clone();
        let title = edition.term_title(*goal).to_owned();
        let number = edition.catalog.vocabularies[*goal].term.id.value.clone();
        let mut below = table(edition, ["sdg", "kinds"], name(), &by_kind(&targets))?;
        below.id = format!("sdg-{number}-kinds");
        below.title =
            edition.locale.format("coverage-targets", &[("number", Arg::Text(&number)), ("title", Arg::Text(&title))]);
        Some(below)
    };
    view.below = goals.iter().filter_map(targets).collect();
    Some(view)
}

/// The kinds that the site has entries of.
pub fn kinds(edition: &Edition) -> Vec<Line> {
    Kind::LISTED.iter().filter(|kind| !edition.of_kind(**kind).is_empty()).map(|kind| Line::Kind(*kind)).collect()
}

/// `axes` are the words for rows and columns in addresses and strings, `name` is what readers call the rows.
fn table(edition: &Edition, axes: [&str; 2], name: String, matrix: &Matrix) -> Option<MatrixView> {
    if matrix.pairs() == 0 {
        return None;
    }
    let number = |count: &usize| edition.locale.number(*count as f64);
    let largest = matrix.largest();
    let rows = matrix.rows.iter().enumerate().map(|(at, line)| RowView {
        head: head(edition, *line),
        cells: matrix
            .row(at)
            .iter()
            .zip(&matrix.columns)
            .map(|(count, column)| cell(edition, *count, largest, [*line, *column]))
            .collect(),
        total: number(&matrix.row_totals[at]),
    });
    Some(MatrixView {
        id: axes.join("-"),
        title: edition.locale.format(&format!("coverage-by-{}", axes[1]), &[("rows", Arg::Text(&name))]),
        message: message(edition, matrix),
        bare: bare(edition, matrix),
        rows: rows.collect(),
        columns: matrix.columns.iter().map(|line| head(edition, *line)).collect(),
        totals: matrix.column_totals.iter().map(number).collect(),
        corner: name,
        more: Vec::new(),
        below: Vec::new(),
    })
}

fn message(edition: &Edition, matrix: &Matrix) -> String {
    let arguments = [("empty", Arg::Number(matrix.empty() as f64)), ("count", Arg::Number(matrix.pairs() as f64))];
    let key = if matrix.empty() == 0 { "coverage-full" } else { "coverage-message" };
    edition.locale.format(key, &arguments)
}

/// Rows without any entry, the first by name and the others by number.
fn bare(edition: &Edition, matrix: &Matrix) -> Option<String> {
    let bare: Vec<_> = (0..matrix.rows.len()).filter(|row| matrix.row_totals[*row] == 0).collect();
    if bare.is_empty() {
        return None;
    }
    let mut names: Vec<_> = bare.iter().take(NAMED).map(|row| name(edition, matrix.rows[*row])).collect();
    names.extend(edition.and_more(bare.len().saturating_sub(NAMED)));
    Some(edition.locale.format("coverage-bare", &[("names", Arg::Text(&names.join(&edition.text("list-separator"))))]))
}

/// What a line is called.
pub fn name(edition: &Edition, line: Line) -> String {
    match line {
        Line::Kind(kind) => edition.text(&format!("kinds-{kind}")),
        Line::Term(term) => edition.term_title(term).to_owned(),
    }
}

fn head(edition: &Edition, line: Line) -> Head {
    match line {
        Line::Kind(kind) => {
            Head { title: name(edition, line), chip: None, url: Some(edition.url(Page::Kind(kind, 1))) }
        }
        Line::Term(term) => Head { title: name(edition, line), chip: Some(edition.chip(term)), url: None },
    }
}

fn cell(edition: &Edition, count: usize, largest: usize, lines: [Line; 2]) -> Cell {
    let url = (count > 0).then(|| explore(edition, &lines));
    Cell { count: (count > 0).then(|| edition.locale.number(count as f64)), url, step: step(count, largest) }
}

/// The address of the entries that are on all of some lines.
pub fn explore(edition: &Edition, lines: &[Line]) -> String {
    let vocabularies = &edition.catalog.vocabularies;
    let chosen = lines.iter().map(|line| match line {
        Line::Kind(kind) => format!("kind={kind}"),
        Line::Term(term) => format!("{}={}", vocabularies[term.axis].one, vocabularies[*term].term.id),
    });
    format!("{}?{}", edition.url(Page::Overview(Overview::Explore)), chosen.collect::<Vec<_>>().join("&"))
}
