//! Whatever came before, a build leaves what a build into an empty folder leaves.

use proptest::prelude::*;

use super::site::{Files, Site};

/// A few files with few names, so that files become folders and folders files.
fn files() -> impl Strategy<Value = Files> {
    let path = prop::collection::vec(prop::sample::select(vec!["a", "b", "é", "index.html", "list.html"]), 1..4);
    let text = prop::sample::select(vec!["", "1", "2", "longer"]);
    prop::collection::vec((path, text), 0..12).prop_map(|files| {
        let mut site = Files::new();
        for (path, text) in files {
            let path = path.join("/");
            let clashes =
                |other: &String| other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"));
            if !site.keys().any(clashes) {
                site.insert(path, text.to_owned());
            }
        }
        site
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn incremental_equals_clean(sets in prop::collection::vec(files(), 1..6)) {
        let mut site = Site::new();
        for files in sets {
            site.files = files;
            let report = site.build().expect("built");
            prop_assert_eq!(report.written + report.unchanged, site.files.len());
            prop_assert_eq!(&site.visible(), &site.files);
            site.assert_clean();
        }
    }
}
