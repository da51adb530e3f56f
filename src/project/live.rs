//! A project in memory, kept up to date by the least work: what the preview shows.
//!
//! A live project is read once, and then again where it changed. Parsed entries are kept by the hash of their source. An entry
//! that is linked as its former version was takes its place; otherwise entries are linked anew, which needs no reading and
//! no parsing. Whatever is wrong, the last good version is shown: of an entry, of the theme, of the settings.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::prepare::{self, Frame, Read};
use super::{OpenError, Options, Project};
use crate::catalog::{Catalog, EntryIx, Named};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::entry::{self, Entry, Parsed};
use crate::fingerprint::{self, Fingerprints};
use crate::load::{self, FilePath, Input, Known};
use crate::render::Renderer;
use crate::route::{Route, Routes};
use crate::source::Source;
use crate::theme::Theme;

/// The site at one moment.
#[derive(Clone)]
pub struct Site {
    /// Makes its pages.
    pub renderer: Renderer,
    /// Where everything is: addresses from the base of the site, as [`Routes`] has them.
    pub addresses: Arc<HashMap<String, Route>>,
    /// Everything that is wrong, as `check` says it.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The folder of the project.
    pub root: Arc<Path>,
    /// What all its pages are made from.
    common: blake3::Hash,
}

impl Site {
    /// How many pages are others than in another state of the site, of those that are known by what they are made from.
    pub fn differing_pages(&self, before: &Self) -> usize {
        let (new, old) = (self.fingerprints(), before.fingerprints());
        new.iter().filter(|(address, print)| old.get(*address) != Some(print)).count()
    }

    fn fingerprints(&self) -> HashMap<&str, blake3::Hash> {
        let prints = Fingerprints::new(self.renderer.catalog(), self.common);
        let documents = self.addresses.par_iter().filter(|(_, route)| route.page.is_document());
        let found = documents.filter_map(|(address, route)| {
            Some((address.as_str(), prints.of(*route, self.renderer.edition(route.lang))?))
        });
        found.collect()
    }
}

/// What an update did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Files that changed, by path below the root.
    pub files: Vec<String>,
    /// What changed in them, in words, when it was one entry: `title`, `text`, `links`.
    pub what: Vec<&'static str>,
}

/// One file of an entry.
struct File {
    source: Arc<Source>,
    /// What is shown of it: the last version that could be read.
    shown: Option<Parsed>,
    problems: Vec<Diagnostic>,
}

/// A project in memory.
pub struct Live {
    project: Project,
    options: Options,
    known: Known,
    files: HashMap<Arc<str>, File>,
    /// What was read beside entries.
    input: Input,
    frame: Frame,
    theme: Arc<Theme>,
    /// What is wrong with the settings, when they changed to something wrong.
    settings: Vec<Diagnostic>,
    /// What is wrong beside entries: files that cannot be read, vocabularies, the theme.
    around: Vec<Diagnostic>,
    /// What is wrong with the whole: links, dates, addresses.
    whole: Vec<Diagnostic>,
    /// What is wrong with the templates, when the last good ones are shown.
    templates: Vec<Diagnostic>,
    site: Site,
}

