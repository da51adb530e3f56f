//! Builds that follow each other.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use anyhow::anyhow;
use compendium::output::{Folder, Reason, Report, Seal, clean};

use super::site::{Site, identities, tree};

#[test]
fn a_first_build_writes_all_and_seals_it() {
    let site = Site::built();
    assert_eq!(site.visible(), site.files);
    let manifest = fs::read_to_string(site.public(".compendium/manifest.json")).expect("a manifest");
    let seal: Seal =
        serde_json::from_slice(&fs::read(site.public(".compendium/seal.json")).expect("a seal")).expect("JSON");
    assert_eq!(seal.manifest, blake3::hash(manifest.as_bytes()).to_hex().to_string());
    assert_eq!((seal.files, seal.facts), (3, site.facts()));
    assert!(manifest.contains(r#"{"path":"commitments/x/index.html","blake3":""#), "{manifest}");
    assert!(!manifest.contains(site.around.path().to_str().expect("UTF-8")), "no absolute paths");
    assert!(!site.public(".compendium/stage").exists());
}

#[test]
fn what_is_unchanged_is_not_touched() {
    let mut site = Site::built();
    let before = identities(&site.public(""));
    let report = site.build().expect("a second build");
    assert_eq!(report, Report { files: 3, unchanged: 3, ..Report::default() });
    assert_eq!(identities(&site.public("")), before);

    site.put("commitments/x/index.html", "X");
    let report = site.build().expect("a third build");
    assert_eq!((report.written, report.unchanged), (1, 2));
    let after = identities(&site.public(""));
    assert_eq!(after[&site.public("index.html")], before[&site.public("index.html")]);
    site.assert_clean();
}

#[test]
fn a_new_date_reseals_and_writes_nothing_else() {
    let mut site = Site::built();
    site.as_of = "2027-01-01";
    let report = site.build().expect("built");
    assert_eq!(report.written, 0);
    site.assert_clean();
    fs::remove_file(site.public(".compendium/seal.json")).expect("removed");
    site.build().expect("built");
    site.assert_clean();
}

#[test]
fn what_is_no_longer_made_goes_with_its_empty_folders() {
    let mut site = Site::built();
    site.drop("commitments/x/index.html").drop("commitments/y/index.html");
    fs::create_dir(site.public("mine")).expect("made");
    let report = site.build().expect("built");
    assert_eq!((report.deleted, report.written), (2, 0));
    assert!(!site.public("commitments").exists());
    assert!(site.public("mine").exists(), "a folder that no build made stays");
    fs::remove_dir(site.public("mine")).expect("removed");
    site.assert_clean();
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let mut site = Site::new();
    site.put("a", "file")
        .put("b/c/d", "deep")
        .put("b/e", "less deep")
        .put("index.html", "home")
        .build()
        .expect("built");
    fs::create_dir(site.public("b/empty")).expect("made");
    site.drop("a").drop("b/c/d").drop("b/e").put("a/index.html", "page").put("a/b/index.html", "page").put("b", "file");
    let report = site.build().expect("built");
    assert_eq!((report.written, report.deleted, report.unchanged), (3, 3, 1));
    site.assert_clean();
}

#[test]
fn an_error_while_rendering_leaves_the_site_as_it_was() {
    let mut site = Site::built();
    let before = tree(&site.public(""));
    site.put("index.html", "changed").put("new/index.html", "new");
    let mut folder = site.open().expect("opened");
    let failed = folder.write(&site.items(), &site.facts(), |index| match index {
        0 => Ok("x"),
        index => Err(anyhow!("no template for {index}")),
    });
    assert_eq!(failed.expect_err("it failed").to_string(), "no template for 1");
    drop(folder);
    assert_eq!(tree(&site.public("")), before);
}

#[test]
fn a_panic_while_rendering_leaves_the_site_as_it_was() {
    let mut site = Site::built();
    let before = tree(&site.public(""));
    site.put("index.html", "changed").put("a", "new");
    let mut folder = site.open().expect("opened");
    let render = |index| if index == 0 { Ok("new") } else { panic!("a mistake of ours") };
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        folder.write::<&str>(&site.items(), &site.facts(), render).map(|_| ())
    }));
    assert!(caught.is_err());
    drop(folder);
    assert_eq!(tree(&site.public("")), before);
}

