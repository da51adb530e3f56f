use std::fs;

use super::*;
use crate::cli::folder_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{self, Kind};
use crate::lang::Lang;
use crate::source::Source;

const ENTRY: &str = "---\nkind: practice\ntitle: Read in pairs\nsummary: Two read.\nlevel: global\nthemes: work\n\
    status: active\nsources: [{cite: r}]\naliases: [four-eyes]\nmilestones: [{key: start, title: \"Begin: now\"}]\n\
    reviews: [{date: 2020, note: Fine}]\ndate: 2020-01-01\nupdated: 2021-02-03\n---\n";

fn project() -> tempfile::TempDir {
    let themes = "axis: themes\ntitle: Themes\none: theme\nterms: [{id: work, title: Work}]\n";
    let groups = "axis: groups\ntitle: Groups\none: group\nrequired: true\nterms: [{id: women, title: Women}]\n";
    folder_of(&[
        ("site.toml", "title = 'x'\nlanguages = ['en', 'fr']\n"),
        ("content/vocabulary/themes.yaml", themes),
        ("content/vocabulary/groups.yaml", groups),
        ("content/odd/read-in-pairs.md", ENTRY),
    ])
}

fn wanted(root: &Path, kind: Kind, title: &str) -> NewEntry {
    let day = jiff::civil::date(2026, 6, 1);
    NewEntry { root: root.to_owned(), kind, title: title.into(), id: None, lang: None, day, editor: None }
}

fn planned(wanted: &NewEntry) -> Result<NewFile, String> {
    let existing = Existing::read(&wanted.root).expect("a project");
    plan(wanted, &existing).map_err(|failure| match failure {
        Failure::Usage { message, help } => format!("{message}; {}", help.unwrap_or_default()),
        other => panic!("{other:?}"),
    })
}

fn problems(file: &NewFile) -> Vec<Diagnostic> {
    entry::parse(&Source::new(file.path.as_str(), file.text.as_str())).1
}

#[test]
fn check_names_what_is_to_be_written_and_nothing_else() {
    let folder = project();
    let common = ["summary", "level", "themes"];
    for (kind, own) in
        [(Kind::Page, &[][..]), (Kind::Commitment, &common), (Kind::Agreement, &["summary", "level", "themes", "type"])]
    {
        let file = planned(&wanted(folder.path(), kind, "Say: \"yes\" \\ é")).expect("planned");
        let found = problems(&file);
        let codes: Vec<_> = found.iter().map(|found| found.code).collect();
        assert_eq!(codes, vec![Code::EmptyValue; own.len()], "{kind} {found:?}\n{}", file.text);
        // The others are named when entries are linked: there is no term and no source `TODO`.
        assert_eq!(file.text.contains("\nsources:\n  - cite: TODO\n"), kind != Kind::Page);
        assert_eq!(file.text.contains("\ngroups: TODO\n"), kind != Kind::Page);
    }
}

#[test]
fn every_example_is_written_well() {
    let folder = project();
    for kind in Kind::ALL {
        let file = planned(&wanted(folder.path(), *kind, "A title")).expect("planned");
        let uncommented = file.text.lines().map(|line| match line.strip_prefix("# ") {
            Some(field) if is_example(field) => field,
            _ => line,
        });
        let uncommented: Vec<_> = uncommented.collect();
        let text = uncommented.join("\n").replace(blank::TODO, "word");
        let found = problems(&NewFile { text: text.clone(), ..file });
        assert!(
            found.iter().all(|found| found.code == Code::BadValue && found.message.contains("`word`")
                || found.code == Code::UnknownField),
            "{found:?}\n{text}"
        );
    }
}

#[test]
fn ids_come_from_titles_in_any_script() {
    let folder = project();
    let path = |title: &str| planned(&wanted(folder.path(), Kind::Agreement, title)).expect("planned").path;
    assert_eq!(path("Égalité, partout!"), "content/agreements/egalite-partout.md");
    assert_eq!(path("Обучение медсестёр"), "content/agreements/obuchenie-medsestior.md");
}

