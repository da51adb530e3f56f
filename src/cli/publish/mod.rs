//! `publish`, `rollback`, `status`: from a build to where readers find it, and back.
//!
//! What must not be published is refused by [`crate::publish`]; here targets are chosen, people are asked, and words are
//! found for what is planned and done.

mod rollback;
mod show;
mod status;

use std::collections::BTreeSet;
use std::time::Instant;

use super::ask::confirm;
use super::console::Console;
use super::environment::Environment;
use super::failure::Failure;
use super::progress::Bar;
use crate::catalog::AsOf;
use crate::output::{Facts, Forbidden};
use crate::project::{Options, Project};
use crate::publish::local::Local;
use crate::publish::plan::Limits;
use crate::publish::run::{About, Contents, Publication};
use crate::publish::target::Target;
use crate::publish::targets::{self, Around};
use crate::publish::{Intent, Prepared, hosting, prepare};
use crate::render::CONTENT_SECURITY_POLICY;
use crate::site::publishing::PublishTarget;
use crate::site::{BaseUrl, Site};

pub use rollback::{Back, run as roll_back};
pub use status::{Asked, run as tell_status};

/// What is to be published, and how far that may go.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// The project, with its build.
    pub options: Options,
    /// The name of the target, where there are several.
    pub target: Option<String>,
    /// How.
    pub manner: Manner,
}

/// How something is done on a target.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
pub struct Manner {
    /// Only show what would be done.
    pub plan: bool,
    /// Ask nobody.
    pub yes: bool,
    /// How many deletions are meant.
    pub max_deletes: Option<usize>,
    /// Whether a publication that seems to be under way is known to be dead.
    pub take_over: bool,
}

/// A target that was chosen, opened.
struct Chosen<'a> {
    name: &'a str,
    target: Box<dyn Target>,
}

/// Publishes, or shows what that would do.
pub fn run(publishing: &Publishing, environment: &Environment, console: Console) -> Result<(), Failure> {
    let Publishing { options, target, manner } = publishing;
    let project = Project::open(options.clone())?;
    let (name, settings) = choose(project.site(), target.as_deref())?;
    let wait = || console.note("a build is under way; this waits until it has ended");
    let local = built(&project, settings, environment.now, wait)?;
    let facts = &local.sealed.seal.facts;
    advise(options, facts, environment, console);
    let chosen = open(name, settings, &project, &project.unpublishable())?;
    let wanted = local.wanted(&targets::manner(settings), chosen.target.traits());
    let intent = intent(&project, settings, *manner, environment);
    let prepared = prepare(&*chosen.target, wanted, &intent)?;
    let about = About {
        as_of: facts.as_of.clone(),
        seal: local.sealed.seal.manifest.clone(),
        next_change: facts.next_change.clone(),
        message: format!("Publish the site as of {}", facts.as_of),
        ..about(&intent)
    };
    let leads_on = local.sealed.files.iter().filter(|file| hosting::leads_on(file)).map(|file| &*file.path).collect();
    let work = Work { chosen: &chosen, prepared: &prepared, about: &about, contents: &local, leads_on };
    work.run(*manner, "Publish this?", console)
}

/// What is done, once it is planned.
struct Work<'a> {
    chosen: &'a Chosen<'a>,
    prepared: &'a Prepared,
    about: &'a About,
    contents: &'a dyn Contents,
    /// Files of pages that lead on to another one.
    leads_on: BTreeSet<&'a str>,
}

impl Work<'_> {
    /// Shows the plan, asks, does it, and says what was done.
    fn run(&self, manner: Manner, question: &str, console: Console) -> Result<(), Failure> {
        let (start, prepared) = (Instant::now(), self.prepared);
        let is_idle = prepared.plan.is_idle();
        if let Some(gone) = show::vanishing(prepared, &|path| self.leads_on.contains(path)) {
            console.note(&gone);
        }
        if manner.plan {
            console.result(&show::plan(&self.chosen.title(), prepared, usize::MAX))?;
            console.note("nothing is changed: that was asked for with --plan");
            return Ok(());
        }
        if !is_idle && !manner.yes {
            console.result(&show::plan(&self.chosen.title(), prepared, show::FEW))?;
            confirm(question, "look at it with --plan, then say --yes")?;
        }
        let bar = Bar::new(console);
        let Prepared { remote, ours, wanted, plan } = prepared;
        let (target, about, contents) = (&*self.chosen.target, self.about, self.contents);
        Publication { target, remote, ours, wanted, plan, about, contents, watch: &bar }.run()?;
        drop(bar);
        console.closing(&show::done(&self.chosen.title(), prepared, self.about, start.elapsed().as_secs_f64()))
    }
}

