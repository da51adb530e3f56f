//! What is wrong with templates, at its place, with the names that may have been meant.
//!
//! The engine tells of what does not exist in three ways: as a report with a place, as the text of several reports, and
//! without a place. All become diagnostics here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Theme;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::locale;
use crate::source::{Source, Span};

/// The filters of the engine, with the features that this program has of it.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
/// The tests of the engine: what can follow `is`.
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "even",
    "starting_with",
    "string",
    "undefined",
];
/// The functions of the engine.
const FUNCTIONS: &[&str] = &["range", "super", "throw"];
/// Names that a list of what there is ends with.
const LISTED: usize = 12;

/// What the engine says. `template` is the one that was asked for, when the error names none.
pub fn problems(theme: &Theme, template: &str, error: &tera::Error) -> Vec<Diagnostic> {
    use tera::ErrorKind;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = Span::from(report.span().range.clone());
            vec![told(theme, &source(theme, report.filename()), span, report.message())]
        }
        ErrorKind::CircularInclude { tpl, .. } | ErrorKind::CircularExtend { tpl, .. } => {
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default();
            vec![told(theme, &source(theme, tpl), Span::default(), message)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let source = source(theme, current);
            let span = source.text.find(parent.as_str()).map_or(Span::default(), |at| Span::new(at, at + parent.len()));
            vec![told(theme, &source, span, &format!("Unknown template `{parent}`"))]
        }
        ErrorKind::TemplateNotFound(name) => {
            vec![told(theme, &source(theme, template), Span::default(), &format!("Unknown template `{name}`"))]
        }
        _ => {
            let message = error.to_string();
            let reports = reports(theme, &message);
            let alone = || vec![told(theme, &source(theme, template), Span::default(), &message)];
            if reports.is_empty() { alone() } else { reports }
        }
    }
}

fn source(theme: &Theme, name: &str) -> Arc<Source> {
    theme.templates.get(name).cloned().unwrap_or_else(|| Source::new(format!("templates/{name}"), ""))
}

/// Reports that the engine has put into one text: `error: MESSAGE`, ` --> FILE:LINE:COLUMN`, then lines of the file, the last
/// of them a row of `^`.
fn reports(theme: &Theme, text: &str) -> Vec<Diagnostic> {
    let parts = text.split("error: ").filter_map(|part| {
        let (message, rest) = part.split_once('\n')?;
        let place = rest.split_once("--> ")?.1;
        let mut place = place.lines().next()?.rsplitn(3, ':');
        let (column, line): (usize, usize) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let source = source(theme, place.next()?);
        let width = rest.chars().filter(|letter| *letter == '^').count().max(1);
        let span = span(&source.text, line, column, width);
        Some(told(theme, &source, span, message))
    });
    parts.collect()
}

/// The bytes of so many characters from a place on; lines and columns count from 1.
fn span(text: &str, line: usize, column: usize, width: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let letters = || text[start..].chars();
    let length = |letters: std::iter::Take<std::str::Chars<'_>>| letters.map(char::len_utf8).sum::<usize>();
    let from = start + length(letters().take(column.saturating_sub(1)));
    Span::new(from, start + length(letters().take(column.saturating_sub(1) + width)))
}

/// A message of the engine in our words, with what may have been meant.
fn told(theme: &Theme, source: &Arc<Source>, span: Span, message: &str) -> Diagnostic {
    let written = source.text.get(span.start as usize..).unwrap_or_default();
    let (message, help) = undefined(theme, written, message).unwrap_or_else(|| in_words(theme, message));
    // Without the page there is no site.
    Diagnostic::new(Code::TemplateError, source, span, message).maybe_help(help).binding()
}

fn in_words(theme: &Theme, message: &str) -> (String, Option<String>) {
    if message == "Unknown tag" {
        let help = "an `{% if %}`, a `{% for %}` or another tag above may not be closed";
        return ("this tag is not known, or does not belong here".into(), Some(help.into()));
    }
    let Some((what, name)) = unknown(message) else { return (message.to_owned(), None) };
    let among = |mut names: Vec<&str>| {
        // A slip in the name of a block is a block as well.
        names.retain(|known| *known != name);
        let near = did_you_mean(name, names.iter().copied());
        near.or_else(|| (!names.is_empty()).then(|| format!("there are: {}", listed(names.into_iter()))))
    };
    let message_of = |kind: &str| format!("there is no {kind} `{name}`");
    match what {
        "filter" | "Filter" => (message_of("filter"), among(FILTERS.to_vec())),
        "test" => (message_of("test"), among(TESTS.to_vec())),
        "function" => (message_of("function"), among(FUNCTIONS.to_vec())),
        "component" => (message_of("component"), among(named(theme, "component"))),
        "template" => (message_of("template"), among(theme.templates.keys().map(String::as_str).collect())),
        "Variable" if message.contains("its value is undefined") => {
            (format!("the variable `{name}` has no value here"), Some(format!("ask first: {{% if {name} %}}")))
        }
        "Variable" => (message_of("variable"), among(available(message))),
        "Block" => (format!("no template above has a block `{name}`"), among(named(theme, "block"))),
        "Field" => (message_of("field"), among(available(message))),
        _ => (message.to_owned(), None),
    }
}

