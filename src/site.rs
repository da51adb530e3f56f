//! `site.toml`: the settings of a site, typed.

pub mod publishing;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Level, did_you_mean};
use crate::field::Localized;
use crate::lang::Lang;
use crate::node::{self, Node, Value};
use crate::record;
use crate::record::{Datum, Field, Fields, Reader, Record, Shape};
use crate::source::{Source, Spanned};

/// The file that makes a folder a project.
pub const FILE: &str = "site.toml";

/// The name of the theme that comes with the program.
pub const OWN_THEME: &str = "folio";

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
        /// Write links relative to the page, so that the folder can be read without a server.
        relative_urls: bool,
        /// The main language.
        language: Option<Lang>,
        /// All languages; the main one is among them or is added.
        languages: Vec<Lang>,
        /// The theme: a folder below `themes/`, or `folio`, which comes with the program.
        theme: Option<Spanned<String>>,
        /// How works are cited: a style that comes with the program, or the path of a CSL file of the project.
        citation_style: Option<Spanned<String>>,
        /// The output folder.
        output: Option<Spanned<String>>,
        /// Where a reader can propose a change; `{path}` stands for the path of the entry's file.
        edit_url: Option<Spanned<String>>,
        /// What opens a file in an editor, for the preview; `{path}` and `{line}` stand for the place.
        editor: Option<Spanned<String>>,
        /// Put the whole text of entries into feeds, not only the summary.
        full_text_feeds: bool,
        /// Who publishes the site and answers for its texts: entries are cited by this name.
        publisher: Option<String>,
        /// The licence of the content, in words.
        licence: Option<String>,
        /// The address of the licence.
        licence_url: Option<crate::field::WebAddress>,
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
            return reader.refuse(Code::WrongType, node.span, "expected a table of codes", None);
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
                    let help = did_you_mean(key, Code::ALL.iter().map(|code| code.as_str()));
                    reader.refuse::<()>(Code::UnknownSetting, key.span, format!("there is no code `{key}`"), help);
                }
            }
        }
        Some(Self(levels))
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn datum(&self) -> Datum {
        Datum::Nothing
    }
}

/// The settings as the program works with them: nothing in here can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its name for publishing; the title's slug when none is set.
    pub id: String,
    /// Its title.
    pub title: Localized,
    /// Its description.
    pub description: Option<Localized>,
    /// Where it will live.
    pub base: BaseUrl,
    /// Whether links are written relative to the page.
    pub relative_urls: bool,
    /// Its languages, the main one first.
    pub languages: Vec<Lang>,
    /// The name of its theme, and where the settings say it.
    pub theme: Spanned<String>,
    /// How works are cited.
    pub citation_style: StyleName,
    /// Its output folder below the root.
    pub output: String,
    /// Where a reader can propose a change.
    pub edit_url: Option<String>,
    /// What opens a file in an editor, for the preview.
    pub editor: Option<String>,
    /// Whether feeds hold the whole text of entries.
    pub full_text_feeds: bool,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The licence of the content.
    pub licence: Option<String>,
    /// The address of the licence.
    pub licence_url: Option<String>,
    /// What `[check]` sets.
    pub check: BTreeMap<Code, Level>,
    /// Which families of output are made.
    pub outputs: Made,
    /// Where it is published to, by name.
    pub publish: BTreeMap<String, publishing::PublishTarget>,
}

impl Site {
    /// The main language.
    pub fn main_language(&self) -> Lang {
        self.languages[0]
    }
}

/// Where the citation style comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum StyleName {
    /// It comes with the program.
    Bundled(String),
    /// It is a file of the project; its path, and where the settings name it.
    File(Spanned<String>),
}

/// Which families of output are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of `[outputs]`.
pub struct Made {
    /// `.../ID/index.json`.
    pub entry_json: bool,
    /// `.../ID/index.md`.
    pub markdown: bool,
    /// `llms.txt`.
    pub llms: bool,
    /// `feed.xml`.
    pub feed: bool,
    /// `.../feed.xml` of terms.
    pub term_feeds: bool,
    /// `calendar.ics`.
    pub calendar: bool,
    /// `.../calendar.ics` of terms.
    pub term_calendars: bool,
    /// What is below `data/`.
    pub data: bool,
    /// `data/*.csv`.
    pub csv: bool,
    /// `data/*.ttl` and `data/site.jsonld`.
    pub rdf: bool,
    /// `data/site.sqlite`.
    pub sqlite: bool,
    /// `explore/words/*.json`.
    pub search: bool,
    /// `sitemap.xml` and `robots.txt`.
    pub sitemap: bool,
}

