//! Where an entry shows.

use std::collections::HashSet;

use serde::Serialize;

use super::{EntryName, File, Listing, Whole, pages};
use crate::catalog::{EntryIx, Links};
use crate::entry::{Kind, State};
use crate::export::catalogue::ExportIx;
use crate::export::feed;
use crate::lang::Lang;
use crate::route::{self, Page};

/// An entry, its files and every place where it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryShows {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its title in the main language.
    pub title: String,
    /// What is not published shows in a preview only.
    pub state: State,
    /// Its file and those of its translations.
    pub files: Vec<File>,
    /// Its own page in every language.
    pub pages: Vec<OwnPage>,
    /// The addresses of its former ids.
    pub redirects: Vec<String>,
    /// Its kind, its terms with the broader ones, and the works that it cites: pages that list it.
    pub listed: Vec<Listing>,
    /// The entries that it relates to, and those that relate to it, mention it or offer to help it: their pages show it.
    pub entries: Vec<EntryName>,
    /// The feeds that hold it now; a feed holds the newest entries.
    pub feeds: Vec<String>,
    /// Its data, and the list of all entries as data.
    pub data: Vec<String>,
}

/// The page of an entry in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnPage {
    /// The language of the page.
    pub lang: Lang,
    /// Its address.
    pub address: String,
    /// The language of the texts on it: the original's where there is no translation.
    pub texts: Lang,
}

/// Where an entry shows. Addresses of lists are those of `lang`.
pub fn entry(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> EntryShows {
    let entry = &whole.catalog[ix];
    EntryShows {
        id: entry.id.to_string(),
        kind: entry.kind(),
        title: entry.common.title.value.clone(),
        state: entry.common.state_at(whole.catalog.as_of.instant),
        files: files(whole, ix),
        pages: own_pages(whole, ix),
        redirects: redirects(whole, ix, lang),
        listed: listed(whole, ix, lang),
        entries: neighbours(whole, ix, lang),
        feeds: feeds(whole, ix, lang),
        data: data(whole, ix),
    }
}

/// The file of an entry and those of its translations.
pub(super) fn files(whole: Whole<'_>, ix: EntryIx) -> Vec<File> {
    let entry = &whole.catalog[ix];
    let main = whole.catalog.site.main_language();
    let original = File { lang: Some(main), ..File::whole(&entry.source) };
    let translations = entry.translations.iter().map(|(lang, translation)| File {
        lang: Some(*lang),
        stale: translation.follows(entry) == Some(false),
        ..File::whole(&translation.source)
    });
    std::iter::once(original).chain(translations).collect()
}

fn own_pages(whole: Whole<'_>, ix: EntryIx) -> Vec<OwnPage> {
    let site = &whole.catalog.site;
    let translations = &whole.catalog[ix].translations;
    let is_translated = |lang: Lang| translations.iter().any(|(known, _)| *known == lang);
    let page = |lang: &Lang| OwnPage {
        lang: *lang,
        address: whole.address(*lang, Page::Entry(ix)),
        texts: if is_translated(*lang) { *lang } else { site.main_language() },
    };
    site.languages.iter().map(page).collect()
}

fn redirects(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> Vec<String> {
    let aliases = (0..).zip(whole.catalog.aliases()).filter(|(_, (_, entry))| *entry == ix);
    aliases.map(|(alias, _)| whole.address(lang, Page::Redirect(alias))).collect()
}

/// The pages that list an entry: its kind, its terms with the broader ones, and the works that it cites.
pub fn listed(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> Vec<Listing> {
    let catalog = whole.catalog;
    let links = catalog.links(ix);
    let mut terms = Vec::new();
    for term in links.terms.iter().flat_map(|term| catalog.vocabularies.with_broader(*term)) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    let with_page = terms.into_iter().map(|term| whole.term(lang, term)).filter(|listing| listing.address.is_some());
    let works = links.citations.iter().filter_map(|citation| whole.work(lang, &citation.work));
    kind(whole, catalog[ix].kind(), lang).into_iter().chain(with_page).chain(works).collect()
}

fn kind(whole: Whole<'_>, kind: Kind, lang: Lang) -> Option<Listing> {
    let count = whole.catalog.of_kind(kind).count();
    Kind::LISTED.contains(&kind).then(|| Listing {
        of: "kind".into(),
        id: kind.as_str().to_owned(),
        title: kind.plural().replace('-', " "),
        address: Some(whole.address(lang, Page::Kind(kind, 1))),
        pages: pages(count),
    })
}

/// The entries whose pages show an entry, and whose cards are on its page.
pub(super) fn neighbours(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> Vec<EntryName> {
    let links = whole.catalog.links(ix);
    let forward = links.relations.iter().map(|(relation, other)| (*other, relation.as_str()));
    let mentions = links.mentions.iter().map(|other| (*other, "mentions"));
    named(whole, ix, lang, forward.chain(backward(links)).chain(mentions))
}

/// The entries whose pages lead to an entry: they relate to it, mention it, or offer to help it.
pub fn leading_to(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> Vec<EntryName> {
    named(whole, ix, lang, backward(whole.catalog.links(ix)))
}

fn backward(links: &Links) -> impl Iterator<Item = (EntryIx, &'static str)> {
    let related = links.inverse.iter().map(|(relation, other)| (*other, relation.inverse()));
    let mentioned = links.mentioned_by.iter().map(|mention| (mention.by, "mentioned_by"));
    let offers = links.offered.iter().map(|(_, other)| (*other, "offered_help_by"));
    related.chain(mentioned).chain(offers)
}

/// Other entries with what each has to do with one, each once.
fn named(
    whole: Whole<'_>,
    ix: EntryIx,
    lang: Lang,
    found: impl Iterator<Item = (EntryIx, &'static str)>,
) -> Vec<EntryName> {
    let mut others = Vec::new();
    let mut known = HashSet::new();
    for (other, how) in found.filter(|(other, _)| *other != ix) {
        if known.insert((other, how)) {
            others.push(whole.entry_name(lang, other, how));
        }
    }
    others
}

fn feeds(whole: Whole<'_>, ix: EntryIx, lang: Lang) -> Vec<String> {
    let catalog = whole.catalog;
    let mut feeds = Vec::new();
    if catalog.site.outputs.feed && feed::entries_of_site(catalog).contains(&ix) {
        feeds.push(whole.address(lang, Page::Feed));
    }
    if !catalog.site.outputs.term_feeds {
        return feeds;
    }
    let mut terms: Vec<_> =
        catalog.links(ix).terms.iter().flat_map(|t| catalog.vocabularies.with_broader(*t)).collect();
    terms.sort_unstable();
    terms.dedup();
    let held = terms
        .into_iter()
        .filter(|term| route::has_page(catalog, *term) && feed::entries_of_term(catalog, *term).contains(&ix));
    feeds.extend(held.map(|term| whole.address(lang, Page::TermFeed(term))));
    feeds
}

fn data(whole: Whole<'_>, ix: EntryIx) -> Vec<String> {
    let catalog = whole.catalog;
    let main = catalog.site.main_language();
    let own = (catalog.site.outputs.entry_json && !route::is_home_text(catalog, ix)).then_some(Page::EntryJson(ix));
    let all = ExportIx::of_site(catalog).filter(|export| export.file == "data/entries.json");
    own.into_iter().chain(all.map(Page::Data)).map(|page| whole.address(main, page)).collect()
}
