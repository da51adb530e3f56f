//! The program under strace: what it asks of the system, and what happens when the system says no.

use std::fs;
use std::process::Command;
use tempfile::NamedTempFile;

use super::command::run_by;
use super::site::Run;

/// Runs a command under `strace OPTIONS` and returns the run and the lines of the trace.
///
/// Without strace the test fails: it is installed by `scripts/test`.
pub fn traced(command: &Command, options: &[&str]) -> (Run, Vec<String>) {
    let log = NamedTempFile::new().expect("a temporary file can be made");
    let mut strace = Command::new("strace");
    strace
        .args(["--follow-forks", "--quiet=all", "--decode-fds=path", "--string-limit=4096", "--output"])
        .arg(log.path());
    strace.args(options);
    let output = run_by(strace, command).output().expect("strace is installed; scripts/test does that");
    let trace = fs::read(log.path()).expect("strace writes its log");
    let lines = String::from_utf8_lossy(&trace).lines().map(without_process_id).collect();
    (Run::from(output), lines)
}

/// `123 openat(...) = 3` without the number of the process.
fn without_process_id(line: &str) -> String {
    line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().to_owned()
}

/// The name of the call that a line of a trace is about.
pub fn call(line: &str) -> &str {
    line.split('(').next().unwrap_or("")
}
