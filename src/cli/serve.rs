//! `serve`: the site in a browser while it is edited.

use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use anyhow::Context;

use super::build::tally;
use super::console::{Console, count, count_of, grouped};
use super::failure::Failure;
use super::keys::Keys;
use crate::catalog::AsOf;
use crate::diagnostic::{Diagnostic, Severity};
use crate::preview::showing::Showing;
use crate::preview::telling::TakenUp;
use crate::preview::watching::{Clock, Eyes, Stop, watch};
use crate::project::Options;
use crate::project::live::{Change, Live};

/// How many ports are tried, from the one that was asked for.
const PORTS: u16 = 100;

/// How the site is to be served.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which project, and what of it.
    pub options: Options,
    /// The port, or the next one that is free.
    pub port: u16,
    /// Whether to open a browser.
    pub open: bool,
    /// How changes are noticed.
    pub eyes: Eyes,
    /// Whether the site speaks of today, whatever day that comes to be.
    pub moves_on: bool,
}

/// Serves until Ctrl-C or the key `q`.
pub fn run(wanted: Wanted, console: Console) -> Result<(), Failure> {
    let start = Instant::now();
    let listener = bind(wanted.port, console)?;
    let live = Live::open(wanted.options)?;
    let showing = Arc::new(Showing::new(live.site()));
    let address = format!("http://{}{}", listener.local_addr().context("the port cannot be told")?, base(&showing));
    let address = address.replace("127.0.0.1", "localhost");
    welcome(&showing, &address, start.elapsed().as_secs_f64(), console)?;
    if wanted.open {
        open(&address, console);
    }
    let stop = Stop::default();
    let last = Mutex::new((None, told(&live.site().diagnostics)));
    let terminal = Arc::new(Terminal { showing: Arc::clone(&showing), address, console, last });
    let (watching, teller, seen) = (Arc::clone(&stop), Arc::clone(&terminal), Arc::clone(&showing));
    let now = || AsOf::instant(jiff::Timestamp::now());
    let clock: Clock = wanted.moves_on.then(|| Box::new(now) as _);
    let quit = Arc::new(tokio::sync::Notify::new());
    let ends = Ends(Arc::clone(&quit));
    let watcher = std::thread::spawn(move || {
        let _ends = ends;
        watch(live, &seen, wanted.eyes, clock, &watching, |taken_up| teller.tell(taken_up));
    });
    let served = serve(listener, showing, &terminal, &stop, &quit);
    stop.store(true, Ordering::Relaxed);
    watcher.join().map_err(|_| anyhow::anyhow!("the preview could not take up a change; start it again"))?;
    served
}

/// Ends the preview with the thread that takes up changes, however that ends: pages that stay as they were would mislead.
struct Ends(Arc<tokio::sync::Notify>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// The port that was asked for, or the next one that is free.
fn bind(port: u16, console: Console) -> Result<std::net::TcpListener, Failure> {
    for tried in port..=port.saturating_add(PORTS) {
        match std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, tried))) {
            Ok(listener) => {
                if tried != port && port != 0 {
                    console.note(&format!("port {port} is taken; this is port {tried}"));
                }
                listener.set_nonblocking(true).context("the port cannot be used")?;
                return Ok(listener);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(anyhow::Error::from(error).context(format!("port {tried} cannot be used")).into());
            }
        }
    }
    Err(anyhow::anyhow!("no port from {port} to {} is free", port.saturating_add(PORTS)).into())
}

fn base(showing: &Showing) -> String {
    showing.site().renderer.catalog().site.base.path.clone()
}

fn welcome(showing: &Showing, address: &str, seconds: f64, console: Console) -> Result<(), Failure> {
    let site = showing.site();
    console.diagnostics(&told(&site.diagnostics), false)?;
    let entries = count_of(site.renderer.catalog().entries.len(), "entry", "entries");
    let problems = tally(&site.diagnostics);
    let keys = if io::stdin().is_terminal() { "; press ? for keys" } else { "" };
    console.closing(&format!("{entries}, {problems} in {seconds:.2} s\nserving {address} until Ctrl-C{keys}\n"))
}

fn told(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|problem| problem.severity != Severity::Info).cloned().collect()
}

fn open(address: &str, console: Console) {
    if let Err(error) = open::that_detached(address) {
        console.note(&format!("no browser could be opened ({error}); open {address}"));
    }
}

/// What the terminal tells and is asked.
struct Terminal {
    showing: Arc<Showing>,
    address: String,
    console: Console,
    /// The page of the file that was saved last, and what was wrong then.
    last: Mutex<(Option<String>, Vec<Diagnostic>)>,
}

impl Terminal {
    /// One quiet line for a change; problems that were not there before.
    fn tell(&self, taken_up: &TakenUp) {
        let TakenUp { change, took, pages, site } = taken_up;
        let problems = told(&site.diagnostics);
        let Ok(mut last) = self.last.lock() else { return };
        let new: Vec<_> = beside(&problems, &last.1).cloned().collect();
        let mended = beside(&last.1, &problems).count();
        last.0 = change.files.iter().find_map(|file| self.showing.path_of(file)).or(last.0.take());
        last.1 = problems;
        drop(last);
        // The terminal may be gone; the preview goes on.
        let _ = self.console.closing(&line(change, *pages, mended, *took));
        let _ = self.console.diagnostics(&new, false);
    }

