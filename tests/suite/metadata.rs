//! What pages say of themselves to programs, read as programs read it: schema.org, Open Graph, Dublin Core, citations.

use std::collections::BTreeMap;

use crate::support::site::{SITE_TOML, Site, entry};
use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// What an editor would never write and a title may nevertheless hold.
const HOSTILE: &str = "</script><script>alert(1)</script><!-- \"quoted\" & 'so' \\u003c <SCRIPT ";

/// Properties that the types of schema.org need to say anything.
const REQUIRED: &[(&str, &[&str])] = &[
    ("WebSite", &["name", "url"]),
    ("WebPage", &["name", "url", "inLanguage"]),
    ("AboutPage", &["name", "url", "inLanguage"]),
    ("CollectionPage", &["name", "url", "inLanguage"]),
    ("SearchResultsPage", &["name", "url", "inLanguage"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("ListItem", &["position", "name"]),
    ("SearchAction", &["target", "query-input"]),
    ("EntryPoint", &["urlTemplate"]),
    ("Dataset", &["name", "description", "distribution"]),
    ("DataDownload", &["contentUrl", "encodingFormat"]),
    ("CreativeWork", &["name"]),
    ("Service", &["name"]),
    ("EducationalOccupationalProgram", &["name"]),
    ("Legislation", &["name"]),
    ("Report", &["name"]),
    ("Organization", &["name"]),
    ("GovernmentOrganization", &["name"]),
    ("Country", &["name"]),
    ("Place", &["name"]),
    ("DefinedTerm", &["name"]),
    ("DefinedTermSet", &["name"]),
];

/// The head of a page as a browser reads it.
#[derive(Debug, Default)]
struct Head {
    /// Contents of `<meta>` by name or property; a name may be there more than once.
    meta: BTreeMap<String, Vec<String>>,
    /// Addresses of `<link>` by relation and language.
    links: Vec<(String, String, String)>,
    /// Scripts of the type of JSON-LD.
    data: Vec<Value>,
    /// Scripts without an address and of another type: there must be none.
    scripts: usize,
}

fn head(html: &str) -> Head {
    let mut head = Head::default();
    let mut script: Option<String> = None;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    let value = tag.attributes.get(name.as_bytes());
                    value.map(|value| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
                };
                match tag.name.as_slice() {
                    b"meta" => {
                        let name = attribute("name") + &attribute("property");
                        head.meta.entry(name).or_default().push(attribute("content"));
                    }
                    b"link" => head.links.push((attribute("rel"), attribute("hreflang"), attribute("href"))),
                    b"script" if attribute("type") == "application/ld+json" => script = Some(String::new()),
                    b"script" if attribute("src").is_empty() => head.scripts += 1,
                    _ => {}
                }
            }
            Token::String(text) => {
                if let Some(script) = &mut script {
                    script.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Token::EndTag(tag) if tag.name.as_slice() == b"script" => {
                head.data.extend(script.take().map(|json| serde_json::from_str::<Value>(&json).expect("JSON")));
            }
            _ => {}
        }
    }
    head
}

/// Every thing of a type, however deep.
fn things<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => {
            if map.contains_key("@type") {
                found.push(value);
            }
            map.values().for_each(|value| things(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| things(value, found)),
        _ => {}
    }
}

#[track_caller]
fn assert_sound(path: &str, head: &Head) {
    assert_eq!(head.data.len(), 1, "{path}");
    assert_eq!(head.scripts, 0, "{path}: a script that nobody wrote");
    assert_eq!(head.data[0]["@context"], "https://schema.org", "{path}");
    let is_home = head.data[0]["@type"] == "WebSite";
    assert!(is_home || head.data[0]["isPartOf"]["@type"] == "WebSite", "{path}: part of no site");
    let mut found = Vec::new();
    things(&head.data[0], &mut found);
    for thing in found {
        let kind = thing["@type"].as_str().expect("a type");
        let (_, required) =
            REQUIRED.iter().find(|(known, _)| *known == kind).unwrap_or_else(|| panic!("{path}: {kind}"));
        for property in *required {
            assert!(thing.get(property).is_some(), "{path}: {kind} has no {property}: {thing}");
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn site() -> Site {
    let titled = |kind: &str, fields: &str| {
        format!(
            "---\nkind: {kind}\ntitle: {}\nsummary: {}\nlevel: national\nthemes: recruitment\ndate: 2025-01-15\n\
             updated: 2025-03\nsources: {{cite: report, paras: 1}}\n{fields}---\n\nText.\n",
            quoted(HOSTILE),
            quoted(HOSTILE),
        )
    };
    let toml = format!(
        "{SITE_TOML}languages = [\"en\", \"fr\"]\npublisher = \"An Office <of> \\\"Migration\\\"\"\nlicence_url = \"https://licence.example/by/\"\n"
    );
    Site::new()
        .file("site.toml", toml)
        .file("content/a.md", titled("commitment", "status: active\nby: PHL\ncountries: PHL\nperiod: {from: 2018}\n"))
        .file("content/b.md", titled("practice", "status: active\nplace: 'A </script> town'\n"))
        .file("content/c.md", titled("skills-partnership", "status: planned\norigin: PHL\ndestination: DEU\noccupations: ['2221']\nplaces_per_year: 40\nqualification: A diploma\nled_by: DEU\n"))
        .file("content/d.md", titled("agreement", "type: labour-mobility\nstatus: in-force\nadopted: 2019-05-01\nin_force: 2020\nparties: [{who: PHL}]\n"))
        .file("content/e.md", titled("agreement", "type: coalition\nstatus: in-force\nadopted: 2019\nparties: [{who: PHL}]\n"))
        .file("content/about.md", "---\nkind: page\ntitle: About\ndate: 2025\n---\nText.\n")
        .file("content/f.md", entry("f", "", "Text."))
        .file("content/f.fr.md", "---\ntitle: Une promesse\nsummary: Ce qu’elle promet.\n---\nTexte.\n")
}

#[test]
fn every_page_says_what_it_is_whatever_its_title_is() {
    let site = site();
    let _ = site.build().succeeds();
    let tree = site.tree();
    let pages = tree.0.iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("404.html"));
    let mut types = BTreeMap::<String, usize>::new();
    for (path, bytes) in pages {
        let html = String::from_utf8(bytes.clone()).expect("UTF-8");
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let head = head(&html);
        assert_sound(path, &head);
        let mut found = Vec::new();
        things(&head.data[0], &mut found);
        for thing in found {
            *types.entry(thing["@type"].as_str().expect("a type").to_owned()).or_default() += 1;
        }
    }
    for (kind, _) in REQUIRED.iter().filter(|(kind, _)| !matches!(*kind, "GovernmentOrganization")) {
        assert!(types.contains_key(*kind), "no page has a {kind}: {types:?}");
    }
}

#[test]
fn entries_are_things_of_their_kind() {
    let site = site();
    let _ = site.build().succeeds();
    let about = |path: &str| head(&site.read(&format!("public/{path}index.html"))).data[0]["mainEntity"].clone();
    let commitment = about("commitments/a/");
    assert_eq!(commitment["@type"], "CreativeWork");
    assert_eq!(commitment["name"], HOSTILE.trim_end());
    assert_eq!(commitment["temporalCoverage"], "2018/..");
    assert_eq!(commitment["creator"][0]["name"], "Philippines");
    assert_eq!(commitment["isBasedOn"][0], "https://compact.example/sources/report/");
    assert_eq!(about("practices/b/")["areaServed"][0]["name"], "A </script> town");
    let partnership = about("skills-partnerships/c/");
    assert_eq!(partnership["maximumEnrollment"], 40);
    assert_eq!(partnership["educationalCredentialAwarded"], "A diploma");
    let agreement = about("agreements/d/");
    assert_eq!((&agreement["@type"], &agreement["legislationDate"]), (&"Legislation".into(), &"2019-05-01".into()));
    assert_eq!(agreement["legislationLegalForce"], "https://schema.org/InForce");
    assert_eq!(about("agreements/e/")["@type"], "Organization");
    assert_eq!(about("themes/recruitment/")["@type"], "DefinedTerm");
    assert_eq!(about("sources/report/")["@type"], "Report");
    assert_eq!(about("fr/commitments/f/")["@id"], about("commitments/f/")["@id"]);
}

#[test]
fn an_entry_can_be_cited_and_shared() {
    let site = site();
    let _ = site.build().succeeds();
    let of = |path: &str| head(&site.read(&format!("public/{path}index.html")));
    let entry = of("commitments/f/");
    let one = |name: &str| entry.meta.get(name).map_or("", |values| values[0].as_str()).to_owned();
    let publisher = "An Office <of> \"Migration\"";
    let expected = [
        ("og:title", "The promise f"),
        ("og:type", "article"),
        ("og:url", "https://compact.example/commitments/f/"),
        ("og:site_name", "A compact"),
        ("article:published_time", "2025-01-15"),
        ("citation_title", "The promise f"),
        ("citation_author", publisher),
        ("citation_publication_date", "2025/01/15"),
        ("citation_language", "en"),
        ("DCTERMS.creator", publisher),
        ("DCTERMS.issued", "2025-01-15"),
        ("DCTERMS.subject", "Fair recruitment"),
        ("DCTERMS.license", "https://licence.example/by/"),
    ];
    for (name, content) in expected {
        assert_eq!(one(name), content, "{name}");
    }
    let picture = one("og:image").strip_prefix("https://compact.example/").map(|path| site.path("public").join(path));
    assert!(picture.is_some_and(|picture| picture.is_file()), "a picture of the kind: {}", one("og:image"));
    assert!(!of("").meta.contains_key("citation_title"), "a home page is not cited");
}

#[test]
fn those_who_lead_what_an_entry_is_about_are_not_its_authors() {
    let site = site();
    let settings = site.read("site.toml");
    let without: Vec<_> = settings.lines().filter(|line| !line.starts_with("publisher")).collect();
    let site = site.file("site.toml", without.join("\n"));
    let _ = site.build().succeeds();
    let page = site.page("commitments/a/");
    assert!(page.contains("Philippines"), "the facts of the entry name who leads");
    let head = head(&page);
    for name in ["citation_author", "DCTERMS.creator"] {
        assert!(!head.meta.contains_key(name), "{name}: {:?}", head.meta.get(name));
    }
    let bibliography = site.read("public/data/references.bib");
    assert!(bibliography.contains("commitments/a/") && !bibliography.contains("Philippines"), "{bibliography}");
}

#[test]
fn a_translation_names_its_original_and_what_is_not_translated_stays_what_it_is() {
    let site = site();
    let _ = site.build().succeeds();
    let of = |path: &str| head(&site.read(&format!("public/{path}index.html")));
    let french = of("fr/commitments/f/");
    assert_eq!(french.data[0]["inLanguage"], "fr");
    assert_eq!(french.data[0]["translationOfWork"]["url"], "https://compact.example/commitments/f/");
    assert!(french.links.contains(&(
        "alternate".into(),
        "fr".into(),
        "https://compact.example/fr/commitments/f/".into()
    )));
    let shown = of("fr/commitments/a/");
    assert_eq!(shown.data[0]["inLanguage"], "en");
    let canonical = ("canonical".to_owned(), String::new(), "https://compact.example/commitments/a/".to_owned());
    assert!(shown.links.contains(&canonical), "{:?}", shown.links);
}

#[test]
fn what_a_translation_does_not_have_is_the_originals_and_marked_so() {
    let parts = "period: {from: 2018-12-19}\nmilestones: [{key: a, title: First step, due: 2090}, {key: b, title: Second step, due: 2091}]\n\
                 reviews: [{date: 2020, note: Some note}]\nresults: [{measure: Visas, value: 3}]\n";
    let texts = "milestones: [{key: a, title: Premier pas}]\n";
    let site = Site::new()
        .file("site.toml", format!("{SITE_TOML}languages = [\"en\", \"fr\"]\n[outputs]\nmarkdown = true\n"))
        .file("content/a.md", entry("a", parts, "The original text, which [[b]] repeats."))
        .file("content/a.fr.md", format!("---\ntitle: Une promesse\nsummary: Ce qu’elle promet.\n{texts}---\n"))
        .entry("b", "Text.");
    let _ = site.build().succeeds();
    let page = site.read("public/fr/commitments/a/index.html");
    for expected in [
        "<h1>Une promesse</h1>",
        "<div class=\"prose\" lang=\"en\" dir=\"auto\">\n<p>The original text, which",
        "Le texte n’a pas été traduit en français.",
        "<p class=\"what\">Premier pas</p>",
        "<p class=\"what\" lang=\"en\" dir=\"auto\">Second step</p>",
        "<p lang=\"en\" dir=\"auto\">Some note</p>",
        "<span lang=\"en\" dir=\"auto\">Visas</span>",
        "à partir du 19 décembre 2018",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let markdown = site.read("public/fr/commitments/a/index.md");
    assert!(
        markdown.contains("# Une promesse") && markdown.contains("The original text, which [The promise b]"),
        "{markdown}"
    );
}

#[test]
fn a_site_that_does_not_know_where_it_lives_names_no_address() {
    let site = Site::new().file("site.toml", "title = \"A compact\"\n").entry("a", "Text.");
    let _ = site.build().succeeds();
    let head = head(&site.read("public/commitments/a/index.html"));
    assert_eq!(head.data[0]["mainEntity"]["name"], "The promise a");
    assert!(!head.data[0].to_string().contains("\"url\""), "{}", head.data[0]);
    assert!(!head.meta.contains_key("og:image") && !head.meta.contains_key("og:url"));
}

#[test]
fn who_has_left_a_coalition_is_no_member_and_who_will_leave_is_one_until_then() {
    let parties = "parties: [{who: PHL}, {who: KEN, withdrawn: 2020}, {who: DEU, withdrawn: 2090}]";
    let fields = format!("type: coalition\nstatus: in-force\n{parties}");
    let agreement = format!(
        "---\nkind: agreement\ntitle: A coalition\nsummary: S.\nlevel: national\nthemes: recruitment\ndate: 2025\n\
         sources: {{cite: report}}\n{fields}\n---\n\nText.\n"
    );
    let site = Site::new().file("content/coalition.md", agreement);
    let _ = site.build().succeeds().says("changes by itself on 2091-01-01: a withdrawal of coalition");
    let page = String::from_utf8(site.tree().0["agreements/coalition/index.html"].clone()).expect("UTF-8");
    let (head, mut found) = (head(&page), Vec::new());
    things(&head.data[0], &mut found);
    let members = found.iter().filter(|thing| thing["@type"] == "GovernmentOrganization");
    assert_eq!(members.map(|thing| &thing["name"]).collect::<Vec<_>>(), ["Philippines", "Germany"]);
}
