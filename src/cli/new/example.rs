//! How fields are written, for those who have not written one yet.

use super::blank::quoted;
use crate::record::{FieldSpec, Shape};
use crate::vocabulary::Axis;

/// A field with a value that shows its form, in lines.
pub fn lines(field: &FieldSpec) -> Vec<String> {
    let name = field.name;
    match &field.shape {
        Shape::List(of) => match &**of {
            Shape::Record(parts) => vec![format!("{name}:"), format!("  - {}", record(parts))],
            _ => vec![format!("{name}: {}", value(field))],
        },
        _ => vec![format!("{name}: {}", value(field))],
    }
}

/// The id of a term of an axis; quoted when other programs would take it for a number and drop its zeros.
pub fn term(axis: &Axis) -> String {
    let id = axis.terms.first().map_or("id", |node| node.term.id.as_str());
    if id.starts_with('0') { quoted(id) } else { id.to_owned() }
}

/// Fields on one line. A source is either listed or a page of the web; shown is the one that is asked for more often.
fn record(fields: &[FieldSpec]) -> String {
    let is_source = fields.iter().any(|field| field.name == "cite");
    let shown = fields.iter().filter(|field| !is_source || ["cite", "paras"].contains(&field.name));
    let pairs: Vec<_> = shown.map(|field| format!("{}: {}", field.name, value(field))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn value(field: &FieldSpec) -> String {
    if let Some(value) = of_name(field) {
        return value.to_owned();
    }
    match &field.shape {
        Shape::Record(fields) => record(fields),
        Shape::List(of) => match &**of {
            Shape::Record(fields) => format!("[{}]", record(fields)),
            Shape::Entry => "[entry-id]".to_owned(),
            _ => field.shape.example(),
        },
        shape => shape.example(),
    }
}

/// Values whose form the shape alone does not tell.
fn of_name(field: &FieldSpec) -> Option<&'static str> {
    Some(match (field.name, &field.shape) {
        ("sdg", _) => "[8.8]",
        ("countries" | "origin" | "destination" | "training_in" | "recognised_in", _) => "[PHL]",
        ("occupations", _) => "[\"2221\"]",
        ("region", _) => "[\"014\"]",
        ("paras", _) => "60-61",
        ("cite", _) => "id",
        ("currency", _) => "EUR",
        ("review_every", _) => "P2Y",
        ("meets", _) => "[entry-id#need-key]",
        ("by", Shape::Any) => "{sex: female}",
        ("extra", _) => "{note: ...}",
        _ => return None,
    })
}