#[test]
fn one_open_folder_serves_several_builds() {
    let mut site = Site::built();
    let mut folder = site.open().expect("opened");
    site.put("index.html", "changed").drop("commitments/y/index.html");
    assert_eq!(site.write(&mut folder).expect("built").written, 1);
    site.put("commitments/x/index.html", "changed");
    assert_eq!(site.write(&mut folder).expect("built").written, 1);
    site.assert_clean();
}

#[test]
fn a_changed_file_is_not_overwritten() {
    let mut site = Site::built();
    fs::write(site.public("commitments/x/index.html"), "by hand").expect("written");
    fs::create_dir(site.public("new")).expect("made");
    fs::write(site.public("new/index.html"), "mine").expect("written");
    let before = tree(&site.public(""));
    site.put("index.html", "changed").put("new/index.html", "ours").put("commitments/x/index.html", "longer");
    let refused = site.refused();
    let Reason::Foreign(foreign) = &refused.reason else { panic!("{refused}") };
    let told: Vec<_> = foreign.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["`commitments/x/index.html` was changed since the last build", "`new/index.html` was not made by a build"]
    );
    assert_eq!(tree(&site.public("")), before);
    fs::remove_file(site.public("commitments/x/index.html")).expect("removed");
    fs::write(site.public("new/index.html"), "ours").expect("written");
    assert_eq!(site.build().expect("nothing is in the way").unchanged, 2);
    site.assert_clean();
}

#[test]
fn a_changed_file_is_not_deleted() {
    let mut site = Site::built();
    fs::write(site.public("commitments/x/index.html"), "by hand").expect("written");
    site.drop("commitments/x/index.html").drop("commitments/y/index.html");
    let report = site.build().expect("built");
    assert_eq!(report.deleted, 1);
    assert_eq!(report.foreign.len(), 1);
    assert_eq!(report.foreign[0].path, "commitments/x/index.html");
    assert_eq!(tree(&site.public("commitments")).into_values().collect::<Vec<_>>(), ["by hand"]);
    assert!(site.build().expect("built").foreign.is_empty(), "it is no business of ours any more");
}

#[test]
fn a_stranger_in_a_folder_that_must_become_a_file_stops_the_build() {
    let mut site = Site::new();
    site.put("a/index.html", "page").put("b", "file").build().expect("built");
    fs::write(site.public("a/notes"), "mine").expect("written");
    fs::create_dir(site.public("a").join(OsStr::from_bytes(b"\xff"))).expect("made");
    fs::write(site.public("b"), "by hand").expect("written");
    site.drop("a/index.html").drop("b").put("a", "file").put("b/index.html", "page");
    let before = tree(&site.public(""));
    let refused = site.refused().to_string();
    assert!(refused.contains("`a/notes` is a file that was not made by a build"), "{refused}");
    assert!(refused.contains("`a/\u{fffd}` is a folder"), "{refused}");
    assert!(refused.contains("`b` was changed since the last build"), "{refused}");
    assert_eq!(tree(&site.public("")), before);
}

#[test]
fn planted_links_are_not_followed() {
    let mut site = Site::built();
    let outside = site.around.path().join("outside");
    fs::create_dir_all(outside.join("x")).expect("made");
    fs::write(outside.join("x/index.html"), "x").expect("written");
    fs::write(outside.join("home"), "home").expect("written");
    fs::remove_dir_all(site.public("commitments")).expect("removed");
    fs::remove_file(site.public("index.html")).expect("removed");
    symlink(&outside, site.public("commitments")).expect("linked");
    symlink(outside.join("home"), site.public("index.html")).expect("linked");
    let before = tree(site.around.path());
    let refused = site.refused().to_string();
    assert!(
        refused.contains("`commitments` is a symlink") && refused.contains("`index.html` is a symlink"),
        "{refused}"
    );
    assert_eq!(tree(site.around.path()), before);

    site.drop("commitments/x/index.html").drop("commitments/y/index.html").drop("index.html").put("new", "n");
    let report = site.build().expect("what the links lead to is not deleted");
    assert_eq!((report.deleted, report.foreign.len()), (0, 2));
    assert_eq!(tree(&outside).len(), 2);
    clean(&site.public(""), &site.forbidden(), |_| ()).expect("cleaned");
    assert_eq!(tree(&outside).len(), 2);
}

