//! What a file is, by its path: what it is read as, copied as, or why nothing reads it.

use super::{DATA_LIMIT, ENTRY_LIMIT};
use crate::media::{self, Origin};

/// Folders and files whose meaning is fixed.
const VOCABULARY: &str = "content/vocabulary/";
const OUTLINES: &str = "content/sources/";
/// Where files lie that texts link to.
pub(crate) const FILES: &str = "content/files/";
/// Texts about the content for those who keep it, read by people only.
const FOR_PEOPLE: [&str; 3] = ["README.md", "LICENSE.md", "CONTRIBUTING.md"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Entry,
    Vocabulary,
    Terminology,
    Documents,
    Bibtex,
    Outline,
    Figures,
    Theme,
}

impl Role {
    pub(super) const fn limit(self) -> u64 {
        match self {
            Self::Entry => ENTRY_LIMIT,
            _ => DATA_LIMIT,
        }
    }
}

/// What a file is that makes the look of a site, or is a part of it as it is.
pub(super) enum SiteRole {
    /// A text that the theme is made from.
    Theme,
    /// It is copied.
    Served,
}

/// What a file below `content/files/`, `static/`, `templates/`, `strings/` or a theme's folder is; `None` for texts that only
/// people read, `Some(Err(hint))` when nothing reads it. What nothing reads is never copied to the site.
pub(super) fn site_role(path: &str) -> Option<Result<SiteRole, &'static str>> {
    let of_theme = path.strip_prefix("themes/").and_then(|path| Some(path.split_once('/')?.1));
    let (folder, name) = of_theme.unwrap_or(path).split_once('/').unwrap_or(("", of_theme.unwrap_or(path)));
    Some(match folder {
        "templates" if name.ends_with(".html") => Ok(SiteRole::Theme),
        "templates" => Err("templates end in .html"),
        "strings" if name.ends_with(".ftl") => Ok(SiteRole::Theme),
        "strings" => Err("strings are in files such as en.ftl and fr.ftl"),
        "static" if is_theme_static(path) => Ok(SiteRole::Theme),
        "static" | "content" => Ok(SiteRole::Served),
        _ if FOR_PEOPLE.contains(&name) || name.starts_with("LICENSE") => return None,
        _ => Err("a theme has the folders templates/, strings/ and static/"),
    })
}

/// What a file below `content/` is; `None` for texts that only people read, `Some(Err(hint))` when nothing reads it.
pub(super) fn content_role(path: &str) -> Option<Result<Role, &'static str>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    if FOR_PEOPLE.contains(&name) {
        return None;
    }
    Some(match path {
        "content/sources.yaml" => Ok(Role::Documents),
        "content/sources.bib" => Ok(Role::Bibtex),
        "content/figures.yaml" => Ok(Role::Figures),
        "content/vocabulary/terminology.yaml" => Ok(Role::Terminology),
        _ if path.starts_with(VOCABULARY) && is_yaml => Ok(Role::Vocabulary),
        _ if path.starts_with(OUTLINES) && is_yaml => Ok(Role::Outline),
        _ if path.starts_with(VOCABULARY) || path.starts_with(OUTLINES) => Err("files here end in .yaml"),
        _ if name.ends_with(".md") => Ok(Role::Entry),
        _ if name.ends_with(".markdown") => Err("entries end in .md"),
        "content/sources.yml" => Err("rename it to sources.yaml"),
        "content/figures.yml" => Err("rename it to figures.yaml"),
        _ if is_yaml => Err("vocabularies belong in content/vocabulary/"),
        _ => Err("images and documents belong in content/files/"),
    })
}

/// The media type of a file that is copied to the site, by its path below the root.
pub fn media_type(path: &str) -> Option<&'static str> {
    media::of_copied(path.strip_prefix("static/").unwrap_or(path), origin(path))
}

pub(super) fn origin(path: &str) -> Origin {
    if path.starts_with(FILES) { Origin::Content } else { Origin::Project }
}

/// Text files of a theme are fingerprinted and may be SVG; its other files are served as they are. An SVG of the project is
/// read as well: it may take the place of one of the theme's, see [`crate::theme::Theme::assemble`].
fn is_theme_static(path: &str) -> bool {
    let is_text = [".css", ".js", ".svg"].iter().any(|ending| path.ends_with(ending));
    path.starts_with("themes/") && is_text || path.starts_with("static/") && path.ends_with(".svg")
}

/// What there is to say of a file that is not served: its type, and those that are.
pub fn type_refused(origin: Origin) -> (&'static str, String) {
    let types: Vec<_> = media::copied(origin).collect();
    let more: Vec<_> = media::copied(Origin::Project).filter(|ending| !types.contains(ending)).collect();
    let more = if more.is_empty() { String::new() } else { format!("; below static/ also {}", more.join(", ")) };
    ("files of this type are not served", format!("types that are served: {}{more}", types.join(", ")))
}
