//! Diagnostics as one SARIF 2.1.0 document, for code hosts and dashboards.
//!
//! The rules come from the table of codes, so that a dashboard can explain a result. Addresses of files are relative to
//! the project's root, which has no address of its own here: the document says nothing of the machine that wrote it.
//! The shape is that of the OASIS standard, sections 3.13 to 3.30; `tests/suite/sarif.rs` holds it against the schema.

use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use super::region::{Locator, Region};
use super::{Code, Diagnostic, Severity};
use crate::source::Place;

/// What stays as it is in a path: RFC 3986's unreserved characters and the slash.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
/// The name that code hosts know for the root of a project.
const ROOT: &str = "%SRCROOT%";

/// Writes the document on one line.
pub fn print(diagnostics: &[Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &document(diagnostics))?;
    out.write_all(b"\n")
}

/// A document with one run.
fn document(diagnostics: &[Diagnostic]) -> Value {
    let (mut places, mut related) = (Locator::default(), Locator::default());
    let results: Vec<_> = diagnostics.iter().map(|one| SarifResult::new(one, &mut places, &mut related)).collect();
    let mut driver = driver();
    driver["rules"] = Code::ALL.iter().copied().map(rule).collect();
    of_run(&json!({
        "tool": { "driver": driver },
        "originalUriBaseIds": { ROOT: { "description": { "text": "The project's root, where site.toml is." } } },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }))
}

/// Writes what is wrong with the run and not with its content, for which section 3.20.21 has a place.
pub fn print_failure(message: &str, help: Option<&str>, out: &mut dyn io::Write) -> io::Result<()> {
    let notification = json!({ "level": level(Severity::Error), "message": message_with(message, help) });
    let document = of_run(&json!({
        "tool": { "driver": driver() },
        "invocations": [{ "executionSuccessful": false, "toolExecutionNotifications": [notification] }],
        "results": [],
    }));
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

fn driver() -> Value {
    json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") })
}

fn of_run(run: &Value) -> Value {
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.explanation() },
        "help": { "text": format!("{}\n\nMore: compendium explain {code}", code.explanation()) },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<SarifRegion>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl SarifResult {
    fn new(diagnostic: &Diagnostic, places: &mut Locator, related: &mut Locator) -> Self {
        let further = diagnostic.related.iter();
        Self {
            rule_id: diagnostic.code.as_str(),
            // The rules are the table in its order, and the table's order is that of the enum.
            rule_index: diagnostic.code as usize,
            level: level(diagnostic.severity),
            message: message_with(&diagnostic.message, diagnostic.help.as_deref()),
            locations: [Location::new(&diagnostic.place, None, places)],
            related_locations: further.map(|one| Location::new(&one.place, Some(&one.message), related)).collect(),
        }
    }
}

/// SARIF has no place for help with one result, so it stands below the message.
fn message_with(message: &str, help: Option<&str>) -> Message {
    let help = help.map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    Message { text: format!("{message}{help}") }
}

impl Location {
    fn new(place: &Place, message: Option<&str>, locator: &mut Locator) -> Self {
        let artifact_location = ArtifactLocation { uri: uri(&place.source.path), uri_base_id: ROOT };
        let has_text = !place.source.text.is_empty();
        let region = has_text.then(|| locator.region(place).into());
        let message = message.map(|text| Message { text: text.to_owned() });
        Self { physical_location: PhysicalLocation { artifact_location, region }, message }
    }
}

impl From<Region> for SarifRegion {
    fn from(region: Region) -> Self {
        let Region { line, column, end_line, end_column } = region;
        Self { start_line: line, start_column: column, end_line, end_column }
    }
}

fn uri(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}
