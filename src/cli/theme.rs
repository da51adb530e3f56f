//! `theme`: which files the theme has and where each comes from; one of them printed, or as a file of the project's own.

use serde_json::Value;

use super::args::TableFormat;
use super::console::Console;
use super::environment::Environment;
use super::failure::Failure;
use super::list::table::{Column, Table};
use super::new_file;
use crate::diagnostic::did_you_mean;
use crate::project::{Options, Project};
use crate::theme::{Layer, Piece};

/// The columns of `theme list`.
const COLUMNS: &[Column] = &[
    Column { name: "file", is_shown: true },
    Column { name: "bytes", is_shown: true },
    Column { name: "from", is_shown: true },
];

/// What is to be done with the theme.
#[derive(Clone, Debug)]
pub enum Themed {
    /// List its files.
    List(TableFormat),
    /// Copy one of its files into the project.
    Eject(String),
    /// Print one of its files.
    Show(String),
}

/// Does it.
pub fn run(options: Options, themed: &Themed, environment: &Environment, console: Console) -> Result<(), Failure> {
    let project = Project::open(options)?;
    let pieces = project.theme_files();
    match themed {
        Themed::List(format) => console.result(&list(&project, &pieces).print(*format)),
        Themed::Eject(file) => {
            let piece = to_eject(find(&pieces, file)?)?;
            new_file::write(project.root(), &piece.path, &piece.bytes)?;
            console.closing(&format!("{}\n", environment.shown(&project.root().join(&piece.path))))?;
            console.note("from now on this file is the project's own: later versions of the theme do not change it");
            Ok(())
        }
        Themed::Show(file) => {
            let piece = find(&pieces, file)?;
            let binary = || Failure::usage(format!("`{}` is no text", piece.path), "`theme eject` copies it");
            console.result(str::from_utf8(&piece.bytes).map_err(|_| binary())?)
        }
    }
}

fn list(project: &Project, pieces: &[Piece]) -> Table {
    let theme = &project.site().theme;
    let row = |piece: &Piece| {
        // Messages of all layers are read, one winning over the other; of other files the last layer alone is.
        let all = piece.path.starts_with("strings/");
        let read = if all { &piece.layers[..] } else { &piece.layers[piece.layers.len() - 1..] };
        let from: Vec<_> = read.iter().map(|layer| name_of(*layer, theme)).collect();
        vec![Value::from(piece.path.as_str()), Value::from(piece.bytes.len()), Value::from(from.join(" + "))]
    };
    Table { columns: COLUMNS, rows: pieces.iter().map(row).collect() }
}

fn name_of(layer: Layer, theme: &str) -> String {
    match layer {
        Layer::Embedded => "folio (in the program)".into(),
        Layer::Theme => format!("themes/{theme}"),
        Layer::Project => "the project".into(),
    }
}

/// The file of that path, or of that name when there is but one.
fn find<'p>(pieces: &'p [Piece], file: &str) -> Result<&'p Piece, Failure> {
    let wanted = file.trim_start_matches("./");
    let ending = format!("/{wanted}");
    let exact = pieces.iter().find(|piece| piece.path == wanted);
    let named: Vec<_> = pieces.iter().filter(|piece| piece.path.ends_with(&ending)).collect();
    let found = exact.or_else(|| if let [one] = named[..] { Some(one) } else { None });
    found.ok_or_else(|| unknown(pieces, wanted, &named))
}

/// The file, when a copy of it in the project would be of use.
fn to_eject(piece: &Piece) -> Result<&Piece, Failure> {
    if piece.path.starts_with("strings/") {
        let message = format!("`{}` need not be copied: messages win one by one", piece.path);
        return Err(Failure::usage(
            message,
            format!(
                "write into {0} what is to read otherwise, and nothing else; `theme show {0}` prints all",
                piece.path
            ),
        ));
    }
    if piece.layers.last() == Some(&Layer::Project) {
        return Err(Failure::usage(
            format!("`{}` is the project's own already", piece.path),
            "edit it, or delete it first",
        ));
    }
    Ok(piece)
}

fn unknown(pieces: &[Piece], wanted: &str, named: &[&Piece]) -> Failure {
    if !named.is_empty() {
        let paths: Vec<_> = named.iter().map(|piece| piece.path.as_str()).collect();
        return Failure::usage(
            format!("the theme has more than one `{wanted}`"),
            format!("write which: {}", paths.join(", ")),
        );
    }
    let known = pieces.iter().flat_map(|piece| {
        let name = piece.path.rsplit('/').next().unwrap_or(&piece.path);
        [piece.path.as_str(), name]
    });
    let near = did_you_mean(wanted, known);
    let help = near.unwrap_or_else(|| "`compendium theme list` names all files".into());
    Failure::usage(format!("the theme has no file `{wanted}`"), help)
}
