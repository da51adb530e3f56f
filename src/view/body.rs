//! A body with its holes filled: links to entries and terms by their names in the language, figures, citations, files.

use ahash::{HashMap, HashSet};
use tera::Value;

use super::edition::Edition;
use super::reference::{Citation, Reference};
use crate::catalog::Named;
use crate::entry::Entry;
use crate::field::Currency;
use crate::html::escape;
use crate::library::Figure;
use crate::locale::Arg;
use crate::markdown::{Cite, Fragment, Heading, Hole, LocatorKind, Plain, Target};
use crate::route::Page;
use crate::vocabulary::TermIx;

/// Where the citations of a body lead.
#[derive(Clone, Copy, Debug)]
pub enum Citations<'a> {
    /// To the list of references of the same page.
    Here(&'a [Reference]),
    /// To the pages of the works: the home page has no list.
    Works,
}

/// The HTML of an entry's body, marked as safe: it is made of finished fragments and of escaped texts.
pub fn html(edition: &Edition, entry: &Entry, citations: Citations<'_>) -> Value {
    let texts = edition.texts(entry);
    let mut html = String::with_capacity(texts.body.fragments.iter().map(length).sum());
    fragments(Filler { edition, citations }, &texts.body.fragments, &mut html);
    if texts.translation.is_some() {
        html = with_anchors(html, &entry.body.headings, &texts.body.headings);
    }
    Value::safe_string(&html)
}

/// About so many bytes a fragment becomes.
fn length(fragment: &Fragment) -> usize {
    if let Fragment::Html(text) = fragment { text.len() } else { 100 }
}

/// Puts the ids of the original's headings at those of a translation, so that a link to a heading leads there in every
/// language, from other sites too. Where the translation has more headings or fewer, it leads to the beginning of the text.
fn with_anchors(html: String, original: &[Heading], translated: &[Heading]) -> String {
    let own: HashSet<&str> = translated.iter().map(|heading| &*heading.id).collect();
    let missing = |heading: &&Heading| !own.contains(&*heading.id);
    if !original.iter().any(|heading| missing(&heading)) {
        return html;
    }
    let anchor = |id: &str| format!("<span id=\"{id}\"></span>");
    if original.len() != translated.len() {
        return original.iter().filter(missing).map(|heading| anchor(&heading.id)).collect::<String>() + &html;
    }
    let pairs = original.iter().zip(translated).filter(|(heading, _)| missing(heading));
    let pairs: HashMap<&str, &str> = pairs.map(|(heading, its)| (&*its.id, &*heading.id)).collect();
    let mut out = String::with_capacity(html.len() + 40 * pairs.len());
    let mut rest = html.as_str();
    // Every `"` of a text is escaped, so that this is an attribute and, with the id of a heading, that of the heading.
    while let Some((before, behind)) = rest.split_once(" id=\"") {
        let Some((id, behind)) = behind.split_once("\">") else { break };
        out.extend([before, " id=\"", id, "\">"]);
        out.extend(pairs.get(id).map(|original| anchor(original)));
        rest = behind;
    }
    out + rest
}

/// Plain text of a body with its gaps filled by what the page's language calls what they lead to.
pub fn plain(edition: &Edition, text: &Plain) -> String {
    text.fill(|reference| name(edition, reference)).into_owned()
}

fn name(edition: &Edition, reference: &str) -> Option<String> {
    let catalog = &edition.catalog;
    match reference.split_once(':') {
        Some(("figure", id)) => {
            let figure = catalog.figure(id)?;
            Some(amount(edition, figure.value.value, figure.unit.text(edition.lang)))
        }
        Some((axis, id)) => {
            let term = catalog.vocabularies.referred(axis, id)?;
            Some(edition.term_title(term).to_owned())
        }
        None if catalog.is_withheld(reference) => Some(edition.text("not-published")),
        None => Some(edition.texts(&catalog[catalog.find(reference)?.entry()]).title.to_owned()),
    }
}

/// Fills the holes of one body.
#[derive(Clone, Copy)]
struct Filler<'a> {
    edition: &'a Edition,
    citations: Citations<'a>,
}

fn fragments(filler: Filler<'_>, fragments: &[Fragment], html: &mut String) {
    for fragment in fragments {
        match fragment {
            Fragment::Html(text) => html.push_str(text),
            Fragment::Text(key) => escape(&filler.edition.text(key), html),
            Fragment::Hole(hole) => fill(filler, hole, html),
        }
    }
}

