//! Random sites, one after the other, with faults in between. `PROPTEST_CASES=20000` looks for longer.

use proptest::prelude::*;

use super::*;
use crate::publish::memory::Fault;

/// A site in which every link leads somewhere: pages refer to pages and to assets of the same site.
fn site() -> impl Strategy<Value = Site> {
    let page = (0..12_u32, prop::collection::vec(0..12_u32, 0..4), 0..3_u32, 0..3_u32);
    prop::collection::vec(page, 1..12).prop_map(|pages| {
        let name = |number: u32| format!("p{number}.html");
        let numbers: BTreeSet<u32> = pages.iter().map(|(number, ..)| *number).collect();
        let mut files = BTreeMap::new();
        for (number, links, text, asset) in &pages {
            let asset = format!("assets/a.{asset:010}.css");
            let links = links.iter().filter(|link| numbers.contains(link)).map(|link| name(*link));
            let content: Vec<_> = links.chain([asset.clone(), format!("# {text}")]).collect();
            files.insert(name(*number), content.join("\n"));
            files.insert(asset, "body".to_owned());
        }
        let home: Vec<_> = numbers.into_iter().map(name).collect();
        files.insert("index.html".into(), home.join("\n"));
        Site(files)
    })
}

fn fault() -> impl Strategy<Value = Option<(usize, Fault, bool)>> {
    let kind = prop_oneof![Just(Fault::Error), Just(Fault::Lost)];
    prop::option::of((0..60_usize, kind, any::<bool>()))
}

proptest! {
    #[test]
    fn no_reader_meets_a_dead_link_and_the_last_site_wins(steps in prop::collection::vec((site(), fault()), 1..6)) {
        let target = Memory::default();
        target.put("theirs.html", b"nowhere.html");
        let dead = watch_links(&target);
        let take_over = Intent { take_over: true, ..intent() };
        for (site, fault) in &steps {
            if let Some((call, fault, ever_after)) = fault {
                target.fail_at(*call, *fault, *ever_after);
            }
            let _ = publish_as(&target, site, &take_over);
            target.mend();
        }
        let (last, _) = steps.last().expect("there is one");
        publish_as(&target, last, &take_over).expect("published");
        publish_as(&target, last, &take_over).expect("published");
        prop_assert_eq!(dead.lock().expect("free").clone(), None);
        let mut shown = shown(&target);
        prop_assert_eq!(shown.remove("theirs.html"), Some("nowhere.html".to_owned()));
        // Old assets may linger, and nothing else.
        shown.retain(|path, _| last.0.contains_key(path) || !path.starts_with("assets/"));
        prop_assert_eq!(shown, last.0.clone());
    }

    #[test]
    fn going_back_gives_what_was_there(sites in prop::collection::vec(site(), 2..7), steps in 1..6_u64) {
        let target = Memory::default();
        let mut generations: Vec<&Site> = Vec::new();
        for site in &sites {
            publish(&target, site).expect("published");
            if generations.last() != Some(&site) {
                generations.push(site);
            }
        }
        let steps = steps.min(generations.len() as u64 - 1);
        prop_assume!(steps > 0);
        roll_back(&target, steps).expect("rolled back");
        let expected = generations[generations.len() - 1 - usize::try_from(steps).expect("few")];
        let mut shown = shown(&target);
        shown.retain(|path, _| expected.0.contains_key(path) || !path.starts_with("assets/"));
        prop_assert_eq!(shown, expected.0.clone());
    }
}
