//! What the program prints, where, and with which exit code: the command line as its users see it.
//!
//! Expected texts are in `tests/cli/`; `SNAPSHOTS=overwrite cargo test --release --test suite cli::` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use snapbox::{Data, assert_data_eq};
use tempfile::TempDir;

/// A folder, and the program run in it.
struct Place {
    folder: TempDir,
}

/// What a run came to.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(said, "nothing says “{text}”; stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn says_nothing(self) -> Self {
        assert_eq!((self.stdout.as_str(), self.stderr.as_str()), ("", ""));
        self
    }
}

impl Place {
    fn empty() -> Self {
        Self { folder: TempDir::with_prefix("compendium-cli-").expect("a temporary folder can be made") }
    }

    /// The project that `init` makes.
    fn project() -> Self {
        let place = Self::empty();
        place.run(&["init", "."]).exits(0);
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a temporary folder can be written");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// The program with nothing of the tester's environment that matters.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compendium"));
        command.current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        for variable in ["SOURCE_DATE_EPOCH", "VISUAL", "EDITOR", "COLUMNS", "CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR"] {
            command.env_remove(variable);
        }
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("COMPENDIUM_")) {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

fn snapshot(name: &str) -> Data {
    Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name), None).raw()
}

const COMMANDS: [&str; 18] = [
    "build",
    "check",
    "serve",
    "publish",
    "rollback",
    "status",
    "new",
    "list",
    "query",
    "export",
    "rename",
    "init",
    "explain",
    "schema",
    "theme",
    "clean",
    "completions",
    "man",
];

#[test]
fn help_reads_like_a_manual() {
    let place = Place::empty();
    assert_data_eq!(place.run(&["--help"]).exits(0).stdout, snapshot("help.txt"));
    for command in COMMANDS {
        let run = place.run(&[command, "--help"]).exits(0);
        assert_data_eq!(run.stdout, snapshot(&format!("help-{command}.txt")));
    }
}

#[test]
fn without_a_command_the_commands_are_shown() {
    Place::empty().run(&[]).exits(2).says("Usage:").says("  build ");
}

#[test]
fn a_wrong_command_line_is_2_and_names_what_was_meant() {
    let place = Place::empty();
    place.run(&["biuld"]).exits(2).says("'build'");
    place.run(&["server"]).exits(2).says("compendium serve");
    place.run(&["build", "--baseURL", "x"]).exits(2).says("--base-url");
    place.run(&["new", "comitment", "x"]).exits(2).says("commitment");
    place.run(&["--version"]).exits(0).says("compendium 0.");
}

#[test]
fn without_a_project_every_command_that_needs_one_says_so() {
    let place = Place::empty();
    for line in [
        &["build"][..],
        &["b"],
        &["check"],
        &["clean"],
        &["theme", "list"],
        &["new", "page", "About"],
        &["list"],
        &["rename", "a", "b"],
        &["explain", "/about/"],
        &["check", "-r", "nowhere"],
    ] {
        place.run(line).exits(2).says("there is no site.toml in").says("compendium init DIR");
    }
}

#[test]
fn a_wrong_site_toml_is_2_and_located() {
    let place = Place::empty();
    place.write("site.toml", "title = 'x'\nbaseURL = 'https://example.org'\n");
    for line in [&["build"][..], &["check"], &["clean"], &["new", "page", "About"]] {
        place.run(line).exits(2).says("site.toml:2:1").says("`base_url`");
    }
}

#[test]
fn a_failure_is_one_document_in_a_machine_format() {
    let place = Place::empty();
    let said = |format: &str| place.run(&["check", "--message-format", format]).exits(2).stderr;
    let json: serde_json::Value = serde_json::from_str(&said("json")).expect("one object");
    assert_eq!(json["severity"], "error");
    let sarif: serde_json::Value = serde_json::from_str(&said("sarif")).expect("one document");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(said("github").starts_with("::error::there is no site.toml"));
}

