use super::*;
use crate::diagnostic::Diagnostic;
use crate::site::{Site, parse};
use crate::source::Source;

fn site(text: &str) -> (Option<Site>, Vec<Diagnostic>) {
    parse(&Source::new("site.toml", format!("title = \"x\"\n[publish.p]\n{text}")))
}

fn told(text: &str) -> String {
    let (site, problems) = site(text);
    assert!(site.is_none(), "{text}");
    problems
        .iter()
        .map(|problem| format!("{}: {} ({})", problem.code, problem.message, problem.help.as_deref().unwrap_or("")))
        .fold(String::new(), |told, line| told + &line + "\n")
}

#[test]
fn each_type_needs_little() {
    for (text, place) in [
        ("type = \"folder\"\npath = \"../www\"", Place::Folder { path: "../www".into() }),
        ("type = \"git\"", Place::Git { repository: "origin".into(), branch: "gh-pages".into() }),
        (
            "type = \"s3\"\nbucket = \"b\"\nprefix = \"/a/b/\"",
            Place::S3 { bucket: "b".into(), prefix: "a/b".into(), endpoint: None, region: None },
        ),
    ] {
        let (site, problems) = site(text);
        assert_eq!(problems, []);
        assert_eq!(site.expect("a site").publish["p"].place, place);
    }
}

#[test]
fn slips_get_the_nearest_name_and_strangers_a_list() {
    assert!(told("type = \"s3\"\nbukket = \"b\"").contains("did you mean `bucket`?"));
    assert!(told("type = \"s4\"").contains("did you mean `s3`?"));
    assert!(told("type = \"folder\"\npath = \"x\"\nbucket = \"b\"").contains("has no `bucket`"));
    assert!(told("type = \"azure\"").contains("needs `container`"));
    assert!(told("type = \"git\"\nrepository = \"ext::sh -c x\"").contains("refused"));
    assert!(told("type = \"git\"\nbranch = \"--force\"").contains("branch"));
    assert!(told("type = \"git\"\nprecompress = [\"br\"]").contains("plain files"));
    assert!(told("type = \"git\"\ncname = \"https://x.org/\"").contains("name of a host"));
}

#[test]
fn a_secret_is_refused_and_shown_to_nobody() {
    for line in [
        "secret_access_key = \"hunter2\"",
        "access-key = \"hunter2\"",
        "token = \"hunter2\"",
        "sas_token = \"hunter2\"",
        "endpoint = \"https://me:hunter2@storage.example.org\"",
        "endpoint = \"https://storage.example.org/?sig=hunter2\"",
    ] {
        let (site, problems) = site(&format!("type = \"s3\"\nbucket = \"b\"\n{line}"));
        assert!(site.is_none());
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::SecretSetting], "{line}");
        let mut shown = Vec::new();
        crate::diagnostic::print(&problems, crate::diagnostic::Manner::default(), &mut shown).expect("printed");
        let shown = String::from_utf8(shown).expect("text");
        assert!(!shown.contains("hunter2") && shown.contains("AWS_SECRET_ACCESS_KEY"), "{shown}");
    }
}

#[test]
fn secrets_of_one_line_or_beside_the_targets_are_not_shown_either() {
    for text in [
        "publish.p = { type = \"s3\", bukket = \"b\", token = \"hunter2\", secret = \"hunter22\" }",
        "[publish]\npassword = \"hunter2\"",
    ] {
        let (site, problems) = parse(&Source::new("site.toml", format!("title = \"x\"\n{text}\n")));
        assert!(site.is_none() && problems.iter().all(|problem| problem.code == Code::SecretSetting), "{problems:?}");
        let mut shown = Vec::new();
        crate::diagnostic::print(&problems, crate::diagnostic::Manner::default(), &mut shown).expect("printed");
        assert!(!String::from_utf8(shown).expect("text").contains("hunter2"));
    }
}

#[test]
fn a_target_has_a_name_that_can_be_typed() {
    for name in ["\"--yes\"", "\"a b\"", "\"\""] {
        let text = format!("title = \"x\"\n[publish.{name}]\ntype = \"git\"\n");
        let (site, problems) = parse(&Source::new("site.toml", text));
        assert!(site.is_none() && problems[0].message.contains("name of a target"), "{problems:?}");
    }
}
