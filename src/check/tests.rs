//! Small projects made of strings, for the tests of all rules.

use std::sync::Arc;

use crate::catalog::{AsOf, Parts, Shown, link};
use crate::diagnostic::{Code, Diagnostic};
use crate::route::Routes;
use crate::source::Source;
use crate::vocabulary::terminology::Terminology;
use crate::{entry, site, vocabulary};

/// A project that grows by chained calls and is checked at the end.
pub(super) struct Project {
    entries: Vec<Arc<Source>>,
    vocabularies: Vec<Arc<Source>>,
    terminology: Option<Arc<Source>>,
    languages: String,
    day: &'static str,
}

impl Project {
    /// A project with one theme, `work`, as of 2024-01-01.
    pub fn new() -> Self {
        let themes = "axis: themes\none: theme\nterms:\n  - {id: work, title: Work}\n";
        let themes = Source::new("content/vocabulary/themes.yaml", themes);
        let (languages, day) = ("\"en\"".to_owned(), "2024-01-01");
        Self { entries: Vec::new(), vocabularies: vec![themes], terminology: None, languages, day }
    }

    /// The text of a commitment without a body. `fields` replace its own in their lines, or follow from line 11 on.
    pub fn entry_with(fields: &[(&str, &str)]) -> String {
        let own = [
            ("kind", "commitment"),
            ("title", "A promise"),
            ("summary", "Somebody does something."),
            ("level", "national"),
            ("themes", "work"),
            ("status", "active"),
            ("sources", "\n  - {title: Report, url: 'https://example.org/'}"),
            ("date", "2018-12"),
        ];
        let replaced = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
        let first = own.iter().map(|(name, value)| (*name, replaced(name).unwrap_or(value)));
        let more = fields.iter().copied().filter(|(name, _)| own.iter().all(|(known, _)| known != name));
        let lines: Vec<_> = first.chain(more).map(|(name, value)| format!("{name}: {value}")).collect();
        format!("---\n{}\n---\n", lines.join("\n"))
    }

    /// Adds an entry or a translation.
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.entries.push(Source::new(format!("content/{name}"), text));
        self
    }

    /// Adds a vocabulary.
    pub fn vocabulary(mut self, axis: &str, text: &str) -> Self {
        self.vocabularies.push(Source::new(format!("content/vocabulary/{axis}.yaml"), text));
        self
    }

    /// Gives words to avoid.
    pub fn terminology(mut self, text: &str) -> Self {
        self.terminology = Some(Source::new("content/vocabulary/terminology.yaml", text));
        self
    }

    /// Sets the languages: `en, fr`.
    pub fn languages(mut self, languages: &str) -> Self {
        self.languages = languages.split(", ").map(|lang| format!("{lang:?}")).collect::<Vec<_>>().join(",");
        self
    }

    /// Sets the day that the site speaks of.
    pub fn on(mut self, day: &'static str) -> Self {
        self.day = day;
        self
    }

    /// The problems of one sort, in order.
    pub fn problems(&self, code: Code) -> Vec<Diagnostic> {
        let terminology = self.terminology.as_ref().map(|source| {
            let (terminology, problems) = vocabulary::parse_record::<Terminology>(source);
            assert_eq!(problems, []);
            (source, terminology.expect("a terminology"))
        });
        let (catalog, _) = link(self.parts());
        let mut found = super::check(&catalog, terminology.as_ref().map(|(source, list)| (*source, list)));
        found.retain(|diagnostic| diagnostic.code == code);
        found.sort();
        found
    }

    /// The places of the problems of one sort: `a.md:3: what stands there`.
    pub fn found(&self, code: Code) -> Vec<String> {
        let place = |diagnostic: Diagnostic| {
            let place = diagnostic.place;
            format!("{}:{}: {}", place.source.file_name(), place.start().0, place.source.slice(place.span))
        };
        let is_in_files = |diagnostic: &Diagnostic| !diagnostic.place.source.is_embedded();
        self.problems(code).into_iter().filter(is_in_files).map(place).collect()
    }

    fn parts(&self) -> Parts {
        let settings = format!("title = \"x\"\nlanguages = [{}]\n", self.languages);
        let site = site::parse(&Source::new("site.toml", settings)).0.expect("settings");
        let parse = |source: &Arc<Source>| entry::parse(source).0.expect("an entry");
        let vocabulary =
            |source: &Arc<Source>| (Arc::clone(source), vocabulary::parse(source).0.expect("a vocabulary"));
        Parts {
            site: Arc::new(site),
            as_of: AsOf::day(self.day.parse().expect("a day")),
            shown: Shown::default(),
            parsed: self.entries.iter().map(parse).collect(),
            vocabularies: Arc::new(vocabulary::merge(self.vocabularies.iter().map(vocabulary).collect()).0),
            documents: Arc::default(),
            style: Arc::default(),
            outlines: Vec::new(),
            figures: None,
            files: Vec::new(),
        }
    }
}

#[test]
fn anchors_that_lead_nowhere_are_limited_and_the_rest_counted() {
    let links = (0..600).fold(String::new(), |all, n| all + &format!("[x](#heading-{n}x)\n"));
    let text = format!("{}\n\n## Heading 1\n\n{links}", Project::entry_with(&[]));
    let (_, problems) = link(Project::new().file("a.md", &text).parts());
    let dead: Vec<_> = problems.into_iter().filter(|problem| problem.code == Code::DeadAnchor).collect();
    assert_eq!(dead.len(), 500);
    let last = dead.iter().find(|problem| problem.message.contains("more problems")).expect("the rest");
    assert!(last.message.ends_with("`#heading-499x`, and 100 more problems after it"), "{}", last.message);
    let guessed = dead.iter().filter(|problem| problem.help.as_deref() == Some("did you mean `heading-1`?")).count();
    assert!((1..=20).contains(&guessed), "{guessed}");
}

#[test]
fn suggestions_end_where_slips_are_too_many_to_be_of_spelling() {
    let slips: String = (0..300).fold(String::new(), |all, n| {
        all + &format!("[[entri-{n}]] [a](files/fil-{n}.pdf) [b](/sdgg/{n}/) [[sdg:9{n}]]\n\n")
    });
    let project = Project::new().file("entry-1.md", &(Project::entry_with(&[]) + &slips));
    let helped = |diagnostics: &[Diagnostic]| diagnostics.iter().filter(|diagnostic| diagnostic.help.is_some()).count();
    let (catalog, problems) = link(project.parts());
    let dead: Vec<_> = problems.into_iter().filter(|problem| problem.code == Code::DeadLink).collect();
    assert!(dead.len() == 900 && (1..=200).contains(&helped(&dead)), "{} of {}", helped(&dead), dead.len());
    let dead = Routes::of(&catalog, &[]).0.dead_addresses(&catalog);
    assert!(dead.len() == 300 && (1..=200).contains(&helped(&dead)), "{} of {}", helped(&dead), dead.len());
}
