//! The page of an entry.

use serde::Serialize;
use tera::Value;

use super::edition::{Edition, Named, Texts};
use super::facts::{Fact, facts};
use super::library::original_language;
use super::reference::{Reference, reference, web_item, web_reference};
use super::{body, corridor, notice, pages, people, standing};
use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::entry::{Entry, Milestone, PartText, Relation, Review, SourceReference, Support};
use crate::lang::Lang;
use crate::markdown::LocatorKind;
use crate::route::{self, Page, Route};
use crate::source::Spanned;
use crate::tally::support;

/// What the template of an entry sees.
#[derive(Debug, Serialize)]
pub struct EntryView<'a> {
    /// The entry as lists show it.
    pub card: Value,
    /// The language of the texts, when that is not the page's.
    pub lang: Option<crate::lang::Lang>,
    /// Says that the page is not translated, or that its translation is stale.
    pub notice: Option<notice::Notice>,
    /// The status and since when, in words.
    pub status: Option<Named>,
    /// Progress and next review in words.
    pub status_line: Vec<String>,
    /// Of a skills partnership: from where to where, and for which work.
    pub corridor: Option<corridor::Drawing>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The body.
    pub body: Value,
    /// Its headings, when there are three or more.
    pub contents: Vec<Content<'a>>,
    /// The road map.
    pub milestones: Vec<MilestoneView>,
    /// What forums found.
    pub reviews: Vec<ReviewView>,
    /// What is needed.
    pub needs: Vec<SupportView>,
    /// What is offered.
    pub offers: Vec<SupportView>,
    /// What was measured.
    pub results: Vec<ResultView>,
    /// Who takes part in an agreement.
    pub parties: Option<people::Parties>,
    /// Entries that it relates to, by relation.
    pub relations: Vec<Related>,
    /// Entries whose text mentions it.
    pub mentioned_by: Vec<Mention>,
    /// The works on which it rests.
    pub references: Vec<Reference>,
    /// Whether the list of them counts: the style does not number works by itself and keeps the order of citation.
    pub is_numbered: bool,
    /// How to cite it.
    pub cite: Option<super::cite::CiteView>,
    /// When it was first published, when it last changed.
    pub dates: Vec<(String, String, String)>,
    /// Where a reader can propose a change.
    pub edit_url: Option<String>,
    /// The entry as JSON.
    pub json: Option<String>,
    /// The entry as Markdown.
    pub markdown: Option<String>,
    /// Of a page that is read among others: the one before, title and address.
    pub previous: Option<pages::Link>,
    /// And the one after.
    pub next: Option<pages::Link>,
}

/// A heading of the body.
#[derive(Debug, Serialize)]
pub struct Content<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it says.
    pub text: String,
    /// 2 to 6.
    pub level: u8,
}

/// A milestone in words.
#[derive(Debug, Serialize)]
pub struct MilestoneView {
    title: String,
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
    value: String,
    year: Option<DateView>,
    by: Vec<(String, String)>,
    source: Option<SourceView>,
}

/// Entries of one relation.
#[derive(Debug, Serialize)]
pub struct Related {
    name: String,
    cards: Vec<Value>,
}

/// An entry that mentions this one.
#[derive(Debug, Serialize)]
pub struct Mention {
    card: Value,
    sentence: String,
}

