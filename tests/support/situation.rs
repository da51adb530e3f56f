//! A site between two states, for tests of what is left when a build does not come to its end.

use std::collections::BTreeSet;

use super::site::Site;
use super::tree::Tree;

/// The program's own folder in the output. What it holds between two builds is its own affair.
pub const OWN: &str = ".compendium/";

/// A project whose output is that of an earlier state, and what a build of it should give.
pub struct Situation {
    pub site: Site,
    pub old: Tree,
    pub new: Tree,
}

impl Situation {
    /// A project that was never built.
    pub fn first_build(site: Site) -> Self {
        let _ = site.build_into(&site.beside("clean")).succeeds();
        let new = Tree::of(&site.beside("clean"));
        Self { site, old: Tree::default(), new }
    }

    /// A project that was built and then changed.
    pub fn rebuild(site: Site, change: impl FnOnce(&Site)) -> Self {
        let _ = site.build().succeeds();
        let old = site.tree();
        change(&site);
        Self { old, ..Self::first_build(site) }
    }

    /// The files that readers can see and that are not as they were.
    pub fn changed(&self, left: &Tree) -> Vec<String> {
        let known: BTreeSet<&String> = self.old.0.keys().chain(self.new.0.keys()).chain(left.0.keys()).collect();
        let changed = |path: &&String| !path.starts_with(OWN) && left.get(path) != self.old.get(path);
        known.into_iter().filter(changed).cloned().collect()
    }

    /// Files that are neither as they were nor as they should be.
    pub fn mixtures(&self, left: &Tree) -> Vec<String> {
        let mixed = self.changed(left).into_iter().filter(|path| left.get(path) != self.new.get(path));
        mixed.map(|path| format!("{path} is neither old nor new")).collect()
    }
}