#[test]
fn a_link_planted_during_a_build_is_not_followed() {
    let mut site = Site::built();
    let outside = site.around.path().join("outside");
    fs::create_dir(&outside).expect("made");
    site.put("fresh/index.html", "fresh").put("zzz", "last");
    let mut folder = site.open().expect("opened");
    let texts: Vec<_> = site.files.values().collect();
    let last = texts.len() - 1;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let failed = pool.install(|| {
        folder.write(&site.items(), &site.facts(), |index| {
            if index == last {
                symlink(&outside, site.public("fresh")).expect("linked");
            }
            Ok(texts[index])
        })
    });
    assert!(failed.is_err());
    drop(folder);
    assert_eq!(tree(&outside).len(), 0);
    assert!(matches!(site.refused().reason, Reason::Foreign(_)));
    fs::remove_file(site.public("fresh")).expect("removed");
    site.build().expect("built");
    site.assert_clean();
}

#[test]
fn a_second_build_waits_for_the_first() {
    let mut site = Site::built();
    let second = Site::of(&site.files);
    site.put("index.html", "first");
    let mut folder = site.open().expect("opened");
    let (send, waits) = mpsc::channel();
    thread::scope(|scope| {
        let (path, forbidden) = (site.public(""), site.forbidden());
        let other = scope.spawn(move || {
            let mut folder = Folder::open(&path, &forbidden, |_| send.send(()).expect("heard")).expect("opened");
            second.write(&mut folder).expect("built")
        });
        waits.recv().expect("the second build says that it waits");
        assert_eq!(site.write(&mut folder).expect("built").written, 1);
        assert_eq!(fs::read_to_string(site.public("index.html")).expect("read"), "first");
        drop(folder);
        assert_eq!(other.join().expect("no panic").written, 1);
    });
    site.put("index.html", "home");
    site.assert_clean();
}

#[test]
fn builds_and_cleanings_at_once_take_turns() {
    let site = Site::built();
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for thread in 0..4 {
            let (site, failures) = (&site, &failures);
            scope.spawn(move || {
                for _ in 0..25 {
                    let (path, forbidden) = (site.public(""), site.forbidden());
                    let result = match thread {
                        0 => clean(&path, &forbidden, |_| ()),
                        _ => Folder::open(&path, &forbidden, |_| ()).and_then(|mut folder| site.write(&mut folder)),
                    };
                    failures.lock().expect("no panic").extend(result.err().map(|error| format!("{error:#}")));
                }
            });
        }
    });
    assert_eq!(failures.into_inner().expect("no panic"), Vec::<String>::new());
    site.build().expect("built");
    site.assert_clean();
}

#[test]
fn cleaning_takes_what_is_ours_and_nothing_else() {
    let site = Site::built();
    let report = clean(&site.public(""), &site.forbidden(), |_| ()).expect("cleaned");
    assert_eq!(report.deleted, 3);
    assert!(!site.public("").exists());
    clean(&site.public(""), &site.forbidden(), |_| ()).expect("nothing to do");

    site.build().expect("built");
    fs::write(site.public("CNAME"), "compact.example").expect("written");
    fs::write(site.public("commitments/x/index.html"), "by hand").expect("written");
    let report = clean(&site.public(""), &site.forbidden(), |_| ()).expect("cleaned");
    assert_eq!((report.deleted, report.foreign.len()), (2, 1));
    let left: Vec<_> = site.visible().into_keys().collect();
    assert_eq!(left, ["CNAME", "commitments/x/index.html"]);
    fs::remove_file(site.public("commitments/x/index.html")).expect("removed");
    assert_eq!(site.build().expect("the folder is still known").written, 3);
}
