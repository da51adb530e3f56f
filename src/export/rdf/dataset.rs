//! What the data is and in which files it is: DCAT 3.

use super::{Iri, Object, Resource, date, localized, scheme};
use crate::catalog::Catalog;
use crate::export::catalogue::ExportIx;
use crate::export::names;
use crate::export::spoken::{self, Spoken};
use crate::field::WebAddress;
use crate::lang::Lang;
use crate::route::{self, Route};

/// The data set, then each of its files.
pub fn resources(catalog: &Catalog) -> Vec<Resource<'_>> {
    let files: Vec<_> = ExportIx::of_site(catalog).collect();
    let mut resources = vec![dataset(catalog, &files)];
    resources.extend(catalog.site.publisher.as_ref().map(|name| {
        let mut publisher = Resource::new(publisher_iri(), ["foaf:Agent".into()]);
        publisher.say("foaf:name", [Object::text(name)]);
        publisher
    }));
    resources.extend(files.iter().map(|file| distribution(catalog, *file)));
    resources.extend(spoken(catalog).map(|(lang, file)| distribution_in(catalog, lang, file)));
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
    dataset.say("dcat:themeTaxonomy", catalog.vocabularies.axes.iter().map(|axis| Object::Thing(scheme(&axis.id))));
    dataset.say("dcat:distribution", files.iter().map(|file| Object::Thing(Iri::here(file.file))));
    dataset.say("dcat:distribution", spoken(catalog).map(|(lang, file)| Object::Thing(iri_in(catalog, lang, file))));
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

/// The licence: its address, else its name.
fn licence(catalog: &Catalog) -> Option<Object<'_>> {
    let address = catalog.site.licence_url.as_deref().and_then(WebAddress::parse);
    let address = address.map(|url| Object::Thing(Iri::there(url.as_str().to_owned())));
    address.or_else(|| catalog.site.licence.as_deref().map(Object::text))
}

/// The feed and the calendar of each language.
fn spoken(catalog: &Catalog) -> impl Iterator<Item = (Lang, Spoken)> {
    let files = spoken::of_site(catalog);
    catalog.site.languages.iter().flat_map(move |lang| files.clone().into_iter().map(|file| (*lang, file)))
}

fn iri_in(catalog: &Catalog, lang: Lang, file: Spoken) -> Iri<'static> {
    Iri::here(route::address(catalog, Route { lang, page: file.page }))
}

fn distribution_in(catalog: &Catalog, lang: Lang, file: Spoken) -> Resource<'_> {
    let mut distribution = described(catalog, || iri_in(catalog, lang, file), file.name, file.media_type());
    distribution.say("dct:language", [Object::Thing(language(lang))]);
    distribution
}

fn distribution(catalog: &Catalog, file: ExportIx) -> Resource<'_> {
    let mut distribution = described(catalog, || Iri::here(file.file), file.name(), file.media_type());
    distribution.say("dct:conformsTo", file.schema.map(|path| Object::Thing(Iri::here(path))));
    distribution
}

/// What is said of every file.
fn described<'a>(catalog: &'a Catalog, iri: impl Fn() -> Iri<'a>, name: &'a str, media_type: &str) -> Resource<'a> {
    let mut distribution = Resource::new(iri(), ["dcat:Distribution".into()]);
    distribution.say("dct:title", [Object::text(name)]);
    // Profiles of DCAT ask for the one, programs that download for the other.
    distribution.say("dcat:accessURL", [Object::Thing(iri())]);
    distribution.say("dcat:downloadURL", [Object::Thing(iri())]);
    let media_type = media_type.split(';').next().unwrap_or_default();
    let address = format!("https://www.iana.org/assignments/media-types/{media_type}");
    distribution.say("dcat:mediaType", [Object::Thing(Iri::there(address))]);
    distribution.say("dct:license", licence(catalog));
    distribution
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
