//! The terms, documents and figures that the made-up entries refer to.

use std::fmt::Write;
use std::sync::LazyLock;

/// How many numbered paragraphs the document `report` has.
pub const PARAGRAPHS: usize = 88;

pub const LEVELS: &[&str] = &["subnational", "national", "regional", "global"];
pub const GROUPS: &[&str] = &["women", "children", "migrant-workers", "families", "students", "returnees", "diasporas"];
pub const FORUMS: &[&str] = &["review-forum", "regional-review", "general-assembly"];
pub const FIGURES: &[&str] = &["migrants-worldwide", "remittances", "share-of-women"];
pub const GLOSSARY: &[&str] = &["migrant", "regularization", "readmission", "portability", "due-diligence"];
/// Groups of ISCO-08 that are among the embedded occupations.
pub const OCCUPATIONS: &[&str] = &["2221", "3221", "5321", "251"];
/// A tree of two levels: five narrower themes follow each broad one.
pub const THEMES: &[&str] = &[
    "decent-work",
    "recruitment",
    "labour-rights",
    "inspection",
    "wages",
    "bilateral-agreements",
    "pathways",
    "labour-mobility",
    "free-movement",
    "family-reunification",
    "humanitarian-stay",
    "visas",
    "protection",
    "detention-alternatives",
    "migrant-children",
    "trafficking",
    "shelters",
    "legal-aid",
    "inclusion",
    "services",
    "cities",
    "education",
    "health",
    "language",
    "skills",
    "recognition",
    "training",
    "diaspora",
    "portability",
    "apprenticeships",
    "governance",
    "action-plans",
    "regional-cooperation",
    "finance",
    "data",
    "stakeholders",
];

/// Codes in the first column of the embedded tables that are codes of the wanted shape.
fn codes(table: &'static str, wanted: fn(&str) -> bool) -> Vec<&'static str> {
    table.lines().skip(1).filter_map(|line| line.split(',').next()).filter(|code| wanted(code)).collect()
}

/// ISO 3166-1 alpha-3 codes.
pub fn countries() -> &'static [&'static str] {
    static CODES: LazyLock<Vec<&str>> = LazyLock::new(|| codes(include_str!("../../data/countries.csv"), |_| true));
    &CODES
}

/// SDG targets, without the goals.
pub fn targets() -> &'static [&'static str] {
    static CODES: LazyLock<Vec<&str>> =
        LazyLock::new(|| codes(include_str!("../../data/sdg.csv"), |code| code.contains('.')));
    &CODES
}

/// Ids of the actors.
pub fn actors() -> &'static [String] {
    static IDS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=60).map(|number| format!("actor-{number}")).collect());
    &IDS
}

/// Every file of the corpus that is no entry, as path and text.
pub fn files(base_url: &str) -> Vec<(String, String)> {
    let actor_ids: Vec<&str> = actors().iter().map(String::as_str).collect();
    vec![
        ("site.toml".into(), site_toml(base_url)),
        ("content/vocabulary/themes.yaml".into(), themes()),
        ("content/vocabulary/groups.yaml".into(), axis("groups", "Groups", "group", GROUPS, "")),
        ("content/vocabulary/forums.yaml".into(), axis("forums", "Forums", "forum", FORUMS, "")),
        ("content/vocabulary/glossary.yaml".into(), axis("glossary", "Glossary", "term", GLOSSARY, "")),
        (
            "content/vocabulary/actors.yaml".into(),
            axis("actors", "Actors", "actor", &actor_ids, "    kind: civil-society\n"),
        ),
        ("content/sources.yaml".into(), SOURCES.into()),
        ("content/sources/report.yaml".into(), OUTLINE.into()),
        ("content/figures.yaml".into(), figures()),
    ]
}

fn site_toml(base_url: &str) -> String {
    format!("title = \"A corpus\"\nbase_url = \"{base_url}\"\nlanguages = [\"en\"]\nrelative_urls = false\n")
}

/// `labour-rights` as a title: `Labour rights`.
fn words(id: &str) -> String {
    id[..1].to_uppercase() + &id[1..].replace('-', " ")
}

fn axis(name: &str, title: &str, one: &str, ids: &[&str], more: &str) -> String {
    let mut text = format!("axis: {name}\ntitle: {title}\none: {one}\nterms:\n");
    for id in ids {
        let _ = write!(text, "  - id: {id}\n    title: {0}\n    summary: What {0} means here\n{more}", words(id));
    }
    text
}

fn themes() -> String {
    let mut text = String::from("axis: themes\ntitle: Themes\none: theme\nterms:\n");
    for (number, id) in THEMES.iter().enumerate() {
        let _ = write!(text, "  - id: {id}\n    title: {0}\n    summary: What {0} is about\n", words(id));
        if number % 6 != 0 {
            let _ = writeln!(text, "    broader: {}", THEMES[number - number % 6]);
        }
    }
    text
}

fn figures() -> String {
    let mut text = String::from("figures:\n");
    for (number, id) in FIGURES.iter().enumerate() {
        let _ = write!(
            text,
            "  - id: {id}\n    title: {}\n    value: {}\n    unit: people\n    year: 2017\n    source: {{cite: report, paras: \"{}\"}}\n",
            words(id),
            258_000_000 / (number + 1),
            number + 1
        );
    }
    text
}

const SOURCES: &str = "\
report:
  type: report
  title: A report on everybody's journey
  author: An Organisation
  date: 2017-12-12
handbook:
  type: book
  title: A handbook of review
  author: Writer, Jane
  date: 2019
";

const OUTLINE: &str = "\
source: report
sections:
  - {number: \"I\", title: Where we stand, summary: The state of things, first: 1, last: 20}
  - {number: \"II\", title: What is needed, summary: What has to change, first: 21, last: 60}
  - {number: \"III\", title: How to get there, summary: Who does what by when, first: 61, last: 88}
";
