//! BibTeX, for biblatex and for the styles that were there before it.
//!
//! Where both have a word for the same, it is the older one, which biblatex takes as well: `journal`, `address`, `annote`,
//! `techreport`. What only biblatex has a word for stays in that word; older styles take a type that they do not know for
//! `misc`. They read no `date`, so that the year stands by itself.

use std::fmt::Write as _;

use crate::csl::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};
use crate::csl::{Item, Name};
use crate::date::Date;

/// What BibTeX calls the months, in its own words and without braces.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Adds a work.
pub fn bibtex(id: &str, item: &Item, text: &mut String) {
    let _ = writeln!(text, "@{}{{{id},", bibtex_type(item.kind));
    let mut fields = Fields(text);
    let escaped = |variable: Variable| item.get(variable).map(latex).unwrap_or_default();
    let standard = |variable: StandardVariable| escaped(variable.into());
    fields.say("author", &bibtex_names(item.names_of(NameVariable::Author)));
    fields.say("editor", &bibtex_names(item.names_of(NameVariable::Editor)));
    fields.say("title", &standard(StandardVariable::Title));
    let container = match item.kind {
        Kind::Chapter | Kind::PaperConference | Kind::EntryEncyclopedia => "booktitle",
        Kind::ArticleJournal | Kind::ArticleNewspaper => "journal",
        _ => "maintitle",
    };
    // The title of a site is no title of a work of several volumes.
    let container = if item.kind == Kind::Webpage { "organization" } else { container };
    fields.say(container, &standard(StandardVariable::ContainerTitle));
    fields.say("series", &standard(StandardVariable::CollectionTitle));
    if let Some(date) = item.date_of(DateVariable::Issued) {
        fields.issued(date);
    }
    let publisher = if matches!(item.kind, Kind::Report | Kind::Thesis) { "institution" } else { "publisher" };
    fields.say(publisher, &standard(StandardVariable::Publisher));
    fields.say("address", &standard(StandardVariable::PublisherPlace));
    let genre = standard(StandardVariable::Genre);
    // Without it, styles would print that a report is a technical one.
    fields.say("type", if genre.is_empty() && item.kind == Kind::Report { "Report" } else { &genre });
    let number = escaped(NumberVariable::Number.into());
    let issue = escaped(NumberVariable::Issue.into());
    // Of an article, that is the issue that it is in.
    let is_article =
        matches!(item.kind, Kind::ArticleJournal | Kind::ArticleMagazine | Kind::ArticleNewspaper) && !issue.is_empty();
    fields.say("number", if number.is_empty() || is_article { &issue } else { &number });
    for (name, variable) in [
        ("volume", NumberVariable::Volume),
        ("edition", NumberVariable::Edition),
        ("pagetotal", NumberVariable::NumberOfPages),
    ] {
        fields.say(name, &escaped(variable.into()));
    }
    fields.say("pages", &escaped(PageVariable::Page.into()).replace('-', "--"));
    fields.say("url", &verbatim(item.get(StandardVariable::URL).unwrap_or_default()));
    fields.say("urldate", &item.date_of(DateVariable::Accessed).map(|date| date.to_string()).unwrap_or_default());
    fields.say("annote", &standard(StandardVariable::Annote));
    fields.say("abstract", &standard(StandardVariable::Abstract));
    fields.say("language", &standard(StandardVariable::Language));
    fields.0.push_str("}\n");
}

/// The fields of a work that is being written.
struct Fields<'t>(&'t mut String);

impl Fields<'_> {
    /// Adds a field, if there is something in it.
    fn say(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let _ = writeln!(self.0, "  {name} = {{{value}}},");
        }
    }

    /// Adds a date. Of a day, biblatex is told in a field of its own, since `month` would lose it.
    fn issued(&mut self, date: Date) {
        let (year, month) = match date {
            Date::Year(year) => (year, None),
            Date::Month(year, month) => (year, Some(month)),
            Date::Day(day) => {
                self.say("date", &day.to_string());
                (day.year(), Some(day.month()))
            }
        };
        self.say("year", &year.to_string());
        let named = month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
        self.0.extend(named.map(|name| format!("  month = {name},\n")));
    }
}

/// The type that BibTeX knows, else that of biblatex.
const fn bibtex_type(kind: Kind) -> &'static str {
    match kind {
        Kind::ArticleJournal | Kind::ArticleNewspaper | Kind::ArticleMagazine => "article",
        Kind::Book => "book",
        Kind::Chapter => "incollection",
        Kind::EntryEncyclopedia => "inreference",
        Kind::PaperConference => "inproceedings",
        Kind::Report => "techreport",
        Kind::Thesis => "thesis",
        Kind::Webpage | Kind::PostWeblog | Kind::Post => "online",
        Kind::Dataset => "dataset",
        Kind::Legislation => "legislation",
        Kind::LegalCase => "jurisdiction",
        Kind::Manuscript => "unpublished",
        Kind::MotionPicture => "video",
        Kind::Song => "audio",
        Kind::Periodical => "periodical",
        _ => "misc",
    }
}

/// Names, joined by `and`. The name of a body is in braces of its own, so that none of its words is taken for another name.
fn bibtex_names(names: &[Name]) -> String {
    let name = |name: &Name| match &name.given {
        Some(given) => format!("{}, {}", latex(&name.family), latex(given)),
        None if name.is_others() => name.family.clone(),
        None => format!("{{{}}}", latex(&name.family)),
    };
    names.iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// Text for LaTeX. Unicode stays; a brace becomes a command, since BibTeX counts braces even behind a backslash.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            _ if c.is_control() => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An address as it is, but for what would end the field.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
