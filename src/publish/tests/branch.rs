//! A branch of a bare repository on this machine, and others who push to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use crate::publish::git::Branch;
use crate::publish::plan::Why;
use crate::publish::target::Look as _;

/// A bare repository, and a folder beside it.
struct Place {
    folder: tempfile::TempDir,
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let who = ["user.name=Ada", "user.email=ada@example.org", "init.defaultBranch=main", "core.hooksPath=/dev/null"];
    let settings = who.iter().flat_map(|setting| ["-c", *setting]);
    let output = Command::new("git").current_dir(folder).args(settings).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        git(folder.path(), &["init", "--quiet", "--bare", "bare.git"]);
        std::fs::create_dir(folder.path().join("project")).expect("made");
        Self { folder }
    }

    fn bare(&self) -> PathBuf {
        self.folder.path().join("bare.git")
    }

    /// The branch as it is now.
    fn target(&self) -> Branch {
        let bare = self.bare();
        Branch::open(&self.folder.path().join("project"), bare.to_str().expect("plain"), "pages").expect("opened")
    }

    /// Somebody else's push of a file, and of none when the text is none.
    fn push(&self, path: &str, text: Option<&str>) {
        let clone = self.folder.path().join("clone");
        let _ = std::fs::remove_dir_all(&clone);
        git(self.folder.path(), &["clone", "--quiet", "--branch", "pages", "bare.git", "clone"]);
        match text {
            Some(text) => std::fs::write(clone.join(path), text).expect("written"),
            None => std::fs::remove_file(clone.join(path)).expect("removed"),
        }
        git(&clone, &["add", "--all"]);
        git(&clone, &["commit", "--quiet", "-m", "By hand"]);
        git(&clone, &["push", "--quiet"]);
    }

    /// Somebody else's commits, in one push.
    fn push_many(&self, count: usize) {
        let clone = self.folder.path().join("clone");
        let _ = std::fs::remove_dir_all(&clone);
        git(self.folder.path(), &["clone", "--quiet", "--branch", "pages", "bare.git", "clone"]);
        for at in 0..count {
            git(&clone, &["commit", "--quiet", "--allow-empty", "-m", &format!("By hand {at}")]);
        }
        git(&clone, &["push", "--quiet"]);
    }

    fn shown(&self) -> BTreeMap<String, String> {
        let listed = git(&self.bare(), &["ls-tree", "-r", "--name-only", "pages"]);
        let paths = listed.lines().filter(|path| !path.starts_with(OWN));
        paths.map(|path| (path.to_owned(), git(&self.bare(), &["show", &format!("pages:{path}")]))).collect()
    }

    fn commits(&self) -> usize {
        git(&self.bare(), &["rev-list", "pages"]).lines().count()
    }
}

fn site(text: &str) -> Site {
    Site::new(&[("index.html", "a b.html"), ("a b.html", text), ("assets/s.1111111111.css", "body")])
}

#[test]
fn a_publication_is_one_commit_and_the_history_is_the_way_back() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    assert_eq!((place.shown(), place.commits()), (site("# 1").0, 1));
    place.push("CNAME", Some("compact.example"));
    publish(&place.target(), &site("# 2")).expect("published");
    publish(&place.target(), &Site::new(&[("index.html", "")])).expect("published");
    assert_eq!(place.commits(), 4);
    assert_eq!(place.shown()["CNAME"], "compact.example");
    assert!(!place.shown().contains_key("a b.html"));
    publish(&place.target(), &Site::new(&[("index.html", "")])).expect("nothing to do");
    assert_eq!(place.commits(), 4, "no commit that changes nothing");
    roll_back(&place.target(), 2).expect("rolled back");
    let mut shown = place.shown();
    assert_eq!(shown.remove("CNAME").as_deref(), Some("compact.example"));
    assert_eq!((shown, place.commits()), (site("# 1").0, 5));
    assert_eq!(refusal(roll_back(&place.target(), 9)), Refusal::NoWayBack { wanted: 0, there: vec![3, 2, 1] });
}

