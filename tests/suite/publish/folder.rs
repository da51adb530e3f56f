//! To a folder, from the first time to the way back.

use super::{AS_OF, assert_shows_build, project, publish, shown};

#[test]
fn a_site_is_published_changed_and_rolled_back() {
    let site = project();
    let www = site.beside("www");
    site.edit("content/first.md", "status: active", "status: active\nnext_review: 2090");
    let _ = site.build().succeeds();
    let _ =
        site.run(&["publish", "--plan"]).succeeds().says("+ commitments/first/index.html").says("nothing is changed");
    assert!(!www.exists(), "a plan makes nothing");

    let _ = publish(&site).succeeds().says("generation 1").says("www");
    assert_shows_build(&site, &www, &[]);
    let first = shown(&www);

    std::fs::write(www.join("robots.old"), "theirs").expect("written");
    site.write("content/second.md", support_entry("second"));
    let _ = site.build().succeeds();
    let _ = site.run(&["publish", "--plan"]).succeeds().says("+ commitments/second/index.html").says("1 not ours");
    let _ = publish(&site).succeeds().says("generation 2");
    assert_shows_build(&site, &www, &["robots.old"]);
    let _ = site.run(&["publish", "--yes"]).succeeds().says("nothing to do");

    let status = site.run(&["status"]).succeeds().says("generation 2").says(AS_OF).says("back to generation 1");
    let _ = status.says("what is built is what lives there");
    let _ =
        site.run(&["rollback", "--yes"]).succeeds().says("back to generation 1").says("which is generation 1 again");
    let mut back = shown(&www);
    back.retain(|(path, _)| path != "robots.old");
    assert!(back == first, "the first site lives again");
    let _ = site.run(&["status"]).succeeds().says("generation 3, which is generation 1 again").says("to add");
    let _ = site.run(&["status"]).says("changes by itself on 2091-01-01: the review of first");
    let _ = site.run(&["rollback", "--to", "2", "--yes"]).succeeds();
    assert_shows_build(&site, &www, &["robots.old"]);
}

fn support_entry(id: &str) -> String {
    crate::support::site::entry(id, "", "Another sentence.")
}

#[test]
fn what_somebody_broke_is_put_back() {
    let site = project();
    let www = site.beside("www");
    let _ = publish(&site).succeeds();
    std::fs::remove_file(www.join("feed.xml")).expect("removed");
    std::fs::write(www.join("index.html"), "cut").expect("written");
    let _ = site.run(&["status"]).succeeds().says("2 files to put back");
    let _ = site.run(&["publish", "--yes"]).succeeds().says("2 written");
    assert_shows_build(&site, &www, &[]);
}

#[test]
fn what_somebody_wrote_into_a_file_is_put_back_though_it_is_as_long() {
    let site = project();
    let www = site.beside("www");
    let _ = publish(&site).succeeds();
    let feed = std::fs::read_to_string(www.join("feed.xml")).expect("read");
    std::fs::write(www.join("feed.xml"), feed.replace("first", "worst")).expect("written");
    // Written anew, and the same all the same.
    let page = std::fs::read(www.join("index.html")).expect("read");
    std::fs::write(www.join("index.html"), page).expect("written");
    let _ = site.run(&["status"]).succeeds().says("1 file to put back");
    let _ = site.run(&["publish", "--yes"]).succeeds().says("1 written");
    assert_shows_build(&site, &www, &[]);
    let _ = site.run(&["status"]).succeeds().says("what is built is what lives there");
}

#[test]
fn where_others_wrote_over_a_file_the_way_back_ends() {
    let site = project();
    let www = site.beside("www");
    let _ = publish(&site).succeeds();
    std::fs::write(www.join("commitments/first/index.html"), "theirs").expect("written");
    site.edit("content/first.md", "A sentence.", "Another sentence.");
    let _ = site.build().succeeds();
    let _ = site.run(&["publish", "--plan"]).succeeds().says("! commitments/first/index.html");
    let _ = publish(&site).succeeds().says("generation 2");
    let _ = site.run(&["status"]).succeeds().says("generation 2").says_nothing_of("back to generation 1");
    let _ = site.run(&["rollback", "--yes"]).exits(2).says("no earlier generation is kept");
}

