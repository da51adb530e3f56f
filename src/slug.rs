//! Ids from titles in any script.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A well-formed entry id made from a text: letters with accents and of other scripts are spelled in Latin ones, by sound, and
/// words are joined by hyphens. A text of which nothing can be spelled gives `entry` and a short hash of it, so that two titles
/// give two ids.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfc() {
        if is_apostrophe(c) {
            // `l'eau` and `qu'elle` are two words, `women's` is one.
            if ends_in_elision(&slug) {
                slug.push('-');
            }
            continue;
        }
        let spelled = if c.is_alphanumeric() || is_combining_mark(c) { deunicode_char(c) } else { None };
        // Signs of which each is a word end in a space.
        for letter in spelled.unwrap_or(" ").chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter.to_ascii_lowercase());
            } else if letter.is_whitespace() && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if slug.len() >= 80 {
            break;
        }
    }
    slug.truncate(80);
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() { format!("entry-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]) } else { slug }
}

/// Whether the last word is one that French shortens before a vowel.
fn ends_in_elision(slug: &str) -> bool {
    matches!(
        slug.rsplit('-').next(),
        Some("c" | "d" | "j" | "l" | "m" | "n" | "s" | "t" | "qu" | "jusqu" | "lorsqu" | "puisqu")
    )
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
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
        assert_eq!(slug("L'eau d\u{2019}abord, jusqu'au bout"), "l-eau-d-abord-jusqu-au-bout");
        assert_eq!(slug("Straße nach Łódź"), "strasse-nach-lodz");
        assert_eq!(slug("Обучение медсестёр"), "obuchenie-medsestior");
        assert_eq!(slug("Εκπαίδευση νοσηλευτών"), "ekpaideuse-noseleuton");
        assert_eq!(slug("移民政策"), "yi-min-zheng-ce");
        assert_eq!(slug("प्रवासन"), "prvaasn");
        assert_eq!(slug("الهجرة"), "lhjr");
        assert!(slug("???").starts_with("entry-"));
        assert_ne!(slug("???"), slug("!!!"));
    }

    proptest::proptest! {
        #[test]
        fn every_text_gives_a_well_formed_id(text in "\\PC{0,200}") {
            let id = slug(&text);
            proptest::prop_assert!(EntryId::parse(&id).is_some(), "{id}");
        }
    }
}
