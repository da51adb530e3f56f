//! The program `git`, run in a repository of our own that goes away with the value.
//!
//! The project's repository is only asked where a remote is and how it is reached: its work tree, index, stash, settings and
//! hooks are never touched, and no hook runs. What `git` says on errors is shown without the secrets that addresses and
//! settings may hold.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};

use super::temporary::Temporary;
use crate::publish::secrets::Secrets;

/// Variables of git's that say how a repository is reached and who commits. All others would point to another repository,
/// or write down what is sent.
const KEPT: [&str; 20] = [
    "GIT_ASKPASS",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_CERT_PASSWORD_PROTECTED",
    "GIT_SSL_KEY",
    "GIT_SSL_NO_VERIFY",
    "GIT_TERMINAL_PROMPT",
];

/// Beginnings of settings that say how a repository is reached.
const BORROWED: [&str; 5] = ["http.", "credential.", "url.", "core.sshcommand", "ssh."];

/// A repository of our own.
pub(super) struct Git {
    folder: Temporary,
    settings: Vec<(String, String)>,
    secrets: Secrets,
}

impl Git {
    /// An empty repository that reaches others as the project's own does. `url` may hold a password, which is not shown.
    pub fn new(project: &Path, url: &str) -> anyhow::Result<Self> {
        let folder = Temporary::new()?;
        let settings = borrowed(project);
        let secrets = Secrets::new(secrets(url, &settings));
        let git = Self { folder, settings, secrets };
        git.run(&["init", "--quiet", "--bare", "."], &[])?;
        Ok(git)
    }

    /// What a command prints, when it succeeds; `input` is what it reads.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let output = self.output(arguments, input)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = self.without_secrets(&String::from_utf8_lossy(&output.stderr));
        bail!("`git {}` failed: {}", arguments[0], said.trim())
    }

    /// The one line that a command prints.
    pub fn line(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let printed = self.run(arguments, &[])?;
        Ok(String::from_utf8(printed).context("git printed no text")?.trim().to_owned())
    }

    /// Commits whose parents were not fetched; none when the history is whole.
    pub fn boundary(&self) -> anyhow::Result<HashSet<String>> {
        match std::fs::read_to_string(self.folder.path().join("shallow")) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(HashSet::new()),
            text => Ok(text.context("the repository cannot be read")?.lines().map(str::to_owned).collect()),
        }
    }

    /// A command in this repository.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let folder = self.folder.path();
        let mut command = plain(folder);
        command.env("GIT_DIR", folder).env("GIT_INDEX_FILE", folder.join("index")).args(arguments);
        command.env("GIT_CONFIG_COUNT", (self.settings.len() + 4).to_string());
        let own =
            [("core.hooksPath", "/dev/null"), ("gc.auto", "0"), ("maintenance.auto", "false"), ("core.fsync", "none")];
        let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
        for (at, (key, value)) in self.settings.iter().chain(&own).enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command
    }

    fn output(&self, arguments: &[&str], input: &[u8]) -> anyhow::Result<Output> {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot run `git`; publishing to a branch needs it")?;
        let mut stdin = child.stdin.take().expect("it was asked for");
        std::thread::scope(|scope| {
            // A command that stops reading says why on its other channel.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().context("`git` was lost")
        })
    }

    /// A text without what nobody may see.
    pub fn without_secrets(&self, text: &str) -> String {
        self.secrets.hidden(text)
    }
}

/// `git` in a folder, with nothing of the environment that points to another repository.
pub(super) fn plain(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).stdin(Stdio::null()).env("LC_ALL", "C");
    let points_elsewhere = |name: &OsStr| {
        let name = name.to_string_lossy();
        name.starts_with("GIT_") && !KEPT.contains(&&*name)
    };
    for (name, _) in std::env::vars_os().filter(|(name, _)| points_elsewhere(name)) {
        command.env_remove(name);
    }
    command
}

/// What the project's repository is told of how others are reached, beside what the user's settings say for all.
fn borrowed(project: &Path) -> Vec<(String, String)> {
    let mut command = plain(project);
    for (name, value) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_CONFIG_")) {
        command.env(name, value);
    }
    let Ok(output) = command.args(["config", "--list", "--null", "--show-scope"]).stderr(Stdio::null()).output() else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut parts = text.split('\0');
    let mut settings = Vec::new();
    while let (Some(scope), Some(setting)) = (parts.next(), parts.next()) {
        let (key, value) = setting.split_once('\n').unwrap_or((setting, "true"));
        let is_own = matches!(scope, "local" | "worktree" | "command");
        if is_own && BORROWED.iter().any(|start| key.starts_with(start)) {
            settings.push((key.to_owned(), value.to_owned()));
        }
    }
    settings
}

/// Texts that must not be shown: user and password of an address, and headers that carry a token.
fn secrets(url: &str, settings: &[(String, String)]) -> Vec<String> {
    let mut secrets = Vec::new();
    if let Ok(url) = url::Url::parse(url) {
        secrets.extend(url.password().map(str::to_owned));
        let is_token = url.scheme().starts_with("http") && !url.username().is_empty();
        secrets.extend(is_token.then(|| url.username().to_owned()));
    }
    let holds_token = |key: &str| key.ends_with("extraheader") || key.ends_with("helper");
    secrets.extend(settings.iter().filter(|(key, _)| holds_token(key)).map(|(_, value)| value.clone()));
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_is_secret_in_it() {
        let url = "https://robot:hunter2@git.example/x.git";
        let folder = tempfile::tempdir().expect("a folder");
        let git = Git::new(folder.path(), url).expect("a repository");
        assert_eq!(
            git.without_secrets(&format!("cannot reach {url}")),
            "cannot reach https://***:***@git.example/x.git"
        );
        let place = git.folder.path().to_owned();
        drop(git);
        assert!(!place.exists());
    }
}
