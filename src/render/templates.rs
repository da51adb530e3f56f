//! The templates of a theme, compiled, and what is wrong with them.

use std::sync::Arc;

use tera::{ErrorKind, Tera};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use crate::theme::Theme;
use crate::theme::problems::problems;

/// Compiles the templates of a theme.
///
/// # Errors
/// All slips in their syntax, or what they name that is not there.
pub(super) fn compile(theme: &Theme) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::new();
    // Every template makes HTML, whatever its file is called.
    tera.autoescape_on(vec![""]);
    let templates = theme.templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
    match tera.add_raw_templates(templates) {
        Ok(()) => Ok(tera),
        Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => Err(slips(theme)),
        Err(error) => Err(problems(theme, "", &error)),
    }
}

/// The slips in the syntax of all templates. The engine stops at the first one, so each template is read by itself; what it
/// says of others that are not there then is none.
fn slips(theme: &Theme) -> Vec<Diagnostic> {
    let slip = |(name, source): (&String, &Arc<Source>)| {
        let error = Tera::new().add_raw_template(name, &source.text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| problems(theme, name, &error))
    };
    theme.templates.iter().filter_map(slip).flatten().collect()
}

/// What the engine said when it rendered a template: one problem. Of compiling there may be several.
pub(super) fn problem(theme: &Theme, template: &str, error: &tera::Error) -> Diagnostic {
    problems(theme, template, error).into_iter().next().unwrap_or_else(|| nothing_to_show(template))
}

/// There is no page where a template was asked for one.
pub(super) fn nothing_to_show(name: &str) -> Diagnostic {
    Diagnostic::of_file(Code::TemplateError, &format!("templates/{name}"), "there is nothing to show here").binding()
}
