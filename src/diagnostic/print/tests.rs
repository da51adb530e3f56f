use std::sync::Arc;

use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::source::{Source, Span};

const ENTRY: &str = "---\nkind: commitment\ntitle: Fair recruitment\nthemes: [recruitement, cities]\nperiod:\n  from: 2020\n  to: 2018\n---\n\nText.\n";

fn printed(format: Format, diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    print(diagnostics, format, false, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("printers write UTF-8")
}

fn human(diagnostic: Diagnostic) -> String {
    printed(Format::Human, &[diagnostic])
}

fn entry() -> Arc<Source> {
    Source::new("content/commitments/a.md", ENTRY)
}

/// The span of the first occurrence of a text.
fn span(source: &Source, needle: &str) -> Span {
    let start = source.text.find(needle).expect("the text has it");
    Span::new(start, start + needle.len())
}

fn at(source: &Arc<Source>, needle: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownTheme, source, span(source, needle), "the message")
}

fn unknown_theme() -> Diagnostic {
    let source = entry();
    Diagnostic::new(Code::UnknownTheme, &source, span(&source, "recruitement"), "unknown theme `recruitement`")
        .help("did you mean `recruitment`?")
}

fn dates_out_of_order() -> Diagnostic {
    let source = entry();
    Diagnostic::new(Code::DatesOutOfOrder, &source, span(&source, "2018"), "the period ends before it begins").related(
        &source,
        span(&source, "2020"),
        "begins here",
    )
}

fn duplicate_id() -> Diagnostic {
    let other = Source::new("content/b/x, y: 100%.md", "---\nkind: page\n");
    let source = entry();
    let span = span(&source, "kind: commitment\ntitle");
    Diagnostic::new(Code::DuplicateId, &source, span, "two files\nwith one id").related(&other, Span::new(4, 8), "also")
}

