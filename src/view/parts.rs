//! The parts of an entry in words: milestones, reviews, needs, offers and results, and the dates and sources in them.

use serde::Serialize;
use tera::Value;

use super::body;
use super::edition::{Edition, Named, Texts};
use super::library::original_language;
use crate::catalog::EntryIx;
use crate::date::Date;
use crate::entry::{Entry, Milestone, PartText, SourceReference, Support};
use crate::lang::Lang;
use crate::markdown::LocatorKind;
use crate::route::Page;
use crate::tally::support;

/// A milestone in words.
#[derive(Debug, Serialize)]
pub struct MilestoneView {
    title: String,
    /// The language of the title, when that is not the page's.
    lang: Option<Lang>,
    due: Option<DateView>,
    done: Option<DateView>,
    state: Named,
    evidence: Option<Evidence>,
}

/// What shows that a milestone was reached.
#[derive(Debug, Serialize)]
pub struct Evidence {
    text: String,
    url: Option<String>,
}

/// A date in words and for machines.
#[derive(Debug, Serialize)]
pub struct DateView {
    /// As the language writes it.
    pub text: String,
    /// As ISO 8601 does.
    pub datetime: String,
}

/// A review in words.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    date: DateView,
    forum: Option<Value>,
    finding: Option<Named>,
    note: Option<String>,
    /// The language of the note, when that is not the page's.
    lang: Option<Lang>,
    source: Option<SourceView>,
}

/// Where something was found.
#[derive(Debug, Serialize)]
pub struct SourceView {
    text: String,
    url: Option<String>,
}

/// A need or an offer in words.
#[derive(Debug, Serialize)]
pub struct SupportView {
    anchor: Option<String>,
    title: String,
    /// The language of the title, when that is not the page's.
    lang: Option<Lang>,
    support: String,
    amount: Option<String>,
    detail: Option<String>,
    meets: Vec<Value>,
    met_by: Vec<Value>,
    /// Of a need: how far offers go towards it, as a word.
    answer: &'static str,
}

/// A result in words.
#[derive(Debug, Serialize)]
pub struct ResultView {
    measure: String,
    /// The language of what was measured, when that is not the page's.
    lang: Option<Lang>,
    value: String,
    year: Option<DateView>,
    by: Vec<(String, String)>,
    source: Option<SourceView>,
}

/// A date in words and for machines.
pub fn date_view(edition: &Edition, date: Date) -> DateView {
    DateView { text: edition.locale.date(date), datetime: date.to_string() }
}

/// The texts of parts in the language of the page, found by key or by place.
#[derive(Clone, Copy)]
struct Translated<'a> {
    texts: Texts<'a>,
    /// The field that holds the parts.
    field: &'static str,
}

impl<'a> Translated<'a> {
    fn of(edition: &Edition, entry: &'a Entry, field: &'static str) -> Self {
        Self { texts: edition.texts(entry), field }
    }

    fn find(&self, place: usize, key: Option<&str>) -> Option<&'a PartText> {
        self.texts.translation?.texts.part(self.field, place, key)
    }

    /// What a milestone is called, and in which language, when that is not the page's.
    fn milestone(&self, edition: &Edition, place: usize, milestone: &Milestone) -> (String, Option<Lang>) {
        let text = self.find(place, milestone.key.as_deref()).and_then(|text| text.title.clone());
        let lang = untranslated(edition, text.as_ref());
        (text.unwrap_or_else(|| milestone.title.value.clone()), lang)
    }
}

/// The language of a part, when that is not the page's: the original's, where the translation has no text for it.
fn untranslated(edition: &Edition, text: Option<&String>) -> Option<Lang> {
    original_language(edition).filter(|_| text.is_none())
}

/// The road map of an entry.
pub fn milestones(edition: &Edition, entry: &Entry) -> Vec<MilestoneView> {
    let texts = Translated::of(edition, entry, "milestones");
    let views = entry.common.milestones.iter().enumerate().map(|(place, milestone)| {
        let word = match &milestone.due {
            _ if milestone.done.is_some() => "done",
            _ if entry.common.is_final() => "dropped",
            Some(due) if due.has_gone_by(edition.catalog.as_of.day) => "overdue",
            _ => "due",
        };
        let (title, lang) = texts.milestone(edition, place, milestone);
        MilestoneView {
            title,
            lang,
            due: milestone.due.as_ref().map(|date| date_view(edition, date.value)),
            done: milestone.done.as_ref().map(|date| date_view(edition, date.value)),
            state: Named { word, name: edition.text(&format!("milestone-{word}")) },
            evidence: milestone.evidence.as_deref().map(|text| evidence(edition, text)),
        }
    });
    views.collect()
}

/// What a milestone of an entry is called in the language of the page, or in the original's, which is told then.
pub fn milestone_title(edition: &Edition, ix: EntryIx, place: usize) -> (String, Option<Lang>) {
    let entry = &edition.catalog[ix];
    let texts = Translated::of(edition, entry, "milestones");
    texts.milestone(edition, place, &entry.common.milestones[place])
}

/// Evidence is an address, the id of a work, or words.
fn evidence(edition: &Edition, text: &str) -> Evidence {
    if let Some(listed) = edition.catalog.documents.get(text) {
        let url = work_url(edition, text);
        return Evidence { text: super::reference::short(&listed.document), url };
    }
    let url = crate::field::WebAddress::parse(text).map(|address| address.as_str().to_owned());
    Evidence { text: text.to_owned(), url }
}

/// The page of a work.
pub fn work_url(edition: &Edition, id: &str) -> Option<String> {
    let number = edition.catalog.documents.number(id)?;
    Some(edition.url(Page::Work(number, 1)))
}

