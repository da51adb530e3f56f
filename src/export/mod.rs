//! The site for machines: feeds, calendars, sitemaps, data. Made from the same types as the pages.
//!
//! [`catalogue`] is the one table of the exports of a whole site, and [`names`] the one spelling of what they refer to.

pub mod calendar;
pub mod catalogue;
pub mod chunks;
pub mod csv;
pub mod explore;
pub mod feed;
pub mod format;
pub mod json;
pub mod llms;
pub mod markdown;
pub mod names;
pub mod ontology;
pub mod opml;
pub mod package;
pub mod plain;
pub mod rdf;
pub mod references;
pub mod schema;
pub mod shapes;
pub mod sitemap;
pub mod spoken;
pub mod sqlite;
pub mod table;
pub mod words;
