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
        let all = settings(project);
        let secrets = secrets(url, &all);
        let settings = all.into_iter().filter(Setting::is_borrowed).map(|its| (its.key, its.value)).collect();
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

/// A setting of git's.
struct Setting {
    /// Whether the project's repository has it, and not the user or the machine for all.
    is_own: bool,
    key: String,
    value: String,
}

impl Setting {
    /// Whether it says how others are reached, and nobody would say so in a repository of ours.
    fn is_borrowed(&self) -> bool {
        self.is_own && BORROWED.iter().any(|start| self.key.starts_with(start))
    }
}

/// What git is told where the project is.
fn settings(project: &Path) -> Vec<Setting> {
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
        settings.push(Setting { is_own, key: key.to_owned(), value: value.to_owned() });
    }
    settings
}

/// Texts that must not be shown: user and password of an address, wherever one stands, also in the name of a setting; headers
/// that carry a token; and programs that are given one.
fn secrets(url: &str, settings: &[Setting]) -> Secrets {
    let (mut certain, mut likely) = (Vec::new(), Vec::new());
    for (user, password) in logins(url) {
        certain.extend([user, password]);
    }
    for Setting { key, value, .. } in settings {
        for (user, password) in logins(key).chain(logins(value)) {
            likely.push(user);
            certain.push(password);
        }
        if key.ends_with("extraheader") || key.ends_with("helper") {
            likely.push(value.clone());
        }
    }
    Secrets::new(certain, likely)
}

/// Users and passwords of the addresses in a text: `https://USER:PASSWORD@host/`. On the web a token may be either, elsewhere
/// a user has no secret.
fn logins(text: &str) -> impl Iterator<Item = (String, String)> {
    text.match_indices("://").filter_map(|(at, sign)| {
        let is_web = text[..at].ends_with("http") || text[..at].ends_with("https");
        let place = text[at + sign.len()..].split(|c: char| c.is_whitespace() || "/?#'\"".contains(c)).next()?;
        let (login, _) = place.rsplit_once('@')?;
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let user = if is_web { user } else { "" };
        Some((user.to_owned(), password.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_shown_wherever_git_was_told_it() {
        let setting = |key: &str, value: &str| Setting { is_own: false, key: key.to_owned(), value: value.to_owned() };
        let settings = [
            setting("url.https://tokenOne1@git.example/.insteadof", "https://git.example/"),
            setting("http.proxy", "http://ada:pw2@proxy.example:3128"),
            setting("http.https://git.example/.extraheader", "Authorization: Basic tokenThree3"),
            setting("credential.helper", "store"),
            setting("credential.https://git.example.helper", "!f() { echo password=tokenFour4; }; f"),
        ];
        let secrets = secrets("ssh://git@git.example/x.git", &settings);
        let said = "could not read Password for 'https://tokenOne1@git.example' (store, ada, pw2): Authorization: Basic \
            tokenThree3; git@git.example";
        let shown = "could not read Password for 'https://***@git.example' (store, ada, ***): ***; git@git.example";
        assert_eq!(secrets.hidden(said), shown);
        assert_eq!(secrets.hidden("!f() { echo password=tokenFour4; }; f: not found"), "***: not found");
    }

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
