//! What a query and its answer can speak of: the fields that entries declare, those below them, axes and relations.

use super::Problem;
use crate::catalog::{Catalog, EntryIx};
use crate::diagnostic::did_you_mean;
use crate::entry::declared_fields;
use crate::export::names;
use crate::record::{Datum, FieldSpec, Shape};
use crate::route::Page;
use crate::source::{Span, Spanned};
use crate::vocabulary::{AxisIx, TermIx};

/// Something that entries have.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As it is written in data, with points between its parts.
    pub name: String,
    /// Where its values come from.
    pub origin: Origin,
    /// What one value is.
    pub shape: Shape,
}

/// Where the values of a field come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The id.
    Id,
    /// The address of the page.
    Url,
    /// A declared field, and the fields below it.
    Declared(Vec<String>),
    /// The terms of an axis, in whatever field an entry names them; the field that is the axis's own.
    Axis(AxisIx, String),
    /// A relation, seen from the entry.
    Relation(&'static str),
    /// The entries that mention it.
    MentionedBy,
}

impl Field {
    /// The field of a name.
    pub fn parse(name: &Spanned<String>, catalog: &Catalog) -> Result<Self, Problem> {
        let mut parts = name.value.split('.');
        let first = parts.next().unwrap_or_default();
        let below: Vec<_> = parts.collect();
        if let Some(field) = special(first, catalog).filter(|_| below.is_empty()) {
            return Ok(field);
        }
        let Some(spec) = declared().find(|field| field.name == first) else {
            return Err(unknown(first, name.span, "an entry", &known(catalog)));
        };
        let mut path = vec![first.to_owned()];
        let mut shape = one(&spec.shape);
        for part in below {
            shape = field_below(&path.join("."), part, &shape, name.span)?;
            path.push(part.to_owned());
        }
        Ok(Self { name: name.value.clone(), origin: Origin::Declared(path), shape })
    }

    /// The field of a name in a question. One that has the name of a term of a vocabulary means the vocabulary, which its own
    /// terms belong to: `region` of agreements.
    pub fn asked(name: &Spanned<String>, catalog: &Catalog) -> Result<Self, Problem> {
        let vocabularies = &catalog.vocabularies;
        let axis = vocabularies.axis_of_reference(&name.value).filter(|axis| {
            let its = &vocabularies[*axis];
            its.one == name.value
                && its.field != name.value
                && catalog.vocabularies.axis_of_declared_field(&name.value) == Some(*axis)
        });
        let Some(axis) = axis else { return Self::parse(name, catalog) };
        let origin = Origin::Axis(axis, vocabularies[axis].field.clone());
        Ok(Self { name: name.value.clone(), origin, shape: Shape::Term })
    }

    /// The last part of its name: by it, terms are looked up.
    pub fn last(&self) -> &str {
        match &self.origin {
            Origin::Axis(_, field) => field,
            Origin::Declared(path) => path.last().map_or("", String::as_str),
            _ => &self.name,
        }
    }

