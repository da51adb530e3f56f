//! A project in a folder of its own, and the real program run on it.
//!
//! A test tells a story: `Site::new().file("content/a.md", ENTRY).build().succeeds()`. The folder goes away with the
//! value.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use compendium::catalog::{AsOf, Shown};
use compendium::project::{Options, Project, Survey};
use tempfile::TempDir;

use super::corpus::Corpus;
use super::folder::temporary_folder;
use super::tree::Tree;

/// The day as of which tests build unless they say otherwise.
pub const AS_OF: &str = "2026-06-01";

/// The smallest `site.toml`.
pub const SITE_TOML: &str = "title = \"A compact\"\nbase_url = \"https://compact.example/\"\n";

/// The smallest vocabulary: two themes.
pub const THEMES: &str = "\
axis: themes
title: Themes
one: theme
terms:
  - {id: recruitment, title: Fair recruitment}
  - {id: cities, title: Cities}
";

/// The smallest bibliography.
pub const SOURCES: &str = "\
report:
  type: report
  title: A report
  author: An Organisation
  date: 2017
";

/// What the program reads of its environment, but for variables whose names begin as `PREFIXES` say.
const VARIABLES: [&str; 8] =
    ["SOURCE_DATE_EPOCH", "GITHUB_WORKSPACE", "VISUAL", "EDITOR", "COLUMNS", "CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"];
const PREFIXES: [&str; 2] = ["COMPENDIUM_", "RAYON_"];

/// A project on disk.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// A project with a `site.toml`, two themes, one source and no entry.
    pub fn new() -> Self {
        Self::empty()
            .file("site.toml", SITE_TOML)
            .file("content/vocabulary/themes.yaml", THEMES)
            .file("content/sources.yaml", SOURCES)
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: temporary_folder() }
    }

    /// The project that `init` makes.
    pub fn of_init() -> Self {
        let site = Self::empty();
        site.run(&["init", "."]).exits(0);
        site
    }

    /// A project with the files of a made-up corpus.
    pub fn of_corpus(corpus: Corpus) -> Self {
        let site = Self::empty();
        corpus.write(&site.root()).expect("a temporary folder can be written");
        site
    }

    /// A copy of the files below `folder`.
    pub fn copy_of(folder: &Path) -> Self {
        let site = Self::empty();
        Tree::copy(folder, &site.root());
        site
    }

    /// The project's root. It is a folder below the temporary one, so that its neighbours are known too.
    pub fn root(&self) -> PathBuf {
        let root = self.folder.path().join("project");
        fs::create_dir_all(&root).expect("a temporary folder can be written");
        root
    }

    /// A path below the root.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// A path beside the root, outside of the project.
    pub fn beside(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, with the folders that it needs.
    #[must_use]
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    /// Writes an entry that breaks no rule: a commitment with the given id and body.
    #[must_use]
    pub fn entry(self, id: &str, body: &str) -> Self {
        let path = format!("content/{id}.md");
        self.file(&path, entry(id, "", body))
    }

    /// Writes a file, with the folders that it needs.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a temporary folder can be written");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Replaces a text that the file must hold.
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} holds no “{old}”");
        self.write(path, text.replace(old, new));
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// `compendium ARGUMENTS` in the project's root, with nothing of the tester's environment that matters.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.root()).args(arguments).stdin(Stdio::null()).env("HOME", self.beside("home"));
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            let is_read = VARIABLES.contains(&&*text) || PREFIXES.iter().any(|prefix| text.starts_with(prefix));
            if is_read {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// `compendium build` into `public`.
    pub fn build(&self) -> Run {
        self.run(&["build", "--color", "never", "--as-of", AS_OF])
    }

    /// `compendium build --output FOLDER`.
    ///
    /// The folder has to be inside the test's own: a build deletes files, and a test must not rely on the program that it
    /// tests to spare the tester's.
    pub fn build_into(&self, folder: &Path) -> Run {
        assert!(folder.starts_with(self.folder.path()), "{} is not the test's own", folder.display());
        let folder = folder.to_str().expect("temporary folders have plain names");
        self.run(&["build", "--color", "never", "--as-of", AS_OF, "--output", folder])
    }

    /// `compendium check`.
    pub fn check(&self) -> Run {
        self.run(&["check", "--color", "never", "--as-of", AS_OF])
    }

    /// The HTML of a page of the built site, by its address without the leading slash: `commitments/a/`.
    pub fn page(&self, address: &str) -> String {
        let index = if address.is_empty() || address.ends_with('/') { "index.html" } else { "" };
        self.read(&format!("public/{address}{index}"))
    }

    /// Every file of the built site.
    pub fn tree(&self) -> Tree {
        Tree::of(&self.path("public"))
    }
}

/// An entry that breaks no rule; `fields` are added to its front matter.
pub fn entry(id: &str, fields: &str, body: &str) -> String {
    format!(
        "---\nkind: commitment\ntitle: The promise {id}\nsummary: What {id} promises.\nlevel: national\n\
         themes: recruitment\nstatus: active\ndate: 2025-01-15\nsources: {{cite: report}}\n{fields}---\n\n{body}\n"
    )
}

/// What a project says as of a day, as a build of it knows it.
pub fn survey(root: &Path, day: jiff::civil::Date) -> Survey {
    let options = Options {
        root: root.to_owned(),
        as_of: AsOf::day(day),
        shown: Shown::default(),
        output: None,
        base_url: None,
        strict: false,
    };
    Project::open(options).expect("settings").survey()
}

/// The program under test.
pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_compendium"))
}

/// The folder of this package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self::from(output)
    }

    /// The run, if it went well.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.exits(0)
    }

    /// The run, if it ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The run, if it said this on either channel.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(said, "nothing says “{text}”; stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The run, if it said nothing at all.
    #[track_caller]
    pub fn says_nothing(self) -> Self {
        assert_eq!((self.stdout.as_str(), self.stderr.as_str()), ("", ""));
        self
    }

    /// The run, if no text of it holds this.
    #[track_caller]
    pub fn says_nothing_of(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(!said, "something says “{text}”; stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
