//! Inline elements: emphasis, links, references, citations, images.

use std::ops::Range;

use ahash::HashSet;
use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::body::{Fragment, Hole, Target};
use super::destination::{self, Destination, Refusal};
use super::escape;
use super::output::Mark;
use super::reference::{self, Unreadable, shown};
use super::writer::{Aside, Dialect, Writer};
use crate::diagnostic::Code;
use crate::source::Span;

/// A link whose end has not come yet.
pub(super) enum OpenLink {
    /// It has no element: its address was refused, or it stands in another link.
    Text,
    /// An `a`.
    Element { range: Range<usize>, label_begins: Mark },
    /// A reference whose label is under way.
    Labelled {
        target: Target,
        range: Range<usize>,
        /// The first fragment of the label.
        fragment: usize,
        /// Where the label begins in the running text.
        position: usize,
    },
}

/// An image whose description is under way.
pub(super) struct OpenImage {
    pub(super) alt: String,
    title: String,
    range: Range<usize>,
    shown: Shown,
}

enum Shown {
    /// A file of the site.
    File(Box<str>),
    /// Any address; `CommonMark` knows no files.
    Address(String),
    /// Nothing, since the address was refused: the description stands as text.
    Nothing,
}

/// Links to headings of the same page, to be checked when all are known.
#[derive(Default)]
pub(super) struct Anchors(Vec<(String, Range<usize>)>);

