//! What is wrong with the content, as values.
//!
//! A problem in content is a [`Diagnostic`], collected and never returned early, so that one run names every problem of
//! every file. The code says what sort of problem it is; [`Code`] is the one table from which `explain`, SARIF and the
//! documentation are made. Printers are in the modules below.

mod code;
mod excerpt;
pub mod github;
pub mod human;
pub mod json;
mod print;
mod region;
pub mod sarif;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use code::Code;
pub use print::{Format, Manner, print, print_failure};

use crate::source::{Place, Source, Span};

/// So many headings, or needs, of one entry are looked at for one that is near.
pub(crate) const COMPARED: usize = 100;

/// Longer than this, in bytes, nothing is taken for a slip.
const LONGEST_SLIP: usize = 64;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not built.
    Error,
    /// The site is built, the editor is told.
    Warning,
    /// Worth knowing; shown by `check --verbose` only and never raised by `--strict`.
    Info,
}

/// A related place: where the other one of two clashing things stands, the steps of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub message: String,
}

/// One problem, located, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The sort of problem.
    pub code: Code,
    /// How much it matters; the code's own severity until `[check]` or `--strict` change it.
    pub severity: Severity,
    /// What is wrong, in the editor's words, without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to type instead.
    pub help: Option<String>,
    /// Other places that take part.
    pub related: Vec<Related>,
    /// Whether something that was written would be gone: no setting makes that less than an error.
    pub is_binding: bool,
}

impl Diagnostic {
    /// A problem at a span of a source.
    pub fn new(code: Code, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let place = Place { source: Arc::clone(source), span };
        let (severity, message) = (code.severity(), message.into());
        Self { code, severity, message, place, help: None, related: Vec::new(), is_binding: false }
    }

    /// A problem of a file as a whole, or of one that could not be read.
    pub fn of_file(code: Code, path: &str, message: impl Into<String>) -> Self {
        Self::new(code, &Source::new(path, ""), Span::default(), message)
    }

    /// Says that no setting makes it less than an error, see [`Diagnostic::is_binding`].
    #[must_use]
    pub fn binding(mut self) -> Self {
        self.is_binding = true;
        self
    }

    /// Says how many more like it there are that are not told apart.
    pub(crate) fn and_more(&mut self, more: usize) {
        self.message = format!("{}, and {more} more problems after it", self.message);
    }

    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to type, when there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let place = Place { source: Arc::clone(source), span };
        self.related.push(Related { place, message: message.into() });
        self
    }
}

/// Diagnostics sort by file, then by place, then by code: the order in which an editor mends them.
impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_place =
            self.place.source.path.cmp(&other.place.source.path).then(self.place.span.cmp(&other.place.span));
        by_place.then(self.code.cmp(&other.code)).then_with(|| self.message.cmp(&other.message))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What `[check]` of `site.toml` says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// An error.
    Deny,
    /// A warning.
    Warn,
    /// Not reported.
    Allow,
}

/// The severities of a run: `[check]`, then `--strict`.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// What `[check]` sets.
    pub levels: BTreeMap<Code, Level>,
    /// Warnings are errors.
    pub strict: bool,
}

impl Policy {
    /// Applies the policy, drops what is allowed, sorts and removes repetitions.
    pub fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let judge = |diagnostic: Diagnostic| {
            let severity = self.severity(&diagnostic)?;
            Some(Diagnostic { severity, ..diagnostic })
        };
        let mut kept: Vec<_> = diagnostics.into_iter().filter_map(judge).collect();
        kept.sort();
        kept.dedup();
        kept
    }

    /// Whether one of these keeps a site from being built.
    pub fn refuses(&self, diagnostics: &[Diagnostic]) -> bool {
        diagnostics.iter().any(|found| self.severity(found) == Some(Severity::Error))
    }

    /// How much a problem matters in this run; `None` when it is not reported.
    fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        if diagnostic.place.source.is_unread {
            return None;
        }
        let severity = match self.levels.get(&diagnostic.code).filter(|_| !diagnostic.is_binding) {
            Some(Level::Allow) => return None,
            Some(Level::Deny) => Severity::Error,
            Some(Level::Warn) => Severity::Warning,
            None => diagnostic.severity,
        };
        let is_raised = self.strict && severity == Severity::Warning;
        Some(if is_raised { Severity::Error } else { severity })
    }
}

