//! What the preview adds to pages of the site, and the pages that it makes where the site has none to show.
//!
//! To a page of the site two lines are added at the end of its head, nothing within `<main>` is touched. Pages of our own
//! are plain HTML under the same Content-Security-Policy, with every text escaped.

use std::fmt::Write;

use super::Files;
use super::document::{address, short};
use super::panel::Problem;
use crate::diagnostic::{Diagnostic, Severity};
use crate::html::escaped;

/// How many problems are shown on a page that cannot be made.
const PROBLEMS_SHOWN: usize = 50;

/// A page with the preview's style sheet and script at the end of its head.
///
/// `data-seen` tells the script which state of the page it runs in, so that the server can tell it of a newer one, and
/// `data-frame` whether a new state differs within `<main>` only, so that no whole reload is needed.
///
/// `data-files` are the states of the files that it uses: where one of them is another, the page has to be loaded anew.
pub fn with_preview(html: &[u8], seen: &str, files: &Files) -> Vec<u8> {
    let frame = frame(html);
    let files = if files.is_empty() {
        String::new()
    } else {
        let json = serde_json::to_string(files).expect("a map of texts");
        format!(" data-files=\"{}\"", escaped(&json))
    };
    let lines = format!(
        "<link rel=\"stylesheet\" href=\"/_compendium/preview.css\">\
         <script type=\"module\" src=\"/_compendium/preview.js\" data-seen=\"{seen}\" data-frame=\"{frame}\"{files}></script>"
    );
    inserted(html, "</head>", &lines)
}

/// A page with other addresses that may have been meant, before its `<main>`.
pub fn with_near(html: Vec<u8>, near: &[String]) -> Vec<u8> {
    if near.is_empty() {
        return html;
    }
    let aside = format!("<aside class=\"compendium-near\" lang=\"en\" dir=\"ltr\">{}</aside>", near_list(near));
    inserted(&html, "<main", &aside)
}

/// The page for what cannot be made.
pub fn broken(problems: &[Diagnostic]) -> String {
    let mut main =
        "<h1>This page cannot be made</h1>\n<p>It comes back by itself once this is mended.</p>\n".to_owned();
    for diagnostic in problems.iter().take(PROBLEMS_SHOWN) {
        main.push_str(&problem(&Problem::of(diagnostic)));
    }
    if let Some(more @ 1..) = problems.len().checked_sub(PROBLEMS_SHOWN) {
        let _ = writeln!(main, "<p>And {more} more.</p>");
    }
    whole("This page cannot be made", &main)
}

/// The page for what exists and is not shown.
pub fn withheld(text: &str) -> String {
    whole("Not shown", &format!("<h1>Not shown</h1>\n<p>{}</p>\n", prose(text)))
}

/// The page for what does not exist, where the site has none of its own.
pub fn missing(path: &str, near: &[String]) -> String {
    let main = format!("<h1>Nothing is here</h1>\n<p>There is no page <code>{}</code>.</p>\n", escaped(path));
    whole("Nothing is here", &(main + &near_list(near)))
}

fn near_list(near: &[String]) -> String {
    if near.is_empty() {
        return String::new();
    }
    let item = |path: &String| format!("<li><a href=\"{}\">{}</a></li>", escaped(&address(path)), escaped(path));
    format!("<p>Was one of these meant?</p>\n<ul>{}</ul>\n", near.iter().map(item).collect::<String>())
}

fn problem(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "information",
    };
    let mut html = format!(
        "<section class=\"compendium-problem\">\n<h2>{}</h2>\n<p>{severity} <code>{}</code> in {}:{}:{}</p>\n",
        prose(&problem.message),
        problem.code,
        escaped(&problem.file),
        problem.line,
        problem.column,
    );
    if !problem.excerpt.is_empty() {
        let _ = writeln!(html, "<pre tabindex=\"0\">{}</pre>", escaped(&problem.excerpt));
    }
    if let Some(help) = &problem.help {
        let _ = writeln!(html, "<p>Help: {}</p>", prose(help));
    }
    html + "</section>\n"
}

fn whole(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\" class=\"compendium-page\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n<body>\n\
         <main>\n{main}</main>\n</body>\n</html>\n"
    )
}

/// A message of ours: escaped, with what stands between backticks as code.
fn prose(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            html.push_str(if at % 2 == 1 { "<code>" } else { "</code>" });
        }
        html.push_str(&escaped(part));
    }
    if text.matches('`').count() % 2 == 1 {
        html.push_str("</code>");
    }
    html
}

/// `html` with `text` before the first `tag`, or at its end where the tag was left out.
fn inserted(html: &[u8], tag: &str, text: &str) -> Vec<u8> {
    let at = find(html, tag.as_bytes()).unwrap_or(html.len());
    [&html[..at], text.as_bytes(), &html[at..]].concat()
}

/// A hash of all that the script does not exchange: everything but `<main>`, the title, the metadata, which nobody sees, and
/// language and direction.
fn frame(html: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut rest = html;
    for (start, end) in
        [("<html", ">"), ("<title", "</title>"), ("<meta property=\"og:title\"", "</script>"), ("<main", "</main>")]
    {
        let Some((before, part, behind)) = around(rest, start, end) else { continue };
        hasher.update(before);
        hasher.update(start.as_bytes());
        if start == "<html" {
            hasher.update(without_language(&String::from_utf8_lossy(part)).as_bytes());
        }
        rest = behind;
    }
    hasher.update(rest);
    short(hasher.finalize())
}