#[test]
fn human_shows_the_line_and_what_helps() {
    assert_data_eq!(
        human(unknown_theme()),
        str![[r#"
error[unknown-theme]: unknown theme `recruitement`
 --> content/commitments/a.md:4:10
  |
4 | themes: [recruitement, cities]
  |          ^^^^^^^^^^^^
  |
  = help: did you mean `recruitment`?


"#]]
        .raw()
    );
}

#[test]
fn human_marks_what_is_related_nearby_in_the_same_excerpt() {
    assert_data_eq!(
        human(dates_out_of_order()),
        str![[r#"
error[dates-out-of-order]: the period ends before it begins
 --> content/commitments/a.md:7:7
  |
6 |   from: 2020
  |         ---- begins here
7 |   to: 2018
  |       ^^^^


"#]]
        .raw()
    );
}

#[test]
fn human_shows_what_is_related_elsewhere_below() {
    assert_data_eq!(
        human(duplicate_id().help("rename one of the two")),
        str![[r#"
error[duplicate-id]: two files
                     with one id
 --> content/commitments/a.md:2:1
  |
2 | / kind: commitment
3 | | title: Fair recruitment
  | |_____^
  |
 ::: content/b/x, y: 100%.md:2:1
  |
2 |   kind: page
  |   ---- also
  |
  = help: rename one of the two


"#]]
        .raw()
    );
}

#[test]
fn human_shows_a_file_without_text_by_its_name() {
    let diagnostic = Diagnostic::of_file(Code::FileTooLarge, "content/big.md", "the file has 1.1 GB");
    assert_data_eq!(
        human(diagnostic.clone()),
        str![[r#"
error[file-too-large]: the file has 1.1 GB
--> content/big.md


"#]]
        .raw()
    );
    let related = Source::new("content/files/gone.pdf", "");
    let with_more = diagnostic.related(&related, Span::default(), "this one too").help("make it smaller");
    assert_data_eq!(
        human(with_more),
        str![[r#"
error[file-too-large]: the file has 1.1 GB
--> content/big.md
 = note: content/files/gone.pdf: this one too
 = help: make it smaller


"#]]
        .raw()
    );
    let related = entry();
    let elsewhere = Diagnostic::of_file(Code::FileTooLarge, "content/big.md", "the file has 1.1 GB");
    assert_data_eq!(
        human(elsewhere.related(&related, span(&related, "kind"), "linked here")),
        str![[r#"
error[file-too-large]: the file has 1.1 GB
 --> content/big.md
  |
 ::: content/commitments/a.md:2:1
  |
2 | kind: commitment
  | ---- linked here


"#]]
        .raw()
    );
}

#[test]
fn human_shows_warnings_and_information_in_order() {
    let mut warning = unknown_theme();
    warning.severity = Severity::Warning;
    let info = Diagnostic::of_file(Code::CoverageGap, "content/vocabulary/levels.yaml", "no entry at level `regional`");
    assert_data_eq!(
        printed(Format::Human, &[warning, info]),
        str![[r#"
warning[unknown-theme]: unknown theme `recruitement`
 --> content/commitments/a.md:4:10
  |
4 | themes: [recruitement, cities]
  |          ^^^^^^^^^^^^
  |
  = help: did you mean `recruitment`?

info[coverage-gap]: no entry at level `regional`
--> content/vocabulary/levels.yaml


"#]]
    );
}

#[test]
fn human_is_coloured_when_asked() {
    let mut out = Vec::new();
    print(&[unknown_theme()], Format::Human, true, &mut out).expect("a Vec takes everything");
    let text = String::from_utf8(out).expect("printers write UTF-8");
    assert!(text.starts_with("\u{1b}[1m\u{1b}[91merror[unknown-theme]"), "{text:?}");
    assert!(text.contains("content/commitments/a.md:4:10\n"), "{text}");
}

#[test]
fn human_marks_spans_of_several_lines() {
    let source = entry();
    assert_data_eq!(
        human(at(&source, "period:\n  from: 2020\n  to: 2018\n")),
        str![[r#"
error[unknown-theme]: the message
 --> content/commitments/a.md:5:1
  |
5 | / period:
6 | |   from: 2020
7 | |   to: 2018
  | |__________^


"#]]
        .raw()
    );
}

#[test]
fn human_marks_a_long_span_on_its_first_line() {
    let source = Source::new("a.md", format!("---\n{}", "note: x\n".repeat(5000)));
    let diagnostic = Diagnostic::new(Code::UnclosedFrontMatter, &source, Span::new(0, 40_000), "no end");
    assert_data_eq!(
        human(diagnostic),
        str![[r#"
error[unclosed-front-matter]: no end
 --> a.md:1:1
  |
1 | ---
  | ^^^ goes on to line 5001


"#]]
        .raw()
    );
}

#[test]
fn human_counts_wide_characters_and_tabs_as_they_are_seen() {
    let source = Source::new("a.md", "title: 公正招聘\n\tthemes: x\r\nnext: y\r\n");
    assert_data_eq!(
        human(at(&source, "招聘")),
        str![[r#"
error[unknown-theme]: the message
 --> a.md:1:10
  |
1 | title: 公正招聘
  |            ^^^^


"#]]
        .raw()
    );
    assert_data_eq!(
        human(at(&source, "x")),
        str![[r#"
error[unknown-theme]: the message
 --> a.md:2:10
  |
2 |     themes: x
  |             ^


"#]]
        .raw()
    );
}

#[test]
fn human_marks_empty_spans_and_the_end_of_the_file() {
    let source = Source::new("a.md", "ab\ncd\n");
    let at = |start| Diagnostic::new(Code::InvalidYaml, &source, Span::new(start, start), "here");
    assert_data_eq!(
        human(at(1)),
        str![[r#"
error[invalid-yaml]: here
 --> a.md:1:2
  |
1 | ab
  |  ^


"#]]
        .raw()
    );
    assert_data_eq!(
        human(at(2)),
        str![[r#"
error[invalid-yaml]: here
 --> a.md:1:3
  |
1 | ab
  |   ^


"#]]
        .raw()
    );
    assert_data_eq!(
        human(at(6)),
        str![[r#"
error[invalid-yaml]: here
 --> a.md:3:1
  |
3 |
  | ^


"#]]
        .raw()
    );
    let joined = at(6).related(&source, Span::new(3, 5), "after this");
    assert_data_eq!(
        human(joined),
        str![[r#"
error[invalid-yaml]: here
 --> a.md:3:1
  |
2 | cd
  | -- after this
3 |  
  | ^


"#]]
        .raw()
    );
}

#[test]
fn human_cuts_a_huge_line_around_the_span() {
    let source = Source::new("a.md", format!("ok\n{}NEEDLE{}\n", "hay ".repeat(100_000), "hay ".repeat(100_000)));
    assert_data_eq!(
        human(at(&source, "NEEDLE").related(&source, Span::new(0, 2), "far away")),
        str![[r#"
error[unknown-theme]: the message
 --> a.md:2:400001
  |
2 | ...hay hay hay hay hay hay hay hay hay hay hay hay hay NEEDLEhay hay hay hay hay hay hay hay hay hay hay hay hay ...
  |                                                        ^^^^^^
  |
 ::: a.md:1:1
  |
1 | ok
  | -- far away


"#]]
        .raw()
    );
}

#[test]
fn human_writes_out_what_a_terminal_would_obey() {
    let source = Source::new("a\u{1b}[31m.md", "title: a\u{202E}b\u{1b}[2Jc\u{0}d\n");
    let diagnostic = Diagnostic::new(Code::BadCharacter, &source, Span::new(8, 11), "a \u{202E} in `\u{1b}[2J`")
        .help("remove \u{202E}");
    assert_data_eq!(
        human(diagnostic),
        str![[r#"
error[bad-character]: a \u{202E} in `\u{1B}[2J`
 --> a\u{1B}[31m.md:1:9
  |
1 | title: a\u{202E}b\u{1B}[2Jc\u{00}d
  |         ^^^^^^^^
  |
  = help: remove \u{202E}


"#]]
        .raw()
    );
}

#[test]
fn human_cuts_endless_messages() {
    let diagnostic = Diagnostic::of_file(Code::BadId, "a.md", "é".repeat(1_000_000));
    assert!(human(diagnostic).len() < 3000);
}

#[test]
fn json_has_one_object_a_line() {
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "content/é.md", "cannot be read");
    let all = [unknown_theme(), dates_out_of_order(), of_file];
    assert_data_eq!(printed(Format::Json, &all), str![[r#"
{"code":"unknown-theme","severity":"error","message":"unknown theme `recruitement`","file":"content/commitments/a.md","line":4,"column":10,"end_line":4,"end_column":22,"help":"did you mean `recruitment`?","related":[]}
{"code":"dates-out-of-order","severity":"error","message":"the period ends before it begins","file":"content/commitments/a.md","line":7,"column":7,"end_line":7,"end_column":11,"help":null,"related":[{"file":"content/commitments/a.md","line":6,"column":9,"message":"begins here"}]}
{"code":"unreadable-file","severity":"error","message":"cannot be read","file":"content/é.md","line":1,"column":1,"end_line":1,"end_column":1,"help":null,"related":[]}

"#]].raw());
}

#[test]
fn github_escapes_properties_and_data() {
    let other = Source::new("content/b/x, y: 100%.md", "---\nkind: page\n");
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "a,b:c%.md", "50 % wrong, see: \r\nthis");
    let mut info = Diagnostic::new(Code::CoverageGap, &other, Span::new(4, 8), "a gap");
    info.severity = Severity::Info;
    let mut warning = duplicate_id();
    warning.severity = Severity::Warning;
    assert_data_eq!(printed(Format::Github, &[unknown_theme(), warning, info, of_file]), str![[r#"
::error file=content/commitments/a.md,line=4,col=10,endLine=4,endColumn=22,title=unknown-theme::unknown theme `recruitement`%0Ahelp: did you mean `recruitment`?
::warning file=content/commitments/a.md,line=2,endLine=3,title=duplicate-id::two files%0Awith one id%0Acontent/b/x, y: 100%25.md:2: also
::notice file=content/b/x%2C y%3A 100%25.md,line=2,col=1,endLine=2,endColumn=5,title=coverage-gap::a gap
::error file=a%2Cb%3Ac%25.md,title=unreadable-file::50 %25 wrong, see: \u{0D}%0Athis

"#]].raw());
}

#[test]
fn sarif_has_results_with_rules_and_regions() {
    let of_file = Diagnostic::of_file(Code::UnreadableFile, "content/é x.md", "cannot be read");
    let document: serde_json::Value =
        serde_json::from_str(&printed(Format::Sarif, &[unknown_theme(), duplicate_id(), of_file])).expect("JSON");
    let run = &document["runs"][0];
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    assert_data_eq!(
        serde_json::to_string_pretty(&run["results"]).expect("JSON"),
        str![[r#"
[
  {
    "level": "error",
    "locations": [
      {
        "physicalLocation": {
          "artifactLocation": {
            "uri": "content/commitments/a.md",
            "uriBaseId": "%SRCROOT%"
          },
          "region": {
            "endColumn": 22,
            "endLine": 4,
            "startColumn": 10,
            "startLine": 4
          }
        }
      }
    ],
    "message": {
      "text": "unknown theme `recruitement`\nhelp: did you mean `recruitment`?"
    },
    "ruleId": "unknown-theme",
    "ruleIndex": 30
  },
  {
    "level": "error",
    "locations": [
      {
        "physicalLocation": {
          "artifactLocation": {
            "uri": "content/commitments/a.md",
            "uriBaseId": "%SRCROOT%"
          },
          "region": {
            "endColumn": 6,
            "endLine": 3,
            "startColumn": 1,
            "startLine": 2
          }
        }
      }
    ],
    "message": {
      "text": "two files\nwith one id"
    },
    "relatedLocations": [
      {
        "message": {
          "text": "also"
        },
        "physicalLocation": {
          "artifactLocation": {
            "uri": "content/b/x%2C%20y%3A%20100%25.md",
            "uriBaseId": "%SRCROOT%"
          },
          "region": {
            "endColumn": 5,
            "endLine": 2,
            "startColumn": 1,
            "startLine": 2
          }
        }
      }
    ],
    "ruleId": "duplicate-id",
    "ruleIndex": 27
  },
  {
    "level": "error",
    "locations": [
      {
        "physicalLocation": {
          "artifactLocation": {
            "uri": "content/%C3%A9%20x.md",
            "uriBaseId": "%SRCROOT%"
          }
        }
      }
    ],
    "message": {
      "text": "cannot be read"
    },
    "ruleId": "unreadable-file",
    "ruleIndex": 0
  }
]
"#]]
        .raw()
    );
    let rule = &run["tool"]["driver"]["rules"][Code::AliasUsed as usize];
    assert_data_eq!(serde_json::to_string_pretty(rule).expect("JSON"), str![[r#"
{
  "defaultConfiguration": {
    "level": "warning"
  },
  "fullDescription": {
    "text": "The name is accepted, but the preferred id keeps search and rename simple."
  },
  "help": {
    "text": "The name is accepted, but the preferred id keeps search and rename simple.\n\nMore: compendium explain alias-used"
  },
  "id": "alias-used",
  "shortDescription": {
    "text": "A term's other name"
  }
}
"#]].raw());
}

#[test]
fn nothing_is_printed_for_nothing_but_an_empty_run() {
    for format in [Format::Human, Format::Json, Format::Github] {
        assert_eq!(printed(format, &[]), "");
    }
    assert!(printed(Format::Sarif, &[]).contains(r#""results":[]"#));
}

/// A file of one huge line with very many problems once took the square of their number.
#[test]
fn many_problems_in_one_huge_line_are_printed_in_time() {
    let source = Source::new("a.md", "<b> ".repeat(250_000));
    let diagnostics: Vec<_> =
        (0..20_000).map(|n| Diagnostic::new(Code::RawHtml, &source, Span::new(n * 40, n * 40 + 3), "HTML")).collect();
    let started = std::time::Instant::now();
    printed(Format::Human, &diagnostics);
    printed(Format::Json, &diagnostics);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
