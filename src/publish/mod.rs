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

mod back;
pub mod encode;
pub mod folder;
pub mod git;
pub mod headers;
pub mod hosting;
mod journal;
pub mod local;
#[cfg(test)]
mod memory;
pub mod plan;
pub mod record;
pub mod refusal;
pub mod remote;
pub mod run;
mod secrets;
pub mod store;
pub mod target;
pub mod targets;
pub mod wanted;

pub use back::{Earlier, earlier};
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
    let is_wanted = |path: &str| wanted.binary_search_by(|file| (*file.path).cmp(path)).is_ok();
    let ours = remote.ours(target, is_wanted)?;
    let plan = Plan::new(&wanted, &remote, &ours, target.traits(), &intent.limits)?;
    Ok(Prepared { remote, ours, wanted, plan })
}

/// Looks at a target and plans how it goes back to a generation; without one, to that before what lives there.
///
/// # Errors
/// A [`Refusal`], and what the target said.
pub fn prepare_rollback(target: &dyn Look, to: Option<u64>, intent: &Intent) -> anyhow::Result<(Prepared, Earlier)> {
    let remote = Remote::look(target)?;
    let Some(site) = remote.site() else { return Err(Refusal::NothingThere.into()) };
    let wanted = to.unwrap_or_else(|| before(site));
    let states = back::states(target, &remote, intent.limits.history, wanted)?;
    let there = states.iter().map(|(earlier, _)| earlier.generation).collect();
    let Some((earlier, files)) = states.into_iter().find(|(earlier, _)| earlier.generation == wanted) else {
        return Err(Refusal::NoWayBack { wanted, there }.into());
    };
    Ok((prepare_from(remote, target, wanted::of_entries(files), intent)?, earlier))
}

/// Who goes back twice wants to be further back, and not where the first time began.
fn before(site: &Published) -> u64 {
    site.rolled_back_to.unwrap_or(site.generation).saturating_sub(1)
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
