//! Sentences that mean nothing and have the length, the markup and the links of real ones.

use super::Corpus;
use super::random::Random;
use super::vocabulary::{FIGURES, GLOSSARY, PARAGRAPHS, THEMES, targets};
use std::fmt::Write;

/// Words of the titles, in the order in which a title takes them.
const HOW: &[&str] = &["Fair", "Shared", "Lasting", "Open", "Timely", "Local", "Joint", "Equal", "Faster", "Simpler"];
const WHAT: &[&str] = &[
    "recruitment",
    "pathways",
    "contracts",
    "training",
    "schooling",
    "housing",
    "registration",
    "remittances",
    "inspection",
    "legal advice",
    "health care",
    "credentials",
    "reunification",
    "counselling",
    "surveys",
];
const WHOM: &[&str] =
    &["care workers", "seasonal workers", "students", "families", "newcomers", "returnees", "apprentices", "cities"];

const WORDS: &[&str] = &[
    "migrants",
    "workers",
    "cities",
    "families",
    "ministries",
    "employers",
    "unions",
    "schools",
    "permits",
    "contracts",
    "agencies",
    "partners",
    "communities",
    "consulates",
    "regions",
    "services",
    "courts",
    "children",
    "women",
    "skills",
    "agree",
    "share",
    "publish",
    "protect",
    "train",
    "register",
    "support",
    "recognise",
    "extend",
    "review",
    "measure",
    "fair",
    "common",
    "regular",
    "local",
    "written",
    "early",
    "public",
    "reliable",
    "equal",
    "portable",
    "safe",
    "before",
    "after",
    "within",
    "across",
    "with",
    "without",
    "under",
    "between",
    "and",
    "or",
    "so that",
    "because",
    "a",
    "the",
    "each",
    "every",
    "their",
    "its",
    "both",
    "at home",
    "abroad",
    "on arrival",
    "every year",
    "in practice",
];

/// A title of a few words, unlike most others.
pub fn title(random: &mut Random) -> String {
    format!("{} {} for {}", random.pick(HOW), random.pick(WHAT), random.pick(WHOM))
}

/// A sentence of `words` words.
pub fn sentence(random: &mut Random, words: usize) -> String {
    let mut text = String::new();
    for number in 0..words {
        let word = *random.pick(WORDS);
        match number {
            0 => text.extend(word[..1].to_uppercase().chars().chain(word[1..].chars())),
            _ => text.extend([" ", word]),
        }
    }
    text + "."
}

/// A paragraph of a few sentences, about 45 words.
fn paragraph(random: &mut Random, text: &mut String) {
    for number in 0..4 {
        let words = 8 + random.below(7);
        let gap = if number == 0 { "" } else { " " };
        let _ = write!(text, "{gap}{}", sentence(random, words));
    }
}

/// A body of about 250 words: three headings, three references to entries, a citation, a term, and here and there a
/// table, a list, a callout, a footnote or a figure.
pub fn body(corpus: &Corpus, index: usize, random: &mut Random) -> String {
    let mut text = String::with_capacity(2400);
    text.push_str("\n## Why it matters\n\n");
    paragraph(random, &mut text);
    let _ = writeln!(text, " It stands beside {}.\n", reference(corpus, index, random));
    paragraph(random, &mut text);
    let first = 1 + random.below(PARAGRAPHS - 2);
    let _ = writeln!(text, " [@report, paras. {first}-{}]\n\n## How it works\n", first + 2);
    paragraph(random, &mut text);
    let _ = writeln!(text, " It learns from {}.\n", reference(corpus, index, random));
    extras(random, &mut text);
    text.push_str("\n## How one would know\n\n");
    paragraph(random, &mut text);
    let _ = writeln!(text, " *See also* {} and {}.", reference(corpus, index, random), term(random));
    text
}

fn reference(corpus: &Corpus, index: usize, random: &mut Random) -> String {
    match corpus.other_than(index, random) {
        Some(other) if random.one_in(4) => format!("[[{}|a related effort]]", corpus.id(other)),
        Some(other) => format!("[[{}]]", corpus.id(other)),
        None => "nothing else yet".to_owned(),
    }
}

fn term(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("[[theme:{}]]", random.pick(THEMES)),
        1 => format!("[[sdg:{}]]", random.pick(targets())),
        2 => format!("[[figure:{}]]", random.pick(FIGURES)),
        _ => format!("[[term:{}]]", random.pick(GLOSSARY)),
    }
}

fn extras(random: &mut Random, text: &mut String) {
    if random.one_in(4) {
        table(random, text);
    }
    if random.one_in(3) {
        for _ in 0..3 {
            let _ = writeln!(text, "* **{}** {}", random.pick(HOW), sentence(random, 7));
        }
    }
    if random.one_in(6) {
        let _ = writeln!(text, "\n> [!NOTE]\n> {}", sentence(random, 12));
    }
    if random.one_in(6) {
        let (claim, note) = (sentence(random, 9), sentence(random, 6));
        let _ = writeln!(text, "\n{claim}[^1]\n\n[^1]: {note}");
    }
}

fn table(random: &mut Random, text: &mut String) {
    text.push_str("| year | places | share |\n|---|---:|---:|\n");
    for year in 2020..2025 {
        let _ = writeln!(text, "| {year} | {} | {}.{} % |", random.below(9000), random.below(100), random.below(10));
    }
    text.push('\n');
}
