//! What publishing would do: pure, so that it can be shown before anything is done, and tested without a target.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use super::headers::is_fingerprinted;
use super::record::{Entries, Entry};
use super::refusal::Refusal;
use super::remote::{Known, Ours, Remote};
use super::target::{OWN, Traits};
use super::wanted::{Source, Stage, Wanted};

/// How many generations a fingerprinted file outlives the pages that load it.
const LINGERS: u64 = 2;
/// So many deletions are never too many.
const FEW: usize = 10;
/// The part of a site that may be deleted without being asked for: a fifth.
const PART: usize = 5;

/// What is decided beside the contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// How many deletions were said to be meant.
    pub max_deletes: Option<usize>,
    /// How many generations there shall be a way back to.
    pub history: u64,
}

/// Why a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not there yet.
    Added,
    /// It is there and holds something else, or is served otherwise.
    Changed,
    /// It should be there, and is not, or is cut off, or others wrote into it.
    Repaired,
}

/// A file that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its number among the wanted files.
    pub at: usize,
    /// Why.
    pub why: Why,
    /// When.
    pub stage: Stage,
    /// Within a stage, higher ones first: the attempt that made a stray page. What an attempt made that came not far may
    /// lead nowhere, and what earlier ones made may be what readers see.
    pub layer: u32,
    /// Whether something of ours may be under this path, so that it may be overwritten.
    pub is_ours: bool,
}

/// What publishing would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is written, in order.
    pub writes: Vec<Write>,
    /// Contents that are kept before they are replaced: from where, to where.
    pub keeps: Vec<(Arc<str>, String)>,
    /// What is deleted, in order.
    pub deletions: Vec<(Arc<str>, u64)>,
    /// Files that only linger, with the generation that first went without them.
    pub lingering: Entries,
    /// Files that stay as they are.
    pub unchanged: usize,
    /// Objects that are not ours and stay.
    pub foreign: usize,
    /// The generation that results.
    pub generation: u64,
    /// Whether readers will find anything else than now.
    pub changes_site: bool,
}

impl Plan {
    /// The plan that leads from what is there to what is wanted; `wanted` is sorted by path.
    ///
    /// # Errors
    /// Why that must not be done.
    pub fn new(
        wanted: &[Wanted],
        remote: &Remote,
        ours: &Ours,
        traits: Traits,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        refuse_foreign(wanted, remote, ours, traits)?;
        let mut plan = Self { foreign: remote.foreign(ours).count(), ..Self::default() };
        plan.changes_site = changes_site(wanted, remote);
        let generation = remote.site().map_or(0, |site| site.generation);
        plan.generation = generation + u64::from(plan.changes_site);
        plan.plan_writes(wanted, remote, ours);
        plan.plan_removals(wanted, remote, ours);
        refuse_many_deletions(&plan, remote, limits)?;
        if limits.history > 0 && !traits.is_atomic {
            plan.plan_keeps(wanted, remote, ours);
        }
        refuse_lost(wanted, &plan, remote, traits)?;
        Ok(plan)
    }

    /// Whether there is nothing to do.
    pub fn is_idle(&self) -> bool {
        self.writes.is_empty() && self.deletions.is_empty() && !self.changes_site
    }

    /// How many files are written for a reason, and their bytes before they are encoded.
    pub fn count(&self, why: Why, wanted: &[Wanted]) -> (usize, u64) {
        let writes = self.writes.iter().filter(|write| write.why == why);
        writes.fold((0, 0), |(count, bytes), write| (count + 1, bytes + wanted[write.at].entry.length))
    }

    fn plan_writes(&mut self, wanted: &[Wanted], remote: &Remote, ours: &Ours) {
        for (at, file) in wanted.iter().enumerate() {
            let why = match ours.get(&file.path) {
                None => Why::Added,
                Some(Known::Unsure) => Why::Changed,
                // What others wrote over it is lost, whether or not it would have been written anyhow.
                Some(Known::As(entry)) if !is_whole(remote, &file.path, entry) => Why::Repaired,
                Some(Known::As(entry)) if !entry.is_same(&file.entry) => Why::Changed,
                Some(Known::As(_)) => {
                    self.unchanged += 1;
                    continue;
                }
            };
            let is_live = remote.site().and_then(|site| site.files.get(&file.path)).is_some_and(Entry::is_live);
            let (stage, layer) = if !remote.listing.contains_key(&file.path) {
                (file.stage.of_new(), 0)
            } else if is_live {
                (file.stage, 0)
            } else {
                (file.stage.of_stray(), remote.made_by(&file.path))
            };
            self.writes.push(Write { at, why, stage, layer, is_ours: why != Why::Added });
        }
        self.writes.sort_by_key(|write| (write.stage, Reverse(write.layer), write.at));
    }

