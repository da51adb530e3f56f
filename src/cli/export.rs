//! `export`: one file of open data, without the site.

use std::fs;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::build::tally;
use super::console::Console;
use super::failure::Failure;
use crate::content::Content;
use crate::diagnostic::did_you_mean;
use crate::output::MARKER;
use crate::project::{NotExported, Options, Project, usual};

/// What is to be exported, and where to.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The project.
    pub options: Options,
    /// The name of the file or of its format; the names of all without it.
    pub format: Option<String>,
    /// The file to write; the standard output without it.
    pub output: Option<PathBuf>,
}

/// Writes the export, or lists what there is.
pub fn run(wanted: Wanted, console: Console) -> Result<(), Failure> {
    let project = Project::open(wanted.options)?;
    let Some(typed) = &wanted.format else {
        return console.result(&(project.export_names().join("\n") + "\n"));
    };
    let usual = usual(typed);
    let format = usual.as_ref().map_or(typed.as_str(), |(file, said)| {
        console.note(said);
        file
    });
    if let Some(file) = &wanted.output {
        check_place(file, &project)?;
    }
    let made = project.export(format, |content, media_type| match &wanted.output {
        Some(file) => write(file, content),
        None => print(content, media_type, format),
    });
    made.map_err(|problem| refused(problem, format, console))?
}

fn refused(problem: NotExported, format: &str, console: Console) -> Failure {
    match problem {
        NotExported::Unknown(known) => {
            let near = did_you_mean(format, known.iter().map(String::as_str));
            let help = near.unwrap_or_else(|| "`compendium export` lists what there is".into());
            Failure::usage(format!("there is no export `{format}`"), help)
        }
        NotExported::Content(diagnostics) => {
            if let Err(failure) = console.diagnostics(&diagnostics, false) {
                return failure;
            }
            console.refusal(&format!("nothing is exported: {}", tally(&diagnostics)));
            Failure::Content
        }
    }
}

/// An export replaces what is there, as other programs with an `--output` do, but no folder, nothing that the project is made
/// from, and nothing that a build or a publication wrote.
fn check_place(file: &Path, project: &Project) -> Result<(), Failure> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let refuse = |why: &str, help: &str| Err(Failure::usage(format!("{} {why}", file.display()), help));
    let Ok(folder) = folder.canonicalize() else {
        return refuse("is in a folder that does not exist", "make the folder first");
    };
    let place = folder.join(file.file_name().unwrap_or_default());
    let is_plain = fs::symlink_metadata(&place).map_or(true, |known| known.is_file());
    if !is_plain || file.file_name().is_none() {
        return refuse("is no plain file", "name a file that does not exist, or an earlier export");
    }
    if project.sources().any(|source| place.starts_with(project.root().join(source))) {
        return refuse("is a place that the project is made from", "name a file elsewhere");
    }
    if folder.ancestors().any(|above| above.join(MARKER).is_dir()) {
        return refuse("lies in a site that was built, which is for the build to write", "name a file elsewhere");
    }
    Ok(())
}

/// Writes beside the file and moves into place, so that nobody reads half of it.
fn write(file: &Path, content: Content<'_>) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = write_new(&beside, content).and_then(|()| Ok(fs::rename(&beside, file)?));
    if written.is_err() {
        // What is left of a file that could not be written is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(())
}

fn write_new(file: &Path, content: Content<'_>) -> anyhow::Result<()> {
    let part = fs::File::create_new(file)?;
    match content {
        Content::File { make, .. } => make(file)?,
        content => {
            let mut buffered = BufWriter::new(&part);
            content.write_to(&mut buffered)?;
            buffered.flush()?;
        }
    }
    Ok(part.sync_all()?)
}

fn print(content: Content<'_>, media_type: &str, format: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let is_text = match &content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).is_ok(),
        Content::Parts(_) => true,
        Content::File { .. } => false,
    };
    if !is_text && out.is_terminal() {
        return Err(Failure::usage(
            format!("`{format}` is {media_type}, which a terminal cannot show"),
            format!("write it into a file: compendium export {format} --output FILE"),
        ));
    }
    let written = content.write_to(&mut out).and_then(|()| Ok(out.flush()?));
    let written = written.or_else(|error| match error.downcast::<std::io::Error>() {
        Ok(error) => Ok(super::console::unless_nobody_listens(Err(error))?),
        Err(error) => Err(error),
    });
    written.context("the export cannot be printed")?;
    Ok(())
}
