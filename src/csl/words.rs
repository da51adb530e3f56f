//! The terms, dates and options of a language, as CSL's locale files and a style's own overrides have them.

use std::collections::HashMap;

use citationberg::taxonomy::{Locator, NumberVariable, OtherTerm, Term};
use citationberg::{
    Date, DateForm, GrammarGender, IndependentStyle, LocaleFile, LocaleOptions, LocalizedTerm, TermForm, Terms,
};

use super::run::Quotes;

/// The locales that come with the program: the official files of the CSL project, see `data/csl/README.md`.
const FILES: [(&str, &str); 4] = [
    ("en-US", include_str!("../../data/csl/locales/locales-en-US.xml")),
    ("en-GB", include_str!("../../data/csl/locales/locales-en-GB.xml")),
    ("fr-FR", include_str!("../../data/csl/locales/locales-fr-FR.xml")),
    ("ar", include_str!("../../data/csl/locales/locales-ar.xml")),
];

/// What a style says in one language.
#[derive(Debug)]
pub(super) struct Words {
    /// The language's own, with what the style overrides.
    own: Layer,
    /// American English, which has every term.
    fallback: Layer,
    /// Marks of quotations.
    pub quotes: Quotes,
    /// Whether titles follow the English rules for capitals.
    pub is_english: bool,
}

#[derive(Debug, Default)]
struct Layer {
    terms: HashMap<(Term, TermForm), LocalizedTerm>,
    ordinals: Vec<LocalizedTerm>,
    dates: Vec<Date>,
    punctuation_in_quote: Option<bool>,
    ordinal_for_the_first_only: Option<bool>,
}

impl Layer {
    fn add(&mut self, terms: Option<&Terms>, dates: &[Date], options: Option<&LocaleOptions>) {
        let terms = terms.map(|terms| terms.terms.as_slice()).unwrap_or_default();
        if terms.iter().any(|term| term.name.is_ordinal()) {
            // A locale that says how ordinals end says all of it.
            self.ordinals.clear();
        }
        for term in terms {
            if term.name.is_ordinal() {
                self.ordinals.push(term.clone());
            } else {
                self.terms.insert((named(term.name), term.form), term.clone());
            }
        }
        for date in dates {
            self.dates.retain(|known| known.form != date.form);
            self.dates.push(date.clone());
        }
        if let Some(options) = options {
            self.punctuation_in_quote = options.punctuation_in_quote.or(self.punctuation_in_quote);
            self.ordinal_for_the_first_only = options.limit_day_ordinals_to_day_1.or(self.ordinal_for_the_first_only);
        }
    }

    fn add_file(&mut self, code: &str) {
        let Some((_, xml)) = FILES.iter().find(|(known, _)| *known == code) else { return };
        let file = LocaleFile::from_xml(xml).expect("embedded locales are sound, see the tests");
        self.add(file.terms.as_ref(), &file.date, file.style_options.as_ref());
    }

    fn term(&self, name: Term, form: TermForm) -> Option<&LocalizedTerm> {
        let mut form = Some(form);
        while let Some(tried) = form {
            if let Some(found) = self.terms.get(&(name, tried)) {
                return Some(found);
            }
            form = tried.fallback();
        }
        None
    }
}

/// `page` is a variable and a locator, and one term.
fn named(term: Term) -> Term {
    match term {
        Term::PageVariable => Term::Locator(Locator::Page),
        Term::NumberVariable(NumberVariable::Issue) => Term::Locator(Locator::Issue),
        Term::NumberVariable(NumberVariable::Section) => Term::Locator(Locator::Section),
        Term::NumberVariable(NumberVariable::Volume) => Term::Locator(Locator::Volume),
        Term::Kind(citationberg::taxonomy::Kind::Book) => Term::Locator(Locator::Book),
        Term::Kind(citationberg::taxonomy::Kind::Chapter) => Term::Locator(Locator::Chapter),
        Term::Kind(citationberg::taxonomy::Kind::Figure) => Term::Locator(Locator::Figure),
        other => other,
    }
}

