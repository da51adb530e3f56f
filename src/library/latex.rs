//! The little LaTeX that stands in bibliographies, as plain text.

use unicode_normalization::UnicodeNormalization;

/// Accents by the command that sets them, as combining characters.
const ACCENTS: [(char, char); 14] = [
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('"', '\u{308}'),
    ('~', '\u{303}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('c', '\u{327}'),
    ('v', '\u{30C}'),
    ('u', '\u{306}'),
    ('H', '\u{30B}'),
    ('k', '\u{328}'),
    ('r', '\u{30A}'),
    ('d', '\u{323}'),
];

/// Commands that stand for a character.
const CHARACTERS: [(&str, &str); 30] = [
    ("AA", "Å"),
    ("AE", "Æ"),
    ("L", "Ł"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("copyright", "©"),
    ("dots", "…"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("l", "ł"),
    ("ldots", "…"),
    ("o", "ø"),
    ("oe", "œ"),
    ("pounds", "£"),
    ("ss", "ß"),
    ("textasciicircum", "^"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textunderscore", "_"),
];

/// A value as plain text: commands as what they stand for, braces gone, white space as one space.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if c == '\\' {
            rest = command(&rest[1..], &mut out);
            continue;
        }
        let ligatures = [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")];
        if let Some((typed, set)) = ligatures.iter().find(|(typed, _)| rest.starts_with(typed)) {
            out.push_str(set);
            rest = &rest[typed.len()..];
            continue;
        }
        match c {
            '{' | '}' | '$' => {}
            '~' => out.push(' '),
            other => out.push(other),
        }
        rest = &rest[c.len_utf8()..];
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Reads a command behind its backslash and gives what follows it.
fn command<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let Some(c) = rest.chars().next() else { return rest };
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let name = &rest[..letters.max(c.len_utf8())];
    let after = &rest[name.len()..];
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && let Some((_, accent)) = ACCENTS.iter().find(|(known, _)| *known == only)
        && let Some(after) = accented(after, *accent, out)
    {
        return after;
    }
    if letters == 0 {
        // `\&`, `\%`, `\_`, and the space behind a command.
        out.push(c);
        return after;
    }
    if let Ok(found) = CHARACTERS.binary_search_by(|(known, _)| (*known).cmp(name)) {
        out.push_str(CHARACTERS[found].1);
        return after.strip_prefix("{}").unwrap_or_else(|| after.strip_prefix(' ').unwrap_or(after));
    }
    // `\emph{...}` is its text.
    after
}

/// The letter under an accent: `'e`, `'{e}`, `c c`, `'{\i}`.
fn accented<'a>(after: &'a str, accent: char, out: &mut String) -> Option<&'a str> {
    let after = after.trim_start();
    let (inside, rest) = match after.strip_prefix('{') {
        Some(braced) => braced.split_once('}')?,
        None if after.starts_with('\\') => {
            let end = after[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(after.len(), |end| end + 1);
            after.split_at(end)
        }
        None => after.split_at(after.chars().next()?.len_utf8()),
    };
    // An accent takes the place of the dot.
    let letter = match inside.trim() {
        "\\i" => "i",
        "\\j" => "j",
        other => other,
    };
    let mut letters = letter.chars();
    out.push(letters.next().filter(|c| c.is_alphabetic())?);
    out.push(accent);
    out.extend(letters);
    Some(rest)
}

/// An address, in which nothing is LaTeX but the escapes that some programs write all the same.
pub(super) fn address(value: &str) -> String {
    let value = value.trim().trim_start_matches("\\url{");
    let value = if value.contains('{') { value } else { value.trim_end_matches('}') };
    ["&", "%", "_", "#", "~"].iter().fold(value.to_owned(), |url, c| url.replace(&format!("\\{c}"), c))
}

/// Names separated by `and` outside braces.
pub(super) fn split_names(value: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut start, mut is_space) = (0_i32, 0, false);
    for (at, c) in value.char_indices() {
        // A word begins where a space ends; what stands there is looked at once, however many spaces there are.
        let begins_word = is_space && !c.is_whitespace();
        is_space = c.is_whitespace();
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 && begins_word && at >= start => {
                if let Some((and, behind)) = value[at..].split_at_checked(3)
                    && and.eq_ignore_ascii_case("and")
                    && behind.starts_with(char::is_whitespace)
                {
                    names.push(value[start..at].trim());
                    start = value.len() - behind.trim_start().len();
                }
            }
            _ => {}
        }
    }
    names.push(value[start..].trim());
    names.retain(|name| !name.is_empty());
    names
}

/// The family name and the given names: `Last, First`, `First von Last`, `{A body}`.
pub(super) fn name(name: &str) -> (String, Option<String>) {
    if name.starts_with('{') && closes_at(name) == Some(name.len() - 1) {
        return (text(name), None);
    }
    let parts: Vec<_> = split_outside(name, |c| c == ',');
    match parts.as_slice() {
        [family, given] => (text(family), Some(text(given)).filter(|given| !given.is_empty())),
        [family, junior, given, ..] => (text(family), Some(format!("{}, {}", text(given), text(junior)))),
        _ => {
            let words = split_outside(name, char::is_whitespace);
            let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let is_particle = |word: &&str| word.starts_with(char::is_lowercase);
            let last = words.len().saturating_sub(1);
            let family = words.iter().take(last).position(is_particle).unwrap_or(last);
            let given = text(&words[..family].join(" "));
            (text(&words[family..].join(" ")), Some(given).filter(|given| !given.is_empty()))
        }
    }
}

/// Where the brace that opens a text is closed.
fn closes_at(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn split_outside(text: &str, splits: impl Fn(char) -> bool) -> Vec<&str> {
    let mut depth = 0_i32;
    text.split(|c: char| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0 && splits(c)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_characters() {
        assert_eq!(
            text("{\\'E}cole \\& \\c{C}a\\u{g}lar, na{\\\"\\i}ve \\v{s} \\o{} 5\\% --- ``x'' A--B"),
            "École & Çağlar, naïve š ø 5% — “x” A–B"
        );
        assert_eq!(
            text("The {GCM}: \\emph{a  text}\n in~lines \\textbraceleft{}x\\textbraceright{}"),
            "The GCM: a text in lines {x}"
        );
        assert_eq!(text("\\"), "");
        assert_eq!(text("\\'{"), "'");
    }

    #[test]
    fn names_are_taken_apart_and_bodies_are_not() {
        let of = |text: &str| {
            split_names(text)
                .into_iter()
                .map(name)
                .map(|(family, given)| (family, given.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            of("Clemens, Michael A. and {\\\"O}zden, {\\c C}a\\u{g}lar"),
            [pair("Clemens", "Michael A."), pair("Özden", "Çağlar")]
        );
        assert_eq!(
            of("{Ministry of Trade and Labour}\n  and  Walter von der Heide"),
            [pair("Ministry of Trade and Labour", ""), pair("von der Heide", "Walter")]
        );
        assert_eq!(of("IOM"), [pair("IOM", "")]);
        assert_eq!(of("Aa Bb and\u{a0}Cc Dd and Ee Ff"), [pair("Bb", "Aa"), pair("Dd", "Cc"), pair("Ff", "Ee")]);
        assert_eq!(of("Aa Bb and others"), [pair("Bb", "Aa"), pair("others", "")]);
        assert_eq!(of(""), []);
    }
}
