//! Diagnostics as JSON, one object a line, for editors and scripts.
//!
//! Lines and columns count from 1, columns in characters, the end just past the last one. A problem of a file as a whole
//! is at line 1, column 1. Every field is always there; `help` is null when there is none, and so is all that tells a place
//! where the problem is that of the run.

use std::io;

use serde::Serialize;

use super::region::Locator;
use super::{Diagnostic, Severity};

#[derive(Serialize)]
struct Object<'a> {
    code: Option<&'static str>,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
    related: Vec<RelatedPlace<'a>>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Writes one object a line.
pub fn print(diagnostics: &[Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
    let (mut places, mut related) = (Locator::default(), Locator::default());
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *out, &object(diagnostic, &mut places, &mut related))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes what is wrong with the run and not with its content.
pub fn print_failure(message: &str, help: Option<&str>, out: &mut dyn io::Write) -> io::Result<()> {
    let (code, file, related) = (None, None, Vec::new());
    let (line, column, end_line, end_column) = (None, None, None, None);
    let severity = Severity::Error;
    let failure = Object { code, severity, message, file, line, column, end_line, end_column, help, related };
    serde_json::to_writer(&mut *out, &failure)?;
    out.write_all(b"\n")
}

fn object<'a>(diagnostic: &'a Diagnostic, places: &mut Locator, related: &mut Locator) -> Object<'a> {
    let region = places.region(&diagnostic.place);
    Object {
        code: Some(diagnostic.code.as_str()),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        file: Some(&diagnostic.place.source.path),
        line: Some(region.line),
        column: Some(region.column),
        end_line: Some(region.end_line),
        end_column: Some(region.end_column),
        help: diagnostic.help.as_deref(),
        related: diagnostic.related.iter().map(|place| related_place(place, related)).collect(),
    }
}

fn related_place<'a>(related: &'a super::Related, locator: &mut Locator) -> RelatedPlace<'a> {
    let region = locator.region(&related.place);
    RelatedPlace {
        file: &related.place.source.path,
        line: region.line,
        column: region.column,
        message: &related.message,
    }
}
