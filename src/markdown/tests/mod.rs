//! What editors write and what comes of it, feature by feature.

use std::fmt::Write as _;
use std::sync::Arc;

mod blocks;
mod hostile;
mod references;
mod refusals;

use super::*;

/// Parses a body that stands behind front matter, so that spans are seen to be of the whole file.
fn parsed(markdown: &str) -> (Arc<Source>, Body, Vec<Diagnostic>) {
    let front_matter = "---\ntitle: Ü\n---\n";
    let source = Source::new("entry.md", format!("{front_matter}{markdown}"));
    let (body, problems) = parse(&source, Span::new(front_matter.len(), source.text.len()));
    (source, body, problems)
}

/// The HTML with what holes hold in `{}`.
fn shown(fragments: &[Fragment]) -> String {
    let mut out = String::new();
    for fragment in fragments {
        match fragment {
            Fragment::Html(html) => out.push_str(html),
            Fragment::Text(name) => write!(out, "{{{name}}}").unwrap(),
            Fragment::Hole(hole) => write!(out, "{{{}}}", shown_target(&hole.target)).unwrap(),
        }
    }
    out
}

fn shown_target(target: &Target) -> String {
    let label = |label: &Option<Label>| label.as_ref().map(|label| format!(" | {}", shown(label))).unwrap_or_default();
    let anchored = |anchor: &Option<Box<str>>| anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
    match target {
        Target::Entry { id, anchor, label: l } => format!("entry {id}{}{}", anchored(anchor), label(l)),
        Target::Term { axis, id, label: l } => format!("term {axis}:{id}{}", label(l)),
        Target::Figure { id } => format!("figure {id}"),
        Target::Citation(cites) => format!("cite {}", cites.iter().map(shown_cite).collect::<Vec<_>>().join("; ")),
        Target::Address { address, label } => format!("address {address} | {}", shown(label)),
        Target::File { path, anchor, label } => format!("file {path}{} | {}", anchored(anchor), shown(label)),
        Target::Image { path, alt, title } => format!("image {path} “{alt}” {}", title.as_deref().unwrap_or_default()),
    }
}

fn shown_cite(cite: &Cite) -> String {
    let locator = |l: &Locator| format!(" {:?} {}", l.kind, l.text);
    format!("{}{}", cite.source, cite.locator.as_ref().map(locator).unwrap_or_default())
}

/// The HTML of a body without problems.
fn html(markdown: &str) -> String {
    let (_, body, problems) = parsed(markdown);
    assert!(problems.is_empty(), "{markdown}: {problems:?}");
    shown(&body.fragments).trim_end().to_owned()
}

/// The HTML of one paragraph without problems.
fn inline(markdown: &str) -> String {
    let html = html(markdown);
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(&html).to_owned()
}

/// Code and marked text of each problem.
fn problems(markdown: &str) -> Vec<(Code, String)> {
    let (source, _, problems) = parsed(markdown);
    problems.iter().map(|p| (p.code, source.slice(p.place.span).to_owned())).collect()
}

fn problem(code: Code, marked: &str) -> (Code, String) {
    (code, marked.to_owned())
}

/// The HTML in spite of problems.
fn written(markdown: &str) -> String {
    shown(&parsed(markdown).1.fragments).trim_end().to_owned()
}

fn helps(markdown: &str) -> String {
    parsed(markdown).2.into_iter().filter_map(|p| p.help).collect::<Vec<_>>().join(" / ")
}
