//! Vocabulary files become axes: embedded ones first, then the project's, each merged into the axis that it names.

use std::borrow::Cow;
use std::sync::Arc;

use ahash::{HashMap, HashMapExt};

use super::{Axis, Name, Order, Term, TermNode, Vocabularies, VocabularyFile, embedded};
use crate::diagnostic::{Code, Diagnostic, Suggestions};
use crate::field::Localized;
use crate::lang::Lang;
use crate::source::{Source, Spanned};

/// Merges the embedded vocabularies and the project's, in the order of their paths.
pub fn merge(files: Vec<(Arc<Source>, VocabularyFile)>) -> (Vocabularies, Vec<Diagnostic>) {
    let mut merger = Merger { axes: Vec::new(), diagnostics: Vec::new(), suggestions: Suggestions::default() };
    for (source, file) in embedded::files() {
        merger.add(&source, file, true);
    }
    for (source, file) in files {
        merger.add(&source, file, false);
    }
    merger.finish()
}

/// Axes in the making, and what is wrong with them.
pub(super) struct Merger {
    axes: Vec<Axis>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) suggestions: Suggestions,
}

impl Merger {
    fn add(&mut self, source: &Arc<Source>, file: VocabularyFile, embedded: bool) {
        if crate::field::EntryId::parse(&file.axis).is_none() {
            let message = format!("`{}` cannot be the name of an axis", file.axis);
            let help = "names are lower-case letters, digits and hyphens: themes";
            // None of its terms is there.
            self.diagnostics.push(Diagnostic::new(Code::BadId, source, file.axis.span, message).help(help).binding());
            for term in file.fields.terms.iter().filter(|term| !is_term_id(&term.value.id)) {
                self.report_bad_id(source, &term.value.id);
            }
            return;
        }
        let at = self.axes.iter().position(|axis| axis.id == file.axis.value).unwrap_or_else(|| {
            self.axes.push(new_axis(&file.axis.value, embedded));
            self.axes.len() - 1
        });
        settle(&mut self.axes[at], source, &file, embedded);
        for term in file.fields.terms {
            self.add_term(at, source, term.value, embedded);
        }
    }

    fn add_term(&mut self, at: usize, source: &Arc<Source>, term: Term, embedded: bool) {
        if !is_term_id(&term.id) {
            return self.report_bad_id(source, &term.id);
        }
        let (number, aliases) = match self.axes[at].names.get(&term.id.value).copied() {
            None => (self.push(at, source, term, embedded), 0),
            // What comes with the program is added to: titles in other languages, a summary, more names.
            Some(Name::Id(known)) if self.axes[at].terms[known as usize].source.is_embedded() => {
                let node = &mut self.axes[at].terms[known as usize];
                let aliases = node.term.aliases.len();
                (node.term, node.source) = (amended(&node.term, term), Arc::clone(source));
                (known, aliases)
            }
            Some(Name::Id(known) | Name::Alias(known)) => return self.report_known(at, source, &term.id, known),
        };
        let aliases = self.axes[at].terms[number as usize].term.aliases[aliases..].to_vec();
        for alias in aliases {
            match self.axes[at].names.get(&alias.value).copied() {
                None => drop(self.axes[at].names.insert(alias.value, Name::Alias(number))),
                Some(Name::Id(known) | Name::Alias(known)) => self.report_known(at, source, &alias, known),
            }
        }
    }

    /// Adds a term that has a name of its own; its aliases are for the caller.
    fn push(&mut self, at: usize, source: &Arc<Source>, term: Term, embedded: bool) -> u32 {
        let axis = &mut self.axes[at];
        let number = axis.terms.len() as u32;
        axis.names.insert(term.id.value.clone(), Name::Id(number));
        let source = Arc::clone(source);
        axis.terms.push(TermNode { term, source, embedded, broader: None, narrower: Vec::new(), related: Vec::new() });
        number
    }

    fn report_bad_id(&mut self, source: &Arc<Source>, id: &Spanned<String>) {
        let message = format!("`{id}` cannot be the id of a term");
        let help = "ids are letters, digits, points and hyphens: fair-recruitment, 8.8, PHL";
        // The term is not there.
        self.diagnostics.push(Diagnostic::new(Code::BadId, source, id.span, message).help(help).binding());
    }

    fn report_known(&mut self, at: usize, source: &Arc<Source>, name: &Spanned<String>, known: u32) {
        let first = &self.axes[at].terms[known as usize];
        let message = format!("`{name}` names a term of {} already", self.axes[at].id);
        let diagnostic = Diagnostic::new(Code::DuplicateTerm, source, name.span, message);
        // Only one of the two has the name.
        self.diagnostics.push(diagnostic.related(&first.source, first.term.id.span, "this one").binding());
    }

