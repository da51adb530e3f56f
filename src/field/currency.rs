//! Codes of currencies.

use std::sync::LazyLock;

use crate::diagnostic::{Code, nearest};
use crate::node::Node;
use crate::record::{Datum, Field, Reader, Shape};

/// The code of a currency that is or was in use, as ISO 4217 has them: three capital letters. It may be written in small ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency(&'static str);

impl Currency {
    /// The currency with that code.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.to_ascii_uppercase();
        let place = ALL.binary_search_by(|(known, _)| (*known).cmp(&code)).ok()?;
        Some(Self(ALL[place].0))
    }

    /// The code in capitals.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// Code and English name of each, by code. `data/README.md` names the source.
static ALL: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("../../data/currencies.csv").lines().skip(1).filter_map(|row| row.split_once(',')).collect()
});

/// What is often written for a currency; dollars, crowns and francs there are many.
const SIGNS: [(&str, &str); 6] =
    [("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("US dollars", "USD"), ("Euros", "EUR"), ("CFA", "XOF")];

/// What to type for something that is no code: the code of that name, a code or name near it, or what codes look like.
fn meant(text: &str) -> String {
    // Of two with one name the later code is more often that in use: AFA and AFN, ROL and RON.
    let called = |name: &str| ALL.iter().rfind(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(code, _)| *code);
    let sign = SIGNS.iter().find(|(sign, _)| sign.eq_ignore_ascii_case(text)).map(|(_, code)| *code);
    let near_code = || nearest(text, ALL.iter().map(|(code, _)| *code));
    let near_name = || nearest(text, ALL.iter().map(|(_, name)| *name)).and_then(called);
    sign.or_else(|| called(text)).or_else(near_code).or_else(near_name).map_or_else(
        || "write its ISO 4217 code, three letters: EUR, USD, KES".into(),
        |code| format!("did you mean `{code}`?"),
    )
}

impl Field for Currency {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let message = format!("`{text}` is no code of a currency");
            reader.refuse(Code::BadValue, node.span, message, Some(meant(text)))
        })
    }
    fn datum(&self) -> Datum<'_> {
        Datum::Text(self.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_of_iso_4217_and_has_one_spelling() {
        for (typed, code) in [("usd", "USD"), ("XOF", "XOF"), ("dem", "DEM"), ("ZWG", "ZWG")] {
            assert_eq!(Currency::parse(typed).map(Currency::as_str), Some(code));
        }
        for bad in ["", "EURO", "€", "U$D", "eu", "ABC", "GDP", "XXX", "cod"] {
            assert!(Currency::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn names_signs_and_slips_get_the_code_that_was_meant() {
        for (typed, code) in [
            ("Euro", "EUR"),
            ("euros", "EUR"),
            ("€", "EUR"),
            ("US dollar", "USD"),
            ("Kenyan shilling", "KES"),
            ("Kenyan shiling", "KES"),
            ("EUT", "EUR"),
            ("Swiss Frank", "CHF"),
        ] {
            assert_eq!(meant(typed), format!("did you mean `{code}`?"), "{typed}");
        }
        assert_eq!(meant("$"), "write its ISO 4217 code, three letters: EUR, USD, KES");
    }

    #[test]
    fn the_table_is_in_order_and_has_each_code_once() {
        let codes: Vec<_> = ALL.iter().map(|(code, _)| *code).collect();
        assert!(codes.is_sorted_by(|one, next| one < next) && codes.len() > 250);
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
    }
}
