//! `site.toml`: the settings of a site, typed.

mod base;
pub mod publishing;
mod settings;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use base::BaseUrl;
pub use settings::{CheckLevels, Outputs, Settings};

use crate::diagnostic::{Code, Diagnostic, Level, did_you_mean};
use crate::field::Localized;
use crate::lang::Lang;
use crate::node;
use crate::record::{Fields, Reader, Record};
use crate::source::{Source, Spanned};

/// The file that makes a folder a project.
pub const FILE: &str = "site.toml";

/// The name of the theme that comes with the program.
pub const OWN_THEME: &str = "folio";

/// The settings as the program works with them: nothing in here can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its name for publishing; the title's slug when none is set.
    pub id: String,
    /// Whether the settings name it; else it follows from the title, and changes with it.
    pub has_own_id: bool,
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

/// Folders of a project that are read and so never written to.
pub const SOURCE_FOLDERS: [&str; 7] = ["content", "static", "templates", "strings", "themes", "archetypes", "styles"];

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

/// Reads `site.toml`. What is meant by the settings is looked at with something in place of those that cannot be read, so that
/// one run tells all.
pub fn parse(source: &Arc<Source>) -> (Option<Site>, Vec<Diagnostic>) {
    let (node, mut diagnostics) = node::from_toml(source);
    let mut reader = Reader::new(source);
    let site = node.and_then(|node| {
        let mut fields = Fields::new(&mut reader, &node)?;
        let settings = Settings::as_far_as_it_goes(&mut fields);
        settings::report_unknown(&mut fields);
        settings.and_then(|settings| meant(settings, &mut reader))
    });
    diagnostics.append(&mut reader.diagnostics);
    (site.filter(|_| diagnostics.is_empty()), diagnostics)
}

/// Whether everybody may see the address: it is published, so that there is no password in it.
fn is_open_address(text: &str) -> bool {
    let url = crate::field::WebAddress::parse(text).and_then(|_| url::Url::parse(text).ok());
    url.is_some_and(|url| url.username().is_empty() && url.password().is_none())
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
    let output = output(settings.output.as_ref(), reader);
    let citation_style = style_name(settings.citation_style.as_ref(), reader);
    // Without the path, all pages would lead to one address.
    let is_whole = |text: &str| text.contains("{path}");
    if let Some(text) = &settings.edit_url
        && (!is_whole(text) || !is_open_address(&text.replace("{path}", "x")))
    {
        let help = Some("write https://...{path}".into());
        reader.refuse::<()>(Code::BadUrl, text.span, "this leads to no page that could be edited", help);
    }
    if let Some(text) = settings.editor.as_ref().filter(|text| !opens_an_editor(text)) {
        let help = Some("write an address of your editor: vscode://file{path}:{line}".into());
        reader.refuse::<()>(Code::BadUrl, text.span, "this opens no file in an editor", help);
    }
    let (base, theme, output, citation_style) = (base?, theme?, output?, citation_style?);
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
        has_own_id: settings.id.is_some(),
        id: settings.id.unwrap_or_else(|| crate::slug::slug(settings.title.original())),
        title: settings.title,
        description: settings.description,
        base,
        relative_urls: settings.relative_urls,
        languages,
        theme,
        citation_style,
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

/// The output folder, which is none of those that are read.
fn output(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<String> {
    let path = inside(text, "public", reader)?;
    let first = path.split('/').next().filter(|first| SOURCE_FOLDERS.contains(first)).map(str::to_owned);
    let (Some(folder), Some(text)) = (first, text) else { return Some(path) };
    let help = Some("write a folder that nothing else is in, as `public`".into());
    reader.refuse(Code::BadPath, text.span, format!("the site is made from the folder `{folder}`"), help)
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
    fn all_that_is_wrong_is_told_at_once() {
        let (site, problems) = site(
            "title = \"\"\nrelative_urls = \"yes\"\nbase_url = \"ftp://x\"\ntheme = \"../foo\"\ncitation_style = \"nope\"\n\
            output = \"../out\"\nedit_url = \"javascript:x\"\nlanguage = \"?\"\n",
        );
        assert_eq!(site, None);
        let mut codes: Vec<_> = problems.iter().map(|(code, _)| code.as_str()).collect();
        codes.sort_unstable();
        let expected = ["bad-citation-style", "bad-path", "bad-path", "bad-url", "bad-url", "bad-value", "empty-value"];
        assert_eq!(codes, [&expected[..], &["wrong-type"]].concat());
        assert!(problems.contains(&("wrong-type".into(), Some("write `true`".into()))));
    }

    #[test]
    fn a_code_that_does_not_exist_gets_near_names() {
        let help = |code: &str| site(&format!("title = \"x\"\n[check]\n{code} = \"warn\"\n")).1.remove(0).1;
        assert_eq!(help("unused-terms").as_deref(), Some("did you mean `unused-term`?"));
        assert_eq!(help("orphan").as_deref(), Some("codes with that name are orphan-entry, orphan-translation"));
        assert_eq!(help("zebra").as_deref(), Some("`compendium explain` lists all codes"));
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
        for bad in ["../x", "/etc", "a/../../b", "", "a//b", "content", "static/site"] {
            let (site, problems) = site(&format!("title = \"x\"\noutput = {bad:?}"));
            assert!(site.is_none() && !problems.is_empty(), "{bad}");
        }
    }
}
