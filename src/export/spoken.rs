//! Files that a site has one of in each language: its feed and its calendar. Routes know them by themselves; what lists the
//! files of a site asks here.

use super::format::Format;
use crate::catalog::Catalog;
use crate::media;
use crate::route::{Page, has_calendar_file};

/// Such a file.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// Its name in the folder of the language.
    pub name: &'static str,
    /// In what form it is.
    pub format: Format,
    /// Which page of a language it is.
    pub page: Page,
}

impl Spoken {
    /// What it is served as.
    pub fn media_type(self) -> &'static str {
        media::of(self.name)
    }

    /// The name of its sentence among the theme's strings.
    pub fn string(self) -> String {
        format!("export-{}", self.name.replace('.', "-"))
    }
}

/// Those that a site has.
pub fn of_site(catalog: &Catalog) -> Vec<Spoken> {
    let feed = Spoken { name: "feed.xml", format: Format::Atom, page: Page::Feed };
    let calendar = Spoken { name: "calendar.ics", format: Format::Calendar, page: Page::CalendarFile };
    [catalog.site.outputs.feed.then_some(feed), has_calendar_file(catalog).then_some(calendar)]
        .into_iter()
        .flatten()
        .collect()
}
