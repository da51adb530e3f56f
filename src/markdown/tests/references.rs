//! References, citations, links, images, and the sentences that mention.

use super::*;

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
    assert_eq!(html("## On [[a]]"), "<h2 id=\"on\">On {entry a}</h2>");
    let table = html("| [[a\\|b]] | x |\n|---|---|\n| [[c]] | [@d] |");
    assert!(table.contains("<th scope=\"col\">{entry a | b}</th>"), "{table}");
    assert!(table.contains("<td>{entry c}</td><td>{cite d}</td>"), "{table}");
    assert_eq!(html("> [[a]]"), "<blockquote>\n<p>{entry a}</p>\n</blockquote>");
    assert_eq!(html("a\n: [[b]]"), "<dl>\n<dt>a</dt>\n<dd>{entry b}</dd>\n</dl>");
}

#[test]
fn code_and_escapes_hold_no_references() {
    assert_eq!(inline("`[[a]]` `[@b]`"), "<code>[[a]]</code> <code>[@b]</code>");
    assert_eq!(html("```\n[[a]] [@b] [^c]\n```"), "<pre tabindex=\"0\"><code>[[a]] [@b] [^c]\n</code></pre>");
    assert_eq!(inline("\\[[a]] \\[@b] \\[^c]"), "[[a]] [@b] [^c]");
    assert_eq!(inline("[\\[a]]"), "[[a]]");
}

#[test]
fn links_to_markdown_files_are_references() {
    assert_eq!(inline("[x](fair.md)"), "{entry fair | x}");
    assert_eq!(inline("[x](../b/fair.fr.md#how \"title\")"), "{entry fair#how | x}");
    assert_eq!(
        inline("[**x**][r] [r]\n\n[r]: ./fair.md 'title'"),
        "{entry fair | <strong>x</strong>} {entry fair | r}"
    );
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
    assert_eq!(written("[x [[y]] z](https://un.org)"), "<p>[x {entry y} z](https://un.org)</p>");
    assert_eq!(inline("[[a]](b)"), "{entry a}(b)");
    assert_eq!(inline("[[a|<https://un.org>]]"), "{entry a | https://un.org}");
    assert_eq!(written("[a [b](c.md) d](e.md)"), "<p>[a {entry c | b} d](e.md)</p>");
    assert_eq!(written("![a [[b]]](files/c.png)"), "<p>![a {entry b}](files/c.png)</p>");
}

#[test]
fn an_address_with_a_space_is_reported() {
    for link in ["[x](files/my map.png)", "![x](files/my map.png)", "[h](https://exa mple.org)", "[b](b c.md)"] {
        assert_eq!(problems(&format!("See {link}.")), [problem(Code::BadReference, link)], "{link}");
    }
    for honest in ["[x](see note 3)", "`[x](a b.png)`", "\\[x](a b.png)", "[x](<a b.md>)"] {
        assert!(problems(honest).iter().all(|(_, marked)| !marked.starts_with("[x](a b")), "{honest}");
    }
}

#[test]
fn a_link_around_another_is_reported() {
    for around in [
        "[x [[y]] z](https://un.org)",
        "[x [[y|w]]](files/a.pdf)",
        "[a [b](c.md) d](e.md)",
        "![a [[b]]](files/c.png)",
        "[x [@a, p. 4]](y.md \"title\")",
        "[x *[[y]]*](<y.md>)",
        "[[y]](y.md)",
        "[[y|w]](https://un.org)",
        "[[y]](#z)",
    ] {
        assert_eq!(problems(&format!("é {around} z")), [problem(Code::BadReference, around)]);
    }
    for beside in [
        "[x [[y]] z] (w)",
        "[[y]](w)",
        "[[y]] (w.md)",
        "`[[y]](w.md)`",
        "*[[y]]*(w.md)",
        "[x [[y]]](two words)",
        "[x [[y]]]()",
        "\\[x [[y]]](w)",
        "[x [[y]]\\](w)",
        "[x\n\n- [[y]]](w)",
        "[x](y) [[z]](w)",
        "`[x [[y]]](w)`",
    ] {
        assert_eq!(problems(beside).iter().filter(|(_, marked)| marked.starts_with('[')).count(), 0, "{beside}");
    }
}

