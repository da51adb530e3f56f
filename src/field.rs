//! The types that fields hold, each with how it is read: texts, numbers, dates, ids, addresses.

mod address;
mod currency;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;

pub use address::WebAddress;
pub use currency::Currency;

use crate::date::{Date, Instant};
use crate::diagnostic::Code;
use crate::lang::Lang;
use crate::node::{Node, Value};
use crate::record::{Datum, Field, Reader, Shape};
use crate::source::{Span, Spanned};

impl Field for String {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?.trim().to_owned();
        reader.warn_of_comment(node.span);
        Some(text)
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.into())
    }

    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }
}

impl Field for f64 {
    fn shape() -> Shape {
        Shape::Number
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        // "inf", "nan" and "1e5" parse as floats too; only what a reader calls a number is one.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
        number.filter(|_| plain).or_else(|| {
            let help = "write it with a point and without grouping: 1250.5";
            reader.refuse(Code::BadNumber, node.span, format!("`{text}` is not a number"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Number(*self)
    }
}

impl Field for u32 {
    fn shape() -> Shape {
        Shape::Integer
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        text.parse().ok().or_else(|| {
            let is_negative = text.strip_prefix('-').is_some_and(|rest| rest.parse::<Self>().is_ok());
            let what = if is_negative { "is below zero" } else { "is not a whole number" };
            let help = "write digits alone: 1250";
            reader.refuse(Code::BadNumber, node.span, format!("`{text}` {what}"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Number(f64::from(*self))
    }
}

impl Field for bool {
    fn shape() -> Shape {
        Shape::Boolean
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match reader.scalar(node)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let message = format!("`{other}` is neither `true` nor `false`");
                let help = match other.to_ascii_lowercase().as_str() {
                    "true" | "yes" | "on" | "1" => "write `true`",
                    "false" | "no" | "off" | "0" => "write `false`",
                    _ => "write `true` or `false`",
                };
                reader.refuse(Code::WrongType, node.span, message, Some(help.into()))
            }
        }
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Truth(*self)
    }
}

impl<T: Field> Field for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn datum(&self) -> Datum<'_> {
        self.as_ref().map_or(Datum::Nothing, T::datum)
    }
}

impl<T: Field> Field for Spanned<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(|value| Spanned::new(value, node.span))
    }
    fn datum(&self) -> Datum<'_> {
        self.value.datum()
    }

    fn stand_in() -> Option<Self> {
        T::stand_in().map(|value| Self::new(value, Span::default()))
    }

    fn is_name() -> bool {
        T::is_name()
    }
}

/// A field that takes a list takes a single value too.
impl<T: Field> Field for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return T::read(node, reader).map(|one| vec![one]);
        };
        let mut written = HashSet::new();
        let source = Arc::clone(&reader.source);
        let mut is_new = |item: &&Node, reader: &mut Reader| {
            let text = source.text.get(item.span.range()).unwrap_or_default().trim();
            // What is no value is told as that.
            let is_value = matches!(item.value, Value::Text(_) | Value::Map(_));
            let is_new = !(is_value && T::is_name()) || written.insert(text);
            if !is_new {
                let help = Some("remove one of the two".into());
                reader.refuse::<()>(Code::RepeatedValue, item.span, "this stands in the list already", help);
            }
            is_new
        };
        // What can be read is kept, so that the rest of the entry is still checked.
        let problems = reader.diagnostics.len();
        let read: Self =
            items.iter().filter_map(|item| is_new(&item, reader).then(|| T::read(item, reader))?).collect();
        if read.len() < items.len() {
            reader.bind_since(problems);
        }
        Some(read)
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn datum(&self) -> Datum<'_> {
        Datum::List(self.iter().map(T::datum).collect())
    }
}

