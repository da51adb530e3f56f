//! The project as it was at a revision, in a folder of its own. The project's repository is only read.
//!
//! `git checkout-index` and `git archive` would be shorter, but run what the repository and the user have set: hooks when an
//! index is written, and filters on every file. `ls-tree` and `cat-file` run nothing, so files are as they are kept.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context as _, bail, ensure};

use super::command::plain;
use super::temporary::Temporary;

/// The files of a revision. They go away with the value.
pub struct Revision {
    folder: Temporary,
    /// The project's folder below the top of the repository.
    prefix: String,
}

impl Revision {
    /// Reads a revision: a commit, a branch, a tag, or what else git takes for one. None when there is no such revision, or
    /// the project is in no repository.
    ///
    /// # Errors
    /// When there is no `git`, or the files cannot be written.
    pub fn read(project: &Path, revision: &str) -> anyhow::Result<Option<Self>> {
        let folder = Temporary::new()?;
        let named = format!("{revision}^{{commit}}");
        let found = run(project, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])?;
        if !found.status.success() {
            return Ok(None);
        }
        let commit = said(&found.stdout);
        let prefix = said(&asked(project, &["rev-parse", "--show-prefix"])?);
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", &commit];
        arguments.extend(Some(prefix.as_str()).filter(|prefix| !prefix.is_empty()));
        let listed = asked(project, &arguments)?;
        let tree = folder.path().join("tree");
        std::fs::create_dir_all(tree.join(&prefix))?;
        let files: Vec<_> = listed.split(|byte| *byte == 0).filter_map(file).collect();
        write(project, &files, &tree)?;
        Ok(Some(Self { folder, prefix }))
    }

    /// Branches and tags of the project's repository, the latest first; at most so many.
    pub fn names(project: &Path, most: usize) -> Vec<String> {
        let count = format!("--count={most}");
        let arguments =
            ["for-each-ref", &count, "--sort=-creatordate", "--format=%(refname:short)", "refs/heads", "refs/tags"];
        let output = run(project, &arguments);
        output.map(|output| said(&output.stdout).lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// The project's folder in it.
    pub fn project(&self) -> PathBuf {
        self.folder.path().join("tree").join(&self.prefix)
    }
}

/// The id and the path of a plain file, from `100644 blob ID\tPATH`. Links are never followed, so none are made; and nothing
/// is written outside of our own folder, whatever a path says.
fn file(line: &[u8]) -> Option<(&str, &Path)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let facts = std::str::from_utf8(&line[..tab]).ok()?;
    let id = facts.strip_prefix("100644 blob ").or_else(|| facts.strip_prefix("100755 blob "))?;
    let path = Path::new(OsStr::from_bytes(&line[tab + 1..]));
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some((id, path))
}

/// Writes files below a folder.
fn write(project: &Path, files: &[(&str, &Path)], tree: &Path) -> anyhow::Result<()> {
    let mut child = command(project)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot run `git`")?;
    let mut asked = child.stdin.take().expect("it was asked for");
    let ids: String = files.iter().flat_map(|(id, _)| [id, "\n"]).collect();
    // While answers are read, since neither side reads on when nobody takes what it says.
    let asking = std::thread::spawn(move || asked.write_all(ids.as_bytes()));
    let written = read_answers(&mut child, files, tree);
    if written.is_err() {
        let _ = child.kill();
    }
    let _ = asking.join();
    let _ = child.wait();
    written
}

/// Reads `ID blob LENGTH`, the content and the end of a line for each file that was asked for.
fn read_answers(child: &mut Child, files: &[(&str, &Path)], tree: &Path) -> anyhow::Result<()> {
    let mut answers = BufReader::new(child.stdout.take().expect("it was asked for"));
    for (_, path) in files {
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let length = head.trim_end().rsplit(' ').next().and_then(|length| length.parse().ok());
        let Some(length) = length else { bail!("`git cat-file` failed: {}", head.trim_end()) };
        let place = tree.join(path);
        std::fs::create_dir_all(place.parent().unwrap_or(tree))?;
        let copied = io::copy(&mut answers.by_ref().take(length), &mut File::create_new(&place)?)?;
        ensure!(copied == length, "`git cat-file` ended too early");
        answers.read_exact(&mut [0])?;
    }
    Ok(())
}

/// What git prints.
fn asked(project: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = run(project, arguments)?;
    ensure!(output.status.success(), "`git {}` failed: {}", arguments[0], said(&output.stderr));
    Ok(output.stdout)
}

fn run(project: &Path, arguments: &[&str]) -> anyhow::Result<Output> {
    command(project).args(arguments).output().context("cannot run `git`")
}

/// Git in the project's repository, without hooks.
fn command(project: &Path) -> Command {
    let mut command = plain(project);
    command.args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]);
    command
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}
