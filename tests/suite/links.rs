//! Every internal link and anchor of a built site resolves, nothing runs or styles inline, and every page can be reached.

use crate::crawler::Crawl;
use crate::support::corpus::Corpus;
use crate::support::site::{Site, package};
use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;

/// Builds the site with these arguments and walks it as if published at `base`.
#[track_caller]
fn walked(site: &Site, arguments: &[&str], base: &str) -> Crawl {
    let output = site.beside("output");
    let place = output.to_str().expect("temporary folders have plain names");
    let arguments = [&["build", "--output", place, "--as-of", crate::support::site::AS_OF], arguments].concat();
    let _ = site.run(&arguments).succeeds();
    let crawl = Crawl::of(&output, base);
    assert!(crawl.page_count() > 20, "only {} pages were built", crawl.page_count());
    crawl
}

#[track_caller]
fn crawl(site: &Site, arguments: &[&str], base: &str) {
    let crawl = walked(site, arguments, base);
    assert_none(&crawl.problems());
    assert_none(&crawl.unreached());
}

/// The same of a site that does not know where it is published. Its page for what does not exist is read at any address, so that
/// it alone cannot be moved: it leads to the root of a host.
#[track_caller]
fn crawl_moved(site: &Site, arguments: &[&str], base: &str) {
    let crawl = walked(site, arguments, base);
    let of_404 = |problem: &String| problem.split_once(':').is_some_and(|(page, _)| page.ends_with("404.html"));
    let (lost, problems): (Vec<_>, Vec<_>) = crawl.problems().into_iter().partition(of_404);
    assert!(lost.iter().all(|problem| problem.contains(": /")), "{lost:?}");
    assert_none(&problems);
    assert_none(&crawl.unreached());
}

#[track_caller]
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems[..problems.len().min(40)].join("\n"));
}

/// The project that this package ships, without what is not its input.
fn shipped() -> Site {
    let site = Site::empty();
    for folder in ["content", "static", "templates", "themes"] {
        crate::support::tree::Tree::copy(&package().join(folder), &site.path(folder));
    }
    site.file("site.toml", std::fs::read(package().join("site.toml")).expect("the package ships a project"))
}

#[test]
fn the_shipped_site_leads_nowhere_that_is_not_there() {
    crawl(&shipped(), &["--base-url", "https://compact.example/"], "https://compact.example/");
}

#[test]
fn the_shipped_site_can_be_published_below_a_path() {
    crawl(&shipped(), &["--base-url", "https://compact.example/know/ledge/"], "https://compact.example/know/ledge/");
}

#[test]
fn the_manual_leads_nowhere_that_is_not_there() {
    let site =
        Site::empty().file("site.toml", std::fs::read(package().join("docs/site.toml")).expect("it is a project"));
    crate::support::tree::Tree::copy(&package().join("docs/content"), &site.path("content"));
    crawl_moved(&site, &["--strict"], "https://manual.example/below/");
}

#[test]
fn a_site_of_relative_addresses_can_be_moved_anywhere() {
    let site = Site::of_corpus(Corpus::new(7, 40));
    site.edit("site.toml", "relative_urls = false", "relative_urls = true");
    crawl_moved(&site, &[], "https://elsewhere.example/some/folder/");
}

/// `#`, `?` and `%` end a path, or encode, where they are not encoded themselves.
#[test]
fn a_file_may_have_any_name() {
    const PDF: &str = "%PDF-1.4\n";
    for relative in [false, true] {
        let settings = format!("full_text_feeds = true\nrelative_urls = {relative}\n");
        let site = Site::new()
            .file("site.toml", [crate::support::site::SITE_TOML, &settings].concat())
            .file("content/files/sub #1/a#b?c 100%é.pdf", PDF)
            .file("content/files/50%25.png", b"\x89PNG\r\n\x1a\n")
            .file("static/plan #1%.pdf", PDF)
            .entry(
                "a",
                "[A file](files/sub%20%231/a%23b%3Fc%20100%25é.pdf#page=3&zoom=50%2525)\n![A map](files/50%2525.png)\n\
                 [The plan](/plan%20%231%25.pdf?a=1#page=2)",
            );
        crawl(&site, &[], "https://compact.example/");
        let read = |path: &str| std::fs::read_to_string(site.beside("output").join(path)).expect("it was built");
        let addresses = [
            "files/sub%20%231/a%23b%3Fc%20100%25%C3%A9.pdf#page=3&zoom=50%2525",
            "files/50%2525.png",
            "plan%20%231%25.pdf?a=1#page=2",
        ];
        let before = if relative { "../../" } else { "/" };
        for address in addresses {
            let escaped = address.replace('&', "&amp;");
            assert!(read("commitments/a/index.html").contains(&format!("\"{before}{escaped}\"")), "{address}");
            assert!(
                read("commitments/a/index.md").contains(&format!("(https://compact.example/{address})")),
                "{address}"
            );
        }
    }
}

