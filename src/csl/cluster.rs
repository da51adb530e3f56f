//! Citations in running text: one pair of brackets with one or more works.

use citationberg::taxonomy::{Locator, NameVariable};
use citationberg::{Collapse, ToAffixes, ToFormatting};

use super::render::{Cite, affixed};
use super::run::{Face, Part, Run, settle};
use super::{Item, Marks, Processor};

/// A work that is cited.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The work.
    pub item: &'a Item,
    /// Which part of it: what sort of part, and its numbers.
    pub locator: Option<(Locator, &'a str)>,
    /// Its number in the list of references.
    pub number: Option<u32>,
    /// What tells it from others.
    pub marks: Marks,
}

/// One of the works, written, and what stands before it.
struct Written {
    delimiter: String,
    runs: Vec<Run>,
}

impl Processor {
    /// Works cited together. The runs of each are marked with its place among `cites` ([`Part::Cite`]).
    ///
    /// A citation of a style for notes stands in the text, in brackets and in its short form: the list of references of the
    /// page has the long one.
    pub fn cluster(&self, cites: &[Cited<'_>]) -> Vec<Run> {
        let layout = &self.style.csl.citation.layout;
        let face = Face::default().with(layout.to_formatting());
        let order = self.order_of_cites(cites);
        let written = self.collapsed(cites, &order, face);
        let mut runs = Vec::new();
        for (at, one) in written.into_iter().enumerate() {
            if at > 0 {
                runs.push(Run { text: one.delimiter, face });
            }
            runs.extend(one.runs);
        }
        let runs = if self.style.is_for_notes {
            [vec![Run::plain("(")], runs, vec![Run::plain(")")]].concat()
        } else {
            affixed(runs, &layout.to_affixes(), face)
        };
        settle(runs, &self.words.quotes)
    }

    fn collapsed(&self, cites: &[Cited<'_>], order: &[usize], face: Face) -> Vec<Written> {
        let citation = &self.style.csl.citation;
        let delimiter = citation.layout.delimiter.clone().unwrap_or_default();
        let by_year =
            matches!(citation.collapse, Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged));
        let mut written: Vec<Written> = Vec::with_capacity(order.len());
        for (place, at) in order.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| &cites[order[place]]);
            let is_same = by_year && before.is_some_and(|before| is_by_the_same(before.item, cites[*at].item));
            let delimiter = if is_same {
                citation.cite_group_delimiter.clone().unwrap_or_else(|| ", ".to_owned())
            } else {
                delimiter.clone()
            };
            written.push(Written { delimiter, runs: self.cite(&cites[*at], *at, is_same, face) });
        }
        if citation.collapse == Some(Collapse::CitationNumber) { ranged(cites, order, written) } else { written }
    }

    fn cite(&self, cited: &Cited<'_>, at: usize, is_without_names: bool, face: Face) -> Vec<Run> {
        let cite = Cite {
            locator: cited.locator,
            number: cited.number,
            is_subsequent: self.style.is_for_notes,
            is_without_names,
            ..cited.marks.cite()
        };
        let scope = self.scope(cited.item, cite, &self.in_citations);
        let face = Face { part: Some(Part::Cite(at as u16)), ..face };
        scope.elements(&self.style.csl.citation.layout.elements, face).runs
    }

    /// A work as a citation of it alone would read, without brackets: to find works that look alike.
    pub(super) fn short(&self, item: &Item, marks: Marks) -> String {
        let cited = Cited { item, locator: None, number: None, marks };
        super::plain(&settle(self.cite(&cited, 0, false, Face::default()), &self.words.quotes))
    }
}

fn is_by_the_same(a: &Item, b: &Item) -> bool {
    let names = a.names_of(NameVariable::Author);
    !names.is_empty() && names == b.names_of(NameVariable::Author)
}

/// `[1]–[3]` in place of `[1], [2], [3]`.
fn ranged(cites: &[Cited<'_>], order: &[usize], written: Vec<Written>) -> Vec<Written> {
    let number = |place: usize| {
        let one = &cites[*order.get(place)?];
        one.number.filter(|_| one.locator.is_none())
    };
    let follows =
        |place: usize| place > 0 && number(place).is_some() && number(place) == number(place - 1).map(|n| n + 1);
    let mut kept = Vec::with_capacity(written.len());
    for (place, mut one) in written.into_iter().enumerate() {
        if follows(place) && follows(place + 1) {
            continue;
        }
        if place > 1 && follows(place) && follows(place - 1) {
            one.delimiter = "\u{2013}".into();
        }
        kept.push(one);
    }
    kept
}
