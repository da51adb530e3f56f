//! The preview: from the save of a file to the moment at which a browser's request is answered with the new page.
//!
//! `cargo bench --bench preview` measures 1,000 and 20,000 entries; `-- --entries 5000` another size, `-- --edits 10000` how
//! memory fares. A client asks for the page again and again, a millisecond apart, as soon as the file is written; what is
//! told is the median, on a memory file system.

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod corpus;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Parser;
use corpus::Corpus;
use tempfile::TempDir;

#[derive(Parser)]
#[command(about = "Measures the preview of made-up sites")]
struct Arguments {
    /// Sizes of the sites
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 20_000])]
    entries: Vec<usize>,
    /// How often each edit is done; the median counts
    #[arg(long, default_value_t = 15)]
    runs: usize,
    /// Edits of text, one after the other, after which the memory is told
    #[arg(long, default_value_t = 200)]
    edits: usize,
    /// What cargo passes
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    println!("| entries | work | median |\n|---:|---|---:|");
    for entries in &arguments.entries {
        measure(Corpus::new(1, *entries), &arguments)?;
    }
    Ok(())
}

fn measure(corpus: Corpus, arguments: &Arguments) -> Result<()> {
    let memory = Path::new("/dev/shm");
    let around = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = TempDir::with_prefix_in("compendium-bench-", around)?;
    corpus.write(folder.path())?;
    let row = |work: &str, value: String| println!("| {} | {work} | {value} |", corpus.entries);
    let start = Instant::now();
    let preview = Preview::of(folder.path())?;
    preview.get("/")?;
    row("start to first page", format!("{:.2} s", start.elapsed().as_secs_f64()));
    let desk = Desk { corpus, root: folder.path().to_owned(), preview };
    row("text of an entry", desk.median(arguments.runs, Desk::edit_text)?);
    row("title of an entry", desk.median(arguments.runs, Desk::edit_title)?);
    row("template", desk.median(arguments.runs, Desk::edit_template)?);
    fs::remove_dir_all(folder.path().join("templates"))?;
    while desk.preview.get(&desk.entry(0).1)?.contains("<h1>Template") {
        std::thread::sleep(Duration::from_millis(20));
    }
    for at in 0..arguments.edits {
        desk.edit_text(1_000_000 + at)?;
    }
    row(&format!("memory after {} edits", arguments.edits), format!("{} MiB", desk.preview.memory()? >> 10));
    Ok(())
}

/// Somebody who edits.
struct Desk {
    corpus: Corpus,
    root: PathBuf,
    preview: Preview,
}

impl Desk {
    fn median(&self, runs: usize, edit: fn(&Self, usize) -> Result<Duration>) -> Result<String> {
        let mut times = Vec::new();
        for run in 0..runs {
            times.push(edit(self, run)?);
            // The look at all files that follows is not part of the next edit.
            std::thread::sleep(Duration::from_millis(700));
        }
        times.sort_unstable();
        Ok(format!("{:.0} ms", times[times.len() / 2].as_secs_f64() * 1e3))
    }

    fn edit_text(&self, at: usize) -> Result<Duration> {
        let (path, address) = self.entry(at);
        let text = fs::read_to_string(&path)?;
        let (front, _) = text.rsplit_once("\n\nMark").unwrap_or((text.trim_end(), ""));
        self.save(&path, &format!("{front}\n\nMark{at}x.\n"), &address, &format!("Mark{at}x"))
    }

    fn edit_title(&self, at: usize) -> Result<Duration> {
        let (path, address) = self.entry(at);
        let text = fs::read_to_string(&path)?;
        let title = text.lines().find(|line| line.starts_with("title:")).context("an entry has a title")?;
        self.save(&path, &text.replacen(title, &format!("title: Titled{at}x"), 1), &address, &format!("Titled{at}x"))
    }

    fn edit_template(&self, at: usize) -> Result<Duration> {
        let text =
            format!("{{% extends \"base.html\" %}}{{% block main %}}<h1>Template{at}x</h1>{{% endblock main %}}");
        fs::create_dir_all(self.root.join("templates"))?;
        self.save(&self.root.join("templates/entry.html"), &text, &self.entry(0).1, &format!("Template{at}x"))
    }

    fn entry(&self, at: usize) -> (PathBuf, String) {
        let index = at * 7919 % self.corpus.entries;
        let path = self.corpus.path(index);
        let address = path.trim_start_matches("content").trim_end_matches(".md").to_owned() + "/";
        (self.root.join(path), address)
    }

    fn save(&self, path: &Path, text: &str, address: &str, mark: &str) -> Result<Duration> {
        let start = Instant::now();
        fs::write(path, text)?;
        while !self.preview.get(address)?.contains(mark) {
            if start.elapsed() > Duration::from_secs(10) {
                bail!("{address} does not show {mark}");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(start.elapsed())
    }
}

struct Preview {
    child: Child,
    port: u16,
}

impl Preview {
    fn of(root: &Path) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compendium"));
        command.args(["serve", "--port", "0", "--as-of", "2026-06-01", "--root"]).arg(root);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut out = BufReader::new(child.stdout.take().context("it is piped")?);
        let port = loop {
            let mut line = String::new();
            if out.read_line(&mut line)? == 0 {
                bail!("the preview ended");
            }
            if let Some(rest) = line.strip_prefix("serving http://localhost:") {
                break rest.split('/').next().context("a port")?.parse()?;
            }
        };
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Ok(Self { child, port })
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let port = self.port;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// The resident set now, in KiB.
    fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the system tells")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
