//! Headings, tables, lists, callouts, footnotes.

use super::*;

#[test]
fn headings_have_ids_and_make_the_contents() {
    let (_, body, problems) =
        parsed("## How *it* works\n\n### Détails `x` {#more}\n\n## How it works\n\nTitre [@a]\n---\n");
    assert!(problems.is_empty(), "{problems:?}");
    let headings: Vec<_> =
        body.headings.iter().map(|h| (h.level, &*h.id, h.text.fill(|_| None).into_owned())).collect();
    let expected = [
        (2, "how-it-works", "How it works"),
        (3, "more", "Détails x"),
        (2, "how-it-works-2", "How it works"),
        (2, "titre", "Titre"),
    ];
    assert_eq!(headings, expected.map(|(level, id, text)| (level, id, text.to_owned())));
    let html = shown(&body.fragments);
    assert!(
        html.starts_with(
            "<h2 id=\"how-it-works\">How <em>it</em> works</h2>\n<h3 id=\"more\">Détails <code>x</code></h3>\n"
        ),
        "{html}"
    );
}

#[test]
fn a_heading_with_holes_gets_its_id_at_the_right_place() {
    assert_eq!(
        html("x [[a]]\n\n## [[b]] c [[d|e]]"),
        "<p>x {entry a}</p>\n<h2 id=\"c-e\">{entry b} c {entry d | e}</h2>"
    );
}

#[test]
fn a_contents_list_names_references_by_title() {
    let (_, body, _) = parsed("## About [[fair]]");
    assert_eq!(body.headings[0].text.fill(|_| Some("Fair recruitment".into())), "About Fair recruitment");
}

#[test]
fn what_references_lead_to_is_not_in_the_id_of_a_heading() {
    let ids = |markdown| parsed(markdown).1.headings.iter().map(|heading| heading.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids("## What [[secret-deal]] changes"), ["what-changes"]);
    assert_eq!(ids("## [](secret-deal.md) and ([[theme:x]]), [[figure:y]]"), ["and-"]);
    assert_eq!(ids("## [[a]]\n\n## [[b|the  deal]]"), ["section", "the--deal"]);
}

#[test]
fn attributes_of_headings_are_reported_but_for_an_id() {
    assert_eq!(problems("## A {.b onclick=x}"), [problem(Code::BadId, "{.b onclick=x}")]);
    assert_eq!(written("## A {.b onclick=x}"), "<h2 id=\"a-b-onclickx\">A {.b onclick=x}</h2>");
    assert_eq!(problems("## A {#b\" onclick=x}"), [problem(Code::BadId, "{#b\" onclick=x}")]);
    assert_eq!(written("## A {#b\" onclick=x}"), "<h2 id=\"a-b-onclickx\">A {#b&quot; onclick=x}</h2>");
    assert_eq!(helps("é\n\n## A {#b .c onclick=x} ##"), "write `{#b}`");
    assert_eq!(problems("## A {b}, `{.c}`\n\n### \\{.d}"), []);
}

#[test]
fn an_id_is_given_once_and_is_none_of_the_page() {
    assert_eq!(problems("## A {#x}\n\n## B {#y}\n\n## C {#x}"), [problem(Code::DuplicateId, "x")]);
    assert_eq!(html("## X\n\n## X\n\n## B {#x}"), "<h2 id=\"x-2\">X</h2>\n<h2 id=\"x-3\">X</h2>\n<h2 id=\"x\">B</h2>");
    assert_eq!(problems("## A {#_content}"), [problem(Code::BadId, "_content")]);
    assert_eq!(problems("## A {#fn-1}"), [problem(Code::BadId, "fn-1")]);
    assert_eq!(html("## \\_content"), "<h2 id=\"section-_content\">_content</h2>");
}

#[test]
fn code_that_does_not_end_is_reported() {
    assert_eq!(problems("a\n\n```toml\n[[nope]]\n\n## b\n"), [problem(Code::UnclosedCode, "```toml")]);
    assert_eq!(helps("~~~~ x\n~~~\n"), "end the code with a line that holds nothing but ~~~~");
    assert_eq!(problems("```"), [problem(Code::UnclosedCode, "```")]);
    assert_eq!(problems("> ```\n> a\n\nb"), [problem(Code::UnclosedCode, "```")]);
    for closed in [
        "```\na\n```",
        "```\n```\n",
        "  ~~~ x\na\n  ~~~~  \n\nb",
        "> ```\n> a\n> ```\n\nb",
        "- a\n\n  ```\n  b\n  ```\n- c",
        "> 1. ```\n>    b\n>    ```",
        "```\r\na\r\n```\r\n",
        "    a\n",
        "[^1]: ```\n    a\n    ```\n\nb[^1]",
    ] {
        assert_eq!(problems(closed), [], "{closed}");
    }
}

