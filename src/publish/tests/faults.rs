//! Every call fails in turn, in every way.

use super::*;
use crate::publish::memory::Fault;

fn first() -> Site {
    Site::new(&[
        ("index.html", "a.html\nb.html\nassets/s.1111111111.css"),
        ("a.html", "b.html"),
        ("b.html", "a.html"),
        ("assets/s.1111111111.css", "body"),
        ("feed.xml", "1"),
    ])
}

fn second() -> Site {
    Site::new(&[
        ("index.html", "a.html\nc.html\nassets/s.2222222222.css"),
        ("a.html", "c.html"),
        ("c.html", "d.html\na.html"),
        ("d.html", "c.html"),
        ("assets/s.2222222222.css", "body"),
        ("feed.xml", "2"),
    ])
}

/// Publishes what failed once more, as somebody would who reads the messages.
fn publish_again(target: &Memory, site: &Site) {
    let again = publish(target, site).or_else(|error| match error.downcast::<Refusal>() {
        Ok(Refusal::Busy(_)) => publish_as(target, site, &Intent { take_over: true, ..intent() }),
        Ok(refusal) => Err(refusal.into()),
        Err(error) => Err(error),
    });
    again.expect("it converges");
}

/// From one site to another, with a fault at a call; whether the fault came to pass.
fn story(call: usize, fault: Fault, ever_after: bool) -> bool {
    let target = Memory::default();
    target.put("theirs/index.html", b"theirs");
    publish(&target, &first()).expect("published");
    let dead = watch_links(&target);
    target.take_log();
    target.fail_at(call, fault, ever_after);
    let outcome = publish(&target, &second());
    let calls = target.calls().0;
    target.mend();
    let context = format!("call {call}, {fault:?}, ever after: {ever_after}");
    let log = target.take_log();
    if outcome.is_err() && calls > call {
        let later = &log[call + 1..];
        assert!(!later.iter().any(|call| call.starts_with("delete")), "{context}: {log:?}");
    }
    assert_eq!(shown(&target)["theirs/index.html"], "theirs", "{context}");
    assert_eq!(*dead.lock().expect("free"), None, "{context}: {log:?}");
    publish_again(&target, &second());
    assert_eq!(*dead.lock().expect("free"), None, "{context}");
    let mut expected = second().0;
    expected.insert("theirs/index.html".into(), "theirs".into());
    expected.insert("assets/s.1111111111.css".into(), "body".into());
    assert_eq!(shown(&target), expected, "{context}");
    let records = target.objects().into_keys().filter(|path| path.starts_with(".compendium/"));
    let records: Vec<_> = records.filter(|path| path.contains("journal") || path.contains("progress")).collect();
    assert_eq!(records, Vec::<String>::new(), "{context}");
    roll_back(&target, 1).expect("there is a way back");
    assert_eq!(shown(&target)["b.html"], "a.html", "{context}");
    calls > call
}

#[test]
fn whichever_call_fails_nothing_is_hurt_and_the_next_time_completes_it() {
    for fault in [Fault::Error, Fault::Lost] {
        for ever_after in [false, true] {
            let mut call = 0;
            while story(call, fault, ever_after) {
                call += 1;
            }
            assert!(call > 20, "{call}");
        }
    }
}

#[test]
fn a_listing_that_ends_too_early_hurts_nothing() {
    let target = Memory::default();
    target.put("aaa.txt", b"theirs");
    target.put("zzz.txt", b"theirs");
    publish(&target, &first()).expect("published");
    // The call that lists.
    target.fail_at(2, Fault::Truncated, false);
    assert!(publish(&target, &second()).expect_err("it is seen").to_string().contains("incomplete"));
    assert!(first().0.iter().all(|(path, text)| shown(&target)[path] == *text));
    target.mend();
    publish(&target, &second()).expect("published");
    let shown = shown(&target);
    assert_eq!((shown["aaa.txt"].as_str(), shown["zzz.txt"].as_str()), ("theirs", "theirs"));
    assert!(second().0.iter().all(|(path, text)| shown[path] == *text));
}

#[test]
fn a_listing_that_misses_a_stranger_does_not_overwrite_it() {
    let target = Memory::default();
    for number in 0..20 {
        target.put(&format!("0{number}.txt"), b"theirs");
    }
    target.put("feed.xml", b"theirs");
    target.fail_at(2, Fault::Truncated, false);
    assert_eq!(refusal(publish(&target, &first())), Refusal::Foreign(vec!["feed.xml".into()]));
    assert_eq!(shown(&target)["feed.xml"], "theirs");
}

/// No manifest names its pages, and readers see them all the same.
#[test]
fn what_a_publication_wrote_that_failed_at_its_end_is_changed_in_order() {
    let site = |leads_to: &str| Site::new(&[("index.html", "a.html"), ("a.html", leads_to), (leads_to, "")]);
    for call in 0..20 {
        let target = Memory::default();
        let dead = watch_links(&target);
        target.fail_at(call, Fault::Error, false);
        let _ = publish(&target, &site("b.html"));
        target.mend();
        publish_again(&target, &site("z.html"));
        assert_eq!(*dead.lock().expect("free"), None, "{call}");
    }
}

/// What a page holds that several publications meant to write is any of their contents.
#[test]
fn a_page_that_two_publications_did_not_get_to_is_still_ours() {
    let (first, second) = (Site::new(&[("index.html", "a.html"), ("a.html", "")]), Site::new(&[("index.html", "#")]));
    let target = Memory::default();
    for (site, call) in [(&first, "write .compendium/published.json"), (&second, "write index.html")] {
        for _ in 0..3 {
            fail_at(&target, site, call);
        }
    }
    publish_again(&target, &second);
    assert_eq!(shown(&target), second.0);
}

/// Publishes with a fault at a call.
fn fail_at(target: &Memory, site: &Site, call: &str) {
    target.take_log();
    for at in 0.. {
        target.fail_at(at, Fault::Error, false);
        let over = Intent { take_over: true, ..intent() };
        publish_as(target, site, &over).expect_err("it fails");
        target.mend();
        if target.take_log().get(at).is_some_and(|failed| failed == call) {
            return;
        }
    }
}
