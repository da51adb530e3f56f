//! The files that a page loads or leads to, so that it is known to be another when one of them is.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use url::Url;

/// Files by their address, each with what tells two states of it apart.
pub type Files = BTreeMap<String, String>;

/// Where relative addresses of a page begin; nothing is asked for there.
const HERE: &str = "http://localhost";

/// The paths of this host that a page names in `src`, `srcset`, `href` and `poster`, percent-decoded, without repetition.
pub fn paths(path: &str, html: &[u8]) -> Vec<String> {
    let (Ok(html), Ok(page)) = (std::str::from_utf8(html), Url::parse(HERE).and_then(|host| host.join(path))) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = values(html).filter_map(|value| path_of(&page, value)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// The values of attributes that hold addresses. Templates write them between double quotes.
fn values(html: &str) -> impl Iterator<Item = &str> {
    let attributes = html.match_indices("=\"").filter_map(|(at, sign)| {
        let name = html[..at].rsplit(|c: char| c.is_ascii_whitespace()).next()?;
        let (value, _) = html[at + sign.len()..].split_once('"')?;
        Some((name, value))
    });
    attributes.flat_map(|(name, value)| match name {
        "src" | "href" | "poster" => vec![value],
        // Addresses with a width or a density behind each.
        "srcset" => value.split(',').filter_map(|one| one.split_ascii_whitespace().next()).collect(),
        _ => Vec::new(),
    })
}

fn path_of(page: &Url, value: &str) -> Option<String> {
    let address = page.join(&value.replace("&amp;", "&")).ok()?;
    let is_here = address.host_str() == page.host_str() && address.port() == page.port();
    let decoded = percent_decode_str(address.path()).decode_utf8().ok()?;
    is_here.then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn the_files_of_a_page_are_found_however_they_are_written() {
        let html = "<link href=\"/assets/a.css\"><img alt=\"src\" src=\"../../files/a%20b.png\" \
            srcset=\"/files/x.png 1x, /files/y.png 2x\"><a href=\"/files/r.pdf?a=1&amp;b=2#page=3\">r</a>\
            <a href=\"https://example.org/z.png\">z</a><a href=\"mailto:a@example.org\">m</a>";
        let expected = ["/assets/a.css", "/files/a b.png", "/files/r.pdf", "/files/x.png", "/files/y.png"];
        assert_eq!(paths("/fr/x/", html.as_bytes()), expected);
    }

    #[test]
    fn what_is_no_text_names_nothing() {
        assert_eq!(paths("/", b"<img src=\"/a.png\">\xFF"), [""; 0]);
    }
}
