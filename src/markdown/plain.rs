//! The running text of one block at a time, and the sentences that mention other entries.

use ahash::HashSet;
use unicode_segmentation::UnicodeSegmentation;

use super::body::{GAP, Mention, Plain};

/// A sentence is looked for this many bytes before and after a reference. The rules for sentences (UAX 29) look ahead, so
/// that a hostile block of a megabyte would take quadratic time.
const WINDOW: usize = 400;

/// The longest sentence that is kept whole, in characters.
const LONGEST: usize = 300;

/// Characters that are kept before a reference in a sentence that is too long.
const BEFORE: usize = 120;

/// Later mentions of a body have no sentence, which bounds the time that sentences take.
const MOST_SENTENCES: usize = 500;

/// The text of a paragraph, heading, cell or item without its markup.
#[derive(Default)]
pub(super) struct Running {
    text: String,
    mentions: Vec<Mentioned>,
}

struct Mentioned {
    entry: Box<str>,
    start: usize,
    end: usize,
}

impl Running {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn push(&mut self, text: &str) {
        if text.is_ascii() {
            self.text.push_str(text);
        } else {
            self.text.extend(text.split(GAP));
        }
    }

    /// A line break of the source.
    pub(super) fn space(&mut self) {
        self.text.push(' ');
    }

    /// Something that leaves no trace in the text (a citation, a footnote): no space may stay before it either.
    pub(super) fn omit(&mut self) {
        self.text.truncate(self.text.trim_end().len());
    }

    /// A reference that says its target's title.
    pub(super) fn gap(&mut self, reference: &str) {
        self.text.push(GAP);
        self.text.push_str(reference);
        self.text.push(GAP);
    }

    /// Where the text ends so far.
    pub(super) fn position(&self) -> usize {
        self.text.len()
    }

    /// The text since `start` refers to an entry.
    pub(super) fn mention(&mut self, entry: &str, start: usize) {
        let start = start.min(self.text.len());
        self.mentions.push(Mentioned { entry: entry.into(), start, end: self.text.len() });
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Ends the block: adds its mentions and is empty again.
    pub(super) fn finish(&mut self, mentions: &mut Mentions) {
        for Mentioned { entry, start, end } in self.mentions.drain(..) {
            mentions.add(entry, &self.text, start, end);
        }
        self.text.clear();
    }
}

/// The mentions of a body, the first of every entry.
#[derive(Default)]
pub(super) struct Mentions {
    seen: HashSet<Box<str>>,
    list: Vec<Mention>,
}

impl Mentions {
    fn add(&mut self, entry: Box<str>, text: &str, start: usize, end: usize) {
        if !self.seen.insert(entry.clone()) {
            return;
        }
        let wanted = self.list.len() < MOST_SENTENCES;
        let sentence = if wanted { sentence(text, start, end) } else { String::new() };
        self.list.push(Mention { target_entry: entry, sentence: Plain::from_marked(&sentence) });
    }

