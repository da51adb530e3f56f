//! What files of a site are served as, by their addresses: one table for what a project may hold, what the preview answers,
//! what the data says of itself and what hosts are told. The types are those that IANA registers. Hosts know a file by its
//! address alone, so that a type which does not follow from it would be another one there.

/// Who may bring files of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Editors, below `content/files/`: nothing that a browser would run, or take for a page. XML can be XHTML with scripts.
    Content,
    /// Whoever builds the site, below `static/` and in themes.
    Project,
    /// Nobody: these are made from the content. SVG can carry scripts and comes from the theme only.
    Made,
}

/// One ending.
struct Known {
    ending: &'static str,
    media_type: &'static str,
    /// Whether the files shrink when they are compressed; others are small already.
    shrinks: bool,
    /// Files of this origin and later ones may have the type.
    origin: Origin,
}

const fn text(ending: &'static str, media_type: &'static str) -> Known {
    Known { ending, media_type, shrinks: true, origin: Origin::Content }
}

const fn packed(ending: &'static str, media_type: &'static str) -> Known {
    Known { ending, media_type, shrinks: false, origin: Origin::Content }
}

const fn code(ending: &'static str, media_type: &'static str) -> Known {
    Known { ending, media_type, shrinks: true, origin: Origin::Project }
}

const fn made(ending: &'static str, media_type: &'static str) -> Known {
    Known { ending, media_type, shrinks: true, origin: Origin::Made }
}

const KNOWN: &[Known] = &[
    packed("avif", "image/avif"),
    made("bib", "application/x-bibtex; charset=utf-8"),
    code("css", "text/css; charset=utf-8"),
    text("csv", "text/csv; charset=utf-8"),
    packed("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    packed("gif", "image/gif"),
    made("html", "text/html; charset=utf-8"),
    packed("ico", "image/x-icon"),
    text("ics", "text/calendar; charset=utf-8"),
    packed("jpeg", "image/jpeg"),
    packed("jpg", "image/jpeg"),
    code("js", "text/javascript; charset=utf-8"),
    text("json", "application/json"),
    made("jsonld", "application/ld+json"),
    made("md", "text/markdown; charset=utf-8"),
    packed("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    packed("odt", "application/vnd.oasis.opendocument.text"),
    made("opml", "text/x-opml; charset=utf-8"),
    packed("pdf", "application/pdf"),
    packed("png", "image/png"),
    made("sql", "application/sql; charset=utf-8"),
    Known { ending: "sqlite", media_type: "application/vnd.sqlite3", shrinks: false, origin: Origin::Made },
    made("svg", "image/svg+xml"),
    made("ttl", "text/turtle; charset=utf-8"),
    text("txt", "text/plain; charset=utf-8"),
    code("webmanifest", "application/manifest+json"),
    packed("webp", "image/webp"),
    packed("woff2", "font/woff2"),
    packed("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    code("xml", "application/xml"),
];

/// What a feed is called, in every folder.
const FEED: &str = "feed.xml";
/// Where the works are that citation processors read.
const REFERENCES: &str = "data/references.json";
/// Where the schemas of the data are.
const SCHEMAS: &str = "data/schema/";

/// Works in the JSON of the Citation Style Language.
pub const CSL_JSON: &str = "application/vnd.citationstyles.csl+json";

/// What hosts read of a site, by name: it has no ending that says what it is.
const FOR_HOSTS: [&str; 3] = ["_headers", "_redirects", "CNAME"];

/// The folder of what hosts and browsers ask every site for (RFC 8615), such as `security.txt`.
const WELL_KNOWN: &str = ".well-known/";

fn known(address: &str) -> Option<&'static Known> {
    let (_, ending) = name_of(address).rsplit_once('.')?;
    KNOWN.iter().find(|known| known.ending.eq_ignore_ascii_case(ending))
}

fn name_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// The media type of what has no ending, by where it lies.
fn by_place(address: &str) -> Option<&'static str> {
    if FOR_HOSTS.contains(&address) {
        return Some("text/plain; charset=utf-8");
    }
    // `apple-app-site-association`, `matrix/server`: what has no ending there is JSON.
    let is_well_known = address.starts_with(WELL_KNOWN) && !name_of(address).contains('.');
    is_well_known.then_some("application/json")
}

/// The media type of what is made from the content, where its ending says less.
fn made_at(address: &str) -> Option<&'static str> {
    match address {
        REFERENCES => Some(CSL_JSON),
        _ if name_of(address) == FEED => Some("application/atom+xml; charset=utf-8"),
        _ if address.starts_with(SCHEMAS) && address.ends_with(".json") => Some("application/schema+json"),
        _ => None,
    }
}

