//! The preview: from the save of a file to the moment at which a browser's request is answered with the new page.
//!
//! `cargo bench --bench preview` measures 1,000 and 20,000 entries; `-- --entries 5000` another size, `-- --edits 10000` how
//! memory fares. A client asks for the page again and again, a millisecond apart, as soon as the file is written; what is
//! told is the median, on a memory file system. Where `hugo` is installed (on the PATH, or named by the variable HUGO) its
//! server is measured beside, on a site of as many entries with lists of the same terms.

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod corpus;
mod desk;
mod hugo;
#[path = "../../tests/support/served.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod served;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use corpus::Corpus;
use desk::{Desk, LATER, Program, SOON};
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
    /// How long nothing is done while the use of the processor is measured, in seconds
    #[arg(long, default_value_t = 10)]
    idle: u64,
    /// Leave Hugo out
    #[arg(long)]
    alone: bool,
    /// What cargo passes
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    println!("| entries | program | work | median |\n|---:|---|---|---:|");
    for entries in &arguments.entries {
        let corpus = Corpus::new(1, *entries);
        measure(corpus, &Program::Compendium, &arguments)?;
        if let Some(hugo) = hugo::found().filter(|_| !arguments.alone) {
            // One edit takes it seconds: a few tell enough.
            let few = Arguments { runs: arguments.runs.min(5), edits: 0, ..Arguments::parse() };
            measure(corpus, &Program::Hugo(hugo), &few)?;
        }
    }
    Ok(())
}

fn measure(corpus: Corpus, program: &Program, arguments: &Arguments) -> Result<()> {
    let folder = folder()?;
    program.write(corpus, folder.path())?;
    let row = |work: &str, value: String| println!("| {} | {program} | {work} | {value} |", corpus.entries);
    let start = Instant::now();
    let desk = Desk::open(corpus, program, folder.path())?;
    row("start to first page", format!("{:.2} s", start.elapsed().as_secs_f64()));
    let median = |rest, edit| desk.median(arguments.runs, rest, edit);
    row("text of an entry", median(SOON, Desk::edit_text)?);
    row("title of an entry that others show", median(LATER, Desk::edit_title)?);
    row("template of the page", median(LATER, Desk::edit_template)?);
    desk.give_the_template_back()?;
    row("nothing", idle(&desk, arguments.idle));
    let mut told = memory(&desk);
    for at in 0..arguments.edits {
        desk.edit_text(1_000_000 + at)?;
        // A memory that grows is seen on the way.
        if (at + 1) % 1000 == 0 {
            told = format!("{told}, {}", memory(&desk));
        }
    }
    row(&format!("memory before and after {} edits", arguments.edits), format!("{told}, {}", memory(&desk)));
    Ok(())
}

fn folder() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let around: PathBuf = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    Ok(TempDir::with_prefix_in("compendium-bench-", around)?)
}

fn memory(desk: &Desk) -> String {
    // The system counts a page that a program gave back as its own until somebody needs it.
    std::thread::sleep(Duration::from_secs(2));
    format!("{} MiB", desk.server.memory("VmRSS") >> 20)
}

/// The share of one processor that is used while nothing happens.
fn idle(desk: &Desk, seconds: u64) -> String {
    std::thread::sleep(Duration::from_secs(2));
    let before = desk.server.processor_time();
    std::thread::sleep(Duration::from_secs(seconds));
    let used = desk.server.processor_time().saturating_sub(before);
    format!("{:.1} % of a processor", used.as_secs_f64() / seconds as f64 * 100.0)
}
