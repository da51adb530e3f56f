//! Dates as a style writes them, as precise as they are known.

use citationberg::taxonomy::{DateVariable, OtherTerm, Term, Variable};
use citationberg::{
    Date as DateElement, DateDayForm, DateMonthForm, DatePart, DatePartName, DateParts, DateStrongAnyForm,
    LongShortForm, TermForm, ToAffixes, ToFormatting,
};

use super::case;
use super::numbers;
use super::render::{Out, Scope, affixed};
use super::run::{Face, Run};
use crate::date::Date;

impl Scope<'_> {
    /// A date, in the form of the language or in parts that the style lists.
    pub(super) fn date(&self, element: &DateElement, face: Face) -> Out {
        let Some(variable) = element.variable else { return Out::default() };
        let date = self.item.date_of(variable).filter(|_| !self.is_suppressed(Variable::Date(variable)));
        let Some(date) = date else { return Out { called: true, ..Out::default() } };
        self.log(Variable::Date(variable));
        if self.is_sorting {
            let text = sort_text(limited(date, element));
            return Out { runs: vec![Run::plain(text)], called: true, filled: true };
        }
        let inner = face.with(element.to_formatting());
        let mut runs = match element.form.and_then(|form| self.words.date(form)) {
            Some(local) => self.localized(element, local, date, variable, inner),
            None => self.parts(element.date_part.iter(), element.delimiter.as_deref(), date, variable, inner),
        };
        if let Some(wanted) = element.text_case {
            case::apply(&mut runs, wanted, self.words.is_english);
        }
        let filled = !runs.is_empty();
        Out { runs: affixed(runs, &element.to_affixes(), face), called: true, filled }
    }

    fn localized(
        &self,
        element: &DateElement,
        local: &DateElement,
        date: Date,
        variable: DateVariable,
        face: Face,
    ) -> Vec<Run> {
        let wanted = element.parts.unwrap_or_default();
        let parts: Vec<DatePart> = local
            .date_part
            .iter()
            .filter(|part| has(wanted, part.name))
            .map(|part| {
                let own = element.date_part.iter().find(|own| own.name == part.name);
                own.map_or_else(|| part.clone(), |own| overridden(part, own))
            })
            .collect();
        self.parts(parts.iter(), local.delimiter.as_deref(), date, variable, face)
    }

    fn parts<'p>(
        &self,
        parts: impl Iterator<Item = &'p DatePart>,
        delimiter: Option<&str>,
        date: Date,
        variable: DateVariable,
        face: Face,
    ) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for part in parts {
            let Some(text) = self.part(part, date, variable) else { continue };
            let mut written = vec![Run { text, face: face.with(part.to_formatting()) }];
            if let Some(wanted) = part.text_case {
                case::apply(&mut written, wanted, self.words.is_english);
            }
            if !runs.is_empty()
                && let Some(delimiter) = delimiter
            {
                runs.push(Run { text: delimiter.to_owned(), face });
            }
            runs.extend(affixed(written, &part.to_affixes(), face));
        }
        // Where the day or the year is missing, what should have led to it stays behind.
        if let Some(last) = runs.last_mut()
            && last.text.ends_with(' ')
        {
            last.text.truncate(last.text.trim_end_matches([' ', ',']).len());
        }
        runs
    }

    fn part(&self, part: &DatePart, date: Date, variable: DateVariable) -> Option<String> {
        let (day, month) = match date {
            Date::Year(_) => (None, None),
            Date::Month(_, month) => (None, Some(month)),
            Date::Day(day) => (Some(day.day()), Some(day.month())),
        };
        let text = match part.form() {
            DateStrongAnyForm::Day(form) => self.day(day?.unsigned_abs(), month?, form),
            DateStrongAnyForm::Month(form) => self.month(month?, form),
            DateStrongAnyForm::Year(form) => {
                let year = date.year();
                let text = if form == LongShortForm::Short { format!("{:02}", year % 100) } else { year.to_string() };
                text + &self.suffix_of_year(variable)
            }
        };
        Some(if part.strip_periods { text.replace('.', "") } else { text })
    }

    /// `2017a`, unless the style itself says where the letter goes.
    fn suffix_of_year(&self, variable: DateVariable) -> String {
        // Where a style has the day of reading for that of publication, the letter follows it.
        let wanted = !self.places_suffix
            && (variable == DateVariable::Issued || self.item.date_of(DateVariable::Issued).is_none());
        let suffix = self.cite.suffix.filter(|_| wanted && self.first_year());
        suffix.map(numbers::letters).unwrap_or_default()
    }

    fn day(&self, day: u8, month: i8, form: DateDayForm) -> String {
        let is_first_only = self.words.ordinal_for_the_first_only();
        match form {
            DateDayForm::NumericLeadingZeros => format!("{day:02}"),
            DateDayForm::Ordinal if day == 1 || !is_first_only => {
                let gender = month_term(month).and_then(|term| self.words.gender(term));
                format!("{day}{}", self.words.ordinal(u32::from(day), gender))
            }
            DateDayForm::Numeric | DateDayForm::Ordinal => day.to_string(),
        }
    }

    fn month(&self, month: i8, form: DateMonthForm) -> String {
        let named =
            |form| month_term(month).map_or(String::new(), |term| self.words.term(term, form, false).to_owned());
        match form {
            DateMonthForm::Long => named(TermForm::Long),
            DateMonthForm::Short => named(TermForm::Short),
            DateMonthForm::Numeric => month.to_string(),
            DateMonthForm::NumericLeadingZeros => format!("{month:02}"),
        }
    }
}

/// A date as digits that sort as dates do.
pub(super) fn sort_text(date: Date) -> String {
    match date {
        Date::Year(year) => format!("{year:04}0000"),
        Date::Month(year, month) => format!("{year:04}{month:02}00"),
        Date::Day(day) => format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
    }
}

/// As precise as the style asks for: works of one year are not sorted by day where it shows none.
fn limited(date: Date, element: &DateElement) -> Date {
    let shows = |name: DatePartName| {
        let parts = element.parts.unwrap_or_default();
        if element.form.is_some() { has(parts, name) } else { element.date_part.iter().any(|part| part.name == name) }
    };
    match date {
        Date::Day(day) if shows(DatePartName::Day) => Date::Day(day),
        Date::Day(day) if shows(DatePartName::Month) => Date::Month(day.year(), day.month()),
        Date::Month(..) if shows(DatePartName::Month) => date,
        other => Date::Year(other.year()),
    }
}

fn month_term(month: i8) -> Option<Term> {
    OtherTerm::month(month.unsigned_abs().checked_sub(1)?).map(Term::Other)
}

fn has(parts: DateParts, name: DatePartName) -> bool {
    match name {
        DatePartName::Day => parts.has_day(),
        DatePartName::Month => parts.has_month(),
        DatePartName::Year => true,
    }
}

/// A part of the language's form with what the style says of it, affixes apart (CSL 1.0.2, localized date formats).
fn overridden(local: &DatePart, own: &DatePart) -> DatePart {
    let mut part = own.clone();
    let unset = DateStrongAnyForm::for_name(own.name, None);
    if own.form() == unset {
        part = local.clone();
        part.formatting = own.formatting.apply(local.formatting);
        part.text_case = own.text_case.or(local.text_case);
        part.strip_periods |= own.strip_periods;
    }
    part.affixes = local.affixes.clone();
    part
}
