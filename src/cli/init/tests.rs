use std::sync::Arc;

use super::*;
use crate::catalog::{AsOf, Parts, Shown, link};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

fn wanted(folder: &Path) -> NewProject {
    NewProject { folder: folder.to_owned(), ci: Some(CodeHost::Github), day: jiff::civil::date(2026, 6, 1) }
}

/// Everything that loading, parsing and linking say of a project, but information.
fn complaints(root: &Path) -> Vec<Diagnostic> {
    let read = |path| crate::load::read_text(root, path, crate::load::DATA_LIMIT).expect("a file");
    let (site, mut found) = crate::site::parse(&read("site.toml"));
    let site = Arc::new(site.unwrap_or_else(|| panic!("{found:?}")));
    let (input, problems) = crate::load::load(root, &site.theme);
    found.extend(problems);
    let mut keep = |problems: Vec<Diagnostic>| found.extend(problems);
    let parsed = input.entries.iter().filter_map(|source| {
        let (parsed, problems) = crate::entry::parse(source);
        keep(problems);
        parsed
    });
    let parsed = parsed.collect();
    let files = input.vocabularies.iter().filter_map(|source| {
        let (file, problems) = crate::vocabulary::parse(source);
        keep(problems);
        Some((Arc::clone(source), file?))
    });
    let (vocabularies, problems) = crate::vocabulary::merge(files.collect());
    found.extend(problems);
    let (documents, problems) = crate::library::documents([&read("content/sources.yaml")]);
    found.extend(problems);
    let day = AsOf::day(jiff::civil::date(2030, 1, 1));
    let (outlines, files) = (Vec::new(), input.files);
    let parts = Parts {
        site,
        as_of: day,
        shown: Shown::default(),
        parsed,
        vocabularies: Arc::new(vocabularies),
        documents: Arc::new(documents),
        style: Arc::default(),
        outlines,
        figures: None,
        files,
    };
    found.extend(link(parts).1);
    found.retain(|problem| problem.severity != Severity::Info);
    found
}

#[test]
fn a_new_project_has_nothing_to_complain_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("climate-compact");
    for (path, text) in files(&wanted(&root)) {
        assert!(!text.contains("{{title") && !text.contains("{{date"), "{path} has a placeholder left");
        new_file::write(&root, &path, text.as_bytes()).expect("written");
    }
    assert_eq!(complaints(&root), []);
}

#[test]
fn every_kind_has_an_example() {
    let files = files(&wanted(Path::new("/x")));
    for kind in crate::entry::Kind::ALL {
        let line = format!("---\nkind: {kind}\n");
        assert!(files.iter().any(|(_, text)| text.starts_with(&line)), "{kind}");
    }
}

#[test]
fn an_extension_that_knows_front_matter_finds_every_kind() {
    let files = files(&wanted(Path::new("/x")));
    let of = |name: &str| {
        let found = files.iter().find(|(path, _)| path == name).map(|(_, text)| serde_json::from_str(text));
        found.expect(name).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let (settings, recommended): (serde_json::Value, serde_json::Value) =
        (of("frontmatter.json"), of(".vscode/extensions.json"));
    let kinds = settings["frontMatter.taxonomy.contentTypes"].as_array().expect("a list");
    assert_eq!(kinds.len(), crate::entry::Kind::ALL.len());
    assert!(
        recommended["recommendations"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one == "eliostruyf.vscode-front-matter"))
    );
}

#[test]
fn the_title_comes_from_the_folder_and_is_written_safely() {
    assert_eq!(title(Path::new("/a/climate-compact")), "Climate compact");
    assert_eq!(title(Path::new("/")), "My compact");
    let files = files(&wanted(Path::new("/a/the \"big\" \\ one")));
    let (_, toml) = files.iter().find(|(path, _)| path == "site.toml").expect("settings");
    let (site, problems) = crate::site::parse(&Source::new("site.toml", toml.as_str()));
    assert_eq!(
        site.map(|site| site.title.original().to_owned()).as_deref(),
        Some("The \"big\" \\ one"),
        "{problems:?}"
    );
}

#[test]
fn a_folder_with_something_in_it_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(refuse_taken(folder.path(), "x").is_ok());
    assert!(refuse_taken(&folder.path().join("new/deep"), "x").is_ok());
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    assert!(refuse_taken(folder.path(), "x").is_ok());
    fs::write(folder.path().join(".hidden"), "").expect("written");
    assert!(matches!(refuse_taken(folder.path(), "x"), Err(Failure::Usage { .. })));
    assert!(matches!(refuse_taken(&folder.path().join(".hidden"), "x"), Err(Failure::Usage { .. })));
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).expect("linked");
    assert!(refuse_taken(&folder.path().join("link"), "x").is_err());
}

#[test]
fn every_schema_that_an_editor_is_pointed_to_is_written() {
    let files = files(&wanted(Path::new("/x")));
    let text = |path: &str| files.iter().find(|(known, _)| known == path).map(|(_, text)| text.as_str());
    let settings: serde_json::Value =
        serde_json::from_str(text(".vscode/settings.json").expect("settings")).expect("JSON");
    let schemas = settings["yaml.schemas"].as_object().expect("schemas");
    for path in schemas.keys() {
        let path = path.strip_prefix("./").expect("relative to the project");
        assert!(text(path).is_some(), "{path}");
    }
    assert!(
        schemas.len() + 1 >= SCHEMAS.len(),
        "site.toml names its schema itself, and the others are in the settings"
    );
}

#[test]
fn a_folder_is_quoted_for_the_shell_where_it_has_to_be() {
    for (path, word) in [
        ("compact", "compact"),
        ("../égalité/a-b", "../égalité/a-b"),
        ("my compact", "'my compact'"),
        ("it's; $x", r"'it'\''s; $x'"),
        ("-x y", "'./-x y'"),
    ] {
        assert_eq!(quoted(path), word);
    }
}
