//! `clean`: removes what builds wrote, and nothing else.

use super::console::{Console, count};
use super::environment::Environment;
use super::failure::Failure;
use crate::project::{Cleaned, Options, Project};

/// Cleans and says what is gone and what stays.
pub fn run(options: Options, environment: &Environment, console: Console) -> Result<(), Failure> {
    let cleaned = Project::open(options)?.clean()?;
    console.closing(&closing(&cleaned, environment))
}

fn closing(cleaned: &Cleaned, environment: &Environment) -> String {
    let output = environment.shown(&cleaned.output);
    let kept: Vec<_> = cleaned.kept.iter().map(|path| format!("kept: `{path}`, which was changed since\n")).collect();
    let deleted = match cleaned.deleted {
        0 => format!("nothing to delete in {output}\n"),
        deleted => format!("{} deleted from {output}\n", count(deleted, "file")),
    };
    kept.concat() + &deleted
}
