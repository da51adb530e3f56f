//! Load, parse, link, check and route: from the folder of a project to all that is needed to render it.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Project, Survey, timed};
use crate::catalog::{self, Catalog, Parts};
use crate::check;
use crate::csl::{self, Style};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::entry::{self, Parsed};
use crate::fingerprint;
use crate::lang::Lang;
use crate::library::{self, Documents, Figures, Outline};
use crate::load::{self, FilePath, Input, Known};
use crate::route::Routes;
use crate::site::{OWN_THEME, Site, StyleName};
use crate::source::{Source, Span};
use crate::theme::{self, Theme};
use crate::vocabulary::terminology::Terminology;
use crate::vocabulary::{self, Vocabularies, parse_record};

/// Entries that one thread takes at a time. Without a limit a list is halved about as often as there are threads, and the last
/// part is a quarter of a second's work of one of them, at 20,000 entries.
const SHARE: usize = 64;

/// What was read.
pub(super) struct Read {
    pub input: Input,
    pub theme: Theme,
    /// What all pages are made from.
    pub common: blake3::Hash,
    pub diagnostics: Vec<Diagnostic>,
}

/// What entries are linked with.
#[derive(Clone)]
pub(super) struct Frame {
    vocabularies: Arc<Vocabularies>,
    documents: Arc<Documents>,
    style: Arc<Style>,
    outlines: Vec<(Arc<Source>, Outline)>,
    figures: Option<(Arc<Source>, Figures)>,
    terminology: Option<Arc<(Arc<Source>, Terminology)>>,
    /// Whether no file has the vocabulary of themes. One that cannot be read may be it.
    lacks_themes: bool,
}

impl Frame {
    /// The words to avoid, with their file.
    pub fn terminology(&self) -> Option<(&Arc<Source>, &Terminology)> {
        self.terminology.as_deref().map(|(source, terminology)| (source, terminology))
    }
}

impl Project {
    /// Load.
    pub(super) fn read(&self) -> Read {
        self.read_again(&mut Known::default())
    }

    /// Load, but for what is known already.
    pub(super) fn read_again(&self, known: &mut Known) -> Read {
        self.complete(timed("load", || load::load_again(&self.root, &self.site.theme, known)))
    }

    /// Load what tells whether anything was changed: all but the texts of entries.
    pub(super) fn read_hashes(&self) -> Read {
        self.complete(timed("load", || load::load_hashes(&self.root, &self.site.theme)))
    }

    fn complete(&self, (mut input, mut diagnostics): (Input, Vec<Diagnostic>)) -> Read {
        self.style(&mut input, &mut diagnostics);
        let theme = self.theme(&input, &mut diagnostics);
        let assets = theme.assets.iter().map(|asset| asset.file_name.as_str());
        let common = fingerprint::common(&self.settings, &input, assets);
        Read { input, theme, common, diagnostics }
    }

    /// Parse, link, check, route. `diagnostics` are what reading had to say; those of the survey are not judged yet.
    #[expect(clippy::needless_pass_by_value, reason = "nobody needs the input any more, and it is large")]
    pub(super) fn prepare(&self, input: Input, theme: Theme, mut diagnostics: Vec<Diagnostic>) -> Survey {
        let entries = || input.entries.par_iter().with_max_len(SHARE).map(entry::parse).collect::<Vec<_>>();
        let ((frame, problems), parsed) = timed("parse", || rayon::join(|| frame(&input, &self.site), entries));
        diagnostics.extend(problems);
        let mut entries = Vec::with_capacity(parsed.len());
        for (entry, problems) in parsed {
            entries.extend(entry);
            diagnostics.extend(problems);
        }
        let files = files_of_site(&input, &self.site.theme);
        let (catalog, routes, problems) = self.link(&frame, entries, files, &theme);
        diagnostics.extend(problems);
        Survey { catalog, theme, routes, diagnostics }
    }

