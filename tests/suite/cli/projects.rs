//! Commands that change a project, and what they leave alone.

use snapbox::assert_data_eq;

use super::snapshot;
use crate::support::site::{Run, Site};

#[test]
fn init_makes_a_project_and_refuses_a_folder_with_something_in_it() {
    let site = Site::empty();
    site.run(&["init", "a/my-compact", "--ci", "github"]).exits(0).says("cd a/my-compact");
    assert!(site.read("a/my-compact/site.toml").contains("title = \"My compact\""));
    assert!(site.path("a/my-compact/.github/workflows/site.yml").exists());
    let before = site.read("a/my-compact/site.toml");
    site.run(&["init", "a/my-compact"]).exits(2).says("there is something in a/my-compact already");
    assert_eq!(site.read("a/my-compact/site.toml"), before);
    site.run(&["init", "-q", "b", "--ci", "gitlab"]).exits(0).says_nothing();
    assert!(site.path("b/.gitlab-ci.yml").exists());
}

#[test]
fn a_new_project_builds_and_checks_without_a_word_of_warning() {
    let site = Site::of_init();
    let check = site.run(&["check", "--strict"]).exits(0);
    assert_eq!(check.stderr, "");
    let build =
        site.run(&["build", "--strict"]).exits(0).says("0 errors, 0 warnings in ").says("open public/index.html");
    assert_eq!(build.stderr, "");
    site.run(&["build", "--quiet"]).exits(0).says_nothing();
    site.run(&["check", "-q", "--message-format", "sarif"]).exits(0).says_nothing();
}

#[test]
fn new_makes_a_file_that_check_names_until_it_is_written() {
    let site = Site::of_init();
    let made = site.run(&["new", "commitment", "Publish what we spend: all of it", "--as-of", "2026-06-01"]).exits(0);
    assert_eq!(made.stdout, "content/commitments/publish-what-we-spend-all-of-it.md\n");
    assert_data_eq!(site.read(made.stdout.trim()), snapshot("new-commitment.txt"));
    let check = site.run(&["check"]).exits(1);
    for line in ["summary: # TODO", "level: # TODO", "themes: # TODO"] {
        assert!(check.stderr.contains(line), "{line}\n{}", check.stderr);
    }
    // A source is looked up when the entry can be linked, and so when the rest is written.
    let path = made.stdout.trim();
    let text = site.read(path).replace("summary: # TODO", "summary: Who pays what.");
    site.write(path, text.replace("level: # TODO", "level: global").replace("themes: # TODO", "themes: openness"));
    site.run(&["check"]).exits(1).says("cite: TODO").says("1 error, ");
    site.run(&["new", "page", "Read in pairs"]).exits(2).says("content/practices/read-in-pairs.md");
    site.run(&["new", "page", "x", "--open"]).exits(2).says("$EDITOR");
}

#[test]
fn new_makes_translations_beside_their_original() {
    let site = Site::of_init();
    let toml = site.read("site.toml").replace("[\"en\"]", "[\"en\", \"fr\"]");
    site.write("site.toml", &toml);
    let line = ["new", "commitment", "Répondre à chaque question", "--id", "answer-every-question", "--lang", "fr"];
    let made = site.run(&line).exits(0);
    assert_eq!(made.stdout, "content/commitments/answer-every-question.fr.md\n");
    site.run(&line).exits(2).says("already");
    site.run(&["new", "page", "x", "--lang", "de"]).exits(2).says("languages = [");
}

#[test]
fn an_editor_is_started_with_the_new_file() {
    let site = Site::of_init();
    let mut command = site.command(&["new", "page", "Licence", "--open"]);
    Run::of(command.env("EDITOR", "cp -t .")).exits(0);
    assert!(site.path("licence.md").exists());
    let mut command = site.command(&["new", "page", "Contact", "--open"]);
    Run::of(command.env("VISUAL", "false").env("EDITOR", "true")).exits(3).says("`false` ended with");
}

#[test]
fn a_renamed_entry_keeps_its_references_and_its_old_address() {
    let site = Site::of_init();
    let before = site.read("content/practices/read-in-pairs.md");
    site.write(
        "content/pages/more.md",
        "---\nkind: page\ntitle: More\ndate: 2026\n---\n[Two](read-in-pairs.md) `read-in-pairs`\n",
    );
    let shown = site.run(&["rename", "read-in-pairs", "two-readers", "-n"]).exits(0);
    assert_eq!(site.read("content/practices/read-in-pairs.md"), before);
    for line in [
        "content/practices/read-in-pairs.md -> content/practices/two-readers.md\n",
        "+ aliases: [read-in-pairs]\n",
        "content/pages/more.md:6\n- [Two](read-in-pairs.md) `read-in-pairs`\n+ [Two](two-readers.md) `read-in-pairs`\n",
    ] {
        assert!(shown.stdout.contains(line), "{line}\n{}", shown.stdout);
    }
    let done = site.run(&["rename", "content/practices/read-in-pairs.md", "two-readers", "--yes"]).exits(0);
    assert!(done.stdout.starts_with(&shown.stdout), "{}", done.stdout);
    assert!(!site.path("content/practices/read-in-pairs.md").exists());
    site.run(&["check", "--strict"]).exits(0).says("0 errors, 0 warnings");
    site.run(&["build"]).exits(0);
    assert!(site.read("public/practices/read-in-pairs/index.html").contains("two-readers"));
    assert!(site.read("public/more/index.html").contains("practices/two-readers/"));
    site.run(&["rename", "two-readers", "read-in-pairs", "-qy"]).exits(0).says_nothing();
    assert!(site.read("content/practices/read-in-pairs.md").contains("aliases: [two-readers]"));
    site.run(&["check", "--strict"]).exits(0);
}

