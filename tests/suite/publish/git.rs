//! To a branch of the project's own remote, without a trace in the project's repository.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use super::{assert_shows_build, project_with, publish};
use crate::support::site::{Run, Site};
use crate::support::tree::Tree;

fn git(site: &Site, folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .env("HOME", site.beside("home"))
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A project in a repository with a change that is not committed, one that is staged, and hooks that must not run.
fn repository() -> Site {
    let site = project_with("[publish.pages]\ntype = \"git\"\n");
    let root = site.root();
    git(&site, &root, &["init", "--quiet"]);
    git(&site, &root, &["init", "--quiet", "--bare", "../origin.git"]);
    git(&site, &root, &["remote", "add", "origin", "../origin.git"]);
    site.write(".gitignore", "public/\n");
    git(&site, &root, &["add", "--all"]);
    git(&site, &root, &["commit", "--quiet", "-m", "Begin"]);
    for hook in ["pre-push", "pre-commit", "post-commit", "post-index-change", "reference-transaction"] {
        site.write(&format!(".git/hooks/{hook}"), "#!/bin/sh\ntouch ran\nexit 1\n");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(site.path(&format!(".git/hooks/{hook}")), mode).expect("set");
    }
    site.write("staged.txt", "x");
    git(&site, &root, &["add", "staged.txt"]);
    // What our own command to git set off.
    let _ = std::fs::remove_file(site.path("ran"));
    site.write("untracked.txt", "x");
    site
}

/// What the branch holds, in a folder.
fn checked_out(site: &Site) -> std::path::PathBuf {
    let folder = site.beside("pages");
    let _ = std::fs::remove_dir_all(&folder);
    git(site, &site.root(), &["clone", "--quiet", "--branch", "gh-pages", "../origin.git", "../pages"]);
    std::fs::remove_dir_all(folder.join(".git")).expect("removed");
    folder
}

#[test]
fn a_branch_gets_the_site_and_the_project_is_left_as_it_was() {
    let site = repository();
    let _ = site.build().succeeds();
    let before = Tree::of(&site.root());
    let _ = site.run(&["publish", "--plan"]).succeeds().says("+ index.html");
    assert_eq!(git(&site, &site.beside("origin.git"), &["for-each-ref"]), "");
    let _ = site.run(&["publish", "--yes"]).succeeds().says("branch gh-pages of origin");
    before.assert_same(&Tree::of(&site.root()), "publishing wrote into the project");
    assert_shows_build(&site, &checked_out(&site), &[".nojekyll"]);

    site.edit("content/first.md", "A sentence.", "Another sentence.");
    let _ = publish(&site).succeeds().says("generation 2");
    assert_shows_build(&site, &checked_out(&site), &[".nojekyll"]);
    let _ = site.run(&["status"]).succeeds().says("what is built is what lives there").says("back to generation 1");
    let _ = site.run(&["rollback", "--yes"]).succeeds();
    assert!(
        std::fs::read_to_string(checked_out(&site).join("commitments/first/index.html"))
            .expect("a page")
            .contains("A sentence.")
    );
    let log = git(&site, &site.beside("origin.git"), &["log", "--format=%s", "gh-pages"]);
    assert_eq!(log.lines().count(), 3, "{log}");
}

#[test]
fn secrets_of_an_address_are_not_shown() {
    let site = repository();
    let _ = site.build().succeeds();
    let url = "http://robot:hunter2@127.0.0.1:9/x.git";
    git(&site, &site.root(), &["remote", "set-url", "origin", url]);
    git(&site, &site.root(), &["config", "http.extraheader", "Authorization: Basic hunter3"]);
    for command in [&["publish", "--yes"][..], &["status"], &["publish", "--plan", "--verbose"]] {
        let _ = site.run(command).exits(3).says("branch gh-pages of origin").says_nothing_of("hunter");
    }
}

#[test]
fn a_token_in_the_name_of_a_setting_is_not_shown() {
    let site = repository();
    let _ = site.build().succeeds();
    std::fs::create_dir_all(site.beside("home")).expect("made");
    site.edit("site.toml", "type = \"git\"", "type = \"git\"\nrepository = \"https://git.example/x.git\"");
    // It asks for a password, and nobody gives one: then git names the address with the user.
    let server = TcpListener::bind("127.0.0.1:0").expect("bound");
    let setting = format!("url.http://hunter-token@{}/.insteadOf", server.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut client in server.incoming().flatten() {
            let _ = client.read(&mut [0; 4096]);
            let asks = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = client.write_all(asks.as_bytes());
        }
    });
    for scope in ["--local", "--global"] {
        git(&site, &site.root(), &["config", scope, &setting, "https://git.example/"]);
        let run = Run::of(site.command(&["status"]).env("GIT_TERMINAL_PROMPT", "0")).exits(3);
        let _ = run.says("could not read Password for 'http://***@").says_nothing_of("hunter");
        git(&site, &site.root(), &["config", scope, "--unset-all", &setting]);
    }
}

#[test]
fn addresses_that_would_vanish_are_named_since_a_revision_a_target_or_a_manifest() {
    let site = repository();
    let _ = publish(&site).succeeds();
    let build = site.path("public/.compendium/manifest.json");
    std::fs::copy(build, site.beside("manifest.json")).expect("copied");
    std::fs::rename(site.path("content/first.md"), site.path("content/renamed.md")).expect("renamed");
    // Filters would see every file of the revision; `ran` is what hooks leave behind.
    site.write(".git/info/attributes", "* filter=seen\n");
    let ran = site.beside("filtered");
    let smudge = format!("touch '{}'; cat", ran.display());
    git(&site, &site.root(), &["config", "filter.seen.smudge", &smudge]);
    let before = Tree::of(&site.path(".git"));
    for since in ["HEAD", "pages", "../manifest.json"] {
        let run = site.run(&["check", "--as-of", super::AS_OF, "--since", since]).succeeds();
        let run = run.says("/commitments/first/ was published and is gone").says("aliases: [first]");
        let run = run.says("/commitments/first/index.json").says_nothing_of("assets/");
        let _ = run.says_nothing_of(".nojekyll").says_nothing_of("CNAME").says_nothing_of(".br");
    }
    before.assert_same(&Tree::of(&site.path(".git")), "looking at a revision wrote into the repository");
    assert!(!ran.exists() && !site.path("ran").exists(), "a filter or a hook ran");
    let _ = site.run(&["check", "--since", "HEAD", "--strict"]).exits(1);
    let _ = site.run(&["check", "--since", "nothing"]).exits(2).says("no file, no target and no revision");
    let _ = site.run(&["check", "--since", "page"]).exits(2).says("did you mean `pages`?");
    let _ = site.run(&["check", "--since", "nothing"]).says("targets: pages; revisions: ");
    let _ = site.build().succeeds();
    let _ = site.run(&["publish", "--yes"]).succeeds().says("would be gone: /commitments/first/");
    site.edit("content/renamed.md", "status: active", "status: active\naliases: [first]");
    let _ = site
        .run(&["check", "--as-of", super::AS_OF, "--since", "HEAD"])
        .succeeds()
        .says_nothing_of("/commitments/first/");
    let _ = site.build().succeeds();
    let _ = site.run(&["publish", "--plan"]).succeeds().says_nothing_of("would be gone");
}
