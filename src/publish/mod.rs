//! Publishing: from a sealed output folder to where readers find it, in a way that cannot hurt.
//!
//! In: a sealed site ([`Sealed`](crate::output::Sealed)), a target, and what lives there. Out: a plan that can be shown,
//! and then the same site there, with a manifest that names what is ours and ways back to earlier generations. This room
//! knows nothing of catalogs, routes or templates.
//!
//! What it promises, whatever fails on the way:
//!
//! * a reader who follows links meets no dead one: files are written in the order of [`Stage`](wanted::Stage);
//! * nothing is deleted before the new manifest is there, and nothing after an error;
//! * what is not ours stays as it is: ours is what the manifest there names, or an unfinished publication's journal;
//! * of two publications at once, the second stops;
//! * publishing again completes what was interrupted, and writes only what is missing;
//! * planning writes nothing: it is given a [`Look`](target::Look), which has no call that could.

pub mod encode;
pub mod folder;
pub mod headers;
mod journal;
pub mod local;
#[doc(hidden)]
pub mod memory;
pub mod plan;
pub mod record;
pub mod refusal;
pub mod remote;
pub mod run;
pub mod target;
pub mod targets;
pub mod wanted;

use plan::{Limits, Plan};
use record::Published;
use refusal::Refusal;
use remote::{Ours, Remote};
use target::Look;
use wanted::Wanted;

/// All that is known before anything is done.
#[derive(Debug)]
pub struct Prepared {
    /// What is there.
    pub remote: Remote,
    /// What of it is ours.
    pub ours: Ours,
    /// What shall be there.
    pub wanted: Vec<Wanted>,
    /// What is to be done.
    pub plan: Plan,
}

/// Who publishes what, and how far that may go.
#[derive(Clone, Debug)]
pub struct Intent {
    /// The name of the site.
    pub site: String,
    /// How far it may go.
    pub limits: Limits,
    /// Whether a publication that seems to be under way is known to be dead.
    pub take_over: bool,
    /// The time.
    pub now: jiff::Timestamp,
}

/// Looks at a target and plans how it gets what is wanted.
///
/// # Errors
/// A [`Refusal`], and what the target said.
pub fn prepare(target: &dyn Look, wanted: Vec<Wanted>, intent: &Intent) -> anyhow::Result<Prepared> {
    prepare_from(Remote::look(target)?, target, wanted, intent)
}

/// Plans how a target that was looked at gets what is wanted.
///
/// # Errors
/// A [`Refusal`], and what the target said.
pub fn prepare_from(
    remote: Remote,
    target: &dyn Look,
    wanted: Vec<Wanted>,
    intent: &Intent,
) -> anyhow::Result<Prepared> {
    refuse_other_site(&remote, &intent.site)?;
    journal::refuse_busy(&remote, intent.now, intent.take_over)?;
    let is_wanted = |path: &str| wanted.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
    let ours = remote.ours(target, is_wanted)?;
    let plan = Plan::new(&wanted, &remote, &ours, target.traits(), &intent.limits)?;
    Ok(Prepared { remote, ours, wanted, plan })
}

/// An earlier generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub generation: u64,
    /// When it was published.
    pub published: String,
    /// The day that it spoke of.
    pub as_of: String,
    /// BLAKE3 of its build's manifest.
    pub seal: String,
}

impl From<record::Undo> for Earlier {
    fn from(undo: record::Undo) -> Self {
        let record::Undo { generation, published, as_of, seal, .. } = undo;
        Self { generation, published, as_of, seal }
    }
}

/// Looks at a target and plans how it goes back to a generation; without one, to that before what lives there.
///
/// # Errors
/// A [`Refusal`], and what the target said.
pub fn prepare_rollback(target: &dyn Look, to: Option<u64>, intent: &Intent) -> anyhow::Result<(Prepared, Earlier)> {
    let remote = Remote::look(target)?;
    let Some(site) = remote.site() else { return Err(Refusal::NothingThere.into()) };
    let wanted = to.unwrap_or_else(|| before(site));
    let there = ways_back(&remote, site);
    let mut files: record::Entries = site.live().map(|(path, entry)| (path.clone(), entry.clone())).collect();
    let mut earlier = None;
    for generation in there.iter().copied().filter(|_| there.contains(&wanted)).take_while(|there| *there >= wanted) {
        let Some(undo) = read_undo(target, generation)? else { break };
        undo.remove.iter().for_each(|path| drop(files.remove(path)));
        files.extend(undo.restore.clone());
        earlier = Some(Earlier::from(undo));
    }
    let Some(earlier) = earlier.filter(|earlier| earlier.generation == wanted) else {
        return Err(Refusal::NoWayBack { wanted, there }.into());
    };
    let wanted = wanted::of_entries(files);
    Ok((prepare_from(remote, target, wanted, intent)?, earlier))
}

/// Who goes back twice wants to be further back, and not where the first time began.
fn before(site: &Published) -> u64 {
    site.rolled_back_to.unwrap_or(site.generation).saturating_sub(1)
}

/// The generations to which there is an unbroken way back, the latest first.
pub fn ways_back(remote: &Remote, site: &Published) -> Vec<u64> {
    let listed = record::undo_generations(remote.listing.keys().map(String::as_str));
    let wanted = (1..site.generation).rev();
    wanted
        .zip(listed.into_iter().rev().filter(|listed| *listed < site.generation))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a)
        .collect()
}

/// What is known of the generations to which there is a way back, the latest first.
///
/// # Errors
/// What the target said.
pub fn earlier(target: &dyn Look, remote: &Remote) -> anyhow::Result<Vec<Earlier>> {
    let Some(site) = remote.site() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for generation in ways_back(remote, site) {
        let Some(undo) = read_undo(target, generation)? else { break };
        all.push(Earlier::from(undo));
    }
    Ok(all)
}

fn read_undo(target: &dyn Look, generation: u64) -> anyhow::Result<Option<record::Undo>> {
    let path = record::undo_path(generation);
    let object = target.read(&path)?;
    object.map(|object| record::parse_undo(&path, &object.bytes)).transpose()
}

fn refuse_other_site(remote: &Remote, site: &str) -> Result<(), Refusal> {
    let there = remote.site().map(|published| &published.site);
    let there = there.or_else(|| remote.unfinished().map(|journal| &journal.site));
    match there {
        Some(there) if there != site => Err(Refusal::OtherSite(there.clone())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