#[test]
fn many_commits_of_others_are_not_in_the_way_back() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    publish(&place.target(), &site("# 2")).expect("published");
    place.push_many(60);
    publish(&place.target(), &site("# 3")).expect("published");
    place.push_many(60);
    roll_back(&place.target(), 2).expect("rolled back");
    assert_eq!(place.shown(), site("# 1").0);
}

#[test]
fn what_others_push_into_a_file_is_put_back_though_it_is_as_long() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    place.push("a b.html", Some("# x"));
    place.push_many(60);
    let prepared = prepare(&place.target(), site("# 1").wanted(), &intent()).expect("planned");
    assert_eq!(prepared.plan.writes.iter().map(|write| write.why).collect::<Vec<_>>(), [Why::Repaired]);
    publish(&place.target(), &site("# 1")).expect("published");
    assert_eq!(place.shown(), site("# 1").0);
}

#[test]
fn what_others_push_meanwhile_is_kept() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    let (target, changed) = (place.target(), site("# 2"));
    let prepared = prepare(&target, changed.wanted(), &intent()).expect("planned");
    place.push("README.md", Some("theirs"));
    execute(&target, &prepared, &changed, &about(&intent())).expect("published on top of it");
    let mut shown = place.shown();
    assert_eq!(shown.remove("README.md").as_deref(), Some("theirs"));
    assert_eq!((shown, place.commits()), (changed.0, 3));
}

#[test]
fn of_two_publications_the_slower_one_stops() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    let (slow, theirs) = (place.target(), site("# slow"));
    let prepared = prepare(&slow, theirs.wanted(), &intent()).expect("planned");
    publish(&place.target(), &site("# fast")).expect("published");
    assert_eq!(refusal(execute(&slow, &prepared, &theirs, &about(&intent()))), Refusal::Overtaken);
    assert_eq!(place.shown(), site("# fast").0);
}

#[test]
fn what_others_put_where_a_page_belongs_is_not_overwritten() {
    let place = Place::new();
    publish(&place.target(), &Site::new(&[("index.html", "")])).expect("published");
    let target = place.target();
    let prepared = prepare(&target, site("# 1").wanted(), &intent()).expect("planned");
    place.push("a b.html", Some("theirs"));
    let refused = execute(&target, &prepared, &site("# 1"), &about(&intent()));
    assert_eq!(refusal(refused), Refusal::Foreign(vec!["a b.html".into()]));
    assert_eq!(refusal(publish(&place.target(), &site("# 1"))), Refusal::Foreign(vec!["a b.html".into()]));
    assert_eq!((place.shown()["a b.html"].as_str(), place.shown()["index.html"].as_str()), ("theirs", ""));
}

#[test]
fn a_push_that_is_refused_changes_nothing_and_says_why() {
    let place = Place::new();
    publish(&place.target(), &site("# 1")).expect("published");
    let hook = place.bare().join("hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().expect("a folder")).expect("made");
    std::fs::write(&hook, "#!/bin/sh\necho 'closed for today' >&2\nexit 1\n").expect("written");
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("set");
    let error = publish(&place.target(), &site("# 2")).expect_err("refused");
    assert!(format!("{error:#}").contains("closed for today"), "{error:#}");
    assert_eq!(place.shown(), site("# 1").0);
    std::fs::remove_file(&hook).expect("removed");
    publish(&place.target(), &site("# 2")).expect("published");
    assert_eq!(place.shown(), site("# 2").0);
}

#[test]
fn planning_pushes_nothing_and_an_unknown_remote_is_named() {
    let place = Place::new();
    let target = place.target();
    assert_eq!(target.list().expect("listed").len(), 0);
    let prepared = prepare(&target, site("# 1").wanted(), &intent()).expect("planned");
    assert_eq!(prepared.plan.writes.len(), 3);
    assert_eq!(git(&place.bare(), &["for-each-ref"]), "");
    let error = Branch::open(&place.folder.path().join("project"), "upstream", "pages").err().expect("refused");
    assert!(error.to_string().contains("`upstream`"), "{error}");
}
