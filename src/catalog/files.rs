//! Which files the site has: all of the project but those that only unpublished texts refer to.

use ahash::HashSet;

use crate::entry::Entry;
use crate::load::{FILES, FilePath};
use crate::markdown::{Body, Target};

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

/// Takes away the files that withheld texts refer to and no others do: a picture can tell what its entry may not yet. What
/// nobody refers to stays, since templates and other sites may.
pub(super) fn publish<'a>(
    files: &mut Vec<FilePath>,
    mut withheld: HashSet<Box<str>>,
    shown: impl Iterator<Item = &'a str>,
) {
    if withheld.is_empty() {
        return;
    }
    shown.for_each(|path| {
        withheld.remove(path);
    });
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
        publish(&mut files, ["a.pdf", "b.pdf"].map(Box::from).into_iter().collect(), ["b.pdf"].into_iter());
        let left: Vec<&str> = files.iter().map(|file| &*file.path).collect();
        assert_eq!(left, [all[1], all[2], all[3]]);
    }
}
