//! What the data is and in which files it is: DCAT 3.

use super::{Iri, Object, Resource, date, localized, scheme};
use crate::catalog::Catalog;
use crate::export::catalogue::{ExportIx, Group};
use crate::export::names;
use crate::field::WebAddress;
use crate::lang::Lang;

/// The data set, then each of its files.
pub fn resources(catalog: &Catalog) -> Vec<Resource<'_>> {
    // What describes the data, and what readers are told by, is no form of the data itself.
    let is_data = |file: &ExportIx| !matches!(file.group, Group::Schemas | Group::Reading);
    let files: Vec<_> = ExportIx::of_site(catalog).filter(is_data).collect();
    let mut resources = vec![dataset(catalog, &files)];
    resources.extend(catalog.site.publisher.as_ref().map(|name| {
        let mut publisher = Resource::new(publisher_iri(), ["foaf:Agent".into()]);
        publisher.say("foaf:name", [Object::text(name)]);
        publisher
    }));
    resources.extend(named_licence(catalog));
    resources.extend(files.iter().map(|file| distribution(catalog, *file)));
    resources.extend(files.iter().filter_map(|file| unregistered(*file)));
    resources
}

fn publisher_iri() -> Iri<'static> {
    Iri::here("data/#publisher")
}

fn dataset<'a>(catalog: &'a Catalog, files: &[ExportIx]) -> Resource<'a> {
    let site = &catalog.site;
    let mut dataset = Resource::new(Iri::here("data/"), ["dcat:Dataset".into(), "schema:Dataset".into()]);
    dataset.say("dct:identifier", [Object::text(&*site.id)]);
    dataset.say("dct:title", localized(catalog, &site.title));
    dataset.say("dct:description", site.description.iter().flat_map(|text| localized(catalog, text)));
    dataset.say("dct:license", licence(catalog));
    dataset.say("dct:publisher", site.publisher.as_ref().map(|_| Object::Thing(publisher_iri())));
    dataset.say("dct:language", site.languages.iter().map(|lang| Object::Thing(language(*lang))));
    dataset.say("dct:modified", modified(catalog).map(date));
    dataset.say("dcat:version", [Object::text(catalog.as_of.day.to_string())]);
    dataset.say("dcat:landingPage", [Object::Thing(Iri::here("data/"))]);
    dataset.say("dct:hasPart", catalog.vocabularies.axes.iter().map(|axis| Object::Thing(scheme(&axis.id))));
    dataset.say("dcat:distribution", files.iter().map(|file| Object::Thing(Iri::here(file.file))));
    dataset
}

/// A language as DCAT 3 (section 6.4.8) asks for it: by the Library of Congress, which has two letters of it where ISO 639-1
/// does. Script and region are not said.
fn language(lang: Lang) -> Iri<'static> {
    let code = lang.as_str().split('-').next().unwrap_or_default();
    let list = if code.len() == 2 { "iso639-1" } else { "iso639-2" };
    Iri::there(format!("http://id.loc.gov/vocabulary/{list}/{code}"))
}

/// The day of the last change of substance.
pub fn modified(catalog: &Catalog) -> Option<crate::date::Date> {
    names::listed(catalog).map(|ix| catalog[ix].common.changed().value).max()
}

/// The licence: its address, else what has its name.
fn licence(catalog: &Catalog) -> Option<Object<'_>> {
    let address = catalog.site.licence_url.as_deref().and_then(WebAddress::parse);
    let address = address.map(|url| Iri::there(url.as_str().to_owned()));
    address.or_else(|| catalog.site.licence.as_ref().map(|_| licence_iri())).map(Object::Thing)
}

fn licence_iri() -> Iri<'static> {
    Iri::here("data/#licence")
}

/// A licence of which nothing but its name is known: `dct:license` leads to a thing.
fn named_licence(catalog: &Catalog) -> Option<Resource<'_>> {
    let name = catalog.site.licence.as_ref().filter(|_| licence(catalog) == Some(Object::Thing(licence_iri())))?;
    let mut licence = Resource::new(licence_iri(), ["dct:LicenseDocument".into()]);
    licence.say("rdfs:label", [Object::text(name)]);
    Some(licence)
}

fn distribution(catalog: &Catalog, file: ExportIx) -> Resource<'_> {
    let iri = || Iri::here(file.file);
    let mut distribution = Resource::new(iri(), ["dcat:Distribution".into()]);
    distribution.say("dct:title", [Object::text(file.name())]);
    // Profiles of DCAT ask for the one, programs that download for the other.
    distribution.say("dcat:accessURL", [Object::Thing(iri())]);
    distribution.say("dcat:downloadURL", [Object::Thing(iri())]);
    if is_registered(file) {
        let address = format!("https://www.iana.org/assignments/media-types/{}", media_type(file));
        distribution.say("dcat:mediaType", [Object::Thing(Iri::there(address))]);
    } else {
        distribution.say("dct:format", [Object::Thing(format_iri(file))]);
    }
    distribution.say("dct:license", licence(catalog));
    distribution.say("dct:conformsTo", file.schema.map(|path| Object::Thing(Iri::here(path))));
    distribution
}

fn media_type(file: ExportIx) -> &'static str {
    file.media_type().split(';').next().unwrap_or_default()
}

/// Whether IANA has the media type of a file: names that begin with `x-` nobody registers (RFC 6838, section 3.4).
fn is_registered(file: ExportIx) -> bool {
    !media_type(file).contains("/x-")
}

fn format_iri(file: ExportIx) -> Iri<'static> {
    Iri::here(format!("data/#format-{}", media_type(file).replace('/', "-")))
}

/// A format that is in no register.
fn unregistered(file: ExportIx) -> Option<Resource<'static>> {
    let mut format = Resource::new(format_iri(file), ["dct:MediaTypeOrExtent".into()]);
    format.say("rdfs:label", [Object::text(media_type(file))]);
    (!is_registered(file)).then_some(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_an_address() {
        let address = |tag: &str| language(Lang::parse(tag).expect("a language"));
        for (tag, code) in [("en", "iso639-1/en"), ("zh-Hant", "iso639-1/zh"), ("fil", "iso639-2/fil")] {
            assert_eq!(address(tag), Iri::there(format!("http://id.loc.gov/vocabulary/{code}")), "{tag}");
        }
    }
}
