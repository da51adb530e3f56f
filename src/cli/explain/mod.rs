//! `explain`: what a code means and how to mend it.

use super::console::{Console, wrapped};
use super::failure::Failure;
use crate::diagnostic::{Code, Severity, did_you_mean};

/// Columns of an explanation.
const WIDTH: usize = 80;

/// Explains a code, or lists all.
pub fn run(code: Option<Code>, console: Console) -> Result<(), Failure> {
    console.result(&code.map_or_else(list, explanation))
}

/// The code that a word means. A code may be pasted with what stands around it in a message: `error[unknown-theme]`.
pub fn code(word: &str) -> Result<Code, Failure> {
    let inner = word.split_once('[').map_or(word, |(_, rest)| rest);
    let inner = inner.split(']').next().unwrap_or(inner).trim().to_lowercase();
    Code::from_name(&inner).ok_or_else(|| {
        let near = did_you_mean(&inner, Code::ALL.iter().map(|code| code.as_str()));
        let help = near.unwrap_or_else(|| "`compendium explain` lists all codes".into());
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

/// How a project says otherwise.
fn other_levels(code: Code) -> String {
    let level = match code.severity() {
        Severity::Error => "warn",
        Severity::Warning | Severity::Info => "deny",
    };
    let levels =
        wrapped("\"deny\" makes it an error, \"warn\" a warning, and \"allow\" leaves it out. In site.toml:", WIDTH);
    format!("{levels}\n\n    [check]\n    {code} = \"{level}\"")
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
