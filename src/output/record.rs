//! What the program knows of an output folder: the manifest, its journal and the seal.
//!
//! All three are in `.compendium/` inside the output folder. `manifest.json` names every file that the last complete
//! build made. `manifest.next` is the manifest of a build that is moving its files into place; it becomes
//! `manifest.json` when all are there, and one that is found later tells of a build that was interrupted. `seal.json` is
//! written last and says that everything the manifest names was in place. None holds a time or an absolute path: the
//! same site gives the same bytes everywhere.

use std::borrow::Cow;
use std::io;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

use ahash::HashMap;
use anyhow::{Context as _, anyhow, bail, ensure};
use serde::{Deserialize, Serialize};

use super::address::check_address;
use super::disk::{Disk, Opened};
use super::sealed::SealedFile;

/// The program's own folder inside the output folder.
pub const MARKER: &str = ".compendium";
/// What the program wrote there.
pub const MANIFEST: &str = "manifest.json";
pub(super) const JOURNAL: &str = "manifest.next";
pub(super) const SEAL: &str = "seal.json";
pub(super) const LOCK: &str = "lock";
pub(super) const STAGE: &str = "stage";
/// Where a record is written before it gets its name.
pub(super) const DRAFT: &str = "draft";

/// The layout of manifest and seal; a program refuses a folder with a higher one.
const FORMAT: u32 = 1;
const NEWER: &str = "a newer version of the program wrote it";

/// A file's content, by its length and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub hash: blake3::Hash,
    /// Bytes.
    pub length: u64,
}

impl Mark {
    pub fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes), length: bytes.len() as u64 }
    }
}

/// What a file of ours may hold: what the last build wrote, or what an interrupted one was about to write.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    latest: Mark,
    /// What it held before, when it was to be changed.
    former: Option<Mark>,
    /// What the latest was made from.
    made_from: Option<blake3::Hash>,
}

impl Marks {
    pub fn know(&self, mark: Mark) -> bool {
        self.all().any(|own| own == mark)
    }

    pub fn know_length(&self, length: u64) -> bool {
        self.all().any(|own| own.length == length)
    }

    /// Whether the latest was made from this.
    pub fn was_made_from(&self, inputs: blake3::Hash) -> bool {
        self.made_from == Some(inputs)
    }

    pub fn latest(&self) -> Mark {
        self.latest
    }

    fn all(&self) -> impl Iterator<Item = Mark> {
        [self.latest].into_iter().chain(self.former)
    }
}

/// What manifest and journal say is ours.
#[derive(Default)]
pub(super) struct Recorded {
    pub files: HashMap<Box<str>, Marks>,
    /// The hash of the manifest's text; none when there is no manifest.
    pub manifest: Option<blake3::Hash>,
    /// Whether a journal was left behind.
    pub interrupted: bool,
}

impl Recorded {
    /// Reads manifest and journal; an error says what is wrong with them.
    pub fn read(disk: &Disk, marker: BorrowedFd<'_>) -> anyhow::Result<Self> {
        let mut recorded = Self::default();
        if let Some(text) = read(disk, marker, MANIFEST)? {
            recorded.add(&text).with_context(|| unusable(MANIFEST))?;
            recorded.manifest = Some(blake3::hash(&text));
        }
        if let Some(text) = read(disk, marker, JOURNAL)? {
            recorded.add(&text).with_context(|| unusable(JOURNAL))?;
            recorded.interrupted = true;
        }
        Ok(recorded)
    }

    /// Adds what a manifest names; it is later than what was added before.
    fn add(&mut self, text: &[u8]) -> anyhow::Result<()> {
        for line in parse(text)?.files {
            if let Err(why) = check_address(&line.path) {
                bail!("it names `{}`, which cannot be a file of the output: {why}", line.path);
            }
            let latest = Mark { hash: blake3::Hash::from_hex(line.blake3.as_bytes())?, length: line.length };
            let former = self.files.get(&*line.path).map(Marks::latest);
            let made_from = line.made_from.map(|hash| blake3::Hash::from_hex(hash.as_bytes())).transpose()?;
            self.files.insert(line.path.into(), Marks { latest, former, made_from });
        }
        Ok(())
    }
}

