//! One file below the root: only a plain one, of a bounded size, and reached without a link.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
use rustix::io::Errno;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// Reads a text file below the root.
pub fn read_text(root: &Path, path: &str, limit: u64) -> Result<Arc<Source>, Diagnostic> {
    let bytes = read_bytes(root, path, limit)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
    };
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    let source = Source::new(path, text);
    merge_conflict(&source).map_or(Ok(source), Err)
}

/// Reads the file of a citation style. Its path is the project's to choose, so that no folder of it may be a link either.
pub fn read_style(root: &Path, path: &str, limit: u64) -> Result<Arc<Source>, Diagnostic> {
    let whole = root.join(path);
    if whole.canonicalize().is_ok_and(|real| real != whole) {
        let message = "this is a symbolic link, or lies in a folder that is one";
        return Err(Diagnostic::of_file(Code::SymbolicLink, path, message).help("put a copy of the file in its place"));
    }
    read_text(root, path, limit)
}

/// Reads a file below the root, when it is a plain file of at most `limit` bytes that is reached without a link.
pub fn read_bytes(root: &Path, path: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let unreadable =
        |error: io::Error| Diagnostic::of_file(Code::UnreadableFile, path, format!("this cannot be read: {error}"));
    let mut file = open(root, path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Diagnostic::of_file(Code::SpecialFile, path, "this is no plain file"));
    }
    if metadata.len() > limit {
        return Err(too_large(path, metadata.len(), limit));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // A file may grow while it is read.
    file.by_ref().take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(path, bytes.len() as u64, limit));
    }
    Ok(bytes)
}

/// Neither waits for the other end of a pipe nor follows a link that was put in place after the walk, of the file or of a
/// folder on the way. The root is the real path of a folder.
fn open(root: &Path, path: &str) -> io::Result<File> {
    let whole = root.join(path);
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match openat2(CWD, &whole, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        // Linux before 5.6, and some containers, do not know the call: the folders are as the walk found them then.
        Err(Errno::NOSYS | Errno::PERM) => Ok(rustix::fs::open(&whole, flags, Mode::empty())?.into()),
        file => Ok(file?.into()),
    }
}

pub(super) fn too_large(path: &str, length: u64, limit: u64) -> Diagnostic {
    // A file that is a byte too large is not told to be as large as is allowed.
    let mebibytes = (length * 10).div_ceil(1024 * 1024) as f64 / 10.0;
    let message = format!("this file has {mebibytes} MiB; at most {} MiB are read", limit / 1024 / 1024);
    Diagnostic::of_file(Code::FileTooLarge, path, message).help("make it smaller, or host it elsewhere and link to it")
}

/// Where git left two versions of a text for somebody to choose from. Each of its three signs may stand in a text for itself,
/// as `=======` does below a heading; one after the other they do not.
fn merge_conflict(source: &Arc<Source>) -> Option<Diagnostic> {
    const OURS: &str = "<<<<<<< ";
    let text = &source.text;
    let start = if text.starts_with(OURS) { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    let mut lines = text[start..].lines();
    let first = lines.next()?;
    let is_conflict = lines.any(|line| line == "=======") && lines.any(|line| line.starts_with(">>>>>>> "));
    is_conflict.then(|| {
        let span = crate::source::Span::new(start, start + first.len());
        Diagnostic::new(Code::MergeConflict, source, span, "git left two versions here, for somebody to choose")
            .help("keep what is right, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
    })
}

fn not_utf8(path: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let encoding = if utf16 { "it looks like UTF-16" } else { "it may be Latin-1 or Windows-1252" };
    // What is readable up to the bad byte is kept, so that the message can show where it is.
    let readable = String::from_utf8_lossy(&bytes[..at]);
    let source = Source::new(path, readable.as_ref());
    let span = crate::source::Span::new(at, at);
    Diagnostic::new(Code::NotUtf8, &source, span, format!("this file is not UTF-8; {encoding}"))
        .help("save it as UTF-8")
}
