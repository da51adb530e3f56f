//! What editors write and what comes of it, feature by feature.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Parses a body that stands behind front matter, so that spans are seen to be of the whole file.
fn parsed(markdown: &str) -> (Arc<Source>, Body, Vec<Diagnostic>) {
    let front_matter = "---\ntitle: Ü\n---\n";
    let source = Source::new("entry.md", format!("{front_matter}{markdown}"));
    let (body, problems) = parse(&source, Span::new(front_matter.len(), source.text.len()));
    (source, body, problems)
}

/// The HTML with what holes hold in `{}`.
fn shown(fragments: &[Fragment]) -> String {
    let mut out = String::new();
    for fragment in fragments {
        match fragment {
            Fragment::Html(html) => out.push_str(html),
            Fragment::Text(name) => write!(out, "{{{name}}}").unwrap(),
            Fragment::Hole(hole) => write!(out, "{{{}}}", shown_target(&hole.target)).unwrap(),
        }
    }
    out
}

fn shown_target(target: &Target) -> String {
    let label = |label: &Option<Label>| label.as_ref().map(|label| format!(" | {}", shown(label))).unwrap_or_default();
    let anchored = |anchor: &Option<Box<str>>| anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
    match target {
        Target::Entry { id, anchor, label: l } => format!("entry {id}{}{}", anchored(anchor), label(l)),
        Target::Term { axis, id, label: l } => format!("term {axis}:{id}{}", label(l)),
        Target::Figure { id } => format!("figure {id}"),
        Target::Citation(cites) => format!("cite {}", cites.iter().map(shown_cite).collect::<Vec<_>>().join("; ")),
        Target::Address { address, label } => format!("address {address} | {}", shown(label)),
        Target::File { path, anchor, label } => format!("file {path}{} | {}", anchored(anchor), shown(label)),
        Target::Image { path, alt, title } => format!("image {path} “{alt}” {}", title.as_deref().unwrap_or_default()),
    }
}

fn shown_cite(cite: &Cite) -> String {
    let locator = |l: &Locator| format!(" {:?} {}", l.kind, l.text);
    format!("{}{}", cite.source, cite.locator.as_ref().map(locator).unwrap_or_default())
}

/// The HTML of a body without problems.
fn html(markdown: &str) -> String {
    let (_, body, problems) = parsed(markdown);
    assert!(problems.is_empty(), "{markdown}: {problems:?}");
    shown(&body.fragments).trim_end().to_owned()
}

/// The HTML of one paragraph without problems.
fn inline(markdown: &str) -> String {
    let html = html(markdown);
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(&html).to_owned()
}

/// Code and marked text of each problem.
fn problems(markdown: &str) -> Vec<(Code, String)> {
    let (source, _, problems) = parsed(markdown);
    problems.iter().map(|p| (p.code, source.slice(p.place.span).to_owned())).collect()
}

fn problem(code: Code, marked: &str) -> (Code, String) {
    (code, marked.to_owned())
}

/// The HTML in spite of problems.
fn written(markdown: &str) -> String {
    shown(&parsed(markdown).1.fragments).trim_end().to_owned()
}

fn helps(markdown: &str) -> String {
    parsed(markdown).2.into_iter().filter_map(|p| p.help).collect::<Vec<_>>().join(" / ")
}

// References.

#[test]
fn references_become_holes() {
    assert_eq!(inline("See [[fair-recruitment]]."), "See {entry fair-recruitment}.");
    assert_eq!(inline("[[a#how]] [[theme:x]] [[figure:y]]"), "{entry a#how} {term theme:x} {figure y}");
    assert_eq!(inline("[[a|the *label* `x`]]"), "{entry a | the <em>label</em> <code>x</code>}");
    assert_eq!(inline("[[sdg:8.8|8.8 & <3]]"), "{term sdg:8.8 | 8.8 &amp; &lt;3}");
    assert_eq!(inline("[[a|]]"), "{entry a}");
}

