//! The bibliography, a work with its concordance, the statistics, the glossary.

use std::collections::BTreeSet;

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::letters::{self, Letter};
use super::lists::{Pager, pager};
use super::parts::{DateView, SourceView, date_view, source_view};
use super::reference::{Reference, reference};
use super::strip::{self, Strip};
use super::{body, edition};
use crate::catalog::{Catalog, EntryIx};
use crate::entry::Kind;
use crate::lang::Lang;
use crate::library::Section;
use crate::route::{PAGE_LENGTH, Page};

/// Of the entries that rest on a paragraph so many are named there; `data/concordance.json` names all.
const RESTING: usize = 50;

/// The bibliography.
#[derive(Debug, Serialize)]
pub struct WorksView {
    /// Works that have an outline: the ones with a concordance.
    pub outlined: Vec<Reference>,
    /// All other works.
    pub works: Vec<Reference>,
    /// Letters that lead to the first of these works that begins with each.
    pub letters: Vec<Letter>,
}

/// A work.
#[derive(Debug, Serialize)]
pub struct WorkView {
    /// The work as the bibliography has it, without a link to this page.
    pub html: Value,
    /// A remark.
    pub note: Option<String>,
    /// The language of the remark, when that is not the page's.
    note_lang: Option<Lang>,
    /// Its title.
    #[serde(skip)]
    pub title: String,
    /// The work as the bibliography has it, as plain text.
    #[serde(skip)]
    pub text: String,
    /// Its sections with their paragraphs; empty when its outline is not known.
    pub sections: Vec<SectionView>,
    /// How many paragraphs some entry rests on, and how many there are, in words.
    pub covered: Option<String>,
    /// How many paragraphs are bare, in words.
    pub bare: Option<String>,
    /// All paragraphs as a drawing, on the first page.
    pub strip: Option<Strip>,
    /// Entries that cite it, those of this page.
    pub cards: Vec<Value>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A section of a work.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its number: `V.A`.
    pub number: Option<String>,
    /// Its heading.
    pub title: String,
    /// The language of the heading, when that is not the page's.
    title_lang: Option<Lang>,
    summary: Option<String>,
    /// The language of the summary, when that is not the page's.
    summary_lang: Option<Lang>,
    /// 0 for sections at the top, at most 4.
    pub depth: usize,
    /// How many of its own paragraphs have entries, in words; `None` when all are in narrower sections.
    pub covered: Option<String>,
    /// Its own paragraphs: those of no narrower section.
    pub paragraphs: Vec<ParagraphView>,
}

/// A paragraph and what rests on it.
#[derive(Debug, Serialize)]
pub struct ParagraphView {
    /// Its number.
    pub number: u32,
    label: String,
    /// The first of the entries that rest on it.
    pub cards: Vec<Value>,
    /// How many more there are, in words.
    more: Option<String>,
}

/// The statistics.
#[derive(Debug, Serialize)]
pub struct FiguresView {
    figures: Vec<FigureView>,
}

/// A statistic.
#[derive(Debug, Serialize)]
pub struct FigureView {
    id: String,
    title: String,
    /// The language of the title, when that is not the page's.
    title_lang: Option<Lang>,
    value: String,
    year: Option<DateView>,
    source: SourceView,
    note: Option<String>,
    /// The language of the remark, when that is not the page's.
    note_lang: Option<Lang>,
}

/// The words.
#[derive(Debug, Serialize)]
pub struct GlossaryView {
    terms: Vec<GlossaryTerm>,
}

/// A word.
#[derive(Debug, Serialize)]
pub struct GlossaryTerm {
    chip: Value,
    aliases: Vec<String>,
    related: Vec<Value>,
}

