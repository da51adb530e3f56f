//! `schema`: the fields of everything that is written by hand, from the declarations that also make the parsers.
//!
//! [`Subject`] says of what, [`SchemaFormat`] for whom. Nothing here knows a project: what only its vocabularies know is
//! let pass.

mod front_matter_cms;
mod json_schema;
mod markdown;
mod sveltia;

use clap::ValueEnum;

use crate::entry::{Kind, translation_fields};
use crate::library::{Document, FiguresFile, Outline};
use crate::record::{FieldSpec, Record};
use crate::site::Settings;
use crate::vocabulary::VocabularyFields;
use crate::vocabulary::terminology::Terminology;

/// For whom a schema is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// JSON Schema 2020-12, for editors that complete and check
    #[default]
    JsonSchema,
    /// Tables, for people
    Markdown,
    /// The settings of Sveltia CMS, as JSON
    Sveltia,
    /// The settings of Front Matter CMS, an extension of VS Code
    FrontmatterCms,
}

/// Of what a schema is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// Entries of every kind
    #[default]
    Entry,
    /// Commitments
    Commitment,
    /// Practices
    Practice,
    /// Skills partnerships
    SkillsPartnership,
    /// Agreements
    Agreement,
    /// Pages
    Page,
    /// Translations: content/**/ID.LANG.md
    Translation,
    /// Vocabularies: content/vocabulary/AXIS.yaml
    Vocabulary,
    /// Words to avoid: content/vocabulary/terminology.yaml
    Terminology,
    /// The bibliography: content/sources.yaml
    Sources,
    /// Outlines of documents: content/sources/ID.yaml
    Outline,
    /// Statistics: content/figures.yaml
    Figures,
    /// The settings: site.toml
    Site,
}

impl SchemaFormat {
    /// Whether it has settings for entries and for nothing else.
    pub const fn is_of_entries(self) -> bool {
        matches!(self, Self::Sveltia | Self::FrontmatterCms)
    }
}

impl Subject {
    /// Whether it is entries.
    pub fn is_of_entries(self) -> bool {
        !self.kinds().is_empty()
    }

    /// The kinds of entry meant; none when it is not about entries.
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Entry => Kind::ALL,
            Self::Commitment => &[Kind::Commitment],
            Self::Practice => &[Kind::Practice],
            Self::SkillsPartnership => &[Kind::SkillsPartnership],
            Self::Agreement => &[Kind::Agreement],
            Self::Page => &[Kind::Page],
            _ => &[],
        }
    }

    /// What it is called, with the files in which it is written.
    const fn title(self) -> &'static str {
        match self {
            Self::Entry => "Fields of entries (content/**/ID.md)",
            Self::Commitment => "Fields of commitments",
            Self::Practice => "Fields of practices",
            Self::SkillsPartnership => "Fields of skills partnerships",
            Self::Agreement => "Fields of agreements",
            Self::Page => "Fields of pages",
            Self::Translation => "Fields of translations (content/**/ID.LANG.md)",
            Self::Vocabulary => "Fields of vocabularies (content/vocabulary/AXIS.yaml)",
            Self::Terminology => "Fields of the terminology (content/vocabulary/terminology.yaml)",
            Self::Sources => "Fields of each work in content/sources.yaml, below its id",
            Self::Outline => "Fields of outlines (content/sources/ID.yaml)",
            Self::Figures => "Fields of statistics (content/figures.yaml)",
            Self::Site => "Settings (site.toml)",
        }
    }

    /// The fields of what is no entry.
    fn fields(self) -> Vec<FieldSpec> {
        match self {
            Self::Translation => translation_fields(),
            Self::Vocabulary => VocabularyFields::fields(),
            Self::Terminology => Terminology::fields(),
            Self::Sources => Document::fields(),
            Self::Outline => Outline::fields(),
            Self::Figures => FiguresFile::fields(),
            Self::Site => Settings::fields(),
            _ => Vec::new(),
        }
    }
}

/// The schema as text.
pub fn text(format: SchemaFormat, subject: Subject) -> String {
    let json = match format {
        SchemaFormat::Markdown => return markdown::text(subject),
        SchemaFormat::JsonSchema => json_schema::schema(subject),
        SchemaFormat::Sveltia => sveltia::settings(subject),
        SchemaFormat::FrontmatterCms => front_matter_cms::settings(subject),
    };
    format!("{json:#}\n")
}

#[cfg(test)]
mod tests;