/// The view of an entry.
pub fn view(edition: &Edition, ix: EntryIx) -> EntryView<'_> {
    let catalog = &*edition.catalog;
    let entry = &catalog[ix];
    let texts = edition.texts(entry);
    let common = &entry.common;
    let part = |list: fn(&crate::entry::Translation) -> &[PartText]| Parts { texts, list };
    let references = references(edition, ix);
    let (previous, next) = pages::beside(edition, ix);
    let headings = if texts.body.headings.len() < 3 { &[] } else { texts.body.headings.as_slice() };
    EntryView {
        card: edition.card(ix),
        lang: Some(texts.lang).filter(|lang| *lang != edition.lang),
        notice: notice::of(edition, ix, texts),
        status: standing::status(edition, entry),
        status_line: standing::line(edition, entry),
        corridor: corridor::of(edition, ix),
        facts: facts(edition, entry),
        body: body::html(edition, texts.body, body::Citations::Here(&references)),
        contents: headings
            .iter()
            .map(|heading| Content {
                id: &heading.id,
                text: heading.text.fill(|reference| catalog.name_of_reference(reference)).into_owned(),
                level: heading.level,
            })
            .collect(),
        milestones: milestones(edition, entry, part(|t| &t.texts.milestones)),
        reviews: reviews(edition, &common.reviews, part(|t| &t.texts.reviews)),
        needs: needs(edition, ix),
        offers: offers(edition, ix),
        results: results(edition, entry, part(|t| &t.texts.results)),
        parties: people::parties(edition, entry, usize::MAX),
        relations: relations(edition, ix),
        mentioned_by: mentions(edition, ix),
        is_numbered: !edition.works.are_numbered() && !edition.works.are_sorted(),
        references,
        cite: super::cite::cite(edition, ix),
        dates: dates(edition, entry),
        edit_url: edit_url(catalog, &texts.translation.map_or(&entry.source, |translation| &translation.source).path),
        json: catalog.site.outputs.entry_json.then(|| edition.url(Page::EntryJson(ix))),
        markdown: route::is_markdown(catalog, texts.lang, ix).then(|| {
            let route = Route { lang: texts.lang, page: Page::EntryMarkdown(ix) };
            edition.link(&route::address(catalog, route))
        }),
        previous,
        next,
    }
}

/// A date in words and for machines.
pub fn date_view(edition: &Edition, date: Date) -> DateView {
    DateView { text: edition.locale.date(date), datetime: date.to_string() }
}

/// The texts of parts in the language of the page, found by key or by place.
#[derive(Clone, Copy)]
struct Parts<'a> {
    texts: Texts<'a>,
    list: fn(&crate::entry::Translation) -> &[PartText],
}

impl<'a> Parts<'a> {
    fn find(&self, place: usize, key: Option<&str>) -> Option<&'a PartText> {
        let list = (self.list)(self.texts.translation?);
        let by_key = key.and_then(|key| list.iter().find(|part| part.is_named(key)));
        by_key.or_else(|| list.get(place).filter(|part| part.key.is_none()))
    }

    fn milestone(&self, place: usize, milestone: &Milestone) -> String {
        let text = self.find(place, milestone.key.as_deref()).and_then(|text| text.title.clone());
        text.unwrap_or_else(|| milestone.title.value.clone())
    }
}

fn milestones(edition: &Edition, entry: &Entry, texts: Parts<'_>) -> Vec<MilestoneView> {
    let has_gone_by = |due: &Spanned<Date>| due.last_day() < edition.catalog.as_of.day;
    let awaited: Vec<_> = entry.common.awaited_milestones().map(|(place, _)| place).collect();
    let views = entry.common.milestones.iter().enumerate().map(|(place, milestone)| {
        let word = match &milestone.due {
            _ if milestone.done.is_some() => "done",
            _ if !awaited.contains(&place) => "dropped",
            Some(due) if has_gone_by(due) => "overdue",
            _ => "due",
        };
        MilestoneView {
            title: texts.milestone(place, milestone),
            due: milestone.due.as_ref().map(|date| date_view(edition, date.value)),
            done: milestone.done.as_ref().map(|date| date_view(edition, date.value)),
            state: Named { word, name: edition.text(&format!("milestone-{word}")) },
            evidence: milestone.evidence.as_deref().map(|text| evidence(edition, text)),
        }
    });
    views.collect()
}

