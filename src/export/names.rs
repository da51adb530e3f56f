//! Names as exports write them: what editors may type in several ways has one spelling there.
//!
//! An editor may write another name of a term or the former id of an entry. Who reads data joins by ids, so that every
//! export has the preferred one. Pages of the site itself (about, licence) are no data, and no export of the whole refers
//! to them.

use std::borrow::Cow;

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Entry, Kind, Relation};
use crate::record::Datum;
use crate::route::{self, Page, Route};
use crate::vocabulary::{AxisIx, Found, TermIx};

/// Fields of every entry that concern the making of the site and are no facts.
const NO_FACTS: [&str; 2] = ["draft", "embargo"];

/// The entries that are data, by id.
pub fn listed(catalog: &Catalog) -> impl Iterator<Item = EntryIx> {
    catalog.but_pages()
}

/// Whether an entry is data: all but pages of the site itself.
pub fn is_listed(entry: &Entry) -> bool {
    entry.kind() != Kind::Page
}

/// Whether a field says something about the entry.
pub fn is_fact(field: &str) -> bool {
    !NO_FACTS.contains(&field)
}

/// Whether a field names entries by a relation; exports have these from the catalog, with their inverses.
pub fn is_relation(field: &str) -> bool {
    Relation::from_word(field).is_some()
}

/// What a field of an entry holds, of every entry or of its kind, with preferred names.
pub fn datum<'a>(catalog: &'a Catalog, entry: &'a Entry, field: &str) -> Datum<'a> {
    preferred(catalog, field, entry.datum_of(field))
}

/// A datum with the preferred names of terms, parties and entries, and without names of what is not published.
pub fn preferred<'a>(catalog: &'a Catalog, field: &str, datum: Datum<'a>) -> Datum<'a> {
    match datum {
        Datum::Term(_) => preferred_term(catalog, axis_of(catalog, field), datum),
        Datum::Party(name) => Datum::Party(catalog.party(&name).map_or(name, |term| id(catalog, term).into())),
        Datum::Entry(name) if field != "aliases" => published(catalog, &name).map_or(Datum::Nothing, Datum::Entry),
        Datum::Text(need) if field == "meets" => preferred_need(catalog, &need).map_or(Datum::Nothing, Datum::Text),
        Datum::List(items) => preferred_list(catalog, field, items),
        Datum::Group(mut fields) => {
            for (name, datum) in &mut fields {
                *datum = preferred(catalog, name, std::mem::replace(datum, Datum::Nothing));
            }
            Datum::Group(fields)
        }
        other => other,
    }
}

fn preferred_list<'a>(catalog: &'a Catalog, field: &str, items: Vec<Datum<'a>>) -> Datum<'a> {
    // All terms of a field are of one axis, which is looked for once.
    let axis = items.iter().any(|item| matches!(item, Datum::Term(_))).then(|| axis_of(catalog, field)).flatten();
    let mut kept: Vec<Datum<'a>> = Vec::with_capacity(items.len());
    for item in items {
        let item = match item {
            Datum::Term(_) => preferred_term(catalog, axis, item),
            item => preferred(catalog, field, item),
        };
        // Two names of one thing are one value.
        let is_repeated = matches!(item, Datum::Term(_) | Datum::Party(_) | Datum::Entry(_)) && kept.contains(&item);
        if item != Datum::Nothing && !is_repeated {
            kept.push(item);
        }
    }
    Datum::List(kept)
}

fn preferred_term<'a>(catalog: &'a Catalog, axis: Option<AxisIx>, datum: Datum<'a>) -> Datum<'a> {
    let Datum::Term(name) = datum else { return datum };
    let found = axis.and_then(|axis| catalog.vocabularies.find(axis, &name));
    Datum::Term(found.map_or(name, |found| id(catalog, found.term()).into()))
}

/// Fields of axes that the project brings, as [`preferred`] has them.
pub fn of_axes<'a>(catalog: &'a Catalog, entry: &'a Entry) -> impl Iterator<Item = (&'a str, Datum<'a>)> {
    entry.axes.iter().map(|axis| {
        let field = axis.name.value.as_str();
        let terms = axis.terms.iter().map(|name| Datum::Term((&*name.value.0).into())).collect();
        (field, preferred(catalog, field, Datum::List(terms)))
    })
}

