//! What is sent for an address.

use compendium::diagnostic::{Code, Diagnostic};
use compendium::preview::Answer;
use compendium::render::{CONTENT_SECURITY_POLICY, Rendered};

use super::fake::{Preview, STUMBLE, html, page, picture};

#[test]
fn a_page_is_that_of_build_but_for_two_tags_in_its_head() {
    let preview = Preview::start().with("/été/", page("<p>Hello</p>"));
    let reply = preview.get("/%C3%A9t%C3%A9/");
    assert_eq!(reply.status, 200);
    let (before, rest) =
        reply.text().split_once("<link rel=\"stylesheet\" href=\"/_compendium/preview.css\">").expect("a link");
    let (script, behind) = rest.split_once("</script>").expect("a script");
    assert!(script.contains(" src=\"/_compendium/preview.js\""), "{script}");
    assert_eq!(before.to_owned() + behind, html("<p>Hello</p>"));
    assert!(behind.starts_with("</head>"));
}

#[test]
fn every_answer_keeps_other_origins_out() {
    let preview = Preview::start().with("/", page("x")).with("/a.png", picture(9));
    for path in ["/", "/a.png", "/missing/", "/..", "/_compendium/preview.js", "/_compendium/panel?path=/", STUMBLE] {
        let reply = preview.get(path);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-cache"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path}");
        }
        let open = reply.headers.iter().find(|(name, _)| name.starts_with("access-control"));
        assert_eq!(open, None, "{path}");
    }
}

#[test]
fn every_answer_carries_the_policy_of_pages() {
    let preview = Preview::start().with("/", page("x")).with("/a.png", picture(9));
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'");
    for path in ["/", "/missing/", "/a.png"] {
        assert_eq!(preview.get(path).header("content-security-policy"), Some(policy.as_str()));
    }
}

#[test]
fn files_are_sent_as_they_are_with_their_type() {
    let style = Answer::Found(Rendered { bytes: b"a{}</head>".to_vec(), media_type: "text/css; charset=utf-8" });
    let reply = Preview::start().with("/a.css", style).get("/a.css");
    assert_eq!((reply.text(), reply.header("content-type")), ("a{}</head>", Some("text/css; charset=utf-8")));
}

#[test]
fn head_says_what_get_would_and_sends_nothing() {
    let preview = Preview::start().with("/", page("x")).with("/a.png", picture(9));
    for path in ["/", "/a.png", "/missing/", "/_compendium/panel.js"] {
        let (get, head) = (preview.get(path), preview.request("HEAD", path, &["Range: bytes=0-1"]));
        assert!(head.body.is_empty());
        let but_date = |headers: &[(String, String)]| -> Vec<_> {
            let mut kept: Vec<_> = headers.iter().filter(|(name, _)| name != "date").cloned().collect();
            kept.sort();
            kept
        };
        assert_eq!((head.status, but_date(&head.headers)), (get.status, but_date(&get.headers)), "{path}");
        assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()));
    }
}

#[test]
fn what_the_browser_has_is_not_sent_again_until_it_changes() {
    let preview = Preview::start().with("/", page("old"));
    let tag = preview.get("/").header("etag").expect("a tag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let reply = preview.ask("/", &[&format!("If-None-Match: {known}")]);
        assert_eq!((reply.status, reply.body.len(), reply.header("etag")), (304, 0, Some(tag.as_str())), "{known}");
    }
    preview.change("/", page("new"));
    assert_eq!(preview.ask("/", &[&format!("If-None-Match: {tag}")]).status, 200);
}

#[test]
fn what_is_missing_is_said_each_time() {
    let preview = Preview::start();
    assert_eq!(preview.ask("/missing/", &["If-None-Match: *"]).status, 404);
}

#[test]
fn media_can_be_read_in_parts() {
    let preview = Preview::start().with("/a.png", picture(10));
    let part = |range: &str| {
        let reply = preview.ask("/a.png", &[&format!("Range: {range}")]);
        (reply.status, reply.header("content-range").map(str::to_owned), reply.body)
    };
    assert_eq!(part("bytes=2-4"), (206, Some("bytes 2-4/10".into()), vec![2, 3, 4]));
    assert_eq!(part("bytes=-2"), (206, Some("bytes 8-9/10".into()), vec![8, 9]));
    assert_eq!(part("bytes=8-99"), (206, Some("bytes 8-9/10".into()), vec![8, 9]));
    assert_eq!(part("bytes=10-"), (416, Some("bytes */10".into()), vec![]));
    assert_eq!(part("bytes=0-1,4-5"), (200, None, (0..10).collect()));
    assert_eq!(part("pages=1"), (200, None, (0..10).collect()));
    assert_eq!(preview.get("/a.png").header("accept-ranges"), Some("bytes"));
}

