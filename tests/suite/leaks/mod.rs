//! Nothing of an entry that is a draft or under embargo gets out: not a word of any field, no id, no former id, no count.
//!
//! Ten entries, one of each kind and held back in each way, hold a canary in every field, and so do their translations. Every
//! file that is built, published or exported is read in every encoding that it may hide something in. That the canaries would
//! be seen is proved by the same search in a site with everything shown.

mod canaries;
mod readings;

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::corpus::Corpus;
use crate::support::preview::Preview;
use crate::support::site::{AS_OF, Site};
use crate::support::tree::Tree;
use canaries::{FIELDS, NUMBERS, PLAIN, SEED, SIZE, TEXT};
use readings::readings;

/// A made-up site in two languages, with every output.
fn corpus() -> Site {
    let site = Site::of_corpus(Corpus::new(SEED, SIZE));
    site.edit("site.toml", "languages = [\"en\"]", "languages = [\"en\", \"fr\"]");
    site
}

/// The same, with entries that are held back.
fn with_canaries() -> Site {
    let site = corpus();
    canaries::add(&site);
    site
}

/// References from entries that are published to those that are not, in every form that an editor may write.
fn refer(site: &Site) {
    let corpus = Corpus::new(SEED, SIZE);
    for (at, (kind, way, _)) in canaries::all().enumerate() {
        let (id, alias, path) = (canaries::id(kind, way), canaries::alias(kind, way), corpus.path(at));
        let text = site.read(&path);
        let fields = format!("\nsupersedes: {id}\nmodelled_on: {alias}\nkind:");
        let text =
            text.replacen("\nkind:", &fields, 1).replacen("related: ", &format!("related: [{id}, {alias}]\n#"), 1);
        let body = format!("\nOn [[{id}]], [[{alias}]], [[{id}|told]], [[{id}#heading|part]] and [so on]({id}.md).\n");
        let heading = format!(
            "\n## What [[{id}]] and [](/{id}.md) change\n\nIt rests on [[{}]] and [[{alias}]].\n",
            corpus.id(at + 1)
        );
        site.write(&path, text + &body + &heading);
    }
}

/// What is found in bytes that must not be there.
fn found(path: &str, bytes: &[u8], wanted: &[&str]) -> Vec<String> {
    let readings = readings(path, bytes);
    let texts: Vec<String> = readings.iter().map(|reading| String::from_utf8_lossy(reading).to_lowercase()).collect();
    let hits = wanted.iter().filter_map(|wanted| {
        let text = texts.iter().find(|text| text.contains(&wanted.to_lowercase()))?;
        let at = text.find(&wanted.to_lowercase())?;
        let around: String = text[at..].chars().take(60).collect();
        Some(format!("{path}: {around}"))
    });
    hits.collect()
}

const ALL: [&str; 8] = [TEXT, PLAIN, NUMBERS[0], NUMBERS[1], NUMBERS[2], NUMBERS[3], NUMBERS[4], NUMBERS[5]];

#[track_caller]
fn assert_silent(folder: &Path) {
    let tree = Tree::of(folder);
    assert!(tree.0.len() > 100, "{} holds no site", folder.display());
    let leaks: Vec<String> = tree.0.iter().flat_map(|(path, bytes)| found(path, bytes, &ALL)).collect();
    let names: Vec<&String> = tree.0.keys().filter(|path| path.contains(PLAIN)).collect();
    assert!(leaks.is_empty() && names.is_empty(), "{names:?}\n{}", leaks.join("\n"));
}

#[test]
fn a_site_is_the_same_with_and_without_what_is_held_back() {
    let (with, without) = (with_canaries(), corpus());
    let _ = with.build().succeeds();
    let _ = without.build().succeeds();
    // The seal tells on which day the site has to be built again, and that an embargo ends then is one such reason.
    let public =
        |site: &Site| Tree(site.tree().0.into_iter().filter(|(path, _)| path != ".compendium/seal.json").collect());
    public(&with).assert_same(&public(&without), "entries that are held back change the site");
    assert_silent(&with.path("public"));
}

#[test]
fn references_to_what_is_held_back_give_nothing_away() {
    let site = with_canaries();
    refer(&site);
    let _ = site.build().succeeds().says("unpublished-reference");
    assert_silent(&site.path("public"));
}

#[test]
fn what_is_published_gives_nothing_away_in_any_compression() {
    let site = with_canaries();
    refer(&site);
    let target = "\n[publish.www]\ntype = \"folder\"\npath = \"../www\"\nprecompress = [\"gzip\", \"br\"]\n\
                  host_files = [\"_headers\", \"_redirects\", \".nojekyll\"]\n";
    site.write("site.toml", site.read("site.toml") + target);
    let _ = site.build().succeeds();
    let _ = site.run(&["publish", "www", "--yes"]).succeeds();
    let names: Vec<String> = Tree::of(&site.beside("www")).0.into_keys().collect();
    assert!(names.iter().any(|name| name.ends_with(".html.gz")) && names.iter().any(|name| name.ends_with(".html.br")));
    assert_silent(&site.beside("www"));
}

