//! The forms of exports, and what each is called.

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
