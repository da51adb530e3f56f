//! A theme: templates, strings and static files.
//!
//! Three layers, file by file, the later ones winning: the theme `folio` that is embedded in the program, the theme's
//! folder below `themes/`, and the project's own `templates/`, `strings/` and static files of the same names. Static files of a theme are named by the
//! hash of their content, so that they can be kept for a year.

mod layers;
pub mod problems;
pub mod untranslated;
mod unused;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use layers::{Layer, Piece, pieces, static_names};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::Lang;
use crate::locale::{Locale, Slip};
use crate::media::{self, Origin};
use crate::source::{Source, Span};

#[derive(rust_embed::Embed)]
#[folder = "themes/folio/"]
struct Folio;

/// A theme, complete.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Templates by name: `entry.html`.
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Strings by language, those that win last.
    pub strings: BTreeMap<Lang, Vec<Arc<Source>>>,
    /// Static files in the order of their names.
    pub assets: Vec<Asset>,
}

/// A static file of a theme.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its name in the theme: `folio.css`.
    pub name: String,
    /// Its name on the site: `folio.1a2b3c4d5e.css`.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

/// A file by its path below the project's root: `themes/mine/static/fonts/a.woff2`.
pub type File = (String, Vec<u8>);

impl Theme {
    /// The theme `name` of a project. `texts` are the text files of themes and project, `binaries` the other static files of
    /// themes and those of the project that take the place of one, all by path below the root.
    pub fn assemble(name: &str, texts: &[Arc<Source>], binaries: Vec<File>) -> (Self, Vec<Diagnostic>) {
        let folder = format!("themes/{name}/");
        let mut theme = Self::default();
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut problems = Vec::new();
        for path in Folio::iter() {
            let data = Folio::get(&path).expect("an embedded file that is listed exists").data;
            match String::from_utf8(data.into_owned()) {
                Ok(text) => theme.place(
                    &path,
                    &Source::new(format!("(embedded) folio/{path}"), text),
                    &mut files,
                    &mut problems,
                ),
                Err(binary) => {
                    files.insert(path.to_string(), binary.into_bytes());
                }
            }
        }
        for source in texts.iter().filter(|source| source.path.starts_with(&*folder)) {
            theme.place(&source.path[folder.len()..], source, &mut files, &mut problems);
        }
        let (of_themes, of_project): (Vec<_>, Vec<_>) =
            binaries.into_iter().partition(|(path, _)| path.starts_with("themes/"));
        let of_themes =
            of_themes.into_iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&*folder)?.to_owned(), bytes)));
        files.extend(of_themes.chain(of_project));
        for source in texts.iter().filter(|source| !source.path.starts_with("themes/")) {
            if source.path.starts_with("static/") && !files.contains_key(&*source.path) {
                let (message, help) = crate::load::type_refused(Origin::Project);
                problems.push(Diagnostic::of_file(Code::FileTypeRefused, &source.path, message).help(help));
                continue;
            }
            theme.place(&source.path, source, &mut files, &mut problems);
        }
        theme.assets = assets(files);
        problems.extend(unused::templates(&theme));
        problems.extend(unused::strings(&theme));
        (theme, problems)
    }

    fn place(
        &mut self,
        path: &str,
        source: &Arc<Source>,
        files: &mut BTreeMap<String, Vec<u8>>,
        problems: &mut Vec<Diagnostic>,
    ) {
        if let Some(name) = path.strip_prefix("templates/") {
            self.templates.insert(name.to_owned(), Arc::clone(source));
        } else if let Some(name) = path.strip_prefix("strings/") {
            match name.strip_suffix(".ftl").and_then(Lang::parse) {
                Some(lang) => self.strings.entry(lang).or_default().push(Arc::clone(source)),
                None => problems.push(
                    Diagnostic::new(Code::UnknownFile, source, Span::default(), "nothing reads this file")
                        .help("strings are in files such as en.ftl and fr.ftl"),
                ),
            }
        } else if path.starts_with("static/") {
            files.insert(path.to_owned(), source.text.clone().into_bytes());
        }
    }

    /// The words of a language; the English ones stand in for what is not translated.
    ///
    /// # Errors
    ///
    /// All that is wrong with its files, and with the English ones.
    pub fn locale(&self, lang: Lang) -> Result<Locale, Vec<Diagnostic>> {
        let english = Some(Lang::ENGLISH).filter(|english| *english != lang);
        let languages = english.into_iter().chain([lang]);
        let files: Vec<_> = languages.filter_map(|lang| self.strings.get(&lang)).flatten().collect();
        let texts: Vec<_> = files.iter().map(|source| source.text.as_str()).collect();
        Locale::new(lang, &texts).map_err(|slips| {
            let in_file = |slip: Slip| {
                let file = slip.file.and_then(|file| files.get(file));
                let none = || Source::new(format!("strings/{lang}.ftl"), "");
                let source = file.map_or_else(none, |source| Arc::clone(source));
                Diagnostic::new(Code::TemplateError, &source, Span::new(slip.at.start, slip.at.end), slip.message)
                    .help("a message is a line `key = text`; lines that belong to it are indented")
                    .binding()
            };
            slips.into_iter().map(in_file).collect()
        })
    }
}