#[test]
fn an_entry_that_becomes_a_draft_leaves_no_trace() {
    let site = with_canaries();
    let shown: Vec<(String, String)> = canaries::all()
        .map(|(kind, way, line)| {
            let path = format!("content/hidden/{}.md", canaries::id(kind, way));
            let text = site.read(&path);
            site.write(&path, text.replacen(&format!("{line}\n"), "", 1));
            (path, text)
        })
        .collect();
    let _ = site.build().succeeds();
    assert!(
        !found("index.html", site.page("explore/").as_bytes(), &[TEXT, PLAIN]).is_empty() || site.tree().0.len() > 100
    );
    for (path, text) in shown {
        site.write(&path, text);
    }
    let _ = site.build().succeeds();
    assert_silent(&site.path("public"));
}

#[test]
fn a_file_of_a_draft_stays_away_whatever_the_language_of_its_translation() {
    let site = Site::of_init();
    site.write("content/files/secret.txt", "s");
    let draft = site.read("content/practices/read-in-pairs.md").replacen("kind:", "draft: true\nkind:", 1);
    site.write("content/practices/hidden.md", draft + "\n[s](files/secret.txt)\n");
    let text = "---\ntitle: T\nsummary: S\n---\n\n[s](files/secret.txt), [[nothing]]\n";
    site.write("content/practices/hidden.de.md", text);
    site.build().succeeds().says_nothing_of("hidden");
    assert!(!site.path("public/files/secret.txt").exists());
}

#[test]
fn what_commands_print_gives_nothing_away() {
    let site = with_canaries();
    let list = site.run(&["export"]).succeeds().stdout;
    let names: BTreeSet<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let exports: Vec<Vec<&str>> = names.iter().map(|name| vec!["export", *name]).collect();
    // `list` and `list drafts` are left out: what is not published yet is what an editor asks them for.
    let rest = ["list stale", "list overdue", "list orphans", "query overdue", "export explore/index.json"];
    let rest = rest.iter().map(|line| line.split(' ').collect::<Vec<_>>());
    let mut told = 0;
    for line in exports.into_iter().chain(rest) {
        let run = site.run(&[line.as_slice(), &["--as-of", AS_OF]].concat());
        told += usize::from(run.code == Some(0) && run.stdout.len() > 200);
        assert_eq!(found(&line.join(" "), run.stdout.as_bytes(), &ALL), Vec::<String>::new());
    }
    assert!(told > 15, "only {told} commands had something to tell");
}

/// The editor's own preview may name an id that was asked for or that an entry refers to, and nothing of what is in the file.
#[test]
fn the_preview_shows_nothing_of_it_unless_asked() {
    let site = with_canaries();
    refer(&site);
    let _ = site.build().succeeds();
    let preview = Preview::of(&site, &[]);
    let texts: Vec<&str> = ALL.into_iter().filter(|text| *text != PLAIN).collect();
    let mut leaks = Vec::new();
    for path in site.tree().0.keys().filter(|path| !path.starts_with(".compendium")) {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        leaks.extend(found(&address, &preview.get(&address).body, &ALL));
        if path.ends_with(".html") {
            leaks.extend(found(&format!("panel of {address}"), preview.panel(&address).to_string().as_bytes(), &texts));
        }
    }
    for (kind, way, _) in canaries::all() {
        for id in [canaries::id(kind, way), canaries::alias(kind, way), canaries::id(kind, way).replace("-d", "-dd")] {
            for address in [
                format!("/{}/{id}/", kind.plural()),
                format!("/{id}/"),
                format!("/fr/{}/{id}/index.json", kind.plural()),
            ] {
                let answer = preview.get(&address);
                assert!(answer.status >= 400, "{address}: {}", answer.status);
                leaks.extend(found(&address, &answer.body, &texts));
                leaks.extend(found(&address, preview.panel(&address).to_string().as_bytes(), &texts));
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// What the other tests look for is there to be found when everything is shown.
#[test]
fn with_everything_shown_every_canary_sings() {
    let site = with_canaries();
    let all = ["build", "--color", "never", "--as-of", AS_OF, "--drafts", "--embargoed"];
    let _ = site.run(&all).succeeds();
    let tree = site.tree();
    let mut heard = BTreeSet::new();
    for (path, bytes) in &tree.0 {
        for reading in readings(path, bytes) {
            let text = String::from_utf8_lossy(&reading).to_lowercase();
            for (kind, way, _) in canaries::all() {
                let known = FIELDS.iter().map(|field| canaries::text(kind, way, field));
                let known = known.flat_map(|canary| [canary.replace('é', "e"), canary]);
                let ids = [canaries::id(kind, way), canaries::alias(kind, way)];
                heard.extend(known.chain(ids).filter(|canary| text.contains(canary)));
            }
            heard
                .extend(NUMBERS.iter().filter(|number| text.contains(&number.to_lowercase())).map(ToString::to_string));
        }
    }
    let silent = |kind, way, field| {
        let canary: String = canaries::text(kind, way, field);
        !heard.contains(&canary) && !heard.contains(&canary.replace('é', "e"))
    };
    for field in FIELDS {
        let kinds = canaries::all().filter(|(kind, way, _)| !silent(*kind, way, field)).count();
        assert!(kinds > 0, "nobody would notice that `{field}` gets out");
    }
    for (kind, way, _) in canaries::all() {
        for field in ["title", "body", "file", "frtitle", "frbody", "frfile", "heading"] {
            assert!(!silent(kind, way, field), "nobody would notice `{field}` of {}", canaries::id(kind, way));
        }
        assert!(heard.contains(&canaries::id(kind, way)) && heard.contains(&canaries::alias(kind, way)));
    }
    for number in ["918273645", "918,273,645", "2093-07-14", "20930714"] {
        assert!(heard.contains(number), "nobody would notice {number}");
    }
}
