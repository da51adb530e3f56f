//! Finds many words and phrases in a text at once, as whole words and whatever their case.
//!
//! The first words are looked for by one automaton over the text as it is written; where one stands as a whole word, the
//! rest of its phrases is compared. So phrases are found across line ends, and no text has to be copied or folded.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::char::is_combining_mark;

use crate::source::Spanned;
use crate::vocabulary::terminology::Avoided;

/// Up to so many first words the automaton is a table, which takes 1 KiB or so a word and is four times as fast (350 MB/s) as
/// what it is by itself from 100 words on.
const TABLE_LIMIT: usize = 2_000;

/// Words and phrases to look for.
pub(super) struct Phrases<'a> {
    first_words: AhoCorasick,
    /// For each pattern of `first_words`, the place of its phrases in `by_first_word`.
    beginning: Vec<usize>,
    /// The phrases of each first word, the longest first.
    by_first_word: Vec<Vec<Phrase<'a>>>,
}

struct Phrase<'a> {
    avoided: &'a Avoided,
    word: &'a Spanned<String>,
    /// The words behind the first, in lower case.
    rest: Vec<String>,
}

/// A phrase found in a text.
pub(super) struct Hit<'a> {
    /// Where.
    pub range: Range<usize>,
    /// What it is listed as.
    pub word: &'a Spanned<String>,
    /// What is said of it.
    pub avoided: &'a Avoided,
}

impl<'a> Phrases<'a> {
    /// `None` when there is nothing to look for.
    pub(super) fn new(words: impl Iterator<Item = (&'a Avoided, &'a Spanned<String>)>) -> Option<Self> {
        let mut by_first: BTreeMap<String, Vec<Phrase<'a>>> = BTreeMap::new();
        for (avoided, word) in words {
            let lower = word.to_lowercase();
            let mut parts = lower.split_whitespace().map(str::to_owned);
            if let Some(first) = parts.next() {
                by_first.entry(first).or_default().push(Phrase { avoided, word, rest: parts.collect() });
            }
        }
        let (mut patterns, mut beginning, mut phrases) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (first, mut its)) in by_first.into_iter().enumerate() {
            its.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            let spellings = spellings(&first);
            beginning.extend(spellings.iter().map(|_| number));
            patterns.extend(spellings);
            phrases.push(its);
        }
        let mut builder = AhoCorasick::builder();
        let builder = builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
        let builder = builder.kind((patterns.len() <= TABLE_LIMIT).then_some(AhoCorasickKind::DFA));
        // Only more patterns than memory could hold are refused, and a terminology is limited in size.
        let first_words = builder.build(&patterns).expect("a terminology has few words");
        (!phrases.is_empty()).then_some(Self { first_words, beginning, by_first_word: phrases })
    }

    /// The phrases in a text, in order and without overlap; of two that begin at one place the longer one.
    pub(super) fn find(&self, text: &str) -> Vec<Hit<'a>> {
        let mut hits: Vec<Hit<'a>> = Vec::new();
        for found in self.first_words.find_iter(text) {
            let is_free = hits.last().is_none_or(|last| last.range.end <= found.start());
            if is_free && is_boundary(text, found.start()) && is_boundary(text, found.end()) {
                let phrases = &self.by_first_word[self.beginning[found.pattern().as_usize()]];
                let whole = phrases.iter().find_map(|phrase| Some((phrase, phrase.end(text, found.end())?)));
                hits.extend(whole.map(|(phrase, end)| phrase.hit(found.start()..end)));
            }
        }
        hits
    }
}

impl<'a> Phrase<'a> {
    fn hit(&self, range: Range<usize>) -> Hit<'a> {
        Hit { range, word: self.word, avoided: self.avoided }
    }

    /// Where the phrase ends whose first word ends at `at`, if the rest of it follows.
    fn end(&self, text: &str, at: usize) -> Option<usize> {
        self.rest.iter().try_fold(at, |at, word| {
            let start = at + gap(&text[at..])?;
            let end = start + folded_prefix(&text[start..], word)?;
            is_boundary(text, end).then_some(end)
        })
    }
}

/// What a word in lower case may look like. The automaton ignores the case of ASCII letters only.
fn spellings(word: &str) -> Vec<String> {
    if word.is_ascii() {
        return vec![word.to_owned()];
    }
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let mut spellings = vec![word.to_owned(), first + letters.as_str(), word.to_uppercase()];
    spellings.sort();
    spellings.dedup();
    spellings
}

/// How far the next word of a phrase is: past white space within one paragraph, with the mark of a callout's line and with
/// emphasis that ends before it or begins behind it.
fn gap(text: &str) -> Option<usize> {
    let emphasis = ['*', '_'];
    let space = text.trim_start_matches(emphasis);
    let next = space.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let between = &space[..space.len() - next.len()];
    let is_joint = match between.matches('\n').count() {
        0 => !between.is_empty() && !between.contains('>'),
        lines => lines == 1,
    };
    is_joint.then(|| text.len() - next.trim_start_matches(emphasis).len())
}

/// The length of the beginning of a text that says a word in lower case, whatever its own case.
fn folded_prefix(text: &str, word: &str) -> Option<usize> {
    let mut rest = word.chars().peekable();
    let mut length = 0;
    for character in text.chars() {
        if rest.peek().is_none() {
            break;
        }
        if !character.to_lowercase().all(|lower| rest.next() == Some(lower)) {
            return None;
        }
        length += character.len_utf8();
    }
    rest.peek().is_none().then_some(length)
}

/// Whether a word may begin or end here: not between two letters, digits or accents. Scripts that put no space between words
/// have no such place, and there every place is one.
fn is_boundary(text: &str, at: usize) -> bool {
    let joins = |c: char| (c.is_alphanumeric() || is_combining_mark(c)) && !is_unspaced(c);
    let before = text[..at].chars().next_back().is_some_and(joins);
    let behind = text[at..].chars().next().is_some_and(joins);
    !(before && behind)
}

/// Thai, Lao, Myanmar, Khmer, kana and ideographs: by block of the Unicode standard, which is precise enough here.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF
        | 0x2_0000..=0x3_FFFF)
}
