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

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::LazyLock;

use ahash::{HashMap, HashMapExt};

use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::entry::declared_fields;
use crate::export::chunks::each_listed;
use crate::export::names;
use crate::field::{Localized, WebAddress};
use crate::lang::Lang;
use crate::record::{Datum, FieldSpec, Shape};
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
pub type Word = Cow<'static, str>;

/// One of our own words.
pub fn own(name: &str) -> Word {
    DECLARED.get(name).map_or_else(|| made(name).into(), |word| word.as_str().into())
}

fn made(name: &str) -> String {
    format!("{OWN}:{}", local(name))
}

/// The words for fields that are declared: every entry says dozens of them.
static DECLARED: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    add_words(&declared_fields().collect::<Vec<_>>(), &mut words);
    for name in names::relation_names().chain(["mentioned_by", "number"]) {
        words.insert(name, made(name));
    }
    words
});

fn add_words(fields: &[FieldSpec], words: &mut HashMap<&'static str, String>) {
    for field in fields {
        words.insert(field.name, made(field.name));
        match &field.shape {
            Shape::Record(below) => add_words(below, words),
            Shape::List(of) if let Shape::Record(below) = &**of => add_words(below, words),
            _ => {}
        }
    }
}

/// A name as it may stand behind a prefix: a project calls the field of an axis as it likes.
pub fn local(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect()
}

/// A thing and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource<'a> {
    /// Its address: below the site without a slash in front, or whole.
    pub iri: Iri<'a>,
    /// What it is.
    pub types: Vec<Word>,
    /// What is said of it: a word and what it leads to, in order.
    pub properties: Vec<(Word, Vec<Object<'a>>)>,
}

/// The address of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Iri<'a> {
    /// Of this site: a path below its base.
    Here(Cow<'a, str>),
    /// Of elsewhere.
    There(Cow<'a, str>),
}

/// What a statement leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object<'a> {
    /// Another thing.
    Thing(Iri<'a>),
    /// A word of a vocabulary.
    Word(Word),
    /// A text without a language.
    Text(Cow<'a, str>),
    /// A text in a language.
    InLanguage(Cow<'a, str>, Lang),
    /// A text of a datatype.
    Typed(Cow<'a, str>, &'static str),
}

impl<'a> Iri<'a> {
    /// The address of a thing of this site.
    pub fn here(path: impl Into<Cow<'a, str>>) -> Self {
        Self::Here(path.into())
    }

    /// The address of a thing elsewhere.
    pub fn there(address: impl Into<Cow<'a, str>>) -> Self {
        Self::There(address.into())
    }
}

impl<'a> Object<'a> {
    /// A text without a language.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text in a language.
    pub fn in_language(text: impl Into<Cow<'a, str>>, lang: Lang) -> Self {
        Self::InLanguage(text.into(), lang)
    }
}

impl<'a> Resource<'a> {
    /// A thing of which nothing is said yet.
    pub fn new(iri: Iri<'a>, types: impl IntoIterator<Item = Word>) -> Self {
        Self { iri, types: types.into_iter().collect(), properties: Vec::new() }
    }

    /// Says something, unless there is nothing to say.
    pub fn say(&mut self, word: impl Into<Word>, objects: impl IntoIterator<Item = Object<'a>>) {
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
fn push<'a>(list: &mut Vec<Object<'a>>, object: Object<'a>) {
    if !list.contains(&object) {
        list.push(object);
    }
}

/// A date with its precision.
pub fn date(date: Date) -> Object<'static> {
    let datatype = match date {
        Date::Year(_) => "xsd:gYear",
        Date::Month(..) => "xsd:gYearMonth",
        Date::Day(_) => "xsd:date",
    };
    Object::Typed(date.to_string().into(), datatype)
}

/// A number: whole ones as integers.
pub fn number(number: f64) -> Object<'static> {
    let datatype = if number.fract() == 0.0 { "xsd:integer" } else { "xsd:decimal" };
    Object::Typed(number.to_string().into(), datatype)
}

/// A text in every language in which somebody wrote it.
pub fn localized<'a>(catalog: &'a Catalog, text: &'a Localized) -> impl Iterator<Item = Object<'a>> + 'a {
    let main = catalog.site.main_language();
    let texts = catalog.site.languages.iter().map(move |lang| (*lang, text.get(*lang)));
    let written = texts.filter(move |(lang, (_, own))| *own || *lang == main);
    written.map(|(lang, (text, _))| Object::in_language(text, lang))
}

/// The address of a term. Terms without entries have no page yet; they have their address all the same.
pub fn term(catalog: &Catalog, term: TermIx) -> Iri<'static> {
    let (axis, id) = (names::axis(catalog, term), names::id(catalog, term));
    let parts = if axis == "glossary" { ["glossary/#", id, "", ""] } else { [axis, "/", id, "/"] };
    Iri::here(parts.concat())
}

