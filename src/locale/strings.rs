//! Messages of a language, by key, from Fluent files.

use std::collections::BTreeMap;
use std::ops::Range;

use ahash::{HashMap, HashMapExt as _};
use fluent_syntax::ast::{Entry, Pattern, Resource};
use fluent_syntax::parser::{ErrorKind, ParserError, parse_runtime};

use super::message::{Arg, variables, write};
use super::numbers::Numbers;

/// What is wrong with a Fluent file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which file, counted from 0 in the order given; none when no file is to blame.
    pub file: Option<usize>,
    /// The bytes that are wrong.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
}

impl From<String> for Slip {
    fn from(message: String) -> Self {
        Self { file: None, at: 0..0, message }
    }
}

/// Braces within braces in one message. Fluent's parser calls itself for each, so their number must have an end.
const DEEPEST: usize = 20;

/// Mebibytes of all messages that take no arguments, see [`Strings::plain`].
const MOST_MEBIBYTES: usize = 16;

/// Messages by their keys, and terms by theirs with the hyphen that they begin with.
pub type Patterns = BTreeMap<String, Pattern<String>>;

/// The messages of some Fluent files.
pub struct Strings {
    patterns: Patterns,
    /// Messages that take no arguments, written once: pages ask for them again and again.
    plain: HashMap<String, String>,
}

impl Strings {
    /// Reads Fluent files; later ones win.
    pub fn new(sources: &[&str], numbers: &Numbers) -> Result<Self, Vec<Slip>> {
        let (mut patterns, mut errors) = (Patterns::new(), Vec::new());
        for (index, source) in sources.iter().enumerate() {
            match read(source) {
                Ok(found) => {
                    errors.extend(strange(source, &found, &patterns).map(|slip| Slip { file: Some(index), ..slip }));
                    patterns.extend(found);
                }
                Err(found) => errors.extend(found.into_iter().map(|slip| Slip { file: Some(index), ..slip })),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut plain = HashMap::new();
        let mut length = 0;
        for key in patterns.keys() {
            if let Some((text, true)) = write(&patterns, numbers, key, &[]) {
                length += text.len();
                plain.insert(key.clone(), text);
            }
            if length > MOST_MEBIBYTES * 1024 * 1024 {
                let message =
                    format!("the messages have more than {MOST_MEBIBYTES} MiB when they are put into each other");
                return Err(vec![message.into()]);
            }
        }
        Ok(Self { patterns, plain })
    }

    /// A message that takes no arguments.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.plain.get(key).map(String::as_str)
    }

    /// A message with arguments.
    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)], numbers: &Numbers) -> Option<String> {
        if let Some(plain) = self.text(key) {
            return Some(plain.to_owned());
        }
        write(&self.patterns, numbers, key, args).map(|(text, _)| text)
    }

    /// All messages that take no arguments, by key, and by the key with `_` for `-`: what may follow a dot in a template.
    pub fn without_arguments(&self) -> BTreeMap<String, String> {
        let messages = || self.plain.iter().filter(|(key, _)| !key.starts_with('-'));
        let dotted = messages().map(|(key, text)| (key.replace('-', "_"), text.clone()));
        dotted.chain(messages().map(|(key, text)| (key.clone(), text.clone()))).collect()
    }
}

fn read(source: &str) -> Result<Patterns, Vec<Slip>> {
    let slip = |at: Range<usize>, message: String| Slip { file: None, at, message };
    if let Some(at) = too_deep(source) {
        return Err(vec![slip(at..at + 1, format!("more than {DEEPEST} braces within each other"))]);
    }
    if let Some(at) = broken_escape(source) {
        let message = "four hexadecimal digits follow `\\u`, and six `\\U`";
        return Err(vec![slip(at..at + 2, message.to_owned())]);
    }
    let resource = parse_runtime(source.to_owned()).map_err(|(_, errors)| {
        let located = |error: &ParserError| slip(error.pos.clone(), in_words(error));
        errors.iter().map(located).collect::<Vec<_>>()
    })?;
    patterns(resource).map_err(|key| {
        let message = format!("the message `{key}` is there twice");
        vec![slip(last_of_key(source, &key), message)]
    })
}

/// Messages that ask for what the message in whose place they stand is not given.
fn strange<'p>(source: &'p str, found: &'p Patterns, known: &'p Patterns) -> impl Iterator<Item = Slip> {
    found.iter().filter_map(move |(key, pattern)| {
        let given = variables(known.get(key)?);
        let strange = variables(pattern).into_iter().find(|variable| !given.contains(variable))?;
        let given: Vec<_> = given.iter().map(|variable| format!("`{{ ${variable} }}`")).collect();
        let given = if given.is_empty() { "no variables".to_owned() } else { given.join(", ") };
        let message = format!("the message `{key}` is given no `{{ ${strange} }}`; it is given {given}");
        Some(Slip { file: None, at: last_of_key(source, key), message })
    })
}

