//! Which files the site has: all of the project but those that only unpublished texts refer to.

use std::sync::Arc;

use ahash::HashSet;

use crate::entry::Entry;
use crate::load::{FILES, FilePath};
use crate::markdown::{Body, Target};
use crate::source::Source;

/// The files that a text refers to, as links or as pictures, below `content/files/`.
pub(super) fn of_body(body: &Body) -> impl Iterator<Item = &str> {
    body.holes().filter_map(|hole| match &hole.target {
        Target::File { path, .. } | Target::Image { path, .. } => Some(&**path),
        _ => None,
    })
}

/// The files that an entry refers to, in all its languages.
pub(super) fn of_entry(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.bodies().flat_map(of_body)
}

/// What withheld texts refer to.
#[derive(Default)]
pub(super) struct Withheld {
    /// Paths below `content/files/`.
    pub files: HashSet<Box<str>>,
    /// The texts whole: an address of the site, or a field, may name a file too.
    pub texts: Vec<Arc<Source>>,
}

/// Whether a text names a file of `content/files/` by the address that it has on the site.
fn names(text: &str, path: &str) -> bool {
    text.contains(&format!("files/{path}"))
}

/// Takes away the files that withheld texts refer to and no others do: a picture can tell what its entry may not yet. What
/// nobody refers to stays, since templates and other sites may.
pub(super) fn publish<'a>(
    files: &mut Vec<FilePath>,
    Withheld { files: mut withheld, texts }: Withheld,
    shown: impl Iterator<Item = &'a str>,
    shown_texts: &[&str],
) {
    if texts.is_empty() {
        return;
    }
    let below = files.iter().filter_map(|file| file.path.strip_prefix(FILES));
    let named = below.filter(|path| texts.iter().any(|source| names(&source.text, path)));
    withheld.extend(named.map(Box::from));
    shown.for_each(|path| {
        withheld.remove(path);
    });
    withheld.retain(|path| !shown_texts.iter().any(|text| names(text, path)));
    files.retain(|file| file.path.strip_prefix(FILES).is_none_or(|path| !withheld.contains(path)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Stamp;

    #[test]
    fn a_file_goes_where_only_withheld_texts_refer_to_it() {
        let file = |path: &str| FilePath { path: path.into(), stamp: Stamp::default() };
        let all = ["content/files/a.pdf", "content/files/b.pdf", "content/files/c.pdf", "static/a.pdf"];
        let mut files: Vec<FilePath> = all.into_iter().map(file).collect();
        let texts = vec![Source::new("content/x.md", "a.pdf b.pdf")];
        let withheld = Withheld { files: ["a.pdf", "b.pdf"].map(Box::from).into_iter().collect(), texts };
        publish(&mut files, withheld, ["b.pdf"].into_iter(), &[]);
        let left: Vec<&str> = files.iter().map(|file| &*file.path).collect();
        assert_eq!(left, [all[1], all[2], all[3]]);
    }

    #[test]
    fn an_address_of_the_site_is_a_reference_too() {
        let file = |path: &str| FilePath { path: path.into(), stamp: Stamp::default() };
        let all = ["content/files/a.pdf", "content/files/b.pdf", "content/files/c.pdf"];
        let mut files: Vec<FilePath> = all.into_iter().map(file).collect();
        let text = "evidence: https://site.example/files/a.pdf\n[b](https://site.example/files/b.pdf)";
        let withheld = Withheld { texts: vec![Source::new("content/x.md", text)], ..Withheld::default() };
        publish(&mut files, withheld, std::iter::empty(), &["see https://site.example/files/b.pdf"]);
        let left: Vec<&str> = files.iter().map(|file| &*file.path).collect();
        assert_eq!(left, [all[1], all[2]]);
    }
}