impl Live {
    /// Reads a project. The templates must be sound, since there is no earlier version of them to show.
    ///
    /// # Errors
    /// That of the settings, or what is wrong with the templates.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        let project = Project::open(options.clone())?;
        let mut known = Known::default();
        let Read { mut input, theme, common, diagnostics } = project.read_again(&mut known);
        let (frame, problems) = prepare::frame(&input, &project.site);
        let files = parse(&std::mem::take(&mut input.entries), &mut HashMap::new());
        let (catalog, routes, whole) =
            project.link(&frame, shown(&files), prepare::files_of_site(&input, &project.site.theme), &theme);
        let (theme, addresses) = (Arc::new(theme), Arc::new(addresses(&routes)));
        let renderer = Renderer::new(Arc::new(catalog), Arc::clone(&theme), Arc::new(routes), project.reader());
        let site = Site {
            renderer: renderer.map_err(OpenError::Settings)?,
            addresses,
            diagnostics: Arc::default(),
            root: project.root.as_path().into(),
            common,
        };
        let around = [diagnostics, problems].concat();
        let mut live = Self {
            project,
            options,
            known,
            files,
            input,
            frame,
            theme,
            settings: Vec::new(),
            around,
            whole,
            templates: Vec::new(),
            site,
        };
        live.judge();
        Ok(live)
    }

    /// The site as it is now.
    pub fn site(&self) -> Site {
        self.site.clone()
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.project.root
    }

    /// Whether a file is one of an entry that was read.
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a file that was sound is gone or cannot be read as an entry: it may be in the middle of being saved.
    pub fn seems_half_written(&self, path: &str) -> bool {
        let was_sound = self.files.get(path).is_some_and(|file| matches!(file.shown, Some(Parsed::Entry(_))));
        was_sound
            && match load::read_text(&self.project.root, path, load::ENTRY_LIMIT) {
                Ok(source) => !matches!(entry::parse(&source).0, Some(Parsed::Entry(_))),
                Err(_) => true,
            }
    }

    /// Takes up what changed in one file of which an event told; `None` when that is not enough to know, or when nothing
    /// changed. The rest of the project is not looked at.
    pub fn update_file(&mut self, path: &str) -> Option<Change> {
        if let Some(name) = path.strip_prefix("templates/") {
            return self.update_template(path, name);
        }
        let file = self.files.get(path)?;
        let source = load::read_text(&self.project.root, path, load::ENTRY_LIMIT).ok()?;
        if source.hash == file.source.hash {
            return None;
        }
        let start = Instant::now();
        let (parsed, problems) = entry::parse(&source);
        let Some(Parsed::Entry(new)) = &parsed else { return None };
        let (ix, entry, linking) = self.alike(path, new)?;
        let what = what_changed(&self.catalog()[ix], &entry);
        let catalog = Arc::new(self.catalog().with_entry(ix, entry));
        self.show(&catalog, ix);
        let rules = check::entry(&catalog, ix, self.frame.terminology());
        self.whole.retain(|problem| *problem.place.source.path != *path);
        self.whole.extend(linking.into_iter().chain(rules));
        self.files.insert(path.into(), File { source, shown: parsed, problems });
        self.judge();
        tracing::debug!("update: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
        Some(Change { files: vec![path.to_owned()], what })
    }

    /// Takes up a template of the project. One that does not compile is for [`Live::update`] to tell of.
    fn update_template(&mut self, path: &str, name: &str) -> Option<Change> {
        let source = load::read_text(&self.project.root, path, load::DATA_LIMIT).ok()?;
        if self.theme.templates.get(name).is_some_and(|known| known.hash == source.hash) || !self.settings.is_empty() {
            return None;
        }
        let mut theme = Theme::clone(&self.theme);
        theme.templates.insert(name.to_owned(), Arc::clone(&source));
        let theme = Arc::new(theme);
        self.site.renderer = self.site.renderer.with_templates(&theme).ok()?;
        let sources = &mut self.input.theme;
        match sources.binary_search_by(|known| (*known.path).cmp(path)) {
            Ok(at) => sources[at] = source,
            Err(at) => sources.insert(at, source),
        }
        let assets = theme.assets.iter().map(|asset| asset.file_name.as_str());
        self.site.common = fingerprint::common(&self.project.settings, &self.input, assets);
        (self.theme, self.templates) = (theme, Vec::new());
        self.judge();
        Some(Change { files: vec![path.to_owned()], what: vec!["template"] })
    }

    /// Looks at the whole project and takes up what changed; `None` when nothing did.
    pub fn update(&mut self) -> Option<Change> {
        let settings = std::mem::take(&mut self.settings);
        self.reopen();
        let Read { mut input, theme, common, diagnostics } = self.project.read_again(&mut self.known);
        let entries = std::mem::take(&mut input.entries);
        let mut old = std::mem::take(&mut self.files);
        let (changed, gone) = differences(&entries, &old);
        let is_same = common == self.site.common && self.files_of_site(&input) == self.files_of_site(&self.input);
        if is_same && changed.is_empty() && gone.is_empty() {
            self.files = old;
            if settings == self.settings {
                return None;
            }
            self.judge();
            return Some(Change { files: vec!["site.toml".into()], ..Change::default() });
        }
        let former = changed.first().and_then(|path| entry_of(&old, path));
        self.files = parse(&entries, &mut old);
        let what = match (former, changed.first().and_then(|path| entry_of(&self.files, path))) {
            (Some(former), Some(new)) if changed.len() == 1 => what_changed(&former, &new),
            _ => Vec::new(),
        };
        if common == self.site.common {
            self.around.retain(|problem| !diagnostics.contains(problem));
            self.around.extend(diagnostics);
        } else {
            let (frame, problems) = prepare::frame(&input, &self.project.site);
            (self.frame, self.around) = (frame, [diagnostics, problems].concat());
            self.theme = Arc::new(theme);
        }
        (self.input, self.site.common) = (input, common);
        let files = if is_same { [changed, gone].concat() } else { around(changed) };
        self.relink();
        Some(Change { files, what })
    }

    fn files_of_site(&self, input: &Input) -> Vec<FilePath> {
        prepare::files_of_site(input, &self.project.site.theme)
    }

    fn catalog(&self) -> &Catalog {
        self.site.renderer.catalog()
    }

    /// Reads the settings anew; wrong ones are told, and the former ones stay.
    fn reopen(&mut self) {
        match Project::open(self.options.clone()) {
            Ok(project) => (self.project, self.settings) = (project, Vec::new()),
            Err(OpenError::Settings(problems)) => self.settings = problems,
            // The folder may be about to come back.
            Err(OpenError::NoSite { .. }) => {}
        }
    }

    fn relink(&mut self) {
        let (frame, theme) = (&self.frame, &self.theme);
        let (catalog, routes, whole) =
            self.project.link(frame, shown(&self.files), self.files_of_site(&self.input), theme);
        let routes = Arc::new(routes);
        let new = |theme: &Arc<Theme>| {
            Renderer::new(Arc::new(catalog.clone()), Arc::clone(theme), Arc::clone(&routes), self.project.reader())
        };
        let renderer = match new(theme) {
            Ok(renderer) => {
                self.templates = Vec::new();
                Some(renderer)
            }
            Err(problems) => {
                self.templates = problems;
                new(&self.site.renderer.theme()).ok()
            }
        };
        if let Some(renderer) = renderer {
            self.site.renderer = renderer;
            self.site.addresses = Arc::new(addresses(&routes));
        }
        self.whole = whole;
        self.judge();
    }

    /// The new version of an entry with its translations, and what is wrong with what it names, when it is linked as the
    /// version that is shown.
    fn alike(&self, path: &str, new: &Entry) -> Option<(EntryIx, Arc<Entry>, Vec<Diagnostic>)> {
        let Some(Named::Id(ix)) = self.catalog().find(new.id.as_str()) else { return None };
        let old = &self.catalog()[ix];
        if *old.source.path != *path || self.settings.len() + self.templates.len() > 0 {
            return None;
        }
        let entry = with_translations(new, old);
        let linking = self.catalog().alike(ix, &entry)?;
        Some((ix, entry, linking))
    }

    /// Shows a catalog in which one entry was exchanged.
    fn show(&mut self, catalog: &Arc<Catalog>, ix: EntryIx) {
        let seen = |catalog: &Catalog| fingerprint::interface(catalog, &catalog[ix]);
        let same = seen(self.catalog()) == seen(catalog);
        let renderer = &self.site.renderer;
        self.site.renderer =
            if same { renderer.with_catalog(catalog) } else { renderer.with_entry_seen_anew(catalog, ix) };
    }

    /// Puts together everything that is wrong.
    fn judge(&mut self) {
        let mut all = [&self.settings[..], &self.around, &self.whole, &self.templates].concat();
        for file in self.files.values() {
            all.extend(file.problems.iter().cloned());
        }
        self.site.diagnostics = Arc::new(self.project.policy.apply(all));
    }
}

