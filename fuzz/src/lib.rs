//! What is fuzzed: functions from bytes that somebody else may have written. None may panic, hang or write what it must not.
//!
//! The targets of cargo-fuzz (`fuzz_targets/`) call them with inputs that coverage suggests, and `tests/stress/fuzz.rs`, which needs
//! no other toolchain, with mutated seeds.

mod request;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use compendium::catalog::{AsOf, Shown};
use compendium::csl::{Cited, Item, Marks, Processor, Style, plain};
use compendium::diagnostic::{Diagnostic, Format, print};
use compendium::lang::Lang;
use compendium::library::{self, Documents};
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
    Target { name: "entry", seeds: &[".md"], words: ENTRY_WORDS, run: whole::entry },
    Target { name: "front_matter", seeds: &[".md"], words: ENTRY_WORDS, run: front_matter },
    Target { name: "markdown", seeds: &[".md"], words: TEXT_WORDS, run: markdown },
    Target {
        name: "vocabulary",
        seeds: &["vocabulary/themes.yaml", "vocabulary/actors.yaml", "vocabulary/glossary.yaml"],
        words: ENTRY_WORDS,
        run: vocabulary,
    },
    Target { name: "settings", seeds: &["site.toml"], words: SETTING_WORDS, run: settings },
    Target { name: "bibtex", seeds: &[".bib"], words: BIBTEX_WORDS, run: bibtex },
    Target { name: "works", seeds: &["sources.yaml"], words: ENTRY_WORDS, run: works },
    Target { name: "style", seeds: &[".csl"], words: STYLE_WORDS, run: style },
    Target { name: "records", seeds: &[], words: RECORD_WORDS, run: records },
    Target { name: "request", seeds: &[], words: request::WORDS, run: request::request },
    Target { name: "query", seeds: &[], words: QUERY_WORDS, run: whole::query },
    Target { name: "strings", seeds: &[".ftl"], words: STRING_WORDS, run: strings },
];

/// The target of a name.
///
/// # Panics
/// When there is none.
pub fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target {name}"))
}

const ENTRY_WORDS: &[&str] = &[
    "---\nkind: commitment\ntitle: A\nsummary: B\nlevel: national\nthemes: cities\nstatus: active\nby: union\nsources: {cite: report}\ndate: 2023\n---\n\nText.\n",
    "---\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "|\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "&a ",
    "*a",
    "!!str ",
    "#",
    "?",
    "~",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "é",
    "\u{202e}",
    "🕊️",
    "milestones:\n",
    "due: 2023-02-30",
    "needs:\n",
    "meets: promise#hush",
    "aliases: [a, a]",
    "related: promise",
    "part_of: [promise]",
    "extra: {a: {b: [c]}}",
    "embargo: 2026-13-01T00:00Z",
    "review_every: P2Y",
    "value: -0.0",
    "value: 1e308",
    "9999-12-31",
    "-0001",
    "paras: 1-4000000000",
    "url: \"https://[\"",
    "draft: true\n",
    "é) a=b",
    "طريق=1",
    "0x10",
    ".inf",
    "null",
];

const TEXT_WORDS: &[&str] = &[
    "[[promise]]",
    "[[promise|",
    "[[promise#",
    "[[theme:cities]]",
    "[[sdg:8.8]]",
    "[[figure:a]]",
    "[[term:",
    "[@report, para. 7]",
    "[@report; @",
    "]]",
    "[^1]",
    "[^1]: ",
    "> [!NOTE]\n",
    "> ",
    "```\n",
    "~~~",
    "# ",
    "## A {#a}\n",
    "- [ ] ",
    "1. ",
    "| a | b |\n|---|---|\n| c | d |\n",
    ": ",
    "***",
    "__",
    "~~",
    "`",
    "<script>",
    "<!--",
    "&#0;",
    "&amp;",
    "](javascript:x)",
    "](a.md)",
    "![",
    "![a](files/a.png)",
    "\\",
    "  \n",
    "\t",
    "\r",
    "\0",
    "\u{202e}",
    "é",
    "e\u{301}",
    "é) a=b",
    "https://x.example",
    "http://[",
    "(para. ",
    "\n\n",
];

const SETTING_WORDS: &[&str] = &[
    "title = \"A\"\nbase_url = \"https://a.example/\"\n",
    "languages = [\"en\", \"ar\"]\n",
    "theme = \"../x\"\n",
    "output = \"/\"\n",
    "[check]\n",
    "orphan-entry = \"deny\"\n",
    "[outputs]\n",
    "rdf = false\n",
    "[publish.a]\n",
    "type = \"s3\"\n",
    "bucket = \"b\"\n",
    "path = \"..\"\n",
    "\"\"\"",
    "'''",
    "[[",
    "]]",
    "{",
    "}",
    ".",
    " = ",
    "1979-05-27",
    "inf",
    "0x",
    "\\u00",
    "#",
    "\u{feff}",
    "id = \"a\"\n",
    "[title]\n",
    "en = \"A\"\n",
];

const BIBTEX_WORDS: &[&str] = &[
    "@article{a, title = {A {B}}, author = {Last, First and {The Body}}, year = 2020, journal = \"J\", pages = {1--9}}\n",
    "@string{s = \"x\"}\n",
    "@comment{",
    "@preamble{",
    "@book{b,",
    "crossref = {a}",
    "date = {2020-01/2021}",
    "{\\'e}",
    "\\\"{o}",
    "\\ss",
    "$x^2$",
    " # ",
    "and ",
    "{",
    "}",
    "\"",
    ",",
    "=",
    "%",
    "@",
    "\\",
    "xdata = {a}",
    "month = jan",
    "url = {https://[}",
    "é",
    "\0",
];

