//! How programs save a file: what a watcher gets to see differs with each of them.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Puts a text into a file.
pub type Save = fn(&Path, &str);

/// Programs, and how they do it.
pub const SAVES: &[(&str, Save)] = &[
    ("VS Code", in_place),
    ("vim", vim),
    ("Emacs", emacs),
    ("GNOME", rename_over),
    ("JetBrains", jetbrains),
    ("rsync", with_the_time_of_before),
];

/// A file beside another, under a name that is made of its own.
fn beside(path: &Path, before: &str, behind: &str) -> PathBuf {
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    path.with_file_name(format!("{before}{name}{behind}"))
}

/// Cuts the file to nothing and writes it, in two pieces.
fn in_place(path: &Path, text: &str) {
    let mut file = File::create(path).expect("opened");
    let (first, second) = text.as_bytes().split_at(text.len() / 2);
    file.write_all(first).expect("written");
    std::thread::sleep(Duration::from_millis(2));
    file.write_all(second).expect("written");
}

/// Tries whether it may write to the folder, moves the file away, and writes another.
fn vim(path: &Path, text: &str) {
    let (swap, probe, backup) = (beside(path, ".", ".swp"), path.with_file_name("4913"), beside(path, "", "~"));
    fs::write(&swap, "b0VIM").expect("written");
    fs::write(&probe, "").expect("written");
    fs::remove_file(&probe).expect("removed");
    fs::rename(path, &backup).expect("renamed");
    fs::write(path, text).expect("written");
    fs::remove_file(&backup).expect("removed");
    fs::remove_file(&swap).expect("removed");
}

/// Locks the file by a link that leads nowhere, saves what is typed beside it, and keeps what was there before.
fn emacs(path: &Path, text: &str) {
    let (lock, typed) = (beside(path, ".#", ""), beside(path, "#", "#"));
    symlink("ada@example.org.4711:1700000000", &lock).expect("linked");
    fs::write(&typed, text).expect("written");
    fs::copy(path, beside(path, "", "~")).expect("copied");
    fs::write(path, text).expect("written");
    fs::remove_file(&typed).expect("removed");
    fs::remove_file(&lock).expect("removed");
}

/// Writes another file and gives it the name.
fn rename_over(path: &Path, text: &str) {
    let fresh = beside(path, ".goutputstream-", "");
    fs::write(&fresh, text).expect("written");
    fs::rename(&fresh, path).expect("renamed");
}

/// Writes another file, moves the old one away, and gives the new one its name.
fn jetbrains(path: &Path, text: &str) {
    let (fresh, old) = (beside(path, "", "___jb_tmp___"), beside(path, "", "___jb_old___"));
    fs::write(&fresh, text).expect("written");
    fs::rename(path, &old).expect("renamed");
    fs::rename(&fresh, path).expect("renamed");
    fs::remove_file(&old).expect("removed");
}

/// Gives the new file the time that the old one had, as a copy that keeps times does.
fn with_the_time_of_before(path: &Path, text: &str) {
    let time = fs::metadata(path).and_then(|found| found.modified()).expect("a time");
    rename_over(path, text);
    File::options().append(true).open(path).and_then(|file| file.set_modified(time)).expect("set");
}
