//! Names of vocabularies: a field names terms of one axis, and so does the word before the colon of a reference.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Relation, declared_fields};
use crate::source::{Source, Span};
use crate::vocabulary::{Axis, FILTERS, PARAMETERS};

/// Fields of the model that name terms, each with its axis. Every other one holds something else.
const OF_TERMS: [(&str, &str); 5] = [
    ("level", "levels"),
    ("themes", "themes"),
    ("sdg", "sdg"),
    ("countries", "countries"),
    ("occupations", "occupations"),
];
/// The word before the colon in `[[figure:migrants-worldwide]]`, which is no term.
const FIGURE: &str = "figure";

/// Vocabularies whose terms entries could not name, or that share a name with another one.
pub(super) fn clashes(catalog: &Catalog) -> Vec<Diagnostic> {
    let axes = &catalog.vocabularies.axes;
    let own = axes.iter().filter_map(|axis| Some((axis, axis.declared.as_ref()?)));
    let clashes = own.flat_map(|(axis, place)| {
        // Of two files of the project the second is blamed, and what comes with the program never is.
        let comes_first = |other: &&Axis| other.id < axis.id || other.declared.is_none() && other.id != axis.id;
        let others: Vec<_> = axes.iter().filter(comes_first).collect();
        [taken_field(axis, &others, place), taken_word(axis, &others, place), taken_parameter(axis, place)]
    });
    clashes.flatten().collect()
}

/// A vocabulary whose field holds something else.
fn taken_field(axis: &Axis, others: &[&Axis], (source, span): &(Arc<Source>, Span)) -> Option<Diagnostic> {
    let field = axis.field.as_str();
    // Databases know no hyphens in names.
    let is_it = |name: &str| name == field || name.replace('-', "_") == field.replace('-', "_");
    let other = others.iter().find(|other| is_it(&other.field));
    let message = match other {
        None if !is_name(field) => format!("`{field}` cannot be the name of a field"),
        None if names_of_data().any(is_it) => format!("data of entries has another `{field}`"),
        Some(other) => format!("the field `{field}` names terms of `{}` already", other.id),
        None if declared_fields().any(|known| is_it(known.name)) && !OF_TERMS.contains(&(field, &axis.id)) => {
            format!("`{field}` is a field of entries that holds no terms of `{}`", axis.id)
        }
        None => return None,
    };
    let help = "call the `axis` otherwise, or name another `field` for its terms";
    Some(beside(Diagnostic::new(Code::DuplicateId, source, *span, message).help(help), other))
}

/// What data of entries holds beside their fields.
fn names_of_data() -> impl Iterator<Item = &'static str> {
    let ends = Relation::ALL.iter().map(|relation| relation.inverse());
    ends.chain(["id", "url", "version", "translations", "mentioned_by"])
}

/// Whether a field may be called so: lower-case letters, digits, hyphens and underscores, the first no hyphen.
fn is_name(field: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    field.starts_with(|c: char| c.is_ascii_alphanumeric()) && field.bytes().all(is_part)
}

/// A vocabulary whose terms are called as those of another one are, so that a reference could be to either.
fn taken_word(axis: &Axis, others: &[&Axis], (source, span): &(Arc<Source>, Span)) -> Option<Diagnostic> {
    let is_own = |word: &str| word == axis.one || word == axis.id;
    let other = others.iter().find(|other| is_own(&other.one) || is_own(&other.id));
    let (word, what) = match other {
        Some(other) if is_own(&other.one) => (other.one.as_str(), format!("one of `{}`", other.id)),
        Some(other) => (other.id.as_str(), format!("one of `{}`", other.id)),
        None if is_own(FIGURE) => (FIGURE, "a figure".to_owned()),
        None => return None,
    };
    let message = format!("`[[{word}:...]]` would be a term of `{}` or {what}", axis.id);
    let help = "say with `one` what a term of it is called, in a word that no other vocabulary has";
    Some(beside(Diagnostic::new(Code::DuplicateId, source, *span, message).help(help), other))
}

/// A vocabulary that is filtered by and whose terms are called as something else that a search may ask for.
fn taken_parameter(axis: &Axis, (source, span): &(Arc<Source>, Span)) -> Option<Diagnostic> {
    let is_taken = FILTERS.contains(&axis.id.as_str()) && PARAMETERS.contains(&axis.one.as_str());
    let message = || format!("`{}` means something else in the address of a search", axis.one);
    let help = format!("say with `one` what a term is called, in another word than {}", PARAMETERS.join(", "));
    is_taken.then(|| Diagnostic::new(Code::DuplicateId, source, *span, message()).help(help))
}

fn beside(diagnostic: Diagnostic, other: Option<&&Axis>) -> Diagnostic {
    match other.and_then(|other| other.declared.as_ref()) {
        Some((source, span)) => diagnostic.related(source, *span, "the other one"),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::DuplicateId;

    fn said(axis: &str, more: &str) -> Vec<String> {
        let text = format!("axis: {axis}\n{more}terms: [{{id: a, title: A}}]\n");
        let problems = Project::new().vocabulary(axis, &text).problems(DuplicateId);
        problems.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn a_field_names_terms_of_one_axis_and_holds_nothing_else() {
        assert_eq!(said("status", ""), ["`status` is a field of entries that holds no terms of `status`"]);
        assert_eq!(said("origin", "").len(), 1, "a field of one kind");
        assert_eq!(said("status", "field: standing\n"), [""; 0]);
        for taken in ["id", "url", "version", "has_part", "mentioned-by"] {
            let message = format!("data of entries has another `{taken}`");
            assert_eq!(said("topics", &format!("field: {taken}\n")), [message], "{taken}");
        }
        assert_eq!(said("led-by", "").len(), 1, "the field of leaders with a hyphen");
        for bad in ["'=1+1'", "A", "a b", "-a"] {
            assert!(said("topics", &format!("field: {bad}\n"))[0].ends_with("cannot be the name of a field"), "{bad}");
        }
        assert_eq!(said("topics", "field: themes\n"), ["the field `themes` names terms of `themes` already"]);
        for good in ["levels", "countries", "sdg", "regions", "actors", "glossary"] {
            assert_eq!(said(good, ""), [""; 0], "{good}");
        }
    }

    #[test]
    fn a_reference_is_to_terms_of_one_axis() {
        let other = "`[[theme:...]]` would be a term of `topics` or one of `themes`";
        assert_eq!(said("topics", "one: theme\n"), [other]);
        assert_eq!(said("figures", ""), ["`[[figure:...]]` would be a term of `figures` or a figure"]);
        assert_eq!(said("topics", "one: country\n").len(), 1);
        assert_eq!(said("topics", ""), [""; 0]);
        assert_eq!(said("objectives", "one: q\n"), ["`q` means something else in the address of a search"]);
    }
}
