//! Commands that run other commands: with fewer rights, or watched.

use std::path::Path;
use std::process::{Command, Stdio};

/// The command without root's right to read and write whatever it likes.
pub fn unprivileged(command: &Command) -> Command {
    let mut setpriv = Command::new("setpriv");
    setpriv.args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]);
    run_by(setpriv, command)
}

/// The command as an argument of another one, which runs it where it would run and with its environment.
pub fn run_by(mut outer: Command, command: &Command) -> Command {
    outer.arg("--").arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
    outer.current_dir(command.get_current_dir().unwrap_or(Path::new(".")));
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    outer
}
