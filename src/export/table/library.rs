//! Tables of what entries refer to: vocabularies with their terms, works, statistics, paragraphs.

use super::{Cell, Column, Foreign, Holds, Row, Rows, Table};
use crate::catalog::Catalog;
use crate::entry::{Entry, SourceReference};
use crate::export::names;
use crate::field::Localized;
use crate::lang::Lang;
use crate::library::{Document, Plain};
use crate::vocabulary::TermIx;

/// The languages beside the main one: each has a column of its own behind that of the main one.
fn others(catalog: &Catalog) -> &[Lang] {
    &catalog.site.languages[1..]
}

/// A column for a text in the main language, and one for each other language.
fn localized(catalog: &Catalog, columns: &mut Vec<Column>, name: &'static str, doc: &'static str) {
    columns.push(Column::new(name, Holds::Text, doc));
    let in_other = |lang: &Lang| Column {
        name: format!("{name}_{}", lang.as_str().replace('-', "_")),
        doc: format!("The same in the language `{lang}`.").into(),
        holds: Holds::Text,
    };
    columns.extend(others(catalog).iter().map(in_other));
}

/// The cells of such columns: a language in which nobody wrote the text has none.
fn texts<'a>(catalog: &Catalog, text: Option<&'a Localized>, row: &mut Row<'a>) {
    row.push(Cell::maybe(text.map(|text| text.text(catalog.site.main_language()))));
    for lang in others(catalog) {
        let own = text.map(|text| text.get(*lang)).filter(|(_, own)| *own);
        row.push(Cell::maybe(own.map(|(text, _)| text)));
    }
}

pub(super) fn axes(catalog: &Catalog) -> Table {
    let mut columns = vec![Column::new("id", Holds::Id, "The name of the vocabulary.")];
    localized(catalog, &mut columns, "title", "What it is called.");
    columns.push(Column::new("field", Holds::Text, "The field of entries that names its terms."));
    Table {
        name: "axes",
        doc: "Every vocabulary.",
        columns,
        key: &["id"],
        foreign: &[],
        rows: Rows::Whole(|catalog| {
            Box::new(catalog.vocabularies.axes.iter().map(|axis| {
                let mut row = vec![Cell::text(axis.id.as_str())];
                texts(catalog, Some(&axis.title), &mut row);
                row.push(Cell::text(axis.field.as_str()));
                row
            }))
        }),
    }
}

pub(super) fn terms(catalog: &Catalog) -> Table {
    let mut columns = vec![
        Column::new("axis", Holds::Id, "The vocabulary."),
        Column::new("id", Holds::Id, "The name of the term, unique in its vocabulary."),
    ];
    localized(catalog, &mut columns, "title", "What it is called.");
    localized(catalog, &mut columns, "summary", "What it means.");
    columns.extend([
        Column::new("broader_axis", Holds::Id, "The vocabulary of the wider term: a country lies in a region."),
        Column::new("broader", Holds::Id, "The wider term."),
        Column::new("related", Holds::List, "Terms of the vocabulary that it has to do with."),
        Column::new("aliases", Holds::List, "Other names."),
        Column::new("same_as", Holds::List, "The same thing elsewhere, as addresses."),
        Column::new("kind", Holds::Text, "Of actors: what sort of actor."),
        Column::new("country", Holds::Id, "Of actors: the country."),
        Column::new("url", Holds::Address, "Where to read more."),
        Column::new("entries", Holds::Integer, "How many entries name it, or a narrower term."),
    ]);
    Table {
        name: "terms",
        doc: "Every term of every vocabulary.",
        columns,
        key: &["axis", "id"],
        foreign: &[
            Foreign { columns: &["axis"], table: "axes", other: &["id"] },
            Foreign { columns: &["broader_axis", "broader"], table: "terms", other: &["axis", "id"] },
        ],
        rows: Rows::Whole(|catalog| Box::new(catalog.vocabularies.terms().map(|term| term_row(catalog, term)))),
    }
}

