//! What each format prints, word for word. `SNAPSHOTS=overwrite cargo test --release --lib` writes it anew, with hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod human;

use std::sync::Arc;

use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::source::{Source, Span};

const ENTRY: &str = "---\nkind: commitment\ntitle: Fair recruitment\nthemes: [recruitement, cities]\nperiod:\n  from: 2020\n  to: 2018\n---\n\nText.\n";

fn printed(format: Format, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    print(diagnostics, Manner { format, ..Manner::default() }, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("printers write UTF-8")
}

fn human(diagnostic: Diagnostic) -> String {
    printed(Format::Human, &[diagnostic])
}

fn entry() -> Arc<Source> {
    Source::new("content/commitments/a.md", ENTRY)
}

/// The span of the first occurrence of a text.
fn span(source: &Source, needle: &str) -> Span {
    let start = source.text.find(needle).expect("the text has it");
    Span::new(start, start + needle.len())
}

fn at(source: &Arc<Source>, needle: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownTheme, source, span(source, needle), "the message")
}

fn unknown_theme() -> Diagnostic {
    let source = entry();
    Diagnostic::new(Code::UnknownTheme, &source, span(&source, "recruitement"), "unknown theme `recruitement`")
        .help("did you mean `recruitment`?")
}

fn dates_out_of_order() -> Diagnostic {
    let source = entry();
    Diagnostic::new(Code::DatesOutOfOrder, &source, span(&source, "2018"), "the period ends before it begins").related(
        &source,
        span(&source, "2020"),
        "begins here",
    )
}

fn duplicate_id() -> Diagnostic {
    let other = Source::new("content/b/x, y: 100%.md", "---\nkind: page\n");
    let source = entry();
    let span = span(&source, "kind: commitment\ntitle");
    Diagnostic::new(Code::DuplicateId, &source, span, "two files\nwith one id").related(&other, Span::new(4, 8), "also")
}

#[test]
fn json_has_one_object_a_line() {
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "content/é.md", "cannot be read");
    let all = [unknown_theme(), dates_out_of_order(), of_file];
    assert_data_eq!(printed(Format::Json, &all), str![[r#"
{"code":"unknown-theme","severity":"error","message":"unknown theme `recruitement`","file":"content/commitments/a.md","line":4,"column":10,"end_line":4,"end_column":22,"help":"did you mean `recruitment`?","related":[]}
{"code":"dates-out-of-order","severity":"error","message":"the period ends before it begins","file":"content/commitments/a.md","line":7,"column":7,"end_line":7,"end_column":11,"help":null,"related":[{"file":"content/commitments/a.md","line":6,"column":9,"message":"begins here"}]}
{"code":"unreadable-file","severity":"error","message":"cannot be read","file":"content/é.md","line":1,"column":1,"end_line":1,"end_column":1,"help":null,"related":[]}

"#]].raw());
}

#[test]
fn github_escapes_properties_and_data() {
    let other = Source::new("content/b/x, y: 100%.md", "---\nkind: page\n");
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "a,b:c%.md", "50 % wrong, see: \r\nthis");
    let mut info = Diagnostic::new(Code::CoverageGap, &other, Span::new(4, 8), "a gap");
    info.severity = Severity::Info;
    let mut warning = duplicate_id();
    warning.severity = Severity::Warning;
    assert_data_eq!(printed(Format::Github, &[unknown_theme(), warning, info, of_file]), str![[r#"
::error file=content/commitments/a.md,line=4,col=10,endLine=4,endColumn=22,title=unknown-theme::unknown theme `recruitement`%0Ahelp: did you mean `recruitment`?
::warning file=content/commitments/a.md,line=2,endLine=3,title=duplicate-id::two files%0Awith one id%0Acontent/b/x, y: 100%25.md:2: also
::notice file=content/b/x%2C y%3A 100%25.md,line=2,col=1,endLine=2,endColumn=5,title=coverage-gap::a gap
::error file=a%2Cb%3Ac%25.md,title=unreadable-file::50 %25 wrong, see: \u{0D}%0Athis

"#]].raw());
}

fn sarif(diagnostics: &[Diagnostic]) -> serde_json::Value {
    serde_json::from_str(&printed(Format::Sarif, diagnostics)).expect("JSON")
}

#[test]
fn sarif_has_results_with_their_places() {
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "content/é x.md", "cannot be read");
    let mut document = sarif(&[unknown_theme(), duplicate_id(), of_file]);
    let results = document["runs"][0]["results"].as_array_mut().expect("a list");
    // Their numbers change with every new code.
    for result in results.iter_mut() {
        result["ruleIndex"] = 0.into();
    }
    let lines: Vec<_> = results.iter().map(ToString::to_string).collect();
    assert_data_eq!(lines.join("\n"), str![[r#"
{"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"content/commitments/a.md","uriBaseId":"%SRCROOT%"},"region":{"endColumn":22,"endLine":4,"startColumn":10,"startLine":4}}}],"message":{"text":"unknown theme `recruitement`\nhelp: did you mean `recruitment`?"},"ruleId":"unknown-theme","ruleIndex":0}
{"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"content/commitments/a.md","uriBaseId":"%SRCROOT%"},"region":{"endColumn":6,"endLine":3,"startColumn":1,"startLine":2}}}],"message":{"text":"two files\nwith one id"},"relatedLocations":[{"message":{"text":"also"},"physicalLocation":{"artifactLocation":{"uri":"content/b/x%2C%20y%3A%20100%25.md","uriBaseId":"%SRCROOT%"},"region":{"endColumn":5,"endLine":2,"startColumn":1,"startLine":2}}}],"ruleId":"duplicate-id","ruleIndex":0}
{"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"content/%C3%A9%20x.md","uriBaseId":"%SRCROOT%"}}}],"message":{"text":"cannot be read"},"ruleId":"unreadable-file","ruleIndex":0}
"#]].raw());
}

#[test]
fn sarif_explains_its_rules() {
    let document = sarif(&[unknown_theme(), duplicate_id(), Diagnostic::of_file(Code::TemplateError, "a", "m")]);
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    assert_data_eq!(rules[Code::AliasUsed as usize].to_string(), str![[r#"{"defaultConfiguration":{"level":"warning"},"fullDescription":{"text":"The name is accepted, but the preferred id keeps search and rename simple."},"help":{"text":"The name is accepted, but the preferred id keeps search and rename simple.\n\nMore: compendium explain alias-used"},"id":"alias-used","shortDescription":{"text":"A term's other name"}}"#]].raw());
}

#[test]
fn nothing_is_printed_for_nothing_but_an_empty_run() {
    for format in [Format::Human, Format::Json, Format::Github] {
        assert_eq!(printed(format, &[]), "");
    }
    assert!(printed(Format::Sarif, &[]).contains(r#""results":[]"#));
}

/// A file of one huge line with very many problems once took the square of their number.
#[test]
fn many_problems_in_one_huge_line_are_printed_in_time() {
    let source = Source::new("a.md", "<b> ".repeat(250_000));
    let diagnostics: Vec<_> =
        (0..20_000).map(|n| Diagnostic::new(Code::RawHtml, &source, Span::new(n * 40, n * 40 + 3), "HTML")).collect();
    let started = std::time::Instant::now();
    printed(Format::Human, &diagnostics);
    printed(Format::Json, &diagnostics);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