/// The address at which a site lives, in its two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host: `https://example.org`, or empty when the site does not say where it will live.
    pub origin: String,
    /// Path with a slash at either end: `/` or `/compact/`.
    pub path: String,
}

impl BaseUrl {
    /// The parts of an address such as `https://example.org/compact`.
    pub fn parse(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "https" | "http") && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        let path = format!("{}/", url.path().trim_end_matches('/'));
        (plain && anonymous && url.has_host()).then(|| Self { origin: url.origin().ascii_serialization(), path })
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
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

/// Reads `site.toml`.
pub fn parse(source: &Arc<Source>) -> (Option<Site>, Vec<Diagnostic>) {
    let (node, mut diagnostics) = node::from_toml(source);
    let mut reader = Reader::new(source);
    let site = node.and_then(|node| {
        let mut fields = Fields::new(&mut reader, &node)?;
        let settings = Settings::from_fields(&mut fields);
        report_unknown(&mut fields);
        settings.and_then(|settings| meant(settings, &mut reader))
    });
    diagnostics.append(&mut reader.diagnostics);
    (site.filter(|_| diagnostics.is_empty()), diagnostics)
}

fn report_unknown(fields: &mut Fields<'_>) {
    for (key, _) in fields.rest() {
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == key.value);
        let help = elsewhere.map(|(_, ours)| format!("this setting is called `{ours}` here"));
        let help = help.or_else(|| did_you_mean(key, fields.known().iter().copied()));
        let help = help.or_else(|| Some(format!("settings: {}", fields.known().join(", "))));
        fields.reader.refuse::<()>(Code::UnknownSetting, key.span, format!("there is no setting `{key}`"), help);
    }
}

/// From settings as typed to settings as meant.
fn meant(settings: Settings, reader: &mut Reader) -> Option<Site> {
    let base = match &settings.base_url {
        None => Some(BaseUrl { origin: String::new(), path: "/".into() }),
        Some(text) => BaseUrl::parse(text).or_else(|| {
            let help = Some("write it whole: https://example.org/ or https://example.org/compact/".into());
            reader.refuse(Code::BadUrl, text.span, format!("`{text}` is not the address of a site"), help)
        }),
    };
    let theme = inside(settings.theme.as_ref(), OWN_THEME, reader);
    let output = inside(settings.output.as_ref(), "public", reader);
    let style = style_name(settings.citation_style.as_ref(), reader);
    if let Some(text) = &settings.edit_url
        && crate::field::WebAddress::parse(&text.replace("{path}", "x")).is_none()
    {
        let help = Some("write https://...{path}".into());
        reader.refuse::<()>(Code::BadUrl, text.span, "this address is refused", help);
    }
    if let Some(text) = settings.editor.as_ref().filter(|text| !opens_an_editor(text)) {
        let help = Some("write an address of your editor: vscode://file{path}:{line}".into());
        reader.refuse::<()>(Code::BadUrl, text.span, "this opens no file in an editor", help);
    }
    let (base, theme, output) = (base?, theme?, output?);
    let theme = Spanned { value: theme, span: settings.theme.as_ref().map(|theme| theme.span).unwrap_or_default() };
    let main = settings.language.or(settings.languages.first().copied()).or_else(|| Lang::parse("en"))?;
    let mut languages = vec![main];
    for lang in settings.languages {
        if !languages.contains(&lang) {
            languages.push(lang);
        }
    }
    let on = |switch: Option<bool>| switch.unwrap_or(true);
    let outputs = settings.outputs.as_ref();
    Some(Site {
        id: settings.id.unwrap_or_else(|| crate::slug::slug(settings.title.original())),
        title: settings.title,
        description: settings.description,
        base,
        relative_urls: settings.relative_urls,
        languages,
        theme,
        citation_style: style?,
        output,
        edit_url: settings.edit_url.map(|text| text.value),
        editor: settings.editor.map(|text| text.value),
        full_text_feeds: settings.full_text_feeds,
        publisher: settings.publisher,
        licence: settings.licence,
        licence_url: settings.licence_url.map(|url| url.as_str().to_owned()),
        check: settings.check.0,
        publish: settings.publish.0,
        outputs: Made {
            entry_json: on(outputs.and_then(|outputs| outputs.entry_json)),
            markdown: on(outputs.and_then(|outputs| outputs.markdown)),
            llms: on(outputs.and_then(|outputs| outputs.llms)),
            feed: on(outputs.and_then(|outputs| outputs.feed)),
            term_feeds: on(outputs.and_then(|outputs| outputs.term_feeds)),
            calendar: on(outputs.and_then(|outputs| outputs.calendar)),
            term_calendars: on(outputs.and_then(|outputs| outputs.term_calendars)),
            data: on(outputs.and_then(|outputs| outputs.data)),
            csv: on(outputs.and_then(|outputs| outputs.csv)),
            rdf: on(outputs.and_then(|outputs| outputs.rdf)),
            sqlite: on(outputs.and_then(|outputs| outputs.sqlite)),
            search: on(outputs.and_then(|outputs| outputs.search)),
            sitemap: on(outputs.and_then(|outputs| outputs.sitemap)),
        },
    })
}

