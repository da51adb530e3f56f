//! Compendium.
pub mod diagnostic;
pub mod markdown;
pub mod source;
