//! Real disks that are full, out of inodes, read-only or another one, and clocks that jump: the old site stays whole, the failure
//! is told, and a plain build mends it once there is room.
//!
//! Each disk is a small one in memory that only the build sees, in a mount namespace of its own (`unshare`).

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::corpus::Corpus;
use crate::support::site::{AS_OF, Run, Site, program};
use crate::support::situation::Situation;
use crate::support::tree::Tree;

/// A project that was built, and then its title was changed and an entry added.
fn rebuild() -> Situation {
    let site = Site::of_corpus(Corpus::new(4, 4));
    site.write("site.toml", site.read("site.toml") + "[outputs]\nrdf = false\ncsv = false\n");
    Situation::rebuild(site, |site| {
        site.edit("site.toml", "A corpus", "A corpus of now");
        site.write("content/more.md", crate::support::site::entry("more", "", "Text.").replace("recruitment", "wages"));
    })
}

impl Situation {
    /// A folder beside the project, which leaves with it.
    fn folder(&self, name: &str) -> PathBuf {
        let folder = self.site.beside(name);
        fs::create_dir_all(&folder).expect("a temporary folder can be written");
        folder
    }

    /// Builds into a disk that holds the old site, as `limit` lets it, and again when `relief` was given; what it left both
    /// times lies in the folders `first` and `second`.
    fn on_a_disk(&self, limit: &str, relief: &str) -> (Run, Run, Tree, Tree) {
        for folder in ["disk", "first", "second"] {
            let _ = fs::remove_dir_all(self.site.beside(folder));
        }
        let (disk, first, second) = (self.folder("disk"), self.folder("first"), self.folder("second"));
        let script = "set -e; mount -t tmpfs -o size=100m none \"$DISK\"; cp -a \"$OLD/.\" \"$DISK\"; mount -o \"remount,$LIMIT\" \"$DISK\"\n\
                      set +e; \"$@\" >\"$LOGS/first.out\" 2>&1; echo $? >\"$LOGS/first.code\"; cp -a \"$DISK/.\" \"$FIRST\"\n\
                      mount -o \"remount,$RELIEF\" \"$DISK\" || exit 1\n\
                      \"$@\" >\"$LOGS/second.out\" 2>&1; echo $? >\"$LOGS/second.code\"; cp -a \"$DISK/.\" \"$SECOND\"";
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]).arg(program());
        command.args(["build", "--color", "never", "--as-of", AS_OF, "--output"]).arg(&disk);
        command.current_dir(self.site.root()).env("HOME", self.site.beside("home"));
        command.env("DISK", &disk).env("OLD", self.site.path("public")).env("FIRST", first).env("SECOND", second);
        command.env("LIMIT", limit).env("RELIEF", relief).env("LOGS", self.site.beside(""));
        let _ = Run::of(&mut command).succeeds();
        let run = |name: &str| {
            let read = |end: &str| fs::read_to_string(self.site.beside(&format!("{name}.{end}"))).expect("a log");
            Run { code: read("code").trim().parse().ok(), stdout: read("out"), stderr: String::new() }
        };
        (run("first"), run("second"), Tree::of(&self.site.beside("first")), Tree::of(&self.site.beside("second")))
    }

    /// Every file is as it was or as it should be, and it is the old site unless a part was said to be new.
    #[track_caller]
    fn assert_whole(&self, run: &Run, left: &Tree, what: &str) {
        assert!(!run.stdout.contains("panicked") && run.code != Some(101), "{what}: {run:?}");
        assert_eq!(self.mixtures(left), Vec::<String>::new(), "{what}");
        let told = run.code == Some(0) || run.stdout.contains("updated in part");
        assert!(told || self.changed(left).is_empty(), "{what}: {:?}\n{run:?}", self.changed(left));
    }

    /// Tries limits that leave more and more room, until a build fits.
    #[track_caller]
    fn more_and_more_room(&self, limit: impl Fn(u64) -> String, relief: &str, step: u64) {
        let mut refused = 0;
        for room in (0..).map(|at| at * step) {
            let what = limit(room);
            let (first, second, left, mended) = self.on_a_disk(&what, relief);
            self.assert_whole(&first, &left, &what);
            assert_eq!(second.code, Some(0), "{what}: a plain build does not mend it: {}", second.stdout);
            self.new.assert_same(&mended, &format!("{what}, mended"));
            if first.code == Some(0) {
                self.new.assert_same(&left, &what);
                break;
            }
            assert_eq!(first.code, Some(3), "{what}: {}", first.stdout);
            assert!(first.stdout.contains("No space left on device"), "{what}: {}", first.stdout);
            refused += 1;
            assert!(room < 1000 * step, "it never fits");
        }
        assert!(refused > 2, "there was room at once: {refused}");
    }
}

