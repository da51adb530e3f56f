//! Watches the folder of a project and takes up what changed.
//!
//! Events are hints: in bursts of new folders they get lost, and an overflow comes without a path. So a file of which an
//! event tells is taken up at once, and soon after, and then every now and again, the whole folder is looked at: size, time
//! and inode of every file. With [`Eyes::Polling`] that is all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::showing::Showing;
use crate::project::live::{Change, Live};

/// Events that come so close belong to one change.
const BREATH: Duration = Duration::from_millis(4);
/// A burst of events is not waited for longer.
const LONGEST_BURST: Duration = Duration::from_millis(60);
/// After a hint was taken up the whole folder is looked at when nothing came for so long.
const CONFIRM: Duration = Duration::from_millis(250);
/// Otherwise it is looked at so often, and in a large project less often, so that no more than a twentieth of a core is used.
const LOOK: Duration = Duration::from_millis(1500);
const SHARE: u32 = 20;
/// Without events it is looked at so often.
const POLL: Duration = Duration::from_millis(500);
/// More files than this at once are no edit: the whole folder is looked at.
const FEW: usize = 8;
/// How often, and after how long, a file that seems half written is read again.
const PATIENCE: (usize, Duration) = (3, Duration::from_millis(40));

/// Addresses of a project in which pages that changed are counted.
const COUNTED: usize = 10_000;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// By events of the system, and by looking.
    Events,
    /// By looking alone: for folders on a network, which tell of no events.
    Polling,
}

/// Something that was taken up and is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What changed.
    pub change: Change,
    /// From the first event to the page, in milliseconds.
    pub took: f64,
    /// How many pages are others now; not counted in a large project, where that takes longer than the change.
    pub pages: Option<usize>,
}

/// Keeps a project up to date until `stop` is set. `tell` is called after each change, when its page is out.
pub fn watch(mut live: Live, showing: &Showing, eyes: Eyes, stop: &AtomicBool, tell: impl Fn(&Shown)) {
    let root = live.root().to_owned();
    let (send, events) = channel();
    let mut watcher = Sight::new(eyes, &root, &send);
    let mut due = Instant::now() + LOOK;
    while !stop.load(Ordering::Relaxed) {
        let hint = wait(&events, due.min(Instant::now() + Duration::from_millis(100)));
        let start = Instant::now();
        if hint.is_empty() && start < due {
            continue;
        }
        let publish = |live: &Live, change: Change| {
            let took = start.elapsed().as_secs_f64() * 1e3;
            let (before, after) = (showing.site(), live.site());
            let is_small = after.addresses.len() < COUNTED;
            showing.publish(after.clone(), &change.files, took);
            let pages = is_small.then(|| after.differing_pages(&before));
            tell(&Shown { change, took, pages });
        };
        let (taken, is_all) = take_hint(&mut live, &root, &hint);
        for change in taken {
            publish(&live, change);
        }
        if is_all {
            due = Instant::now() + CONFIRM;
            continue;
        }
        if let Some(change) = live.update() {
            publish(&live, change);
            // Folders may have come or gone, or the root itself may be another one.
            watcher = Sight::new(eyes, &root, &send);
        }
        let pause = if watcher.is_blind() { POLL } else { LOOK };
        due = Instant::now() + pause.max(start.elapsed() * SHARE);
    }
}

/// Waits for an event, and then until no more come. The paths that they name.
fn wait(events: &Receiver<PathBuf>, until: Instant) -> BTreeSet<PathBuf> {
    let mut paths = BTreeSet::new();
    let left = until.saturating_duration_since(Instant::now());
    match events.recv_timeout(left) {
        Ok(path) => paths.insert(path),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return paths,
    };
    let burst = Instant::now();
    while let Ok(path) = events.recv_timeout(BREATH) {
        paths.insert(path);
        if burst.elapsed() > LONGEST_BURST {
            break;
        }
    }
    paths
}

/// Takes up the files that a hint names, when they are a few entries, and says whether that was all.
fn take_hint(live: &mut Live, root: &Path, hint: &BTreeSet<PathBuf>) -> (Vec<Change>, bool) {
    let below = |path: &PathBuf| Some(path.strip_prefix(root).ok()?.to_str()?.to_owned());
    let Some(named) = hint.iter().map(below).collect::<Option<Vec<_>>>() else { return (Vec::new(), false) };
    let passing = |path: &String| is_scratch(path) || (!live.knows(path) && !root.join(path).exists());
    let named: Vec<_> = named.into_iter().filter(|path| !passing(path)).collect();
    if hint.is_empty() || named.len() > FEW {
        return (Vec::new(), false);
    }
    let taken: Vec<_> = named.iter().map(|path| patiently(live, path)).collect();
    let is_all = taken.iter().all(Option::is_some);
    (taken.into_iter().flatten().collect(), is_all)
}

/// What editors write beside a file while they save it.
fn is_scratch(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name == "4913"
}

fn patiently(live: &mut Live, path: &str) -> Option<Change> {
    let (times, pause) = PATIENCE;
    for _ in 0..times {
        let change = live.update_file(path);
        if change.is_some() || !live.seems_half_written(path) {
            return change;
        }
        std::thread::sleep(pause);
    }
    None
}

/// What sees events, if anything does.
struct Sight(Option<RecommendedWatcher>);

impl Sight {
    fn new(eyes: Eyes, root: &Path, send: &Sender<PathBuf>) -> Self {
        if eyes == Eyes::Polling {
            return Self(None);
        }
        let send = send.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matters(event.kind) {
                // The other end is gone only when the preview ends.
                event.paths.into_iter().for_each(|path| drop(send.send(path)));
            }
        };
        let Ok(mut watcher) = notify::recommended_watcher(tell) else { return Self(None) };
        if watcher.watch(root, RecursiveMode::NonRecursive).is_err() {
            return Self(None);
        }
        for folder in ["content", "static", "templates", "strings", "themes", "styles"] {
            // One that is not there is seen when the whole is looked at.
            let _ = watcher.watch(&root.join(folder), RecursiveMode::Recursive);
        }
        Self(Some(watcher))
    }

    const fn is_blind(&self) -> bool {
        self.0.is_none()
    }
}

/// Reading a file is an event too, and the preview reads many.
const fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => matches!(access, AccessKind::Close(AccessMode::Write)),
        _ => true,
    }
}

/// Told to stop by whoever holds it.
pub type Stop = Arc<AtomicBool>;
