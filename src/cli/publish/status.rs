//! `status`: what lives on a target, how it differs from what is built, and what can be gone back to.

use std::fmt::Write;

use super::{Manner, built, choose, intent, open, show};
use crate::catalog::AsOf;
use crate::cli::console::{Console, count};
use crate::cli::environment::Environment;
use crate::cli::failure::Failure;
use crate::project::{Options, Project};
use crate::publish::record::Published;
use crate::publish::refusal::Refusal;
use crate::publish::remote::Remote;
use crate::publish::target::Target;
use crate::publish::{Intent, earlier, prepare_from, targets};
use crate::site::publishing::PublishTarget;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The project, with its build.
    pub options: Options,
    /// The name of the target; all without it.
    pub target: Option<String>,
}

/// Tells what lives where.
pub fn run(asked: &Asked, environment: &Environment, console: Console) -> Result<(), Failure> {
    let project = Project::open(asked.options.clone())?;
    let site = project.site();
    let all = || site.publish.iter().map(|(name, settings)| (name.as_str(), settings)).collect();
    let names: Vec<_> = match asked.target.as_deref() {
        None if site.publish.len() > 1 => all(),
        named => vec![choose(site, named)?],
    };
    for (at, (name, settings)) in names.into_iter().enumerate() {
        let chosen = open(name, settings, &project, &project.unpublishable())?;
        let intent = intent(&project, settings, Manner::default(), environment);
        let told = told(&*chosen.target, settings, &project, &intent)?;
        let gap = if at > 0 { "\n" } else { "" };
        console.result(&format!("{gap}{}\n{told}", chosen.title()))?;
    }
    Ok(())
}

fn told(target: &dyn Target, settings: &PublishTarget, project: &Project, intent: &Intent) -> anyhow::Result<String> {
    let remote = Remote::look(target)?;
    let today = AsOf::instant(intent.now).day;
    let none = || "  nothing was published there yet\n".to_owned();
    let mut text = remote.site().map_or_else(none, |site| alive(site, today));
    if let Some(journal) = remote.unfinished() {
        let since = show::minute(&journal.begun);
        let said =
            writeln!(text, "  a publication that began {since} has not ended; `compendium publish` completes it");
        said.expect("a text takes all that is written");
    }
    let back = earlier(target, &remote, settings.history.into())?;
    text += &against_build(remote, target, settings, project, intent)?;
    for earlier in &back {
        text.extend(["  back to ", &show::earlier(earlier), "\n"]);
    }
    Ok(text)
}

fn alive(site: &Published, today: jiff::civil::Date) -> String {
    let files = count(site.live().count(), "file");
    let back = site.rolled_back_to.map(|to| format!(", which is generation {to} again")).unwrap_or_default();
    let (generation, published, as_of) = (site.generation, show::minute(&site.published), &site.as_of);
    let next = site.next_change.as_ref().map(|(day, why)| {
        let has_come = day.parse::<jiff::civil::Date>().is_ok_and(|day| day <= today);
        let what = if has_come { "a build would say something else since" } else { "changes by itself on" };
        format!("  {what} {day}: {why}\n")
    });
    let next = next.unwrap_or_default();
    format!("  generation {generation}{back}, published {published}, as of {as_of}, {files}\n{next}")
}

/// How what lives there differs from what is built.
fn against_build(
    remote: Remote,
    target: &dyn Target,
    settings: &PublishTarget,
    project: &Project,
    intent: &Intent,
) -> anyhow::Result<String> {
    let told = built(project, settings, intent.now, || {}).and_then(|local| {
        let wanted = local.wanted(&targets::manner(settings), target.traits());
        let intent = Intent { take_over: true, ..intent.clone() };
        let prepared = prepare_from(remote, target, wanted, &intent)?;
        Ok(if prepared.plan.is_idle() {
            "  what is built is what lives there\n".to_owned()
        } else {
            format!("  {}", show::plan("to publish what is built", &prepared, 0).lines().last().unwrap_or_default())
                + "\n"
        })
    });
    told.or_else(|error| {
        let refusal = error.downcast::<Refusal>()?;
        Ok(format!("  what is built cannot be published: {refusal}\n"))
    })
}
