//! Terms without entries: where the compact is silent so far, and where a vocabulary says more than anybody uses.

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::site;
use crate::source::{Source, Span};
use crate::vocabulary::{Axis, Order, TermIx, TermNode};

/// Axes that a compact is measured by although they come with the program: every level, every goal.
const MEASURED: [&str; 2] = ["levels", "sdg"];
/// Words for readers. Texts refer to them and no field does, so that a word without entries is nothing to tell.
const GLOSSARY: &str = "glossary";

/// Terms that neither an entry nor an entry of a narrower term names.
pub(super) fn empty_terms(catalog: &Catalog) -> Vec<Diagnostic> {
    // A book measures nothing, and terms that it does not use came with the program.
    let axes = catalog.vocabularies.iter().filter(|(_, its)| !(its.embedded && catalog.has_only_pages()));
    let terms = axes.flat_map(|(axis, its)| {
        its.terms.iter().enumerate().map(move |(term, node)| (TermIx { axis, term: term as u32 }, its, node))
    });
    let empty = terms.filter(|(term, _, _)| catalog.members(*term).all.is_empty());
    let told = empty.filter_map(|(_, axis, node)| Some((code(axis, node)?, axis, node)));
    (0..).zip(told).map(|(number, (code, axis, node))| report(code, axis, node, number)).collect()
}

/// A list that has an order is one to be worked off: its terms are promised to be covered. Of a tree only the top is, so
/// that goals are reported and their 169 targets are not. Other terms of the project are a matter of housekeeping; those
/// that came with the program are none of the editor's.
fn code(axis: &Axis, node: &TermNode) -> Option<Code> {
    let is_own = !node.embedded;
    let is_measured = MEASURED.contains(&axis.id.as_str()) || (is_own && axis.order == Order::AsListed);
    match node.broader {
        _ if axis.id == GLOSSARY => None,
        None if is_measured => Some(Code::CoverageGap),
        _ => is_own.then_some(Code::UnusedTerm),
    }
}

/// Whether a file of the project says something of it.
fn is_in_file(node: &TermNode) -> bool {
    !node.source.is_embedded()
}

fn report(code: Code, axis: &Axis, node: &TermNode, number: u32) -> Diagnostic {
    let (id, title) = (&node.term.id, node.term.title.original());
    let name = if title == id.value { format!("`{id}`") } else { format!("`{id}` ({title})") };
    let message = format!("no entry names the {} {name}", axis.one);
    let help = match code {
        Code::CoverageGap => format!("an entry with `{}: {id}` would fill the gap", axis.field),
        _ => "name it in an entry, or remove it".to_owned(),
    };
    if is_in_file(node) {
        return Diagnostic::new(code, &node.source, id.span, message).help(help);
    }
    // What comes with the program is in no file that could be opened, so that the site's own stands for it. Its text is not
    // shown: the place only keeps the terms in their order.
    let at = Span { start: number, end: number };
    Diagnostic::new(code, &Source::new(site::FILE, ""), at, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::{CoverageGap, UnusedTerm};

    const OBJECTIVES: &str = "axis: objectives\none: objective\norder: as-listed\nterms:\n  - {id: '1', title: Data}\n  \
        - {id: '2', title: Drivers}\n  - {id: '2a', title: Narrow, broader: '2'}\n";
    const ACTORS: &str = "axis: actors\nterms:\n  - {id: iom, title: IOM}\n  - {id: un, title: UN}\n  - {id: ilo, title: ILO, broader: un}\n";

    fn of(axis: &str, found: Vec<String>) -> Vec<String> {
        found.into_iter().filter(|place| place.contains(axis)).collect()
    }

    #[test]
    fn levels_and_goals_without_entries_are_gaps_and_targets_are_not() {
        let entry = Project::entry_with(&[("level", "national"), ("sdg", "[8.8, 10]")]);
        let found = Project::new().file("a.md", &entry).problems(CoverageGap);
        assert!(found.iter().all(|problem| &*problem.place.source.path == "site.toml"));
        let messages: Vec<_> = found.iter().map(|problem| problem.message.as_str()).collect();
        let (goals, levels): (Vec<_>, Vec<_>) = messages.into_iter().partition(|message| message.contains("sdg"));
        let level = |name: &str| format!("no entry names the level {name}");
        assert_eq!(levels, ["`subnational` (Subnational)", "`regional` (Regional)", "`global` (Global)"].map(level));
        let number = |message: &str| message.split('`').nth(1).and_then(|id| id.parse::<u32>().ok()).expect("a number");
        let numbers: Vec<_> = goals.iter().map(|message| number(message)).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15, 16, 17]);
    }

    #[test]
    fn a_listed_objective_without_entries_is_a_gap_at_its_line() {
        let project = Project::new().vocabulary("objectives", OBJECTIVES);
        let covered = Project::entry_with(&[("objectives", "['2a']")]);
        let project = project.file("a.md", &covered);
        assert_eq!(of("objectives", project.found(CoverageGap)), ["objectives.yaml:5: '1'"]);
        assert_eq!(of("objectives", project.found(UnusedTerm)), [""; 0]);
        let covered = Project::entry_with(&[("objectives", "['1']")]);
        let project = Project::new().vocabulary("objectives", OBJECTIVES).file("a.md", &covered);
        assert_eq!(of("objectives", project.found(CoverageGap)), ["objectives.yaml:6: '2'"]);
        assert_eq!(of("objectives", project.found(UnusedTerm)), ["objectives.yaml:7: '2a'"]);
    }

    #[test]
    fn own_terms_that_nothing_names_are_unused_and_embedded_ones_are_not_mentioned() {
        let entry = Project::entry_with(&[("led_by", "ilo")]);
        let more = "axis: occupations\nterms:\n  - {id: x1, title: Guide}\n";
        let project = Project::new().vocabulary("actors", ACTORS).vocabulary("occupations", more).file("a.md", &entry);
        assert_eq!(project.found(UnusedTerm), ["actors.yaml:3: iom"]);
        assert_eq!(of("occupations", project.found(CoverageGap)), ["occupations.yaml:3: x1"]);
        let gaps = project.problems(CoverageGap);
        assert_eq!(gaps.iter().filter(|problem| problem.message.contains("occupation")).count(), 1);
    }

    #[test]
    fn the_glossary_is_for_readers() {
        let glossary = "axis: glossary\none: term\norder: as-listed\nterms:\n  - {id: visa, title: Visa}\n";
        let project = Project::new().vocabulary("glossary", glossary).file("a.md", &Project::entry_with(&[]));
        assert_eq!(of("glossary", project.found(UnusedTerm)), [""; 0]);
        assert_eq!(of("glossary", project.found(CoverageGap)), [""; 0]);
    }
}
