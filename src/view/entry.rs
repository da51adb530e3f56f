//! The page of an entry.

use serde::Serialize;
use tera::Value;

use super::edition::{Edition, Named};
use super::facts::{Fact, facts};
use super::parts::{MilestoneView, ResultView, ReviewView, SupportView};
use super::reference::{Reference, reference, web_item, web_reference};
use super::{body, corridor, notice, pages, parts, people, standing};
use crate::catalog::{Catalog, EntryIx};
use crate::date::Date;
use crate::entry::{Entry, Relation, SourceReference};
use crate::route::{self, Page, Route};
use crate::tally::progress::open_of;

/// What the template of an entry sees.
#[derive(Debug, Serialize)]
pub struct EntryView<'a> {
    /// The entry as lists show it.
    pub card: Value,
    /// The language of the texts, when that is not the page's.
    pub lang: Option<crate::lang::Lang>,
    /// The language of the body, when that is not the page's.
    pub body_lang: Option<crate::lang::Lang>,
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
    /// When it was first published, when it last changed, and of which day what is late and due is told: what it is, the date
    /// in words, and for machines.
    pub dates: Vec<(String, String, String)>,
    /// What stands below `extra` in the entry, as it is.
    pub extra: &'a crate::field::Anything,
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
    let references = references(edition, ix);
    let (previous, next) = pages::beside(edition, ix);
    let headings = if texts.body.headings.len() < 3 { &[] } else { texts.body.headings.as_slice() };
    EntryView {
        card: edition.card(ix),
        lang: Some(texts.lang).filter(|lang| *lang != edition.lang),
        body_lang: Some(texts.body_lang).filter(|lang| *lang != edition.lang),
        notice: notice::of(edition, ix, texts),
        status: standing::status(edition, entry),
        status_line: standing::line(edition, entry),
        corridor: corridor::of(edition, ix),
        facts: facts(edition, entry),
        body: body::html(edition, entry, body::Citations::Here(&references)),
        contents: headings
            .iter()
            .map(|heading| Content { id: &heading.id, text: body::plain(edition, &heading.text), level: heading.level })
            .collect(),
        milestones: parts::milestones(edition, entry),
        reviews: parts::reviews(edition, entry),
        needs: parts::needs(edition, ix),
        offers: parts::offers(edition, ix),
        results: parts::results(edition, entry),
        parties: people::parties(edition, entry, usize::MAX),
        relations: relations(edition, ix),
        mentioned_by: mentions(edition, ix),
        is_numbered: !edition.works.are_numbered() && !edition.works.are_sorted(),
        references,
        cite: super::cite::cite(edition, ix),
        dates: dates(edition, ix),
        extra: &entry.common.extra,
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
    let hidden = edition.text("not-published");
    // The text of the home page goes by no title that a reader has seen.
    let is_seen = |by: EntryIx| !route::is_home_text(&edition.catalog, by);
    let mentions = edition.catalog.links(ix).mentioned_by.iter().filter(|mention| is_seen(mention.by));
    mentions
        .map(|mention| Mention {
            card: edition.card(mention.by),
            sentence: edition.catalog.sentence(mention, &hidden).into_owned(),
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
            let paras = Some(numbers(&citation.paragraphs, &edition.text("list-separator")))
                .filter(|numbers| !numbers.is_empty());
            let pages: Vec<_> = pages_of(&catalog[ix], &citation.work).collect();
            let pages = Some(pages.join(&edition.text("list-separator"))).filter(|pages| !pages.is_empty());
            found.locator = parts::locator(edition, paras.as_deref(), pages.as_deref());
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

/// `[60, 61, 62, 70]` as “60–62, 70”, with what the language puts between two.
fn numbers(paragraphs: &[u32], separator: &str) -> String {
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
    ranges.iter().map(text).collect::<Vec<_>>().join(separator)
}

fn dates(edition: &Edition, ix: EntryIx) -> Vec<(String, String, String)> {
    let (catalog, common) = (&*edition.catalog, &edition.catalog[ix].common);
    let colon = edition.text("colon");
    let line = |label: String, date: Date| (label, edition.locale.date(date), date.to_string());
    let labelled = |key: &str, date: Date| line(edition.text(key) + &colon, date);
    let updated = common.updated.as_ref().map(|date| labelled("field-updated", date.value));
    // What is late and what is due is so on a day.
    let is_open = !open_of(catalog, ix).is_empty();
    let as_of = is_open.then(|| line(edition.text("as-of-label"), Date::Day(catalog.as_of.day)));
    std::iter::once(labelled("field-date", common.date.value)).chain(updated).chain(as_of).collect()
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
        assert_eq!(numbers(&[60, 61, 62, 70], ", "), "60\u{2013}62, 70");
        assert_eq!(numbers(&[], ", "), "");
    }
}
