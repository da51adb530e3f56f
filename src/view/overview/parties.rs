//! Who signed and ratified which agreement, and when.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct PartiesView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> PartiesView {
    PartiesView {}
}
