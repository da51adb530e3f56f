//! Entries and their parts.

use super::{Iri, Object, PLAIN, Resource, Word, date, entry, number, own, term, value, work};
use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::entry::{Agreement, Details, Entry, Kind, PartText, SourceReference, Support};
use crate::export::names;
use crate::lang::Lang;
use crate::record::{Datum, Record};

/// An entry, then its parts: milestones, reviews and what else it lists.
pub fn resources(catalog: &Catalog, ix: EntryIx) -> Vec<Resource<'_>> {
    let its = &catalog[ix];
    let Iri::Here(path) = entry(catalog, ix) else { return Vec::new() };
    let mut maker = Maker { catalog, path: &path, parts: Vec::new() };
    let mut whole = Resource::new(Iri::Here(path.clone()), types(its));
    whole.say("dct:identifier", [Object::text(its.id.as_str())]);
    let data = its.common.data().into_iter().chain(its.details.data());
    for (field, datum) in data.filter(|(field, _)| names::is_fact(field) && !names::is_relation(field)) {
        if field != "kind" {
            maker.say(&mut whole, entry_word(field), field, field, datum);
        }
    }
    axes(catalog, its, &mut whole);
    translations(its, &mut whole);
    links(catalog, ix, &mut whole);
    agreement(its, &mut whole);
    let mut parts = maker.parts;
    translated_parts(its, &path, &mut parts);
    parts.insert(0, whole);
    parts
}

/// The classes of an entry.
fn types(its: &Entry) -> Vec<Word> {
    let mut types = vec![own(class_of_kind(its.kind())), "schema:CreativeWork".into(), "prov:Entity".into()];
    types.extend(legal(its).map(|_| "eli:LegalResource".into()));
    types
}

/// What is said of an agreement that is a text with rules.
fn legal(its: &Entry) -> Option<&Agreement> {
    match &its.details {
        Details::Agreement(own) if own.agreement_type.value.is_legal() => Some(own),
        _ => None,
    }
}

/// Our word for a kind.
pub const fn class_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Commitment => "Commitment",
        Kind::Practice => "Practice",
        Kind::SkillsPartnership => "SkillsPartnership",
        Kind::Agreement => "Agreement",
        Kind::Page => "Page",
    }
}

/// The word for a field of entries.
pub fn entry_word(field: &str) -> Word {
    match field {
        "title" => "schema:name".into(),
        "summary" => "schema:abstract".into(),
        "date" => "schema:datePublished".into(),
        "updated" => "schema:dateModified".into(),
        other => own(other),
    }
}

/// The word for a field of a part.
pub fn part_word(field: &str) -> Word {
    match field {
        "title" => "schema:name".into(),
        "url" => "schema:url".into(),
        other => own(other),
    }
}

/// Our word for what a field of records holds: `Milestone` of `milestones`.
pub fn class_of_part(field: &str) -> String {
    let one = match field {
        "parties" => "party",
        other => other.strip_suffix('s').unwrap_or(other),
    };
    let mut letters = one.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The word for a relation, of either end.
pub fn relation_word(name: &str) -> Word {
    match name {
        "part_of" => "dct:isPartOf".into(),
        "has_part" => "dct:hasPart".into(),
        "supersedes" => "dct:replaces".into(),
        "superseded_by" => "dct:isReplacedBy".into(),
        "related" => "dct:relation".into(),
        other => own(other),
    }
}

/// Says what fields hold and collects the parts that have addresses of their own.
struct Maker<'a, 'p> {
    catalog: &'a Catalog,
    path: &'p str,
    parts: Vec<Resource<'a>>,
}

impl<'a> Maker<'a, '_> {
    /// `place` is where the datum is in the entry: `reviews-1-source`.
    fn say(&mut self, of: &mut Resource<'a>, word: Word, field: &'static str, place: &str, datum: Datum<'a>) {
        match datum {
            datum if datum.is_empty() => {}
            Datum::List(items) => {
                for (at, item) in (1..).zip(items) {
                    if let Datum::Group(fields) = item {
                        self.part(of, word.clone(), field, (&format!("{place}-{at}"), Some(at)), fields);
                    } else {
                        of.say(word.clone(), value(self.catalog, field, item));
                    }
                }
            }
            Datum::Group(fields) => self.part(of, word, field, (place, None), fields),
            datum => of.say(word, value(self.catalog, field, datum)),
        }
    }

    /// `place` is as for [`Maker::say`]; of a list, the place in it is told too.
    fn part(
        &mut self,
        of: &mut Resource<'a>,
        word: Word,
        field: &str,
        (place, at): (&str, Option<u32>),
        fields: Vec<(&'static str, Datum<'a>)>,
    ) {
        let iri = part_iri(self.path, place);
        of.say(word, [Object::Thing(iri.clone())]);
        let mut part = Resource::new(iri, [own(&class_of_part(field))]);
        part.say(own("number"), at.map(|at| number(f64::from(at))));
        // A place is kept, so that parts stand in the order of the entry and those below them behind.
        let position = self.parts.len();
        for (name, datum) in fields {
            // Only what has parts of its own asks where it is.
            let has_parts = matches!(datum, Datum::List(_) | Datum::Group(_));
            let place = if has_parts { format!("{place}-{name}") } else { String::new() };
            self.say(&mut part, part_word(name), name, &place, datum);
        }
        self.parts.insert(position, part);
    }
}

