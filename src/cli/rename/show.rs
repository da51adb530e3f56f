//! Changes for people to read before they happen, like a diff: where, what stands there, what will.

use crate::cli::console::visible;
use crate::rename::{Change, Hunk};

/// Every change, file by file.
pub fn changes(changes: &[Change]) -> String {
    let files: Vec<_> = changes.iter().map(file).collect();
    files.join("\n")
}

fn file(change: &Change) -> String {
    let path = visible(&change.source.path);
    let moved = if change.is_move() { format!("{path} -> {}\n", visible(&change.path)) } else { String::new() };
    let hunks: Vec<_> = change.hunks().iter().map(|each| hunk(&path, each)).collect();
    moved + &hunks.concat()
}

fn hunk(path: &str, hunk: &Hunk) -> String {
    let lines = |sign: char, lines: &[String]| {
        lines.iter().map(|line| format!("{sign} {}\n", visible(line))).collect::<Vec<_>>().concat()
    };
    format!("{path}:{}\n{}{}", hunk.line, lines('-', &hunk.old), lines('+', &hunk.new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rename::Edit;
    use crate::source::{Source, Span};

    #[test]
    fn a_change_names_file_and_line_with_what_stands_there_and_what_will() {
        let source = Source::new("content/old.md", "---\na: old\u{1b}\n---\n");
        let edits = vec![Edit::new(Span::new(7, 10), "new"), Edit::new(Span::new(12, 12), "aliases: [old]\n")];
        let change = Change::new(&source, "content/new.md".into(), edits);
        let expected = "content/old.md -> content/new.md\ncontent/old.md:2\n- a: old\u{FFFD}\n+ a: new\u{FFFD}\n\
            content/old.md:3\n+ aliases: [old]\n";
        assert_eq!(changes(&[change]), expected);
    }
}
