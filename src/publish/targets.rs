//! From the settings of a target to the target. A new sort of target is an arm here and a file of its own.

use std::path::Path;

use super::encode::Encoding;
use super::folder::Folder;
use super::git::Branch;
use super::headers::Lifetimes;
use super::hosting::Host;
use super::store::Store;
use super::target::Target;
use super::wanted::Manner;
use crate::output::Forbidden;
use crate::site::publishing::{Compression, Place, PublishTarget};

/// What targets need to know of this machine.
pub struct Around<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// Folders that nothing is published to.
    pub forbidden: &'a Forbidden,
}

/// The target that the settings name. Nothing is written, and nothing is made.
///
/// # Errors
/// When it cannot be one, or cannot be reached.
pub fn open(settings: &PublishTarget, around: &Around<'_>) -> anyhow::Result<Box<dyn Target>> {
    Ok(match &settings.place {
        Place::Folder { path } => Box::new(Folder::open(&around.root.join(path), around.forbidden)?),
        Place::Git { repository, branch } => Box::new(Branch::open(around.root, repository, branch)?),
        place => Box::new(Store::open(place)?),
    })
}

/// What the host of a target is told.
pub fn host<'a>(settings: &'a PublishTarget, base_path: &'a str, policy: &'a str) -> Host<'a> {
    let (files, cname, lifetimes) = (&*settings.host_files, settings.cname.as_deref(), manner(settings).lifetimes);
    Host { files, cname, base_path, policy, lifetimes }
}

/// How a site is written to a target.
pub fn manner(settings: &PublishTarget) -> Manner {
    let encoding = |compression: &Compression| match compression {
        Compression::Gzip => Encoding::Gzip,
        Compression::Brotli => Encoding::Br,
    };
    Manner {
        precompress: settings.precompress.iter().map(encoding).collect(),
        lifetimes: Lifetimes { pages: settings.cache_pages, assets: settings.cache_assets },
    }
}
