//! Relations that lead in a circle.

use super::{Catalog, EntryIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Relation;

/// Reports every circle of an acyclic relation once, with its whole path.
pub(super) fn cycles(catalog: &Catalog) -> Vec<Diagnostic> {
    let relations = Relation::ALL.iter().filter(|relation| relation.is_acyclic());
    relations.flat_map(|relation| of_relation(catalog, *relation)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    OnPath,
    Done,
}

/// Depth-first search without recursion: a chain of 100,000 entries is no reason to overflow the stack.
fn of_relation(catalog: &Catalog, relation: Relation) -> Vec<Diagnostic> {
    let next = |entry: EntryIx| {
        let related = catalog.links(entry).relations.iter();
        related.filter(move |(found, _)| *found == relation).map(|(_, other)| *other).collect::<Vec<_>>()
    };
    let mut marks = vec![Mark::New; catalog.entries.len()];
    let mut found = Vec::new();
    for (start, _) in catalog.iter() {
        if marks[start.0 as usize] != Mark::New || next(start).is_empty() {
            continue;
        }
        let mut path = vec![(start, next(start).into_iter())];
        marks[start.0 as usize] = Mark::OnPath;
        while let Some((here, rest)) = path.last_mut() {
            let Some(other) = rest.next() else {
                marks[here.0 as usize] = Mark::Done;
                path.pop();
                continue;
            };
            match marks[other.0 as usize] {
                Mark::New => {
                    marks[other.0 as usize] = Mark::OnPath;
                    path.push((other, next(other).into_iter()));
                }
                Mark::OnPath => {
                    let begin = path.iter().position(|(step, _)| *step == other).unwrap_or(0);
                    let circle: Vec<_> = path[begin..].iter().map(|(step, _)| *step).collect();
                    found.push(report(catalog, relation, &circle));
                }
                Mark::Done => {}
            }
        }
    }
    found
}

fn report(catalog: &Catalog, relation: Relation, circle: &[EntryIx]) -> Diagnostic {
    let place = |at: usize| {
        let (from, to) = (&catalog[circle[at]], &catalog[circle[(at + 1) % circle.len()]]);
        let written = from.relations().find(|(found, id)| *found == relation && id.value == to.id);
        let written = written.or_else(|| from.relations().find(|(found, _)| *found == relation));
        (from, written.map_or(from.front_matter, |(_, id)| id.span), to)
    };
    let names: Vec<_> = circle.iter().chain(circle.first()).map(|step| catalog[*step].id.as_str()).collect();
    let (first, span, _) = place(0);
    let message = format!("`{relation}` leads in a circle: {}", names.join(" \u{2192} "));
    let mut diagnostic =
        Diagnostic::new(Code::RelationCycle, &first.source, span, message).help("remove one of these relations");
    for at in 1..circle.len() {
        let (from, span, to) = place(at);
        diagnostic = diagnostic.related(&from.source, span, format!("`{}` {relation} `{}`", from.id, to.id));
    }
    diagnostic
}
