//! The words of texts, for the search of the explore page: which entries have a word in their text.
//!
//! They are split by how they begin, so that a browser loads a small part when a word is asked for and nothing before. Words
//! are folded as the reader, `explore.js` of the theme, folds what is typed, and both reckon alike which part has a word.

use std::collections::BTreeMap;

use ahash::{HashMap, HashMapExt};
use serde::Serialize;

use super::plain;
use crate::fold::fold;
use crate::route;
use crate::view::Edition;

/// So many letters a word may have: longer ones are addresses and the like.
const LONGEST: usize = 40;
/// From so many entries on, a word that most texts have is not told entry by entry: it narrows nothing.
const MANY: usize = 20;

#[derive(Serialize)]
struct Part<'a> {
    /// Raised when the layout changes.
    version: u32,
    words: BTreeMap<&'a str, Places>,
}

/// Places in the list of entries of the index, each but the first as the distance from the one before; 0 for most of them.
#[derive(Serialize)]
#[serde(untagged)]
enum Places {
    Most(u8),
    Each(Vec<u32>),
}

/// The files of a language, in the order of their numbers.
pub fn parts(edition: &Edition) -> Vec<Vec<u8>> {
    let count = route::word_parts(&edition.catalog);
    let mut entries = 0;
    let mut found: HashMap<Box<str>, Vec<u32>> = HashMap::new();
    for (place, ix) in (0..).zip(route::found(&edition.catalog)) {
        entries += 1;
        let text = fold(&plain::body(edition, edition.texts(&edition.catalog[ix]).body));
        for word in words(&text) {
            match found.get_mut(word) {
                Some(places) if places.last() == Some(&place) => {}
                Some(places) => places.push(place),
                None => drop(found.insert(word.into(), vec![place])),
            }
        }
    }
    let mut parts: Vec<_> = (0..count).map(|_| Part { version: 1, words: BTreeMap::new() }).collect();
    for (word, places) in &found {
        if let Some(part) = part_of(word, count) {
            let is_most = entries >= MANY && places.len() * 2 > entries;
            let places = if is_most { Places::Most(0) } else { Places::Each(steps(places)) };
            parts[part as usize].words.insert(word, places);
        }
    }
    parts.iter().map(super::json::bytes).collect()
}

fn steps(places: &[u32]) -> Vec<u32> {
    let before = std::iter::once(0).chain(places.iter().copied());
    places.iter().zip(before).map(|(place, before)| place - before).collect()
}

/// The part that has a word, by its first two letters; shorter words are in none.
fn part_of(word: &str, count: u32) -> Option<u32> {
    let mut letters = word.chars().map(u32::from);
    Some((letters.next()? * 31 + letters.next()?) % count)
}

/// Runs of letters and digits; a number may have a decimal part.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let next = move || {
        rest = &rest[rest.find(char::is_alphanumeric)?..];
        let mut end = end(rest);
        if let Some(after) = rest[end..].strip_prefix('.') {
            let digits = after.len() - after.trim_start_matches(char::is_numeric).len();
            end += if digits > 0 { 1 + digits } else { 0 };
        }
        let (word, others) = rest.split_at(end);
        rest = others;
        Some(word)
    };
    std::iter::from_fn(next).filter(|word| word.len() <= LONGEST || word.chars().count() <= LONGEST)
}

/// Where a word ends that a text begins with. In most languages of the web, most words are ASCII.
fn end(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_the_reader_folds_them() {
        let of = |text| words(&fold(text)).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(of("Égalité, no 8.8 – Straße!"), ["egalite", "no", "8.8", "straße"]);
        assert_eq!(of("v. 10.a ΟΔΟΣ ①"), ["v", "10", "a", "οδοσ", "1"]);
        assert_eq!(of("الهِجـرة إلى"), ["الهجره", "الي"]);
        assert_eq!(of(&format!("сельскохозяйственными {}", "x".repeat(41))), ["сельскохозяиственными"]);
    }

    #[test]
    fn a_word_lies_where_the_reader_looks_for_it() {
        // The same sum stands in explore.js.
        assert_eq!(part_of("recruitment", 64), Some((114 * 31 + 101) % 64));
        assert_eq!(part_of("8.8", 1), Some(0));
        assert_eq!(part_of("x", 64), None);
        assert_eq!(steps(&[3, 4, 9]), [3, 1, 5]);
    }
}
