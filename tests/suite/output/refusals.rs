//! Folders that are no place for a site: refused with nothing touched.
//!
//! Every folder here lies inside the test's own, the home folder included: should a refusal fail, nothing of the tester's
//! is written or deleted. What is said of `/` and of devices is tested beside the code, by functions that only look.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use compendium::output::{Folder, Reason, Refused, clean};

use super::site::{Site, tree};

/// Opens and cleans a folder, both of which must be refused with nothing touched.
fn refused(site: &Site, folder: &Path) -> Refused {
    assert!(folder.starts_with(site.around.path()), "{} is not the test's own", folder.display());
    let before = tree(site.around.path());
    let built = Folder::open(folder, &site.forbidden(), |_| ()).err().expect("it must be refused");
    assert!(clean(folder, &site.forbidden(), |_| ()).is_err(), "{}", folder.display());
    assert_eq!(tree(site.around.path()), before);
    built.downcast().expect("a refusal")
}

#[test]
fn folders_that_hold_other_things_are_refused() {
    let site = Site::new();
    let project = site.project();
    fs::create_dir_all(site.around.path().join("stranger/.compendium")).expect("made");
    for name in ["1", "2", "3", "4"] {
        fs::write(site.around.path().join("stranger").join(name), "").expect("written");
    }
    symlink("content", project.join("link")).expect("linked");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, project.join("fifo"), rustix::fs::FileType::Fifo, mode, 0).expect("made");
    let cases = [
        (site.around.path().into(), "it is your home folder"),
        (project.clone(), "it is the project itself"),
        (project.join("content"), "it belongs to the source folder `content`"),
        (project.join("content/public"), "it belongs to the source folder `content`"),
        (project.join("link/public"), "link` is a symlink"),
        (project.join("content/a.md"), "a.md` is a file, not a folder"),
        (project.join("fifo"), "fifo` is a device, FIFO or socket, not a folder"),
        (site.around.path().join("stranger"), "it holds files that no build made (`1`, `2`, `3`, …)"),
    ];
    for (folder, why) in cases {
        let refused = refused(&site, &folder);
        assert!(refused.to_string().contains(why), "{refused}");
        assert!(!refused.help().is_empty());
    }
}

#[test]
fn an_output_folder_that_is_a_link_is_refused() {
    let site = Site::built();
    fs::rename(site.public(""), site.around.path().join("moved")).expect("moved");
    symlink("../moved", site.project().join("public")).expect("linked");
    assert!(matches!(refused(&site, &site.public("")).reason, Reason::Symlink(_)));
    assert!(matches!(refused(&site, &site.project().join("public")).reason, Reason::Symlink(_)));
}

#[test]
fn our_own_folder_must_be_ours() {
    for planted in ["", "/stage", "/lock", "/seal.json", "/manifest.json", "/draft"] {
        let site = Site::built();
        let own = PathBuf::from(format!("{}{planted}", site.public(".compendium").display()));
        let moved = site.around.path().join("moved");
        if fs::rename(&own, &moved).is_err() {
            fs::create_dir(&moved).expect("made");
        }
        symlink(&moved, &own).expect("linked");
        let refused = refused(&site, &site.public(""));
        assert_eq!(refused.reason, Reason::NotOurs(planted.to_owned(), compendium::output::Kind::Symlink));
        assert!(refused.to_string().contains(&format!("`.compendium{planted}` inside it is a symlink")), "{refused}");
    }
}

#[test]
fn the_folder_of_another_site_is_neither_written_nor_emptied() {
    let site = Site::built();
    let seal = site.public(".compendium/seal.json");
    let sealed = fs::read_to_string(&seal).expect("sealed");
    fs::write(&seal, sealed.replace("\"compact\"", "\"other\"")).expect("written");
    let refused = refused(&site, &site.public(""));
    assert_eq!(refused.reason, Reason::OtherSite("other".into()));
    fs::write(&seal, sealed.replace("\"compact\"", "\"\"")).expect("written");
    site.build().expect("an older version did not say whose it is");
}

#[test]
fn a_manifest_that_cannot_be_believed_refuses_the_folder() {
    let outside = r#"{"format":1,"files":[{"path":"../content/a.md","blake3":"00","length":4,"cause":""}]}"#;
    for (text, why) in
        [("", "EOF"), ("{\"format\":7}", "a newer version of the program wrote it"), (outside, "`../content/a.md`")]
    {
        let site = Site::built();
        fs::write(site.public(".compendium/manifest.json"), text).expect("written");
        let refused = refused(&site, &site.public(""));
        assert!(refused.to_string().contains(why), "{refused}");
        assert!(matches!(refused.reason, Reason::Record(_)), "{refused}");
    }
}

#[test]
fn paths_that_cannot_be_are_refused() {
    let long = "é".repeat(200);
    for path in ["../x", "/x", "a//b", ".compendium/manifest.json", "index.html/x", &long] {
        let mut site = Site::built();
        site.put(path, "");
        let before = tree(site.around.path());
        let refused = site.refused();
        assert!(matches!(&refused.reason, Reason::Address { cause, .. } if cause == "content/a.md"), "{refused}");
        assert_eq!(tree(site.around.path()), before);
    }
}

#[test]
fn an_empty_folder_and_a_missing_one_are_fine() {
    let mut site = Site::new();
    site.put("index.html", "home");
    for folder in ["empty", "missing/deep/er"] {
        let folder = site.around.path().join(folder);
        if folder.ends_with("empty") {
            fs::create_dir(&folder).expect("made");
        }
        let mut folder = Folder::open(&folder, &site.forbidden(), |_| ()).expect("opened");
        assert_eq!(site.write(&mut folder).expect("built").written, 1);
    }
}
