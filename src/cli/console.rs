//! Where words go: results to the standard output, all else to the standard error, and nothing that was not asked for.
//!
//! In a machine format the standard error holds diagnostics in that format and nothing else. A reader who leaves early
//! (`compendium schema | head`) is no failure.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anyhow::Context;
use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use tracing::Level;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use super::args::Common;
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Format, Manner, Severity, Tally, print, print_failure};
use crate::output::Refused;
use crate::publish::refusal::Refusal;

/// The two channels and how to use them.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Whether a success prints nothing but what was asked for.
    pub quiet: bool,
    /// Whether more is told.
    pub verbose: bool,
    /// How diagnostics are written, and whether what goes to the standard error has colour.
    pub manner: Manner,
}

impl Console {
    /// The console that the options ask for. With `--verbose`, logs go to the standard error from here on.
    pub fn new(common: &Common) -> Self {
        let color = match common.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // NO_COLOR, CLICOLOR, CLICOLOR_FORCE and whether it is a terminal.
            ColorChoice::Auto => AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
        };
        let manner = Manner { format: common.message_format, color, below: "" };
        let console = Self { quiet: common.quiet, verbose: common.verbose, manner };
        if console.verbose && console.is_human() {
            let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(color).without_time();
            // What libraries say of requests may hold what nobody should see.
            let own = filter_fn(|logged| logged.target().starts_with("compendium") && *logged.level() <= Level::DEBUG);
            // The program may be run twice in one process, and then the first one's logs go on.
            let _ = tracing_subscriber::registry().with(lines.with_filter(own)).try_init();
        }
        console
    }

    /// The same console, which knows what leads from the root of the repository to that of the project.
    #[must_use]
    pub fn below(self, folder: &str) -> Self {
        // A few bytes once a run, so that a console can be passed on as a value.
        let below = if folder.is_empty() { "" } else { format!("{folder}/").leak() };
        Self { manner: Manner { below, ..self.manner }, ..self }
    }

    /// Whether people read the standard error.
    pub const fn is_human(self) -> bool {
        matches!(self.manner.format, Format::Human)
    }

    /// Prints what was asked for.
    #[allow(clippy::unused_self)] // Words go through the console, so that one place knows where each goes.
    pub fn result(self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        unless_nobody_listens(written).context("the result cannot be printed")?;
        Ok(())
    }

    /// Prints how a command ended, unless it is to be quiet.
    pub fn closing(self, text: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.result(text) }
    }

    /// Tells people something on the way.
    pub fn note(self, text: &str) {
        if self.is_human() && !self.quiet {
            // Who cannot be told is not told.
            let _ = writeln!(io::stderr(), "{}", self.labelled("note", AnsiColor::Cyan, text));
        }
    }

    /// Tells people that what they asked for is not done, behind the diagnostics that say why.
    pub fn refusal(self, text: &str) {
        if self.is_human() {
            let _ = writeln!(io::stderr(), "{}", self.labelled("error", AnsiColor::Red, text));
        }
    }

    /// Prints diagnostics: information only to those who want it, and with `--quiet` only errors.
    pub fn diagnostics(self, diagnostics: &[Diagnostic], with_information: bool) -> Result<(), Failure> {
        if self.quiet && Tally::of(diagnostics).errors == 0 {
            return Ok(());
        }
        let wanted = |severity| match severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            Severity::Info => !self.quiet && with_information,
        };
        let told: Vec<_> = diagnostics.iter().filter(|diagnostic| wanted(diagnostic.severity)).cloned().collect();
        let written = print(&told, self.manner, &mut io::stderr().lock());
        unless_nobody_listens(written).context("the diagnostics cannot be printed")?;
        Ok(())
    }

    /// Says why a command failed and gives its exit code.
    pub fn fail(self, failure: &Failure) -> ExitCode {
        // Where even this cannot be written, the exit code still tells.
        let _ = self.explain(failure);
        ExitCode::from(failure.code())
    }

    fn explain(self, failure: &Failure) -> io::Result<()> {
        let mut out = io::stderr().lock();
        match failure {
            Failure::Content => Ok(()),
            Failure::Settings(diagnostics) => print(diagnostics, self.manner, &mut out),
            Failure::Usage { message, help } => self.complain(message, help.as_deref(), &mut out),
            Failure::World(error) => {
                let help = error.downcast_ref::<Refused>().map(Refused::help);
                let help = help.or_else(|| error.downcast_ref::<Refusal>().map(Refusal::help));
                self.complain(&format!("{error:#}"), help, &mut out)
            }
        }
    }

    /// Writes a complaint that is about no place of the content, in the format asked for.
    fn complain(self, message: &str, help: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_human() {
            return print_failure(message, help, self.manner.format, out);
        }
        writeln!(out, "{}", self.labelled("error", AnsiColor::Red, message))?;
        help.map_or(Ok(()), |help| writeln!(out, "{}", self.labelled("help", AnsiColor::Cyan, help)))
    }

    fn labelled(self, label: &str, color: AnsiColor, text: &str) -> String {
        let style = if self.manner.color { Style::new().bold().fg_color(Some(color.into())) } else { Style::new() };
        // It may name files of strangers.
        let lines: Vec<_> = text.split('\n').map(visible).collect();
        format!("{style}{label}{style:#}: {}", lines.join("\n"))
    }
}

