//! A milestone or a review that is to come or late, as lists of dates show it.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::parts::{DateView, date_view, milestone_title};
use crate::lang::Lang;
use crate::tally::progress::Open;

/// Something with a date.
#[derive(Debug, Serialize)]
pub struct Due {
    date: DateView,
    what: String,
    /// The language of that, when it is not the page's.
    lang: Option<Lang>,
    card: Value,
}

impl Due {
    /// What is open, in words.
    pub fn of(edition: &Edition, open: &Open) -> Self {
        let (what, lang) = match open.milestone {
            Some(place) => milestone_title(edition, open.entry, place),
            None => (edition.text("field-next-review"), None),
        };
        Self { date: date_view(edition, open.date), what, lang, card: edition.card(open.entry) }
    }
}
