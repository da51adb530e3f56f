//! Values of fields as pages and exports have them.

/// What a field holds, without its Rust type: enough to show it on a page and to export it, so that a new field needs no
/// code there.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing was written.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A date with its precision.
    Date(crate::date::Date),
    /// An address.
    Address(String),
    /// The name of a term of the axis that belongs to the field.
    Term(String),
    /// The name of an actor, a group or a country.
    Party(String),
    /// The id of an entry.
    Entry(String),
    /// One of a few words.
    Word(&'static str),
    /// Several.
    List(Vec<Datum>),
    /// Fields below the field.
    Group(Vec<(&'static str, Datum)>),
    /// Anything, as JSON.
    Any(serde_json::Value),
}

impl Datum {
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
        use serde_json::Value as Json;
        match self {
            Self::Nothing => Json::Null,
            Self::Text(text) | Self::Address(text) | Self::Term(text) | Self::Party(text) | Self::Entry(text) => {
                Json::from(text.as_str())
            }
            // A whole number is written as one: 258000000 and not 258000000.0.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Json::from(*number as i64),
            Self::Number(number) => Json::from(*number),
            Self::Truth(truth) => Json::from(*truth),
            Self::Date(date) => Json::from(date.to_string()),
            Self::Word(word) => Json::from(*word),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Group(fields) => fields_to_json(fields),
            Self::Any(json) => json.clone(),
        }
    }
}

/// Fields as a JSON object, without those that hold nothing.
pub fn fields_to_json(fields: &[(&'static str, Datum)]) -> serde_json::Value {
    let filled = fields.iter().filter(|(_, datum)| !datum.is_empty());
    serde_json::Value::Object(filled.map(|(name, datum)| ((*name).to_owned(), datum.to_json())).collect())
}