#[test]
fn references_work_wherever_text_does() {
    assert_eq!(inline("**[[a]]** *x [[b|c]]*"), "<strong>{entry a}</strong> <em>x {entry b | c}</em>");
    assert_eq!(html("- [[a]]\n- b"), "<ul>\n<li>{entry a}</li>\n<li>b</li>\n</ul>");
    assert_eq!(html("## On [[a]]"), "<h2 id=\"on-a\">On {entry a}</h2>");
    let table = html("| [[a\\|b]] | x |\n|---|---|\n| [[c]] | [@d] |");
    assert!(table.contains("<th scope=\"col\">{entry a | b}</th>"), "{table}");
    assert!(table.contains("<td>{entry c}</td><td>{cite d}</td>"), "{table}");
    assert_eq!(html("> [[a]]"), "<blockquote>\n<p>{entry a}</p>\n</blockquote>");
    assert_eq!(html("a\n: [[b]]"), "<dl>\n<dt>a</dt>\n<dd>{entry b}</dd>\n</dl>");
}

#[test]
fn code_and_escapes_hold_no_references() {
    assert_eq!(inline("`[[a]]` `[@b]`"), "<code>[[a]]</code> <code>[@b]</code>");
    assert_eq!(html("```\n[[a]] [@b] [^c]\n```"), "<pre><code>[[a]] [@b] [^c]\n</code></pre>");
    assert_eq!(inline("\\[[a]] \\[@b] \\[^c]"), "[[a]] [@b] [^c]");
    assert_eq!(inline("[\\[a]]"), "[[a]]");
}

#[test]
fn links_to_markdown_files_are_references() {
    assert_eq!(inline("[x](fair.md)"), "{entry fair | x}");
    assert_eq!(inline("[x](../b/fair.fr.md#how \"title\")"), "{entry fair#how | x}");
    assert_eq!(inline("[**x**][r] [r]\n\n[r]: ./fair.md 'title'"), "{entry fair | <strong>x</strong>} {entry fair | r}");
    assert_eq!(inline("[](fair.md)"), "{entry fair}");
    assert_eq!(inline("[![alt](files/a.png)](fair.md)"), "{entry fair | {image a.png “alt” }}");
    assert_eq!(inline("[x](https://un.org/readme.md)"), "<a href=\"https://un.org/readme.md\">x</a>");
}

#[test]
fn holes_within_labels_are_found() {
    let (_, body, _) = parsed("[![alt](files/a.png)](fair.md) [[b]]");
    let names: Vec<_> = body.holes().map(|hole| shown_target(&hole.target)).collect();
    assert_eq!(names, ["entry fair | {image a.png “alt” }", "image a.png “alt” ", "entry b"]);
}

#[test]
fn spans_are_of_the_whole_file() {
    let (source, body, _) = parsed("é [[a|b]] [x](c.md) [@d, p. 4]");
    let spans: Vec<_> = body.holes().map(|hole| source.slice(hole.span)).collect();
    assert_eq!(spans, ["[[a|b]]", "[x](c.md)", "[@d, p. 4]"]);
}

#[test]
fn the_innermost_of_nested_links_counts() {
    assert_eq!(inline("[x [[y]] z](https://un.org)"), "[x {entry y} z](https://un.org)");
    assert_eq!(inline("[[a]](b)"), "{entry a}(b)");
    assert_eq!(inline("[[a|<https://un.org>]]"), "{entry a | https://un.org}");
    assert_eq!(inline("[a [b](c.md) d](e.md)"), "[a {entry c | b} d](e.md)");
    assert_eq!(inline("![a [[b]]](files/c.png)"), "![a {entry b}](files/c.png)");
}