/// A name is one of the bundled styles, anything with a slash or an ending a path.
fn style_name(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<StyleName> {
    use crate::csl::{BUNDLED, DEFAULT};
    let Some(text) = text else { return Some(StyleName::Bundled(DEFAULT.into())) };
    if text.contains(['/', '\\']) || text.ends_with(".csl") {
        inside(Some(text), "", reader)?;
        return Some(StyleName::File(text.clone()));
    }
    let names = || BUNDLED.iter().map(|(name, _)| *name);
    if names().any(|name| name == text.value) {
        return Some(StyleName::Bundled(text.value.clone()));
    }
    let list = || {
        format!(
            "styles that come with the program: {}; or write a path: styles/house.csl",
            names().collect::<Vec<_>>().join(", ")
        )
    };
    let help = did_you_mean(text, names()).unwrap_or_else(list);
    reader.refuse(Code::BadCitationStyle, text.span, format!("there is no citation style `{text}`"), Some(help))
}

/// Whether it is an address that names a file and cannot run anything in the page.
fn opens_an_editor(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme =
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    let runs = ["javascript", "data", "vbscript", "blob"].contains(&scheme.to_ascii_lowercase().as_str());
    is_scheme && !runs && rest.contains("{path}")
}

/// A relative path inside the project.
fn inside(text: Option<&Spanned<String>>, default: &str, reader: &mut Reader) -> Option<String> {
    let Some(text) = text else { return Some(default.to_owned()) };
    let parts = text.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    if parts && !text.contains('\\') {
        return Some(text.value.clone());
    }
    let help = Some("write a path inside the project without `..`".into());
    reader.refuse(Code::BadPath, text.span, format!("the path `{text}` leaves the project"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> (Option<Site>, Vec<(String, Option<String>)>) {
        let (site, problems) = parse(&Source::new("site.toml", text));
        (site, problems.into_iter().map(|d| (d.code.to_string(), d.help)).collect())
    }

    #[test]
    fn a_title_is_enough() {
        let (site, problems) = site("title = \"A compact\"");
        assert_eq!(problems, []);
        let site = site.expect("a site");
        assert_eq!(
            (site.id.as_str(), site.output.as_str(), site.theme.value.as_str()),
            ("a-compact", "public", "folio")
        );
        assert!(site.outputs.entry_json);
    }

    #[test]
    fn settings_of_other_generators_get_a_hint() {
        let (_, problems) = site("title = \"x\"\nbaseURL = \"https://x.org\"\n");
        assert_eq!(problems[0].1.as_deref(), Some("this setting is called `base_url` here"));
    }

    #[test]
    fn what_is_missing_is_shown_as_toml_has_it() {
        let (_, problems) = site("title = \"\"\n[publish.a]\n");
        let helps: Vec<_> = problems.iter().filter_map(|(_, help)| help.as_deref()).collect();
        assert_eq!(helps, ["write a value, as in `title = \"...\"`", "add `type = \"folder\"`"]);
        let (_, problems) = self::site("title: A compact\n");
        assert_eq!(problems[0].1.as_deref(), Some("settings are TOML: write `title = \"...\"`"));
    }

    #[test]
    fn paths_stay_in_the_project() {
        for bad in ["../x", "/etc", "a/../../b", "", "a//b"] {
            let (site, problems) = site(&format!("title = \"x\"\noutput = {bad:?}"));
            assert!(site.is_none() && !problems.is_empty(), "{bad}");
        }
    }

    #[test]
    fn a_base_url_may_have_a_path_and_nothing_behind_it() {
        let base = BaseUrl::parse("https://example.org/a/b").expect("an address");
        assert_eq!((base.origin.as_str(), base.path.as_str()), ("https://example.org", "/a/b/"));
        for bad in ["example.org", "/a", "https://u:p@x.org/", "ftp://x.org/", "https://x.org/?q", "javascript:x"] {
            assert!(BaseUrl::parse(bad).is_none(), "{bad}");
        }
    }
}
