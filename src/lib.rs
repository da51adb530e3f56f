//! Compendium.
pub mod date;
pub mod diagnostic;
pub mod lang;
pub mod locale;
pub mod source;
