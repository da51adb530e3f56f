//! Texts in several languages.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::lang::Lang;
use crate::node::{Node, Value};
use crate::record::{Datum, Field, Reader, Shape};

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
                reader.refuse::<()>(Code::BadValue, key.span, message, Some(Lang::help(key)));
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
