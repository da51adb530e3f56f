//! Values of fields as pages and exports have them.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// What a field holds, without its Rust type: enough to show it on a page and to export it, so that a new field needs no
/// code there. Its texts are those of the record where it has them as they are: exports ask for all fields of all entries a
/// dozen times over.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum<'a> {
    /// Nothing was written.
    Nothing,
    /// A text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A date with its precision.
    Date(crate::date::Date),
    /// An address.
    Address(Cow<'a, str>),
    /// The name of a term of the axis that belongs to the field.
    Term(Cow<'a, str>),
    /// The name of an actor, a group or a country.
    Party(Cow<'a, str>),
    /// The id of an entry.
    Entry(Cow<'a, str>),
    /// One of a few words.
    Word(&'static str),
    /// Several.
    List(Vec<Self>),
    /// Fields below the field.
    Group(Vec<(&'static str, Self)>),
    /// Anything, as JSON.
    Any(serde_json::Value),
}

impl Datum<'_> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Nothing | Self::Truth(false) | Self::Any(serde_json::Value::Null) => true,
            Self::List(items) => items.is_empty(),
            Self::Group(fields) => fields.iter().all(|(_, datum)| datum.is_empty()),
            _ => false,
        }
    }

    /// The datum as JSON, without fields that hold nothing.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("its keys are texts")
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Text(text) | Self::Address(text) | Self::Term(text) | Self::Party(text) | Self::Entry(text) => {
                serializer.serialize_str(text)
            }
            // A whole number is written as one: 258000000 and not 258000000.0.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Date(date) => date.serialize(serializer),
            Self::Word(word) => serializer.serialize_str(word),
            Self::List(items) => serializer.collect_seq(items),
            Self::Group(fields) => {
                let mut filled: Vec<_> = fields.iter().filter(|(_, datum)| !datum.is_empty()).collect();
                // As in objects of serde_json, which are what editors and tests compare it with.
                filled.sort_unstable_by_key(|(name, _)| *name);
                let mut object = serializer.serialize_map(Some(filled.len()))?;
                for (name, datum) in filled {
                    object.serialize_entry(name, datum)?;
                }
                object.end()
            }
            Self::Any(json) => json.serialize(serializer),
        }
    }
}
