//! Tells of changes that were taken up, beside the thread that takes them up: to count pages takes longer than most changes.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::project::live::{Change, Prints, Site};

/// Addresses of a project in which pages are counted at once.
const SOON: usize = 10_000;
/// In a larger one they are counted when nothing else changed for so long: it takes longer than a change, and an edit under
/// way must not wait for it.
const QUIET: Duration = Duration::from_millis(300);

/// A change whose page is out.
pub(super) struct Published {
    pub change: Change,
    pub took: f64,
    pub site: Site,
}

/// A change that was taken up and is shown.
#[derive(Clone)]
pub struct TakenUp {
    /// What changed.
    pub change: Change,
    /// From the first event to the page, in milliseconds.
    pub took: f64,
    /// How many pages are others now; not counted when, in a large project, the next change follows soon.
    pub pages: Option<usize>,
    /// The site that is shown since.
    pub site: Site,
}

/// Tells every change in turn. `first` is the site that was shown before all of them.
pub(super) fn tell(published: &Receiver<Published>, first: Site, say: impl Fn(&TakenUp)) {
    let mut counting = Counting { first: Some(first), known: Prints::default() };
    let mut next = published.recv().ok();
    while let Some(Published { change, took, site }) = next {
        let is_small = site.addresses.len() < SOON;
        let following = if is_small { published.try_recv().ok() } else { published.recv_timeout(QUIET).ok() };
        let is_counted = is_small || following.is_none();
        let pages = is_counted.then(|| counting.differing(&change, &site));
        say(&TakenUp { change, took, pages, site });
        next = following.or_else(|| published.recv().ok());
    }
}

/// What the pages were made from when they were counted last.
struct Counting {
    /// The site before the first change, until that comes.
    first: Option<Site>,
    known: Prints,
}

impl Counting {
    fn differing(&mut self, change: &Change, site: &Site) -> usize {
        if let Some(first) = self.first.take() {
            self.known = first.prints();
        }
        let prints = site.prints();
        let differing = prints.differing(&self.known);
        self.known = prints;
        // All pages are made from the templates as a whole, as far as their hashes tell.
        site.pages_of_templates(&change.files).unwrap_or(differing)
    }
}
