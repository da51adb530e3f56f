use std::fs;
use std::path::Path;

use super::*;
use crate::cli::folder_of;
use crate::rename::Edit;
use crate::source::Span;

fn change(root: &Path, from: &str, to: &str) -> Change {
    let text = fs::read_to_string(root.join(from)).expect("a file");
    let text = text.trim_start_matches('\u{FEFF}').to_owned();
    Change::new(&Source::new(from, text), to.into(), vec![Edit::new(Span::new(0, 3), "new")])
}

/// Every file of a folder, hidden ones too, with what it holds.
fn tree(root: &Path) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|item| item.expect("readable"));
    let files = files.filter(|item| item.file_type().is_file());
    let relative = |path: &Path| path.strip_prefix(root).expect("below").display().to_string();
    files.map(|item| (relative(item.path()), fs::read_to_string(item.path()).expect("text"))).collect()
}

#[test]
fn files_change_and_move_and_nothing_stays_beside_them() {
    let folder = folder_of(&[("content/a.md", "old a"), ("content/old.md", "\u{FEFF}old x")]);
    let root = folder.path();
    let changes = [change(root, "content/old.md", "content/new.md"), change(root, "content/a.md", "content/a.md")];
    write::all(root, &changes).expect("written");
    let expected = [("content/a.md", "new a"), ("content/new.md", "\u{FEFF}new x")];
    assert_eq!(tree(root), expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
}

#[test]
fn what_fails_on_the_way_is_undone() {
    let folder = folder_of(&[("content/a.md", "old a"), ("content/b.md", "old b"), ("content/old.md", "old x")]);
    let root = folder.path();
    let before = tree(root);
    let changes = [
        change(root, "content/old.md", "content/new.md"),
        change(root, "content/a.md", "content/a.md"),
        // Where it would go there is no folder, which is found out when the first two are in place.
        change(root, "content/b.md", "content/nowhere/b.md"),
    ];
    let Err(Failure::World(error)) = write::all(root, &changes) else { panic!("refused") };
    assert!(format!("{error:#}").contains("every file is as it was"), "{error:#}");
    assert_eq!(tree(root), before);
}

#[test]
fn a_file_that_was_edited_meanwhile_or_stands_in_the_way_is_left_alone() {
    let folder = folder_of(&[("content/a.md", "old a"), ("content/old.md", "old x"), ("content/new.md", "mine")]);
    let root = folder.path();
    let before = tree(root);
    let refused = |changes: &[Change]| match write::all(root, changes) {
        Err(Failure::World(error)) => format!("{error:#}"),
        other => panic!("{other:?}"),
    };
    assert!(refused(&[change(root, "content/old.md", "content/new.md")]).contains("exists already"));
    let mut edited = change(root, "content/a.md", "content/a.md");
    edited.source = Source::new("content/a.md", "old, but not this");
    assert!(refused(&[change(root, "content/old.md", "content/x.md"), edited]).contains("in the meantime"));
    assert_eq!(tree(root), before);
}

#[test]
fn what_an_earlier_renaming_left_is_neither_used_nor_removed() {
    let folder =
        folder_of(&[("content/a.md", "old a"), ("content/b.md", "old b"), ("content/.b.md.renaming-old", "kept")]);
    let root = folder.path();
    let before = tree(root);
    let changes = [change(root, "content/a.md", "content/a.md"), change(root, "content/b.md", "content/b.md")];
    let Err(Failure::World(error)) = write::all(root, &changes) else { panic!("refused") };
    assert!(format!("{error:#}").contains("cut short"), "{error:#}");
    assert_eq!(tree(root), before);
}