/// The view of the bibliography.
pub fn works(edition: &Edition) -> WorksView {
    let catalog = &*edition.catalog;
    let listed = |number: u32| {
        let mut work = reference(edition, number, None)?;
        let citing = catalog.cited_by.get(&work.id).map_or(0, |citing| entries(catalog, citing));
        work.locator = (citing > 0).then(|| edition.count("entries-count", citing));
        Some((number, work))
    };
    let works = edition.works.order().iter().filter_map(|number| listed(*number));
    let (outlined, works): (Vec<_>, Vec<_>) = works.partition(|(_, work)| catalog.outlines.contains_key(&work.id));
    let texts = works.iter().map(|(number, work)| (edition.works.alone(*number).1, work.anchor.as_str()));
    let letters = letters::of(texts);
    let only = |works: Vec<(u32, Reference)>| works.into_iter().map(|(_, work)| work).collect();
    WorksView { outlined: only(outlined), letters, works: only(works) }
}

/// How many of those that cite a work are entries: pages of the site itself are counted nowhere.
fn entries(catalog: &Catalog, citing: &[EntryIx]) -> usize {
    citing.iter().filter(|ix| catalog[**ix].kind() != Kind::Page).count()
}

/// The view of a page of a work. The concordance is on the first one.
pub fn work(edition: &Edition, work: u32, number: u32) -> Option<WorkView> {
    let (id, listed) = edition.catalog.documents.at(work)?;
    let (html, text) = edition.works.alone(work);
    let citing = edition.citing(work);
    let shown = citing.iter().skip((number as usize - 1) * PAGE_LENGTH).take(PAGE_LENGTH);
    let coverage = coverage(&edition.catalog, id);
    let sections = if number == 1 { sections(edition, id) } else { Vec::new() };
    Some(WorkView {
        html,
        note: listed.document.note.as_ref().map(|note| note.0.clone()),
        note_lang: original_language(edition),
        title: listed.document.title.0.clone(),
        text,
        strip: strip::of(edition, &sections),
        sections,
        bare: coverage.map(|(covered, all)| edition.count("paragraphs-bare", all - covered)),
        covered: coverage.map(|coverage| covered(edition, "paragraphs-covered", coverage)),
        cards: shown.map(|ix| edition.card(*ix)).collect(),
        pager: pager(edition, citing.len(), number, |number| Page::Work(work, number)),
    })
}

fn sections(edition: &Edition, id: &str) -> Vec<SectionView> {
    let Some(outline) = edition.catalog.outlines.get(id) else { return Vec::new() };
    // A paragraph stands below the innermost section that has it.
    let inner = |at: usize, paragraph: u32| {
        let has = |section: &Section| (section.first.value..=section.last.value).contains(&paragraph);
        let later = outline.sections.iter().skip(at + 1);
        !later.take_while(|section| section.first.value <= outline.sections[at].last.value).any(has)
    };
    let sections = outline.sections.iter().enumerate().map(|(at, section)| {
        let own = (section.first.value..=section.last.value).filter(|paragraph| inner(at, *paragraph));
        let paragraphs: Vec<_> = own.map(|number| paragraph(edition, id, number)).collect();
        SectionView {
            number: section.number.clone(),
            title: section.title.text(edition.lang).to_owned(),
            title_lang: edition.other_language(&section.title),
            summary_lang: section.summary.as_ref().and_then(|summary| edition.other_language(summary)),
            summary: section.summary.as_ref().map(|summary| summary.text(edition.lang).to_owned()),
            depth: section.number.as_deref().map_or(0, depth),
            covered: covered_of(edition, &paragraphs),
            paragraphs,
        }
    });
    sections.collect()
}

/// How deep a section lies, by the points of its number: `V.A.` is one deep. Headings below the title have five levels.
fn depth(number: &str) -> usize {
    const DEEPEST: usize = 4;
    number.trim_end_matches('.').matches('.').count().min(DEEPEST)
}

