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
                self.day.format(&gregorian).to_string().replacen('1', first, 1)
            }
            (Date::Day(_), _) => self.day.format(&gregorian).to_string(),
        }
    }
}

/// Plain English is the world's, and the United Nations': `10 December 2018`. CLDR takes it for that of the United States.
fn regional(lang: Lang) -> LanguageIdentifier {
    if lang == Lang::ENGLISH { langid!("en-001") } else { lang.identifier() }
}
