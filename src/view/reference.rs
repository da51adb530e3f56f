//! Works as references name them.

use serde::Serialize;

use super::edition::Edition;
use crate::library::{Document, Person};

/// A work in a list of references.
#[derive(Debug, Serialize)]
pub struct Reference {
    /// Its id.
    pub id: String,
    /// The anchor to which citations lead.
    pub anchor: String,
    /// Authors, title, number, publisher, date: what a reader needs to find it.
    pub authors: String,
    /// The title.
    pub title: String,
    /// What follows the title.
    pub details: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Its page on the site.
    pub page: Option<String>,
    /// Which paragraphs and pages, in words.
    pub locator: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A work as the list of references of a page has it.
pub fn reference(edition: &Edition, id: &str, document: &Document, page: Option<String>) -> Reference {
    Reference {
        id: id.to_owned(),
        anchor: format!("ref-{id}"),
        authors: authors(&document.author),
        title: document.title.0.clone(),
        details: details(edition, document),
        url: document.url.as_ref().map(|link| link.url.as_str().to_owned()),
        page,
        locator: None,
        note: document.note.as_ref().map(|note| note.0.clone()),
    }
}

/// “Clemens”, “Kone and Özden” or “A/72/643”: how a citation in running text names a work.
pub fn short(document: &Document) -> String {
    if let Some(number) = &document.serial_number {
        return number.0.clone();
    }
    let year = document.date.as_ref().map(|date| format!(" {:04}", date.value.first_day().year())).unwrap_or_default();
    match document.author.as_slice() {
        [] => shortened(&document.title.0) + &year,
        [one] => format!("{}{year}", one.name),
        [one, two] => format!("{}, {}{year}", one.name, two.name),
        [one, ..] => format!("{} et al.{year}", one.name),
    }
}

fn shortened(title: &str) -> String {
    let words: Vec<_> = title.split_whitespace().collect();
    if words.len() <= 6 { title.to_owned() } else { format!("{} \u{2026}", words[..6].join(" ")) }
}

fn authors(people: &[Person]) -> String {
    people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn details(edition: &Edition, document: &Document) -> String {
    let parent = document.parent.first().map(|parent| parent.title.0.clone());
    let number = document.serial_number.as_ref().map(|number| number.0.clone());
    let publisher = document.publisher.as_ref().or(document.organization.as_ref()).map(|publisher| publisher.0.clone());
    let author = authors(&document.author);
    let date = document.date.as_ref().map(|date| edition.locale.date(date.value));
    let parts = [parent, document.volume.clone(), document.issue.clone(), number, publisher, date];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| *part != author).collect();
    parts.join(", ")
}