    /// Does what a key asks for; true when it asks to end.
    fn press(&self, key: char) -> bool {
        let said = match key {
            'o' => {
                let page = self.last.lock().ok().and_then(|last| last.0.clone());
                let host = self.address.trim_end_matches(base(&self.showing).as_str());
                open(&page.map_or_else(|| self.address.clone(), |page| format!("{host}{page}")), self.console);
                return false;
            }
            'c' => {
                let diagnostics = self.showing.site().diagnostics.clone();
                let _ = self.console.diagnostics(&told(&diagnostics), false);
                format!("{}\n", tally(&diagnostics))
            }
            'q' => return true,
            '?' | 'h' => "o  open the page of the file saved last\nc  check everything\nq  quit\n?  this help\n".into(),
            _ => return false,
        };
        let _ = self.console.closing(&said);
        false
    }
}

/// The problems of one list that the other does not have. One that another line of its file holds now is the same.
fn beside<'a>(those: &'a [Diagnostic], others: &[Diagnostic]) -> impl Iterator<Item = &'a Diagnostic> {
    let name = |problem: &Diagnostic| (problem.code, problem.place.source.path.clone(), problem.message.clone());
    let mut known = std::collections::HashMap::new();
    for other in others {
        *known.entry(name(other)).or_insert(0_usize) += 1;
    }
    those.iter().filter(move |problem| match known.get_mut(&name(problem)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    })
}

/// `recruitment.md  title, 2 relations  14 pages  9 ms`.
fn line(change: &Change, pages: Option<usize>, mended: usize, took: f64) -> String {
    let Change { files, what } = change;
    let name = |path: &String| path.rsplit('/').next().unwrap_or(path).to_owned();
    let names = match files.as_slice() {
        [] => "the project".to_owned(),
        [one] => name(one),
        [one, rest @ ..] => format!("{} and {} more", name(one), grouped(rest.len())),
    };
    let what = if what.is_empty() { String::new() } else { format!("  {}", what.join(", ")) };
    let pages = pages.map(|pages| format!("  {}", count(pages, "page"))).unwrap_or_default();
    let mended = if mended > 0 { format!("  {mended} mended") } else { String::new() };
    format!("{names}{what}{pages}{mended}  {took:.0} ms\n")
}

/// Serves until a signal or a key ends it.
fn serve(
    listener: std::net::TcpListener,
    showing: Arc<Showing>,
    terminal: &Arc<Terminal>,
    stop: &Stop,
    quit: &Arc<tokio::sync::Notify>,
) -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no threads to serve with")?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).context("the port cannot be used")?;
        let keys = Keys::listen(keys(terminal, quit, stop));
        let ended = Arc::clone(quit);
        let end = async move {
            tokio::select! {
                () = ended.notified() => {}
                () = signals() => {}
            }
        };
        let served = crate::preview::serve(listener, showing, end).await;
        drop(keys);
        served.context("the preview ended")
    });
    runtime.shutdown_background();
    let _ = io::stdout().flush();
    Ok(served?)
}

fn keys(terminal: &Arc<Terminal>, quit: &Arc<tokio::sync::Notify>, stop: &Stop) -> impl FnMut(char) + Send + 'static {
    let (terminal, quit, stop) = (Arc::clone(terminal), Arc::clone(quit), Arc::clone(stop));
    move |key| {
        if terminal.press(key) {
            stop.store(true, Ordering::Relaxed);
            quit.notify_one();
        }
    }
}

/// Ctrl-C, or a request to end.
async fn signals() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_one_quiet_line() {
        let files = vec!["content/commitments/recruitment.md".to_owned()];
        let change = Change { files, what: vec!["title".into(), "2 relations".into()] };
        assert_eq!(line(&change, Some(14), 0, 8.7), "recruitment.md  title, 2 relations  14 pages  9 ms\n");
        assert_eq!(line(&change, None, 2, 8.7), "recruitment.md  title, 2 relations  2 mended  9 ms\n");
        let change = Change { files: Vec::new(), what: vec!["it is 2031-01-01".into()] };
        assert_eq!(line(&change, Some(1), 0, 8.7), "the project  it is 2031-01-01  1 page  9 ms\n");
    }

    #[test]
    fn the_preview_ends_with_whoever_takes_up_changes() {
        let quit = Arc::new(tokio::sync::Notify::new());
        let ends = Ends(Arc::clone(&quit));
        let watcher = std::thread::spawn(move || {
            let _ends = ends;
            panic!("as a fault of the program would");
        });
        assert!(watcher.join().is_err());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let told = async { tokio::time::timeout(std::time::Duration::from_secs(5), quit.notified()).await.is_ok() };
        assert!(runtime.block_on(told), "pages would stay as they were, and nobody would know");
    }

    #[test]
    fn a_problem_is_new_or_mended_only_when_it_comes_or_goes() {
        let told = |text: &str, words: &[&str]| -> Vec<Diagnostic> {
            let source = crate::source::Source::new("content/a.md", text);
            let at = |word: &&str| crate::source::Span::from(text.find(word).map_or(0..0, |at| at..at + word.len()));
            let problem = |word: &&str| {
                Diagnostic::new(crate::diagnostic::Code::OrphanEntry, &source, at(word), format!("about {word}"))
            };
            words.iter().map(problem).collect()
        };
        let (before, after) = (told("x y", &["x", "y", "y"]), told("\n\nx y z", &["x", "y", "z"]));
        let messages = |those: &[Diagnostic], others: &[Diagnostic]| -> Vec<String> {
            beside(those, others).map(|problem| problem.message.clone()).collect()
        };
        assert_eq!(messages(&after, &before), ["about z"], "what moved is not new");
        assert_eq!(messages(&before, &after), ["about y"], "one of two is mended");
    }

    #[test]
    fn a_port_that_is_taken_gives_the_next_one() {
        let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = taken.local_addr().expect("bound").port();
        let console = Console { quiet: true, verbose: false, manner: crate::diagnostic::Manner::default() };
        let next = bind(port, console).expect("another port");
        assert!(next.local_addr().expect("bound").port() > port);
    }
}
