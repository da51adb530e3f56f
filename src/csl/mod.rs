//! Citations and references by the Citation Style Language, version 1.0.2.
//!
//! A style goes in, and works as [`Item`]s; out come references and citations as runs of formatted text, which become HTML or
//! plain text. The crate `citationberg` parses styles and locales; what they mean is told here. The room knows works, not
//! catalogs and pages: where a title leads is said when the HTML is made.
//!
//! Left out, since nothing here has it: `ibid` and notes at a distance (a page has no order of footnotes), ranges of dates, and
//! the layout of columns (`second-field-align`, `display`).

mod case;
mod cluster;
mod dates;
mod distinct;
mod effort;
mod item;
mod names;
mod notes;
mod numbers;
mod render;
mod run;
mod sort;
mod style;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use citationberg::{InheritableNameOptions, ToAffixes, ToFormatting};

pub use citationberg::taxonomy;
pub use cluster::Cited;
pub use distinct::Marks;
pub use item::{Item, Name};
pub use run::{Around, Face, Part, Run, html, plain};
pub use style::{BUNDLED, DEFAULT, LIMIT, Style};

use render::{Cite, Scope, affixed};
use run::{Face as RunFace, settle};
use words::Words;

/// Writes works by a style in one language.
#[derive(Debug)]
pub struct Processor {
    style: Arc<Style>,
    words: Words,
    /// What style and area say of names.
    in_citations: InheritableNameOptions,
    in_lists: InheritableNameOptions,
}

impl Processor {
    /// A style in a language: `en`, `fr`, `ar`. In a language without a locale, its words are English.
    pub fn new(style: Arc<Style>, lang: &str) -> Self {
        let general = &style.csl.settings.options;
        let in_lists =
            style.csl.bibliography.as_ref().map_or(&style.csl.citation.name_options, |list| &list.name_options);
        Self {
            words: Words::new(&style.csl, lang),
            in_citations: general.apply(&style.csl.citation.name_options),
            in_lists: general.apply(in_lists),
            style,
        }
    }

    /// The style.
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// A work as a list of references has it. `number` is its place in the list, for styles that number.
    pub fn reference(&self, item: &Item, number: Option<u32>, marks: Marks) -> Vec<Run> {
        let csl = &self.style.csl;
        // A style for notes alone has no lists; a full note is what they need.
        let layout = csl.bibliography.as_ref().map_or(&csl.citation.layout, |list| &list.layout);
        let cite = Cite { number, ..marks.cite() };
        let mut scope = self.scope(item, cite, &self.in_lists);
        scope.is_citation = csl.bibliography.is_none();
        let face = RunFace::default().with(layout.to_formatting());
        let out = scope.elements(&layout.elements, face);
        settle(affixed(out.runs, &layout.to_affixes(), face), &self.words.quotes)
    }

    fn scope<'a>(&'a self, item: &'a Item, cite: Cite<'a>, options: &'a InheritableNameOptions) -> Scope<'a> {
        let mut scope = Scope::new(&self.style, &self.words, item, cite, options);
        scope.places_suffix = self.style.places_suffix();
        scope
    }
}