fn term_row(catalog: &Catalog, ix: TermIx) -> Row<'_> {
    let node = &catalog.vocabularies[ix];
    let term = &node.term;
    let mut row = vec![Cell::text(names::axis(catalog, ix)), Cell::text(term.id.value.as_str())];
    texts(catalog, Some(&term.title), &mut row);
    texts(catalog, term.summary.as_ref(), &mut row);
    let members = catalog.members(ix).all.iter().filter(|ix| names::is_listed(&catalog[**ix])).count();
    row.extend([
        Cell::maybe(node.broader.map(|broader| names::axis(catalog, broader))),
        Cell::maybe(node.broader.map(|broader| names::id(catalog, broader))),
        Cell::list(node.related.iter().map(|related| names::id(catalog, *related))),
        Cell::list(term.aliases.iter().map(|alias| alias.value.as_str())),
        Cell::list(names::same_as(catalog, ix)),
        Cell::maybe(term.kind.map(crate::vocabulary::ActorKind::as_str)),
        Cell::maybe(term.country.as_ref().map(|country| country.value.as_str())),
        Cell::maybe(term.url.as_ref().map(crate::field::WebAddress::as_str)),
        Cell::Number(members as f64),
    ]);
    row
}

pub(super) fn works() -> Table {
    let texts = [
        ("publisher", "Who published it."),
        ("organization", "The organization behind it."),
        ("number", "Its number: a United Nations symbol, a report number."),
        ("part_of", "The title of the whole that it is a part of."),
        ("volume", "The volume."),
        ("issue", "The issue."),
        ("edition", "The edition."),
        ("pages", "The pages of the whole it is in."),
        ("language", "The language of the work."),
        ("note", "A remark."),
    ];
    let mut columns = vec![
        Column::new("id", Holds::Id, "Its name in citations."),
        Column::new("type", Holds::Text, "What sort of work, as Hayagriva names them."),
        Column::new("title", Holds::Text, "What it is called."),
        Column::new("authors", Holds::List, "Who wrote it."),
        Column::new("editors", Holds::List, "Who edited it."),
        Column::new("date", Holds::Date, "When it came out."),
    ];
    columns.extend(texts.map(|(name, doc)| Column::new(name, Holds::Text, doc)));
    columns.push(Column::new("url", Holds::Address, "Where to read it."));
    columns.push(Column::new("accessed", Holds::Date, "When it was read there."));
    let more = [
        ("place", "Where it was published."),
        ("page_total", "How many pages it has."),
        ("genre", "The sort of work, in words."),
        ("abstract", "A summary."),
    ];
    columns.extend(more.map(|(name, doc)| Column::new(name, Holds::Text, doc)));
    Table {
        name: "works",
        doc: "Every work of the bibliography.",
        columns,
        key: &["id"],
        foreign: &[],
        rows: Rows::Whole(|catalog| {
            Box::new(catalog.documents.iter().map(|(_, id, listed)| work_row(id, &listed.document)))
        }),
    }
}

fn work_row<'a>(id: &'a str, work: &'a Document) -> Row<'a> {
    let plain = |text: Option<&'a Plain>| Cell::maybe(text.map(|text| text.0.as_str()));
    let text = |text: Option<&'a String>| Cell::maybe(text.map(String::as_str));
    let link = work.url.as_ref();
    vec![
        Cell::text(id),
        Cell::text(work.document_type.as_str()),
        Cell::text(work.title.0.as_str()),
        Cell::list(work.authors().map(ToString::to_string)),
        Cell::list(work.editors().map(ToString::to_string)),
        Cell::maybe(work.of_whole(|work| &work.date).map(ToString::to_string)),
        plain(work.of_whole(|work| &work.publisher)),
        plain(work.of_whole(|work| &work.organization)),
        plain(work.of_whole(|work| &work.serial_number)),
        Cell::maybe(work.parent.first().map(|parent| parent.title.0.as_str())),
        text(work.of_whole(|work| &work.volume)),
        text(work.of_whole(|work| &work.issue)),
        text(work.of_whole(|work| &work.edition)),
        text(work.page_range.as_ref()),
        text(work.of_whole(|work| &work.language)),
        plain(work.note.as_ref()),
        Cell::maybe(link.map(|link| link.url.as_str())),
        Cell::maybe(link.and_then(|link| link.accessed).map(|date| date.to_string())),
        plain(work.of_whole(|work| &work.location)),
        text(work.page_total.as_ref()),
        plain(work.genre.as_ref()),
        plain(work.abstract_.as_ref()),
    ]
}

