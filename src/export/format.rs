//! The forms of exports: what each is called and served as.

use super::{calendar, csv, feed, opml, references, sqlite};

/// In what form an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// JSON Schema.
    JsonSchema,
    /// Comma-separated values.
    Csv,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON.
    CslJson,
    /// Turtle.
    Turtle,
    /// JSON-LD.
    JsonLd,
    /// A `SQLite` database.
    Sqlite,
    /// SQL.
    Sql,
    /// OPML.
    Opml,
    /// Markdown of a known layout.
    Llms,
    /// Atom.
    Atom,
    /// iCalendar.
    Calendar,
}

impl Format {
    /// What files of it are served as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonSchema => "application/schema+json",
            Self::Csv => csv::MEDIA_TYPE,
            Self::Bibtex => references::BIBTEX,
            Self::CslJson => references::CSL_JSON,
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::Sqlite => sqlite::MEDIA_TYPE,
            Self::Sql => "application/sql; charset=utf-8",
            Self::Opml => opml::MEDIA_TYPE,
            Self::Llms => "text/plain; charset=utf-8",
            Self::Atom => feed::MEDIA_TYPE,
            Self::Calendar => calendar::MEDIA_TYPE,
        }
    }

    /// What it is called, in every language alike.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::JsonSchema => "JSON Schema",
            Self::Csv => "CSV",
            Self::Bibtex => "BibTeX",
            Self::CslJson => "CSL-JSON",
            Self::Turtle => "Turtle",
            Self::JsonLd => "JSON-LD",
            Self::Sqlite => "SQLite",
            Self::Sql => "SQL",
            Self::Opml => "OPML",
            Self::Llms => "Markdown",
            Self::Atom => "Atom",
            Self::Calendar => "iCalendar",
        }
    }
}
