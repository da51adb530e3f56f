//! Compendium.
pub mod diagnostic;
pub mod source;
