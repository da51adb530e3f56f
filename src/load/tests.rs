use super::*;

fn codes(build: impl Fn(&Path)) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("content/files")).expect("folders");
    build(folder.path());
    let (_, problems) = load(folder.path(), "folio");
    problems.iter().map(|d| (d.place.source.path.to_string(), d.code.to_string())).collect()
}

fn one(path: &str, code: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), code.to_owned())]
}

#[test]
fn links_are_reported_and_not_followed() {
    let found = codes(|root| {
        std::fs::write(root.join("secret"), "x").expect("written");
        std::os::unix::fs::symlink(root.join("secret"), root.join("content/a.md")).expect("linked");
        std::os::unix::fs::symlink("/etc", root.join("content/files/etc")).expect("linked");
    });
    let expected = [one("content/a.md", "symbolic-link"), one("content/files/etc", "symbolic-link")].concat();
    assert_eq!(found, expected);
}

#[test]
fn a_linked_content_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink("/etc", folder.path().join("content")).expect("linked");
    let (input, problems) = load(folder.path(), "folio");
    assert_eq!(problems[0].code, Code::SymbolicLink);
    assert!(input.entries.is_empty());
}

#[test]
fn a_huge_file_is_refused_by_its_size() {
    let found = codes(|root| {
        let file = std::fs::File::create(root.join("content/a.md")).expect("made");
        file.set_len(1024 * 1024 * 1024).expect("sized");
    });
    assert_eq!(found, one("content/a.md", "file-too-large"));
}

#[test]
fn a_folder_that_became_a_link_leads_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("its real path");
    std::fs::create_dir_all(root.join("elsewhere")).expect("a folder");
    std::fs::write(root.join("elsewhere/a.md"), "secret").expect("written");
    std::fs::create_dir_all(root.join("project/content")).expect("a folder");
    let read = || read_bytes(&root.join("project"), "content/a.md", ENTRY_LIMIT);
    std::fs::write(root.join("project/content/a.md"), "open").expect("written");
    assert_eq!(read().expect("a plain file"), b"open");
    std::fs::remove_dir_all(root.join("project/content")).expect("removed");
    std::os::unix::fs::symlink(root.join("elsewhere"), root.join("project/content")).expect("linked");
    assert_eq!(read().expect_err("a link").code, Code::UnreadableFile);
}

#[test]
fn what_nothing_reads_is_told_and_is_on_no_site() {
    let files = ["templates/notes.txt", "templates/a/b.json", "strings/en.txt", "themes/folio/secret.txt"];
    let found = codes(|root| {
        for file in files.iter().chain(&["themes/folio/README.md", "themes/folio/LICENSE"]) {
            std::fs::create_dir_all(root.join(file).parent().expect("a folder")).expect("folders");
            std::fs::write(root.join(file), "text").expect("written");
        }
    });
    let mut expected: Vec<_> = files.iter().flat_map(|file| one(file, "unknown-file")).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_is_a_byte_too_large_has_more_than_is_allowed() {
    let message = |length: u64| too_large("a", length, ENTRY_LIMIT).message;
    assert_eq!(message(ENTRY_LIMIT + 1), "this file has 1.1 MiB; at most 1 MiB are read");
    assert_eq!(message(3 * ENTRY_LIMIT), "this file has 3 MiB; at most 1 MiB are read");
}

#[test]
fn encodings_but_utf8_are_refused_and_named() {
    let found = codes(|root| {
        std::fs::write(root.join("content/a.md"), b"---\ntitle: caf\xE9\n").expect("written");
        std::fs::write(root.join("content/b.md"), b"\xFF\xFE-\0-\0").expect("written");
    });
    assert_eq!(found, [one("content/a.md", "not-utf8"), one("content/b.md", "not-utf8")].concat());
}

#[test]
fn files_that_could_carry_scripts_are_not_served() {
    let found = codes(|root| std::fs::write(root.join("content/files/a.svg"), "<svg/>").expect("written"));
    assert_eq!(found, one("content/files/a.svg", "file-type-refused"));
}

#[test]
fn one_hidden_folder_is_copied() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in ["static/.well-known/security.txt", "static/.well-known/matrix/server", "static/.git/config"] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, "{}").expect("written");
    }
    let (input, problems) = load(folder.path(), "folio");
    assert_eq!(problems, []);
    let found: Vec<_> = input.files.iter().map(|file| &*file.path).collect();
    assert_eq!(found, ["static/.well-known/matrix/server", "static/.well-known/security.txt"]);
    assert_eq!(media_type("static/.well-known/matrix/server"), Some("application/json"));
    assert_eq!(media_type("static/matrix/server"), None);
}

#[test]
fn texts_for_people_and_hidden_files_are_left_alone() {
    let found = codes(|root| {
        std::fs::write(root.join("content/README.md"), "# Hello").expect("written");
        std::fs::write(root.join("content/.notes.md"), "# Hello").expect("written");
    });
    assert_eq!(found, []);
}
