use super::*;

const FRONT: &str = "---\nkind: practice\ntitle: A practice\n";

fn sources(files: &[(&str, &str)]) -> Vec<Arc<Source>> {
    files.iter().map(|(path, text)| Source::new(format!("content/{path}"), *text)).collect()
}

fn id(text: &str) -> EntryId {
    EntryId::parse(text).expect("an id")
}

fn planned(files: &[(&str, &str)], old: &str, new: &str) -> Result<Vec<(String, String)>, String> {
    let addresses = BTreeSet::from(["practices/old/".to_owned(), "practices/old/index.json".to_owned()]);
    let changes = plan(&sources(files), &id(old), &id(new), &addresses);
    let changes = changes.map_err(|refusal| format!("{}; {}", refusal.message, refusal.help))?;
    Ok(changes.into_iter().map(|change| (change.path, change.text)).collect())
}

#[test]
fn file_translations_and_every_reference_change_and_nothing_else_does() {
    let own = format!("{FRONT}---\nSee [[old#how|old]] and `[[old]]`.\n");
    let french =
        "---\ntitle: Old\n---\n[vieux](old.fr.md), [ici](/practices/old/#x), [x](/practices/old/index.json?old).\n";
    let other =
        format!("{FRONT}related: [old, old-two]\noffers: [{{title: old, meets: 'old#old'}}]\n---\nold [[old-two]]\n");
    let bystander = format!("{FRONT}---\nold [a](/practices/old-two/) [@old] [[theme:old]]\n");
    let files = [("b.md", &*other), ("c.md", &*bystander), ("p/old.fr.md", french), ("p/old.md", &*own)];
    let expected = [
        ("content/p/new.fr.md", french.replace("old.fr", "new.fr").replace("practices/old", "practices/new")),
        ("content/p/new.md", own.replace("---\nSee [[old", "aliases: [old]\n---\nSee [[new")),
        ("content/b.md", other.replace("[old,", "[new,").replace("'old#", "'new#")),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text));
    assert_eq!(planned(&files, "old", "new").expect("planned"), expected);
}

#[test]
fn a_former_id_may_be_taken_back() {
    let own = format!("{FRONT}aliases: [new, x]\n---\n");
    let [(_, text)] = &*planned(&[("old.md", &own)], "old", "new").expect("planned") else { panic!("one change") };
    assert_eq!(*text, own.replace("[new, x]", "[old, x]"));
}

#[test]
fn a_translation_goes_on_following_a_file_that_was_only_renamed() {
    let own = format!("{FRONT}---\n");
    let hash = blake3::hash(own.as_bytes()).to_hex();
    let french = format!("---\ntitle: T\nfollows: '{}'\n---\n", &hash[..10]);
    let dated = "---\ntitle: T\nfollows: 2020-01-01\n---\n";
    let files = [("old.ar.md", dated), ("old.fr.md", &*french), ("old.md", &*own)];
    let changes = planned(&files, "old", "new").expect("planned");
    let now = blake3::hash(changes[2].1.as_bytes()).to_hex();
    assert_eq!(changes[1].1, french.replace(&hash[..10], &now[..10]));
    assert_eq!(changes[0].1, dated);
}

#[test]
fn what_cannot_be_renamed_says_why() {
    let own = format!("{FRONT}aliases: former\n---\n");
    let files =
        [("a/old.md", &*own), ("b.md", FRONT), ("other.md", "---\naliases: x\n---\n"), ("t.fr.md", "---\n---\n")];
    let refusal = |old: &str, new: &str| planned(&files, old, new).expect_err("refused");
    assert!(refusal("odl", "new").contains("did you mean `old`?"), "{}", refusal("odl", "new"));
    assert!(refusal("former", "new").contains("it is called `old` now"));
    assert!(refusal("old", "old").contains("already"));
    assert!(refusal("old", "other").contains("is that of content/other.md"));
    assert!(refusal("old", "t").contains("is that of content/t.fr.md"));
    assert!(refusal("old", "x").contains("was once that of content/other.md"));
    let twice = [("a/old.md", &*own), ("old.md", &*own)];
    assert!(planned(&twice, "old", "new").expect_err("refused").contains("two files"));
}

#[test]
fn a_file_that_may_hide_a_name_is_in_the_way_and_others_are_not() {
    let own = format!("{FRONT}---\n");
    let broken = |text: &str| planned(&[("old.md", &*own), ("z.md", text)], "old", "new");
    assert!(broken("---\nrelated: [\n---\n").is_ok());
    assert!(
        broken("---\nrelated: [old\n---\n").expect_err("refused").contains("content/z.md cannot be looked through")
    );
    assert!(broken("---\nrelated: x\n---\n[a](%6Fld.md)").expect_err("refused").contains("content/z.md:4:1"));
    assert!(planned(&[("old.md", "---\na: [\n---\n")], "old", "new").is_err());
}
