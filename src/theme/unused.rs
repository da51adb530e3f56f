//! What a project has written for a theme that nothing asks for, since its name is not quite right.

use std::collections::BTreeSet;

use super::{Folio, Theme};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::locale;
use crate::source::{Source, Span};

/// Templates of the project that no page is made with: they have no name that the program knows, define no component, and no
/// other template names them.
pub(super) fn templates(theme: &Theme) -> impl Iterator<Item = Diagnostic> {
    let known: BTreeSet<_> =
        Folio::iter().filter_map(|path| Some(path.strip_prefix("templates/")?.to_owned())).collect();
    let own: Vec<_> = theme.templates.iter().filter(|(name, _)| !known.contains(*name)).collect();
    let is_unused = move |name: &str, source: &Source| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let mut others = theme.templates.iter().filter(|(other, _)| *other != name);
        let is_named = others.any(|(_, other)| quoted.iter().any(|quoted| other.text.contains(quoted)));
        !is_named && !source.text.contains("component ")
    };
    own.into_iter().filter(move |(name, source)| is_unused(name, source)).map(move |(name, source)| {
        let help = did_you_mean(name, known.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| "`compendium theme list` names those that pages are made with".into());
        let message = "nothing uses this template";
        Diagnostic::new(Code::UnknownFile, source, Span::default(), message).help(help)
    })
}

/// How strings begin that a project may need for what it brings: its axes, fields and units.
const OPEN: [&str; 3] = ["axis-", "field-", "unit-"];

/// Strings of other layers whose names the embedded theme does not have but nearly has, and that no template and no other string
/// names.
pub(super) fn strings(theme: &Theme) -> Vec<Diagnostic> {
    let sources = || theme.strings.values().flatten();
    let is_embedded = |source: &&std::sync::Arc<Source>| source.path.starts_with("(embedded)");
    if sources().all(|source| is_embedded(&source)) {
        return Vec::new();
    }
    let known: BTreeSet<_> =
        sources().filter(is_embedded).flat_map(|source| locale::keys(&source.text)).map(|(key, _)| key).collect();
    let is_named = |key: &str| {
        let names = [key.to_owned(), key.replace('-', "_")];
        let templates = theme.templates.values().flat_map(|source| words(&source.text));
        let messages = sources().flat_map(|source| placeables(&source.text));
        templates.chain(messages).any(|word| names.iter().any(|name| name == word))
    };
    let others = sources().filter(|source| !is_embedded(source));
    let own = others.flat_map(|source| locale::keys(&source.text).map(move |(key, at)| (source, key, at)));
    own.filter(|(_, key, _)| !known.contains(key) && !OPEN.iter().any(|family| key.starts_with(family)))
        .filter_map(|(source, key, at)| {
            let meant = nearest(key, known.iter().copied()).filter(|_| !is_named(key))?;
            let message = format!("nothing asks for the string `{key}`");
            let problem = Diagnostic::new(Code::UnknownString, source, Span::new(at.start, at.end), message);
            Some(problem.help(format!("did you mean `{meant}`?")))
        })
        .collect()
}

/// The words of a text that can be names of strings, in either spelling.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
}

/// What the messages of a file put into themselves: `{ -site }`, `{ search-hint }`.
fn placeables(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).flat_map(|behind| words(behind.split('}').next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_nothing_uses_is_told() {
        let texts = [
            Source::new("templates/entyr.html", "a slip"),
            Source::new("templates/part.html", "a part"),
            Source::new("templates/y.html", "{% component y() %}{% endcomponent y %}"),
            Source::new("templates/home.html", "{% include \"part.html\" %}"),
        ];
        let (_, problems) = Theme::assemble("folio", &texts, Vec::new());
        let told: Vec<_> =
            problems.iter().map(|problem| (&*problem.place.source.path, problem.help.as_deref())).collect();
        assert_eq!(told, [("templates/entyr.html", Some("did you mean `entry.html`?"))]);
    }

    #[test]
    fn a_string_whose_name_is_a_slip_is_told() {
        let texts = [
            Source::new(
                "strings/en.ftl",
                "explore-fuond = Found\nunit-boats = boats\nkind-comitment = { tagline }\ntagline = A\n",
            ),
            Source::new("strings/fr.ftl", "-brand = Folio\nread-orignal = Lire { -brand }\n  l\u{2019}original\n"),
            Source::new("templates/home.html", "{{ t.kind_comitment }}"),
        ];
        let (_, problems) = Theme::assemble("folio", &texts, Vec::new());
        let told: Vec<_> = problems
            .iter()
            .map(|one| (one.place.source.slice(one.place.span), one.help.as_deref().unwrap_or_default()))
            .collect();
        let expected =
            [("explore-fuond", "did you mean `explore-found`?"), ("read-orignal", "did you mean `read-original`?")];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_embedded_theme_names_its_strings_right() {
        let (theme, problems) = Theme::assemble("folio", &[], Vec::new());
        assert_eq!((problems, strings(&theme)), (Vec::new(), Vec::new()));
    }
}