    pub(super) fn finish(mut self) -> Vec<Mention> {
        self.list.shrink_to_fit();
        self.list
    }
}

/// The sentence around `start..end`, shortened with `…` where it is too long.
fn sentence(text: &str, start: usize, end: usize) -> String {
    let first_byte = text.floor_char_boundary(start.saturating_sub(WINDOW));
    let last_byte = text.floor_char_boundary(end.saturating_add(WINDOW)).max(end);
    let before = certain_bound(text, (first_byte..=start).rev());
    let after = certain_bound(text, end..last_byte);
    let from = before.unwrap_or_else(|| outside_gap(text, first_byte, true).min(start));
    let to = after.unwrap_or_else(|| outside_gap(text, last_byte, false).max(end));
    let window = &text[from..to];
    let (first, last) =
        if is_one_sentence(window) { (0, window.len()) } else { sentence_bounds(window, start - from, end - from) };
    let cut_before = before.is_none() && from > 0 && first == 0;
    let cut_after = after.is_none() && to < text.len() && last == window.len();
    shorten(&window[first..last], start - from - first, cut_before, cut_after)
}

/// The first place where a sentence surely begins: a capital behind a space behind a full stop. The rules know more such
/// places, but looking them up costs ten times as much a byte.
fn certain_bound(text: &str, mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    places.find(|at| {
        bytes.get(*at).is_some_and(u8::is_ascii_uppercase)
            && *at >= 2
            && bytes[at - 1] == b' '
            && matches!(bytes[at - 2], b'.' | b'?' | b'!')
    })
}

/// Whether nothing but a last character can end a sentence. Most sentences in Latin letters are told so, which saves the
/// rules' tables.
fn is_one_sentence(text: &str) -> bool {
    let ends_nothing = |c: char| match c {
        '.' | '?' | '!' | '\n' | '\r' | '\u{85}' => false,
        _ => c < '\u{300}' || matches!(c, '\u{2010}'..='\u{201F}' | GAP),
    };
    text.trim_end().trim_end_matches(['.', '?', '!']).chars().all(ends_nothing)
}

/// Where the sentence begins and ends that holds `start..end`, or the sentences when a label has several.
fn sentence_bounds(text: &str, start: usize, end: usize) -> (usize, usize) {
    let mut first = 0;
    for (at, sentence) in text.split_sentence_bound_indices() {
        let after = at + sentence.len();
        if at <= start {
            first = at;
        }
        if after >= end && after > start {
            return (first, after);
        }
    }
    (first, text.len())
}

/// Keeps what stands around `reference` when a sentence has more than [`LONGEST`] characters.
fn shorten(sentence: &str, reference: usize, cut_before: bool, cut_after: bool) -> String {
    let mut from = 0;
    let mut to = sentence.len();
    if sentence.chars().count() > LONGEST {
        let before = sentence[..reference].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
        from = outside_gap(sentence, word_start(sentence, before), true).min(reference);
        let after = sentence[from..].char_indices().nth(LONGEST).map_or(sentence.len(), |(at, _)| from + at);
        to = outside_gap(sentence, word_end(sentence, reference, after), false).max(reference);
    }
    let kept = sentence[from..to].trim();
    let before = if cut_before || from > 0 { "…" } else { "" };
    let after = if cut_after || to < sentence.len() { "…" } else { "" };
    format!("{before}{kept}{after}")
}

/// The nearest place at or after `at` where no word is cut.
fn word_start(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    text[at..].find(char::is_whitespace).map_or(at, |space| at + space)
}

/// The nearest place at or before `at`, but not before `least`, where no word is cut.
fn word_end(text: &str, least: usize, at: usize) -> usize {
    if at == text.len() {
        return at;
    }
    text[least..at].rfind(char::is_whitespace).map_or(at, |space| least + space)
}

/// The nearest place at or after (`forward`), or at or before, that does not lie within a gap.
fn outside_gap(text: &str, at: usize, forward: bool) -> usize {
    let marks_before = text[..at].matches(GAP).count();
    if marks_before.is_multiple_of(2) {
        return at;
    }
    if forward {
        text[at..].find(GAP).map_or(text.len(), |mark| at + mark + GAP.len_utf8())
    } else {
        text[..at].rfind(GAP).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentioned(before: &str, after: &str) -> String {
        let mut running = Running::default();
        running.push(before);
        running.gap("target");
        running.mention("target", before.len());
        running.push(after);
        let mut mentions = Mentions::default();
        running.finish(&mut mentions);
        mentions.finish()[0].sentence.fill(|_| Some("Title".into())).into_owned()
    }

    #[test]
    fn the_sentence_that_mentions_is_kept_and_no_other() {
        assert_eq!(
            mentioned("First. It rests on ", ", paras. 60-61 of it. Last."),
            "It rests on Title, paras. 60-61 of it."
        );
    }

    #[test]
    fn bounds_are_those_of_the_rules() {
        let cases = [
            ("One? Two (", ") three! Four.", "Two (Title) three!"),
            ("See p. 4 of ", ". \"Next.\"", "See p. 4 of Title."),
            ("一。二", "三。四。", "二Title三。"),
            ("No. 4 is ", "… and on. Next.", "No. 4 is Title… and on."),
            ("", " ends. Next", "Title ends."),
        ];
        for (before, after, expected) in cases {
            assert_eq!(mentioned(before, after), expected);
        }
    }

    #[test]
    fn a_label_may_begin_a_sentence() {
        let mut running = Running::default();
        running.push("First. Fair work");
        running.mention("target", "First. ".len());
        running.push(" matters. Last.");
        let mut mentions = Mentions::default();
        running.finish(&mut mentions);
        assert_eq!(mentions.finish()[0].sentence.fill(|_| None), "Fair work matters.");
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_reference() {
        let sentence = mentioned(&"word ".repeat(100), &" other".repeat(100));
        assert!(sentence.starts_with("…word") && sentence.ends_with("other…"), "{sentence}");
        assert!(sentence.contains("word Title other"), "{sentence}");
        assert!(sentence.chars().count() < 310, "{sentence}");
    }

    #[test]
    fn many_words_without_a_space_are_cut_as_well() {
        let sentence = mentioned(&"é".repeat(3000), &"ü".repeat(3000));
        assert!(sentence.contains("éTitleü") && sentence.chars().count() < 310, "{sentence}");
    }
}
