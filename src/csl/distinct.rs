//! What tells works apart whose citations would look alike: more names, given names, other words, or a letter after the year.

use std::collections::{BTreeMap, BTreeSet};

use citationberg::DisambiguationRule;
use citationberg::taxonomy::NameVariable;

use super::render::Cite;
use super::{Item, Processor};

/// What a citation of a work shows beyond what the style shows of every work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    suffix: Option<u32>,
    more_names: usize,
    given_names: Given,
    condition: bool,
}

/// Whose given names are shown where the style has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Given {
    /// Nobody's.
    #[default]
    None,
    /// That of the first person.
    First,
    /// Everybody's.
    All,
}

impl Marks {
    pub(super) fn cite(self) -> Cite<'static> {
        Cite {
            suffix: self.suffix,
            more_names: self.more_names,
            given_names: self.given_names,
            is_disambiguated: self.condition,
            ..Cite::default()
        }
    }
}

/// More names than this are not tried: who cannot tell works apart by ten names gets a letter.
const NAMES: usize = 10;

impl Processor {
    /// What tells works apart, in the order of `items`, which is that of the list of references.
    pub fn marks(&self, items: &[&Item]) -> Vec<Marks> {
        let citation = &self.style.csl.citation;
        if self.style.is_numeric() {
            return vec![Marks::default(); items.len()];
        }
        let mut marks = self.namesakes(items);
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            alike.entry(self.short(item, marks[at])).or_default().push(at);
        }
        for group in alike.into_values().filter(|group| group.len() > 1) {
            let mut ways: Vec<Marks> = Vec::new();
            if citation.disambiguate_add_names {
                ways.extend((1..=NAMES).map(|more_names| Marks { more_names, ..marks[group[0]] }));
            }
            if citation.disambiguate_add_givenname {
                ways.push(Marks { given_names: Given::All, ..Marks::default() });
            }
            if self.style.tests_disambiguate() {
                ways.push(Marks { condition: true, ..marks[group[0]] });
            }
            let found = ways.into_iter().find(|way| self.tells_apart(items, &group, *way));
            for (number, at) in (0..).zip(&group) {
                marks[*at] = match found {
                    Some(way) => way,
                    None if citation.disambiguate_add_year_suffix => Marks { suffix: Some(number), ..marks[*at] },
                    None => marks[*at],
                };
            }
        }
        marks
    }

    /// People of one family name are told apart wherever they are cited, when the style wants that of names and not of works
    /// alone (CSL 1.0.2, `givenname-disambiguation-rule`).
    fn namesakes(&self, items: &[&Item]) -> Vec<Marks> {
        let citation = &self.style.csl.citation;
        let given = match citation.givenname_disambiguation_rule {
            DisambiguationRule::ByCite => Given::None,
            DisambiguationRule::PrimaryName | DisambiguationRule::PrimaryNameWithInitials => Given::First,
            DisambiguationRule::AllNames | DisambiguationRule::AllNamesWithInitials => Given::All,
        };
        let looked_at = match given {
            Given::First => 1,
            _ => usize::MAX,
        };
        let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let names = |item: &&'_ Item| item.names_of(NameVariable::Author).len().min(looked_at);
        for item in items {
            for name in &item.names_of(NameVariable::Author)[..names(item)] {
                people.entry(&name.family).or_default().extend(name.given.as_deref());
            }
        }
        let mark = |item: &&Item| {
            let its = &item.names_of(NameVariable::Author)[..names(item)];
            let has_namesake = its.iter().any(|name| people.get(name.family.as_str()).is_some_and(|all| all.len() > 1));
            let wanted = citation.disambiguate_add_givenname && has_namesake;
            Marks { given_names: if wanted { given } else { Given::None }, ..Marks::default() }
        };
        items.iter().map(mark).collect()
    }

    fn tells_apart(&self, items: &[&Item], group: &[usize], way: Marks) -> bool {
        let mut texts: Vec<_> = group.iter().map(|at| self.short(items[*at], way)).collect();
        texts.sort_unstable();
        texts.windows(2).all(|pair| pair[0] != pair[1])
    }
}
