//! The plainest of clients: bytes out, bytes in.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// Reads a reply that ends with its connection.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Some(Self { status, headers: lines.filter_map(header).collect(), body: bytes[end + 4..].to_vec() })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

/// Sends bytes and reads until the connection ends. What goes wrong on the way only makes the answer shorter.
pub fn exchange(mut stream: TcpStream, request: &[u8]) -> Vec<u8> {
    let _ = stream.write_all(request);
    let mut reply = Vec::new();
    let _ = stream.read_to_end(&mut reply);
    reply
}

/// As [`exchange`], but says at once that nothing more is coming.
pub fn exchange_and_hang_up(mut stream: TcpStream, request: &[u8]) -> Vec<u8> {
    let _ = stream.write_all(request);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut reply = Vec::new();
    let _ = stream.read_to_end(&mut reply);
    reply
}

/// A page that listens for changes.
pub struct Listener {
    reader: BufReader<TcpStream>,
}

impl Listener {
    /// Listens for what becomes of a path. `query` follows it: `&seen=...`.
    pub fn open(mut stream: TcpStream, port: u16, path: &str, query: &str) -> Self {
        let target = format!("/_compendium/events?path={path}{query}");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").expect("sent");
        Self { reader: BufReader::new(stream) }
    }

    /// The status of the answer.
    pub fn status(&mut self) -> u16 {
        let line = self.line().expect("a status line");
        line.split(' ').nth(1).expect("a status").parse().expect("a number")
    }

    /// The next event, as `changed 3`; none when the stream ends, or when nothing came until its heart-beat.
    pub fn event(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let line = self.line().filter(|line| !line.starts_with(':'))?;
            if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some(format!("{name} {data}"));
            }
        }
    }

    /// Whether nothing comes for a while.
    pub fn is_silent(&mut self) -> bool {
        self.reader.get_ref().set_read_timeout(Some(Duration::from_millis(300))).expect("a timeout");
        let silent = self.event().is_none();
        self.reader.get_ref().set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        silent
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let count = self.reader.read_line(&mut line).ok()?;
        (count > 0).then(|| line.trim_end().to_owned())
    }
}
