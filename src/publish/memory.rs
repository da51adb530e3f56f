//! A target in memory, for tests: it counts calls, fails where it is told to, and remembers every state it had.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Mutex;

use anyhow::bail;

use super::encode::{self, Encoding};
use super::target::{Body, Headers, Listing, Look, Object, Tag, Target, Traits, When, Written};

/// What goes wrong at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An error, and nothing done.
    Error,
    /// An error, though it was done.
    Lost,
    /// A listing that ends in the middle; for other calls nothing.
    Truncated,
}

/// Objects by path.
type Objects = BTreeMap<String, (Vec<u8>, Headers)>;
/// Looks at what is there after every call.
type Watch = Box<dyn FnMut(&Objects) + Send>;

#[derive(Default)]
struct State {
    objects: Objects,
    calls: usize,
    writing_calls: usize,
    fault: Option<(usize, Fault)>,
    fails_ever_after: bool,
    watch: Option<Watch>,
    log: Vec<String>,
}

/// A target in memory.
pub struct Memory {
    state: Mutex<State>,
    traits: Traits,
}

impl Default for Memory {
    fn default() -> Self {
        let traits = Traits { serves_headers: true, siblings: false, is_atomic: false, is_flat: false, concurrency: 1 };
        Self { state: Mutex::default(), traits }
    }
}

impl Memory {
    /// Puts an object there, as a stranger would.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.state().objects.insert(path.into(), (bytes.to_vec(), Headers::default()));
    }

    /// Takes an object away, as a stranger would.
    pub fn take(&self, path: &str) {
        self.state().objects.remove(path);
    }

    /// What is there.
    pub fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        self.state().objects.iter().map(|(path, (bytes, _))| (path.clone(), bytes.clone())).collect()
    }

    /// How an object is served.
    pub fn headers(&self, path: &str) -> Option<Headers> {
        self.state().objects.get(path).map(|(_, headers)| *headers)
    }

    /// Fails at a call, counted from 0 on from now; with `ever_after` all later ones too.
    pub fn fail_at(&self, call: usize, fault: Fault, ever_after: bool) {
        let mut state = self.state();
        (state.calls, state.fault, state.fails_ever_after) = (0, Some((call, fault)), ever_after);
    }

    /// Fails no more.
    pub fn mend(&self) {
        self.state().fault = None;
    }

    /// How many calls were made since the last `fail_at`, and how many of all wanted to write.
    pub fn calls(&self) -> (usize, usize) {
        let state = self.state();
        (state.calls, state.writing_calls)
    }

    /// The calls so far, each as a word and a path.
    pub fn take_log(&self) -> Vec<String> {
        std::mem::take(&mut self.state().log)
    }

    /// Calls something after every change.
    pub fn watch(&self, watch: impl FnMut(&BTreeMap<String, (Vec<u8>, Headers)>) + Send + 'static) {
        self.state().watch = Some(Box::new(watch));
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Counts a call; the fault that befalls it.
    fn call(&self, what: &str, path: &str, writes: bool) -> Option<Fault> {
        let mut state = self.state();
        let at = state.calls;
        state.calls += 1;
        state.writing_calls += usize::from(writes);
        state.log.push(format!("{what} {path}"));
        let (fails, fault) = state.fault?;
        (at == fails || (at > fails && state.fails_ever_after)).then_some(fault)
    }

    fn changed<T>(&self, fault: Option<Fault>, change: impl FnOnce(&mut State) -> T) -> anyhow::Result<T> {
        if fault == Some(Fault::Error) {
            bail!("500");
        }
        let mut state = self.state();
        let done = change(&mut state);
        if let Some(mut watch) = state.watch.take() {
            watch(&state.objects);
            state.watch = Some(watch);
        }
        if fault == Some(Fault::Lost) {
            bail!("time-out")
        }
        Ok(done)
    }
}

fn tag(bytes: &[u8]) -> Tag {
    Tag(blake3::hash(bytes).to_hex().to_string())
}

impl Look for Memory {
    fn name(&self) -> String {
        "memory".into()
    }

    fn traits(&self) -> Traits {
        self.traits
    }

    fn read(&self, path: &str) -> anyhow::Result<Option<Object>> {
        if matches!(self.call("read", path, false), Some(Fault::Error | Fault::Lost)) {
            bail!("500");
        }
        Ok(self.state().objects.get(path).map(|(bytes, _)| Object { bytes: bytes.clone(), tag: tag(bytes) }))
    }

    fn digest(&self, path: &str, encoding: Option<Encoding>) -> anyhow::Result<Option<blake3::Hash>> {
        if matches!(self.call("digest", path, false), Some(Fault::Error | Fault::Lost)) {
            bail!("500");
        }
        Ok(self.state().objects.get(path).and_then(|(bytes, _)| encode::digest(&**bytes, encoding).ok()))
    }

    fn list(&self) -> anyhow::Result<Listing> {
        let fault = self.call("list", "", false);
        if matches!(fault, Some(Fault::Error | Fault::Lost)) {
            bail!("500");
        }
        let state = self.state();
        let length = if fault.is_some() { state.objects.len() / 2 } else { state.objects.len() };
        Ok(state
            .objects
            .iter()
            .take(length)
            .map(|(path, (bytes, _))| (path.as_str().into(), Some(bytes.len() as u64)))
            .collect())
    }
}

impl Target for Memory {
    fn write(&self, path: &str, body: Body, headers: &Headers, when: When<'_>) -> anyhow::Result<Written> {
        let fault = self.call("write", path, true);
        let mut bytes = Vec::new();
        match body {
            Body::Bytes(all) => bytes = all,
            Body::File(mut file, _) => drop(file.read_to_end(&mut bytes)?),
        }
        self.changed(fault, |state| {
            let there = state.objects.get(path).map(|(bytes, _)| tag(bytes));
            let holds = match when {
                When::Always => true,
                When::Absent => there.is_none(),
                When::Unchanged(tag) => there.as_ref() == Some(tag),
            };
            if !holds {
                return Written::Refused;
            }
            state.objects.insert(path.into(), (bytes, *headers));
            Written::Done
        })
    }

    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()> {
        let fault = self.call("copy", to, true);
        let Some(copied) = self.state().objects.get(from).cloned() else { bail!("there is no {from}") };
        self.changed(fault, |state| drop(state.objects.insert(to.into(), copied)))
    }

    fn delete(&self, path: &str) -> anyhow::Result<()> {
        let fault = self.call("delete", path, true);
        self.changed(fault, |state| drop(state.objects.remove(path)))
    }
}
