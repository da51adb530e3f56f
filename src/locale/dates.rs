//! Dates in the words and the order of a language.

use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::{DateTimeFormatterLoadError, FixedCalendarDateTimeFormatter as Formatter};
use icu_locale::{LanguageIdentifier, langid};

use crate::date::Date;
use crate::lang::Lang;

/// Writes dates of one language. Always by the Gregorian calendar, by which the documents are dated.
pub struct Dates {
    year: Formatter<Gregorian, Y>,
    month: Formatter<Gregorian, YM>,
    day: Formatter<Gregorian, YMD>,
    first_of_month: Option<String>,
}

impl Dates {
    /// The writer of a language. `first_of_month` is written for the first day of a month: French has `1er janvier`,
    /// which CLDR's long dates do not.
    pub fn new(lang: Lang, first_of_month: Option<String>) -> Result<Self, String> {
        let id = regional(lang);
        let failed = |error: DateTimeFormatterLoadError| format!("no way to write dates for {lang}: {error}");
        Ok(Self {
            year: Formatter::try_new((&id).into(), Y::long()).map_err(failed)?,
            month: Formatter::try_new((&id).into(), YM::long()).map_err(failed)?,
            day: Formatter::try_new((&id).into(), YMD::long()).map_err(failed)?,
            first_of_month,
        })
    }

    /// A date, as precisely as it is known.
    pub fn write(&self, date: Date) -> String {
        let day = date.first_day();
        let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let gregorian = CalendarDate::try_new_gregorian(i32::from(day.year()), month, number)
            .expect("the calendar has every day of a Date");
        match (date, &self.first_of_month) {
            (Date::Year(_), _) => self.year.format(&gregorian).to_string(),
            (Date::Month(..), _) => self.month.format(&gregorian).to_string(),
            (Date::Day(_), Some(first)) if number == 1 => {
                with_first(&self.day.format(&gregorian).to_string(), day.year(), first)
            }
            (Date::Day(_), _) => self.day.format(&gregorian).to_string(),
        }
    }
}

/// A date with the first day of a month in the word that the language has for it. The day is a number of its own, which stands
/// at the other end than the year.
fn with_first(text: &str, year: i16, first: &str) -> String {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let is_alone =
        |at: &usize| !is_digit(at.checked_sub(1).and_then(|at| bytes.get(at))) && !is_digit(bytes.get(at + 1));
    let mut ones = text.match_indices('1').map(|(at, _)| at).filter(is_alone);
    let begins_with_year = text.trim_start().starts_with(&year.to_string());
    let day = if begins_with_year { ones.next_back() } else { ones.next() };
    day.map_or_else(|| text.to_owned(), |at| [&text[..at], first, &text[at + 1..]].concat())
}

/// Plain English is the world's, and the United Nations': `10 December 2018`. CLDR takes it for that of the United States.
fn regional(lang: Lang) -> LanguageIdentifier {
    if lang == Lang::ENGLISH { langid!("en-001") } else { lang.identifier() }
}

#[cfg(test)]
mod tests {
    use super::with_first;

    #[test]
    fn the_first_of_a_month_is_the_day_and_no_other_number() {
        assert_eq!(with_first("1 janvier 2011", 2011, "1er"), "1er janvier 2011");
        assert_eq!(with_first("1998年1月1日", 1998, "元"), "1998年1月元日");
        assert_eq!(with_first("11. 1. 2020", 2020, "x"), "11. x. 2020");
        assert_eq!(with_first("١ يناير ٢٠١١", 2011, "x"), "١ يناير ٢٠١١");
    }
}
