//! The text of a new translation: only what is translated, beside what it says in the original.

use super::NewFile;
use super::blank::{TODO, comment, quoted};
use super::existing::Existing;
use crate::cli::failure::Failure;
use crate::cli::meant::NewEntry;
use crate::diagnostic::did_you_mean;
use crate::entry::{Common, Entry, translation_fields};
use crate::field::EntryId;
use crate::lang::Lang;

/// The translation of an entry that exists, beside it.
pub fn plan(wanted: &NewEntry, lang: Lang, existing: &Existing) -> Result<NewFile, Failure> {
    if !existing.site.languages.contains(&lang) {
        let languages = existing.site.languages.iter().chain([&lang]);
        let languages: Vec<_> = languages.map(|lang| format!("\"{lang}\"")).collect();
        let help = format!("add it to site.toml: languages = [{}]", languages.join(", "));
        return Err(Failure::usage(format!("the site has no language `{lang}`"), help));
    }
    let Some(id) = &wanted.id else {
        let help = format!("name the entry that it translates: --id ID --lang {lang}");
        return Err(Failure::usage(format!("a text in `{lang}` is the translation of an entry"), help));
    };
    let original = original(wanted, id, existing)?;
    if let Some(path) = existing.translation(id, lang) {
        let help = "open that file; a translation is not begun twice";
        return Err(Failure::usage(format!("`{id}` is translated into `{lang}` already, in {path}"), help));
    }
    let folder = original.source.path.rsplit_once('/').map_or("content", |(folder, _)| folder);
    Ok(NewFile { path: format!("{folder}/{id}.{lang}.md"), text: text(&wanted.title, original) })
}

fn original<'a>(wanted: &NewEntry, id: &EntryId, existing: &'a Existing) -> Result<&'a Entry, Failure> {
    let Some(original) = existing.entry(id) else {
        let message = match existing.holder(id) {
            Some(holder) => format!("`{id}` {holder}, which cannot be translated as it is"),
            None => format!("there is no entry `{id}` to translate"),
        };
        let near = did_you_mean(id.as_str(), existing.entries().map(|entry| entry.id.as_str()));
        let help = near.unwrap_or_else(|| "`compendium check` tells what is wrong with an entry".into());
        return Err(Failure::usage(message, help));
    };
    if original.kind() == wanted.kind {
        return Ok(original);
    }
    let message = format!("`{id}` is a {}, not a {}", original.kind(), wanted.kind);
    Err(Failure::usage(message, format!("write `compendium new {}`", original.kind())))
}

fn text(title: &str, original: &Entry) -> String {
    let common = &original.common;
    let current = common.changed();
    let mut text = vec![format!("---\n{}title: {}\n", comment(&format!("Of “{}”.", common.title)), quoted(title))];
    if let Some(summary) = &common.summary {
        text.push(format!("{}summary: {TODO}\n", comment(&format!("Of “{summary}”"))));
    }
    text.push(comment("The state of the original that this translation follows: its `updated` or `date`."));
    text.push(format!("follows: {current}\n"));
    for field in translation_fields() {
        let parts = parts(common, field.name);
        if !parts.is_empty() {
            let about = "remove the `# ` in front of the lines, and translate";
            text.push(format!("\n# {} {about}.\n# {}:\n", field.doc.replace('.', ":"), field.name));
            text.extend(parts.iter().map(|part| format!("#   - {part}\n")));
        }
    }
    text.push("---\n\n".to_owned());
    text.concat()
}

/// The texts of the original's parts, each found again by its key or its place.
fn parts(common: &Common, field: &str) -> Vec<String> {
    let part = |key: Option<&str>, name: &str, text: Option<&str>| {
        let key = key.map(|key| format!("key: {}", quoted(key)));
        let text = text.map(|text| format!("{name}: {}", quoted(text)));
        format!("{{{}}}", key.into_iter().chain(text).collect::<Vec<_>>().join(", "))
    };
    let support = |list: &[crate::entry::Support]| {
        let parts = list.iter();
        parts.map(|one| part(one.key.as_ref().map(|key| key.value.as_str()), "title", Some(&one.title))).collect()
    };
    match field {
        "milestones" => {
            common.milestones.iter().map(|one| part(one.key.as_deref(), "title", Some(&one.title))).collect()
        }
        "reviews" => common.reviews.iter().map(|one| part(one.key.as_deref(), "note", one.note.as_deref())).collect(),
        "needs" => support(&common.needs),
        "offers" => support(&common.offers),
        "results" => common.results.iter().map(|one| part(one.key.as_deref(), "measure", Some(&one.measure))).collect(),
        _ => Vec::new(),
    }
}
