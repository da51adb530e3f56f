//! A project that is edited at random: what the tests of incremental builds and of the preview tell.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::corpus::Corpus;
use crate::support::corpus::random::Random;
use crate::support::corpus::vocabulary::{LEVELS, THEMES};
use crate::support::site::{Site, entry, package};
use crate::support::tree::Tree;

/// A project that somebody edits.
pub struct Story {
    pub site: Site,
    pub random: Random,
    /// Files of entries by id.
    pub entries: BTreeMap<String, String>,
    /// What was done.
    pub steps: Vec<String>,
}

impl Story {
    /// A made-up project of twenty entries.
    pub fn begin(seed: u64) -> Self {
        let corpus = Corpus::new(seed, 20);
        let site = Site::of_corpus(corpus);
        let entries = (0..corpus.entries).map(|index| (corpus.id(index), corpus.path(index))).collect();
        Self { site, random: Random::new(seed), entries, steps: vec![format!("seed {seed}")] }
    }

    /// One edit.
    pub fn edit(&mut self, edits: &[Edit]) {
        let edit = *self.random.pick(edits);
        let done = edit(self);
        self.steps.push(done);
    }

    /// An entry, as id and file.
    pub fn any(&mut self) -> (String, String) {
        let entries: Vec<(&String, &String)> = self.entries.iter().collect();
        let (id, path) = *self.random.pick(&entries);
        (id.clone(), path.clone())
    }

    /// Changes the line of the front matter that begins with `field`.
    fn set(&mut self, field: &str, value: &str) -> String {
        let (id, path) = self.any();
        let text = self.site.read(&path);
        let lines =
            text.lines().map(|line| if line.starts_with(field) { format!("{field} {value}") } else { line.to_owned() });
        self.site.write(&path, lines.collect::<Vec<_>>().join("\n") + "\n");
        format!("set {field} {value} in {id}")
    }

    /// Rewrites every mention of an entry.
    fn rewrite(&self, mut change: impl FnMut(&str) -> String) {
        for path in self.entries.values() {
            let text = self.site.read(path);
            let changed = change(&text);
            if changed != text {
                self.site.write(path, changed);
            }
        }
    }
}

/// One edit; it says what it did.
pub type Edit = fn(&mut Story) -> String;

/// What an editor does. Each leaves a project without errors.
pub const EDITS: &[Edit] = &[
    add_a_sentence,
    cite_a_paragraph,
    retitle,
    retag,
    move_to_another_level,
    rename,
    rename_with_an_alias,
    delete,
    add,
    draft,
    edit_a_template,
    give_the_template_back,
    edit_the_settings,
    edit_the_vocabulary,
    edit_a_figure,
    move_the_file,
    translate,
    hold_back,
    retitle_a_work,
    put_or_take_a_file,
    switch_an_output,
    change_nothing,
];

fn add_a_sentence(story: &mut Story) -> String {
    let (id, path) = story.any();
    let (other, _) = story.any();
    let text = story.site.read(&path);
    story.site.write(&path, format!("{text}\nA sentence more, on [[{other}]].\n"));
    format!("add a sentence to {id} that mentions {other}")
}

fn cite_a_paragraph(story: &mut Story) -> String {
    let (id, path) = story.any();
    let text = story.site.read(&path);
    story.site.write(&path, format!("{text}\nSomebody asked for it [@report, para. 77].\n"));
    format!("cite a paragraph in {id}")
}

fn retitle(story: &mut Story) -> String {
    let title = format!("A title of step {}", story.steps.len());
    story.set("title:", &title)
}

fn retag(story: &mut Story) -> String {
    let themes: Vec<String> = story.random.several(THEMES, 2).iter().map(ToString::to_string).collect();
    story.set("themes:", &format!("[{}]", themes.join(", ")))
}

fn move_to_another_level(story: &mut Story) -> String {
    let level = *story.random.pick(LEVELS);
    story.set("level:", level)
}

fn rename(story: &mut Story) -> String {
    let (old, path) = story.any();
    let new = format!("renamed-{}", story.steps.len());
    let target = path.replace(&format!("{old}.md"), &format!("{new}.md"));
    for (from, to) in [(path.clone(), target.clone()), (french(&path), french(&target))] {
        if story.site.path(&from).exists() {
            fs::rename(story.site.path(&from), story.site.path(&to)).expect("a file can be renamed");
        }
    }
    story.entries.remove(&old);
    story.entries.insert(new.clone(), target);
    story.rewrite(|text| replace_id(text, &old, &new));
    format!("rename {old} to {new}")
}

