use std::sync::Arc;

use super::*;
use crate::catalog::{AsOf, Parts, Shown, link};
use crate::entry::State;
use crate::lang::Lang;
use crate::{entry as entries, site, vocabulary};

struct Made {
    catalog: Catalog,
    theme: Theme,
    routes: Routes,
}

impl Made {
    fn whole(&self) -> Whole<'_> {
        Whole { catalog: &self.catalog, theme: &self.theme, routes: &self.routes }
    }

    fn find(&self, id: &str) -> EntryIx {
        self.catalog.find(id).expect("an entry").entry()
    }

    fn route(&self, address: &str) -> Route {
        let at = self.routes.addresses.iter().position(|known| known == address);
        self.routes.list[at.unwrap_or_else(|| panic!("{address}: {:?}", self.routes.addresses))]
    }
}

fn english() -> Lang {
    Lang::parse("en").expect("a language")
}

fn made() -> Made {
    let fields = |title: &str, more: &str| {
        format!(
            "---\nkind: practice\ntitle: {title}\nsummary: S.\nlevel: global\nthemes: {more}\nstatus: active\n\
             sources: [{{title: R, url: 'https://r.org/'}}]\ndate: 2018-01-02\n"
        )
    };
    let files = [
        ("content/a.md", fields("A", "narrow") + "aliases: once\n---\n"),
        ("content/a.fr.md", "---\ntitle: A\nfollows: 2017\n---\n".to_owned()),
        ("content/b.md", fields("B", "wide") + "part_of: a\n---\n"),
        ("content/c.md", fields("C", "wide") + "draft: true\n---\nSee [[a]].\n"),
    ];
    let parsed = files.iter().filter_map(|(path, text)| entries::parse(&Source::new(*path, text.as_str())).0);
    let themes = "axis: themes\none: theme\nterms:\n  - {id: wide, title: Wide}\n  - {id: narrow, title: Narrow, broader: wide}\n";
    let themes = Source::new("content/vocabulary/themes.yaml", themes);
    let file = vocabulary::parse(&themes).0.expect("a vocabulary");
    let settings = "title = 'x'\nlanguages = ['en', 'fr']\nbase_url = 'https://x.org/y'\n";
    let site = site::parse(&Source::new("site.toml", settings)).0.expect("settings");
    let parts = Parts {
        site: Arc::new(site),
        as_of: AsOf::day(jiff::civil::date(2026, 6, 1)),
        shown: Shown { drafts: true, embargoed: true },
        parsed: parsed.collect(),
        vocabularies: Arc::new(vocabulary::merge(vec![(themes, file)]).0),
        documents: Arc::default(),
        style: Arc::default(),
        outlines: Vec::new(),
        figures: None,
        files: Vec::new(),
    };
    let (catalog, _) = link(parts);
    let (theme, _) = Theme::assemble("folio", &[Source::new("templates/term.html", "x")], Vec::new());
    let (routes, _) = Routes::of(&catalog, &[]);
    Made { catalog, theme, routes }
}

#[test]
fn an_entry_shows_on_its_pages_lists_neighbours_and_feeds() {
    let made = made();
    let shows = entry(made.whole(), made.find("a"), english());
    let pages: Vec<_> = shows.pages.iter().map(|page| (page.address.as_str(), page.texts.as_str())).collect();
    assert_eq!(pages, [("/practices/a/", "en"), ("/fr/practices/a/", "fr")]);
    let listed: Vec<_> = shows.listed.iter().filter_map(|listing| listing.address.as_deref()).collect();
    assert_eq!(listed, ["/practices/", "/levels/global/", "/themes/narrow/", "/themes/wide/"]);
    let entries: Vec<_> = shows.entries.iter().map(|other| (other.how, other.id.as_str())).collect();
    assert_eq!(entries, [("has_part", "b"), ("mentioned_by", "c")]);
    assert_eq!(shows.redirects, ["/practices/once/"]);
    assert!(shows.feeds.contains(&"/themes/wide/feed.xml".to_owned()), "{:?}", shows.feeds);
    assert_eq!(shows.data, ["/practices/a/index.json", "/data/entries.json"]);
    let files: Vec<_> = shows.files.iter().map(|file| (file.path.as_str(), file.stale)).collect();
    assert_eq!(files, [("content/a.md", false), ("content/a.fr.md", true)]);
    assert_eq!(shows.state, State::Published);
}

#[test]
fn what_is_not_published_says_so() {
    let made = made();
    assert_eq!(entry(made.whole(), made.find("c"), english()).state, State::Draft);
}

#[test]
fn a_page_of_a_term_names_the_line_of_its_vocabulary_and_its_members() {
    let made = made();
    let origin = page(made.whole(), made.route("fr/themes/wide/"));
    assert_eq!((origin.family, origin.lang.as_str()), ("term", "fr"));
    assert_eq!(origin.url.as_deref(), Some("https://x.org/y/fr/themes/wide/"));
    assert_eq!((origin.files[0].path.as_str(), origin.files[0].line), ("content/vocabulary/themes.yaml", Some(4)));
    assert_eq!(origin.template.as_deref(), Some("templates/term.html"));
    let entries: Vec<_> = origin.entries.iter().map(|entry| entry.address.as_str()).collect();
    assert_eq!(entries, ["/fr/practices/a/", "/fr/practices/b/", "/fr/practices/c/"]);
    assert_eq!(origin.direct, Some(2));
    assert_eq!(origin.terms.iter().map(|term| term.id.as_str()).collect::<Vec<_>>(), ["wide", "narrow"]);
}

#[test]
fn a_term_that_comes_with_the_program_has_no_line() {
    let made = made();
    let origin = page(made.whole(), made.route("levels/global/"));
    assert_eq!((origin.files[0].path.as_str(), origin.files[0].line), ("(embedded) levels", None));
}

#[test]
fn a_former_address_names_the_file_that_keeps_it() {
    let made = made();
    let origin = page(made.whole(), made.route("practices/once/"));
    assert_eq!((origin.family, origin.entries[0].id.as_str()), ("redirect", "a"));
    assert_eq!((origin.files[0].path.as_str(), origin.files[0].line), ("content/a.md", Some(10)));
}
