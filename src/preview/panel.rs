//! What the panel and the overlay of a page say: values that are sent as JSON, under the names that they have here.

use serde::Serialize;

use crate::diagnostic::human::Printer;
use crate::diagnostic::{Diagnostic, Severity};

/// How wide the excerpt of a problem is drawn, in characters. Longer lines are cut around what they are about.
const EXCERPT_WIDTH: usize = 110;

/// What there is to say of a page beside the page itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Panel {
    /// Problems of the files that this page is made of, whatever their severity.
    pub errors: Vec<Problem>,
    /// Problems of the rest of the site.
    pub others: Vec<Problem>,
    /// What the entry lacks, each in a few words: ``it has no `sdg` ``, ``it is not translated into `fr` ``.
    pub lacks: Vec<String>,
    /// Entries whose pages lead here.
    pub linked_from: Vec<Link>,
    /// Lists that show this entry: its kind, its terms with the broader ones, the works that it cites.
    pub shown_on: Vec<Link>,
    /// The files that this page is made from, its template last.
    pub made_from: Vec<Made>,
    /// The address that opens the file in an editor: `vscode://file/...`.
    pub edit: Option<String>,
    /// The file, below the project root.
    pub file: Option<String>,
    /// From the save to the page, in milliseconds.
    pub took_ms: Option<f64>,
    /// The change that this speaks of, as [`super::Answers::changes`] counts.
    pub version: u64,
}

/// A diagnostic, ready to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The sort of problem: `unknown-theme`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, below the project root.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// The lines that it is about, drawn with marks; empty when there is no text.
    pub excerpt: String,
    /// What to type instead.
    pub help: Option<String>,
    /// The address that opens the file at this place in an editor.
    pub edit: Option<String>,
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its title.
    pub title: String,
    /// Its address, from the root of the host, percent-encoded.
    pub url: String,
    /// What it has to do with the page: `mentioned by`, `theme`.
    pub how: String,
}

/// A file that a page is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Its path below the project root.
    pub path: String,
    /// What it is: a language, `template`; empty when that goes without saying.
    pub how: String,
    /// The address that opens it in an editor, when it is a file of the project.
    pub edit: Option<String>,
}

impl Problem {
    /// A diagnostic without an address to edit it at.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let (line, column) = diagnostic.place.start();
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.as_str(),
            message: diagnostic.message.clone(),
            file: diagnostic.place.source.path.to_string(),
            line,
            column,
            excerpt: Printer { color: false, width: EXCERPT_WIDTH }.excerpt(diagnostic),
            help: diagnostic.help.clone(),
            edit: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{Source, Span};

    #[test]
    fn a_problem_names_its_place_and_shows_its_line() {
        let source = Source::new("content/a.md", "---\nthemes: [recrutment]\n---\n");
        let diagnostic = Diagnostic::new(Code::UnknownTerm, &source, Span::new(13, 23), "no such theme").help("look");
        let problem = Problem::of(&diagnostic);
        assert_eq!((problem.line, problem.column), (2, 10));
        assert_eq!(problem.excerpt, "  |\n2 | themes: [recrutment]\n  |          ^^^^^^^^^^");
    }

    #[test]
    fn a_problem_of_a_whole_file_has_no_excerpt() {
        assert_eq!(Problem::of(&Diagnostic::of_file(Code::UnreadableFile, "a.md", "gone")).excerpt, "");
    }
}