fn addresses(routes: &Routes) -> HashMap<String, Route> {
    routes.addresses.iter().cloned().zip(routes.list.iter().copied()).collect()
}

fn with_translations(new: &Entry, old: &Entry) -> Arc<Entry> {
    Arc::new(Entry { translations: old.translations.clone(), ..new.clone() })
}

/// Parses what is not parsed yet. A file that cannot be read now is shown as it was when it could.
fn parse(sources: &[Arc<Source>], old: &mut HashMap<Arc<str>, File>) -> HashMap<Arc<str>, File> {
    let taken: Vec<_> = sources.iter().map(|source| (source, old.remove(&source.path))).collect();
    let files = taken.into_par_iter().map(|(source, former)| {
        let file = match former {
            Some(file) if file.source.hash == source.hash => file,
            former => {
                let (parsed, problems) = entry::parse(source);
                let former = former.and_then(|file| file.shown);
                let is_broken = matches!(parsed, None | Some(Parsed::Broken(_)));
                let shown = if is_broken { former.or(parsed) } else { parsed };
                File { source: Arc::clone(source), shown, problems }
            }
        };
        (Arc::clone(&source.path), file)
    });
    files.collect()
}

/// What is shown of every file, in the order of paths.
fn shown(files: &HashMap<Arc<str>, File>) -> Vec<Parsed> {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_unstable_by_key(|(path, _)| *path);
    sorted.into_iter().filter_map(|(_, file)| file.shown.clone()).collect()
}

