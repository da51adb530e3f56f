//! The order of a list of references, and of works that are cited together.

use std::cmp::Ordering;

use citationberg::taxonomy::Variable;
use citationberg::{InheritableNameOptions, Sort, SortDirection, SortKey};

use super::dates::sort_text;
use super::render::{Cite, Scope};
use super::run::{Face, plain};
use super::{Cited, Item, Processor};

/// A key as bytes that compare as the language orders texts; what has none comes last.
type Key = (Option<Vec<u8>>, bool);

impl Processor {
    /// The order of works in a list of references, as places in `items`; none when the style keeps the order of citation.
    /// `collate` makes bytes of a text that compare as the language orders texts.
    pub fn order(&self, items: &[&Item], collate: impl Fn(&str) -> Vec<u8>) -> Option<Vec<usize>> {
        let sort = self.style.csl.bibliography.as_ref()?.sort.as_ref()?;
        let keys: Vec<_> = items.iter().map(|item| self.keys(sort, item, None, &self.in_lists, &collate)).collect();
        let mut order: Vec<_> = (0..items.len()).collect();
        order.sort_by(|a, b| compare(&keys[*a], &keys[*b]));
        Some(order)
    }

    /// The order of works that are cited together. Texts compare by their characters: there is no telling more of a few.
    pub(super) fn order_of_cites(&self, cites: &[Cited<'_>]) -> Vec<usize> {
        let mut order: Vec<_> = (0..cites.len()).collect();
        let Some(sort) = self.style.csl.citation.sort.as_ref().filter(|_| cites.len() > 1) else { return order };
        let collate = |text: &str| text.to_lowercase().into_bytes();
        let keys = cites.iter().map(|cited| self.keys(sort, cited.item, cited.number, &self.in_citations, &collate));
        let keys: Vec<_> = keys.collect();
        order.sort_by(|a, b| compare(&keys[*a], &keys[*b]));
        order
    }

    fn keys(
        &self,
        sort: &Sort,
        item: &Item,
        number: Option<u32>,
        options: &InheritableNameOptions,
        collate: &impl Fn(&str) -> Vec<u8>,
    ) -> Vec<Key> {
        let cite = Cite { number, ..Cite::default() };
        let key = |key: &SortKey| {
            let text = match key {
                SortKey::Variable { variable, .. } => variable_text(*variable, item, number),
                SortKey::MacroName { name, names_min, names_use_first, names_use_last, .. } => {
                    let mut options = options.clone();
                    options.et_al_min = names_min.or(options.et_al_min);
                    options.et_al_use_first = names_use_first.or(options.et_al_use_first);
                    options.et_al_use_last = names_use_last.or(options.et_al_use_last);
                    self.macro_text(name, item, cite, &options)
                }
            };
            let text = Some(text).filter(|text| !text.is_empty());
            (text.map(|text| collate(&text)), key.sort_direction() == SortDirection::Descending)
        };
        sort.keys.iter().map(key).collect()
    }

    fn macro_text(&self, name: &str, item: &Item, cite: Cite<'_>, options: &InheritableNameOptions) -> String {
        let mut scope = Scope::new(&self.style, &self.words, item, cite, options);
        scope.is_sorting = true;
        plain(&scope.elements(self.style.called(name), Face::default()).runs)
    }
}

fn variable_text(variable: Variable, item: &Item, number: Option<u32>) -> String {
    use citationberg::taxonomy::NumberVariable;
    match variable {
        Variable::Number(NumberVariable::CitationNumber) => {
            number.map_or(String::new(), |number| format!("{number:010}"))
        }
        Variable::Date(date) => item.date_of(date).map(sort_text).unwrap_or_default(),
        Variable::Name(name) => {
            let names = item.names_of(name).iter();
            let text = names.map(|name| format!("{} {}", name.family, name.given.as_deref().unwrap_or_default()));
            text.collect::<Vec<_>>().join(", ")
        }
        other => item.get(other).unwrap_or_default().to_owned(),
    }
}

fn compare(a: &[Key], b: &[Key]) -> Ordering {
    let ordered = a.iter().zip(b).map(|((a, descending), (b, _))| match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) if *descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
    });
    ordered.fold(Ordering::Equal, Ordering::then)
}