#[test]
fn what_a_killed_publication_left_is_swept_with_the_next() {
    let site = project();
    let www = site.beside("www");
    let _ = publish(&site).succeeds();
    let draft = |name: &str| www.join(".compendium").join(name);
    for change in ["", "Another sentence."] {
        std::fs::write(draft("draft-0123456789abcdef"), "half").expect("written");
        site.edit("content/first.md", "A sentence.", &format!("A sentence. {change}"));
        let _ = publish(&site).succeeds();
        assert!(!draft("draft-0123456789abcdef").exists(), "{change}");
    }
}

#[test]
fn a_plan_tells_of_every_address_that_would_be_gone() {
    let targets =
        "[publish.p]\ntype = \"folder\"\npath = \"../www\"\nprecompress = [\"gzip\"]\nhost_files = [\"_headers\"]\n";
    let site = super::project_with(targets);
    site.write("content/second.md", support_entry("second"));
    let _ = publish(&site).succeeds();
    std::fs::remove_file(site.path("content/second.md")).expect("removed");
    let _ = site.build().succeeds();
    let told = "would be gone: /commitments/second/, /commitments/second/index.json, /commitments/second/index.md;";
    let _ = site.run(&["publish", "--plan"]).succeeds().says(told).says_nothing_of("_headers that");
    let _ = site.run(&["publish", "--yes"]).succeeds().says(told);
}

#[test]
fn compressed_files_stand_beside_the_plain_ones() {
    let targets = "[publish.p]\ntype = \"folder\"\npath = \"../www\"\nprecompress = [\"gzip\", \"br\"]\n";
    let site = super::project_with(targets);
    let _ = publish(&site).succeeds();
    let www = site.beside("www");
    let plain = std::fs::read(www.join("index.html")).expect("read").len();
    for ending in ["gz", "br"] {
        let encoded = std::fs::read(www.join(format!("index.html.{ending}"))).expect("read").len();
        assert!(encoded > 0 && encoded < plain, "{ending}: {encoded} of {plain}");
    }
    let _ = site.run(&["publish", "--yes"]).succeeds().says("nothing to do");
}

#[test]
fn the_same_site_is_published_to_several_targets() {
    let two = "[publish.a]\ntype = \"folder\"\npath = \"../a\"\n[publish.b]\ntype = \"folder\"\npath = \"../b\"\n";
    let site = super::project_with(two);
    let _ = publish(&site).exits(2).says("name one: a, b");
    let _ = site.run(&["publish", "b", "--yes"]).succeeds();
    assert!(!site.beside("a").exists());
    let _ = site.run(&["status"]).succeeds().says("nothing was published there yet").says("generation 1");
}

#[test]
fn hosts_get_the_files_that_they_read() {
    let host = "[publish.p]\ntype = \"folder\"\npath = \"../www\"\ncname = \"compact.example\"\ncache_pages = 5\n\
        host_files = [\"_headers\", \"_redirects\", \".nojekyll\"]\n";
    let site = super::project_with(host);
    site.write("content/second.md", crate::support::site::entry("second", "aliases: [before]\n", "A sentence."));
    let _ = publish(&site).succeeds();
    let read = |path: &str| std::fs::read_to_string(site.beside("www").join(path)).expect("it is there");
    assert_eq!((read("CNAME").as_str(), read(".nojekyll").as_str()), ("compact.example\n", ""));
    assert_eq!(read("_redirects"), "/commitments/before/ /commitments/second/ 301\n");
    assert!(read("_headers").starts_with("/*\n  Content-Security-Policy: default-src 'none';"));
    assert!(read("_headers").contains("\n/commitments/*\n  Cache-Control: public, max-age=5, must-revalidate\n"));
    assert_shows_build(&site, &site.beside("www"), &["CNAME", ".nojekyll", "_redirects", "_headers"]);
    let _ = site.run(&["status"]).succeeds().says("what is built is what lives there");
}