/// A text of the content, which may hold what moves the cursor of a terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{FFFD}' } else { c }).collect()
}

/// Whether writing went well, where a reader who left early is no failure.
pub fn unless_nobody_listens(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// A number of things: `1,204 pages`, `1 page`.
pub fn count(number: usize, one: &str) -> String {
    count_of(number, one, &format!("{one}s"))
}

/// A number of things whose plural is no matter of an `s`: `107 entries`.
pub fn count_of(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with its digits in groups of three.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text in lines of at most so many columns.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn console(format: Format) -> Console {
        Console { quiet: false, verbose: false, manner: Manner { format, ..Manner::default() } }
    }

    #[test]
    fn numbers_are_grouped_and_words_agree() {
        assert_eq!(count(0, "error"), "0 errors");
        assert_eq!(count(1, "error"), "1 error");
        assert_eq!(count(1204, "page"), "1,204 pages");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(100), "100");
    }

    fn complaint(console: Console, message: &str, help: Option<&str>) -> String {
        let mut out = Vec::new();
        console.complain(message, help, &mut out).expect("memory takes what is written to it");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_failure_is_one_object_or_one_line_in_a_machine_format() {
        let json = complaint(console(Format::Json), "the disk is\nfull", Some("free some"));
        let value: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((value["severity"].as_str(), value["help"].as_str()), (Some("error"), Some("free some")));
        assert_eq!((json.lines().count(), value.as_object().map(serde_json::Map::len)), (1, Some(10)));
        assert_eq!(complaint(console(Format::Github), "50 %\nx", Some("y")), "::error::50 %25%0Ax%0Ahelp: y\n");
        let sarif: Value = serde_json::from_str(&complaint(console(Format::Sarif), "m", Some("h"))).expect("JSON");
        let told = &sarif["runs"][0]["invocations"][0];
        assert_eq!(told["executionSuccessful"], false);
        assert_eq!(told["toolExecutionNotifications"][0]["message"]["text"], "m\nhelp: h");
    }

    #[test]
    fn people_get_a_label_and_colour_only_when_asked() {
        assert_eq!(complaint(console(Format::Human), "m", Some("h")), "error: m\nhelp: h\n");
        let stranger = complaint(console(Format::Human), "files:\n  `a\u{1b}[2J`", None);
        assert_eq!(stranger, "error: files:\n  `a\u{fffd}[2J`\n");
        let manner = Manner { color: true, ..Manner::default() };
        let colored = Console { manner, ..console(Format::Human) };
        assert!(complaint(colored, "m", None).starts_with("\u{1b}["));
    }
}