#[test]
fn a_part_of_another_state_is_not_mixed_with_the_first() {
    let preview = Preview::start().with("/a.png", picture(10));
    let tag = preview.get("/a.png").header("etag").expect("a tag").to_owned();
    let part = |known: &str| preview.ask("/a.png", &["Range: bytes=0-1", &format!("If-Range: {known}")]).status;
    assert_eq!(part(&tag), 206);
    assert_eq!(part("\"other\""), 200);
}

#[test]
fn pages_have_no_parts() {
    let reply = Preview::start().with("/", page("x")).ask("/", &["Range: bytes=0-1"]);
    assert_eq!((reply.status, reply.header("accept-ranges")), (200, None));
}

#[test]
fn an_address_that_moved_leads_on_within_this_host() {
    let preview = Preview::start();
    for (to, location) in [("/fr/été/", "/fr/%C3%A9t%C3%A9/"), ("//evil.example/", "/evil.example/")] {
        preview.change("/old", Answer::Moved(to.into()));
        let reply = preview.get("/old");
        assert_eq!((reply.status, reply.header("location")), (308, Some(location)));
    }
}

#[test]
fn a_page_that_cannot_be_made_shows_its_problems_and_waits_to_be_mended() {
    let problem = Diagnostic::of_file(Code::TemplateError, "templates/entry.html", "no <b> here").help("type `x`");
    let reply = Preview::start().with("/", Answer::Broken(vec![problem])).get("/");
    assert_eq!(reply.status, 500);
    for part in ["no &lt;b&gt; here", "templates/entry.html:1:1", "type <code>x</code>", "/_compendium/preview.js"] {
        assert!(reply.text().contains(part), "{part}");
    }
}

#[test]
fn what_is_withheld_names_the_option_that_shows_it() {
    let text = "`x` is a draft; `compendium serve --drafts` shows it";
    let reply = Preview::start().with("/x/", Answer::Withheld(text.into())).get("/x/");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("<code>compendium serve --drafts</code> shows it"), "{}", reply.text());
}

#[test]
fn what_is_missing_is_answered_with_near_addresses() {
    let preview = Preview::start();
    let reply = preview.get("/%3Cscript%3E/");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("<a href=\"/near/\">/near/</a>") && reply.text().contains("/&lt;script&gt;/"));

    let page = Rendered { bytes: html("own 404").into_bytes(), media_type: "text/html; charset=utf-8" };
    preview.change("/x/", Answer::Missing { near: vec!["/near/".into()], page: Some(page) });
    let reply = preview.get("/x/");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("<main>own 404</main>") && reply.text().contains("<a href=\"/near/\">/near/</a>"));
}

#[test]
fn a_bug_costs_one_answer_and_no_more() {
    let preview = Preview::start().with("/", page("x"));
    assert_eq!(preview.get(STUMBLE).status, 500);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn the_panel_is_asked_by_path() {
    let preview = Preview::start();
    let reply = preview.get("/_compendium/panel?path=/fr/%C3%A9t%C3%A9/");
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    assert!(
        reply.text().contains("\"linked_from\":[{\"title\":\"/fr/été/\",\"url\":\"/x/\",\"how\":\"\"}]"),
        "{}",
        reply.text()
    );
    assert_eq!(preview.get("/_compendium/panel").status, 400);
    assert_eq!(preview.get("/_compendium/panel?path=/../x").status, 400);
}

#[test]
fn the_preview_has_its_own_files_and_no_others() {
    let preview = Preview::start();
    for name in ["preview.js", "morph.js", "place.js", "panel.js"] {
        let reply = preview.get(&format!("/_compendium/{name}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    }
    assert_eq!(preview.get("/_compendium/preview.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(preview.get("/_compendium/Cargo.toml").status, 404);
    assert_eq!(preview.get("/_compendium/..%2f..%2fCargo.toml").status, 404);
}
