//! A milestone or a review that is to come or late, as lists of dates show it.

use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use super::parts::{DateView, date_view, milestone_title};
use crate::tally::progress::Open;

/// Something with a date.
#[derive(Debug, Serialize)]
pub struct Due {
    date: DateView,
    what: String,
    card: Value,
}

impl Due {
    /// What is open, in words.
    pub fn of(edition: &Edition, open: &Open) -> Self {
        let what = match open.milestone {
            Some(place) => milestone_title(edition, open.entry, place),
            None => edition.text("field-next-review"),
        };
        Self { date: date_view(edition, open.date), what, card: edition.card(open.entry) }
    }
}
