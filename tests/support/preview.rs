//! The real preview of a project, and requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::site::{AS_OF, Site};
use super::tree::Tree;

/// A preview that runs. It ends with the value.
pub struct Preview {
    child: Child,
    port: u16,
    /// What it printed until it served.
    pub welcome: String,
}

/// An answer of the preview.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    /// `compendium serve` on a port that is free.
    #[track_caller]
    pub fn of(site: &Site, options: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0", "--color", "never", "--as-of", AS_OF], options].concat();
        let mut command = site.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut welcome = String::new();
        let port = loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).expect("it prints text");
            assert!(read > 0, "the preview ended: {welcome}");
            welcome.push_str(&line);
            if let Some(rest) = line.strip_prefix("serving http://localhost:") {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                break digits.parse().expect("a port");
            }
        };
        // Nobody reads the lines that follow, and the preview must not wait for a reader.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self { child, port, welcome }
    }

    /// Asks for a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        let path = percent_encoding::utf8_percent_encode(path, compendium::view::edition::PATH);
        self.ask(&path.to_string())
    }

    /// Asks for a path and query as they are.
    #[track_caller]
    fn ask(&self, target: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a stream can be told");
        let request = format!("GET {target} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: answer[end + 4..].to_vec() }
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
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < Duration::from_secs(2), "two seconds later not: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it as Ctrl-C does; its exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        self.signal(Signal::INT);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(3) {
            if let Ok(Some(status)) = self.child.try_wait() {
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

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
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
