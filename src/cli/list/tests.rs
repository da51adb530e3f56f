use super::*;
use crate::catalog::AsOf;
use crate::cli::args::TableFormat;
use crate::cli::folder_of;
use crate::entry::Kind;
use crate::project::Options;

const DAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// A project of entries with these fields beside the required ones.
fn project(entries: &[(&str, &str)]) -> tempfile::TempDir {
    let themes =
        "axis: themes\none: theme\nterms:\n  - {id: wide, title: Wide}\n  - {id: narrow, title: N, broader: wide}\n";
    let written = entries.iter().map(|(id, fields)| (format!("content/{id}.md"), entry(id, fields)));
    let written: Vec<_> = written.collect();
    let settings =
        [("site.toml", "title = 'x'\nlanguages = ['en', 'fr']\n"), ("content/vocabulary/themes.yaml", themes)];
    let entries = written.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    folder_of(&settings.into_iter().chain(entries).collect::<Vec<_>>())
}

/// The text of an entry, or of a translation when its id has a language.
fn entry(id: &str, fields: &str) -> String {
    if id.contains('.') {
        return format!("---\ntitle: Title of {id}\n{fields}---\n");
    }
    format!(
        "---\nkind: practice\ntitle: Title of {id}\nsummary: S.\nlevel: global\nthemes: narrow\nstatus: active\n\
         sources: [{{title: R, url: 'https://r.org/'}}]\ndate: 2018-01-02\n{fields}---\n"
    )
}

fn wanted(folder: &tempfile::TempDir, what: What) -> WantedList {
    let options = Options {
        root: folder.path().to_owned(),
        as_of: AsOf::day(DAY),
        shown: Shown::default(),
        output: None,
        base_url: None,
        strict: false,
    };
    WantedList { options, what, kinds: Vec::new(), terms: Vec::new(), lang: None, format: TableFormat::Text }
}

/// The text of the list, or the refusal.
fn listed(wanted: &WantedList) -> Result<String, String> {
    let mut options = wanted.options.clone();
    if shows_all(wanted.what) {
        options.shown = Shown { drafts: true, embargoed: true };
    }
    let survey = Project::open(options).expect("a project").survey();
    let filter = Filter::new(wanted, &survey.catalog).map_err(|failure| match failure {
        Failure::Usage { message, help } => format!("{message}; {}", help.unwrap_or_default()),
        other => panic!("{other:?}"),
    })?;
    let table = rows::table(wanted.what, &survey.catalog, wanted.lang, |entry| filter.passes(entry));
    Ok(table.print(wanted.format))
}

#[test]
fn every_entry_is_listed_with_those_that_are_not_published() {
    let folder = project(&[("a", ""), ("b", "draft: true\n"), ("c", "embargo: 2026-07-01T00:00Z\n")]);
    let list = listed(&wanted(&folder, What::Entries)).expect("listed");
    let lines: Vec<_> = list.lines().collect();
    assert_eq!(lines[0], "ID  KIND      STATE      STATUS  DATE        TITLE");
    assert_eq!(lines[1], "a   practice  published  active  2018-01-02  Title of a");
    assert!(lines[2].contains("draft") && lines[3].contains("embargoed"), "{list}");
}

#[test]
fn drafts_and_embargoes_are_listed_by_themselves() {
    let (late, early) = ("embargo: 2026-08-01T00:00Z\n", "embargo: 2026-07-01T00:00Z\n");
    let folder = project(&[("a", late), ("b", "draft: true\n"), ("c", early), ("d", "embargo: 2020-01-01T00:00Z\n")]);
    let drafts = listed(&wanted(&folder, What::Drafts)).expect("listed");
    assert!(drafts.lines().count() == 2 && drafts.contains("\nb "), "{drafts}");
    let embargoed = listed(&wanted(&folder, What::Embargoed)).expect("listed");
    let ids: Vec<_> = embargoed.lines().skip(1).filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(ids, ["c", "a"]);
}

