//! What people do, one story each.

use super::*;
use crate::publish::record::{JOURNAL, PUBLISHED};
use crate::publish::target::{Target as _, When};

fn small() -> Site {
    Site::new(&[
        ("index.html", "a/index.html\nassets/s.1111111111.css"),
        ("a/index.html", "index.html\nassets/s.1111111111.css"),
        ("assets/s.1111111111.css", "body"),
        ("feed.xml", "feed"),
    ])
}

fn with(site: &Site, path: &str, text: &str) -> Site {
    let mut site = site.clone();
    site.0.insert(path.into(), text.into());
    site
}

#[test]
fn publishing_puts_everything_there_and_publishing_again_writes_nothing() {
    let target = Memory::default();
    publish(&target, &small()).expect("published");
    assert_eq!(shown(&target), small().0);
    assert_eq!(
        target.headers("assets/s.1111111111.css").expect("there").cache_control.to_string(),
        "public, max-age=31536000, immutable"
    );
    target.fail_at(usize::MAX, crate::publish::memory::Fault::Error, false);
    let (_, writes) = target.calls();
    let prepared = publish(&target, &small()).expect("published");
    assert!(prepared.plan.is_idle());
    assert_eq!(target.calls(), (3, writes), "one listing, and the records");
}

#[test]
fn planning_calls_nothing_that_writes() {
    let target = Memory::default();
    target.put("mine.txt", b"mine");
    publish(&target, &small()).expect("published");
    let (_, before) = target.calls();
    let prepared = prepare(&target, with(&small(), "b.html", "").wanted(), &intent()).expect("planned");
    assert_eq!(prepared.plan.writes.len(), 1);
    assert_eq!((target.calls().1, prepared.plan.foreign), (before, 1));
}

#[test]
fn one_changed_file_is_the_only_one_that_is_written() {
    let target = Memory::default();
    publish(&target, &small()).expect("published");
    target.take_log();
    publish(&target, &with(&small(), "a/index.html", "index.html")).expect("published");
    let log = target.take_log();
    let written: Vec<_> = log.iter().filter(|call| call.starts_with("write") && !call.contains(OWN)).collect();
    assert_eq!(written, ["write a/index.html"]);
}

#[test]
fn what_is_not_ours_stays_and_is_not_overwritten() {
    let target = Memory::default();
    target.put("stranger/index.html", b"theirs");
    target.put("feed.xml", b"theirs");
    assert_eq!(refusal(publish(&target, &small())), Refusal::Foreign(vec!["feed.xml".into()]));
    assert_eq!(shown(&target).len(), 2);
    target.take("feed.xml");
    publish(&target, &small()).expect("published");
    publish(&target, &Site::new(&[("index.html", "")])).expect("published");
    assert_eq!(shown(&target)["stranger/index.html"], "theirs");
    let blocked = Site::new(&[("index.html", ""), ("stranger/index.html/a", "")]);
    assert!(matches!(refusal(publish(&target, &blocked)), Refusal::Foreign(_)));
}

#[test]
fn a_stranger_who_comes_between_looking_and_writing_is_not_overwritten() {
    let target = Memory::default();
    let prepared = prepare(&target, small().wanted(), &intent()).expect("planned");
    target.put("feed.xml", b"theirs");
    let refused = execute(&target, &prepared, &small(), &about(&intent()));
    assert_eq!(refusal(refused), Refusal::Foreign(vec!["feed.xml".into()]));
    assert_eq!(refusal(publish(&target, &small())), Refusal::Foreign(vec!["feed.xml".into()]), "nor the next time");
    assert_eq!(shown(&target)["feed.xml"], "theirs");
}