    /// Link, check, route.
    pub(super) fn link(
        &self,
        frame: &Frame,
        parsed: Vec<Parsed>,
        files: Vec<FilePath>,
        theme: &Theme,
    ) -> (Catalog, Routes, Vec<Diagnostic>) {
        let parts = Parts {
            site: Arc::clone(&self.site),
            as_of: self.options.as_of,
            shown: self.options.shown,
            parsed,
            vocabularies: Arc::clone(&frame.vocabularies),
            documents: Arc::clone(&frame.documents),
            style: Arc::clone(&frame.style),
            outlines: frame.outlines.clone(),
            figures: frame.figures.clone(),
            files,
        };
        let (catalog, mut diagnostics) = timed("link", || catalog::link(parts));
        // Pages of the site need no theme.
        if frame.lacks_themes && !catalog.has_only_pages() {
            diagnostics.push(missing_themes());
        }
        diagnostics.extend(timed("check", || check::check(&catalog, frame.terminology())));
        let assets: Vec<_> = theme.assets.iter().map(|asset| asset.file_name.clone()).collect();
        let (routes, clashes) = timed("route", || Routes::of(&catalog, &assets));
        diagnostics.extend(clashes);
        diagnostics.extend(routes.dead_addresses(&catalog));
        (catalog, routes, diagnostics)
    }

    /// Reads the citation style, when it is a file of the project.
    fn style(&self, input: &mut Input, diagnostics: &mut Vec<Diagnostic>) {
        let StyleName::File(path) = &self.site.citation_style else { return };
        match load::read_style(&self.root, path, csl::LIMIT) {
            Ok(source) => input.style = Some(source),
            Err(problem) => diagnostics.push(self.missing_style().unwrap_or(problem)),
        }
    }

    /// A file of the project that is to be the citation style and does not exist.
    pub(super) fn missing_style(&self) -> Option<Diagnostic> {
        let StyleName::File(path) = &self.site.citation_style else { return None };
        if self.root.join(&path.value).exists() {
            return None;
        }
        let message = format!("there is no file `{path}`");
        let help = "write the path of a CSL file below the project, or the name of a style that comes with the program";
        Some(Diagnostic::new(Code::BadCitationStyle, &self.source, path.span, message).help(help))
    }

