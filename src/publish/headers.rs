//! How each file of a site is served, and which files are worth compressing.

use super::target::Headers;

/// How long browsers and caches keep what, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Pages, feeds and data, which are asked for again after it.
    pub pages: u32,
    /// Files whose name holds the hash of their content.
    pub assets: u32,
}

impl Default for Lifetimes {
    /// A minute spares a host the reader who goes back and forth, and delays nobody's correction by more. A year is what
    /// RFC 9111 implementations take for ever.
    fn default() -> Self {
        Self { pages: 60, assets: 31_536_000 }
    }
}

/// Endings of files that shrink when they are compressed, with the media types that hosts should send.
const TEXTS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonld", "application/ld+json"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("sql", "application/sql; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("ttl", "text/turtle; charset=utf-8"),
    ("bib", "application/x-bibtex; charset=utf-8"),
    ("opml", "text/x-opml; charset=utf-8"),
    ("webmanifest", "application/manifest+json"),
];

/// Endings of files that are small already.
const OTHERS: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("sqlite", "application/vnd.sqlite3"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// Whether a file shrinks when it is compressed.
pub fn is_text(path: &str) -> bool {
    TEXTS.iter().any(|(ending, _)| *ending == ending_of(path))
}

/// Whether the name of a file holds the hash of its content, so that it never changes under this name.
pub fn is_fingerprinted(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/") else { return false };
    let mut parts = name.rsplit('.').skip(1);
    parts.next().is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// How a file is served.
pub fn headers(path: &str, lifetimes: Lifetimes, encoding: Option<&'static str>) -> Headers {
    let cache_control = if is_fingerprinted(path) {
        format!("public, max-age={}, immutable", lifetimes.assets)
    } else {
        format!("public, max-age={}, must-revalidate", lifetimes.pages)
    };
    Headers { media_type: media_type(path).to_owned(), cache_control, encoding }
}

/// Our own records are nothing to keep in a cache.
pub fn of_records() -> Headers {
    Headers { media_type: "application/json".into(), cache_control: "no-store".into(), encoding: None }
}

fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == "feed.xml" {
        return "application/atom+xml; charset=utf-8";
    }
    let ending = ending_of(path);
    if path.starts_with(".well-known/") && ending.is_empty() {
        return "application/json";
    }
    let found = TEXTS.iter().chain(OTHERS).find(|(known, _)| *known == ending);
    found.map_or("application/octet-stream", |(_, media_type)| media_type)
}

fn ending_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_changes_is_kept_for_a_year() {
        let cache = |path: &str| headers(path, Lifetimes::default(), None).cache_control;
        assert_eq!(cache("assets/folio.1a2b3c4d5e.css"), "public, max-age=31536000, immutable");
        for path in ["index.html", "assets/folio.css", "files/x.1a2b3c4d5e.pdf", "assets/a.1a2b3c4d5g.js"] {
            assert_eq!(cache(path), "public, max-age=60, must-revalidate", "{path}");
        }
    }

    #[test]
    fn every_file_has_the_type_that_browsers_and_readers_want() {
        let media_type = |path: &str| headers(path, Lifetimes::default(), None).media_type;
        assert_eq!(media_type("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("themes/x/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("files/a.pdf"), "application/pdf");
        assert_eq!(media_type("assets/a.woff2"), "font/woff2");
        assert_eq!(media_type("CNAME"), "application/octet-stream");
        assert_eq!(media_type(".well-known/matrix/server"), "application/json");
        assert!(is_text("a/index.html") && !is_text("a.pdf") && !is_text("CNAME"));
    }
}
