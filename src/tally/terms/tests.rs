use std::sync::Arc;

use super::*;
use crate::catalog::{AsOf, Parts, Shown, link};
use crate::source::Source;
use crate::{entry, site, vocabulary};

/// Three entries and a page: two commitments and a practice, on goal 8 in different ways.
pub(crate) fn catalog() -> Catalog {
    let entry = |id: &str, kind: &str, fields: &str| {
        let text = format!("---\nkind: {kind}\ntitle: {id}\nsummary: S.\ndate: 2018-12\n{fields}\n---\n");
        entry::parse(&Source::new(format!("content/{id}.md"), text)).0.expect("an entry")
    };
    let themes = "axis: themes\none: theme\nterms:\n  - {id: work, title: Work}\n  - {id: home, title: Home}\n";
    let themes = Source::new("content/vocabulary/themes.yaml", themes);
    let vocabularies = vec![(Arc::clone(&themes), vocabulary::parse(&themes).0.expect("a vocabulary"))];
    let parts = Parts {
        site: Arc::new(
            site::parse(&Source::new("site.toml", "title = \"x\"\nlanguages = [\"en\"]\n")).0.expect("settings"),
        ),
        as_of: AsOf::day(jiff::civil::date(2024, 1, 1)),
        shown: Shown::default(),
        parsed: vec![
            entry(
                "a",
                "commitment",
                "level: [national, global]\nthemes: work\nsdg: [8.8, 8.7]\nstatus: active\nnext_review: 2022\n\
                 milestones: [{title: A, done: 2020}, {title: B, due: 2023}, {title: C, due: 2025}]",
            ),
            entry(
                "b",
                "commitment",
                "level: national\nthemes: [work, home]\nsdg: 8\nstatus: planned\nnext_review: 2022\nreviews: {date: 2023}",
            ),
            entry("c", "practice", "level: subnational\nthemes: home\nsdg: 8.8\nstatus: active"),
            entry("d", "page", "level: global"),
        ],
        vocabularies: Arc::new(vocabulary::merge(vocabularies).0),
        documents: Arc::default(),
        style: Arc::default(),
        outlines: Vec::new(),
        figures: None,
        files: Vec::new(),
    };
    link(parts).0
}

fn tally(axis: &str, id: &str) -> (Vec<(String, usize)>, TermTally) {
    let catalog = catalog();
    let term = catalog.vocabularies.term(axis, id).expect("the term");
    let tally = Terms::of(&catalog).get(&catalog, term).expect("it has entries").clone();
    let name = |(term, count): &(TermIx, usize)| (catalog.vocabularies[*term].term.id.value.clone(), *count);
    (tally.neighbours.iter().map(name).collect(), tally)
}

#[test]
fn kinds_and_statuses_are_counted() {
    let (_, tally) = tally("sdg", "8");
    assert_eq!(tally.kinds, BTreeMap::from([(Kind::Commitment, 2), (Kind::Practice, 1)]));
    assert_eq!(tally.statuses, BTreeMap::from([(Status::Planned, 1), (Status::Active, 2)]));
}

#[test]
fn neighbours_come_by_how_often_they_are_met_and_count_narrower_terms_once() {
    let (neighbours, _) = tally("themes", "home");
    let named: Vec<_> = neighbours.iter().map(|(id, count)| (id.as_str(), *count)).collect();
    assert_eq!(named, [("subnational", 1), ("national", 1), ("8.8", 1), ("work", 1)]);
}

#[test]
fn of_a_term_and_one_below_it_the_narrower_is_a_neighbour() {
    let (neighbours, _) = tally("themes", "work");
    let named: Vec<_> = neighbours.iter().map(|(id, count)| (id.as_str(), *count)).collect();
    assert_eq!(named[0], ("national", 2));
    assert!(named.contains(&("8.7", 1)) && named.contains(&("8.8", 1)), "{named:?}");
    assert!(named.iter().all(|(id, _)| *id != "8"), "{named:?}");
}

#[test]
fn terms_above_and_below_are_no_neighbours() {
    let (neighbours, _) = tally("sdg", "8.8");
    assert!(neighbours.iter().all(|(id, _)| id != "8" && id != "8.8"), "{neighbours:?}");
    assert!(neighbours.iter().any(|(id, _)| id == "8.7"), "{neighbours:?}");
}

#[test]
fn a_term_without_entries_has_no_tally() {
    let catalog = catalog();
    let term = catalog.vocabularies.term("sdg", "1").expect("the goal");
    assert_eq!(Terms::of(&catalog).get(&catalog, term), None);
}
