//! How each file of a site is served, and for how long it may be kept.

use super::target::{CacheControl, Headers};
use crate::media;
use crate::site::publishing::{CACHE_ASSETS, CACHE_PAGES};

/// How long browsers and caches keep what, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Pages, feeds and data, which are asked for again after it.
    pub pages: u32,
    /// Files whose name holds the hash of their content.
    pub assets: u32,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { pages: CACHE_PAGES, assets: CACHE_ASSETS }
    }
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
        CacheControl::Immutable(lifetimes.assets)
    } else {
        CacheControl::Revalidated(lifetimes.pages)
    };
    Headers { media_type: media::of(path), cache_control, encoding }
}

/// Our own records are nothing to keep in a cache.
pub fn of_records() -> Headers {
    Headers { media_type: "application/json", cache_control: CacheControl::NoStore, encoding: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_changes_is_kept_for_a_year() {
        let cache = |path: &str| headers(path, Lifetimes::default(), None).cache_control.to_string();
        assert_eq!(cache("assets/folio.1a2b3c4d5e.css"), "public, max-age=31536000, immutable");
        for path in ["index.html", "assets/folio.css", "files/x.1a2b3c4d5e.pdf", "assets/a.1a2b3c4d5g.js"] {
            assert_eq!(cache(path), "public, max-age=60, must-revalidate", "{path}");
        }
    }
}
