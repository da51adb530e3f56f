//! Where links lead and what images show: addresses are sorted into what the site knows, and the rest is refused.

use percent_encoding::percent_decode_str;

use super::reference::{is_id, shown};
use crate::diagnostic::Code;

/// An address that was looked at.
#[derive(Debug, PartialEq)]
pub(super) enum Destination<'a> {
    /// Another site, or mail or telephone.
    Outside,
    /// A heading of the same page, by its id.
    Anchor(String),
    /// An entry: `id.md#anchor`, in whatever folder.
    Entry { id: Box<str>, anchor: Option<Box<str>> },
    /// A file below `content/files/`.
    File { path: Box<str>, anchor: Option<Box<str>> },
    /// Something else without scheme and host.
    Address(&'a str),
}

/// An address that is not put out.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Refusal {
    fn new(code: Code, message: impl Into<String>, help: &'static str) -> Self {
        Self { code, message: message.into(), help }
    }
}

const SCHEMES: &str = "addresses begin with `https://`, `http://`, `mailto:` or `tel:`";
const FILES: &str = "put it into `content/files/` and write `files/NAME`";

/// Sorts a link's address, whose entities and backslashes are decoded already.
pub(super) fn of_link(address: &str) -> Result<Destination<'_>, Refusal> {
    if is_outside(address)? {
        return Ok(Destination::Outside);
    }
    if address.trim().is_empty() {
        return Err(Refusal::new(Code::BadUrl, "the link leads nowhere", "write an address between the parentheses"));
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return Ok(Destination::Anchor(decoded(anchor).unwrap_or_else(|| anchor.to_owned())));
    }
    let (path, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
    let anchor = anchor.map(|anchor| decoded(anchor).unwrap_or_else(|| anchor.to_owned()).into());
    if let Some(stem) = path.strip_suffix(".md") {
        return entry(stem, anchor);
    }
    match below_files(path) {
        Some(rest) => Ok(Destination::File { path: file_path(rest)?, anchor }),
        None => Ok(Destination::Address(address)),
    }
}

/// The path below `content/files/` of an image's address.
pub(super) fn of_image(address: &str) -> Result<Box<str>, Refusal> {
    if is_outside(address)? {
        let message = "the image lies on another site";
        return Err(Refusal::new(Code::BadUrl, message, "images come with the site: put a copy into `content/files/`"));
    }
    let rest = below_files(address)
        .ok_or_else(|| Refusal::new(Code::BadPath, "the image does not lie in `content/files/`", FILES))?;
    file_path(rest)
}

/// Whether an address names a scheme or host; an error when it is one that is refused.
///
/// A scheme is looked for as browsers do it (URL Standard, 4.4), and also after taking out all that a browser or a reader
/// might not see, so that `java<tab>script:` is not taken for a path.
pub(super) fn is_outside(address: &str) -> Result<bool, Refusal> {
    let visible: String;
    let seen = if address.bytes().all(|byte| byte.is_ascii_graphic()) {
        address
    } else {
        visible = address.chars().filter(|c| !is_ignored(*c)).collect();
        &visible
    };
    let Some((scheme, rest)) = scheme(seen) else {
        return if is_host(seen) { Err(without_scheme()) } else { Ok(false) };
    };
    if seen.len() != address.trim().len() && address.chars().any(|c| is_ignored(c) && c != ' ') {
        return Err(Refusal::new(Code::BadUrl, "the address has invisible characters", "type it anew"));
    }
    let known = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            rest.strip_prefix("//").is_some_and(|host| !host.starts_with(['/', '\\', '?', '#']) && !host.is_empty())
        }
        "mailto" | "tel" => !rest.is_empty(),
        _ => return Err(Refusal::new(Code::BadUrl, format!("`{}:` is refused", shown(scheme)), SCHEMES)),
    };
    if known { Ok(true) } else { Err(Refusal::new(Code::BadUrl, "the address is incomplete", SCHEMES)) }
}

fn without_scheme() -> Refusal {
    Refusal::new(Code::BadUrl, "an address of another site without `https:`", SCHEMES)
}

/// White space, controls and what else has no width: browsers drop some of them, readers see none.
fn is_ignored(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The scheme and what follows its colon.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(inner);
    valid.then_some((scheme, rest))
}

/// `//host`; browsers take `\` for `/`.
fn is_host(address: &str) -> bool {
    let slashes = address.bytes().take(2).filter(|byte| matches!(byte, b'/' | b'\\')).count();
    slashes == 2
}

