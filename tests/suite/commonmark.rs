//! Every example of `CommonMark`'s specification is written as the specification says, but for the exceptions that are
//! listed with their reasons: raw HTML and refused addresses.
//!
//! The examples are not copied into this repository. `scripts/test` installs the package `commonmark-spec` and names the
//! file of its examples in `COMMONMARK_SPEC_JSON`.

use std::collections::BTreeMap;

use compendium::markdown::commonmark;
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    #[serde(alias = "example")]
    number: u32,
    section: String,
    markdown: String,
    html: String,
}

const EXCEPTIONS: &str = include_str!("../commonmark-exceptions.txt");

/// How many examples version 0.31.2 has.
const EXAMPLES: usize = 652;

fn examples() -> Vec<Example> {
    let hint = "COMMONMARK_SPEC_JSON names no file of examples; run scripts/test, which installs them and sets it";
    let path = std::env::var("COMMONMARK_SPEC_JSON").expect(hint);
    let json = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}; {hint}"));
    serde_json::from_str(&json).expect("the file is an array of examples")
}

/// Numbers of examples and why they come out otherwise.
fn exceptions() -> BTreeMap<u32, &'static str> {
    let lines = EXCEPTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (number, reason) = line.split_once(' ').expect("a line is a number and a reason");
            (number.parse().expect("a number"), reason.trim())
        })
        .collect()
}

impl Example {
    /// The specification shows tabs as arrows.
    fn markdown(&self) -> String {
        self.markdown.replace('→', "\t")
    }

    /// The specification closes empty elements as XML does; HTML needs no slash and validators complain about it. Code
    /// blocks of ours can be reached by the keyboard. Nothing else is made alike.
    fn html(&self) -> String {
        self.html.replace('→', "\t").replace(" />", ">").replace("<pre>", "<pre tabindex=\"0\">")
    }

    fn passes(&self) -> bool {
        commonmark(&self.markdown()) == self.html()
    }

    fn story(&self) -> String {
        let Self { number, section, .. } = self;
        format!(
            "example {number} ({section})\n--- Markdown\n{}\n--- expected\n{}\n--- written\n{}",
            self.markdown(),
            self.html(),
            commonmark(&self.markdown())
        )
    }
}

#[test]
fn every_example_is_written_as_the_specification_says() {
    let exceptions = exceptions();
    let examples = examples();
    assert_eq!(examples.len(), EXAMPLES, "the examples are those of version 0.31.2");
    let failing = examples.iter().filter(|example| !exceptions.contains_key(&example.number) && !example.passes());
    let stories: Vec<String> = failing.map(Example::story).collect();
    assert!(stories.is_empty(), "{} examples fail\n\n{}", stories.len(), stories.join("\n\n"));
}

#[test]
fn every_exception_is_still_needed_and_has_a_reason() {
    let exceptions = exceptions();
    let passing: Vec<u32> = examples()
        .iter()
        .filter(|example| exceptions.contains_key(&example.number) && example.passes())
        .map(|example| example.number)
        .collect();
    assert!(passing.is_empty(), "examples {passing:?} pass: take them out of tests/commonmark-exceptions.txt");
    for (number, reason) in exceptions {
        assert!(reason.starts_with("raw HTML") || reason.starts_with("refused address"), "{number}: {reason}");
    }
}
