//! Entries, vocabularies and the concordance as JSON.
//!
//! An entry is exported field by field from its declaration, under the names that editors write, so that a new field is
//! exported by itself.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Kind, Relation};
use crate::field::Localized;
use crate::record::{Record, fields_to_json};
use crate::route::{self, Page, Route};

/// The version of the layout, raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// JSON as it is written: one line, so that it is small, with a line end.
pub fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).expect("a JSON value is always written");
    bytes.push(b'\n');
    bytes
}

/// One entry.
pub fn entry(catalog: &Catalog, ix: EntryIx) -> Value {
    let entry = &catalog[ix];
    let mut object = Map::new();
    object.insert("id".into(), json!(entry.id));
    object.insert("url".into(), json!(url(catalog, Page::Entry(ix))));
    for fields in [entry.common.data(), entry.details.data()] {
        if let Value::Object(fields) = fields_to_json(&fields) {
            object.extend(fields);
        }
    }
    // What only concerns the making of the site is no fact about the entry.
    object.remove("draft");
    object.remove("embargo");
    for axis in &entry.axes {
        let terms: Vec<_> = axis.terms.iter().map(|term| &*term.value.0).collect();
        object.insert(axis.name.value.clone(), json!(terms));
    }
    let links = catalog.links(ix);
    for relation in Relation::ALL {
        let of = |list: &[(Relation, EntryIx)]| {
            let ids = list.iter().filter(|(found, _)| found == relation).map(|(_, other)| catalog[*other].id.as_str());
            ids.map(str::to_owned).collect::<Vec<_>>()
        };
        let (forward, backward) = (of(&links.relations), of(&links.inverse));
        object.remove(relation.as_str());
        insert_list(&mut object, relation.as_str(), &forward);
        if *relation != Relation::Related {
            insert_list(&mut object, relation.inverse(), &backward);
        }
    }
    let mentions: Vec<_> = links.mentioned_by.iter().map(|mention| catalog[mention.by].id.to_string()).collect();
    insert_list(&mut object, "mentioned_by", &mentions);
    let translations: Map<String, Value> = entry
        .translations
        .iter()
        .map(|(lang, translation)| {
            let summary = translation.texts.summary.as_ref().map(|summary| &summary.value);
            (lang.to_string(), json!({"title": translation.texts.title.value, "summary": summary}))
        })
        .collect();
    if !translations.is_empty() {
        object.insert("translations".into(), Value::Object(translations));
    }
    Value::Object(object)
}

fn insert_list(object: &mut Map<String, Value>, name: &str, ids: &[String]) {
    if !ids.is_empty() {
        object.insert(name.to_owned(), json!(ids));
    }
}

/// Every entry but pages, as the bytes of the file: 20,000 entries as one tree of values would take half a gigabyte.
pub fn entries(catalog: &Catalog) -> Vec<u8> {
    let about = json!({
        "version": VERSION,
        "title": catalog.site.title.original(),
        "language": catalog.site.main_language(),
        "as_of": catalog.as_of.day.to_string(),
        "licence": catalog.site.licence_url.as_ref().or(catalog.site.licence.as_ref()),
    });
    let listed: Vec<_> = catalog.iter().filter(|(_, entry)| entry.kind() != Kind::Page).map(|(ix, _)| ix).collect();
    let entries: Vec<String> = listed.par_iter().map(|ix| entry(catalog, *ix).to_string()).collect();
    let about = about.to_string();
    let about = about.strip_suffix('}').expect("an object ends in a brace");
    format!("{about},\"entries\":[{}]}}\n", entries.join(",")).into_bytes()
}

/// Every axis with its terms and the entries of each.
pub fn vocabulary(catalog: &Catalog) -> Value {
    let languages = &catalog.site.languages;
    let localized = |text: &Localized| -> Value {
        let translated = languages.iter().filter_map(|lang| {
            let (text, translated) = text.get(*lang);
            (translated || *lang == catalog.site.main_language()).then(|| (lang.to_string(), json!(text)))
        });
        Value::Object(translated.collect())
    };
    let axes = catalog.vocabularies.iter().map(|(axis, its)| {
        let terms = its.terms.iter().enumerate().map(|(at, node)| {
            let ix = crate::vocabulary::TermIx { axis, term: at as u32 };
            let id = |term: crate::vocabulary::TermIx| catalog.vocabularies[term].term.id.value.clone();
            json!({
                "id": node.term.id.value,
                "title": localized(&node.term.title),
                "summary": node.term.summary.as_ref().map(localized),
                "broader": node.broader.map(id),
                "related": node.related.iter().map(|term| id(*term)).collect::<Vec<_>>(),
                "aliases": node.term.aliases.iter().map(|alias| &alias.value).collect::<Vec<_>>(),
                "same_as": node.term.same_as,
                "entries": catalog.members(ix).direct.iter().map(|entry| &catalog[*entry].id).collect::<Vec<_>>(),
            })
        });
        json!({"id": its.id, "title": localized(&its.title), "field": its.field, "terms": terms.collect::<Vec<_>>()})
    });
    json!({"version": VERSION, "axes": axes.collect::<Vec<_>>()})
}

/// For each work with numbered paragraphs, for each paragraph, the entries that rest on it; bare paragraphs too.
pub fn concordance(catalog: &Catalog) -> Value {
    let works = catalog.outlines.keys().map(|work| {
        let paragraphs = catalog.concordance.get(work);
        let last = catalog.last_paragraph(work).unwrap_or(0);
        let rows = (1..=last).map(|number| {
            let entries =
                paragraphs.and_then(|paragraphs| paragraphs.get(&number)).map(Vec::as_slice).unwrap_or_default();
            json!({"paragraph": number, "entries": entries.iter().map(|entry| &catalog[*entry].id).collect::<Vec<_>>()})
        });
        json!({"work": work, "paragraphs": rows.collect::<Vec<_>>()})
    });
    json!({"version": VERSION, "works": works.collect::<Vec<_>>()})
}

/// The whole address, or the path when the site does not know where it lives.
fn url(catalog: &Catalog, page: Page) -> String {
    let address = route::address(catalog, Route { lang: catalog.site.main_language(), page });
    format!("{}{address}", catalog.site.base)
}
