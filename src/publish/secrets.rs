//! Texts that no message may show: keys, tokens, passwords.
//!
//! Servers repeat what they were sent, and not letter by letter: in XML `&` is `&amp;`, in an address `=` is `%3D`. So both
//! the message and the secret are read as what they mean. Knows no target.

/// Such texts.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<Vec<u8>>);

/// What stands in their place.
const HIDDEN: &[u8] = b"***";
/// What is only likely to be a secret and is shorter is none, and would take letters out of messages.
const SHORTEST: usize = 8;
/// The longest entity that is looked for, in bytes: `&quot;`.
const ENTITY: usize = 6;

impl Secrets {
    /// Hides texts that are certainly secret, such as passwords, and those that are likely to be, such as the values of
    /// variables, where they are not short. Of a text that is a signed query, such as a shared access signature of Azure,
    /// each value is likely to be one too.
    pub fn new(certain: impl IntoIterator<Item = String>, likely: impl IntoIterator<Item = String>) -> Self {
        let is_long = |text: &Vec<u8>| text.len() >= SHORTEST;
        let mut secrets: Vec<_> = certain.into_iter().map(|text| meant(&text)).collect();
        for text in likely {
            if text.contains("sig=") {
                let values = text.split(['&', '?']).filter_map(|pair| Some(pair.split_once('=')?.1));
                secrets.extend(values.map(meant).filter(is_long));
            }
            secrets.extend(Some(meant(&text)).filter(is_long));
        }
        secrets.retain(|secret| !secret.is_empty());
        // A whole one first, so that no part of it is left over.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self(secrets)
    }

    /// A text without them, however they are written in it.
    pub fn hidden(&self, text: &str) -> String {
        let mut out = Vec::with_capacity(text.len());
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let found = self.0.iter().find_map(|secret| length_of(secret, rest));
            out.extend_from_slice(if found.is_some() { HIDDEN } else { &rest[..1] });
            rest = &rest[found.unwrap_or(1)..];
        }
        String::from_utf8_lossy(&out).into_owned()
    }
}

/// The bytes that a text means.
fn meant(text: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text.as_bytes());
    while !rest.is_empty() {
        let (byte, length) = first(rest);
        out.push(byte);
        rest = &rest[length..];
    }
    out
}

/// How many bytes of a text mean a secret that begins there.
fn length_of(secret: &[u8], text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for wanted in secret {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (byte, length) = first(rest);
        if byte != *wanted {
            return None;
        }
        at += length;
    }
    Some(at)
}

/// The first byte that a text means, and how many bytes say so. A sign that was encoded twice is decoded twice.
fn first(text: &[u8]) -> (u8, usize) {
    if let Some(found) = entity(text) {
        return found;
    }
    let (mut byte, mut length) = (text[0], 1);
    while let Some(code) = text.get(length..length + 2).filter(|_| byte == b'%').and_then(hexadecimal) {
        (byte, length) = (code, length + 2);
    }
    (byte, length)
}

/// A sign as XML and HTML write it by its name or number, and how long that is.
fn entity(text: &[u8]) -> Option<(u8, usize)> {
    let behind = text.strip_prefix(b"&")?;
    let end = behind.iter().take(ENTITY).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(&behind[..end]).ok()?;
    let byte = match name {
        "amp" => b'&',
        "lt" => b'<',
        "gt" => b'>',
        "quot" => b'"',
        "apos" => b'\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u8::from_str_radix(digits, 16));
            hexadecimal.unwrap_or_else(|| number.parse()).ok().filter(u8::is_ascii)?
        }
    };
    Some((byte, end + 2))
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "sv=2022-11-02&sr=c&sp=rw&sig=a%2Bb%2Fc1234%3D";

    fn hidden(secret: &str, text: &str) -> String {
        Secrets::new([], [secret.to_owned()]).hidden(text)
    }

    #[test]
    fn what_is_short_is_hidden_where_it_is_certainly_secret() {
        let hidden = |certain: &[&str], likely: &[&str]| {
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            Secrets::new(owned(certain), owned(likely)).hidden("the store has secret1 and secret22")
        };
        assert_eq!(hidden(&["secret1"], &["store", "secret22"]), "the store has *** and ***");
        assert_eq!(hidden(&[""], &["secret1"]), "the store has secret1 and secret22");
    }

    #[test]
    fn a_token_is_hidden_however_a_server_repeats_it() {
        let decoded = "sv=2022-11-02&sr=c&sp=rw&sig=a+b/c1234=";
        for secret in [TOKEN, decoded] {
            let escaped = format!("<Url>https://x.example/?{}</Url>", TOKEN.replace('&', "&amp;"));
            assert_eq!(hidden(secret, &escaped), "<Url>https://x.example/?***</Url>");
            for said in [TOKEN, decoded, &TOKEN.replace('%', "%25"), &TOKEN.replace("%2B", "&#43;")] {
                assert_eq!(hidden(secret, &format!("({said})")), "(***)", "{secret} in {said}");
            }
        }
    }

    #[test]
    fn the_signature_of_a_token_is_hidden_alone() {
        let text = "sig: a%2bb/c1234=, sp: rw, restype=container";
        assert_eq!(hidden(TOKEN, text), "sig: ***, sp: rw, restype=container");
        assert_eq!(hidden(&format!("?{TOKEN}"), text), "sig: ***, sp: rw, restype=container");
        let among = "?restype=container&sig=a%2Bb%2Fc1234%3D&timeout=9";
        assert_eq!(hidden(TOKEN, among), "?restype=container&sig=***&timeout=9");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["é %C3%A9 100% &amp; %", "", "%4", "&am"] {
            assert_eq!(hidden("a secret", text), text);
            assert_eq!(hidden("", text), text);
        }
        assert_eq!(hidden("pässword", "a p%C3%A4ssword, a pässword é"), "a ***, a *** é");
    }
}
