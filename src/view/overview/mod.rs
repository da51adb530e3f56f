//! Pages that look at all entries from one side, one file a page.

mod calendar;
mod corridors;
mod coverage;
mod data;
pub mod explore;
pub mod needs;
mod parties;
mod places;
mod progress;

use tera::Value;

use crate::route::Overview;
use crate::view::Edition;

/// The view of an overview, as its template sees it.
pub fn view(edition: &Edition, overview: Overview) -> Value {
    match overview {
        Overview::Explore => Value::from_serializable(&explore::view(edition)),
        Overview::Coverage => Value::from_serializable(&coverage::view(edition)),
        Overview::Progress => Value::from_serializable(&progress::view(edition)),
        Overview::Calendar => Value::from_serializable(&calendar::view(edition)),
        Overview::Needs => Value::from_serializable(&needs::view(edition)),
        Overview::Places => Value::from_serializable(&places::view(edition)),
        Overview::Parties => Value::from_serializable(&parties::view(edition)),
        Overview::Corridors => Value::from_serializable(&corridors::view(edition)),
        Overview::Data => Value::from_serializable(&data::view(edition)),
    }
}

/// The template of an overview.
pub const fn template(overview: Overview) -> &'static str {
    match overview {
        Overview::Explore => "explore.html",
        Overview::Coverage => "coverage.html",
        Overview::Progress => "progress.html",
        Overview::Calendar => "calendar.html",
        Overview::Needs => "needs.html",
        Overview::Places => "places.html",
        Overview::Parties => "parties.html",
        Overview::Corridors => "corridors.html",
        Overview::Data => "data.html",
    }
}
