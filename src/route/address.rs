//! Where pages and files stand.

use super::pages::{GLOSSARY, has_page, is_home_text};
use super::{Page, Route};
use crate::catalog::{Catalog, EntryIx};
use crate::entry::Kind;
use crate::lang::Lang;
use crate::vocabulary::TermIx;

/// The address of a term's page, or of its place in the glossary; `None` when it has neither.
pub fn term_address(catalog: &Catalog, lang: Lang, term: TermIx) -> Option<String> {
    let its = &catalog.vocabularies[term.axis];
    if its.id == GLOSSARY {
        let glossary = address(catalog, Route { lang, page: Page::Glossary });
        return Some(format!("{glossary}#{}", its.terms[term.term as usize].term.id));
    }
    has_page(catalog, term).then(|| address(catalog, Route { lang, page: Page::Term(term, 1) }))
}

/// The address of a route. Assets are named by the theme, see [`Routes::of`].
pub fn address(catalog: &Catalog, route: Route) -> String {
    let prefix = if route.lang == catalog.site.main_language() { "" } else { route.lang.as_str() };
    // A page leads to dozens of others: addresses are put together from parts, which takes a fifth of what formatting does.
    let at = |parts: &[&str]| {
        let mut address = String::with_capacity(64);
        if !prefix.is_empty() {
            address.extend([prefix, "/"]);
        }
        address.extend(parts.iter().copied());
        address
    };
    let term = |term: TermIx, file: &str| {
        let its = &catalog.vocabularies[term.axis];
        at(&[&its.id, "/", &its.terms[term.term as usize].term.id.value, "/", file])
    };
    match route.page {
        // The text of the home page is read there and nowhere else.
        Page::Home => at(&[]),
        Page::Entry(entry) if is_home_text(catalog, entry) => at(&[]),
        Page::Entry(entry) => at(&entry_path(catalog, entry)),
        Page::EntryJson(entry) => entry_path(catalog, entry).concat() + "index.json",
        Page::EntryMarkdown(entry) => {
            let path = entry_path(catalog, entry).concat();
            at(&[&path, "index.md"])
        }
        Page::Redirect(alias) => {
            let (id, entry) = &catalog.aliases()[alias as usize];
            let [kind, slash] = kind_path(catalog[*entry].kind());
            at(&[kind, slash, id.as_str(), "/"])
        }
        Page::Kind(kind, number) => {
            let [kind, slash] = kind_path(kind);
            at(&[kind, slash, &page_path(number)])
        }
        Page::Axis(axis) => at(&[&catalog.vocabularies[axis].id, "/"]),
        Page::Term(ix, number) => term(ix, &page_path(number)),
        Page::FormerTerm(ix, alias) => {
            let its = &catalog.vocabularies[ix.axis];
            at(&[&its.id, "/", &its.terms[ix.term as usize].term.aliases[alias as usize], "/"])
        }
        Page::TermFeed(ix) => term(ix, "feed.xml"),
        Page::TermCalendar(ix) => term(ix, "calendar.ics"),
        Page::Works => at(&["sources/"]),
        Page::Work(work, number) => {
            let (id, _) = catalog.documents.at(work).expect("works are counted from the catalog");
            at(&["sources/", id, "/", &page_path(number)])
        }
        Page::Figures => at(&["figures/"]),
        Page::Glossary => at(&["glossary/"]),
        Page::Overview(overview) => at(&[overview.as_str(), "/"]),
        Page::ExploreIndex => at(&["explore/index.json"]),
        Page::ExploreWords(part) => at(&["explore/words/", &part.to_string(), ".json"]),
        Page::NotFound => at(&["404.html"]),
        Page::Feed => at(&["feed.xml"]),
        Page::CalendarFile => at(&["calendar.ics"]),
        Page::Data(data) => data.file.to_owned(),
        Page::Sitemap => "sitemap.xml".into(),
        Page::SitemapPart(number) => format!("sitemap-{number}.xml"),
        Page::Robots => "robots.txt".into(),
        Page::Asset(_) => String::new(),
        Page::File(file) => file_address(&catalog.files[file as usize].path),
    }
}

/// `content/files/a.pdf` is at `files/a.pdf`, `static/a.png` at `a.png`.
fn file_address(path: &str) -> String {
    let path = path.strip_prefix("content/").unwrap_or(path);
    path.strip_prefix("static/").unwrap_or(path).to_owned()
}

fn entry_path(catalog: &Catalog, entry: EntryIx) -> [&str; 4] {
    let entry = &catalog[entry];
    let [kind, slash] = kind_path(entry.kind());
    [kind, slash, entry.id.as_str(), "/"]
}

fn kind_path(kind: Kind) -> [&'static str; 2] {
    if kind == Kind::Page { ["", ""] } else { [kind.plural(), "/"] }
}

fn page_path(number: u32) -> String {
    if number == 1 { String::new() } else { format!("page/{number}/") }
}

/// The file of an address below the output folder.
pub fn file_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}
