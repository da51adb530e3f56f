//! Tells an open page when it is another: server-sent events (WHATWG HTML, section 9.2).
//!
//! `/_compendium/events?path=/x/&seen=HASH`. With every change of the site, and once at the start, the page is made again
//! and its hash compared. `changed` goes out only when it is another than the browser has; `panel` goes out with every
//! change, since who links here changes with other pages. Both carry the number of the change.
//!
//! `seen` is the state that the page was loaded in (`data-seen` of its script), so that a change between loading and
//! listening, or while nobody listened, is not lost. Without it, the state at the start counts as seen.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::desk::{Desk, asked_path, query};
use super::guard::Refusal;
use super::server;

/// Silence longer than this would let a closed tab go unnoticed.
const HEART_BEAT: Duration = Duration::from_secs(15);

/// Answers with a stream of events, while there is a place for one.
pub async fn stream(State(desk): State<Desk>, uri: Uri) -> Result<Response, Refusal> {
    let path = asked_path(&uri)?;
    let Ok(place) = Arc::clone(&desk.streams).try_acquire_owned() else {
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open; close some"));
    };
    let mut changes = desk.shown.changes();
    changes.mark_changed();
    let seen = query(&uri, "seen");
    let listener = Listener { desk, path, seen, changes, pending: VecDeque::new(), _place: place };
    let events = Sse::new(unfold(listener, Listener::next));
    Ok(events.keep_alive(KeepAlive::new().interval(HEART_BEAT)).into_response())
}

/// One page that is open in a browser.
struct Listener {
    desk: Desk,
    path: String,
    /// The state that the browser has.
    seen: Option<String>,
    changes: watch::Receiver<u64>,
    pending: VecDeque<Event>,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// The next event; none when the preview ends.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        while self.pending.is_empty() {
            tokio::select! {
                () = server::stopped(self.desk.stopped.clone()) => return None,
                changed = self.changes.changed() => changed.ok()?,
            }
            self.look().await;
        }
        self.pending.pop_front().map(|event| (Ok(event), self))
    }

    /// Makes the page again. When that fails there is nothing to compare, and the next change is waited for.
    async fn look(&mut self) {
        let version = *self.changes.borrow_and_update();
        let Ok(document) = self.desk.document(self.path.clone()).await else { return };
        let hash = document.hash();
        if self.seen.as_ref().is_some_and(|seen| *seen != hash) {
            self.pending.push_back(event("changed", version));
        }
        self.seen = Some(hash);
        self.pending.push_back(event("panel", version));
    }
}

fn event(name: &str, version: u64) -> Event {
    Event::default().event(name).data(version.to_string())
}
