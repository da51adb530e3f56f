//! Terms below and beside others: names become links, and what leads in circles or too deep is cut.

use ahash::{HashMap, HashMapExt};

use super::merge::Merger;
use super::{AxisIx, TermIx, TermNode, Vocabularies};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};

/// The axis whose terms lie in terms of another one: a country lies in a region.
const BROADER_ELSEWHERE: [(&str, &str); 1] = [("countries", "regions")];

/// So many terms may lie below each other, themselves included.
pub(super) const DEEPEST: usize = 32;
/// So many terms that lie deeper are told apart.
pub(super) const TOLD: usize = 20;

impl Merger {
    /// Links the terms of all axes.
    pub(super) fn tree(&mut self, vocabularies: &mut Vocabularies) {
        self.connect(vocabularies);
        self.cut_cycles(vocabularies);
        self.cut_depths(vocabularies);
        narrow(vocabularies);
    }

    fn connect(&mut self, vocabularies: &mut Vocabularies) {
        let mut links = Vec::new();
        for (axis, its) in vocabularies.iter() {
            let above = BROADER_ELSEWHERE.iter().find(|(id, _)| *id == its.id);
            let above = above.and_then(|(_, id)| vocabularies.axis(id)).unwrap_or(axis);
            for (number, node) in its.terms.iter().enumerate() {
                let this = TermIx { axis, term: number as u32 };
                let broader = node.term.broader.as_ref().and_then(|name| self.resolve(vocabularies, above, node, name));
                let related = node.term.related.iter().filter_map(|name| self.resolve(vocabularies, axis, node, name));
                let related = related.collect::<Vec<_>>();
                if let (Some(country), Some(countries)) = (&node.term.country, vocabularies.axis("countries")) {
                    self.resolve(vocabularies, countries, node, country);
                }
                links.push((this, broader, related));
            }
        }
        for (this, broader, related) in links {
            let node = &mut vocabularies.axes[this.axis.0 as usize].terms[this.term as usize];
            (node.broader, node.related) = (broader, related);
        }
    }

    fn resolve(
        &mut self,
        vocabularies: &Vocabularies,
        axis: AxisIx,
        node: &TermNode,
        name: &Spanned<String>,
    ) -> Option<TermIx> {
        let found = vocabularies.find(axis, name);
        // A project that puts its own regions in the place of those that come with the program leaves countries without.
        let is_written = name.span != Span::default();
        if found.is_none() && is_written && vocabularies[axis].is_whole {
            let help = self.suggestions.of(|| did_you_mean(name, vocabularies[axis].ids()));
            let message = format!("{} has no term `{name}`", vocabularies[axis].id);
            let code = super::unknown_code(&vocabularies[axis].id);
            self.diagnostics.push(Diagnostic::new(code, &node.source, name.span, message).maybe_help(help));
        }
        found.map(super::Found::term)
    }

    /// Reports every circle once, with its whole path, and cuts it so that all that follows sees a tree.
    fn cut_cycles(&mut self, vocabularies: &mut Vocabularies) {
        let starts: Vec<TermIx> = vocabularies.terms().collect();
        // 1: on the way that is being walked; 2: known to lead to a root.
        let mut seen: HashMap<TermIx, u32> = HashMap::new();
        for (number, start) in starts.into_iter().enumerate() {
            let walk = number as u32 + 1;
            let mut path = Vec::new();
            let mut at = Some(start);
            while let Some(term) = at {
                match seen.insert(term, walk) {
                    None => path.push(term),
                    Some(earlier) if earlier == walk => {
                        self.cut(vocabularies, term, &path);
                        break;
                    }
                    Some(_) => break,
                }
                at = vocabularies[term].broader;
            }
        }
    }

    /// Reports terms that lie deeper than anybody reads, and cuts the tree above them.
    fn cut_depths(&mut self, vocabularies: &mut Vocabularies) {
        let mut told = 0;
        for term in vocabularies.terms().collect::<Vec<_>>() {
            if vocabularies.with_broader(term).count() <= DEEPEST {
                continue;
            }
            let node = &vocabularies[term];
            let at = node.term.broader.as_ref().unwrap_or(&node.term.id);
            let message = format!("`{}` lies below {DEEPEST} other terms", node.term.id);
            let problem = Diagnostic::new(Code::DeepNesting, &node.source, at.span, message);
            if told < TOLD {
                self.diagnostics.push(problem.help("take out a few levels").binding());
            }
            told += 1;
            vocabularies.axes[term.axis.0 as usize].terms[term.term as usize].broader = None;
        }
    }

    fn cut(&mut self, vocabularies: &mut Vocabularies, term: TermIx, path: &[TermIx]) {
        let begin = path.iter().position(|step| *step == term).unwrap_or(0);
        let circle = path[begin..].iter().chain([&term]);
        let names: Vec<_> = circle.map(|step| vocabularies[*step].term.id.value.clone()).collect();
        let last = path.last().copied().unwrap_or(term);
        let node = &vocabularies[last];
        let at = node.term.broader.as_ref().unwrap_or(&node.term.id);
        let message = format!("`broader` leads in a circle: {}", names.join(" \u{2192} "));
        self.diagnostics
            .push(Diagnostic::new(Code::TermCycle, &node.source, at.span, message).help("remove one of these links"));
        vocabularies.axes[last.axis.0 as usize].terms[last.term as usize].broader = None;
    }
}

fn narrow(vocabularies: &mut Vocabularies) {
    let links: Vec<(TermIx, TermIx)> = vocabularies
        .iter()
        .flat_map(|(axis, its)| {
            let terms = its.terms.iter().enumerate();
            terms.filter_map(move |(term, node)| Some((node.broader?, TermIx { axis, term: term as u32 })))
        })
        .collect();
    for (above, below) in links {
        vocabularies.axes[above.axis.0 as usize].terms[above.term as usize].narrower.push(below);
    }
}
