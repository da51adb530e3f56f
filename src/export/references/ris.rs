//! RIS, which nearly every reference manager reads.

use crate::csl::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};
use crate::csl::{Item, Name};
use crate::date::Date;

/// Adds a work.
pub fn ris(id: &str, item: &Item, text: &mut String) {
    let mut line = |tag: &str, value: &str| {
        if value.is_empty() {
            return;
        }
        text.push_str(tag);
        text.push_str("  - ");
        // One line a field, whatever stands in it.
        if value.contains(char::is_control) {
            text.extend(value.split_whitespace().flat_map(|word| [word, " "]));
            text.pop();
        } else {
            text.push_str(value);
        }
        text.push_str("\r\n");
    };
    let get = |variable: Variable| item.get(variable).unwrap_or_default();
    line("TY", ris_type(item.kind));
    line("ID", id);
    let name = |name: &Name| match &name.given {
        Some(given) => format!("{}, {given}", name.family),
        // A comma would make a person of a ministry: what stands behind it would be its given name, and nothing escapes it.
        None => name.family.replace(',', ""),
    };
    // RIS has no word for others who are not named.
    let named = |variable: NameVariable| item.names_of(variable).iter().filter(|name| !name.is_others());
    named(NameVariable::Author).for_each(|author| line("AU", &name(author)));
    named(NameVariable::Editor).for_each(|editor| line("ED", &name(editor)));
    line("TI", get(StandardVariable::Title.into()));
    line("T2", get(StandardVariable::ContainerTitle.into()));
    if let Some(date) = item.date_of(DateVariable::Issued) {
        line("PY", &format!("{:04}", date.year()));
        line("DA", &ris_date(date));
    }
    let (first, last) =
        get(PageVariable::Page.into()).split_once(['-', '\u{2013}']).unwrap_or((get(PageVariable::Page.into()), ""));
    for (tag, value) in [
        ("PB", get(StandardVariable::Publisher.into())),
        ("CY", get(StandardVariable::PublisherPlace.into())),
        ("M1", get(NumberVariable::Number.into())),
        ("VL", get(NumberVariable::Volume.into())),
        ("IS", get(NumberVariable::Issue.into())),
        ("ET", get(NumberVariable::Edition.into())),
        ("SP", first),
        ("EP", last),
        ("UR", get(StandardVariable::URL.into())),
        ("N1", get(StandardVariable::Annote.into())),
        ("AB", get(StandardVariable::Abstract.into())),
        ("LA", get(StandardVariable::Language.into())),
    ] {
        line(tag, value);
    }
    line("Y2", &item.date_of(DateVariable::Accessed).map(ris_date).unwrap_or_default());
    text.push_str("ER  - \r\n");
}

const fn ris_type(kind: Kind) -> &'static str {
    match kind {
        Kind::ArticleJournal => "JOUR",
        Kind::ArticleNewspaper => "NEWS",
        Kind::Book => "BOOK",
        Kind::Chapter => "CHAP",
        Kind::EntryEncyclopedia => "ENCYC",
        Kind::PaperConference => "CONF",
        Kind::Report => "RPRT",
        Kind::Thesis => "THES",
        Kind::Webpage | Kind::Post => "ELEC",
        Kind::PostWeblog => "BLOG",
        Kind::Dataset => "DATA",
        Kind::Legislation => "STAT",
        Kind::LegalCase => "CASE",
        Kind::Manuscript => "UNPB",
        Kind::MotionPicture => "VIDEO",
        Kind::Song => "SOUND",
        Kind::Periodical => "SER",
        _ => "GEN",
    }
}

/// `2018/12/10/`, with what is not known left empty.
fn ris_date(date: Date) -> String {
    match date {
        Date::Year(year) => format!("{year:04}///"),
        Date::Month(year, month) => format!("{year:04}/{month:02}//"),
        Date::Day(day) => format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day()),
    }
}
