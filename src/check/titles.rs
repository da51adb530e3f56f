//! Titles that few will read to their end.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, TITLE_LIMIT};
use crate::source::{Source, Spanned};

/// Lists, tabs and search results cut off a title that has more characters.
const READ_TO_THE_END: usize = 90;

/// The titles of an entry, in every language, that are too long for lists. Those over [`TITLE_LIMIT`] are refused when
/// they are read.
pub(super) fn long_titles(entry: &Entry) -> Vec<Diagnostic> {
    let original = (&entry.source, &entry.common.title);
    let translations =
        entry.translations.iter().map(|(_, translation)| (&translation.source, &translation.texts.title));
    std::iter::once(original).chain(translations).filter_map(|(source, title)| long_title(source, title)).collect()
}

pub(super) fn long_title(source: &Arc<Source>, title: &Spanned<String>) -> Option<Diagnostic> {
    let length = title.chars().count();
    let message = || format!("this title has {length} characters; over {READ_TO_THE_END} it is cut off in lists");
    (length > READ_TO_THE_END && length <= TITLE_LIMIT).then(|| {
        Diagnostic::new(Code::LongTitle, source, title.span, message())
            .help("say it in fewer words; the summary has room")
    })
}

#[cfg(test)]
mod tests {
    use crate::check::tests::Project;
    use crate::diagnostic::Code::LongTitle;

    fn titled(length: usize) -> String {
        // A letter of two bytes: the limit is of characters.
        Project::entry_with(&[("title", &"é".repeat(length))])
    }

    #[test]
    fn a_title_over_90_characters_is_pointed_at() {
        let title = "é".repeat(91);
        let project = Project::new().file("a.md", &titled(91)).file("b.md", &titled(90)).file("c.md", &titled(121));
        assert_eq!(project.found(LongTitle), [format!("a.md:3: {title}")]);
    }

    #[test]
    fn a_translated_title_is_measured_too() {
        let translation = format!("---\ntitle: {}\n---\n", "x".repeat(100));
        let project = Project::new().languages("en, fr").file("a.md", &titled(10)).file("a.fr.md", &translation);
        assert_eq!(project.found(LongTitle), [format!("a.fr.md:2: {}", "x".repeat(100))]);
    }
}
