//! Arguments in, exit code out.

use std::process::ExitCode;

/// Rendering asks for many small texts on many threads at once; the system's allocator makes those wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    compendium::cli::run(std::env::args_os())
}
