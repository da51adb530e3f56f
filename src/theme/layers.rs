//! The files of a theme with the layers that have them, for those who look at a theme or change a file of it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{File, Folio};
use crate::source::Source;

/// Where a file of a theme comes from; of two that have it, the later wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The theme that is embedded in the program.
    Embedded,
    /// The theme's folder below `themes/`.
    Theme,
    /// The project's own `templates/`, `strings/` and `static/`.
    Project,
}

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its path in a theme: `templates/entry.html`.
    pub path: String,
    /// The layers that have it, the one that wins last.
    pub layers: Vec<Layer>,
    /// What the one that wins has; of strings, which win one by one, what the theme has.
    pub bytes: Vec<u8>,
}

/// Every file of the theme `name` of a project, by path. The arguments are those of [`super::Theme::assemble`].
pub fn pieces(name: &str, texts: &[Arc<Source>], binaries: &[File]) -> Vec<Piece> {
    let mut pieces = BTreeMap::<String, Piece>::new();
    let mut add = |path: &str, layer: Layer, bytes: &[u8]| {
        let piece = || Piece { path: path.to_owned(), layers: Vec::new(), bytes: Vec::new() };
        let piece = pieces.entry(path.to_owned()).or_insert_with(piece);
        if layer != Layer::Project || piece.layers.is_empty() || !path.starts_with("strings/") {
            piece.bytes = bytes.to_vec();
        }
        piece.layers.push(layer);
    };
    for path in Folio::iter() {
        let file = Folio::get(&path).expect("an embedded file that is listed exists");
        add(&path, Layer::Embedded, &file.data);
    }
    let folder = format!("themes/{name}/");
    let texts = texts.iter().map(|source| (&*source.path, source.text.as_bytes()));
    let files = || texts.clone().chain(binaries.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    for (path, bytes) in files() {
        if let Some(path) = path.strip_prefix(&folder) {
            add(path, Layer::Theme, bytes);
        }
    }
    let names = static_names(name, files().map(|(path, _)| path));
    let of_project = files().filter(|(path, _)| !path.starts_with("themes/"));
    for (path, bytes) in of_project.filter(|(path, _)| !path.starts_with("static/") || names.contains(*path)) {
        add(path, Layer::Project, bytes);
    }
    pieces.into_values().collect()
}

/// The static files of the theme `name`: `static/folio.css`. Of the project's own static files those of these names are read
/// as the theme's, and the others are copied to the site. `paths` are those of the files below the project's root.
pub fn static_names<'a>(name: &str, paths: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let folder = format!("themes/{name}/");
    let of_folder = paths.filter_map(|path| path.strip_prefix(&folder)).map(str::to_owned);
    let embedded = Folio::iter().map(String::from);
    embedded.chain(of_folder).filter(|path| path.starts_with("static/")).collect()
}
