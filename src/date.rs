//! Dates as precise as they were written, and instants.
//!
//! Texts go in, from front matter; out come values that compare, and that print as they were written. What today is, is
//! no affair of this module; how a language writes a date is the locale's.

use std::cmp::Ordering;
use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

/// A year, a month or a day: EDTF level 0 (ISO 8601-2:2019, annex A), for the years 1000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// `2018`
    Year(i16),
    /// `2018-12`
    Month(i16, i8),
    /// `2018-12-10`
    Day(civil::Date),
}

impl Date {
    /// Reads `2018`, `2018-12` or `2018-12-10` and nothing else. Only days that the calendar has.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year] => Some(Self::Year(read_year(year)?)),
            [year, month] => Some(Self::Month(read_year(year)?, read_month(month)?)),
            [year, month, day] => {
                let day = civil::Date::new(read_year(year)?, read_month(month)?, two_digits(day)?).ok()?;
                Some(Self::Day(day))
            }
            _ => None,
        }
    }

    /// The year that it is in.
    pub fn year(self) -> i16 {
        self.first_day().year()
    }

    /// The first day that it may mean.
    pub fn first_day(self) -> civil::Date {
        match self {
            Self::Year(year) => civil::date(year, 1, 1),
            Self::Month(year, month) => civil::date(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// The last day that it may mean.
    pub fn last_day(self) -> civil::Date {
        match self {
            Self::Year(year) => civil::date(year, 12, 31),
            Self::Month(year, month) => civil::date(year, month, 1).last_of_month(),
            Self::Day(day) => day,
        }
    }

    /// Whether what begins then has begun on a day: a month or a year has come when its first day has.
    pub fn has_come(self, day: civil::Date) -> bool {
        self.first_day() <= day
    }

    /// Whether it lies before a day: a month or a year does when its last day does.
    pub fn has_gone_by(self, day: civil::Date) -> bool {
        self.last_day() < day
    }

    /// Certainly before: `2018` is before `2019-01`, but not before `2018-12`.
    pub fn before(self, other: Self) -> bool {
        self.last_day() < other.first_day()
    }

    const fn precision(self) -> u8 {
        match self {
            Self::Year(_) => 0,
            Self::Month(..) => 1,
            Self::Day(_) => 2,
        }
    }
}

/// By the first day that is meant, and then the vaguer one first: `2018`, `2018-01`, `2018-01-01`.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first_day(), self.precision()).cmp(&(other.first_day(), other.precision()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<civil::Date> for Date {
    fn from(day: civil::Date) -> Self {
        Self::Day(day)
    }
}

/// As it was written.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Written::of(*self).as_str())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Written::of(*self).as_str())
    }
}

/// A date in ISO 8601, `2018-12-10` or its first part. A page has a dozen, and the formatter takes ten times as long.
struct Written {
    text: [u8; 10],
    length: usize,
}

impl Written {
    fn of(date: Date) -> Self {
        let (year, month, day, length) = match date {
            Date::Year(year) => (year, 0, 0, 4),
            Date::Month(year, month) => (year, month, 0, 7),
            Date::Day(day) => (day.year(), day.month(), day.day(), 10),
        };
        // Years are from 1000 to 9999, see `read_year`.
        let year = year.unsigned_abs();
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let [month, day] = [month, day].map(|part| u16::from(part.unsigned_abs()));
        let text = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        Self { text, length }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.length]).expect("digits and hyphens are ASCII")
    }
}

fn read_year(text: &str) -> Option<i16> {
    let year = (text.len() == 4).then(|| digits(text)).flatten()?;
    (year >= 1000).then_some(year)
}

fn read_month(text: &str) -> Option<i8> {
    two_digits(text).filter(|month| (1..=12).contains(month))
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| digits(text)).flatten().and_then(|number| i8::try_from(number).ok())
}

/// A number of digits alone: `parse` would take a sign as well.
fn digits(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A point in time, the same all over the world: when an embargo ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timestamp);

