//! The vocabularies that come with the program, from the tables in `data/`; `data/README.md` names their sources.

use std::sync::Arc;

use super::{Order, Term, VocabularyFields, VocabularyFile};
use crate::field::{Localized, WebAddress};
use crate::lang::Lang;
use crate::source::{Source, Span, Spanned};

/// A column of a table, named where it is used.
type Row = csv::StringRecord;

/// The embedded vocabularies, each with the source that diagnostics can name.
pub fn files() -> Vec<(Arc<Source>, VocabularyFile)> {
    vec![
        table("levels", "level", "level", Order::AsListed, include_str!("../../data/levels.csv"), level),
        table("sdg", "sdg", "sdg", Order::AsListed, include_str!("../../data/sdg.csv"), goal_or_target),
        table("regions", "region", "regions", Order::ByTitle, include_str!("../../data/regions.csv"), region),
        table("countries", "country", "countries", Order::ByTitle, include_str!("../../data/countries.csv"), country),
        table(
            "occupations",
            "occupation",
            "occupations",
            Order::AsListed,
            include_str!("../../data/isco-08.csv"),
            plain,
        ),
    ]
}

/// The codes of the countries that are called so in everyday English. Nothing is read by such a name; a suggestion is made of it.
pub fn countries_called(name: &str) -> Vec<&'static str> {
    country_names().filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, code)| code).collect()
}

/// `name,iso3`.
fn country_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../data/country-names.csv").lines().skip(1).filter_map(|row| row.rsplit_once(','))
}

fn title(axis: &str) -> Localized {
    let [en, fr, ar] = match axis {
        "levels" => ["Levels", "Niveaux", "المستويات"],
        "sdg" => ["Sustainable Development Goals", "Objectifs de développement durable", "أهداف التنمية المستدامة"],
        "regions" => ["Regions", "Régions", "المناطق"],
        "countries" => ["Countries", "Pays", "البلدان"],
        _ => ["Occupations", "Professions", "المهن"],
    };
    translated(en, [fr, ar])
}

fn table(
    axis: &str,
    one: &str,
    field: &str,
    order: Order,
    text: &str,
    term: fn(&Row) -> Term,
) -> (Arc<Source>, VocabularyFile) {
    let source = Source::embedded(axis, "");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let terms = rows.records().map(|row| here(term(&row.expect("embedded tables are well formed")))).collect();
    let fields = VocabularyFields {
        axis: here(axis.to_owned()),
        title: Some(title(axis)),
        one: Some(one.to_owned()),
        field: Some(field.to_owned()),
        order: Some(order),
        required: axis == "levels",
        replace: false,
        terms,
    };
    (source, VocabularyFile { fields, is_whole: true })
}

fn here<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

fn term(id: &str, title: &str, broader: &str) -> Term {
    Term {
        id: here(id.to_owned()),
        title: Localized::plain(title),
        summary: None,
        broader: (!broader.is_empty()).then(|| here(broader.to_owned())),
        related: Vec::new(),
        aliases: Vec::new(),
        same_as: Vec::new(),
        kind: None,
        country: None,
        url: None,
    }
}

fn column(row: &Row, at: usize) -> &str {
    row.get(at).expect("embedded tables have all their columns")
}

fn plain(row: &Row) -> Term {
    term(column(row, 0), column(row, 2), column(row, 1))
}

/// `id,title,summary,fr,ar,summary_fr,summary_ar`.
fn level(row: &Row) -> Term {
    let summary = translated(column(row, 2), [column(row, 5), column(row, 6)]);
    Term { title: in_columns(row, 1, 3), summary: Some(summary), ..term(column(row, 0), "", "") }
}

/// `code,parent,title,fr,ar`. Goals and targets have identifiers of the United Nations: <http://metadata.un.org/sdg>.
fn goal_or_target(row: &Row) -> Term {
    let code = column(row, 0);
    let same_as = address(&format!("http://metadata.un.org/sdg/{code}"));
    Term { title: in_columns(row, 2, 3), same_as, ..plain(row) }
}

/// `m49,parent,name,fr,ar`.
fn region(row: &Row) -> Term {
    Term { title: in_columns(row, 2, 3), ..term(column(row, 0), "", column(row, 1)) }
}

/// A name, and from a column on what it is called in French and in Arabic.
fn in_columns(row: &Row, name: usize, from: usize) -> Localized {
    translated(column(row, name), [column(row, from), column(row, from + 1)])
}

/// An English text with the French and the Arabic one, where there are such.
fn translated(text: &str, others: [&str; 2]) -> Localized {
    let others = ["fr", "ar"].into_iter().zip(others).filter(|(_, text)| !text.is_empty());
    Localized::translated(text, others.filter_map(|(lang, text)| Some((Lang::parse(lang)?, text))))
}

/// `iso3,iso2,m49,name,region,fr,ar`: the two-letter code and the M49 code are accepted as other names.
fn country(row: &Row) -> Term {
    let aliases = vec![here(column(row, 1).to_owned()), here(column(row, 2).to_owned())];
    Term { title: in_columns(row, 3, 5), aliases, ..term(column(row, 0), "", column(row, 4)) }
}

fn address(text: &str) -> Vec<WebAddress> {
    WebAddress::parse(text).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_2030_agenda_has_17_goals_and_169_targets_and_the_un_195_countries_with_observers() {
        let files = files();
        let count = |axis: &str, wanted: fn(&Term) -> bool| {
            let (_, file) = files.iter().find(|(_, file)| file.axis.value == axis).expect("the axis");
            file.terms.iter().filter(|term| wanted(term)).count()
        };
        assert_eq!(count("sdg", |term| term.broader.is_none()), 17);
        assert_eq!(count("sdg", |term| term.broader.is_some()), 169);
        assert_eq!(count("countries", |_| true), 195);
        assert_eq!(count("levels", |_| true), 4);
        let is_translated = |term: &Term| {
            ["fr", "ar"].iter().all(|lang| {
                let lang = Lang::parse(lang).expect("a language");
                term.title.get(lang).1 && !term.title.text(lang).is_empty()
            })
        };
        let (_, countries) = files.iter().find(|(_, file)| file.axis.value == "countries").expect("the axis");
        for (name, code) in country_names() {
            assert_eq!(countries.terms.iter().filter(|term| term.id.value == code).count(), 1, "{name}");
        }
        for axis in ["countries", "regions"] {
            let (_, file) = files.iter().find(|(_, file)| file.axis.value == axis).expect("the axis");
            assert!(file.terms.iter().all(|term| is_translated(term)), "{axis}");
        }
    }
}
