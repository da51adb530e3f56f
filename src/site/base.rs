//! The address at which a site lives.

/// The address at which a site lives, in its two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host: `https://example.org`, or empty when the site does not say where it will live.
    pub origin: String,
    /// Path with a slash at either end: `/` or `/compact/`.
    pub path: String,
}

/// Signs that an address may have and that some formats write otherwise or not at all, each as it is encoded.
const OTHERWISE: [(char, &str); 6] =
    [('&', "%26"), ('\'', "%27"), ('|', "%7C"), ('^', "%5E"), ('[', "%5B"), (']', "%5D")];

impl BaseUrl {
    /// The parts of an address such as `https://example.org/compact`.
    pub fn parse(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "https" | "http") && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        // Two slashes at the beginning of a link would be the name of a host.
        let parts: Vec<_> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        let path = if parts.is_empty() { "/".into() } else { format!("/{}/", parts.join("/")) };
        // What HTML and Turtle would write otherwise is encoded, so that the path is the same in every form.
        let path = OTHERWISE.iter().fold(path, |path, (sign, encoded)| path.replace(*sign, encoded));
        (plain && anonymous && url.has_host()).then(|| Self { origin: url.origin().ascii_serialization(), path })
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_may_have_a_path_and_nothing_behind_it() {
        let base = BaseUrl::parse("https://example.org/a/b").expect("an address");
        assert_eq!((base.origin.as_str(), base.path.as_str()), ("https://example.org", "/a/b/"));
        let base = BaseUrl::parse("https://example.org/r&d/o'x").expect("an address");
        assert_eq!(base.path, "/r%26d/o%27x/");
        for (typed, path) in
            [("https://x.org//a///b/", "/a/b/"), ("https://x.org//", "/"), ("https://x.org/a[b]|c", "/a%5Bb%5D%7Cc/")]
        {
            assert_eq!(BaseUrl::parse(typed).expect("an address").path, path, "{typed}");
        }
        for bad in ["example.org", "/a", "https://u:p@x.org/", "ftp://x.org/", "https://x.org/?q", "javascript:x"] {
            assert!(BaseUrl::parse(bad).is_none(), "{bad}");
        }
    }
}
