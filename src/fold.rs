//! What a text and a search have in common.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text without case, accents, and the marks and forms that Arabic writing leaves open.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let letters = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c) && *c != '\u{640}');
    let alike = |c| match c {
        'ς' => 'σ',
        'ى' => 'ي',
        'ة' => 'ه',
        other => other,
    };
    letters.map(alike).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_accents_are_not_told_apart() {
        assert_eq!(fold("Épicerie"), fold("epicerie"));
        assert_eq!(fold("ΣΟΦΟΣ"), fold("σοφος"));
        assert_ne!(fold("a"), fold("b"));
    }
}
