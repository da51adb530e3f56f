//! Entries as Markdown, for those who read by machine: title and summary, what the front matter says as a list, and the text
//! as it was written with every link resolved to an address.

mod body;
mod facts;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use body::body;

use crate::catalog::EntryIx;
use crate::front_matter;
use crate::route::{self, Page, Route};
use crate::view::Edition;

/// The file of an entry.
pub fn entry(edition: &Edition, ix: EntryIx) -> Vec<u8> {
    let entry = &edition.catalog[ix];
    let texts = edition.texts(entry);
    let mut out = head(edition, ix);
    let of_body = texts.translation.filter(|_| texts.body_lang == texts.lang);
    let source = of_body.map_or(&entry.source, |translation| &translation.source);
    if let Ok(parts) = front_matter::split(source) {
        let text = body(edition, source, parts.body, texts.body);
        if !text.is_empty() {
            let _ = write!(out, "\n{text}\n");
        }
    }
    out.into_bytes()
}

/// The file of an entry as far as its text.
pub fn head(edition: &Edition, ix: EntryIx) -> String {
    let texts = edition.texts(&edition.catalog[ix]);
    let mut out = format!("# {}\n\n", text(texts.title));
    if let Some(summary) = texts.summary {
        let _ = write!(out, "{}\n\n", paragraph(summary));
    }
    facts::facts(edition, ix, &mut out);
    out
}

/// The whole address of something below the site: its path when the site does not know where it lives.
pub fn address(edition: &Edition, below: &str) -> String {
    let base = &edition.catalog.site.base;
    [&*base.origin, &base.path, below].concat()
}

/// Where to read an entry as Markdown, else its page.
pub fn entry_address(edition: &Edition, ix: EntryIx) -> String {
    let catalog = &*edition.catalog;
    let translated = route::is_markdown(catalog, edition.lang, ix);
    let lang = if translated { edition.lang } else { catalog.site.main_language() };
    let page = if route::is_markdown(catalog, lang, ix) { Page::EntryMarkdown(ix) } else { Page::Entry(ix) };
    let lang = if matches!(page, Page::Entry(_)) { edition.lang } else { lang };
    address(edition, &route::address(catalog, Route { lang, page }))
}

/// A link.
pub fn link(label: &str, address: &str) -> String {
    ["[", label, "](", &destination(address), ")"].concat()
}

/// An address as the destination of a link.
pub fn destination(address: &str) -> Cow<'_, str> {
    let is_plain = |c: char| {
        let ascii = u8::try_from(c).ok().filter(u8::is_ascii);
        ascii.map_or_else(|| !c.is_whitespace() && !c.is_control(), is_plain_ascii)
    };
    // Nearly all are ASCII, which is looked at many bytes at a time.
    let all_ascii = || address.bytes().fold(true, |plain, byte| plain & is_plain_ascii(byte));
    if !address.is_empty() && (all_ascii() || address.chars().all(is_plain)) {
        return address.into();
    }
    let mut out = String::from("<");
    for c in address.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('>');
    out.into()
}

/// Whether a letter of an address stands for itself.
const fn is_plain_ascii(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'\\')
}

/// A text within a line that is taken for nothing else.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    add_text(text, &mut out);
    out
}

/// Adds such a text.
fn add_text(text: &str, out: &mut String) {
    let mut rest = text.trim();
    while let Some(at) = rest.bytes().position(is_special) {
        out.push_str(&rest[..at]);
        match &rest[at..=at] {
            "\n" | "\r" => out.push(' '),
            special => out.extend(["\\", special]),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Whether a byte of a text would mean something else. All of these are ASCII, so that what is between them is copied whole.
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'&' | b'~' | b'|' | b'#' | b'\n' | b'\r')
}

/// A text as a paragraph of its own, whose beginning is taken for nothing else either.
pub fn paragraph(words: &str) -> String {
    let escaped = text(words);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let at = if escaped.starts_with(['+', '-', '=', ':']) {
        0
    } else if digits > 0 && escaped[digits..].starts_with(['.', ')']) {
        digits
    } else {
        return escaped;
    };
    format!("{}\\{}", &escaped[..at], &escaped[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_texts_wherever_they_stand() {
        assert_eq!(text("a *b* [c](d) <e> & `f`\n#"), "a \\*b\\* \\[c\\](d) \\<e\\> \\& \\`f\\` \\#");
        assert_eq!(paragraph("- no item"), "\\- no item");
        assert_eq!(paragraph("12. no list"), "12\\. no list");
        assert_eq!(paragraph("1 word"), "1 word");
    }

    #[test]
    fn addresses_end_where_they_end() {
        assert_eq!(destination("https://x.example/a?b=c"), "https://x.example/a?b=c");
        assert_eq!(destination("/files/a (1).pdf"), "</files/a (1).pdf>");
        assert_eq!(destination("x>y z"), "<x%3Ey z>");
    }
}
