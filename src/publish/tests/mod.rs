//! Publishing to a target in memory: stories, every call that fails, and random sites.

mod branch;
mod faults;
mod properties;
mod stories;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use super::headers::{Lifetimes, headers};
use super::memory::Memory;
use super::plan::Limits;
use super::record::{Entry, OBJECTS, Served};
use super::refusal::Refusal;
use super::remote::Remote;
use super::run::{About, Contents, Publication, Watch};
use super::target::{Body, Headers, OWN, Target};
use super::wanted::{Source, Stage, Wanted};
use super::{Intent, Prepared, prepare, prepare_rollback};

/// A site: contents by path. A page is a text of lines, each the path of another file of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Site(BTreeMap<String, String>);

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    fn wanted(&self) -> Vec<Wanted> {
        self.0.iter().enumerate().map(|(at, (path, text))| wanted(at, path, text)).collect()
    }
}

fn wanted(at: usize, path: &str, text: &str) -> Wanted {
    let stage = if path.starts_with("assets/") {
        Stage::Asset
    } else if path == "index.html" {
        Stage::Home
    } else if path.contains(".html") {
        Stage::Page
    } else {
        Stage::Data
    };
    let headers = headers(path, Lifetimes::default(), None);
    let entry = Entry {
        blake3: blake3::hash(text.as_bytes()),
        length: text.len() as u64,
        encoding: None,
        stored: None,
        served: Some(Served::of(&headers)),
        retired: None,
        gone: false,
    };
    Wanted { path: path.into(), entry, headers, source: Source::Local(at), stage }
}

impl Contents for Site {
    fn open(&self, file: usize) -> anyhow::Result<Body> {
        Ok(Body::Bytes(self.0.values().nth(file).expect("a file of the site").clone().into_bytes()))
    }
}

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
}

fn intent() -> Intent {
    let limits = Limits { max_deletes: Some(1000), history: 5 };
    Intent { site: "compact".into(), limits, take_over: false, now: jiff::Timestamp::now() }
}

fn about(intent: &Intent) -> About {
    let (site, now) = (intent.site.clone(), intent.now.to_string());
    About { site, now, history: intent.limits.history, seal: "seal".into(), ..About::default() }
}

fn execute(target: &dyn Target, prepared: &Prepared, contents: &dyn Contents, about: &About) -> anyhow::Result<()> {
    let Prepared { remote, ours, wanted, plan } = prepared;
    Publication { target, remote, ours, wanted, plan, about, contents, watch: &Unwatched }.run()
}

fn publish_as(target: &dyn Target, site: &Site, intent: &Intent) -> anyhow::Result<Prepared> {
    let prepared = prepare(target, site.wanted(), intent)?;
    execute(target, &prepared, site, &about(intent))?;
    Ok(prepared)
}

fn publish(target: &dyn Target, site: &Site) -> anyhow::Result<Prepared> {
    publish_as(target, site, &intent())
}

fn roll_back(target: &dyn Target, steps: u64) -> anyhow::Result<()> {
    let intent = intent();
    let live = Remote::look(target)?.site().map_or(0, |site| site.generation);
    let (prepared, earlier) = prepare_rollback(target, Some(live.saturating_sub(steps)), &intent)?;
    let about = About { rolled_back_to: Some(earlier.generation), ..about(&intent) };
    execute(target, &prepared, &Site::default(), &about)
}

fn refusal(result: anyhow::Result<impl Sized>) -> Refusal {
    result.err().expect("it is refused").downcast().expect("a refusal")
}

/// What readers can find that is not the program's own.
fn shown(target: &Memory) -> BTreeMap<String, String> {
    let shown = target.objects().into_iter().filter(|(path, _)| !path.starts_with(OWN));
    shown.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text"))).collect()
}

/// The first dead link that a reader meets who starts at the home page.
fn dead_link(objects: &BTreeMap<String, (Vec<u8>, Headers)>) -> Option<String> {
    let mut open = vec!["index.html".to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        let Some((bytes, _)) = objects.get(&path) else {
            if path == "index.html" {
                return None;
            }
            return Some(path);
        };
        if path.ends_with(".html") && seen.insert(path) {
            open.extend(
                String::from_utf8_lossy(bytes).lines().filter(|line| !line.starts_with('#')).map(str::to_owned),
            );
        }
    }
    None
}

/// Remembers the first moment at which a reader met a dead link.
fn watch_links(target: &Memory) -> Arc<Mutex<Option<String>>> {
    let found = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&found);
    target.watch(move |objects| {
        if let Some(dead) = dead_link(objects) {
            seen.lock().expect("free").get_or_insert(dead);
        }
    });
    found
}

/// How many contents are kept for ways back.
fn kept(target: &Memory) -> usize {
    target.objects().keys().filter(|path| path.starts_with(OBJECTS)).count()
}