/// Parses a manifest. One of a newer layout may have other fields, so that failing to parse says nothing by itself.
fn parse(text: &[u8]) -> anyhow::Result<ReadManifest<'_>> {
    let manifest = serde_json::from_slice::<ReadManifest<'_>>(text).map_err(|error| {
        let newer = serde_json::from_slice::<Format>(text).is_ok_and(|found| found.format > FORMAT);
        if newer { anyhow!(NEWER) } else { error.into() }
    })?;
    ensure!(manifest.format <= FORMAT, NEWER);
    Ok(manifest)
}

fn unusable(name: &str) -> String {
    format!("`{MARKER}/{name}` cannot be used")
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

#[derive(Deserialize)]
struct ReadManifest<'a> {
    format: u32,
    #[serde(borrow)]
    files: Vec<ReadLine<'a>>,
}

#[derive(Deserialize)]
struct ReadLine<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow)]
    blake3: Cow<'a, str>,
    length: u64,
    #[serde(borrow, default)]
    cause: Cow<'a, str>,
    #[serde(borrow, default)]
    made_from: Option<Cow<'a, str>>,
}

/// Every file that a manifest names, in its order.
pub(super) fn sealed_files(text: &[u8]) -> anyhow::Result<Vec<SealedFile>> {
    let sealed = |line: ReadLine<'_>| {
        if let Err(why) = check_address(&line.path) {
            bail!("`{MARKER}/{MANIFEST}` names `{}`, which cannot be a file of a site: {why}", line.path);
        }
        let hash = blake3::Hash::from_hex(line.blake3.as_bytes())?;
        Ok(SealedFile { path: line.path.into(), hash, length: line.length, cause: line.cause.into() })
    };
    parse(text).with_context(|| unusable(MANIFEST))?.files.into_iter().map(sealed).collect()
}

/// The paths that a manifest names.
///
/// # Errors
/// When it is none.
pub fn manifest_paths(text: &[u8]) -> anyhow::Result<Vec<String>> {
    Ok(sealed_files(text)?.into_iter().map(|file| file.path.as_ref().to_owned()).collect())
}

/// Where the manifest of an output folder is.
pub fn manifest_of(output: &Path) -> PathBuf {
    output.join(MARKER).join(MANIFEST)
}

/// One file of a manifest.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub path: &'a str,
    pub mark: Mark,
    pub cause: &'a str,
    pub made_from: Option<blake3::Hash>,
}

#[derive(Serialize)]
struct WrittenLine<'a> {
    path: &'a str,
    blake3: &'a str,
    length: u64,
    cause: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_from: Option<&'a str>,
}

/// Bytes of a line beside its path and cause, when its length is a number of at most nine digits.
const LINE_LENGTH: usize =
    r#"{"path":"","blake3":"","length":123456789,"cause":"","made_from":""},"#.len() + 2 * 64 + 1;

/// The text of a manifest: sorted by path, one file a line, so that two manifests can be compared by eye.
pub(super) fn manifest_text(mut lines: Vec<Line<'_>>) -> Vec<u8> {
    lines.sort_unstable_by_key(|line| line.path);
    // A manifest is large when memory is used most, and one that grows is there twice.
    let length: usize = lines.iter().map(|line| line.path.len() + line.cause.len() + LINE_LENGTH).sum();
    let mut text = Vec::with_capacity(length);
    text.extend_from_slice(format!("{{\"format\":{FORMAT},\"files\":[").as_bytes());
    for (index, Line { path, mark, cause, made_from }) in lines.into_iter().enumerate() {
        text.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        let made_from = made_from.map(|hash| hash.to_hex());
        let made_from = made_from.as_deref();
        let line = WrittenLine { path, blake3: &mark.hash.to_hex(), length: mark.length, cause, made_from };
        serde_json::to_writer(&mut text, &line).expect("a line of text and numbers is always JSON");
    }
    text.extend_from_slice(b"\n]}\n");
    text
}

