//! Translations find their originals.

use std::sync::Arc;

use ahash::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Suggestions, did_you_mean};
use crate::entry::{Entry, Translation};
use crate::field::EntryId;
use crate::lang::Lang;
use crate::source::Span;

/// Originals that exist and are not on the site.
#[derive(Clone, Copy)]
pub(super) struct Absent<'a> {
    /// Those that are not published; their translations go silently.
    pub withheld: &'a HashSet<EntryId>,
    /// Those that could not be read; that is told already.
    pub broken: &'a HashSet<EntryId>,
}

/// Attaches translations to entries and returns those that found none, so that they are looked through all the same.
pub(super) fn attach(
    entries: &mut [Arc<Entry>],
    translations: Vec<(EntryId, Lang, Arc<Translation>)>,
    absent: Absent<'_>,
    languages: &[Lang],
    suggestions: &mut Suggestions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Lang, Arc<Translation>)> {
    let mut loose = Vec::new();
    if translations.is_empty() {
        return loose;
    }
    let places: HashMap<EntryId, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
    for (id, lang, translation) in translations {
        // Whatever is wrong with it, nobody is to learn of what is not published yet.
        if absent.withheld.contains(&id) {
            continue;
        }
        if let Some(problem) = language_problem(&translation, lang, languages) {
            diagnostics.push(problem);
            loose.push((lang, translation));
            continue;
        }
        let Some(at) = places.get(&id) else {
            if !absent.broken.contains(&id) {
                let help = suggestions.of(|| did_you_mean(id.as_str(), places.keys().map(EntryId::as_str)));
                let message = format!("there is no entry `{id}` that this could translate");
                let start = Span::default();
                diagnostics.push(
                    Diagnostic::new(Code::OrphanTranslation, &translation.source, start, message).maybe_help(help),
                );
            }
            loose.push((lang, translation));
            continue;
        };
        loose.extend(add(Arc::make_mut(&mut entries[*at]), lang, translation, diagnostics).map(|left| (lang, left)));
    }
    loose
}

fn language_problem(translation: &Translation, lang: Lang, languages: &[Lang]) -> Option<Diagnostic> {
    let problem = |message: String, help: String| {
        Some(Diagnostic::new(Code::UnknownLanguage, &translation.source, Span::default(), message).help(help))
    };
    if lang == languages[0] {
        let message = format!("`{lang}` is the language of the original");
        return problem(message, format!("remove `.{lang}` from the file's name, or translate into another language"));
    }
    if !languages.contains(&lang) {
        let listed = languages.iter().chain([&lang]).map(|lang| format!("\"{lang}\"")).collect::<Vec<_>>().join(", ");
        return problem(
            format!("the site has no language `{lang}`"),
            format!("write `languages = [{listed}]` in site.toml"),
        );
    }
    None
}

/// Adds a translation, or hands it back when there is one in that language.
fn add(
    entry: &mut Entry,
    lang: Lang,
    translation: Arc<Translation>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Translation>> {
    if let Some((_, first)) = entry.translations.iter().find(|(known, _)| *known == lang) {
        let start = Span::default();
        let message = format!("another file translates `{}` into `{lang}`", entry.id);
        let problem = Diagnostic::new(Code::DuplicateId, &translation.source, start, message);
        let problem = problem.help("remove one of the two files").related(&first.source, start, "this one");
        // Only one of the two is read.
        diagnostics.push(problem.binding());
        return Some(translation);
    }
    diagnostics.extend(staleness(entry, &translation));
    entry.translations.push((lang, translation));
    entry.translations.sort_by_key(|(lang, _)| *lang);
    None
}

/// Translations of an entry that follow a former version of it.
pub(super) fn stale(entry: &Entry) -> impl Iterator<Item = Diagnostic> {
    entry.translations.iter().filter_map(|(_, translation)| staleness(entry, translation))
}

fn staleness(entry: &Entry, translation: &Translation) -> Option<Diagnostic> {
    if translation.follows(entry) != Some(false) {
        return None;
    }
    let follows = translation.texts.follows.as_ref()?;
    let current = entry.common.changed();
    let message = format!("this follows `{follows}`, but the original was changed on {current}");
    let help = format!("bring it up to date and write `follows: {current}`");
    Some(Diagnostic::new(Code::StaleTranslation, &translation.source, follows.span, message).help(help))
}
