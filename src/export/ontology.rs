//! Our own words in RDF: a class for each kind of entry and each sort of part, a property for each field that no common
//! vocabulary has a word for. They follow from the declarations of fields, with what these say they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::rdf::entries::{class_of_kind, class_of_part, entry_word, part_word, relation_word};
use super::rdf::library::{FIGURE, WORK};
use super::rdf::{Iri, OWN, Object, PLAIN, Resource, Word, local, own, turtle};
use super::table;
use crate::catalog::Catalog;
use crate::entry::{Common, Kind, kind_fields};
use crate::export::names;
use crate::lang::Lang;
use crate::record::{FieldSpec, Record, Shape};

/// Words of others that ours are narrower than.
const NARROWER: [(&str, &str); 9] = [
    ("themes", "dct:subject"),
    ("sdg", "dct:subject"),
    ("countries", "schema:spatialCoverage"),
    ("modelled_on", "prov:wasDerivedFrom"),
    ("implements", "dct:relation"),
    ("has_implementation", "dct:relation"),
    ("model_for", "dct:relation"),
    ("region", "dct:spatial"),
    ("cite", "prov:hadPrimarySource"),
];

/// What an entry of any kind is.
const ENTRY: &str = "schema:CreativeWork";
const CONCEPT: &str = "skos:Concept";
const TEXT: &str = "xsd:string";

/// The words as Turtle.
pub fn turtle(catalog: &Catalog) -> Vec<u8> {
    let mut words = Words { resources: BTreeMap::new(), uses: BTreeMap::new() };
    for kind in Kind::LISTED {
        words.class(class_of_kind(kind), "A kind of entry.");
        words.fields(&own(class_of_kind(kind)), &kind_fields(kind));
    }
    words.fields(ENTRY, &Common::fields());
    for (field, axis) in table::project_fields(catalog) {
        words.property(field, &format!("Terms of the vocabulary `{axis}`."), ENTRY, Some(CONCEPT.into()));
    }
    for name in names::relation_names() {
        if let Some(word) = own_name(&relation_word(name)) {
            let doc = "Another entry, by the relation of this name.";
            words.property(word, doc, ENTRY, Some(ENTRY.into()));
        }
    }
    words.class(WORK, "A work of the bibliography.");
    words.class(FIGURE, "A statistic.");
    for (name, domain, range, doc) in OTHERS {
        words.property(name, doc, domain, range.map(str::to_owned));
    }
    turtle::document(catalog, &words.all())
}

/// A word that no field of entries gives a meaning to: what has it, what it leads to where that is one thing, and what it says.
type Other = (&'static str, &'static str, Option<&'static str>, &'static str);

/// Such words. A thing that is named twice has the word for two sorts of things.
const OTHERS: [Other; 20] = [
    ("number", "", Some("xsd:integer"), "The place of a part in the list of its entry, from 1."),
    ("mentioned_by", ENTRY, Some(ENTRY), "An entry whose text mentions this one."),
    ("field", "skos:ConceptScheme", Some(TEXT), "The field of entries that names terms of a vocabulary."),
    ("kind", CONCEPT, Some(TEXT), "Of actors: what sort of actor."),
    ("country", CONCEPT, Some(CONCEPT), "Of actors: the country."),
    ("in", "cm:Work", Some(TEXT), "The title of the whole that a work is a part of."),
    ("work_type", "cm:Work", Some(TEXT), "What sort of work it is, as Hayagriva names them."),
    ("volume", "cm:Work", Some(TEXT), "The volume that a work is or is in."),
    ("issue", "cm:Work", Some(TEXT), "The issue that a work is or is in."),
    ("edition", "cm:Work", Some(TEXT), "The edition of a work."),
    ("page_total", "cm:Work", Some(TEXT), "How many pages a work has."),
    ("place", "cm:Work", Some(TEXT), "Where a work was published."),
    ("genre", "cm:Work", Some(TEXT), "The sort of a work, in words."),
    ("pages", "cm:Work", Some(TEXT), "The pages of the whole that a work is in."),
    ("accessed", "cm:Work", None, "When a page of the web was read."),
    ("accessed", "cm:Figure", None, "When a page of the web was read."),
    ("year", "cm:Figure", None, "The year that a statistic speaks of."),
    ("paras", "cm:Figure", Some(TEXT), "The paragraphs that say so."),
    ("pages", "cm:Figure", Some(TEXT), "The pages that say so."),
    ("source_title", "cm:Figure", Some(TEXT), "The title of a page of the web that says so."),
];

fn comment(text: &str) -> Object<'static> {
    Object::in_language(text.to_owned(), Lang::ENGLISH)
}

/// What is behind the prefix of one of our own words.
fn own_name(word: &str) -> Option<&str> {
    word.strip_prefix(OWN)?.strip_prefix(':')
}

/// What has a word, and what it leads to where that is of one sort.
type Use = (String, Option<String>);

struct Words {
    resources: BTreeMap<String, Resource<'static>>,
    /// Every use of a property.
    uses: BTreeMap<String, BTreeSet<Use>>,
}

