//! What a term of a standard is, where nobody wrote a summary of it: its codes, and which standard they are of.

use super::edition::Edition;
use crate::locale::Arg;
use crate::vocabulary::{TermIx, TermNode};

/// A sentence about a goal, a target, a country, a region or an occupation; `None` of other terms, and of a term of the
/// project's own among them, whose id is no code of the standard.
pub fn of(edition: &Edition, term: TermIx) -> Option<String> {
    let vocabularies = &edition.catalog.vocabularies;
    let node = &vocabularies[term];
    let code = node.term.id.value.as_str();
    match &*vocabularies[term.axis].id {
        "sdg" => goal_or_target(edition, code),
        "countries" => country(edition, node),
        "regions" => has_digits(code, 3).then(|| say(edition, "meaning-region", &[("m49", code)])),
        "occupations" => occupation(edition, code),
        _ => None,
    }
}

/// “Goal 16”, “Target 8.8”, “Objective 16”: the number of a term with what it counts, for places where terms of several axes
/// stand side by side; `None` where terms are not known by numbers.
pub fn numbered(edition: &Edition, term: TermIx) -> Option<String> {
    let vocabularies = &edition.catalog.vocabularies;
    let number = vocabularies[term].term.id.value.as_str();
    let axis = &vocabularies[term.axis];
    let key = match &*axis.id {
        // A compact may call its objectives otherwise.
        "objectives" if axis.one != "objective" => return Some(format!("{} {number}", capitalised(&axis.one))),
        "objectives" => "numbered-objective",
        "sdg" if number.contains('.') => "numbered-target",
        "sdg" => "numbered-goal",
        _ => return None,
    };
    Some(say(edition, key, &[("number", number)]))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

fn goal_or_target(edition: &Edition, code: &str) -> Option<String> {
    let (goal, target) = code.split_once('.').map_or((code, None), |(goal, target)| (goal, Some(target)));
    if !goal.parse().is_ok_and(|goal: u8| (1..=17).contains(&goal)) {
        return None;
    }
    let key = if target.is_some() { "meaning-target" } else { "meaning-goal" };
    Some(say(edition, key, &[("number", code), ("goal", goal)]))
}

/// The codes of two letters and of three digits are other names of a country.
fn country(edition: &Edition, node: &TermNode) -> Option<String> {
    let names = || node.term.aliases.iter().map(|alias| alias.value.as_str());
    let is_short = |name: &&str| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let (short, m49) = (names().find(is_short)?, names().find(|name| has_digits(name, 3))?);
    Some(say(edition, "meaning-country", &[("long", &node.term.id.value), ("short", short), ("m49", m49)]))
}

/// ISCO-08 has groups of four sizes, and codes of as many digits.
fn occupation(edition: &Edition, code: &str) -> Option<String> {
    let size = code.len();
    let is_code = (1..=4).contains(&size) && has_digits(code, size);
    is_code.then(|| say(edition, &format!("meaning-occupation-{size}"), &[("code", code)]))
}

fn has_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn say(edition: &Edition, key: &str, texts: &[(&str, &str)]) -> String {
    let arguments: Vec<_> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
    edition.locale.format(key, &arguments)
}
