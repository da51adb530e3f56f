//! Whole sites: how long the program takes and how much memory, beside the floor.
//!
//! `cargo bench --bench site` measures 1,000 and 20,000 entries; `-- --entries 100000` another size; and
//! `-- --generate DIR --entries 20000` writes the site and measures nothing. Every number is of a whole process on a
//! memory file system, the median of five. The floor is a process that reads the same input bytes and writes the same
//! number of bytes to files of the same names, on as many threads, with nothing between: no generator can be faster.

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "tests use the rest of it")]
mod corpus;
mod cost;
mod floor;
mod work;

use clap::Parser;
use corpus::Corpus;
use cost::Cost;
use std::path::PathBuf;
use work::Bench;

type Result<T> = std::result::Result<T, anyhow::Error>;

#[derive(Parser)]
#[command(about = "Measures builds of made-up sites, beside the floor")]
struct Arguments {
    /// Sizes of the sites
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 20_000])]
    entries: Vec<usize>,
    /// Which corpus: the same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How often each work is done; the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Make every output; without it those that other generators make too: entries, terms, home, feed, sitemap, JSON index
    #[arg(long)]
    all_outputs: bool,
    /// Write the site of the first size into this folder, as it would be measured, and stop
    #[arg(long, value_name = "DIR")]
    generate: Option<PathBuf>,
    /// Be the floor: read these inputs, write these outputs
    #[arg(long, hide = true, num_args = 2, value_names = ["READS", "WRITES"])]
    floor: Option<Vec<PathBuf>>,
    /// What cargo passes
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(lists) = &arguments.floor {
        return floor::run(&lists[0], &lists[1]);
    }
    if let Some(folder) = &arguments.generate {
        return work::write(Corpus::new(arguments.seed, arguments.entries[0]), folder, arguments.all_outputs);
    }
    println!("{}\n", machine(&arguments));
    println!("| entries | work | time | peak memory | floor | times the floor |");
    println!("|---:|---|---:|---:|---:|---:|");
    for &entries in &arguments.entries {
        measure(Corpus::new(arguments.seed, entries), arguments.runs, arguments.all_outputs)?;
    }
    Ok(())
}

fn measure(corpus: Corpus, runs: usize, all_outputs: bool) -> Result<()> {
    let bench = Bench::prepare(corpus, runs, all_outputs)?;
    let row = |work: &str, cost: Cost, floor: Cost| {
        let ratio = cost.wall.as_secs_f64() / floor.wall.as_secs_f64();
        println!("| {} | {work} | {cost} | {:.3} s | {ratio:.1} |", corpus.entries, floor.wall.as_secs_f64());
    };
    let (cost, floor) = bench.full_build()?;
    row("full build", cost, floor);
    let (cost, floor) = bench.nothing_changed()?;
    row("nothing changed", cost, floor);
    let (cost, floor) = bench.one_edit()?;
    row("one edit", cost, floor);
    let (cost, floor) = bench.check()?;
    row("check", cost, floor);
    println!("\n{}\n", bench.sizes()?);
    Ok(())
}

/// What a reader has to know to compare the numbers with others.
fn machine(arguments: &Arguments) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown processor");
    let model = model.trim_start_matches([' ', '\t', ':']);
    let Arguments { seed, runs, .. } = arguments;
    let place = work::memory_folder().display().to_string();
    format!("{cores} cores ({model}), files in {place}, seed {seed}, median of {runs} runs of the whole process")
}