#[test]
fn a_file_of_the_theme_becomes_the_projects_own() {
    let place = Place::project();
    let list = || place.run(&["theme", "list"]).exits(0).stdout;
    assert!(
        list()
            .lines()
            .any(|line| line.starts_with("templates/entry.html ") && line.ends_with("folio (in the program)"))
    );
    place.run(&["theme", "eject", "entry.html"]).exits(0).says("templates/entry.html");
    place.run(&["theme", "eject", "static/icon.svg"]).exits(0).says("static/icon.svg");
    assert!(list().lines().any(|line| line.starts_with("templates/entry.html ") && line.ends_with("the project")));
    let ejected = place.read("templates/entry.html");
    place.run(&["theme", "eject", "templates/entry.html"]).exits(2).says("is the project's own already");
    assert_eq!(place.read("templates/entry.html"), ejected);
    place.run(&["theme", "eject", "entri.html"]).exits(2).says("did you mean `entry.html`?");
    place.run(&["theme", "eject", "en.ftl"]).exits(2).says("messages win one by one");
    place.run(&["theme", "list", "--format", "json"]).exits(0).says("\"file\": \"templates/base.html\"");
    place.write("templates/entry.html", &ejected.replace("<article>", "<article data-own>"));
    place.write("static/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    place.run(&["build"]).exits(0);
    assert!(place.read("public/practices/read-in-pairs/index.html").contains("<article data-own>"));
    assert!(!place.path("public/icon.svg").exists(), "a file of the theme's is named by its hash");
    place.run(&["theme", "eject", "share/site.png"]).exits(0).says("static/share/site.png");
}

#[test]
fn explain_tells_what_a_code_means() {
    let place = Place::empty();
    assert_data_eq!(place.run(&["explain", "unknown-theme"]).exits(0).stdout, snapshot("explain.txt"));
    place.run(&["explain"]).exits(0).says("dead-link").says("raw-html");
    place.run(&["explain", "unknow-theme"]).exits(2).says("did you mean `unknown-theme`?");
    place.run(&["explain", "-q", "dead-link"]).exits(0).says("dead-link (error)");
}

#[test]
fn lists_are_for_people_and_for_programs_and_nothing_to_list_is_no_failure() {
    let place = Place::project();
    let list = place.run(&["list", "--kind", "practice", "--as-of", "2026-06-01"]).exits(0);
    assert!(list.stdout.starts_with("ID             KIND      STATE"), "{}", list.stdout);
    assert!(list.stdout.contains("\nread-in-pairs  practice  published"), "{}", list.stdout);
    let json = place.run(&["ls", "--theme", "openness", "--format", "json"]).exits(0).stdout;
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(rows[0]["path"], "content/commitments/answer-every-question.md");
    let drafts = place.run(&["list", "drafts"]).exits(0);
    assert_eq!((drafts.stdout.as_str(), drafts.stderr.as_str()), ("", "note: no entry is a draft\n"));
    let csv = place.run(&["list", "drafts", "--format", "csv", "-q"]).exits(0);
    assert_eq!((csv.stdout.as_str(), csv.stderr.as_str()), ("id,kind,date,title,path\n", ""));
    place.run(&["list", "--theme", "opennes"]).exits(2).says("did you mean `openness`?");
    place.run(&["list", "--axis", "sdg"]).exits(2).says("--axis sdg=8.8");
    place.write("content/a.md", "---\nkind: page\n---\n");
    place.run(&["list"]).exits(0).says("entries may be missing here");
}

#[test]
fn a_renamed_entry_keeps_its_references_and_its_old_address() {
    let place = Place::project();
    let before = place.read("content/practices/read-in-pairs.md");
    place.write(
        "content/pages/more.md",
        "---\nkind: page\ntitle: More\ndate: 2026\n---\n[Two](read-in-pairs.md) `read-in-pairs`\n",
    );
    let shown = place.run(&["rename", "read-in-pairs", "two-readers", "-n"]).exits(0);
    assert_eq!(place.read("content/practices/read-in-pairs.md"), before);
    for line in [
        "content/practices/read-in-pairs.md -> content/practices/two-readers.md\n",
        "+ aliases: [read-in-pairs]\n",
        "content/pages/more.md:6\n- [Two](read-in-pairs.md) `read-in-pairs`\n+ [Two](two-readers.md) `read-in-pairs`\n",
    ] {
        assert!(shown.stdout.contains(line), "{line}\n{}", shown.stdout);
    }
    let done = place.run(&["rename", "content/practices/read-in-pairs.md", "two-readers", "--yes"]).exits(0);
    assert!(done.stdout.starts_with(&shown.stdout), "{}", done.stdout);
    assert!(!place.path("content/practices/read-in-pairs.md").exists());
    place.run(&["check", "--strict"]).exits(0).says("0 errors, 0 warnings");
    place.run(&["build"]).exits(0);
    assert!(place.read("public/practices/read-in-pairs/index.html").contains("two-readers"));
    assert!(place.read("public/more/index.html").contains("practices/two-readers/"));
    place.run(&["rename", "two-readers", "read-in-pairs", "-qy"]).exits(0).says_nothing();
    assert!(place.read("content/practices/read-in-pairs.md").contains("aliases: [two-readers]"));
    place.run(&["check", "--strict"]).exits(0);
}

#[test]
fn a_renaming_that_would_do_harm_is_refused_and_nothing_changes() {
    let place = Place::project();
    place.run(&["rename", "read-in-pair", "x"]).exits(2).says("did you mean `read-in-pairs`?");
    place.run(&["rename", "read-in-pairs", "Two Readers"]).exits(2).says("two-readers");
    place.run(&["rename", "read-in-pairs", "about"]).exits(2).says("is that of content/pages/about.md");
    place.run(&["rename", "home", "start"]).exits(2).says("the text of the home page");
    // Its address would be that of the list of themes.
    place.run(&["rename", "about", "themes"]).exits(1).says("address-clash").says("nothing is renamed: it would bring");
    // Nobody sits at the terminal of a script.
    place.run(&["rename", "about", "us"]).exits(2).says("+ aliases: [about]").says("then say --yes");
    assert!(place.path("content/pages/about.md").exists());
    std::os::unix::fs::symlink("nowhere", place.path("content/pages/us.md")).expect("linked");
    place.run(&["rename", "about", "us", "--yes"]).exits(3).says("exists already");
    assert!(place.path("content/pages/about.md").exists());
}

#[test]
fn explain_tells_where_a_page_comes_from_and_where_an_entry_shows() {
    let place = Place::project();
    let entry = place.run(&["explain", "content/practices/read-in-pairs.md"]).exits(0);
    assert_data_eq!(entry.stdout.as_str(), snapshot("explain-entry.txt"));
    let page = place.run(&["explain", "/themes/openness/"]).exits(0);
    assert_data_eq!(page.stdout.as_str(), snapshot("explain-term.txt"));
    let json = place.run(&["explain", "/practices/read-in-pairs", "--format", "json"]).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["page"]["files"][0]["path"], "content/practices/read-in-pairs.md");
    assert_eq!(json["entry"]["id"], "read-in-pairs");
    assert_eq!(place.run(&["explain", "read-in-pairs"]).exits(0).stdout, entry.stdout);
    place.run(&["explain", "home"]).exits(0).says("folio/templates/home.html");
    place.run(&["explain", "read-in-pear"]).exits(2).says("did you mean `read-in-pairs`?");
    place.run(&["explain", "content/sources.yaml"]).exits(0).says(" work").says("/sources/");
    place.run(&["explain", "content/vocabulary/themes.yaml"]).exits(0).says("of `themes`").says("/themes/openness/");
    place.run(&["explain", "site.toml"]).exits(0).says("the settings").says("/levels/national/");
    place.write("strings/en.ftl", "home = Start\n");
    std::fs::create_dir(place.path("elsewhere")).expect("made");
    let from_elsewhere = &mut place.command(&["explain", "site.toml", "--root", ".."]);
    run(from_elsewhere.current_dir(place.path("elsewhere"))).exits(0).says("the settings");
    place.run(&["explain", "strings/en.ftl"]).exits(0).says("in `en`").says("/levels/national/");
    // A template of the theme, which the project has no file of.
    place.run(&["explain", "templates/term.html"]).exits(0).says("folio/templates/term.html").says("/levels/national/");
    place.run(&["explain", "/practices/read-in-pair/"]).exits(2).says("did you mean `/practices/read-in-pairs/`?");
    place.run(&["explain", "https://elsewhere.example/"]).exits(2).says("no address of this site");
    place.run(&["explain", "content/nothing.md"]).exits(2).says("there is no file");
    place.run(&["explain", "README.md"]).exits(2).says("no page is made from README.md");
    let draft = place.read("content/practices/read-in-pairs.md").replace("---\nkind", "---\ndraft: true\nkind");
    place.write("content/practices/read-in-pairs.md", &draft);
    place.run(&["explain", "/practices/read-in-pairs/"]).exits(0).says("not published: it is a draft");
}

