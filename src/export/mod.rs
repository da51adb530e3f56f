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
pub mod package;
pub mod references;
pub mod schema;
pub mod sitemap;
pub mod table;
