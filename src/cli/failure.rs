//! Why a command did not do what it was asked, and the exit code for it.

use crate::diagnostic::Diagnostic;
use crate::output::{Reason, Refused};
use crate::project::OpenError;
use crate::publish::refusal::Refusal;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The content has errors, all of them told already.
    Content,
    /// The command line is wrong, or it does not fit the project.
    Usage {
        /// What is wrong.
        message: String,
        /// What to type instead.
        help: Option<String>,
    },
    /// `site.toml` is wrong.
    Settings(Vec<Diagnostic>),
    /// Something outside the content failed: the disk, the network, a lock.
    World(anyhow::Error),
}

impl Failure {
    /// A command line that is wrong, with what to type instead.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// There is no `site.toml` in a folder.
    pub fn no_site(whereabouts: &str) -> Self {
        Self::usage(
            format!("there is no site.toml in {whereabouts}"),
            "`compendium init DIR` makes a working small project; `--root DIR` names one that exists",
        )
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Content => 1,
            Self::Usage { .. } | Self::Settings(_) => 2,
            // An output folder that can never be one is a wrong command line or setting.
            Self::World(error) => {
                let is_misuse = error.downcast_ref::<Refusal>().is_some_and(Refusal::is_misuse);
                if is_misuse || error.downcast_ref::<Refused>().is_some_and(never_an_output) { 2 } else { 3 }
            }
        }
    }
}

/// Whether a folder is refused for what it is, and not for what happens to lie in it.
fn never_an_output(refused: &Refused) -> bool {
    !matches!(refused.reason, Reason::NotOurs(..) | Reason::Record(_) | Reason::Foreign(_) | Reason::Address { .. })
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::World(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::World(refusal.into())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoSite { root, .. } => Self::no_site(&root.display().to_string()),
            OpenError::Settings(diagnostics) => Self::Settings(diagnostics),
        }
    }
}