#[test]
fn another_site_and_an_empty_one_are_refused() {
    let target = Memory::default();
    let large = Site((0..100).map(|at| (format!("{at}.html"), String::new())).collect());
    publish(&target, &large).expect("published");
    let other = Intent { site: "other".into(), ..intent() };
    assert_eq!(refusal(publish_as(&target, &small(), &other)), Refusal::OtherSite("compact".into()));
    let careful = Intent { limits: Limits { max_deletes: None, history: 5 }, ..intent() };
    let refused = refusal(publish_as(&target, &Site::default(), &careful));
    assert_eq!(refused, Refusal::Deletions { deletions: 100, of: 100, limit: 20 });
    let meant = Intent { limits: Limits { max_deletes: Some(100), history: 5 }, ..intent() };
    publish_as(&target, &Site::new(&[("0.html", "")]), &meant).expect("it was asked for");
    assert_eq!(shown(&target).len(), 1);
}

#[test]
fn of_two_at_once_the_second_stops() {
    let target = Memory::default();
    publish(&target, &small()).expect("published");
    let ours = prepare(&target, with(&small(), "a/index.html", "1").wanted(), &intent()).expect("planned");
    publish(&target, &with(&small(), "a/index.html", "2")).expect("the other one is faster");
    let site = with(&small(), "a/index.html", "1");
    assert_eq!(refusal(execute(&target, &ours, &site, &about(&intent()))), Refusal::Overtaken);
    assert_eq!(shown(&target)["a/index.html"], "2", "it stops before it writes a page, or the next one mends it");
}

#[test]
fn who_is_under_way_is_not_disturbed_unless_known_to_be_dead() {
    let target = Memory::default();
    let site = small();
    target.fail_at(8, crate::publish::memory::Fault::Error, true);
    publish(&target, &site).expect_err("it is cut off");
    target.mend();
    assert!(target.objects().contains_key(JOURNAL) && !target.objects().contains_key(PUBLISHED));
    assert!(matches!(refusal(publish(&target, &site)), Refusal::Busy(_)));
    let later = Intent { now: jiff::Timestamp::now() + jiff::SignedDuration::from_mins(11), ..intent() };
    assert!(prepare(&target, site.wanted(), &later).is_ok());
    publish_as(&target, &site, &Intent { take_over: true, ..intent() }).expect("taken over");
    assert_eq!(shown(&target), site.0);
    assert!(!target.objects().contains_key(JOURNAL));
}

#[test]
fn what_was_interrupted_is_completed_and_only_what_is_missing_is_written() {
    let target = Memory::default();
    let site = Site((0..50).map(|at| (format!("{at:02}.html"), format!("#{at}"))).collect());
    target.fail_at(30, crate::publish::memory::Fault::Error, false);
    publish(&target, &site).expect_err("it is cut off");
    target.mend();
    let there = shown(&target).len();
    assert!(there > 10);
    let prepared = publish(&target, &site).expect("it said that it had ended");
    assert_eq!(prepared.plan.writes.len(), 50 - there);
    assert_eq!(shown(&target), site.0);
}

#[test]
fn assets_outlive_the_pages_that_load_them_by_two_generations() {
    let target = Memory::default();
    publish(&target, &small()).expect("published");
    let asset = |number: u32| format!("assets/s.{number:010}.css");
    for number in 2..6 {
        let next = Site::new(&[("index.html", &asset(number)), (&asset(number), "body")]);
        publish(&target, &next).expect("published");
        let there: Vec<_> = shown(&target).into_keys().filter(|path| path.starts_with("assets/")).collect();
        let lingering = if number == 2 { vec!["assets/s.1111111111.css".to_owned()] } else { Vec::new() };
        let mut expected: Vec<_> = (2.max(number - 2)..=number).map(asset).collect();
        expected.extend(lingering);
        if number == 3 {
            expected.push("assets/s.1111111111.css".into());
        }
        expected.sort();
        assert_eq!(there, expected, "{number}");
    }
}

