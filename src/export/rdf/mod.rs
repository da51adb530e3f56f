//! The site as statements about things with addresses (RDF 1.1).
//!
//! A [`Resource`] is one thing with what is said of it; [`entries`], [`concepts`], [`library`] and [`dataset`] make them from
//! the catalog, and [`turtle`] and [`json_ld`] write them, one after the other, so that both say the same. There are no
//! blank nodes: the parts of an entry have addresses below its own, and stay the same between builds.
//!
//! Fields that a common vocabulary has a word for are said in its words (SKOS, schema.org, Dublin Core, ELI, PROV, DCAT);
//! every other field is said in the words of [`super::ontology`], under the name that editors write. What the site is called
//! and where it lives is in its settings; a site that does not know where it lives has addresses that begin with `/`.

pub mod concepts;
pub mod dataset;
pub mod entries;
pub mod json_ld;
pub mod library;
pub mod turtle;

use std::io::{self, Write};

use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::export::chunks::each_listed;
use crate::export::names;
use crate::field::Localized;
use crate::lang::Lang;
use crate::record::Datum;
use crate::vocabulary::TermIx;

/// The prefix of our own words.
pub const OWN: &str = "cm";

/// Prefixes and what they stand for.
pub const PREFIXES: [(&str, &str); 12] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Where our own words are.
pub fn own_namespace(catalog: &Catalog) -> String {
    format!("{}data/ontology.ttl#", catalog.site.base)
}

/// A word of a vocabulary, with its prefix: `skos:prefLabel`.
pub type Word = std::borrow::Cow<'static, str>;

/// One of our own words.
pub fn own(name: &str) -> Word {
    format!("{OWN}:{}", local(name)).into()
}

/// A name as it may stand behind a prefix: a project calls the field of an axis as it likes.
pub fn local(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

/// A thing and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its address: below the site without a slash in front, or whole.
    pub iri: Iri,
    /// What it is.
    pub types: Vec<Word>,
    /// What is said of it: a word and what it leads to, in order.
    pub properties: Vec<(Word, Vec<Object>)>,
}

/// The address of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Iri {
    /// Of this site: a path below its base.
    Here(String),
    /// Of elsewhere.
    There(String),
}

/// What a statement leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// Another thing.
    Thing(Iri),
    /// A word of a vocabulary.
    Word(Word),
    /// A text without a language.
    Text(String),
    /// A text in a language.
    InLanguage(String, Lang),
    /// A text of a datatype.
    Typed(String, &'static str),
}

impl Resource {
    /// A thing of which nothing is said yet.
    pub fn new(iri: Iri, types: impl IntoIterator<Item = Word>) -> Self {
        Self { iri, types: types.into_iter().collect(), properties: Vec::new() }
    }

    /// Says something, unless there is nothing to say.
    pub fn say(&mut self, word: impl Into<Word>, objects: impl IntoIterator<Item = Object>) {
        let word = word.into();
        let at = self.properties.iter().position(|(known, _)| *known == word);
        for object in objects {
            match at {
                Some(at) => push(&mut self.properties[at].1, object),
                None => match self.properties.last_mut().filter(|(known, _)| *known == word) {
                    Some((_, list)) => push(list, object),
                    None => self.properties.push((word.clone(), vec![object])),
                },
            }
        }
    }
}

/// A graph is a set: what is said twice is said once.
fn push(list: &mut Vec<Object>, object: Object) {
    if !list.contains(&object) {
        list.push(object);
    }
}

/// A date with its precision.
pub fn date(date: Date) -> Object {
    let datatype = match date {
        Date::Year(_) => "xsd:gYear",
        Date::Month(..) => "xsd:gYearMonth",
        Date::Day(_) => "xsd:date",
    };
    Object::Typed(date.to_string(), datatype)
}

/// A number: whole ones as integers.
pub fn number(number: f64) -> Object {
    let datatype = if number.fract() == 0.0 { "xsd:integer" } else { "xsd:decimal" };
    Object::Typed(number.to_string(), datatype)
}

