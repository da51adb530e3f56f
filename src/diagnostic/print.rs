//! The one entry to the printers: diagnostics in a format, to a writer.

use std::io;

use super::human::Printer;
use super::{Diagnostic, github, json, sarif};

/// Columns of a human excerpt. Fixed, so that a log reads the same whatever terminal wrote it.
const WIDTH: usize = 120;

/// How diagnostics are written: `--message-format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text with excerpts, for people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
    /// GitHub Actions annotations.
    Github,
}

/// How diagnostics are written, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// The format.
    pub format: Format,
    /// Whether people get colour; the other formats have none.
    pub color: bool,
    /// What leads from the root of the repository to that of the project, as `docs/`, for the format that needs it.
    pub below: &'static str,
}

/// Writes diagnostics in the order given. With none, only SARIF writes anything: a run without results.
pub fn print(diagnostics: &[Diagnostic], manner: Manner, out: &mut dyn io::Write) -> io::Result<()> {
    let Manner { format, color, below } = manner;
    let mut out = io::BufWriter::new(out);
    match format {
        Format::Human => Printer { color, width: WIDTH }.print(diagnostics, &mut out)?,
        Format::Json => json::print(diagnostics, &mut out)?,
        Format::Sarif => sarif::print(diagnostics, &mut out)?,
        Format::Github => github::print(diagnostics, below, &mut out)?,
    }
    io::Write::flush(&mut out)
}

/// Writes why a command failed where that is about no place of the content, in a format for machines. People are told by the
/// command line itself.
pub fn print_failure(message: &str, help: Option<&str>, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Human => Ok(()),
        Format::Json => json::print_failure(message, help, out),
        Format::Sarif => sarif::print_failure(message, help, out),
        Format::Github => github::print_failure(message, help, out),
    }
}

#[cfg(test)]
mod tests;
