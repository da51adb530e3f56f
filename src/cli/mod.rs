//! The command line: what is typed, what is meant, and one file for each command.
//!
//! Arguments and environment go in; texts on the two channels and an exit code come out. Arguments are typed ([`args`]),
//! then meant ([`meant`]): from there on nothing is a text or an option that can be wrong. Nothing else in the program
//! knows this room.

mod args;
mod ask;
mod build;
mod check;
mod clean;
mod console;
mod elsewhere;
mod environment;
mod explain;
mod export;
mod failure;
mod init;
mod keys;
mod list;
mod manual;
mod meant;
mod new;
mod new_file;
mod progress;
mod publish;
mod query;
mod rename;
mod schema;
mod serve;
mod since;
mod theme;

use std::ffi::OsString;
use std::process::ExitCode;

use console::Console;
use environment::Environment;
use failure::Failure;
use meant::{Task, meant};

use crate::diagnostic::Format;

/// Runs the program with the given arguments, the first of which is its own name.
///
/// The exit code is 0 when all went well, 1 when the content has errors, 2 when the command line or `site.toml` is wrong,
/// 3 when the world failed: disk, network, a lock.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed = match args::parse(arguments) {
        Ok(typed) => typed,
        Err(error) => {
            // Help that nobody reads to its end is no failure: `compendium --help | head`.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut console = Console::new(&typed.common);
    let outcome = Environment::read().and_then(|environment| {
        // No other format asks where the project lies, which takes looks at the disk.
        if typed.common.message_format == Format::Github {
            console = console.below(&environment.below_repository(typed.common.root.as_deref()));
        }
        let task = meant(typed, &environment)?;
        if let Some(root) = task.root() {
            rename::end_what_was_cut_short(root, console)?;
        }
        perform(task, &environment, console)
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => console.fail(&failure),
    }
}

fn perform(task: Task, environment: &Environment, console: Console) -> Result<(), Failure> {
    match task {
        Task::Build(options) => build::run(options, environment, console),
        Task::Check(options, since) => check::run(&options, since.as_deref(), environment, console),
        Task::Serve(wanted) => serve::run(wanted, console),
        Task::Publish(publishing) => publish::run(&publishing, environment, console),
        Task::Rollback(back) => publish::roll_back(&back, environment, console),
        Task::Status(asked) => publish::tell_status(&asked, environment, console),
        Task::Theme(options, themed) => theme::run(options, &themed, environment, console),
        Task::Clean(options) => clean::run(options, environment, console),
        Task::New(wanted) => new::run(&wanted, environment, console),
        Task::Init(wanted) => init::run(&wanted, environment, console),
        Task::List(wanted) => list::run(&wanted, console),
        Task::Export(wanted) => export::run(wanted, console),
        Task::Query(asked) => query::run(&asked, console),
        Task::Rename(renaming) => rename::run(&renaming, console),
        Task::Explain(explained, format) => explain::run(&explained, format, console),
        Task::Schema(format, subject) => console.result(&schema::text(format, subject)),
        Task::Completions(shell) => console.result(&manual::completions(shell)),
        Task::Man(command) => console.result(&manual::man(command.as_deref())),
    }
}

/// A folder with these files, for the tests of commands.
#[cfg(test)]
fn folder_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("written");
    }
    folder
}
