//! Entries, vocabularies and the concordance as JSON.
//!
//! An entry is exported field by field from its declaration, under the names that editors write, so that a new field is
//! exported by itself.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::catalog::{Catalog, EntryIx};
use crate::export::chunks::each_listed;
use crate::export::names;
use crate::field::{Localized, WebAddress};
use crate::lang::Lang;
use crate::record::{Datum, Record};
use crate::route::Page;
use crate::vocabulary::{ActorKind, TermIx};

/// The version of the layout, raised when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// JSON as it is written: one line, so that it is small, with a line end.
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).expect("a JSON value is always written");
    bytes.push(b'\n');
    bytes
}

/// One entry as it stands in the list of all.
pub fn entry(catalog: &Catalog, ix: EntryIx) -> Value {
    serde_json::to_value(object(catalog, ix)).expect("its keys are texts")
}

/// The same before it is JSON: a large site writes each of tens of thousands twice.
fn object(catalog: &Catalog, ix: EntryIx) -> BTreeMap<&str, Datum<'_>> {
    let entry = &catalog[ix];
    let mut object = BTreeMap::new();
    object.insert("id", Datum::Text(entry.id.as_str().into()));
    object.insert("url", Datum::Text(names::url(catalog, Page::Entry(ix)).into()));
    // Relations are seen from both ends below.
    let is_told = |field: &str| names::is_fact(field) && !names::is_relation(field);
    let fields = entry.common.data().into_iter().chain(entry.details.data());
    for (field, datum) in fields.filter(|(field, datum)| is_told(field) && !datum.is_empty()) {
        object.insert(field, names::preferred(catalog, field, datum));
    }
    object.extend(names::of_axes(catalog, entry));
    add_links(catalog, ix, &mut object);
    let texts =
        entry.translations.iter().map(|(lang, its)| (lang.to_string(), Datum::Group(its.texts.data()).to_json()));
    let translations: Map<_, _> = texts.collect();
    if !translations.is_empty() {
        object.insert("translations", Datum::Any(Value::Object(translations)));
    }
    object
}

/// Relations and mentions.
fn add_links<'a>(catalog: &'a Catalog, ix: EntryIx, object: &mut BTreeMap<&'a str, Datum<'a>>) {
    let relations = names::relations(catalog, ix);
    let mentions = names::mentioned_by(catalog, ix).map(|by| ("mentioned_by", by));
    let mut lists: BTreeMap<&str, Vec<Datum<'a>>> = BTreeMap::new();
    for (name, other) in relations.chain(mentions) {
        lists.entry(name).or_default().push(Datum::Entry(catalog[other].id.as_str().into()));
    }
    object.extend(lists.into_iter().map(|(name, ids)| (name, Datum::List(ids))));
}

/// One entry as a file of its own: with its schema and the version of the layout.
pub fn entry_file(catalog: &Catalog, ix: EntryIx) -> impl Serialize {
    let mut object = object(catalog, ix);
    if catalog.site.outputs.data {
        object.insert("$schema", Datum::Text(format!("{}data/schema/entry.json", catalog.site.base).into()));
    }
    object.insert("version", Datum::Number(f64::from(VERSION)));
    object
}

/// Writes every entry but pages.
pub fn entries(catalog: &Catalog, out: &mut dyn Write) -> io::Result<()> {
    let about = json!({
        "$schema": format!("{}data/schema/entries.json", catalog.site.base),
        "version": VERSION,
        "title": catalog.site.title.original(),
        "language": catalog.site.main_language(),
        "as_of": catalog.as_of.day.to_string(),
        "licence": catalog.site.licence_url.as_ref().or(catalog.site.licence.as_ref()),
    });
    let about = about.to_string();
    out.write_all(about.strip_suffix('}').expect("an object ends in a brace").as_bytes())?;
    out.write_all(b",\"entries\":[")?;
    let add = |ix, text: &mut Vec<u8>| {
        if !text.is_empty() {
            text.push(b',');
        }
        serde_json::to_writer(text, &object(catalog, ix)).expect("a JSON value is always written");
    };
    each_listed(catalog, b"", b",", add, out)?;
    out.write_all(b"]}\n")
}

