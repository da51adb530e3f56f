//! The contents of a commit, handed to `git fast-import` one after the other, so that a large site takes no more memory than
//! a small one.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::Context as _;

use super::command::Git;
use crate::publish::target::Body;

/// A commit that is being made.
pub(super) struct Import {
    child: Child,
    stdin: Option<BufWriter<ChildStdin>>,
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
        Ok(Self { child, stdin: Some(stdin) })
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
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let _ = stderr.read_to_string(&mut said);
        }
        let status = self.child.wait().context("`git` was lost")?;
        anyhow::ensure!(status.success(), "`git fast-import` failed: {}", git.without_secrets(said.trim()));
        Ok(sent?)
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
    fn odd_paths_are_quoted() {
        assert_eq!(quoted("a b/é.html"), "\"a b/é.html\"");
        assert_eq!(quoted("\"x\"\\\n"), "\"\\\"x\\\"\\\\\\n\"");
    }
}
