//! What a file of the project brings, and which pages it has a part in.

use super::Whole;
use super::page::{home_text, sources, template};
use crate::catalog::EntryIx;
use crate::entry::Kind;
use crate::markdown::{Body, Target};
use crate::render;
use crate::route::{Page, Route};
use crate::site::{self, StyleName};
use crate::vocabulary::{AxisIx, TermIx};

/// The pages and files of the site that a file has a part in. Of what has a part in everything, that is all pages.
pub fn made_from(whole: Whole<'_>, path: &str) -> Vec<Route> {
    let part = part(whole, path);
    whole.routes.list.iter().filter(|route| has_part(whole, part, path, **route)).copied().collect()
}

/// What a file brings, in words; none for what is seen from its pages alone.
pub fn brings(whole: Whole<'_>, path: &str) -> Option<String> {
    let catalog = whole.catalog;
    let several = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    Some(match part(whole, path) {
        Part::Everything => "the settings: every page".to_owned(),
        Part::Words(lang) => format!("what the site says by itself in `{lang}`: every page in that language"),
        Part::Style => "how works are cited".to_owned(),
        Part::Look => "how pages look and behave: every page may load it".to_owned(),
        Part::Outline(work) => {
            let sections = catalog.outlines.get(work).map_or(0, |outline| outline.sections.len());
            format!("{} of `{work}`", several(sections, "section"))
        }
        Part::Axis(axis) => {
            let its = &catalog.vocabularies[axis];
            let own = its.terms.iter().filter(|node| &*node.source.path == path).count();
            let more = if own < its.terms.len() { ", beside others" } else { "" };
            format!("{} of `{}`{more}", several(own, "term"), its.id)
        }
        Part::Works => {
            let own = catalog.documents.iter().filter(|(_, _, listed)| &*listed.source.path == path).count();
            several(own, "work")
        }
        Part::Figures => several(catalog.figures.len(), "figure"),
        Part::Other => return of_nobody(path),
    })
}

/// What a file is to the site, where its pages alone do not say it.
#[derive(Clone, Copy)]
enum Part<'a> {
    Everything,
    Words(crate::lang::Lang),
    Style,
    Look,
    /// Of the work of that id.
    Outline(&'a str),
    Axis(AxisIx),
    Works,
    Figures,
    Other,
}

fn part<'a>(whole: Whole<'a>, path: &str) -> Part<'a> {
    let catalog = whole.catalog;
    if path == site::FILE {
        return Part::Everything;
    }
    if let StyleName::File(style) = &catalog.site.citation_style
        && style.value == path
    {
        return Part::Style;
    }
    let words = whole.theme.strings.iter().find(|(_, files)| files.iter().any(|source| &*source.path == path));
    if let Some((lang, _)) = words {
        return Part::Words(*lang);
    }
    if let Some((work, _)) = catalog.outline_sources.iter().find(|(_, source)| &*source.path == path) {
        return Part::Outline(work);
    }
    if let Some(axis) = axis(whole, path) {
        return Part::Axis(axis);
    }
    if catalog.documents.iter().any(|(_, _, listed)| &*listed.source.path == path) {
        return Part::Works;
    }
    if catalog.figures_source.as_ref().is_some_and(|source| &*source.path == path) {
        return Part::Figures;
    }
    if asset(whole, path).is_some() { Part::Look } else { Part::Other }
}

/// The axis that a file brings, or adds to.
fn axis(whole: Whole<'_>, path: &str) -> Option<AxisIx> {
    let found = whole.catalog.vocabularies.iter().find(|(_, axis)| {
        axis.declared.as_ref().is_some_and(|(source, _)| &*source.path == path)
            || axis.terms.iter().any(|node| &*node.source.path == path)
    });
    found.map(|(axis, _)| axis)
}

/// The number of a static file of the theme by its path in the project.
fn asset(whole: Whole<'_>, path: &str) -> Option<u32> {
    let name = path
        .strip_prefix("static/")
        .or_else(|| path.strip_prefix("themes/")?.split_once("/static/").map(|(_, name)| name))?;
    whole.theme.assets.iter().position(|asset| asset.name == name).map(|at| at as u32)
}

