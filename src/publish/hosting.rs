//! Files that hosts read and readers do not: `_headers`, `_redirects`, `.nojekyll`, `CNAME`.
//!
//! They belong to a target and not to the site, so they are made when it is published. A file of that name that the
//! project has itself stays as it is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read as _;

use super::headers::{Lifetimes, is_fingerprinted};
use crate::output::{Sealed, SealedFile};
use crate::site::publishing::HostFile;

/// What a host is told.
#[derive(Clone, Debug, Default)]
pub struct Host<'a> {
    /// Which files it reads.
    pub files: &'a [HostFile],
    /// The site's own name, for a host that asks for it.
    pub cname: Option<&'a str>,
    /// The path below which the site is read, with a slash at either end.
    pub base_path: &'a str,
    /// The Content-Security-Policy of pages.
    pub policy: &'a str,
    /// How long caches keep what.
    pub lifetimes: Lifetimes,
}

/// A page that leads on is not larger, in bytes.
const LARGEST_REDIRECT: u64 = 64 << 10;

/// The file by which some hosts know the site's own name.
const CNAME: &str = "CNAME";

/// Whether a file is one of those that are made for a host.
pub fn is_for_hosts(path: &str) -> bool {
    path == CNAME || HostFile::from_word(path).is_some()
}

/// Whether a file is a page that leads on to another one.
pub fn leads_on(file: &SealedFile) -> bool {
    &*file.cause == "redirect"
}

/// The files that are made for a host, by path.
///
/// # Errors
/// What the disk said when a page that leads on could not be read.
pub fn made(sealed: &Sealed, host: &Host<'_>) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut made = Vec::new();
    for file in host.files {
        let text = match file {
            HostFile::Headers => headers(&sealed.files, host),
            HostFile::Redirects => redirects(sealed, host)?,
            HostFile::NoJekyll => String::new(),
        };
        made.push((file.as_str().to_owned(), text.into_bytes()));
    }
    made.extend(host.cname.map(|name| (CNAME.to_owned(), format!("{name}\n").into_bytes())));
    made.sort();
    made.dedup();
    let has_own = |path: &str| sealed.files.iter().any(|file| &*file.path == path);
    made.retain(|(path, _)| !has_own(path));
    Ok(made)
}

/// Rules of one path each, that no two of give the same header: hosts join those with a comma, or take the last.
fn headers(files: &[SealedFile], host: &Host<'_>) -> String {
    let base = host.base_path;
    // In a page's own policy `frame-ancestors` has no effect (CSP level 3, section 3.3).
    let mut text = format!(
        "{base}*\n  Content-Security-Policy: {}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n",
        host.policy
    );
    let assets = || files.iter().map(|file| &*file.path).filter(|path| path.starts_with("assets/"));
    let one_for_all = ["assets/*"];
    let are_all_kept = assets().all(is_fingerprinted);
    let paths: Vec<&str> =
        if are_all_kept { one_for_all.to_vec() } else { assets().filter(|path| is_fingerprinted(path)).collect() };
    for path in paths {
        let _ = writeln!(text, "{base}{path}\n  Cache-Control: public, max-age={}, immutable", host.lifetimes.assets);
    }
    // Behind the others, since some hosts read a hundred rules and no more.
    let pages = host.lifetimes.pages;
    for path in files.iter().map(|file| others(&file.path)).collect::<BTreeSet<_>>().into_iter().flatten() {
        let path = encoded(&format!("{base}{path}"));
        let _ = writeln!(text, "{path}\n  Cache-Control: public, max-age={pages}, must-revalidate");
    }
    text
}

/// What a rule names for a file that is not kept for long: the first folder of its path with all that is in it, the home
/// page, or a file beside it.
fn others(path: &str) -> Option<String> {
    match path.split_once('/') {
        Some(("assets", _)) => Some(path.to_owned()).filter(|path| !is_fingerprinted(path)),
        Some((folder, _)) => Some(format!("{folder}/*")),
        None => Some(path.trim_end_matches("index.html").to_owned()),
    }
}

