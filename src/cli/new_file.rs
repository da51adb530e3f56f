//! A file that a command adds to a project: never over one that exists, never through a link.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;

use super::failure::Failure;

/// Writes a new file, making the folders that are missing. `path` is below the root, with `/` between its parts.
pub fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    refuse_links(root, path)?;
    let file = root.join(path);
    let failed = || format!("cannot write {}", file.display());
    fs::create_dir_all(file.parent().unwrap_or(root)).with_context(failed)?;
    match OpenOptions::new().write(true).create_new(true).open(&file) {
        Ok(mut opened) => Ok(opened.write_all(bytes).with_context(failed)?),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::usage(format!("`{path}` exists and is not overwritten"), "move it away first"))
        }
        Err(error) => Err(anyhow::Error::from(error).context(failed()).into()),
    }
}

/// Input is never read through a link, so nothing is written through one. The way to the root is the user's own affair.
fn refuse_links(root: &Path, path: &str) -> Result<(), Failure> {
    for folder in path.match_indices('/').map(|(end, _)| &path[..end]) {
        let found = root.join(folder).symlink_metadata();
        if found.is_ok_and(|found| !found.is_dir()) {
            return Err(Failure::usage(format!("{folder} is no plain folder"), "put a folder in its place"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_is_written_once_and_through_no_link() {
        let around = tempfile::tempdir().expect("a folder");
        let root = around.path().join("project");
        write(&root, "a/b/c.md", b"first").expect("written, with its folders");
        assert!(matches!(write(&root, "a/b/c.md", b"second"), Err(Failure::Usage { .. })));
        assert_eq!(fs::read(root.join("a/b/c.md")).expect("read"), b"first");
        symlink(around.path(), root.join("a/link")).expect("linked");
        symlink(around.path().join("out.md"), root.join("a/out.md")).expect("linked");
        for path in ["a/link/out.md", "a/link/deep/out.md", "a/out.md"] {
            assert!(matches!(write(&root, path, b"x"), Err(Failure::Usage { .. })), "{path}");
        }
        assert_eq!(fs::read_dir(around.path()).expect("listed").count(), 1, "nothing lies outside");
    }
}
