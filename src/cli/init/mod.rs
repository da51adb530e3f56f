//! `init`: a working small project.
//!
//! The files are those of `project/` beside this one, with a few names filled in. They speak of the project itself, so that
//! nothing in them has to be believed.

use std::fs;
use std::path::Path;

use super::args::CodeHost;
use super::console::Console;
use super::environment::Environment;
use super::failure::Failure;
use super::meant::NewProject;
use super::new_file;
use super::schema::{SchemaFormat, Subject, text as schema};

/// The files of a new project. Names that begin with a dot are written without it here, so that they mean nothing where
/// they lie.
const FILES: [(&str, &str); 16] = [
    ("site.toml", include_str!("project/site.toml")),
    ("README.md", include_str!("project/README.md")),
    (".gitignore", include_str!("project/gitignore")),
    (".editorconfig", include_str!("project/editorconfig")),
    (".vscode/settings.json", include_str!("project/vscode/settings.json")),
    (".vscode/extensions.json", include_str!("project/vscode/extensions.json")),
    ("content/sources.yaml", include_str!("project/content/sources.yaml")),
    ("content/vocabulary/actors.yaml", include_str!("project/content/vocabulary/actors.yaml")),
    ("content/vocabulary/terminology.yaml", include_str!("project/content/vocabulary/terminology.yaml")),
    ("content/vocabulary/themes.yaml", include_str!("project/content/vocabulary/themes.yaml")),
    ("content/pages/home.md", include_str!("project/content/pages/home.md")),
    ("content/pages/about.md", include_str!("project/content/pages/about.md")),
    (
        "content/commitments/answer-every-question.md",
        include_str!("project/content/commitments/answer-every-question.md"),
    ),
    ("content/practices/read-in-pairs.md", include_str!("project/content/practices/read-in-pairs.md")),
    (
        "content/skills-partnerships/editors-teach-editors.md",
        include_str!("project/content/skills-partnerships/editors-teach-editors.md"),
    ),
    ("content/agreements/how-we-work.md", include_str!("project/content/agreements/how-we-work.md")),
];

/// The schemas with which an editor checks what is typed, by the file that it finds them in.
const SCHEMAS: [(&str, Subject); 8] = [
    (".vscode/schemas/entry.json", Subject::Entry),
    (".vscode/schemas/translation.json", Subject::Translation),
    (".vscode/schemas/site.json", Subject::Site),
    (".vscode/schemas/vocabulary.json", Subject::Vocabulary),
    (".vscode/schemas/terminology.json", Subject::Terminology),
    (".vscode/schemas/sources.json", Subject::Sources),
    (".vscode/schemas/outline.json", Subject::Outline),
    (".vscode/schemas/figures.json", Subject::Figures),
];

/// Makes the project and says what to do next.
pub fn run(wanted: &NewProject, environment: &Environment, console: Console) -> Result<(), Failure> {
    let shown = environment.shown(&wanted.folder);
    refuse_taken(&wanted.folder, &shown)?;
    for (path, text) in files(wanted) {
        new_file::write(&wanted.folder, &path, text.as_bytes())?;
    }
    let enter = if shown == "." { String::new() } else { format!("cd {}\n", quoted(&shown)) };
    console.closing(&format!(
        "{shown} is a project now. Next:\n\n{enter}compendium serve --open\n\nREADME.md there tells what is where.\n"
    ))
}

/// Every file of the new project with its text.
fn files(wanted: &NewProject) -> Vec<(String, String)> {
    let title = title(&wanted.folder);
    let in_toml = serde_json::Value::from(title.as_str()).to_string();
    let day = wanted.day.to_string();
    let fill =
        |text: &str| text.replace("\"{{title}}\"", &in_toml).replace("{{title}}", &title).replace("{{date}}", &day);
    let mut files: Vec<_> = FILES.iter().map(|(path, text)| ((*path).to_owned(), fill(text))).collect();
    files
        .extend(SCHEMAS.iter().map(|(path, subject)| ((*path).to_owned(), schema(SchemaFormat::JsonSchema, *subject))));
    // VS Code itself checks no front matter; the extension that does reads this.
    files.push(("frontmatter.json".into(), schema(SchemaFormat::FrontmatterCms, Subject::Entry)));
    files.extend(wanted.ci.map(|host| {
        let (path, text) = workflow(host);
        (path.to_owned(), text.to_owned())
    }));
    files
}

const fn workflow(host: CodeHost) -> (&'static str, &'static str) {
    match host {
        CodeHost::Github => (".github/workflows/site.yml", include_str!("project/ci/github.yml")),
        CodeHost::Gitlab => (".gitlab-ci.yml", include_str!("project/ci/gitlab.yml")),
    }
}

/// What the site is called until somebody says otherwise: the folder's name, with spaces and a capital.
fn title(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let visible = |c: &char| !c.is_control() && !crate::node::deceives(*c);
    let name: String = name.chars().filter(visible).take(80).collect();
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My compact".into(),
    }
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '@' | '%');
    match path {
        _ if path.starts_with('-') => quoted(&format!("./{path}")),
        _ if path.chars().all(is_plain) => path.to_owned(),
        _ => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

fn refuse_taken(folder: &Path, shown: &str) -> Result<(), Failure> {
    let help = "name a folder that is empty or does not exist yet";
    // A folder that was put under version control first is as good as empty.
    let counts = |item: &std::io::Result<fs::DirEntry>| item.as_ref().map_or(true, |item| item.file_name() != ".git");
    match fs::read_dir(folder).map(|mut items| !items.any(|item| counts(&item))) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::usage(format!("there is something in {shown} already"), help)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.symlink_metadata().is_err() => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(Failure::usage(format!("{shown} is no folder"), help))
        }
        Err(error) => Err(anyhow::Error::new(error).context(format!("cannot look into {shown}")).into()),
    }
}

#[cfg(test)]
mod tests;
