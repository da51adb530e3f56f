//! Which words are found, where, and what is said of them.

use crate::check::tests::Project;
use crate::diagnostic::Code::{AvoidedWord, UnknownSource};

const LIST: &str = "avoid:\n  - words: [illegal migrant, illegal migrants, illegals, stock, illegal migrant stock]\n    instead: [undocumented migrant, person]\n    \
    reason: Nobody is illegal.\n  - words: [réfugié climatique, étranger, 難民]\n    reason: No such status.\n";

fn in_body(body: &str) -> Vec<String> {
    let project = Project::new().terminology(LIST).file("a.md", &(Project::entry_with(&[]) + body));
    project.found(AvoidedWord).iter().map(|place| place.replace("a.md:", "")).collect()
}

fn in_fields(fields: &[(&str, &str)]) -> Vec<String> {
    Project::new().terminology(LIST).file("a.md", &Project::entry_with(fields)).found(AvoidedWord)
}

#[test]
fn a_word_is_named_with_its_alternatives_and_the_reason() {
    let text = Project::entry_with(&[]) + "Some illegal migrants.\n";
    let problem = &Project::new().terminology(LIST).file("a.md", &text).problems(AvoidedWord)[0];
    assert_eq!(problem.message, "`illegal migrants` is a word to avoid");
    assert_eq!(problem.help.as_deref(), Some("write `undocumented migrant` or `person`: Nobody is illegal"));
    assert_eq!(problem.place.start(), (12, 6));
    let listed = &problem.related[0].place;
    assert_eq!(listed.source.slice(listed.span), "illegal migrants");
}

#[test]
fn whole_words_are_found_in_any_case() {
    let found = in_body("Illegals, ILLEGAL MIGRANT's and the (stock).\n");
    assert_eq!(found, ["12: Illegals", "12: ILLEGAL MIGRANT", "12: stock"]);
    let found = in_body("Étranger ÉTRANGER réfugié Climatique\n");
    assert_eq!(found, ["12: Étranger", "12: ÉTRANGER", "12: réfugié Climatique"]);
    let other = "illegal, migrant; stockpile livestock illegal migrantship étrangère stoc\u{301}k stock\u{301}s\n";
    assert_eq!(in_body(other), [""; 0]);
    assert_eq!(in_body("有難民的\n"), ["12: 難民"]);
}

#[test]
fn of_two_phrases_at_one_place_the_longer_one_is_meant() {
    assert_eq!(in_body("The illegal migrant stock.\n"), ["12: illegal migrant stock"]);
}

#[test]
fn phrases_go_across_lines_and_emphasis_but_not_across_paragraphs() {
    assert_eq!(in_body("an illegal\nmigrant\n"), ["12: illegal\nmigrant"]);
    assert_eq!(in_body("an *illegal* **migrant**\n"), ["12: illegal* **migrant"]);
    assert_eq!(in_body("> [!NOTE]\n> an illegal\n> migrant\n"), ["13: illegal\n> migrant"]);
    assert_eq!(in_body("illegal\n\nmigrant\n\n* illegal\n* migrant\n\nillegal > migrant, illegal-migrant\n"), [""; 0]);
}

#[test]
fn quotations_code_and_addresses_are_left_alone() {
    assert_eq!(in_body("“illegals” `stock` <https://x.org/stock>\n\n> illegals\n\n```\nstock\n```\n"), [""; 0]);
    assert_eq!(in_body("“illegals” are illegals\n"), ["12: illegals"]);
}

#[test]
fn fields_that_hold_sentences_are_looked_at() {
    assert_eq!(in_fields(&[("title", "The illegals")]), ["a.md:3: illegals"]);
    let quoted = [("title", "'The “illegals”'"), ("summary", "\"The \\\"illegals\\\" and the stock\"")];
    assert_eq!(in_fields(&quoted), ["a.md:4: stock"]);
    assert_eq!(in_fields(&[("summary", ">-\n  Of an illegal\n  migrant.")]), ["a.md:5: illegal\n  migrant"]);
    let found = in_fields(&[("milestones", "[{title: No illegals, due: 2030, evidence: A stock}]")]);
    assert_eq!(found, ["a.md:11: illegals", "a.md:11: stock"]);
    assert_eq!(in_fields(&[("reviews", "\n  - date: 2019\n    note: The stock")]), ["a.md:13: stock"]);
    assert_eq!(in_fields(&[("needs", "[{key: stock, title: A stock, type: data}]")]).len(), 1);
}

#[test]
fn names_other_works_and_extra_fields_are_left_alone() {
    let source = "\n  - {title: Illegals, url: 'https://x.org/stock'}";
    assert_eq!(in_fields(&[("sources", source), ("extra", "{title: stock}"), ("related", "stock")]), [""; 0]);
}

#[test]
fn words_apply_to_the_main_language_or_to_those_they_name() {
    let list = "avoid:\n  - {words: stock, reason: r}\n  - {words: clandestin, reason: r, languages: fr}\n";
    let text = Project::entry_with(&[]) + "stock clandestin\n";
    let translation = |lang: &str| format!("---\ntitle: x\n---\nstock clandestin {lang}\n");
    let project = Project::new().languages("en, fr, fr-ca, ar").terminology(list).file("a.md", &text);
    let project = ["fr", "fr-ca", "ar"]
        .into_iter()
        .fold(project, |project, lang| project.file(&format!("a.{lang}.md"), &translation(lang)));
    assert_eq!(project.found(AvoidedWord), ["a.fr-ca.md:4: clandestin", "a.fr.md:4: clandestin", "a.md:12: stock"]);
}

#[test]
fn who_advises_so_is_listed() {
    let list = "avoid:\n  - {words: stock, reason: r, source: {cite: nobody}}\n  - {words: x, reason: r, source: {title: T, url: 'https://x.org/'}}\n";
    assert_eq!(Project::new().terminology(list).found(UnknownSource), ["terminology.yaml:2: nobody"]);
}
