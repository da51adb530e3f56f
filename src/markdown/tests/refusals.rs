//! What is refused.

use super::hostile::assert_balanced;
use super::*;

#[test]
fn raw_html_is_reported_and_written_as_text() {
    assert_eq!(problems("a <b>c</b> d"), [problem(Code::RawHtml, "<b>")]);
    assert_eq!(helps("a <b>c</b> d"), "write `**strong**`");
    assert_eq!(written("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(
        problems("x\n\n<div onclick=x>\ny\n</div>\n\nz"),
        [problem(Code::RawHtml, "<div onclick=x>\ny\n</div>")]
    );
    assert_eq!(problems("<!-- note -->"), [problem(Code::RawHtml, "<!-- note -->")]);
    assert_eq!(written("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    assert_eq!(problems("![<b>x](files/a.png)"), [problem(Code::RawHtml, "<b>")]);
    assert_eq!(problems("3 < 4 > 2 <3"), []);
}

#[test]
fn what_other_generators_read_is_told_with_what_is_written_here() {
    for (text, help) in [
        ("{{< ref \"a.md\" >}}", "write `[[id]]` or `[label](id.md)`, with the id of the entry"),
        ("{{< figure src=\"a.png\" title=\"A\" >}}", "write `![description](files/NAME)`"),
        ("{{<figure src=\"a.png\">}}", "write `![description](files/NAME)`"),
        ("{{% notice tip %}}", "write a callout: `> [!NOTE]`"),
        ("{%- link _practices/a.md -%}", "write `[[id]]` or `[label](id.md)`, with the id of the entry"),
        ("{{ youtube(id=\"x\") }}", "pages load nothing from other sites; write a link: `[title](https://...)`"),
        ("{{ site.title }}", "write what it stands for; where braces are meant, write them as code, between backticks"),
    ] {
        let body = format!("Ä {text} x");
        assert_eq!(problems(&body), [problem(Code::BadReference, text)]);
        assert_eq!(helps(&body), help);
    }
    assert_eq!(problems("{{< note >}}\na {{< /note >}} {% endif %}").len(), 1);
    assert_eq!(problems("[a]({{< ref \"a\" >}}) and [b]({{< ref \"b\" >}})").len(), 2);
    for plain in [
        "20 %% of a, or 30%",
        "wow!!! great",
        "a [TOC] b",
        "a\n: b ::: c",
        "`%%a%%`",
        "`{{< ref \"a\" >}}`",
        "    {% if x %}",
        "{ a } {{1}} {{ }} {%",
        "{{x\n\n}}",
        "## A {#b}",
    ] {
        assert_eq!(problems(plain), [], "{plain}");
    }
}

#[test]
fn comments_and_boxes_of_other_programs_are_told() {
    let (comment, box_) = ("readers would see this comment: write it in the front matter, as `# note`", "> [!NOTE]");
    for (text, marked, help) in [
        ("a %%not for readers%% b", "%%not for readers%%", comment),
        ("%%\nnot *for* readers\n%%", "%%\nnot *for* readers\n%%", comment),
        ("[TOC]\n\na", "[TOC]", "take it out: a page lists its headings by itself"),
        ("a\n\n!!! note \"Title\"\n    b", "!!! note \"Title\"", box_),
        ("::: warning\nb\n:::", "::: warning", box_),
    ] {
        assert_eq!(problems(text), [problem(Code::BadReference, marked)], "{text}");
        assert!(helps(text).contains(help), "{text}: {}", helps(text));
    }
}

#[test]
fn invisible_characters_are_reported_where_they_stand() {
    assert_eq!(problems("a\0b"), [problem(Code::BadCharacter, "\0")]);
    assert_eq!(
        problems("`\u{202e}` \u{7f}"),
        [problem(Code::BadCharacter, "\u{202e}"), problem(Code::BadCharacter, "\u{7f}")]
    );
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
