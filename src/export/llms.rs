//! `llms.txt`: what the site is and where its parts are, for language models and others who read by machine
//! (<https://llmstxt.org>).
//!
//! Titles lead to Markdown where the site has it. A large site is not listed whole: the newest entries of each kind are, and
//! where to find all of them.

use std::fmt::Write as _;

use super::catalogue::ExportIx;
use super::markdown::{address, entry_address, link, paragraph, text};
use crate::catalog::EntryIx;
use crate::entry::Kind;
use crate::route;
use crate::view::Edition;

/// Entries of one kind that are listed.
const LENGTH: usize = 200;
/// The files of data that are named, as far as the site has them.
const FILES: [&str; 5] =
    ["data/entries.json", "data/entries.csv", "data/site.sqlite", "data/site.ttl", "data/references.bib"];

/// The file, in the main language.
pub fn file(edition: &Edition) -> Vec<u8> {
    let catalog = &*edition.catalog;
    let site = &catalog.site;
    let mut out = format!("# {}\n", text(site.title.text(edition.lang)));
    if let Some(description) = &site.description {
        let _ = write!(out, "\n> {}\n", paragraph(description.text(edition.lang)));
    }
    let _ = write!(out, "\n{}\n", paragraph(&edition.text("llms-about")));
    for kind in Kind::LISTED {
        let entries: Vec<_> = catalog.of_kind(kind).collect();
        let title = edition.text(&format!("kinds-{kind}"));
        let left_out = entries.len().saturating_sub(LENGTH);
        section(edition, &title, &catalog.newest(entries, LENGTH), &mut out);
        if left_out > 0 {
            let _ = writeln!(out, "- {}", text(&edition.count("llms-more", left_out)));
        }
    }
    let exports: Vec<_> = ExportIx::of_site(catalog).collect();
    let files: Vec<_> = FILES.iter().filter_map(|file| exports.iter().find(|export| export.file == *file)).collect();
    if !files.is_empty() {
        let _ = write!(out, "\n## {}\n\n", text(&edition.text("overview-data")));
        for export in files {
            let about = edition.text(&export.string());
            let _ = writeln!(out, "- {}: {}", link(&text(export.name()), &address(edition, export.file)), text(&about));
        }
    }
    // A model that is short of room may leave out what stands under this name.
    let pages = catalog.of_kind(Kind::Page).filter(|ix| !route::is_home_text(catalog, *ix));
    section(edition, "Optional", &pages.collect::<Vec<_>>(), &mut out);
    out.into_bytes()
}

fn section(edition: &Edition, title: &str, entries: &[EntryIx], out: &mut String) {
    if entries.is_empty() {
        return;
    }
    let _ = write!(out, "\n## {}\n\n", text(title));
    for ix in entries {
        let texts = edition.texts(&edition.catalog[*ix]);
        let _ = write!(out, "- {}", link(&text(texts.title), &entry_address(edition, *ix)));
        if let Some(summary) = texts.summary {
            let _ = write!(out, ": {}", text(summary));
        }
        out.push('\n');
    }
}
