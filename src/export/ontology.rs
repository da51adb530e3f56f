//! Our own words in RDF: a class for each kind of entry and each sort of part, a property for each field that no common
//! vocabulary has a word for. They follow from the declarations of fields, with what these say they mean.

use std::collections::BTreeMap;

use super::rdf::entries::{class_of_kind, class_of_part, entry_word, part_word};
use super::rdf::{Iri, OWN, Object, Resource, Word, local, turtle};
use super::table;
use crate::catalog::Catalog;
use crate::entry::{Common, Kind, kind_fields};
use crate::export::names;
use crate::lang::Lang;
use crate::record::{FieldSpec, Record, Shape};

/// Words of others that ours are narrower than.
const NARROWER: [(&str, &str); 12] = [
    ("themes", "dct:subject"),
    ("sdg", "dct:subject"),
    ("countries", "schema:spatialCoverage"),
    ("led_by", "schema:maintainer"),
    ("partners", "schema:contributor"),
    ("period", "schema:temporalCoverage"),
    ("modelled_on", "prov:wasDerivedFrom"),
    ("implements", "dct:relation"),
    ("has_implementation", "dct:relation"),
    ("model_for", "dct:relation"),
    ("region", "dct:spatial"),
    ("cite", "prov:hadPrimarySource"),
];

/// The words as Turtle.
pub fn turtle(catalog: &Catalog) -> Vec<u8> {
    let mut words = Words { resources: BTreeMap::new() };
    for kind in Kind::LISTED {
        words.class(class_of_kind(kind), "A kind of entry.");
        words.fields(&kind_fields(kind));
    }
    words.fields(&Common::fields());
    for (field, axis) in table::project_fields(catalog) {
        words.property(field, &format!("Terms of the vocabulary `{axis}`."));
    }
    for name in names::relation_names() {
        if let Word::Owned(word) = super::rdf::entries::relation_word(name) {
            words.property(word.trim_start_matches("cm:"), "Another entry, by the relation of this name.");
        }
    }
    for (name, doc) in OTHERS {
        words.property(name, doc);
    }
    turtle::document(catalog, &words.resources.into_values().collect::<Vec<_>>())
}

/// Words that no field is called by.
const OTHERS: [(&str, &str); 7] = [
    ("number", "The place of a part in the list of its entry, from 1."),
    ("mentioned_by", "An entry whose text mentions this one."),
    ("field", "The field of entries that names terms of a vocabulary."),
    ("kind", "Of actors: what sort of actor."),
    ("country", "Of actors: the country."),
    ("in", "The title of the whole that a work is a part of."),
    ("source_title", "The title of a page of the web that says so."),
];

struct Words {
    resources: BTreeMap<String, Resource>,
}

impl Words {
    fn class(&mut self, name: &str, doc: &str) {
        self.word(name, "rdfs:Class", doc);
    }

    fn property(&mut self, name: &str, doc: &str) {
        let narrower = NARROWER.iter().find(|(known, _)| *known == name).map(|(_, word)| Object::Word((*word).into()));
        if let Some(property) = self.word(name, "rdf:Property", doc) {
            property.say("rdfs:subPropertyOf", narrower);
        }
    }

    /// A word that is not known yet; of two fields of one name the first one tells what it means.
    fn word(&mut self, name: &str, class: &'static str, doc: &str) -> Option<&mut Resource> {
        if self.resources.contains_key(name) {
            return None;
        }
        let mut word = Resource::new(Iri::Here(format!("data/ontology.ttl#{}", local(name))), [class.into()]);
        word.say("rdfs:label", [Object::InLanguage(name.replace('_', " "), Lang::ENGLISH)]);
        word.say("rdfs:comment", [Object::InLanguage(doc.to_owned(), Lang::ENGLISH)]);
        Some(self.resources.entry(name.to_owned()).or_insert(word))
    }

    fn fields(&mut self, fields: &[FieldSpec]) {
        for field in fields.iter().filter(|field| names::is_fact(field.name) && field.name != "kind") {
            self.field(&entry_word(field.name), field);
        }
    }

    fn field(&mut self, word: &Word, field: &FieldSpec) {
        if let Some(name) = word.strip_prefix(OWN).and_then(|rest| rest.strip_prefix(':')) {
            self.property(name, &field.doc);
        }
        let of = match &field.shape {
            Shape::List(of) => of,
            shape => shape,
        };
        if let Shape::Record(below) = of {
            self.class(&class_of_part(field.name), &format!("What the field `{}` lists.", field.name));
            for field in below {
                self.field(&part_word(field.name), field);
            }
        }
    }
}