#[test]
fn references_that_cannot_be_read_are_reported() {
    assert_eq!(problems("x [[Fair Recruitment]]"), [problem(Code::BadReference, "[[Fair Recruitment]]")]);
    assert_eq!(helps("[[Fair Recruitment]]"), "a reference names an entry by its id: `[[fair-recruitment]]`");
    assert_eq!(problems("x [[a] y"), [problem(Code::BadReference, "[[")]);
    assert_eq!(problems("[[]] [[|a]]"), [problem(Code::BadReference, "[["), problem(Code::BadReference, "[[")]);
    assert_eq!(problems("[[figure:a|b]]"), [problem(Code::BadReference, "[[figure:a|b]]")]);
    assert_eq!(problems("![[a.png]]"), [problem(Code::BadReference, "![[a.png]]"), ]);
    assert_eq!(problems("[x](a b.md)"), []);
    assert_eq!(problems("[x](<a b.md>)"), [problem(Code::BadReference, "[x](<a b.md>)")]);
    assert_eq!(written("[[Fair *x*|label]]"), "<p>label</p>");
}

// Citations.

#[test]
fn citations_become_holes() {
    assert_eq!(inline("x [@a-72-643, paras. 60-61; @b, p. 4]."), "x {cite a-72-643 Paragraphs 60-61; b Pages 4}.");
    assert_eq!(inline("[@a,\n  chap. 3]"), "{cite a Other chap. 3}");
    assert_eq!(html("> [@a,\n> p. 4]"), "<blockquote>\n<p>{cite a Pages 4}</p>\n</blockquote>");
    assert_eq!(inline("[[a]][@b] *x [@c]*"), "{entry a}{cite b} <em>x {cite c}</em>");
}

#[test]
fn citations_that_cannot_be_read_are_reported() {
    assert_eq!(problems("x [@a, ] y"), [problem(Code::BadReference, "[@a, ]")]);
    assert_eq!(problems("[@a [b] c]"), [problem(Code::BadReference, "[@")]);
    assert_eq!(problems("[-@a]"), [problem(Code::BadReference, "[-@a]")]);
    assert_eq!(problems("[@a][@b]"), [problem(Code::BadReference, "[@a][@b]")]);
    assert_eq!(problems("![@a]"), [problem(Code::BadReference, "![@a]"), problem(Code::MissingImageText, "")][..1]);
    assert_eq!(problems("mail [x](mailto:a@b.org) a@b [c @d]"), []);
}

// Links and images.

#[test]
fn links_keep_their_address_and_title() {
    assert_eq!(inline("[a](https://un.org?a=1&b \"t\\\"\")"), "<a href=\"https://un.org?a=1&amp;b\" title=\"t&quot;\">a</a>");
    assert_eq!(inline("<https://un.org> <a@b.org>"), "<a href=\"https://un.org\">https://un.org</a> <a href=\"mailto:a@b.org\">a@b.org</a>");
    assert_eq!(inline("[a](</x y/> \"t\")"), "{address /x y/ | a}");
    assert_eq!(inline("[a](../files/x.pdf#page=3)"), "{file x.pdf#page=3 | a}");
    assert_eq!(inline("[a](< https://un.org >)"), "<a href=\"https://un.org\">a</a>");
}

#[test]
fn refused_addresses_leave_the_label() {
    for address in ["javascript:x", "&#106;avascript:x", "java&#10;script:x", "<java\tscript:x>", "data:x", "//evil", "vbscript&colon;x"] {
        let markdown = format!("[*a*]({address})");
        assert_eq!(problems(&markdown), [problem(Code::BadUrl, &markdown)], "{address}");
        assert_eq!(written(&markdown), "<p><em>a</em></p>", "{address}");
    }
    assert_eq!(problems("<javascript:x> [a]()").len(), 2);
    assert_eq!(problems("[a](files/../x)"), [problem(Code::BadPath, "[a](files/../x)")]);
}

#[test]
fn links_within_the_page_need_their_heading() {
    assert_eq!(html("## How\n\n[a](#how)"), "<h2 id=\"how\">How</h2>\n<p><a href=\"#how\">a</a></p>");
    assert_eq!(problems("## How\n\n[a](#hwo)"), [problem(Code::DeadAnchor, "[a](#hwo)")]);
    assert_eq!(helps("## How\n\n[a](#hwo)"), "did you mean `how`?");
}

