//! What must not be published is not, and nothing is touched.

use super::{AS_OF, assert_shows_build, project, project_with, publish, shown};
use crate::support::site::entry;

#[test]
fn without_a_target_or_a_build_that_is_said() {
    let site = project_with("");
    let _ = publish(&site).exits(2).says("[publish.production]");
    let site = project();
    let _ = site.run(&["publish", "--yes"]).exits(2).says("compendium build");
    let _ = site.run(&["rollback", "--yes"]).exits(2).says("nothing was published there yet");
    let _ = site.run(&["publish", "prodution", "--yes"]).exits(2).says("did you mean `production`?");
    assert!(!site.beside("www").exists());
}

#[test]
fn nobody_who_cannot_be_asked_is_taken_to_agree() {
    let site = project();
    let _ = site.build().succeeds();
    let _ = site.run(&["publish"]).exits(2).says("--yes");
    let _ = site.run(&["publish", "--plan", "--yes"]).exits(2);
    assert!(!site.beside("www").exists());
}

#[test]
fn drafts_are_not_published_by_mistake() {
    let site = project();
    site.write("content/secret.md", entry("secret", "draft: true\n", "Not yet."));
    let _ = site.run(&["build", "--as-of", "9000-01-01"]).succeeds();
    let _ = site.run(&["publish", "--yes"]).exits(2).says("as it will stand on 9000-01-01");
    let _ = site.run(&["build", "--drafts", "--as-of", AS_OF]).succeeds();
    let _ = site.run(&["publish", "--yes"]).exits(2).says("--drafts");
    assert!(!site.beside("www").exists());
    let _ = publish(&site).succeeds();
    assert!(!shown(&site.beside("www")).iter().any(|(path, _)| path.contains("secret")));
}

#[test]
fn half_a_build_and_one_that_was_tampered_with_are_refused() {
    let site = project();
    let _ = site.build().succeeds();
    site.write("public/index.html", "something else");
    let _ = site.run(&["publish", "--yes"]).exits(3).says("was changed since it was built");
    assert!(!site.beside("www/index.html").exists());
    // Nobody reads a file of such a length to find that it is another one.
    let grown = std::fs::File::options().write(true).open(site.path("public/index.html")).expect("opened");
    grown.set_len(1 << 40).expect("made longer");
    let _ = site.run(&["publish", "--yes"]).exits(3).says("was changed since it was built");
    site.remove("public/index.html");
    let _ = publish(&site).succeeds();
    site.remove("public/.compendium/seal.json");
    let _ = site.run(&["publish", "--yes"]).exits(2).says("not built to its end");
}

#[test]
fn another_site_is_not_overwritten() {
    let site = project();
    let _ = publish(&site).succeeds();
    let before = shown(&site.beside("www"));
    site.edit("site.toml", "id = \"compact\"", "id = \"other\"");
    let _ = site.run(&["publish", "--yes"]).exits(2).says("the output folder holds the site `compact`");
    let _ = publish(&site).exits(2).says("another site lives there: `compact`");
    let _ = site.run(&["rollback", "--yes"]).exits(2);
    assert!(shown(&site.beside("www")) == before);
}

#[test]
fn a_large_part_of_a_site_is_not_deleted_unasked() {
    let site = project();
    for number in 0..12 {
        site.write(&format!("content/e{number}.md"), entry(&format!("e{number}"), "", "x"));
    }
    site.edit("site.toml", "title", "outputs.data = false\ntitle");
    let _ = publish(&site).succeeds();
    (0..12).for_each(|number| site.remove(&format!("content/e{number}.md")));
    site.edit("content/first.md", "status: active", "status: active\nsdg: []");
    let _ = site.build();
    let refused = site.run(&["publish", "--yes", "--max-deletes", "3"]).exits(2).says("--max-deletes");
    let _ = refused.says("would be deleted");
    assert!(site.beside("www/commitments/e1/index.html").exists());
    let _ = site.run(&["publish", "--yes", "--max-deletes", "100"]).succeeds();
    assert!(!site.beside("www/commitments/e1/index.html").exists());
}

#[test]
fn files_that_are_not_ours_are_not_in_the_way_of_a_page() {
    let site = project();
    std::fs::create_dir_all(site.beside("www")).expect("made");
    std::fs::write(site.beside("www/index.html"), "theirs").expect("written");
    let _ = publish(&site).exits(3).says("`index.html`").says("move them away");
    assert_eq!(shown(&site.beside("www")), [("index.html".to_owned(), b"theirs".to_vec())]);
}

#[test]
fn folders_that_no_site_belongs_into_are_refused() {
    for path in [".", "content", "public", "public/www", "..", "/"] {
        let site = project_with(&format!("[publish.p]\ntype = \"folder\"\npath = \"{path}\"\n"));
        let refused = publish(&site).exits(2);
        if path.starts_with("public") {
            let _ = refused.says("which the project is made from or built into").says("publish to another folder");
        }
        let made = site.path("content/.compendium").exists() || site.path(".compendium").exists();
        assert!(!made, "{path}");
    }
}

#[test]
fn a_publication_that_was_cut_off_is_completed_and_one_under_way_is_left_alone() {
    let site = project();
    let _ = publish(&site).succeeds();
    let (journal, now) = (site.beside("www/.compendium/journal.json"), jiff_now());
    let text = format!(
        "{{\"format\":1,\"site\":\"compact\",\"run\":\"other\",\"begun\":\"{now}\",\"writes\":[],\"keeps\":false}}\n"
    );
    std::fs::write(&journal, text).expect("written");
    site.edit("content/first.md", "A sentence.", "Another.");
    let _ = publish(&site).exits(3).says("another publication is under way").says("--take-over");
    let _ = site.run(&["status"]).succeeds().says("has not ended");
    let _ = site.run(&["publish", "--yes", "--take-over"]).succeeds();
    assert!(!journal.exists());
    assert_shows_build(&site, &site.beside("www"), &[]);
}

fn jiff_now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
