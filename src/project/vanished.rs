//! Addresses that were published and that the site does not have any more. Others link to them.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::route::{Page, Routes, file_path};
use crate::site;

/// The files of an earlier state of the site, each with the source of its entry where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Former(pub BTreeMap<String, Option<String>>);

impl Former {
    /// Files of which only the paths are known.
    pub fn of_files(paths: impl IntoIterator<Item = String>) -> Self {
        Self(paths.into_iter().map(|path| (path, None)).collect())
    }

    /// The files that a project has.
    pub fn of_routes(routes: &Routes, catalog: &Catalog) -> Self {
        let source = |page: Page| match page {
            Page::Entry(entry) | Page::EntryJson(entry) | Page::EntryMarkdown(entry) => {
                Some(catalog[entry].source.path.to_string())
            }
            _ => None,
        };
        let files = routes.list.iter().zip(&routes.addresses);
        Self(files.map(|(route, address)| (file_path(address), source(route.page))).collect())
    }

    /// What of it is gone.
    pub(super) fn vanished(&self, now: &Routes) -> Vec<Diagnostic> {
        let there: std::collections::HashSet<_> = now.addresses.iter().map(|address| file_path(address)).collect();
        let is_gone = |(path, _): &(&String, &Option<String>)| !there.contains(*path) && is_address(path);
        self.0.iter().filter(is_gone).map(|(path, source)| vanished(path, source.as_deref())).collect()
    }
}

fn vanished(path: &str, source: Option<&str>) -> Diagnostic {
    let address = shown(path);
    let message = format!("the address {address} was published and is gone");
    let diagnostic = Diagnostic::of_file(Code::VanishedAddress, source.unwrap_or(site::FILE), message);
    // An alias gives a page for readers, and no other file.
    let id = path.strip_suffix("/index.html").and_then(|folder| folder.rsplit('/').next());
    match id {
        Some(id) => diagnostic.help(format!("if an entry took its place, it leads there with `aliases: [{id}]`")),
        None => diagnostic,
    }
}

/// Whether others may lead to a file. To those of themes they do not: their names change with their content.
pub fn is_address(path: &str) -> bool {
    !path.starts_with("assets/")
}

/// The address of a file as readers see it.
pub fn shown(path: &str) -> String {
    let address = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("/{address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_as_readers_see_them() {
        assert_eq!(shown("a/index.html"), "/a/");
        assert_eq!(shown("index.html"), "/");
        assert_eq!(shown("a/feed.xml"), "/a/feed.xml");
        assert_eq!(shown("myindex.html"), "/myindex.html");
    }
}