/// A text in every language in which somebody wrote it.
pub fn localized<'a>(catalog: &'a Catalog, text: &'a Localized) -> impl Iterator<Item = Object> + 'a {
    let main = catalog.site.main_language();
    let texts = catalog.site.languages.iter().map(move |lang| (*lang, text.get(*lang)));
    let written = texts.filter(move |(lang, (_, own))| *own || *lang == main);
    written.map(|(lang, (text, _))| Object::InLanguage(text.to_owned(), lang))
}

/// The address of a term. Terms without entries have no page yet; they have their address all the same.
pub fn term(catalog: &Catalog, term: TermIx) -> Iri {
    let (axis, id) = (names::axis(catalog, term), names::id(catalog, term));
    Iri::Here(if axis == "glossary" { format!("glossary/#{id}") } else { format!("{axis}/{id}/") })
}

/// The address of a vocabulary.
pub fn scheme(axis: &str) -> Iri {
    Iri::Here(format!("{axis}/"))
}

/// The address of an entry.
pub fn entry(catalog: &Catalog, ix: EntryIx) -> Iri {
    let route = crate::route::Route { lang: catalog.site.main_language(), page: crate::route::Page::Entry(ix) };
    Iri::Here(crate::route::address(catalog, route))
}

/// The address of a work.
pub fn work(id: &str) -> Iri {
    Iri::Here(format!("sources/{id}/"))
}

/// What a value of a field leads to. Groups and lists are no values.
fn value(catalog: &Catalog, field: &str, datum: &Datum) -> Option<Object> {
    Some(match datum {
        Datum::Nothing | Datum::List(_) | Datum::Group(_) => return None,
        Datum::Text(id) if field == "cite" => Object::Thing(work(id)),
        Datum::Text(text) if PLAIN.contains(&field) => Object::Text(text.clone()),
        Datum::Text(text) => Object::InLanguage(text.clone(), catalog.site.main_language()),
        Datum::Number(value) => number(*value),
        Datum::Truth(truth) => Object::Typed(truth.to_string(), "xsd:boolean"),
        Datum::Date(value) => date(*value),
        Datum::Address(url) => Object::Thing(Iri::There(url.clone())),
        Datum::Term(name) => match names::term(catalog, field, name) {
            Some(found) => Object::Thing(term(catalog, found)),
            None => Object::Text(name.clone()),
        },
        Datum::Party(name) => match catalog.party(name) {
            Some(found) => Object::Thing(term(catalog, found)),
            None => Object::Text(name.clone()),
        },
        Datum::Entry(id) => match catalog.find(id).filter(|_| field != "aliases") {
            Some(named) => Object::Thing(entry(catalog, named.entry())),
            None => Object::Text(id.clone()),
        },
        Datum::Word(word) => Object::Text((*word).to_owned()),
        Datum::Any(json) => Object::Typed(json.to_string(), "rdf:JSON"),
    })
}

/// Fields of texts that are in no language.
pub const PLAIN: [&str; 9] = ["key", "currency", "paras", "pages", "from", "to", "meets", "review_every", "cite"];

/// What addresses of this site begin with. Without a base, they begin at the root of whatever host the file was read from.
fn slash(catalog: &Catalog) -> &str {
    if catalog.site.base.origin.is_empty() { &catalog.site.base.path } else { "" }
}

/// Writes everything of a site in order, each thing by `one`, with `separator` between two.
fn whole(
    catalog: &Catalog,
    separator: &[u8],
    one: impl Fn(&Resource, &mut Vec<u8>) + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let joined = |resources: &[Resource], text: &mut Vec<u8>| {
        for resource in resources {
            if !text.is_empty() {
                text.extend_from_slice(separator);
            }
            one(resource, text);
        }
    };
    let mut text = Vec::new();
    joined(&dataset::resources(catalog), &mut text);
    for (axis, _) in catalog.vocabularies.iter() {
        joined(&concepts::resources(catalog, axis), &mut text);
    }
    joined(&library::resources(catalog), &mut text);
    out.write_all(&text)?;
    let add = |ix, text: &mut Vec<u8>| joined(&entries::resources(catalog, ix), text);
    each_listed(catalog, separator, separator, add, out)
}
