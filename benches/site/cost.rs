//! What one process costs.

use anyhow::{Context, bail};
use std::fmt;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

use crate::Result;

/// Time from start to exit, and the largest resident set.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub wall: Duration,
    /// In bytes.
    pub peak: u64,
}

impl Cost {
    /// Runs a command to its end. Its standard output is thrown away; what it says on the other is shown if it fails.
    pub fn of(command: &mut Command) -> Result<Self> {
        let log = tempfile::NamedTempFile::new()?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(log.path())?);
        let start = Instant::now();
        let used = command.spawn().with_context(|| format!("{command:?} does not start"))?.wait4()?;
        let wall = start.elapsed();
        if !used.status.success() {
            bail!("{command:?} failed, {}:\n{}", used.status, std::fs::read_to_string(log.path())?);
        }
        Ok(Self { wall, peak: used.rusage.maxrss })
    }

    /// Does `prepare`, then runs what it returns, `runs` times; the run of median time is returned.
    pub fn median(runs: usize, mut prepare: impl FnMut(usize) -> Result<Command>) -> Result<Self> {
        let mut costs = Vec::with_capacity(runs);
        for run in 0..runs {
            costs.push(Self::of(&mut prepare(run)?)?);
        }
        costs.sort_by_key(|cost| cost.wall);
        Ok(costs[costs.len() / 2])
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} s | {} MiB", self.wall.as_secs_f64(), self.peak >> 20)
    }
}
