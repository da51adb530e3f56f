//! The works of a site by id and by number, and what is known of those that could not be read.

use std::collections::{BTreeMap, BTreeSet};

use super::Listed;

/// Works, sorted by id. The number of a work is its place in that order.
#[derive(Debug, Default)]
pub struct Documents {
    works: Vec<(String, Listed)>,
    unread: Unread,
}

/// What could not be read of a list, so that nobody is told that it does not exist.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// The ids of what could not be read.
    pub ids: BTreeSet<String>,
    /// Whether any id may be that of one that could not be read.
    pub is_any: bool,
}

impl Unread {
    /// Whether that may be the id of one that could not be read.
    pub fn may_be(&self, id: &str) -> bool {
        self.is_any || self.ids.contains(id)
    }
}

impl Documents {
    /// The work of an id.
    pub fn get(&self, id: &str) -> Option<&Listed> {
        self.number(id).map(|number| &self.works[number as usize].1)
    }

    /// The number of a work.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.works.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok().map(|at| at as u32)
    }

    /// The work of a number, with its id.
    pub fn at(&self, number: u32) -> Option<(&str, &Listed)> {
        self.works.get(number as usize).map(|(id, listed)| (id.as_str(), listed))
    }

    /// Whether there is a work of that id.
    pub fn has(&self, id: &str) -> bool {
        self.number(id).is_some()
    }

    /// Whether there may be a work of that id that could not be read, which is told already.
    pub fn may_have(&self, id: &str) -> bool {
        self.unread.may_be(id)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.works.iter().map(|(id, _)| id.as_str())
    }

    /// Every work with its number and its id.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str, &Listed)> {
        (0..).zip(&self.works).map(|(number, (id, listed))| (number, id.as_str(), listed))
    }

    /// How many works there are.
    pub fn len(&self) -> usize {
        self.works.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.works.is_empty()
    }

    /// Works with what is known of those that could not be read.
    pub(super) fn new(works: BTreeMap<String, Listed>, unread: Unread) -> Self {
        Self { works: works.into_iter().collect(), unread }
    }
}
