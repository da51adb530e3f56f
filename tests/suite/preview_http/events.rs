//! Open pages are told when they are another, and only then.

use std::time::{Duration, Instant};

use super::client::Listener;
use super::fake::{Preview, page};

fn listen(preview: &Preview, path: &str, query: &str) -> Listener {
    Listener::open(preview.connect(), preview.port, path, query)
}

fn state(preview: &Preview, path: &str) -> String {
    let reply = preview.get(path);
    let (_, behind) = reply.text().split_once("data-seen=\"").expect("the state of the page");
    behind.split('"').next().expect("a value").to_owned()
}

#[test]
fn only_the_page_that_changed_is_told() {
    let preview = Preview::start().with("/a/", page("a")).with("/b/", page("b"));
    let (mut a, mut b) = (listen(&preview, "/a/", ""), listen(&preview, "/b/", ""));
    assert_eq!((a.event().as_deref(), b.event().as_deref()), (Some("panel 2"), Some("panel 2")));
    preview.change("/a/", page("another a"));
    assert_eq!((a.event().as_deref(), a.event().as_deref()), (Some("changed 3"), Some("panel 3")));
    assert_eq!(b.event().as_deref(), Some("panel 3"));
    assert!(a.is_silent() && b.is_silent());
}

#[test]
fn a_save_that_changes_no_byte_is_no_change_of_the_page() {
    let preview = Preview::start().with("/a/", page("a"));
    let mut a = listen(&preview, "/a/", "");
    assert_eq!(a.event().as_deref(), Some("panel 1"));
    preview.change("/a/", page("a"));
    assert_eq!(a.event().as_deref(), Some("panel 2"));
}

#[test]
fn a_change_between_loading_and_listening_is_not_lost() {
    let preview = Preview::start().with("/a/", page("a"));
    let seen = state(&preview, "/a/");
    let mut current = listen(&preview, "/a/", &format!("&seen={seen}"));
    assert_eq!(current.event().as_deref(), Some("panel 1"));
    preview.change("/a/", page("another a"));
    let mut late = listen(&preview, "/a/", &format!("&seen={seen}"));
    assert_eq!(late.event().as_deref(), Some("changed 2"));
}

#[test]
fn a_page_that_appears_is_a_change_of_what_was_missing() {
    let preview = Preview::start();
    let seen = state(&preview, "/a/");
    let mut a = listen(&preview, "/a/", &format!("&seen={seen}"));
    assert_eq!(a.event().as_deref(), Some("panel 0"));
    preview.change("/a/", page("a"));
    assert_eq!(a.event().as_deref(), Some("changed 1"));
}

#[test]
fn the_stream_is_one_of_events_and_needs_a_path() {
    let preview = Preview::start();
    assert_eq!(preview.get("/_compendium/events").status, 400);
    assert_eq!(preview.get("/_compendium/events?path=x").status, 400);
    let reply = preview.request("HEAD", "/_compendium/events?path=/", &[]);
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/event-stream")));
}

#[test]
fn there_are_places_for_64_streams_and_closed_ones_are_free_again() {
    let preview = Preview::start().with("/a/", page("a"));
    let mut open: Vec<_> = (0..64).map(|_| listen(&preview, "/a/", "")).collect();
    assert!(open.iter_mut().all(|stream| stream.status() == 200));
    assert_eq!(listen(&preview, "/a/", "").status(), 503);
    open.pop();
    let until = Instant::now() + Duration::from_secs(5);
    while listen(&preview, "/a/", "").status() != 200 {
        assert!(Instant::now() < until, "the place is never free again");
    }
}

#[test]
fn an_open_stream_does_not_keep_the_preview_from_ending() {
    let mut preview = Preview::start().with("/a/", page("a"));
    let mut a = listen(&preview, "/a/", "");
    assert_eq!(a.event().as_deref(), Some("panel 1"));
    let began = Instant::now();
    preview.stop().expect("it ends well");
    assert!(began.elapsed() < Duration::from_millis(900), "{:?}", began.elapsed());
    assert_eq!(a.event(), None);
}
