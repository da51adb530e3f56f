//! A bar that shows how far a build or a publication is, after half a second and on a terminal only.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;
use crate::project::Progress;
use crate::publish::run::Watch;

/// Most builds are over before this; a bar that only flashes up would be noise.
const PATIENCE: Duration = Duration::from_millis(500);

/// The bar of one build or publication. It goes away with the value.
#[derive(Debug)]
pub struct Bar {
    line: ProgressBar,
    start: Instant,
    wanted: bool,
    drawn: OnceLock<()>,
}

impl Bar {
    /// A bar that is not shown yet.
    pub fn new(console: Console) -> Self {
        let wanted = console.is_human() && !console.quiet && io::stderr().is_terminal();
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len}");
        line.set_style(style.expect("the template is well formed"));
        Self { line, start: Instant::now(), wanted, drawn: OnceLock::new() }
    }
}

impl Progress for Bar {
    fn begin(&self, total: usize) {
        self.line.set_length(total as u64);
    }

    fn step(&self) {
        self.line.inc(1);
        if self.wanted && self.start.elapsed() > PATIENCE {
            self.drawn.get_or_init(|| self.line.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Watch for Bar {
    fn begin(&self, objects: usize) {
        Progress::begin(self, objects);
    }

    fn step(&self) {
        Progress::step(self);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
