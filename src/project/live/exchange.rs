//! What is taken up without linking anew: an entry or a translation that is linked as its former version was, and a template.

use std::sync::Arc;
use std::time::Instant;

use super::Live;
use super::change::{self, Change};
use super::files::{self, File};
use crate::catalog::{Catalog, EntryIx, Named};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::entry::{self, Entry, Parsed};
use crate::fingerprint;
use crate::load;
use crate::source::Source;
use crate::theme::Theme;

impl Live {
    /// Takes up what changed in one file of which an event told; `None` when that is not enough to know, or when nothing
    /// changed. The rest of the project is not looked at.
    pub fn update_file(&mut self, path: &str) -> Option<Change> {
        let change = match path.strip_prefix("templates/") {
            Some(name) => self.update_template(path, name)?,
            None => self.update_text(path)?,
        };
        self.taken.insert(path.to_owned());
        Some(change)
    }

    fn update_text(&mut self, path: &str) -> Option<Change> {
        let file = self.files.get(path)?;
        let source = load::read_text(&self.project.root, path, load::ENTRY_LIMIT).ok()?;
        if source.hash == file.source.hash {
            return None;
        }
        let start = Instant::now();
        let what = self.exchange(&source)?;
        self.known.note(&source);
        tracing::debug!("update: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
        Some(Change::of(path, what))
    }

    /// Shows another version of an entry or of a translation, when that is linked as the one that is shown. What changed, in
    /// words.
    pub(super) fn exchange(&mut self, source: &Arc<Source>) -> Option<Vec<String>> {
        let (parsed, problems) = entry::parse(source);
        let (ix, entry) = self.renewed(&source.path, parsed.as_ref()?)?;
        let linking = self.catalog().alike(ix, &entry)?;
        let known = self.problems_of(ix)?;
        let what = change::between(&self.catalog()[ix], &entry);
        let catalog = Arc::new(self.catalog().with_entry(ix, entry));
        self.show(&catalog, ix);
        let rules = check::entry(&catalog, ix, self.frame.terminology());
        self.whole.retain(|problem| !known.contains(problem));
        self.whole.extend(linking.into_iter().chain(rules));
        self.files.insert(Arc::clone(&source.path), File { source: Arc::clone(source), shown: parsed, problems });
        self.judge();
        Some(what)
    }

    /// The new version of an entry, with its translations, or with one of them in a new version.
    fn renewed(&self, path: &str, new: &Parsed) -> Option<(EntryIx, Arc<Entry>)> {
        let id = match new {
            Parsed::Entry(entry) => &entry.id,
            Parsed::Translation(id, ..) => id,
            Parsed::Broken(_) => return None,
        };
        let Some(Named::Id(ix)) = self.catalog().find(id.as_str()) else { return None };
        let old = &self.catalog()[ix];
        match new {
            Parsed::Entry(new) => (*old.source.path == *path).then(|| (ix, files::with_translations(new, old))),
            Parsed::Translation(_, lang, new) => {
                let mut known = old.translations.iter();
                let at = known.position(|(its, translation)| its == lang && *translation.source.path == *path)?;
                let mut entry = Entry::clone(old);
                entry.translations[at].1 = Arc::clone(new);
                Some((ix, Arc::new(entry)))
            }
            Parsed::Broken(_) => None,
        }
    }

    /// What is wrong with an entry and its translations as they are shown, by what can be told of them alone; `None` when
    /// there is more, such as an id that another file has as well.
    fn problems_of(&self, ix: EntryIx) -> Option<Vec<Diagnostic>> {
        let catalog = self.catalog();
        let entry = &catalog[ix];
        let mut known = catalog.alike(ix, entry)?;
        known.extend(check::entry(catalog, ix, self.frame.terminology()));
        let is_of = |path: &str| {
            let mut translations = entry.translations.iter();
            *entry.source.path == *path || translations.any(|(_, translation)| *translation.source.path == *path)
        };
        let mut told = self.whole.iter().filter(|problem| is_of(&problem.place.source.path));
        told.all(|problem| known.contains(problem)).then_some(known)
    }

    /// Shows a catalog in which one entry was exchanged.
    fn show(&mut self, catalog: &Arc<Catalog>, ix: EntryIx) {
        let seen = |catalog: &Catalog| fingerprint::interface(catalog, &catalog[ix]);
        let same = seen(self.catalog()) == seen(catalog);
        let renderer = &self.site.renderer;
        self.site.renderer =
            if same { renderer.with_catalog(catalog) } else { renderer.with_entry_seen_anew(catalog, ix) };
    }

    /// Takes up a template of the project. One that does not compile is for [`Live::update`] to tell of.
    fn update_template(&mut self, path: &str, name: &str) -> Option<Change> {
        if !name.ends_with(".html") {
            return None;
        }
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
}
