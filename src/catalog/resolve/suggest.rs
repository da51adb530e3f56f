//! What unknown names may have meant. Entries are resolved in parallel, and what they share is given out afterwards.

use super::Resolved;
use crate::catalog::{Catalog, PARTY_AXES};
use crate::diagnostic::{Diagnostic, Suggestions, did_you_mean};
use crate::load::FILES;
use crate::node::curly;
use crate::vocabulary::{AxisIx, Vocabularies};

/// A name that nothing has.
#[derive(Debug)]
pub(super) struct Unknown {
    /// The place of the diagnostic that says so.
    pub at: usize,
    pub name: Box<str>,
    pub among: Among,
}

/// Where something near it is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Among {
    Entries,
    Works,
    Figures,
    Files,
    Parties,
    Terms(AxisIx),
}

impl Resolved {
    /// Says what unknown names may have meant. Entries are resolved in parallel, so that what they share is given here.
    pub fn suggest(&self, catalog: &Catalog, problems: &mut [Diagnostic], suggestions: &mut Suggestions) {
        for Unknown { at, name, among } in &self.unknown {
            if let Some(help) = suggestions.of(|| among.near(catalog, name)) {
                problems[*at].help = Some(help);
            }
        }
    }

    /// Evidence that is nearly the id of a work. Most is meant as it is, so that it takes no suggestion from slips.
    pub fn doubtful(&mut self, catalog: &Catalog, suggestions: &mut Suggestions) -> Vec<Diagnostic> {
        let near = |(words, problem): (Box<str>, Diagnostic)| {
            suggestions.of(|| Among::Works.near(catalog, &words)).map(|help| problem.help(help))
        };
        self.doubtful.drain(..).filter_map(near).collect()
    }
}

/// What to write for several terms in a row, which are a list in brackets.
fn listed(vocabularies: &Vocabularies, axis: AxisIx, names: &str) -> Option<String> {
    let names: Vec<_> = names.split([',', ';']).map(str::trim).collect();
    let are_terms = names.len() > 1 && names.iter().all(|name| vocabularies.find(axis, name).is_some());
    are_terms.then(|| format!("write `[{}]`: several stand in brackets", names.join(", ")))
}

impl Among {
    fn near(self, catalog: &Catalog, name: &str) -> Option<String> {
        match self {
            Self::Entries => did_you_mean(name, catalog.entries.iter().map(|entry| entry.id.as_str())),
            Self::Works => did_you_mean(name, catalog.documents.ids()),
            Self::Figures => did_you_mean(name, catalog.figures.iter().map(|figure| figure.id.as_str())),
            Self::Files => did_you_mean(name, catalog.files.iter().filter_map(|file| file.path.strip_prefix(FILES))),
            Self::Parties => {
                let axes = || PARTY_AXES.iter().filter_map(|axis| catalog.vocabularies.axis(axis));
                let called = axes().find_map(|axis| catalog.vocabularies[axis].called(name));
                let near = || did_you_mean(name, axes().flat_map(|axis| catalog.vocabularies[axis].ids()));
                called.or_else(near)
            }
            Self::Terms(axis) => {
                let several = || listed(&catalog.vocabularies, axis, name);
                curly(name).or_else(several).or_else(|| catalog.vocabularies[axis].meant_by(name))
            }
        }
    }
}
