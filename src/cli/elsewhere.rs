//! What users of other programs type, and what it is called here.
//!
//! A refused command line goes in, the same one with a hint comes out.

use clap::error::{ContextKind, ContextValue};

/// Commands of other generators, and commands that people expect, with what to do instead.
const COMMANDS: &[(&[&str], &str)] = &[
    (&["dev", "server", "preview", "watch", "start"], "the preview is `compendium serve`"),
    (
        &["deploy", "push", "upload", "release"],
        "what is built is put where readers find it by `compendium publish TARGET`, and `compendium rollback` goes back",
    ),
    (&["generate", "render", "make", "gen"], "the site is made by `compendium build`"),
    (&["validate", "lint", "test", "doctor"], "the content is checked by `compendium check`"),
    (&["create", "add"], "a new entry is made by `compendium new KIND TITLE`, a new project by `compendium init DIR`"),
    (
        &["find", "entries", "drafts", "overdue"],
        "entries are listed by `compendium list`, as in `compendium list drafts`",
    ),
    (
        &["mv", "move"],
        "another id is given by `compendium rename OLD NEW`; to another folder a file is moved by hand, since folders \
         mean nothing",
    ),
    (
        &["why", "info", "show"],
        "a page or an entry is explained by `compendium explain PATH` or `compendium explain URL`",
    ),
    (
        &["data", "dump"],
        "one file of the data is written by `compendium export NAME`, and all are in a built site below `data/`",
    ),
    (&["ask", "search", "filter", "select"], "questions are answered by `compendium query 'kind=practice overdue'`"),
    (
        &["themes", "template", "templates"],
        "files of the theme are told by `compendium theme list`, and copied into the project by `compendium theme eject FILE`",
    ),
    (&["version"], "the version is told by `compendium --version`"),
];

/// Options of other generators.
const OPTIONS: &[(&[&str], &str)] = &[
    (&["--baseURL", "--baseUrl", "--base_url", "--url", "-b"], "this option is called `--base-url` here"),
    (
        &["--destination", "--output-dir", "--output_dir", "--out", "--publishDir", "-d"],
        "this option is called `--output` here",
    ),
    (&["--source", "--directory", "--contentDir", "-s", "-C"], "this option is called `--root` here"),
    (&["--buildDrafts", "--draft", "--unpublished"], "this option is called `--drafts` here"),
    (
        &["--buildFuture", "--future", "-F"],
        "entries to come are shown with `--embargoed`, or as of a later day with `--as-of DATE`",
    ),
    (&["--config", "-c"], "settings are read from `site.toml` in the folder that `--root` names"),
    (&["--minify"], "there is nothing to choose: what is written is small already"),
    (
        &["--cleanDestinationDir", "--gc", "--force", "-f"],
        "there is no need: a build removes what it no longer makes, and `compendium clean` all that it made",
    ),
    (&["--ignoreCache", "--no-cache"], "there is no need: a build gives the same whatever was built before"),
    (
        &["--watch", "-w", "--port", "-p", "--livereload"],
        "this belongs to the preview: `compendium serve`, which shows every edit by itself",
    ),
    (
        &["--environment", "-e"],
        "a site is the same everywhere; `--base-url`, `--drafts` and `--as-of` say what differs",
    ),
    (&["--logLevel", "--debug"], "this option is called `--verbose` here"),
    (&["--silent"], "this option is called `--quiet` here"),
    (&["--yes", "-y"], "nothing is asked here; only `publish`, `rollback` and `rename` ask, and take `--yes`"),
    (&["--since"], "addresses that would vanish are told by `compendium check --since REVISION`"),
    (
        &["--json"],
        "this option is called `--format json` for lists and explanations, and `--message-format json` for diagnostics",
    ),
];

/// Words where a kind of entry belongs: `hugo new site DIR`, `hugo new content PATH`.
const KINDS: &[(&[&str], &str)] = &[
    (&["site", "project"], "a new project is made by `compendium init DIR`"),
    (&["content", "post", "posts", "entry"], "an entry is of a kind: `compendium new commitment TITLE`"),
];

/// Adds a hint to a refused command line, where there is one.
pub fn hint(mut error: clap::Error) -> clap::Error {
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(typed)) => Some(typed.as_str()),
        _ => None,
    };
    let hint = typed(ContextKind::InvalidSubcommand)
        .and_then(|word| known(COMMANDS, word))
        .or_else(|| typed(ContextKind::InvalidValue).and_then(|word| known(KINDS, word)))
        .or_else(|| typed(ContextKind::InvalidArg).and_then(|word| known(OPTIONS, word)));
    if let Some(hint) = hint {
        // What is spelled alike would only distract from what is meant.
        error.remove(ContextKind::SuggestedSubcommand);
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::SuggestedValue);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint.into()]));
    }
    error
}

fn known(table: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    let word = word.split('=').next().unwrap_or(word);
    table.iter().find(|(words, _)| words.contains(&word)).map(|(_, hint)| *hint)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    fn refusal(line: &str) -> String {
        let refused = super::super::args::parse(line.split_whitespace().map(OsString::from));
        refused.expect_err("refused").to_string()
    }

    #[test]
    fn habits_of_other_generators_get_a_hint() {
        for (line, hint) in [
            ("compendium server", "compendium serve"),
            ("compendium deploy production", "compendium publish"),
            ("compendium build --watch", "compendium serve"),
            ("compendium build --since HEAD", "compendium check --since"),
            ("compendium search visa", "compendium query"),
            ("compendium themes", "compendium theme list"),
            ("compendium build --baseURL https://x.org", "--base-url"),
            ("compendium build --baseURL=https://x.org", "--base-url"),
            ("compendium build -d out", "--output"),
            ("compendium build --minify", "small already"),
            ("compendium new site x", "compendium init DIR"),
            ("compendium -s x build", "--root"),
            ("compendium mv a b", "compendium rename OLD NEW"),
            ("compendium drafts", "compendium list drafts"),
        ] {
            assert!(refusal(line).contains(hint), "{line}: {}", refusal(line));
        }
    }

    #[test]
    fn slips_get_the_nearest_name() {
        assert!(refusal("compendium biuld").contains("'build'"), "{}", refusal("compendium biuld"));
        assert!(refusal("compendium new comitment x").contains("commitment"));
    }
}
