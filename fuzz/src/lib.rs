//! What is fuzzed: functions from bytes that somebody else may have written. None may panic, hang or write what it must not.
//!
//! The targets of cargo-fuzz (`fuzz_targets/`) call them with inputs that coverage suggests, and `tests/stress/fuzz.rs`, which needs
//! no other toolchain, with mutated seeds.

mod request;
mod whole;
mod words;
mod works;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use compendium::catalog::{AsOf, Shown};
use compendium::diagnostic::{Diagnostic, Format, Manner, print};
use compendium::lang::Lang;
use compendium::locale::{Arg, Locale};
use compendium::project::{Options, Project};
use compendium::publish::record;
use compendium::source::Source;
use compendium::{date, entry, output, site, slug, vocabulary};

/// A target: its name, the endings of files that are good seeds, and what is done with an input.
pub struct Target {
    /// As cargo-fuzz knows it.
    pub name: &'static str,
    /// Endings of paths below the repository.
    pub seeds: &'static [&'static str],
    /// Texts that inputs are made of where files do not have them.
    pub words: &'static [&'static str],
    /// Looks at an input.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 12] = [
    Target { name: "entry", seeds: &[".md"], words: words::ENTRY, run: whole::entry },
    Target { name: "front_matter", seeds: &[".md"], words: words::ENTRY, run: front_matter },
    Target { name: "markdown", seeds: &[".md"], words: words::TEXT, run: markdown },
    Target {
        name: "vocabulary",
        seeds: &["vocabulary/themes.yaml", "vocabulary/actors.yaml", "vocabulary/glossary.yaml"],
        words: words::ENTRY,
        run: vocabulary,
    },
    Target { name: "settings", seeds: &["site.toml"], words: words::SETTING, run: settings },
    Target { name: "bibtex", seeds: &[".bib"], words: words::BIBTEX, run: works::bibtex },
    Target { name: "works", seeds: &["sources.yaml"], words: words::ENTRY, run: works::works },
    Target { name: "style", seeds: &[".csl"], words: words::STYLE, run: works::style },
    Target { name: "records", seeds: &[], words: words::RECORD, run: records },
    Target { name: "request", seeds: &[], words: words::REQUEST, run: request::request },
    Target { name: "query", seeds: &[], words: words::QUERY, run: whole::query },
    Target { name: "strings", seeds: &[".ftl"], words: words::STRING, run: strings },
];

/// The target of a name.
///
/// # Panics
/// When there is none.
pub fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target {name}"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    Source::new(path, text(bytes))
}

/// Every format prints every diagnostic: spans that lie between characters or behind the end show here.
fn told(diagnostics: &[Diagnostic]) {
    for format in [Format::Human, Format::Json, Format::Sarif, Format::Github] {
        print(diagnostics, Manner { format, color: true, below: "docs/" }, &mut std::io::sink())
            .expect("a sink takes everything");
    }
}

fn front_matter(bytes: &[u8]) {
    for path in ["content/a.md", "content/a.fr.md"] {
        let source = source(path, bytes);
        told(&entry::parse(&source).1);
        drop(entry::names(&source));
    }
    let text = text(bytes);
    for line in text.lines().take(40) {
        drop((date::Date::parse(line), date::Instant::parse(line), Lang::parse(line), slug::slug(line)));
    }
}

fn markdown(bytes: &[u8]) {
    let html = compendium::markdown::commonmark(&text(bytes)).to_lowercase();
    for harm in ["<script", "<iframe", "<style", "href=\"javascript:", "src=\"javascript:"] {
        assert!(!html.contains(harm), "{harm} in {html}");
    }
    // As a text it is harmless, and so it is in a value: what counts is what stands between the quotes of a tag.
    let tags = html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
    for between in tags.flat_map(|tag| tag.split('"').step_by(2)) {
        assert!(!between.contains(" onclick"), "{between} in {html}");
    }
    let head = b"---\nkind: page\ntitle: A\ndate: 2020\n---\n";
    front_matter(&[head.as_slice(), bytes].concat());
}

fn vocabulary(bytes: &[u8]) {
    let source = source("content/vocabulary/themes.yaml", bytes);
    let (file, diagnostics) = vocabulary::parse(&source);
    told(&diagnostics);
    let files = file.map(|file| (source, file)).into_iter().collect();
    let (vocabularies, diagnostics) = vocabulary::merge(files);
    told(&diagnostics);
    for (ix, axis) in vocabularies.iter() {
        for name in ["", "a", "cities"] {
            let _ = vocabularies.find(ix, name);
        }
        assert!(!axis.id.is_empty(), "an axis without an id");
    }
}

fn settings(bytes: &[u8]) {
    told(&site::parse(&source("site.toml", bytes)).1);
}

/// What lies in output folders and on targets, where others may write.
fn records(bytes: &[u8]) {
    for path in output::manifest_paths(bytes).into_iter().flatten() {
        assert!(output::check_address(&path).is_ok(), "a manifest may name {path}");
    }
    drop(serde_json::from_slice::<output::Seal>(bytes));
    drop((record::parse_published(bytes), record::parse_journal(bytes), record::parse_undo("undo/1.json", bytes)));
    let text = text(bytes);
    drop(record::undo_generations(text.lines()));
}

fn strings(bytes: &[u8]) {
    let text = text(bytes);
    for lang in ["en", "ar"] {
        let lang = Lang::parse(lang).expect("a language");
        let Ok(locale) = Locale::new(lang, &[&text]) else { continue };
        let keys: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).take(20).collect();
        for key in locale.strings().keys().map(String::as_str).take(20).chain(keys) {
            let written =
                locale.format(key, &[("n", Arg::Number(1e15)), ("x", Arg::Text("{ $n }")), ("count", Arg::Exact(0.1))]);
            assert!(written.len() < 300_000, "{key} has {} bytes", written.len());
        }
    }
}

/// The repository: this file is part of the program's tests, and of a package below it.
pub fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    if package.join("tests/sites").is_dir() { package.to_owned() } else { package.join("..") }
}

/// A project with something of everything, as it was on a day.
fn project() -> Project {
    let options = Options {
        root: repository().join("tests/sites/open-data"),
        as_of: AsOf::day(jiff::civil::date(2026, 6, 1)),
        shown: Shown { drafts: true, embargoed: true },
        output: None,
        base_url: None,
        strict: false,
    };
    Project::open(options).expect("settings")
}
