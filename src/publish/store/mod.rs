//! A bucket as a target: Amazon S3 and what speaks its language, Google Cloud Storage, Azure Blob Storage.
//!
//! The crate `object_store` speaks to them; [`open`] says with which keys. Its calls wait for answers, and so does each
//! call here: publishing makes many of them at once, from threads of its own.

mod open;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, GetOptions, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload,
    UpdateVersion,
};
use tokio::runtime::Runtime;

use super::encode::{self, Encoding};
use super::record::{PUBLISHED, Published};
use super::secrets::Secrets;
use super::target::{Body, Headers, Listing, Look, Object, Tag, Target, Traits, When, Written};
use crate::site::publishing::Place;

/// How many requests are under way at once.
const CONCURRENCY: usize = 16;
/// How long one request may take, with the upload of a large file.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often a request is made again that failed on the way or at the server.
const RETRIES: usize = 4;

/// An instant of the store's clock: seconds and nanoseconds.
type Time = (i64, u32);

/// Where machines of the providers are asked for their roles.
const METADATA: [&str; 2] = ["169.254.169.254", "metadata.google.internal"];

/// A bucket, or a folder in it.
#[expect(clippy::struct_field_names, reason = "the store of the library that this one speaks through")]
pub struct Store {
    runtime: Runtime,
    store: Box<dyn ObjectStore>,
    /// How messages name it.
    name: String,
    /// Without a slash at its end; may be empty.
    prefix: String,
    secrets: Secrets,
    /// How keys are given.
    keys: &'static str,
    /// When each object was written, by the clock of the store, as it was listed last.
    times: Mutex<BTreeMap<Arc<str>, Time>>,
    /// Large files go one after the other, so that they do not lie in memory all at once.
    large: Mutex<()>,
}

impl Store {
    /// A bucket, reached with what the environment says. Nothing is sent yet.
    ///
    /// # Errors
    /// When the settings do not say enough.
    pub fn open(place: &Place) -> anyhow::Result<Self> {
        let open::Opened { store, name, prefix, secrets, keys } = open::open(place)?;
        let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        Ok(Self {
            runtime: threads.context("cannot start threads")?,
            store,
            name,
            prefix,
            secrets,
            keys,
            times: Mutex::default(),
            large: Mutex::new(()),
        })
    }

    fn times(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, Time>> {
        self.times.lock().expect("no thread panics while it holds this")
    }

    fn key(&self, path: &str) -> anyhow::Result<Path> {
        let key = if self.prefix.is_empty() { path.to_owned() } else { format!("{}/{path}", self.prefix) };
        Path::parse(&key).with_context(|| format!("`{path}` cannot be the name of an object"))
    }

    /// What went wrong, without what is secret.
    fn failure(&self, error: &Error, verb: &str, path: &str) -> anyhow::Error {
        let mut said = self.secrets.hidden(&error.to_string());
        // Without keys, the library asks the machine whether it has a role.
        if METADATA.iter().any(|host| said.contains(host)) {
            said = format!("no keys were found, and this machine has no role that gives any; {} ({said})", self.keys);
        }
        anyhow!("{said}").context(format!("cannot {verb} `{path}` on {}", self.name))
    }

    fn get(&self, path: &str) -> anyhow::Result<Option<Object>> {
        let key = self.key(path)?;
        let got = self.runtime.block_on(async {
            let got = self.store.get_opts(&key, GetOptions::default()).await?;
            let tag = tag(got.meta.e_tag.as_deref(), got.meta.version.as_deref());
            Ok(Object { tag, bytes: got.bytes().await?.to_vec() })
        });
        match got {
            Ok(object) => Ok(Some(object)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failure(&error, "read", path)),
        }
    }

    fn put(&self, path: &str, bytes: Vec<u8>, headers: &Headers, when: When<'_>) -> anyhow::Result<Written> {
        let key = self.key(path)?;
        let mode = match when {
            When::Always => PutMode::Overwrite,
            When::Absent => PutMode::Create,
            When::Unchanged(tag) => PutMode::Update(version(tag)),
        };
        let options = PutOptions { mode, attributes: attributes(headers), ..PutOptions::default() };
        match self.runtime.block_on(self.store.put_opts(&key, PutPayload::from(bytes), options)) {
            Ok(_) => Ok(Written::Done),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(Written::Refused),
            // What was to be unchanged is gone.
            Err(Error::NotFound { .. }) if matches!(when, When::Unchanged(_)) => Ok(Written::Refused),
            Err(error) => Err(self.failure(&error, "write", path)),
        }
    }
}

fn attributes(headers: &Headers) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, headers.media_type.into());
    attributes.insert(Attribute::CacheControl, headers.cache_control.to_string().into());
    if let Some(encoding) = headers.encoding {
        attributes.insert(Attribute::ContentEncoding, encoding.into());
    }
    attributes
}

