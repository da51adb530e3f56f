//! What stands in `[[...]]` and `[@...]`.

use super::body::{Cite, Locator, LocatorKind, Target};

/// Why a reference cannot be read: the message and what to type.
pub(super) type Unreadable = (String, String);

/// Reads the name in `[[name]]` or `[[name|label]]`.
pub(super) fn target(name: &str) -> Result<Target, Unreadable> {
    // In a table the `|` of a label is written `\|`, and the backslash is left here.
    let name = name.strip_suffix('\\').unwrap_or(name).trim();
    match name.split_once(':') {
        Some(("figure", id)) if is_id(id) => Ok(Target::Figure { id: id.into() }),
        Some((axis, id)) if is_id(axis) && is_id(id) => {
            Ok(Target::Term { axis: axis.into(), id: id.into(), label: None })
        }
        Some(_) => Err(not_a_term(name)),
        None => entry(name),
    }
}

fn entry(name: &str) -> Result<Target, Unreadable> {
    let (id, anchor) = split_anchor(name);
    if !is_id(id) || id.rsplit('.').next() == Some("md") || anchor.is_some_and(|anchor| anchor.trim().is_empty()) {
        return Err(not_an_entry(name, id));
    }
    Ok(Target::Entry { id: id.into(), anchor: anchor.map(Into::into), label: None })
}

fn split_anchor(name: &str) -> (&str, Option<&str>) {
    name.split_once('#').map_or((name, None), |(id, anchor)| (id, Some(anchor)))
}

/// Letters, digits, `-`, `_` and `.`: what ids of entries, axes, terms and targets are made of. Whether one exists is the
/// catalog's question, and capitals are left to it, since it knows what is near.
pub(super) fn is_id(id: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=200).contains(&id.len()) && id.chars().all(inner)
}

fn not_a_term(name: &str) -> Unreadable {
    let help = if name.contains("://") {
        "an address is linked as `[label](https://…)`".to_owned()
    } else {
        "a term is written `[[theme:recruitment]]`: axis, colon, id, without spaces".to_owned()
    };
    (format!("`{}` names no term", shown(name)), help)
}

fn not_an_entry(name: &str, id: &str) -> Unreadable {
    let stem = id.rsplit('/').next().unwrap_or(id);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let guess: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let help = match guess.is_empty() {
        true if name.len() > 1 && name.starts_with('#') => {
            format!("a heading of this page is linked as `[label]({})`", shown(name))
        }
        true => "a reference is written `[[id]]` or `[[id|label]]`".to_owned(),
        false => format!(
            "a reference names an entry by its id, as in `[[{}]]`; `compendium list` tells all ids",
            shown(&guess.join("-").to_lowercase())
        ),
    };
    (format!("`{}` names no entry", shown(name)), help)
}

/// At most 60 characters, for messages.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Reads what stands in `[@a-72-643, paras. 60-61; @other]`, without the brackets.
pub(super) fn citation(text: &str) -> Result<Box<[Cite]>, Unreadable> {
    text.split(';').map(|part| cite(part.trim())).collect()
}

fn cite(part: &str) -> Result<Cite, Unreadable> {
    let unreadable = |message: &str| {
        (format!("`{}`: {message}", shown(part)), "a citation is written `[@source, paras. 60-61]`".to_owned())
    };
    let name = part.strip_prefix('@').ok_or_else(|| unreadable("every citation begins with `@`"))?;
    let end = name.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(name.len());
    let (source, rest) = name.split_at(end);
    if !is_id(source) {
        return Err(unreadable("a document is named by its id in `content/sources.yaml`"));
    }
    let rest = rest.trim_start();
    let text = rest.strip_prefix(',').unwrap_or(rest).trim();
    if text.is_empty() && !rest.is_empty() {
        return Err(unreadable("nothing stands behind the comma"));
    }
    if text.contains('@') {
        let (message, _) = unreadable("a semicolon stands between two citations");
        return Err((message, "write `[@source; @other]`".to_owned()));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (message, _) = unreadable("of what is this the number?");
        return Err((message, format!("write `[@{source}, para. {text}]`, or `p. {text}` for a page")));
    }
    let locator = (!text.is_empty()).then(|| locator(text));
    if locator.as_ref().is_some_and(|locator| locator.text.is_empty()) {
        return Err(unreadable("the number is missing"));
    }
    Ok(Cite { source: source.into(), locator })
}

/// Words that paragraphs go by, in languages with Latin letters.
const PARAGRAPHS: &str =
    "para paras paragraph paragraphs par pars paragraphe paragraphes párr párrs párrafo párrafos ¶ ¶¶ § §§";

