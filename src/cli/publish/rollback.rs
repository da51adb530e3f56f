//! `rollback`: a state that was published before lives again, without a build.

use std::collections::BTreeSet;

use super::{Manner, Work, about, choose, intent, open, show};
use crate::cli::console::Console;
use crate::cli::environment::Environment;
use crate::cli::failure::Failure;
use crate::project::{Options, Project};
use crate::publish::prepare_rollback;
use crate::publish::run::{About, Contents};
use crate::publish::target::Body;

/// Where to go back to.
#[derive(Clone, Debug)]
pub struct Back {
    /// The project.
    pub options: Options,
    /// The name of the target, where there are several.
    pub target: Option<String>,
    /// The generation; the one before without it.
    pub to: Option<u64>,
    /// How.
    pub manner: Manner,
}

/// Goes back, or shows what that would do.
pub fn run(back: &Back, environment: &Environment, console: Console) -> Result<(), Failure> {
    let project = Project::open(back.options.clone())?;
    let (name, settings) = choose(project.site(), back.target.as_deref())?;
    let chosen = open(name, settings, &project, &project.unpublishable())?;
    let intent = intent(&project, settings, back.manner, environment);
    let (prepared, earlier) = prepare_rollback(&*chosen.target, back.to, &intent)?;
    let about = About {
        as_of: earlier.as_of.clone(),
        seal: earlier.seal.clone(),
        next_change: earlier.next_change.clone(),
        rolled_back_to: Some(earlier.generation),
        message: format!("Go back to the site as of {}", earlier.as_of),
        ..about(&intent)
    };
    console.note(&format!("back to {}", show::earlier(&earlier)));
    let leads_on = BTreeSet::new();
    let work = Work { chosen: &chosen, prepared: &prepared, about: &about, contents: &NoBuild, leads_on };
    work.run(back.manner, "Go back to this?", console)
}

/// Everything that a rollback writes is on the target already.
struct NoBuild;

impl Contents for NoBuild {
    fn open(&self, _: usize) -> anyhow::Result<Body> {
        anyhow::bail!("a rollback writes nothing that is not kept on the target")
    }
}