/// What stands before the first `start`, from there to behind the next `end`, and what follows.
fn around<'a>(html: &'a [u8], start: &str, end: &str) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
    let first = find(html, start.as_bytes())?;
    let last = first + find(&html[first..], end.as_bytes())? + end.len();
    Some((&html[..first], &html[first..last], &html[last..]))
}

/// The `<html>` tag without the values of `lang` and `dir`.
fn without_language(tag: &str) -> String {
    let is_language = |attribute: &&str| attribute.starts_with("lang=") || attribute.starts_with("dir=");
    let attributes = tag.trim_end_matches('>').split_ascii_whitespace();
    attributes.filter(|attribute| !is_language(attribute)).collect::<Vec<_>>().join(" ")
}

fn find(html: &[u8], what: &[u8]) -> Option<usize> {
    html.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    const PAGE: &str = "<!doctype html><html lang=\"en\" dir=\"ltr\"><head><title>A</title>\
        <meta property=\"og:title\" content=\"A\"><script type=\"application/ld+json\">{}</script>\
        <link rel=\"stylesheet\" href=\"/a.css\"></head><body><nav>n</nav><main id=\"m\">text</main><p>foot</p></body></html>";

    fn frame_of(from: &str, to: &str) -> String {
        assert!(PAGE.contains(from), "{from}");
        frame(PAGE.replace(from, to).as_bytes())
    }

    #[test]
    fn the_preview_adds_to_the_head_and_nowhere_else() {
        let sent = String::from_utf8(with_preview(PAGE.as_bytes(), "17", &Files::new())).expect("UTF-8");
        let (before, rest) =
            sent.split_once("<link rel=\"stylesheet\" href=\"/_compendium/preview.css\">").expect("a link");
        let (script, behind) = rest.split_once("</script>").expect("a script");
        assert!(
            script
                .starts_with("<script type=\"module\" src=\"/_compendium/preview.js\" data-seen=\"17\" data-frame=\""),
            "{script}"
        );
        assert_eq!(before.to_owned() + behind, PAGE);
        assert!(behind.starts_with("</head>"));
    }

    #[test]
    fn the_states_of_files_are_sent_with_a_page() {
        let files = Files::from([("/files/a\"b.png".to_owned(), "1".to_owned())]);
        let sent = String::from_utf8(with_preview(PAGE.as_bytes(), "17", &files)).expect("UTF-8");
        assert!(sent.contains(" data-files=\"{&quot;/files/a\\&quot;b.png&quot;:&quot;1&quot;}\"></script>"), "{sent}");
    }

    #[test]
    fn a_page_without_a_closing_head_gets_them_at_its_end() {
        assert!(with_preview(b"<p>x", "17", &Files::new()).starts_with(b"<p>x<link"));
    }

    #[test]
    fn what_the_script_exchanges_is_no_part_of_the_frame() {
        let same = frame(PAGE.as_bytes());
        assert_eq!(frame_of("text", "other <b>text</b>"), same);
        assert_eq!(frame_of("<title>A", "<title>B"), same);
        assert_eq!(frame_of("content=\"A\"><script type=\"application/ld+json\">{", "content=\"B\"><script>{1"), same);
        assert_eq!(frame_of("lang=\"en\" dir=\"ltr\"", "lang=\"ar\" dir=\"rtl\""), same);
        assert_eq!(frame_of("id=\"m\"", "id=\"m\" class=\"x\""), same);
    }

    #[test]
    fn whatever_else_differs_is_another_frame() {
        let same = frame(PAGE.as_bytes());
        for (from, to) in
            [("/a.css", "/b.css"), ("foot", "feet"), ("<nav>n", "<nav>m"), ("<html ", "<html class=\"x\" ")]
        {
            assert_ne!(frame_of(from, to), same, "{to}");
        }
    }

    #[test]
    fn near_addresses_stand_outside_the_page_and_are_escaped() {
        let sent = with_near(PAGE.as_bytes().to_vec(), &["/a\"><script>/".to_owned()]);
        let sent = String::from_utf8(sent).expect("UTF-8");
        assert!(sent.contains("<main id=\"m\">text</main>"));
        assert!(
            sent.contains("<a href=\"/a%22%3E%3Cscript%3E/\">/a&quot;&gt;&lt;script&gt;/</a></li></ul>\n</aside><main"),
            "{sent}"
        );
    }

    #[test]
    fn a_page_that_cannot_be_made_says_why() {
        let diagnostic =
            Diagnostic::of_file(Code::TemplateError, "templates/<x>.html", "no `a<b` here").help("type `b`");
        let html = broken(&[diagnostic]);
        assert!(html.contains("<h2>no <code>a&lt;b</code> here</h2>"), "{html}");
        assert!(
            html.contains("in templates/&lt;x&gt;.html:1:1</p>") && html.contains("Help: type <code>b</code>"),
            "{html}"
        );
    }

    #[test]
    fn endless_problems_are_counted() {
        let diagnostic = Diagnostic::of_file(Code::TemplateError, "a", "b");
        assert!(broken(&vec![diagnostic; 53]).contains("And 3 more."));
    }
}