#[test]
fn a_rollback_needs_no_build_and_can_be_rolled_back() {
    let target = Memory::default();
    let second = Site::new(&[("index.html", "b.html"), ("b.html", "")]);
    let third = with(&second, "b.html", "#third");
    for site in [&small(), &second, &third] {
        publish(&target, site).expect("published");
    }
    roll_back(&target, 2).expect("rolled back");
    assert_eq!(shown(&target), small().0);
    assert_eq!(target.headers("index.html").expect("there").media_type, "text/html; charset=utf-8");
    roll_back(&target, 1).expect("rolled forward");
    let lingering = [("assets/s.1111111111.css".to_owned(), "body".to_owned())];
    assert_eq!(shown(&target), third.0.clone().into_iter().chain(lingering).collect());
    assert_eq!(refusal(roll_back(&target, 9)), Refusal::NoWayBack { wanted: 0, there: vec![4, 3, 2, 1] });
}

#[test]
fn five_ways_back_are_kept_and_no_content_more() {
    let target = Memory::default();
    for number in 0..12 {
        publish(&target, &with(&small(), "a/index.html", &format!("#{number}"))).expect("published");
    }
    assert_eq!(kept(&target), 5);
    assert_eq!(refusal(roll_back(&target, 6)), Refusal::NoWayBack { wanted: 6, there: vec![11, 10, 9, 8, 7] });
    roll_back(&target, 5).expect("rolled back");
    assert_eq!(shown(&target)["a/index.html"], "#6");
}

#[test]
fn without_history_nothing_is_kept() {
    let target = Memory::default();
    let forgetful = Intent { limits: Limits { max_deletes: None, history: 0 }, ..intent() };
    for number in 0..3 {
        publish_as(&target, &with(&small(), "a/index.html", &format!("#{number}")), &forgetful).expect("published");
    }
    let own: Vec<_> = target.objects().into_keys().filter(|path| path.starts_with(OWN)).collect();
    assert_eq!(own, [PUBLISHED]);
}

#[test]
fn what_is_missing_or_cut_off_is_put_back() {
    let target = Memory::default();
    publish(&target, &small()).expect("published");
    target.take("feed.xml");
    target.put("index.html", b"cut");
    let prepared = publish(&target, &small()).expect("published");
    assert_eq!(prepared.plan.writes.len(), 2);
    assert_eq!(shown(&target), small().0);
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let target = Memory::default();
    target.put(PUBLISHED, b"{\"format\":9}");
    assert!(publish(&target, &small()).expect_err("refused").to_string().contains("newer"));
    assert_eq!(target.objects().len(), 1);
}

#[test]
fn conditions_hold_in_memory_as_they_do_elsewhere() {
    let target = Memory::default();
    let body = || Body::Bytes(b"x".to_vec());
    let headers = Headers::default();
    assert_eq!(
        target.write("a", body(), &headers, When::Absent).expect("written"),
        crate::publish::target::Written::Done
    );
    assert_eq!(
        target.write("a", body(), &headers, When::Absent).expect("told"),
        crate::publish::target::Written::Refused
    );
}

/// Of a large site only what changed is asked for and written, and the rest costs little: three seconds are the limit, also
/// without optimization.
#[test]
fn one_change_among_twenty_thousand_files_takes_a_dozen_calls() {
    let large = Site((0..20_000).map(|at| (format!("commitments/c{at:05}/index.html"), format!("#{at}"))).collect());
    let large = with(&large, "index.html", "commitments/c00000/index.html");
    let target = Memory::default();
    publish(&target, &large).expect("published");
    let changed = with(&large, "commitments/c12345/index.html", "#another");
    let wanted = changed.wanted();
    target.take_log();
    let start = std::time::Instant::now();
    let prepared = prepare(&target, wanted, &intent()).expect("planned");
    execute(&target, &prepared, &changed, &about(&intent())).expect("published");
    let (took, calls) = (start.elapsed(), target.take_log());
    assert!(calls.len() <= 15, "{calls:?}");
    assert!(took < std::time::Duration::from_secs(3), "{took:?}");
    println!("{} calls in {took:?}", calls.len());
}
