//! The shipped knowledge base holds what it promises: how much of what, every paragraph and footnote of the report, true
//! gaps, words of its own.
//!
//! `tests/data/report-a-72-643.txt` is the text of the report, so that copied wording can be found.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use compendium::catalog::{AsOf, Catalog, Parts, Shown, link};
use compendium::entry::{self, Kind};
use compendium::library;
use compendium::load::{self, Input};
use compendium::route;
use compendium::site;
use compendium::vocabulary::{self, TermIx};

const REPORT: &str = include_str!("../data/report-a-72-643.txt");
/// The report's document in `sources.yaml`.
const WORK: &str = "a-72-643";

fn input() -> Input {
    let (input, problems) = load::load(Path::new(env!("CARGO_MANIFEST_DIR")), "folio");
    assert_eq!(problems, []);
    input
}

fn catalog() -> Catalog {
    let input = input();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = load::read_text(root, "site.toml", load::DATA_LIMIT).expect("site.toml is there");
    let (site, _) = site::parse(&settings);
    let files = input.vocabularies.iter().filter_map(|source| Some((Arc::clone(source), vocabulary::parse(source).0?)));
    let (vocabularies, _) = vocabulary::merge(files.collect());
    let outlines = input.outlines.iter().filter_map(|source| Some((Arc::clone(source), library::outline(source).0?)));
    let figures = input.figures.as_ref().map(|source| {
        let (figures, problems) = library::figures(source);
        assert_eq!(problems, []);
        (Arc::clone(source), figures)
    });
    let parts = Parts {
        site: Arc::new(site.expect("site.toml is well formed")),
        as_of: AsOf::day(jiff::civil::date(2026, 11, 24)),
        shown: Shown::default(),
        parsed: input.entries.iter().filter_map(|source| entry::parse(source).0).collect(),
        vocabularies: Arc::new(vocabularies),
        documents: Arc::new(library::documents(&input.documents).0),
        style: Arc::default(),
        outlines: outlines.collect(),
        figures,
        files: Vec::new(),
    };
    let (catalog, problems) = link(parts);
    assert_eq!(problems, []);
    catalog
}

fn of_kind(catalog: &Catalog, kind: Kind) -> usize {
    catalog.entries.iter().filter(|entry| entry.kind() == kind).count()
}

#[test]
fn there_is_enough_of_every_kind_on_every_level() {
    let catalog = catalog();
    let least = [
        (Kind::Commitment, 45),
        (Kind::Practice, 20),
        (Kind::SkillsPartnership, 6),
        (Kind::Agreement, 14),
        (Kind::Page, 4),
    ];
    for (kind, least) in least {
        assert!(of_kind(&catalog, kind) >= least, "{kind}: {}", of_kind(&catalog, kind));
    }
    for (level, least) in [("subnational", 15), ("national", 40), ("regional", 25), ("global", 30)] {
        let term = catalog.vocabularies.term("levels", level).expect("the level exists");
        let count = catalog.members(term).all.len();
        assert!(count >= least, "{level}: {count}");
    }
}

#[test]
fn an_entry_rests_on_every_paragraph_from_9_to_83() {
    let catalog = catalog();
    let paragraphs = &catalog.concordance[WORK];
    let bare: Vec<u32> = (9..=83).filter(|number| !paragraphs.contains_key(number)).collect();
    assert_eq!(bare, [0; 0]);
}

#[test]
fn every_footnote_of_the_report_is_among_the_sources() {
    let catalog = catalog();
    let mut named = BTreeSet::new();
    for (_, _, listed) in catalog.documents.iter() {
        let note = listed.document.note.as_ref().map_or("", |note| note.0.as_str());
        let Some(rest) = note.strip_prefix("Footnotes ").or_else(|| note.strip_prefix("Footnote ")) else { continue };
        let Some((numbers, _)) = rest.split_once(" of A/72/643") else { continue };
        named.extend(numbers.split(", ").filter_map(|number| number.parse::<u32>().ok()));
    }
    assert_eq!(named, (1..=35).collect());
}

#[test]
fn vocabularies_are_as_large_as_they_have_to_be() {
    let catalog = catalog();
    let terms = |axis: &str| &catalog.vocabularies[catalog.vocabularies.axis(axis).expect("the axis exists")].terms;
    let top = terms("themes").iter().filter(|node| node.broader.is_none()).count();
    assert!((8..=12).contains(&top), "{top} themes at the top");
    assert_eq!(terms("objectives").len(), 23);
    assert!(terms("glossary").len() >= 40);
    assert!(terms("glossary").iter().all(|node| node.term.summary.is_some()));
    assert!(terms("actors").iter().all(|node| node.term.kind.is_some()));
    assert!(catalog.figures.len() >= 20);
}

