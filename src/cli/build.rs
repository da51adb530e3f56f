//! `build`: the site into the output folder.

use std::time::Instant;

use super::console::{Console, count, grouped};
use super::environment::Environment;
use super::failure::Failure;
use super::progress::Bar;
use crate::diagnostic::{Diagnostic, Tally};
use crate::project::{BuildError, Built, Options, Project};

/// Builds, says what was found, and how it ended.
pub fn run(options: Options, environment: &Environment, console: Console) -> Result<(), Failure> {
    let start = Instant::now();
    tracing::debug!(root = %options.root.display(), as_of = %options.as_of.day, "build");
    let project = Project::open(options)?;
    let bar = Bar::new(console);
    let wait = || console.note("another build writes into this folder; this one waits until it has ended");
    let built = project.build(&bar, &wait);
    drop(bar);
    match built {
        Ok(built) => {
            console.diagnostics(&built.diagnostics, false)?;
            console.closing(&closing(&built, start.elapsed().as_secs_f64(), environment))
        }
        Err(BuildError::World(error)) => Err(Failure::World(error)),
        Err(BuildError::Content(diagnostics)) => {
            console.diagnostics(&diagnostics, false)?;
            console.refusal(&not_built(&diagnostics));
            Err(Failure::Content)
        }
    }
}

fn not_built(diagnostics: &[Diagnostic]) -> String {
    format!("the site is not built: {}", tally(diagnostics))
}

/// `0 errors, 2 warnings`.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let Tally { errors, warnings } = Tally::of(diagnostics);
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}

fn closing(built: &Built, seconds: f64, environment: &Environment) -> String {
    let files = count(built.files, "file");
    let written = grouped(built.written);
    let deleted = if built.deleted > 0 { format!("{} deleted, ", grouped(built.deleted)) } else { String::new() };
    let tally = tally(&built.diagnostics);
    let next = built.next_change.as_ref();
    let next = next.map(|next| format!("changes by itself on {}: {}\n", next.day, next.why)).unwrap_or_default();
    let home = environment.shown(&built.output.join("index.html"));
    let kept: Vec<_> = built.foreign.iter().map(|foreign| format!("kept: {foreign}\n")).collect();
    let kept = kept.concat();
    format!("{kept}{files}, {written} written, {deleted}{tally} in {seconds:.2} s\n{next}open {home}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::project::NextChange;

    #[test]
    fn a_build_ends_with_what_was_done_what_comes_next_and_where_to_look() {
        let environment = Environment { folder: "/home/ada/site".into(), ..Environment::default() };
        let mut built = Built {
            diagnostics: vec![
                Diagnostic::of_file(Code::AliasUsed, "a", "m"),
                Diagnostic::of_file(Code::LongTitle, "b", "m"),
            ],
            files: 1204,
            written: 3,
            deleted: 0,
            foreign: Vec::new(),
            next_change: None,
            output: "/home/ada/site/public".into(),
        };
        let expected = "1,204 files, 3 written, 0 errors, 2 warnings in 0.42 s\nopen public/index.html\n";
        assert_eq!(closing(&built, 0.42, &environment), expected);
        built.deleted = 2;
        built.foreign = vec!["`a.html` was changed".into()];
        built.output = "/tmp/x".into();
        let day = jiff::civil::date(2026, 12, 10);
        built.next_change = Some(NextChange { day, why: "the embargo of a ends".into() });
        let expected = "kept: `a.html` was changed\n1,204 files, 3 written, 2 deleted, 0 errors, 2 warnings in 0.42 s\n\
            changes by itself on 2026-12-10: the embargo of a ends\nopen /tmp/x/index.html\n";
        assert_eq!(closing(&built, 0.42, &environment), expected);
    }
}
