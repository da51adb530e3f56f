//! The works that are measured, on one corpus.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

use crate::corpus::Corpus;
use crate::cost::Cost;
use crate::{Result, floor};

/// The day as of which everything is built, so that numbers of different days can be compared.
const AS_OF: &str = "2026-06-01";

/// A corpus on disk and a place for what is made of it.
pub struct Bench {
    corpus: Corpus,
    runs: usize,
    folder: TempDir,
}

/// Where files cost no disk time: Linux's memory file system, or else the folder for temporary files.
pub fn memory_folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

/// Writes the corpus, and unless all outputs are wanted switches off those that only compendium makes. What is below `data/`
/// is more than an index of the site as JSON; that of the search is one.
pub fn write(corpus: Corpus, folder: &Path, all_outputs: bool) -> Result<()> {
    corpus.write(folder)?;
    if !all_outputs {
        let ours = ["entry-json", "markdown", "llms", "term-feeds", "calendar", "term-calendars", "data", "search"];
        let off: String = ours.into_iter().fold(String::new(), |off, output| off + output + " = false\n");
        let settings = folder.join("site.toml");
        fs::write(&settings, fs::read_to_string(&settings)? + "\n[outputs]\n" + &off)?;
    }
    Ok(())
}

impl Bench {
    /// Writes the corpus.
    pub fn prepare(corpus: Corpus, runs: usize, all_outputs: bool) -> Result<Self> {
        let folder = TempDir::with_prefix_in("compendium-bench-", memory_folder())?;
        let bench = Self { corpus, runs, folder };
        write(corpus, &bench.project(), all_outputs)?;
        Ok(bench)
    }

    /// Everything from nothing.
    pub fn full_build(&self) -> Result<(Cost, Cost)> {
        let cost = Cost::median(self.runs, |_| {
            remove(&self.output())?;
            Ok(self.program("build"))
        })?;
        let writes = floor::list(&self.output(), &self.shadow(), |_| true)?;
        let floor = Cost::median(self.runs, |_| {
            remove(&self.shadow())?;
            self.floor(&writes)
        })?;
        Ok((cost, floor))
    }

    /// A build after a build. Its floor writes nothing.
    pub fn nothing_changed(&self) -> Result<(Cost, Cost)> {
        Ok((Cost::median(self.runs, |_| Ok(self.program("build")))?, Cost::median(self.runs, |_| self.floor(""))?))
    }

    /// A build after a sentence was added to one entry. Its floor writes the files that such a build writes.
    pub fn one_edit(&self) -> Result<(Cost, Cost)> {
        let path = self.project().join(self.corpus.path(self.corpus.entries / 2));
        let original = fs::read_to_string(&path)?;
        let mut last = SystemTime::now();
        let cost = Cost::median(self.runs, |run| {
            fs::write(&path, format!("{original}\nA sentence of run {run}.\n"))?;
            last = SystemTime::now();
            Ok(self.program("build"))
        })?;
        let writes =
            floor::list(&self.output(), &self.shadow(), |facts| facts.modified().is_ok_and(|time| time >= last))?;
        Ok((cost, Cost::median(self.runs, |_| self.floor(&writes))?))
    }

    /// All diagnostics and no output.
    pub fn check(&self) -> Result<(Cost, Cost)> {
        Ok((Cost::median(self.runs, |_| Ok(self.program("check")))?, Cost::median(self.runs, |_| self.floor(""))?))
    }

    /// How much goes in and comes out, in a sentence.
    pub fn sizes(&self) -> Result<String> {
        let sum = |list: &str| -> (usize, u64) {
            let lengths = list.lines().filter_map(|line| line.split(' ').next()?.parse::<u64>().ok());
            (list.lines().count(), lengths.sum())
        };
        let (inputs, read) = sum(&self.inputs()?);
        let (outputs, written) = sum(&floor::list(&self.output(), Path::new(""), |_| true)?);
        Ok(format!("{inputs} files, {} MiB in; {outputs} files, {} MiB out", read >> 20, written >> 20))
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    /// Where the floor writes.
    fn shadow(&self) -> PathBuf {
        self.folder.path().join("shadow")
    }

    fn inputs(&self) -> Result<String> {
        floor::list(&self.project(), &self.project(), |_| true)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compendium"));
        command.arg(name).arg("--quiet").args(["--as-of", AS_OF]).arg("--root").arg(self.project());
        if name == "build" {
            command.arg("--output").arg(self.output());
        }
        command
    }

    fn floor(&self, writes: &str) -> Result<Command> {
        let (read_list, write_list) = (self.folder.path().join("reads"), self.folder.path().join("writes"));
        fs::write(&read_list, self.inputs()?)?;
        fs::write(&write_list, writes)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--floor").arg(read_list).arg(write_list);
        Ok(command)
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