/// What the engine says of a value that is not there without naming it: it stands where the error begins, at `written`. Near
/// names of strings are those of the theme, near names of fields those that its templates ask for.
fn undefined(theme: &Theme, written: &str, message: &str) -> Option<(String, Option<String>)> {
    if !(message.contains("a variable that is undefined") || message.contains("on type `undefined`")) {
        return None;
    }
    if let Some(key) = written.strip_prefix("t[").and_then(|rest| rest.split(['"', '\'']).nth(1)) {
        return Some(no_string(theme, key));
    }
    let written = written.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').next()?;
    let (owner, field) = written.rsplit_once('.')?;
    if owner == "t" {
        return Some(no_string(theme, &field.replace('_', "-")));
    }
    let texts = theme.templates.values().map(|source| source.text.as_str());
    let known = texts.flat_map(|text| asked_of(text, owner)).filter(|known| *known != field);
    Some((format!("`{written}` has no value here"), did_you_mean(field, known)))
}

/// A string that templates cannot have: there is none of that name, or its text has gaps.
fn no_string(theme: &Theme, key: &str) -> (String, Option<String>) {
    let sources = || theme.strings.values().flatten();
    let keys = || sources().flat_map(|source| locale::keys(&source.text)).map(|(key, _)| key);
    if keys().any(|known| known == key) {
        let help = "templates have the strings without variables; write one of your own in `strings/`";
        return (format!("the string `{key}` has variables, and nothing fills them here"), Some(help.into()));
    }
    (format!("there is no string `{key}`"), did_you_mean(key, keys()))
}

/// The fields of something that a template asks for.
fn asked_of<'t>(text: &'t str, owner: &str) -> impl Iterator<Item = &'t str> {
    let behind = text.match_indices(owner).filter_map(move |(at, found)| text[at + found.len()..].strip_prefix('.'));
    behind.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
}

/// “Unknown filter x” and “Variable x is not defined”, with x in backticks: what there is none of, and its name.
fn unknown(message: &str) -> Option<(&str, &str)> {
    let mut quoted = message.splitn(3, '`');
    let (before, name) = (quoted.next()?, quoted.next()?);
    let what = before.trim().rsplit(' ').next()?;
    let is_of_this_kind = before.starts_with("Unknown ")
        || message.contains("is not defined")
        || message.contains("its value is undefined")
        || message.contains("is not registered");
    is_of_this_kind.then_some((what, name))
}

/// The names behind `Available fields: `.
fn available(message: &str) -> Vec<&str> {
    let listed = message.split_once(" Available ").and_then(|(_, listed)| listed.split_once(": "));
    listed.map(|(_, names)| names.split(", ").collect()).unwrap_or_default()
}

/// The first of some names, in order.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    let listed = names.join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}