/// How many errors and warnings a run found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Tally {
    /// Counts diagnostics by severity.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }
}

/// The known name nearest to what was typed, if it is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A very long name is no slip of the finger, and its distance to everything would be slow to tell. A number near another
    // one is another number.
    if typed.len() > LONGEST_SLIP || !typed.contains(char::is_alphabetic) {
        return None;
    }
    let (original, typed) = (typed, typed.to_lowercase());
    let length = typed.chars().count();
    // About a third of the letters, as rustc has it, but not one of one: all such names would be near each other. Short words
    // that differ in two letters are others: local and global.
    let allowed = |name: &str| match name.chars().count().min(length) {
        0 | 1 => 0,
        2..6 => 1,
        shorter => (shorter + 1) / 3,
    };
    // A code is no word of which a letter was left out: the UK is not Ukraine.
    let is_code = |name: &str| (2..=3).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_of_its_sort = |name: &&str| !is_code(name) || is_code(original) && original.len() == name.len();
    known
        .into_iter()
        .filter(|name| is_of_its_sort(name) || name.eq_ignore_ascii_case(original))
        // Names of another length are far away; to leave them out keeps a large site with many slips fast.
        .filter(|name| name.chars().count().abs_diff(length) <= allowed(name))
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= allowed(name))
        .min()
        .map(|(_, name)| name)
}

/// How many slips of a phase still get a suggestion. Each name is compared with all others, and a site in which thousands of
/// links are dead has another problem than spelling.
#[derive(Debug)]
pub struct Suggestions(u32);

impl Default for Suggestions {
    fn default() -> Self {
        Self(200)
    }
}

impl Suggestions {
    /// What a name may have meant, if there is still one to give.
    pub fn of(&mut self, look_up: impl FnOnce() -> Option<String>) -> Option<String> {
        self.0 = self.0.checked_sub(1)?;
        look_up()
    }
}

/// “did you mean `x`?”, when there is a name near what was typed.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(typed, known).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let known = ["recruitment", "remittances", "cities"];
        assert_eq!(nearest("recruitement", known), Some("recruitment"));
        assert_eq!(nearest("Cities", known), Some("cities"));
        assert_eq!(nearest("zebra", known), None);
        for (typed, name) in [("x", ""), ("5", "x"), ("x", "y"), ("18", "1"), ("18", "17"), ("nope", "home")] {
            assert_eq!(nearest(typed, [name]), None, "{typed} {name}");
        }
        for (typed, name) in [("UK", "UKR"), ("EU", "DEU"), ("nix", "NIC"), ("local", "global")] {
            assert_eq!(nearest(typed, [name]), None, "{typed} {name}");
        }
        for (typed, name) in
            [("phl", "PHL"), ("du", "due"), ("sgd", "sdg"), ("titel", "title"), ("PHI", "PHL"), ("a", "A")]
        {
            assert_eq!(nearest(typed, [name]), Some(name), "{typed}");
        }
    }

    #[test]
    fn strict_raises_warnings_but_not_information() {
        let policy = Policy { strict: true, ..Policy::default() };
        let mut info = Diagnostic::of_file(Code::CoverageGap, "a", "m");
        info.severity = Severity::Info;
        let mut warning = Diagnostic::of_file(Code::AliasUsed, "b", "m");
        warning.severity = Severity::Warning;
        let judged = policy.apply(vec![warning, info]);
        assert_eq!(judged[0].severity, Severity::Info);
        assert_eq!(judged[1].severity, Severity::Error);
    }
}
