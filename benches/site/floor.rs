//! The floor: the same bytes in and out, and nothing between.

use rayon::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

use crate::Result;

/// Reads every file that the list `reads` names and writes every one that `writes` names, each line a length and a path.
pub fn run(reads: &Path, writes: &Path) -> Result<()> {
    let reads = fs::read_to_string(reads)?;
    let read: usize = lines(&reads)
        .par_iter()
        .map(|(_, path)| fs::read(path).map(|bytes| bytes.len()))
        .sum::<std::io::Result<_>>()?;
    std::hint::black_box(read);
    let writes = fs::read_to_string(writes)?;
    let files = lines(&writes);
    let longest = files.iter().map(|(length, _)| *length).max().unwrap_or(0);
    let bytes = vec![b'x'; longest];
    files.par_iter().try_for_each(|(length, path)| write(Path::new(path), &bytes[..*length]))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, bytes)?)
}

fn lines(list: &str) -> Vec<(usize, &str)> {
    list.lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(length, path)| Some((length.parse().ok()?, path)))
        .collect()
}

/// The list of the files below `root` that `wanted` accepts, each named as if it lay below `target`.
pub fn list(root: &Path, target: &Path, wanted: impl Fn(&fs::Metadata) -> bool) -> Result<String> {
    let mut list = String::new();
    for item in WalkDir::new(root).sort_by_file_name() {
        let item = item?;
        let facts = item.metadata()?;
        if facts.is_file() && wanted(&facts) {
            let path = target.join(item.path().strip_prefix(root)?);
            writeln!(list, "{} {}", facts.len(), path.display())?;
        }
    }
    Ok(list)
}
