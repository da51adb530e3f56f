//! Ids of headings.

use ahash::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The ids of one body.
#[derive(Default)]
pub(super) struct Ids {
    /// Ids in use.
    used: HashSet<Box<str>>,
    /// The number that was last tried behind an id that was taken.
    numbers: HashMap<Box<str>, u32>,
    /// Ids that an editor wrote and whose heading has not come yet.
    reserved: HashSet<Box<str>>,
}

impl Ids {
    /// Sets the ids aside that `{#id}` asks for, so that no earlier heading gets one of them by its words.
    pub(super) fn reserve(&mut self, text: &str) {
        for (at, _) in text.match_indices('{') {
            if let Some(id) = leading_id(&text[at..]) {
                self.reserved.insert(normal(id));
            }
        }
    }

    /// The id that an editor wrote, or the nearest free one and why it is not that.
    pub(super) fn explicit(&mut self, id: &str) -> (Box<str>, Option<Unusable>) {
        let id = normal(id);
        self.reserved.remove(&id);
        let is_twice = self.used.contains(&id);
        let given = self.free(id.clone());
        let why = if is_twice { Unusable::Twice } else { Unusable::OfPage };
        let why = (given != id).then_some(why);
        (given, why)
    }

    /// An id from a heading's words, made as code hosts make it: letters and digits of any script in lower case, `-` for
    /// spaces, punctuation left out.
    pub(super) fn by_words(&mut self, words: &str) -> Box<str> {
        self.free(slug(words).into())
    }

    fn free(&mut self, wanted: Box<str>) -> Box<str> {
        let wanted = if is_kept(&wanted) { format!("section-{wanted}").into() } else { wanted };
        if !self.is_taken(&wanted) {
            self.used.insert(wanted.clone());
            return wanted;
        }
        let mut number = self.numbers.get(&wanted).copied().unwrap_or(1);
        let free = loop {
            number += 1;
            let candidate: Box<str> = format!("{wanted}-{number}").into();
            if !self.is_taken(&candidate) {
                break candidate;
            }
        };
        self.numbers.insert(wanted, number);
        self.used.insert(free.clone());
        free
    }

    fn is_taken(&self, id: &str) -> bool {
        self.used.contains(id) || self.reserved.contains(id)
    }
}

/// Why a heading does not get the id that an editor wrote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unusable {
    /// A heading before it has that id.
    Twice,
    /// What a page has around and below the text has such ids.
    OfPage,
}

/// Whether an id is none for a heading: `fn-1` and `fnref-1` are the footnotes' own, and all that begin with `_` are those
/// of the page around the text.
fn is_kept(id: &str) -> bool {
    id.starts_with('_') || id.starts_with("fn-") || id.starts_with("fnref-")
}

fn normal(id: &str) -> Box<str> {
    id.nfc().collect::<String>().into()
}

fn slug(words: &str) -> String {
    let words = words.trim();
    let slug: String = if words.is_ascii() {
        words.chars().map(|c| c.to_ascii_lowercase()).filter_map(slug_character).collect()
    } else {
        words.chars().flat_map(char::to_lowercase).nfc().filter_map(slug_character).collect()
    };
    if slug.is_empty() { "section".into() } else { slug }
}

fn slug_character(character: char) -> Option<char> {
    match character {
        ' ' | '\t' | '\u{A0}' => Some('-'),
        '-' | '_' => Some(character),
        _ => (character.is_alphanumeric() || is_combining_mark(character)).then_some(character),
    }
}

/// The id in `{#id}` at the beginning of a text.
fn leading_id(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("{#")?;
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))?;
    (length > 0 && rest[length..].starts_with('}')).then(|| &rest[..length])
}

/// The `{#id}` at the end of a heading: where it begins in the heading's source, and the id. Other attributes, which some
/// dialects know, are text.
pub(super) fn trailing_id(heading: &str) -> Option<(usize, &str)> {
    let content = heading_content(heading);
    let start = content.rfind("{#")?;
    let id = leading_id(&content[start..])?;
    let ends = start + "{#}".len() + id.len() == content.len();
    let escaped = content[..start].ends_with('\\');
    (ends && !escaped).then_some((start, id))
}

/// Attributes in the manner of other dialects at the end of a heading, which readers would see: `{#id .class key=value}`,
/// `{.class}`. Where they begin in the heading's source, and what stands between their braces.
pub(super) fn trailing_attributes(heading: &str) -> Option<(usize, &str)> {
    let content = heading_content(heading);
    let start = content.rfind('{').filter(|start| !content[..*start].ends_with(['\\', '{']))?;
    let inner = content[start + 1..].strip_suffix('}')?;
    let mut words = inner.split_whitespace();
    let is_attribute =
        |word: &str| word.starts_with(['#', '.']) || word.split_once('=').is_some_and(|(key, _)| !key.is_empty());
    words.next().is_some_and(is_attribute).then_some((start, inner))
}

/// A heading's source without the line below it (`===`) or its closing `#`.
fn heading_content(heading: &str) -> &str {
    let heading = heading.trim_end();
    if !heading.starts_with('#') {
        let underline = heading.rfind(['\n', '\r']).unwrap_or(heading.len());
        return heading[..underline].trim_end();
    }
    let open = heading.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ids_in_any_script() {
        assert_eq!(slug("What it does (& how)"), "what-it-does--how");
        assert_eq!(slug("Que\u{301} es: Migración"), "qu\u{e9}-es-migración");
        assert_eq!(slug("प्रवासन 2"), "प्रवासन-2");
        assert_eq!(slug("???"), "section");
    }

    #[test]
    fn ids_are_unique_whatever_is_asked_for() {
        let mut ids = Ids::default();
        ids.reserve("## A\n## A\n## B {#a-2}\n");
        assert_eq!(&*ids.by_words("A"), "a");
        assert_eq!(&*ids.by_words("A"), "a-3");
        assert_eq!(ids.explicit("a-2"), ("a-2".into(), None));
        assert_eq!(ids.explicit("a-2"), ("a-2-2".into(), Some(Unusable::Twice)));
        assert_eq!(&*ids.by_words("A"), "a-4");
        assert_eq!(&*ids.by_words("fn-1"), "section-fn-1");
        assert_eq!(&*ids.by_words("_content"), "section-_content");
        assert_eq!(ids.explicit("_content"), ("section-_content-2".into(), Some(Unusable::OfPage)));
    }

    #[test]
    fn explicit_ids_end_a_heading() {
        assert_eq!(trailing_id("## How {#how} ##\n"), Some((7, "how")));
        assert_eq!(trailing_id("How {#pourquoi-é}\n> ===\n"), Some((4, "pourquoi-é")));
        for text in ["## a {#b} c", "## a \\{#b}", "## a {.b}", "## a {#b .c}", "## a {#}", "## {#a}#", "#"] {
            assert_eq!(trailing_id(text), None, "{text}");
        }
    }

    #[test]
    fn attributes_of_other_dialects_end_a_heading() {
        for (text, attributes) in [
            ("## a {#b .c d=e} ##", (5, "#b .c d=e")),
            ("a {.b}\n===", (2, ".b")),
            ("## a {b=\"c\"}", (5, "b=\"c\"")),
            ("## a {#}", (5, "#")),
        ] {
            assert_eq!(trailing_attributes(text), Some(attributes), "{text}");
        }
        for text in ["## a {b}", "## a \\{.b}", "## a {.b} c", "## {{x=y}}", "## a {}", "## {=}", "##"] {
            assert_eq!(trailing_attributes(text), None, "{text}");
        }
    }
}
