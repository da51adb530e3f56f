//! Asking whoever sits at the terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::cli::failure::Failure;

/// Asks, unless nobody can be asked; `help` says what to do then.
///
/// # Errors
/// When nobody can be asked, or the answer is no.
pub fn confirm(question: &str, help: &str) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::usage("nobody can be asked here, so nothing is changed", help));
    }
    // Who cannot read the question answers nothing, which is no.
    let _ = write!(io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    let _ = io::stdin().lock().read_line(&mut answer);
    if is_yes(&answer) { Ok(()) } else { Err(Failure::Usage { message: "nothing is changed".into(), help: None }) }
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        assert!(["y\n", "Yes\r\n", " YES "].into_iter().all(is_yes));
        assert!(["", "\n", "n", "yep", "yes please"].into_iter().all(|answer| !is_yes(answer)));
    }
}
