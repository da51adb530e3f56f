//! Diagnostics for people, in rustc's shape, drawn by `annotate-snippets`.
//!
//! It is given excerpts, never whole files: a file may have a megabyte, in one line. Since an excerpt's columns are not
//! those of the file, the locations that it would print are placeholders, and the true ones are put in afterwards.

use std::io;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, Mark, excerpt, neutral, neutral_name};
use super::region::{Locator, Region};
use super::{Diagnostic, Related, Severity};
use crate::source::Place;

/// Stands for a location until it is drawn. A noncharacter, so no text has it: [`neutral`] writes it out.
const LOCATION: char = '\u{FDD0}';
/// A related place this near, in bytes, shares the excerpt of the place that it explains.
const NEAR: usize = 1000;
/// Messages quote what editors wrote; past this many bytes they are cut.
const LONGEST_MESSAGE: usize = 2000;

/// Prints diagnostics for a terminal or a log.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    /// With ANSI colours.
    pub color: bool,
    /// Columns of the terminal. Longer lines are cut around what they are about.
    pub width: usize,
}

impl Printer {
    /// Writes each diagnostic with its excerpts, and an empty line behind it.
    pub fn print(&self, diagnostics: &[Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
        let mut locators = Locators::default();
        for diagnostic in diagnostics {
            writeln!(out, "{}\n", self.draw(diagnostic, &mut locators))?;
        }
        Ok(())
    }

    /// The marked lines alone, for where message, place and help are shown beside them. Empty when there is no text.
    pub fn excerpt(&self, diagnostic: &Diagnostic) -> String {
        let views = views(diagnostic, &mut Locators::default());
        if views.is_empty() {
            return String::new();
        }
        let group = Group::with_level(level(diagnostic.severity)).elements(views.iter().map(View::snippet));
        let drawing = self.renderer().render(&[group]);
        let drawing = locate(&drawing, views.iter().map(|view| view.location.as_str()));
        let lines = drawing.split_once('\n').map_or("", |(_place, lines)| lines);
        lines.to_owned()
    }

    fn draw(&self, diagnostic: &Diagnostic, locators: &mut Locators) -> String {
        let views = views(diagnostic, locators);
        let title = level(diagnostic.severity).primary_title(shown(&diagnostic.message)).id(diagnostic.code.as_str());
        let mut group = Group::with_title(title);
        if !has_text(&diagnostic.place) {
            group = group.element(Origin::path(neutral_name(&diagnostic.place.source.path)));
        }
        group = group.elements(views.iter().map(View::snippet));
        let unreadable = diagnostic.related.iter().filter(|related| !has_text(&related.place));
        group = group.elements(unreadable.map(|related| Level::NOTE.message(note(related))));
        group = group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(shown(help))));
        locate(&self.renderer().render(&[group]), views.iter().map(|view| view.location.as_str()))
    }

    fn renderer(&self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(self.width)
    }
}

/// Places of problems come in order, related places in none: one locator for each.
#[derive(Default)]
struct Locators {
    places: Locator,
    related: Locator,
}

/// One excerpt with all that is marked in it.
struct View {
    location: String,
    first_line: usize,
    excerpt: Excerpt,
    kinds: Vec<AnnotationKind>,
    labels: Vec<Option<String>>,
}

impl View {
    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks = self.excerpt.marks.iter().zip(&self.kinds).zip(&self.labels);
        let annotations = marks.map(|((mark, kind), label)| kind.span(mark.clone()).label(label.as_deref()));
        Snippet::source(&self.excerpt.text)
            .path(LOCATION.to_string())
            .line_start(self.first_line)
            .annotations(annotations)
    }
}

/// A place that is to be marked in some view.
struct Marked<'a> {
    place: &'a Place,
    region: Region,
    mark: Mark,
    kind: AnnotationKind,
    label: Option<String>,
}

impl<'a> Marked<'a> {
    fn primary(place: &'a Place, locator: &mut Locator) -> Self {
        let mut marked = Self::new(place, AnnotationKind::Primary, locator);
        marked.label = marked.mark.shortened.then(|| format!("goes on to line {}", marked.region.end_line));
        marked
    }

    fn related(related: &'a Related, locator: &mut Locator) -> Self {
        let label = Some(shown(&related.message));
        Self { label, ..Self::new(&related.place, AnnotationKind::Context, locator) }
    }

    fn new(place: &'a Place, kind: AnnotationKind, locator: &mut Locator) -> Self {
        let mark = Mark::new(&place.source.text, place.span.range());
        Self { place, region: locator.region(place), mark, kind, label: None }
    }

    fn is_near(&self, other: &Self) -> bool {
        let (a, b) = (&self.mark.range, &other.mark.range);
        let reach = a.end.max(b.end) - a.start.min(b.start);
        self.place.source == other.place.source && reach <= NEAR
    }
}

/// The views of a diagnostic: first its own place with what is related and near, then the other related places.
fn views(diagnostic: &Diagnostic, locators: &mut Locators) -> Vec<View> {
    let readable = diagnostic.related.iter().filter(|related| has_text(&related.place));
    let related: Vec<_> = readable.map(|related| Marked::related(related, &mut locators.related)).collect();
    if !has_text(&diagnostic.place) {
        return related.into_iter().map(|marked| view(vec![marked])).collect();
    }
    let primary = Marked::primary(&diagnostic.place, &mut locators.places);
    let (near, far): (Vec<_>, Vec<_>) = related.into_iter().partition(|marked| primary.is_near(marked));
    let first = std::iter::once(primary).chain(near).collect();
    std::iter::once(first).chain(far.into_iter().map(|marked| vec![marked])).map(view).collect()
}

/// One view of places of one source; the first one gives the location.
fn view(marked: Vec<Marked>) -> View {
    let first = &marked[0];
    let ranges: Vec<Range<usize>> = marked.iter().map(|marked| marked.mark.range.clone()).collect();
    View {
        location: format!("{}:{}:{}", neutral_name(&first.place.source.path), first.region.line, first.region.column),
        first_line: marked.iter().map(|marked| marked.region.line).min().unwrap_or(1),
        excerpt: excerpt(&first.place.source.text, &ranges),
        kinds: marked.iter().map(|marked| marked.kind).collect(),
        labels: marked.into_iter().map(|marked| marked.label).collect(),
    }
}

/// Puts locations where a drawing has `PLACEHOLDER:LINE:COLUMN`, which always ends its line.
fn locate<'a>(drawing: &str, mut locations: impl Iterator<Item = &'a str>) -> String {
    let mut parts = drawing.split(LOCATION);
    let mut located = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|character: char| character == ':' || character.is_ascii_digit());
        located.push_str(locations.next().unwrap_or_default());
        located.push_str(rest);
    }
    located
}

fn has_text(place: &Place) -> bool {
    !place.source.text.is_empty()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// A related place of which there is no text to show.
fn note(related: &Related) -> String {
    format!("{}: {}", neutral_name(&related.place.source.path), shown(&related.message))
}

/// A message as it is printed: neutral, and cut when it quotes something endless. A line of what it quotes never begins as
/// a command of a workflow does, which the log of a code host would carry out wherever in a line its text begins.
fn shown(message: &str) -> String {
    let end = message.floor_char_boundary(LONGEST_MESSAGE);
    let ellipsis = if end < message.len() { "…" } else { "" };
    let mut lines = message[..end].split('\n');
    let mut text = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        text += if line.trim_start().starts_with("::") { "\\u{0A}" } else { "\n" };
        text += line;
    }
    neutral(&text).into_owned() + ellipsis
}