fn covered_of(edition: &Edition, paragraphs: &[ParagraphView]) -> Option<String> {
    let filled = paragraphs.iter().filter(|paragraph| !paragraph.cards.is_empty()).count();
    (!paragraphs.is_empty()).then(|| covered(edition, "strip-section", (filled, paragraphs.len())))
}

fn paragraph(edition: &Edition, id: &str, number: u32) -> ParagraphView {
    use crate::locale::Arg;
    let entries = resting_on(&edition.catalog, id, number);
    // A year and a paragraph are names and not amounts: 1,000 would be wrong.
    let label = edition.locale.format("paragraph-n", &[("number", Arg::Text(&number.to_string()))]);
    let cards = edition.sorted(entries).into_iter().take(RESTING).map(|ix| edition.card(ix)).collect();
    let more = entries.len().saturating_sub(RESTING);
    let more = edition.and_more(more);
    ParagraphView { number, label, cards, more }
}

fn resting_on<'a>(catalog: &'a Catalog, id: &str, number: u32) -> &'a [EntryIx] {
    let paragraphs = catalog.concordance.get(id);
    paragraphs.and_then(|paragraphs| paragraphs.get(&number)).map(Vec::as_slice).unwrap_or_default()
}

/// How many paragraphs of a work some entry rests on, and how many there are.
fn coverage(catalog: &Catalog, id: &str) -> Option<(usize, usize)> {
    let outline = catalog.outlines.get(id)?;
    let all: BTreeSet<u32> =
        outline.sections.iter().flat_map(|section| section.first.value..=section.last.value).collect();
    let covered = all.iter().filter(|number| !resting_on(catalog, id, **number).is_empty()).count();
    Some((covered, all.len()))
}

/// So many of so many paragraphs, in the words of a string of the theme.
fn covered(edition: &Edition, key: &str, (covered, all): (usize, usize)) -> String {
    use crate::locale::Arg;
    let arguments = [("covered", Arg::Number(covered as f64)), ("count", Arg::Number(all as f64))];
    edition.locale.format(key, &arguments)
}

/// The view of the statistics.
pub fn figures(edition: &Edition) -> FiguresView {
    let figures = edition.catalog.figures.iter().map(|figure| FigureView {
        id: figure.id.value.clone(),
        title: figure.title.text(edition.lang).to_owned(),
        title_lang: edition.other_language(&figure.title),
        value: body::amount(edition, figure.value.value, figure.unit.text(edition.lang)),
        year: figure.year.as_ref().map(|year| date_view(edition, year.value)),
        source: source_view(edition, &figure.source.value),
        note: figure.note.as_ref().map(|note| note.text(edition.lang).to_owned()),
        note_lang: figure.note.as_ref().and_then(|note| edition.other_language(note)),
    });
    FiguresView { figures: figures.collect() }
}

/// The language of the originals, when that is not the page's.
pub fn original_language(edition: &Edition) -> Option<Lang> {
    Some(edition.catalog.site.main_language()).filter(|lang| *lang != edition.lang)
}

/// The view of the words.
pub fn glossary(edition: &edition::Edition) -> Option<GlossaryView> {
    let catalog = &*edition.catalog;
    let axis = catalog.vocabularies.axis("glossary")?;
    let terms = edition.sorted_terms(axis, catalog.vocabularies.terms_of(axis)).into_iter().map(|ix| {
        let node = &catalog.vocabularies[ix];
        GlossaryTerm {
            chip: edition.chip(ix),
            aliases: node.term.aliases.iter().map(|alias| alias.value.clone()).collect(),
            related: node.related.iter().map(|related| edition.chip(*related)).collect(),
        }
    });
    Some(GlossaryView { terms: terms.collect() })
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn no_section_is_deeper_than_headings_are() {
        let depths = ["V", "V.", "V.A", "1.2.3.4.5", "1.2.3.4.5.6", "Report no. 1... of 3..."].map(depth);
        assert_eq!(depths, [0, 0, 1, 4, 4, 4]);
    }
}
