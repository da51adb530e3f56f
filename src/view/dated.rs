//! What happens on a date, in the words of one language: for the calendar page and for calendar files alike.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use super::edition::{Edition, Named};
use super::parts::{DateView, date_view, milestone_title};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::lang::Lang;
use crate::locale::Arg;
use crate::tally::calendar::{Calendar, Event, State, What};

/// All dates in one language. A date stands in the calendars of a dozen terms, and its text is made once.
pub struct Dates {
    /// What happens.
    pub calendar: Calendar,
    texts: Vec<OnceLock<Box<str>>>,
}

impl Dates {
    /// Of a catalog, with no text made yet.
    pub fn of(catalog: &Catalog) -> Self {
        let calendar = Calendar::of(catalog);
        let texts = std::iter::repeat_with(OnceLock::new).take(calendar.events.len()).collect();
        Self { calendar, texts }
    }

    /// The text of an event by its place, made by whoever asks first.
    pub fn text(&self, place: u32, make: impl FnOnce(&Event) -> String) -> &str {
        let place = place as usize;
        self.texts[place].get_or_init(|| make(&self.calendar.events[place]).into())
    }
}

/// Something with a date, as the calendar shows it.
#[derive(Debug, Serialize)]
pub struct Dated {
    date: DateView,
    /// Whether the heading above says no less of the date: it is known by its month or year alone.
    in_heading: bool,
    /// What it is: “Milestone”, “Begins”, “Began”.
    what: String,
    /// What is reached, or who reviews.
    title: Option<String>,
    /// The language of that, when it is not the page's.
    lang: Option<Lang>,
    /// How it stands.
    state: Option<Named>,
    card: Value,
}

impl Dated {
    /// Something with a date, in words, below the name of its month or year.
    pub fn of(edition: &Edition, event: &Event) -> Self {
        let Words { what, title, lang, state } = Words::of(edition, event);
        let (date, in_heading) = (date_view(edition, event.date), !matches!(event.date, Date::Day(_)));
        Self { date, in_heading, what, title, lang, state, card: edition.card(event.entry) }
    }
}

/// What happens, in a word or two that tell whether it has.
fn what(edition: &Edition, event: &Event) -> String {
    let gone_by = event.state != State::ToCome;
    edition.text(match event.what {
        What::Milestone(_) => "calendar-milestone",
        What::Review(_) => "calendar-review",
        What::NextReview => "field-next-review",
        What::Begin if gone_by => "calendar-began",
        What::Begin => "calendar-begins",
        What::End if gone_by => "calendar-ended",
        What::End => "calendar-ends",
        What::InForce if gone_by => "calendar-entered-into-force",
        What::InForce => "calendar-enters-into-force",
    })
}

/// What a milestone is called, or the forum of a review; and in which language, when that is not the page's.
fn title(edition: &Edition, event: &Event) -> Option<(String, Option<Lang>)> {
    match event.what {
        What::Milestone(place) => Some(milestone_title(edition, event.entry, place)),
        What::Review(place) => {
            let forum = edition.catalog[event.entry].common.reviews[place].forum.as_ref()?;
            let term = edition.catalog.vocabularies.term("forums", &forum.value.0)?;
            Some((edition.term_title(term).to_owned(), edition.term_lang(term)))
        }
        _ => None,
    }
}

/// Whether what was to be done is, and what a review found. What begins and ends has no state but its tense.
fn state(edition: &Edition, event: &Event) -> Option<Named> {
    let (word, key) = match (event.what, event.state) {
        (What::Milestone(_) | What::NextReview, State::Late) => ("overdue", "milestone-overdue".into()),
        (What::Milestone(_) | What::NextReview, State::ToCome) => ("due", "milestone-due".into()),
        (What::Milestone(_), State::Past) => ("done", "milestone-done".into()),
        (What::Review(place), _) => {
            let finding = edition.catalog[event.entry].common.reviews[place].finding.as_ref()?.value;
            (finding.as_str(), format!("finding-{finding}"))
        }
        _ => return None,
    };
    Some(Named { word, name: edition.text(&key) })
}

/// What happens, in words of which each is made once.
pub struct Words {
    /// What it is: “Milestone”, “Begins”, “Began”.
    pub what: String,
    /// What is reached, or who reviews.
    pub title: Option<String>,
    /// The language of that, when it is not the page's.
    pub lang: Option<Lang>,
    /// How it stands.
    pub state: Option<Named>,
}

impl Words {
    /// Of an event.
    pub fn of(edition: &Edition, event: &Event) -> Self {
        let (title, lang) = title(edition, event).map_or((None, None), |(title, lang)| (Some(title), lang));
        Self { what: what(edition, event), title, lang, state: state(edition, event) }
    }
}

/// All of it in one line: “Overdue – A registry of recruiters – Fair recruitment”.
pub fn line(edition: &Edition, event: &Event, words: &Words) -> String {
    let named = |key: &str, what: &str, of: &str| {
        edition.locale.format(key, &[("what", Arg::Text(what)), ("of", Arg::Text(of))])
    };
    let entry = edition.texts(&edition.catalog[event.entry]).title;
    let line = match (event.what, &words.title) {
        (What::Milestone(_), Some(title)) => named("calendar-joined", title, entry),
        _ => named("calendar-of", &words.what, entry),
    };
    match words.state.as_ref().filter(|_| event.state == State::Late) {
        Some(state) => named("calendar-joined", &state.name, &line),
        None => line,
    }
}
