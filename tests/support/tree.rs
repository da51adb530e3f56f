//! The files below a folder, as values that can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Path below the folder, with `/`, and content of every plain file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(pub BTreeMap<String, Vec<u8>>);

impl Tree {
    /// Reads a folder; one that does not exist is an empty tree.
    pub fn of(folder: &Path) -> Self {
        if !folder.exists() {
            return Self::default();
        }
        let items = WalkDir::new(folder).into_iter().map(|item| item.expect("the folder can be listed"));
        Self(items.filter(|item| item.file_type().is_file()).map(|item| read(folder, item.path())).collect())
    }

    /// Copies the plain files below one folder into another.
    pub fn copy(from: &Path, to: &Path) {
        for (path, bytes) in Self::of(from).0 {
            let path = to.join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
    }

    /// What differs from `other`, a line for each path.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let paths: BTreeSet<&String> = self.0.keys().chain(other.0.keys()).collect();
        paths.into_iter().filter_map(|path| difference(path, self.0.get(path), other.0.get(path))).collect()
    }

    /// Fails, naming what differs, unless both are the same byte for byte.
    #[track_caller]
    pub fn assert_same(&self, other: &Self, story: &str) {
        let differences = self.differences(other);
        assert!(differences.is_empty(), "{story}:\n{}", differences.join("\n"));
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }
}

fn read(folder: &Path, path: &Path) -> (String, Vec<u8>) {
    let below = path.strip_prefix(folder).expect("the walk stays below its root");
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (below.to_string_lossy().into_owned(), bytes)
}

fn difference(path: &str, one: Option<&Vec<u8>>, other: Option<&Vec<u8>>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if one == other => None,
        (Some(one), Some(other)) => Some(format!("{path}: {}", first_difference(one, other))),
        (Some(_), None) => Some(format!("{path}: only in the first")),
        (None, _) => Some(format!("{path}: only in the second")),
    }
}

fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).position(|(a, b)| a != b).unwrap_or_else(|| one.len().min(other.len()));
    let around = |bytes: &[u8]| {
        let (start, end) = (at.saturating_sub(30), (at + 30).min(bytes.len()));
        String::from_utf8_lossy(&bytes[start..end]).into_owned()
    };
    format!("differs at byte {at}: …{:?}… and …{:?}…", around(one), around(other))
}
