//! What others write never makes the program panic, hang or say what it must not: mutated seeds for every target of `fuzz/`.
//!
//! `COMPENDIUM_SEED=7 COMPENDIUM_STEPS=100000 cargo test --release --test stress fuzz::bibtex` looks for longer, and
//! `COMPENDIUM_SECONDS=600` for so long. A failure prints the input; as a file of `tests/fuzz/TARGET/` it is tried for ever after.

#[path = "../../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "cargo-fuzz uses the rest")]
mod targets;

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::corpus::random::Random;
use crate::support::environment::number;
use crate::support::site::package;
use rayon::prelude::*;
use targets::{Target, target};
use walkdir::WalkDir;

/// Folders whose files are seeds.
const FOLDERS: [&str; 5] = ["tests/sites", "content", "themes/folio/strings", "data/csl/styles", "tests/fuzz"];
/// How long a processor may be busy with one input. Most take less than a thousandth of it.
const SLOWEST: Duration = Duration::from_secs(5);

/// Larger files are no better seeds, and slower ones: what is more is left out. Half a style is none, since it is XML.
fn largest(target: &Target) -> usize {
    if target.name == "style" { 96 * 1024 } else { 8 * 1024 }
}

/// Files of the repository that a target's inputs may look like, and its words.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = target.words.iter().map(|word| word.as_bytes().to_vec()).collect();
    let own = format!("tests/fuzz/{}/", target.name);
    for folder in FOLDERS {
        for item in WalkDir::new(package().join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok) {
            let path = item.path().strip_prefix(package()).unwrap_or(Path::new("")).to_string_lossy().into_owned();
            let is_seed = target.seeds.iter().any(|end| path.ends_with(end)) || path.starts_with(&own);
            if is_seed && item.file_type().is_file() {
                let mut bytes = fs::read(item.path()).expect("a file");
                bytes.truncate(largest(target));
                seeds.push(bytes);
            }
        }
    }
    seeds
}

/// An input: a seed with a few changes.
fn input(random: &mut Random, seeds: &[Vec<u8>], target: &Target) -> Vec<u8> {
    let mut bytes = random.pick(seeds).clone();
    for _ in 0..random.below(8) {
        let from = random.below(bytes.len() + 1);
        let to = (from + random.below(40)).min(bytes.len());
        match random.below(7) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].to_vec();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, part);
            }
            2 => {
                let times = 1 + random.below(60);
                let part = bytes[from..to].repeat(times);
                bytes.splice(from..from, part);
            }
            3 => {
                let other = random.pick(seeds);
                let start = random.below(other.len() + 1);
                let end = (start + random.below(200)).min(other.len());
                bytes.splice(from..to, other[start..end].to_vec());
            }
            4 if !bytes.is_empty() => {
                let at = random.below(bytes.len());
                bytes[at] = u8::try_from(random.below(256)).expect("a byte");
            }
            5 => bytes.truncate(from),
            _ => drop(bytes.splice(from..from, random.pick(target.words).bytes())),
        }
        bytes.truncate(4 * largest(target));
    }
    bytes
}

/// Does all of the work on one thread, so that `busy` sees what the program does in parallel, too. The preview that target
/// `request` asks has threads of its own: there, an honest request waits for its answer.
fn on_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread").install(work)
}

/// How long a processor has been busy with this thread: what it waits for on a crowded machine does not count.
fn busy() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("the system tells");
    Duration::from_nanos(text.split(' ').next().and_then(|number| number.parse().ok()).expect("a number"))
}

/// Tries an input; what it showed, if anything is wrong.
fn attempt(target: &Target, bytes: &[u8], slowest: Duration) -> Option<String> {
    let before = busy();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes)));
    let took = busy().saturating_sub(before);
    let what = match outcome {
        Err(panic) => Some(said(&*panic)),
        Ok(()) => (took > slowest).then(|| format!("it took {took:?}")),
    };
    what.map(|what| format!("{what}\n{}\n", String::from_utf8_lossy(bytes).escape_debug()))
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked without a word").to_owned()
}