#[test]
fn init_makes_a_project_and_refuses_a_folder_with_something_in_it() {
    let place = Place::empty();
    place.run(&["init", "a/my-compact", "--ci", "github"]).exits(0).says("cd a/my-compact");
    assert!(place.read("a/my-compact/site.toml").contains("title = \"My compact\""));
    assert!(place.path("a/my-compact/.github/workflows/site.yml").exists());
    let before = place.read("a/my-compact/site.toml");
    place.run(&["init", "a/my-compact"]).exits(2).says("there is something in a/my-compact already");
    assert_eq!(place.read("a/my-compact/site.toml"), before);
    place.run(&["init", "-q", "b", "--ci", "gitlab"]).exits(0).says_nothing();
    assert!(place.path("b/.gitlab-ci.yml").exists());
}

#[test]
fn a_new_project_builds_and_checks_without_a_word_of_warning() {
    let place = Place::project();
    let check = place.run(&["check", "--strict"]).exits(0);
    assert_eq!(check.stderr, "");
    let build =
        place.run(&["build", "--strict"]).exits(0).says("0 errors, 0 warnings in ").says("open public/index.html");
    assert_eq!(build.stderr, "");
    place.run(&["build", "--quiet"]).exits(0).says_nothing();
    place.run(&["check", "-q", "--message-format", "sarif"]).exits(0).says_nothing();
}

