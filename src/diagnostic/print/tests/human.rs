//! What people read.

use super::*;

#[test]
fn shows_the_line_and_what_helps() {
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
fn marks_what_is_related_nearby_in_the_same_excerpt() {
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
fn shows_what_is_related_elsewhere_below() {
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
fn shows_a_file_without_text_by_its_name() {
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
fn shows_warnings_and_information_in_order() {
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
fn is_coloured_when_asked() {
    let mut out = Vec::new();
    print(&[unknown_theme()], Manner { color: true, ..Manner::default() }, &mut out).expect("a Vec takes everything");
    let text = String::from_utf8(out).expect("printers write UTF-8");
    assert!(text.starts_with("\u{1b}[1m\u{1b}[91merror[unknown-theme]"), "{text:?}");
    assert!(text.contains("content/commitments/a.md:4:10\n"), "{text}");
}

#[test]
fn marks_spans_of_several_lines() {
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
fn marks_a_long_span_on_its_first_line() {
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
fn counts_wide_characters_and_tabs_as_they_are_seen() {
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
fn marks_empty_spans_and_the_end_of_the_file() {
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
fn cuts_a_huge_line_around_the_span() {
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
fn writes_out_what_a_terminal_would_obey() {
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
fn a_break_in_a_name_or_a_quotation_begins_no_command_of_a_log() {
    let source = Source::new("new\n::warning file=x::pwned .md", "title: a\n");
    let other = Source::new("b\n::error::b.md", "");
    let diagnostic = Diagnostic::new(Code::BadFileName, &source, Span::new(0, 5), "`new\n \t::warning::x` cannot be")
        .related(&other, Span::default(), "two\nlines")
        .help("rename it\nand\n::error::x");
    let text = human(diagnostic.clone());
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
    assert!(text.contains("--> new\\u{0A}::warning file=x::pwned .md:1:1"), "{text}");
    let github = printed(Format::Github, &[diagnostic]);
    assert_eq!(github.lines().count(), 1, "{github}");
}

#[test]
fn cuts_endless_messages() {
    let diagnostic = Diagnostic::of_file(Code::BadId, "a.md", "é".repeat(1_000_000));
    assert!(human(diagnostic).len() < 3000);
}