/// Words that pages go by.
const PAGES: &str = "p pp page pages pág págs página páginas";

fn locator(text: &str) -> Locator {
    let numbers_start = text.find(|c: char| !c.is_alphabetic() && !matches!(c, '¶' | '§')).unwrap_or(text.len());
    let (word, rest) = text.split_at(numbers_start);
    let is_one_of = |words: &str| words.split(' ').any(|known| known.eq_ignore_ascii_case(word));
    let kind = match word {
        _ if is_one_of(PARAGRAPHS) => LocatorKind::Paragraphs,
        _ if is_one_of(PAGES) => LocatorKind::Pages,
        _ => return Locator { kind: LocatorKind::Other, text: text.into() },
    };
    Locator { kind, text: rest.strip_prefix('.').unwrap_or(rest).trim().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> String {
        match target(name) {
            Ok(Target::Entry { id, anchor, .. }) => format!("entry {id} {}", anchor.unwrap_or_default()),
            Ok(Target::Term { axis, id, .. }) => format!("term {axis} {id}"),
            Ok(Target::Figure { id }) => format!("figure {id}"),
            Ok(other) => format!("{other:?}"),
            Err((_, help)) => help,
        }
    }

    #[test]
    fn references_name_entries_terms_and_figures() {
        assert_eq!(read("fair-recruitment"), "entry fair-recruitment ");
        assert_eq!(read(" fair-recruitment#how\\"), "entry fair-recruitment how");
        assert_eq!(read("theme:recruitment"), "term theme recruitment");
        assert_eq!(read("sdg:10.c"), "term sdg 10.c");
        assert_eq!(read("country:PHL"), "term country PHL");
        assert_eq!(read("figure:migrants"), "figure migrants");
    }

    #[test]
    fn what_is_no_reference_gets_a_hint() {
        assert_eq!(
            read("Fair Recruitment"),
            "a reference names an entry by its id, as in `[[fair-recruitment]]`; `compendium list` tells all ids"
        );
        assert_eq!(
            read("../x/fair.md"),
            "a reference names an entry by its id, as in `[[fair]]`; `compendium list` tells all ids"
        );
        assert_eq!(read("#how"), "a heading of this page is linked as `[label](#how)`");
        assert_eq!(read("#"), "a reference is written `[[id]]` or `[[id|label]]`");
        assert_eq!(read("https://un.org"), "an address is linked as `[label](https://…)`");
        assert!(read("theme: x").starts_with("a term is written"));
        assert!(read("figure:").starts_with("a term is written"));
        assert!(read("a#").starts_with("a reference names"));
    }

    fn cited(text: &str) -> String {
        let show = |cite: &Cite| match &cite.locator {
            Some(locator) => format!("{} {:?} {}", cite.source, locator.kind, locator.text),
            None => cite.source.to_string(),
        };
        match citation(text) {
            Ok(cites) => cites.iter().map(show).collect::<Vec<_>>().join(" + "),
            Err((message, _)) => message,
        }
    }

    #[test]
    fn citations_name_documents_and_places_in_them() {
        assert_eq!(cited("@a-72-643"), "a-72-643");
        assert_eq!(cited("@a-72-643, paras. 60-61; @other p. 4"), "a-72-643 Paragraphs 60-61 + other Pages 4");
        assert_eq!(cited("@a, para.\u{a0}4 (a)"), "a Paragraphs 4 (a)");
        assert_eq!(cited("@a, ¶¶ 4-5"), "a Paragraphs 4-5");
        assert_eq!(cited("@a, §90"), "a Paragraphs 90");
        assert_eq!(cited("@a, chap. 3, annex"), "a Other chap. 3, annex");
        assert_eq!(cited("@a, part II"), "a Other part II");
    }

    #[test]
    fn malformed_citations_say_what_is_wrong() {
        assert_eq!(cited("@a;"), "``: every citation begins with `@`");
        assert_eq!(cited("@a and @b"), "`@a and @b`: a semicolon stands between two citations");
        assert_eq!(cited("@a, "), "`@a,`: nothing stands behind the comma");
        assert_eq!(cited("@a, paras."), "`@a, paras.`: the number is missing");
        assert_eq!(cited("@a, 4-5"), "`@a, 4-5`: of what is this the number?");
        assert_eq!(cited("@"), "`@`: a document is named by its id in `content/sources.yaml`");
        assert_eq!(cited("-@a"), "`-@a`: every citation begins with `@`");
    }
}
