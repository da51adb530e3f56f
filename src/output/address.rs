//! Which paths a file of the output may have.
//!
//! The same rules hold for what a build wants to write and for what a manifest says was written, since a manifest is a
//! file that anybody may have edited.

use std::collections::HashSet;

use super::cursor::ancestors;
use super::record::MARKER;

/// The longest name that common file systems take, in bytes.
pub(super) const LONGEST_NAME: usize = 255;
/// The longest path that Linux takes, in bytes.
pub(super) const LONGEST_PATH: usize = 4096;

/// Whether a path, relative to the output folder and with `/` between its parts, can be written; else why not.
pub fn check_address(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("it is empty");
    }
    if path.starts_with('/') {
        return Err("it is absolute");
    }
    if path.len() > LONGEST_PATH {
        return Err("it is longer than 4096 bytes");
    }
    if path.contains('\0') {
        return Err("it holds a NUL");
    }
    path.split('/').try_for_each(check_name)?;
    let first = path.split('/').next().unwrap_or(path);
    if first.eq_ignore_ascii_case(MARKER) { Err("that folder is the program's own") } else { Ok(()) }
}

fn check_name(name: &str) -> Result<(), &'static str> {
    match name {
        "" => Err("one of its parts is empty"),
        "." | ".." => Err("one of its parts is `.` or `..`"),
        name if name.len() > LONGEST_NAME => Err("one of its parts is longer than 255 bytes"),
        _ => Ok(()),
    }
}

/// The first path that cannot be written beside the others, and why.
pub(super) fn check_together<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Result<(), (&'a str, &'static str)> {
    let mut seen = HashSet::new();
    for path in paths.clone() {
        check_address(path).map_err(|why| (path, why))?;
        if !seen.insert(path) {
            return Err((path, "two files would have it"));
        }
    }
    for path in paths {
        if ancestors(path).any(|folder| seen.contains(folder)) {
            return Err((path, "one of its folders would be a file as well"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_or_cannot_be_are_refused() {
        let long_name = "é".repeat(128);
        let long_path = "a/".repeat(2048) + "b";
        for path in [
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "./a",
            "a\0b",
            ".compendium/x",
            ".Compendium",
            &long_name,
            &long_path,
        ] {
            assert!(check_address(path).is_err(), "{path}");
        }
        for path in ["a", "a/index.html", "é/..a/b..", "a/.compendium/x", &"a".repeat(255)] {
            assert_eq!(check_address(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn a_file_cannot_be_a_folder_too() {
        assert_eq!(check_together(["a-b", "a/b", "ab"].into_iter()), Ok(()));
        assert!(check_together(["a", "a-b", "a/b/c"].into_iter()).is_err());
        assert!(check_together(["a", "b", "a"].into_iter()).is_err());
    }
}