fn fill(filler: Filler<'_>, hole: &Hole, html: &mut String) {
    let catalog = &*filler.edition.catalog;
    match &hole.target {
        Target::Entry { id, anchor, .. } => entry_link(filler, hole, id, anchor.as_deref(), html),
        Target::Term { axis, id, .. } => match catalog.vocabularies.referred(axis, id) {
            Some(term) => term_link(filler, hole, term, html),
            None => label_or(filler, hole, id, html),
        },
        Target::Figure { id } => match catalog.figure(id) {
            Some(figure) => figure_text(filler, figure, html),
            None => escape(id, html),
        },
        Target::Citation(cites) => citation(filler, cites, html),
        Target::Address { address, .. } => {
            let url = filler.edition.link(address.trim_start_matches('/'));
            link(filler, hole, &url, "", &url, html);
        }
        Target::File { path, anchor, .. } => {
            let url = filler.edition.document(path, anchor.as_deref());
            link(filler, hole, &url, "", path, html);
        }
        Target::Image { path, alt, title } => image(filler, path, alt, title.as_deref(), html),
    }
}

fn entry_link(filler: Filler<'_>, hole: &Hole, id: &str, anchor: Option<&str>, html: &mut String) {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    if id.is_empty() {
        return link(filler, hole, &anchor, "", &anchor, html);
    }
    match filler.edition.catalog.find(id) {
        Some(Named::Id(entry) | Named::Alias(entry)) => {
            let texts = filler.edition.texts(&filler.edition.catalog[entry]);
            let url = format!("{}{anchor}", filler.edition.url(Page::Entry(entry)));
            let lang =
                if texts.lang == filler.edition.lang { String::new() } else { format!(" hreflang=\"{}\"", texts.lang) };
            link(filler, hole, &url, &lang, texts.title, html);
        }
        None => {
            // Reported when entries were linked; the reader gets the words without the link, and no id of a draft.
            let hidden = filler.edition.text("not-published");
            let fallback = if filler.edition.catalog.is_withheld(id) { hidden.as_str() } else { id };
            label_or(filler, hole, fallback, html);
        }
    }
}

fn term_link(filler: Filler<'_>, hole: &Hole, term: TermIx, html: &mut String) {
    let title = filler.edition.term_title(term);
    match crate::route::term_address(&filler.edition.catalog, filler.edition.lang, term) {
        Some(address) => link(filler, hole, &filler.edition.link(&address), " class=\"term\"", title, html),
        None => label_or(filler, hole, title, html),
    }
}

fn link(filler: Filler<'_>, hole: &Hole, url: &str, attributes: &str, name: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape(url, html);
    html.push('"');
    html.push_str(attributes);
    html.push('>');
    label_or(filler, hole, name, html);
    html.push_str("</a>");
}

fn label_or(filler: Filler<'_>, hole: &Hole, name: &str, html: &mut String) {
    match hole.target.label() {
        Some(label) => fragments(filler, label, html),
        None => escape(name, html),
    }
}

/// A statistic as the language writes it, with a link to its source.
fn figure_text(filler: Filler<'_>, figure: &Figure, html: &mut String) {
    html.push_str("<a class=\"figure\" href=\"");
    html.push_str(&filler.edition.url(Page::Figures));
    html.push('#');
    escape(&figure.id, html);
    html.push_str("\" title=\"");
    escape(figure.title.text(filler.edition.lang), html);
    html.push_str("\">");
    escape(&amount(filler.edition, figure.value.value, figure.unit.text(filler.edition.lang)), html);
    html.push_str("</a>");
}

/// A number with its unit: “258 million people”, “3.4%”, “USD 596 billion”.
pub fn amount(edition: &Edition, value: f64, unit: &str) -> String {
    match unit {
        "percent" | "%" => edition.locale.percent(value),
        _ if Currency::parse(unit).is_some_and(|known| known.as_str() == unit) => edition.locale.currency(unit, value),
        "" => edition.locale.compact(value),
        _ => {
            // “258 millions de personnes”: after a word for the scale some languages put the unit otherwise.
            let scaled = if value >= 1e6 { edition.locale.text(&format!("unit-{unit}-scaled")) } else { None };
            let counted = || edition.locale.message(&format!("unit-{unit}"), &[("count", Arg::Number(value))]);
            let unit = scaled.or_else(counted).unwrap_or_else(|| unit.replace(['_', '-'], " "));
            format!("{} {unit}", edition.locale.compact(value))
        }
    }
}

