//! BibTeX, with the types and fields of biblatex.

use std::fmt::Write as _;

use crate::csl::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};
use crate::csl::{Item, Name};

/// Adds a work.
pub fn bibtex(id: &str, item: &Item, text: &mut String) {
    let _ = writeln!(text, "@{}{{{id},", bibtex_type(item.kind));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name} = {{{value}}},");
        }
    };
    let escaped = |variable: Variable| item.get(variable).map(latex).unwrap_or_default();
    let standard = |variable: StandardVariable| escaped(variable.into());
    field("author", &bibtex_names(item.names_of(NameVariable::Author)));
    field("editor", &bibtex_names(item.names_of(NameVariable::Editor)));
    field("title", &standard(StandardVariable::Title));
    let container = match item.kind {
        Kind::Chapter | Kind::PaperConference | Kind::EntryEncyclopedia => "booktitle",
        Kind::ArticleJournal | Kind::ArticleNewspaper => "journaltitle",
        _ => "maintitle",
    };
    // The title of a site is no title of a work of several volumes.
    let container = if item.kind == Kind::Webpage { "organization" } else { container };
    field(container, &standard(StandardVariable::ContainerTitle));
    field("series", &standard(StandardVariable::CollectionTitle));
    field("date", &item.date_of(DateVariable::Issued).map(|date| date.to_string()).unwrap_or_default());
    let publisher = if matches!(item.kind, Kind::Report | Kind::Thesis) { "institution" } else { "publisher" };
    field(publisher, &standard(StandardVariable::Publisher));
    field("location", &standard(StandardVariable::PublisherPlace));
    field("type", &standard(StandardVariable::Genre));
    let number = escaped(NumberVariable::Number.into());
    let issue = escaped(NumberVariable::Issue.into());
    field("number", if number.is_empty() { &issue } else { &number });
    for (name, variable) in [
        ("volume", NumberVariable::Volume),
        ("edition", NumberVariable::Edition),
        ("pagetotal", NumberVariable::NumberOfPages),
    ] {
        field(name, &escaped(variable.into()));
    }
    field("pages", &escaped(PageVariable::Page.into()).replace('-', "--"));
    field("url", &verbatim(item.get(StandardVariable::URL).unwrap_or_default()));
    field("urldate", &item.date_of(DateVariable::Accessed).map(|date| date.to_string()).unwrap_or_default());
    field("annotation", &standard(StandardVariable::Annote));
    field("abstract", &standard(StandardVariable::Abstract));
    field("language", &standard(StandardVariable::Language));
    text.push_str("}\n");
}

/// The type of biblatex.
const fn bibtex_type(kind: Kind) -> &'static str {
    match kind {
        Kind::ArticleJournal | Kind::ArticleNewspaper | Kind::ArticleMagazine => "article",
        Kind::Book => "book",
        Kind::Chapter => "incollection",
        Kind::EntryEncyclopedia => "inreference",
        Kind::PaperConference => "inproceedings",
        Kind::Report => "report",
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
