//! What a target shall hold: every file of a build, or of an earlier generation, with how it is encoded and served.

use std::sync::Arc;

use crate::media;
use crate::output::SealedFile;

use super::encode::Encoding;
use super::headers::{Lifetimes, headers};
use super::record::{Entries, Entry, Served};
use super::target::{Headers, Traits};

/// One file that shall be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where.
    pub path: Arc<str>,
    /// What it holds.
    pub entry: Entry,
    /// How it is served.
    pub headers: Headers,
    /// Where its content comes from.
    pub source: Source,
    /// When it is written, when it is there already.
    pub stage: Stage,
}

/// Where content comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The file of the build with this number.
    Local(usize),
    /// What the target keeps of replaced contents.
    Kept,
}

/// When a file is written: what others refer to before those others, and what is new before what is changed, since only
/// what is changed can refer to what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files that pages load.
    Asset,
    /// Anything that is not there yet.
    New,
    /// Pages that publications wrote which did not end, so that no manifest names them.
    Stray,
    /// The home page, when there is none yet: it leads to all that is new.
    NewHome,
    /// Pages of entries.
    Page,
    /// Lists.
    Index,
    /// The home page.
    Home,
    /// Feeds and data.
    Data,
}

/// How a site is written to a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Encodings, beside the plain file or in its place.
    pub precompress: Vec<Encoding>,
    /// How long caches keep what.
    pub lifetimes: Lifetimes,
}

/// What these files want to be there, sorted by path.
pub fn of_build<'a>(files: impl Iterator<Item = &'a SealedFile>, manner: &Manner, traits: Traits) -> Vec<Wanted> {
    let mut wanted: Vec<_> = files.enumerate().flat_map(|(at, file)| of_file(at, file, manner, traits)).collect();
    wanted.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    wanted
}

fn of_file(at: usize, file: &SealedFile, manner: &Manner, traits: Traits) -> Vec<Wanted> {
    let encodings: &[Encoding] = if media::shrinks(&file.path) { &manner.precompress } else { &[] };
    let one = |encoding: Option<Encoding>, ending: &str| {
        let headers = headers(&file.path, manner.lifetimes, encoding.map(Encoding::name));
        let served = traits.serves_headers.then(|| Served::of(&headers));
        let entry = Entry {
            blake3: file.hash,
            length: file.length,
            encoding,
            stored: None,
            served,
            retired: None,
            gone: false,
        };
        let stage = stage(&file.path, &file.cause);
        let path = if ending.is_empty() { Arc::clone(&file.path) } else { format!("{}{ending}", file.path).into() };
        Wanted { path, entry, headers, source: Source::Local(at), stage }
    };
    if traits.siblings {
        let beside = encodings.iter().map(|encoding| one(Some(*encoding), encoding.ending()));
        return std::iter::once(one(None, "")).chain(beside).collect();
    }
    vec![one(encodings.first().copied().filter(|_| traits.serves_headers), "")]
}

/// Files of an earlier generation.
pub fn of_entries(entries: Entries) -> Vec<Wanted> {
    let wanted = |(path, entry): (Arc<str>, Entry)| {
        let stage = stage(&path, "");
        // A kept content has its headers already.
        Wanted { path, entry, headers: Headers::default(), source: Source::Kept, stage }
    };
    entries.into_iter().map(wanted).collect()
}

impl Stage {
    /// When a file is written that is there and that no manifest names. Whether readers have found it is not known: it may
    /// lead nowhere, so it comes before the pages that they know, and what it leads to before itself.
    #[must_use]
    pub const fn of_stray(self) -> Self {
        match self {
            Self::Page | Self::Index => Self::Stray,
            _ => self,
        }
    }

    /// When a file is written that readers cannot have found yet.
    #[must_use]
    pub const fn of_new(self) -> Self {
        match self {
            Self::Asset => Self::Asset,
            Self::Home => Self::NewHome,
            _ => Self::New,
        }
    }
}

/// `cause` is the path of a source for pages of entries; it is not known of earlier generations.
fn stage(path: &str, cause: &str) -> Stage {
    let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")).unwrap_or(path);
    if path.starts_with("assets/") || matches!(cause, "asset" | "file") {
        Stage::Asset
    } else if !plain.ends_with(".html") {
        Stage::Data
    } else if plain == "index.html" {
        Stage::Home
    } else if cause.starts_with("content/") || cause == "redirect" {
        Stage::Page
    } else {
        Stage::Index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(serves_headers: bool, siblings: bool) -> Traits {
        Traits { serves_headers, siblings, is_atomic: false, is_flat: false, concurrency: 1 }
    }

    fn file(path: &str, cause: &str) -> SealedFile {
        SealedFile { path: path.into(), hash: blake3::hash(b"x"), length: 1, cause: cause.into() }
    }

    #[test]
    fn encodings_stand_beside_or_in_place_of_the_plain_file() {
        let manner = Manner { precompress: vec![Encoding::Gzip, Encoding::Br], ..Manner::default() };
        let paths = |path: &str, traits| {
            let wanted = of_file(0, &file(path, ""), &manner, traits);
            wanted.into_iter().map(|wanted| (wanted.path, wanted.headers.encoding)).collect::<Vec<_>>()
        };
        let beside = paths("a.html", traits(false, true));
        assert_eq!(
            beside,
            [("a.html".into(), None), ("a.html.gz".into(), Some("gzip")), ("a.html.br".into(), Some("br"))]
        );
        assert_eq!(paths("a.html", traits(true, false)), [("a.html".into(), Some("gzip"))]);
        assert_eq!(paths("a.png", traits(false, true)), [("a.png".into(), None)]);
    }

    #[test]
    fn other_headers_make_another_object() {
        let served = |pages| {
            let manner = Manner { lifetimes: Lifetimes { pages, ..Lifetimes::default() }, ..Manner::default() };
            of_file(0, &file("a.html", ""), &manner, traits(true, false)).remove(0).entry.served
        };
        assert_eq!(served(60), served(60));
        assert_ne!(served(60), served(61));
    }

    #[test]
    fn pages_come_before_lists_and_lists_before_feeds() {
        let stages = [
            stage("assets/a.css", "asset"),
            stage("commitments/a/index.html", "content/a.md"),
            stage("commitments/index.html.gz", "kind"),
            stage("feed.xml", "feed"),
        ];
        assert_eq!(stages, [Stage::Asset, Stage::Page, Stage::Index, Stage::Data]);
    }
}
