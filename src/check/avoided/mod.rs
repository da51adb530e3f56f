//! Words that the terminology advises against.
//!
//! A file is searched whole first, which is fast and finds nothing in most of them. Only where there is a word to avoid is
//! it asked whether it stands in running text: see [`prose`].

mod phrases;
mod prose;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use phrases::{Hit, Phrases};

use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic, Suggestions, did_you_mean};
use crate::entry::{Entry, SourceReference};
use crate::lang::Lang;
use crate::source::{Source, Span, Spanned};
use crate::vocabulary::terminology::{Avoided, Terminology};

/// The words to avoid, ready to be looked for in each language of a site.
pub(super) struct AvoidedWords<'a> {
    /// The file that lists them.
    listed_in: &'a Arc<Source>,
    /// By language, the main one first; languages without words to avoid are left out.
    languages: Vec<(Lang, Phrases<'a>)>,
    main: Lang,
}

impl<'a> AvoidedWords<'a> {
    /// `languages` are those of the site, the main one first.
    pub(super) fn new(listed_in: &'a Arc<Source>, terminology: &'a Terminology, languages: &[Lang]) -> Self {
        let main = languages[0];
        let of_language = |lang: &Lang| {
            let applying = terminology.avoid.iter().filter(|avoided| applies(avoided, *lang, main));
            let words = applying.flat_map(|avoided| avoided.words.iter().map(move |word| (avoided, word)));
            Some((*lang, Phrases::new(words)?))
        };
        Self { listed_in, languages: languages.iter().filter_map(of_language).collect(), main }
    }

    /// The words to avoid in an entry and its translations.
    pub(super) fn in_entry(&self, entry: &Entry) -> Vec<Diagnostic> {
        let translations = entry.translations.iter().map(|(lang, translation)| (*lang, &translation.source));
        let texts = std::iter::once((self.main, &entry.source)).chain(translations);
        texts.flat_map(|(lang, source)| self.in_text(lang, source)).collect()
    }

    /// The words to avoid in a text of a language.
    pub(super) fn in_text(&self, lang: Lang, source: &Arc<Source>) -> Vec<Diagnostic> {
        let Some((_, phrases)) = self.languages.iter().find(|(known, _)| *known == lang) else { return Vec::new() };
        let hits = phrases.find(&source.text);
        if hits.is_empty() {
            return Vec::new();
        }
        let prose = prose::ranges(source);
        let in_prose = hits.iter().filter(|hit| prose::covers(&prose, &hit.range));
        in_prose.map(|hit| self.report(source, hit)).collect()
    }

    fn report(&self, source: &Arc<Source>, hit: &Hit<'_>) -> Diagnostic {
        let message = format!("`{}` is a word to avoid", hit.word);
        Diagnostic::new(Code::AvoidedWord, source, Span::from(hit.range.clone()), message)
            .help(advice(hit.avoided))
            .related(self.listed_in, hit.word.span, "listed here")
    }
}

/// Words that name no language are of the site's main language: `stocks` is an ordinary word of French. Words of a language
/// are of its varieties too: those of `pt` apply to `pt-br`.
fn applies(avoided: &Avoided, lang: Lang, main: Lang) -> bool {
    let is_variety_of =
        |named: &Lang| lang.as_str().strip_prefix(named.as_str()).is_some_and(|rest| rest.starts_with('-'));
    match avoided.languages.as_slice() {
        [] => lang == main,
        named => named.iter().any(|named| *named == lang || is_variety_of(named)),
    }
}

/// What to write instead, and why.
fn advice(avoided: &Avoided) -> String {
    let reason = avoided.reason.trim_end_matches('.');
    match avoided.instead.as_slice() {
        [] => reason.to_owned(),
        [only] => format!("write `{only}`: {reason}"),
        [most @ .., last] => format!("write `{}` or `{last}`: {reason}", most.join("`, `")),
    }
}

/// Who advises so has to be listed, like everything else that is cited.
pub(super) fn sources(catalog: &Catalog, listed_in: &Arc<Source>, terminology: &Terminology) -> Vec<Diagnostic> {
    let named = terminology.avoid.iter().filter_map(|avoided| avoided.source.as_ref());
    let mut suggestions = Suggestions::default();
    named.filter_map(|reference| unknown_source(catalog, listed_in, reference, &mut suggestions)).collect()
}

fn unknown_source(
    catalog: &Catalog,
    listed_in: &Arc<Source>,
    reference: &Spanned<SourceReference>,
    suggestions: &mut Suggestions,
) -> Option<Diagnostic> {
    let SourceReference::Listed { cite, .. } = &reference.value else { return None };
    if catalog.documents.has(&cite.value) || catalog.documents.may_have(&cite.value) {
        return None;
    }
    let help = suggestions.of(|| did_you_mean(cite, catalog.documents.ids()));
    let help = help.unwrap_or_else(|| "list it in content/sources.yaml".into());
    let message = format!("there is no source `{cite}`");
    Some(Diagnostic::new(Code::UnknownSource, listed_in, cite.span, message).help(help))
}
