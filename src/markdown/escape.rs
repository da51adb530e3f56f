//! Text into HTML.

use std::fmt::Write as _;

/// Appends text with `&`, `<`, `>` and `"` escaped, for text and for double-quoted attributes. NUL becomes U+FFFD, as
/// `CommonMark` asks (section 2.3).
pub(super) fn text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "\u{FFFD}",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Which bytes do not stand for themselves. Nearly all text is passed over, so that a look into a table is what counts.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[0] = true;
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special
};

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
