//! The sitemap (sitemaps.org, protocol 0.9) and robots.txt.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::feed::Xml;
use crate::catalog::Catalog;
use crate::route::{Page, Routes, SITEMAP_LENGTH};

/// The sitemap, or the index of its parts when there are more addresses than one may have.
pub fn top(catalog: &Catalog, routes: &Routes) -> Vec<u8> {
    let parts = routes.list.iter().filter(|route| matches!(route.page, Page::SitemapPart(_))).count();
    if parts == 0 {
        return addresses(catalog, routes, 0, SITEMAP_LENGTH);
    }
    document("sitemapindex", |xml| {
        for part in 1..=parts {
            xml.within("sitemap", &[], |xml| xml.text("loc", &format!("{}sitemap-{part}.xml", catalog.site.base)));
        }
    })
}

/// One part; parts count from 1.
pub fn part(catalog: &Catalog, routes: &Routes, part: u32) -> Vec<u8> {
    addresses(catalog, routes, (part as usize - 1) * SITEMAP_LENGTH, SITEMAP_LENGTH)
}

fn addresses(catalog: &Catalog, routes: &Routes, skip: usize, take: usize) -> Vec<u8> {
    let documents = routes.list.iter().zip(&routes.addresses).filter(|(route, _)| route.page.is_document());
    document("urlset", |xml| {
        for (route, address) in documents.skip(skip).take(take) {
            xml.within("url", &[], |xml| {
                xml.text("loc", &format!("{}{address}", catalog.site.base));
                if let Page::Entry(entry) = route.page {
                    let common = &catalog[entry].common;
                    let changed = common.changed();
                    xml.text("lastmod", &changed.first_day().to_string());
                }
            });
        }
    })
}

fn document(root: &str, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml(Writer::new(Vec::new()));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.within(root, &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")], inside);
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

/// Everything may be read; where the sitemap is.
pub fn robots(catalog: &Catalog) -> Vec<u8> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if !catalog.site.base.origin.is_empty() {
        text += "\nSitemap: ";
        text += &catalog.site.base.to_string();
        text += "sitemap.xml\n";
    }
    text.into_bytes()
}
