//! Codes of currencies.

use crate::diagnostic::Code;
use crate::node::Node;
use crate::record::{Datum, Field, Reader, Shape};

/// The code of a currency, as ISO 4217 has them: three capital letters. It may be written in small ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency(Box<str>);

impl Currency {
    /// The code, if it can be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_code.then(|| Self(text.to_ascii_uppercase().into()))
    }

    /// The code in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for Currency {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node)?;
        Self::parse(text).or_else(|| {
            let help = "codes have three letters: EUR, USD, KES";
            let message = format!("`{text}` is no code of a currency");
            reader.refuse(Code::BadValue, node.span, message, Some(help.into()))
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
    fn a_code_has_three_letters_and_one_spelling() {
        assert_eq!(Currency::parse("usd").as_ref().map(Currency::as_str), Some("USD"));
        for bad in ["", "EURO", "€", "U$D", "eu"] {
            assert!(Currency::parse(bad).is_none(), "{bad}");
        }
    }
}