/// Files that are new or changed, and files that are gone.
fn differences(sources: &[Arc<Source>], old: &HashMap<Arc<str>, File>) -> (Vec<String>, Vec<String>) {
    let is_known = |source: &Arc<Source>| old.get(&source.path).is_some_and(|file| file.source.hash == source.hash);
    let changed = sources.iter().filter(|source| !is_known(source)).map(|source| source.path.to_string());
    let there: std::collections::HashSet<&Arc<str>> = sources.iter().map(|source| &source.path).collect();
    let gone = old.keys().filter(|path| !there.contains(path)).map(ToString::to_string);
    (changed.collect(), gone.collect())
}

/// Something beside entries changed too.
fn around(mut changed: Vec<String>) -> Vec<String> {
    changed.push("settings, vocabularies, theme or files".to_owned());
    changed
}

/// What stands behind the front matter.
fn text_of(entry: &Entry) -> &str {
    entry.source.text.get(entry.front_matter.end as usize..).unwrap_or_default()
}

fn entry_of(files: &HashMap<Arc<str>, File>, path: &str) -> Option<Arc<Entry>> {
    match files.get(path)?.shown.as_ref()? {
        Parsed::Entry(entry) => Some(Arc::clone(entry)),
        _ => None,
    }
}

fn what_changed(old: &Entry, new: &Entry) -> Vec<&'static str> {
    let (a, b) = (&old.common, &new.common);
    let parts = [
        ("title", a.title.value != b.title.value),
        ("summary", a.summary.as_ref().map(|text| &text.value) != b.summary.as_ref().map(|text| &text.value)),
        ("status", a.status.as_ref().map(|word| word.value) != b.status.as_ref().map(|word| word.value)),
        ("terms", old.term_fields() != new.term_fields()),
        ("relations", !old.relations().eq(new.relations())),
        ("milestones", a.milestones.len() != b.milestones.len()),
        ("text", text_of(old) != text_of(new)),
    ];
    let changed: Vec<_> = parts.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect();
    if changed.is_empty() { vec!["fields"] } else { changed }
}