/// Headings are named by editors; what the page has beside the text has ids too.
#[test]
fn no_heading_has_an_id_of_the_page() {
    let headings =
        ["Home", "Need funds", "Ref report", "Web 1", "Corridor title", "Corridor says", "`_content`", "`_home`"]
            .map(|heading| format!("## {heading}\n"));
    let fields = "---\nkind: skills-partnership\ntitle: A partnership\nsummary: It trains.\nlevel: national\n\
        themes: recruitment\nstatus: active\ndate: 2025-01-15\norigin: [EGY]\ndestination: [DEU]\noccupations: [\"512\"]\n\
        track: [home, away]\nneeds: [{key: funds, title: Money, type: funding}]\n\
        sources: [{cite: report}, {title: A page, url: \"https://example.org/\"}]\n---\n";
    let body = format!("{fields}\nIt is written [@report].\n\n{}", headings.join("\nText.\n\n"));
    let site = Site::new().file("content/p.md", body);
    crawl(&site, &[], "https://compact.example/");
    let page = std::fs::read_to_string(site.beside("output/skills-partnerships/p/index.html")).expect("it was built");
    for id in
        ["home", "need-funds", "section-_content", "_need-funds", "_ref-report", "_web-1", "_home", "_corridor-says"]
    {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn a_made_up_site_of_many_entries_is_whole() {
    crawl(&Site::of_corpus(Corpus::new(3, 450)), &[], Corpus::BASE_URL);
}

#[test]
fn links_to_a_heading_lead_to_it_in_every_language() {
    let translation = |title: &str, body: &str| format!("---\ntitle: {title}\nsummary: {title}.\n---\n\n{body}\n");
    let site = Site::new()
        .entry("x", "## How\n\nSo.\n\n## Why {#why}\n\nTherefore.")
        .file("content/x.fr.md", translation("Xénia", "## Comment\n\nAinsi.\n\n## Pourquoi {#why}\n\nDonc."))
        .entry("short", "## How\n\nSo.\n\n## Why\n\nTherefore.")
        .file("content/short.fr.md", translation("Court", "## Comment\n\nAinsi."))
        .entry("y", "See [[x#how]], [so](x.md#how), [[x#why]] and [[short#why]].")
        .entry("z", "See [[x]].")
        .file(
            "content/z.fr.md",
            translation("Zénon", "Voir [[x#how]], [[x#comment]], [ici](x.md#comment), [[x#why]]."),
        );
    site.edit("site.toml", "title", "languages = [\"en\", \"fr\"]\ntitle");
    crawl(&site, &[], "https://compact.example/");
    let _ = site.build().succeeds();
    let french = site.page("fr/commitments/x/");
    assert!(french.contains("<h2 id=\"comment\"><span id=\"how\"></span>Comment</h2>"), "{french}");
    assert!(french.contains("<h2 id=\"why\">Pourquoi</h2>"), "{french}");
    assert!(
        site.page("fr/commitments/short/")
            .contains("<span id=\"how\"></span><span id=\"why\"></span><h2 id=\"comment\">")
    );
    assert!(!site.page("commitments/x/").contains("<span id="));

    site.edit("content/y.md", "x#how", "x#comment");
    let _ = site.build().exits(1).says("`x` has no heading `#comment`").says("its headings are `how`, `why`");
}

/// What a browser loads before anything is found. The stories of `tests/tools/explore.mjs` type into the same index, which is
/// written to the file that `EXPLORE_INDEX` names.
#[test]
fn the_search_of_a_thousand_entries_is_light() {
    const MOST: usize = 150_000;
    let site = Site::of_corpus(Corpus::new(5, 1000));
    let output = site.beside("output");
    let place = output.to_str().expect("temporary folders have plain names");
    let _ = site.run(&["build", "--output", place, "--as-of", crate::support::site::AS_OF]).succeeds();
    let read = |path: &Path| std::fs::read(path).expect("the site was built, and the theme is in the package");
    let index = read(&output.join("explore/index.json"));
    let script = read(&package().join("themes/folio/static/explore.js"));
    if let Some(place) = std::env::var_os("EXPLORE_INDEX") {
        std::fs::write(place, &index).expect("the place can be written");
    }
    let parts = std::fs::read_dir(output.join("explore/words")).expect("texts are searched").flatten();
    let words = parts.map(|part| read(&part.path())).max_by_key(Vec::len).expect("there is a part");
    let sizes = [&index, &script, &words].map(|bytes| compressed(bytes));
    println!("the index, the script and the largest part of words: {sizes:?} bytes");
    assert!(sizes.iter().sum::<usize>() <= MOST, "index, script and words have {sizes:?} bytes, at most {MOST}");
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written").len()
}

/// The crawler itself: each of these pages has one fault, and it is told.
#[test]
fn the_crawler_sees_what_it_is_for() {
    const GOOD: &str =
        "<!doctype html><html lang=en><meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">";
    let faults = [
        ("<a href=/nowhere/>x</a>", "does not exist"),
        ("<a href=/good>x</a>", "does not exist"),
        ("<a href='/good/#none'>x</a>", "no id of good/index.html"),
        ("<img srcset='/a.png 1x, /good/ 2x' src=/good/>", "a.png, which does not exist"),
        ("<p id=a><p id=a>", "the id “a” twice"),
        ("<script>1</script>", "an inline script"),
        ("<style></style>", "an inline style sheet"),
        ("<p style='color:red'>", "a style attribute"),
        ("<p onclick=x>", "the attribute onclick"),
        ("<a href='javascript:x'>x</a>", "the scheme javascript"),
        ("<div class=scroll></div>", "a box that scrolls and no key reaches"),
        ("<label for=none>x</label>", "names the id “none”"),
        ("<a href='//compact.example:444/nowhere'>elsewhere</a>", ""),
        ("<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">", "has the policy"),
    ];
    let site = Site::empty().file("good/index.html", format!("{GOOD}<a href=../#here>x</a>"));
    let mut home = format!("{GOOD}<p id=here><a href='good/'>x</a>");
    for (number, (fault, _)) in faults.iter().enumerate() {
        site.write(&format!("{number}/index.html"), format!("{GOOD}{fault}"));
        let _ = write!(home, "<a href=/{number}/>x</a>");
    }
    site.write("index.html", home);
    site.write("bare/index.html", "<html lang=en>");
    site.write(
        "feed.xml",
        "<feed><link href='https://compact.example/gone'/><content>&lt;a href='x'></content></feed>",
    );
    site.write("torn.xml", "<feed>");
    let crawl = Crawl::of(&site.root(), "https://compact.example/");
    let problems = crawl.problems();
    for (number, (fault, told)) in faults.iter().enumerate() {
        let found: Vec<&String> = problems.iter().filter(|line| line.starts_with(&format!("{number}/"))).collect();
        assert_eq!(found.len(), usize::from(!told.is_empty()), "{fault}: {found:?}");
        assert!(found.iter().all(|line| line.contains(told)), "{fault}: {found:?}");
    }
    for told in [
        "bare/index.html: has no Content-Security-Policy",
        "feed.xml: https://compact.example/gone",
        "feed.xml: the relative address x",
        "torn.xml: cannot be read",
    ] {
        assert!(problems.iter().any(|line| line.starts_with(told)), "nothing says “{told}” in {problems:#?}");
    }
    assert!(!problems.iter().any(|line| line.starts_with("good") || line.starts_with("index")), "{problems:#?}");
    assert_eq!(crawl.unreached(), ["bare/index.html"]);
}

/// What every page lists would make a site of many pages grow with their square.
#[test]
fn pages_list_each_other_only_as_long_as_they_are_few() {
    let site = |pages: usize| {
        (1..=pages).fold(Site::new(), |site, place| {
            let text = format!("---\nkind: page\ntitle: Part {place}\norder: {place}\ndate: 2026-01-01\n---\nText.\n");
            site.file(&format!("content/part-{place:03}.md"), text)
        })
    };
    let leads_to = |site: &Site, page: &str| {
        crawl(site, &[], "https://compact.example/");
        let html = std::fs::read_to_string(site.beside("output").join(page)).expect("a page");
        let body = html.split_once("<body").map_or("", |(_, body)| body);
        body.split("href=\"/part-").skip(1).filter(|rest| rest[3..].starts_with("/\"")).count()
    };
    let few = site(50);
    assert_eq!(leads_to(&few, "part-020/index.html"), 50 + 40 + 2, "contents, the foot, the pages beside");
    let many = site(201);
    assert_eq!(leads_to(&many, "part-020/index.html"), 40 + 2, "the foot, and the pages beside");
    assert_eq!(leads_to(&many, "index.html"), 201 + 40, "home lists all of them");
}

#[test]
fn the_page_at_a_former_id_of_a_term_leads_on() {
    let themes = "axis: themes\ntitle: Themes\none: theme\nterms:\n  - id: recruitment\n    title: Fair recruitment\n    \
                  aliases: [hiring, \"Fair hiring\"]\n";
    let site = Site::new()
        .file("content/vocabulary/themes.yaml", themes)
        .file("content/a.md", crate::support::site::entry("a", "", "Text."));
    crawl(&site, &[], "https://compact.example/");
    let page = std::fs::read_to_string(site.beside("output/themes/hiring/index.html")).expect("a page that leads on");
    assert!(page.contains("content=\"0; url=/themes/recruitment/\"") && page.contains("noindex"), "{page}");
    let names = std::fs::read_dir(site.beside("output/themes")).expect("a folder").flatten();
    let mut names: Vec<_> = names.map(|name| name.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["hiring", "index.html", "recruitment"], "what cannot be an id was no address");
    assert!(!site.beside("output/countries/KE").exists(), "codes of countries never were addresses");
    site.run(&["explain", "/themes/hiring/"]).exits(0).says("content/vocabulary/themes.yaml");
}
