//! What the program prints, where, and with which exit code: the command line as its users see it.
//!
//! Expected texts are in `tests/cli/`; `SNAPSHOTS=overwrite cargo test --release --test suite cli::` writes them anew.

mod failures;
mod help;
mod projects;
mod questions;

use snapbox::Data;

use crate::support::site::package;

fn snapshot(name: &str) -> Data {
    Data::read_from(&package().join("tests/cli").join(name), None).raw()
}
