//! What the data is and in which files it is: DCAT 3.

use super::{Iri, Object, Resource, date, localized, scheme};
use crate::catalog::Catalog;
use crate::export::catalogue::ExportIx;
use crate::export::names;
use crate::field::WebAddress;

/// The data set, then each of its files.
pub fn resources(catalog: &Catalog) -> Vec<Resource> {
    let files: Vec<_> = ExportIx::of_site(catalog).collect();
    let mut resources = vec![dataset(catalog, &files)];
    resources.extend(catalog.site.publisher.as_ref().map(|name| {
        let mut publisher = Resource::new(publisher_iri(), ["foaf:Agent".into()]);
        publisher.say("foaf:name", [Object::Text(name.clone())]);
        publisher
    }));
    resources.extend(files.iter().map(|file| distribution(catalog, *file)));
    resources
}

fn publisher_iri() -> Iri {
    Iri::Here("data/#publisher".into())
}

fn dataset(catalog: &Catalog, files: &[ExportIx]) -> Resource {
    let site = &catalog.site;
    let mut dataset = Resource::new(Iri::Here("data/".into()), ["dcat:Dataset".into(), "schema:Dataset".into()]);
    dataset.say("dct:identifier", [Object::Text(site.id.clone())]);
    dataset.say("dct:title", localized(catalog, &site.title));
    dataset.say("dct:description", site.description.iter().flat_map(|text| localized(catalog, text)));
    dataset.say("dct:license", licence(catalog));
    dataset.say("dct:publisher", site.publisher.as_ref().map(|_| Object::Thing(publisher_iri())));
    dataset.say("dct:language", site.languages.iter().map(|lang| Object::Text(lang.to_string())));
    dataset.say("dct:modified", modified(catalog).map(date));
    dataset.say("dcat:version", [Object::Text(catalog.as_of.day.to_string())]);
    dataset.say("dcat:landingPage", [Object::Thing(Iri::Here("data/".into()))]);
    dataset.say("dcat:themeTaxonomy", catalog.vocabularies.axes.iter().map(|axis| Object::Thing(scheme(&axis.id))));
    dataset.say("dcat:distribution", files.iter().map(|file| Object::Thing(Iri::Here(file.file.into()))));
    dataset
}

/// The day of the last change of substance.
pub fn modified(catalog: &Catalog) -> Option<crate::date::Date> {
    names::listed(catalog).map(|ix| catalog[ix].common.changed().value).max()
}

/// The licence: its address, else its name.
fn licence(catalog: &Catalog) -> Option<Object> {
    let address = catalog.site.licence_url.as_deref().and_then(WebAddress::parse);
    let address = address.map(|url| Object::Thing(Iri::There(url.as_str().to_owned())));
    address.or_else(|| catalog.site.licence.clone().map(Object::Text))
}

fn distribution(catalog: &Catalog, file: ExportIx) -> Resource {
    let iri = || Iri::Here(file.file.into());
    let mut distribution = Resource::new(iri(), ["dcat:Distribution".into()]);
    distribution.say("dct:title", [Object::Text(file.name().to_owned())]);
    distribution.say("dcat:downloadURL", [Object::Thing(iri())]);
    let media_type = file.format.media_type().split(';').next().unwrap_or_default();
    let address = format!("https://www.iana.org/assignments/media-types/{media_type}");
    distribution.say("dcat:mediaType", [Object::Thing(Iri::There(address))]);
    distribution.say("dct:license", licence(catalog));
    distribution.say("dct:conformsTo", file.schema.map(|path| Object::Thing(Iri::Here(path.into()))));
    distribution
}