#[test]
fn new_makes_a_file_that_check_names_until_it_is_written() {
    let place = Place::project();
    let made = place.run(&["new", "commitment", "Publish what we spend: all of it", "--as-of", "2026-06-01"]).exits(0);
    assert_eq!(made.stdout, "content/commitments/publish-what-we-spend-all-of-it.md\n");
    assert_data_eq!(place.read(made.stdout.trim()), snapshot("new-commitment.txt"));
    let check = place.run(&["check"]).exits(1);
    for line in ["summary: # TODO", "level: # TODO", "themes: # TODO"] {
        assert!(check.stderr.contains(line), "{line}\n{}", check.stderr);
    }
    // A source is looked up when the entry can be linked, and so when the rest is written.
    let path = made.stdout.trim();
    let text = place.read(path).replace("summary: # TODO", "summary: Who pays what.");
    place.write(path, &text.replace("level: # TODO", "level: global").replace("themes: # TODO", "themes: openness"));
    place.run(&["check"]).exits(1).says("cite: TODO").says("1 error, ");
    place.run(&["new", "page", "Read in pairs"]).exits(2).says("content/practices/read-in-pairs.md");
    place.run(&["new", "page", "x", "--open"]).exits(2).says("$EDITOR");
}

#[test]
fn new_makes_translations_beside_their_original() {
    let place = Place::project();
    let toml = place.read("site.toml").replace("[\"en\"]", "[\"en\", \"fr\"]");
    place.write("site.toml", &toml);
    let line = ["new", "commitment", "Répondre à chaque question", "--id", "answer-every-question", "--lang", "fr"];
    let made = place.run(&line).exits(0);
    assert_eq!(made.stdout, "content/commitments/answer-every-question.fr.md\n");
    place.run(&line).exits(2).says("already");
    place.run(&["new", "page", "x", "--lang", "de"]).exits(2).says("languages = [");
}

