//! Words for what is planned and for what was done.

use std::collections::BTreeSet;

use crate::cli::console::{count, count_of, grouped};
use crate::project::vanished;
use crate::publish::plan::{Plan, Why};
use crate::publish::run::About;
use crate::publish::{Earlier, Prepared};

/// How many paths of one sort are shown before somebody is asked.
pub const FEW: usize = 10;

/// What would be done: each file up to so many of a sort, then the numbers.
pub fn plan(title: &str, prepared: &Prepared, most: usize) -> String {
    let mut text = String::new();
    for (why, sign) in [(Why::Added, '+'), (Why::Changed, '~'), (Why::Repaired, '!')] {
        let writes = prepared.plan.writes.iter().filter(|write| write.why == why);
        let mut files: Vec<_> = writes.map(|write| &prepared.wanted[write.at]).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let lines =
            files.iter().map(|file| (&*file.path, before_encoding(file.entry.length, file.entry.encoding.is_some())));
        text += &lines_of(sign, &lines.collect::<Vec<_>>(), most);
    }
    let mut deletions: Vec<_> = prepared.plan.deletions.iter().map(|(path, length)| (&**path, size(*length))).collect();
    deletions.sort_unstable();
    text += &lines_of('-', &deletions, most);
    text + &numbers(title, prepared)
}

/// Addresses that readers and programs know and that would be gone, those of pages first.
pub fn vanishing(prepared: &Prepared, leads_on: &dyn Fn(&str) -> bool) -> Option<String> {
    let deleted: BTreeSet<&str> = prepared.plan.deletions.iter().map(|(path, _)| &**path).collect();
    let gone = prepared.remote.site()?.of_site().filter(|path| deleted.contains(path));
    let mut gone: Vec<_> = gone.filter(|path| vanished::is_missed(path, leads_on)).collect();
    gone.sort_by_key(|path| !path.ends_with(".html"));
    let first: Vec<_> = gone.iter().take(FEW).map(|path| vanished::shown(path)).collect();
    let more = gone.len().saturating_sub(FEW);
    let more = if more == 0 { String::new() } else { format!(" and {} more", grouped(more)) };
    let text = format!(
        "{} that others may link to would be gone: {}{more}; `aliases` in the entries and terms that took their place keep those of pages",
        count_of(gone.len(), "address", "addresses"),
        first.join(", "),
    );
    (!gone.is_empty()).then_some(text)
}

/// A size; what a file takes in another encoding is known when it is written.
fn before_encoding(length: u64, is_encoded: bool) -> String {
    let size = size(length);
    if is_encoded { format!("{size} before it is compressed") } else { size }
}

fn lines_of(sign: char, files: &[(&str, String)], most: usize) -> String {
    let more = files.len().saturating_sub(most);
    let lines = files.iter().take(most).map(|(path, length)| format!("{sign} {path} ({length})\n"));
    let text: String = lines.collect();
    if more == 0 { text } else { format!("{text}{sign} and {} more\n", grouped(more)) }
}

fn numbers(title: &str, prepared: &Prepared) -> String {
    let Plan { deletions, unchanged, foreign, .. } = &prepared.plan;
    let mut parts = Vec::new();
    for (why, verb) in [(Why::Added, "to add"), (Why::Changed, "to change"), (Why::Repaired, "to put back")] {
        let (files, bytes) = prepared.plan.count(why, &prepared.wanted);
        if files > 0 {
            let is_encoded = prepared.wanted.iter().any(|file| file.entry.encoding.is_some());
            parts.push(format!("{} {verb} ({})", count(files, "file"), before_encoding(bytes, is_encoded)));
        }
    }
    if !deletions.is_empty() {
        parts.push(format!("{} to delete", count(deletions.len(), "file")));
    }
    if parts.is_empty() {
        parts.push("nothing to do".to_owned());
    }
    if *unchanged > 0 {
        parts.push(format!("{} as they are", grouped(*unchanged)));
    }
    if *foreign > 0 {
        parts.push(format!("{} not ours, left alone", grouped(*foreign)));
    }
    format!("{title}: {}\n", parts.join(", "))
}

/// What was done.
pub fn done(title: &str, prepared: &Prepared, about: &About, seconds: f64) -> String {
    let plan = &prepared.plan;
    if plan.is_idle() {
        return format!("{title}: nothing to do, this site lives there as generation {}\n", plan.generation);
    }
    let (written, deleted) = (grouped(plan.writes.len()), plan.deletions.len());
    let deleted = if deleted > 0 { format!("{} deleted, ", grouped(deleted)) } else { String::new() };
    let files = count(prepared.wanted.len(), "file");
    let back = about.rolled_back_to.map(|to| format!(", which is generation {to} again")).unwrap_or_default();
    let next = about.next_change.as_ref();
    let next = next.map(|(day, why)| format!("changes by itself on {day}: {why}\n")).unwrap_or_default();
    format!(
        "{title}: {files}, {written} written, {deleted}generation {}{back}, in {seconds:.2} s\n{next}",
        plan.generation
    )
}

/// A generation that there is a way back to.
pub fn earlier(earlier: &Earlier) -> String {
    format!("generation {}, published {}, as of {}", earlier.generation, minute(&earlier.published), earlier.as_of)
}

/// An instant without what nobody reads: `2026-11-24 10:15 UTC`.
pub fn minute(instant: &str) -> String {
    let parsed = instant.parse::<jiff::Timestamp>();
    parsed.map_or_else(|_| instant.to_owned(), |instant| instant.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// Bytes as people count them, in powers of ten.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
