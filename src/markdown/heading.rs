//! Ids of headings.

use ahash::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The ids of one body.
#[derive(Default)]
pub(super) struct Ids {
    /// Ids in use, with the number that was last tried behind them.
    used: HashMap<Box<str>, u32>,
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

    /// The id that an editor wrote, or the nearest free one.
    pub(super) fn explicit(&mut self, id: &str) -> Box<str> {
        let id = normal(id);
        self.reserved.remove(&id);
        self.free(id)
    }

    /// An id from a heading's words, made as code hosts make it: letters and digits of any script in lower case, `-` for
    /// spaces, punctuation left out.
    pub(super) fn by_words(&mut self, words: &str) -> Box<str> {
        self.free(slug(words).into())
    }

    fn free(&mut self, wanted: Box<str>) -> Box<str> {
        let wanted = if is_kept(&wanted) { format!("section-{wanted}").into() } else { wanted };
        if !self.is_taken(&wanted) {
            self.used.insert(wanted.clone(), 1);
            return wanted;
        }
        let mut number = self.used.get(&wanted).copied().unwrap_or(1);
        let free = loop {
            number += 1;
            let candidate: Box<str> = format!("{wanted}-{number}").into();
            if !self.is_taken(&candidate) {
                break candidate;
            }
        };
        self.used.insert(wanted, number);
        self.used.insert(free.clone(), 1);
        free
    }

    fn is_taken(&self, id: &str) -> bool {
        self.used.contains_key(id) || self.reserved.contains(id)
    }
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
        assert_eq!(&*ids.explicit("a-2"), "a-2");
        assert_eq!(&*ids.explicit("a-2"), "a-2-2");
        assert_eq!(&*ids.by_words("A"), "a-4");
        assert_eq!(&*ids.by_words("fn-1"), "section-fn-1");
        assert_eq!(&*ids.by_words("_content"), "section-_content");
        assert_eq!(&*ids.explicit("_content"), "section-_content-2");
    }

    #[test]
    fn explicit_ids_end_a_heading() {
        assert_eq!(trailing_id("## How {#how} ##\n"), Some((7, "how")));
        assert_eq!(trailing_id("How {#pourquoi-é}\n> ===\n"), Some((4, "pourquoi-é")));
        for text in ["## a {#b} c", "## a \\{#b}", "## a {.b}", "## a {#b .c}", "## a {#}", "## {#a}#", "#"] {
            assert_eq!(trailing_id(text), None, "{text}");
        }
    }
}
