//! Countries as equal tiles, and regions.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct PlacesView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> PlacesView {
    PlacesView {}
}