fn citation(filler: Filler<'_>, cites: &[Cite], html: &mut String) {
    let documents = &filler.edition.catalog.documents;
    // A work that is not listed was reported when entries were linked; the reader gets its id.
    let known = cites.iter().filter_map(|cite| Some((cite, documents.number(&cite.source)?)));
    let addressed: Vec<_> = known.map(|(cite, work)| (cite, work, address(filler, cite, work))).collect();
    let citations = addressed.iter().map(|(cite, work, address)| Citation {
        work: *work,
        locator: cite.locator.as_ref().map(|locator| (locator.kind, &*locator.text)),
        place: place(filler, cite),
        address,
    });
    html.push_str("<span class=\"citation\">");
    if !addressed.is_empty() {
        html.push_str(&filler.edition.works.citation(&citations.collect::<Vec<_>>()));
    }
    let unknown = cites.iter().map(|cite| &*cite.source).filter(|id| !documents.has(id)).collect::<Vec<_>>();
    if !unknown.is_empty() {
        let space = if addressed.is_empty() { "" } else { " " };
        escape(&format!("{space}({})", unknown.join("; ")), html);
    }
    html.push_str("</span>");
}

fn address(filler: Filler<'_>, cite: &Cite, work: u32) -> String {
    match filler.citations {
        Citations::Here(_) => format!("#_ref-{}", cite.source),
        Citations::Works => filler.edition.url(Page::Work(work, 1)),
    }
}

/// The place of a work in the list of references of the page, from 1.
fn place(filler: Filler<'_>, cite: &Cite) -> Option<u32> {
    let Citations::Here(references) = filler.citations else { return None };
    references.iter().position(|reference| reference.id == *cite.source).map(|at| at as u32 + 1)
}

/// “paras. 60–61”, in the words of the language.
pub fn locator_text(edition: &Edition, kind: LocatorKind, numbers: &str) -> String {
    let numbers = numbers.trim().replace('-', "\u{2013}");
    let several = numbers.contains([',', '\u{2013}', ';']);
    let key = match (kind, several) {
        (LocatorKind::Paragraphs, false) => "locator-paragraph",
        (LocatorKind::Paragraphs, true) => "locator-paragraphs",
        (LocatorKind::Pages, false) => "locator-page",
        (LocatorKind::Pages, true) => "locator-pages",
        (LocatorKind::Other, _) => return numbers,
    };
    edition.locale.format(key, &[("numbers", Arg::Text(&numbers))])
}

fn image(filler: Filler<'_>, path: &str, alt: &str, title: Option<&str>, html: &mut String) {
    html.push_str("<img src=\"");
    escape(&filler.edition.document(path, None), html);
    html.push_str("\" alt=\"");
    escape(alt, html);
    if let Some(title) = title {
        html.push_str("\" title=\"");
        escape(title, html);
    }
    html.push_str("\" loading=\"lazy\">");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(html: &str, original: &[&str], translated: &[&str]) -> String {
        let heading = |id: &&str| Heading { level: 2, id: (*id).into(), text: Plain::default() };
        let headings = |ids: &[&str]| ids.iter().map(heading).collect::<Vec<_>>();
        with_anchors(html.to_owned(), &headings(original), &headings(translated))
    }

    #[test]
    fn headings_of_a_translation_have_the_ids_of_the_original_too() {
        let html = "<h2 id=\"comment\">Comment</h2>\n<p>a<sup><a href=\"#fn-1\" id=\"fnref-1\" role=\"x\">1</a></sup></p>\n<h2 id=\"more\">Plus</h2>\n";
        let with = html.replace("\"comment\">", "\"comment\"><span id=\"how\"></span>");
        assert_eq!(carried(html, &["how", "more"], &["comment", "more"]), with);
        assert_eq!(carried(html, &["comment", "more"], &["comment", "more"]), html);
        assert_eq!(carried(html, &["more", "comment"], &["comment", "more"]), html);
    }

    #[test]
    fn links_to_headings_that_a_translation_lacks_lead_to_its_beginning() {
        let html = "<p>a</p>\n<h2 id=\"comment\">Comment</h2>\n";
        let with = format!("<span id=\"how\"></span><span id=\"why\"></span>{html}");
        assert_eq!(carried(html, &["how", "why"], &["comment"]), with);
    }
}
