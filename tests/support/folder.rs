//! Where the projects of tests are.

use rustix::fs::{StatVfsMountFlags, statvfs};
use tempfile::{Builder, TempDir};

/// A file system in memory, as most systems have one.
const MEMORY: &str = "/dev/shm";
/// All tests together need less room, in bytes.
const ROOM: u64 = 4 << 30;

/// A folder that goes away with the value. It is in memory where there is room: tests make thousands of sites, each build waits
/// until its files are on the disk, and a disk takes four times as long.
pub fn temporary_folder() -> TempDir {
    let mut made = Builder::new();
    made.prefix("compendium-test-");
    let in_memory = has_room().then(|| made.tempdir_in(MEMORY).ok()).flatten();
    in_memory.unwrap_or_else(|| made.tempdir().expect("a temporary folder can be made"))
}

/// Whether files in memory may be many, and may be run.
fn has_room() -> bool {
    statvfs(MEMORY).is_ok_and(|memory| {
        memory.f_bavail * memory.f_frsize >= ROOM && !memory.f_flag.contains(StatVfsMountFlags::NOEXEC)
    })
}
