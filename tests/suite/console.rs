//! Commands as a text shows them: what is typed, what is printed below it, and the files that it tells one to write.
//!
//! A block of the language `console` holds lines that are typed, after `$ `, each with what it prints; a line `...` stands
//! for whatever comes there. A command that prints an error is expected to fail, any other to succeed. A block below a
//! paragraph that ends in “Write `PATH`:” is written to that file, and one below “Add to `PATH`:” is added to its end.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::support::site::program;
use crate::support::times::{is_number, without_times};

/// The instant that the site speaks of while the commands of a text are run: 28 November 2026, noon.
const INSTANT: &str = "1795867200";

/// Something that a text tells one to do.
#[derive(Debug)]
pub struct Step {
    /// Its line, counted from 1.
    pub line: usize,
    /// What.
    pub what: What,
}

/// What a text tells one to do.
#[derive(Debug)]
pub enum What {
    /// To write a file.
    Write { path: String, text: String },
    /// To add to a file.
    Add { path: String, text: String },
    /// To type a command; with what it prints.
    Type { command: String, printed: Vec<String> },
}

/// Everything that a text tells one to do, in its order.
pub fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut before = "";
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            before = if line.trim().is_empty() { before } else { line };
            continue;
        };
        let fence: String = line.chars().take_while(|sign| *sign == '`').collect();
        let block: Vec<_> = lines.by_ref().take_while(|(_, line)| *line != fence).collect();
        let whole = || block.iter().flat_map(|(_, line)| [*line, "\n"]).collect::<String>();
        if language == "console" {
            steps.extend(typed(&block));
        } else if let Some(path) = named(before, "Write `") {
            steps.push(Step { line: at + 1, what: What::Write { path, text: whole() } });
        } else if let Some(path) = named(before, "Add to `") {
            steps.push(Step { line: at + 1, what: What::Add { path, text: whole() } });
        }
        before = "";
    }
    steps
}

/// The path in a line that ends in `verb` and a path: “Then write `PATH`:”.
fn named(line: &str, verb: &str) -> Option<String> {
    let (_, path) = line.strip_suffix("`:")?.rsplit_once(verb)?;
    Some(path.to_owned())
}

fn typed(block: &[(usize, &str)]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, line) in block {
        match (line.strip_prefix("$ "), steps.last_mut().map(|step| &mut step.what)) {
            (Some(typed), _) => {
                // What stands behind two spaces and a hash is said to the reader.
                let command = typed.split("  #").next().unwrap_or(typed).trim().to_owned();
                steps.push(Step { line: at + 1, what: What::Type { command, printed: Vec::new() } });
            }
            (None, Some(What::Type { printed, .. })) => printed.push(line.trim_end().to_owned()),
            _ => panic!("line {}: a block of a console begins with a command", at + 1),
        }
    }
    steps
}

/// A reader who does what a text says, in a folder of their own.
pub struct Reader {
    home: PathBuf,
    folder: PathBuf,
}

impl Reader {
    /// A reader whose files are below `home`, at work in `folder`.
    pub fn new(home: &Path, folder: &Path) -> Self {
        Self { home: home.to_owned(), folder: folder.to_owned() }
    }

    /// Does one thing; what is printed has to be what the text says.
    pub fn does(&mut self, step: &Step, alike: impl Fn(&str) -> String) -> Result<(), String> {
        match &step.what {
            What::Write { path, text } => self.writes(path, text.clone()),
            What::Add { path, text } => {
                let old = std::fs::read_to_string(self.folder.join(path)).unwrap_or_default();
                self.writes(path, format!("{old}{text}"))
            }
            What::Type { command, printed } => self.types(command, printed, alike),
        }
    }

    fn writes(&self, path: &str, text: String) -> Result<(), String> {
        let path = self.folder.join(path);
        let written =
            std::fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| std::fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", path.display()))
    }