/// Some stores tell states apart by entity tags, others by numbers.
fn tag(entity: Option<&str>, version: Option<&str>) -> Tag {
    Tag(format!("{}\n{}", entity.unwrap_or_default(), version.unwrap_or_default()))
}

fn version(tag: &Tag) -> UpdateVersion {
    let (entity, version) = tag.0.split_once('\n').unwrap_or((&tag.0, ""));
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    UpdateVersion { e_tag: some(entity), version: some(version) }
}

impl Look for Store {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn traits(&self) -> Traits {
        Traits { serves_headers: true, siblings: false, is_atomic: false, is_flat: true, concurrency: CONCURRENCY }
    }

    fn read(&self, path: &str) -> anyhow::Result<Option<Object>> {
        self.get(path)
    }

    fn digest(&self, path: &str, encoding: Option<Encoding>) -> anyhow::Result<Option<blake3::Hash>> {
        let Some(object) = self.get(path)? else { return Ok(None) };
        // Some servers decode what they give out.
        let digest = encode::digest(&*object.bytes, encoding);
        Ok(Some(digest.unwrap_or_else(|_| blake3::hash(&object.bytes))))
    }

    fn list(&self) -> anyhow::Result<Listing> {
        let prefix = Path::parse(&self.prefix)?;
        let below = if self.prefix.is_empty() { String::new() } else { format!("{}/", self.prefix) };
        let (mut listing, mut times) = (Listing::new(), BTreeMap::new());
        let listed = self.runtime.block_on(async {
            let mut objects = self.store.list(Some(&prefix).filter(|_| !self.prefix.is_empty()));
            while let Some(object) = objects.try_next().await? {
                if let Some(path) = object.location.as_ref().strip_prefix(&below) {
                    let path: Arc<str> = path.into();
                    listing.insert(Arc::clone(&path), Some(object.size));
                    let time = (object.last_modified.timestamp(), object.last_modified.timestamp_subsec_nanos());
                    times.insert(path, time);
                }
            }
            Ok(())
        });
        listed.map_err(|error| self.failure(&error, "list", "/"))?;
        *self.times() = times;
        Ok(listing)
    }

    fn altered(&self, site: &Published) -> anyhow::Result<BTreeSet<Arc<str>>> {
        let later: Vec<_> = {
            let times = self.times();
            // It is the last object that a publication writes.
            let published = times.get(PUBLISHED);
            let is_later =
                |path: &Arc<str>| times.get(path).is_some_and(|time| published.is_some_and(|then| time > then));
            site.files.iter().filter(|(path, entry)| !entry.gone && is_later(path)).collect()
        };
        let mut altered = BTreeSet::new();
        for (path, entry) in later {
            if self.digest(path, entry.encoding)? != Some(entry.blake3) {
                altered.insert(Arc::clone(path));
            }
        }
        Ok(altered)
    }
}

impl Target for Store {
    fn write(&self, path: &str, body: Body, headers: &Headers, when: When<'_>) -> anyhow::Result<Written> {
        match body {
            Body::Bytes(bytes) => self.put(path, bytes, headers, when),
            Body::File(mut file, _) => {
                let _alone = self.large.lock().expect("no thread panics while it holds this");
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut file, &mut bytes)?;
                self.put(path, bytes, headers, when)
            }
        }
    }

    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()> {
        let (source, target) = (self.key(from)?, self.key(to)?);
        let copied = self.runtime.block_on(self.store.copy(&source, &target));
        copied.map_err(|error| self.failure(&error, "copy", from))
    }

    fn delete(&self, path: &str) -> anyhow::Result<()> {
        let key = self.key(path)?;
        match self.runtime.block_on(self.store.delete(&key)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failure(&error, "delete", path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_by_what_the_store_tells() {
        for (entity, number) in [(Some("\"a\""), None), (None, Some("7")), (Some("a"), Some("7"))] {
            let version = version(&tag(entity, number));
            assert_eq!((version.e_tag.as_deref(), version.version.as_deref()), (entity, number));
        }
    }
}
