//! Bytes that somebody sends to the preview's port.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use compendium::preview::{self, Answer, Answers, Panel};
use compendium::render::Rendered;
use tokio::net::TcpListener;
use tokio::sync::watch;

struct Fake(watch::Sender<u64>);

impl Answers for Fake {
    fn answer(&self, path: &str) -> Answer {
        assert!(path.starts_with('/') && !path.split('/').any(|part| part == ".."), "asked for {path:?}");
        match path {
            "/page/" => Answer::Found(Rendered {
                bytes: b"<html><head></head><main>A</main></html>".to_vec(),
                media_type: "text/html; charset=utf-8",
            }),
            "/a.png" => Answer::Found(Rendered { bytes: (0..=255).collect(), media_type: "image/png" }),
            _ => Answer::Missing { near: vec!["/page/".into()], page: None },
        }
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }

    fn panel(&self, _: &str) -> Panel {
        Panel::default()
    }
}

/// A preview that serves as long as the process lives.
static PORT: LazyLock<u16> = LazyLock::new(|| {
    let (bound, port) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            bound.send(listener.local_addr().expect("an address").port()).expect("somebody waits");
            preview::serve(listener, Arc::new(Fake(watch::Sender::new(0))), std::future::pending()).await
        })
    });
    port.recv().expect("a port")
});

/// Sends the bytes; afterwards an honest request is answered as before.
pub fn request(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace("PORT", &PORT.to_string());
    // Bytes that are no text are sent as they are.
    let sent = if text.contains('\u{fffd}') { bytes } else { text.as_bytes() };
    // A request that does not end is waited for; nobody here has the patience of the preview.
    let reply = exchange(sent, Duration::from_millis(20));
    let shown = String::from_utf8_lossy(&reply);
    assert!(reply.is_empty() || reply.starts_with(b"HTTP/1."), "{shown}");
    assert!(!reply.starts_with(b"HTTP/1.1 500"), "{shown}");
    let honest = format!("GET /page/ HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", *PORT);
    let reply = exchange(honest.as_bytes(), Duration::from_secs(20));
    assert!(reply.starts_with(b"HTTP/1.1 200"), "an honest request gets {:?}", String::from_utf8_lossy(&reply));
}

fn exchange(bytes: &[u8], patience: Duration) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", *PORT)).expect("the preview listens");
    stream.set_read_timeout(Some(patience)).expect("a time");
    let _ = stream.write_all(bytes);
    let mut reply = Vec::new();
    let _ = stream.take(1 << 16).read_to_end(&mut reply);
    reply
}
