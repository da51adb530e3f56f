//! The fields of a kind, as its editors see them: which are required for that kind, and which words it takes.

use super::{Common, Kind, REQUIRED_BUT_FOR_PAGES, Status, kind_fields};
use crate::diagnostic::did_you_mean;
use crate::node::odd_sign;
use crate::record::{FieldSpec, Record, Shape};

/// Every field of a kind, the common ones first.
pub fn fields_of(kind: Kind) -> Vec<FieldSpec> {
    let common = Common::fields().into_iter().map(|field| common_field(field, kind));
    common.chain(kind_fields(kind)).collect()
}

/// What may have been meant by a field that entries of the kind do not have: `known` are those that they have.
pub fn meant_field<'a>(field: &str, kind: Option<Kind>, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let elsewhere = || kind.and_then(|kind| of_other_kinds(field, kind));
    let habit = || HABITS.iter().find(|(theirs, _)| *theirs == field).map(|(_, ours)| (*ours).to_owned());
    odd_sign(field).or_else(habit).or_else(elsewhere).or_else(|| did_you_mean(field, known))
}

/// What other generators have in front matter, and what does the same here.
const HABITS: [(&str, &str); 8] = [
    ("description", "write it as `summary`"),
    ("lastmod", "write it as `updated`"),
    ("tags", "write them as `themes`, by the ids of content/vocabulary/themes.yaml"),
    ("categories", "write them as `themes`, by the ids of content/vocabulary/themes.yaml"),
    ("weight", "pages have `order`; lists of entries follow their titles"),
    ("slug", "the name of the file is the id and the address: rename the file"),
    ("expiryDate", "entries stay; `status` says that something has ended"),
    ("publishDate", "`embargo: 2026-05-01T09:00Z` holds an entry back until then"),
];

/// What to say of a field that entries of other kinds have.
fn of_other_kinds(field: &str, kind: Kind) -> Option<String> {
    let has_it = |kind: &&Kind| kind_fields(**kind).iter().any(|known| known.name == field);
    let kinds: Vec<_> = Kind::ALL.iter().filter(has_it).map(|kind| kind.plural()).collect();
    let own: Vec<_> = kind_fields(kind).iter().map(|field| field.name).collect();
    let own = if own.is_empty() { String::new() } else { format!("; {} have {}", kind.plural(), own.join(", ")) };
    (!kinds.is_empty()).then(|| format!("it is a field of {}{own}", kinds.join(" and ")))
}

/// The documentation says of these fields that pages do without them; of a kind it is known.
fn common_field(mut field: FieldSpec, kind: Kind) -> FieldSpec {
    field.doc = field.doc.replace(" Required but for pages.", "");
    field.required |= kind != Kind::Page && REQUIRED_BUT_FOR_PAGES.contains(&field.name);
    field.shape = match field.name {
        "kind" => Shape::Word(vec![kind.as_str()]),
        "status" => Shape::Word(Status::of(kind).iter().map(|status| status.as_str()).collect()),
        "needs" => without(field.shape, "meets"),
        _ => field.shape,
    };
    field
}

/// A list of records without one of their fields.
fn without(shape: Shape, name: &str) -> Shape {
    match shape {
        Shape::List(of) => Shape::List(Box::new(without(*of, name))),
        Shape::Record(fields) => Shape::Record(fields.into_iter().filter(|field| field.name != name).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn required(kind: Kind) -> Vec<&'static str> {
        fields_of(kind).iter().filter(|field| field.required).map(|field| field.name).collect()
    }

    #[test]
    fn habits_of_other_generators_get_the_field_that_does_the_same() {
        let help = |field: &str| meant_field(field, Some(Kind::Practice), ["summary", "updated"].into_iter());
        assert_eq!(help("description").as_deref(), Some("write it as `summary`"));
        assert_eq!(help("sumary").as_deref(), Some("did you mean `summary`?"));
        for (_, ours) in HABITS {
            let fields = fields_of(Kind::Page).into_iter().chain(fields_of(Kind::Practice));
            let words = ours.split('`').skip(1).step_by(2).map(|word| word.split(':').next().unwrap_or_default());
            let known: Vec<_> = fields.map(|field| field.name).collect();
            words.for_each(|word| assert!(known.contains(&word), "there is no field {word}"));
        }
    }

    #[test]
    fn pages_need_less_than_agreements() {
        assert_eq!(required(Kind::Page), ["kind", "title", "date"]);
        let expected = ["kind", "title", "summary", "level", "themes", "status", "sources", "date", "type"];
        assert_eq!(required(Kind::Agreement), expected);
    }
}
