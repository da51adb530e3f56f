//! One made-up entry: front matter with everything that its kind may hold, then a body.

use super::prose;
use super::random::Random;
use super::vocabulary::{FORUMS, GROUPS, LEVELS, OCCUPATIONS, PARAGRAPHS, THEMES, actors, countries, targets};
use super::{Corpus, Kind};
use std::fmt::{Display, Write};

/// The whole file of the entry with number `index`.
pub fn text(corpus: &Corpus, index: usize) -> String {
    let mut random = Random::of(corpus.seed, index);
    let kind = Kind::of(index);
    let title = prose::title(&mut random);
    let mut text = String::with_capacity(4096);
    let _ = writeln!(text, "---\nkind: {}\ntitle: {title} {index}\nsummary: {}", kind.word(), summary(&mut random));
    terms(&mut random, &mut text);
    relations(corpus, index, &mut random, &mut text);
    road_map(&mut random, &mut text);
    needs_and_offers(corpus, index, &mut random, &mut text);
    of_kind(kind, &mut random, &mut text);
    text.push_str("---\n");
    text + &prose::body(corpus, index, &mut random)
}

fn summary(random: &mut Random) -> String {
    let words = 14 + random.below(10);
    prose::sentence(random, words)
}

/// `key: [a, b]`.
fn list(text: &mut String, key: &str, items: &[impl Display]) {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let _ = writeln!(text, "{key}: [{}]", items.join(", "));
}

fn quoted(items: &[&&str]) -> Vec<String> {
    items.iter().map(|item| format!("\"{item}\"")).collect()
}

fn paragraphs(random: &mut Random) -> String {
    let first = 1 + random.below(PARAGRAPHS - 3);
    format!("{{cite: report, paras: \"{first}-{}\"}}", first + 2)
}

fn terms(random: &mut Random, text: &mut String) {
    let levels = 1 + random.below(2);
    list(text, "level", &random.several(LEVELS, levels));
    list(text, "themes", &random.several(THEMES, 3));
    list(text, "sdg", &quoted(&random.several(targets(), 2)));
    list(text, "countries", &random.several(countries(), 2));
    list(text, "groups", &random.several(GROUPS, 1));
    list(text, "led_by", &random.several(actors(), 1));
    list(text, "partners", &random.several(actors(), 2));
    let _ = writeln!(text, "period: {{from: {}, to: {}}}", 2016 + random.below(4), 2026 + random.below(8));
    let _ = writeln!(text, "date: {}-{:02}-{:02}", 2018 + random.below(7), 1 + random.below(12), 1 + random.below(28));
    let _ = writeln!(text, "updated: 2025-{:02}", 1 + random.below(12));
    let _ = writeln!(text, "sources:\n  - {}\n  - {{cite: handbook, pages: \"7-9\"}}", paragraphs(random));
}

/// Two relations. Those that refuse circles lead to entries with lower numbers only.
fn relations(corpus: &Corpus, index: usize, random: &mut Random, text: &mut String) {
    let relation = if Kind::of(index) == Kind::Commitment { "part_of" } else { "implements" };
    if index > 0 {
        // Every tenth entry from 0 on is a commitment.
        let commitment = random.below(index.div_ceil(10)) * 10;
        let _ = writeln!(text, "{relation}: {}", corpus.id(commitment));
    }
    if let Some(other) = corpus.other_than(index, random) {
        let _ = writeln!(text, "related: {}", corpus.id(other));
    }
}

fn road_map(random: &mut Random, text: &mut String) {
    text.push_str("milestones:\n");
    for number in 1..=2 + random.below(2) {
        let year = 2022 + number * 2;
        let _ = write!(
            text,
            "  - {{key: m{number}, title: {}, due: {year}-{:02}",
            prose::title(random),
            1 + random.below(12)
        );
        let done = if year < 2026 { ", done: 2025-06, evidence: \"https://example.org/evidence\"" } else { "" };
        let _ = writeln!(text, "{done}}}");
    }
    if random.one_in(3) {
        let finding = random.pick(&["on-track", "partly", "off-track", "achieved"]);
        let (forum, note, source) = (random.pick(FORUMS), prose::sentence(random, 9), paragraphs(random));
        let _ = writeln!(
            text,
            "reviews:\n  - {{date: 2022-05, forum: {forum}, finding: {finding}, note: {note}, source: {source}}}\nnext_review: 2026-05"
        );
    }
}

/// Every fifth entry needs something; some others offer a part of that.
fn needs_and_offers(corpus: &Corpus, index: usize, random: &mut Random, text: &mut String) {
    if index.is_multiple_of(5) {
        let title = prose::title(random);
        let amount = 5_000_000 + random.below(500) * 1000;
        let _ = writeln!(
            text,
            "needs:\n  - {{key: n1, title: {title}, type: funding, amount: {amount}, currency: USD, from: 2026, to: 2028}}"
        );
    } else if random.one_in(6) {
        let needing = random.below(corpus.entries.div_ceil(5)) * 5;
        let title = prose::title(random);
        let _ = writeln!(
            text,
            "offers:\n  - {{key: o1, title: {title}, type: funding, amount: 250000, currency: USD, meets: \"{}#n1\"}}",
            corpus.id(needing)
        );
    }
}

fn of_kind(kind: Kind, random: &mut Random, text: &mut String) {
    let places = random.several(countries(), 5);
    match kind {
        Kind::Commitment => {
            let status = random.pick(&["proposed", "planned", "active", "completed"]);
            let _ = writeln!(text, "status: {status}\nby: [{}, {}]", places[0], random.pick(actors()));
            list(text, "beneficiaries", &random.several(GROUPS, 1));
        }
        Kind::Practice => {
            let evidence = random.pick(&["described", "monitored", "evaluated", "replicated"]);
            let _ = writeln!(text, "status: active\nimplemented_by: {}\nevidence: {evidence}", random.pick(actors()));
            results(random, text);
        }
        Kind::SkillsPartnership => {
            let _ = writeln!(text, "status: active\norigin: {}\ndestination: {}", places[0], places[1]);
            list(text, "occupations", &quoted(&random.several(OCCUPATIONS, 2)));
            let places_per_year = 20 + random.below(400);
            let _ = writeln!(
                text,
                "track: [home, away]\nplaces_per_year: {places_per_year}\nfunded_by: {}",
                random.pick(actors())
            );
        }
        Kind::Agreement => {
            text.push_str("status: in-force\ntype: labour-mobility\nadopted: 2019-03\nin_force: 2020-01\nparties:\n");
            for place in places {
                let _ =
                    writeln!(text, "  - {{who: {place}, signed: 2019-03, ratified: 2019-{:02}}}", 4 + random.below(8));
            }
            text.push_str("review_every: P2Y\n");
        }
    }
}

fn results(random: &mut Random, text: &mut String) {
    text.push_str("results:\n");
    for sex in ["female", "male"] {
        let (value, source) = (random.below(5000), paragraphs(random));
        let _ = writeln!(
            text,
            "  - {{measure: People reached, value: {value}, unit: people, year: 2023, by: {{sex: {sex}}}, source: {source}}}"
        );
    }
}
