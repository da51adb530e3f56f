//! A small project whose site is a map from paths to texts, built into `public`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::folder::temporary_folder;
use compendium::output::{Facts, Folder, Forbidden, Item, Phase, Probe, Refused, Report};

/// What the site should hold: the path of each file and its text.
pub type Files = BTreeMap<String, String>;

/// A project in a folder of its own, with some content and an output folder `public`.
pub struct Site {
    /// The folder around the project; things outside of the project lie here.
    pub around: tempfile::TempDir,
    /// What the next build should make.
    pub files: Files,
    pub as_of: &'static str,
}

impl Site {
    pub fn new() -> Self {
        let around = temporary_folder();
        fs::create_dir_all(around.path().join("project/content")).expect("made");
        fs::write(around.path().join("project/content/a.md"), "text").expect("written");
        Self { around, files: Files::new(), as_of: "2026-11-24" }
    }

    pub fn of(files: &Files) -> Self {
        Self { files: files.clone(), ..Self::new() }
    }

    /// A site of three pages that has been built.
    pub fn built() -> Self {
        let mut site = Self::new();
        site.put("index.html", "home").put("commitments/x/index.html", "x").put("commitments/y/index.html", "y");
        site.build().expect("a first build");
        site
    }

    pub fn put(&mut self, path: &str, text: &str) -> &mut Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    pub fn drop(&mut self, path: &str) -> &mut Self {
        self.files.remove(path).expect("the site has this file");
        self
    }

    pub fn project(&self) -> PathBuf {
        self.around.path().join("project")
    }

    /// A path below the output folder.
    pub fn public(&self, path: &str) -> PathBuf {
        self.project().join("public").join(path)
    }

    pub fn forbidden(&self) -> Forbidden {
        Forbidden {
            project: self.project(),
            sources: vec!["content".into()],
            home: Some(self.around.path().into()),
            site: Some(self.facts().site),
        }
    }

    pub fn open(&self) -> anyhow::Result<Folder> {
        Folder::open(&self.public(""), &self.forbidden(), |_| ())
    }

    pub fn build(&self) -> anyhow::Result<Report> {
        self.write(&mut self.open()?)
    }

    /// Builds on one thread, with a probe before every call to the disk.
    pub fn build_probed(&self, probe: Arc<Probe>) -> anyhow::Result<Report> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        pool.install(|| self.write(&mut Folder::open_probed(&self.public(""), &self.forbidden(), probe)?))
    }

    pub fn write(&self, folder: &mut Folder) -> anyhow::Result<Report> {
        let texts: Vec<_> = self.files.values().collect();
        folder.write(&self.items(), &self.facts(), |index| Ok(texts[index]))
    }

    pub fn items(&self) -> Vec<Item<'_>> {
        self.files
            .keys()
            .map(|path| Item { path, phase: phase_of(path), cause: "content/a.md", made_from: None })
            .collect()
    }

    pub fn facts(&self) -> Facts {
        Facts {
            version: "1.0.0".into(),
            as_of: self.as_of.into(),
            base_url: "https://compact.example/".into(),
            site: "compact".into(),
            unpublished: false,
            inputs: None,
            next_change: None,
        }
    }

    /// A build that must be refused.
    pub fn refused(&self) -> Refused {
        self.build().expect_err("this must be refused").downcast().expect("a refusal")
    }

    /// The files a visitor sees.
    pub fn visible(&self) -> Files {
        let mut tree = tree(&self.public(""));
        tree.retain(|path, _| !path.starts_with(".compendium"));
        tree
    }

    /// Fails unless the output is what a build into an empty folder makes, records included.
    #[track_caller]
    pub fn assert_clean(&self) {
        let mut clean = Self::of(&self.files);
        clean.as_of = self.as_of;
        clean.build().expect("a clean build");
        assert_eq!(tree(&self.public("")), tree(&clean.public("")));
    }
}

/// Style sheets are assets, `list.html` an index, `index.html` at the top the home page.
fn phase_of(path: &str) -> Phase {
    match path {
        "index.html" => Phase::Home,
        "style.css" | "fresh.css" => Phase::Asset,
        path if path.ends_with("list.html") => Phase::Index,
        _ => Phase::Page,
    }
}

/// Everything below a folder: files with their text, empty folders, and links with where they lead.
pub fn tree(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.expect("readable");
        let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
        let kind = entry.file_type();
        if kind.is_symlink() {
            files.insert(path, format!("-> {}", fs::read_link(entry.path()).expect("a link").display()));
        } else if kind.is_file() {
            files.insert(path, fs::read_to_string(entry.path()).expect("text"));
        } else if !kind.is_dir() {
            files.insert(path, "(special)".to_owned());
        } else if fs::read_dir(entry.path()).expect("readable").next().is_none() {
            files.insert(path, "(empty folder)".to_owned());
        }
    }
    files
}

/// Which file each path is and when it was last written: rewriting it with the same bytes shows.
pub fn identities(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    entries
        .map(|entry| {
            let found = entry.metadata().expect("readable");
            (entry.into_path(), (found.ino(), found.mtime(), found.mtime_nsec()))
        })
        .collect()
}
