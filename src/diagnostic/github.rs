//! Diagnostics as workflow commands, which GitHub Actions shows beside the changed lines.
//!
//! GitHub looks for a file from the root of the repository, which may lie above that of the project.
//!
//! One line each: `::error file=a.md,line=4,col=9,endLine=4,endColumn=20,title=unknown-theme::message`. Values are
//! escaped as the documentation of workflow commands asks: `%`, carriage return and line feed everywhere, `:` and `,`
//! in properties too.

use std::fmt::Write as _;
use std::io;

use super::excerpt::neutral;
use super::region::{Locator, Region};
use super::{Diagnostic, Severity};

/// Writes one command a line. `below` is what leads from the root of the repository to the project: nothing, or `docs/`.
pub fn print(diagnostics: &[Diagnostic], below: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut locator = Locator::default();
    for diagnostic in diagnostics {
        out.write_all(command(diagnostic, below, &mut locator).as_bytes())?;
    }
    Ok(())
}

/// Writes what is wrong with the run and not with its content: a command without a place.
pub fn print_failure(message: &str, help: Option<&str>, out: &mut dyn io::Write) -> io::Result<()> {
    let text = format!("{message}{}", help_line(help));
    writeln!(out, "::error::{}", data(&neutral(&text)))
}

fn command(diagnostic: &Diagnostic, below: &str, locator: &mut Locator) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = property(&neutral(&format!("{below}{}", diagnostic.place.source.path)));
    let lines =
        if diagnostic.place.source.text.is_empty() { String::new() } else { lines(locator.region(&diagnostic.place)) };
    let title = diagnostic.code;
    format!("::{name} file={file}{lines},title={title}::{}\n", data(&message(diagnostic)))
}

/// Columns are only given for one line: GitHub refuses an annotation with columns over several.
fn lines(region: Region) -> String {
    let Region { line, column, end_line, end_column } = region;
    if line == end_line {
        format!(",line={line},col={column},endLine={line},endColumn={end_column}")
    } else {
        format!(",line={line},endLine={end_line}")
    }
}

/// The message, then what helps, each on a line of its own. The log is a terminal, so it is made harmless.
fn message(diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    for related in &diagnostic.related {
        let (line, _) = related.place.start();
        write!(message, "\n{}:{line}: {}", related.place.source.path, related.message)
            .expect("a String takes everything");
    }
    message += &help_line(diagnostic.help.as_deref());
    neutral(&message).into_owned()
}

fn help_line(help: Option<&str>) -> String {
    help.map(|help| format!("\nhelp: {help}")).unwrap_or_default()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
