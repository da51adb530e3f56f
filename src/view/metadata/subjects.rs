//! What pages are about, in the types of schema.org.
//!
//! | on the page | type | why |
//! |---|---|---|
//! | a commitment | `CreativeWork` | a promise that somebody wrote down; there is no type of its own |
//! | a practice | `Service` | something that somebody does for people; not all who do are governments |
//! | a skills partnership | `EducationalOccupationalProgram` | training for an occupation |
//! | an agreement | `Legislation` | rules that parties adopt and that enter into force |
//! | a coalition, a consultative process | `Organization` | those who meet, and no rules |
//! | a term, an axis | `DefinedTerm`, `DefinedTermSet` | as in SKOS |
//! | a work | `Report`, `Book` ... | by its type in the bibliography |

use std::borrow::Cow;

use super::schema::{Text, Thing};
use crate::catalog::EntryIx;
use crate::date::Date;
use crate::entry::{Agreement, Common, Details, Entry, Kind, Membership, Practice, SkillsPartnership, Status};
use crate::export::catalogue::{ExportIx, Group};
use crate::export::rdf::dataset::modified;
use crate::export::rdf::library::class_of_work;
use crate::field::{PartyName, TermName};
use crate::library::Document;
use crate::route::{self, Page, Route};
use crate::source::Spanned;
use crate::view::{Edition, axis_title};
use crate::vocabulary::{ActorKind, AxisIx, TermIx};

/// Terms that the page of an axis names; more are on its pages.
const TERMS: usize = 200;

/// What a page is about, where schema.org has a word for it.
pub fn of(edition: &Edition, page: Page) -> Option<Thing<'_>> {
    match page {
        Page::Entry(ix) => entry(edition, ix),
        Page::Term(term, _) => {
            let set = Thing { url: address(edition, Page::Axis(term.axis)), ..term_set(edition, term.axis) };
            Some(Thing { in_defined_term_set: Some(Box::new(set)), ..defined_term(edition, term) })
        }
        Page::Axis(axis) => Some(term_set(edition, axis)),
        Page::Glossary => {
            let axis = edition.catalog.vocabularies.axis("glossary")?;
            let terms = (0..edition.catalog.vocabularies[axis].terms.len().min(TERMS) as u32)
                .map(|term| defined_term(edition, TermIx { axis, term }));
            Some(Thing { has_defined_term: terms.collect(), ..term_set(edition, axis) })
        }
        Page::Work(at, _) => edition.catalog.documents.at(at).map(|(_, listed)| document(&listed.document)),
        _ => None,
    }
}

fn address(edition: &Edition, page: Page) -> Option<Text<'_>> {
    edition.absolute(&edition.url(page)).map(Cow::Owned)
}

fn entry(edition: &Edition, ix: EntryIx) -> Option<Thing<'_>> {
    let entry = &edition.catalog[ix];
    let known = match &entry.details {
        Details::Page(_) => return None,
        Details::Commitment(own) => commitment(edition, ix, entry, &own.by),
        Details::Practice(own) => practice(edition, entry, own),
        Details::SkillsPartnership(own) => partnership(edition, entry, own),
        Details::Agreement(own) => agreement(edition, ix, entry, own),
    };
    let texts = edition.texts(entry);
    // The thing is the same in every language, and its name that of the original's page.
    let route = Route { lang: edition.catalog.site.main_language(), page: Page::Entry(ix) };
    let url = edition.absolute(&edition.link(&route::address(&edition.catalog, route)));
    Some(Thing {
        id: url.map(|url| Cow::Owned(format!("{url}#{}", entry.kind()))),
        name: Cow::Borrowed(texts.title),
        description: texts.summary.map(Cow::Borrowed).unwrap_or_default(),
        ..known
    })
}

fn commitment<'a>(edition: &'a Edition, ix: EntryIx, entry: &'a Entry, by: &'a [Spanned<PartyName>]) -> Thing<'a> {
    Thing {
        kind: "CreativeWork",
        creator: parties(edition, by.iter().chain(&entry.common.led_by)),
        ..creative_work(edition, ix, entry)
    }
}