fn has_part(whole: Whole<'_>, part: Part<'_>, path: &str, route: Route) -> bool {
    let is_page = || render::template(route.page).is_some();
    match part {
        Part::Everything => is_page(),
        Part::Words(lang) => is_page() && route.lang == lang,
        Part::Look => is_page() || matches!(route.page, Page::Asset(at) if asset(whole, path) == Some(at)),
        Part::Style => match route.page {
            Page::Works | Page::Work(..) => true,
            Page::Entry(ix) => !whole.catalog.links(ix).citations.is_empty(),
            _ => false,
        },
        Part::Outline(work) => match route.page {
            Page::Work(number, _) => whole.catalog.documents.number(work) == Some(number),
            Page::Data(export) => export.file == "data/concordance.json",
            _ => false,
        },
        Part::Axis(axis) => of_axis(whole, axis, path, route.page),
        Part::Works => is_source(whole, path, route.page) || cites(whole, path, route.page),
        Part::Figures => is_source(whole, path, route.page) || shows_figure(whole, route.page),
        Part::Other => {
            template(whole, route.page).is_some_and(|template| template == path) || is_source(whole, path, route.page)
        }
    }
}

fn is_source(whole: Whole<'_>, path: &str, page: Page) -> bool {
    sources(whole, page).iter().any(|file| file.path == path)
}

/// The entry whose text is read on a page.
fn text_of(whole: Whole<'_>, page: Page) -> Option<EntryIx> {
    match page {
        Page::Entry(ix) | Page::EntryJson(ix) | Page::EntryMarkdown(ix) => Some(ix),
        Page::Home => home_text(whole),
        _ => None,
    }
}

/// Whether a page cites a work that the file describes.
fn cites(whole: Whole<'_>, path: &str, page: Page) -> bool {
    let documents = &whole.catalog.documents;
    text_of(whole, page).is_some_and(|ix| {
        whole.catalog.links(ix).citations.iter().any(|citation| {
            let listed = documents.number(&citation.work).and_then(|number| documents.at(number));
            listed.is_some_and(|(_, listed)| &*listed.source.path == path)
        })
    })
}

/// Whether a page shows the value of a figure.
fn shows_figure(whole: Whole<'_>, page: Page) -> bool {
    targets(whole, page).any(|target| matches!(target, Target::Figure { .. }))
}

/// What the text of a page refers to, in whatever language.
fn targets(whole: Whole<'_>, page: Page) -> impl Iterator<Item = &Target> {
    let bodies = text_of(whole, page).into_iter().flat_map(move |ix| whole.catalog[ix].bodies());
    bodies.flat_map(Body::holes).map(|hole| &hole.target)
}

/// Pages of the axis and of those of its terms that the file brings, and of entries that name one of them; of an axis that comes
/// with the program, all that are not brought by another file.
fn of_axis(whole: Whole<'_>, axis: AxisIx, path: &str, page: Page) -> bool {
    let vocabularies = &whole.catalog.vocabularies;
    let brings = |term: TermIx| {
        let source = &vocabularies[term].source;
        term.axis == axis && (&*source.path == path || source.is_embedded())
    };
    match page {
        Page::Axis(own) => own == axis,
        Page::Glossary => vocabularies.axis("glossary") == Some(axis),
        Page::Term(term, _) | Page::FormerTerm(term, _) | Page::TermFeed(term) | Page::TermCalendar(term) => {
            brings(term)
        }
        page => {
            let named = text_of(whole, page).into_iter().flat_map(|ix| whole.catalog.links(ix).terms.iter().copied());
            let said = targets(whole, page).filter_map(|target| match target {
                Target::Term { axis, id, .. } => vocabularies.referred(axis, id),
                _ => None,
            });
            named.chain(said).any(brings)
        }
    }
}

/// What a file is for that is on no page.
fn of_nobody(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path == "content/vocabulary/terminology.yaml" {
        return Some("words that `compendium check` advises against; it makes no page".to_owned());
    }
    if ["README.md", "LICENSE.md", "CONTRIBUTING.md"].contains(&name) && path.starts_with("content/") {
        return Some("a text for those who keep the content; it makes no page".to_owned());
    }
    let kind = path.strip_prefix("archetypes/")?.strip_suffix(".md").and_then(Kind::from_word)?;
    Some(format!("what `compendium new {kind}` writes; it makes no page"))
}
