//! Text into HTML.

use std::fmt::Write as _;

/// Appends text with `&`, `<`, `>` and `"` escaped, for text and for double-quoted attributes. NUL becomes U+FFFD, as
/// `CommonMark` asks (section 2.3).
pub(super) fn text(out: &mut String, text: &str) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(entity) = entity(byte) else { continue };
        out.push_str(&text[written..at]);
        out.push_str(entity);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

#[inline]
fn entity(byte: u8) -> Option<&'static str> {
    // Everything above `>` is left alone, and that is nearly everything.
    if byte > b'>' {
        return None;
    }
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0 => Some("\u{FFFD}"),
        _ => None,
    }
}

/// Appends an address for a double-quoted attribute: what is not allowed in an address is percent-encoded, what is encoded
/// already stays as it is.
pub(super) fn address(out: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte) => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").expect("a string takes all text"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(with: fn(&mut String, &str), input: &str) -> String {
        let mut out = String::new();
        with(&mut out, input);
        out
    }

    #[test]
    fn nothing_gets_out_of_text_or_attribute() {
        assert_eq!(escaped(text, "a <b c=\"d\"> & é\0"), "a &lt;b c=&quot;d&quot;&gt; &amp; é\u{FFFD}");
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(escaped(address, "/é?a=1&b=%20\"<'\\"), "/%C3%A9?a=1&amp;b=%20%22%3C&#x27;%5C");
    }
}
