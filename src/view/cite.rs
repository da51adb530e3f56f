//! An entry as something that others cite: in the style of the site, and for reference managers.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use tera::Value;

use super::edition::Edition;
use crate::catalog::EntryIx;
use crate::entry::Kind;
use crate::export::references::{CslJson, bibtex, entry_item, ris};
use crate::media;

/// How an entry is cited.
#[derive(Debug, Serialize)]
pub struct CiteView {
    /// In the style of the site, with its address as a link.
    html: Value,
    /// In BibTeX, to be copied: nearly every reference manager takes it, and people write it by hand.
    bibtex: String,
    /// In RIS and CSL-JSON, which nobody reads.
    files: [CiteFile; 2],
}

/// A file that is in the address of its link. A page for each would be three files for one of an entry.
#[derive(Debug, Serialize)]
pub struct CiteFile {
    /// What is in it.
    format: &'static str,
    /// What the file is called.
    name: String,
    /// The address, with all that is in it.
    data: String,
}

/// What has a meaning of its own in an address, or in HTML.
const QUOTED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How an entry is cited; pages of the site itself are not.
pub fn cite(edition: &Edition, ix: EntryIx) -> Option<CiteView> {
    let entry = &edition.catalog[ix];
    if entry.kind() == Kind::Page {
        return None;
    }
    let texts = edition.texts(entry);
    let item = entry_item(&edition.catalog, texts.lang, ix, texts.title);
    let id = entry.id.as_str();
    let (mut in_bibtex, mut in_ris) = (String::with_capacity(512), String::with_capacity(512));
    bibtex(id, &item, &mut in_bibtex);
    ris(id, &item, &mut in_ris);
    let in_csl_json = serde_json::to_string(&[CslJson { id, item: &item }]).expect("a work is always written");
    let file = |format, ending, media_type, text: &str| CiteFile {
        format,
        name: format!("{id}.{ending}"),
        data: data_address(media_type, text),
    };
    Some(CiteView {
        html: edition.works.unlisted(&item, None),
        files: [
            file("RIS", "ris", "application/x-research-info-systems", &in_ris),
            file("CSL-JSON", "json", media::CSL_JSON, &in_csl_json),
        ],
        bibtex: in_bibtex,
    })
}

/// An address that holds what it leads to (RFC 2397).
fn data_address(media_type: &str, text: &str) -> String {
    let mut address = String::with_capacity(2 * text.len());
    address.extend(["data:", media_type, ";charset=utf-8,"]);
    address.extend(utf8_percent_encode(text, QUOTED));
    address
}
