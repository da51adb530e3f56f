//! The types that fields hold, each with how it is read: texts, numbers, dates, ids, addresses.

mod address;
mod currency;
mod localized;
mod name;

use std::collections::HashSet;
use std::sync::Arc;

pub use address::WebAddress;
pub use currency::Currency;
pub use localized::Localized;
pub use name::{EntryId, PartyName, TermName};

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
        let Some(number) = number.filter(|_| plain) else {
            let help = "write it with a point and without grouping: 1250.5";
            return reader.refuse(Code::BadNumber, node.span, format!("`{text}` is not a number"), Some(help.into()));
        };
        // Beyond fifteen digits a number of a computer is another one than was written (IEEE 754, double precision).
        if number.abs() >= 1e15 {
            let help = "numbers have fifteen digits at most: write it in thousands or millions, and say so in the unit";
            return reader.refuse(Code::BadNumber, node.span, "this number is too large", Some(help.into()));
        }
        // Nothing is not less than nothing.
        Some(number + 0.0)
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
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_plain).or_else(|| {
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
            let day = text.split(['T', ' ']).next().filter(|day| matches!(Self::parse(day), Some(Self::Day(_))));
            let help = day.map_or_else(
                || "write a year, a month or a day: 2018, 2018-12 or 2018-12-10".into(),
                |day| format!("write the day alone: {day}"),
            );
            reader.refuse(Code::BadDate, node.span, format!("`{text}` is not a date"), Some(help))
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
            let message = format!("`{text}` is not a language");
            reader.refuse(Code::BadValue, node.span, message, Some(Self::help(text)))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.to_string().into())
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