/// The entry of a path without its `.md`; `fair.fr` is a translation of `fair`.
fn entry(stem: &str, anchor: Option<Box<str>>) -> Result<Destination<'_>, Refusal> {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let name = decoded(name).unwrap_or_default();
    let id = name.split('.').next().unwrap_or_default();
    if !is_id(id) {
        let message = format!("`{}.md` names no entry", shown(stem));
        return Err(Refusal::new(Code::BadReference, message, "an entry is linked as `[label](id.md)`"));
    }
    Ok(Destination::Entry { id: id.into(), anchor })
}

/// What follows `files/`. Leading `../` mean nothing, since the folders of entries mean nothing either; they make links
/// work on a code host.
fn below_files(path: &str) -> Option<&str> {
    let mut rest = path;
    while let Some(shorter) = rest.strip_prefix("../").or(rest.strip_prefix("./")).or(rest.strip_prefix('/')) {
        rest = shorter;
    }
    rest.strip_prefix("files/")
}

fn file_path(encoded: &str) -> Result<Box<str>, Refusal> {
    let refusal = |message: &str| Refusal::new(Code::BadPath, format!("`{}` {message}", shown(encoded)), FILES);
    let path = decoded(encoded).ok_or_else(|| refusal("cannot be decoded"))?;
    let bad_part = |part: &str| part.is_empty() || part == "." || part == "..";
    if path.split('/').any(bad_part) || path.contains(['\\', ':']) || path.chars().any(char::is_control) {
        return Err(refusal("is no path below `files/`"));
    }
    Ok(path.into())
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_schemes_lead_outside() {
        for address in ["https://un.org/x?y#z", "HTTP://un.org", "mailto:a@b.org", "tel:+41-22", "https://un.org/a b"] {
            assert_eq!(of_link(address), Ok(Destination::Outside), "{address}");
        }
    }

    #[test]
    fn other_schemes_are_refused_however_they_are_dressed() {
        let dressed = [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "java\0script:x",
            "java\u{200b}script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "//evil.example",
            "\\\\evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https:evil",
            "https:///evil",
            "http://",
            "mailto:",
            "ht\ttps://x.org",
            "https://un.org/\u{202e}x",
            "",
            "  ",
        ];
        for address in dressed {
            assert_eq!(of_link(address).map_err(|refusal| refusal.code), Err(Code::BadUrl), "{address:?}");
        }
    }

    #[test]
    fn relative_addresses_are_sorted() {
        let entry =
            |id: &str, anchor: Option<&str>| Ok(Destination::Entry { id: id.into(), anchor: anchor.map(Into::into) });
        assert_eq!(of_link("fair.md"), entry("fair", None));
        assert_eq!(of_link("../practices/fair.fr.md#caf%C3%A9"), entry("fair", Some("café")));
        // As Zola has it.
        assert_eq!(of_link("@/practices/fair.md"), entry("fair", None));
        assert_eq!(of_link("#how"), Ok(Destination::Anchor("how".into())));
        assert_eq!(of_link("/sdg/8.8/#x"), Ok(Destination::Address("/sdg/8.8/#x")));
        assert_eq!(of_link("javascript%3Aalert(1)"), Ok(Destination::Address("javascript%3Aalert(1)")));
        assert_eq!(of_link("---https://x.org"), Ok(Destination::Address("---https://x.org")));
        let file = Destination::File { path: "a b.pdf".into(), anchor: Some("page=3".into()) };
        assert_eq!(of_link("../files/a%20b.pdf#page=3"), Ok(file));
        assert_eq!(of_link("a b.md").map_err(|r| r.code), Err(Code::BadReference));
    }

    #[test]
    fn paths_stay_below_files() {
        for path in
            ["files/../x", "files/%2e%2e/x", "files//x", "files/", "files/a\\b", "files/%00", "files/%ff", "files/c:x"]
        {
            assert_eq!(of_link(path).map_err(|r| r.code), Err(Code::BadPath), "{path}");
        }
    }

    #[test]
    fn images_come_with_the_site() {
        assert_eq!(of_image("/files/maps/a.png"), Ok("maps/a.png".into()));
        assert_eq!(of_image("https://x.org/a.png").map_err(|r| r.code), Err(Code::BadUrl));
        assert_eq!(of_image("data:image/png;base64,x").map_err(|r| r.code), Err(Code::BadUrl));
        assert_eq!(of_image("a.png").map_err(|r| r.code), Err(Code::BadPath));
    }
}
