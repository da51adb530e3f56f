//! Where there are entries and where there are none.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct CoverageView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> CoverageView {
    CoverageView {}
}
