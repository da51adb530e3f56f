//! Whether a file is in the middle of being saved.

use std::sync::Arc;

use super::Live;
use crate::entry::{self, Parsed};
use crate::load;
use crate::node;
use crate::site;
use crate::source::{Source, Span};

impl Live {
    /// Whether a file that could be read is gone, or holds only the beginning of what it held, or is shorter and cannot be read:
    /// a program that saves it in steps may be at work.
    pub fn seems_half_written(&self, path: &str) -> bool {
        let known = if path == site::FILE { Some(&self.project.source) } else { self.known.text(path) };
        let Some(known) = known else { return false };
        let Ok(now) = load::read_text(&self.project.root, path, load::DATA_LIMIT) else { return true };
        if now.hash == known.hash {
            return false;
        }
        let is_shorter = now.text.len() < known.text.len();
        let is_beginning = is_shorter && known.text.starts_with(&now.text);
        is_beginning || is_broken(path, &now) && (is_shorter || path.ends_with(".md")) && !is_broken(path, known)
    }
}

/// Whether a text is none of its form.
fn is_broken(path: &str, source: &Arc<Source>) -> bool {
    let whole = Span::new(0, source.text.len());
    match path.rsplit('.').next() {
        Some("md") => matches!(entry::parse(source).0, None | Some(Parsed::Broken(_))),
        Some("yaml" | "yml") => node::from_yaml(source, whole).0.is_none(),
        Some("toml") => node::from_toml(source).0.is_none(),
        _ => false,
    }
}
