//! All feeds of a site as OPML 2.0, which feed readers import at once.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::feed::{Xml, absolute};
use crate::catalog::Catalog;
use crate::route::{self, Page};
use crate::view::{Edition, axis_title};

/// How many feeds there are.
pub fn count(catalog: &Catalog) -> usize {
    let outputs = &catalog.site.outputs;
    let terms = || catalog.vocabularies.iter().flat_map(|(axis, _)| route::terms(catalog, axis)).count();
    let each = usize::from(outputs.feed) + if outputs.term_feeds { terms() } else { 0 };
    each * catalog.site.languages.len()
}

/// The file: the feeds of each language, those of terms below their axis. The main language comes first.
pub fn file(editions: &[&Edition]) -> Vec<u8> {
    let main = editions[0];
    let mut xml = Xml(Writer::new(Vec::new()));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.within("opml", &[("version", "2.0")], |xml| {
        xml.within("head", &[], |xml| xml.text("title", main.catalog.site.title.text(main.lang)));
        xml.within("body", &[], |xml| match editions {
            [only] => feeds(only, xml),
            several => several.iter().for_each(|edition| {
                let lang = edition.lang.as_str();
                xml.within("outline", &[("text", &edition.lang.autonym()), ("language", lang)], |xml| {
                    feeds(edition, xml);
                });
            }),
        });
    });
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

fn feeds(edition: &Edition, xml: &mut Xml) {
    let catalog = &*edition.catalog;
    if catalog.site.outputs.feed {
        feed(edition, catalog.site.title.text(edition.lang), Page::Feed, Page::Home, xml);
    }
    if !catalog.site.outputs.term_feeds {
        return;
    }
    for (axis, _) in catalog.vocabularies.iter() {
        let terms = edition.sorted_terms(axis, route::terms(catalog, axis));
        if terms.is_empty() {
            continue;
        }
        xml.within("outline", &[("text", &axis_title(edition, axis))], |xml| {
            for term in terms {
                feed(edition, edition.term_title(term), Page::TermFeed(term), Page::Term(term, 1), xml);
            }
        });
    }
}

fn feed(edition: &Edition, title: &str, feed: Page, page: Page, xml: &mut Xml) {
    let catalog = &edition.catalog;
    let (feed, page) = (absolute(catalog, &edition.url(feed)), absolute(catalog, &edition.url(page)));
    let language = edition.lang.as_str();
    xml.empty(
        "outline",
        // Readers know feeds by `rss`, whatever form they have.
        &[
            ("type", "rss"),
            ("text", title),
            ("title", title),
            ("xmlUrl", &feed),
            ("htmlUrl", &page),
            ("language", language),
        ],
    );
}
