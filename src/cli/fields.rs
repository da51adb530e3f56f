//! The fields of a kind, as its editors see them: which are required for that kind, and which words it takes.

use crate::entry::{Common, Kind, REQUIRED_BUT_FOR_PAGES, Status, kind_fields};
use crate::record::{FieldSpec, Record, Shape};

/// The axes that come with the program, by the fields that name their terms.
const AXES_OF_FIELDS: [(&str, &str); 9] = [
    ("level", "levels"),
    ("sdg", "sdg"),
    ("countries", "countries"),
    ("origin", "countries"),
    ("destination", "countries"),
    ("training_in", "countries"),
    ("recognised_in", "countries"),
    ("occupations", "occupations"),
    ("region", "regions"),
];

/// Every field of a kind, the common ones first.
pub fn fields_of(kind: Kind) -> Vec<FieldSpec> {
    let common = Common::fields().into_iter().map(|field| common_field(field, kind));
    common.chain(kind_fields(kind)).collect()
}

/// The documentation says of these fields that pages do without them; of a kind it is known.
fn common_field(mut field: FieldSpec, kind: Kind) -> FieldSpec {
    field.doc = field.doc.replace(" Required but for pages.", "");
    field.required |= kind != Kind::Page && REQUIRED_BUT_FOR_PAGES.contains(&field.name);
    field.shape = match field.name {
        "kind" => Shape::Word(vec![kind.as_str()]),
        "status" => Shape::Word(Status::of(kind).iter().map(|status| status.as_str()).collect()),
        _ => field.shape,
    };
    field
}

/// The axis that comes with the program and whose terms a field names.
pub fn embedded_axis(field: &str) -> Option<&'static str> {
    AXES_OF_FIELDS.iter().find(|(name, _)| *name == field).map(|(_, axis)| *axis)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn required(kind: Kind) -> Vec<&'static str> {
        fields_of(kind).iter().filter(|field| field.required).map(|field| field.name).collect()
    }

    #[test]
    fn pages_need_less_than_agreements() {
        assert_eq!(required(Kind::Page), ["kind", "title", "date"]);
        let expected = ["kind", "title", "summary", "level", "themes", "status", "sources", "date", "type"];
        assert_eq!(required(Kind::Agreement), expected);
    }

    #[test]
    fn fields_of_axes_exist_and_so_do_the_axes() {
        let known: Vec<_> = Kind::ALL.iter().flat_map(|kind| fields_of(*kind)).collect();
        let (vocabularies, _) = crate::vocabulary::merge(Vec::new());
        for (field, axis) in AXES_OF_FIELDS {
            let spec = known.iter().find(|spec| spec.name == field).expect(field);
            assert_eq!(spec.shape, Shape::List(Box::new(Shape::Term)), "{field}");
            assert!(vocabularies.axis(axis).is_some(), "{axis}");
        }
    }
}