/// The media type of a file of a site, by its address from the root, without a `/` before it.
pub fn of(address: &str) -> &'static str {
    let by_ending = || known(address).map(|known| known.media_type);
    by_place(address).or_else(|| made_at(address)).or_else(by_ending).unwrap_or("application/octet-stream")
}

/// The media type of a file that is copied to the site as it is, by the address that it gets; none where files of this origin
/// may not have it.
pub fn of_copied(address: &str, origin: Origin) -> Option<&'static str> {
    let is_at_place = by_place(address).is_some() && origin >= Origin::Project;
    let is_copied = is_at_place || known(address).is_some_and(|known| known.origin <= origin);
    is_copied.then(|| of(address))
}

/// The endings of files that are copied to the site as they are.
pub fn copied(origin: Origin) -> impl Iterator<Item = &'static str> {
    KNOWN.iter().filter(move |known| known.origin <= origin).map(|known| known.ending)
}

/// Whether a file shrinks when it is compressed.
pub fn shrinks(address: &str) -> bool {
    known(address).is_some_and(|known| known.shrinks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn every_file_has_the_type_that_browsers_and_readers_want() {
        assert_eq!(of("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("themes/x/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(of("sitemap.xml"), "application/xml");
        assert_eq!(of("files/a.PDF"), "application/pdf");
        assert_eq!(of("assets/a.woff2"), "font/woff2");
        assert_eq!(of("CNAME"), "text/plain; charset=utf-8");
        assert_eq!(of(".well-known/matrix/server"), "application/json");
        assert_eq!(of("matrix/server"), "application/octet-stream");
        assert_eq!(of("data/schema/entry.json"), "application/schema+json");
        assert_eq!(of("data/schema/site.sql"), "application/sql; charset=utf-8");
        assert_eq!((of("data/references.json"), of("files/references.json")), (CSL_JSON, "application/json"));
    }

    #[test]
    fn only_what_shrinks_is_compressed() {
        assert!(shrinks("a/index.html") && shrinks("data/entries.csv"));
        assert!(!shrinks("a.pdf") && !shrinks("CNAME") && !shrinks("data/catalog.sqlite"));
    }

    #[test]
    fn a_project_brings_no_scripts_in_pictures_and_no_pages() {
        for address in ["a.svg", "a.html", "a.md", "matrix/server", "a.exe"] {
            assert_eq!(of_copied(address, Origin::Project), None, "{address}");
        }
        for address in ["files/a.xml", "files/a.js", "files/a.JS", "_headers"] {
            assert_eq!(of_copied(address, Origin::Content), None, "{address}");
            assert!(of_copied(address, Origin::Project).is_some(), "{address}");
        }
        assert_eq!(of_copied("files/a.csv", Origin::Content), Some("text/csv; charset=utf-8"));
        assert_eq!(of_copied("blog/feed.xml", Origin::Project), Some(of("feed.xml")));
        assert!(KNOWN.is_sorted_by_key(|known| known.ending));
    }

    #[test]
    fn whoever_is_refused_a_type_is_told_all_others() {
        let told = Code::FileTypeRefused.explanation();
        let words: Vec<_> = told.split(|c: char| !c.is_alphanumeric()).collect();
        let missing: Vec<_> = copied(Origin::Project).filter(|ending| !words.contains(ending)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