#[test]
fn an_editor_is_started_with_the_new_file() {
    let place = Place::project();
    let mut command = place.command(&["new", "page", "Licence", "--open"]);
    run(command.env("EDITOR", "cp -t .")).exits(0);
    assert!(place.path("licence.md").exists());
    let mut command = place.command(&["new", "page", "Contact", "--open"]);
    run(command.env("VISUAL", "false").env("EDITOR", "true")).exits(3).says("`false` ended with");
}

#[test]
fn content_with_errors_is_1_and_nothing_is_built() {
    let place = Place::project();
    place.write("content/a.md", "---\nkind: page\ntitle: A\ndate: soon\n---\n");
    place.run(&["check"]).exits(1).says("bad-date").says("1 error, 0 warnings");
    place.run(&["build"]).exits(1).says("the site is not built: 1 error, 0 warnings");
    assert!(!place.path("public").exists());
    let json = place.run(&["build", "--message-format", "json"]).exits(1);
    let found: serde_json::Value = serde_json::from_str(&json.stderr).expect("one object");
    assert_eq!(found["code"], "bad-date");
    let quiet = place.run(&["check", "-q"]).exits(1);
    assert!(quiet.stderr.contains("bad-date"));
}

#[test]
fn output_that_may_not_be_is_2_and_one_that_cannot_be_is_3() {
    let place = Place::project();
    place.run(&["build", "-o", "content"]).exits(2).says("help: ");
    place.run(&["build", "-o", "/proc/nowhere"]).exits(3).says("error: ");
    place.run(&["build"]).exits(0);
    place.write("public/about/index.html", "mine");
    place.run(&["build"]).exits(3).says("about/index.html").says("help: ");
}

#[test]
fn clean_removes_what_a_build_made_and_names_what_it_keeps() {
    let place = Place::project();
    place.run(&["clean"]).exits(0).says("nothing to delete in public");
    place.run(&["build"]).exits(0);
    place.write("public/about/index.html", "mine");
    place.run(&["clean"]).exits(0).says("kept: `about/index.html`").says("files deleted from public");
    assert_eq!(place.read("public/about/index.html"), "mine");
    assert!(!place.path("public/index.html").exists());
}

#[test]
fn the_site_of_another_project_is_neither_overwritten_nor_deleted() {
    let place = Place::empty();
    let name = |project: &str, id: &str| {
        let settings = place.read(&format!("{project}/site.toml"));
        let rest = settings.lines().filter(|line| !line.starts_with("id = ")).collect::<Vec<_>>().join("\n");
        place.write(&format!("{project}/site.toml"), &format!("id = \"{id}\"\n{rest}\n"));
    };
    for (project, id) in [("a", "aaa"), ("b", "bbb")] {
        place.run(&["init", project]).exits(0);
        name(project, id);
    }
    place.run(&["build", "-r", "a"]).exits(0);
    let page = place.read("a/public/index.html");
    place.run(&["build", "-r", "b", "-o", "a/public"]).exits(2).says("it holds another site, `aaa`").says("help: ");
    place.run(&["clean", "-r", "b", "-o", "a/public"]).exits(2).says("it holds another site, `aaa`");
    assert_eq!(place.read("a/public/index.html"), page);
    // In the project it is its own under any name, and so it is elsewhere under the same one.
    name("a", "renamed");
    place.run(&["build", "-r", "a"]).exits(0);
    place.run(&["build", "-r", "a", "-o", "elsewhere"]).exits(0);
    name("b", "renamed");
    place.run(&["clean", "-r", "b", "-o", "elsewhere"]).exits(0).says("files deleted");
}

