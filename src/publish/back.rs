//! The states of a target that there is a way back to.
//!
//! Where the target has no history, each publication leaves what leads from its state to the one before ([`Undo`]), and
//! the contents that it replaced. A way back is unbroken: it ends where one of these is missing.

use std::sync::Arc;

use super::plan::is_whole;
use super::record::{self, Entries, Entry, Published, Undo};
use super::remote::Remote;
use super::target::Look;

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
    /// The day on which it changed by itself, and why.
    pub next_change: Option<(String, String)>,
}

/// What is known of the generations to which there is a way back, the latest first; at most so many.
///
/// # Errors
/// What the target said.
pub fn earlier(target: &dyn Look, remote: &Remote, most: u64) -> anyhow::Result<Vec<Earlier>> {
    Ok(states(target, remote, most, 0)?.into_iter().map(|(earlier, _)| earlier).collect())
}

/// The generations to which there is a way back with their files, the latest first: at most so many. The files of those
/// later than a wanted one may be left out.
pub(super) fn states(
    target: &dyn Look,
    remote: &Remote,
    most: u64,
    wanted: u64,
) -> anyhow::Result<Vec<(Earlier, Entries)>> {
    let Some(site) = remote.site() else { return Ok(Vec::new()) };
    let most = usize::try_from(most)?;
    if target.traits().is_atomic {
        return Ok(target.former(most)?.into_iter().map(of_former).collect());
    }
    let mut files: Entries = live(site);
    let mut states = Vec::new();
    for generation in unbroken(remote, site).into_iter().take(most) {
        let Some(undo) = read_undo(target, generation)? else { break };
        if !undo.restore.iter().all(|(path, entry)| is_at_hand(remote, site, path, entry)) {
            break;
        }
        undo.remove.iter().for_each(|path| _ = files.remove(path));
        files.extend(undo.restore);
        let is_wanted = generation == wanted;
        let Undo { generation, published, as_of, seal, next_change, .. } = undo;
        let state = if is_wanted { files.clone() } else { Entries::new() };
        states.push((Earlier { generation, published, as_of, seal, next_change }, state));
    }
    Ok(states)
}

/// Whether contents are kept, or are there still. What others wrote over was not kept.
fn is_at_hand(remote: &Remote, site: &Published, path: &Arc<str>, entry: &Entry) -> bool {
    // What no page loads any more lingers for a time.
    let is_there = |now: &Entry| !now.gone && now.is_same(entry) && is_whole(remote, path, now);
    remote.listing.contains_key(entry.object().as_str()) || site.files.get(path).is_some_and(is_there)
}

fn live(site: &Published) -> Entries {
    site.live().map(|(path, entry)| (Arc::clone(path), *entry)).collect()
}

fn of_former(former: Published) -> (Earlier, Entries) {
    let files = live(&former);
    let Published { generation, published, as_of, seal, next_change, .. } = former;
    (Earlier { generation, published, as_of, seal, next_change }, files)
}

/// The generations of which there is a record, down to the first that is missing.
fn unbroken(remote: &Remote, site: &Published) -> Vec<u64> {
    let listed = record::undo_generations(remote.listing.keys().map(|path| &**path));
    let listed = listed.into_iter().rev().filter(|listed| *listed < site.generation);
    (1..site.generation).rev().zip(listed).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

fn read_undo(target: &dyn Look, generation: u64) -> anyhow::Result<Option<Undo>> {
    let path = record::undo_path(generation);
    let object = target.read(&path)?;
    object.map(|object| record::parse_undo(&path, &object.bytes)).transpose()
}
