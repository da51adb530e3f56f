//! Where a page comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::entry::{files, neighbours};
use super::{EntryName, File, Listing, Whole};
use crate::catalog::EntryIx;
use crate::export::feed;
use crate::lang::Lang;
use crate::render;
use crate::route::{self, Page, Route};
use crate::vocabulary::{AxisIx, TermIx};

/// A page or file of the site, and what it is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageOrigin {
    /// Its address from the site's base on.
    pub address: String,
    /// Its whole address, when the site says where it will live.
    pub url: Option<String>,
    /// What sort of page it is: `entry`, `term`, `feed`.
    pub family: &'static str,
    /// Its language.
    pub lang: Lang,
    /// The file of its template; none when it is made without one.
    pub template: Option<String>,
    /// The files that it is made from, the one it is about first.
    pub files: Vec<File>,
    /// The terms that it is about or names.
    pub terms: Vec<Listing>,
    /// The entries that it is about, lists or names.
    pub entries: Vec<EntryName>,
    /// How many of the entries name the term itself and not a narrower one; of pages of terms.
    pub direct: Option<usize>,
}

/// What a route is made from.
pub fn page(whole: Whole<'_>, route: Route) -> PageOrigin {
    let lang = route.lang;
    let members = entries(whole, route);
    let address = whole.address_of(route);
    let base = &whole.catalog.site.base;
    PageOrigin {
        url: (!base.origin.is_empty()).then(|| format!("{base}{}", address.trim_start_matches('/'))),
        address,
        family: route.page.family(),
        lang,
        template: template(whole, route.page),
        files: sources(whole, route.page),
        terms: terms(whole, route.page).into_iter().map(|term| whole.term(lang, term)).collect(),
        entries: members,
        direct: match route.page {
            Page::Term(term, _) => Some(whole.catalog.members(term).direct.len()),
            _ => None,
        },
    }
}

/// The file of the template of a page; none when it is made without one.
pub fn template(whole: Whole<'_>, page: Page) -> Option<String> {
    let page = match page {
        // Its text is read on the home page and nowhere else.
        Page::Entry(ix) if route::is_home_text(whole.catalog, ix) => Page::Home,
        page => page,
    };
    let template = render::template(page).and_then(|name| whole.theme.templates.get(name));
    template.map(|source| source.path.to_string())
}

/// The files that a page is made from, the one it is about first.
pub fn sources(whole: Whole<'_>, page: Page) -> Vec<File> {
    let catalog = whole.catalog;
    match page {
        Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) => files(whole, ix),
        Page::Home => home_text(whole).map(|ix| files(whole, ix)).unwrap_or_default(),
        Page::Axis(axis) => files_of_axis(whole, axis),
        Page::Glossary => {
            catalog.vocabularies.axis("glossary").map(|axis| files_of_axis(whole, axis)).unwrap_or_default()
        }
        Page::Works => {
            let sources: BTreeMap<_, _> =
                catalog.documents.iter().map(|(.., listed)| (&listed.source.path, &listed.source)).collect();
            sources.into_values().map(|source| File::whole(source)).collect()
        }
        Page::Figures => catalog.figures_source.iter().map(|source| File::whole(source)).collect(),
        Page::Asset(at) => whole.theme.assets.get(at as usize).map(asset).into_iter().collect(),
        Page::File(at) => {
            vec![File { path: catalog.files[at as usize].path.to_string(), line: None, lang: None, stale: false }]
        }
        page => route::origin(catalog, page).map(|(source, span)| File::at(&source, span)).into_iter().collect(),
    }
}

fn asset(asset: &crate::theme::Asset) -> File {
    File { path: format!("static/{} of the theme", asset.name), line: None, lang: None, stale: false }
}

/// The entry whose text is read on the home page.
pub(super) fn home_text(whole: Whole<'_>) -> Option<EntryIx> {
    whole.catalog.iter().map(|(ix, _)| ix).find(|ix| route::is_home_text(whole.catalog, *ix))
}

fn files_of_axis(whole: Whole<'_>, axis: AxisIx) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for node in &whole.catalog.vocabularies[axis].terms {
        let file = File::whole(&node.source);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

fn terms(whole: Whole<'_>, page: Page) -> Vec<TermIx> {
    match page {
        Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) => whole.catalog.links(ix).terms.clone(),
        Page::FormerTerm(term, _) => vec![term],
        Page::Term(term, _) | Page::TermFeed(term) => {
            let node = &whole.catalog.vocabularies[term];
            let around = whole.catalog.vocabularies.with_broader(term).chain(node.narrower.iter().copied());
            around.chain(node.related.iter().copied()).collect()
        }
        Page::Axis(axis) => route::terms(whole.catalog, axis).collect(),
        _ => Vec::new(),
    }
}

fn entries(whole: Whole<'_>, route: Route) -> Vec<EntryName> {
    let catalog = whole.catalog;
    let lang = route.lang;
    let listed = |list: &[EntryIx]| list.iter().map(|ix| whole.entry_name(lang, *ix, "listed")).collect();
    match route.page {
        Page::Entry(ix) => {
            let own = whole.entry_name(lang, ix, "itself");
            std::iter::once(own).chain(neighbours(whole, ix, lang)).collect()
        }
        Page::EntryJson(ix) | Page::EntryMarkdown(ix) => vec![whole.entry_name(lang, ix, "itself")],
        Page::Home => home_text(whole).map(|ix| whole.entry_name(lang, ix, "text")).into_iter().collect(),
        Page::Redirect(alias) => {
            let target = catalog.aliases().get(alias as usize).map(|(_, ix)| *ix);
            target.map(|ix| whole.entry_name(lang, ix, "leads_to")).into_iter().collect()
        }
        Page::Kind(kind, _) => listed(&catalog.of_kind(kind).collect::<Vec<_>>()),
        Page::Term(term, _) => listed(&catalog.members(term).all),
        Page::TermFeed(term) => listed(&feed::entries_of_term(catalog, term)),
        Page::Feed => listed(&feed::entries_of_site(catalog)),
        Page::Work(work, _) => {
            let id = catalog.documents.at(work).map(|(id, _)| id);
            id.and_then(|id| catalog.cited_by.get(id)).map(|citing| listed(citing)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
