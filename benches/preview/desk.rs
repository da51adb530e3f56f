//! Somebody who edits, and waits for the page.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::corpus::Corpus;
use super::hugo;
use super::served::Served;

/// An editor saves a text again while the look at all files that follows an edit may still be under way.
pub const SOON: Duration = Duration::from_millis(300);
/// After a title the pages that show it are counted, and after a template a page of each family is tried, which in a large
/// project takes as long.
pub const LATER: Duration = Duration::from_millis(700);

/// Whose preview it is.
pub enum Program {
    Compendium,
    /// By its path.
    Hugo(PathBuf),
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Compendium) { "compendium" } else { "hugo" })
    }
}

impl Program {
    /// Writes a site of a corpus.
    pub fn write(&self, corpus: Corpus, root: &Path) -> Result<()> {
        match self {
            Self::Compendium => Ok(corpus.write(root)?),
            Self::Hugo(_) => hugo::write(corpus, root),
        }
    }

    fn command(&self, root: &Path) -> Result<Command> {
        let mut command = match self {
            Self::Compendium => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_compendium"));
                command.args(["serve", "--port", "0", "--as-of", "2026-06-01", "--root"]).arg(root);
                command
            }
            Self::Hugo(path) => hugo::command(path, root)?,
        };
        command.stdin(Stdio::null()).stderr(Stdio::null());
        Ok(command)
    }

    /// The template of the page of an entry that shows `mark`.
    fn template(&self, mark: &str) -> (&'static str, String) {
        match self {
            Self::Compendium => (
                "templates/entry.html",
                format!("{{% extends \"base.html\" %}}{{% block main %}}<h1>{mark}</h1>{{% endblock main %}}"),
            ),
            Self::Hugo(_) => (hugo::TEMPLATE, hugo::template(mark)),
        }
    }
}

/// Somebody who edits.
pub struct Desk<'a> {
    corpus: Corpus,
    program: &'a Program,
    root: PathBuf,
    pub server: Served,
}

impl<'a> Desk<'a> {
    /// Opens the preview, and waits for its first page.
    pub fn open(corpus: Corpus, program: &'a Program, root: &Path) -> Result<Self> {
        let server = Served::by(&mut program.command(root)?);
        let first = server.ask("/");
        if first.status != 200 {
            bail!("the first page is {}", first.head);
        }
        Ok(Self { corpus, program, root: root.to_owned(), server })
    }

    /// The median of an edit, with so long a rest between two.
    pub fn median(&self, runs: usize, rest: Duration, edit: fn(&Self, usize) -> Result<Duration>) -> Result<String> {
        let mut times = Vec::new();
        for run in 0..runs {
            times.push(edit(self, run)?);
            std::thread::sleep(rest);
        }
        times.sort_unstable();
        Ok(format!("{:.0} ms", times[times.len() / 2].as_secs_f64() * 1e3))
    }

    /// Another text.
    pub fn edit_text(&self, at: usize) -> Result<Duration> {
        let (path, address) = self.entry(at * 7919 % self.corpus.entries);
        let text = fs::read_to_string(&path)?;
        let (front, _) = text.rsplit_once("\n\nMark").unwrap_or((text.trim_end(), ""));
        self.save(&path, &format!("{front}\n\nMark{at}x.\n"), &address, &format!("Mark{at}x"))
    }

    /// Another title, seen on the page of an entry that relates to it.
    pub fn edit_title(&self, at: usize) -> Result<Duration> {
        let (path, address) = self.entry(at * 7919 % self.corpus.entries);
        let other = field(&fs::read_to_string(&path)?, "related: ")?;
        let number = other.rsplit('-').next().and_then(|number| number.parse().ok());
        let (path, _) = self.entry(number.context("the number of an entry")?);
        let text = fs::read_to_string(&path)?;
        let title = field(&text, "title: ")?;
        let text = text.replacen(&format!("title: {title}"), &format!("title: Titled{at}x"), 1);
        self.save(&path, &text, &address, &format!("Titled{at}x"))
    }

    /// Another template.
    pub fn edit_template(&self, at: usize) -> Result<Duration> {
        let mark = format!("Template{at}x");
        let (path, text) = self.program.template(&mark);
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().context("it lies in a folder")?)?;
        self.save(&path, &text, &self.entry(0).1, &mark)
    }

    /// Makes the template what it was.
    pub fn give_the_template_back(&self) -> Result<()> {
        if !matches!(self.program, Program::Compendium) {
            return Ok(());
        }
        fs::remove_dir_all(self.root.join("templates"))?;
        while self.server.ask(&self.entry(0).1).text().contains("<h1>Template") {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// File and address of an entry.
    fn entry(&self, index: usize) -> (PathBuf, String) {
        let path = self.corpus.path(index);
        let address = path.trim_start_matches("content").trim_end_matches(".md").to_owned() + "/";
        (self.root.join(path), address)
    }

    fn save(&self, path: &Path, text: &str, address: &str, mark: &str) -> Result<Duration> {
        let start = Instant::now();
        fs::write(path, text)?;
        while !self.server.ask(address).text().contains(mark) {
            if start.elapsed() > Duration::from_mins(2) {
                bail!("{address} does not show {mark}");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(start.elapsed())
    }
}

/// What stands in the line of a field.
fn field(text: &str, start: &str) -> Result<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(start));
    Ok(line.with_context(|| format!("no {start}"))?.to_owned())
}
