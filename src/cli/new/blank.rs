//! The text of a new entry, from the declarations of its fields.

use super::example;
use crate::cli::console::wrapped;
use crate::entry::{Kind, fields_of};
use crate::record::{FieldSpec, Shape};
use crate::vocabulary::{Axis, Vocabularies};

/// Columns of a comment.
const WIDTH: usize = 100;
/// Terms of an axis that a comment names.
const TERMS: usize = 12;
/// Axes whose terms entries name in other ways than by a field of that name.
const NO_FIELDS: [&str; 3] = ["actors", "forums", "glossary"];

/// A field that has to be given a value, so that `check` names it until it has one.
pub const TODO: &str = "# TODO";

/// The text of a new entry: required fields, then all others as comments.
pub fn entry(kind: Kind, title: &str, day: jiff::civil::Date, vocabularies: &Vocabularies) -> String {
    let fields = fields_of(kind);
    let axes = axes(&fields, vocabularies);
    let needed = |axis: &&&Axis| axis.required && kind != Kind::Page;
    let mut text = vec!["---\n".to_owned()];
    for field in fields.iter().filter(|field| field.required) {
        text.push(comment(&explained(field, vocabularies)));
        text.push(written(field, title, day));
    }
    for axis in axes.iter().filter(needed) {
        // A field without a value cannot be told from one that does not exist, as long as axes are not known.
        text.push(format!("{}{}: TODO\n", comment(&described(axis)), axis.field));
    }
    text.push("\n# Fields that may be written; remove the `# ` in front of a line to use it.\n".to_owned());
    for field in fields.iter().filter(|field| !field.required) {
        text.push(format!("\n{}", comment(&explained(field, vocabularies))));
        text.extend(example::lines(field).iter().map(|line| format!("# {line}\n")));
    }
    for axis in axes.iter().filter(|axis| !needed(axis)) {
        text.push(format!("\n{}# {}: [{}]\n", comment(&described(axis)), axis.field, example::term(axis)));
    }
    text.push(format!("\n{}---\n\n", comment(BODY)));
    text.concat()
}

const BODY: &str = "The text follows below the next line, in Markdown, with headings from `##`. [[id]] links to an entry, \
    [[theme:id]] to a term, [@id, para. 60] cites a source.";

/// A field with what is known of a new entry, else with a mark that something is to be written.
fn written(field: &FieldSpec, title: &str, day: jiff::civil::Date) -> String {
    let value = match (field.name, &field.shape) {
        ("title", _) => quoted(title),
        ("date", _) => day.to_string(),
        // A kind is one word; of the statuses the first one claims the least.
        ("kind" | "status", Shape::Word(words)) => words[0].to_owned(),
        ("sources", _) => return "sources:\n  - cite: TODO\n".to_owned(),
        _ => TODO.to_owned(),
    };
    format!("{}: {value}\n", field.name)
}

/// The axes that are fields by themselves: those of the project, and those of the program that are no field yet.
fn axes<'a>(known: &[FieldSpec], vocabularies: &'a Vocabularies) -> Vec<&'a Axis> {
    let is_new = |axis: &&Axis| {
        let taken = known.iter().any(|field| field.name == axis.field);
        !taken && !NO_FIELDS.contains(&axis.id.as_str())
    };
    vocabularies.axes.iter().filter(is_new).collect()
}

fn described(axis: &Axis) -> String {
    format!("{}.{}", axis.title.original(), terms(axis))
}

/// What a field means and what it takes.
fn explained(field: &FieldSpec, vocabularies: &Vocabularies) -> String {
    let item = match &field.shape {
        Shape::List(of) => of,
        shape => shape,
    };
    let choices = match item {
        Shape::Word(words) if words.len() > 1 => format!(" One of {}.", words.join(", ")),
        Shape::Term => {
            let axis = vocabularies.axis_of_field(field.name).map(|axis| &vocabularies[axis]);
            axis.map(terms).unwrap_or_default()
        }
        _ if field.name == "sources" => {
            " Each is a document of content/sources.yaml, {cite: id, paras: 60-61}, or a page of the web, \
             {title: ..., url: https://..., accessed: 2018-12-10}."
                .to_owned()
        }
        _ => String::new(),
    };
    format!("{}{choices}", field.doc)
}

/// The first terms of an axis of the project, the widest ones. Those that come with the program are too many to tell, or
/// told already.
fn terms(axis: &Axis) -> String {
    if axis.embedded {
        return String::new();
    }
    let widest: Vec<_> =
        axis.terms.iter().filter(|node| node.broader.is_none()).map(|node| node.term.id.as_str()).collect();
    let named = widest.iter().take(TERMS).copied().collect::<Vec<_>>().join(", ");
    match axis.terms.len().saturating_sub(TERMS.min(widest.len())) {
        _ if named.is_empty() => String::new(),
        0 => format!(" Terms: {named}."),
        more => format!(" Terms: {named} and {more} more."),
    }
}

/// A text in lines that each begin with `# `.
pub fn comment(text: &str) -> String {
    wrapped(text, WIDTH - 2).lines().map(|line| format!("# {line}\n")).collect::<Vec<_>>().concat()
}

/// A text as YAML writes it between double quotes; JSON's escapes are among YAML's.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
