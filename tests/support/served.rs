//! A preview that runs, and requests to it: what tests and benches share.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A preview that runs. It ends with the value.
pub struct Served {
    pub child: Child,
    pub port: u16,
    /// What it printed until it served.
    pub welcome: String,
    /// The lines that it printed since.
    said: Arc<Mutex<Vec<String>>>,
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

impl Served {
    /// Runs a command that serves, until it does.
    #[track_caller]
    pub fn by(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut welcome = String::new();
        let port = loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).expect("it prints text");
            assert!(read > 0, "the preview ended: {welcome}");
            welcome.push_str(&line);
            if let Some((_, rest)) = line.split_once("http://localhost:") {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                break digits.parse().expect("a port");
            }
        };
        let said = Arc::default();
        let lines = Arc::clone(&said);
        // The preview must not wait for a reader.
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let lines: &Mutex<Vec<String>> = &lines;
                lines.lock().expect("no panic in here").push(line);
            }
        });
        Self { child, port, welcome, said }
    }

    /// The lines that it printed since it serves.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().expect("no panic in here").clone()
    }

    /// Asks for a path and query as they are.
    #[track_caller]
    pub fn ask(&self, target: &str) -> Answer {
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

    /// What the system tells of its memory under a name of `/proc/PID/status`, in bytes.
    pub fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("a line of it");
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib * 1024
    }

    /// How long it has kept processors busy.
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("it runs");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
        let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().expect("a number")).sum();
        // The system counts in hundredths of a second.
        Duration::from_millis(ticks * 10)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