    fn finish(mut self) -> (Vocabularies, Vec<Diagnostic>) {
        self.axes.sort_by(|a, b| a.id.cmp(&b.id));
        let mut vocabularies = Vocabularies { axes: std::mem::take(&mut self.axes) };
        self.tree(&mut vocabularies);
        (vocabularies, self.diagnostics)
    }
}

fn new_axis(id: &str, embedded: bool) -> Axis {
    Axis {
        id: id.to_owned(),
        title: Localized::plain(id),
        has_own_title: false,
        one: one_of(id).into_owned(),
        field: id.to_owned(),
        order: Order::ByTitle,
        required: false,
        declared: None,
        is_whole: true,
        embedded,
        terms: Vec::new(),
        names: HashMap::new(),
    }
}

/// What one term of an axis is called when its file does not say: references name words of the glossary as `term:...`.
fn one_of(axis: &str) -> Cow<'_, str> {
    match axis {
        "glossary" => "term".into(),
        _ if axis.ends_with("ies") => format!("{}y", &axis[..axis.len() - 3]).into(),
        _ if ["ss", "us", "is"].iter().any(|end| axis.ends_with(end)) => axis.into(),
        _ => axis.strip_suffix('s').unwrap_or(axis).into(),
    }
}

fn settle(axis: &mut Axis, source: &Arc<Source>, file: &VocabularyFile, embedded: bool) {
    if axis.declared.is_none() && !embedded {
        axis.declared = Some((Arc::clone(source), file.axis.span));
    }
    axis.is_whole &= file.is_whole;
    if file.replace {
        (axis.terms, axis.names) = (Vec::new(), HashMap::new());
    }
    if let Some(title) = &file.title {
        axis.title = title.clone();
        axis.has_own_title = !embedded;
    }
    if let Some(one) = &file.one {
        axis.one.clone_from(one);
    }
    if let Some(field) = &file.field {
        axis.field.clone_from(field);
    }
    if let Some(order) = file.order {
        axis.order = order;
    }
    axis.required |= file.required;
    axis.embedded &= embedded;
}

/// What a project says of a term that came with the program: what it leaves out stays as it was.
fn amended(known: &Term, mut file: Term) -> Term {
    let embedded = Lang::ENGLISH;
    file.title = known.title.amended(&file.title, embedded);
    file.summary = match (&known.summary, &file.summary) {
        (Some(known), Some(file)) => Some(known.amended(file, embedded)),
        (known, file) => file.clone().or_else(|| known.clone()),
    };
    file.broader = file.broader.or_else(|| known.broader.clone());
    file.aliases.retain(|alias| known.aliases.iter().all(|own| own.value != alias.value));
    file.aliases = known.aliases.iter().cloned().chain(file.aliases).collect();
    file.same_as.extend(known.same_as.iter().cloned());
    file
}

