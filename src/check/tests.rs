//! Small projects made of strings, for the tests of all rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{AsOf, Parts, Shown, link};
use crate::diagnostic::{Code, Diagnostic};
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
        let lines: String = first.chain(more).map(|(name, value)| format!("{name}: {value}\n")).collect();
        format!("---\n{lines}---\n")
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
    pub fn as_of(mut self, day: &'static str) -> Self {
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
        let is_in_files = |diagnostic: &Diagnostic| !diagnostic.place.source.path.starts_with("(embedded)");
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
            vocabularies: vocabulary::merge(self.vocabularies.iter().map(vocabulary).collect()).0,
            documents: BTreeMap::new(),
            outlines: Vec::new(),
            figures: None,
            files: Vec::new(),
        }
    }
}

#[test]
fn zz_bench() {
    let words = std::fs::read_to_string("/work/main/content/vocabulary/terminology.yaml").unwrap();
    let bodies: Vec<String> = {
        let (input, _) = crate::load::load(std::path::Path::new("/work/main"), "folio");
        input.entries.iter().map(|s| s.text.clone()).filter(|t| t.contains("\nkind: commitment")).map(|t| t.splitn(3, "---\n").nth(2).unwrap().to_owned()).collect()
    };
    let mut project = Project::new().terminology(&words).languages("en, fr, ar");
    for at in 0..20_000 {
        let body = &bodies[at % bodies.len()];
        let rel = format!("e{}", (at * 7 + 1) % 20_000);
        let text = Project::entry_with(&[("related", &rel), ("sdg", "[8.8]"), ("milestones", "[{title: A thing, due: 2019}, {title: B, due: 2018, done: 2018}]"), ("period", "{from: 2018, to: 2020}")]) + body;
        project = project.file(&format!("e{at}.md"), &text);
    }
    println!("mean body {}", bodies.iter().map(String::len).sum::<usize>() / bodies.len());
    let source = project.terminology.clone().unwrap();
    let (list, _) = vocabulary::parse_record::<Terminology>(&source);
    let list = list.unwrap();
    let t = std::time::Instant::now(); let parts = project.parts(); println!("parsed {:?}", t.elapsed()); let t = std::time::Instant::now(); let (catalog, _) = link(parts); println!("linked {:?}", t.elapsed());
    for _ in 0..5 {
        let t = std::time::Instant::now();
        let found = super::check(&catalog, Some((&source, &list)));
        let a = t.elapsed();
        let t = std::time::Instant::now();
        let none = super::check(&catalog, None);
        println!("check {a:?} {} without words {:?} {}", found.len(), t.elapsed(), none.len());
    }
    let big = "stocks `x` illegal \n".repeat(50_000);
    let p = Project::new().terminology(&words).file("a.md", &(Project::entry_with(&[]) + &big));
    let (catalog, _) = link(p.parts());
    let t = std::time::Instant::now();
    println!("big {} {:?}", super::check(&catalog, Some((&source, &list))).len(), t.elapsed());
}

#[test]
fn zz_real() {
    let (input, _) = crate::load::load(std::path::Path::new("/work/main"), "folio");
    let site = site::parse(&Source::new("site.toml", "title = \"x\"\nlanguages = [\"en\", \"fr\", \"ar\"]\n")).0.unwrap();
    let parsed = input.entries.iter().filter_map(|s| entry::parse(s).0).collect();
    let vocs = input.vocabularies.iter().filter_map(|s| vocabulary::parse(s).0.map(|v| (s.clone(), v))).collect();
    let documents = input.documents.as_ref().map(|s| crate::library::documents(s).0).unwrap_or_default();
    let parts = Parts { site: Arc::new(site), as_of: AsOf::day("2026-11-24".parse().unwrap()), shown: Shown::default(), parsed,
        vocabularies: vocabulary::merge(vocs).0, documents, outlines: vec![], figures: None, files: vec![] };
    let (catalog, linked) = link(parts);
    let t = input.terminology.as_ref().unwrap();
    let (list, _) = vocabulary::parse_record::<Terminology>(t);
    let list = list.unwrap();
    let mut found = super::check(&catalog, Some((t, &list)));
    found.sort();
    println!("{} entries, {} link problems", catalog.entries.len(), linked.len());
    for d in &found {
        println!("{} {} {:?} {} [{}] help: {}", d.code, d.place.source.path, d.place.start(), d.message, d.place.source.slice(d.place.span), d.help.as_deref().unwrap_or(""));
    }
}
