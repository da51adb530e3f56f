//! Which pages and files a site has.

use super::{Overview, PAGE_LENGTH, Page};
use crate::catalog::{Catalog, EntryIx};
use crate::entry::{Details, Entry, Kind};
use crate::export::catalogue::ExportIx;
use crate::field::EntryId;
use crate::lang::Lang;
use crate::source::{Span, Spanned};
use crate::vocabulary::{AxisIx, Found, TermIx};

/// The pages that every language has.
pub(super) fn documents(catalog: &Catalog, push: &mut impl FnMut(Page)) {
    push(Page::Home);
    for (entry, _) in catalog.iter() {
        if !is_home_text(catalog, entry) {
            push(Page::Entry(entry));
        }
    }
    for alias in 0..catalog.aliases().len() {
        push(Page::Redirect(alias as u32));
    }
    for kind in kinds(catalog) {
        let count = catalog.of_kind(kind).count();
        paged(count, |number| push(Page::Kind(kind, number)));
    }
    for (axis, its) in catalog.vocabularies.iter() {
        if its.id == GLOSSARY {
            push(Page::Glossary);
            continue;
        }
        if axis_has_page(catalog, axis) {
            push(Page::Axis(axis));
        }
        for term in terms(catalog, axis) {
            paged(catalog.members(term).all.len(), |number| push(Page::Term(term, number)));
            former_names(catalog, term).for_each(|alias| push(Page::FormerTerm(term, alias)));
            if catalog.site.outputs.term_feeds {
                push(Page::TermFeed(term));
            }
            if has_calendar(catalog, term) {
                push(Page::TermCalendar(term));
            }
        }
    }
    if !catalog.documents.is_empty() {
        push(Page::Works);
    }
    for (work, id, _) in catalog.documents.iter() {
        let citing = catalog.cited_by.get(id).map_or(0, Vec::len);
        paged(citing, |number| push(Page::Work(work, number)));
    }
    if !catalog.figures.is_empty() {
        push(Page::Figures);
    }
    for overview in overviews(catalog) {
        push(Page::Overview(overview));
        if overview == Overview::Explore {
            push(Page::ExploreIndex);
            (0..word_parts(catalog)).for_each(|part| push(Page::ExploreWords(part)));
        }
        if overview == Overview::Calendar && catalog.site.outputs.calendar {
            push(Page::CalendarFile);
        }
    }
    push(Page::NotFound);
    if catalog.site.outputs.feed {
        push(Page::Feed);
    }
}

/// The files that there is one of.
pub(super) fn single(catalog: &Catalog, assets: usize, sitemap_parts: usize, mut push: impl FnMut(Page)) {
    let outputs = &catalog.site.outputs;
    if outputs.entry_json {
        for (entry, _) in catalog.iter().filter(|(entry, _)| !is_home_text(catalog, *entry)) {
            push(Page::EntryJson(entry));
        }
    }
    ExportIx::of_site(catalog).for_each(|export| push(Page::Data(export)));
    // A sitemap lists whole addresses, so the site has to know where it will live.
    if outputs.sitemap && !catalog.site.base.origin.is_empty() {
        push(Page::Sitemap);
        (0..sitemap_parts).for_each(|part| push(Page::SitemapPart(part as u32 + 1)));
    }
    let has_own_robots = || catalog.files.iter().any(|file| &*file.path == "static/robots.txt");
    if outputs.sitemap && !has_own_robots() {
        push(Page::Robots);
    }
    (0..assets).for_each(|asset| push(Page::Asset(asset as u32)));
    (0..catalog.files.len()).for_each(|file| push(Page::File(file as u32)));
}

/// The overviews that say something: a site without skills partnerships has no page of corridors.
pub fn overviews(catalog: &Catalog) -> impl Iterator<Item = Overview> {
    let any = |what: &dyn Fn(&Entry) -> bool| catalog.entries.iter().any(|entry| what(entry));
    let has_page = move |overview: &Overview| match overview {
        Overview::Explore => found(catalog).next().is_some(),
        Overview::Coverage => any(&|entry| entry.kind() != Kind::Page),
        Overview::Progress => any(&|entry| {
            let common = &entry.common;
            !common.milestones.is_empty() || !common.reviews.is_empty() || common.next_review.is_some()
        }),
        Overview::Calendar => any(&Entry::has_dates),
        Overview::Needs => any(&|entry| !entry.common.needs.is_empty() || !entry.common.offers.is_empty()),
        Overview::Places => {
            catalog.vocabularies.axis("countries").is_some_and(|axis| terms(catalog, axis).next().is_some())
        }
        Overview::Parties => any(&|entry| matches!(&entry.details, Details::Agreement(own) if !own.parties.is_empty())),
        Overview::Corridors => any(&|entry| entry.kind() == Kind::SkillsPartnership),
        Overview::Data => catalog.site.outputs.data,
    };
    Overview::ALL.iter().copied().filter(has_page)
}