impl Instant {
    /// Reads a day, `T`, a time and a zone, in the manner of RFC 3339: `2026-05-01T09:00+02:00`, `2026-05-01T07:00:00Z`.
    /// Seconds may be left out, the zone may not. Names of zones are refused: their rules change.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let Some(Date::Day(_)) = Date::parse(day) else { return None };
        let has_minutes = time.as_bytes().get(2) == Some(&b':');
        (has_minutes && !time.contains('[')).then(|| text.parse().ok()).flatten().map(Self)
    }

    /// The first instant of a day in UTC.
    pub fn start_of(day: civil::Date) -> Self {
        // Only the last day of the year 9999 is out of reach.
        Self(Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX))
    }

    /// The day that it is then in UTC.
    pub fn day(self) -> civil::Date {
        Offset::UTC.to_datetime(self.0).date()
    }

    /// As jiff has it.
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

/// In UTC: `2026-05-01T07:00:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"))
    }

    #[test]
    fn dates_keep_their_precision() {
        for text in ["2018", "2018-12", "2018-12-10", "2024-02-29", "1000", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(serde_json::to_string(&date("2018-12")).expect("JSON"), "\"2018-12\"");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let refused = [
            "",
            "18",
            "0999",
            "20180",
            "2018-",
            "2018-13",
            "2018-00",
            "2018-1",
            "2018-02-29",
            "2018-04-31",
            "2018-12-1",
            "2018-12-00",
            "2018/12",
            "2018-12-10T00:00Z",
            " 2018",
            "2018 ",
            "+201",
            "-201",
            "2018-+1",
            "٢٠١٨",
            "2018-W01",
            "2018-12-10-1",
            "20181210",
            "2018?",
        ];
        for text in refused {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_spans_the_days_that_it_may_mean() {
        assert_eq!(date("2018").first_day(), civil::date(2018, 1, 1));
        assert_eq!(date("2018").last_day(), civil::date(2018, 12, 31));
        assert_eq!(date("2024-02").last_day(), civil::date(2024, 2, 29));
        assert_eq!(date("2018-12-10").last_day(), civil::date(2018, 12, 10));
    }

    #[test]
    fn before_means_certainly_before() {
        assert!(date("2018").before(date("2019-01-01")));
        assert!(date("2018-11").before(date("2018-12")));
        assert!(!date("2018").before(date("2018-12")));
        assert!(!date("2018-12").before(date("2018")));
        assert!(!date("2018").before(date("2018")));
    }

    #[test]
    fn dates_sort_by_first_day_and_then_the_vaguer_first() {
        let mut dates = ["2018-01-02", "2018-01-01", "2018-01", "2018", "2017-12-31"].map(date);
        dates.sort();
        let texts = dates.map(|date| date.to_string());
        assert_eq!(texts, ["2017-12-31", "2018", "2018-01", "2018-01-01", "2018-01-02"]);
    }

    #[test]
    fn instants_need_a_zone() {
        let nine = Instant::parse("2026-05-01T09:00+02:00").expect("an instant");
        assert_eq!(nine.to_string(), "2026-05-01T07:00:00Z");
        assert_eq!(Instant::parse("2026-05-01T07:00:00Z"), Some(nine));
        assert_eq!(serde_json::to_string(&nine).expect("JSON"), "\"2026-05-01T07:00:00Z\"");
        let refused = [
            "2026-05-01T09:00",
            "2026-05-01",
            "2026-05-01 09:00Z",
            "2026-02-30T09:00Z",
            "2026-05-01T25:00Z",
            "2026-05-01T09:00+02:00[Europe/Paris]",
            "2026-05-01T09Z",
            "2026-05T09:00Z",
            "2026-05-01T0900Z",
        ];
        for text in refused {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_instants_meet_in_utc() {
        let midnight = Instant::start_of(civil::date(2026, 5, 1));
        assert_eq!(midnight.to_string(), "2026-05-01T00:00:00Z");
        let late = Instant::parse("2026-04-30T23:00-05:00").expect("an instant");
        assert_eq!(late.day(), civil::date(2026, 5, 1));
        assert!(midnight < late);
    }
}