fn assets(files: BTreeMap<String, Vec<u8>>) -> Vec<Asset> {
    let names = files.into_iter().filter_map(|(path, bytes)| Some((path.strip_prefix("static/")?.to_owned(), bytes)));
    let (sheets, others): (Vec<_>, Vec<_>) = names.partition(|(name, _)| name.ends_with(".css"));
    let mut assets: Vec<_> = others.into_iter().filter_map(|(name, bytes)| asset(name, bytes)).collect();
    // Style sheets name fonts and pictures, so their names have to be known first.
    let sheets: Vec<_> = sheets
        .into_iter()
        .filter_map(|(name, bytes)| {
            let text = String::from_utf8(bytes).ok()?;
            asset(name, fingerprint_urls(&text, &assets).into_bytes())
        })
        .collect();
    assets.extend(sheets);
    assets.sort_by(|a, b| a.name.cmp(&b.name));
    assets
}

fn asset(name: String, bytes: Vec<u8>) -> Option<Asset> {
    let media_type = if name.ends_with(".svg") { "image/svg+xml" } else { media::of_copied(&name, Origin::Project)? };
    let hash = blake3::hash(&bytes).to_hex();
    let flat = name.replace('/', "-");
    let (stem, ending) = flat.rsplit_once('.')?;
    let file_name = format!("{stem}.{}.{ending}", &hash[..10]);
    Some(Asset { name, file_name, bytes, media_type })
}

/// `url("fonts/a.woff2")` becomes the name under which the file is on the site, in the same folder as the sheet.
fn fingerprint_urls(sheet: &str, assets: &[Asset]) -> String {
    assets.iter().fold(sheet.to_owned(), |sheet, asset| {
        sheet.replace(&format!("url(\"{}\")", asset.name), &format!("url(\"{}\")", asset.file_name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_wins_over_the_theme_file_by_file() {
        let texts = [
            Source::new("templates/home.html", "mine"),
            Source::new("themes/other/templates/entry.html", "theirs"),
            Source::new("themes/unused/templates/term.html", "nobody's"),
        ];
        let (theme, problems) = Theme::assemble("other", &texts, Vec::new());
        assert_eq!(problems, []);
        assert_eq!(theme.templates["home.html"].text, "mine");
        assert_eq!(theme.templates["entry.html"].text, "theirs");
        assert_ne!(theme.templates["term.html"].text, "nobody's");
    }

    #[test]
    fn a_static_file_of_the_project_takes_the_place_of_the_themes() {
        let binaries =
            [("static/icon.svg", "mine"), ("themes/folio/static/icon.svg", "theirs"), ("themes/x/static/y.png", "")];
        let binaries = binaries.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).to_vec();
        let pieces = pieces("folio", &[], &binaries);
        let icon = pieces.iter().find(|piece| piece.path == "static/icon.svg").expect("the icon");
        assert_eq!(
            (icon.layers.as_slice(), &*icon.bytes),
            (&[Layer::Embedded, Layer::Theme, Layer::Project][..], &b"mine"[..])
        );
        let (theme, _) = Theme::assemble("folio", &[], binaries);
        assert_eq!(theme.assets.iter().find(|asset| asset.name == "icon.svg").expect("the icon").bytes, b"mine");
        assert!(!theme.assets.iter().any(|asset| asset.name == "y.png"));
    }

    #[test]
    fn a_sheet_names_fonts_by_their_fingerprint() {
        let files = [
            ("static/a.css".to_owned(), b"src: url(\"f.woff2\")".to_vec()),
            ("static/f.woff2".to_owned(), b"font".to_vec()),
        ];
        let assets = assets(files.into_iter().collect());
        let font = assets.iter().find(|asset| asset.name == "f.woff2").expect("the font");
        let sheet = assets.iter().find(|asset| asset.name == "a.css").expect("the sheet");
        assert_eq!(String::from_utf8_lossy(&sheet.bytes), format!("src: url(\"{}\")", font.file_name));
    }
}
