//! What has a date to come.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CalendarView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> CalendarView {
    CalendarView {}
}
