//! What a body becomes: safe HTML with holes, and what others want to know of it.

use std::borrow::Cow;

use crate::source::Span;

/// A parsed body. It holds no address and no title of another entry: those are holes, filled when a page is rendered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// HTML and holes in the order of the page; no two [`Fragment::Html`] in a row.
    pub fragments: Vec<Fragment>,
    /// The headings as they are written; those of footnotes stand where the note does, and not at the end as on the page.
    pub headings: Vec<Heading>,
    /// The first mention of every entry that the body refers to.
    pub mentions: Vec<Mention>,
    /// Links to headings of its page, `[label](#id)`, which it does not have itself, each with its place. The page of a
    /// translation has those of the original too.
    pub foreign_anchors: Vec<(Box<str>, Span)>,
}

impl Body {
    /// The ids of its headings.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|heading| &*heading.id)
    }

    /// All holes, those within labels included.
    pub fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.fragments.iter().filter_map(Fragment::hole).flat_map(|hole| {
            let inside = hole.target.label().unwrap_or_default().iter().filter_map(Fragment::hole);
            std::iter::once(hole).chain(inside)
        })
    }
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Fragment {
    /// Finished HTML, safe to put out as it is; not necessarily balanced by itself.
    Html(Box<str>),
    /// A string of the theme by its name, one of [`STRINGS`]. It stands in text or in a double-quoted attribute, so that
    /// whoever fills it escapes `"` too.
    Text(&'static str),
    /// What only the catalog knows.
    Hole(Box<Hole>),
}

impl Fragment {
    /// The hole, if it is one.
    pub fn hole(&self) -> Option<&Hole> {
        match self {
            Self::Hole(hole) => Some(hole),
            Self::Html(_) | Self::Text(_) => None,
        }
    }
}

/// The names that [`Fragment::Text`] uses; a theme has a string for each.
pub const STRINGS: &[&str] = &[
    "callout-note",
    "callout-tip",
    "callout-important",
    "callout-warning",
    "callout-caution",
    "footnotes",
    "footnote-back",
    "task-done",
    "task-open",
];

/// A place that is filled when the page is rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// What is referred to.
    pub target: Target,
    /// Where, in the whole file.
    pub span: Span,
}

/// The label of a reference. Its holes are images and nothing else, since links do not nest.
pub type Label = Box<[Fragment]>;

/// What a hole refers to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An entry: `[[id]]`, `[[id#anchor]]`, `[[id|label]]`, `[label](id.md#anchor)`.
    Entry {
        /// The entry's id as written.
        id: Box<str>,
        /// The id of one of its headings.
        anchor: Option<Box<str>>,
        /// What the link says; the entry's title when there is none.
        label: Option<Label>,
    },
    /// A term: `[[theme:recruitment]]`, `[[sdg:8.8]]`, `[[country:PHL]]`, `[[term:regularization]]`.
    Term {
        /// The axis as written: `theme`.
        axis: Box<str>,
        /// The term's id as written.
        id: Box<str>,
        /// What the link says; the term's title when there is none.
        label: Option<Label>,
    },
    /// A statistic: `[[figure:id]]`.
    Figure {
        /// The figure's id.
        id: Box<str>,
    },
    /// One pair of brackets with the documents it cites: `[@a-72-643, paras. 60-61; @other]`. Never empty.
    Citation(Box<[Cite]>),
    /// A page of the site by its address: `[label](/sdg/8.8/)`. Nothing was checked but that it has no scheme and no host.
    Address {
        /// The address as written, with its query and anchor.
        address: Box<str>,
        /// What the link says.
        label: Label,
    },
    /// A document: `[label](files/report.pdf#page=3)`.
    File {
        /// Path below `content/files/`: relative, without `..`, with `/` between its parts, percent-decoded.
        path: Box<str>,
        /// What stands behind `#`.
        anchor: Option<Box<str>>,
        /// What the link says.
        label: Label,
    },
    /// An image: `![alt](files/queue.jpg "title")`.
    Image {
        /// Path below `content/files/`, as of a file.
        path: Box<str>,
        /// The description, plain text; empty when it is missing.
        alt: Box<str>,
        /// The title, plain text.
        title: Option<Box<str>>,
    },
}