impl Words {
    /// The words of a style in a language: `en`, `fr`, `ar`; in any other language, English ones.
    pub fn new(style: &IndependentStyle, lang: &str) -> Self {
        let base = lang.split('-').next().unwrap_or(lang);
        let default = style.default_locale.as_ref().map_or("en-US", |code| code.0.as_str());
        let code = match base {
            "fr" => "fr-FR",
            "ar" => "ar",
            _ if default.starts_with("en") => default,
            _ => "en-US",
        };
        let mut fallback = Layer::default();
        fallback.add_file("en-US");
        let mut own = Layer::default();
        own.add_file(code);
        // A style may override terms for all languages, then for one, then for one of a country.
        for wanted in [None, Some(base), Some(code)] {
            for locale in
                style.locale.iter().filter(|locale| locale.lang.as_ref().map(|lang| lang.0.as_str()) == wanted)
            {
                own.add(locale.terms.as_ref(), &locale.date, locale.style_options.as_ref());
            }
        }
        let quotes = Quotes {
            outer: (String::new(), String::new()),
            inner: (String::new(), String::new()),
            hold_punctuation: own.punctuation_in_quote.unwrap_or(false),
        };
        let mut words = Self { own, fallback, quotes, is_english: base == "en" };
        let mark = |term: OtherTerm| words.term(Term::Other(term), TermForm::Long, false).to_owned();
        let outer = (mark(OtherTerm::OpenQuote), mark(OtherTerm::CloseQuote));
        let inner = (mark(OtherTerm::OpenInnerQuote), mark(OtherTerm::CloseInnerQuote));
        words.quotes = Quotes { outer, inner, ..words.quotes };
        words
    }

    /// A term; empty when neither the language nor English has it.
    pub fn term(&self, name: Term, form: TermForm, plural: bool) -> &str {
        let name = named(name);
        let found = self.own.term(name, form).or_else(|| self.fallback.term(name, form));
        let text = found.and_then(|term| if plural { term.multiple() } else { term.single() });
        text.unwrap_or_default()
    }

    /// What ends an ordinal number: the `th` of `4th`.
    pub fn ordinal(&self, number: u32, gender: Option<GrammarGender>) -> &str {
        let ranked = self.ordinals().filter_map(|term| Some((ordinal_rank(term, number, gender)?, term)));
        ranked.max_by_key(|(rank, _)| *rank).and_then(|(_, term)| term.single()).unwrap_or_default()
    }

    fn ordinals(&self) -> impl Iterator<Item = &LocalizedTerm> {
        if self.own.ordinals.is_empty() { self.fallback.ordinals.iter() } else { self.own.ordinals.iter() }
    }

    /// A number as a word: `first`, up to ten.
    pub fn long_ordinal(&self, number: u32) -> Option<&str> {
        let name = Term::Other(OtherTerm::LongOrdinal(u8::try_from(number).ok()?));
        self.ordinals().find(|term| term.name == name).and_then(LocalizedTerm::single)
    }

    /// The grammatical gender of a term, which an ordinal follows.
    pub fn gender(&self, name: Term) -> Option<GrammarGender> {
        self.own.term(named(name), TermForm::Long)?.gender
    }

    /// How the language writes a date.
    pub fn date(&self, form: DateForm) -> Option<&Date> {
        let dates = self.own.dates.iter().chain(&self.fallback.dates);
        dates.into_iter().find(|date| date.form == Some(form))
    }

    /// Whether only the first day of a month is an ordinal.
    pub fn ordinal_for_the_first_only(&self) -> bool {
        self.own.ordinal_for_the_first_only.unwrap_or(false)
    }
}

/// How well the ending of an ordinal fits a number: the more digits of it are given, the better. One of another gender
/// does not fit, one of no gender fits less.
fn ordinal_rank(term: &LocalizedTerm, number: u32, gender: Option<GrammarGender>) -> Option<(u8, u8, bool)> {
    use citationberg::OrdinalMatch;
    let Term::Other(name) = term.name else { return None };
    if term.gender_form.is_some() && term.gender_form != gender {
        return None;
    }
    let of_gender = term.gender_form == gender;
    let OtherTerm::OrdinalN(given) = name else {
        return (name == OtherTerm::Ordinal).then_some((0, 0, of_gender));
    };
    let default = if given >= 10 { OrdinalMatch::LastTwoDigits } else { OrdinalMatch::LastDigit };
    let (rank, digits) = match term.match_.unwrap_or(default) {
        OrdinalMatch::LastDigit => (1, number % 10),
        OrdinalMatch::LastTwoDigits => (2, number % 100),
        OrdinalMatch::WholeNumber => (3, number),
    };
    (digits == u32::from(given)).then_some((rank, given, of_gender))
}
