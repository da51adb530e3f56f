//! Texts for those who read no HTML: entries as Markdown, what models are told, feeds.

use std::fs;

use compendium::export::catalogue::ExportIx;
use compendium::export::names;

use super::Built;
use crate::support::site::{Site, package};

#[test]
fn entries_are_markdown_with_links_that_lead_somewhere() {
    let built = Built::new();
    let text = built.text("commitments/promise/index.md");
    let expected = [
        "# =HYPERLINK(\"https://harm.example\",\"a, b\") 🧨\n\n",
        "- **First published**: 2018-12-10\n",
        "](https://compact.example/base/themes/work/)",
        "  - **Key**: law; ",
        "See [-2+3, \"a guide\" \\\\ 'and' more](https://compact.example/base/practices/guide/index.md) and \
         [this page](https://compact.example/base/about/index.md), ([=Report, \"the\" report]\
         (https://compact.example/base/sources/report/), para. 2).\n",
        "A [link](https://link.example/?a=1&b=2) and a figure: [258 million people]\
         (https://compact.example/base/figures/#migrants). A term: [Cities](https://compact.example/base/themes/cities/).",
    ];
    for part in expected {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    let arabic = built.text("ar/commitments/promise/index.md");
    assert!(arabic.contains("نص عربي مع [") && arabic.contains("/base/ar/commitments/promise/>"), "{arabic}");
    assert!(!built.site.path("public/ar/practices/guide/index.md").exists());
    // What leads to a draft has lost its link, and does not name it.
    let mentions = built.text("practices/second-guide/index.md");
    assert!(!mentions.contains("secret") && mentions.contains("[=HYPERLINK"), "{mentions}");
    assert!(built.site.page("commitments/promise/").contains("href=\"/base/commitments/promise/index.md\""));
}

#[test]
fn models_and_feed_readers_find_their_way() {
    let built = Built::new();
    let llms = built.text("llms.txt");
    assert!(llms.starts_with("# A compact, \"as data\"\n\n> What a spreadsheet, "), "{llms}");
    let sections: Vec<_> = llms.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        sections,
        ["## Commitments", "## Practices", "## Skills partnerships", "## Agreements", "## Open data", "## Optional"]
    );
    for ix in names::listed(built.catalog()) {
        let page = names::url(built.catalog(), compendium::route::Page::Entry(ix));
        assert!(llms.contains(&format!("]({page}index.md)")), "{page}");
    }
    let opml = built.text("feeds.opml");
    assert!(opml.contains("xmlUrl=\"https://compact.example/base/ar/feed.xml\""), "{opml}");
    for ix in ExportIx::all().filter(|export| export.file == "feeds.opml") {
        assert_eq!(opml.matches("xmlUrl=").count(), (ix.count)(built.catalog()));
    }
    for address in opml.split("xmlUrl=\"https://compact.example/base/").skip(1) {
        let file = address.split('"').next().expect("an end");
        assert!(built.site.path("public").join(file).is_file(), "{file}");
    }
}

#[test]
fn feeds_have_the_whole_text_on_request() {
    let site = Site::copy_of(&package().join("tests/sites/open-data"));
    let settings = fs::read_to_string(site.path("site.toml")).expect("settings");
    let _ = site.build().succeeds();
    let short = site.read("public/feed.xml");
    assert!(!short.contains("<content"), "{short}");
    let site = site.file("site.toml", settings.replacen("[check]", "full_text_feeds = true\n[check]", 1));
    let _ = site.build().succeeds();
    let whole = site.read("public/feed.xml");
    assert_eq!(whole.matches("<content type=\"html\"").count(), whole.matches("<entry>").count());
    assert!(whole.contains("&lt;a href=&quot;https://compact.example/base/practices/guide/&quot;"), "{whole}");
    assert!(!whole.contains("href=&quot;/") && !whole.contains("href=&quot;#"), "{whole}");
}

#[test]
fn a_site_without_feeds_has_no_list_of_them() {
    let page = "---\nkind: page\ntitle: About\ndate: 2025\n---\nText.\n";
    // Nothing has terms here, so that there are no feeds of them.
    let settings = "title = \"A book\"\nbase_url = \"https://book.example/\"\n";
    let site = Site::empty().file("site.toml", settings).file("content/about.md", page);
    let _ = site.build().succeeds();
    assert!(site.path("public/feeds.opml").exists());
    site.write("site.toml", format!("{settings}[outputs]\nfeed = false\n"));
    let _ = site.build().succeeds();
    assert!(!site.path("public/feeds.opml").exists());
}
