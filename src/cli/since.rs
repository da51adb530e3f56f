//! `check --since`: an earlier state of the site, by a file, a target or a revision.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;

use super::environment::Environment;
use super::failure::Failure;
use crate::diagnostic::did_you_mean;
use crate::output::{Forbidden, manifest_of, manifest_paths};
use crate::project::vanished::Former;
use crate::project::{Options, Project};
use crate::publish::git::Revision;
use crate::publish::record::{self, PUBLISHED, Published};
use crate::publish::targets::{self, Around};

/// Bytes of a manifest; that of a site of 100,000 entries has a fifth of it.
const LARGEST: u64 = 512 << 20;
/// So many branches and tags are named.
const REVISIONS: usize = 8;

/// The addresses of an earlier state.
pub fn former(what: &str, project: &Project, options: &Options, environment: &Environment) -> Result<Former, Failure> {
    let path = environment.folder.join(what);
    if path.is_file() {
        let text = read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let published = record::parse_published(&text).map(|published| of_published(&published));
        let files = published.or_else(|_| manifest_paths(&text).map(Former::of_files));
        let help = "give it published.json of a target, or .compendium/manifest.json of an output folder";
        return files.map_err(|_| Failure::usage(format!("`{what}` is no manifest"), help));
    }
    if let Some(settings) = project.site().publish.get(what) {
        let forbidden: Forbidden = project.unpublishable();
        let target = targets::open(settings, &Around { root: project.root(), forbidden: &forbidden })?;
        let object = target.read(PUBLISHED)?;
        let published = object.map(|object| record::parse_published(&object.bytes)).transpose()?;
        return Ok(published.as_ref().map(of_published).unwrap_or_default());
    }
    let Some(revision) = Revision::read(project.root(), what)? else { return Err(unknown(what, project)) };
    let then = Project::open(Options { root: revision.project(), strict: false, ..options.clone() }).map_err(|_| {
        Failure::usage(format!("there is no sound project at `{what}`"), "name a revision that was built")
    })?;
    let survey = then.survey();
    Ok(Former::of_routes(&survey.routes, &survey.catalog))
}

/// What a file holds, up to a length at which it is no manifest.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    std::fs::File::open(path)?.take(LARGEST).read_to_end(&mut text)?;
    Ok(text)
}

/// Nothing of that name, with what there is.
fn unknown(what: &str, project: &Project) -> Failure {
    let targets: Vec<_> = project.site().publish.keys().map(String::as_str).collect();
    let revisions = Revision::names(project.root(), REVISIONS);
    let near = did_you_mean(what, targets.iter().copied().chain(revisions.iter().map(String::as_str)));
    let known = |sort: &str, names: &[&str]| (!names.is_empty()).then(|| format!("{sort}: {}", names.join(", ")));
    let revisions: Vec<_> = revisions.iter().map(String::as_str).collect();
    let manifest = manifest_of(&project.output());
    let file = manifest.is_file().then(|| format!("the last build: {}", manifest.display()));
    let all = [known("targets", &targets), known("revisions", &revisions), file];
    let all = all.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let none = "name a revision of git, a target of site.toml, or the file of a manifest";
    let all = if all.is_empty() { none.to_owned() } else { all };
    Failure::usage(format!("`{what}` is no file, no target and no revision"), near.unwrap_or(all))
}

fn of_published(published: &Published) -> Former {
    Former::of_files(published.of_site().map(str::to_owned))
}
