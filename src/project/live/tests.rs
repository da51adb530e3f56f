//! What is taken up by itself, what is waited for, and what stays as it was.

use std::fs;
use std::path::Path;

use super::*;
use crate::catalog::Shown;
use crate::lang::Lang;
use crate::route::{Page, Route, Routes};

const ENTRY: &str = "---\nkind: practice\ntitle: Desks\nsummary: S\nlevel: national\nthemes: work\nstatus: active\n\
    date: 2024\nsources: {cite: report}\n---\n\nA text.\n";
const THEMES: &str = "terms:\n  - {id: work, title: Work}\n  - {id: rest, title: Rest}\n";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("site.toml", "title = \"T\"\nlanguages = [\"en\", \"fr\"]\n"),
        ("content/desks.md", ENTRY),
        ("content/desks.fr.md", "---\ntitle: Bureaux\nsummary: R\n---\n\nUn texte.\n"),
        ("content/rooms.md", &ENTRY.replace("Desks", "Rooms")),
        ("content/sources.yaml", "report: {type: report, title: A report}\n"),
        ("content/vocabulary/themes.yaml", THEMES),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

fn live(root: &Path) -> Live {
    let as_of = AsOf::day(jiff::civil::date(2026, 6, 1));
    let options =
        Options { root: root.to_owned(), as_of, shown: Shown::default(), output: None, base_url: None, strict: false };
    Live::open(options).expect("a sound project")
}

/// Where the list of routes lies in memory: linking anew makes another.
fn linked(live: &Live) -> *const Routes {
    std::ptr::from_ref(live.site.renderer.routes())
}

fn page(live: &Live, id: &str, lang: &str) -> String {
    let Some(crate::catalog::Named::Id(ix)) = live.catalog().find(id) else { panic!("no {id}") };
    let route = Route { lang: Lang::parse(lang).expect("a language"), page: Page::Entry(ix) };
    String::from_utf8(live.site.renderer.render(route).expect("a page").bytes).expect("text")
}

#[test]
fn several_texts_and_a_translation_are_taken_up_without_linking_anew() {
    let folder = project();
    let path = |name: &str| folder.path().join(name);
    let mut live = live(folder.path());
    let before = linked(&live);
    fs::write(path("content/desks.md"), ENTRY.replace("A text", "Other words")).expect("written");
    fs::write(path("content/rooms.md"), ENTRY.replace("Desks", "Rooms").replace("A text", "New words"))
        .expect("written");
    let change = live.update().expect("a change");
    assert_eq!(change.files.len(), 2, "{change:?}");
    assert!(page(&live, "desks", "en").contains("Other words") && page(&live, "rooms", "en").contains("New words"));
    fs::write(path("content/desks.fr.md"), "---\ntitle: Pupitres\nsummary: R\n---\n\nAutre chose.\n").expect("written");
    let change = live.update_file("content/desks.fr.md").expect("a change");
    assert_eq!(change.what, ["translation"]);
    let french = page(&live, "desks", "fr");
    assert!(french.contains("Pupitres") && french.contains("Autre chose"), "{french}");
    assert_eq!(linked(&live), before, "nothing was linked anew");
}

#[test]
fn what_was_taken_up_is_not_read_again_with_everything_else() {
    let folder = project();
    let path = folder.path().join("content/desks.md");
    let mut live = live(folder.path());
    let settled = || std::thread::sleep(std::time::Duration::from_millis(150));
    settled();
    assert_eq!(live.update(), None);
    fs::write(&path, ENTRY.replace("A text", "Other words")).expect("written");
    assert!(live.update_file("content/desks.md").is_some());
    settled();
    let look = live.look().expect("settled");
    assert!(live.is_as_taken_up(Some(&look)));
    fs::write(&path, ENTRY.replace("A text", "Third words")).expect("written");
    settled();
    let look = live.look().expect("settled");
    assert!(!live.is_as_taken_up(Some(&look)), "another text than the one that was taken up");
    assert!(live.update().is_some() && page(&live, "desks", "en").contains("Third words"));
}

