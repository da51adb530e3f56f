//! The works of a site by id and by number.

use std::collections::BTreeMap;

use super::Listed;

/// Works, sorted by id. The number of a work is its place in that order.
#[derive(Debug, Default)]
pub struct Documents(Vec<(String, Listed)>);

impl Documents {
    /// The work of an id.
    pub fn get(&self, id: &str) -> Option<&Listed> {
        self.number(id).map(|number| &self.0[number as usize].1)
    }

    /// The number of a work.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok().map(|at| at as u32)
    }

    /// The work of a number, with its id.
    pub fn at(&self, number: u32) -> Option<(&str, &Listed)> {
        self.0.get(number as usize).map(|(id, listed)| (id.as_str(), listed))
    }

    /// Whether there is a work of that id.
    pub fn has(&self, id: &str) -> bool {
        self.number(id).is_some()
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(id, _)| id.as_str())
    }

    /// Every work with its number and its id.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str, &Listed)> {
        (0..).zip(&self.0).map(|(number, (id, listed))| (number, id.as_str(), listed))
    }

    /// How many works there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<BTreeMap<String, Listed>> for Documents {
    fn from(documents: BTreeMap<String, Listed>) -> Self {
        Self(documents.into_iter().collect())
    }
}
