//! Tables of fields, for people.

use super::Subject;
use crate::entry::{Common, fields_of, kind_fields};
use crate::record::{FieldSpec, Record, Shape};
use crate::site::publishing::TargetSettings;

/// The tables of a subject.
pub fn text(subject: Subject) -> String {
    let mut text = vec![format!("# {}\n\n", subject.title())];
    match subject.kinds() {
        [] => tables(&mut text, "##", "", &subject.fields()),
        [kind] => tables(&mut text, "##", "", &fields_of(*kind)),
        kinds => {
            text.push("## Every entry\n\n".to_owned());
            tables(&mut text, "###", "", &Common::fields());
            for kind in kinds.iter().filter(|kind| !kind_fields(**kind).is_empty()) {
                text.push(format!("## `kind: {kind}`\n\n"));
                tables(&mut text, "###", "", &kind_fields(*kind));
            }
        }
    }
    if subject == Subject::Site {
        // Their names are the project's own, so that they are no fields.
        text.push("## Below `publish.NAME`\n\n".to_owned());
        tables(&mut text, "##", "publish.NAME.", &TargetSettings::fields());
    }
    text.concat()
}

/// The table of some fields, then the tables of the fields below them, each under a heading of the given level.
fn tables(text: &mut Vec<String>, level: &str, above: &str, fields: &[FieldSpec]) {
    text.push("| field | holds | | meaning |\n|---|---|---|---|\n".to_owned());
    for field in fields {
        let required = if field.required { "required" } else { "" };
        let (holds, meaning) = (cell(&holds(&field.shape)), cell(&field.doc));
        text.push(format!("| `{}` | {holds} | {required} | {meaning} |\n", field.name));
    }
    text.push("\n".to_owned());
    for field in fields {
        if let Some(below) = below(&field.shape) {
            let path = format!("{above}{}", field.name);
            text.push(format!("{level} Below `{path}`\n\n"));
            tables(text, level, &format!("{path}."), below);
        }
    }
}

fn below(shape: &Shape) -> Option<&[FieldSpec]> {
    match shape {
        Shape::Record(fields) => Some(fields),
        Shape::List(of) => below(of),
        _ => None,
    }
}

/// What a field holds, in words.
fn holds(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".into(),
        Shape::Number => "number".into(),
        Shape::Integer => "whole number".into(),
        Shape::Boolean => "`true` or `false`".into(),
        Shape::Date => "year, month or day".into(),
        Shape::Instant => "instant with zone".into(),
        Shape::Url => "address".into(),
        Shape::Language => "language tag".into(),
        Shape::Entry => "id of an entry".into(),
        Shape::Need => "id of an entry, `#`, key of its need".into(),
        Shape::Term => "id of a term".into(),
        Shape::Party => "id of an actor or group, or a country".into(),
        Shape::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Shape::Localized => "text, or one for each language: `{en: ..., fr: ...}`".into(),
        Shape::List(of) => format!("one or more: {}", holds(of)),
        Shape::Record(_) => "fields".into(),
        Shape::Any => "anything".into(),
    }
}

/// A text that does not end its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
