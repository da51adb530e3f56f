//! The settings as typed.

use std::collections::BTreeMap;

use super::publishing;
use crate::diagnostic::{Code, Level, did_you_mean};
use crate::field::{Localized, WebAddress};
use crate::lang::Lang;
use crate::node::{Node, Value};
use crate::record;
use crate::record::{Datum, Field, Fields, Reader, Shape};
use crate::source::Spanned;

record! {
    /// The settings of `site.toml`.
    pub struct Settings {
        /// A name for the site that never changes, by which publishing tells one site from another.
        id: Option<String>,
        /// What the site is called.
        title: Localized,
        /// What the site is, in one or two sentences.
        description: Option<Localized>,
        /// Where the site will live, with its path: `https://example.org/compact/`.
        base_url: Option<Spanned<String>>,
        /// Write links relative to the page, so that the folder can be read without a server; `404.html` never has them.
        relative_urls: bool,
        /// The main language.
        language: Option<Lang>,
        /// All languages; the main one is among them or is added.
        languages: Vec<Lang>,
        /// The theme: a folder below `themes/`, or `folio`, which comes with the program.
        theme: Option<Spanned<String>>,
        /// How works are cited: a style that comes with the program, or the path of a CSL file of the project.
        citation_style: Option<Spanned<String>>,
        /// The output folder, which lies in the project; default: `public`.
        output: Option<Spanned<String>>,
        /// Where a reader can propose a change; `{path}` stands for the path of the entry's file.
        edit_url: Option<Spanned<String>>,
        /// What opens a file in an editor, for the preview; `{path}` and `{line}` stand for the place. Default: VS Code,
        /// `vscode://file{path}:{line}`.
        editor: Option<Spanned<String>>,
        /// Put the whole text of entries into feeds, not only the summary.
        full_text_feeds: bool,
        /// Who publishes the site and answers for its texts: entries are cited by this name.
        publisher: Option<String>,
        /// The licence of the content, in words.
        licence: Option<String>,
        /// The address of the licence.
        licence_url: Option<WebAddress>,
        /// What is an error, what a warning, what is let be: `unused-term = "warn"`.
        check: CheckLevels,
        /// Families of output to leave out.
        outputs: Option<Outputs>,
        /// Where the site is published to, one table for each target: `[publish.production]`.
        publish: publishing::Targets,
    }
}

record! {
    /// Families of output; all are on unless set to false.
    pub struct Outputs {
        /// `.../ID/index.json`, one for each entry.
        entry_json as "entry-json": Option<bool>,
        /// `.../ID/index.md`, one for each entry and language.
        markdown: Option<bool>,
        /// `llms.txt`.
        llms: Option<bool>,
        /// `feed.xml`.
        feed: Option<bool>,
        /// `.../feed.xml`, one for each term.
        term_feeds as "term-feeds": Option<bool>,
        /// `calendar.ics`.
        calendar: Option<bool>,
        /// `.../calendar.ics`, one for each term whose entries have dates.
        term_calendars as "term-calendars": Option<bool>,
        /// Everything below `data/`.
        data: Option<bool>,
        /// `data/*.csv` with `data/datapackage.json`.
        csv: Option<bool>,
        /// `data/*.ttl` and `data/site.jsonld`.
        rdf: Option<bool>,
        /// `data/site.sqlite`.
        sqlite: Option<bool>,
        /// `explore/words/*.json`; without them, texts are not searched, only titles, summaries and names.
        search: Option<bool>,
        /// `sitemap.xml` and `robots.txt`.
        sitemap: Option<bool>,
    }
}

/// The table `[check]`: codes and what to make of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckLevels(pub BTreeMap<Code, Level>);

impl Field for CheckLevels {
    fn shape() -> Shape {
        Shape::Any
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            let help = "write `[check]`, and below it a line for each code: unused-term = \"warn\"";
            return reader.refuse(Code::WrongType, node.span, "expected a table of codes", Some(help.into()));
        };
        let mut levels = BTreeMap::new();
        for (key, value) in map {
            let level = match reader.scalar(value) {
                Some("deny") => Some(Level::Deny),
                Some("warn") => Some(Level::Warn),
                Some("allow") => Some(Level::Allow),
                Some(_) => {
                    let help = Some("write \"deny\", \"warn\" or \"allow\"".into());
                    reader.refuse(Code::BadValue, value.span, "this is no severity", help)
                }
                None => None,
            };
            match (Code::from_name(key), level) {
                (Some(code), Some(level)) => {
                    levels.insert(code, level);
                }
                (Some(_), None) => {}
                (None, _) => {
                    let message = format!("there is no code `{key}`");
                    reader.refuse::<()>(Code::UnknownSetting, key.span, message, Some(near_codes(key)));
                }
            }
        }
        Some(Self(levels))
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Nothing
    }
}

/// What may have been meant by a code that does not exist.
fn near_codes(typed: &str) -> String {
    let codes = || Code::ALL.iter().map(|code| code.as_str());
    if let Some(near) = did_you_mean(typed, codes()) {
        return near;
    }
    let has_word = |code: &&str| code.split('-').any(|word| typed.split(['-', '_']).any(|its| its == word));
    let alike: Vec<_> = codes().filter(has_word).collect();
    if alike.is_empty() {
        return "`compendium explain` lists all codes".into();
    }
    format!("codes with that name are {}", alike.join(", "))
}

/// Names that settings have elsewhere, for those who come from there.
const ELSEWHERE: [(&str, &str); 11] = [
    ("baseURL", "base_url"),
    ("baseurl", "base_url"),
    ("url", "base_url"),
    ("output_dir", "output"),
    ("publishDir", "output"),
    ("destination", "output"),
    ("default_language", "language"),
    ("languageCode", "language"),
    ("defaultContentLanguage", "language"),
    ("relativeURLs", "relative_urls"),
    ("name", "title"),
];

/// Reports what is no setting.
pub(super) fn report_unknown(fields: &mut Fields<'_>) {
    for (key, _) in fields.rest() {
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == key.value);
        let help = elsewhere.map(|(_, ours)| format!("this setting is called `{ours}` here"));
        let help = help.or_else(|| did_you_mean(key, fields.known().iter().copied()));
        let help = help.or_else(|| Some(format!("settings: {}", fields.known().join(", "))));
        fields.reader.refuse::<()>(Code::UnknownSetting, key.span, format!("there is no setting `{key}`"), help);
    }
}
