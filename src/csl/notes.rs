//! What is noted while a work is written: a title that stands in for an author is not said again where titles stand.

use std::cell::{Cell, RefCell};

use citationberg::Names;
use citationberg::taxonomy::Variable;

use super::render::Scope;

/// What is noted while a work is written.
#[derive(Default)]
pub(super) struct Notes {
    suppressed: RefCell<Vec<Variable>>,
    used: RefCell<Vec<Variable>>,
    is_logging: Cell<bool>,
    /// The names without a value for which others stand.
    stands_for: RefCell<Option<Names>>,
    has_year: Cell<bool>,
    has_names: Cell<bool>,
}

impl Scope<'_> {
    pub(super) fn is_suppressed(&self, variable: Variable) -> bool {
        self.notes.suppressed.borrow().contains(&variable)
    }

    pub(super) fn suppress(&self, variables: Vec<Variable>) {
        self.notes.suppressed.borrow_mut().extend(variables);
    }

    pub(super) fn log(&self, variable: Variable) {
        if self.notes.is_logging.get() {
            self.notes.used.borrow_mut().push(variable);
        }
    }

    /// Begins to note which variables are used; gives what was noted of an outer list.
    pub(super) fn begin_log(&self) -> (bool, Vec<Variable>) {
        (self.notes.is_logging.replace(true), self.notes.used.take())
    }

    pub(super) fn end_log(&self, (outer, mut noted): (bool, Vec<Variable>)) -> Vec<Variable> {
        let used = self.notes.used.take();
        self.notes.is_logging.set(outer);
        if outer {
            noted.extend(&used);
            self.notes.used.replace(noted);
        }
        used
    }

    pub(super) fn stands_for(&self) -> Option<Names> {
        self.notes.stands_for.borrow().clone()
    }

    /// Says for which names others stand from here on; gives those for which they stood before.
    pub(super) fn stand_for(&self, names: Option<Names>) -> Option<Names> {
        self.notes.stands_for.replace(names)
    }

    pub(super) fn first_year(&self) -> bool {
        !self.notes.has_year.replace(true)
    }

    pub(super) fn first_names(&self) -> bool {
        !self.notes.has_names.replace(true)
    }
}
