//! The site for machines: feeds, calendars, sitemaps, data. Made from the same types as the pages.
//!
//! [`catalogue`] is the one table of the exports of a whole site, and [`names`] the one spelling of what they refer to.

pub mod calendar;
pub mod catalogue;
pub mod csv;
pub mod explore;
pub mod feed;
pub mod json;
pub mod names;
pub mod ontology;
pub mod package;
pub mod rdf;
pub mod references;
pub mod schema;
pub mod shapes;
pub mod sitemap;
pub mod table;
