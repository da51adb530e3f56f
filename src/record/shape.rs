//! What fields hold, as schemas, documentation and hints tell it.

/// One field of a record, for schemas and documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSpec {
    /// The name in YAML or TOML.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be written.
    pub required: bool,
}

/// What a field holds, for schemas and documentation.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One line or paragraph of plain text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A year, month or day.
    Date,
    /// An instant with zone.
    Instant,
    /// An absolute address.
    Url,
    /// A language tag.
    Language,
    /// The id of an entry.
    Entry,
    /// A need of an entry: its id, `#`, and the key of the need.
    Need,
    /// The id of a term of the axis that the field names.
    Term,
    /// An actor, a group or a country.
    Party,
    /// One of a few words.
    Word(Vec<&'static str>),
    /// A text, or one for each language.
    Localized,
    /// One value or a list of them.
    List(Box<Shape>),
    /// Fields below a field.
    Record(Vec<FieldSpec>),
    /// Anything.
    Any,
}

impl Shape {
    /// How it may be written, for hints and for `compendium new`.
    pub fn example(&self) -> String {
        match self {
            Self::Text | Self::Localized | Self::Any => "...".into(),
            Self::Number => "2.5".into(),
            Self::Integer => "10".into(),
            Self::Boolean => "true".into(),
            Self::Date => "2018-12-10".into(),
            Self::Instant => "2026-05-01T09:00+02:00".into(),
            Self::Url => "https://example.org/".into(),
            Self::Language => "en".into(),
            Self::Entry => "fair-recruitment".into(),
            Self::Need => "fair-recruitment#funding".into(),
            Self::Term | Self::Party => "id".into(),
            Self::Word(words) => words.first().copied().unwrap_or("...").into(),
            Self::List(of) => format!("[{}]", of.example()),
            Self::Record(fields) => {
                format!("{{{}}}", required(fields, |field| format!("{}: {}", field.name, field.shape.example())))
            }
        }
    }

    /// The same in TOML, where texts stand in quotes.
    pub(super) fn example_in_toml(&self) -> String {
        match self {
            Self::Number | Self::Integer | Self::Boolean => self.example(),
            Self::List(of) => format!("[{}]", of.example_in_toml()),
            Self::Record(fields) => {
                let pair = |field: &FieldSpec| format!("{} = {}", field.name, field.shape.example_in_toml());
                format!("{{ {} }}", required(fields, pair))
            }
            _ => format!("\"{}\"", self.example()),
        }
    }
}

/// The fields that a record cannot be without, with commas between them; where there are none, its first one.
fn required(fields: &[FieldSpec], pair: impl Fn(&FieldSpec) -> String) -> String {
    let needed = fields.iter().any(|field| field.required);
    let shown = fields.iter().enumerate().filter(|(at, field)| if needed { field.required } else { *at == 0 });
    shown.map(|(_, field)| pair(field)).collect::<Vec<_>>().join(", ")
}
