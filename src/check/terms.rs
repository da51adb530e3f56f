//! What two terms are to each other: one is wider than the other, or they have to do with each other, and never both.

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::vocabulary::{AxisIx, Found, TermIx};

/// Terms that are related to one that is above or below them (SKOS, S27).
pub(super) fn related_to_wider(catalog: &Catalog) -> Vec<Diagnostic> {
    catalog.vocabularies.terms().flat_map(|term| of_term(catalog, term)).collect()
}

fn of_term(catalog: &Catalog, ix: TermIx) -> Vec<Diagnostic> {
    let related = catalog.vocabularies[ix].term.related.iter();
    related.filter_map(|name| report(catalog, ix, name)).collect()
}

fn report(catalog: &Catalog, ix: TermIx, name: &Spanned<String>) -> Option<Diagnostic> {
    let vocabularies = &catalog.vocabularies;
    let other = named(catalog, ix.axis, name)?;
    let is_above = |wide, narrow| vocabularies.with_broader(narrow).skip(1).any(|term| term == wide);
    let id = |term: TermIx| &vocabularies[term].term.id.value;
    let (wide, narrow) = match (is_above(other, ix), is_above(ix, other)) {
        (true, _) => (other, ix),
        (_, true) => (ix, other),
        _ => return None,
    };
    let message =
        format!("`{}` and `{}` are related, and `{}` is above `{}` already", id(ix), id(other), id(wide), id(narrow));
    let node = &vocabularies[ix];
    let help = format!("remove `{name}` from `related`: what is wider or narrower is shown beside the term anyway");
    Some(Diagnostic::new(Code::RelatedBroader, &node.source, name.span, message).help(help))
}

fn named(catalog: &Catalog, axis: AxisIx, name: &Spanned<String>) -> Option<TermIx> {
    catalog.vocabularies.find(axis, &name.value).map(Found::term)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::RelatedBroader;

    fn said(terms: &str) -> Vec<String> {
        let problems = Project::new().vocabulary("tools", &format!("axis: tools\nterms:\n{terms}"));
        problems.problems(RelatedBroader).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn what_is_above_or_below_is_not_related_too() {
        let tree = "  - {id: a, title: A}\n  - {id: b, title: B, broader: a}\n  - {id: c, title: C, broader: b, related: [a]}\n";
        assert_eq!(said(tree), ["`c` and `a` are related, and `a` is above `c` already"]);
        let down = "  - {id: a, title: A, related: [b]}\n  - {id: b, title: B, broader: a}\n";
        assert_eq!(said(down), ["`a` and `b` are related, and `a` is above `b` already"]);
        let beside = "  - {id: a, title: A}\n  - {id: b, title: B, broader: a}\n  - {id: c, title: C, broader: a, related: [b]}\n";
        assert_eq!(said(beside), [""; 0]);
    }
}