#[test]
fn an_id_that_exists_or_once_did_is_refused_wherever_it_is() {
    let folder = project();
    let refusal = planned(&wanted(folder.path(), Kind::Commitment, "Read in pairs")).expect_err("refused");
    assert!(refusal.contains("`read-in-pairs` is that of content/odd/read-in-pairs.md; choose"), "{refusal}");
    let refusal = planned(&wanted(folder.path(), Kind::Commitment, "Four eyes")).expect_err("refused");
    assert!(refusal.contains("was once that of"), "{refusal}");
}

#[test]
fn an_id_that_the_site_keeps_for_itself_is_refused() {
    let folder = project();
    let refusal = |kind, title: &str| planned(&wanted(folder.path(), kind, title)).expect_err("refused");
    assert!(refusal(Kind::Page, "Index").contains("no entry is called `index`"));
    assert!(refusal(Kind::Practice, "Index").contains("no entry is called `index`"));
    for kept in ["Themes", "Fr", "Practices", "Explore"] {
        assert!(refusal(Kind::Page, kept).contains("another page of the site"), "{kept}");
    }
    assert!(planned(&wanted(folder.path(), Kind::Page, "Figures")).is_ok(), "there are none");
    assert!(planned(&wanted(folder.path(), Kind::Practice, "Themes")).is_ok(), "it stands below /practices/");
}

#[test]
fn a_translation_holds_the_originals_texts_and_follows_it() {
    let folder = project();
    let mut wanted = wanted(folder.path(), Kind::Practice, "Lire à deux");
    wanted.lang = Lang::parse("fr");
    assert!(planned(&wanted).expect_err("refused").contains("--id ID --lang fr"));
    wanted.id = EntryId::parse("read-in-pairs");
    let file = planned(&wanted).expect("planned");
    assert_eq!(file.path, "content/odd/read-in-pairs.fr.md");
    for text in [
        "title: \"Lire à deux\"",
        "follows: 2021-02-03",
        "# milestones:\n#   - {key: \"start\", title: \"Begin: now\"}",
        "#   - {note: \"Fine\"}",
    ] {
        assert!(file.text.contains(text), "{text}\n{}", file.text);
    }
    let found = problems(&file);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::EmptyValue]);
    new_file::write(folder.path(), &file.path, file.text.as_bytes()).expect("written");
    assert!(planned(&wanted).expect_err("refused").contains("already"));
}

#[test]
fn a_translation_of_what_is_not_there_is_refused() {
    let folder = project();
    let mut wanted = wanted(folder.path(), Kind::Practice, "x");
    wanted.id = EntryId::parse("read-in-pair");
    wanted.lang = Lang::parse("fr");
    assert!(planned(&wanted).expect_err("refused").contains("did you mean `read-in-pairs`?"));
    wanted.id = EntryId::parse("read-in-pairs");
    wanted.kind = Kind::Page;
    assert!(planned(&wanted).expect_err("refused").contains("is a practice, not a page"));
    wanted.lang = Lang::parse("de");
    assert!(planned(&wanted).expect_err("refused").contains("languages = [\"en\", \"fr\", \"de\"]"));
}

#[test]
fn an_archetype_takes_the_place_of_the_built_in_text() {
    let folder = project();
    fs::create_dir_all(folder.path().join("archetypes")).expect("a folder");
    fs::write(folder.path().join("archetypes/page.md"), "---\ntitle: {{title}}\n---\n{{id}}\n").expect("written");
    let file = planned(&wanted(folder.path(), Kind::Page, "A: b")).expect("planned");
    assert_eq!(file.text, "---\ntitle: \"A: b\"\n---\na-b\n");
}

/// Whether a comment is a field and not a sentence about one.
fn is_example(comment: &str) -> bool {
    let word = comment.trim_start_matches([' ', '-']);
    let name = word.split(':').next().unwrap_or_default();
    comment.starts_with("  - {")
        || (word.contains(": ") || word.ends_with(':')) && !name.contains(' ') && !name.contains('.')
}
