//! `archetypes/KIND.md`: a project's own text of new entries.

use std::path::Path;

use super::blank::quoted;
use crate::cli::failure::Failure;
use crate::entry::Kind;
use crate::field::EntryId;
use crate::load;

/// The archetype of a kind, if the project has one.
pub fn read(root: &Path, kind: Kind) -> Result<Option<String>, Failure> {
    let path = format!("archetypes/{kind}.md");
    if root.join(&path).symlink_metadata().is_err() {
        return Ok(None);
    }
    let read = load::read_text(root, &path, load::ENTRY_LIMIT);
    read.map(|source| Some(source.text.clone())).map_err(|diagnostic| Failure::Usage {
        message: format!("{path}: {}", diagnostic.message),
        help: diagnostic.help,
    })
}

/// An archetype with its placeholders replaced. In front matter, a title stands between quotes, whether the archetype has
/// them or not.
pub fn fill(archetype: &str, id: &EntryId, title: &str, day: jiff::civil::Date) -> Result<String, Failure> {
    let (head, body) = archetype.split_at(head_length(archetype));
    let quoted = quoted(title);
    let bare = &quoted[1..quoted.len() - 1];
    let day = day.to_string();
    let in_head = |before: &str, word: &str| match word {
        "title" if before.ends_with('"') => Some(bare.to_owned()),
        "title" => Some(quoted.clone()),
        "id" => Some(id.to_string()),
        "date" => Some(day.clone()),
        _ => None,
    };
    let in_body = |_: &str, word: &str| if word == "title" { Some(title.to_owned()) } else { in_head("", word) };
    Ok(replaced(head, in_head)? + &replaced(body, in_body)?)
}

/// The length of the front matter with its closing line; nothing when there is none.
fn head_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---") else { return 0 };
    rest.find("\n---").map_or(0, |at| "---".len() + at + "\n---".len())
}

/// Replaces every `{{word}}`, telling `value` what stands before it.
fn replaced(text: &str, value: impl Fn(&str, &str) -> Option<String>) -> Result<String, Failure> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let Some((word, after)) = behind.split_once("}}") else { break };
        filled.push_str(before);
        let word = word.trim();
        let Some(value) = value(before, word) else {
            let message = format!("the archetype has `{{{{{word}}}}}`, which nothing is known for");
            return Err(Failure::usage(message, "placeholders are {{title}}, {{id}} and {{date}}"));
        };
        filled.push_str(&value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(archetype: &str) -> Result<String, String> {
        let id = EntryId::parse("an-id").expect("an id");
        let filled = fill(archetype, &id, "Say \"yes\": now", jiff::civil::date(2026, 6, 1));
        filled.map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn titles_are_quoted_in_front_matter_and_plain_in_bodies() {
        let archetype = "---\ntitle: {{title}}\nold: \"{{ title }}\"\ndate: {{date}}\n---\n\n## {{title}} {{id}}\n";
        let expected = "---\ntitle: \"Say \\\"yes\\\": now\"\nold: \"Say \\\"yes\\\": now\"\ndate: 2026-06-01\n---\n\n\
            ## Say \"yes\": now an-id\n";
        assert_eq!(filled(archetype), Ok(expected.into()));
    }

    #[test]
    fn unknown_placeholders_are_refused_and_lone_braces_kept() {
        assert!(filled("{{ .Title }}").expect_err("refused").contains("{{.Title}}"));
        assert_eq!(filled("a {{ b"), Ok("a {{ b".into()));
    }
}
