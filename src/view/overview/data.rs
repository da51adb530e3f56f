//! Everything as data, to download.

use serde::Serialize;

use crate::view::Edition;

/// What the template sees.
#[derive(Debug, Serialize)]
pub struct DataView {}

/// The view in a language.
pub fn view(_edition: &Edition) -> DataView {
    DataView {}
}
