//! One file of a site without the site: for `compendium export`.

use std::sync::Arc;

use super::{Project, Survey};
use crate::content::Content;
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::catalogue::ExportIx;
use crate::render::{self, Renderer};
use crate::route::{Page, Route, Routes};

/// What others call an export, with its name here.
const USUAL: [(&str, &str); 10] = [
    ("atom", "feed.xml"),
    ("rss", "feed.xml"),
    ("feed", "feed.xml"),
    ("ics", "calendar.ics"),
    ("ical", "calendar.ics"),
    ("icalendar", "calendar.ics"),
    ("calendar", "calendar.ics"),
    ("csl", "references.json"),
    ("md", "llms.txt"),
    ("markdown", "llms.txt"),
];

/// The name of the export that a usual name of a form stands for, with what there is to say of it.
pub fn usual(name: &str) -> Option<(&'static str, String)> {
    let (_, file) = USUAL.iter().find(|(usual, _)| usual.eq_ignore_ascii_case(name))?;
    let more = match *file {
        "llms.txt" => ", which leads to the Markdown of every entry: `compendium export practices/ID/index.md`",
        "feed.xml" | "calendar.ics" => "; other languages and terms have their own: `compendium export fr/FILE`",
        _ => "",
    };
    Some((file, format!("`{name}` is {file} here{}", more.replace("FILE", file))))
}

/// Why a file is not made.
#[derive(Debug)]
pub enum NotExported {
    /// The site has no file of that name; these are some that it has.
    Unknown(Vec<String>),
    /// The content has errors, or the theme has.
    Content(Vec<Diagnostic>),
}

impl Project {
    /// The file of a name, as a build would write it. `name` is that of an export, of its format, or the address of any
    /// other file that is no page: `entries.csv`, `turtle`, `feed.xml`. `take` gets what it holds and its media type.
    pub fn export<T>(&self, name: &str, take: impl FnOnce(Content<'_>, &'static str) -> T) -> Result<T, NotExported> {
        let Survey { catalog, theme, routes, diagnostics } = self.survey();
        let main = catalog.site.main_language();
        let of_table = ExportIx::named(name).map(|export| Route { lang: main, page: Page::Data(export) });
        let Some(route) = of_table.or_else(|| file(&routes, name)) else {
            return Err(NotExported::Unknown(names(&routes)));
        };
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Err(NotExported::Content(diagnostics));
        }
        let renderer = Renderer::new(Arc::new(catalog), Arc::new(theme), Arc::new(routes), self.reader());
        let renderer = renderer.map_err(NotExported::Content)?;
        let refused = |problem| NotExported::Content(vec![problem]);
        let Page::Data(export) = route.page else {
            let made = renderer.render(route).map_err(refused)?;
            return Ok(take(made.bytes.into(), made.media_type));
        };
        Ok(take(renderer.content(route).map_err(refused)?, export.media_type()))
    }

    /// The names of the files that can be exported, those of every entry and term left out.
    pub fn export_names(&self) -> Vec<String> {
        names(&self.survey().routes)
    }
}

/// The file at an address that is made and no page.
fn file(routes: &Routes, address: &str) -> Option<Route> {
    let at = routes.addresses.iter().position(|known| known == address.trim_start_matches('/'))?;
    let route = routes.list[at];
    let is_made = render::template(route.page).is_none() && !matches!(route.page, Page::Asset(_) | Page::File(_));
    is_made.then_some(route)
}

fn names(routes: &Routes) -> Vec<String> {
    let exports = ExportIx::all().map(|export| export.name().to_owned());
    let others = routes.list.iter().zip(&routes.addresses);
    let others = others.filter(|(route, _)| matches!(route.page, Page::Feed | Page::CalendarFile));
    exports.chain(others.map(|(_, address)| address.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_stand_for_an_export() {
        for (name, file) in
            [("ics", "calendar.ics"), ("Atom", "feed.xml"), ("csl", "references.json"), ("md", "llms.txt")]
        {
            let (known, said) = usual(name).expect(name);
            assert!(known == file && said.contains(file), "{said}");
        }
        for own in ExportIx::all().map(|export| export.name()).chain(["turtle", "bib", "csv", "calendar.ics"]) {
            assert_eq!(usual(own), None, "{own}");
        }
    }
}