#[test]
fn every_level_by_main_theme_is_filled_or_named_as_a_gap() {
    let catalog = catalog();
    let about = input().entries.into_iter().find(|source| source.file_name() == "about.md").expect("about is there");
    let gaps: BTreeMap<&str, &str> = about
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("* **")?.split_once("**: "))
        .filter(|(_, themes)| themes.contains("[[theme:"))
        .collect();
    let axis = catalog.vocabularies.axis("themes").expect("themes exist");
    let levels = catalog.vocabularies.axis("levels").expect("levels exist");
    let top = route::terms(&catalog, axis).filter(|term| catalog.vocabularies[*term].broader.is_none());
    for theme in top {
        let id = &catalog.vocabularies[theme].term.id.value;
        for level in route::terms(&catalog, levels) {
            let level_title = catalog.vocabularies[level].term.title.original();
            let named = gaps.get(level_title).is_some_and(|themes| themes.contains(&format!("[[theme:{id}]]")));
            assert_ne!(is_filled(&catalog, theme, level), named, "{level_title} by {id}");
        }
    }
}

fn is_filled(catalog: &Catalog, theme: TermIx, level: TermIx) -> bool {
    let members = &catalog.members(theme).all;
    members.iter().any(|entry| catalog.links(*entry).terms.contains(&level))
}

#[test]
fn bodies_are_neither_notes_nor_essays() {
    let catalog = catalog();
    let words = |entry: &Arc<entry::Entry>| {
        let parts = compendium::front_matter::split(&entry.source).expect("it was parsed");
        entry.source.slice(parts.body).split_whitespace().count()
    };
    let mut words: Vec<_> = catalog.entries.iter().filter(|entry| entry.kind() != Kind::Page).map(words).collect();
    words.sort_unstable();
    let median = words[words.len() / 2];
    assert!((150..=400).contains(&median), "{median}");
}

#[test]
fn french_and_arabic_are_there() {
    let catalog = catalog();
    for lang in ["fr", "ar"] {
        let translated =
            |entry: &&Arc<entry::Entry>| entry.translations.iter().any(|(known, _)| known.as_str() == lang);
        let entries = catalog.entries.iter().filter(|entry| entry.kind() != Kind::Page);
        assert!(entries.filter(translated).count() >= 2, "{lang}");
        assert!(
            catalog.entries.iter().filter(|entry| entry.id.as_str() == "home").any(|entry| translated(&entry)),
            "{lang}"
        );
    }
}

#[test]
fn no_ten_words_in_a_row_are_the_reports() {
    let report: HashSet<Vec<String>> = words(REPORT).windows(10).map(<[String]>::to_vec).collect();
    let mut copied = Vec::new();
    for source in &input().entries {
        let text = without_quotations(&without_addresses(&source.text));
        for run in words(&text).windows(10).filter(|run| report.contains(*run)) {
            // The report's own long names of bodies and conferences are names and not wording.
            let run = run.join(" ");
            if !NAMES.iter().any(|name| name.contains(&*run)) {
                copied.push(format!("{}: {run}", source.path));
            }
        }
    }
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

#[test]
fn quotations_have_at_most_25_words() {
    let mut long = Vec::new();
    for source in &input().entries {
        let quoted = source.text.split('\u{201C}').skip(1).filter_map(|rest| rest.split('\u{201D}').next());
        let quoted = quoted.filter(|quoted| quoted.split_whitespace().count() > 25);
        long.extend(quoted.map(|quoted| format!("{}: {quoted}", source.path)));
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Official names of ten words and more.
const NAMES: [&str; 1] =
    ["intergovernmental conference to adopt the global compact for safe orderly and regular migration in"];

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The text without addresses, which often spell out a title.
fn without_addresses(text: &str) -> String {
    let starts = |piece: &str| piece.trim_start_matches(['"', '(', '<']).starts_with("http");
    text.split_inclusive(char::is_whitespace).filter(|piece| !starts(piece)).collect()
}

/// The text with each quotation in curly quotes replaced by one word that the report does not have.
fn without_quotations(text: &str) -> String {
    let mut kept = String::new();
    for (at, part) in text.split(['\u{201C}', '\u{201D}']).enumerate() {
        kept.push_str(if at % 2 == 0 { part } else { " quotation\u{2026}quoted " });
    }
    kept
}
