//! Works and statistics.

use super::{Iri, Object, Resource, date, localized, number, own, work};
use crate::catalog::Catalog;
use crate::entry::SourceReference;
use crate::library::{Document, DocumentType, Figure, Plain};

/// Our word for a work of the bibliography.
pub const WORK: &str = "Work";
/// Our word for a statistic.
pub const FIGURE: &str = "Figure";

/// The bibliography, then the statistics.
pub fn resources(catalog: &Catalog) -> Vec<Resource<'_>> {
    let works = catalog.documents.iter().map(|(_, id, listed)| of_work(id, &listed.document));
    works.chain(catalog.figures.iter().map(|figure| of_figure(catalog, figure))).collect()
}

/// The class of schema.org for a sort of work: a newspaper and a blog are the whole of it and not what stands in it.
pub const fn class_of_work(sort: DocumentType) -> &'static str {
    match sort {
        DocumentType::Article => "ScholarlyArticle",
        DocumentType::Entry => "Article",
        DocumentType::Chapter | DocumentType::Anthos => "Chapter",
        DocumentType::Book | DocumentType::Anthology | DocumentType::Reference | DocumentType::Proceedings => "Book",
        DocumentType::Report => "Report",
        DocumentType::Thesis => "Thesis",
        DocumentType::Web => "WebPage",
        DocumentType::Blog => "Blog",
        DocumentType::Post => "SocialMediaPosting",
        DocumentType::Periodical => "Periodical",
        DocumentType::Newspaper => "Newspaper",
        DocumentType::Legislation => "Legislation",
        _ => "CreativeWork",
    }
}

fn of_work<'a>(id: &'a str, document: &'a Document) -> Resource<'a> {
    let sort = class_of_work(document.document_type);
    let mut resource = Resource::new(work(id), [own(WORK), format!("schema:{sort}").into(), "prov:Entity".into()]);
    let text = |text: Option<&'a String>| text.map(|text| Object::text(text.as_str()));
    let plain = |plain: Option<&'a Plain>| plain.map(|plain| Object::text(&*plain.0));
    resource.say("dct:identifier", [Object::text(id)]);
    resource.say(own("work_type"), [Object::text(document.document_type.as_str())]);
    resource.say("schema:name", plain(Some(&document.title)));
    resource.say("schema:author", document.authors().map(|one| Object::text(one.to_string())));
    resource.say("schema:editor", document.editors().map(|one| Object::text(one.to_string())));
    resource.say("schema:datePublished", document.of_whole(|work| &work.date).map(|it| date(it.value)));
    resource.say("schema:publisher", plain(document.of_whole(|work| &work.publisher)));
    resource.say("schema:sourceOrganization", plain(document.of_whole(|work| &work.organization)));
    resource.say("schema:identifier", plain(document.of_whole(|work| &work.serial_number)));
    resource.say(own("in"), plain(document.parent.first().map(|parent| &parent.title)));
    resource.say(own("volume"), text(document.of_whole(|work| &work.volume)));
    resource.say(own("issue"), text(document.of_whole(|work| &work.issue)));
    // Volumes and issues of schema.org are works of their own, and two words of it belong to some works only.
    let edition = if sort == "Book" { "schema:bookEdition".into() } else { own("edition") };
    resource.say(edition, text(document.of_whole(|work| &work.edition)));
    let pages = if ["Article", "ScholarlyArticle", "Report", "Chapter"].contains(&sort) {
        "schema:pagination".into()
    } else {
        own("pages")
    };
    resource.say(pages, text(document.page_range.as_ref()));
    resource.say(own("page_total"), text(document.page_total.as_ref()));
    resource.say(own("place"), plain(document.of_whole(|work| &work.location)));
    resource.say(own("genre"), plain(document.genre.as_ref()));
    resource.say("schema:abstract", plain(document.abstract_.as_ref()));
    resource.say("schema:inLanguage", text(document.of_whole(|work| &work.language)));
    resource.say("rdfs:comment", plain(document.note.as_ref()));
    let url = document.url.as_ref();
    resource.say("schema:url", url.map(|link| Object::Thing(Iri::there(link.url.as_str()))));
    resource.say(own("accessed"), url.and_then(|link| link.accessed).map(date));
    resource
}

fn of_figure<'a>(catalog: &'a Catalog, figure: &'a Figure) -> Resource<'a> {
    let iri = Iri::here(format!("figures/#{}", figure.id));
    let mut resource = Resource::new(iri, [own(FIGURE), "schema:Observation".into()]);
    resource.say("dct:identifier", [Object::text(&*figure.id.value)]);
    resource.say("schema:name", localized(catalog, &figure.title));
    resource.say("schema:value", [number(figure.value.value)]);
    resource.say("schema:unitText", localized(catalog, &figure.unit));
    resource.say(own("year"), figure.year.as_ref().map(|year| date(year.value)));
    match &figure.source.value {
        SourceReference::Listed { cite, paras, pages } => {
            resource.say("prov:hadPrimarySource", [Object::Thing(work(&cite.value))]);
            resource.say(own("paras"), paras.as_ref().map(|paras| Object::text(&*paras.value.text)));
            resource.say(own("pages"), pages.as_deref().map(Object::text));
        }
        SourceReference::Web { url, title, accessed } => {
            resource.say("prov:hadPrimarySource", [Object::Thing(Iri::there(url.as_str()))]);
            resource.say(own("source_title"), [Object::text(title)]);
            resource.say(own("accessed"), accessed.as_ref().map(|day| date(day.value)));
        }
    }
    resource.say("rdfs:comment", figure.note.iter().flat_map(|note| localized(catalog, note)));
    resource
}
