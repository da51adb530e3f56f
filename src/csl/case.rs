//! Capitals: what `text-case` asks for, and where English puts them in titles.

use citationberg::TextCase;

use super::run::Run;

/// Words that stay small in an English title unless they are first or last (CSL 1.0.2, appendix on title case), in order.
const SMALL: [&str; 104] = [
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thru",
    "thruout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "v.",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "vs.",
    "with",
    "within",
    "without",
    "yet",
];

/// Puts texts into a case. Titles in other languages keep the capitals that they have.
pub(super) fn apply(runs: &mut [Run], case: TextCase, is_english: bool) {
    match case {
        TextCase::Lowercase => each(runs, str::to_lowercase),
        TextCase::Uppercase => each(runs, str::to_uppercase),
        TextCase::CapitalizeAll => each(runs, capitalize_all),
        TextCase::CapitalizeFirst => first(runs, capitalized),
        TextCase::SentenceCase => {
            if shouts(runs) {
                each(runs, str::to_lowercase);
            }
            first(runs, capitalized);
        }
        TextCase::TitleCase if is_english => title(runs),
        TextCase::TitleCase => {}
    }
}

fn each(runs: &mut [Run], change: impl Fn(&str) -> String) {
    for run in runs {
        run.text = change(&run.text);
    }
}

/// Changes the first run that holds a letter.
fn first(runs: &mut [Run], change: impl Fn(&str) -> String) {
    if let Some(run) = runs.iter_mut().find(|run| run.text.contains(char::is_alphanumeric)) {
        run.text = change(&run.text);
    }
}

/// With a capital for its first letter, if that is a word in small letters: `iPhone` stays.
fn capitalized(text: &str) -> String {
    let Some((at, letter)) = text.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return text.to_owned() };
    let word = text[at..].split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    if word.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let upper: String = letter.to_uppercase().collect();
    format!("{}{upper}{}", &text[..at], &text[at + letter.len_utf8()..])
}

fn capitalize_all(text: &str) -> String {
    text.split(' ').map(capitalized).collect::<Vec<_>>().join(" ")
}

/// Whether it is all capitals. One word may be an acronym.
fn shouts(runs: &[Run]) -> bool {
    if runs.iter().flat_map(|run| run.text.split_whitespace()).count() < 2 {
        return false;
    }
    let mut letters = runs.iter().flat_map(|run| run.text.chars()).filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
}

fn title(runs: &mut [Run]) {
    let shouting = shouts(runs);
    let last_run = runs.iter().rposition(|run| run.text.contains(char::is_alphanumeric));
    let mut starts = true;
    for (at, run) in runs.iter_mut().enumerate() {
        let text = if shouting { run.text.to_lowercase() } else { run.text.clone() };
        let count = text.split(' ').count();
        let mut words = Vec::with_capacity(count);
        for (place, word) in text.split(' ').enumerate() {
            let ends = Some(at) == last_run && place + 1 == count;
            words.push(titled(word, starts || ends));
            if !word.is_empty() {
                starts = word.ends_with([':', '?', '!', '\u{2014}']);
            }
        }
        run.text = words.join(" ");
    }
}

fn titled(word: &str, always: bool) -> String {
    // `150 o número`, `d’examen`: a letter alone and an elided article are small in other languages too.
    let is_elided = word.starts_with("d'") || word.starts_with("d\u{2019}");
    if !always && (is_elided || word.chars().count() == 1) {
        return word.to_owned();
    }
    let is_compound = word.contains('-');
    let parts = word.split_inclusive(['-', '/']).enumerate();
    let titled = parts.map(|(at, part)| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_lowercase();
        let is_small = SMALL.binary_search(&bare.as_str()).is_ok();
        if is_small && !((always || is_compound) && at == 0) { part.to_owned() } else { capitalized(part) }
    });
    titled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cased(text: &str, case: TextCase) -> String {
        let mut runs = [Run::plain(text)];
        apply(&mut runs, case, true);
        runs[0].text.clone()
    }

    #[test]
    fn english_titles_have_capitals_but_for_small_words() {
        let title = |text: &str| cased(text, TextCase::TitleCase);
        assert_eq!(title("the false dichotomy: a way to go on"), "The False Dichotomy: A Way to Go On");
        assert_eq!(title("how iOM works with e-mail and/or UN"), "How iOM Works with E-Mail and/or UN");
    }

    #[test]
    fn other_cases_change_what_they_say() {
        assert_eq!(cased("migration in ‘Europe’", TextCase::CapitalizeFirst), "Migration in ‘Europe’");
        assert_eq!(cased("GLOBAL COMPACT", TextCase::SentenceCase), "Global compact");
        assert_eq!(cased("global Compact", TextCase::SentenceCase), "Global Compact");
        assert_eq!(cased("ab cd", TextCase::CapitalizeAll), "Ab Cd");
        assert_eq!(cased("été", TextCase::Uppercase), "ÉTÉ");
    }

    #[test]
    fn titles_in_other_languages_stay() {
        let mut runs = [Run::plain("le pacte mondial")];
        apply(&mut runs, TextCase::TitleCase, false);
        assert_eq!(runs[0].text, "le pacte mondial");
    }
}
