//! A project in memory, kept up to date by the least work: what the preview shows.
//!
//! A live project is read once, and then again where it changed. Parsed entries are kept by the hash of their source. An entry
//! that is linked as its former version was takes its place; otherwise entries are linked anew, which needs no reading and
//! no parsing. Whatever is wrong, the last good version is shown: of an entry, of the theme, of the settings.

mod around;
mod change;
mod exchange;
mod files;
mod half;
mod site;
#[cfg(test)]
mod tests;
mod tried;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

pub use change::Change;
pub use site::{Prints, Site};

use super::prepare::{self, Frame, Read};
use super::{OpenError, Options, Project};
use crate::catalog::{AsOf, Catalog};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{self, FilePath, Input, Known, Look};
use crate::render::Renderer;
use crate::theme::Theme;
use files::Files;
use tried::Tried;

/// So many entries at once are each taken up by itself, where they can be.
const FEW: usize = 8;

/// A project in memory.
pub struct Live {
    project: Project,
    options: Options,
    known: Known,
    /// How all files looked when they were read, when that says enough.
    look: Option<Look>,
    /// Files that were taken up one by one since then.
    taken: BTreeSet<String>,
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
    tried: Tried,
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
        let (settings, templates, tried) = (Vec::new(), Vec::new(), Tried::of(&theme));
        let mut live = Self {
            project,
            options,
            known,
            look: None,
            taken: BTreeSet::new(),
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
            tried,
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
        let is_known = look.is_some() && (look == self.look || self.is_as_taken_up(look.as_ref()));
        // What wrong settings name may be there by now: the folder of a theme.
        let is_known = is_known && self.settings.is_empty();
        let change = if is_known { None } else { self.take_up(false) };
        // What changed while it was read looks otherwise than before.
        self.look = look;
        self.taken.clear();
        change
    }

    /// Whether nothing changed but what was taken up, and that holds still what was read of it: it is read again, since it
    /// may have changed twice within a tick of the clock.
    fn is_as_taken_up(&self, look: Option<&Look>) -> bool {
        let (Some(now), Some(before)) = (look, &self.look) else { return false };
        let is_unchanged = |path: &String| {
            let read = load::read_text(&self.project.root, path, load::DATA_LIMIT);
            self.known.text(path).is_some_and(|known| read.is_ok_and(|read| read.hash == known.hash))
        };
        now.differs_in_no_others(before, self.taken.iter().map(String::as_str)) && self.taken.iter().all(is_unchanged)
    }

    fn look(&self) -> Option<Look> {
        let others: Vec<_> = self.project.files_apart().collect();
        // By the path as it was given: what a link in it leads to may be another folder by now.
        Look::at(&self.options.root, &self.project.site.theme, &others)
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
        if is_same && gone.is_empty() && !is_forced && changed.len() <= FEW {
            let known = |path: &String| entries.iter().find(|source| *source.path == **path);
            let exchanged: Vec<_> = changed.iter().map_while(|path| self.exchange(known(path)?)).collect();
            if exchanged.len() == changed.len() {
                let what = if let [what] = &exchanged[..] { what.clone() } else { Vec::new() };
                return Some(Change { files: changed, what });
            }
        }
        let mut around = around::differing(&self.input, &input);
        if settings.0 != self.project.source.hash {
            around.push(crate::site::FILE.into());
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
            Err(OpenError::NoSite { .. }) => {
                let message = "this file is gone; the settings that were read last are shown";
                let problem = Diagnostic::of_file(Code::UnreadableFile, crate::site::FILE, message);
                self.settings = vec![problem.help("put it back, or stop the preview")];
                self.look = None;
            }
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
        let renderer = match self.tried.problems_of(theme).map_or_else(|| new(theme), |known| Err(known.to_vec())) {
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

    /// Puts together everything that is wrong.
    fn judge(&mut self) {
        let mut all = [&self.settings[..], &self.loading, &self.framing, &self.whole, &self.templates].concat();
        for file in self.files.values() {
            all.extend(file.problems.iter().cloned());
        }
        self.site.diagnostics = Arc::new(self.project.policy.apply(all));
    }
}