/// The parser's own words, but for the most common slip.
fn in_words(error: &ParserError) -> String {
    match error.kind {
        ErrorKind::ExpectedToken('=') => "a key is followed by ` = ` and its text".to_owned(),
        ErrorKind::ExpectedToken(token) => format!("`{token}` is expected here"),
        _ => error.to_string(),
    }
}

/// Where the last message or term of a key begins.
fn last_of_key(source: &str, key: &str) -> Range<usize> {
    keys(source).filter(|(known, _)| *known == key).last().map_or(0..0, |(_, at)| at)
}

/// The keys of a file as they are written, terms with their hyphen, and where. What is broken in it has none.
pub fn keys(source: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut start = 0;
    let lines = source.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        (begin, line)
    });
    lines.filter_map(|(begin, line)| {
        let key = line.split_once('=')?.0.trim_end();
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let is_key = !key.is_empty() && key.bytes().all(is_letter);
        is_key.then(|| (key, begin..begin + key.len()))
    })
}

/// The messages and terms of a file, or the key that it has twice.
fn patterns(resource: Resource<String>) -> Result<Patterns, String> {
    let mut patterns = Patterns::new();
    for entry in resource.body {
        let (key, pattern) = match entry {
            Entry::Message(message) => (message.id.name, message.value),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value)),
            _ => continue,
        };
        if let Some(pattern) = pattern
            && patterns.insert(key.clone(), pattern).is_some()
        {
            return Err(key);
        }
    }
    Ok(patterns)
}