    fn plan_removals(&mut self, wanted: &[Wanted], remote: &Remote, ours: &Ours) {
        let wanted: BTreeSet<&str> = wanted.iter().map(|file| &*file.path).collect();
        for (path, known) in ours.iter().filter(|(path, _)| !wanted.contains(&***path)) {
            let first_without = match known {
                Known::As(entry) if is_fingerprinted(path) && !entry.gone => {
                    Some(entry.retired.unwrap_or(self.generation))
                }
                _ => None,
            };
            match (first_without, known) {
                (Some(first), Known::As(entry)) if self.generation < first + LINGERS => {
                    self.lingering.insert(Arc::clone(path), Entry { retired: Some(first), ..*entry });
                }
                _ => {
                    // Also when it is not listed: to delete what is not there does no harm.
                    let length = remote.listing.get(path).copied().flatten();
                    self.deletions.push((Arc::clone(path), length.unwrap_or(0)));
                }
            }
        }
        // Pages before what they load and lead to.
        self.deletions.sort_by_key(|(path, _)| (!path.contains(".html"), Arc::clone(path)));
    }

    fn plan_keeps(&mut self, wanted: &[Wanted], remote: &Remote, ours: &Ours) {
        let touched_before = remote.touched();
        let written = self.writes.iter().map(|write| &wanted[write.at].path);
        let replaced = written.chain(self.deletions.iter().map(|(path, _)| path));
        let mut known = BTreeSet::new();
        for path in replaced.filter(|path| !touched_before.contains(*path)) {
            let Some(Known::As(entry)) = ours.get(path) else { continue };
            let object = entry.object();
            let is_kept = remote.listing.contains_key(object.as_str());
            if !is_kept && is_whole(remote, path, entry) && known.insert(object.clone()) {
                self.keeps.push((Arc::clone(path), object));
            }
        }
    }
}

/// Whether the object is there, and neither cut off nor written by others, as far as can be told without reading it.
pub(super) fn is_whole(remote: &Remote, path: &str, entry: &Entry) -> bool {
    if remote.altered.contains(path) {
        return false;
    }
    match remote.listing.get(path) {
        Some(Some(length)) => entry.stored_length().is_none_or(|stored| stored == *length),
        _ => false,
    }
}

/// Whether what is wanted is another site than what the manifest says.
fn changes_site(wanted: &[Wanted], remote: &Remote) -> bool {
    let Some(site) = remote.site() else { return true };
    let is_same =
        |file: &Wanted| site.files.get(&file.path).is_some_and(|entry| entry.is_live() && entry.is_same(&file.entry));
    site.live().count() != wanted.len() || !wanted.iter().all(is_same)
}

fn refuse_foreign(wanted: &[Wanted], remote: &Remote, ours: &Ours, traits: Traits) -> Result<(), Refusal> {
    let foreign = |path: &str| remote.listing.contains_key(path) && !ours.contains_key(path) && !path.starts_with(OWN);
    let mut in_the_way = BTreeSet::new();
    for file in wanted {
        let path = &*file.path;
        if traits.is_flat {
            in_the_way.extend(Some(path).filter(|path| foreign(path)).map(str::to_owned));
            continue;
        }
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        in_the_way.extend(above.chain([path]).filter(|path| foreign(path)).map(str::to_owned));
        let below = format!("{path}/");
        let behind = remote.listing.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded));
        let mut inside = behind.map(|(path, _)| &**path).take_while(|path| path.starts_with(&below));
        in_the_way.extend(inside.find(|path| foreign(path)).map(str::to_owned));
    }
    if in_the_way.is_empty() { Ok(()) } else { Err(Refusal::Foreign(in_the_way.into_iter().collect())) }
}

fn refuse_many_deletions(plan: &Plan, remote: &Remote, limits: &Limits) -> Result<(), Refusal> {
    let Some(site) = remote.site() else { return Ok(()) };
    let of = site.live().count();
    let is_live = |path: &Arc<str>| site.files.get(path).is_some_and(Entry::is_live);
    let deletions = plan.deletions.iter().filter(|(path, _)| is_live(path)).count();
    let limit = limits.max_deletes.unwrap_or_else(|| FEW.max(of / PART));
    if deletions > limit { Err(Refusal::Deletions { deletions, of, limit }) } else { Ok(()) }
}

/// A way back is only gone when all of it is there.
fn refuse_lost(wanted: &[Wanted], plan: &Plan, remote: &Remote, traits: Traits) -> Result<(), Refusal> {
    let needs = |write: &&Write| wanted[write.at].source == Source::Kept && !traits.is_atomic;
    let is_lost = |write: &&Write| !remote.listing.contains_key(wanted[write.at].entry.object().as_str());
    let lost = plan.writes.iter().filter(needs).filter(is_lost).map(|write| wanted[write.at].path.as_ref().to_owned());
    let lost: Vec<_> = lost.collect();
    if lost.is_empty() { Ok(()) } else { Err(Refusal::Lost(lost)) }
}
