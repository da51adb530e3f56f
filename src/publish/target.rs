//! Where a site is published to, as the few calls that publishing needs.
//!
//! [`Look`] holds the calls that change nothing, [`Target`] those that do: what plans is given the first alone and cannot
//! write. Paths are relative, with `/` between their parts; a target adds its prefix or folder by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::sync::Arc;

use super::encode::Encoding;
use super::record::Published;

/// The program's own folder on a target.
pub const OWN: &str = ".compendium/";

/// What is listed: lengths in bytes by path. What is no plain file has no length, and is nobody's to touch.
pub type Listing = BTreeMap<Arc<str>, Option<u64>>;

/// What tells one state of an object from another: an `ETag`, or a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(pub String);

/// A small object that was read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its state.
    pub tag: Tag,
}

/// How an object is served; targets that cannot say so ignore it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    /// `Content-Type`.
    pub media_type: &'static str,
    /// `Cache-Control`.
    pub cache_control: CacheControl,
    /// `Content-Encoding`.
    pub encoding: Option<&'static str>,
}

/// How long browsers and caches keep an object; shown as the header of RFC 9111.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheControl {
    /// Not at all.
    #[default]
    NoStore,
    /// So many seconds; then they ask again.
    Revalidated(u32),
    /// So many seconds, without asking: it never changes under its name.
    Immutable(u32),
}

impl fmt::Display for CacheControl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoStore => out.write_str("no-store"),
            Self::Revalidated(seconds) => write!(out, "public, max-age={seconds}, must-revalidate"),
            Self::Immutable(seconds) => write!(out, "public, max-age={seconds}, immutable"),
        }
    }
}

/// What is written.
pub enum Body {
    /// Bytes.
    Bytes(Vec<u8>),
    /// A file at its beginning, and how long it is.
    File(File, u64),
}

/// On what condition an object is written.
#[derive(Clone, Copy, Debug)]
pub enum When<'t> {
    /// Whatever is there.
    Always,
    /// When nothing is there.
    Absent,
    /// When what is there is in this state.
    Unchanged(&'t Tag),
}

/// Whether a conditional write was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It was.
    Done,
    /// The condition did not hold, and nothing was written.
    Refused,
}

/// What a target can do.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a question of its own.
pub struct Traits {
    /// Headers are kept with each object.
    pub serves_headers: bool,
    /// Files in other encodings stand beside the plain ones: `x.html.gz`.
    pub siblings: bool,
    /// Nothing shows before [`Target::finish`], and all at once then; history is the target's own.
    pub is_atomic: bool,
    /// A name may be the beginning of others: `a` and `a/b` stand beside each other.
    pub is_flat: bool,
    /// How many writes may be under way at once.
    pub concurrency: usize,
}

/// The calls that change nothing.
pub trait Look: Sync {
    /// How messages name it; without secrets.
    fn name(&self) -> String;
    /// What it can do.
    fn traits(&self) -> Traits;
    /// A small object, if it is there.
    fn read(&self, path: &str) -> anyhow::Result<Option<Object>>;
    /// The BLAKE3 of what an object holds, decoded; none when it is not there or cannot be decoded.
    fn digest(&self, path: &str, encoding: Option<Encoding>) -> anyhow::Result<Option<blake3::Hash>>;
    /// Everything that is there.
    fn list(&self) -> anyhow::Result<Listing>;
    /// Files that hold something else than what was published, of those that are as long as that was. Only what was written
    /// after the publication, as far as the target can tell, is read for it.
    fn altered(&self, _site: &Published) -> anyhow::Result<BTreeSet<Arc<str>>> {
        Ok(BTreeSet::new())
    }
    /// What was published before what is there, the latest first and at most so much, on a target with a history of its own.
    fn former(&self, _most: usize) -> anyhow::Result<Vec<Published>> {
        Ok(Vec::new())
    }
}

/// All calls.
pub trait Target: Look {
    /// Writes an object, whole or not at all.
    fn write(&self, path: &str, body: Body, headers: &Headers, when: When<'_>) -> anyhow::Result<Written>;
    /// Makes an object that holds what another one does, with its headers.
    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()>;
    /// Removes an object; a missing one is fine.
    fn delete(&self, path: &str) -> anyhow::Result<()>;
    /// Lets everything written since the last call show, on an atomic target. Refused when somebody else was faster.
    fn finish(&self, _message: &str) -> anyhow::Result<Written> {
        Ok(Written::Done)
    }
}