/// What works say: commitments and agreements.
fn creative_work<'a>(edition: &'a Edition, ix: EntryIx, entry: &'a Entry) -> Thing<'a> {
    let common = &entry.common;
    Thing {
        genre: Some(Cow::Owned(edition.text(&format!("kind-{}", entry.kind())))),
        creative_work_status: common.status.as_ref().map(|status| Cow::Owned(edition.status(status.value).name)),
        keywords: super::keywords(edition, ix),
        temporal_coverage: period(common),
        spatial_coverage: countries(edition, &common.countries),
        is_based_on: edition
            .catalog
            .links(ix)
            .citations
            .iter()
            .filter_map(|cited| work(edition, &cited.work))
            .collect(),
        ..Thing::default()
    }
}

fn practice<'a>(edition: &'a Edition, entry: &'a Entry, own: &'a Practice) -> Thing<'a> {
    let mut served: Vec<_> = own.place.iter().map(|place| Thing::new("Place", place.as_str())).collect();
    served.extend(countries(edition, &entry.common.countries));
    Thing {
        kind: "Service",
        provider: parties(edition, own.implemented_by.iter().chain(&entry.common.led_by)),
        area_served: served,
        ..Thing::default()
    }
}

fn partnership<'a>(edition: &'a Edition, entry: &'a Entry, own: &'a SkillsPartnership) -> Thing<'a> {
    let occupations = own.occupations.iter().filter_map(|name| named(edition, "occupations", name));
    let period = entry.common.period.as_ref();
    let date = |date: Option<&Spanned<Date>>| date.map(|date| date.value);
    Thing {
        kind: "EducationalOccupationalProgram",
        provider: parties(edition, entry.common.led_by.iter().chain(&entry.common.partners)),
        occupational_category: occupations.map(|term| edition.term_title(term)).collect(),
        educational_credential_awarded: own.qualification.as_deref(),
        maximum_enrollment: own.places_per_year.as_ref().map(|places| places.value),
        start_date: period.and_then(|period| date(period.from.as_ref())),
        end_date: period.and_then(|period| date(period.to.as_ref())),
        ..Thing::default()
    }
}

fn agreement<'a>(edition: &'a Edition, ix: EntryIx, entry: &'a Entry, own: &'a Agreement) -> Thing<'a> {
    let sort = own.agreement_type.value;
    if !sort.is_legal() {
        let present = own.parties.iter().filter(|party| !party.has_withdrawn(edition.catalog.as_of.day));
        let members = present.map(|party: &Membership| &party.who);
        return Thing {
            kind: "Organization",
            founding_date: own.adopted.as_ref().map(|date| date.value),
            member: parties(edition, members),
            ..Thing::default()
        };
    }
    Thing {
        kind: "Legislation",
        legislation_type: Some(Cow::Owned(edition.text(&format!("agreement-{sort}")))),
        legislation_date: own.adopted.as_ref().map(|date| date.value),
        legislation_legal_force: entry.common.status.as_ref().and_then(|status| legal_force(status.value)),
        ..creative_work(edition, ix, entry)
    }
}

fn legal_force(status: Status) -> Option<&'static str> {
    match status {
        Status::InForce => Some("https://schema.org/InForce"),
        Status::Negotiating | Status::Proposed | Status::Signed | Status::Suspended | Status::Ended => {
            Some("https://schema.org/NotInForce")
        }
        _ => None,
    }
}

/// `2018/2025-06`, `2018/..` (ISO 8601-2, as schema.org asks for it).
fn period(common: &Common) -> Option<String> {
    let period = common.period.as_ref()?;
    let end =
        |date: &Option<Spanned<Date>>| date.as_ref().map_or_else(|| "..".to_owned(), |date| date.value.to_string());
    (period.from.is_some() || period.to.is_some()).then(|| format!("{}/{}", end(&period.from), end(&period.to)))
}

fn work(edition: &Edition, id: &str) -> Option<String> {
    let at = edition.catalog.documents.number(id)?;
    edition.absolute(&edition.url(Page::Work(at, 1)))
}

fn named(edition: &Edition, axis: &str, name: &Spanned<TermName>) -> Option<TermIx> {
    edition.catalog.vocabularies.term(axis, &name.value.0)
}

