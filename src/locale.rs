//! How a language says things: messages, numbers, dates and the order of words.
//!
//! The texts of strings files go in, as Fluent (the theme owns them); out comes a [`Locale`] that renders in parallel.
//! Plural forms, digits, grouping, names of months and collation are CLDR's, through ICU. It knows nothing of entries
//! or pages: it is asked for a message by its key and gets numbers and texts to put in.

mod dates;
mod message;
mod numbers;
mod strings;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use crate::date::Date;
use crate::lang::Lang;
use dates::Dates;
use numbers::Numbers;
use strings::Strings;

pub use message::Arg;
pub use strings::{Slip, keys};

/// A language with its strings and rules.
pub struct Locale {
    lang: Lang,
    strings: Strings,
    numbers: Numbers,
    dates: Dates,
    collator: CollatorBorrowed<'static>,
}

impl Locale {
    /// A locale from the texts of Fluent files; a message in a later file takes the place of one in an earlier file.
    ///
    /// # Errors
    ///
    /// All that is wrong with the files.
    pub fn new(lang: Lang, ftl_sources: &[&str]) -> Result<Self, Vec<Slip>> {
        let numbers = Numbers::new(lang).map_err(|error| vec![error.into()])?;
        let strings = Strings::new(ftl_sources, &numbers)?;
        let first_of_month = strings.text("date-first-of-month").map(str::to_owned);
        let dates = Dates::new(lang, first_of_month).map_err(|error| vec![error.into()])?;
        let collator = collator(lang).map_err(|error| vec![error.into()])?;
        Ok(Self { lang, strings, numbers, dates, collator })
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A message that takes no arguments; none when there is no such message.
    pub fn text(&self, key: &str) -> Option<String> {
        self.strings.text(key).map(str::to_owned)
    }

    /// A message with its arguments. The key itself when there is no such message, so that the gap is seen.
    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.message(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// A message with its arguments, when there is one.
    pub fn message(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        self.strings.format(key, args, &self.numbers)
    }

    /// All messages that take no arguments, by key and by what may follow a dot: `t["none-yet"]` is `t.none_yet`.
    pub fn strings(&self) -> BTreeMap<String, String> {
        self.strings.without_arguments()
    }

    /// The order of two texts in this language: accents, case and numbers within texts as its readers expect.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b)
    }

    /// Bytes that compare as the text does. Sorting many texts by key is several times faster than comparing them.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(2 * text.len());
        let Ok(()) = self.collator.write_sort_key_to(text, &mut key);
        key
    }

    /// Sorts by a text of each item; equal items keep their order.
    pub fn sort_by_text<T>(&self, items: &mut [T], text: impl Fn(&T) -> &str) {
        items.sort_by_cached_key(|item| self.sort_key(text(item)));
    }

    /// A number with its digits grouped and at most two decimals: `1,204`, `3.14`.
    pub fn number(&self, value: f64) -> String {
        self.numbers.write(value, numbers::DECIMALS)
    }

    /// A large round number in words, `258 million`; any other as [`Locale::number`] writes it.
    ///
    /// The words are the messages `number-million`, `number-billion` (a thousand million) and `number-trillion`, each
    /// with `$number`. They are used when at most four significant digits remain, so that nothing is lost.
    pub fn compact(&self, value: f64) -> String {
        numbers::in_words(value)
            .and_then(|(key, scaled)| self.message(key, &[("number", Arg::Exact(scaled))]))
            .unwrap_or_else(|| self.number(value))
    }

    /// A percentage: `3.4%`, by the message `number-percent` with `$number`.
    pub fn percent(&self, value: f64) -> String {
        let written = || format!("{}%", self.number(value));
        self.message("number-percent", &[("number", Arg::Number(value))]).unwrap_or_else(written)
    }

    /// An amount of money by its ISO 4217 code: `USD 596 billion`, by the message `number-currency` with `$currency` and
    /// `$amount`.
    pub fn currency(&self, code: &str, value: f64) -> String {
        let amount = self.compact(value);
        let args = [("currency", Arg::Text(code)), ("amount", Arg::Text(&amount))];
        self.message("number-currency", &args).unwrap_or_else(|| format!("{code} {amount}"))
    }

    /// A date as precisely as it is known: `2018`, `December 2018`, `10 December 2018`.
    pub fn date(&self, date: Date) -> String {
        self.dates.write(date)
    }
}

fn collator(lang: Lang) -> Result<CollatorBorrowed<'static>, String> {
    let mut preferences = CollatorPreferences::from(&lang.identifier());
    // “Objective 2” comes before “Objective 10”.
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default())
        .map_err(|error| format!("no order of words for {lang}: {error}"))
}

#[cfg(test)]
mod tests;
