//! A project looked at as a whole and not built: for commands that list, explain and rename.

use super::Project;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::load::{self, Input};
use crate::route::Routes;
use crate::theme::Theme;

/// Everything that a project says, linked, with its pages and what is wrong.
#[derive(Debug)]
pub struct Survey {
    /// What is known.
    pub catalog: Catalog,
    /// The templates, strings and static files.
    pub theme: Theme,
    /// Every page and file of the site.
    pub routes: Routes,
    /// What is wrong, but with templates and strings; [`Project::survey`] judges it as `check` does.
    pub diagnostics: Vec<Diagnostic>,
}

impl Project {
    /// What the project says.
    pub fn survey(&self) -> Survey {
        let (input, diagnostics) = self.input();
        self.survey_of(input, diagnostics)
    }

    /// The files of the project.
    pub fn input(&self) -> (Input, Vec<Diagnostic>) {
        load::load(&self.root, &self.site.theme)
    }

    /// What the project would say if its files were these. `diagnostics` are what loading them had to say.
    pub fn survey_of(&self, input: Input, mut diagnostics: Vec<Diagnostic>) -> Survey {
        let theme = self.theme(&input, &mut diagnostics);
        let survey = self.prepare(input, theme, diagnostics);
        Survey { diagnostics: self.policy.apply(survey.diagnostics), ..survey }
    }
}
