//! Messages that a language lacks, and says in English.

use std::collections::BTreeSet;

use super::Theme;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::Lang;
use crate::locale;
use crate::source::Span;

/// How many of them a message names.
const NAMED: usize = 3;

/// What the files of a language lack that the English ones have. Whoever has no file at all is told otherwise.
pub fn messages(theme: &Theme, lang: Lang) -> Option<Diagnostic> {
    let (english, own) = (theme.strings.get(&Lang::ENGLISH)?, theme.strings.get(&lang)?);
    // The languages that come with the program are whole.
    if english.iter().chain(own).all(|source| source.is_embedded()) {
        return None;
    }
    let written: BTreeSet<_> = own.iter().flat_map(|source| locale::keys(&source.text)).map(|(key, _)| key).collect();
    let all: BTreeSet<_> = english.iter().flat_map(|source| locale::keys(&source.text)).map(|(key, _)| key).collect();
    let missing: Vec<_> = all.difference(&written).collect();
    let first: Vec<_> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let message = format!(
        "{} of {} messages are not in `{lang}`, and are said in English: {}{}",
        missing.len(),
        all.len(),
        first.join(", "),
        if missing.len() > NAMED { ", ..." } else { "" },
    );
    let help = format!(
        "translate them in `strings/{lang}.ftl`; `compendium theme show strings/en.ftl` prints those that come with the program"
    );
    let problem = Diagnostic::new(Code::MissingStrings, own.last()?, Span::default(), message).help(help);
    (!missing.is_empty()).then_some(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_file_that_lacks_messages_is_told_with_their_number() {
        let told = |texts: &[(&str, &str)], lang: &str| {
            let texts: Vec<_> = texts.iter().map(|(path, text)| Source::new(*path, *text)).collect();
            let (theme, _) = Theme::assemble("folio", &texts, Vec::new());
            messages(&theme, Lang::parse(lang).expect("a language")).map(|problem| problem.message)
        };
        let said = told(&[("strings/es.ftl", "home = Inicio\n")], "es").expect("most is missing");
        assert!(
            said.contains(" messages are not in `es`, and are said in English: `") && said.ends_with("`, ..."),
            "{said}"
        );
        assert_eq!(told(&[], "fr"), None);
        assert_eq!(told(&[], "es"), None, "without a file that is told otherwise");
        let own = [("strings/en.ftl", "axis-trades = Trades\n"), ("strings/fr.ftl", "home = Accueil\n")];
        let said = told(&own, "fr").expect("one is missing");
        assert!(said.starts_with("1 of ") && said.ends_with(": `axis-trades`"), "{said}");
    }
}
