//! The contents of a commit, handed to `git fast-import` one after the other, so that a large site takes no more memory than
//! a small one.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::thread::{self, JoinHandle};

use anyhow::Context as _;

use super::command::Git;
use crate::publish::target::Body;

/// So much of what `git` says is kept, in bytes.
const LONGEST: u64 = 64 << 10;

/// A commit that is being made.
pub(super) struct Import {
    child: Child,
    stdin: Option<BufWriter<ChildStdin>>,
    /// Reads what `git` says while it is written to: it would wait for that, and we for it.
    listener: Option<JoinHandle<String>>,
}

impl Import {
    /// Begins a commit on top of another one. Its message and author are nobody's: only its tree is used.
    pub fn begin(mut command: Command, reference: &str, parent: Option<&str>) -> anyhow::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot run `git`; publishing to a branch needs it")?;
        let mut stdin = BufWriter::new(child.stdin.take().expect("it was asked for"));
        write!(stdin, "commit {reference}\ncommitter x <x> now\ndata 0\n")?;
        if let Some(parent) = parent {
            writeln!(stdin, "from {parent}")?;
        }
        let stderr = child.stderr.take().expect("it was asked for");
        Ok(Self { child, stdin: Some(stdin), listener: Some(thread::spawn(|| heard(stderr))) })
    }

    /// Puts a content under a path.
    pub fn write(&mut self, path: &str, body: Body) -> anyhow::Result<()> {
        let stdin = self.stdin();
        writeln!(stdin, "M 100644 inline {}", quoted(path))?;
        match body {
            Body::Bytes(bytes) => {
                writeln!(stdin, "data {}", bytes.len())?;
                stdin.write_all(&bytes)?;
            }
            Body::File(file, length) => {
                writeln!(stdin, "data {length}")?;
                copy_all(file, length, stdin)?;
            }
        }
        Ok(writeln!(stdin)?)
    }

    /// Puts a content that the repository has under a path.
    pub fn link(&mut self, path: &str, blob: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.stdin(), "M 100644 {blob} {}", quoted(path))?)
    }

    /// Takes a path away.
    pub fn delete(&mut self, path: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.stdin(), "D {}", quoted(path))?)
    }

    /// Ends the commit. What `git` said when it failed is given back.
    pub fn end(mut self, git: &Git) -> anyhow::Result<()> {
        let mut stdin = self.stdin.take().expect("it is open until here");
        let sent = writeln!(stdin, "\ndone").and_then(|()| stdin.flush());
        drop(stdin);
        self.verdict(git)?;
        Ok(sent?)
    }

    /// Why something could not be written: when `git` reads no more, that is what it said.
    pub fn explained(&mut self, error: anyhow::Error, git: &Git) -> anyhow::Error {
        let is_gone = error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe);
        if is_gone { self.verdict(git).err().unwrap_or(error) } else { error }
    }

    /// How `git` ended. Nothing is to be read by it any more.
    fn verdict(&mut self, git: &Git) -> anyhow::Result<()> {
        let status = self.child.wait().context("`git` was lost")?;
        let said = self.listener.take().and_then(|listener| listener.join().ok()).unwrap_or_default();
        anyhow::ensure!(status.success(), "`git fast-import` failed: {}", git.without_secrets(said.trim()));
        Ok(())
    }

    fn stdin(&mut self) -> &mut BufWriter<ChildStdin> {
        self.stdin.as_mut().expect("it is open until the end")
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        if self.stdin.is_some() {
            // Nothing of a commit that was begun is anywhere but in our own repository.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// What is said, to its end.
fn heard(mut stderr: ChildStderr) -> String {
    let mut said = Vec::new();
    // What cannot be read says nothing.
    let _ = stderr.by_ref().take(LONGEST).read_to_end(&mut said);
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&said).into_owned()
}

/// A file whose length was promised.
fn copy_all(file: File, length: u64, to: &mut impl Write) -> io::Result<()> {
    let copied = io::copy(&mut file.take(length), to)?;
    if copied == length { Ok(()) } else { Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter")) }
}

/// A path as git quotes it, since one may begin with a quotation mark or hold the end of a line.
fn quoted(path: &str) -> String {
    let mut text = String::from("\"");
    for c in path.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_said_before_it_stopped_reading_is_told_however_long_it_spoke() {
        let folder = tempfile::tempdir().expect("a folder");
        let git = Git::new(folder.path(), "x").expect("a repository");
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'fatal: the disk is full' >&2; head -c 1000000 /dev/zero >&2; exit 1"]);
        let mut import = Import::begin(command, "refs/heads/x", None).expect("begun");
        let mut write = || import.write("x", Body::Bytes(vec![0; 1 << 20]));
        let error = std::iter::repeat_with(&mut write).find_map(Result::err).expect("it reads nothing");
        let said = import.explained(error, &git).to_string();
        assert!(said.starts_with("`git fast-import` failed: fatal: the disk is full"), "{said:.100}");
    }

    #[test]
    fn odd_paths_are_quoted() {
        assert_eq!(quoted("a b/é.html"), "\"a b/é.html\"");
        assert_eq!(quoted("\"x\"\\\n"), "\"\\\"x\\\"\\\\\\n\"");
    }
}