/// What follows a word at the beginning of tags, up to the end of the name.
fn named<'t>(theme: &'t Theme, word: &str) -> Vec<&'t str> {
    let tags = theme.templates.values().flat_map(|source| tags(&source.text));
    let names = tags.filter_map(|tag| tag.strip_prefix(word)?.strip_prefix(' '));
    let names = names.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What stands between `{%` and `%}`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split("{%").skip(1);
    behind.filter_map(|rest| Some(rest.split_once("%}")?.0.trim_start_matches('-').trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(templates: &[(&str, &str)]) -> Theme {
        let templates = templates.iter().map(|(name, text)| (*name, Source::new(format!("templates/{name}"), *text)));
        Theme { templates: templates.map(|(name, source)| (name.to_owned(), source)).collect(), ..Theme::default() }
    }

    /// Everything that is wrong with templates, compiled and rendered: place, message, help.
    fn said(templates: &[(&str, &str)]) -> Vec<String> {
        let theme = theme(templates);
        let mut engine = tera::Tera::new();
        let compiled = engine.add_raw_templates(templates.iter().copied());
        let mut context = tera::Context::new();
        context.insert("page", &std::collections::BTreeMap::from([("title", "T"), ("url", "/")]));
        let found = match compiled {
            Err(error) => problems(&theme, "", &error),
            Ok(()) => match engine.render(templates[0].0, &context) {
                Err(error) => problems(&theme, templates[0].0, &error),
                Ok(_) => Vec::new(),
            },
        };
        let line = |found: &Diagnostic| {
            let (line, column) = found.place.start();
            let help = found.help.as_deref().unwrap_or_default();
            format!("{}:{line}:{column} {}; {help}", found.place.source.path, found.message)
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn a_value_that_is_not_there_is_named_with_what_is_near() {
        let mut theme = theme(&[
            ("a.html", "é {{ t[\"as-of-lable\"] }}"),
            ("b.html", "{% for x in page.tilse %}{% endfor %}"),
            ("c.html", "{% if page.tiles %}{% endif %}"),
        ]);
        let strings = Source::new("strings/en.ftl", "as-of-label = As of\nfeed = Feed\n");
        theme.strings.insert(crate::lang::Lang::parse("en").expect("a language"), vec![strings]);
        let mut engine = tera::Tera::new();
        let texts = theme.templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        engine.add_raw_templates(texts).expect("they compile");
        let mut context = tera::Context::new();
        context.insert("t", &std::collections::BTreeMap::from([("as-of-label", "As of")]));
        context.insert("page", &std::collections::BTreeMap::from([("title", "T")]));
        let said = |name: &str| {
            let error = engine.render(name, &context).expect_err("nothing is there");
            let found = problems(&theme, name, &error).remove(0);
            format!("{}; {}", found.message, found.help.unwrap_or_default())
        };
        assert_eq!(said("a.html"), "there is no string `as-of-lable`; did you mean `as-of-label`?");
        assert_eq!(said("b.html"), "`page.tilse` has no value here; did you mean `tiles`?");
    }

    #[test]
    fn what_does_not_exist_is_named_with_its_place_and_what_is_near() {
        let cases = [
            ("a\n{{ page.title | uper }}", "templates/a.html:2:17 there is no filter `uper`; did you mean `upper`?"),
            ("{{ pag.title }}", "templates/a.html:1:4 there is no variable `pag`; did you mean `page`?"),
            ("é {{ page.titel }}", "templates/a.html:1:11 there is no field `titel`; did you mean `title`?"),
            ("{{ page.xyzzyx }}", "templates/a.html:1:9 there is no field `xyzzyx`; there are: title, url"),
            ("{% include \"b.htm\" %}", "templates/a.html:1:12 there is no template `b.htm`; did you mean `b.html`?"),
            (
                "{% extends \"bb.html\" %}",
                "templates/a.html:1:13 there is no template `bb.html`; did you mean `b.html`?",
            ),
            (
                "{% if page is defind %}{% endif %}",
                "templates/a.html:1:15 there is no test `defind`; did you mean `defined`?",
            ),
            (
                "{% block a %}{% if page %}x{% endblock %}",
                "templates/a.html:1:31 this tag is not known, or does not belong here; an `{% if %}`, a `{% for %}` or another tag above may not be closed",
            ),
            ("{{ rang(end=3) }}", "templates/a.html:1:4 there is no function `rang`; did you mean `range`?"),
            ("{{<crad />}}", "templates/a.html:1:3 there is no component `crad`; did you mean `card`?"),
            (
                "{% extends \"b.html\" %}{# {% block x %} #}\n{%- block mian -%}x{% endblock %}",
                "templates/a.html:2:11 no template above has a block `mian`; did you mean `main`?",
            ),
        ];
        let other = "{% component card() %}x{% endcomponent card %}{% block main %}{% block inner %}{% endblock %}{% endblock %}";
        for (text, expected) in cases {
            assert_eq!(said(&[("a.html", text), ("b.html", other)]), [expected], "{text}");
        }
    }

    #[test]
    fn all_of_several_are_told() {
        let found = said(&[("a.html", "{{ 1 | uper }}{{ 2 | lowre }}"), ("b.html", "{{ 1 | abz }}")]);
        assert_eq!(found.len(), 3, "{found:?}");
    }

    #[test]
    fn the_names_of_the_engine_are_known_here() {
        for filter in FILTERS {
            assert_eq!(said(&[("a.html", &format!("{{% if false %}}{{{{ 1 | {filter} }}}}{{% endif %}}"))]), [""; 0]);
        }
        for test in TESTS {
            assert_eq!(said(&[("a.html", &format!("{{% if false and 1 is {test} %}}{{% endif %}}"))]), [""; 0]);
        }
    }
}