const STYLE_WORDS: &[&str] = &[
    "<text variable=\"title\"/>",
    "<text macro=\"a\"/>",
    "<macro name=\"a\">",
    "</macro>",
    "<group delimiter=\", \">",
    "</group>",
    "<choose><if type=\"book\">",
    "</if></choose>",
    "<names variable=\"author\">",
    "<name et-al-min=\"1\"/>",
    "<date variable=\"issued\" form=\"text\"/>",
    "<number variable=\"volume\"/>",
    "<label variable=\"page\"/>",
    "text-case=\"title\"",
    "prefix=\"é\"",
    "<!--",
    "-->",
    "&lt;",
    "&#0;",
    "<![CDATA[",
    "<!DOCTYPE a [",
    "<a>",
    "</a>",
    "/>",
    "substitute",
    "collapse=\"year-suffix\"",
    "disambiguate-add-names=\"true\"",
    "sort",
    "\"",
    "'",
];

const RECORD_WORDS: &[&str] = &[
    "{\"format\":1,\"files\":[\n{\"path\":\"a/index.html\",\"blake3\":\"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262\",\"length\":0,\"cause\":\"x\"}\n]}\n",
    "{\"format\":1,\"manifest\":\"af\",\"files\":1,\"version\":\"0\",\"as_of\":\"2026-01-01\",\"base_url\":\"\",\"inputs\":null}",
    "{\"format\":1,\"site\":\"a\",\"generation\":1,\"files\":{}}",
    "\"path\":\"../x\"",
    "\"path\":\"/etc\"",
    "\"path\":\"a//b\"",
    "\"path\":\"\"",
    "\"length\":-1",
    "\"length\":18446744073709551616",
    "\"format\":2",
    "\"generation\":18446744073709551615",
    "\"undo\":",
    "\"objects\":",
    "null",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "1e999",
    "é",
];

const QUERY_WORDS: &[&str] = &[
    "kind=commitment",
    "level=national",
    "sdg=8.8",
    "overdue",
    " or ",
    " not ",
    "(",
    ")",
    "!=",
    ">=",
    "<",
    "~",
    "\"work permit\"",
    ",",
    "needs.amount>1000",
    "period.to",
    "milestones.title~visa",
    "has_part=promise",
    "translated",
    "stale",
    "date=2020",
    "date<2020-02",
    "title",
    "'",
    "\\",
    "é",
    "\u{a0}",
    "",
    " ",
    "results.by",
    "extra.a",
    "..",
    "-",
    "1e9",
    "=",
    "kind=commitment,practice",
];

const STRING_WORDS: &[&str] = &[
    "a = A\n",
    "b = { a } and { $x }\n",
    "-term = T\n    .attr = x\n",
    "c = { $n ->\n    [one] one\n   *[other] { NUMBER($n) }\n }\n",
    "{ -term }",
    "{ \"\\u00e9\" }",
    "{ \"",
    "{",
    "}",
    "*[",
    "->",
    "\n    ",
    "# c\n",
    "$n",
    "{ a.b }",
    "{ f($n, x: 1) }",
    "é",
    "\\",
    "\t",
    "\r\n",
    "[zero]",
    "{ c }",
];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    Source::new(path, text(bytes))
}

/// Every format prints every diagnostic: spans that lie between characters or behind the end show here.
fn told(diagnostics: &[Diagnostic]) {
    for format in [Format::Human, Format::Json, Format::Sarif, Format::Github] {
        print(diagnostics, format, true, &mut std::io::sink()).expect("a sink takes everything");
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

fn bibtex(bytes: &[u8]) {
    cite(&source("content/sources.bib", bytes));
}

fn works(bytes: &[u8]) {
    cite(&source("content/sources.yaml", bytes));
}

/// Whatever was read can be cited.
fn cite(works: &Arc<Source>) {
    static STANDARD: LazyLock<[Processor; 2]> = LazyLock::new(|| processors(&Arc::new(Style::standard())));
    let (documents, diagnostics) = library::documents([works]);
    told(&diagnostics);
    write(&*STANDARD, &documents);
}

fn processors(style: &Arc<Style>) -> [Processor; 2] {
    ["en", "ar"].map(|lang| Processor::new(Arc::clone(style), lang))
}

fn write(processors: &[Processor], documents: &Documents) {
    let items: Vec<Item> = documents.iter().take(5).map(|(.., listed)| Item::from(&listed.document)).collect();
    let cites: Vec<Cited<'_>> =
        items.iter().map(|item| Cited { item, number: Some(1), locator: None, marks: Marks::default() }).collect();
    for processor in processors {
        for item in &items {
            drop(plain(&processor.reference(item, Some(1), Marks::default())));
        }
        if !cites.is_empty() {
            drop(plain(&processor.cluster(&cites)));
        }
    }
}

const SAMPLE: &str = "a: {type: report, title: \"A: b\", author: [\"Last, First\", {name: Body}], date: 2020-01, serial-number: X}\n\
    b: {type: article, title: B, author: \"Last, First\", date: 2020, page-range: 1-9, parent: {type: periodical, title: J, volume: 3}}\n";

fn style(bytes: &[u8]) {
    let source = source("styles/a.csl", bytes);
    match Style::parse(&source) {
        Ok(style) => {
            let (documents, _) = library::documents([&Source::new("content/sources.yaml", SAMPLE)]);
            write(&processors(&Arc::new(style)), &documents);
        }
        Err(problem) => told(&[*problem]),
    }
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
