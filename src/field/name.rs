//! Names of entries, terms and actors.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::node::Node;
use crate::record::{Datum, Field, Reader, Shape};

/// The name of an entry: its file's stem, unique over the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(Arc<str>);

impl EntryId {
    /// An id, when the text has its form: lower-case letters, digits and hyphens, at most 120, not at either end a hyphen.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let well_formed = !text.is_empty() && text.len() <= 120 && text.bytes().all(allowed);
        let hyphens = text.starts_with('-') || text.ends_with('-');
        (well_formed && !hyphens).then(|| Self(text.into()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Tables of ids are asked for texts, which need not have the form of one.
impl std::borrow::Borrow<str> for EntryId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Field for EntryId {
    fn is_name() -> bool {
        true
    }
    fn shape() -> Shape {
        Shape::Entry
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let help = "ids are lower-case letters, digits and hyphens: fair-recruitment";
            reader.refuse(Code::BadId, node.span, format!("`{text}` cannot be an id"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Entry(self.as_str().into())
    }
}

/// The id of a term as an editor typed it; whether it exists is decided when entries are linked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermName(pub Box<str>);

impl Field for TermName {
    fn is_name() -> bool {
        true
    }
    fn shape() -> Shape {
        Shape::Term
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node).map(|text| Self(text.trim().into()))
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Term((&*self.0).into())
    }
}

/// Who acts: the id of an actor or group, or a country's code, as an editor typed it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyName(pub Box<str>);

impl Field for PartyName {
    fn is_name() -> bool {
        true
    }
    fn shape() -> Shape {
        Shape::Party
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node).map(|text| Self(text.trim().into()))
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Party((&*self.0).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words() {
        for good in ["a", "fair-recruitment", "2030-agenda"] {
            assert!(EntryId::parse(good).is_some(), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a_b", "é", "a b", "../a", "a/b"] {
            assert!(EntryId::parse(bad).is_none(), "{bad}");
        }
    }
}
