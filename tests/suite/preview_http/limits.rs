//! Who is refused, and what is too much.

use std::sync::Arc;
use std::time::{Duration, Instant};

use compendium::preview;

use super::client::{self, Reply};
use super::fake::{Preview, page, picture};

fn status(preview: &Preview, request: &str) -> u16 {
    let request = request.replace("PORT", &preview.port.to_string());
    Reply::parse(&client::exchange(preview.connect(), request.as_bytes())).expect("a reply").status
}

#[test]
fn only_names_of_this_machine_at_this_port_are_answered() {
    let preview = Preview::start().with("/", page("x"));
    let host = |host: &str| status(&preview, &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    for name in ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT"] {
        assert_eq!(host(name), 200, "{name}");
    }
    for name in
        ["localhost", "localhost:1", "evil.example:PORT", "localhost.evil.example:PORT", "0.0.0.0:PORT", "[::]:PORT"]
    {
        assert_eq!(host(name), 421, "{name}");
    }
    assert_eq!(status(&preview, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
    assert_eq!(status(&preview, "GET / HTTP/1.0\r\n\r\n"), 400);
}

#[test]
fn another_site_reads_and_frames_nothing() {
    let preview = Preview::start().with("/", page("x")).with("/a.png", picture(9));
    let own = format!("Origin: http://localhost:{}", preview.port);
    assert_eq!(preview.ask("/", &[&own, "Sec-Fetch-Site: same-origin"]).status, 200);
    for origin in ["http://localhost:3000", "https://evil.example", "null"] {
        assert_eq!(preview.ask("/", &[&format!("Origin: {origin}")]).status, 403, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        let site = format!("Sec-Fetch-Site: {site}");
        assert_eq!(preview.ask("/a.png", &[&site, "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"]).status, 403);
        assert_eq!(preview.ask("/", &[&site, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"]).status, 403);
        assert_eq!(preview.ask("/_compendium/events?path=/", &[&site, "Sec-Fetch-Mode: cors"]).status, 403);
    }
}

#[test]
fn a_link_on_another_site_opens_a_page() {
    let preview = Preview::start().with("/", page("x"));
    let link = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    assert_eq!(preview.ask("/", &link).status, 200);
    assert_eq!(preview.ask("/_compendium/panel?path=/", &link).status, 403);
}

#[test]
fn the_preview_is_read_only() {
    let preview = Preview::start().with("/", page("x"));
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"] {
        for path in ["/", "/_compendium/panel?path=/"] {
            let reply = preview.request(method, path, &[]);
            assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
    assert_eq!(preview.ask("/", &["Content-Length: 100000000"]).status, 413);
}

#[test]
fn long_heads_and_addresses_are_refused() {
    let preview = Preview::start().with("/", page("x"));
    assert_eq!(preview.ask("/", &[&format!("X: {}", "x".repeat(8 * 1024))]).status, 200);
    assert_eq!(preview.ask("/", &[&format!("X: {}", "x".repeat(17 * 1024))]).status, 431);
    assert_eq!(preview.ask("/", &["X: y"; 200]).status, 431);
    assert_eq!(preview.get(&format!("/{}", "x".repeat(3000))).status, 414);
}

#[test]
fn connections_that_say_nothing_lose_their_place() {
    let preview = Preview::start().with("/", page("x"));
    let idle: Vec<_> = (0..256).map(|_| preview.connect()).collect();
    let began = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
    drop(idle);
}

#[test]
fn the_preview_refuses_to_listen_to_other_machines() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let error = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.expect("a free port");
        let stop = tokio::time::sleep(Duration::from_secs(5));
        preview::serve(listener, Arc::new(Nothing), stop).await.expect_err("a refusal")
    });
    assert_eq!(error.to_string(), "the preview is for this machine only");
}

struct Nothing;

impl preview::Answers for Nothing {
    fn answer(&self, _: &str) -> preview::Answer {
        preview::Answer::Missing { near: Vec::new(), page: None }
    }

    fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        tokio::sync::watch::Sender::new(0).subscribe()
    }

    fn panel(&self, _: &str) -> preview::Panel {
        preview::Panel::default()
    }
}
