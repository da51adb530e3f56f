//! Single keys of a terminal, without Enter. The terminal is as it was when this value goes.

use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// Listens for keys while it lives.
pub struct Keys {
    /// How the terminal was.
    before: Option<Termios>,
}

impl Keys {
    /// Calls `press` for every key, from a thread of its own; does nothing when the input is no terminal.
    pub fn listen(mut press: impl FnMut(char) + Send + 'static) -> Self {
        let input = io::stdin();
        if !input.is_terminal() {
            return Self { before: None };
        }
        let Ok(before) = tcgetattr(input.as_fd()) else { return Self { before: None } };
        let mut raw = before.clone();
        // Ctrl-C stays a signal.
        raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        if tcsetattr(input.as_fd(), OptionalActions::Now, &raw).is_err() {
            return Self { before: None };
        }
        std::thread::spawn(move || {
            let mut key = [0];
            while io::stdin().lock().read(&mut key).is_ok_and(|count| count == 1) {
                press(char::from(key[0]));
            }
        });
        Self { before: Some(before) }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // If the terminal is gone there is nothing to put back.
            let _ = tcsetattr(io::stdin().as_fd(), OptionalActions::Now, before);
        }
    }
}
