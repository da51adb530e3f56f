//! Addresses that were published and that the site does not have any more. Others link to them.

use std::collections::{BTreeMap, HashMap};

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Kind;
use crate::field::EntryId;
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
        let files = now.list.iter().zip(&now.addresses);
        let there: HashMap<_, _> = files.map(|(route, address)| (file_path(address), route.page)).collect();
        let leads_on = |path: &str| matches!(there.get(path), Some(Page::Redirect(_) | Page::FormerTerm(..)));
        let is_gone = |(path, _): &(&String, &Option<String>)| !there.contains_key(*path) && is_missed(path, &leads_on);
        self.0.iter().filter(is_gone).map(|(path, source)| vanished(path, source.as_deref())).collect()
    }
}

fn vanished(path: &str, source: Option<&str>) -> Diagnostic {
    let address = shown(path);
    let message = format!("the address {address} was published and is gone");
    let diagnostic = Diagnostic::of_file(Code::VanishedAddress, source.unwrap_or(site::FILE), message);
    match id_of_entry(path, source.is_some()) {
        Some(id) => diagnostic.help(format!("if an entry took its place, it leads there with `aliases: [{id}]`")),
        None => diagnostic,
    }
}

/// The id of an entry by the address of its page for readers, to which an alias can lead. Where nothing else is known, what lies
/// directly below a kind is one.
fn id_of_entry(path: &str, is_entry: bool) -> Option<&str> {
    let folder = path.strip_suffix("/index.html")?;
    let (above, id) = folder.rsplit_once('/').unwrap_or(("", folder));
    let is_of_kind = |kind: &Kind| above.rsplit('/').next() == Some(kind.plural());
    EntryId::parse(id)?;
    (is_entry || Kind::LISTED.iter().any(is_of_kind)).then_some(id)
}

/// Whether others may look for a file that is gone. Those of themes they do not: their names change with their content. And
/// an entry with another id is found by its former one, so that its data need not be: `leads_on` knows pages that do so.
pub fn is_missed(path: &str, leads_on: &dyn Fn(&str) -> bool) -> bool {
    let page = ["index.json", "index.md"].iter().find_map(|data| path.strip_suffix(data));
    let has_moved = page.is_some_and(|folder| leads_on(&format!("{folder}index.html")));
    !path.starts_with("assets/") && !has_moved
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
    fn the_data_of_an_entry_that_has_another_id_are_not_missed() {
        let leads_on = |path: &str| path == "practices/old/index.html";
        for (path, missed) in [
            ("practices/old/index.json", false),
            ("practices/old/index.md", false),
            ("practices/other/index.json", true),
            ("practices/old/feed.xml", true),
            ("assets/a.css", false),
        ] {
            assert_eq!(is_missed(path, &leads_on), missed, "{path}");
        }
    }

    #[test]
    fn an_alias_is_offered_where_an_entry_was() {
        for (path, is_entry, id) in [
            ("practices/old/index.html", false, Some("old")),
            ("fr/practices/old/index.html", false, Some("old")),
            ("about/index.html", true, Some("about")),
            ("about/index.html", false, None),
            ("countries/CAN/index.html", false, None),
            ("themes/data/index.html", false, None),
            ("practices/index.html", false, None),
            ("practices/old/index.json", true, None),
            ("index.html", false, None),
        ] {
            assert_eq!(id_of_entry(path, is_entry), id, "{path}");
        }
    }

    #[test]
    fn addresses_are_shown_as_readers_see_them() {
        assert_eq!(shown("a/index.html"), "/a/");
        assert_eq!(shown("index.html"), "/");
        assert_eq!(shown("a/feed.xml"), "/a/feed.xml");
        assert_eq!(shown("myindex.html"), "/myindex.html");
    }
}