    /// Calls `each` with every value that an entry has of it.
    pub fn each_value(&self, catalog: &Catalog, ix: EntryIx, each: &mut dyn FnMut(&Datum<'_>)) {
        let entry = &catalog[ix];
        match &self.origin {
            Origin::Id => each(&Datum::Entry(entry.id.as_str().into())),
            Origin::Url => each(&Datum::Address(names::url(catalog, Page::Entry(ix)).into())),
            Origin::Declared(path) => descend(&names::datum(catalog, entry, &path[0]), &path[1..], each),
            Origin::Axis(axis, _) => {
                // A country lies in a region: of a term of another axis, the nearest one above it on this axis counts.
                let near = |term: &TermIx| catalog.vocabularies.with_broader(*term).find(|term| term.axis == *axis);
                let mut terms: Vec<_> = catalog.links(ix).terms.iter().filter_map(near).collect();
                let mut seen = std::collections::HashSet::new();
                terms.retain(|term| seen.insert(*term));
                for term in terms {
                    each(&Datum::Term(names::id(catalog, term).into()));
                }
            }
            Origin::Relation(relation) => {
                let of_it = names::relations(catalog, ix).filter(|(name, _)| name == relation);
                of_it.for_each(|(_, other)| each(&Datum::Entry(catalog[other].id.as_str().into())));
            }
            Origin::MentionedBy => {
                names::mentioned_by(catalog, ix).for_each(|by| each(&Datum::Entry(catalog[by].id.as_str().into())));
            }
        }
    }
}

/// Fields that no declaration has: an entry's name, its relations, and axes.
fn special(name: &str, catalog: &Catalog) -> Option<Field> {
    let field = |origin, shape| Some(Field { name: name.to_owned(), origin, shape });
    match name {
        "id" => return field(Origin::Id, Shape::Entry),
        "url" => return field(Origin::Url, Shape::Url),
        "mentioned_by" => return field(Origin::MentionedBy, Shape::Entry),
        _ => {}
    }
    if let Some(relation) = names::relation_names().find(|relation| *relation == name) {
        return field(Origin::Relation(relation), Shape::Entry);
    }
    if declared().any(|field| field.name == name) {
        return None;
    }
    // An axis goes by its field, its own name and that of one of its terms: `theme=cities`.
    let vocabularies = &catalog.vocabularies;
    let axis = vocabularies.axis_of_field(name).or_else(|| vocabularies.axis_of_reference(name))?;
    field(Origin::Axis(axis, vocabularies[axis].field.clone()), Shape::Term)
}

/// The fields of every entry and of the kinds; relations are told from both ends, and not from here.
fn declared() -> impl Iterator<Item = FieldSpec> {
    declared_fields().filter(|field| !names::is_relation(field.name))
}

fn known(catalog: &Catalog) -> Vec<String> {
    let axes =
        catalog.vocabularies.axes.iter().flat_map(|axis| [axis.field.clone(), axis.one.clone(), axis.id.clone()]);
    let own = ["id", "url", "mentioned_by"].into_iter().chain(names::relation_names()).map(str::to_owned);
    declared().map(|field| field.name.to_owned()).chain(own).chain(axes).collect()
}

fn unknown(name: &str, span: Span, of: &str, known: &[String]) -> Problem {
    let near = did_you_mean(name, known.iter().map(String::as_str));
    let help = near.or_else(|| Some(format!("`compendium schema --format markdown` lists the fields of {of}")));
    Problem::new(span, format!("{of} has no field `{name}`"), help)
}

/// What one value of a field is.
fn one(shape: &Shape) -> Shape {
    match shape {
        Shape::List(of) => one(of),
        other => other.clone(),
    }
}

fn field_below(above: &str, name: &str, shape: &Shape, span: Span) -> Result<Shape, Problem> {
    match shape {
        Shape::Record(fields) => {
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                Ok(one(&field.shape))
            } else {
                let names = fields.iter().map(|field| field.name).collect::<Vec<_>>();
                let near = did_you_mean(name, names.iter().copied());
                let help = near.unwrap_or_else(|| format!("its fields: {}", names.join(", ")));
                Err(Problem::new(span, format!("`{above}` has no field `{name}`"), Some(help)))
            }
        }
        Shape::Any => Ok(Shape::Any),
        _ => Err(Problem::new(span, format!("`{above}` has no fields below it"), Some(format!("write `{above}`")))),
    }
}

/// The values at the end of a path of names, through lists.
fn descend(datum: &Datum<'_>, path: &[String], each: &mut dyn FnMut(&Datum<'_>)) {
    match datum {
        Datum::List(items) => items.iter().for_each(|item| descend(item, path, each)),
        Datum::Group(fields) if !path.is_empty() => {
            let of_name = fields.iter().filter(|(name, _)| *name == path[0]);
            of_name.for_each(|(_, below)| descend(below, &path[1..], each));
        }
        Datum::Any(json) => {
            let found = path.iter().try_fold(json, |json, name| json.get(name));
            if let Some(found) = found.filter(|found| !found.is_null()) {
                each(&Datum::Any(found.clone()));
            }
        }
        filled if path.is_empty() && !filled.is_empty() => each(filled),
        _ => {}
    }
}
