//! Letters that lead into a long list of texts in order.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// A letter and the anchor of the first text that begins with it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// The letter without accents, or the digits together.
    name: String,
    anchor: String,
}

/// What stands for all digits.
const DIGITS: &str = "0\u{2013}9";

/// A text from its first letter or digit on: a quotation mark has no place in the alphabet.
pub fn unmarked(text: &str) -> &str {
    text.find(char::is_alphanumeric).map_or(text, |start| &text[start..])
}

/// The letters of texts, each with the anchor of the first that begins with it. None where all begin alike, or where letters
/// come again and again, since some styles of citing have another order. A few do in any: `Ø` stands among `O` or behind `Z`.
pub fn of<'a>(texts: impl Iterator<Item = (String, &'a str)>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let (mut runs, mut last) = (0, String::new());
    for (text, anchor) in texts {
        let name = first(&text);
        if name == last {
            continue;
        }
        runs += 1;
        if letters.iter().all(|letter| letter.name != name) {
            letters.push(Letter { name: name.clone(), anchor: anchor.to_owned() });
        }
        last = name;
    }
    if letters.len() > 1 && runs < 2 * letters.len() { letters } else { Vec::new() }
}

fn first(text: &str) -> String {
    match unmarked(text).nfkd().next() {
        Some(digit) if digit.is_numeric() => DIGITS.to_owned(),
        Some(letter) => letter.to_uppercase().collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(texts: &[&'static str]) -> Vec<(String, String)> {
        let found = of(texts.iter().map(|text| ((*text).to_owned(), *text)));
        found.into_iter().map(|letter| (letter.name, letter.anchor)).collect()
    }

    #[test]
    fn a_letter_leads_to_the_first_text_that_begins_with_it() {
        let found =
            letters(&["2024 was", "36 nurses", "Abu Dhabi", "“Añadir", "Éire", "eau", "Žilvinas", "أثر", "اتفاق"]);
        let expected = [(DIGITS, "2024 was"), ("A", "Abu Dhabi"), ("E", "Éire"), ("Z", "Žilvinas"), ("ا", "أثر")];
        assert_eq!(found, expected.map(|(name, anchor)| (name.to_owned(), anchor.to_owned())));
    }

    #[test]
    fn a_letter_that_comes_again_leads_to_where_it_came_first() {
        let found = letters(&["Ali", "Olsen", "Ørsted", "Osman", "Zola", "Åberg"]);
        assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["A", "O", "Ø", "Z"]);
    }

    #[test]
    fn texts_that_begin_alike_or_are_in_another_order_have_no_letters() {
        assert_eq!(letters(&["Abu Dhabi", "Asylum"]), []);
        assert_eq!(letters(&["Bali", "Abu Dhabi", "Bosnia", "Asylum"]), []);
    }
}
