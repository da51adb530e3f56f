//! Search and filters over everything.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct ExploreView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> ExploreView {
    ExploreView {}
}
