//! Finds what a path or an address means in a project, and tells where it comes from.

use std::path::Path;

use percent_encoding::percent_decode_str;
use serde_json::json;

use super::{pretty, text};
use crate::catalog::{EntryIx, Shown};
use crate::cli::args::ExplainFormat;
use crate::cli::failure::Failure;
use crate::diagnostic::{Code, did_you_mean};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::preview::guard;
use crate::project::{Options, Project, Survey};
use crate::provenance::{self, Whole};
use crate::route::{Page, Route};

/// What there is to say about a file.
pub fn file(options: &Options, path: &Path, format: ExplainFormat) -> Result<String, Failure> {
    let project = Project::open(options.clone())?;
    let relative = below_root(&project, path)?;
    let about = |survey: &Survey| {
        let whole = whole(survey);
        if let Some((ix, lang)) = entry_of(survey, &relative) {
            return Some(entry(whole, ix, lang, format));
        }
        let (brings, pages) = (provenance::brings(whole, &relative), provenance::made_from(whole, &relative));
        let is_known = brings.is_some() || !pages.is_empty();
        is_known.then(|| pages_of(whole, &relative, brings.as_deref(), &pages, format))
    };
    first_of(&project.survey(), options, about)?.ok_or_else(|| {
        let help = "`compendium check` tells what is wrong with a file; an entry with errors makes no page";
        Failure::usage(format!("no page is made from {relative}"), help)
    })
}

/// What there is to say about an entry.
pub fn entry_of_id(options: &Options, id: &EntryId, format: ExplainFormat) -> Result<String, Failure> {
    let about = |survey: &Survey| {
        let ix = survey.catalog.find(id.as_str())?.entry();
        Some(entry(whole(survey), ix, survey.catalog.site.main_language(), format))
    };
    let published = Project::open(options.clone())?.survey();
    if let Some(text) = first_of(&published, options, about)? {
        return Ok(text);
    }
    if published.catalog.is_broken(id) {
        let message = format!("the entry `{id}` has errors, so that it shows nowhere");
        return Err(Failure::usage(message, "`compendium check` tells what is wrong with it"));
    }
    let ids = published.catalog.entries.iter().map(|entry| entry.id.as_str());
    let near = did_you_mean(id.as_str(), ids.chain(Code::ALL.iter().map(|code| code.as_str())));
    let help = near.unwrap_or_else(|| {
        "`compendium explain` lists all codes, and `compendium list` all entries; a page is named by its address: \
         /themes/x/"
            .into()
    });
    Err(Failure::usage(format!("there is no code and no entry `{id}`"), help))
}

/// What there is to say about an address.
pub fn address(options: &Options, typed: &str, format: ExplainFormat) -> Result<String, Failure> {
    let project = Project::open(options.clone())?;
    let base = &project.site().base;
    let path = path_of(typed, &base.origin, &base.path).ok_or_else(|| {
        let message = format!("`{typed}` is no address of this site, which is at {base}");
        Failure::usage(message, "name an address from the site's root on: /themes/work/")
    })?;
    let about = |survey: &Survey| {
        let page = find(survey, &path).map(|route| page(whole(survey), route, format));
        page.or_else(|| of_template(survey, &path, format))
    };
    let published = project.survey();
    if let Some(text) = first_of(&published, options, about)? {
        return Ok(text);
    }
    let near = did_you_mean(&path, published.routes.addresses.iter().map(String::as_str));
    let near = near.map(|near| near.replacen('`', "`/", 1));
    let help = near.unwrap_or_else(|| "`compendium list --format json` has the addresses of all entries".into());
    Err(Failure::usage(format!("there is no page at `/{path}`"), help))
}

/// What is said of the site as it is published, else of the one that shows everything.
fn first_of(
    published: &Survey,
    options: &Options,
    about: impl Fn(&Survey) -> Option<String>,
) -> Result<Option<String>, Failure> {
    if let Some(text) = about(published) {
        return Ok(Some(text));
    }
    let shown = Shown { drafts: true, embargoed: true };
    let all = Project::open(Options { shown, ..options.clone() })?.survey();
    Ok(about(&all))
}

const fn whole(survey: &Survey) -> Whole<'_> {
    Whole { catalog: &survey.catalog, theme: &survey.theme, routes: &survey.routes }
}

/// A path as the project knows its files. One that does not lead to a file from here may do so from the project's root.
fn below_root(project: &Project, path: &Path) -> Result<String, Failure> {
    let root = project.root();
    let absolute = path.canonicalize().or_else(|_| root.join(path).canonicalize());
    let help = "name a file of the project: content/practices/read-in-pairs.md";
    let absolute = absolute.map_err(|_| Failure::usage(format!("there is no file {}", path.display()), help))?;
    let below = absolute.strip_prefix(root);
    let below = below.map_err(|_| Failure::usage(format!("{} is not in this project", path.display()), help))?;
    Ok(below.to_string_lossy().into_owned())
}

