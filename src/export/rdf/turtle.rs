//! RDF 1.1 Turtle.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Iri, OWN, Object, PREFIXES, Resource, dataset, own_namespace, slash, whole};
use crate::catalog::Catalog;

/// Everything.
pub fn site(catalog: &Catalog, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&head(catalog))?;
    let slash = slash(catalog);
    whole(catalog, b"", |it, text| resource(it, slash, text), out)
}

/// What the data is, and in which files.
pub fn dataset(catalog: &Catalog) -> Vec<u8> {
    document(catalog, &dataset::resources(catalog))
}

/// Some resources as a whole document.
pub fn document(catalog: &Catalog, resources: &[Resource<'_>]) -> Vec<u8> {
    let mut text = head(catalog);
    text.append(&mut statements(catalog, resources));
    text
}

/// Some resources as a part of a document.
pub fn statements(catalog: &Catalog, resources: &[Resource<'_>]) -> Vec<u8> {
    let mut text = Vec::new();
    for it in resources {
        resource(it, slash(catalog), &mut text);
    }
    text
}

/// Prefixes, and the base that addresses begin with.
pub fn head(catalog: &Catalog) -> Vec<u8> {
    let base = &catalog.site.base;
    let mut text = if base.origin.is_empty() {
        "# Addresses begin with `/`: the site does not say where it lives. Read the file with its own address as the base.\n"
            .to_owned()
    } else {
        format!("@base <{base}> .\n")
    };
    for (prefix, namespace) in PREFIXES {
        text.extend(["@prefix ", prefix, ": <", namespace, "> .\n"]);
    }
    text.extend(["@prefix ", OWN, ": <", &own_namespace(catalog), "> .\n"]);
    text.into_bytes()
}

fn resource(resource: &Resource<'_>, slash: &str, text: &mut Vec<u8>) {
    text.push(b'\n');
    iri(&resource.iri, slash, text);
    let mut separator: &[u8] = b" a ";
    for word in &resource.types {
        text.extend_from_slice(separator);
        text.extend_from_slice(word.as_bytes());
        separator = b", ";
    }
    let mut separator: &[u8] = if resource.types.is_empty() { b" " } else { b" ;\n  " };
    for (word, objects) in &resource.properties {
        text.extend_from_slice(separator);
        text.extend_from_slice(word.as_bytes());
        for (at, it) in objects.iter().enumerate() {
            text.extend_from_slice(if at == 0 { b" " } else { b", " });
            object(it, slash, text);
        }
        separator = b" ;\n  ";
    }
    text.extend_from_slice(b" .\n");
}

fn object(object: &Object<'_>, slash: &str, text: &mut Vec<u8>) {
    match object {
        Object::Thing(it) => iri(it, slash, text),
        Object::Word(word) => text.extend_from_slice(word.as_bytes()),
        Object::Text(words) => quoted(words, text),
        Object::InLanguage(words, lang) => {
            quoted(words, text);
            text.push(b'@');
            text.extend_from_slice(lang.as_str().as_bytes());
        }
        Object::Typed(words, "xsd:integer") => text.extend_from_slice(words.as_bytes()),
        Object::Typed(words, datatype) => {
            quoted(words, text);
            text.extend_from_slice(b"^^");
            text.extend_from_slice(datatype.as_bytes());
        }
    }
}

/// An address between its marks. What may not stand there (section 6.5, `IRIREF`) is percent-encoded.
fn iri(iri: &Iri<'_>, slash: &str, text: &mut Vec<u8>) {
    text.push(b'<');
    match iri {
        Iri::Here(path) => {
            text.extend_from_slice(slash.as_bytes());
            text.extend_from_slice(encoded(path).as_bytes());
        }
        Iri::There(address) => text.extend_from_slice(encoded(address).as_bytes()),
    }
    text.push(b'>');
}

/// An address without what no IRI may hold.
pub fn encoded(address: &str) -> Cow<'_, str> {
    // All of it is ASCII, so that no letter has to be put together from bytes; whoever looks at every byte looks at many at
    // a time.
    if !address.bytes().fold(false, |found, byte| found | is_forbidden(byte)) {
        return address.into();
    }
    let mut out = String::with_capacity(address.len() + 8);
    for c in address.chars() {
        if u8::try_from(c).is_ok_and(is_forbidden) {
            let mut bytes = [0; 4];
            let letter = c.encode_utf8(&mut bytes);
            out.extend(percent_encoding::utf8_percent_encode(letter, percent_encoding::NON_ALPHANUMERIC));
        } else {
            out.push(c);
        }
    }
    out.into()
}

const fn is_forbidden(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\')
}

/// A text between quotation marks (section 6.4, `STRING_LITERAL_QUOTE`).
fn quoted(words: &str, text: &mut Vec<u8>) {
    text.push(b'"');
    // The bytes of most texts stay as they are; 0xC2 begins the control characters that are not ASCII, and some others.
    if !words.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\' | 0x7F | 0xC2)) {
        text.extend_from_slice(words.as_bytes());
        text.push(b'"');
        return;
    }
    for c in words.chars() {
        match c {
            '"' => text.extend_from_slice(b"\\\""),
            '\\' => text.extend_from_slice(b"\\\\"),
            '\n' => text.extend_from_slice(b"\\n"),
            '\r' => text.extend_from_slice(b"\\r"),
            '\t' => text.extend_from_slice(b"\\t"),
            c if c.is_control() => text.extend_from_slice(format!("\\u{:04X}", u32::from(c)).as_bytes()),
            c => text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::super::{date, number};
    use super::*;
    use crate::lang::Lang;

    fn written(it: &Object<'_>) -> String {
        let mut text = Vec::new();
        object(it, "", &mut text);
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn texts_cannot_leave_their_quotation_marks() {
        let text = Object::InLanguage("a\"b\\c\nd\u{1}".into(), Lang::ENGLISH);
        assert_eq!(written(&text), r#""a\"b\\c\nd\u0001"@en"#);
        let address = Object::Thing(Iri::There("https://x.org/<a> \"b\"".into()));
        assert_eq!(written(&address), "<https://x.org/%3Ca%3E%20%22b%22>");
    }

    #[test]
    fn numbers_and_dates_have_the_type_of_their_precision() {
        assert_eq!(written(&number(258_000_000.0)), "258000000");
        assert_eq!(written(&number(-2.5)), "\"-2.5\"^^xsd:decimal");
        let day = crate::date::Date::parse("2018-12").expect("a date");
        assert_eq!(written(&date(day)), "\"2018-12\"^^xsd:gYearMonth");
    }
}