pub(super) fn paragraphs() -> Table {
    Table {
        name: "paragraphs",
        doc: "Which entries rest on which paragraph of a work.",
        columns: vec![
            Column::new("work", Holds::Id, "The work."),
            Column::new("paragraph", Holds::Integer, "The number of the paragraph."),
            Column::new("entry", Holds::Id, "An entry that rests on it."),
        ],
        key: &["work", "paragraph", "entry"],
        foreign: &[Foreign { columns: &["work"], table: "works", other: &["id"] }, super::OF_ENTRY],
        rows: Rows::Whole(|catalog| {
            Box::new(citations(catalog).map(|(work, paragraph, entry)| {
                vec![Cell::text(work), Cell::Number(f64::from(paragraph)), Cell::text(entry.id.as_str())]
            }))
        }),
    }
}

/// Which paragraphs of listed works are cited, and by which entries.
fn citations(catalog: &Catalog) -> impl Iterator<Item = (&str, u32, &Entry)> {
    let works = catalog.concordance.iter().filter(|(work, _)| catalog.documents.has(work));
    works.flat_map(move |(work, paragraphs)| {
        paragraphs.iter().flat_map(move |(paragraph, entries)| {
            let entries = entries.iter().map(|ix| &catalog[*ix]).filter(|entry| names::is_listed(entry));
            entries.map(move |entry| (work.as_str(), *paragraph, entry))
        })
    })
}

/// How many rows the table of paragraphs has.
pub fn paragraphs_cited(catalog: &Catalog) -> usize {
    citations(catalog).count()
}

pub(super) fn figures(catalog: &Catalog) -> Table {
    let mut columns = vec![Column::new("id", Holds::Id, "Its name.")];
    localized(catalog, &mut columns, "title", "What it counts.");
    columns.push(Column::new("value", Holds::Number, "How much."));
    localized(catalog, &mut columns, "unit", "In what unit.");
    columns.push(Column::new("year", Holds::Date, "The year that it is about."));
    columns.extend([
        Column::new("source_cite", Holds::Id, "The work that says so."),
        Column::new("source_paras", Holds::Text, "The paragraphs meant."),
        Column::new("source_pages", Holds::Text, "The pages meant."),
        Column::new("source_title", Holds::Text, "The title of a page of the web that says so."),
        Column::new("source_url", Holds::Address, "Its address."),
        Column::new("source_accessed", Holds::Date, "When it was read."),
    ]);
    localized(catalog, &mut columns, "note", "A remark.");
    Table {
        name: "figures",
        doc: "Every statistic, with its source.",
        columns,
        key: &["id"],
        foreign: &[Foreign { columns: &["source_cite"], table: "works", other: &["id"] }],
        rows: Rows::Whole(|catalog| Box::new(catalog.figures.iter().map(|figure| figure_row(catalog, figure)))),
    }
}

fn figure_row<'a>(catalog: &Catalog, figure: &'a crate::library::Figure) -> Row<'a> {
    let mut row = vec![Cell::text(figure.id.value.as_str())];
    texts(catalog, Some(&figure.title), &mut row);
    row.push(Cell::Number(figure.value.value));
    texts(catalog, Some(&figure.unit), &mut row);
    row.push(Cell::maybe(figure.year.as_ref().map(ToString::to_string)));
    row.extend(source_cells(&figure.source.value));
    texts(catalog, figure.note.as_ref(), &mut row);
    row
}

/// Cite, paragraphs, pages, title, address and day of a source.
fn source_cells(source: &SourceReference) -> [Cell<'_>; 6] {
    match source {
        SourceReference::Listed { cite, paras, pages } => [
            Cell::text(cite.value.as_str()),
            Cell::maybe(paras.as_ref().map(|paras| paras.value.text.as_str())),
            Cell::maybe(pages.as_deref()),
            Cell::Nothing,
            Cell::Nothing,
            Cell::Nothing,
        ],
        SourceReference::Web { title, url, accessed } => [
            Cell::Nothing,
            Cell::Nothing,
            Cell::Nothing,
            Cell::text(title.as_str()),
            Cell::text(url.as_str()),
            Cell::maybe(accessed.as_ref().map(ToString::to_string)),
        ],
    }
}
