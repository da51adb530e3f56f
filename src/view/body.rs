//! A body with its holes filled: links to entries and terms by their names in the language, figures, citations, files.

use tera::Value;

use super::edition::Edition;
use super::reference;
use crate::catalog::Named;
use crate::library::Figure;
use crate::markdown::{Body, Cite, Fragment, Hole, LocatorKind, Target};
use crate::route::Page;
use crate::vocabulary::{Found, TermIx};

/// The HTML of a body, marked as safe: it is made of finished fragments and of escaped texts.
pub fn html(edition: &Edition<'_>, body: &Body) -> Value {
    let mut html = String::new();
    fragments(edition, &body.fragments, &mut html);
    Value::safe_string(&html)
}

fn fragments(edition: &Edition<'_>, fragments: &[Fragment], html: &mut String) {
    for fragment in fragments {
        match fragment {
            Fragment::Html(text) => html.push_str(text),
            Fragment::Text(key) => escape(&edition.text(key), html),
            Fragment::Hole(hole) => fill(edition, hole, html),
        }
    }
}

fn fill(edition: &Edition<'_>, hole: &Hole, html: &mut String) {
    let catalog = edition.catalog;
    match &hole.target {
        Target::Entry { id, anchor, .. } => entry_link(edition, hole, id, anchor.as_deref(), html),
        Target::Term { axis, id, .. } => {
            let axis = catalog.vocabularies.axis_of_reference(axis);
            let term = axis.and_then(|axis| catalog.vocabularies.find(axis, id));
            match term {
                Some(Found::Id(term) | Found::Alias(term)) => term_link(edition, hole, term, html),
                None => label_or(edition, hole, id, html),
            }
        }
        Target::Figure { id } => match catalog.figure(id) {
            Some(figure) => figure_text(edition, figure, html),
            None => escape(id, html),
        },
        Target::Citation(cites) => citation(edition, cites, html),
        Target::Address { address, .. } => {
            let url = edition.link(address.trim_start_matches('/'));
            link(edition, hole, &url, "", &url, html);
        }
        Target::File { path, anchor, .. } => {
            let anchor = anchor.as_deref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
            let url = format!("{}{anchor}", edition.link(&format!("files/{path}")));
            link(edition, hole, &url, "", path, html);
        }
        Target::Image { path, alt, title } => image(edition, path, alt, title.as_deref(), html),
    }
}

fn entry_link(edition: &Edition<'_>, hole: &Hole, id: &str, anchor: Option<&str>, html: &mut String) {
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    if id.is_empty() {
        return link(edition, hole, &anchor, "", &anchor, html);
    }
    match edition.catalog.find(id) {
        Some(Named::Id(entry) | Named::Alias(entry)) => {
            let texts = edition.texts(&edition.catalog[entry]);
            let url = format!("{}{anchor}", edition.url(Page::Entry(entry)));
            let lang = if texts.lang == edition.lang { String::new() } else { format!(" hreflang=\"{}\"", texts.lang) };
            link(edition, hole, &url, &lang, texts.title, html);
        }
        None => {
            // Reported when entries were linked; the reader gets the words without the link, and no id of a draft.
            let hidden = edition.text("not-published");
            let fallback = if edition.catalog.is_withheld(id) { hidden.as_str() } else { id };
            label_or(edition, hole, fallback, html);
        }
    }
}

fn term_link(edition: &Edition<'_>, hole: &Hole, term: TermIx, html: &mut String) {
    let title = edition.term_title(term);
    match crate::route::term_address(edition.catalog, edition.lang, term) {
        Some(address) => link(edition, hole, &edition.link(&address), " class=\"term\"", title, html),
        None => label_or(edition, hole, title, html),
    }
}

fn link(edition: &Edition<'_>, hole: &Hole, url: &str, attributes: &str, name: &str, html: &mut String) {
    html.push_str("<a href=\"");
    escape(url, html);
    html.push('"');
    html.push_str(attributes);
    html.push('>');
    label_or(edition, hole, name, html);
    html.push_str("</a>");
}

fn label_or(edition: &Edition<'_>, hole: &Hole, name: &str, html: &mut String) {
    match hole.target.label() {
        Some(label) => fragments(edition, label, html),
        None => escape(name, html),
    }
}

/// A statistic as the language writes it, with a link to its source.
fn figure_text(edition: &Edition<'_>, figure: &Figure, html: &mut String) {
    html.push_str("<a class=\"figure\" href=\"");
    html.push_str(&edition.url(Page::Figures));
    html.push('#');
    escape(&figure.id, html);
    html.push_str("\" title=\"");
    escape(figure.title.text(edition.lang), html);
    html.push_str("\">");
    escape(&amount(edition, figure.value.value, figure.unit.text(edition.lang)), html);
    html.push_str("</a>");
}

/// A number with its unit: “258 million people”, “3.4%”, “USD 596 billion”.
pub fn amount(edition: &Edition<'_>, value: f64, unit: &str) -> String {
    let is_currency = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    match unit {
        "percent" => edition.locale.percent(value),
        _ if is_currency => edition.locale.currency(unit, value),
        "" => edition.locale.compact(value),
        _ => {
            let unit = edition.text_or(&format!("unit-{unit}"), unit);
            format!("{} {unit}", edition.locale.compact(value))
        }
    }
}

fn citation(edition: &Edition<'_>, cites: &[Cite], html: &mut String) {
    html.push_str("<span class=\"citation\">(");
    for (at, cite) in cites.iter().enumerate() {
        if at > 0 {
            html.push_str("; ");
        }
        let Some(listed) = edition.catalog.documents.get(&*cite.source) else {
            escape(&cite.source, html);
            continue;
        };
        html.push_str("<a href=\"#ref-");
        escape(&cite.source, html);
        html.push_str("\">");
        escape(&reference::short(&listed.document), html);
        if let Some(locator) = &cite.locator {
            html.push_str(", ");
            escape(&locator_text(edition, locator.kind, &locator.text), html);
        }
        html.push_str("</a>");
    }
    html.push_str(")</span>");
}

/// “paras. 60–61”, in the words of the language.
pub fn locator_text(edition: &Edition<'_>, kind: LocatorKind, numbers: &str) -> String {
    use crate::locale::Arg;
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

fn image(edition: &Edition<'_>, path: &str, alt: &str, title: Option<&str>, html: &mut String) {
    html.push_str("<img src=\"");
    escape(&edition.link(&format!("files/{path}")), html);
    html.push_str("\" alt=\"");
    escape(alt, html);
    if let Some(title) = title {
        html.push_str("\" title=\"");
        escape(title, html);
    }
    html.push_str("\" loading=\"lazy\">");
}

/// Escapes text for HTML content and double-quoted attributes.
pub fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}
