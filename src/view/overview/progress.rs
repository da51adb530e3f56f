//! What is done, due and overdue.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct ProgressView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> ProgressView {
    ProgressView {}
}
