//! A question to the catalog: `kind=commitment level=national sdg=8.8 overdue`.
//!
//! A text goes in; a [`Query`] that tells of each entry whether it is meant comes out, or a [`Problem`] at a place of that
//! text. Text becomes words ([`words`]), words a [`tree`] of tests, and each test gets its [`meaning`] from the declared fields
//! ([`field`]) and from what the catalog knows. All names are checked before the first entry is looked at. Of pages it
//! knows their addresses, which the field `url` holds, and of the command line nothing.
//!
//! # The language
//!
//! | written | means |
//! |---|---|
//! | `level=national` | a value of the field is that: a term (or a narrower one), an actor, an entry, a word, a date, a number, a text |
//! | `kind=commitment,practice` | one of these |
//! | `country=PHL` | by the name of an axis or of one of its terms: the entry names the term in some field, as `list --axis` counts |
//! | `status!=active` | none of its values is that |
//! | `date>=2020`, `needs.amount>1000000` | dates and numbers compare with `<`, `<=`, `>`, `>=` |
//! | `title~visa`, `milestones.title~"work permit"` | the text holds these words, in capitals or not |
//! | `"work permit"` | title or summary, in any language, holds these words |
//! | `reviews`, `period.to` | the field is filled |
//! | `overdue`, `orphan`, `stale`, `translated` | what `compendium list` knows by these words |
//! | `a b`, `a or b`, `not a`, `( )` | both; either; not; grouping. `or` binds loosest |
//!
//! Fields have the names that editors write, fields below a field follow a point, and relations are known from both ends
//! (`has_part=...`). A date of a year or a month stands for all its days: `date=2020` is any day of it, `date<2020` is certainly
//! before. Pages of the site itself are not looked at, as they are no data.

pub mod field;
mod meaning;
mod tree;
mod words;

use crate::catalog::{Catalog, EntryIx};
use crate::export::names;
use crate::source::Span;
use meaning::Condition;
pub use meaning::shown;

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// In words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where, in bytes of the query.
    pub span: Span,
}

impl Problem {
    fn new(span: Span, message: impl Into<String>, help: Option<String>) -> Self {
        Self { message: message.into(), help, span }
    }
}

/// A question whose words all mean something.
#[derive(Debug)]
pub struct Query(Condition);

impl Query {
    /// Reads a query; an empty one means every entry.
    pub fn parse(text: &str, catalog: &Catalog) -> Result<Self, Problem> {
        let tree = tree::of(&words::of(text)?, text.len())?;
        meaning::of(&tree, catalog).map(Self)
    }

    /// Whether an entry is meant.
    pub fn means(&self, catalog: &Catalog, ix: EntryIx) -> bool {
        self.0.holds(catalog, ix)
    }

    /// The entries that are meant, by id.
    pub fn entries<'a>(&'a self, catalog: &'a Catalog) -> impl Iterator<Item = EntryIx> + 'a {
        names::listed(catalog).filter(|ix| self.means(catalog, *ix))
    }
}

#[cfg(test)]
mod tests;