#[test]
fn images_become_holes_and_come_with_the_site() {
    assert_eq!(inline("![a *b* `c` &quot;\nd](files/x.png \"t\")"), "{image x.png “a b c \" d” t}");
    assert_eq!(problems("![](files/x.png)"), [problem(Code::MissingImageText, "![](files/x.png)")]);
    assert_eq!(problems("![a](https://x.org/a.png)"), [problem(Code::BadUrl, "![a](https://x.org/a.png)")]);
    assert_eq!(problems("![a](x.png)"), [problem(Code::BadPath, "![a](x.png)")]);
    assert_eq!(written("x ![a & b](data:x)"), "<p>x a &amp; b</p>");
    assert_eq!(inline("[![a](files/x.png)](https://un.org)"), "<a href=\"https://un.org\">{image x.png “a” }</a>");
}

// Headings.

#[test]
fn headings_have_ids_and_make_the_contents() {
    let (_, body, problems) = parsed("## How *it* works\n\n### Détails `x` {#more}\n\n## How it works\n\nTitre [@a]\n---\n");
    assert!(problems.is_empty(), "{problems:?}");
    let headings: Vec<_> = body.headings.iter().map(|h| (h.level, &*h.id, h.text.fill(|_| None).into_owned())).collect();
    let expected = [
        (2, "how-it-works", "How it works"),
        (3, "more", "Détails x"),
        (2, "how-it-works-2", "How it works"),
        (2, "titre", "Titre"),
    ];
    assert_eq!(headings, expected.map(|(level, id, text)| (level, id, text.to_owned())));
    let html = shown(&body.fragments);
    assert!(html.starts_with("<h2 id=\"how-it-works\">How <em>it</em> works</h2>\n<h3 id=\"more\">Détails <code>x</code></h3>\n"), "{html}");
}

#[test]
fn a_heading_with_holes_gets_its_id_at_the_right_place() {
    assert_eq!(html("x [[a]]\n\n## [[b]] c [[d|e]]"), "<p>x {entry a}</p>\n<h2 id=\"b-c-e\">{entry b} c {entry d | e}</h2>");
}

#[test]
fn a_contents_list_names_references_by_title() {
    let (_, body, _) = parsed("## About [[fair]]");
    assert_eq!(body.headings[0].text.fill(|_| Some("Fair recruitment".into())), "About Fair recruitment");
}

#[test]
fn attributes_of_headings_are_text_but_for_an_id() {
    assert_eq!(html("## A {.b onclick=x}"), "<h2 id=\"a-b-onclickx\">A {.b onclick=x}</h2>");
    assert_eq!(html("## A {#b\" onclick=x}"), "<h2 id=\"a-b-onclickx\">A {#b&quot; onclick=x}</h2>");
}

#[test]
fn the_title_is_the_only_heading_of_the_first_level() {
    assert_eq!(problems("# A\n\n## B\n"), [problem(Code::HeadingOrder, "# A")]);
    assert_eq!(written("# A"), "<h2 id=\"a\">A</h2>");
    assert_eq!(problems("## A\n#### B\n"), [problem(Code::HeadingOrder, "#### B")]);
    assert_eq!(problems("### A\n"), [problem(Code::HeadingOrder, "### A")]);
    assert_eq!(problems("## A\n### B\n## C\n### D\n"), []);
}

// Blocks.

