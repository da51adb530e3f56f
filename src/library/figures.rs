//! Statistics: `content/figures.yaml`.

use std::sync::Arc;

use super::Unread;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::SourceReference;
use crate::field::{EntryId, Localized};
use crate::node::{self, Node, Value};
use crate::record;
use crate::record::Reader;
use crate::source::{Source, Span, Spanned};

record! {
    /// `content/figures.yaml`.
    pub struct FiguresFile {
        /// The statistics.
        figures: Vec<Figure>,
    }
}

record! {
    /// A statistic.
    pub struct Figure {
        /// By what it is named: `[[figure:migrants-worldwide]]`.
        id: Spanned<String>,
        /// What it counts.
        title: Localized,
        /// How much.
        value: Spanned<f64>,
        /// In what unit: `people`, `percent`, an ISO 4217 currency code, or a word.
        unit: Localized,
        /// The year that it is about.
        year: Option<Spanned<Date>>,
        /// Who says so.
        source: Spanned<SourceReference>,
        /// A remark.
        note: Option<Localized>,
    }
}

/// The statistics of a site.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// As listed.
    pub list: Vec<Figure>,
    /// Those that could not be read.
    pub unread: Unread,
}

/// Reads the file that lists statistics.
pub fn figures(source: &Arc<Source>) -> (Figures, Vec<Diagnostic>) {
    let (node, mut diagnostics) = node::from_yaml(source, Span::new(0, source.text.len()));
    let mut reader = Reader::new(source);
    let list = node.as_ref().and_then(|node| reader.record(node)).map(|file: FiguresFile| file.figures);
    let (ids, is_any) = node.as_ref().and_then(written).unwrap_or((Vec::new(), list.is_none()));
    let list = list.unwrap_or_default();
    let is_read = |id: &str| list.iter().any(|figure| figure.id.value == id);
    let ids = ids.into_iter().filter(|id| !is_read(id)).map(str::to_owned).collect();
    for id in list.iter().map(|figure| &figure.id).filter(|id| EntryId::parse(id).is_none()) {
        let help = "ids are lower-case letters, digits and hyphens: migrants-worldwide";
        reader.refuse::<()>(Code::BadId, id.span, format!("`{id}` cannot be an id"), Some(help.into()));
    }
    diagnostics.append(&mut reader.diagnostics);
    (Figures { list, unread: Unread { ids, is_any } }, diagnostics)
}

/// The ids in a file, and whether a figure has none.
fn written(file: &Node) -> Option<(Vec<&str>, bool)> {
    let figures = field(file, "figures")?;
    let items = if let Value::List(items) = &figures.value { items } else { std::slice::from_ref(figures) };
    let id = |item| match &field(item, "id")?.value {
        Value::Text(id) => Some(id.as_str()),
        _ => None,
    };
    let ids: Vec<_> = items.iter().filter_map(id).collect();
    let lacks_one = ids.len() < items.len();
    Some((ids, lacks_one))
}

fn field<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let Value::Map(map) = &node.value else { return None };
    map.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_bad_figure_is_remembered_and_the_others_are_read() {
        let figure = |id: &str, value: &str| {
            format!("  - {{id: {id}, title: T, value: {value}, unit: people, source: {{cite: x}}}}\n")
        };
        let text = format!("figures:\n{}{}", figure("a", "x"), figure("b", "2"));
        let (found, problems) = figures(&Source::new("content/figures.yaml", text));
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::BadNumber]);
        assert_eq!(found.list.iter().map(|figure| figure.id.as_str()).collect::<Vec<_>>(), ["b"]);
        assert!(found.unread.may_be("a") && !found.unread.may_be("c"));
        for any in ["figures:\n  - {di: a}\n", "figures: [", "- x\n"] {
            assert!(figures(&Source::new("content/figures.yaml", any)).0.unread.may_be("c"), "{any}");
        }
        assert!(!figures(&Source::new("content/figures.yaml", "figures: []\n")).0.unread.may_be("c"));
    }
}
