//! Diagnostics as JSON, one object a line, for editors and scripts.
//!
//! Lines and columns count from 1, columns in characters, the end just past the last one. A problem of a file as a whole
//! is at line 1, column 1. Every field is always there; `help` is null when there is none.

use std::io;

use serde::Serialize;

use super::region::Locator;
use super::{Diagnostic, Severity};

#[derive(Serialize)]
struct Object<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
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

fn object<'a>(diagnostic: &'a Diagnostic, places: &mut Locator, related: &mut Locator) -> Object<'a> {
    let region = places.region(&diagnostic.place);
    Object {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        file: &diagnostic.place.source.path,
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
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
