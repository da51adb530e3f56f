//! A site made of answers, and a preview that serves it.

use std::collections::BTreeMap;
use std::io;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use compendium::preview::{self, Answer, Answers, Link, Panel};
use compendium::render::Rendered;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use super::client::{self, Reply};

/// A path at which the fake panics, as a bug would.
pub const STUMBLE: &str = "/stumble/";

pub struct Fake {
    answers: Mutex<BTreeMap<String, Answer>>,
    changes: watch::Sender<u64>,
}

impl Answers for Fake {
    fn answer(&self, path: &str) -> Answer {
        assert_ne!(path, STUMBLE, "asked to");
        let missing = Answer::Missing { near: vec!["/near/".into()], page: None };
        self.answers.lock().expect("no panic in here").get(path).cloned().unwrap_or(missing)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn panel(&self, path: &str) -> Panel {
        let here = Link { title: path.to_owned(), url: "/x/".into(), how: String::new() };
        Panel { linked_from: vec![here], version: *self.changes.borrow(), ..Panel::default() }
    }
}

/// A preview that ends when it is dropped.
pub struct Preview {
    pub port: u16,
    fake: Arc<Fake>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Preview {
    /// Serves nothing yet.
    pub fn start() -> Self {
        let fake = Arc::new(Fake { answers: Mutex::default(), changes: watch::Sender::new(0) });
        let (stop, stopped) = oneshot::channel();
        let (bound, port) = std::sync::mpsc::channel();
        let shown = Arc::clone(&fake);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new()?;
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await?;
                bound.send(listener.local_addr()?.port()).expect("the test waits");
                preview::serve(listener, shown, async { drop(stopped.await) }).await
            })
        });
        let port = port.recv().expect("a port");
        Self { port, fake, stop: Some(stop), thread: Some(thread) }
    }

    /// With something at a path, which may have been there before.
    pub fn with(self, path: &str, answer: Answer) -> Self {
        self.change(path, answer);
        self
    }

    /// Changes what stands at a path, and says that the site changed.
    pub fn change(&self, path: &str, answer: Answer) {
        self.fake.answers.lock().expect("no panic in here").insert(path.to_owned(), answer);
        self.fake.changes.send_modify(|changes| *changes += 1);
    }

    /// The reply to a GET as a browser's own page would send it.
    pub fn get(&self, path: &str) -> Reply {
        self.ask(path, &[])
    }

    /// The reply to a GET with more headers.
    pub fn ask(&self, path: &str, headers: &[&str]) -> Reply {
        self.request("GET", path, headers)
    }

    /// The reply to a request.
    pub fn request(&self, method: &str, path: &str, headers: &[&str]) -> Reply {
        let headers = headers.iter().fold(String::new(), |all, header| all + header + "\r\n");
        let host = format!("localhost:{}", self.port);
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
        Reply::parse(&client::exchange(self.connect(), head.as_bytes())).expect("a reply")
    }

    /// A bare connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream
    }

    /// Ends it and waits for its end.
    pub fn stop(&mut self) -> io::Result<()> {
        drop(self.stop.take());
        self.thread.take().expect("stopped once").join().expect("no panic in the preview")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if self.thread.is_some() {
            let _ = self.stop();
        }
    }
}

/// A page with a text in its `<main>`.
pub fn page(main: &str) -> Answer {
    Answer::Found(Rendered { bytes: html(main).into_bytes(), media_type: "text/html; charset=utf-8" })
}

/// The HTML of [`page`].
pub fn html(main: &str) -> String {
    format!("<!doctype html><html lang=\"en\"><head><title>T</title></head><body><main>{main}</main></body></html>")
}

/// A file of bytes 0, 1, 2 and so on.
pub fn picture(length: u8) -> Answer {
    Answer::Found(Rendered { bytes: (0..length).collect(), media_type: "image/png" })
}
