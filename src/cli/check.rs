//! `check`: all diagnostics, no output.

use std::time::Instant;

use super::build::tally;
use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;
use super::since;
use crate::diagnostic::{Diagnostic, Severity, Tally};
use crate::project::{Options, Project};

/// Checks, with addresses that an earlier state had; says what was found, and how much of it.
pub fn run(options: &Options, since: Option<&str>, environment: &Environment, console: Console) -> Result<(), Failure> {
    let start = Instant::now();
    let project = Project::open(options.clone())?;
    let former = since.map(|what| since::former(what, &project, options, environment)).transpose()?;
    let diagnostics = project.check_since(&former.unwrap_or_default());
    // Machines sort out by themselves what they want.
    let with_information = console.verbose || !console.is_human();
    console.diagnostics(&diagnostics, with_information)?;
    let summary = summary(&diagnostics, with_information, start.elapsed().as_secs_f64());
    if Tally::of(&diagnostics).errors > 0 {
        console.result(&summary)?;
        return Err(Failure::Content);
    }
    console.closing(&summary)
}

fn summary(diagnostics: &[Diagnostic], with_information: bool, seconds: f64) -> String {
    let information = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Info).count();
    let notes = match (information, with_information) {
        (0, _) => String::new(),
        (_, true) => format!(", {}", count(information, "note")),
        (_, false) => format!(", {} (shown by --verbose)", count(information, "note")),
    };
    format!("{}{notes} in {seconds:.2} s\n", tally(diagnostics))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn the_summary_counts_and_says_what_is_hidden() {
        let found = [Code::DeadLink, Code::AliasUsed, Code::UnusedTerm].map(|code| Diagnostic::of_file(code, "a", "m"));
        assert_eq!(summary(&found, false, 0.031), "1 error, 1 warning, 1 note (shown by --verbose) in 0.03 s\n");
        assert_eq!(summary(&found, true, 0.031), "1 error, 1 warning, 1 note in 0.03 s\n");
        assert_eq!(summary(&[], false, 1.0), "0 errors, 0 warnings in 1.00 s\n");
    }
}
