//! What is needed beside what is offered.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct NeedsView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> NeedsView {
    NeedsView {}
}
