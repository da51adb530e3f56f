//! What the program writes down on a target, all of it below `.compendium/`.
//!
//! `published.json` names every file that is ours there. `undo/N.json` says how to get from the state after generation N
//! back to that of N. `journal.json` names what a publication is about to write; being made only where none is, it is a
//! lock too, and what an interrupted publication leaves. `progress.json` says how far it came. `objects/` holds contents
//! that were replaced, by their hash.
//!
//! Anybody can read a public site's records, so they hold no path, name or address of whoever publishes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};
use serde::{Deserialize, Serialize};

use super::encode::Encoding;
use super::hosting::is_for_hosts;
use super::target::{Headers, OWN};
use crate::output::check_address;

/// What lives there.
pub const PUBLISHED: &str = ".compendium/published.json";
/// What is being written.
pub const JOURNAL: &str = ".compendium/journal.json";
/// How far that is.
pub const PROGRESS: &str = ".compendium/progress.json";
/// Ways back.
pub const UNDO: &str = ".compendium/undo/";
/// Contents that were replaced.
pub const OBJECTS: &str = ".compendium/objects/";

/// Beginnings of files that have not got their names yet, on targets where that takes two steps; one that stays belongs to a
/// publication that was killed.
pub const DRAFTS: &str = ".compendium/draft-";

/// The layout of all of them; a program leaves a target with a higher one alone.
const FORMAT: u32 = 1;

/// What a file of a published site holds and how it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// BLAKE3 of the content before it is encoded.
    #[serde(with = "hex")]
    pub blake3: blake3::Hash,
    /// Bytes before it is encoded.
    pub length: u64,
    /// How it is encoded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// Bytes as they are stored, where they are encoded and it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<u64>,
    /// What stands for the headers, on targets that keep them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
    /// The generation that was the first without it; until it is deleted, pages in somebody's cache may load it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<u64>,
    /// Whether it was about to be deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl Entry {
    /// Whether both are the same to a reader.
    pub fn is_same(&self, other: &Self) -> bool {
        self.blake3 == other.blake3 && self.encoding == other.encoding && self.served == other.served
    }

    /// Whether it is part of the site.
    pub fn is_live(&self) -> bool {
        self.retired.is_none() && !self.gone
    }

    /// Bytes on the target, where that is known.
    pub fn stored_length(&self) -> Option<u64> {
        if self.encoding.is_some() { self.stored } else { Some(self.length) }
    }

    /// Where its content is kept once it is replaced.
    pub fn object(&self) -> String {
        let encoding = self.encoding.map_or("", Encoding::ending);
        let served = self.served.map(|served| format!(".{served}")).unwrap_or_default();
        format!("{OBJECTS}{}{encoding}{served}", self.blake3.to_hex())
    }
}

/// A number that stands for how a file is served: two files with the same headers have the same. Eight hexadecimal digits in
/// records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Served(u32);

impl Served {
    /// That of headers.
    pub fn of(headers: &Headers) -> Self {
        let Headers { media_type, cache_control, encoding } = headers;
        let text = format!("{media_type}\n{cache_control}\n{}", encoding.unwrap_or_default());
        let [a, b, c, d, ..] = *blake3::hash(text.as_bytes()).as_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }
}

impl fmt::Display for Served {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:08x}", self.0)
    }
}

impl From<Served> for String {
    fn from(served: Served) -> Self {
        served.to_string()
    }
}

impl TryFrom<String> for Served {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u32::from_str_radix(&digits, 16).map(Self)
    }
}

mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(hash: &blake3::Hash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hash.to_hex())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<blake3::Hash, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        blake3::Hash::from_hex(text.as_bytes()).map_err(D::Error::custom)
    }
}

/// Files by path. Paths are shared between all that name a file: a site has many, and they are most of what is known of it.
pub type Entries = BTreeMap<Arc<str>, Entry>;

/// What publications that did not end may have written, by path.
pub type Attempts = BTreeMap<Arc<str>, Vec<Entry>>;

/// `published.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The layout.
    pub format: u32,
    /// The name of the site.
    pub site: String,
    /// Counts the states that were published.
    pub generation: u64,
    /// The publication that wrote it.
    pub run: String,
    /// When, as an instant.
    pub published: String,
    /// The day that the site speaks of.
    pub as_of: String,
    /// BLAKE3 of the build's manifest.
    pub seal: String,
    /// The day on which the site changes by itself, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_change: Option<(String, String)>,
    /// The generation whose content it holds again, after a rollback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolled_back_to: Option<u64>,
    /// Every file of ours.
    pub files: Entries,
}

impl Published {
    /// The files of the site, without those that only linger.
    pub fn live(&self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &Entry)> {
        self.files.iter().filter(|(_, entry)| entry.is_live())
    }

    /// The paths of the site as it was built: without what publishing makes, for the host or beside a file in another
    /// encoding, which no reader asks for.
    pub fn of_site(&self) -> impl Iterator<Item = &str> {
        let is_live = |path: &str| self.files.get(path).is_some_and(Entry::is_live);
        let is_sibling = move |path: &str| {
            [Encoding::Gzip, Encoding::Br].iter().any(|known| path.strip_suffix(known.ending()).is_some_and(is_live))
        };
        self.live().map(|(path, _)| &**path).filter(move |path| !is_for_hosts(path) && !is_sibling(path))
    }
}

/// `undo/N.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The layout.
    pub format: u32,
    /// The generation that it leads back to.
    pub generation: u64,
    /// When that was published.
    pub published: String,
    /// The day that it spoke of.
    pub as_of: String,
    /// BLAKE3 of its build's manifest.
    pub seal: String,
    /// The day on which it changed by itself, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_change: Option<(String, String)>,
    /// Files that it had and the next has not, or not so.
    pub restore: Entries,
    /// Files that only the next has.
    pub remove: Vec<Arc<str>>,
}

