//! Compendium.
pub mod catalog;
pub mod date;
pub mod diagnostic;
pub mod entry;
pub mod field;
pub mod front_matter;
pub mod lang;
pub mod library;
pub mod load;
pub mod markdown;
pub mod node;
pub mod record;
pub mod route;
pub mod site;
pub mod slug;
pub mod source;
pub mod vocabulary;