fn fuzz(name: &str, steps: u64) {
    on_one_thread(|| try_target(name, steps));
}

fn try_target(name: &str, steps: u64) {
    let target = target(name);
    let folder = package().join("tests/fuzz").join(name);
    for item in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
        let bytes = fs::read(item.path()).expect("a file");
        assert_eq!(attempt(target, &bytes, SLOWEST), None, "{}", item.path().display());
    }
    let (seeds, seed) = (seeds(target), number("COMPENDIUM_SEED").unwrap_or(1));
    let mut random = Random::new(seed);
    let until = number("COMPENDIUM_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let steps = number("COMPENDIUM_STEPS").unwrap_or(steps);
    let mut found = Vec::new();
    let mut step = 0;
    while until.map_or(step < steps, |until| Instant::now() < until) && found.len() < 5 {
        let bytes = input(&mut random, &seeds, target);
        found.extend(attempt(target, &bytes, SLOWEST).map(|what| format!("seed {seed}, step {step}: {what}")));
        step += 1;
    }
    println!("{name}: {step} inputs from {} seeds", seeds.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

macro_rules! targets {
    ($($name:ident: $steps:literal,)*) => {
        $(#[test] fn $name() { fuzz(stringify!($name), $steps); })*

        #[test]
        fn every_target_is_tried() {
            let tried: Vec<&str> = vec![$(stringify!($name)),*];
            let known: Vec<&str> = targets::TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(tried, known);
        }
    };
}

// So many that each takes a second or two.
targets! {
    entry: 60,
    front_matter: 2_000,
    markdown: 800,
    vocabulary: 1_000,
    settings: 4_000,
    bibtex: 2_000,
    works: 1_000,
    style: 250,
    records: 4_000,
    request: 150,
    query: 5_000,
    strings: 1_000,
}

/// Nothing here builds `fuzz/`, which takes minutes of its own: all but the manifest and these few lines a target is built into
/// this program.
#[test]
fn cargo_fuzz_has_every_target_and_what_they_use() {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let folder = package().join("fuzz");
    let manifest: toml::Table = read(&folder.join("Cargo.toml")).parse().expect("TOML");
    let programs: Vec<_> = manifest["bin"].as_array().expect("a list").iter().map(|one| one["path"].as_str()).collect();
    for target in &targets::TARGETS {
        let path = format!("fuzz_targets/{}.rs", target.name);
        assert!(programs.contains(&Some(&path)), "cargo-fuzz does not know {path}");
        assert!(read(&folder.join(&path)).contains(&format!("target(\"{}\")", target.name)), "{path} is another one");
    }
    for file in fs::read_dir(folder.join("src")).expect("the targets").filter_map(Result::ok) {
        let text = read(&file.path());
        let names = text.lines().filter_map(|line| line.strip_prefix("use ")?.split([':', ';']).next());
        for name in names.filter(|name| !["std", "super", "crate"].contains(name)) {
            let is_there = manifest["dependencies"].get(name).is_some();
            assert!(is_there, "{} uses {name}, which fuzz/Cargo.toml does not have", file.path().display());
        }
    }
}

#[test]
fn slowness_and_panics_are_seen_wherever_they_are() {
    let shortest = Duration::from_millis(20);
    let outcome = |run| attempt(&Target { name: "", seeds: &[], words: &[], run }, b"", shortest);
    on_one_thread(|| {
        let slow = |_: &[u8]| (0..4).into_par_iter().for_each(|_| while busy() < Duration::from_millis(200) {});
        assert!(outcome(slow).is_some_and(|what| what.starts_with("it took ")));
        assert!(outcome(|_| std::panic::panic_any(1)).is_some_and(|what| what.starts_with("it panicked")));
        assert!(outcome(|_| panic!("a text")).is_some_and(|what| what.starts_with("a text\n")));
        assert_eq!(outcome(|_| ()), None);
    });
}

#[test]
fn styles_are_seeds_as_a_whole() {
    let ends = |seed: &&Vec<u8>| seed.trim_ascii_end().ends_with(b"</style>");
    assert!(seeds(target("style")).iter().filter(ends).count() >= 6);
}
