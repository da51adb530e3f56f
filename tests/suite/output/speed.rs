//! How long 20,000 files of 8 kB take; run with `cargo test --release --test suite -- --ignored --nocapture speed`.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Instant;

use compendium::output::{Folder, Forbidden, Item, Phase, Report};

use super::site::Site;

const FILES: usize = 20_000;

/// Bytes that differ from file to file and from build to build, made fast enough not to be measured.
fn page(index: usize, edition: usize) -> Vec<u8> {
    let mut page = vec![b'x'; 8_000];
    page[..16].copy_from_slice(format!("{index:08}{edition:08}").as_bytes());
    page
}

fn timed(what: &str, step: impl FnOnce() -> Report) -> Report {
    let start = Instant::now();
    let report = step();
    println!("{what:<28} {:>7.3} s", start.elapsed().as_secs_f64());
    report
}

/// The same bytes written with nothing between: what no program can be faster than by much.
fn floor(folder: &Path) -> Report {
    for index in 0..FILES {
        let at = folder.join(format!("floor/commitments/entry-{index}"));
        fs::create_dir_all(&at).expect("made");
        fs::write(at.join("index.html"), page(index, 0)).expect("written");
    }
    Report::default()
}

#[test]
#[ignore = "measures, and judges nothing"]
fn speed() {
    let around = std::env::var("SPEED_FOLDER")
        .map_or_else(|_| Site::new().around, |at| tempfile::tempdir_in(at).expect("a folder"));
    let forbidden = Forbidden { project: "/proc/self".into(), ..Forbidden::default() };
    let paths: Vec<_> = (0..FILES).map(|index| format!("commitments/entry-{index}/index.html")).collect();
    let item = |path| Item { path, phase: Phase::Page, cause: "content/commitments/entry.md", made_from: None };
    let items: Vec<_> = paths.iter().map(|path| item(path)).collect();
    let facts = Site::new().facts();
    let build = |items: &[Item<'_>], edition: &(dyn Fn(usize) -> usize + Sync)| {
        let mut folder = Folder::open(&around.path().join("public"), &forbidden, |_| ()).expect("opened");
        folder.write(items, &facts, |index| Ok(page(index, edition(index)))).expect("written")
    };
    timed("floor: one thread, std::fs", || floor(around.path()));
    assert_eq!(timed("first build", || build(&items, &|_| 0)).written, FILES);
    assert_eq!(timed("nothing changed", || build(&items, &|_| 0)).unchanged, FILES);
    assert_eq!(timed("one changed", || build(&items, &|index| usize::from(index == 7))).written, 1);
    assert_eq!(timed("all changed", || build(&items, &|_| 2)).written, FILES);
    assert_eq!(timed("half deleted", || build(&items[..FILES / 2], &|_| 2)).deleted, FILES / 2);
    let used = fs::metadata(around.path().join("public/.compendium/manifest.json")).expect("it exists").size();
    println!("manifest of {} files: {used} bytes", FILES / 2);
}