#[test]
fn a_renaming_that_would_do_harm_is_refused_and_nothing_changes() {
    let site = Site::of_init();
    site.run(&["rename", "read-in-pair", "x"]).exits(2).says("did you mean `read-in-pairs`?");
    site.run(&["rename", "read-in-pairs", "Two Readers"]).exits(2).says("two-readers");
    site.run(&["rename", "read-in-pairs", "about"]).exits(2).says("is that of content/pages/about.md");
    site.run(&["rename", "home", "start"]).exits(2).says("the text of the home page");
    // Its address would be that of the list of themes.
    site.run(&["rename", "about", "themes"]).exits(1).says("address-clash").says("nothing is renamed: it would bring");
    // Nobody sits at the terminal of a script.
    site.run(&["rename", "about", "us"]).exits(2).says("+ aliases: [about]").says("then say --yes");
    assert!(site.path("content/pages/about.md").exists());
    std::os::unix::fs::symlink("nowhere", site.path("content/pages/us.md")).expect("linked");
    site.run(&["rename", "about", "us", "--yes"]).exits(2).says("is that of content/pages/us.md");
    std::fs::remove_file(site.path("content/pages/us.md")).expect("removed");
    std::fs::create_dir(site.path("content/pages/us.md")).expect("made");
    site.run(&["rename", "about", "us", "--yes"]).exits(3).says("exists already");
    assert!(site.path("content/pages/about.md").exists());
}

#[test]
fn a_file_of_the_theme_becomes_the_projects_own() {
    let site = Site::of_init();
    let list = || site.run(&["theme", "list"]).exits(0).stdout;
    assert!(
        list()
            .lines()
            .any(|line| line.starts_with("templates/entry.html ") && line.ends_with("folio (in the program)"))
    );
    site.run(&["theme", "eject", "entry.html"]).exits(0).says("templates/entry.html");
    site.run(&["theme", "eject", "static/icon.svg"]).exits(0).says("static/icon.svg");
    assert!(list().lines().any(|line| line.starts_with("templates/entry.html ") && line.ends_with("the project")));
    let ejected = site.read("templates/entry.html");
    site.run(&["theme", "eject", "templates/entry.html"]).exits(2).says("is the project's own already");
    assert_eq!(site.read("templates/entry.html"), ejected);
    site.run(&["theme", "eject", "entri.html"]).exits(2).says("did you mean `entry.html`?");
    site.run(&["theme", "eject", "en.ftl"]).exits(2).says("messages win one by one");
    site.run(&["theme", "list", "--format", "json"]).exits(0).says("\"file\": \"templates/base.html\"");
    site.write("templates/entry.html", ejected.replace("<article>", "<article data-own>"));
    site.write("static/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    site.run(&["build"]).exits(0);
    assert!(site.read("public/practices/read-in-pairs/index.html").contains("<article data-own>"));
    assert!(!site.path("public/icon.svg").exists(), "a file of the theme's is named by its hash");
    site.run(&["theme", "eject", "share/site.png"]).exits(0).says("static/share/site.png");
}

#[test]
fn clean_removes_what_a_build_made_and_names_what_it_keeps() {
    let site = Site::of_init();
    site.run(&["clean"]).exits(0).says("nothing to delete in public");
    site.run(&["build"]).exits(0);
    site.write("public/about/index.html", "mine");
    site.run(&["clean"]).exits(0).says("kept: `about/index.html`").says("files deleted from public");
    assert_eq!(site.read("public/about/index.html"), "mine");
    assert!(!site.path("public/index.html").exists());
}

#[test]
fn the_site_of_another_project_is_neither_overwritten_nor_deleted() {
    let site = Site::empty();
    let name = |project: &str, id: &str| {
        let settings = site.read(&format!("{project}/site.toml"));
        let rest = settings.lines().filter(|line| !line.starts_with("id = ")).collect::<Vec<_>>().join("\n");
        site.write(&format!("{project}/site.toml"), format!("id = \"{id}\"\n{rest}\n"));
    };
    for (project, id) in [("a", "aaa"), ("b", "bbb")] {
        site.run(&["init", project]).exits(0);
        name(project, id);
    }
    site.run(&["build", "-r", "a"]).exits(0);
    let page = site.read("a/public/index.html");
    site.run(&["build", "-r", "b", "-o", "a/public"]).exits(2).says("it holds another site, `aaa`").says("help: ");
    site.run(&["clean", "-r", "b", "-o", "a/public"]).exits(2).says("it holds another site, `aaa`");
    assert_eq!(site.read("a/public/index.html"), page);
    // In the project it is its own under any name, and so it is elsewhere under the same one.
    name("a", "renamed");
    site.run(&["build", "-r", "a"]).exits(0);
    site.run(&["build", "-r", "a", "-o", "elsewhere"]).exits(0);
    name("b", "renamed");
    site.run(&["clean", "-r", "b", "-o", "elsewhere"]).exits(0).says("files deleted");
}

#[test]
fn build_and_check_tell_everything_that_is_wrong_with_templates() {
    let site = Site::of_init();
    let errors = |expected: usize| {
        for command in ["check", "build"] {
            site.run(&[command]).exits(1).says(&format!("{expected} error"));
        }
    };
    for template in ["home.html", "entry.html", "kind.html"] {
        site.write(&format!("templates/{template}"), "{{ nope }}");
    }
    // One page of each kind is tried, and what two pages of a template say is told once.
    errors(3);
    site.write(
        "content/pages/dead.md",
        "---\nkind: page\ntitle: Dead\ndate: 2026-01-01\n---\n\n[[nothing-of-that-name]]\n",
    );
    errors(4);
    for template in ["home.html", "entry.html", "kind.html"] {
        site.write(&format!("templates/{template}"), "{% if %}");
    }
    errors(4);
}