/// The need that an offer meets: a part of another entry.
pub(super) fn need<'a>(catalog: &Catalog, reference: &str) -> Option<Object<'a>> {
    let (id, key) = reference.split_once('#')?;
    let needy = catalog.find(id)?.entry();
    let is_meant = |need: &Support| need.key.as_ref().is_some_and(|own| own.value == key);
    let at = catalog[needy].common.needs.iter().position(is_meant)?;
    let Iri::Here(path) = entry(catalog, needy) else { return None };
    Some(Object::Thing(part_iri(&path, &format!("needs-{}", at + 1))))
}

fn part_iri(path: &str, place: &str) -> Iri<'static> {
    Iri::here([path, "#data-", place].concat())
}

fn axes(catalog: &Catalog, its: &Entry, whole: &mut Resource<'_>) {
    for axis in &its.axes {
        let field = axis.name.value.as_str();
        let terms = axis.terms.iter().filter_map(|name| names::term(catalog, field, &name.value.0));
        whole.say(own(field), terms.map(|found| Object::Thing(term(catalog, found))));
    }
}

fn translations<'a>(its: &'a Entry, whole: &mut Resource<'a>) {
    for (lang, translation) in &its.translations {
        whole.say("schema:name", [Object::in_language(&translation.texts.title.value, *lang)]);
        let summary = translation.texts.summary.as_ref();
        whole.say("schema:abstract", summary.map(|summary| Object::in_language(&summary.value, *lang)));
    }
}

/// Terms, relations, mentions and sources in the words of others.
fn links<'a>(catalog: &'a Catalog, ix: EntryIx, whole: &mut Resource<'a>) {
    let terms = catalog.links(ix).terms.iter();
    whole.say("dct:subject", terms.map(|found| Object::Thing(term(catalog, *found))));
    for (name, other) in names::relations(catalog, ix) {
        whole.say(relation_word(name), [Object::Thing(entry(catalog, other))]);
    }
    let mentioned_by = names::mentioned_by(catalog, ix).map(|by| Object::Thing(entry(catalog, by)));
    whole.say(own("mentioned_by"), mentioned_by);
    for source in &catalog[ix].common.sources {
        let iri = match &source.value {
            SourceReference::Listed { cite, .. } => work(&cite.value),
            SourceReference::Web { url, .. } => Iri::there(url.as_str()),
        };
        whole.say("prov:hadPrimarySource", [Object::Thing(iri)]);
    }
}

/// The European Legislation Identifier has words for two dates of agreements, and takes whole days only.
fn agreement(its: &Entry, whole: &mut Resource<'_>) {
    let Some(own) = legal(its) else { return };
    let day = |date: &Option<crate::source::Spanned<Date>>| date.as_ref().map(|date| date.value);
    let whole_day = |found: Option<Date>| found.filter(|found| matches!(found, Date::Day(_))).map(date);
    whole.say("eli:date_document", whole_day(day(&own.adopted)));
    whole.say("eli:first_date_entry_in_force", whole_day(day(&own.in_force)));
}

/// The texts of parts in other languages.
fn translated_parts<'a>(its: &'a Entry, path: &str, parts: &mut [Resource<'a>]) {
    for (lang, translation) in &its.translations {
        let lists = translation.texts.parts().into_iter().zip(its.common.parts());
        for ((field, list), (_, originals)) in lists {
            for (at, text) in list.iter().enumerate() {
                let position = |key: &str| originals.iter().position(|(known, _)| *known == Some(key));
                let named = text.key.as_ref().and_then(|key| position(&key.value));
                let place = part_iri(path, &format!("{field}-{}", named.unwrap_or(at) + 1));
                if let Some(part) = parts.iter_mut().find(|part| part.iri == place) {
                    say_in_language(part, text, *lang);
                }
            }
        }
    }
}

fn say_in_language<'a>(part: &mut Resource<'a>, text: &'a PartText, lang: Lang) {
    for (field, words) in [("title", &text.title), ("measure", &text.measure), ("note", &text.note)] {
        debug_assert!(!PLAIN.contains(&field));
        part.say(part_word(field), words.as_ref().map(|words| Object::in_language(words, lang)));
    }
}