    pub(super) fn theme(&self, input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Theme {
        diagnostics.extend(self.missing_theme());
        let binaries = self.binaries_of_theme(input, diagnostics);
        let (theme, problems) = Theme::assemble(&self.site.theme, &input.theme, binaries);
        diagnostics.extend(problems);
        let mute = self.site.languages.iter().filter(|lang| !theme.strings.contains_key(lang));
        diagnostics.extend(mute.map(|lang| self.missing_strings(*lang)));
        let lacking = self.site.languages.iter().filter_map(|lang| theme::untranslated::messages(&theme, *lang));
        diagnostics.extend(lacking);
        theme
    }

    /// A language of the site in which the theme says nothing.
    fn missing_strings(&self, lang: Lang) -> Diagnostic {
        let written = format!("\"{lang}\"");
        let text = self.source.text.to_ascii_lowercase();
        let list = text.find("languages").unwrap_or_default();
        let start = text[list..].find(&written.to_ascii_lowercase()).map(|at| list + at);
        let span = start.map_or_else(Span::default, |start| Span::new(start, start + written.len()));
        let message = format!("there are no strings in `{lang}`: what the site says by itself is English");
        let help =
            format!("translate them in `strings/{lang}.ftl`; `compendium theme show strings/en.ftl` prints them all");
        Diagnostic::new(Code::MissingStrings, &self.source, span, message).help(help)
    }

    /// A theme that is neither ours nor a folder of the project.
    pub(super) fn missing_theme(&self) -> Option<Diagnostic> {
        let (name, themes) = (&self.site.theme, self.root.join("themes"));
        if name.value == OWN_THEME || themes.join(&name.value).is_dir() {
            return None;
        }
        let folders = std::fs::read_dir(themes).into_iter().flatten().flatten();
        let known: Vec<_> = folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
        let help = did_you_mean(name, known.iter().map(String::as_str).chain([OWN_THEME]));
        let help = help.unwrap_or_else(|| format!("put it into `themes/{name}/`, or leave `{OWN_THEME}`"));
        let message = format!("there is no theme `{name}`");
        Some(Diagnostic::new(Code::BadValue, &self.source, name.span, message).help(help))
    }

    /// The files of the theme that are no texts, and those of the project that take their place.
    fn binaries_of_theme(&self, input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Vec<theme::File> {
        let names = static_names(input, &self.site.theme);
        let mut read = |file: &FilePath| match self.read_file(file) {
            Ok(bytes) => Some((file.path.to_string(), bytes)),
            Err(problem) => {
                diagnostics.push(problem);
                None
            }
        };
        input.files.iter().filter(|file| is_of_theme(file, &names)).filter_map(&mut read).collect()
    }

    /// Every file of the theme, with the layers that have it.
    pub fn theme_files(&self) -> Vec<theme::Piece> {
        let (input, mut diagnostics) = self.input();
        let binaries = self.binaries_of_theme(&input, &mut diagnostics);
        theme::pieces(&self.site.theme, &input.theme, &binaries)
    }
}

/// Parses everything but entries and the theme. `site` names the citation style.
pub(super) fn frame(input: &Input, site: &Site) -> (Frame, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let terminology = terminology(input, &mut diagnostics);
    let (vocabularies, lacks_themes) = vocabularies(input, &mut diagnostics);
    let (documents, problems) = library::documents(input.documents.iter().chain(&input.bibtex));
    diagnostics.extend(problems);
    let frame = Frame {
        vocabularies: Arc::new(vocabularies),
        documents: Arc::new(documents),
        style: Arc::new(style(input, site, &mut diagnostics)),
        outlines: outlines(input, &mut diagnostics),
        figures: figures(input, &mut diagnostics),
        terminology: terminology.map(Arc::new),
        lacks_themes,
    };
    (frame, diagnostics)
}

/// The style of a site; the default one where the project's own cannot be used, which is reported.
fn style(input: &Input, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Style {
    if let StyleName::Bundled(name) = &site.citation_style {
        return Style::bundled(name).unwrap_or_default();
    }
    let Some(source) = &input.style else { return Style::standard() };
    Style::parse(source).unwrap_or_else(|problem| {
        diagnostics.push(*problem);
        Style::standard()
    })
}

/// The vocabularies, and whether that of themes is missing.
fn vocabularies(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> (Vocabularies, bool) {
    let mut files = Vec::new();
    for source in &input.vocabularies {
        let (file, problems) = vocabulary::parse(source);
        diagnostics.extend(problems);
        files.extend(file.map(|file| (Arc::clone(source), file)));
    }
    let lacks_themes =
        !files.iter().any(|(_, file)| file.axis.value == "themes") && input.vocabularies.len() == files.len();
    let (vocabularies, problems) = vocabulary::merge(files);
    diagnostics.extend(problems);
    (vocabularies, lacks_themes)
}

fn missing_themes() -> Diagnostic {
    let message = "the project has no vocabulary of themes";
    Diagnostic::of_file(Code::MissingVocabulary, "content/vocabulary/themes.yaml", message)
        .help("make the file with `axis: themes` and a list of `terms`")
}

/// The files that are copied to the site as they are: those of a theme go there by other names.
pub(super) fn files_of_site(input: &Input, theme: &str) -> Vec<FilePath> {
    let names = static_names(input, theme);
    input.files.iter().filter(|file| !is_of_theme(file, &names)).cloned().collect()
}

fn static_names(input: &Input, theme: &str) -> HashSet<String> {
    let paths = input.theme.iter().map(|source| &*source.path).chain(input.files.iter().map(|file| &*file.path));
    theme::static_names(theme, paths)
}

/// Whether a file is read as the theme's: it lies in its folder, or has the name of one that does.
fn is_of_theme(file: &FilePath, static_names: &HashSet<String>) -> bool {
    file.path.starts_with("themes/") || static_names.contains(&*file.path)
}

fn terminology(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Option<(Arc<Source>, Terminology)> {
    let source = input.terminology.as_ref()?;
    let (terminology, problems) = parse_record(source);
    diagnostics.extend(problems);
    Some((Arc::clone(source), terminology?))
}

fn outlines(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Arc<Source>, Outline)> {
    let mut outlines = Vec::new();
    for source in &input.outlines {
        let (outline, problems) = library::outline(source);
        diagnostics.extend(problems);
        outlines.extend(outline.map(|outline| (Arc::clone(source), outline)));
    }
    outlines
}

fn figures(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Option<(Arc<Source>, Figures)> {
    let source = input.figures.as_ref()?;
    let (figures, problems) = library::figures(source);
    diagnostics.extend(problems);
    Some((Arc::clone(source), figures))
}