impl Field for Date {
    fn shape() -> Shape {
        Shape::Date
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let help = "write a year, a month or a day: 2018, 2018-12 or 2018-12-10";
            reader.refuse(Code::BadDate, node.span, format!("`{text}` is not a date"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Date(*self)
    }

    fn stand_in() -> Option<Self> {
        Some(Self::Year(1))
    }
}

impl Field for Instant {
    fn shape() -> Shape {
        Shape::Instant
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let help = "write day, time and zone: 2026-05-01T09:00+02:00";
            reader.refuse(
                Code::BadDate,
                node.span,
                format!("`{text}` is not an instant with a zone"),
                Some(help.into()),
            )
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.to_string().into())
    }
}

impl Field for Lang {
    fn shape() -> Shape {
        Shape::Language
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let help = "write a language tag such as en, fr or pt-br";
            reader.refuse(Code::BadValue, node.span, format!("`{text}` is not a language"), Some(help.into()))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.to_string().into())
    }
}

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

/// A text in the site's own language, and in others where somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    own: Box<str>,
    others: BTreeMap<Lang, Box<str>>,
}

impl Localized {
    /// A text without translations.
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Self { own: text.into(), others: BTreeMap::new() }
    }

    /// A text with translations.
    pub fn translated<'a>(text: &str, others: impl IntoIterator<Item = (Lang, &'a str)>) -> Self {
        Self { own: text.into(), others: others.into_iter().map(|(lang, text)| (lang, text.into())).collect() }
    }

    /// The text in a language, or the original with `false`.
    pub fn get(&self, lang: Lang) -> (&str, bool) {
        match self.others.get(&lang) {
            Some(text) => (text, true),
            None => (&self.own, false),
        }
    }

    /// The text in a language, or the original.
    pub fn text(&self, lang: Lang) -> &str {
        self.get(lang).0
    }

    /// The text with what another one adds: one without a language takes the place of the original, as one in `main` does, and
    /// the others come beside it.
    #[must_use]
    pub fn amended(&self, by: &Self, main: Lang) -> Self {
        let is_plain = by.others.is_empty();
        let own = if is_plain { &by.own } else { by.others.get(&main).unwrap_or(&self.own) };
        let others = self.others.iter().chain(&by.others).map(|(lang, text)| (*lang, text.clone()));
        Self { own: own.clone(), others: others.collect() }
    }

    /// The text in each language in which it was written, the original first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.own).chain(self.others.values().map(|text| &**text))
    }

    /// The text as it was written first: without a language, or in the first language listed.
    pub fn original(&self) -> &str {
        &self.own
    }
}

impl Field for Localized {
    fn shape() -> Shape {
        Shape::Localized
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            return String::read(node, reader).map(Self::plain);
        };
        let problems = reader.diagnostics.len();
        let mut texts = Vec::with_capacity(map.len());
        for (key, value) in map {
            if let Some(lang) = Lang::parse(key) {
                texts.push(String::read(value, reader).map(|text| (lang, Box::from(text))));
            } else {
                let message = format!("`{key}` is not a language");
                reader.refuse::<()>(Code::BadValue, key.span, message, Some("write `en: ...`".into()));
            }
        }
        if map.is_empty() {
            let help = "write the text, or one for each language: `en: ...`";
            return reader.refuse(Code::EmptyValue, node.span, "this field has no value", Some(help.into()));
        }
        // A language that is none is a text less in every project.
        reader.bind_since(problems);
        let texts: Vec<(Lang, Box<str>)> = texts.into_iter().collect::<Option<_>>()?;
        let own = texts.first()?.1.clone();
        Some(Self { own, others: texts.into_iter().collect() })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text((&*self.own).into())
    }

    fn stand_in() -> Option<Self> {
        Some(Self::default())
    }
}

/// Anything: what stands below `extra` is handed to templates as it is.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Anything(pub serde_json::Value);

impl Field for Anything {
    fn shape() -> Shape {
        Shape::Any
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Some(Self(match &node.value {
            Value::Null | Value::Refused => serde_json::Value::Null,
            Value::Text(text) => {
                reader.scalar(node)?;
                text.as_str().into()
            }
            Value::List(items) => {
                items.iter().filter_map(|item| Self::read(item, reader)).map(|any| any.0).collect::<Vec<_>>().into()
            }
            Value::Map(map) => {
                let pairs =
                    map.iter().filter_map(|(key, value)| Some((key.value.clone(), Self::read(value, reader)?.0)));
                serde_json::Value::Object(pairs.collect())
            }
        }))
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Any(self.0.clone())
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