/// The address of a vocabulary.
pub fn scheme(axis: &str) -> Iri<'static> {
    Iri::here(format!("{axis}/"))
}

/// The address of an entry.
pub fn entry(catalog: &Catalog, ix: EntryIx) -> Iri<'static> {
    let route = crate::route::Route { lang: catalog.site.main_language(), page: crate::route::Page::Entry(ix) };
    Iri::here(crate::route::address(catalog, route))
}

/// The address of a work.
pub fn work(id: &str) -> Iri<'static> {
    Iri::here(["sources/", id, "/"].concat())
}

/// What a value of a field leads to. Groups and lists are no values, and what is not published is none either.
fn value<'a>(catalog: &'a Catalog, field: &str, datum: Datum<'a>) -> Option<Object<'a>> {
    Some(match datum {
        Datum::Nothing | Datum::List(_) | Datum::Group(_) => return None,
        Datum::Text(id) if field == "cite" => Object::Thing(work(&id)),
        Datum::Text(need) if field == "meets" => entries::need(catalog, &need)?,
        Datum::Text(text) if field == "evidence" && catalog.documents.has(&text) => Object::Thing(work(&text)),
        Datum::Text(text) if field == "evidence" && WebAddress::parse(&text).is_some() => {
            Object::Thing(Iri::There(text))
        }
        Datum::Text(text) if PLAIN.contains(&field) => Object::Text(text),
        Datum::Text(text) => Object::InLanguage(text, catalog.site.main_language()),
        Datum::Number(value) => number(value),
        Datum::Truth(truth) => Object::Typed(if truth { "true" } else { "false" }.into(), "xsd:boolean"),
        Datum::Date(value) => date(value),
        Datum::Address(url) => Object::Thing(Iri::There(url)),
        // Whatever the name, the term is the same; no preferred name has to be looked for.
        Datum::Term(name) => match names::term(catalog, field, &name) {
            Some(found) => Object::Thing(term(catalog, found)),
            None => Object::Text(name),
        },
        Datum::Party(name) => match catalog.party(&name) {
            Some(found) => Object::Thing(term(catalog, found)),
            None => Object::Text(name),
        },
        Datum::Entry(id) if field == "aliases" => Object::Text(id),
        Datum::Entry(id) => Object::Thing(entry(catalog, catalog.find(&id)?.entry())),
        Datum::Word(word) => Object::text(word),
        Datum::Any(json) => Object::Typed(json.to_string().into(), "rdf:JSON"),
    })
}

/// Fields of texts that are in no language.
pub const PLAIN: [&str; 8] = ["key", "currency", "paras", "pages", "from", "to", "review_every", "cite"];

/// What addresses of this site begin with. Without a base, they begin at the root of whatever host the file was read from.
fn slash(catalog: &Catalog) -> &str {
    if catalog.site.base.origin.is_empty() { &catalog.site.base.path } else { "" }
}

/// Writes everything of a site in order, each thing by `one`, with `separator` between two.
fn whole(
    catalog: &Catalog,
    separator: &[u8],
    one: impl Fn(&Resource<'_>, &mut Vec<u8>) + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let joined = |resources: &[Resource<'_>], text: &mut Vec<u8>| {
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
