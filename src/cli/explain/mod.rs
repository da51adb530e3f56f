//! `explain`: what a code means and how to mend it, where a page comes from, where an entry shows.

mod place;
mod text;

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::ExplainFormat;
use super::console::{Console, wrapped};
use super::failure::Failure;
use crate::diagnostic::{Code, Severity, did_you_mean};
use crate::field::EntryId;
use crate::project::Options;

/// Columns of an explanation.
const WIDTH: usize = 80;

/// What is to be explained.
#[derive(Debug)]
pub enum Explained {
    /// All codes, in a list.
    Codes,
    /// One code.
    Code(Code),
    /// An entry of a project, by its id or a former one.
    Entry(Box<Options>, EntryId),
    /// A file of a project, by its path.
    File(Box<Options>, PathBuf),
    /// A page of a project's site, by its address.
    Address(Box<Options>, String),
}

/// What a word means: an address has a scheme, or a slash at either end; a path names a file, from
/// this folder or from the project's; all else is a code, or an entry.
pub fn meant(
    word: Option<&str>,
    folder: &Path,
    options: impl Fn() -> Result<Options, Failure>,
) -> Result<Explained, Failure> {
    let Some(word) = word else { return Ok(Explained::Codes) };
    let path = folder.join(word);
    if word.contains("://") {
        return Ok(Explained::Address(Box::new(options()?), word.to_owned()));
    }
    if path.is_file() {
        return Ok(Explained::File(Box::new(options()?), path));
    }
    let of_project = options().ok().map(|options| options.root.join(word)).filter(|path| path.is_file());
    if of_project.is_some() || word.ends_with(".md") {
        return Ok(Explained::File(Box::new(options()?), of_project.unwrap_or(path)));
    }
    if word.contains('/') {
        return Ok(Explained::Address(Box::new(options()?), word.to_owned()));
    }
    let refused = match code(word) {
        Ok(code) => return Ok(Explained::Code(code)),
        Err(refused) => refused,
    };
    // Outside a project there are codes only.
    match (EntryId::parse(word), options()) {
        (Some(id), Ok(options)) => Ok(Explained::Entry(Box::new(options), id)),
        _ => Err(refused),
    }
}

/// Explains it.
pub fn run(explained: &Explained, format: ExplainFormat, console: Console) -> Result<(), Failure> {
    console.result(&match (explained, format) {
        (Explained::Codes, ExplainFormat::Text) => list(),
        (Explained::Codes, ExplainFormat::Json) => pretty(&Code::ALL.iter().map(|code| in_json(*code)).collect()),
        (Explained::Code(code), ExplainFormat::Text) => explanation(*code),
        (Explained::Code(code), ExplainFormat::Json) => pretty(&in_json(*code)),
        (Explained::Entry(options, id), format) => place::entry_of_id(options, id, format)?,
        (Explained::File(options, path), format) => place::file(options, path, format)?,
        (Explained::Address(options, address), format) => place::address(options, address, format)?,
    })
}

fn in_json(code: Code) -> serde_json::Value {
    json!({
        "code": code.as_str(), "severity": code.severity(), "title": code.title(), "explanation": code.explanation(),
    })
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// The code that a word means. A code may be pasted with what stands around it in a message: `error[unknown-theme]`.
pub fn code(word: &str) -> Result<Code, Failure> {
    let inner = word.split_once('[').map_or(word, |(_, rest)| rest);
    let inner = inner.split(']').next().unwrap_or(inner).trim().to_lowercase();
    Code::from_name(&inner).ok_or_else(|| {
        let near = did_you_mean(&inner, Code::ALL.iter().map(|code| code.as_str()));
        let help = "`compendium explain` lists all codes; a page is named by its path or address: /practices/x/";
        let help = near.unwrap_or_else(|| help.into());
        Failure::usage(format!("there is no code `{word}`"), help)
    })
}

fn explanation(code: Code) -> String {
    let severity = severity(code.severity());
    let text = wrapped(code.explanation(), WIDTH);
    let others = other_levels(code);
    format!("{code} ({severity})\n{}\n\n{text}\n\n{others}\n", code.title())
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "information",
    }
}

/// What no setting changes.
const BOUND: &str = "It stays an error where something is lost for it, such as an entry, a term or a page, and where it could \
     harm readers.";

/// How a project says otherwise.
fn other_levels(code: Code) -> String {
    let level = match code.severity() {
        Severity::Error => "warn",
        Severity::Warning | Severity::Info => "deny",
    };
    let levels =
        wrapped("\"deny\" makes it an error, \"warn\" a warning, and \"allow\" leaves it out. In site.toml:", WIDTH);
    let bound = match code.severity() {
        Severity::Error => wrapped(BOUND, WIDTH),
        Severity::Warning | Severity::Info => String::new(),
    };
    let text = format!("{levels}\n\n    [check]\n    {code} = \"{level}\"\n\n{bound}");
    text.trim_end().to_owned()
}

fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    let lines = Code::ALL.iter().map(|code| format!("{:width$}  {}\n", code.as_str(), code.title()));
    lines.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_as_they_are_pasted() {
        for word in ["unknown-theme", "Unknown-Theme", "[unknown-theme]", "error[unknown-theme]:"] {
            assert_eq!(code(word).ok(), Some(Code::UnknownTheme), "{word}");
        }
        let Err(Failure::Usage { help, .. }) = code("unknow-theme") else { panic!("refused") };
        assert_eq!(help.as_deref(), Some("did you mean `unknown-theme`?"));
    }

    #[test]
    fn explanations_fit_a_terminal() {
        for code in Code::ALL {
            let text = explanation(*code);
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        }
    }
}