/// A line for each page that leads on to another.
fn redirects(sealed: &Sealed, host: &Host<'_>) -> anyhow::Result<String> {
    let mut text = String::new();
    for file in sealed.files.iter().filter(|file| leads_on(file) && file.length < LARGEST_REDIRECT) {
        let mut page = String::new();
        sealed.open_file(file)?.read_to_string(&mut page)?;
        let from = format!("{}{}", host.base_path, file.path.trim_end_matches("index.html"));
        if let Some(to) = target_of(&page).and_then(|to| absolute(&from, &to)) {
            let _ = writeln!(text, "{} {to} 301", encoded(&from));
        }
    }
    Ok(text)
}

/// The address in `<meta http-equiv="refresh" content="0; url=...">`.
fn target_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("http-equiv=\"refresh\" content=\"0; url=")?;
    let (target, _) = rest.split_once('"')?;
    Some(target.replace("&#x2F;", "/").replace("&amp;", "&"))
}

/// An address as it is seen from another, without the host where that is the same.
fn absolute(from: &str, to: &str) -> Option<String> {
    let here = url::Url::parse("https://site.invalid").ok()?.join(from).ok()?;
    let there = here.join(to).ok()?;
    let is_here = there.origin() == here.origin();
    // Links that need no server name the file; on one, that would be another address of the page.
    let path = &there[url::Position::BeforePath..];
    let path = path.strip_suffix("/index.html").map_or_else(|| path.to_owned(), |folder| format!("{folder}/"));
    Some(if is_here { path } else { there.into() })
}

/// A path in which a space ends nothing.
fn encoded(path: &str) -> String {
    url::Url::parse("https://site.invalid")
        .and_then(|url| url.join(path))
        .map_or(path.to_owned(), |url| url.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> SealedFile {
        SealedFile { path: path.into(), hash: blake3::hash(b""), length: 0, cause: "".into() }
    }

    #[test]
    fn no_path_gets_one_header_twice() {
        let host = Host { base_path: "/compact/", policy: "default-src 'none'", ..Host::default() };
        let text = headers(&[file("index.html"), file("assets/a.1a2b3c4d5e.css")], &host);
        assert!(
            text.starts_with("/compact/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n")
        );
        let assets = "/compact/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n";
        let pages = "/compact/\n  Cache-Control: public, max-age=60, must-revalidate\n";
        assert!(text.ends_with(&format!("{assets}{pages}")), "{text}");
        assert_eq!(text.matches("Cache-Control").count(), 2);
        let text = headers(&[file("assets/own.css"), file("assets/a.1a2b3c4d5e.css")], &host);
        assert!(text.contains("/compact/assets/a.1a2b3c4d5e.css\n  Cache-Control: public, max-age=31536000"), "{text}");
        assert!(text.contains("/compact/assets/own.css\n  Cache-Control: public, max-age=60"), "{text}");
    }

    #[test]
    fn pages_are_kept_as_long_as_the_settings_say() {
        let lifetimes = Lifetimes { pages: 7, ..Lifetimes::default() };
        let host = Host { base_path: "/", lifetimes, ..Host::default() };
        let text = headers(&[file("a b.txt"), file("themes/x/index.html"), file("themes/y/index.html")], &host);
        let rules: Vec<_> = text.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(rules, ["/*", "/assets/*", "/a%20b.txt", "/themes/*"]);
        assert_eq!(text.matches("max-age=7, must-revalidate").count(), 2);
    }

    #[test]
    fn pages_that_lead_on_are_read_as_browsers_read_them() {
        let page = |to: &str| format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">");
        let to = |target: &str| target_of(&page(target)).and_then(|to| absolute("/c/old/", &to));
        assert_eq!(to("/c/new/").as_deref(), Some("/c/new/"));
        assert_eq!(to("../new/").as_deref(), Some("/c/new/"));
        assert_eq!(to("&#x2F;a&amp;b&#x2F;").as_deref(), Some("/a&b/"));
        assert_eq!(to("../new/index.html").as_deref(), Some("/c/new/"));
        assert_eq!(to("../my-index.html").as_deref(), Some("/c/my-index.html"));
        assert_eq!(to("../../index.html").as_deref(), Some("/"));
        assert_eq!(target_of("<p>").as_deref(), None);
        assert_eq!(encoded("/é b/"), "/%C3%A9%20b/");
    }
}