/// `journal.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The layout.
    pub format: u32,
    /// The name of the site.
    pub site: String,
    /// The publication.
    pub run: String,
    /// When it began.
    pub begun: String,
    /// What it writes, in order.
    pub writes: Vec<(Arc<str>, Entry)>,
    /// Whether it keeps contents before it writes.
    pub keeps: bool,
    /// What earlier publications that did not end may have written; each path holds one of these, or nothing of ours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub strays: Attempts,
    /// Counts the publications in a row that did not end.
    #[serde(default)]
    pub attempt: u32,
    /// Which of them made a stray first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub made_by: BTreeMap<Arc<str>, u32>,
}

/// `progress.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The publication.
    pub run: String,
    /// How many writes of its journal are done, from the first on.
    pub done: usize,
    /// Whether all contents that it replaces are kept; before that, nothing is written.
    pub kept: bool,
    /// Whether it has ended without being finished.
    pub ended: bool,
    /// When this was written.
    pub at: String,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The text of a record.
pub fn text<R: Serialize>(record: &R) -> Vec<u8> {
    let mut text = serde_json::to_vec(record).expect("text and numbers are always JSON");
    text.push(b'\n');
    text
}

/// The layout that is written.
pub const fn format() -> u32 {
    FORMAT
}

/// Reads a record that has a layout.
pub fn parse<'a, R: Deserialize<'a>>(name: &str, text: &'a [u8]) -> anyhow::Result<R> {
    let unusable = || format!("`{name}` cannot be used");
    let found = serde_json::from_slice::<Format>(text).with_context(unusable)?;
    ensure!(found.format <= FORMAT, "`{name}` was written by a newer version of the program");
    serde_json::from_slice(text).with_context(unusable)
}

/// What `published.json` says. It is a file that anybody who may write there may have edited.
pub fn parse_published(text: &[u8]) -> anyhow::Result<Published> {
    let published: Published = parse(PUBLISHED, text)?;
    check_paths(PUBLISHED, published.files.keys())?;
    Ok(published)
}

/// What `journal.json` says.
pub fn parse_journal(text: &[u8]) -> anyhow::Result<Journal> {
    let journal: Journal = parse(JOURNAL, text)?;
    check_paths(JOURNAL, journal.writes.iter().map(|(path, _)| path).chain(journal.strays.keys()))?;
    Ok(journal)
}

/// What a file below `undo/` says.
pub fn parse_undo(name: &str, text: &[u8]) -> anyhow::Result<Undo> {
    let undo: Undo = parse(name, text)?;
    check_paths(name, undo.restore.keys().chain(&undo.remove))?;
    Ok(undo)
}

/// Where the way back to a generation is written.
pub fn undo_path(generation: u64) -> String {
    format!("{UNDO}{generation}.json")
}

/// The generations to which there is a way back among the paths that are listed.
pub fn undo_generations<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let number = |path: &str| path.strip_prefix(UNDO)?.strip_suffix(".json")?.parse().ok();
    let mut generations: Vec<u64> = paths.filter_map(number).collect();
    generations.sort_unstable();
    generations
}

fn check_paths<'a>(name: &str, paths: impl Iterator<Item = &'a Arc<str>>) -> anyhow::Result<()> {
    for path in paths {
        if let Err(why) = check_address(path) {
            bail!("`{name}` cannot be used: it names `{path}`, which cannot be a file of a site: {why}");
        }
        ensure!(!path.starts_with(OWN), "`{name}` cannot be used: it names `{path}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(path: &str) -> Vec<u8> {
        let entry = Entry {
            blake3: blake3::hash(b"x"),
            length: 1,
            encoding: None,
            stored: None,
            served: None,
            retired: None,
            gone: false,
        };
        let files = [(path.into(), entry)].into();
        text(&Published {
            format: FORMAT,
            site: "s".into(),
            generation: 1,
            run: "r".into(),
            published: String::new(),
            as_of: String::new(),
            seal: String::new(),
            next_change: None,
            rolled_back_to: None,
            files,
        })
    }

    #[test]
    fn records_read_back() {
        let read = parse_published(&published("a/index.html")).expect("it reads back");
        assert_eq!(read.files["a/index.html"].object(), format!("{OBJECTS}{}", blake3::hash(b"x").to_hex()));
    }

    #[test]
    fn what_publishing_makes_is_no_path_of_the_site() {
        let paths = [
            "CNAME",
            "_headers",
            "_redirects",
            ".nojekyll",
            "a/index.html",
            "a/index.html.br",
            "a/index.html.gz",
            "b.gz",
        ];
        let mut read = parse_published(&published("a/index.html")).expect("it is read");
        let entry = read.files["a/index.html"];
        read.files = paths.map(|path| (path.into(), entry)).into();
        assert_eq!(read.of_site().collect::<Vec<_>>(), ["a/index.html", "b.gz"]);
    }

    #[test]
    fn a_record_that_points_elsewhere_or_to_the_future_is_not_believed() {
        for path in ["../x", "/etc/passwd", ".compendium/published.json", ""] {
            assert!(parse_published(&published(path)).is_err(), "{path}");
        }
        assert!(parse_published(b"{\"format\":2}").expect_err("newer").to_string().contains("newer"));
        assert!(parse_published(b"").is_err());
    }

    #[test]
    fn ways_back_are_found_among_other_paths() {
        let listed = [".compendium/undo/10.json", ".compendium/undo/9.json", ".compendium/undo/x.json", "undo/1.json"];
        assert_eq!(undo_generations(listed.into_iter()), [9, 10]);
    }
}