/// `vocabulary.json`: every axis with its terms and the entries of each.
#[derive(Serialize)]
pub struct VocabularyFile<'a> {
    version: u32,
    axes: Vec<AxisOut<'a>>,
}

#[derive(Serialize)]
struct AxisOut<'a> {
    id: &'a str,
    title: BTreeMap<Lang, &'a str>,
    field: &'a str,
    terms: Vec<TermOut<'a>>,
}

#[derive(Serialize)]
struct TermOut<'a> {
    id: &'a str,
    title: BTreeMap<Lang, &'a str>,
    summary: Option<BTreeMap<Lang, &'a str>>,
    broader: Option<&'a str>,
    related: Vec<&'a str>,
    aliases: Vec<&'a str>,
    same_as: Vec<String>,
    kind: Option<ActorKind>,
    country: Option<&'a str>,
    url: Option<&'a WebAddress>,
    entries: Vec<&'a str>,
}

/// Every axis with its terms and the entries of each.
pub fn vocabulary(catalog: &Catalog) -> VocabularyFile<'_> {
    let id = |term: TermIx| catalog.vocabularies[term].term.id.value.as_str();
    let axes = catalog.vocabularies.iter().map(|(axis, its)| {
        let terms = (0..).zip(&its.terms).map(|(term, node)| {
            let members = catalog.members(TermIx { axis, term });
            TermOut {
                id: &node.term.id.value,
                title: localized(catalog, &node.term.title),
                summary: node.term.summary.as_ref().map(|summary| localized(catalog, summary)),
                broader: node.broader.map(id),
                related: node.related.iter().copied().map(id).collect(),
                aliases: node.term.aliases.iter().map(|alias| alias.value.as_str()).collect(),
                same_as: names::same_as(catalog, TermIx { axis, term }),
                kind: node.term.kind,
                country: node.term.country.as_ref().map(|country| country.value.as_str()),
                url: node.term.url.as_ref(),
                entries: ids(catalog, &members.direct),
            }
        });
        AxisOut { id: &its.id, title: localized(catalog, &its.title), field: &its.field, terms: terms.collect() }
    });
    VocabularyFile { version: VERSION, axes: axes.collect() }
}

fn localized<'a>(catalog: &Catalog, text: &'a Localized) -> BTreeMap<Lang, &'a str> {
    let site = &catalog.site;
    let texts = site.languages.iter().map(|lang| (*lang, text.get(*lang)));
    texts
        .filter(|(lang, (_, own))| *own || *lang == site.main_language())
        .map(|(lang, (text, _))| (lang, text))
        .collect()
}

fn ids<'a>(catalog: &'a Catalog, entries: &[EntryIx]) -> Vec<&'a str> {
    let listed = entries.iter().map(|entry| &catalog[*entry]).filter(|entry| names::is_listed(entry));
    listed.map(|entry| entry.id.as_str()).collect()
}

/// `concordance.json`: for each work with numbered paragraphs, for each paragraph, the entries that rest on it.
#[derive(Serialize)]
pub struct Concordance<'a> {
    version: u32,
    works: Vec<WorkOut<'a>>,
}

#[derive(Serialize)]
struct WorkOut<'a> {
    work: &'a str,
    paragraphs: Vec<ParagraphOut<'a>>,
}

#[derive(Serialize)]
struct ParagraphOut<'a> {
    paragraph: u32,
    entries: Vec<&'a str>,
}

/// For each work with numbered paragraphs, for each paragraph, the entries that rest on it; bare paragraphs too.
pub fn concordance(catalog: &Catalog) -> Concordance<'_> {
    let works = catalog.outlines.keys().map(|work| {
        let cited = catalog.concordance.get(work);
        let last = catalog.last_paragraph(work).unwrap_or(0);
        let paragraphs = (1..=last).map(|paragraph| {
            let entries = cited.and_then(|cited| cited.get(&paragraph)).map(Vec::as_slice).unwrap_or_default();
            ParagraphOut { paragraph, entries: ids(catalog, entries) }
        });
        WorkOut { work, paragraphs: paragraphs.collect() }
    });
    Concordance { version: VERSION, works: works.collect() }
}
