//! Bodies as plain text, for full-text search: no markup, no addresses, names in the language of the edition.

use crate::markdown::{Body, Fragment, Hole, Target};
use crate::view::Edition;
use crate::view::body::amount;

/// Elements behind which a line ends.
const BLOCKS: [&str; 17] =
    ["p", "h2", "h3", "h4", "h5", "h6", "li", "tr", "pre", "blockquote", "dt", "dd", "table", "ul", "ol", "hr", "br"];

/// The text of a body.
pub fn body(edition: &Edition, body: &Body) -> String {
    let mut stripper = Stripper::default();
    fragments(edition, &body.fragments, &mut stripper);
    stripper.end()
}

/// A label or any other piece of a body on one line.
pub fn line(edition: &Edition, pieces: &[Fragment]) -> String {
    let mut stripper = Stripper::default();
    fragments(edition, pieces, &mut stripper);
    stripper.end().replace('\n', " ")
}

fn fragments(edition: &Edition, pieces: &[Fragment], out: &mut Stripper) {
    for piece in pieces {
        match piece {
            Fragment::Html(html) => out.html(html),
            Fragment::Text(key) if !out.in_tag => out.text(&edition.text(key)),
            Fragment::Text(_) => {}
            Fragment::Hole(hole) => fill(edition, hole, out),
        }
    }
}

fn fill(edition: &Edition, hole: &Hole, out: &mut Stripper) {
    if let Some(label) = hole.target.label() {
        return fragments(edition, label, out);
    }
    match &hole.target {
        // Whoever searches for a work finds who cites it in the table of sources and paragraphs.
        Target::Citation(_) | Target::Address { .. } | Target::File { .. } => {}
        Target::Image { alt, .. } => out.text(alt),
        target => out.text(&name(edition, target)),
    }
}

/// What a reference without a label is called.
pub fn name(edition: &Edition, target: &Target) -> String {
    let catalog = &*edition.catalog;
    match target {
        Target::Entry { id, .. } => match catalog.find(id) {
            Some(named) => edition.texts(&catalog[named.entry()]).title.to_owned(),
            None if catalog.is_withheld(id) => edition.text("not-published"),
            None => id.to_string(),
        },
        Target::Term { axis, id, .. } => {
            let term = catalog.vocabularies.referred(axis, id);
            term.map_or_else(|| id.to_string(), |term| edition.term_title(term).to_owned())
        }
        Target::Figure { id } => catalog.figure(id).map_or_else(
            || id.to_string(),
            |figure| amount(edition, figure.value.value, figure.unit.text(edition.lang)),
        ),
        Target::Citation(_) | Target::Address { .. } | Target::File { .. } | Target::Image { .. } => String::new(),
    }
}

/// Takes HTML that our own writer made to pieces.
#[derive(Default)]
struct Stripper {
    text: String,
    /// Whether a piece ended within a tag.
    in_tag: bool,
}

impl Stripper {
    fn text(&mut self, text: &str) {
        if !self.in_tag {
            self.text.push_str(text);
        }
    }

    fn html(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.in_tag {
                // `>` stands in no attribute: it is escaped there.
                let Some(end) = rest.find('>') else { return };
                self.in_tag = false;
                rest = &rest[end + 1..];
                continue;
            }
            let start = rest.find('<').unwrap_or(rest.len());
            unescape(&rest[..start], &mut self.text);
            rest = &rest[start..];
            if let Some(tag) = rest.strip_prefix('<') {
                let tag = tag.trim_start_matches('/');
                let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                if BLOCKS.contains(&name) {
                    self.text.push('\n');
                } else if matches!(name, "td" | "th") && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
                self.in_tag = true;
            }
        }
    }

    /// The text without empty lines, and without spaces at the ends of lines.
    fn end(self) -> String {
        let lines = self.text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Adds text with the entities that our own writers use.
fn unescape(html: &str, out: &mut String) {
    const ENTITIES: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&#x27;", '\'')];
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (length, c) = known.map_or((1, '&'), |(entity, c)| (entity.len(), *c));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        let mut stripper = Stripper::default();
        stripper
            .html("<h2 id=\"a\">Wages &amp; <em>fees</em></h2><p>1 &lt; 2<br>then</p><ul><li>a</li><li>b <a href=\"");
        stripper.text("hidden");
        stripper.html("\">link</a></li></ul><table><tr><td>x</td><td>y</td></tr></table>");
        assert_eq!(stripper.end(), "Wages & fees\n1 < 2\nthen\na\nb link\nx y");
    }
}
