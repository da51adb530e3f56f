//! A preview that is open for days speaks of the day that it is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use compendium::catalog::{AsOf, Shown};
use compendium::preview::showing::Showing;
use compendium::preview::watching::{Clock, Eyes, watch};
use compendium::preview::{Answer, Answers};
use compendium::project::Options;
use compendium::project::live::Live;

use super::built_as_of;
use crate::support::site::{AS_OF, Site, entry};
use crate::support::tree::Tree;

/// What the preview would send for every file of a built site, where it differs.
fn difference(showing: &Showing, built: &Tree) -> Option<String> {
    let files = built.0.iter().filter(|(path, _)| !path.starts_with(".compendium"));
    let differs = |(path, bytes): (&String, &Vec<u8>)| {
        let address = path.strip_suffix("index.html").filter(|at| at.is_empty() || at.ends_with('/'));
        match showing.answer(&format!("/{}", address.unwrap_or(path))) {
            Answer::Found(rendered) => (rendered.bytes != *bytes).then(|| path.clone()),
            Answer::Missing { page: Some(page), .. } if path.ends_with("404.html") => {
                (page.bytes != *bytes).then(|| path.clone())
            }
            other => Some(format!("{path}: {other:?}")),
        }
    };
    files.into_iter().find_map(differs)
}

fn instant(text: &str) -> AsOf {
    AsOf::instant(text.parse().expect("an instant"))
}

#[test]
fn midnight_and_the_end_of_an_embargo_are_seen() {
    let milestone = "milestones: [{title: It is done, due: 2026-06-01}]\n";
    let site = Site::new();
    site.write("content/a.md", entry("a", milestone, "Text."));
    site.write("content/b.md", entry("b", "embargo: 2026-06-02T09:00:00Z\n", "Not before nine."));
    let day: AsOf = AsOf::day(AS_OF.parse().expect("a day"));
    let options =
        Options { root: site.root(), as_of: day, shown: Shown::default(), output: None, base_url: None, strict: false };
    let live = Live::open(options).expect("a sound project");
    let showing = Showing::new(live.site());
    let (now, said) = (Arc::new(Mutex::new(day)), Mutex::new(Vec::new()));
    let stop = AtomicBool::new(false);
    let clock: Clock = {
        let now = Arc::clone(&now);
        Some(Box::new(move || *now.lock().expect("no panic")))
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            watch(live, &showing, Eyes::Events, clock, &stop, |taken_up| {
                said.lock().expect("no panic").push(taken_up.change.what.join(", "));
            });
        });
        let until = |what: &str, built: &Tree| {
            let start = Instant::now();
            while let Some(difference) = difference(&showing, built) {
                if start.elapsed() > Duration::from_secs(2) {
                    stop.store(true, Ordering::Relaxed);
                    panic!("two seconds later not {what}: {difference}");
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        };
        until("the first day", &built_as_of(&site, AS_OF, ""));
        *now.lock().expect("no panic") = instant("2026-06-02T00:00:05Z");
        until("the next day", &built_as_of(&site, "2026-06-02", ""));
        *now.lock().expect("no panic") = instant("2026-06-02T09:00:01Z");
        let nine = || matches!(showing.answer("/commitments/b/"), Answer::Found(_));
        let start = Instant::now();
        while !nine() && start.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(20));
        }
        stop.store(true, Ordering::Relaxed);
        assert!(nine(), "two seconds later the entry is still held back");
    });
    assert_eq!(*said.lock().expect("no panic"), ["it is 2026-06-02", "an embargo ended"]);
}