/// Whether a language has a calendar file of the whole site.
pub fn has_calendar_file(catalog: &Catalog) -> bool {
    catalog.site.outputs.calendar && overviews(catalog).any(|overview| overview == Overview::Calendar)
}

/// The axis whose terms have one page together.
pub(super) const GLOSSARY: &str = "glossary";
/// The region that holds all others says nothing.
const WORLD: &str = "001";

/// The page whose text opens the home page and has no address of its own.
pub fn is_home_text(catalog: &Catalog, entry: EntryIx) -> bool {
    let entry = &catalog[entry];
    entry.kind() == Kind::Page && entry.id.as_str() == "home"
}

/// The entries that a search can find, in the order of its index: all but the text of the home page.
pub fn found(catalog: &Catalog) -> impl Iterator<Item = EntryIx> {
    catalog.iter().map(|(ix, _)| ix).filter(|ix| !is_home_text(catalog, *ix))
}

/// Into how many parts the words of texts are split: a part of a small site has those of 16 entries, and two letters, by
/// which they are split, tell no more than so many apart. None where texts are not searched.
pub fn word_parts(catalog: &Catalog) -> u32 {
    const EACH: usize = 16;
    const MOST: usize = 256;
    if !catalog.site.outputs.search {
        return 0;
    }
    (found(catalog).count() / EACH).next_power_of_two().min(MOST) as u32
}

/// Whether an entry has a Markdown file in a language: the home page's text has none, and a language that nobody translated
/// the entry to would have that of the original.
pub fn is_markdown(catalog: &Catalog, lang: Lang, ix: EntryIx) -> bool {
    let is_written =
        lang == catalog.site.main_language() || catalog[ix].translations.iter().any(|(known, _)| *known == lang);
    catalog.site.outputs.markdown && is_written && !is_home_text(catalog, ix)
}

/// The kinds that have a page: those of which there is an entry. Whoever keeps no agreements need not say so.
pub fn kinds(catalog: &Catalog) -> impl Iterator<Item = Kind> {
    Kind::LISTED.into_iter().filter(|kind| catalog.of_kind(*kind).next().is_some())
}

/// Whether an axis has a page: not the glossary, which has one of its own, and not one without terms that have pages: an embedded
/// one that nothing uses, or one that a project has emptied.
pub fn axis_has_page(catalog: &Catalog, axis: AxisIx) -> bool {
    let its = &catalog.vocabularies[axis];
    its.id != GLOSSARY && terms(catalog, axis).next().is_some()
}

/// Countries, regions and occupations come in hundreds with the program; those without entries have no page. Levels and
/// goals are what a compact is measured by, so theirs are there without entries too, but not where there is no compact.
fn is_sparse(catalog: &Catalog, axis: AxisIx) -> bool {
    let its = &catalog.vocabularies[axis];
    its.embedded && (!matches!(its.id.as_str(), "levels" | "sdg") || catalog.has_only_pages())
}

/// The terms of an axis that have pages.
pub fn terms(catalog: &Catalog, axis: AxisIx) -> impl Iterator<Item = TermIx> {
    catalog.vocabularies.terms_of(axis).filter(|term| has_page(catalog, *term))
}

/// The aliases of a term that may have been its id before: those that a project gives it and that have the form of one. Codes of
/// countries come with the program and never were addresses.
fn former_names(catalog: &Catalog, term: TermIx) -> impl Iterator<Item = u32> {
    let aliases = (0..).zip(&catalog.vocabularies[term].term.aliases);
    let is_former = move |(_, alias): &(u32, &Spanned<String>)| {
        let is_own = || catalog.vocabularies.find(term.axis, &alias.value).map(Found::term) == Some(term);
        alias.span != Span::default() && EntryId::parse(&alias.value).is_some() && is_own()
    };
    aliases.filter(is_former).map(|(number, _)| number)
}

/// Whether a term has a page of its own.
pub fn has_page(catalog: &Catalog, term: TermIx) -> bool {
    let its = &catalog.vocabularies[term.axis];
    let id = its.terms[term.term as usize].term.id.as_str();
    let is_world = its.id == "regions" && id == WORLD;
    its.id != GLOSSARY && !is_world && (!is_sparse(catalog, term.axis) || !catalog.members(term).all.is_empty())
}

/// Whether a term has a calendar: some of its entries have dates.
pub fn has_calendar(catalog: &Catalog, term: TermIx) -> bool {
    let entries = &catalog.members(term).all;
    catalog.site.outputs.term_calendars && entries.iter().any(|entry| catalog[*entry].has_dates())
}

fn paged(count: usize, mut page: impl FnMut(u32)) {
    (1..=count.div_ceil(PAGE_LENGTH).max(1)).for_each(|number| page(number as u32));
}