/// Where braces go deeper than is allowed. An entry begins on a line that is not indented; braces start anew there.
fn too_deep(source: &str) -> Option<usize> {
    let (mut depth, mut line_begins) = (0_usize, true);
    for (at, byte) in source.bytes().enumerate() {
        if line_begins && byte.is_ascii_alphabetic() {
            depth = 0;
        }
        line_begins = byte == b'\n';
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// Where a letter of several bytes stands among the digits of an escape in quotes: Fluent's parser would panic in telling it.
fn broken_escape(source: &str) -> Option<usize> {
    let escapes = source.match_indices("\\u").map(|(at, _)| (at, 4));
    let mut escapes = escapes.chain(source.match_indices("\\U").map(|(at, _)| (at, 6)));
    let is_broken = |&(at, length): &(usize, usize)| {
        let after = source[at + 2..].bytes().take(length).find(|byte| !byte.is_ascii_hexdigit());
        let line = source[..at].rsplit('\n').next().unwrap_or_default();
        line.contains('"') && after.is_some_and(|byte| !byte.is_ascii())
    };
    escapes.find(is_broken).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn written(source: &str, args: &[(&str, Arg<'_>)]) -> (String, bool) {
        let numbers = Numbers::new(Lang::ENGLISH).expect("English has numbers");
        let strings = Strings::new(&[source], &numbers).unwrap_or_else(|errors| panic!("{errors:?}"));
        write(&strings.patterns, &numbers, "a", args).expect("there is a message `a`")
    }

    #[test]
    fn messages_terms_and_literals_are_put_in() {
        let source =
            "a = { b }, { -site }, { \"{\" }{ \"\\u00e9\" }, { 1204.5 }, { NUMBER($n) }\nb = B { $n }\n-site = Folio\n";
        let (text, complete) = written(source, &[("n", Arg::Number(7.0))]);
        assert_eq!(text, "B 7, Folio, {é, 1,204.5, 7");
        assert!(complete);
    }

    #[test]
    fn terms_get_their_own_arguments() {
        let source =
            "a = { -site(form: \"of\") } { -site }\n-site = { $form ->\n    [of] of Folio\n   *[plain] Folio\n }\n";
        assert_eq!(written(source, &[("form", Arg::Text("of"))]).0, "of Folio Folio");
    }

    #[test]
    fn forms_are_chosen_by_number_plural_and_word() {
        let source = "a = { $n ->\n    [0] none\n    [1.5] one and a half\n    [one] one\n    [de] German\n   *[other] { $n }\n }\n";
        let form = |arg| written(source, &[("n", arg)]).0;
        assert_eq!(form(Arg::Number(0.0)), "none");
        assert_eq!(form(Arg::Number(1.5)), "one and a half");
        assert_eq!(form(Arg::Number(1.0)), "one");
        assert_eq!(form(Arg::Text("de")), "German");
        assert_eq!(form(Arg::Text("0")), "0");
        assert_eq!(form(Arg::Number(2.0)), "2");
    }

    #[test]
    fn a_message_of_a_project_asks_for_nothing_that_it_is_not_given() {
        let numbers = Numbers::new(Lang::ENGLISH).expect("English has numbers");
        let ours = "a = { $n ->\n    [one] one\n   *[other] { NUMBER($n) } of { $all }\n }\nb = B\n";
        let said = |theirs: &str| {
            let slips = Strings::new(&[ours, theirs], &numbers).err().unwrap_or_default();
            slips.into_iter().map(|slip| (slip.file, slip.at, slip.message)).collect::<Vec<_>>()
        };
        assert_eq!(said("a = { $all }\nb = { a }\nown = { $x }\n"), []);
        let message = "the message `a` is given no `{ $m }`; it is given `{ $all }`, `{ $n }`";
        assert_eq!(said("c = C\na = { $m }\n"), [(Some(1), 6..7, message.to_owned())]);
        let message = "the message `b` is given no `{ $n }`; it is given no variables";
        assert_eq!(said("b = { { $n } }\n"), [(Some(1), 0..1, message.to_owned())]);
    }

    #[test]
    fn what_is_missing_shows() {
        assert_eq!(written("a = { $n } { b } { -c } { F($n) }\n", &[]), ("{$n} {b} {-c} {F()}".to_owned(), false));
        let (text, complete) = written("a = { $n ->\n   *[other] many\n }\n", &[]);
        assert_eq!((text.as_str(), complete), ("many", false));
    }

    #[test]
    fn messages_that_hold_each_other_come_to_an_end() {
        assert!(!written("a = { b }\nb = { a }\n", &[]).1);
        let message = |n| format!("m{n} = x{{ m{0} }}{{ m{0} }}{{ m{0} }}{{ m{0} }}\n", n + 1);
        let source = format!("a = {{ m0 }}\n{}", (0..30).map(message).collect::<String>());
        let (text, complete) = written(&source, &[]);
        assert!(!complete && text.len() < 1_000_000, "{}", text.len());
        // Nothing is said, a thousand times to the seventh power.
        let message = |n| format!("m{n} = {}\n", format!("{{ m{} }}", n + 1).repeat(1000));
        let source = format!("a = {{ m0 }}\n{}m7 = {{ \"\" }}\n", (0..7).map(message).collect::<String>());
        assert_eq!(written(&source, &[]), (String::new(), false));
    }

    #[test]
    fn messages_that_hold_one_long_text_are_refused_together() {
        let long = format!("long = {}\n", "x".repeat(90_000));
        let message = |n| format!("m{n} = {{ long }}\n");
        let source = long + &(0..200).map(message).collect::<String>();
        let numbers = Numbers::new(Lang::ENGLISH).expect("English has numbers");
        let slips = Strings::new(&[&source], &numbers).err().expect("it is refused");
        assert_eq!(slips[0].message, "the messages have more than 16 MiB when they are put into each other");
    }

    #[test]
    fn files_are_checked() {
        let numbers = Numbers::new(Lang::ENGLISH).expect("English has numbers");
        let told = |source: &str, slip: Slip| {
            let line = source[..slip.at.start].matches('\n').count() + 1;
            format!("{line}: {} at `{}`", slip.message, &source[slip.at])
        };
        let errors = |source: &str| {
            let slips = Strings::new(&[source], &numbers).err().unwrap_or_default();
            slips.into_iter().map(|slip| told(source, slip)).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(errors("a = 1\nab = 2\na = 2\n"), "3: the message `a` is there twice at `a`");
        assert_eq!(errors("a = 1\nb\n"), "2: a key is followed by ` = ` and its text at `\n`");
        let deep = format!("a = x\nb = {}x{}\n", "{".repeat(100_000), "}".repeat(100_000));
        assert_eq!(errors(&deep), "2: more than 20 braces within each other at `{`");
        assert_eq!(errors("a = \\uß\n"), "", "text in which a backslash means nothing");
        let digits = "four hexadecimal digits follow `\\u`, and six `\\U`";
        assert_eq!(errors("\na = { \"\\u0é9\" }\n"), format!("2: {digits} at `\\u`"));
        assert_eq!(errors("a = {\n    \"x\\U00é\" }\n"), format!("2: {digits} at `\\U`"));
        assert_eq!(errors(""), "");
    }
}
