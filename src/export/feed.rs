//! Atom feeds (RFC 4287): the site's newest entries, and those of each term.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::entry::Entry;
use crate::relative;
use crate::route::Page;
use crate::view::{Edition, body};
use crate::vocabulary::TermIx;

/// Entries in a feed.
const LENGTH: usize = 50;

/// The feed of the site.
pub fn site(edition: &Edition) -> Vec<u8> {
    let title = edition.catalog.site.title.text(edition.lang);
    feed(edition, title, Page::Feed, Page::Home, &entries_of_site(&edition.catalog))
}

/// The entries in the feed of the site, in its order.
pub fn entries_of_site(catalog: &Catalog) -> Vec<EntryIx> {
    catalog.newest(catalog.but_pages().collect(), LENGTH)
}

/// The entries in the feed of a term, in its order.
pub fn entries_of_term(catalog: &Catalog, term: TermIx) -> Vec<EntryIx> {
    catalog.newest(catalog.members(term).all.clone(), LENGTH)
}

/// The feed of a term.
pub fn term(edition: &Edition, term: TermIx) -> Vec<u8> {
    let title = format!("{} \u{2013} {}", edition.term_title(term), edition.catalog.site.title.text(edition.lang));
    let entries = entries_of_term(&edition.catalog, term);
    feed(edition, &title, Page::TermFeed(term), Page::Term(term, 1), &entries)
}

fn changed(entry: &Entry) -> Date {
    entry.common.changed().value
}

fn feed(edition: &Edition, title: &str, this: Page, page: Page, entries: &[EntryIx]) -> Vec<u8> {
    let catalog = &*edition.catalog;
    let mut xml = Xml(Writer::new(Vec::new()));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.within("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", edition.lang.as_str())], |xml| {
        xml.text("title", title);
        xml.text("id", &identifier(catalog, &edition.url(this)));
        xml.empty("link", &[("rel", "self"), ("href", &absolute(catalog, &edition.url(this)))]);
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(catalog, &edition.url(page)))],
        );
        // A feed changes when an entry does. One without entries has to have a day all the same, and not another one every day.
        let new_year = Date::Year(catalog.as_of.day.year()).first_day();
        let updated = entries.first().map_or(new_year, |ix| changed(&catalog[*ix]).first_day());
        xml.text("updated", &instant(updated));
        let author = catalog.site.publisher.as_deref().unwrap_or_else(|| catalog.site.title.text(edition.lang));
        xml.within("author", &[], |xml| xml.text("name", author));
        for ix in entries {
            xml.within("entry", &[], |xml| entry(edition, *ix, xml));
        }
    });
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

/// The newest entry as it is in the feed, on lines of its own and without its text: an example.
pub fn example(edition: &Edition) -> Option<String> {
    let newest = *entries_of_site(&edition.catalog).first()?;
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.within("entry", &[], |xml| facts(edition, newest, xml));
    String::from_utf8(xml.0.into_inner()).ok()
}

fn entry(edition: &Edition, ix: EntryIx, xml: &mut Xml) {
    let catalog = &*edition.catalog;
    facts(edition, ix, xml);
    if catalog.site.full_text_feeds {
        let texts = edition.texts(&catalog[ix]);
        let html = body::html(edition, &catalog[ix], body::Citations::Works);
        let html = html.as_str().unwrap_or_default();
        let url = edition.url(Page::Entry(ix));
        let html = relative::absolute(html, &catalog.site.base.origin, &absolute(catalog, &url));
        xml.within("content", &[("type", "html"), ("xml:lang", texts.body_lang.as_str())], |xml| {
            xml.event(Event::Text(BytesText::new(&html)));
        });
    }
}

/// All that a feed says of an entry but its text.
fn facts(edition: &Edition, ix: EntryIx, xml: &mut Xml) {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let texts = edition.texts(entry);
    let url = edition.url(Page::Entry(ix));
    xml.text("title", texts.title);
    xml.text("id", &identifier(catalog, &url));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(catalog, &url))]);
    xml.text("published", &instant(entry.common.date.first_day()));
    xml.text("updated", &instant(changed(entry).first_day()));
    if let Some(summary) = texts.summary {
        xml.text("summary", summary);
    }
    xml.empty("category", &[("term", entry.kind().as_str())]);
}

/// The whole address, or the path when the site does not know where it lives.
pub(super) fn absolute(catalog: &Catalog, url: &str) -> String {
    format!("{}{url}", catalog.site.base.origin)
}

/// A feed's ids are addresses; a site that does not know where it lives makes them of its own id (RFC 4122, version 8).
fn identifier(catalog: &Catalog, url: &str) -> String {
    if !catalog.site.base.origin.is_empty() {
        return absolute(catalog, url);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(format!("{} {url}", catalog.site.id).as_bytes()).as_bytes()[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0F);
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn instant(day: jiff::civil::Date) -> String {
    format!("{day}T00:00:00Z")
}

/// An XML document that is being written to memory, where writing cannot fail.
pub(super) struct Xml(pub(super) Writer<Vec<u8>>);

impl Xml {
    pub(super) fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes what is written to it");
    }

    pub(super) fn within(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        let end = start.to_end().into_owned();
        self.event(Event::Start(start.borrow()));
        inside(self);
        self.event(Event::End(end));
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.within(name, &[], |xml| xml.event(Event::Text(BytesText::new(text))));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.event(Event::Empty(start));
    }
}
