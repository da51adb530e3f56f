//! Templates that compile and make no page: a field that does not exist is seen only when it is asked for.

use std::sync::Arc;

use super::Live;
use super::change::Change;
use crate::diagnostic::Diagnostic;
use crate::theme::Theme;

/// What is known of themes whose pages were tried.
pub(super) struct Tried {
    /// The last one that made every page that was tried, and before that the first.
    sound: Arc<Theme>,
    /// The one that was tried last, and what it had to say against pages.
    last: Option<(Arc<Theme>, Vec<Diagnostic>)>,
}

impl Tried {
    /// Nothing but the first theme.
    pub fn of(first: &Arc<Theme>) -> Self {
        Self { sound: Arc::clone(first), last: None }
    }

    /// What is known to be wrong with a theme.
    pub fn problems_of(&self, theme: &Arc<Theme>) -> Option<&[Diagnostic]> {
        let (last, problems) = self.last.as_ref()?;
        (Arc::ptr_eq(last, theme) && !problems.is_empty()).then_some(problems)
    }

    fn is_done(&self, theme: &Arc<Theme>) -> bool {
        self.last.as_ref().is_some_and(|(last, _)| Arc::ptr_eq(last, theme))
    }
}

impl Live {
    /// Makes a page of each family with templates that are new, and shows the last good ones again when that fails. It takes
    /// longer than an edit may, and is for a moment when nothing else changes.
    pub fn try_templates(&mut self) -> Option<Change> {
        if self.tried.is_done(&self.theme) || !self.templates.is_empty() {
            return None;
        }
        let problems = self.site.renderer.try_templates();
        self.tried.last = Some((Arc::clone(&self.theme), problems.clone()));
        if problems.is_empty() {
            self.tried.sound = Arc::clone(&self.theme);
            return None;
        }
        if let Ok(renderer) = self.site.renderer.with_templates(&self.tried.sound) {
            self.site.renderer = renderer;
        }
        let files = problems.iter().map(|problem| problem.place.source.path.to_string()).collect();
        self.templates = problems;
        self.judge();
        Some(Change { files, ..Change::default() })
    }
}
