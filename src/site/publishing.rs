//! The tables `[publish.NAME]`: where a site is published to. No secret belongs here, and one that is found is refused
//! without being shown.

mod meant;
mod secrets;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, did_you_mean};
use crate::node::{Node, Value};
use crate::record::{Datum, Field, Fields, Reader, Record as _, Shape};
use crate::source::Spanned;
use crate::{record, words};

use meant::meant;
use secrets::refuse_secrets;

words! {
    /// What sort of place a site is published to.
    pub enum TargetType {
        /// A folder.
        Folder = "folder",
        /// Amazon S3, and what speaks its language.
        S3 = "s3",
        /// Google Cloud Storage.
        Gcs = "gcs",
        /// Azure Blob Storage.
        Azure = "azure",
        /// A branch of a git repository.
        Git = "git",
    }
}

words! {
    /// How files are compressed before they are published.
    pub enum Compression {
        /// gzip.
        Gzip = "gzip",
        /// Brotli.
        Brotli = "br",
    }
}

words! {
    /// Files that some hosts read.
    pub enum HostFile {
        /// `_headers`.
        Headers = "_headers",
        /// `_redirects`.
        Redirects = "_redirects",
        /// `.nojekyll`.
        NoJekyll = ".nojekyll",
    }
}

record! {
    /// A target as it is written.
    pub struct TargetSettings {
        /// What sort of place it is.
        target_type as "type": Spanned<TargetType>,
        /// Of a folder: where it is, from the project's folder on.
        path: Option<Spanned<String>>,
        /// Of s3 and gcs: the bucket.
        bucket: Option<Spanned<String>>,
        /// Of azure: the container.
        container: Option<Spanned<String>>,
        /// Of azure: the storage account, unless the environment names it.
        account: Option<Spanned<String>>,
        /// Of s3, gcs and azure: the folder in the bucket.
        prefix: Option<Spanned<String>>,
        /// Of s3, gcs and azure: the address of the service, when it is not the provider's own.
        endpoint: Option<Spanned<String>>,
        /// Of s3: the region.
        region: Option<Spanned<String>>,
        /// Of git: the address of the repository, or the name of a remote of the project's own; default: `origin`.
        repository: Option<Spanned<String>>,
        /// Of git: the branch; default: `gh-pages`.
        branch: Option<Spanned<String>>,
        /// Compress texts: beside the plain files in a folder, in their place on s3, gcs and azure.
        precompress: Vec<Spanned<Compression>>,
        /// The name of the site's own host, for the file `CNAME`.
        cname: Option<Spanned<String>>,
        /// Files that some hosts read, which `publish` then makes: `_headers`, `_redirects`, `.nojekyll`.
        host_files: Vec<HostFile>,
        /// For how many seconds browsers keep pages; default: 60.
        cache_pages: Option<Spanned<u32>>,
        /// For how many seconds browsers keep files that never change; default: a year.
        cache_assets: Option<Spanned<u32>>,
        /// How many earlier states can be rolled back to; default: 5; 0 keeps none.
        history: Option<Spanned<u32>>,
    }
}

/// For how many seconds pages are kept where nothing else is said. It spares a host the reader who goes back and forth, and
/// delays nobody's correction by more.
pub const CACHE_PAGES: u32 = 60;
/// The same for files that never change: a year is what implementations of RFC 9111 take for ever.
pub const CACHE_ASSETS: u32 = 31_536_000;

/// Where a site is published to, as the program works with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishTarget {
    /// The place.
    pub place: Place,
    /// How texts are compressed.
    pub precompress: Vec<Compression>,
    /// The site's own host.
    pub cname: Option<String>,
    /// Files that its host reads.
    pub host_files: Vec<HostFile>,
    /// Seconds for which pages are kept.
    pub cache_pages: u32,
    /// Seconds for which files that never change are kept.
    pub cache_assets: u32,
    /// How many earlier states are kept.
    pub history: u32,
}

/// The place of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder, from the project's on.
    Folder {
        /// Its path.
        path: String,
    },
    /// Amazon S3 and its like.
    S3 {
        /// The bucket.
        bucket: String,
        /// The folder in it; may be empty.
        prefix: String,
        /// The address of the service.
        endpoint: Option<String>,
        /// The region.
        region: Option<String>,
    },
    /// Google Cloud Storage.
    Gcs {
        /// The bucket.
        bucket: String,
        /// The folder in it; may be empty.
        prefix: String,
        /// The address of the service.
        endpoint: Option<String>,
    },
    /// Azure Blob Storage.
    Azure {
        /// The container.
        container: String,
        /// The storage account.
        account: Option<String>,
        /// The folder in it; may be empty.
        prefix: String,
        /// The address of the service.
        endpoint: Option<String>,
    },
    /// A branch.
    Git {
        /// The address of the repository, or the name of a remote.
        repository: String,
        /// The branch.
        branch: String,
    },
}

/// Targets by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Targets(pub BTreeMap<String, PublishTarget>);

impl Field for Targets {
    fn shape() -> Shape {
        Shape::Any
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let help = || Some("write a table for each target: [publish.production]".to_owned());
        let Value::Map(tables) = &node.value else {
            return reader.refuse(Code::WrongType, node.span, "expected targets by name", help());
        };
        let settings: Vec<_> =
            tables.iter().filter(|(_, table)| !matches!(table.value, Value::Map(_))).cloned().collect();
        if refuse_secrets(&settings, reader) {
            return None;
        }
        let mut targets = BTreeMap::new();
        for (name, table) in tables {
            if !matches!(table.value, Value::Map(_)) {
                reader.refuse::<()>(Code::WrongType, name.span, format!("`{name}` is no target"), help());
            } else if !is_name(name) {
                let help = Some("letters, digits, `-` and `_`: [publish.production]".to_owned());
                reader.refuse::<()>(
                    Code::BadValue,
                    name.span,
                    format!("`{name}` cannot be the name of a target"),
                    help,
                );
            } else if let Some(target) = read_target(table, reader) {
                targets.insert(name.value.clone(), target);
            }
        }
        Some(Self(targets))
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn datum(&self) -> Datum<'_> {
        Datum::Nothing
    }
}

/// Whether it can be typed behind a command.
fn is_name(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && !name.starts_with('-') && name.chars().all(is_word)
}

fn read_target(table: &Node, reader: &mut Reader) -> Option<PublishTarget> {
    let before = reader.diagnostics.len();
    if let Value::Map(fields) = &table.value
        && refuse_secrets(fields, reader)
    {
        // What else is wrong may stand in the same line, which would be shown.
        return None;
    }
    let mut fields = Fields::new(reader, table)?;
    let settings = TargetSettings::from_fields(&mut fields);
    for (key, _) in fields.rest() {
        let help = did_you_mean(key, fields.known().iter().copied());
        let help = help.or_else(|| Some(format!("settings of a target: {}", fields.known().join(", "))));
        fields.reader.refuse::<()>(Code::UnknownSetting, key.span, format!("a target has no setting `{key}`"), help);
    }
    let target = settings.and_then(|settings| meant(&settings, table.span, reader));
    target.filter(|_| reader.diagnostics.len() == before)
}

#[cfg(test)]
mod tests;
