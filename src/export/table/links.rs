//! Tables of what entries are linked to: terms, parties, relations, mentions, translations.

use super::{Cell, Column, Foreign, Holds, Maker, OF_ENTRY, Row, Rows, Table};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::export::names;
use crate::vocabulary::TermIx;

const OF_TERM: Foreign = Foreign { columns: &["axis", "term"], table: "terms", other: &["axis", "id"] };
const OF_OTHER: Foreign = Foreign { columns: &["other"], table: "entries", other: &["id"] };

fn entry_column() -> Column {
    Column::new("entry", Holds::Id, "The entry.")
}

/// The tables.
pub(super) const TABLES: [Maker; 6] = [
    ("entry-terms", |_| terms()),
    ("entry-parties", |_| parties()),
    ("relations", |_| relations()),
    ("mentions", |_| mentions()),
    ("translations", |_| translations()),
    ("translated-parts", |_| translated_parts()),
];

fn terms() -> Table {
    Table {
        name: "entry-terms",
        doc: "Which terms an entry names, and in which field: the lists of entries.csv one by one.",
        columns: vec![
            entry_column(),
            Column::new("field", Holds::Text, "The field of the entry."),
            Column::new("axis", Holds::Id, "The vocabulary of the term."),
            Column::new("term", Holds::Id, "The term."),
        ],
        key: &["entry", "field", "axis", "term"],
        foreign: &[OF_ENTRY, OF_TERM],
        rows: Rows::OfEntry(|catalog, _, entry| rows(catalog, entry, &terms_of(catalog, entry))),
    }
}

fn parties() -> Table {
    Table {
        name: "entry-parties",
        doc: "Which actors, countries and groups an entry names, and in which field.",
        columns: vec![
            entry_column(),
            Column::new("field", Holds::Text, "The field of the entry."),
            Column::new("axis", Holds::Id, "The vocabulary: actors, countries or groups."),
            Column::new("term", Holds::Id, "The actor, country or group."),
        ],
        key: &["entry", "field", "axis", "term"],
        foreign: &[OF_ENTRY, OF_TERM],
        rows: Rows::OfEntry(|catalog, _, entry| rows(catalog, entry, &parties_of(catalog, entry))),
    }
}

fn relations() -> Table {
    Table {
        name: "relations",
        doc: "How entries relate to each other, seen from both ends.",
        columns: vec![
            entry_column(),
            Column::new("relation", Holds::Text, "How it relates to the other one."),
            Column::new("other", Holds::Id, "The other entry."),
        ],
        key: &["entry", "relation", "other"],
        foreign: &[OF_ENTRY, OF_OTHER],
        rows: Rows::OfEntry(|catalog, ix, entry| {
            let relations = names::relations(catalog, ix);
            relations.map(|(name, other)| vec![id(entry), Cell::text(name), id(&catalog[other])]).collect()
        }),
    }
}

fn mentions() -> Table {
    Table {
        name: "mentions",
        doc: "Which entries mention which in their text.",
        columns: vec![entry_column(), Column::new("other", Holds::Id, "The entry that is mentioned.")],
        key: &["entry", "other"],
        foreign: &[OF_ENTRY, OF_OTHER],
        rows: Rows::OfEntry(|catalog, ix, entry| {
            // The catalog has mentions at the entry that is mentioned, so that rows are in the order of these.
            names::mentioned_by(catalog, ix).map(|by| vec![id(&catalog[by]), id(entry)]).collect()
        }),
    }
}

fn translations() -> Table {
    Table {
        name: "translations",
        doc: "The titles and summaries of entries in other languages.",
        columns: vec![
            entry_column(),
            Column::new("lang", Holds::Text, "The language, as a BCP 47 tag."),
            Column::new("title", Holds::Text, "The title in that language."),
            Column::new("summary", Holds::Text, "The summary in that language."),
        ],
        key: &["entry", "lang"],
        foreign: &[OF_ENTRY],
        rows: Rows::OfEntry(|_, _, entry| {
            let translations = entry.translations.iter().map(|(lang, translation)| {
                let texts = &translation.texts;
                let summary = Cell::maybe(texts.summary.as_ref().map(|summary| summary.value.as_str()));
                vec![id(entry), Cell::text(lang.as_str()), Cell::text(texts.title.value.as_str()), summary]
            });
            translations.collect()
        }),
    }
}

