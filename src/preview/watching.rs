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
use super::telling::{self, Published, TakenUp};
use crate::catalog::AsOf;
use crate::project::live::{Change, Live};

/// Events that come so close belong to one change.
const BREATH: Duration = Duration::from_millis(4);
/// A burst of events is not waited for longer.
const LONGEST_BURST: Duration = Duration::from_millis(60);
/// After a hint was taken up the whole folder is looked at when nothing came for so long.
const CONFIRM: Duration = Duration::from_millis(250);
/// Otherwise it is looked at so often, and in a huge project a little less often, so that a twentieth of a core is used.
const LOOK: Duration = Duration::from_millis(1500);
const LONGEST: Duration = Duration::from_millis(1800);
const SHARE: u32 = 20;
/// Where the system gives no events it is looked at so often.
const POLL: Duration = Duration::from_millis(500);
/// More files than this at once are no edit: the whole folder is looked at.
const FEW: usize = 8;
/// How often, and after how long, a file that seems half written is read again.
const PATIENCE: (usize, Duration) = (3, Duration::from_millis(40));

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// By events of the system, and by looking.
    Events,
    /// By looking alone, so often: for folders on a network, which tell of no events.
    Polling(Duration),
}

/// Tells the day and the instant; none when the site speaks of one day for good.
pub type Clock = Option<Box<dyn Fn() -> AsOf + Send>>;

/// Keeps a project up to date until `stop` is set. `tell` is called after each change, when its page is out, from a thread of
/// its own.
pub fn watch(
    live: Live,
    showing: &Showing,
    eyes: Eyes,
    clock: Clock,
    stop: &AtomicBool,
    tell: impl Fn(&TakenUp) + Send,
) {
    let (published, telling) = channel();
    let first = live.site();
    std::thread::scope(|scope| {
        scope.spawn(move || telling::tell(&telling, first, tell));
        Watching { live, showing, published, clock }.until(stop, eyes);
    });
}

/// A project that is kept up to date.
struct Watching<'a> {
    live: Live,
    showing: &'a Showing,
    published: Sender<Published>,
    clock: Clock,
}

impl Watching<'_> {
    fn until(mut self, stop: &AtomicBool, eyes: Eyes) {
        let mut root = self.live.root().to_owned();
        let (send, events) = channel();
        let mut watcher = Sight::new(eyes, &root, &send);
        let mut due = Instant::now() + pause(eyes, &watcher);
        while !stop.load(Ordering::Relaxed) {
            let hint = wait(&events, due.min(Instant::now() + Duration::from_millis(100)));
            let start = Instant::now();
            self.turn(start);
            if hint.is_empty() && start < due {
                continue;
            }
            let (taken, is_all) = take_hint(&mut self.live, &root, &hint);
            for change in taken {
                self.publish(change, start);
            }
            if is_all {
                due = Instant::now() + CONFIRM;
                continue;
            }
            let change = self.live.update();
            // To look is what is done again and again; to take up what is found is not.
            let looking = if change.is_some() { Duration::ZERO } else { start.elapsed() };
            if let Some(change) = change {
                self.publish(change, start);
                // Folders may have come or gone, or the root itself may be another one.
                self.live.root().clone_into(&mut root);
                watcher = Sight::new(eyes, &root, &send);
            }
            if let Some(change) = self.live.try_templates() {
                self.publish(change, start);
            }
            due = Instant::now() + pause(eyes, &watcher).max((looking * SHARE).min(LONGEST));
        }
    }

    /// Looks at the clock.
    fn turn(&mut self, start: Instant) {
        let now = self.clock.as_ref().map(|clock| clock());
        if let Some(change) = now.and_then(|now| self.live.turn_to(now)) {
            self.publish(change, start);
        }
    }

    fn publish(&self, change: Change, start: Instant) {
        let took = start.elapsed().as_secs_f64() * 1e3;
        let site = self.live.site();
        self.showing.publish(site.clone(), &change.files, took);
        // Whoever tells is gone only when the preview ends.
        let _ = self.published.send(Published { change, took, site });
    }
}

/// How long it is until the whole folder is looked at, when nothing happens.
const fn pause(eyes: Eyes, watcher: &Sight) -> Duration {
    match eyes {
        Eyes::Polling(pause) => pause,
        Eyes::Events if watcher.is_blind() => POLL,
        Eyes::Events => LOOK,
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
    let count = named.len();
    let taken = patiently(live, named);
    let is_all = taken.len() == count;
    (taken, is_all)
}

/// What editors write beside a file while they save it.
fn is_scratch(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name == "4913"
}

/// Takes up files; those that seem half written are waited for, all at once.
fn patiently(live: &mut Live, mut paths: Vec<String>) -> Vec<Change> {
    let (times, pause) = PATIENCE;
    let mut taken = Vec::new();
    for _ in 0..times {
        paths.retain(|path| {
            let change = live.update_file(path);
            let is_taken = change.is_some();
            taken.extend(change);
            !is_taken && live.seems_half_written(path)
        });
        if paths.is_empty() {
            break;
        }
        std::thread::sleep(pause);
    }
    taken
}

/// What sees events, if anything does.
struct Sight(Option<RecommendedWatcher>);

impl Sight {
    fn new(eyes: Eyes, root: &Path, send: &Sender<PathBuf>) -> Self {
        if matches!(eyes, Eyes::Polling(_)) {
            return Self(None);
        }
        let (send, whole) = (send.clone(), root.to_owned());
        let tell = move |event: notify::Result<notify::Event>| {
            // What went wrong with events, and an overflow of them, names no file: then the whole has to be looked at.
            let (paths, is_lost) = match event {
                Ok(event) if event.need_rescan() => (Vec::new(), true),
                Ok(event) if matters(event.kind) => (event.paths, false),
                Ok(_) => return,
                Err(_) => (Vec::new(), true),
            };
            let whole = is_lost.then(|| whole.clone());
            // The other end is gone only when the preview ends.
            paths.into_iter().chain(whole).for_each(|path| drop(send.send(path)));
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
