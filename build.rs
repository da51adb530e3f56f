//! Has the program built anew when a file of the embedded theme is added or goes (those that are there are watched
//! already), and hashes what the program is made of: a site that another program built is built anew.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;
use std::path::Path;
use std::{fs, io};

/// Everything that can change what a site looks like.
const PARTS: [&str; 5] = ["src", "data", "themes/folio", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        add(Path::new(part), &mut hasher)?;
    }
    println!("cargo:rustc-env=COMPENDIUM_SOURCE_HASH={:016x}", hasher.finish());
    Ok(())
}

/// Adds a file, or those of a folder in the order of their names. A package that was installed has no `Cargo.lock`.
fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        inside.sort_by_key(fs::DirEntry::file_name);
        return inside.iter().try_for_each(|entry| add(&entry.path(), hasher));
    }
    if path.exists() {
        path.to_string_lossy().hash(hasher);
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}
