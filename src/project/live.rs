//! A project in memory, kept up to date by the least work: what the preview shows.
//!
//! A live project is read once, and then again where it changed. Parsed entries are kept by the hash of their source. An entry
//! that is linked as its former version was takes its place; otherwise entries are linked anew, which needs no reading and
//! no parsing. Whatever is wrong, the last good version is shown: of an entry, of the theme, of the settings.

mod around;
mod change;
mod files;
mod site;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

pub use change::Change;
pub use site::{Prints, Site};

use super::prepare::{self, Frame, Read};
use super::{OpenError, Options, Project};
use crate::catalog::{AsOf, Catalog, EntryIx, Named};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::entry::{self, Entry, Parsed};
use crate::fingerprint;
use crate::load::{self, FilePath, Input, Known, Look};
use crate::render::Renderer;
use crate::site::StyleName;
use crate::theme::Theme;
use files::{File, Files};

/// A project in memory.
pub struct Live {
    project: Project,
    options: Options,
    known: Known,
    /// How all files looked when they were read, when that says enough.
    look: Option<Look>,
    files: Files,
    /// When the next embargo ends.
    next_embargo: Option<jiff::Timestamp>,
    /// What was read beside entries.
    input: Input,
    frame: Frame,
    theme: Arc<Theme>,
    /// What is wrong with the settings, when they changed to something wrong.
    settings: Vec<Diagnostic>,
    /// What is wrong with files as such: links, files that cannot be read, or that nothing reads.
    loading: Vec<Diagnostic>,
    /// What is wrong with vocabularies, sources and figures.
    framing: Vec<Diagnostic>,
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
        let (frame, framing) = prepare::frame(&input, &project.site);
        let files = files::parse(&std::mem::take(&mut input.entries), &mut Files::new());
        let (catalog, routes, whole) =
            project.link(&frame, files::shown(&files), prepare::files_of_site(&input, &project.site.theme), &theme);
        let (theme, routes) = (Arc::new(theme), Arc::new(routes));
        let renderer = Renderer::new(Arc::new(catalog), Arc::clone(&theme), Arc::clone(&routes), project.reader());
        let site = Site {
            renderer: renderer.map_err(OpenError::Settings)?,
            addresses: Arc::new(site::addresses(&routes)),
            diagnostics: Arc::default(),
            root: project.root.as_path().into(),
            common,
        };
        let next_embargo = files::next_embargo(&files, options.as_of.instant);
        let (settings, templates) = (Vec::new(), Vec::new());
        let mut live = Self {
            project,
            options,
            known,
            look: None,
            files,
            next_embargo,
            input,
            frame,
            theme,
            settings,
            loading: diagnostics,
            framing,
            whole,
            templates,
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
        let was_sound = self.files.get(path).is_some_and(File::is_sound);
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
        let what = change::between(&self.catalog()[ix], &entry);
        let catalog = Arc::new(self.catalog().with_entry(ix, entry));
        self.show(&catalog, ix);
        let rules = check::entry(&catalog, ix, self.frame.terminology());
        self.whole.retain(|problem| *problem.place.source.path != *path);
        self.whole.extend(linking.into_iter().chain(rules));
        self.known.note(&source);
        self.files.insert(path.into(), File { source, shown: parsed, problems });
        self.judge();
        tracing::debug!("update: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
        Some(Change::of(path, what))
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
        self.known.note(&source);
        let sources = &mut self.input.theme;
        match sources.binary_search_by(|known| (*known.path).cmp(path)) {
            Ok(at) => sources[at] = source,
            Err(at) => sources.insert(at, source),
        }
        let assets = theme.assets.iter().map(|asset| asset.file_name.as_str());
        self.site.common = fingerprint::common(&self.project.settings, &self.input, assets);
        (self.theme, self.templates) = (theme, Vec::new());
        self.judge();
        Some(Change::of(path, vec!["template".into()]))
    }

    /// Takes up that it is another day, or that an embargo ended; `None` when neither is so. What cannot be told from
    /// files does not change otherwise.
    pub fn turn_to(&mut self, now: AsOf) -> Option<Change> {
        let is_another_day = now.day != self.options.as_of.day;
        let is_lifted = self.next_embargo.is_some_and(|end| end <= now.instant);
        if !is_another_day && !is_lifted {
            return None;
        }
        self.options.as_of = now;
        let what = if is_another_day { format!("it is {}", now.day) } else { "an embargo ended".into() };
        let mut change = self.take_up(true).unwrap_or_default();
        change.what.insert(0, what);
        Some(change)
    }

    /// Looks at the whole project and takes up what changed; `None` when nothing did.
    pub fn update(&mut self) -> Option<Change> {
        let look = self.look();
        if look.is_some() && look == self.look {
            return None;
        }
        let change = self.take_up(false);
        // What changed while it was read looks otherwise than before.
        self.look = look;
        change
    }

    fn look(&self) -> Option<Look> {
        let style = match &self.project.site.citation_style {
            StyleName::File(path) => Some(path.value.as_str()),
            StyleName::Bundled(_) => None,
        };
        let others: Vec<_> = ["site.toml"].into_iter().chain(style).collect();
        Look::at(&self.project.root, &self.project.site.theme, &others)
    }

    /// Reads what is not known yet, and links anew when anything is another; always with `is_forced`.
    fn take_up(&mut self, is_forced: bool) -> Option<Change> {
        let settings = (self.project.source.hash, self.settings.clone());
        self.reopen();
        let Read { mut input, theme, common, diagnostics } = self.project.read_again(&mut self.known);
        let entries = std::mem::take(&mut input.entries);
        let (changed, gone) = files::differences(&entries, &self.files);
        let is_same = common == self.site.common && self.files_of_site(&input) == self.files_of_site(&self.input);
        let told =
            around::files_of(&[&settings.1[..], &self.loading].concat(), &[&self.settings[..], &diagnostics].concat());
        self.loading = diagnostics;
        if is_same && changed.is_empty() && gone.is_empty() && !is_forced {
            self.judge();
            return (!told.is_empty()).then(|| Change { files: told, ..Change::default() });
        }
        let mut around = around::differing(&self.input, &input);
        if settings.0 != self.project.source.hash {
            around.push("site.toml".into());
        }
        if common != self.site.common {
            (self.frame, self.framing) = prepare::frame(&input, &self.project.site);
            self.theme = Arc::new(theme);
        }
        (self.input, self.site.common) = (input, common);
        let what = self.parse(&entries, &changed);
        self.relink();
        Some(Change { files: [changed, gone, around].concat(), what })
    }

    /// Parses what is not parsed yet. What changed, in words, when it was one entry.
    fn parse(&mut self, entries: &[Arc<crate::source::Source>], changed: &[String]) -> Vec<String> {
        let [path] = changed else {
            self.files = files::parse(entries, &mut self.files);
            return Vec::new();
        };
        let former = files::entry_of(&self.files, path);
        self.files = files::parse(entries, &mut self.files);
        match (former, files::entry_of(&self.files, path)) {
            (Some(former), Some(new)) => change::between(&former, &new),
            _ => Vec::new(),
        }
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
            Err(OpenError::NoSite { .. }) => self.look = None,
        }
    }

    fn relink(&mut self) {
        let (frame, theme) = (&self.frame, &self.theme);
        let (catalog, routes, whole) =
            self.project.link(frame, files::shown(&self.files), self.files_of_site(&self.input), theme);
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
            self.site.addresses = Arc::new(site::addresses(&routes));
        }
        self.next_embargo = files::next_embargo(&self.files, self.options.as_of.instant);
        self.whole = whole;
        self.judge();
    }

    /// The new version of an entry with its translations, and what is wrong with what it names, when it is linked as the
    /// version that is shown.
    fn alike(&self, path: &str, new: &Arc<Entry>) -> Option<(EntryIx, Arc<Entry>, Vec<Diagnostic>)> {
        let Some(Named::Id(ix)) = self.catalog().find(new.id.as_str()) else { return None };
        let old = &self.catalog()[ix];
        if *old.source.path != *path || self.settings.len() + self.templates.len() > 0 {
            return None;
        }
        let entry = files::with_translations(new, old);
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
        let mut all = [&self.settings[..], &self.loading, &self.framing, &self.whole, &self.templates].concat();
        for file in self.files.values() {
            all.extend(file.problems.iter().cloned());
        }
        self.site.diagnostics = Arc::new(self.project.policy.apply(all));
    }
}