impl Words {
    fn class(&mut self, name: &str, doc: &str) {
        self.word(name, "rdfs:Class", doc);
    }

    fn property(&mut self, name: &str, doc: &str, domain: &str, range: Option<String>) {
        self.uses.entry(name.to_owned()).or_default().insert((domain.to_owned(), range));
        let narrower = NARROWER.iter().find(|(known, _)| *known == name).map(|(_, word)| Object::Word((*word).into()));
        if let Some(property) = self.word(name, "rdf:Property", doc) {
            property.say("rdfs:subPropertyOf", narrower);
        } else if let Some(known) = self.resources.get_mut(name) {
            // It says something else of this sort of thing.
            let own = own_name(domain).map_or_else(|| doc.to_owned(), |class| format!("Of a {class}: {doc}"));
            let is_known = known.properties.iter().flat_map(|(_, said)| said).any(|said| *said == comment(doc));
            known.say("rdfs:comment", (!is_known).then(|| comment(&own)));
        }
    }

    /// A word that is not known yet.
    fn word(&mut self, name: &str, class: &'static str, doc: &str) -> Option<&mut Resource<'static>> {
        if self.resources.contains_key(name) {
            return None;
        }
        let mut word = Resource::new(Iri::here(format!("data/ontology.ttl#{}", local(name))), [class.into()]);
        word.say("rdfs:label", [Object::in_language(name.replace('_', " "), Lang::ENGLISH)]);
        word.say("rdfs:comment", [comment(doc)]);
        Some(self.resources.entry(name.to_owned()).or_insert(word))
    }

    fn fields(&mut self, class: &str, fields: &[FieldSpec]) {
        for field in fields.iter().filter(|field| names::is_fact(field.name) && field.name != "kind") {
            self.field(class, &entry_word(field.name), field);
        }
    }

    fn field(&mut self, class: &str, word: &Word, field: &FieldSpec) {
        let of = match &field.shape {
            Shape::List(of) => of,
            shape => shape,
        };
        if let Some(name) = own_name(word) {
            self.property(name, &field.doc, class, range(field.name, of));
        }
        if let Shape::Record(below) = of {
            let part = class_of_part(field.name);
            self.class(&part, &format!("What the field `{}` lists.", field.name));
            for field in below {
                self.field(&own(&part), &part_word(field.name), field);
            }
        }
    }

    /// All words. Two domains or ranges would mean that both hold at once, so they are told where there is one.
    fn all(mut self) -> Vec<Resource<'static>> {
        for (name, uses) in &self.uses {
            let Some(word) = self.resources.get_mut(name) else { continue };
            let domains: BTreeSet<_> = uses.iter().map(|(domain, _)| domain).collect();
            let ranges: BTreeSet<_> = uses.iter().map(|(_, range)| range.as_deref().unwrap_or_default()).collect();
            let only = |words: Vec<&str>| match words[..] {
                [one] if !one.is_empty() => Some(Object::Word(one.to_owned().into())),
                _ => None,
            };
            word.say("rdfs:domain", only(domains.into_iter().map(String::as_str).collect()));
            word.say("rdfs:range", only(ranges.into_iter().collect()));
        }
        self.resources.into_values().collect()
    }
}

/// What the values of a field are, where they are of one sort: dates and addresses are not.
fn range(field: &str, shape: &Shape) -> Option<String> {
    let word = match shape {
        Shape::Text if field == "cite" => "cm:Work",
        // An address, a work, or words.
        Shape::Text if field == "evidence" => return None,
        Shape::Text if PLAIN.contains(&field) => TEXT,
        Shape::Text | Shape::Localized => "rdf:langString",
        Shape::Entry if names::is_relation(field) => ENTRY,
        Shape::Need => "cm:Need",
        Shape::Instant | Shape::Language | Shape::Entry | Shape::Word(_) => TEXT,
        Shape::Number => "xsd:decimal",
        Shape::Integer => "xsd:integer",
        Shape::Boolean => "xsd:boolean",
        Shape::Term | Shape::Party => CONCEPT,
        Shape::Record(_) => return Some(own(&class_of_part(field)).into_owned()),
        Shape::List(of) => return range(field, of),
        Shape::Any => "rdf:JSON",
        Shape::Date | Shape::Url => return None,
    };
    Some(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_sorts_of_things_has_no_domain() {
        let mut words = Words { resources: BTreeMap::new(), uses: BTreeMap::new() };
        for (name, domain, range) in
            [("a", "cm:A", Some(TEXT)), ("b", "cm:A", Some(TEXT)), ("b", "cm:B", Some(TEXT)), ("c", "", None)]
        {
            words.property(name, "", domain, range.map(str::to_owned));
        }
        let said = |word: &Resource<'_>, property: &str| word.properties.iter().any(|(known, _)| known == property);
        let all = words.all();
        let told: Vec<_> = all.iter().map(|it| (said(it, "rdfs:domain"), said(it, "rdfs:range"))).collect();
        assert_eq!(told, [(true, true), (false, true), (false, false)]);
    }
}
