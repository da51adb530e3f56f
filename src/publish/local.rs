//! The build that is published: a sealed folder, refused when readers must not see it, and the contents of its files.

use std::path::Path;

use jiff::civil::Date as Day;

use super::hosting::{self, Host};
use super::refusal::Refusal;
use super::run::Contents;
use super::target::{Body, Traits};
use super::wanted::{self, Manner, Wanted};
use crate::output::{Sealed, SealedFile, Unsealed};

/// What is longer, in bytes, is not read at once.
const LONG: u64 = 4 << 20;

/// A build that may be published.
pub struct Local {
    /// The sealed folder; nobody builds into it meanwhile.
    pub sealed: Sealed,
    /// What is made for its host, with its contents.
    made: Vec<(SealedFile, Vec<u8>)>,
}

impl Local {
    /// Opens the build of a site that speaks of no day after `today`. `wait` is called when a build is under way; this waits until it has ended.
    ///
    /// # Errors
    /// A [`Refusal`], and what the disk said.
    pub fn open(output: &Path, site: &str, today: Day, wait: impl FnOnce()) -> anyhow::Result<Self> {
        let sealed = Sealed::open(output, wait)?.map_err(|why| match why {
            Unsealed::Missing => Refusal::NotBuilt,
            Unsealed::Interrupted => Refusal::Interrupted,
        })?;
        refuse(&sealed, site, today)?;
        Ok(Self { sealed, made: Vec::new() })
    }

    /// The same with files for a host.
    ///
    /// # Errors
    /// What the disk said.
    pub fn hosted(mut self, host: &Host<'_>) -> anyhow::Result<Self> {
        for (path, bytes) in hosting::made(&self.sealed, host)? {
            let (hash, length) = (blake3::hash(&bytes), bytes.len() as u64);
            self.made.push((SealedFile { path: path.into(), hash, length, cause: "host".into() }, bytes));
        }
        Ok(self)
    }

    /// What a target shall hold.
    pub fn wanted(&self, manner: &Manner, traits: Traits) -> Vec<Wanted> {
        wanted::of_build(self.sealed.files.iter().chain(self.made.iter().map(|(file, _)| file)), manner, traits)
    }
}

fn refuse(sealed: &Sealed, site: &str, today: Day) -> Result<(), Refusal> {
    let facts = &sealed.seal.facts;
    if facts.site.is_empty() {
        return Err(Refusal::TooOld);
    }
    if facts.site != site {
        return Err(Refusal::OtherBuild(facts.site.clone()));
    }
    if facts.unpublished {
        return Err(Refusal::Unpublished);
    }
    // Embargoes that end until then are over in such a build.
    if facts.as_of.parse::<Day>().is_ok_and(|day| day > today) {
        return Err(Refusal::OfTheFuture(facts.as_of.clone()));
    }
    let has_home = sealed.files.iter().any(|file| &*file.path == "index.html");
    if has_home { Ok(()) } else { Err(Refusal::Empty) }
}

impl Contents for Local {
    fn open(&self, file: usize) -> anyhow::Result<Body> {
        if let Some((_, bytes)) = file.checked_sub(self.sealed.files.len()).map(|at| &self.made[at]) {
            return Ok(Body::Bytes(bytes.clone()));
        }
        let file = &self.sealed.files[file];
        if file.length > LONG {
            return Ok(Body::File(self.sealed.open_file(file)?, file.length));
        }
        Ok(Body::Bytes(self.sealed.read(file)?))
    }
}