    fn types(&mut self, command: &str, printed: &[String], alike: impl Fn(&str) -> String) -> Result<(), String> {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder = self.folder.join(folder);
            return if self.folder.is_dir() { Ok(()) } else { Err(format!("there is no folder {folder}")) };
        }
        if command == "compendium serve" || command.starts_with("compendium serve ") {
            return self.serves(command);
        }
        let output = self.shell(&format!("{{ {command}\n}} 2>&1")).output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let fails = printed.iter().any(|line| line.starts_with("error"));
        if output.status.success() == fails {
            return Err(format!("{}:\n{said}", output.status));
        }
        if printed.is_empty() || is_printed(&said, printed, alike) {
            return Ok(());
        }
        Err(format!("it prints\n{said}\nand not\n{}", printed.join("\n")))
    }

    /// A preview runs until it is ended.
    fn serves(&self, command: &str) -> Result<(), String> {
        let mut shell = self.shell(&format!("exec {command} --port 0"));
        let mut child = shell.stdout(Stdio::piped()).process_group(0).spawn().map_err(|error| error.to_string())?;
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let serves = out.lines().map_while(Result::ok).any(|line| line.starts_with("serving http://localhost:"));
        if let Some(group) = Pid::from_raw(i32::try_from(child.id()).unwrap_or_default()) {
            let _ = kill_process_group(group, Signal::TERM);
        }
        let _ = child.wait();
        if serves { Ok(()) } else { Err("it does not serve".into()) }
    }

    fn shell(&self, line: &str) -> Command {
        let folder = program().parent().expect("the program lies in a folder").display();
        let mut command = Command::new("bash");
        command.args(["-c", line]).current_dir(&self.folder).stdin(Stdio::null()).stderr(Stdio::null()).env_clear();
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{folder}:{path}")).env("HOME", &self.home).env("LANG", "C.UTF-8");
        command.env("SOURCE_DATE_EPOCH", INSTANT).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["GIT_AUTHOR", "GIT_COMMITTER"] {
            command.env(format!("{who}_NAME"), "A reader").env(format!("{who}_EMAIL"), "reader@compact.example");
        }
        command
    }
}

/// Whether the lines were printed, in this order; `...` stands for any lines, and at the end of one for the rest of it.
fn is_printed(said: &str, lines: &[String], alike: impl Fn(&str) -> String) -> bool {
    let said: Vec<_> = said.trim_end().lines().map(|line| alike(line.trim_end())).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let lines: Vec<_> = lines[..end].iter().map(|line| alike(line)).collect();
    let parts: Vec<_> = lines.split(|line| line == "...").collect();
    let Some((first, others)) = parts.split_first() else { return true };
    if !begins(&said, first) {
        return false;
    }
    let mut rest = &said[first.len()..];
    let Some((last, between)) = others.split_last() else { return rest.is_empty() };
    for part in between {
        let Some(place) = (0..=rest.len()).find(|at| begins(&rest[*at..], part)) else { return false };
        rest = &rest[place + part.len()..];
    }
    rest.len() >= last.len() && begins(&rest[rest.len() - last.len()..], last)
}

/// Whether what is said begins with these lines.
fn begins(said: &[String], lines: &[String]) -> bool {
    let fits = |(said, line): (&String, &String)| match line.strip_suffix(" ...") {
        Some(start) => said.starts_with(start),
        None => said == line,
    };
    said.len() >= lines.len() && said.iter().zip(lines).all(fits)
}

/// A line without the times that it tells, and without numbers of files, which grow with every sort of output.
pub fn without_times_and_files(line: &str) -> String {
    let line = without_times(line);
    let words: Vec<_> = line.split(' ').collect();
    let is_files = |word: Option<&&str>| word.is_some_and(|word| word.trim_end_matches(['.', ',']) == "files");
    let is_count = |at: usize| is_number(words[at]) && is_files(words.get(at + 1));
    let shown = words.iter().enumerate().map(|(at, word)| if is_count(at) { "N" } else { word });
    shown.collect::<Vec<_>>().join(" ")
}