#[test]
fn a_link_without_words_is_reported() {
    for link in ["[](https://un.org)", "[ ](https://un.org)", "[](files/a.pdf)", "[](/sdg/8/)", "[](#a)"] {
        assert_eq!(problems(&format!("## A\n\n{link}")), [problem(Code::BadReference, link)]);
    }
    assert_eq!(problems("[](fair.md) [![a](files/b.png)](https://un.org) [![a](files/b.png)](/sdg/8/)"), []);
}

#[test]
fn in_a_table_the_bar_of_a_label_needs_a_backslash() {
    let table = "| a | b |\n|---|---|\n| [[read-in-pairs|*label*]] | x |\n";
    assert_eq!(problems(table), [problem(Code::BadReference, "[[")]);
    assert_eq!(helps(table), "`|` ends a cell of the table; write `[[read-in-pairs\\|*label*]]`");
    assert!(helps(&format!("{table}\n[[a\n\nb|c]]")).contains(" / a reference is written"));
}

#[test]
fn references_that_cannot_be_read_are_reported() {
    assert_eq!(problems("x [[Fair Recruitment]]"), [problem(Code::BadReference, "[[Fair Recruitment]]")]);
    assert_eq!(
        helps("[[Fair Recruitment]]"),
        "a reference names an entry by its id, as in `[[fair-recruitment]]`; `compendium list` tells all ids"
    );
    assert_eq!(problems("x [[a] y"), [problem(Code::BadReference, "[[")]);
    assert_eq!(problems("[[]] [[|a]]"), [problem(Code::BadReference, "[["), problem(Code::BadReference, "[[")]);
    assert_eq!(problems("[[figure:a|b]]"), [problem(Code::BadReference, "[[figure:a|b]]")]);
    assert_eq!(problems("![[a.png]]"), [problem(Code::BadReference, "![[a.png]]"),]);
    assert_eq!(problems("[x](<a b.md>)"), [problem(Code::BadReference, "[x](<a b.md>)")]);
    assert_eq!(written("[[Fair *x*|label]]"), "<p>label</p>");
}

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
    for led in ["[see @a]", "[see also @a, paras. 4-5]", "[see\n@a; also @b]"] {
        assert_eq!(problems(&format!("é {led} z")), [problem(Code::BadReference, led)]);
    }
    assert_eq!(problems("mail [x](mailto:a@b.org) a@b [c@d] [c @d says] \\[c @d] [c @d](e.md)"), []);
}

#[test]
fn links_keep_their_address_and_title() {
    assert_eq!(
        inline("[a](https://un.org?a=1&b \"t\\\"\")"),
        "<a href=\"https://un.org?a=1&amp;b\" title=\"t&quot;\">a</a>"
    );
    assert_eq!(
        inline("<https://un.org> <a@b.org>"),
        "<a href=\"https://un.org\">https://un.org</a> <a href=\"mailto:a@b.org\">a@b.org</a>"
    );
    assert_eq!(inline("[a](</x y/> \"t\")"), "{address /x y/ | a}");
    assert_eq!(inline("[a](../files/x.pdf#page=3)"), "{file x.pdf#page=3 | a}");
    assert_eq!(inline("[a](< https://un.org >)"), "<a href=\"https://un.org\">a</a>");
}

#[test]
fn refused_addresses_leave_the_label() {
    for address in [
        "javascript:x",
        "&#106;avascript:x",
        "java&#10;script:x",
        "<java\tscript:x>",
        "data:x",
        "//evil",
        "vbscript&colon;x",
    ] {
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
    let (source, body, _) = parsed("## How\n\n[a](#how) [b](#hwo)");
    let foreign: Vec<_> = body.foreign_anchors.iter().map(|(id, span)| (&**id, source.slice(*span))).collect();
    assert_eq!(foreign, [("hwo", "[b](#hwo)")]);
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

#[test]
fn mentions_hold_the_sentence() {
    let (_, body, _) =
        parsed("One. It [[a]] and *[[b|bee]]* matter [@s, p. 4]. Last [[a]].\n\n- see [x](c.md)\n\n| [[d]] |\n|-|\n");
    let title = |id: &str| Some(id.to_uppercase());
    let mentions: Vec<_> =
        body.mentions.iter().map(|m| format!("{}: {}", m.target_entry, m.sentence.fill(title))).collect();
    assert_eq!(mentions, ["a: It A and bee matter.", "b: It A and bee matter.", "c: see x", "d: D"]);
}