fn countries<'a>(edition: &'a Edition, names: &'a [Spanned<TermName>]) -> Vec<Thing<'a>> {
    let terms = names.iter().filter_map(|name| named(edition, "countries", name));
    terms.map(|term| Thing::new("Country", edition.term_title(term))).collect()
}

/// Those who do something, each once. Groups of people are nobody who does.
fn parties<'a>(edition: &'a Edition, names: impl Iterator<Item = &'a Spanned<PartyName>>) -> Vec<Thing<'a>> {
    let mut terms: Vec<TermIx> = Vec::new();
    for term in names.filter_map(|name| edition.catalog.party(&name.value.0)) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms.into_iter().filter_map(|term| party(edition, term)).collect()
}

fn party(edition: &Edition, term: TermIx) -> Option<Thing<'_>> {
    let kind = match &*edition.catalog.vocabularies[term.axis].id {
        // schema.org has no country among those who act.
        "countries" => "GovernmentOrganization",
        "actors" => actor_type(edition.catalog.vocabularies[term].term.kind),
        _ => return None,
    };
    Some(Thing::new(kind, edition.term_title(term)))
}

fn actor_type(kind: Option<ActorKind>) -> &'static str {
    match kind {
        Some(ActorKind::StateBody | ActorKind::City) => "GovernmentOrganization",
        Some(ActorKind::CivilSociety) => "NGO",
        Some(ActorKind::PrivateSector) => "Corporation",
        _ => "Organization",
    }
}

fn defined_term(edition: &Edition, term: TermIx) -> Thing<'_> {
    let its = &edition.catalog.vocabularies[term].term;
    let url = route::term_address(&edition.catalog, edition.lang, term);
    Thing {
        description: its.summary.as_ref().map(|text| Cow::Borrowed(text.text(edition.lang))).unwrap_or_default(),
        url: url.and_then(|address| edition.absolute(&edition.link(&address))).map(Cow::Owned),
        term_code: Some(&its.id.value),
        same_as: its.same_as.iter().map(crate::field::WebAddress::as_str).collect(),
        ..Thing::new("DefinedTerm", edition.term_title(term))
    }
}

fn term_set(edition: &Edition, axis: AxisIx) -> Thing<'_> {
    Thing::new("DefinedTermSet", axis_title(edition, axis))
}

fn document(document: &Document) -> Thing<'_> {
    let creators = document.authors().map(|person| match person.given {
        Some(_) => Thing::new("Person", person.to_string()),
        None => Thing::new("Organization", person.name.as_str()),
    });
    let publisher =
        document.of_whole(|work| &work.publisher).map(|publisher| Thing::new("Organization", publisher.0.as_str()));
    Thing {
        url: document.url.as_ref().map(|link| Cow::Borrowed(link.url.as_str())),
        date_published: document.of_whole(|work| &work.date).map(|date| date.value),
        creator: creators.collect(),
        publisher: publisher.map(Box::new),
        ..Thing::new(class_of_work(document.document_type), document.title.0.as_str())
    }
}

/// The data of the site.
pub fn dataset(edition: &Edition) -> Option<Thing<'_>> {
    let catalog = &*edition.catalog;
    let site = &catalog.site;
    let exports: Vec<_> = ExportIx::of_site(catalog).filter(|export| export.group != Group::Schemas).collect();
    if exports.is_empty() || site.base.origin.is_empty() || catalog.entries.iter().all(|e| e.kind() == Kind::Page) {
        return None;
    }
    let file = |export: ExportIx| Thing {
        content_url: edition.absolute(&edition.url(Page::Data(export))),
        encoding_format: Some(export.media_type()),
        ..Thing::new("DataDownload", export.name())
    };
    // As DCAT names it, in whatever language this is.
    let address = format!("{}data/", site.base);
    Some(Thing {
        id: Some(Cow::Owned(address.clone())),
        url: Some(Cow::Owned(address)),
        description: Cow::Owned(edition.text("metadata-dataset")),
        license: site.licence_url.as_deref(),
        creator: site.publisher.as_deref().map(|name| Thing::new("Organization", name)).into_iter().collect(),
        date_modified: modified(catalog),
        distribution: exports.into_iter().map(file).collect(),
        ..Thing::new("Dataset", site.title.text(edition.lang))
    })
}