/// Ids of terms stand in addresses; codes of standards have capitals and points.
fn is_term_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let is_edged = text.starts_with('.') || text.ends_with('.');
    // A file of the site may be called so.
    let lower = text.to_ascii_lowercase();
    let is_file = [".html", ".xml", ".ics", ".json", ".md"].iter().any(|ending| lower.ends_with(ending));
    (1..=120).contains(&text.len()) && text.bytes().all(allowed) && !is_edged && !is_file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::tree::{DEEPEST, TOLD};
    use crate::vocabulary::{Found, parse};

    fn merged(files: &[&str]) -> (Vocabularies, Vec<Diagnostic>) {
        let parsed = files.iter().enumerate().map(|(number, text)| {
            let source = Source::new(format!("content/vocabulary/{number}.yaml"), *text);
            let (file, problems) = parse(&source);
            assert_eq!(problems, []);
            (source, file.expect("a vocabulary"))
        });
        merge(parsed.collect())
    }

    #[test]
    fn terms_are_found_by_id_and_alias_and_know_their_tree() {
        let text = "axis: themes\none: theme\nterms:\n  - {id: work, title: Work}\n  - {id: recruitment, title: R, broader: work, aliases: [hiring]}\n";
        let (all, problems) = merged(&[text]);
        assert_eq!(problems, []);
        let axis = all.axis_of_reference("theme").expect("the axis");
        let work = all.term("themes", "work").expect("work");
        let Some(Found::Alias(hiring)) = all.find(axis, "hiring") else { panic!("an alias") };
        assert_eq!(all[work].narrower, [hiring]);
        assert_eq!(all.with_broader(hiring).collect::<Vec<_>>(), [hiring, work]);
    }

    #[test]
    fn a_country_lies_in_a_region_and_a_target_below_its_goal() {
        let (all, _) = merged(&[]);
        let kenya = all.term("countries", "KEN").expect("Kenya");
        let above: Vec<_> = all.with_broader(kenya).map(|term| all[term].term.title.original().to_owned()).collect();
        assert_eq!(above, ["Kenya", "Eastern Africa", "Sub-Saharan Africa", "Africa", "World"]);
        let target = all.term("sdg", "8.8").expect("a target");
        assert_eq!(all[all[target].broader.expect("a goal")].term.id.value, "8");
    }

    #[test]
    fn a_name_that_is_given_twice_is_told() {
        for (terms, told) in [
            ("  - {id: a, title: A, aliases: [a]}\n", "`a` names a term of themes already"),
            ("  - {id: a, title: A, aliases: [b, b]}\n", "`b` names a term of themes already"),
            ("  - {id: a, title: A}\n  - {id: a, title: B}\n", "`a` names a term of themes already"),
            ("  - {id: a, title: A}\n  - {id: b, title: B, aliases: [a]}\n", "`a` names a term of themes already"),
        ] {
            let (_, problems) = merged(&[&format!("axis: themes\nterms:\n{terms}")]);
            let messages: Vec<_> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
            assert_eq!(messages, [(Code::DuplicateTerm, told)], "{terms}");
        }
        let again = "axis: countries\nterms:\n  - {id: PHL, title: Philippines}\n";
        let (_, problems) = merged(&[again, again]);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::DuplicateTerm]);
    }

    #[test]
    fn a_circle_is_named_whole_and_cut() {
        let text = "axis: themes\nterms:\n  - {id: a, title: A, broader: b}\n  - {id: b, title: B, broader: c}\n  - {id: c, title: C, broader: a}\n";
        let (all, problems) = merged(&[text]);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, Code::TermCycle);
        assert!(problems[0].message.contains("a \u{2192} b \u{2192} c \u{2192} a"), "{}", problems[0].message);
        let a = all.term("themes", "a").expect("a");
        assert!(all.with_broader(a).count() <= 3);
    }

    #[test]
    fn a_tree_that_is_too_deep_is_told_and_cut() {
        let chain = |count: usize| {
            let term = |n: usize| format!("  - {{id: t{n}, title: T, broader: t{}}}\n", n - 1);
            let below = (1..count).map(term).collect::<String>();
            format!("axis: themes\nterms:\n  - {{id: t0, title: T}}\n{below}")
        };
        assert_eq!(merged(&[&chain(DEEPEST)]).1, []);
        let (all, problems) = merged(&[&chain(5_000)]);
        assert_eq!((problems.len(), problems[0].code), (TOLD, Code::DeepNesting));
        assert_eq!(problems[0].message, "`t32` lies below 32 other terms");
        assert!(all.terms().all(|term| all.with_broader(term).count() <= DEEPEST));
    }

    #[test]
    fn a_project_adds_to_an_embedded_axis_or_replaces_it() {
        let (all, problems) = merged(&["axis: levels\nterms:\n  - {id: global, title: {en: Global, fr: Mondial}}\n"]);
        assert_eq!(problems, []);
        let global = all.term("levels", "global").expect("global");
        let fr = Lang::parse("fr").expect("a language");
        assert_eq!(all[global].term.title.text(fr), "Mondial");
        assert!(all[global].term.summary.is_some());
        // A title in another language leaves the English one.
        let (all, _) = merged(&["axis: levels\nterms:\n  - {id: global, title: {fr: Mondial}}\n"]);
        let title = &all[all.term("levels", "global").expect("global")].term.title;
        assert_eq!((title.original(), title.text(fr), title.text(Lang::ENGLISH)), ("Global", "Mondial", "Global"));
        // Its names are added to those that it has.
        let text = "axis: countries\nterms:\n  - {id: PHL, title: Philippines, aliases: [RP, PH], related: [nope]}\n";
        let (all, problems) = merged(&[text]);
        let (axis, phl) = (all.axis("countries").expect("countries"), all.term("countries", "PHL").expect("PHL"));
        assert!(["RP", "PH", "608"].iter().all(|name| all.find(axis, name).map(Found::term) == Some(phl)));
        let places: Vec<_> = problems.iter().map(|problem| &*problem.place.source.path).collect();
        assert_eq!(places, ["content/vocabulary/0.yaml"], "what is wrong is where it was written");
        let (all, _) = merged(&["axis: levels\nreplace: true\nterms:\n  - {id: village, title: Village}\n"]);
        assert!(all.term("levels", "global").is_none());
        // Countries are then in no region, and that is nobody's mistake.
        let (all, problems) = merged(&["axis: regions\nreplace: true\nterms:\n  - {id: north, title: North}\n"]);
        assert_eq!(problems, []);
        assert_eq!(all[all.term("countries", "PHL").expect("PHL")].broader, None);
        // What a project writes itself is held against its own regions.
        let own = "axis: regions\nreplace: true\nterms:\n  - {id: north, title: North}\n";
        let country = "axis: countries\nterms:\n  - {id: PHL, title: Philippines, broader: nort}\n";
        let (_, problems) = merged(&[own, country]);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::UnknownTerm]);
    }
}