/// Replaces an id where it stands whole: `fair-1` is no part of `fair-10`.
fn replace_id(text: &str, old: &str, new: &str) -> String {
    let ends = ["]]", "|", "#", "\n", "\"", ",", "}"];
    ends.iter().fold(text.to_owned(), |text, end| {
        ["[[", " ", "\""]
            .iter()
            .fold(text, |text, start| text.replace(&format!("{start}{old}{end}"), &format!("{start}{new}{end}")))
    })
}

fn rename_with_an_alias(story: &mut Story) -> String {
    let done = rename(story);
    let mut words = done.split(' ').skip(1);
    let (old, new) = (words.next().expect("an id"), words.nth(1).expect("an id"));
    let path = story.entries[new].clone();
    let text = story.site.read(&path);
    let text = match text.split_once("aliases: [") {
        Some((before, after)) => format!("{before}aliases: [{old}, {after}"),
        None => text.replacen("\nkind:", &format!("\naliases: [{old}]\nkind:"), 1),
    };
    story.site.write(&path, text);
    format!("{done}, with an alias")
}

fn delete(story: &mut Story) -> String {
    if story.entries.len() < 8 {
        return "delete nothing".to_owned();
    }
    let (id, path) = story.any();
    story.site.remove(&path);
    let _ = fs::remove_file(story.site.path(&french(&path)));
    story.entries.remove(&id);
    story.rewrite(|text| without_mentions(text, &id));
    format!("delete {id}")
}

/// A text without references to an entry: sentences keep their words, relations and offers lose their line or part.
fn without_mentions(text: &str, id: &str) -> String {
    let plain = text
        .replace(&format!("[[{id}]]"), "it")
        .replace(&format!("[[{id}|a related effort]]"), "a related effort")
        .replace(&format!(", meets: \"{id}#n1\""), "");
    let relation = |line: &&str| line.split_once(": ").is_some_and(|(_, value)| value == id);
    plain.lines().filter(|line| !relation(line)).collect::<Vec<_>>().join("\n") + "\n"
}

fn add(story: &mut Story) -> String {
    let id = format!("added-{}", story.steps.len());
    let (other, _) = story.any();
    let path = format!("content/{id}.md");
    let text =
        entry(&id, &format!("related: {other}\n"), &format!("It mentions [[{other}]].\n\n## A heading\n\nText."));
    story.site.write(&path, text.replace("themes: recruitment", "themes: wages"));
    story.entries.insert(id.clone(), path);
    format!("add {id}")
}

/// Makes an entry a draft, or a draft an entry.
fn draft(story: &mut Story) -> String {
    let (id, path) = story.any();
    let text = story.site.read(&path);
    let is_draft = text.contains("\ndraft: true\n");
    let text = if is_draft {
        text.replace("\ndraft: true\n", "\n")
    } else {
        text.replacen("\nkind:", "\ndraft: true\nkind:", 1)
    };
    story.site.write(&path, text);
    format!("{id} is a draft: {}", !is_draft)
}

/// The templates of the default theme, by their path below the folder of templates.
fn templates() -> Vec<String> {
    let folder = package().join("themes/folio/templates");
    let pages =
        Tree::of(&folder).0.into_keys().filter(|path| Path::new(path).extension().is_some_and(|end| end == "html"));
    pages.collect()
}

fn edit_a_template(story: &mut Story) -> String {
    let name = story.random.pick(&templates()).clone();
    let text = fs::read_to_string(package().join("themes/folio/templates").join(&name)).expect("a template is text");
    // The first paragraph, link or item of the template gets a class: an edit that any template bears.
    let step = story.steps.len();
    let marked = ["<p>", "<li>", "<h1>", "<h2>", "<ul>", "<main"].iter().find(|tag| text.contains(**tag)).map_or_else(
        || text.clone(),
        |tag| {
            text.replacen(
                tag,
                &format!(
                    "{} data-step=\"{step}\"{}",
                    tag.trim_end_matches('>'),
                    if tag.ends_with('>') { ">" } else { "" }
                ),
                1,
            )
        },
    );
    story.site.write(&format!("templates/{name}"), marked);
    format!("edit the template {name}")
}

fn give_the_template_back(story: &mut Story) -> String {
    let _ = fs::remove_dir_all(story.site.path("templates"));
    "remove all templates of the project".to_owned()
}