/// The id that an entry has now.
fn published<'a>(catalog: &'a Catalog, name: &str) -> Option<Cow<'a, str>> {
    catalog.find(name).map(|named| catalog[named.entry()].id.as_str().into())
}

/// `ENTRY#KEY` with the id that the entry has now.
pub(super) fn preferred_need(catalog: &Catalog, need: &str) -> Option<Cow<'static, str>> {
    let (id, key) = need.split_once('#')?;
    Some(format!("{}#{key}", published(catalog, id)?).into())
}

/// The term that a name in a field means.
pub fn term(catalog: &Catalog, field: &str, name: &str) -> Option<TermIx> {
    catalog.vocabularies.find(axis_of(catalog, field)?, name).map(Found::term)
}

fn axis_of(catalog: &Catalog, field: &str) -> Option<AxisIx> {
    catalog.vocabularies.axis_of_declared_field(field)
}

/// The id of a term.
pub fn id(catalog: &Catalog, term: TermIx) -> &str {
    &catalog.vocabularies[term].term.id.value
}

/// The id of an axis.
pub fn axis(catalog: &Catalog, term: TermIx) -> &str {
    &catalog.vocabularies[term.axis].id
}

/// The same thing elsewhere, as addresses: what its vocabulary says, and what follows from the code of a country
/// (authority tables of the Publications Office of the European Union), of a region (the codes of areas with which the
/// Statistics Division of the United Nations publishes the goals as linked data) or of an occupation (ESCO).
pub fn same_as(catalog: &Catalog, term: TermIx) -> Vec<String> {
    let own = catalog.vocabularies[term].term.same_as.iter().map(|address| address.as_str().to_owned());
    let code = id(catalog, term);
    let by_code = match axis(catalog, term) {
        _ if !catalog.vocabularies[term.axis].embedded => None,
        "countries" => Some(format!("http://publications.europa.eu/resource/authority/country/{code}")),
        "regions" => Some(format!("http://data.un.org/codes/sdg/geoArea/{code}")),
        "occupations" => Some(format!("http://data.europa.eu/esco/isco/C{code}")),
        _ => None,
    };
    let mut all: Vec<_> = own.collect();
    all.extend(by_code.filter(|address| !all.contains(address)));
    all
}

/// The ids of the entries that one relates to, by the name of the relation, those seen from the other end included.
pub fn relations(catalog: &Catalog, ix: EntryIx) -> impl Iterator<Item = (&'static str, EntryIx)> {
    let links = catalog.links(ix);
    let forward = links.relations.iter().map(|(relation, other)| (*relation, false, *other));
    // `related` goes both ways and has one name.
    let inverse = links.inverse.iter().map(|(relation, other)| (*relation, *relation != Relation::Related, *other));
    let mut all: Vec<_> = forward.chain(inverse).filter(|(.., other)| is_listed(&catalog[*other])).collect();
    all.sort_unstable();
    all.dedup();
    let name = |relation: Relation, is_inverse| if is_inverse { relation.inverse() } else { relation.as_str() };
    all.into_iter().map(move |(relation, is_inverse, other)| (name(relation, is_inverse), other))
}

/// The names of relations, each with that of its inverse behind it.
pub fn relation_names() -> impl Iterator<Item = &'static str> {
    Relation::ALL.iter().flat_map(|relation| {
        let inverse = (*relation != Relation::Related).then(|| relation.inverse());
        std::iter::once(relation.as_str()).chain(inverse)
    })
}

/// The entries whose text mentions an entry, by id.
pub fn mentioned_by(catalog: &Catalog, ix: EntryIx) -> impl Iterator<Item = EntryIx> {
    catalog.links(ix).mentioned_by.iter().map(|mention| mention.by).filter(|by| is_listed(&catalog[*by]))
}

/// The whole address of a page in the main language, or its path when the site does not know where it lives.
pub fn url(catalog: &Catalog, page: Page) -> String {
    let address = route::address(catalog, Route { lang: catalog.site.main_language(), page });
    let base = &catalog.site.base;
    [&*base.origin, &base.path, &address].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::declared_fields;

    #[test]
    fn no_inverse_of_a_relation_has_the_name_of_a_field() {
        let fields: Vec<_> = declared_fields().map(|field| field.name).collect();
        for name in relation_names() {
            assert_eq!(fields.contains(&name), is_relation(name), "{name}");
        }
    }
}
