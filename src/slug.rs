//! Ids from titles in any script.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A well-formed entry id made from a text: accents go, other scripts are kept out, words are joined by hyphens. A text
/// without a single Latin letter or digit gives `entry` and a short hash of it, so that two titles give two ids.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match spelled(c) {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') && !is_apostrophe(c) => slug.push('-'),
            None => {}
        }
        if slug.len() >= 80 {
            break;
        }
    }
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() { format!("entry-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]) } else { slug }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

/// Latin letters that do not decompose.
const fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::EntryId;

    #[test]
    fn titles_become_ids() {
        assert_eq!(slug("Fair recruitment, everywhere!"), "fair-recruitment-everywhere");
        assert_eq!(slug("Égalité des sexes"), "egalite-des-sexes");
        assert_eq!(slug("Women\u{2019}s rights"), "womens-rights");
        assert_eq!(slug("Straße nach Łódź"), "strasse-nach-lodz");
        assert!(slug("الهجرة").starts_with("entry-"));
        assert_ne!(slug("الهجرة"), slug("移民"));
    }

    proptest::proptest! {
        #[test]
        fn every_text_gives_a_well_formed_id(text in "\\PC{0,200}") {
            let id = slug(&text);
            proptest::prop_assert!(EntryId::parse(&id).is_some(), "{id}");
        }
    }
}
