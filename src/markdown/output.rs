//! Where the writer puts what it writes: HTML that is merged until a hole interrupts it.

use super::body::{Fragment, Hole};

/// Fragments under way.
#[derive(Default)]
pub(super) struct Output {
    /// HTML since the last hole.
    html: String,
    fragments: Vec<Fragment>,
}

/// A place in an output where text can be put later.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    fragment: usize,
    byte: usize,
}

impl Output {
    /// An output that expects about so many bytes of HTML.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), fragments: Vec::new() }
    }

    /// The HTML to append to.
    pub(super) fn html(&mut self) -> &mut String {
        &mut self.html
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Begins a line, unless one has just begun.
    pub(super) fn line(&mut self) {
        let begun = self.html.as_bytes().last().map_or(self.fragments.is_empty(), |last| *last == b'\n');
        if !begun {
            self.html.push('\n');
        }
    }

    pub(super) fn hole(&mut self, hole: Hole) {
        self.fragment(Fragment::Hole(Box::new(hole)));
    }

    /// A string of the theme.
    pub(super) fn text(&mut self, name: &'static str) {
        self.fragment(Fragment::Text(name));
    }

    fn fragment(&mut self, fragment: Fragment) {
        self.flush();
        self.fragments.push(fragment);
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.fragments.push(Fragment::Html(self.html.as_str().into()));
            self.html.clear();
        }
    }

    /// Appends finished fragments.
    pub(super) fn append(&mut self, fragments: impl IntoIterator<Item = Fragment>) {
        for fragment in fragments {
            match fragment {
                Fragment::Html(html) => self.push(&html),
                other => self.fragment(other),
            }
        }
    }

    /// The end of what is written so far.
    pub(super) fn mark(&self) -> Mark {
        Mark { fragment: self.fragments.len(), byte: self.html.len() }
    }

    /// Whether nothing that can be seen was written since.
    pub(super) fn is_blank_since(&self, mark: Mark) -> bool {
        self.fragments.len() == mark.fragment && self.html[mark.byte..].trim().is_empty()
    }

    /// Puts HTML at a place that was marked.
    pub(super) fn insert(&mut self, mark: Mark, html: &str) {
        match self.fragments.get_mut(mark.fragment) {
            Some(Fragment::Html(piece)) => {
                let mut whole = String::from(std::mem::take(piece));
                whole.insert_str(mark.byte, html);
                *piece = whole.into();
            }
            _ => self.html.insert_str(mark.byte, html),
        }
    }

    /// Takes the fragments since `start` out again: the label of a reference.
    pub(super) fn split_off(&mut self, start: usize) -> Vec<Fragment> {
        self.flush();
        self.fragments.split_off(start)
    }

    /// Ends the current fragment and says how many there are.
    pub(super) fn cut(&mut self) -> usize {
        self.flush();
        self.fragments.len()
    }

    pub(super) fn finish(mut self) -> Vec<Fragment> {
        self.flush();
        self.fragments.shrink_to_fit();
        self.fragments
    }
}
