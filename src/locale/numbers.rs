//! Numbers in the digits and the grouping of a language.

use std::str::FromStr;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::lang::Lang;

/// Decimals of a number.
pub const DECIMALS: usize = 2;
/// Decimals of a number that is followed by “million”: with the digit before the point they make four.
pub const DECIMALS_IN_WORDS: usize = 3;

/// Writes numbers of one language and knows which words go with them.
pub struct Numbers {
    formatter: DecimalFormatter,
    plurals: PluralRules,
}

impl Numbers {
    /// The writer of a language.
    pub fn new(lang: Lang) -> Result<Self, String> {
        let id = lang.identifier();
        let failed = |error| format!("no way to write numbers for {lang}: {error}");
        let formatter = DecimalFormatter::try_new((&id).into(), DecimalFormatterOptions::default()).map_err(failed)?;
        let plurals = PluralRules::try_new((&id).into(), PluralRulesOptions::default()).map_err(failed)?;
        Ok(Self { formatter, plurals })
    }

    /// A number rounded to some decimals; zeros at the end are not written.
    pub fn write(&self, value: f64, decimals: usize) -> String {
        match decimal(value, decimals) {
            Ok(decimal) => self.formatter.format(&decimal).to_string(),
            Err(plain) => plain,
        }
    }

    /// CLDR's word for the plural form that goes with a number as it is written: `one`, `few`, `other` ...
    pub fn plural_form(&self, value: f64, decimals: usize) -> &'static str {
        let decimal = decimal(value, decimals);
        match decimal.map_or(PluralCategory::Other, |decimal| self.plurals.category_for(&decimal)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

/// Digits that a number below one keeps.
const SIGNIFICANT: usize = 2;
/// What begins further behind the point is nothing to a reader.
const MOST_ZEROS: i32 = 9;
/// Whole numbers up to here are exact in both types.
const EXACT: f64 = 9e15;

/// A rounded number; infinity and what is not a number are texts.
fn decimal(value: f64, decimals: usize) -> Result<Decimal, String> {
    // Most numbers are counts, and decimal digits of a fraction are found slowly.
    if value.fract() == 0.0 && value.abs() < EXACT {
        return Ok(Decimal::from(value as i64));
    }
    let plain = rounded(value, decimals);
    Decimal::from_str(&plain).map_err(|_| plain)
}

/// The shortest text of a rounded number, never `-0`. What is small keeps its first digits: a rate of 0.004 is not nothing.
fn rounded(value: f64, decimals: usize) -> String {
    let is_small = value != 0.0 && value.abs() < 1.0;
    let decimals = if is_small { decimals.max(zeros(value) + SIGNIFICANT) } else { decimals };
    let fixed = format!("{value:.decimals$}");
    let short = if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.') } else { &fixed };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// The zeros between the point and the first digit of a number below one.
fn zeros(value: f64) -> usize {
    (0..MOST_ZEROS).take_while(|zeros| value.abs() * 10_f64.powi(*zeros) < 0.1).count()
}

/// The message that says a large number in words, and the number that goes into it: a million, a billion or a trillion
/// when at most four significant digits remain.
pub fn in_words(value: f64) -> Option<(&'static str, f64)> {
    const SCALES: [(&str, f64); 3] = [("number-trillion", 1e12), ("number-billion", 1e9), ("number-million", 1e6)];
    let (key, unit) = SCALES.into_iter().find(|(_, unit)| value.abs() >= *unit)?;
    let scaled = value / unit;
    (scaled.is_finite() && significant_digits(scaled) <= 4).then_some((key, scaled))
}

/// Digits from the first to the last that is not zero.
fn significant_digits(value: f64) -> usize {
    let digits: String = value.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_short() {
        let cases = [
            (1.0, "1"),
            (1.5, "1.5"),
            (2.0 / 3.0, "0.67"),
            (-0.001, "-0.001"),
            (0.000_412_7, "0.00041"),
            (0.1 + 0.2, "0.3"),
            (0.123_45, "0.12"),
            (-1e-30, "0"),
            (-1.25, "-1.25"),
            (100.0, "100"),
            (1e15, "1000000000000000"),
        ];
        for (value, text) in cases {
            assert_eq!(rounded(value, 2), text);
        }
    }

    #[test]
    fn only_round_large_numbers_are_said_in_words() {
        assert_eq!(in_words(258_000_000.0), Some(("number-million", 258.0)));
        assert_eq!(in_words(-1_500_000.0), Some(("number-million", -1.5)));
        assert_eq!(in_words(1_234_000.0), Some(("number-million", 1.234)));
        assert_eq!(in_words(4_100_000.0), Some(("number-million", 4.1)));
        assert_eq!(in_words(596e9), Some(("number-billion", 596.0)));
        assert_eq!(in_words(2e15), Some(("number-trillion", 2000.0)));
        for value in [999_999.0, 1_234_567.0, 12_345_000.0, 0.0, f64::INFINITY, f64::NAN] {
            assert_eq!(in_words(value), None, "{value}");
        }
    }

    #[test]
    fn whole_numbers_are_written_as_others_are() {
        for value in [0.0, -0.0, 1.0, -1.0, 1204.0, 1e15, -9e15, 9e15, 1e18] {
            let slowly = Decimal::from_str(&rounded(value, 2)).expect("a number");
            assert_eq!(decimal(value, 2), Ok(slowly), "{value}");
        }
    }

    #[test]
    fn what_is_no_number_is_still_written() {
        let numbers = Numbers::new(Lang::ENGLISH).expect("English has numbers");
        assert_eq!(numbers.write(f64::NAN, 2), "NaN");
        assert_eq!(numbers.write(f64::NEG_INFINITY, 2), "-inf");
        assert!(numbers.write(f64::MAX, 2).starts_with("179,769,"));
    }
}