/// Sizes in a file system of pages.
fn pages(tree: &Tree) -> u64 {
    tree.0.values().map(|bytes| (bytes.len() as u64).div_ceil(4096)).sum()
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let situation = rebuild();
    let used = pages(&situation.old);
    let step = pages(&situation.new).div_ceil(6);
    situation.more_and_more_room(|room| format!("size={}k", (used + 8 + room) * 4), "size=100m", step);
}

#[test]
fn a_disk_without_inodes_leaves_the_old_site() {
    let situation = rebuild();
    let folder = situation.site.path("public");
    let used = walkdir::WalkDir::new(folder).into_iter().count() as u64;
    let step = (situation.new.0.len() as u64).div_ceil(6);
    situation.more_and_more_room(|room| format!("nr_inodes={}", used + 4 + room), "nr_inodes=100000", step);
}

#[test]
fn a_disk_that_cannot_be_written_leaves_the_old_site() {
    let situation = rebuild();
    let (first, second, left, mended) = situation.on_a_disk("ro", "rw");
    assert_eq!(first.code, Some(3), "{}", first.stdout);
    assert!(first.stdout.contains("Read-only file system") && first.stdout.contains("disk"), "{}", first.stdout);
    situation.old.assert_same(&left, "nothing could be written");
    assert_eq!(second.code, Some(0), "{}", second.stdout);
    situation.new.assert_same(&mended, "mended");
}

#[test]
fn an_output_on_another_device_is_like_any_other() {
    let situation = rebuild();
    let (first, second, left, again) = situation.on_a_disk("size=100m", "size=100m");
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{}", first.stdout);
    situation.new.assert_same(&left, "on another device");
    assert!(second.stdout.contains(" 0 written"), "{}", second.stdout);
    situation.new.assert_same(&again, "built again");
}

/// A folder of the site that is a disk of its own cannot take staged files by a rename.
#[test]
fn a_folder_of_the_site_on_another_device_is_told_and_harms_nothing() {
    let situation = rebuild();
    let site = &situation.site;
    let script = "mount -t tmpfs none public/commitments || exit 99; exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]).arg(program());
    command
        .args(["build", "--color", "never", "--as-of", AS_OF])
        .current_dir(site.root())
        .env("HOME", site.beside("home"));
    let run = Run::of(&mut command).exits(3).says("cross-device").says("public/commitments");
    let run = Run { stdout: run.stdout + &run.stderr, ..run };
    situation.assert_whole(&run, &site.tree(), "a disk in the site");
    let _ = site.build().succeeds();
    situation.new.assert_same(&site.tree(), "without that disk");
}

/// The system cuts a write short at the limit and ends the program at the next byte.
#[test]
fn a_write_that_is_cut_short_is_no_file() {
    let situation = rebuild();
    let site = &situation.site;
    let mut killed = 0;
    for limit in [1, 3_000, 9_000, 20_000, 60_000] {
        let mut command = Command::new("prlimit");
        command.arg(format!("--fsize={limit}")).arg(program()).args(["build", "--color", "never", "--as-of", AS_OF]);
        command.current_dir(site.root()).env("HOME", site.beside("home")).env("RAYON_NUM_THREADS", "1");
        let output = command.output().expect("prlimit is part of util-linux");
        killed += usize::from(output.status.signal().is_some());
        let run = Run { code: output.status.code(), stdout: String::new(), stderr: String::new() };
        situation.assert_whole(&run, &site.tree(), &format!("files of at most {limit} bytes"));
    }
    assert!(killed > 2, "only {killed} builds were cut short");
    let _ = site.build().succeeds();
    situation.new.assert_same(&site.tree(), "mended");
}

/// Clocks go back and forth; what counts is what files hold.
#[test]
fn clocks_that_jump_hide_no_edit_from_a_build() {
    let situation = rebuild();
    let (site, path) = (&situation.site, "content/more.md");
    let times = [Duration::ZERO, Duration::from_secs(4_000_000_000), Duration::from_secs(1_000_000_000)];
    for (at, time) in times.into_iter().enumerate() {
        let (old, new) = (["Text.", "Tent.", "Test."][at], ["Tent.", "Test.", "Teat."][at]);
        site.edit(path, old, new);
        set_time(site, path, SystemTime::UNIX_EPOCH + time);
        let _ = site.build().succeeds();
        let _ = site.build_into(&site.beside("clean")).succeeds();
        site.tree().assert_same(&Tree::of(&site.beside("clean")), &format!("{time:?} after 1970"));
    }
}

fn set_time(site: &Site, path: &str, time: SystemTime) {
    let file = fs::File::options().write(true).open(site.path(path)).expect("a file");
    file.set_modified(time).expect("a time can be set");
}
