//! From where to where skills partnerships lead, by occupation.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CorridorsView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> CorridorsView {
    CorridorsView {}
}
