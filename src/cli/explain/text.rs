//! Explanations of pages and entries as text: headings with rows below them.

use crate::cli::console::{count, grouped};
use crate::cli::list::aligned;
use crate::entry::State;
use crate::provenance::{EntryName, EntryShows, File, Listing, PageOrigin};

/// As many rows are shown of a long list; the JSON has all.
const ROWS: usize = 40;

type Row = Vec<String>;

/// A page in one line.
pub fn heading(origin: &PageOrigin) -> String {
    let url = origin.url.as_deref().map(|url| format!("{url}\n")).unwrap_or_default();
    format!("{}  {} page in {}\n{url}", origin.address, origin.family, origin.lang)
}

/// A page that is not that of an entry.
pub fn page(origin: &PageOrigin) -> String {
    let template = origin.template.iter().map(|path| vec![path.clone()]);
    let members = match origin.direct {
        Some(direct) if direct < origin.entries.len() => {
            let narrower = grouped(origin.entries.len() - direct);
            format!("entries: {}, {narrower} of them by a narrower term", grouped(origin.entries.len()))
        }
        _ => format!("entries: {}", grouped(origin.entries.len())),
    };
    [
        heading(origin),
        section("made from", origin.files.iter().map(file).collect()),
        section("with the template", template.collect()),
        section("terms", origin.terms.iter().map(listing).collect()),
        section(&members, origin.entries.iter().map(entry_name).collect()),
    ]
    .concat()
}

/// Where an entry shows.
pub fn entry(shows: &EntryShows, template: Option<&str>) -> String {
    let state = match shows.state {
        State::Published => "",
        State::Draft => ", not published: it is a draft",
        State::Embargoed => ", not published: it is under embargo",
    };
    let own = shows.pages.iter().map(|page| {
        let is_translated = page.texts == page.lang;
        let note =
            if is_translated { page.lang.to_string() } else { format!("{}, shown in {}", page.lang, page.texts) };
        vec![page.address.clone(), note]
    });
    let redirects = shows.redirects.iter().map(|address| vec![address.clone(), "leads here".to_owned()]);
    let plain = |list: &[String]| list.iter().map(|item| vec![item.clone()]).collect();
    [
        format!("{}  {}{state}\n{}\n", shows.id, shows.kind, shows.title),
        section("made from", shows.files.iter().map(file).collect()),
        section("with the template", template.map(|path| vec![path.to_owned()]).into_iter().collect()),
        section("its own pages", own.chain(redirects).collect()),
        section("listed on", shows.listed.iter().map(listing).collect()),
        section("shown on and showing", shows.entries.iter().map(entry_name).collect()),
        section("in feeds", plain(&shows.feeds)),
        section("in data", plain(&shows.data)),
    ]
    .concat()
}

/// What a file brings, and the pages and files that it has a part in.
pub fn pages(path: &str, brings: Option<&str>, addresses: &[String]) -> String {
    let rows = addresses.iter().map(|address| vec![address.clone()]).collect();
    let brings = brings.map(|brings| format!("  {brings}")).unwrap_or_default();
    format!("{path}{brings}\n{}", section(&format!("part of {}", count(addresses.len(), "page")), rows))
}

/// Nothing when there are no rows.
fn section(heading: &str, mut rows: Vec<Row>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let rows: Vec<Row> = rows.into_iter().map(|row| [vec![String::new()], row].concat()).collect();
    let more = if more > 0 { format!("  ... and {} more\n", grouped(more)) } else { String::new() };
    format!("\n{heading}\n{}{more}", aligned(&rows))
}

fn file(file: &File) -> Row {
    let path = match file.line {
        Some(line) => format!("{}:{line}", file.path),
        None => file.path.clone(),
    };
    let lang = file.lang.map(|lang| lang.to_string()).unwrap_or_default();
    vec![path, if file.stale { format!("{lang}, behind its original") } else { lang }]
}

fn listing(listing: &Listing) -> Row {
    let address = listing.address.clone().unwrap_or_else(|| "(no page)".to_owned());
    let pages = if listing.pages > 1 { format!(" ({} pages)", grouped(listing.pages)) } else { String::new() };
    vec![address, listing.of.clone(), format!("{}{pages}", listing.title)]
}

fn entry_name(name: &EntryName) -> Row {
    vec![name.address.clone(), name.how.replace('_', " "), name.title.clone()]
}
