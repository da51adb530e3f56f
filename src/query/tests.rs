use super::*;
use crate::project::{Options, Project};

/// The catalog of `tests/sites/open-data`.
fn catalog() -> Catalog {
    let options = Options {
        root: std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/open-data"),
        as_of: crate::catalog::AsOf::day(jiff::civil::date(2033, 1, 1)),
        shown: crate::catalog::Shown::default(),
        output: None,
        base_url: None,
        strict: false,
    };
    Project::open(options).expect("settings").survey().catalog
}

fn meant(catalog: &Catalog, query: &str) -> Vec<String> {
    let query = Query::parse(query, catalog).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
    query.entries(catalog).map(|ix| catalog[ix].id.to_string()).collect()
}

#[test]
fn tests_mean_what_the_manual_says() {
    let catalog = catalog();
    let all = ["embargoed", "guide", "nurses", "promise", "second-guide", "treaty"];
    for (query, expected) in [
        ("", &all[..]),
        ("kind=practice", &["embargoed", "guide", "second-guide"]),
        ("kind=practice,agreement not status=planned", &["embargoed", "guide", "treaty"]),
        // A narrower term counts for the broader one, by any of its names, and so does a target for its goal.
        ("theme=work", &["nurses", "promise", "treaty"]),
        ("themes=hiring", &["promise"]),
        // The field of that name; and any field, as the page of the country counts.
        ("countries=IDN", &["promise"]),
        ("country=IDN", &["promise", "treaty"]),
        ("region=035", &["nurses", "promise", "treaty"]),
        ("regions=035", &["nurses", "promise", "treaty"]),
        ("sdg=8", &["promise"]),
        ("origin=035", &["nurses"]),
        ("parties.who=IDN", &["treaty"]),
        ("by=ministry or implemented_by=ministry", &["guide", "promise", "second-guide"]),
        ("implements=pledge", &["guide"]),
        ("has_implementation=guide", &["promise"]),
        ("mentioned_by=second-guide", &["guide", "promise"]),
        ("date<2019", &["promise"]),
        ("date<=2019", &["guide", "promise"]),
        ("date=2019", &["guide"]),
        ("date>2019-01 date<2022", &["nurses", "second-guide"]),
        ("needs.amount>=2500000.5", &["promise"]),
        ("needs.amount>2500000.5", &[]),
        ("results.by.sex=female", &["promise"]),
        ("title~HYPERLINK", &["promise"]),
        ("\"مهم\"", &["promise"]),
        ("reviews", &["promise"]),
        ("not sources.cite", &["nurses"]),
        ("status!=active,planned,in-force", &["guide"]),
        ("overdue (needs or offers)", &["promise"]),
        ("translated and instruments=law", &["promise"]),
        ("level=national or level=subnational status=completed", &["embargoed", "guide", "promise"]),
    ] {
        assert_eq!(meant(&catalog, query), expected, "{query}");
    }
}

#[test]
fn a_slip_is_shown_where_it_is_with_the_nearest_name() {
    let catalog = catalog();
    for (query, at, message, help) in [
        ("kind=comitment", 5..14, "`comitment` is no value of `kind`", "did you mean `commitment`?"),
        ("kind=page", 5..9, "`page` is no value of `kind`", "write one of commitment, practice"),
        ("kind=practice levl=national", 14..18, "an entry has no field `levl`", "did you mean `level`?"),
        ("level=natonal", 6..13, "`natonal` is no value of `level`", "did you mean `national`?"),
        ("by=minstry", 3..10, "`minstry` is no value of `by`", "did you mean `ministry`?"),
        ("part_of=promize", 8..15, "`promize` is no entry", "did you mean `promise`?"),
        ("overdo", 0..6, "an entry has no field `overdo`", "did you mean `overdue`?"),
        ("visa", 0..4, "an entry has no field `visa`", "quote it: \"visa\""),
        ("milestones.du<2027", 0..13, "`milestones` has no field `du`", "did you mean `due`?"),
        ("milestones<2027", 0..10, "`milestones` is more than one thing", "milestones.due"),
        ("date<soon", 5..9, "`soon` is no date", "2026-06-01"),
        ("needs.amount>1,000", 0..0, "", ""),
        ("needs.amount>lots", 13..17, "`lots` is no number", "1250.5"),
        ("level<national", 5..6, "`level` has no order", "`=`"),
        ("overdue=yes", 7..8, "`overdue` is not compared with anything", "write it alone"),
        ("level=", 6..6, "`level=` needs a value", "quote"),
        ("(level=national", 0..1, "a parenthesis is not closed", "`)`"),
        ("level=national)", 14..15, "nothing is open", "remove it"),
        ("level=national or", 17..17, "a field or a word is missing here", "level=national"),
        ("title~\"open", 6..11, "a quoted text does not end", "`\"`"),
        ("= x", 0..1, "a field or a word is missing here", "level=national"),
    ] {
        if message.is_empty() {
            // A comma separates values: `1,000` is one or nought.
            assert_eq!(meant(&catalog, query), ["promise", "guide"][..1], "{query}");
            continue;
        }
        let problem = Query::parse(query, &catalog).expect_err(query);
        assert!(problem.message.contains(message), "{query}: {problem:?}");
        assert_eq!(problem.span.start as usize..problem.span.end as usize, at, "{query}: {problem:?}");
        assert!(problem.help.as_deref().unwrap_or_default().contains(help), "{query}: {problem:?}");
    }
}

#[test]
fn no_text_makes_it_stumble() {
    let catalog = catalog();
    let deep = "(".repeat(100_000);
    let not = "not ".repeat(100_000);
    for query in [
        deep.as_str(),
        &not,
        "\u{0}",
        "💬=💬",
        "a\u{301}~",
        "!=",
        "kind=\"",
        ")))",
        ",,,",
        "a.b.c.d.e=",
        "sdg=\"8.8\"\"\"",
    ] {
        let _ = Query::parse(query, &catalog);
    }
}