impl Chosen<'_> {
    /// `production (../www)`.
    fn title(&self) -> String {
        format!("{} ({})", self.name, self.target.name())
    }
}

/// The target that is named, or the only one.
fn choose<'s>(site: &'s Site, named: Option<&str>) -> Result<(&'s str, &'s PublishTarget), Failure> {
    let known: Vec<_> = site.publish.keys().map(String::as_str).collect();
    if known.is_empty() {
        let help = "write one: [publish.production] with type = \"folder\" and path = \"...\"; \
            `compendium publish --help` shows the others";
        return Err(Failure::usage("site.toml names no place to publish to", help));
    }
    let Some(name) = named else {
        let only = site.publish.iter().next().filter(|_| known.len() == 1);
        let which =
            || Failure::usage("there are several places to publish to", format!("name one: {}", known.join(", ")));
        return only.map(|(name, settings)| (name.as_str(), settings)).ok_or_else(which);
    };
    let found = site.publish.get_key_value(name).map(|(name, settings)| (name.as_str(), settings));
    found.ok_or_else(|| {
        let near = crate::diagnostic::did_you_mean(name, known.iter().copied());
        let help = near.unwrap_or_else(|| format!("site.toml names {}", known.join(", ")));
        Failure::usage(format!("there is no target `{name}`"), help)
    })
}

/// The build, with the files for the host of a target.
fn built(
    project: &Project,
    settings: &PublishTarget,
    now: jiff::Timestamp,
    wait: impl FnOnce(),
) -> anyhow::Result<Local> {
    let host = targets::host(settings, &project.site().base.path, CONTENT_SECURITY_POLICY);
    let today = AsOf::instant(now).day;
    Local::open(&project.output(), &project.site().id, today, wait)?.hosted(&host)
}

fn open<'a>(
    name: &'a str,
    settings: &'a PublishTarget,
    project: &Project,
    forbidden: &Forbidden,
) -> anyhow::Result<Chosen<'a>> {
    let target = targets::open(settings, &Around { root: project.root(), forbidden })?;
    Ok(Chosen { name, target })
}

fn intent(project: &Project, settings: &PublishTarget, manner: Manner, environment: &Environment) -> Intent {
    Intent {
        site: project.site().id.clone(),
        limits: Limits { max_deletes: manner.max_deletes, history: settings.history.into() },
        take_over: manner.take_over,
        now: environment.now,
    }
}

fn about(intent: &Intent) -> About {
    let (site, now) = (intent.site.clone(), intent.now.to_string());
    About { site, now, history: intent.limits.history, ..About::default() }
}

/// Says what whoever publishes may have forgotten. The site is complete all the same, so nothing is refused.
fn advise(options: &Options, facts: &Facts, environment: &Environment, console: Console) {
    let (today, sealed_day) = (AsOf::instant(environment.now).day, facts.as_of.parse::<jiff::civil::Date>().ok());
    if let Some((day, why)) = &facts.next_change
        && day.parse::<jiff::civil::Date>().is_ok_and(|day| day <= today)
    {
        console.note(&format!("since {day} the site says something else ({why}); build it again to show that"));
    }
    if facts.base_url.starts_with('/') {
        console.note(
            "`base_url` of site.toml does not say where the site lives: it has no sitemap, and its feeds lead nowhere",
        );
    }
    let Some(day) = sealed_day.filter(|_| console.is_human() && !console.quiet) else { return };
    let then = Options { as_of: AsOf::day(day), base_url: BaseUrl::parse(&facts.base_url), ..options.clone() };
    if Project::open(then).is_ok_and(|project| project.is_current(facts) == Some(false)) {
        console.note("the content was changed since the site was built; what was built is published");
    }
}

#[cfg(test)]
mod tests;
