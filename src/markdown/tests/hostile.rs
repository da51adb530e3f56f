//! Whatever comes: what is written is well formed and harmless, and takes linear time.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Elements that have no end tag.
const VOID: [&str; 4] = ["br", "hr", "input", "img"];

/// Every element that may be written.
const ALLOWED: [&str; 32] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "aside",
    "pre",
    "code",
    "ol",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "del",
    "a",
    "sup",
    "section",
    "br",
    "hr",
];

/// Every attribute that may be written.
const ATTRIBUTES: [&str; 15] = [
    "id",
    "class",
    "tabindex",
    "href",
    "title",
    "start",
    "role",
    "aria-label",
    "scope",
    "type",
    "disabled",
    "checked",
    "src",
    "alt",
    "",
];

pub(super) fn assert_balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag_end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..tag_end];
        rest = &rest[tag_end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        assert!(ALLOWED.contains(&name) || VOID.contains(&name), "<{name}> in {html}");
        assert_attributes(&tag[name.len()..], html);
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}

fn assert_attributes(attributes: &str, html: &str) {
    for (at, part) in attributes.split('"').enumerate() {
        if at % 2 == 1 {
            continue;
        }
        for name in part.split(' ') {
            assert!(ATTRIBUTES.contains(&name.trim_end_matches('=')), "{name} in {html}");
        }
    }
    for address in attributes.split("href=\"").skip(1).chain(attributes.split("src=\"").skip(1)) {
        let address = address.split('"').next().unwrap_or_default();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        // URL Standard, 4.4: what does not begin with a letter is a path, however much it looks like an address.
        let is_scheme = |name: &String| {
            name.bytes().next().is_none_or(|byte| byte.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        };
        let allowed =
            scheme.filter(is_scheme).is_none_or(|name| ["", "http", "https", "mailto", "tel"].contains(&&*name));
        assert!(allowed, "{address} in {html}");
    }
}

fn assert_safe(markdown: &str) {
    let (source, body, problems) = parsed(markdown);
    let mut html = String::new();
    flatten(&body.fragments, &mut html);
    assert_balanced(&html);
    assert!(!html.contains("<script"));
    assert_balanced(&commonmark(markdown));
    let adjacent = body.fragments.windows(2).any(|two| matches!(two, [Fragment::Html(_), Fragment::Html(_)]));
    assert!(!adjacent);
    for span in body.holes().map(|hole| hole.span).chain(problems.iter().map(|problem| problem.place.span)) {
        assert!(source.text.get(span.range()).is_some(), "{span:?} in {markdown:?}");
    }
    let ranges = prose(markdown);
    let touching = ranges.windows(2).find(|two| two[0].end >= two[1].start);
    assert_eq!(touching, None, "{markdown:.200}");
    assert!(ranges.iter().all(|range| markdown.get(range.clone()).is_some_and(|text| !text.is_empty())));
}

/// The HTML with the labels of references in their places.
fn flatten(fragments: &[Fragment], html: &mut String) {
    for fragment in fragments {
        match fragment {
            Fragment::Html(piece) => html.push_str(piece),
            Fragment::Text(_) => html.push('x'),
            Fragment::Hole(hole) => flatten(hole.target.label().unwrap_or_default(), html),
        }
    }
}

/// Pieces of which anything can be made.
const PIECES: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "|",
    "\\",
    "!",
    "<",
    ">",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "#",
    "## ",
    "{#a}",
    "- ",
    "1. ",
    ": ",
    "> ",
    "[!NOTE]",
    "[^1]",
    "[^1]: ",
    "[@a, p. 4]",
    "[@",
    "@",
    "^",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\r\n",
    " ",
    "a",
    "é",
    "\u{202e}",
    "\0",
    "&",
    "&amp;",
    "&#58;",
    "&quot;",
    "\"",
    "“",
    "”",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "<div>",
    "<https://a.b>",
    "<a@b.c>",
    "javascript:",
    "https://x.y",
    "a.md",
    "files/a.png",
    "onclick=",
    "---",
    "|-|",
    "| a |",
    "[ ] ",
    "[x] ",
    "theme:a",
    "figure:a",
    "[a]: b\n",
    "\u{fffc}",
    ".",
    ". A",
    "(a.md)",
    "](",
    "](files/x)",
    "![",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_gets_past_the_writer(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        assert_safe(&pieces.concat());
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,200}") {
        assert_safe(&text);
    }
}

/// The same with another number each time.
fn numbered(times: usize, before: &str, after: &str) -> String {
    (0..times)
        .map(|number| number.to_string())
        .flat_map(|number| [before.to_owned(), number, after.to_owned()])
        .collect()
}

