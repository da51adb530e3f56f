//! What changed beside entries.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::load::{Input, Stamp};

/// How a file is known.
#[derive(PartialEq, Eq)]
enum Known {
    Text(blake3::Hash),
    Bytes(Stamp),
}

fn files(input: &Input) -> BTreeMap<&str, Known> {
    let lists = [&input.vocabularies, &input.outlines, &input.theme].into_iter().flatten();
    let ones = [&input.terminology, &input.documents, &input.bibtex, &input.style, &input.figures];
    let texts = lists.chain(ones.into_iter().flatten());
    let texts = texts.map(|source| (&*source.path, Known::Text(source.hash)));
    texts.chain(input.files.iter().map(|file| (&*file.path, Known::Bytes(file.stamp)))).collect()
}

/// The files that one of two inputs has and the other has not, or has otherwise.
pub(super) fn differing(old: &Input, new: &Input) -> Vec<String> {
    let (old, new) = (files(old), files(new));
    let changed = new.iter().filter(|(path, known)| old.get(*path) != Some(*known)).map(|(path, _)| *path);
    let gone = old.keys().filter(|path| !new.contains_key(*path)).copied();
    changed.chain(gone).map(str::to_owned).collect()
}

/// The files of problems that came or went.
pub(super) fn files_of(old: &[Diagnostic], new: &[Diagnostic]) -> Vec<String> {
    let only = |from: &[Diagnostic], other: &[Diagnostic]| {
        let found = from.iter().filter(|problem| !other.contains(problem));
        found.map(|problem| problem.place.source.path.to_string()).collect::<Vec<_>>()
    };
    let mut files = [only(new, old), only(old, new)].concat();
    files.sort_unstable();
    files.dedup();
    files
}