#[test]
fn an_error_that_linking_tells_stays_until_it_is_mended() {
    let folder = project();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("content/rooms.md"), ENTRY.replace("A text", "See [[nothing]]")).expect("written");
    let mut live = live(folder.path());
    let codes = |live: &Live| live.site.diagnostics.iter().filter(|problem| problem.code == Code::DeadLink).count();
    assert_eq!(codes(&live), 1);
    fs::write(path("content/rooms.md"), ENTRY.replace("A text", "Now: see [[nothing]]")).expect("written");
    let _ = live.update_file("content/rooms.md");
    assert_eq!(codes(&live), 1, "told once, as before");
    fs::write(path("content/rooms.md"), ENTRY).expect("written");
    let _ = live.update_file("content/rooms.md").or_else(|| live.update());
    assert_eq!(codes(&live), 0);
    fs::write(path("content/rooms.md"), ENTRY.replace("A text", "See [it](/nowhere/)")).expect("written");
    let _ = live.update_file("content/rooms.md").or_else(|| live.update());
    assert_eq!(codes(&live), 1, "an address is told when pages are known");
}

#[test]
fn a_file_that_cannot_be_read_any_more_is_shown_as_it_was() {
    let folder = project();
    let mut live = live(folder.path());
    fs::write(folder.path().join("content/rooms.md"), b"---\ntitle: R\xE4ume\n---\n").expect("written");
    assert!(live.update().is_some());
    assert!(live.site.diagnostics.iter().any(|problem| problem.code == Code::NotUtf8));
    assert!(page(&live, "rooms", "en").contains("A text"));
}

#[test]
fn a_file_in_the_middle_of_being_saved_is_told_from_one_that_is_saved() {
    let folder = project();
    let live = live(folder.path());
    for name in ["content/vocabulary/themes.yaml", "content/desks.fr.md", "content/desks.md", "site.toml"] {
        let path = folder.path().join(name);
        let whole = fs::read_to_string(&path).expect("a text");
        for part in [0, 10, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..part]).expect("written");
            assert!(live.seems_half_written(name), "{part} bytes of {name}");
        }
        fs::write(&path, &whole).expect("written");
        assert!(!live.seems_half_written(name), "{name} is as it was");
        fs::write(&path, whole.replace('T', "Th").replace("Work", "Works").replace("text", "words")).expect("written");
        assert!(!live.seems_half_written(name), "{name} is another");
        fs::write(&path, &whole).expect("written");
    }
    let path = folder.path().join("content/vocabulary/themes.yaml");
    fs::write(&path, THEMES.replace("{id: work, title: Work}", "{id: work, ti")).expect("written");
    assert!(live.seems_half_written("content/vocabulary/themes.yaml"), "shorter, and no YAML");
    assert!(!live.seems_half_written("content/unknown.md"));
}

#[test]
fn a_template_that_makes_no_page_leaves_the_last_good_one() {
    let folder = project();
    let mut live = live(folder.path());
    assert_eq!(live.try_templates(), None);
    let good = page(&live, "desks", "en");
    let template = folder.path().join("templates/entry.html");
    fs::create_dir_all(folder.path().join("templates")).expect("made");
    fs::write(&template, "{{ view.nothing.at_all }}").expect("written");
    assert!(live.update_file("templates/entry.html").is_some());
    let change = live.try_templates().expect("it is told");
    assert_eq!(change.files, ["templates/entry.html"]);
    let told = |live: &Live| live.site.diagnostics.iter().any(|problem| problem.code == Code::TemplateError);
    assert!(told(&live));
    assert_eq!(page(&live, "desks", "en"), good);
    assert_eq!(live.site.pages_of_templates(&change.files), Some(0), "no page is another");
    // Others may change meanwhile.
    fs::write(folder.path().join("content/new.md"), ENTRY.replace("Desks", "New")).expect("written");
    assert!(live.update().is_some());
    assert!(told(&live) && page(&live, "new", "en").contains("A text."));
    fs::write(&template, "Mended: {{ view.card.title }}").expect("written");
    assert!(live.update_file("templates/entry.html").or_else(|| live.update()).is_some());
    assert_eq!(live.try_templates(), None);
    assert!(!told(&live));
    assert_eq!(page(&live, "desks", "en"), "Mended: Desks");
    assert_eq!(live.site.pages_of_templates(&change.files), Some(6), "three entries in two languages");
}

#[test]
fn settings_that_are_gone_are_told_and_the_last_ones_stay() {
    let folder = project();
    let mut live = live(folder.path());
    fs::remove_file(folder.path().join("site.toml")).expect("removed");
    assert!(live.update().is_some());
    assert!(live.site.diagnostics.iter().any(|problem| &*problem.place.source.path == "site.toml"));
    assert!(page(&live, "desks", "en").contains("A text."));
}