/// Bodies that are hard on parsers, about `size` bytes each.
fn hostile(size: usize) -> Vec<(&'static str, String)> {
    let repeated = |piece: &str| piece.repeat(size / piece.len());
    let around = |open: &str, close: &str| open.repeat(size / 2 / open.len()) + &close.repeat(size / 2 / close.len());
    let pieces = [
        "[",
        "![",
        "[[",
        "[[a",
        "[[a|",
        "]]",
        "[@",
        "[@a",
        "[@a]",
        "[^",
        "[^a] ",
        "[^a]: ",
        "[^a]: b\n",
        "*a _b ",
        "**a ",
        "~a ~~b ",
        "`a``b",
        "<",
        "<b>",
        "<a ",
        "<!--",
        "&",
        "&#8238;",
        "\\",
        "\"",
        "\0",
        "[a](",
        "[a](#b)",
        "[a](#b) ## a\n",
        "[a](b \"",
        "[a]: b '\n",
        "# a\n",
        "# a {#a}\n",
        "{#a}",
        "a\n-\n",
        "|a\n|-\n",
        "a\n: b\n",
        "> [!NOTE]\n> ",
        ">[!NOTEE]\n\n",
        "- [ ] \n",
        "[[a]]",
        "[[a]].)))) ",
        "- - - - a\n",
        "> > > > a\n",
        "a\n",
        "\n",
        "\t",
        "[[a]] ",
        "![a](files/b)",
        "“",
        "“a” ",
        "[a](b.md)",
        "[[a|<b@c.d>]]",
        "<javascript:a>",
    ];
    let mut bodies: Vec<_> = pieces.into_iter().map(|piece| (piece, repeated(piece))).collect();
    bodies.extend([
        ("quotes", around(">", "a\n")),
        ("lists", around("- ", "a\n")),
        ("100 quotes", ">".repeat(DEEPEST) + &repeated("a\n")),
        ("100 lists", "- ".repeat(DEEPEST) + "a\n" + &repeated("b\n")),
        ("100 lists, blank lines", "- ".repeat(DEEPEST) + "a\n" + &repeated("\n")),
        ("brackets", around("[", "]")),
        ("images", around("![", "](files/a)")),
        ("references", around("[[a|", "]]")),
        ("emphasis", around("*", "*")),
        ("spaced emphasis", around("**a ", "b** ")),
        ("one sentence", format!("[[a]]{}", repeated(".)"))),
        ("table", format!("|{}\n|{}\n{}", "a|".repeat(300), "-|".repeat(300), repeated("|a\n"))),
        ("headings", numbered(size / 10, "# a ", "\n")),
        ("references to many", numbered(size / 12, "[[a", "]] b. ")),
        ("anchors", "# a\n".repeat(1000) + &numbered(size / 20, "[a](#aaaaaaaaaa", ") ")),
        ("one definition", format!("[a]: {}\n\n{}", "x".repeat(1000), repeated("[a] "))),
    ]);
    bodies
}

const DEEPEST: usize = events::DEEPEST;

#[test]
fn hostile_bodies_take_linear_time() {
    for (name, body) in hostile(100_000) {
        let begun = Instant::now();
        assert_safe(&body);
        // A quadratic one takes several seconds; the checks above take most of this time.
        assert!(begun.elapsed() < Duration::from_secs(2), "{name} took {:?}", begun.elapsed());
    }
}

/// `cargo test --release measure -- --ignored --nocapture`
#[test]
#[ignore = "prints figures"]
fn measure_a_body() {
    let plain = "The report asks States to make recruitment fair, and *not* to let migrants pay for their jobs. Whoever pays \
        the fees of agents begins abroad in debt, and debts are the first reason why people stay with employers who cheat \
        them. Several cities and **regions** have shown what a municipal card does for those who are nobody at a counter.\n\n";
    let linked = "It rests on [[fair-recruitment|recruitment]] and [[theme:recruitment]], on [decent work](decent-work.md) \
        [@a-72-643, paras. 60-61], see also [[country:PHL]].\n\n\
        - one thing that `matters` to most\n- another, with a [link](https://www.un.org/en/x)\n\n";
    let body =
        format!("## How it works\n\n{plain}{linked}{plain}## What it costs\n\n{plain}{plain}- one\n- two\n\n{plain}");
    let source = Source::new("a.md", body.clone());
    let span = Span::new(0, body.len());
    println!("a body of {} bytes", body.len());
    measure("parse", || parse(&source, span).0.fragments.len());
    measure("prose", || prose(&body).len());
    measure("the parser's events alone", || events::of_body(&body).map_or(0, Iterator::count));
}

fn measure(name: &str, work: impl Fn() -> usize) {
    let rounds = 20_000;
    let begun = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(work());
    }
    println!("{name}: {:?}", begun.elapsed() / rounds);
}

/// As above.
#[test]
#[ignore = "prints figures"]
fn measure_hostile_bodies() {
    for (name, body) in hostile(1 << 20) {
        let source = Source::new("a.md", body);
        let begun = Instant::now();
        let (parsed, problems) = parse(&source, Span::new(0, source.text.len()));
        let (fragments, problems) = (parsed.fragments.len(), problems.len());
        println!("{name:?}: {:?}, {fragments} fragments, {problems} problems", begun.elapsed());
    }
}