/// What forums found of an entry.
pub fn reviews(edition: &Edition, entry: &Entry) -> Vec<ReviewView> {
    let texts = Translated::of(edition, entry, "reviews");
    let views = entry.common.reviews.iter().enumerate().map(|(place, review)| {
        let text = texts.find(place, review.key.as_deref()).and_then(|text| text.note.clone());
        let forum = review.forum.as_ref().and_then(|forum| edition.catalog.vocabularies.term("forums", &forum.value.0));
        ReviewView {
            date: date_view(edition, review.date.value),
            forum: forum.map(|term| edition.chip(term)),
            finding: review.finding.as_ref().map(|finding| Named {
                word: finding.as_str(),
                name: edition.text(&format!("finding-{}", finding.value)),
            }),
            lang: untranslated(edition, text.as_ref()),
            note: text.or_else(|| review.note.clone()),
            source: review.source.as_ref().map(|source| source_view(edition, &source.value)),
        }
    });
    views.collect()
}

/// A source reference in a few words.
pub fn source_view(edition: &Edition, source: &SourceReference) -> SourceView {
    match source {
        SourceReference::Web { title, url, .. } => {
            SourceView { text: title.clone(), url: Some(url.as_str().to_owned()) }
        }
        SourceReference::Listed { cite, paras, pages } => {
            let name = edition.catalog.documents.get(&cite.value);
            let name = name.map_or_else(|| cite.value.clone(), |listed| super::reference::short(&listed.document));
            let locator = locator(edition, paras.as_ref().map(|paras| paras.text.as_str()), pages.as_deref());
            let text: Vec<_> = [Some(name), locator].into_iter().flatten().collect();
            let text = text.join(&edition.text("list-separator"));
            SourceView { text, url: work_url(edition, &cite.value) }
        }
    }
}

/// Paragraphs and pages of a work, in words.
pub fn locator(edition: &Edition, paras: Option<&str>, pages: Option<&str>) -> Option<String> {
    let given = [(LocatorKind::Paragraphs, paras), (LocatorKind::Pages, pages)];
    let named = given.into_iter().filter_map(|(kind, text)| Some(body::locator_text(edition, kind, text?)));
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| named.join(&edition.text("list-separator")))
}

/// What an entry needs.
pub fn needs(edition: &Edition, ix: EntryIx) -> Vec<SupportView> {
    (0..edition.catalog[ix].common.needs.len()).map(|place| need(edition, ix, place)).collect()
}

/// What an entry offers.
pub fn offers(edition: &Edition, ix: EntryIx) -> Vec<SupportView> {
    (0..edition.catalog[ix].common.offers.len()).map(|place| offer(edition, ix, place)).collect()
}

/// One of the needs of an entry.
pub fn need(edition: &Edition, ix: EntryIx, place: usize) -> SupportView {
    let entry = &edition.catalog[ix];
    let texts = Translated::of(edition, entry, "needs");
    support(edition, ix, place, &entry.common.needs[place], texts)
}

/// One of the offers of an entry.
pub fn offer(edition: &Edition, ix: EntryIx, place: usize) -> SupportView {
    let entry = &edition.catalog[ix];
    let texts = Translated::of(edition, entry, "offers");
    support(edition, ix, place, &entry.common.offers[place], texts)
}

fn support(edition: &Edition, ix: EntryIx, place: usize, support: &Support, texts: Translated<'_>) -> SupportView {
    let key = support.key.as_ref().map(|key| key.value.as_str());
    let text = texts.find(place, key).and_then(|text| text.title.clone());
    let meets = support.meets.iter().filter_map(|need| edition.catalog.find(need.entry.as_str()));
    let range = [("field-from", &support.from), ("field-to", &support.to)];
    let range = range
        .iter()
        .filter_map(|(key, text)| text.as_ref().map(|text| format!("{} {text}", edition.text(key).to_lowercase())));
    SupportView {
        anchor: key.map(|key| format!("_need-{key}")),
        lang: untranslated(edition, text.as_ref()),
        title: text.unwrap_or_else(|| support.title.value.clone()),
        support: edition.text(&format!("support-{}", support.support)),
        amount: support.amount.as_ref().map(|amount| {
            body::amount(edition, amount.value, support.currency.as_ref().map_or("", |code| code.value.as_str()))
        }),
        detail: Some(range.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty()),
        meets: meets.map(|named| edition.card(named.entry())).collect(),
        met_by: key.map(|key| met_by(edition, ix, key)).unwrap_or_default(),
        answer: support::answer(&edition.catalog, ix, support).as_str(),
    }
}

/// The entries that offer to meet a need.
fn met_by(edition: &Edition, ix: EntryIx, key: &str) -> Vec<Value> {
    let mut offering: Vec<_> = edition.catalog.offers_to(ix).iter().filter(|(known, _)| known == key).collect();
    offering.dedup();
    offering.into_iter().map(|(_, entry)| edition.card(*entry)).collect()
}

/// What was measured of an entry.
pub fn results(edition: &Edition, entry: &Entry) -> Vec<ResultView> {
    let texts = Translated::of(edition, entry, "results");
    let views = entry.common.results.iter().enumerate().map(|(place, result)| {
        let text = texts.find(place, result.key.as_deref()).and_then(|text| text.measure.clone());
        ResultView {
            lang: untranslated(edition, text.as_ref()),
            measure: text.unwrap_or_else(|| result.measure.value.clone()),
            value: body::amount(edition, result.value.value, result.unit.as_deref().unwrap_or("")),
            year: result.year.as_ref().map(|date| date_view(edition, date.value)),
            by: result.by.as_ref().map(|by| by.0.clone()).unwrap_or_default(),
            source: result.source.as_ref().map(|source| source_view(edition, &source.value)),
        }
    });
    views.collect()
}
