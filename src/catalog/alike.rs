//! Whether an entry can take the place of another one in a linked catalog.

use super::resolve::resolve;
use super::{Catalog, EntryIx, files, translations};
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::entry::{Entry, Kind};
use crate::markdown::{Body, Target};

/// What is wrong with what a new version of an entry names, when it is linked as the old one is; `None` when it is not,
/// so that everything has to be linked anew.
pub(super) fn alike(catalog: &Catalog, ix: EntryIx, entry: &Entry) -> Option<Vec<Diagnostic>> {
    let old = &catalog[ix];
    if !seen_alike(old, entry) {
        return None;
    }
    let links = catalog.links(ix);
    let (mut new, mut problems) = resolve(catalog, entry);
    let (before, _) = resolve(catalog, old);
    let same = new.links.terms == links.terms
        && new.links.relations == links.relations
        && new.links.mentions == links.mentions
        && new.links.citations == links.citations
        && new.mentions == before.mentions;
    new.suggest(catalog, &mut problems, &mut Suggestions::default());
    let doubtful = new.doubtful(catalog, &mut Suggestions::default());
    same.then(|| problems.into_iter().chain(doubtful).chain(translations::stale(entry)).collect())
}

/// The addresses of the site that the texts of an entry lead to, in all its languages.
fn addresses(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.bodies().flat_map(Body::holes).filter_map(|hole| match &hole.target {
        Target::Address { address, .. } => Some(&**address),
        _ => None,
    })
}

/// Whether others see the same of two versions of an entry, but for the texts that cards and links show.
fn seen_alike(old: &Entry, new: &Entry) -> bool {
    let (a, b) = (&old.common, &new.common);
    let anchors = |entry: &Entry| entry.bodies().flat_map(Body::anchors).map(str::to_owned).collect::<Vec<_>>();
    let titles = |entry: &Entry| {
        let translated = entry.translations.iter().map(|(_, translation)| &translation.texts.title);
        std::iter::once(&entry.common.title).chain(translated).map(|title| title.value.clone()).collect::<Vec<_>>()
    };
    let of = |entry: &Entry| entry.translations.iter().map(|(lang, _)| *lang).collect::<Vec<_>>();
    old.id == new.id
        && old.kind() == new.kind()
        && (a.draft, &a.embargo) == (b.draft, &b.embargo)
        && (&a.date, &a.updated) == (&b.date, &b.updated)
        && a.aliases == b.aliases
        && a.needs == b.needs
        && a.offers == b.offers
        // Every page of the site names the pages among its places.
        && (old.kind() != Kind::Page || (old.order() == new.order() && titles(old) == titles(new)))
        && old.has_dates() == new.has_dates()
        && anchors(old) == anchors(new)
        && of(old) == of(new)
        // A file that only withheld texts referred to comes to the site with the first other reference.
        && files::of_entry(old).eq(files::of_entry(new))
        // Whether there is a page at an address is told when all pages are known.
        && addresses(old).eq(addresses(new))
}