#[test]
fn build_and_check_tell_everything_that_is_wrong_with_templates() {
    let place = Place::project();
    let errors = |expected: usize| {
        for command in ["check", "build"] {
            place.run(&[command]).exits(1).says(&format!("{expected} error"));
        }
    };
    for template in ["home.html", "entry.html", "kind.html"] {
        place.write(&format!("templates/{template}"), "{{ nope }}");
    }
    // One page of each kind is tried, and what two pages of a template say is told once.
    errors(3);
    place.write("content/pages/dead.md", "---\nkind: page\ntitle: Dead\n---\n\n[[nothing-of-that-name]]\n");
    errors(4);
    for template in ["home.html", "entry.html", "kind.html"] {
        place.write(&format!("templates/{template}"), "{% if %}");
    }
    errors(4);
}

#[test]
fn a_result_that_cannot_be_written_is_3() {
    let place = Place::empty();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    run(place.command(&["explain"]).stdout(full)).exits(3).says("the result cannot be printed");
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let place = Place::empty();
    for line in [&["schema"][..], &["man"], &["--help"]] {
        let mut child = place.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{line:?}");
    }
}

#[test]
fn colour_is_for_those_who_want_it() {
    let place = Place::empty();
    assert!(!place.run(&["check"]).stderr.contains('\u{1b}'));
    assert!(place.run(&["check", "--color", "always"]).stderr.contains("\u{1b}["));
    assert!(run(place.command(&["check"]).env("CLICOLOR_FORCE", "1")).stderr.contains("\u{1b}["));
    let never = run(place.command(&["check", "--color", "never"]).env("CLICOLOR_FORCE", "1"));
    assert!(!never.stderr.contains('\u{1b}'));
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let place = Place::project();
    run(place.command(&["check"]).env("COMPENDIUM_ROOT", "").env("COMPENDIUM_BASE_URL", "")).exits(0);
    run(place.command(&["build"]).env("COMPENDIUM_BASE_URL", "example.org")).exits(2).says("COMPENDIUM_BASE_URL");
}

#[test]
fn schemas_are_printed_for_everything_that_is_written_by_hand() {
    let place = Place::empty();
    assert_data_eq!(place.run(&["schema", "--format", "markdown"]).exits(0).stdout, snapshot("schema.md"));
    let subjects = "entry commitment practice skills-partnership agreement page translation vocabulary terminology \
        sources outline figures site";
    for subject in subjects.split_whitespace() {
        let is_of_entries =
            ["entry", "commitment", "practice", "skills-partnership", "agreement", "page"].contains(&subject);
        for format in ["json-schema", "sveltia", "frontmatter-cms"] {
            if format != "json-schema" && !is_of_entries {
                place.run(&["schema", "--format", format, "--for", subject]).exits(2).says("--for practice");
                continue;
            }
            let schema = place.run(&["schema", "--format", format, "--for", subject]).exits(0).stdout;
            serde_json::from_str::<serde_json::Value>(&schema).expect("JSON");
        }
        place.run(&["schema", "--format", "markdown", "--for", subject]).exits(0).says("| field |");
    }
}

#[test]
fn completions_and_man_pages_know_every_command() {
    let place = Place::empty();
    let man = place.run(&["man"]).exits(0).stdout;
    let fish = place.run(&["completions", "fish"]).exits(0).stdout;
    for command in COMMANDS {
        assert!(man.contains(&format!(".TH compendium-{command} 1")), "{command}");
        assert!(fish.contains(command), "{command}");
        place.run(&["man", command]).exits(0).says(&format!(".TH compendium-{command} 1"));
    }
    place.run(&["man", "biuld"]).exits(2).says("did you mean `build`?");
    place.run(&["completions", "tcsh"]).exits(2).says("possible values");
}