/// The entry that a file holds, and the language in which.
fn entry_of(survey: &Survey, path: &str) -> Option<(EntryIx, Lang)> {
    let main = survey.catalog.site.main_language();
    survey.catalog.iter().find_map(|(ix, entry)| {
        if &*entry.source.path == path {
            return Some((ix, main));
        }
        let mut translations = entry.translations.iter();
        translations.find(|(_, translation)| &*translation.source.path == path).map(|(lang, _)| (ix, *lang))
    })
}

/// An address below the site's base, without a slash before it.
fn path_of(typed: &str, origin: &str, base: &str) -> Option<String> {
    let of_site = |typed| if origin.is_empty() { None } else { str::strip_prefix(typed, origin) };
    let path = match typed.split_once("://") {
        Some((_, rest)) => of_site(typed).or_else(|| of_preview(rest))?,
        None => typed,
    };
    let path = path.split(['#', '?']).next().unwrap_or_default();
    // From the root of the host, or from the site's own.
    let below = path.strip_prefix(base).or_else(|| (path == base.trim_end_matches('/')).then_some(""));
    let below = match below {
        Some(below) => below,
        None if typed.contains("://") => return None,
        None => path.trim_start_matches('/'),
    };
    let decoded = percent_decode_str(below).decode_utf8().ok()?;
    Some(decoded.strip_suffix("index.html").unwrap_or(&decoded).to_owned())
}

/// The path of an address of this machine, as the preview's pages have in the browser.
fn of_preview(rest: &str) -> Option<&str> {
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let port = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = port.map_or(authority, |(host, _)| host);
    guard::NAMES.contains(&host).then_some(if path.is_empty() { "/" } else { path })
}

/// The route at an address; a slash at its end may be missing.
fn find(survey: &Survey, path: &str) -> Option<Route> {
    let addresses = &survey.routes.addresses;
    let with_slash = format!("{path}/");
    let at = addresses.iter().position(|known| known == path);
    let at = at.or_else(|| addresses.iter().position(|known| *known == with_slash))?;
    Some(survey.routes.list[at])
}

/// The pages of a template that the theme has and the project's folder does not.
fn of_template(survey: &Survey, path: &str, format: ExplainFormat) -> Option<String> {
    let (_, name) = path.split_once("templates/")?;
    let path = &*survey.theme.templates.get(name)?.path;
    let pages = provenance::made_from(whole(survey), path);
    (!pages.is_empty()).then(|| pages_of(whole(survey), path, None, &pages, format))
}

fn entry(whole: Whole<'_>, ix: EntryIx, lang: Lang, format: ExplainFormat) -> String {
    let shows = provenance::entry(whole, ix, lang);
    let origin = provenance::page(whole, Route { lang, page: Page::Entry(ix) });
    match format {
        ExplainFormat::Text => text::entry(&shows, origin.template.as_deref()),
        ExplainFormat::Json => pretty(&json!({ "entry": shows, "page": origin })),
    }
}

fn page(whole: Whole<'_>, route: Route, format: ExplainFormat) -> String {
    let origin = provenance::page(whole, route);
    let shows = match route.page {
        Page::Entry(ix) => Some(provenance::entry(whole, ix, route.lang)),
        _ => None,
    };
    match (format, shows) {
        (ExplainFormat::Text, Some(shows)) => {
            format!("{}\n{}", text::heading(&origin), text::entry(&shows, origin.template.as_deref()))
        }
        (ExplainFormat::Text, None) => text::page(&origin),
        (ExplainFormat::Json, Some(shows)) => pretty(&json!({ "page": origin, "entry": shows })),
        (ExplainFormat::Json, None) => pretty(&json!({ "page": origin })),
    }
}

fn pages_of(whole: Whole<'_>, path: &str, brings: Option<&str>, pages: &[Route], format: ExplainFormat) -> String {
    let addresses: Vec<_> = pages.iter().map(|route| whole.address_of(*route)).collect();
    match format {
        ExplainFormat::Text => text::pages(path, brings, &addresses),
        ExplainFormat::Json => pretty(&json!({ "file": path, "brings": brings, "pages": addresses })),
    }
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn addresses_are_taken_from_the_sites_base_on() {
        let of = |typed| path_of(typed, "https://x.org", "/compact/");
        for typed in [
            "https://x.org/compact/themes/a%20b/",
            "/compact/themes/a%20b/index.html",
            "/themes/a%20b/#x",
            "themes/a b/?y",
        ] {
            assert_eq!(of(typed).as_deref(), Some("themes/a b/"), "{typed}");
        }
        assert_eq!(of("https://x.org/compact").as_deref(), Some(""));
        assert_eq!(of("/").as_deref(), Some(""));
        for typed in ["https://y.org/compact/", "https://x.org/other/", "http://x.org/compact/"] {
            assert_eq!(of(typed), None, "{typed}");
        }
        assert_eq!(path_of("https://x.org/", "", "/"), None);
    }
}
