//! Addresses elsewhere.

use url::{ParseError, Url};

use crate::diagnostic::Code;
use crate::node::Node;
use crate::record::{Datum, Field, Reader, Shape};

/// An absolute address that a browser may follow: https, http, mailto or tel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(Box<str>);

impl WebAddress {
    /// The address, when it is absolute and of a harmless scheme.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let harmless = match url.scheme() {
            // Parsers put in slashes that are missing; a browser takes what is written for an address on the same site.
            "https" | "http" => text.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//")),
            scheme => matches!(scheme, "mailto" | "tel"),
        };
        // A URL parser drops tabs and line ends from the middle of an address; what a reader sees is what is kept.
        (harmless && !text.contains(is_invisible)).then(|| Self(text.into()))
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// What is wrong with an address that is refused, and what to type.
fn refusal(text: &str) -> (String, String) {
    let is_begun_well = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    if !is_begun_well {
        return ("this address is refused".into(), "write an absolute address that begins with https://".into());
    }
    if text.contains(is_invisible) {
        let help = format!("write `%20` instead: {}", text.split(is_invisible).collect::<Vec<_>>().join("%20"));
        return ("there is a space in this address".into(), help);
    }
    match Url::parse(text) {
        Err(ParseError::InvalidPort) => (
            "the port of this address is none".into(),
            "ports are 1 to 65535; leave it out where it is the usual one".into(),
        ),
        Err(error) => {
            (format!("this is not an address: {error}"), "copy it from the browser that shows the page".into())
        }
        Ok(_) => ("this address is refused".into(), "copy it from the browser that shows the page".into()),
    }
}

impl serde::Serialize for WebAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Field for WebAddress {
    fn shape() -> Shape {
        Shape::Url
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?.trim();
        Self::parse(text).or_else(|| {
            let (message, help) = refusal(text);
            reader.refuse(Code::BadUrl, node.span, message, Some(help))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Address(self.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_code_are_refused_in_every_spelling() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "//x.org",
            "/a",
        ] {
            assert!(WebAddress::parse(bad).is_none(), "{bad}");
        }
        for good in ["https://www.un.org/", "http://x.org/a?b=c", "mailto:a@x.org", "tel:+4112345"] {
            assert!(WebAddress::parse(good).is_some(), "{good}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_named() {
        let help = |text: &str| refusal(text).1;
        assert_eq!(help("https://x.org/a b"), "write `%20` instead: https://x.org/a%20b");
        assert!(help("https://x.org:99999/").starts_with("ports are 1 to 65535"));
        assert_eq!(refusal("https:///").0, "this is not an address: empty host");
        assert_eq!(help("x.org"), "write an absolute address that begins with https://");
    }
}
