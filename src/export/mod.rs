//! The site for machines: feeds, calendars, sitemaps, data. Made from the same types as the pages.

pub mod calendar;
pub mod explore;
pub mod feed;
pub mod json;
pub mod sitemap;
