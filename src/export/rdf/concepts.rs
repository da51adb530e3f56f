//! Vocabularies as SKOS.

use super::{Iri, Object, Resource, localized, own, scheme, term};
use crate::catalog::Catalog;
use crate::export::names;
use crate::vocabulary::{AxisIx, TermIx};

/// A vocabulary and its terms.
pub fn resources(catalog: &Catalog, axis: AxisIx) -> Vec<Resource<'_>> {
    let its = &catalog.vocabularies[axis];
    let mut resources = Vec::with_capacity(its.terms.len() + 1);
    let mut concept_scheme = Resource::new(scheme(&its.id), ["skos:ConceptScheme".into()]);
    concept_scheme.say("skos:prefLabel", localized(catalog, &its.title));
    concept_scheme.say("dct:identifier", [Object::text(&*its.id)]);
    concept_scheme.say(own("field"), [Object::text(&*its.field)]);
    resources.push(concept_scheme);
    resources.extend(catalog.vocabularies.terms_of(axis).map(|term| concept(catalog, term)));
    resources
}

fn concept(catalog: &Catalog, ix: TermIx) -> Resource<'_> {
    let node = &catalog.vocabularies[ix];
    let its = &node.term;
    let axis = names::axis(catalog, ix);
    let thing = |other: TermIx| Object::Thing(term(catalog, other));
    let mut concept = Resource::new(term(catalog, ix), ["skos:Concept".into()]);
    concept.say("skos:inScheme", [Object::Thing(scheme(axis))]);
    if node.broader.is_none_or(|broader| broader.axis != ix.axis) {
        concept.say("skos:topConceptOf", [Object::Thing(scheme(axis))]);
    }
    concept.say("skos:prefLabel", localized(catalog, &its.title));
    concept.say("skos:notation", [Object::text(&*its.id.value)]);
    // The other names of a country are its codes.
    let word = if axis == "countries" { "skos:notation" } else { "skos:altLabel" };
    concept.say(word, its.aliases.iter().map(|alias| Object::text(&*alias.value)));
    concept.say("skos:definition", its.summary.iter().flat_map(|summary| localized(catalog, summary)));
    // A country lies in a region: that is another vocabulary, where SKOS has another word.
    let broader =
        if node.broader.is_some_and(|broader| broader.axis != ix.axis) { "skos:broadMatch" } else { "skos:broader" };
    concept.say(broader, node.broader.map(thing));
    concept.say("skos:related", node.related.iter().copied().map(thing));
    let elsewhere = names::same_as(catalog, ix).into_iter().map(|address| Object::Thing(Iri::there(address)));
    concept.say("skos:exactMatch", elsewhere);
    concept.say(own("kind"), its.kind.map(|kind| Object::text(kind.as_str())));
    let country = its.country.as_ref().and_then(|country| catalog.vocabularies.term("countries", &country.value));
    concept.say(own("country"), country.map(thing));
    concept.say("schema:url", its.url.as_ref().map(|url| Object::Thing(Iri::there(url.as_str()))));
    concept
}