fn edit_the_settings(story: &mut Story) -> String {
    let title = format!("title = \"A corpus of step {}\"", story.steps.len());
    let text = story.site.read("site.toml");
    let lines = text.lines().map(|line| if line.starts_with("title") { title.as_str() } else { line });
    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
    story.site.write("site.toml", text);
    title
}

fn edit_the_vocabulary(story: &mut Story) -> String {
    let path = "content/vocabulary/themes.yaml";
    let text = story.site.read(path);
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("    title: ")).collect();
    let old = (*story.random.pick(&titles)).to_owned();
    story.site.write(
        path,
        text.replacen(&format!("{old}\n"), &format!("    title: Theme of step {}\n", story.steps.len()), 1),
    );
    format!("retitle the theme with {old}")
}

fn edit_a_figure(story: &mut Story) -> String {
    let value = 1000 + story.random.below(1_000_000);
    let text = story.site.read("content/figures.yaml");
    let old = text.lines().find(|line| line.starts_with("    value: ")).expect("a figure has a value").to_owned();
    story.site.write("content/figures.yaml", text.replacen(&old, &format!("    value: {value}"), 1));
    format!("the first figure is {value}")
}

/// Folders mean nothing: moving a file changes no page but for what tells where its source is.
fn move_the_file(story: &mut Story) -> String {
    let (id, path) = story.any();
    let target = format!("content/moved-{}/{id}.md", story.steps.len());
    for (from, to) in [(path.clone(), target.clone()), (french(&path), french(&target))] {
        if story.site.path(&from).exists() {
            story.site.write(&to, story.site.read(&from));
            story.site.remove(&from);
        }
    }
    story.entries.insert(id.clone(), target.clone());
    format!("move {path} to {target}")
}

/// Where a translation of the entry in a file lies.
fn french(path: &str) -> String {
    path.replace(".md", ".fr.md")
}

/// Translates an entry, or takes its translation away. The site speaks French from the first translation on.
fn translate(story: &mut Story) -> String {
    let (id, path) = story.any();
    if story.site.path(&french(&path)).exists() {
        story.site.remove(&french(&path));
        return format!("take the translation of {id} away");
    }
    let settings = story.site.read("site.toml").replace("languages = [\"en\"]", "languages = [\"en\", \"fr\"]");
    story.site.write("site.toml", settings);
    let step = story.steps.len();
    let text = format!("---\ntitle: Le titre de {step}\nsummary: Le résumé.\n---\n\nLe texte de {step}.\n");
    story.site.write(&french(&path), text);
    format!("translate {id}")
}

/// Puts an entry under embargo, or lifts it.
fn hold_back(story: &mut Story) -> String {
    let (id, path) = story.any();
    let (text, line) = (story.site.read(&path), "\nembargo: 2030-01-01T00:00Z\n");
    let held = text.contains(line);
    let text = if held { text.replace(line, "\n") } else { text.replacen("\nkind:", &format!("{line}kind:"), 1) };
    story.site.write(&path, text);
    format!("{id} is under embargo: {}", !held)
}

fn retitle_a_work(story: &mut Story) -> String {
    let title = format!("  title: A handbook of step {}", story.steps.len());
    let text = story.site.read("content/sources.yaml");
    let old = text.lines().find(|line| line.starts_with("  title: A handbook")).expect("the handbook").to_owned();
    story.site.write("content/sources.yaml", text.replace(&old, &title));
    title
}

fn put_or_take_a_file(story: &mut Story) -> String {
    let path = format!("static/note-{}.txt", story.random.below(3));
    if story.site.path(&path).exists() {
        story.site.remove(&path);
        return format!("remove {path}");
    }
    story.site.write(&path, format!("Of step {}.", story.steps.len()));
    format!("put {path} there")
}

fn switch_an_output(story: &mut Story) -> String {
    let output = *story.random.pick(&["entry-json", "feed", "term-feeds", "calendar", "csv", "rdf", "sitemap"]);
    let (text, line) = (story.site.read("site.toml"), format!("{output} = false\n"));
    let text = match text.split_once("[outputs]\n") {
        Some((before, after)) if after.contains(&line) => format!("{before}[outputs]\n{}", after.replace(&line, "")),
        Some((before, after)) => format!("{before}[outputs]\n{line}{after}"),
        None => format!("{text}[outputs]\n{line}"),
    };
    story.site.write("site.toml", text);
    format!("switch {output}")
}

fn change_nothing(_: &mut Story) -> String {
    "change nothing".to_owned()
}
