//! Counts over the catalog, without a language: one file a subject.
//!
//! The catalog goes in, numbers and indexes come out. A tally knows no words, no addresses and no pages; views turn it into
//! the words of one language. Pages of the site itself are no entries here and are not counted.

pub mod calendar;
pub mod corridors;
pub mod matrix;
pub mod parties;
pub mod progress;
pub mod support;
pub mod terms;

pub use matrix::{Line, Matrix};
pub use terms::{TermTally, Terms};
