//! Requests that no browser sends. None of them may be answered with a page, and none may end the preview.

use std::thread;

use super::client::{self, Reply};
use super::fake::{Preview, page};
use crate::support::corpus::random::Random;

/// How many random requests are sent.
const RANDOM: usize = 10_000;
const CLIENTS: usize = 4;

/// Targets that are no address of a site.
const TARGETS: &[&str] = &[
    "*",
    "x",
    "",
    "?",
    "#",
    "http://localhost:PORT/",
    "http://evil.example/",
    "//evil.example/",
    "///",
    "file:///etc/passwd",
    "localhost:PORT",
    "/..",
    "/../",
    "/../../../../etc/passwd",
    "/a/../b",
    "/a/./b",
    "/%2e%2e/",
    "/%2E%2e%2f",
    "/..%2f",
    "/a%2f..%2fb",
    "/%2e/",
    "/\\",
    "/..\\..\\",
    "/a%5cb",
    "/%00",
    "/a%00.png",
    "/%0d%0aX:%20y",
    "/%0a",
    "/%7f",
    "/%c2%85",
    "/%ff",
    "/%c0%ae%c0%ae/",
    "/%ed%a0%80",
    "/%2f",
    "/%2f%2fevil.example",
    "javascript:alert(1)",
    "data:,x",
    "/ /",
    "/a b",
    "/\t",
    "/\u{0}",
    "/\u{1b}[31m",
    "/\u{7f}",
    "\\\\evil.example\\x",
    "/_compendium/panel?path=..",
    "/_compendium/panel?path=/%2e%2e/",
    "/_compendium/panel?path=//x",
    "/_compendium/panel?path=%00",
    "/_compendium/events?path=/%5c",
    "/_compendium/events",
    "/_compendium/panel?",
    "/_compendium/x",
    "/_compendium/..",
];

/// Methods that are not served, some of which are no methods.
const METHODS: &[&str] = &[
    "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK",
    "PURGE", "get", "Get", "GETT", "HEA", "G\u{e9}T", "", "GET\tX", "(", "PRI", "M-SEARCH", "BREW",
];

/// Lines that spoil a head.
const LINES: &[&str] = &[
    "Host: localhost:PORT",
    "Host: evil.example",
    "Host : x",
    "host:",
    ": x",
    "X",
    "X y: z",
    " folded",
    "\tfolded",
    "X\u{0}: y",
    "X: \u{0}",
    "X: \u{1}",
    "X: a\rb",
    "Origin: http://evil.example",
    "Origin: null",
    "Origin:",
    "Origin: http://localhost",
    "Origin: http://LOCALHOST:PORT",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
    "Sec-Fetch-Site: SAME-ORIGIN",
    "Sec-Fetch-Site:",
    "Sec-Fetch-Site: \u{e9}",
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: +1",
    "Content-Length: 1, 2",
    "Content-Length: 99999999999999999999999",
    "Content-Length: x",
    "Content-Length: 1\r\nContent-Length: 2",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: x\r\nContent-Length: 3",
    "Content-Length: 3\r\nTransfer-Encoding: chunked",
    "Expect: 100-continue\r\nContent-Length: 7",
];

/// First lines of other protocols and of none.
const STARTS: &[&str] = &[
    "",
    "\r\n",
    "\r\n\r\n\r\n",
    "GET",
    "GET /",
    "GET / HTTP/1.1",
    "GET / HTTP/2.0\r\n\r\n",
    "GET / HTTP/0.9\r\n\r\n",
    "GET / HTTP/1.2\r\n\r\n",
    "GET / HTTP/11\r\n\r\n",
    "GET / http/1.1\r\n\r\n",
    "GET / FTP/1.1\r\n\r\n",
    "GET  /  HTTP/1.1\r\n\r\n",
    "GET /\r\n\r\n",
    " GET / HTTP/1.1\r\n\r\n",
    "GET\u{0}/ HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\n\n",
    "GET / HTTP/1.1\r\r\r\r",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}",
    "SSH-2.0-x\r\n",
    "EHLO x\r\n",
    "{\"a\":1}\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n",
    "<html>",
    "\u{feff}GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost:PORT",
];

fn corpus() -> Vec<String> {
    let head = |method: &str, target: &str, line: &str| {
        format!("{method} {target} HTTP/1.1\r\nHost: localhost:PORT\r\n{line}Connection: close\r\n\r\n")
    };
    let mut requests: Vec<String> = STARTS.iter().map(|start| (*start).to_owned()).collect();
    requests.extend(TARGETS.iter().map(|target| head("GET", target, "")));
    requests.extend(TARGETS.iter().map(|target| head("HEAD", target, "")));
    requests.extend(METHODS.iter().map(|method| head(method, "/", "")));
    requests.extend(METHODS.iter().map(|method| head(method, "/_compendium/panel?path=/", "")));
    requests.extend(LINES.iter().map(|line| head("GET", "/", &format!("{line}\r\n"))));
    requests
}

#[test]
fn odd_requests_get_no_page() {
    let preview = Preview::start().with("/", page("secret"));
    let requests = corpus();
    assert!(requests.len() >= 200, "{}", requests.len());
    for request in requests {
        let bytes = request.replace("PORT", &preview.port.to_string());
        let reply = client::exchange_and_hang_up(preview.connect(), bytes.as_bytes());
        let refused = Reply::parse(&reply).is_none_or(|reply| (400..500).contains(&reply.status));
        assert!(refused, "{request:?}\n{}", String::from_utf8_lossy(&reply));
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn random_requests_do_no_harm() {
    let preview = Preview::start().with("/", page("x"));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let preview = &preview;
            scope.spawn(move || {
                let mut random = Random::of(1, client);
                for _ in 0..RANDOM / CLIENTS {
                    let request = request(&mut random, preview.port);
                    let reply = client::exchange_and_hang_up(preview.connect(), &request);
                    let failed = Reply::parse(&reply).is_some_and(|reply| reply.status >= 500);
                    assert!(!failed, "{}", String::from_utf8_lossy(&request));
                }
            });
        }
    });
    assert_eq!(preview.get("/").status, 200);
}

/// Half of them noise, half of them sound heads with parts exchanged and a few bytes changed.
fn request(random: &mut Random, port: u16) -> Vec<u8> {
    if random.one_in(2) {
        return (0..random.below(300)).map(|_| random.draw() as u8).collect();
    }
    let method = if random.one_in(2) { "GET" } else { random.pick(METHODS) };
    let (target, line) = (random.pick(TARGETS), random.pick(LINES));
    let head = format!("{method} {target} HTTP/1.1\r\nHost: localhost:{port}\r\n{line}\r\n\r\n");
    let mut bytes = head.replace("PORT", &port.to_string()).into_bytes();
    for _ in 0..random.below(4) {
        let at = random.below(bytes.len());
        bytes[at] = random.draw() as u8;
    }
    bytes
}