#[test]
fn tables_scroll_and_align() {
    let expected = "<div class=\"scroll\">\n<table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr>\n</thead>\n\
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
    let expected = "<aside class=\"callout note\">\n<p class=\"callout-title\">{callout-note}</p>\n<p>a <em>b</em></p>\n</aside>";
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

// Footnotes.

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

// What is refused.

#[test]
fn raw_html_is_reported_and_written_as_text() {
    assert_eq!(problems("a <b>c</b> d"), [problem(Code::RawHtml, "<b>")]);
    assert_eq!(helps("a <b>c</b> d"), "write `**strong**`");
    assert_eq!(written("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(problems("x\n\n<div onclick=x>\ny\n</div>\n\nz"), [problem(Code::RawHtml, "<div onclick=x>\ny\n</div>")]);
    assert_eq!(problems("<!-- note -->"), [problem(Code::RawHtml, "<!-- note -->")]);
    assert_eq!(written("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    assert_eq!(problems("![<b>x](files/a.png)"), [problem(Code::RawHtml, "<b>")]);
    assert_eq!(problems("3 < 4 > 2 <3"), []);
}

#[test]
fn invisible_characters_are_reported_where_they_stand() {
    assert_eq!(problems("a\0b"), [problem(Code::BadCharacter, "\0")]);
    assert_eq!(problems("`\u{202e}` \u{7f}"), [problem(Code::BadCharacter, "\u{202e}"), problem(Code::BadCharacter, "\u{7f}")]);
    assert_eq!(problems("a &#x202e; b"), [problem(Code::BadCharacter, "&#x202e;")]);
    assert_eq!(written("a &#x202e; b"), "<p>a \u{fffd} b</p>");
    assert_eq!(problems("[a](https://un.org \"&#8238;\")").len(), 1);
    assert_eq!(problems("\u{200f}עברית\u{200d}\tx\r\n"), []);
}

#[test]
fn what_nests_too_deeply_is_reported() {
    let quotes = format!("a\n\n{}b", ">".repeat(40_000));
    let (_, body, problems) = parsed(&quotes);
    assert_eq!(body, Body::default());
    assert_eq!((problems.len(), problems[0].code), (1, Code::DeepNesting));
    let emphasis = format!("{}x{}", "**a ".repeat(5000), " b**".repeat(5000));
    let (_, body, problems) = parsed(&emphasis);
    assert_eq!((problems.len(), problems[0].code), (1, Code::DeepNesting));
    assert_balanced(&shown(&body.fragments));
}

// What others want to know.

#[test]
fn mentions_hold_the_sentence() {
    let (_, body, _) = parsed("One. It [[a]] and *[[b|bee]]* matter [@s, p. 4]. Last [[a]].\n\n- see [x](c.md)\n\n| [[d]] |\n|-|\n");
    let title = |id: &str| Some(id.to_uppercase());
    let mentions: Vec<_> = body.mentions.iter().map(|m| format!("{}: {}", m.target_entry, m.sentence.fill(title))).collect();
    assert_eq!(mentions, ["a: It A and bee matter.", "b: It A and bee matter.", "c: see x", "d: D"]);
}

#[test]
fn words_are_those_that_are_read() {
    let (_, body, _) = parsed("## One two\n\nthree *four* `five` [[x|six]] — [@a, p. 4]\n\n```\nnot these\n```\n\n- seven\n  - eight\n");
    assert_eq!(body.words, 8);
}

// Whatever comes.

/// Elements that have no end tag.
const VOID: [&str; 4] = ["br", "hr", "input", "img"];

/// Every element that may be written.
const ALLOWED: [&str; 32] = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pre", "code", "ol", "ul", "li", "dl", "dt", "dd", "div", "table",
    "thead", "tbody", "tr", "th", "td", "em", "strong", "del", "a", "sup", "section", "br", "hr",
];

/// Every attribute that may be written.
const ATTRIBUTES: [&str; 14] = [
    "id", "class", "href", "title", "start", "role", "aria-label", "scope", "type", "disabled", "checked", "src", "alt", "",
];

fn assert_balanced(html: &str) {
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
        let is_scheme = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let allowed = scheme.filter(is_scheme).is_none_or(|name| ["", "http", "https", "mailto", "tel"].contains(&&*name));
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
    "[", "]", "(", ")", "[[", "]]", "|", "\\", "!", "<", ">", "*", "**", "_", "~~", "`", "```", "#", "## ", "{#a}", "- ", "1. ", ": ",
    "> ", "[!NOTE]", "[^1]", "[^1]: ", "[@a, p. 4]", "[@", "@", "^", "\n", "\n\n", "    ", "\t", "\r\n", " ", "a", "é", "\u{202e}", "\0",
    "&", "&amp;", "&#58;", "&quot;", "\"", "“", "”", "<b>", "</b>", "<script>", "<!--", "<div>", "<https://a.b>", "<a@b.c>",
    "javascript:", "https://x.y", "a.md", "files/a.png", "onclick=", "---", "|-|", "| a |", "[ ] ", "[x] ", "theme:a", "figure:a",
    "[a]: b\n", "\u{fffc}", ".", ". A", "(a.md)", "](", "](files/x)", "![",
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

/// Bodies that are hard on parsers, about `size` bytes each.
fn hostile(size: usize) -> Vec<(&'static str, String)> {
    let repeated = |piece: &str| piece.repeat(size / piece.len());
    let around = |open: &str, close: &str| open.repeat(size / 2 / open.len()) + &close.repeat(size / 2 / close.len());
    let pieces = [
        "[", "![", "[[", "[[a", "[[a|", "]]", "[@", "[@a", "[@a]", "[^", "[^a] ", "[^a]: ", "[^a]: b\n", "*a _b ", "**a ", "~a ~~b ", "`a``b", "<",
        "<b>", "<a ", "<!--", "&", "&#8238;", "\\", "\"", "\0", "[a](", "[a](#b)", "[a](#b) ## a\n", "[a](b \"", "[a]: b '\n", "# a\n",
        "# a {#a}\n", "{#a}", "a\n-\n", "|a\n|-\n", "a\n: b\n", "> [!NOTE]\n> ", ">[!NOTEE]\n\n", "- [ ] \n", "[[a]]", "[[a]].)))) ", "- - - - a\n",
        "> > > > a\n", "a\n", "\n", "\t", "[[a]] ", "![a](files/b)", "“", "“a” ", "[a](b.md)", "[[a|<b@c.d>]]", "<javascript:a>",
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
        ("headings", (0..size / 10).map(|n| format!("# a {n}\n")).collect()),
        ("references to many", (0..size / 12).map(|n| format!("[[a{n}]] b. ")).collect()),
        ("anchors", "# a\n".repeat(1000) + &(0..size / 20).map(|n| format!("[a](#aaaaaaaaaa{n}) ")).collect::<String>()),
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
fn measure_bodies_and_hostile_ones() {
    let paragraph = "The report asks States to make [[fair-recruitment|recruitment]] fair, and *not* to let migrants pay for jobs \
        [@a-72-643, paras. 60-61]. It rests on [[theme:recruitment]], on [decent work](decent-work.md) and on **cities**.\n\n\
        - one thing that `matters` to most\n- another, with a [link](https://www.un.org/en/x)\n\n";
    let body = format!("## How it works\n\n{0}{0}## What it costs\n\n{0}{0}", paragraph);
    let body = body.get(..2000).unwrap_or(&body).to_owned();
    let source = Source::new("a.md", body.clone());
    let span = Span::new(0, body.len());
    let rounds = 20_000;
    let begun = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(parse(&source, span));
    }
    println!("parse, {} bytes: {:?}", body.len(), begun.elapsed() / rounds);
    let begun = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(prose(&body));
    }
    println!("prose: {:?}", begun.elapsed() / rounds);
    let begun = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(events::of_body(&body).map(Iterator::count).ok());
    }
    println!("the parser's events alone: {:?}", begun.elapsed() / rounds);
    for (name, body) in hostile(1 << 20) {
        let source = Source::new("a.md", body);
        let begun = Instant::now();
        let (parsed, problems) = parse(&source, Span::new(0, source.text.len()));
        println!("{name:?}: {:?}, {} fragments, {} problems", begun.elapsed(), parsed.fragments.len(), problems.len());
    }
}