#[test]
fn what_is_overdue_is_listed_oldest_first_with_its_place() {
    let first = "milestones:\n  - {title: Late, due: 2025}\n  - {title: Done, due: 2020, done: 2020}\n";
    let folder = project(&[("a", first), ("b", "next_review: 2020-05\n"), ("c", "draft: true\nnext_review: 2019\n")]);
    let mut wanted = wanted(&folder, What::Overdue);
    let list = listed(&wanted).expect("listed");
    let lines: Vec<_> = list.lines().skip(1).collect();
    assert_eq!(lines, ["2020-05  b   review     Title of b", "2025     a   milestone  Late"]);
    wanted.format = TableFormat::Csv;
    assert!(listed(&wanted).expect("listed").contains("2025,a,milestone,Late,content/a.md,11\r\n"));
    // Drafts are looked at when that is asked for, as by `check`.
    wanted.options.shown.drafts = true;
    assert!(listed(&wanted).expect("listed").contains("2019,c,review"));
}

#[test]
fn translations_that_fell_behind_are_listed() {
    let folder = project(&[("a", ""), ("a.fr", "follows: 2017\n"), ("b", ""), ("b.fr", "follows: 2018-01-02\n")]);
    let list = listed(&wanted(&folder, What::Stale)).expect("listed");
    assert_eq!(list.lines().nth(1), Some("a   fr    2017     2018-01-02  Title of a.fr"), "{list}");
    assert_eq!(list.lines().count(), 2);
}

#[test]
fn every_translation_is_listed_with_its_state_and_those_that_are_missing() {
    let files = [
        ("a", ""),
        ("a.fr", "follows: 2017\n"),
        ("b", ""),
        ("b.fr", "follows: 2018-01-02\n"),
        ("c", ""),
        ("c.fr", ""),
        ("d", ""),
    ];
    let folder = project(&files);
    let list = listed(&wanted(&folder, What::Translations)).expect("listed");
    let rows: Vec<Vec<_>> = list.lines().skip(1).map(|line| line.split_whitespace().take(3).collect()).collect();
    let expected = [["a", "fr", "stale"], ["b", "fr", "current"], ["c", "fr", "unknown"], ["d", "fr", "missing"]];
    assert_eq!(rows, expected, "{list}");
    let lang = crate::lang::Lang::parse("ar");
    assert_eq!(listed(&WantedList { lang, ..wanted(&folder, What::Stale) }), Ok(String::new()));
}

#[test]
fn orphans_are_listed_and_none_is_an_empty_list() {
    let folder = project(&[("a", "related: b\n"), ("b", ""), ("c", "")]);
    let list = listed(&wanted(&folder, What::Orphans)).expect("listed");
    assert_eq!(list.lines().skip(1).collect::<Vec<_>>(), ["c   practice  Title of c"]);
    let linked = project(&[("a", "related: b\n"), ("b", "")]);
    assert_eq!(listed(&wanted(&linked, What::Orphans)), Ok(String::new()));
}

#[test]
fn terms_and_kinds_narrow_a_list_and_narrower_terms_count() {
    let folder = project(&[("a", "sdg: [8.8]\n"), ("b", "")]);
    let with = |terms: &[(&str, &str)], kinds: &[Kind]| {
        let terms = terms.iter().map(|(axis, id)| ((*axis).to_owned(), (*id).to_owned())).collect();
        let wanted = WantedList { terms, kinds: kinds.to_vec(), ..wanted(&folder, What::Entries) };
        listed(&wanted).map(|list| list.lines().skip(1).count())
    };
    assert_eq!(with(&[("themes", "wide")], &[]), Ok(2));
    assert_eq!(with(&[("theme", "narrow"), ("sdg", "8")], &[]), Ok(1));
    assert_eq!(with(&[], &[Kind::Commitment]), Ok(0));
    assert_eq!(with(&[], &[Kind::Commitment, Kind::Practice]), Ok(2));
    assert!(with(&[("themes", "wise")], &[]).expect_err("refused").contains("did you mean `wide`?"));
    assert!(with(&[("theems", "wide")], &[]).expect_err("refused").contains("did you mean `themes`?"));
}
