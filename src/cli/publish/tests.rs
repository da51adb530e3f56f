use super::*;
use crate::cli::publish::show;
use crate::source::Source;

fn site(targets: &str) -> Site {
    let (site, problems) = crate::site::parse(&Source::new("site.toml", format!("title = \"x\"\n{targets}")));
    site.unwrap_or_else(|| panic!("{problems:?}"))
}

fn complaint(site: &Site, named: Option<&str>) -> String {
    match choose(site, named) {
        Err(Failure::Usage { message, help }) => format!("{message}; {}", help.unwrap_or_default()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_only_target_needs_no_name_and_a_slip_gets_the_nearest() {
    let one = site("[publish.production]\ntype = \"git\"");
    assert_eq!(choose(&one, None).expect("the only one").0, "production");
    assert!(complaint(&one, Some("prodction")).contains("did you mean `production`?"));
    let two = site("[publish.a]\ntype = \"git\"\n[publish.b]\ntype = \"git\"\nbranch = \"b\"");
    assert!(complaint(&two, None).contains("name one: a, b"));
    assert!(complaint(&site(""), None).contains("[publish.production]"));
}

#[test]
fn sizes_and_instants_are_short() {
    let sizes: Vec<_> = [0, 999, 1_000, 1_234_567, 5_000_000_000].into_iter().map(show::size).collect();
    assert_eq!(sizes, ["0 B", "999 B", "1.0 kB", "1.2 MB", "5.0 GB"]);
    assert_eq!(show::minute("2026-11-24T10:15:30.5Z"), "2026-11-24 10:15 UTC");
    assert_eq!(show::minute("soon"), "soon");
}
