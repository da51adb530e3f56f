//! The real preview of a project, and requests to it.

use std::ops::Deref;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::served::Served;
use super::site::{AS_OF, Site};
use super::tree::Tree;

pub use super::served::Answer;

/// The preview of a project. It ends with the value.
pub struct Preview(Served);

impl Deref for Preview {
    type Target = Served;
    fn deref(&self) -> &Served {
        &self.0
    }
}

impl Preview {
    /// `compendium serve` on a port that is free.
    #[track_caller]
    pub fn of(site: &Site, options: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0", "--color", "never", "--as-of", AS_OF], options].concat();
        Self(Served::by(site.command(&arguments).stderr(Stdio::inherit())))
    }

    /// Asks for a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        let path = percent_encoding::utf8_percent_encode(path, compendium::view::edition::PATH);
        self.ask(&path.to_string())
    }

    /// What the panel says of a path.
    #[track_caller]
    pub fn panel(&self, path: &str) -> serde_json::Value {
        let answer = self.ask(&format!("/_compendium/panel?path={path}"));
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
    }

    /// What is otherwise than a built site, if anything.
    pub fn difference(&self, built: &Tree) -> Option<String> {
        built.0.iter().filter(|(path, _)| !path.starts_with(".compendium")).find_map(|(path, bytes)| {
            let address = path.strip_suffix("index.html").filter(|at| at.is_empty() || at.ends_with('/'));
            let answer = self.get(&format!("/{}", address.unwrap_or(path)));
            let body = without_the_preview(&answer.body);
            (answer.status != 200 || body != *bytes).then(|| format!("{path} ({})", answer.status))
        })
    }

    /// Waits until something is so, for at most two seconds.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        self.within(Duration::from_secs(2), what, is_so);
    }

    /// Waits until something is so, for at most so long.
    #[track_caller]
    pub fn within(&self, longest: Duration, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < longest, "{longest:?} later not: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it as Ctrl-C does; its exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        self.signal(Signal::INT);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(3) {
            if let Ok(Some(status)) = self.0.child.try_wait() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("an id of a process");
        kill_process(Pid::from_raw(id).expect("an id of a process"), signal).expect("it runs");
    }
}

/// A page without what the preview adds to its head.
pub fn without_the_preview(body: &[u8]) -> Vec<u8> {
    let find = |part: &str, from: usize| {
        body[from..].windows(part.len()).position(|window| window == part.as_bytes()).map(|at| from + at)
    };
    let start = find("<link rel=\"stylesheet\" href=\"/_compendium/", 0);
    let added = start.and_then(|start| Some((start, find("</script>", start)? + "</script>".len())));
    added.map_or_else(|| body.to_vec(), |(start, end)| [&body[..start], &body[end..]].concat())
}
