//! Follows every internal address of a built site.
//!
//! An output folder and the address it is published at go in; a list of problems comes out, each naming the file. No
//! network is used: an address below the base is a file of the folder, and any other is not looked at.

use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use url::Url;

use crate::markup::{Document, Page, json_links, style_sheet_links};
use crate::support::tree::Tree;

/// A built site, read whole.
pub struct Crawl {
    base: Url,
    tree: Tree,
    pages: BTreeMap<String, Page>,
    documents: BTreeMap<String, Document>,
    problems: Vec<String>,
}

impl Crawl {
    /// Reads the files below `folder`, published at `base` (which ends with a slash).
    pub fn of(folder: &Path, base: &str) -> Self {
        let base = Url::parse(base).expect("tests give a full address");
        let tree = Tree::of(folder);
        let mut crawl = Self { base, tree, pages: BTreeMap::new(), documents: BTreeMap::new(), problems: Vec::new() };
        crawl.read();
        crawl
    }

    /// How many pages were read.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Everything that is wrong: dead links and anchors, ids twice, what runs or styles inline, a missing or weak policy.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = self.problems.clone();
        for (path, page) in &self.pages {
            problems.extend(page.problems.iter().map(|problem| format!("{path}: {problem}")));
            let unknown = page.named.iter().filter(|id| !page.ids.contains(*id));
            problems.extend(unknown.map(|id| format!("{path}: names the id “{id}”, which it does not have")));
            problems.extend(page.links.iter().filter_map(|link| self.link_problem(path, link)));
        }
        for (path, link) in self.other_links() {
            problems.extend(self.link_problem(&path, &link));
        }
        problems
    }

    /// Pages that no chain of links from the home page leads to, other than redirects and `404.html`.
    pub fn unreached(&self) -> Vec<String> {
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut open = vec!["index.html".to_owned()];
        while let Some(path) = open.pop() {
            let ways = self.pages.get(&path).map(|page| page.ways.as_slice()).unwrap_or_default();
            for target in ways.iter().filter_map(|way| self.target(&path, way)?.ok()) {
                if reached.insert(target.0.clone()) {
                    open.push(target.0);
                }
            }
        }
        let wanted = self.pages.iter().filter(|(path, page)| !page.redirects && !path.ends_with("404.html"));
        wanted.map(|(path, _)| path.clone()).filter(|path| !reached.contains(path)).collect()
    }

    fn read(&mut self) {
        for (path, bytes) in &self.tree.0 {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            match path.rsplit('.').next() {
                Some("html") => _ = self.pages.insert(path.clone(), Page::of(text)),
                Some("xml" | "svg") => match Document::of(text) {
                    Ok(document) => _ = self.documents.insert(path.clone(), document),
                    Err(error) => self.problems.push(format!("{path}: cannot be read, {error}")),
                },
                _ => {}
            }
        }
    }

    /// The links that stand elsewhere than in pages, each with the file that has it.
    fn other_links(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (path, document) in &self.documents {
            found.extend(document.links.iter().map(|link| (path.clone(), link.clone())));
            let bodies = document.bodies.iter().flat_map(|body| Page::fragment(body).links);
            found.extend(bodies.map(|link| (path.clone(), link)));
        }
        for (path, bytes) in &self.tree.0 {
            let text = String::from_utf8_lossy(bytes);
            found.extend(self.text_links(path, &text).into_iter().map(|link| (path.clone(), link)));
        }
        found
    }

    fn text_links(&self, path: &str, text: &str) -> Vec<String> {
        match path.rsplit('.').next() {
            Some("css") => style_sheet_links(text),
            Some("json") => serde_json::from_str(text).map_or_else(
                |error| vec![format!("unreadable JSON, {error}")],
                |json| json_links(&json, self.base.as_str()),
            ),
            _ if path == "robots.txt" => {
                text.lines().filter_map(|line| line.strip_prefix("Sitemap:")).map(|url| url.trim().to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is wrong with a link in the file `path`, if anything.
    fn link_problem(&self, path: &str, link: &str) -> Option<String> {
        // A feed is read away from the site, where a relative address leads nowhere.
        if path.ends_with("feed.xml") && Url::parse(link).is_err() {
            return Some(format!("{path}: the relative address {link}"));
        }
        let (target, anchor) = match self.target(path, link)? {
            Ok(target) => target,
            Err(problem) => return Some(format!("{path}: {problem}")),
        };
        let ids = match (self.pages.get(&target), self.documents.get(&target)) {
            (Some(page), _) => &page.ids,
            (_, Some(document)) => &document.ids,
            _ => return None,
        };
        let dead = !anchor.is_empty() && anchor != "top" && !ids.contains(&anchor);
        dead.then(|| format!("{path}: {link} leads to no id of {target}"))
    }

    /// The file and the id that a link leads to; none when it leads elsewhere.
    fn target(&self, path: &str, link: &str) -> Option<Result<(String, String), String>> {
        let Ok(url) = self.address(path).join(link) else { return Some(Err(format!("{link} is no address"))) };
        match url.scheme() {
            "http" | "https" => {}
            "mailto" | "tel" | "data" => return None,
            scheme => return Some(Err(format!("{link} has the scheme {scheme}"))),
        }
        if url.origin() != self.base.origin() {
            return None;
        }
        let Some(below) = url.path().strip_prefix(self.base.path()) else {
            return Some(Err(format!("{link} leads out of {}", self.base)));
        };
        let mut file = decode(below);
        if file.is_empty() || file.ends_with('/') {
            file.push_str("index.html");
        }
        let anchor = url.fragment().map(decode).unwrap_or_default();
        let exists = self.tree.get(&file).is_some();
        Some(if exists { Ok((file, anchor)) } else { Err(format!("{link} leads to {file}, which does not exist")) })
    }

    /// The address of a file.
    fn address(&self, path: &str) -> Url {
        let path =
            path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path);
        self.base.join(&format!("./{path}")).expect("a path can be an address")
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