/// What a build was made with, for the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The program's version.
    pub version: String,
    /// The date against which "overdue" and "upcoming" were decided, `YYYY-MM-DD`.
    pub as_of: String,
    /// The address under which the site is meant to be read; may be empty.
    pub base_url: String,
    /// The name of the site for publishing.
    #[serde(default)]
    pub site: String,
    /// Whether it shows drafts or entries under embargo, which must not be published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unpublished: bool,
    /// The hash of everything that was read, when the build had nothing to warn of: what is read again to the same hash
    /// need not be built again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<String>,
    /// The next day on which the site says something else though nobody changes it, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_change: Option<(String, String)>,
}

/// `seal.json`: the manifest's files are all in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The layout of this file.
    pub format: u32,
    /// BLAKE3 of `manifest.json`, in hexadecimal.
    pub manifest: String,
    /// How many files the manifest names.
    pub files: usize,
    /// What the build was made with.
    #[serde(flatten)]
    pub facts: Facts,
}

/// The text of a seal.
pub(super) fn seal_text(manifest: blake3::Hash, files: usize, facts: &Facts) -> Vec<u8> {
    let seal = Seal { format: FORMAT, manifest: manifest.to_hex().to_string(), files, facts: facts.clone() };
    let mut text = serde_json::to_vec_pretty(&seal).expect("text and numbers are always JSON");
    text.push(b'\n');
    text
}

/// A record's bytes, if it exists.
pub(super) fn read(disk: &Disk, marker: BorrowedFd<'_>, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    match disk.open_file(marker, name).with_context(|| unusable(name))? {
        Opened::Missing => Ok(None),
        Opened::Other(kind) => bail!("`{MARKER}/{name}` is {kind}"),
        Opened::File(file, length) => {
            let mut text = Vec::new();
            disk.read(&file, length, &mut text).with_context(|| unusable(name))?;
            Ok(Some(text))
        }
    }
}

/// Writes a record under its name, whole or not at all. It is on the disk before it has the name: a power cut must not
/// leave an empty manifest, which would make strangers of all our files.
pub(super) fn replace(disk: &Disk, marker: BorrowedFd<'_>, name: &str, text: &[u8]) -> io::Result<()> {
    disk.unlink(marker, DRAFT)?;
    let draft = disk.create(marker, DRAFT)?;
    disk.write_all(&draft, text)?;
    disk.sync_file(&draft)?;
    disk.rename((marker, DRAFT), (marker, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(path: &'a str, bytes: &[u8]) -> Line<'a> {
        Line { path, mark: Mark::of(bytes), cause: "content/a \"b\".md", made_from: None }
    }

    #[test]
    fn a_manifest_is_sorted_and_reads_back() {
        let text = manifest_text(vec![line("b/é.html", b"2"), line("a", b"")]);
        assert_eq!(text, manifest_text(vec![line("a", b""), line("b/é.html", b"2")]));
        let mut recorded = Recorded::default();
        recorded.add(&text).expect("it reads back");
        assert_eq!(recorded.files.len(), 2);
        assert!(recorded.files["b/é.html"].know(Mark::of(b"2")));
        assert!(!recorded.files["b/é.html"].know(Mark::of(b"3")));
        assert!(recorded.files["b/é.html"].know_length(1));
    }

    #[test]
    fn journal_and_manifest_both_count_as_ours() {
        let mut recorded = Recorded::default();
        recorded.add(&manifest_text(vec![line("a", b"old")])).expect("read");
        recorded.add(&manifest_text(vec![line("a", b"new")])).expect("read");
        assert!(recorded.files["a"].know(Mark::of(b"old")) && recorded.files["a"].know(Mark::of(b"new")));
    }

    #[test]
    fn a_manifest_that_points_outside_or_to_the_future_is_not_believed() {
        let reads = |text: &[u8]| Recorded::default().add(text).is_ok();
        assert!(reads(&manifest_text(vec![])));
        assert!(!reads(&manifest_text(vec![line("../x", b"")])));
        assert!(!reads(&manifest_text(vec![line("/etc/passwd", b"")])));
        assert!(!reads(b"{\"format\":2,\"files\":[]}"));
        assert!(!reads(b""));
    }
}
