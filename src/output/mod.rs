//! The output folder: where a build's files go, and how they get there without harm.
//!
//! In: a list of items (path, phase, cause) and a function that gives the bytes of each. Out: a folder in which exactly
//! these files are ours, a manifest that names them, a seal that says they are complete, and a report. This room knows
//! nothing of routes, catalogs or templates.
//!
//! A build goes in three steps:
//!
//! 1. *Examine*: every item is rendered, compared with the file on the disk and, if it differs, written to a staging
//!    folder. An error while rendering and a full disk end the build here, and the site is as it was.
//! 2. *Plan*: files that are not ours are never overwritten or deleted; one that is in the way refuses the build. Ours is
//!    what our manifest names, as long as it holds what we wrote.
//! 3. *Commit*: staged files are moved into place, new ones first, then assets, pages, indexes, the home page; what is no
//!    longer asked for is deleted; the seal is written last. A build that is killed here leaves a journal, and the next
//!    one completes the work.
//!
//! The way not taken: building a second folder and swapping the two. It rewrites 20,000 files for one edit and needs a
//! symlink or a rename that not every web server and mount survives.

mod address;
mod clean;
mod commit;
pub(crate) mod cursor;
pub(crate) mod disk;
mod examine;
mod open;
pub(crate) mod place;
mod plan;
mod record;
mod refusal;
mod sealed;
mod stage;

use std::os::fd::AsFd;

pub use address::check_address;
pub use clean::clean;
pub use disk::Kind;
#[doc(hidden)]
pub use disk::{Operation, Probe};
pub use open::{Folder, sealed_inputs};
pub use place::Forbidden;
pub use record::{Facts, MANIFEST, MARKER, Seal, manifest_of, manifest_paths};
pub use refusal::{Foreign, Reason, Refused};
pub use sealed::{Sealed, SealedFile, Unsealed};

use crate::content::Content;
use commit::{Records, commit, seal};
use plan::Plan;
use stage::Stage;

/// What an error says of a build that failed before a file was moved.
const UNTOUCHED: &str = "the site was left as it was";

/// One file of the site.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Path below the output folder, with `/` between its parts: `commitments/x/index.html`.
    pub path: &'a str,
    /// When it is moved into place.
    pub phase: Phase,
    /// What made it: the path of a source or the name of a route; for the manifest.
    pub cause: &'a str,
    /// The hash of everything that its bytes are made from, when that is known. A file that our last build made from the
    /// same and that nobody changed is not made again.
    pub made_from: Option<blake3::Hash>,
}

/// The order in which changed files are replaced: what is referred to before what refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Styles, scripts, images, fonts.
    Asset,
    /// Entries and terms.
    Page,
    /// Lists, feeds, sitemaps and data files that name pages.
    Index,
    /// The home page.
    Home,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// Files that were new or changed.
    pub written: usize,
    /// Files that had the right bytes and were not touched.
    pub unchanged: usize,
    /// Files of earlier builds that are gone.
    pub deleted: usize,
    /// Files of earlier builds that somebody changed and that this build does not make: they stay, and are from now on
    /// no business of ours.
    pub foreign: Vec<Foreign>,
}

impl Folder {
    /// Makes the folder hold these items and no other file of ours.
    ///
    /// `render` gives what the item with that number holds; it is called at most once for each, from threads of the
    /// current rayon pool, and not for items that are made from the same as before.
    ///
    /// # Errors
    /// What `render` said of the first item that failed, [`Refused`] when an item cannot have its path or a file that is
    /// not ours is in its way, or what the disk said. Unless the message says that the site was updated in part, it is as
    /// it was.
    pub fn write<'c, C: Into<Content<'c>>>(
        &mut self,
        items: &[Item<'_>],
        facts: &Facts,
        render: impl Fn(usize) -> anyhow::Result<C> + Sync,
    ) -> anyhow::Result<Report> {
        self.check_addresses(items)?;
        let recorded = self.take_recorded()?;
        let folder = &*self;
        let stage = Stage::new(&folder.disk, folder.marker.as_fd());
        let examined = examine::examine_items(folder, &stage, &recorded, items, render)?;
        let leftovers = examine::examine_leftovers(folder, &recorded, items)?;
        let plan = Plan::new(folder, items, &examined, &leftovers)?;
        let manifest = plan::new_manifest(items, &examined);
        let hash = blake3::hash(&manifest);
        let seal = record::seal_text(hash, items.len(), facts);
        if plan.is_idle() && recorded.manifest == Some(hash) && !recorded.interrupted {
            folder.keep_sealed(&seal)?;
        } else {
            let found = recorded.interrupted.then(|| plan::found_manifest(items, &examined, &leftovers));
            commit(folder, &stage, items, &plan, &Records { found, manifest, seal })?;
        }
        Ok(plan.into_report(items.len()))
    }

    /// What there is to say of a site that is complete and made from the given inputs, when every file of it is still as
    /// it was made; `None` when anything is otherwise.
    pub fn current(&mut self, inputs: &str) -> anyhow::Result<Option<(Report, Facts)>> {
        let Some(facts) = self.sealed_facts()?.filter(|facts| facts.inputs.as_deref() == Some(inputs)) else {
            return Ok(None);
        };
        let recorded = self.take_recorded()?;
        let intact = !recorded.interrupted && examine::all_intact(self, &recorded)?;
        let files = recorded.files.len();
        self.recorded = Some(recorded);
        Ok(intact.then(|| (Report { files, unchanged: files, ..Report::default() }, facts)))
    }

    /// The facts of the seal, when it is there and seals the manifest that is there.
    fn sealed_facts(&self) -> anyhow::Result<Option<Facts>> {
        let Some(seal) = self.read_seal()? else { return Ok(None) };
        let manifest = self.recorded.as_ref().and_then(|recorded| recorded.manifest);
        Ok(Some(seal.facts).filter(|_| manifest.is_some_and(|hash| hash.to_hex().as_str() == seal.manifest)))
    }

    fn check_addresses(&self, items: &[Item<'_>]) -> Result<(), Refused> {
        address::check_together(items.iter().map(|item| item.path)).map_err(|(path, why)| {
            let cause = items.iter().find(|item| item.path == path).map_or("", |item| item.cause);
            self.refuse(Reason::Address { path: path.to_owned(), cause: cause.to_owned(), why })
        })
    }

    /// Nothing changed, so nothing is touched, unless the seal is missing or says something else.
    fn keep_sealed(&self, text: &[u8]) -> anyhow::Result<()> {
        if record::read(&self.disk, self.marker.as_fd(), record::SEAL)?.as_deref() == Some(text) {
            return Ok(());
        }
        seal(self, text)
    }
}