#[test]
fn the_title_is_the_only_heading_of_the_first_level() {
    assert_eq!(problems("# A\n\n## B\n"), [problem(Code::HeadingOrder, "# A")]);
    assert_eq!(written("# A"), "<h2 id=\"a\">A</h2>");
    assert_eq!(problems("## A\n#### B\n"), [problem(Code::HeadingOrder, "#### B")]);
    assert_eq!(problems("### A\n"), [problem(Code::HeadingOrder, "### A")]);
    assert_eq!(problems("## A\n### B\n## C\n### D\n"), []);
}

#[test]
fn tables_scroll_and_align() {
    let expected = "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr>\n</thead>\n\
        <tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n<tr><td>3</td><td class=\"right\"></td></tr>\n</tbody>\n</table>\n</div>";
    assert_eq!(html("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 |\n"), expected);
    assert!(html("|a|\n|-|\n").ends_with("</thead>\n</table>\n</div>"));
}

#[test]
fn tasks_are_checkboxes_that_say_their_state() {
    let expected = "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"{task-done}\"> a</li>\n\
        <li><input type=\"checkbox\" disabled aria-label=\"{task-open}\"> b</li>\n</ul>";
    assert_eq!(html("- [x] a\n- [ ] b"), expected);
}

#[test]
fn definition_lists_and_strikethrough() {
    assert_eq!(html("a\n: b\n: c"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n</dl>");
    assert_eq!(inline("~~a~~ \"b\" -- c"), "<del>a</del> &quot;b&quot; -- c");
}

#[test]
fn callouts_have_titles_of_the_theme() {
    let expected =
        "<aside class=\"callout note\">\n<p class=\"callout-title\">{callout-note}</p>\n<p>a <em>b</em></p>\n</aside>";
    assert_eq!(html("> [!NOTE]\n> a *b*"), expected);
    for (word, name) in [("tip", "tip"), ("IMPORTANT", "important"), ("Warning", "warning"), ("CAUTION", "caution")] {
        assert!(html(&format!("> [!{word}]\n> a")).contains(&format!("{{callout-{name}}}")));
    }
    assert_eq!(problems("> [!NOET]\n> a"), [problem(Code::UnknownCallout, "[!NOET]")]);
    assert_eq!(helps("> [!NOET]\n> a"), "did you mean `NOTE`?");
    assert_eq!(problems("> [!NOTE] a"), [problem(Code::UnknownCallout, "[!NOTE]")]);
    assert_eq!(problems("> ![a](files/b.png)"), []);
}

#[test]
fn every_string_of_the_theme_is_listed() {
    let (_, body, _) = parsed(
        "> [!NOTE]\n> a\n\n> [!TIP]\n> a\n\n> [!IMPORTANT]\n> a\n\n> [!WARNING]\n> a\n\n> [!CAUTION]\n> a[^1]\n\n[^1]: b\n\n- [ ] a\n- [x] b",
    );
    let used = body.fragments.iter().filter_map(|f| if let Fragment::Text(name) = f { Some(*name) } else { None });
    let used: std::collections::BTreeSet<_> = used.collect();
    assert_eq!(used, STRINGS.iter().copied().collect());
}

#[test]
fn footnotes_are_numbered_by_reference_and_lead_back() {
    let html = html("b[^b] a[^A] b[^b]\n\n[^a]: one [[x]]\n\n[^b]: two\n\n    - three\n");
    let expected = "<p>b<sup class=\"footnote\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> \
        a<sup class=\"footnote\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup> \
        b<sup class=\"footnote\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup></p>\n\
        <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{footnotes}\">\n<ol>\n\
        <li id=\"fn-1\">\n<p>two</p>\n<ul>\n<li>three</li>\n</ul>\n \
        <a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a> \
        <a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩<sup>2</sup></a>\n</li>\n\
        <li id=\"fn-2\">\n<p>one {entry x} <a href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"{footnote-back}\">↩</a></p>\n</li>\n\
        </ol>\n</section>";
    assert_eq!(html, expected);
}

#[test]
fn footnotes_may_refer_to_footnotes() {
    let html = html("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n");
    assert!(html.contains("id=\"fnref-1-2\"") && html.contains("href=\"#fnref-1-2\""), "{html}");
}

#[test]
fn footnotes_without_their_other_half_are_reported() {
    assert_eq!(problems("a [^x] b"), [problem(Code::UnknownFootnote, "[^x]")]);
    assert_eq!(problems("a\n\n[^x]: b"), [problem(Code::UnknownFootnote, "[^x]")]);
    assert_eq!(problems("a[^x]\n\n[^x]: b\n\n[^x]: c"), [problem(Code::UnknownFootnote, "[^x]")]);
    assert_eq!(problems("[[a|b [^x] c]]\n\n[^x]: b").len(), 2);
    assert_eq!(problems("x [^ y], 2[^"), []);
}