fn translated_parts() -> Table {
    Table {
        name: "translated-parts",
        doc: "The texts of milestones, reviews, needs, offers and results in other languages.",
        columns: vec![
            entry_column(),
            Column::new("lang", Holds::Text, "The language, as a BCP 47 tag."),
            Column::new("part", Holds::Text, "The table of the original: milestones, reviews, needs, offers, results."),
            Column::new("number", Holds::Integer, "The place of the text in the list of the translation, from 1."),
            Column::new("key", Holds::Text, "The key of the original; without one, the original has the same number."),
            Column::new("title", Holds::Text, "The title in that language."),
            Column::new("measure", Holds::Text, "What was measured, in that language."),
            Column::new("note", Holds::Text, "The note in that language."),
        ],
        key: &["entry", "lang", "part", "number"],
        foreign: &[OF_ENTRY],
        rows: Rows::OfEntry(|_, _, entry| {
            let mut rows = Vec::new();
            for (lang, translation) in &entry.translations {
                let lists = translation.texts.parts();
                for (part, list) in lists {
                    rows.extend((1_u32..).zip(list).map(|(number, text)| {
                        let start = [id(entry), Cell::text(lang.as_str()), Cell::text(part)];
                        let key = text.key.as_ref().map(|key| key.value.as_str());
                        let texts = [&text.title, &text.measure, &text.note].map(Option::as_deref);
                        let texts = [key].into_iter().chain(texts).map(Cell::maybe);
                        start.into_iter().chain([Cell::Number(f64::from(number))]).chain(texts).collect()
                    }));
                }
            }
            rows
        }),
    }
}

fn id(entry: &Entry) -> Cell<'_> {
    Cell::text(entry.id.as_str())
}

/// Which field names which term. A term that is named twice in a field is there once.
type Named<'a> = Vec<(&'a str, TermIx)>;

fn rows<'a>(catalog: &'a Catalog, entry: &'a Entry, named: &Named<'a>) -> Vec<Row<'a>> {
    let rows = named.iter().map(|(field, term)| {
        let (axis, term) = (names::axis(catalog, *term), names::id(catalog, *term));
        vec![id(entry), Cell::text(*field), Cell::text(axis), Cell::text(term)]
    });
    rows.collect()
}

fn add<'a>(named: &mut Named<'a>, field: &'a str, term: Option<TermIx>) {
    if let Some(term) = term.filter(|term| !named.contains(&(field, *term))) {
        named.push((field, term));
    }
}

/// The fields that name terms, common and of the kind, in the order of their declaration, then those of axes.
fn terms_of<'a>(catalog: &Catalog, entry: &'a Entry) -> Named<'a> {
    let mut named = Vec::new();
    for (field, terms) in entry.named_terms() {
        for name in terms {
            add(&mut named, field, names::term(catalog, field, &name.value.0));
        }
    }
    for forum in entry.common.reviews.iter().filter_map(|review| review.forum.as_ref()) {
        add(&mut named, "forum", names::term(catalog, "forum", &forum.value.0));
    }
    named
}

fn parties_of<'a>(catalog: &Catalog, entry: &'a Entry) -> Named<'a> {
    let mut named = Vec::new();
    for (field, parties) in entry.party_fields() {
        for party in parties {
            add(&mut named, field, catalog.party(&party.value.0));
        }
    }
    named
}

/// How many rows the table of terms that entries name has.
pub fn terms_named(catalog: &Catalog) -> usize {
    names::listed(catalog).map(|ix| terms_of(catalog, &catalog[ix]).len()).sum()
}

/// How many rows the table of parties that entries name has.
pub fn parties_named(catalog: &Catalog) -> usize {
    names::listed(catalog).map(|ix| parties_of(catalog, &catalog[ix]).len()).sum()
}