/// What a milestone of an entry is called in the language of the page.
pub fn milestone_title(edition: &Edition, ix: EntryIx, place: usize) -> String {
    let entry = &edition.catalog[ix];
    let texts = Parts { texts: edition.texts(entry), list: |translation| &translation.texts.milestones };
    texts.milestone(place, &entry.common.milestones[place])
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

fn reviews(edition: &Edition, reviews: &[Review], texts: Parts<'_>) -> Vec<ReviewView> {
    let views = reviews.iter().enumerate().map(|(place, review)| {
        let text = texts.find(place, review.key.as_deref()).and_then(|text| text.note.clone());
        let forum = review.forum.as_ref().and_then(|forum| edition.catalog.vocabularies.term("forums", &forum.value.0));
        ReviewView {
            date: date_view(edition, review.date.value),
            forum: forum.map(|term| edition.chip(term)),
            finding: review.finding.as_ref().map(|finding| Named {
                word: finding.as_str(),
                name: edition.text(&format!("finding-{}", finding.value)),
            }),
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
            let text = [Some(name), locator].into_iter().flatten().collect::<Vec<_>>().join(", ");
            SourceView { text, url: work_url(edition, &cite.value) }
        }
    }
}

fn locator(edition: &Edition, paras: Option<&str>, pages: Option<&str>) -> Option<String> {
    let given = [(LocatorKind::Paragraphs, paras), (LocatorKind::Pages, pages)];
    let named = given.into_iter().filter_map(|(kind, text)| Some(body::locator_text(edition, kind, text?)));
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| named.join(", "))
}

/// What an entry needs.
pub fn needs(edition: &Edition, ix: EntryIx) -> Vec<SupportView> {
    let entry = &edition.catalog[ix];
    let texts = Parts { texts: edition.texts(entry), list: |translation| &translation.texts.needs };
    supports(edition, ix, &entry.common.needs, texts)
}

/// What an entry offers.
pub fn offers(edition: &Edition, ix: EntryIx) -> Vec<SupportView> {
    let entry = &edition.catalog[ix];
    let texts = Parts { texts: edition.texts(entry), list: |translation| &translation.texts.offers };
    supports(edition, ix, &entry.common.offers, texts)
}

fn supports(edition: &Edition, ix: EntryIx, supports: &[Support], texts: Parts<'_>) -> Vec<SupportView> {
    let views = supports.iter().enumerate().map(|(place, support)| {
        let key = support.key.as_ref().map(|key| key.value.as_str());
        let text = texts.find(place, key).and_then(|text| text.title.clone());
        let meets = support.meets.iter().filter_map(|need| edition.catalog.find(need.entry.as_str()));
        let range = [("field-from", &support.from), ("field-to", &support.to)];
        let range = range
            .iter()
            .filter_map(|(key, text)| text.as_ref().map(|text| format!("{} {text}", edition.text(key).to_lowercase())));
        SupportView {
            anchor: key.map(|key| format!("need-{key}")),
            lang: original_language(edition).filter(|_| text.is_none()),
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
    });
    views.collect()
}

/// The entries that offer to meet a need.
fn met_by(edition: &Edition, ix: EntryIx, key: &str) -> Vec<Value> {
    let mut offering: Vec<_> = edition.catalog.offers_to(ix).iter().filter(|(known, _)| known == key).collect();
    offering.dedup();
    offering.into_iter().map(|(_, entry)| edition.card(*entry)).collect()
}

fn results(edition: &Edition, entry: &Entry, texts: Parts<'_>) -> Vec<ResultView> {
    let views = entry.common.results.iter().enumerate().map(|(place, result)| {
        let text = texts.find(place, result.key.as_deref()).and_then(|text| text.measure.clone());
        ResultView {
            measure: text.unwrap_or_else(|| result.measure.value.clone()),
            value: body::amount(edition, result.value.value, result.unit.as_deref().unwrap_or("")),
            year: result.year.as_ref().map(|date| date_view(edition, date.value)),
            by: result.by.as_ref().map(|by| by.0.clone()).unwrap_or_default(),
            source: result.source.as_ref().map(|source| source_view(edition, &source.value)),
        }
    });
    views.collect()
}

fn relations(edition: &Edition, ix: EntryIx) -> Vec<Related> {
    let links = edition.catalog.links(ix);
    let mut related = Vec::new();
    for relation in Relation::ALL {
        let of = |list: &[(Relation, EntryIx)]| {
            list.iter().filter(|(found, _)| found == relation).map(|(_, other)| *other).collect::<Vec<_>>()
        };
        let (mut forward, mut backward) = (of(&links.relations), of(&links.inverse));
        if *relation == Relation::Related {
            forward.append(&mut backward);
        }
        let key = relation.as_str().replace('_', "-");
        for (name, entries) in [(format!("relation-{key}"), forward), (format!("relation-{key}-inverse"), backward)] {
            if !entries.is_empty() {
                let cards = edition.sorted(&entries).into_iter().map(|entry| edition.card(entry)).collect();
                related.push(Related { name: edition.text(&name), cards });
            }
        }
    }
    related
}

fn mentions(edition: &Edition, ix: EntryIx) -> Vec<Mention> {
    let mentions = edition.catalog.links(ix).mentioned_by.iter();
    mentions
        .map(|mention| Mention {
            card: edition.card(mention.by),
            sentence: edition.catalog.sentence(mention).into_owned(),
        })
        .collect()
}

/// Listed works in the order of first citation, then pages of the web; or all in the order of the style.
fn references(edition: &Edition, ix: EntryIx) -> Vec<Reference> {
    let catalog = &*edition.catalog;
    let citations = catalog.links(ix).citations.iter();
    let listed: Vec<_> =
        citations.filter_map(|citation| Some((citation, catalog.documents.number(&citation.work)?))).collect();
    let webs: Vec<_> = catalog[ix].common.sources.iter().filter_map(|source| web(&source.value)).collect();
    let works = listed.iter().map(|(_, work)| edition.works.item(*work));
    let items: Vec<_> = works.chain(webs.iter()).collect();
    let order = Some(&items).filter(|_| edition.works.are_sorted());
    let order = order.and_then(|items| edition.works.order_of(items, &edition.locale));
    let order = order.unwrap_or_else(|| (0..items.len()).collect());
    let written = (1..).zip(order).filter_map(|(place, at)| match listed.get(at) {
        Some((citation, work)) => {
            let mut found = reference(edition, *work, Some(place))?;
            let paras = Some(numbers(&citation.paragraphs)).filter(|numbers| !numbers.is_empty());
            let pages: Vec<_> = pages_of(&catalog[ix], &citation.work).collect();
            let pages = Some(pages.join(", ")).filter(|pages| !pages.is_empty());
            found.locator = locator(edition, paras.as_deref(), pages.as_deref());
            Some(found)
        }
        None => Some(web_reference(edition, &webs[at - listed.len()], place)),
    });
    written.collect()
}

/// The pages of a work on which an entry rests.
fn pages_of<'a>(entry: &'a Entry, work: &str) -> impl Iterator<Item = &'a str> {
    let sources = entry.common.sources.iter();
    sources.filter_map(move |source| match &source.value {
        SourceReference::Listed { cite, pages, .. } if cite.value == *work => pages.as_deref(),
        _ => None,
    })
}

fn web(source: &SourceReference) -> Option<crate::csl::Item> {
    let SourceReference::Web { title, url, accessed } = source else { return None };
    Some(web_item(title, url.as_str(), accessed.as_ref().map(|date| date.value)))
}

/// `[60, 61, 62, 70]` as “60–62, 70”.
fn numbers(paragraphs: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in paragraphs {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let text = |(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}\u{2013}{last}") }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn dates(edition: &Edition, entry: &Entry) -> Vec<(String, String, String)> {
    let line = |key: &str, date: Date| (edition.text(key), edition.locale.date(date), date.to_string());
    let updated = entry.common.updated.as_ref().map(|date| line("field-updated", date.value));
    std::iter::once(line("field-date", entry.common.date.value)).chain(updated).collect()
}

fn edit_url(catalog: &Catalog, path: &str) -> Option<String> {
    let pattern = catalog.site.edit_url.as_ref()?;
    let path = percent_encoding::utf8_percent_encode(path, super::edition::PATH).to_string();
    Some(pattern.replace("{path}", &path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_in_a_row_are_a_range() {
        assert_eq!(numbers(&[60, 61, 62, 70]), "60\u{2013}62, 70");
        assert_eq!(numbers(&[]), "");
    }
}