impl Target {
    /// What the link says, when the editor wrote it.
    pub fn label(&self) -> Option<&[Fragment]> {
        match self {
            Self::Entry { label, .. } | Self::Term { label, .. } => label.as_deref(),
            Self::Address { label, .. } | Self::File { label, .. } => Some(label),
            Self::Figure { .. } | Self::Citation(_) | Self::Image { .. } => None,
        }
    }

    pub(super) fn set_label(&mut self, written: Label) {
        match self {
            Self::Entry { label, .. } | Self::Term { label, .. } => *label = Some(written).filter(|l| !l.is_empty()),
            Self::Address { label, .. } | Self::File { label, .. } => *label = written,
            Self::Figure { .. } | Self::Citation(_) | Self::Image { .. } => {}
        }
    }
}

/// One document of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The document's id in `sources.yaml`.
    pub source: Box<str>,
    /// Where in the document.
    pub locator: Option<Locator>,
}

/// Where in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// What is counted.
    pub kind: LocatorKind,
    /// The numbers without the word: `60-61`; of [`LocatorKind::Other`] the whole text.
    pub text: Box<str>,
}

/// What a locator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LocatorKind {
    /// Numbered paragraphs.
    Paragraphs,
    /// Pages.
    Pages,
    /// Something else: `annex II`, `chap. 3`.
    Other,
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's title is the only heading of the first level.
    pub level: u8,
    /// Unique in the body, NFC.
    pub id: Box<str>,
    /// What it says, without markup.
    pub text: Plain,
}

/// A sentence that refers to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The id of the entry referred to, as written.
    pub target_entry: Box<str>,
    /// The sentence, at most about 300 characters; empty in a body that refers to more than 500 entries.
    pub sentence: Plain,
}

/// Plain text with gaps for titles: a reference without a label says what the catalog calls its target. Not escaped.
///
/// A gap is the reference as written between two U+FFFC (object replacement character), which the text itself never has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain(Box<str>);

/// Opens and closes a gap.
pub(super) const GAP: char = '\u{FFFC}';

impl Plain {
    pub(super) fn from_marked(text: &str) -> Self {
        Self(text.into())
    }

    /// The text without what stands in its gaps: what a reference leads to may get another title, or not be for readers yet.
    pub(super) fn own_words(&self) -> Cow<'_, str> {
        if !self.0.contains(GAP) {
            return Cow::Borrowed(&self.0);
        }
        let own: String = self.0.split(GAP).step_by(2).collect();
        Cow::Owned(own.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The text with its gaps filled. `title` is asked for references as written (`fair-recruitment`,
    /// `theme:recruitment`, `figure:migrants`); one that it does not know stands as written.
    pub fn fill(&self, mut title: impl FnMut(&str) -> Option<String>) -> Cow<'_, str> {
        if !self.0.contains(GAP) {
            return Cow::Borrowed(&self.0);
        }
        let pieces = self.0.split(GAP).enumerate();
        let filled = pieces.map(|(at, piece)| match at % 2 {
            0 => Cow::Borrowed(piece),
            _ => title(piece).map_or(Cow::Borrowed(piece), Cow::Owned),
        });
        Cow::Owned(filled.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_by_title_and_unknown_ones_stay_as_written() {
        let plain = Plain::from_marked("Builds on \u{FFFC}a\u{FFFC} and \u{FFFC}theme:b\u{FFFC}.");
        let filled = plain.fill(|id| (id == "a").then(|| "Fair recruitment".to_owned()));
        assert_eq!(filled, "Builds on Fair recruitment and theme:b.");
    }
}