impl<'a> Writer<'a> {
    pub(super) fn start_inline(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        if let Tag::Link { .. } = tag {
            self.brackets.link();
        }
        match tag {
            Tag::Emphasis => self.out.push("<em>"),
            Tag::Strong => self.out.push("<strong>"),
            Tag::Strikethrough => self.out.push("<del>"),
            Tag::Link { link_type, dest_url, title, id } => match link_type {
                LinkType::WikiLink { has_pothole } => self.start_reference(&dest_url, has_pothole, range),
                LinkType::ShortcutUnknown | LinkType::CollapsedUnknown => self.citation(&id, range),
                LinkType::ReferenceUnknown => self.refuse_adjacent(range),
                LinkType::Email => self.start_link(&format!("mailto:{dest_url}"), &title, range),
                _ => self.start_link(&dest_url, &title, range),
            },
            Tag::Image { link_type, dest_url, title, .. } => self.start_image(link_type, &dest_url, &title, range),
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => self.out.push("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    // Links.

    fn start_link(&mut self, address: &str, title: &str, range: &Range<usize>) {
        if !self.links.is_empty() {
            // An address within a label; the parser knows no such link as nested, and HTML forbids it.
            return self.links.push(OpenLink::Text);
        }
        match self.sorted(address) {
            Ok(Destination::Outside) => self.open_link(address, title, range),
            Ok(Destination::Anchor(anchor)) => {
                self.anchors.0.push((anchor, range.clone()));
                self.open_link(address, title, range);
            }
            Ok(Destination::Entry { id, anchor }) => self.start_label(Target::Entry { id, anchor, label: None }, range),
            Ok(Destination::File { path, anchor }) => {
                self.start_label(Target::File { path, anchor, label: Box::default() }, range);
            }
            Ok(Destination::Address(address)) => {
                self.start_label(Target::Address { address: address.into(), label: Box::default() }, range);
            }
            Err(refusal) => {
                self.refuse(refusal, range);
                self.links.push(OpenLink::Text);
            }
        }
    }

    /// `CommonMark` has no references: what is not refused is written as it is.
    fn sorted<'u>(&self, address: &'u str) -> Result<Destination<'u>, Refusal> {
        match self.dialect {
            Dialect::Site => destination::of_link(address),
            Dialect::CommonMark => destination::is_outside(address).map(|_| Destination::Outside),
        }
    }

    fn open_link(&mut self, address: &str, title: &str, range: &Range<usize>) {
        self.out.push("<a href=\"");
        escape::address(self.out.html(), address.trim());
        self.title_attribute(title, range);
        self.out.push("\">");
        self.links.push(OpenLink::Element { range: range.clone(), label_begins: self.out.mark() });
    }

    fn title_attribute(&mut self, title: &str, range: &Range<usize>) {
        if title.is_empty() {
            return;
        }
        let title = self.without_bad_characters(title, range);
        self.out.push("\" title=\"");
        escape::text(self.out.html(), &title);
    }

    fn refuse(&mut self, refusal: Refusal, range: &Range<usize>) {
        self.problems.report(refusal.code, range, refusal.message, refusal.help);
    }

    fn end_link(&mut self) {
        match self.links.pop() {
            Some(OpenLink::Element { range, label_begins }) => {
                if self.out.is_blank_since(label_begins) {
                    self.report_no_label(&range);
                }
                self.out.push("</a>");
            }
            Some(OpenLink::Labelled { target, range, fragment, position }) => {
                self.end_label(target, &range, fragment, position);
            }
            Some(OpenLink::Text) | None => {}
        }
    }

    fn report_no_label(&mut self, range: &Range<usize>) {
        let help = "say between the brackets where the link leads: `[label](address)`";
        self.problems.report(Code::BadReference, range, "a link without words", help);
    }

    // References.

    fn start_reference(&mut self, name: &str, has_label: bool, range: &Range<usize>) {
        match reference::target(name) {
            Ok(Target::Figure { .. }) if has_label => {
                let help = "write `[[figure:id]]`: a figure says its value and unit".to_owned();
                self.unreadable(("a figure with a label".to_owned(), help), range);
                self.links.push(OpenLink::Text);
            }
            Ok(target) if has_label => self.start_label(target, range),
            Ok(target) => {
                self.refer(target, range);
                self.skip();
            }
            Err(why) => {
                self.unreadable(why, range);
                self.links.push(OpenLink::Text);
            }
        }
    }

    fn unreadable(&mut self, (message, help): Unreadable, range: &Range<usize>) {
        self.problems.report(Code::BadReference, range, message, help);
    }

    /// Leaves a hole that is filled by the target's own name.
    fn refer(&mut self, target: Target, range: &Range<usize>) {
        let position = self.running.position();
        match &target {
            Target::Entry { id, .. } => {
                self.running.gap(id);
                self.running.mention(id, position);
            }
            Target::Term { axis, id, .. } => self.running.gap(&format!("{axis}:{id}")),
            Target::Figure { id } => self.running.gap(&format!("figure:{id}")),
            _ => {}
        }
        self.hole(target, range);
    }

    fn hole(&mut self, target: Target, range: &Range<usize>) {
        let span = self.problems.span(range);
        self.out.hole(Hole { target, span });
    }

    /// Nothing comes of the events up to the end of the element that has just begun.
    fn skip(&mut self) {
        self.aside = Some(Aside { open: 0, image: None });
    }

    fn start_label(&mut self, target: Target, range: &Range<usize>) {
        let (fragment, position) = (self.out.cut(), self.running.position());
        self.links.push(OpenLink::Labelled { target, range: range.clone(), fragment, position });
    }

    fn end_label(&mut self, mut target: Target, range: &Range<usize>, fragment: usize, position: usize) {
        let label = self.out.split_off(fragment);
        let has_no_label = label.is_empty();
        match &target {
            Target::Entry { .. } | Target::Term { .. } if has_no_label => return self.refer(target, range),
            Target::Entry { id, .. } => self.running.mention(id, position),
            _ if is_blank(&label) => self.report_no_label(range),
            _ => {}
        }
        target.set_label(label.into());
        self.hole(target, range);
    }

    // Citations.

    fn citation(&mut self, text: &str, range: &Range<usize>) {
        match reference::citation(text) {
            Ok(cites) => {
                self.hole(Target::Citation(cites), range);
                self.running.omit();
                self.skip();
            }
            Err(why) => {
                self.unreadable(why, range);
                self.links.push(OpenLink::Text);
            }
        }
    }

    /// `[x][@a]`, which the parser takes for a link `x` to a place that is described as `@a`.
    fn refuse_adjacent(&mut self, range: &Range<usize>) {
        let help = "leave a space before a citation, and cite several documents as `[@a; @b, p. 4]`".to_owned();
        self.unreadable(("a citation right behind other brackets".to_owned(), help), range);
        self.links.push(OpenLink::Text);
    }

    // Images.

    fn start_image(&mut self, link_type: LinkType, address: &str, title: &str, range: &Range<usize>) {
        let shown = self.shown(link_type, address).unwrap_or_else(|refusal| {
            self.refuse(refusal, range);
            Shown::Nothing
        });
        let title = if title.is_empty() { String::new() } else { self.without_bad_characters(title, range) };
        let image = OpenImage { alt: String::new(), title, range: range.clone(), shown };
        self.aside = Some(Aside { open: 0, image: Some(image) });
    }

    fn shown(&self, link_type: LinkType, address: &str) -> Result<Shown, Refusal> {
        let is_markdown =
            matches!(link_type, LinkType::Inline | LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        if !is_markdown {
            let message = format!("`{}` is shown nowhere", shown(address));
            let help = "an image is written `![description](files/NAME)`";
            return Err(Refusal { code: Code::BadReference, message, help });
        }
        match self.dialect {
            Dialect::Site => destination::of_image(address).map(Shown::File),
            Dialect::CommonMark => destination::is_outside(address).map(|_| Shown::Address(address.trim().to_owned())),
        }
    }

    /// Ends what was looked at aside; an image is written now that its description is known.
    pub(super) fn end_aside(&mut self) {
        let Some(image) = self.aside.take().and_then(|aside| aside.image) else { return };
        self.check_alt(&image);
        self.running.push(&image.alt);
        match image.shown {
            Shown::File(path) => {
                let title = (!image.title.is_empty()).then(|| image.title.into());
                self.hole(Target::Image { path, alt: image.alt.trim().into(), title }, &image.range);
            }
            Shown::Address(address) => self.write_image(&address, &image.alt, &image.title, &image.range),
            Shown::Nothing => escape::text(self.out.html(), &image.alt),
        }
    }

    fn check_alt(&mut self, image: &OpenImage) {
        if self.dialect == Dialect::Site && image.alt.trim().is_empty() {
            let help = "say between the brackets what the image shows: `![Migrants queue at a consulate](…)`";
            self.problems.report(Code::MissingImageText, &image.range, "an image without a description", help);
        }
    }

    fn write_image(&mut self, address: &str, alt: &str, title: &str, range: &Range<usize>) {
        self.out.push("<img src=\"");
        escape::address(self.out.html(), address);
        self.out.push("\" alt=\"");
        escape::text(self.out.html(), alt);
        self.title_attribute(title, range);
        self.out.push("\">");
    }

    // Anchors.

    /// Links to headings that the body does not have.
    pub(super) fn foreign_anchors(&mut self) -> Vec<(Box<str>, Span)> {
        if self.anchors.0.is_empty() {
            return Vec::new();
        }
        let ids: HashSet<&str> = self.headings.iter().map(|heading| &*heading.id).collect();
        let foreign = self.anchors.0.iter().filter(|(anchor, _)| !ids.contains(&**anchor));
        foreign.map(|(anchor, range)| (anchor.as_str().into(), self.problems.span(range))).collect()
    }
}

/// Whether a label says nothing.
fn is_blank(label: &[Fragment]) -> bool {
    label.iter().all(|fragment| matches!(fragment, Fragment::Html(html) if html.trim().is_empty()))
}
